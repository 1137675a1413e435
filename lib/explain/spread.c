#include "explain/spread.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/random.h"

/* So many replicates are one task: sums are added in the order of tasks, so that the number of
 * threads changes no bit. */
enum { TASK = 64 };

struct run {
    const struct awol_spread *spread;
    const struct awol_spread_draws *draws;
    double *sums; /* of each task: by_day, their squares, at_least */
    size_t n_sums;
};

/* A replicate on its way. */
struct cascade {
    const struct awol_spread *spread;
    gsl_rng *generator;
    double time, followers;
    double planned; /* followers that are planned and have not come yet */
    size_t day;     /* the next one to be noted */
};

static void note_until(struct cascade *cascade, double time, double *sums)
{
    const struct awol_spread *spread = cascade->spread;
    while (cascade->day < spread->n_days && spread->days[cascade->day] < time) {
        sums[cascade->day] += cascade->followers;
        sums[spread->n_days + cascade->day] += cascade->followers * cascade->followers;
        cascade->day++;
    }
}

static void run_cascade(struct cascade *cascade, double *sums)
{
    const struct awol_spread *spread = cascade->spread;
    gsl_rng *generator = cascade->generator;
    bool limited = isfinite(spread->men);
    cascade->planned = gsl_ran_poisson(generator, spread->eta * spread->first);
    while (cascade->planned > 0) {
        cascade->time += gsl_ran_exponential(generator, spread->tau_days / cascade->planned);
        note_until(cascade, cascade->time, sums);
        cascade->planned--;
        double left = spread->men - spread->first - cascade->followers;
        if (limited && !(gsl_rng_uniform(generator) * spread->men < left))
            continue;
        cascade->followers++;
        cascade->planned += gsl_ran_poisson(generator, spread->eta);
    }
    note_until(cascade, (double)INFINITY, sums);
    for (size_t i = 0; i < spread->n_at_least; i++)
        sums[2 * spread->n_days + i] += cascade->followers >= spread->at_least[i];
}

static enum awol_status run_task(void *context, size_t index, struct awol_error *error)
{
    const struct run *run = context;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    uint64_t stream = awol_random_stream("scenario.followers");
    if (!generator)
        return awol_error_memory(error);
    for (size_t i = index * TASK; i < (index + 1) * TASK && i < run->draws->replicates; i++) {
        struct cascade cascade = {.spread = run->spread, .generator = generator};
        awol_random_at(generator, run->draws->seed, (uint32_t)i, stream);
        run_cascade(&cascade, run->sums + index * run->n_sums);
    }
    gsl_rng_free(generator);
    return AWOL_OK;
}

/* Mean and its standard error from sums over n. */
static void reduce(double sum, double squares, double n, double *ret_mean, double *ret_se)
{
    double mean = sum / n;
    *ret_mean = mean;
    *ret_se = n > 1 ? sqrt(fmax(squares / n - mean * mean, 0) / (n - 1)) : (double)NAN;
}

static void summarise(const struct run *run, size_t n_tasks, struct awol_spread_means *means)
{
    const struct awol_spread *spread = run->spread;
    double n = run->draws->replicates;
    for (size_t task = 1; task < n_tasks; task++)
        for (size_t i = 0; i < run->n_sums; i++)
            run->sums[i] += run->sums[task * run->n_sums + i];
    for (size_t i = 0; i < spread->n_days; i++)
        reduce(run->sums[i], run->sums[spread->n_days + i], n, &means->by_day[i],
               &means->by_day_se[i]);
    for (size_t i = 0; i < spread->n_at_least; i++) {
        double sum = run->sums[2 * spread->n_days + i];
        reduce(sum, sum, n, &means->at_least[i], &means->at_least_se[i]);
    }
}

static enum awol_status check_limit(double eta, double men, struct awol_error *opt_error)
{
    if (eta >= 1 && !isfinite(men))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "with eta of 1 or more a cascade has no end where the men have none");
    return AWOL_OK;
}

enum awol_status awol_spread_simulate(const struct awol_spread *spread,
                                      const struct awol_spread_draws *draws,
                                      struct awol_spread_means *means, struct awol_error *opt_error)
{
    size_t n_tasks = (draws->replicates + TASK - 1) / TASK;
    struct run run = {
        .spread = spread, .draws = draws, .n_sums = 2 * spread->n_days + spread->n_at_least};
    enum awol_status status = check_limit(spread->eta, spread->men, opt_error);
    if (status != AWOL_OK)
        return status;
    run.sums = calloc(n_tasks * run.n_sums + 1, sizeof *run.sums);
    if (!run.sums)
        return awol_error_memory(opt_error);
    status = awol_parallel_run(n_tasks, draws->n_threads, run_task, &run, opt_error);
    if (status == AWOL_OK)
        summarise(&run, n_tasks, means);
    free(run.sums);
    return status;
}

/* ---- by generations ------------------------------------------------------------------------- */

struct generations {
    double first, eta, men, followers;
    const struct awol_spread_draws *draws;
    uint32_t *hits; /* of each task */
};

static bool reaches(const struct generations *g, gsl_rng *generator)
{
    double left = g->men - g->first, came = 0;
    for (double now = g->first; now > 0 && came < g->followers;) {
        double p = -expm1(-g->eta * now / g->men);
        now = left > 0 ? gsl_ran_binomial(generator, p, (unsigned)left) : 0;
        came += now;
        left -= now;
    }
    return came >= g->followers;
}

static enum awol_status run_generations(void *context, size_t index, struct awol_error *error)
{
    const struct generations *g = context;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    uint64_t stream = awol_random_stream("scenario.generations");
    if (!generator)
        return awol_error_memory(error);
    for (size_t i = index * TASK; i < (index + 1) * TASK && i < g->draws->replicates; i++) {
        awol_random_at(generator, g->draws->seed, (uint32_t)i, stream);
        g->hits[index] += reaches(g, generator);
    }
    gsl_rng_free(generator);
    return AWOL_OK;
}

enum awol_status awol_spread_at_least(double first, double eta, double men, double followers,
                                      const struct awol_spread_draws *draws, double *ret_share,
                                      struct awol_error *opt_error)
{
    size_t n_tasks = (draws->replicates + TASK - 1) / TASK;
    struct generations g = {first, eta, men, followers, draws, calloc(n_tasks + 1, sizeof *g.hits)};
    double hits = 0;
    if (!g.hits)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_parallel_run(n_tasks, draws->n_threads, run_generations, &g, opt_error);
    for (size_t i = 0; i < n_tasks; i++)
        hits += g.hits[i];
    if (status == AWOL_OK)
        *ret_share = hits / draws->replicates;
    free(g.hits);
    return status;
}
