/* recovery estimates|intervals|calibrated N: simulate and fit N series of each case, and write the
 * tables of tests/recovery as Markdown (make recovery, intervals, calibrated). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/parallel.h"
#include "base/random.h"
#include "support/recovery.h"

static const char *const span_words[] = {"weeks", "4-week totals", "weeks 37–60, else totals"};
static const char *const law_words[] = {"poisson", "nb", "gp"};

static void write_row(const struct recovery_case *c, double *eta, double *ratio, size_t n,
                      size_t n_failed)
{
    const struct recovery_printed *p = &c->eta_printed;
    printf("| %s | %s | %s%s | %.2f [%.2f, %.2f] | %.2f [%.2f, %.2f] | %.2f | %.2f | %zu |\n",
           c->truth, span_words[c->spans], law_words[c->law], c->background ? " + background" : "",
           recovery_quantile(eta, n, 0.5), recovery_quantile(eta, n, 0.1),
           recovery_quantile(eta, n, 0.9), p->median, p->low, p->high,
           recovery_quantile(ratio, n, 0.5), c->ratio_printed, n_failed);
}

/* How often the interval holds the truth, and how wide it is. */
static enum awol_status run_interval(const struct recovery_case *c, size_t n,
                                     struct awol_error *error)
{
    size_t covered = 0, below = 0;
    double *widths = calloc(n, sizeof *widths);
    enum awol_status status = widths ? AWOL_OK : awol_error_memory(error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        struct recovery_result result = {.low = NAN};
        status = recovery_fit(c, (uint32_t)k, &result, NULL, error);
        covered += c->eta >= result.low && c->eta <= result.high;
        below += result.high < c->eta;
        widths[k] = fmin(result.high, 1) - fmax(result.low, 0);
    }
    if (status == AWOL_OK)
        printf("| %s | %s | %.2f | %.2f | %.2f |\n", c->truth, law_words[c->law],
               (double)covered / (double)n, (double)below / (double)n,
               recovery_quantile(widths, n, 0.5));
    free(widths);
    return status;
}

/* How often the profile interval holds the truth, and how often the calibrated one of the same
 * records. */
struct trial {
    const struct recovery_case *c;
    bool *profile, *calibrated;
};

static enum awol_status run_trial(void *context, size_t k, struct awol_error *error)
{
    struct trial *trial = context;
    struct recovery_result result = {.low = NAN};
    struct recovery_point point = {.eta = trial->c->eta, .n = 99};
    enum awol_status status = recovery_fit(trial->c, (uint32_t)k, &result, &point, error);
    trial->profile[k] = trial->c->eta >= result.low && trial->c->eta <= result.high;
    trial->calibrated[k] = point.stands;
    return status;
}

static enum awol_status run_calibrated(const struct recovery_case *c, size_t n,
                                       struct awol_error *error)
{
    struct trial trial = {c, calloc(n, sizeof(bool)), calloc(n, sizeof(bool))};
    enum awol_status status =
        trial.profile && trial.calibrated ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_parallel_run(n, 0, run_trial, &trial, error);
    if (status == AWOL_OK) {
        size_t profile = 0, calibrated = 0;
        for (size_t k = 0; k < n; k++) {
            profile += trial.profile[k];
            calibrated += trial.calibrated[k];
        }
        printf("| %s | %zu | %.2f | %.2f |\n", c->truth, n, (double)profile / (double)n,
               (double)calibrated / (double)n);
    }
    free(trial.calibrated);
    free(trial.profile);
    return status;
}

static enum awol_status run_case(const struct recovery_case *c, size_t n, struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    double *values = calloc(2 * n, sizeof *values);
    size_t n_failed = 0;
    if (!values)
        return awol_error_memory(error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        struct recovery_result result;
        status = recovery_fit(c, (uint32_t)k, &result, NULL, error);
        if (status != AWOL_OK)
            break;
        values[k] = result.eta;
        values[n + k] = result.ratio;
        n_failed += !result.converged;
    }
    if (status == AWOL_OK)
        write_row(c, values, values + n, n, n_failed);
    free(values);
    return status;
}

/* The intervals of eta that are calibrated are those of timing, where departures prompt others. */
static enum awol_status run_timing(const struct recovery_case *c, size_t n,
                                   struct awol_error *error)
{
    return c->law == AWOL_LAW_NB && c->eta > 0 ? run_calibrated(c, n, error) : AWOL_OK;
}

static const struct {
    const char *name, *head;
    const struct recovery_case *cases;
    const size_t *n_cases;
    enum awol_status (*run)(const struct recovery_case *c, size_t n, struct awol_error *error);
} tables[] = {
    {"estimates",
     "| truth | counted in | fitted | eta: median [10 %, 90 %] | the same, independently | "
     "offer ratio | independently | not converged |\n|---|---|---|---|---|---|---|---|",
     recovery_cases, &recovery_n_cases, run_case},
    {"intervals",
     "| truth | fitted | 90 % interval holds it | lies below it | median width |\n"
     "|---|---|---|---|---|",
     recovery_intervals, &recovery_n_intervals, run_interval},
    {"calibrated",
     "| truth | records | profile interval holds it | calibrated interval holds it |\n"
     "|---|---|---|---|",
     recovery_intervals, &recovery_n_intervals, run_timing}};
enum { N_TABLES = sizeof tables / sizeof *tables };

static enum awol_status run_table(size_t t, size_t n, struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    puts(tables[t].head);
    for (size_t i = 0; status == AWOL_OK && i < *tables[t].n_cases; i++) {
        status = tables[t].run(&tables[t].cases[i], n, error);
        fflush(stdout);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct awol_error error = {.status = AWOL_OK};
    size_t t = 0;
    int64_t n = 0;
    while (argc == 3 && t < N_TABLES && strcmp(argv[1], tables[t].name) != 0)
        t++;
    if (argc != 3 || t == N_TABLES || !awol_number_parse_integer(argv[2], &n) || n < 2 ||
        n > 100000) {
        fputs("usage: recovery estimates|intervals|calibrated N\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    enum awol_status status = run_table(t, (size_t)n, &error);
    if (status != AWOL_OK)
        fprintf(stderr, "recovery: %s\n", error.message);
    return awol_status_exit(status);
}
