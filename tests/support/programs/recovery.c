/* recovery estimates|intervals N: simulate and fit N series of each case, and write the tables of
 * tests/recovery as Markdown (make recovery). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
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
        status = recovery_fit(c, (uint32_t)k, &result, error);
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

static enum awol_status run_case(const struct recovery_case *c, size_t n, struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    double *values = calloc(2 * n, sizeof *values);
    size_t n_failed = 0;
    if (!values)
        return awol_error_memory(error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++) {
        struct recovery_result result;
        status = recovery_fit(c, (uint32_t)k, &result, error);
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

int main(int argc, char **argv)
{
    struct awol_error error = {.status = AWOL_OK};
    enum awol_status status = AWOL_OK;
    int64_t n = 0;
    if (argc != 3 || (strcmp(argv[1], "estimates") != 0 && strcmp(argv[1], "intervals") != 0) ||
        !awol_number_parse_integer(argv[2], &n) || n < 2 || n > 100000) {
        fputs("usage: recovery estimates|intervals N\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    if (strcmp(argv[1], "estimates") == 0) {
        puts("| truth | counted in | fitted | eta: median [10 %, 90 %] | the same, independently | "
             "offer ratio | independently | not converged |\n|---|---|---|---|---|---|---|---|");
        for (size_t i = 0; status == AWOL_OK && i < recovery_n_cases; i++) {
            status = run_case(&recovery_cases[i], (size_t)n, &error);
            fflush(stdout);
        }
    } else {
        puts("| truth | fitted | 90 % interval holds it | lies below it | median width |\n"
             "|---|---|---|---|---|");
        for (size_t i = 0; status == AWOL_OK && i < recovery_n_intervals; i++) {
            status = run_interval(&recovery_intervals[i], (size_t)n, &error);
            fflush(stdout);
        }
    }
    if (status != AWOL_OK)
        fprintf(stderr, "recovery: %s\n", error.message);
    return awol_status_exit(status);
}
