/* A fit with its bootstrap as a stream. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/bootstrap.h"
#include "estimate/pass_on.h"

/* ---- tables ------------------------------------------------------------------------------- */

static enum awol_status add_columns(struct awol_table *table, const char *const *names, size_t n,
                                    struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_add_column(table, names[i], opt_error);
    return status;
}

static enum awol_status set_numbers(struct awol_table *table, size_t row, size_t first,
                                    const double *values, size_t n, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_set_number(table, row, first + i, values[i], opt_error);
    return status;
}

static enum awol_status write_replicate(const struct awol_layout *l,
                                        const struct awol_boot_row *row, struct awol_table *table,
                                        struct awol_error *opt_error)
{
    size_t at = table->n_rows, column = 3 + l->n;
    const double first[] = {row->replicate, row->log_likelihood};
    enum awol_status status = awol_table_append_empty(table, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(table, at, 0, first[0], opt_error);
    if (status == AWOL_OK)
        status = awol_table_set(table, at, 1, row->converged ? "yes" : "no", opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(table, at, 2, first[1], opt_error);
    if (status == AWOL_OK)
        status = set_numbers(table, at, 3, row->values, l->n, opt_error);
    if (status == AWOL_OK && l->eta != SIZE_MAX)
        status = awol_table_set_number(table, at, column++,
                                       awol_boot_multiplier(row->values[l->eta]), opt_error);
    if (status == AWOL_OK && l->tau != SIZE_MAX)
        status = awol_table_set_number(table, at, column, awol_boot_half_life(row->values[l->tau]),
                                       opt_error);
    return status;
}

static enum awol_status write_replicates(const struct awol_bootstrap *b, struct awol_stream *stream,
                                         struct awol_error *opt_error)
{
    static const char *const names[] = {"replicate", "converged", "log_likelihood"};
    static const char *const derived[] = {AWOL_BOOT_MULTIPLIER, AWOL_BOOT_HALF_LIFE};
    const struct awol_layout *l = &b->refit->problem.layout;
    struct awol_table *table = NULL;
    enum awol_status status = awol_stream_add_table(stream, "replicates", &table, opt_error);
    if (status == AWOL_OK)
        status = add_columns(table, names, 3, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++)
        status = awol_table_add_column(table, l->parameters[p].name, opt_error);
    if (status == AWOL_OK && l->eta != SIZE_MAX)
        status = awol_table_add_column(table, derived[0], opt_error);
    if (status == AWOL_OK && l->tau != SIZE_MAX)
        status = awol_table_add_column(table, derived[1], opt_error);
    for (size_t i = 0; status == AWOL_OK && i < b->n_rows; i++)
        if (b->rows[i].draw == 0)
            status = write_replicate(l, &b->rows[i], table, opt_error);
    return status;
}

static enum awol_status write_intervals(const struct awol_boot_report *report,
                                        const struct awol_boot_interval *intervals, size_t n,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const names[] = {"name",         "estimate",       "bias",
                                        "corrected",    "percentile_low", "percentile_high",
                                        "bc_low",       "bc_high",        "profile_low",
                                        "profile_high", "level",          "n",
                                        "profile",      "calibrated_low", "calibrated_high",
                                        "calibrated"};
    struct awol_table *table = NULL;
    enum awol_status status = awol_stream_add_table(stream, "intervals", &table, opt_error);
    if (status == AWOL_OK)
        status = add_columns(table, names, sizeof names / sizeof *names, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        const struct awol_boot_interval *i = &intervals[k];
        const double numbers[] = {
            i->estimate,        i->bias,          i->corrected,      i->percentile_low,
            i->percentile_high, i->corrected_low, i->corrected_high, i->profile_low,
            i->profile_high,    report->level,    (double)i->n};
        status = awol_table_append_empty(table, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, k, 0, i->name, opt_error);
        if (status == AWOL_OK)
            status = set_numbers(table, k, 1, numbers, sizeof numbers / sizeof *numbers, opt_error);
        if (status == AWOL_OK && i->profile[0])
            status = awol_table_set(table, k, 12, i->profile, opt_error);
        const double calibrated[] = {i->calibrated_low, i->calibrated_high};
        if (status == AWOL_OK)
            status = set_numbers(table, k, 13, calibrated, 2, opt_error);
        if (status == AWOL_OK && i->calibrated[0])
            status = awol_table_set(table, k, 15, i->calibrated, opt_error);
    }
    return status;
}

static enum awol_status write_tests(const struct awol_bootstrap *b,
                                    const struct awol_boot_outcome *outcomes,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const names[] = {"test", "reading",    "null",          "statistic",
                                        "p",    "replicates", "not_converged", "critical"};
    struct awol_table *table = NULL;
    if (b->n_tests == 0)
        return AWOL_OK;
    enum awol_status status = awol_stream_add_table(stream, "tests", &table, opt_error);
    if (status == AWOL_OK)
        status = add_columns(table, names, sizeof names / sizeof *names, opt_error);
    for (size_t t = 0; status == AWOL_OK && t < b->n_tests; t++) {
        const struct awol_boot_test *test = &b->tests[t];
        const struct awol_boot_outcome *o = &outcomes[t];
        const char *const cells[] = {
            test->parameter, test->reading, test->null_text, NULL, NULL, NULL, NULL, NULL};
        const double numbers[] = {test->statistic, o->p, (double)o->n, (double)o->not_converged,
                                  o->critical};
        status = awol_table_append(table, cells, NULL, opt_error);
        if (status == AWOL_OK)
            status = set_numbers(table, t, 3, numbers, sizeof numbers / sizeof *numbers, opt_error);
    }
    return status;
}

/* ---- the stream --------------------------------------------------------------------------- */

static const struct awol_made_anew made = {
    .tables = (const char *const[]){"replicates", "intervals", "tests", NULL},
    .topics = (const char *const[]){AWOL_BOOT_TOPIC, NULL},
};

static enum awol_status find_outcomes(const struct awol_bootstrap *b,
                                      struct awol_boot_outcome **ret_outcomes,
                                      struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    *ret_outcomes = calloc(b->n_tests + 1, sizeof **ret_outcomes);
    if (!*ret_outcomes)
        return awol_error_memory(opt_error);
    for (size_t t = 0; status == AWOL_OK && t < b->n_tests; t++)
        status = awol_boot_outcome(b, t, &(*ret_outcomes)[t], opt_error);
    return status;
}

enum awol_status awol_boot_output(const struct awol_boot_report *report,
                                  struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    const struct awol_bootstrap *b = report->bootstrap;
    struct awol_boot_interval *intervals = NULL;
    struct awol_boot_outcome *outcomes = NULL;
    size_t n = 0;
    struct awol_stream stream;
    enum awol_status status =
        awol_fit_pass_on(report->fit, report->command, &made, &stream, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_boot_intervals(b, report->level, &intervals, &n, opt_error);
    if (status == AWOL_OK)
        status = find_outcomes(b, &outcomes, opt_error);
    if (status == AWOL_OK && report->profile)
        status =
            awol_boot_profiles(b->refit, report->level, report->n_threads, intervals, n, opt_error);
    if (status == AWOL_OK)
        status = write_replicates(b, &stream, opt_error);
    if (status == AWOL_OK)
        status = write_intervals(report, intervals, n, &stream, opt_error);
    if (status == AWOL_OK)
        status = write_tests(b, outcomes, &stream, opt_error);
    if (status == AWOL_OK)
        status =
            awol_boot_words(report, intervals, n, outcomes, awol_stream_find(&stream, "warnings"),
                            awol_stream_find(&stream, "summary"), opt_error);
    awol_fit_words_last(&stream);
    free(outcomes);
    free(intervals);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}
