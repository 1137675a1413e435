/* Departures at exact times: the integral of the intensity from one to the next is exponential with
 * mean 1, and independent of the last, if the model is true. */
#include <math.h>
#include <stdlib.h>

#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/goodness.h"

enum { LAGS = 10, SHOWN = 2000 };

struct row {
    const char *name, *holds, *fails;
    struct awol_goodness goodness;
};

static enum awol_status write_rows(const struct row *rows, size_t n, double alpha,
                                   struct awol_stream *stream, bool *ret_refuted,
                                   struct awol_error *opt_error)
{
    static const char *const columns[] = {"check",   "statistic", "p", "replicates",
                                          "verdict", "meaning",   NULL};
    struct awol_table *table;
    bool refuted = false;
    enum awol_status status = awol_cells_table(stream, "checks", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        struct awol_cells row = {.n = 0};
        double p = rows[k].goodness.p;
        awol_cells_text(&row, rows[k].name);
        awol_cells_number(&row, rows[k].goodness.statistic);
        awol_cells_number(&row, p);
        awol_cells_number(&row, 0);
        awol_cells_text(&row, isnan(p) ? "not told" : p <= alpha ? "refuted" : "holds");
        awol_cells_text(&row, isnan(p) ? "" : p <= alpha ? rows[k].fails : rows[k].holds);
        refuted = refuted || p <= alpha;
        status = awol_cells_append(&row, table, opt_error);
    }
    for (size_t k = 0; status == AWOL_OK && k < n; k++)
        if (rows[k].goodness.p <= alpha)
            status = awol_cells_say(stream, opt_error, "check",
                                    "The record refutes the model by “%s” (p = %.3g): %s.",
                                    rows[k].name, rows[k].goodness.p, rows[k].fails);
    if (status == AWOL_OK && !refuted)
        status = awol_cells_say(stream, opt_error, "check",
                                "Nothing refutes the model: on its own clock departures are as far "
                                "apart as chance makes them. Parameters that were estimated from "
                                "the same times make such a check lenient, and that a model is not "
                                "refuted does not make it true.");
    *ret_refuted = refuted;
    return status;
}

/* The gaps themselves, for a figure. */
static enum awol_status write_gaps(const double *gaps, const double *uniform, size_t n,
                                   struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"departure", "gap", "pit", NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "gaps", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n && i < SHOWN; i++) {
        struct awol_cells row = {.n = 0};
        awol_cells_number(&row, (double)(i + 1));
        awol_cells_number(&row, gaps[i]);
        awol_cells_number(&row, uniform[i]);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

enum awol_status awol_check_times(const struct awol_refit *refit,
                                  const struct awol_check_settings *settings,
                                  struct awol_problem *problem, struct awol_stream *stream,
                                  bool *ret_refuted, struct awol_error *opt_error)
{
    const struct awol_likelihood *l = &problem->likelihood;
    double *gaps = NULL, *uniform = NULL;
    size_t n = 0;
    enum awol_status status = l->type->residuals(l->state, refit->values, &gaps, &n, opt_error);
    if (status != AWOL_OK)
        return status;
    struct row rows[] = {
        {"gaps",
         "on the model's own clock departures are as far apart as chance makes them",
         "on the model's own clock departures are not as far apart as chance makes them",
         {NAN, NAN}},
        {"gap-correlation",
         "a gap says nothing of the next",
         "a long gap is followed by long ones: something lasts that the model lacks",
         {NAN, NAN}}};
    uniform = calloc(n + 1, sizeof *uniform);
    if (!uniform)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        uniform[i] = -expm1(-gaps[i]);
    if (status == AWOL_OK && n > 0)
        status = awol_goodness_uniform(uniform, n, &rows[0].goodness, opt_error);
    if (status == AWOL_OK && n > (size_t)4 * LAGS)
        rows[1].goodness = awol_ljung_box(uniform, n, LAGS, 0);
    if (status == AWOL_OK)
        status = write_rows(rows, sizeof rows / sizeof *rows, settings->alpha, stream, ret_refuted,
                            opt_error);
    if (status == AWOL_OK)
        status = write_gaps(gaps, uniform, n, stream, opt_error);
    free(uniform);
    free(gaps);
    return status;
}
