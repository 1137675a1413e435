#include "support/evidence_rates.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "estimate/evidence.h"
#include "model/simulate.h"

enum { REGIMENTS = 3, COMPANIES = 3, UNITS = REGIMENTS * COMPANIES, WEEKS = 104, DAYS = 7 * WEEKS };

const struct evidence_truth evidence_truths[] = {
    {"nothing", "no contagion", 0, 0, 1, 0, 0, 0},
    {"shared", "no contagion; all wander together, sd 0.4", 0, 0, 1, 0.4, 0, 0},
    {"shared-more", "no contagion; all wander together, sd 0.6", 0, 0, 1, 0.6, 0, 0},
    {"companies", "no contagion; each company wanders by itself, sd 0.4", 0, 0, 1, 0, 0, 0.4},
    {"regiments", "no contagion; each regiment wanders by itself, sd 0.4", 0, 0, 1, 0, 0.4, 0},
    {"inside", "eta 0.5, all inside the company", 0.5, 0, 1, 0, 0, 0},
    {"half", "eta 0.5, half of it to the rest of the regiment", 0.5, 0.5, 1, 0, 0, 0},
    {"between", "eta 0.5, all to the rest of the regiment", 0.5, 1, 1, 0, 0, 0},
    {"half-shared", "eta 0.5, half of it to the rest of the regiment; all wander together, sd 0.4",
     0.5, 0.5, 1, 0.4, 0, 0},
};
const size_t evidence_n_truths = sizeof evidence_truths / sizeof *evidence_truths;

/* Newcomers a week: companies differ, as they do. */
static const double base[COMPANIES] = {2, 4, 6};

struct record {
    double rates[UNITS][DAYS]; /* newcomers a day */
    double counts[WEEKS * UNITS], expected[WEEKS * UNITS], neighbours[UNITS * UNITS];
    bool breaks[WEEKS];
};

/* Multiplies rates by a walk of its own, of mean 1. */
static void wander(struct record *r, size_t first, size_t last, double sd, gsl_rng *generator)
{
    const double rho = 0.8;
    double z = gsl_ran_gaussian_ziggurat(generator, 1);
    for (size_t t = 0; t < DAYS && sd > 0; t++) {
        if (t > 0 && t % 7 == 0)
            z = rho * z + sqrt(1 - rho * rho) * gsl_ran_gaussian_ziggurat(generator, 1);
        for (size_t u = first; u < last; u++)
            r->rates[u][t] *= exp(sd * z - sd * sd / 2);
    }
}

static void set_rates(struct record *r, const struct evidence_truth *truth, gsl_rng *generator)
{
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = 0; t < DAYS; t++)
            r->rates[u][t] = base[u % COMPANIES] / 7;
    wander(r, 0, UNITS, truth->shared_sd, generator);
    for (size_t k = 0; k < REGIMENTS; k++)
        wander(r, k * COMPANIES, (k + 1) * COMPANIES, truth->regiment_sd, generator);
    for (size_t u = 0; u < UNITS; u++)
        wander(r, u, u + 1, truth->company_sd, generator);
}

/* A regiment is a campaign of its own: nothing goes from one to another. */
static enum awol_status draw_regiment(struct record *r, const struct evidence_truth *truth,
                                      size_t regiment, uint32_t k, struct awol_error *opt_error)
{
    static const struct awol_plan_unit units[COMPANIES] = {{"1", NAN}, {"2", NAN}, {"3", NAN}};
    const struct awol_plan plan = {.units = units,
                                   .n_units = COMPANIES,
                                   .n_days = DAYS,
                                   .opt_rates = r->rates[regiment * COMPANIES],
                                   .eta = truth->eta,
                                   .tau_days = 7 * truth->tau_weeks,
                                   .share_between = truth->share_between};
    struct awol_departures departures;
    enum awol_status status = awol_simulate(
        &plan, EVIDENCE_SEED, (uint32_t)(k * REGIMENTS + regiment), &departures, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < departures.n; i++) {
        size_t week = (size_t)(departures.departures[i].time / 7);
        if (week < WEEKS)
            r->counts[week * UNITS + regiment * COMPANIES + departures.departures[i].unit]++;
    }
    awol_departures_release(&departures);
    return AWOL_OK;
}

/* What a fit of one rate for each company expects. */
static void expect(struct record *r)
{
    for (size_t u = 0; u < UNITS; u++) {
        double sum = 0;
        for (size_t t = 0; t < WEEKS; t++)
            sum += r->counts[t * UNITS + u];
        for (size_t t = 0; t < WEEKS; t++)
            r->expected[t * UNITS + u] = sum / WEEKS;
        for (size_t v = 0; v < UNITS; v++)
            r->neighbours[u * UNITS + v] =
                u != v && u / COMPANIES == v / COMPANIES ? 1.0 / (COMPANIES - 1) : 0;
    }
}

enum awol_status evidence_draw(const struct evidence_truth *truth, uint32_t k, double *ret_unit,
                               double *ret_near, struct awol_error *opt_error)
{
    struct awol_evidence unit, near;
    struct record *r = calloc(1, sizeof *r);
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    enum awol_status status = r && generator ? AWOL_OK : awol_error_memory(opt_error);
    if (status != AWOL_OK)
        goto done;
    awol_random_at(generator, EVIDENCE_SEED, k, awol_random_stream("test/evidence"));
    set_rates(r, truth, generator);
    for (size_t i = 0; status == AWOL_OK && i < REGIMENTS; i++)
        status = draw_regiment(r, truth, i, k, opt_error);
    if (status != AWOL_OK)
        goto done;
    expect(r);
    const struct awol_evidence_table table = {WEEKS, UNITS, r->counts, r->expected, r->breaks};
    status = awol_evidence_units(&table, NULL, k, &unit, opt_error);
    if (status == AWOL_OK)
        status = awol_evidence_units(&table, r->neighbours, k, &near, opt_error);
    if (status == AWOL_OK) {
        *ret_unit = unit.p;
        *ret_near = near.p;
    }
done:
    if (generator)
        gsl_rng_free(generator);
    free(r);
    return status;
}
