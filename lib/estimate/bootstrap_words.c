/* What a bootstrap says in sentences. */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "estimate/bootstrap.h"

enum { NUMBER = AWOL_NUMBER_SIZE };

__attribute__((format(printf, 4, 5))) static enum awol_status add_line(struct awol_table *table,
                                                                       const char *topic,
                                                                       struct awol_error *opt_error,
                                                                       const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *const cells[] = {topic, text};
    return awol_table_append(table, cells, NULL, opt_error);
}

/* ---- warnings ----------------------------------------------------------------------------- */

/* Rows of the fit's draw that did not converge, and of these those without any value. */
static void count_failures(const struct awol_bootstrap *b, size_t *ret_n, size_t *ret_not_converged,
                           size_t *ret_failed)
{
    *ret_n = *ret_not_converged = *ret_failed = 0;
    for (size_t i = 0; i < b->n_rows; i++) {
        if (b->rows[i].draw != 0)
            continue;
        ++*ret_n;
        *ret_failed += isnan(b->rows[i].log_likelihood) != 0;
        *ret_not_converged += !b->rows[i].converged;
    }
}

static enum awol_status warn_replicates(const struct awol_boot_report *r, struct awol_table *table,
                                        struct awol_error *opt_error)
{
    size_t n, not_converged, failed;
    char level[NUMBER];
    enum awol_status status = AWOL_OK;
    count_failures(r->bootstrap, &n, &not_converged, &failed);
    if (not_converged > failed)
        status = add_line(table, "boot-not-converged", opt_error,
                          "%zu of %zu replicates did not converge: they enter the limits with the "
                          "best point that was found",
                          not_converged - failed, n);
    if (status == AWOL_OK && failed > 0)
        status =
            add_line(table, "boot-failed", opt_error,
                     "%zu of %zu replicates could not be fitted at all: each limit counts them "
                     "as lying beyond it",
                     failed, n);
    double tail = 0.5 * (1 - r->level);
    if (status == AWOL_OK && (double)(n + 1) * tail < 1 - 1e-9)
        status =
            add_line(table, "boot-few", opt_error,
                     "%zu replicate%s too few for limits at %s per cent: it takes %.0f", n,
                     n == 1 ? " is" : "s are", awol_number_format_short(100 * r->level, 3, level),
                     ceil(1 / tail - 1 - 1e-9));
    if (status == AWOL_OK && r->bootstrap->refit->request.prior)
        status = add_line(table, "boot-prior", opt_error,
                          "the fit leans on a prior, and so does the fit of every replicate: their "
                          "spread is that of leaning estimates, and too small");
    return status;
}

/* The correction moves a limit outwards, and few replicates end before it. */
static enum awol_status warn_corrected(const struct awol_boot_interval *intervals, size_t n,
                                       struct awol_table *table, struct awol_error *opt_error)
{
    struct awol_text names;
    awol_text_init(&names);
    size_t most = 0;
    for (size_t k = 0; k < n; k++) {
        const struct awol_boot_interval *i = &intervals[k];
        if (isnan(i->percentile_low) || isnan(i->percentile_high) ||
            !(isnan(i->corrected_low) || isnan(i->corrected_high)))
            continue;
        awol_text_append_format(&names, "%s%s", names.length ? ", " : "", i->name);
        most = i->n > most ? i->n : most;
    }
    enum awol_status status = awol_text_check(&names, opt_error);
    if (status == AWOL_OK && names.length > 0)
        status = add_line(table, "boot-corrected", opt_error,
                          "corrected for bias, a limit of %.300s lies beyond the last of %zu "
                          "replicates and is NA; it would take more of them",
                          awol_text_string(&names), most);
    awol_text_release(&names);
    return status;
}

static enum awol_status warn_tests(const struct awol_boot_report *r,
                                   const struct awol_boot_outcome *outcomes,
                                   struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t t = 0; status == AWOL_OK && t < r->bootstrap->n_tests; t++) {
        const struct awol_boot_test *test = &r->bootstrap->tests[t];
        if (outcomes[t].not_converged > 0)
            status =
                add_line(table, "boot-test", opt_error,
                         "test %s: in %zu of %zu records drawn a search did not come to rest; "
                         "they count with the best that was found (%zu could not be fitted at "
                         "all and count as extreme)",
                         test->name, outcomes[t].not_converged, outcomes[t].n, outcomes[t].failed);
        if (status == AWOL_OK && !test->converged)
            status =
                add_line(table, "boot-test", opt_error,
                         "test %s: on the record itself a search did not converge", test->name);
    }
    return status;
}

/* ---- intervals ---------------------------------------------------------------------------- */

/* "0.2 to 0.7", "below 0.7", … or "" where neither end is known. */
static const char *limits(double low, double high, char *buffer, size_t size)
{
    char a[NUMBER], b[NUMBER];
    if (!isnan(low))
        awol_number_format_short(low, 3, a);
    if (!isnan(high))
        awol_number_format_short(high, 3, b);
    if (isnan(low) && isnan(high))
        snprintf(buffer, size, "%s", "");
    else
        snprintf(buffer, size, "%s%s%s",
                 isnan(low)    ? "below "
                 : isnan(high) ? "above "
                               : a,
                 isnan(low) || isnan(high) ? "" : " to ", isnan(high) ? a : b);
    return buffer;
}

static const char *limits_of(const struct awol_boot_report *r, const struct awol_boot_interval *i,
                             char *buffer, size_t size)
{
    /* Where there are too few replicates for the corrected level, the plain one is still there. */
    bool corrected = r->method == AWOL_BOOT_BIAS_CORRECTED && !isnan(i->corrected_low) &&
                     !isnan(i->corrected_high);
    return !corrected ? limits(i->percentile_low, i->percentile_high, buffer, size)
                      : limits(i->corrected_low, i->corrected_high, buffer, size);
}

/* What an effect is called in sentences. */
static const char *label_of(const struct awol_campaign *campaign, const char *name)
{
    for (size_t k = 0; k < campaign->n_effects; k++)
        if (strcmp(campaign->effects[k].name, name) == 0 && campaign->effects[k].offer &&
            campaign->effects[k].offer->label[0])
            return campaign->effects[k].offer->label;
    return name;
}

static enum awol_status tell_eta(const struct awol_boot_report *r,
                                 const struct awol_boot_interval *i, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    char bias[NUMBER], corrected[NUMBER], level[NUMBER], range[96];
    limits_of(r, i, range, sizeof range);
    return add_line(
        table, "boot.eta", opt_error,
        "Records drawn from this fit give further departures per departure %s %s on average than "
        "they were drawn with; with this taken off they come to %s%s%s%s%s%s, by this model.",
        awol_number_format_short(fabs(i->bias), 2, bias), i->bias < 0 ? "lower" : "higher",
        awol_number_format_short(i->corrected, 3, corrected), range[0] ? " (" : "", range,
        range[0] ? ", bootstrap limits at " : "",
        range[0] ? awol_number_format_short(100 * r->level, 3, level) : "",
        range[0] ? " per cent)" : "");
}

static enum awol_status tell_effect(const struct awol_boot_report *r,
                                    const struct awol_boot_interval *i, struct awol_table *table,
                                    struct awol_error *opt_error)
{
    char estimate[NUMBER], level[NUMBER], range[96], topic[AWOL_PARAMETER_NAME + 8];
    const struct awol_campaign *campaign = &r->bootstrap->refit->campaign;
    limits_of(r, i, range, sizeof range);
    if (!range[0])
        return AWOL_OK;
    snprintf(topic, sizeof topic, AWOL_BOOT_TOPIC ".%s", i->name);
    return add_line(table, topic, opt_error,
                    "While “%s” held, departures ran at %s times what background would lead one to "
                    "expect; bootstrap limits at %s per cent: %s, by this model.",
                    label_of(campaign, i->name), awol_number_format_short(i->estimate, 3, estimate),
                    awol_number_format_short(100 * r->level, 3, level), range);
}

static enum awol_status tell_intervals(const struct awol_boot_report *r,
                                       const struct awol_boot_interval *intervals, size_t n,
                                       struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        const struct awol_boot_interval *i = &intervals[k];
        if (isnan(i->estimate) || isnan(i->bias))
            continue;
        if (strcmp(i->name, "eta") == 0)
            status = tell_eta(r, i, table, opt_error);
        else if (strncmp(i->name, "offer.", 6) == 0)
            status = tell_effect(r, i, table, opt_error);
    }
    return status;
}

/* ---- tests -------------------------------------------------------------------------------- */

static enum awol_status tell_test(const struct awol_boot_report *r,
                                  const struct awol_boot_test *test,
                                  const struct awol_boot_outcome *o, struct awol_table *table,
                                  struct awol_error *opt_error)
{
    char topic[sizeof test->name + 8], condition[320], per_cent[NUMBER], p[NUMBER];
    snprintf(topic, sizeof topic, AWOL_BOOT_TOPIC ".%s", test->name);
    if (strcmp(test->name, "eta.timing") == 0)
        snprintf(condition, sizeof condition,
                 "Without clustering in time beyond offers and listed circumstances, and with a "
                 "steady background");
    else if (strcmp(test->name, "eta.background") == 0)
        snprintf(condition, sizeof condition,
                 "Where nothing but a wandering background bunches departures beyond offers and "
                 "listed circumstances");
    else if (strcmp(test->name, "dispersion") == 0)
        snprintf(condition, sizeof condition, "If the counts scattered by chance alone");
    else
        snprintf(condition, sizeof condition, "If “%.200s” had made no difference",
                 label_of(&r->bootstrap->refit->campaign, test->name));
    return add_line(
        table, topic, opt_error,
        "%s, %s of 100 records would speak against it as much as this one does (p = %s, "
        "from %zu records drawn), by this model.",
        condition, awol_number_format_short(100 * o->p, 2, per_cent),
        awol_number_format_short(o->p, 2, p), o->n);
}

/* The limits of a parameter whose values were tried. */
static enum awol_status tell_calibrated(const struct awol_boot_report *r,
                                        const struct awol_boot_interval *i,
                                        struct awol_table *table, struct awol_error *opt_error)
{
    char level[NUMBER], rest[NUMBER], range[96], topic[AWOL_PARAMETER_NAME + 24];
    limits(i->calibrated_low, i->calibrated_high, range, sizeof range);
    snprintf(topic, sizeof topic, AWOL_BOOT_TOPIC ".calibrated.%s", i->name);
    awol_number_format_short(100 * r->level, 3, level);
    awol_number_format_short(100 * (1 - r->level), 3, rest);
    if (!range[0])
        return add_line(table, topic, opt_error,
                        "No value of %s that was tried is refuted by this record: of records drawn "
                        "with it, at least %s of 100 fit it as badly as this one does, by this "
                        "model.",
                        i->name, rest);
    return add_line(table, topic, opt_error,
                    "Values of %s %s%s are not refuted by this record: of records drawn with such "
                    "a value, at least %s of 100 fit it as badly as this one does (limits at %s "
                    "per cent, calibrated by drawing records at several values), by this model.",
                    i->name, isnan(i->calibrated_low) || isnan(i->calibrated_high) ? "" : "from ",
                    range, rest, level);
}

enum awol_status awol_boot_words(const struct awol_boot_report *report,
                                 const struct awol_boot_interval *intervals, size_t n_intervals,
                                 const struct awol_boot_outcome *outcomes,
                                 struct awol_table *warnings, struct awol_table *summary,
                                 struct awol_error *opt_error)
{
    const struct awol_bootstrap *b = report->bootstrap;
    size_t n, not_converged, failed;
    count_failures(b, &n, &not_converged, &failed);
    enum awol_status status = warn_replicates(report, warnings, opt_error);
    if (status == AWOL_OK)
        status = warn_corrected(intervals, n_intervals, warnings, opt_error);
    if (status == AWOL_OK)
        status = warn_tests(report, outcomes, warnings, opt_error);
    if (status == AWOL_OK)
        status = add_line(summary, AWOL_BOOT_TOPIC, opt_error,
                          "%zu record%s drawn from this fit (seed %lld), with the gaps, totals and "
                          "bounds of the real one, and fitted in the same way%s.",
                          n, n == 1 ? " was" : "s were", (long long)b->seed,
                          not_converged ? "; the warnings say how many fits failed" : "");
    if (status == AWOL_OK)
        status = tell_intervals(report, intervals, n_intervals, summary, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < b->refit->problem.layout.n; k++)
        if (intervals[k].calibrated[0])
            status = tell_calibrated(report, &intervals[k], summary, opt_error);
    for (size_t t = 0; status == AWOL_OK && t < b->n_tests; t++)
        if (!b->tests[t].is_point)
            status = tell_test(report, &b->tests[t], &outcomes[t], summary, opt_error);
    return status;
}
