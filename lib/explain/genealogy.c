#include "explain/genealogy.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "explain/genealogy_state.h"
#include "model/model.h"

const char *const awol_counted_names[] = {"counted", "shared out", "estimated", "unrecorded"};

/* Models whose departures are not divided, and why. */
static const struct {
    const char *model, *why;
} undivided[] = {
    {"null", "it has one constant rate"},
    {"piecewise", "it says when the rate changed, not why"},
    {"change-points", "it says when the rate changed, not why"},
    {"logistic", "it is a curve over time and knows no offer"},
    {"gompertz", "it is a curve over time and knows no offer"},
    {"richards", "it is a curve over time and knows no offer"},
    {"threshold", "an offer lowers the thresholds at which men follow others: whoever then leaves "
                  "does so by both at once, and no part of him is the offer's"},
};

static const char *find_reason(const struct awol_setup *setup)
{
    const char *name = setup->model ? setup->model->name : "";
    for (size_t i = 0; i < sizeof undivided / sizeof *undivided; i++)
        if (strcmp(undivided[i].model, name) == 0)
            return undivided[i].why;
    if (strcmp(name, "bass") == 0 && setup->bass != AWOL_BASS_HISTORY &&
        setup->bass != AWOL_BASS_BINOMIAL)
        return "this form of it is one curve, fixed at the start (--bass history is not)";
    return NULL;
}

static bool is_engine(const struct awol_setup *setup)
{
    return !setup->model || (setup->model->open == awol_filter_open &&
                             !(setup->cascade && setup->kernel == AWOL_KERNEL_POWER));
}

enum awol_status awol_genealogy_new(const struct awol_problem *problem,
                                    struct awol_genealogy **ret_genealogy,
                                    struct awol_error *opt_error)
{
    const char *why = find_reason(&problem->setup);
    if (why)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the departures of the model “%s” cannot be attributed: %s",
                              problem->setup.model->name, why);
    struct awol_genealogy *g = calloc(1, sizeof *g);
    if (!g)
        return awol_error_memory(opt_error);
    g->problem = problem;
    g->by_spans = !is_engine(&problem->setup);
    enum awol_status status = g->by_spans ? awol_genealogy_open_spans(g, opt_error)
                                          : awol_genealogy_open_engine(g, opt_error);
    if (status == AWOL_OK)
        *ret_genealogy = g;
    else
        awol_genealogy_free(g);
    return status;
}

void awol_genealogy_free(struct awol_genealogy *g)
{
    if (!g)
        return;
    free(g->expectations);
    awol_problem_release(&g->own);
    free(g->pool);
    awol_maps_release(&g->without);
    awol_maps_release(&g->with);
    free(g->path.totals);
    free(g->path.bins);
    awol_filter_free(g->filter);
    free(g->counts);
    free(g->lines);
    free(g);
}

size_t awol_genealogy_n_lines(const struct awol_genealogy *genealogy)
{
    return genealogy->n_lines;
}

const struct awol_line *awol_genealogy_lines(const struct awol_genealogy *genealogy)
{
    return genealogy->lines;
}

bool awol_genealogy_is_selective(const struct awol_genealogy *genealogy)
{
    return !genealogy->by_spans;
}

void awol_genealogy_divide(double y, const double share[static AWOL_PARTS], gsl_rng *opt_generator,
                           double ret_parts[static AWOL_PARTS])
{
    bool lottery = opt_generator != NULL && y > 0;
    for (size_t c = 0; c < AWOL_PARTS; c++)
        lottery = lottery && share[c] > -1e-9;
    if (!lottery) { /* an offer that held men back has a share below zero: there is nobody to draw
                     */
        for (size_t c = 0; c < AWOL_PARTS; c++)
            ret_parts[c] = y * share[c];
        return;
    }
    double men = floor(y + gsl_rng_uniform(opt_generator)), left = 1;
    double n = fmin(men, 4e9);
    for (size_t c = 0; c < AWOL_PARTS; c++) {
        double p = left > 0 ? fmin(fmax(share[c], 0) / left, 1) : 0;
        double drawn =
            c + 1 == AWOL_PARTS ? n : (double)gsl_ran_binomial(opt_generator, p, (unsigned)n);
        /* A part of a total need not be a whole number of men. */
        ret_parts[c] = men > 0 ? drawn * y / fmin(men, 4e9) : y * share[c];
        n -= drawn;
        left -= fmax(share[c], 0);
    }
}

enum awol_status awol_genealogy_run(struct awol_genealogy *g, const double *values, const bool *off,
                                    gsl_rng *opt_generator, double *ret_parts,
                                    struct awol_error *opt_error)
{
    enum awol_status status =
        g->by_spans
            ? awol_genealogy_run_spans(g, values, opt_generator, ret_parts, opt_error)
            : awol_genealogy_run_engine(g, values, off, opt_generator, ret_parts, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < g->n_lines; i++)
        for (size_t c = 0; c < AWOL_PARTS; c++) {
            ret_parts[i * AWOL_PARTS + c] *= g->lines[i].party;
            if (!isfinite(ret_parts[i * AWOL_PARTS + c]))
                status = awol_error_set(opt_error, AWOL_RANGE,
                                        "the parts of a count leave the range of numbers");
        }
    return status;
}
