/* Units of so many men whose thresholds are drawn: what the means do not say. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/random.h"
#include "explain/thresholds.h"
#include "explain/tipping.h"
#include "explain/words.h"

/* Larger units hardly differ, and take long: so many men are drawn in all, and no fewer units than
 * that. */
enum { TASK = 16, LEAST_UNITS = 20 };
#define MOST_MEN 1e6
#define MOST_DRAWN 2e7

struct units {
    const struct awol_thresholds_given *given;
    const struct awol_spread_draws *draws;
    size_t n; /* units */
    double shift, tipping;
    double *sums; /* of each task: men gone in the end, units carried away */
};

/* One unit: how many men have gone in the end, thresholds being drawn. */
static double settle(const struct units *units, gsl_rng *generator, size_t *how_many, size_t n)
{
    const struct awol_thresholds *t = &units->given->thresholds;
    memset(how_many, 0, (n + 1) * sizeof *how_many);
    for (size_t i = 0; i < n; i++) {
        double threshold = t->mean - units->shift + gsl_ran_gaussian(generator, t->sd);
        double men = fmax(ceil(threshold * (double)n), 0);
        if (gsl_rng_uniform(generator) >= t->never && men <= (double)n)
            how_many[(size_t)men]++;
    }
    return (double)awol_thresholds_settle(how_many, n, (size_t)(units->given->gone * (double)n));
}

static enum awol_status run_task(void *context, size_t index, struct awol_error *error)
{
    const struct units *units = context;
    size_t n = (size_t)units->given->men;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    size_t *how_many = calloc(n + 1, sizeof *how_many);
    uint64_t stream = awol_random_stream("scenario.thresholds");
    enum awol_status status = generator && how_many ? AWOL_OK : awol_error_memory(error);
    for (size_t i = index * TASK; status == AWOL_OK && i < (index + 1) * TASK && i < units->n;
         i++) {
        awol_random_at(generator, units->draws->seed, (uint32_t)i, stream);
        double gone = settle(units, generator, how_many, n);
        units->sums[2 * index] += gone;
        units->sums[2 * index + 1] += gone > units->tipping * (double)n;
    }
    free(how_many);
    if (generator)
        gsl_rng_free(generator);
    return status;
}

static enum awol_status simulate(struct awol_scenario *scenario,
                                 const struct awol_thresholds_given *given, double shift,
                                 double tipping, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    const struct awol_spread_draws *draws = &scenario->settings->draws;
    double n = fmin(draws->replicates, fmax(LEAST_UNITS, floor(MOST_DRAWN / given->men)));
    size_t n_tasks = ((size_t)n + TASK - 1) / TASK;
    struct units units = {given,     draws,
                          (size_t)n, isnan(shift) ? 0 : shift,
                          tipping,   calloc(2 * n_tasks + 2, sizeof *units.sums)};
    double gone = 0, carried = 0;
    if (!units.sums)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_parallel_run(n_tasks, draws->n_threads, run_task, &units, opt_error);
    for (size_t i = 0; i < n_tasks; i++) {
        gone += units.sums[2 * i];
        carried += units.sums[2 * i + 1];
    }
    const double row[] = {gone / n / given->men, gone / n,
                          isnan(tipping) ? (double)NAN : carried / n, n};
    if (status == AWOL_OK)
        status = awol_scenario_row(table, isnan(shift) ? "no" : "yes", row, 4, opt_error);
    free(units.sums);
    return status;
}

/* What the means do not say: units of so few men differ by chance. */
static enum awol_status say_units(struct awol_scenario *scenario,
                                  const struct awol_thresholds_given *given,
                                  struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(scenario->stream, "units_at_rest");
    char carried[AWOL_WORDS_SIZE], replicates[AWOL_WORDS_SIZE], men[AWOL_WORDS_SIZE];
    enum awol_status status = AWOL_OK;
    for (size_t row = 0; status == AWOL_OK && table && row < table->n_rows; row++) {
        double share, n;
        if ((status = awol_table_number(table, row, 3, &share, opt_error)) != AWOL_OK ||
            (status = awol_table_number(table, row, 4, &n, opt_error)) != AWOL_OK || isnan(share))
            continue;
        status = awol_scenario_say(
            scenario, opt_error, "chance",
            "Of %s units of %s men whose thresholds were drawn from that law, %s %s carried away "
            "%s%s.",
            awol_words_whole(n, replicates), awol_words_whole(given->men, men),
            share > 0 ? awol_words_whole(round(share * n), carried) : "none",
            round(share * n) > 1 ? "are" : "is", row == 0 ? "without an offer" : "with the offer",
            share > 0 && share < 1 ? ": among so many men it hangs on who happens to be in the unit"
                                   : "");
    }
    return status;
}

enum awol_status awol_thresholds_simulate(struct awol_scenario *scenario,
                                          const struct awol_thresholds_given *given, double tipping,
                                          struct awol_error *opt_error)
{
    static const char *const columns[] = {"offer",        "share",      "men",
                                          "carried_away", "replicates", NULL};
    struct awol_table *table = NULL;
    if (isnan(given->men) || given->men > MOST_MEN)
        return AWOL_OK;
    enum awol_status status =
        awol_scenario_table(scenario, "units_at_rest", columns, &table, opt_error);
    if (status == AWOL_OK)
        status = simulate(scenario, given, (double)NAN, tipping, table, opt_error);
    if (status == AWOL_OK && !isnan(given->shift))
        status = simulate(scenario, given, given->shift, tipping, table, opt_error);
    return status == AWOL_OK ? say_units(scenario, given, opt_error) : status;
}
