/* From replicates to intervals and p-values. Everything is computed from rows in the order of their
 * numbers, so that it does not matter where they were drawn. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "estimate/bootstrap.h"

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double awol_boot_quantile(const double *sorted, size_t n, size_t failed, double p)
{
    double at = (double)(n + failed + 1) * p, whole = rint(at); /* from 1 */
    if (fabs(at - whole) < 1e-9)
        at = whole; /* 20 times 0.05 is the first, whatever rounding makes of it */
    if (p < 0.5)
        at -= (double)failed;
    double below = floor(at);
    if (isnan(at) || below < 1 || ceil(at) > (double)n)
        return NAN;
    double low = sorted[(size_t)below - 1];
    return at > below ? low + (at - below) * (sorted[(size_t)below] - low) : low;
}

double awol_boot_corrected_level(const double *sorted, size_t n, double estimate, double p)
{
    double below = 0;
    for (size_t i = 0; i < n; i++)
        below += sorted[i] < estimate ? 1 : sorted[i] > estimate ? 0 : 0.5;
    if (!(below > 0 && below < (double)n))
        return NAN;
    double z0 = gsl_cdf_ugaussian_Pinv(below / (double)n);
    return gsl_cdf_ugaussian_P(2 * z0 + gsl_cdf_ugaussian_Pinv(p));
}

/* ---- intervals ---------------------------------------------------------------------------- */

/* The values of one parameter in the replicates of the fit, ascending. */
struct sample {
    double *values;
    size_t n;
    size_t failed; /* replicates without any value */
};

static void collect(const struct awol_bootstrap *b, size_t p, struct sample *sample)
{
    sample->n = sample->failed = 0;
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct awol_boot_row *row = &b->rows[i];
        if (row->draw != 0)
            continue;
        if (isnan(row->log_likelihood))
            sample->failed++;
        else if (!isnan(row->values[p]))
            sample->values[sample->n++] = row->values[p];
    }
    qsort(sample->values, sample->n, sizeof *sample->values, ascending);
}

/* Means are taken on the scale of the search; where a parameter can be zero, whose logarithm is not
 * there, on the printed scale. */
static bool is_printed_scale(const struct awol_parameter *parameter)
{
    return awol_parameter_check(parameter, 0, NULL) == AWOL_OK;
}

static void correct(const struct awol_parameter *parameter, const struct sample *sample,
                    struct awol_boot_interval *interval)
{
    struct awol_sum sum = {0, 0};
    bool printed = is_printed_scale(parameter);
    if (sample->n == 0)
        return;
    for (size_t i = 0; i < sample->n; i++)
        awol_sum_add(&sum, printed ? sample->values[i]
                                   : awol_parameter_to_working(parameter, sample->values[i]));
    double mean = awol_sum_value(&sum) / (double)sample->n;
    if (printed) {
        double most = parameter->scale == AWOL_SCALE_LOGIT ? parameter->upper : (double)INFINITY;
        double least = parameter->scale == AWOL_SCALE_IDENTITY ? -(double)INFINITY : 0;
        interval->bias = mean - interval->estimate;
        interval->corrected = fmin(fmax(interval->estimate - interval->bias, least), most);
        return;
    }
    double working = awol_parameter_to_working(parameter, interval->estimate);
    interval->bias = awol_parameter_to_printed(parameter, mean) - interval->estimate;
    interval->corrected = awol_parameter_to_printed(parameter, 2 * working - mean);
}

static struct awol_boot_interval nothing(const char *name)
{
    return (struct awol_boot_interval){.name = name,
                                       .estimate = NAN,
                                       .bias = NAN,
                                       .corrected = NAN,
                                       .percentile_low = NAN,
                                       .percentile_high = NAN,
                                       .corrected_low = NAN,
                                       .corrected_high = NAN,
                                       .profile_low = NAN,
                                       .profile_high = NAN,
                                       .calibrated_low = NAN,
                                       .calibrated_high = NAN};
}

static struct awol_boot_interval make_interval(const struct awol_bootstrap *b, size_t p,
                                               double level, struct sample *sample)
{
    const struct awol_parameter *parameter = &b->refit->problem.layout.parameters[p];
    struct awol_boot_interval i = nothing(parameter->name);
    double tail = 0.5 * (1 - level);
    collect(b, p, sample);
    i.n = sample->n;
    i.estimate = awol_fit_find(&b->refit->fit, parameter->name)->estimate;
    /* What the record does not tell has no limits either; what is held has none. */
    if (isnan(i.estimate) || b->refit->problem.fixed[p])
        return i;
    correct(parameter, sample, &i);
    i.percentile_low = awol_boot_quantile(sample->values, sample->n, sample->failed, tail);
    i.percentile_high = awol_boot_quantile(sample->values, sample->n, sample->failed, 1 - tail);
    double low = awol_boot_corrected_level(sample->values, sample->n, i.estimate, tail);
    double high = awol_boot_corrected_level(sample->values, sample->n, i.estimate, 1 - tail);
    i.corrected_low = awol_boot_quantile(sample->values, sample->n, sample->failed, low);
    i.corrected_high = awol_boot_quantile(sample->values, sample->n, sample->failed, high);
    return i;
}

double awol_boot_multiplier(double eta)
{
    return eta < 1 ? 1 / (1 - eta) : (double)NAN;
}

double awol_boot_half_life(double tau_days)
{
    return tau_days * 0.693147180559945309;
}

/* The quantity moves with the parameter, so do its limits. */
static struct awol_boot_interval derive(const struct awol_boot_interval *from, const char *name,
                                        double (*function)(double))
{
    struct awol_boot_interval i = nothing(name);
    i.n = from->n;
    i.estimate = function(from->estimate);
    i.corrected = function(from->corrected);
    i.bias = i.estimate - i.corrected;
    i.percentile_low = function(from->percentile_low);
    i.percentile_high = function(from->percentile_high);
    i.corrected_low = function(from->corrected_low);
    i.corrected_high = function(from->corrected_high);
    i.calibrated_low = function(from->calibrated_low);
    i.calibrated_high = function(from->calibrated_high);
    memcpy(i.calibrated, from->calibrated, sizeof i.calibrated);
    return i;
}

enum awol_status awol_boot_intervals(const struct awol_bootstrap *bootstrap, double level,
                                     struct awol_boot_interval **ret_intervals, size_t *ret_n,
                                     struct awol_error *opt_error)
{
    const struct awol_layout *l = &bootstrap->refit->problem.layout;
    struct awol_boot_interval *intervals = calloc(l->n + 3, sizeof *intervals);
    struct sample sample = {.values = calloc(bootstrap->n_rows + 1, sizeof *sample.values)};
    size_t n = 0;
    if (!intervals || !sample.values) {
        free(sample.values);
        free(intervals);
        return awol_error_memory(opt_error);
    }
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++) {
        intervals[n] = make_interval(bootstrap, p, level, &sample);
        status = awol_boot_calibrated(bootstrap, level, &intervals[n++], opt_error);
    }
    if (l->eta != SIZE_MAX)
        intervals[n++] = derive(&intervals[l->eta], AWOL_BOOT_MULTIPLIER, awol_boot_multiplier);
    if (l->tau != SIZE_MAX)
        intervals[n++] = derive(&intervals[l->tau], AWOL_BOOT_HALF_LIFE, awol_boot_half_life);
    free(sample.values);
    if (status != AWOL_OK) {
        free(intervals);
        return status;
    }
    *ret_intervals = intervals;
    *ret_n = n;
    return AWOL_OK;
}

/* ---- tests -------------------------------------------------------------------------------- */

/* Twice the gain of log-likelihood in each record drawn for a test, ascending. The caller frees
 * it. */
static enum awol_status statistics_of(const struct awol_bootstrap *b, size_t test,
                                      double **ret_statistics, size_t *ret_n,
                                      struct awol_boot_outcome *outcome,
                                      struct awol_error *opt_error)
{
    double *statistics = calloc(b->n_rows + 1, sizeof *statistics);
    size_t n = 0;
    if (!statistics)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct awol_boot_row *row = &b->rows[i];
        if (row->draw != 1 + test)
            continue;
        double statistic = 2 * (row->log_likelihood - row->null_log_likelihood);
        outcome->n++;
        outcome->not_converged += !row->converged;
        outcome->failed += isnan(statistic) != 0;
        if (!isnan(statistic))
            statistics[n++] = statistic;
    }
    qsort(statistics, n, sizeof *statistics, ascending);
    *ret_statistics = statistics;
    *ret_n = n;
    return AWOL_OK;
}

enum awol_status awol_boot_outcome(const struct awol_bootstrap *bootstrap, size_t test,
                                   struct awol_boot_outcome *ret_outcome,
                                   struct awol_error *opt_error)
{
    const double rounding = 1e-6; /* differences that a search does not see */
    struct awol_boot_outcome o = {.n = 0};
    double *statistics;
    size_t n;
    enum awol_status status = statistics_of(bootstrap, test, &statistics, &n, &o, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t extreme = o.failed;
    for (size_t i = 0; i < n; i++)
        extreme += statistics[i] >= bootstrap->tests[test].statistic - rounding;
    o.p = (1 + (double)extreme) / (1 + (double)o.n);
    o.critical = awol_boot_quantile(statistics, n, o.failed, 0.95);
    free(statistics);
    *ret_outcome = o;
    return AWOL_OK;
}

enum awol_status awol_boot_critical(const struct awol_bootstrap *bootstrap, size_t test,
                                    double level, double *ret_critical,
                                    struct awol_error *opt_error)
{
    struct awol_boot_outcome o = {.n = 0};
    double *statistics;
    size_t n;
    enum awol_status status = statistics_of(bootstrap, test, &statistics, &n, &o, opt_error);
    if (status != AWOL_OK)
        return status;
    *ret_critical = awol_boot_quantile(statistics, n, o.failed, level);
    free(statistics);
    return AWOL_OK;
}
