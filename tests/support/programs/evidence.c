/* evidence N: draw N records of each truth, ask each for evidence between units, and write the
 * table of tests/recovery as Markdown (make evidence). */
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/parallel.h"
#include "base/random.h"
#include "support/evidence_rates.h"

struct run {
    const struct evidence_truth *truth;
    double *unit, *near;
};

static enum awol_status run_one(void *context, size_t k, struct awol_error *error)
{
    struct run *run = context;
    return evidence_draw(run->truth, (uint32_t)k, &run->unit[k], &run->near[k], error);
}

static double share(const double *p, size_t n)
{
    size_t small = 0;
    for (size_t i = 0; i < n; i++)
        small += p[i] <= 0.05;
    return (double)small / (double)n;
}

static enum awol_status run_truth(const struct evidence_truth *truth, size_t n,
                                  struct awol_error *error)
{
    struct run run = {truth, calloc(n, sizeof *run.unit), calloc(n, sizeof *run.near)};
    enum awol_status status = run.unit && run.near ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_parallel_run(n, 0, run_one, &run, error);
    if (status == AWOL_OK)
        printf("| %s | %.3f | %.3f |\n", truth->truth, share(run.unit, n), share(run.near, n));
    free(run.near);
    free(run.unit);
    return status;
}

int main(int argc, char **argv)
{
    double n;
    enum awol_status status = AWOL_OK;
    struct awol_error error = {.message = ""};
    if (argc != 2 || !awol_number_parse(argv[1], &n) || !(n >= 1 && n <= 1e6)) {
        fprintf(stderr, "usage: evidence N\n");
        return 2;
    }
    awol_numeric_begin();
    puts("| truth | unit: p at most .05 | near: p at most .05 |\n|---|---|---|");
    for (size_t i = 0; status == AWOL_OK && i < evidence_n_truths; i++) {
        status = run_truth(&evidence_truths[i], (size_t)n, &error);
        fflush(stdout);
    }
    if (status != AWOL_OK)
        fprintf(stderr, "evidence: %s\n", error.message);
    return status == AWOL_OK ? 0 : 1;
}
