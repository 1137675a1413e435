/* sizes N: simulate N records of each case, test each, and write the second table of tests/recovery
 * as Markdown (make sizes). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/parallel.h"
#include "base/random.h"
#include "support/test_sizes.h"

/* Records drawn from the null model of each: together they give the point. */
enum { DRAWN = 3 };

struct run {
    const struct size_case *c;
    double *statistics, *drawn;
};

static enum awol_status run_one(void *context, size_t k, struct awol_error *error)
{
    struct run *run = context;
    return size_run(run->c, (uint32_t)k, &run->statistics[k], &run->drawn[DRAWN * k], DRAWN, error);
}

static double share_above(const double *values, size_t n, double point)
{
    size_t above = 0;
    for (size_t i = 0; i < n; i++)
        above += values[i] > point;
    return (double)above / (double)n;
}

static void print_share(double value)
{
    if (isnan(value))
        printf(" |");
    else
        printf(" %.2f |", value);
}

static void write_row(const struct run *run, size_t n)
{
    size_t n_drawn = 0;
    for (size_t i = 0; i < DRAWN * n; i++)
        if (!isnan(run->drawn[i]))
            run->drawn[n_drawn++] = run->drawn[i];
    double point = recovery_quantile(run->drawn, n_drawn, 0.95);
    printf("| %s | %s |", run->c->truth.truth, run->c->null);
    print_share(share_above(run->statistics, n, 3.841458820694124));
    print_share(run->c->printed_chi_square);
    printf(" %.1f |", point);
    print_share(share_above(run->statistics, n, point));
    print_share(run->c->printed_drawn);
    putchar('\n');
}

static enum awol_status run_case(const struct size_case *c, size_t n, struct awol_error *error)
{
    struct run run = {c, calloc(n, sizeof *run.statistics), calloc(DRAWN * n, sizeof *run.drawn)};
    enum awol_status status = run.statistics && run.drawn ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_parallel_run(n, 0, run_one, &run, error);
    if (status == AWOL_OK)
        write_row(&run, n);
    free(run.statistics);
    free(run.drawn);
    return status;
}

int main(int argc, char **argv)
{
    struct awol_error error = {.status = AWOL_OK};
    enum awol_status status = AWOL_OK;
    int64_t n = 0;
    if (argc != 2 || !awol_number_parse_integer(argv[1], &n) || n < 10 || n > 100000) {
        fputs("usage: sizes N (at least 10)\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    puts("| truth | null model | rejected at chi-square's 3.84 | the same, independently | "
         "95 % point drawn | rejected there | independently |\n|---|---|---|---|---|---|---|");
    for (size_t i = 0; status == AWOL_OK && i < size_n_cases; i++) {
        status = run_case(&size_cases[i], (size_t)n, &error);
        fflush(stdout);
    }
    if (status != AWOL_OK)
        fprintf(stderr, "sizes: %s\n", error.message);
    return awol_status_exit(status);
}
