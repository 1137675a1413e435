#include "support/fitted.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "estimate/estimate.h"
#include "model/simulate.h"

enum { SEED = 1945 };

static struct awol_departures draw(const struct fitted *f, const struct fitted_plan *p,
                                   double ratio)
{
    const struct awol_plan_unit unit = {"corps", p->men};
    const double coefficient = log(ratio);
    const struct awol_plan plan = {.units = &unit,
                                   .n_units = 1,
                                   .n_days = p->days,
                                   .rate = p->rate,
                                   .effects = &f->effect,
                                   .coefficients = &coefficient,
                                   .n_effects = 1,
                                   .eta = p->eta,
                                   .tau_days = p->tau_days};
    struct awol_departures left;
    struct awol_error error = {0};
    cr_assert_eq(awol_simulate(&plan, SEED, p->replicate, &left, &error), AWOL_OK, "%s",
                 error.message);
    return left;
}

static double unprompted(const struct awol_departures *left)
{
    double n = 0;
    for (size_t i = 0; i < left->n; i++)
        n += left->departures[i].prompted ? 0 : 1;
    return n;
}

/* Without depletion the men of the world without the offer are a part of the others, so that those
 * whom it brought are the rest. */
static void count(struct fitted *f, const struct fitted_plan *p)
{
    const struct awol_plan_unit unit = {"corps", p->men};
    const struct awol_plan plan = {.units = &unit, .n_units = 1, .n_days = p->days};
    struct awol_departures with = draw(f, p, p->ratio), without = draw(f, p, 1);
    struct awol_error error = {0};
    f->men = (double)with.n;
    f->because = (double)with.n - (double)without.n;
    f->direct = unprompted(&with) - unprompted(&without);
    cr_assert_eq(awol_plan_series(&plan, p->bin ? p->bin : 1, &f->refit.series, &error), AWOL_OK);
    awol_departures_count(&with, &plan, &f->refit.series);
    awol_departures_release(&without);
    awol_departures_release(&with);
}

static void set(struct fitted *f, const char *name, double value)
{
    size_t p = awol_layout_find(&f->refit.problem.layout, name);
    if (p != SIZE_MAX)
        f->refit.values[p] = value;
}

void fitted_make(struct fitted *f, const struct fitted_plan *p)
{
    struct awol_error error = {0};
    const struct awol_setup setup = {.law = AWOL_LAW_NB,
                                     .dispersion = true,
                                     .cascade = p->eta > 0 || p->cascade,
                                     .period_days = 365.25,
                                     .recorded = 1};
    *f = (struct fitted){.offer = {.id = "o",
                                   .kind = "offer",
                                   .label = "",
                                   .unit = "",
                                   .start_first = p->from,
                                   .start_last = p->from,
                                   .end = p->to - 1,
                                   .use = true}};
    f->effect = (struct awol_effect){.name = "offer.o", .offer = &f->offer, .is_offer = true};
    count(f, p);
    awol_arena_init(&f->refit.arena);
    awol_fit_init(&f->refit.fit);
    cr_assert_eq(awol_campaign_init(&f->refit.campaign, &f->refit.series, NULL, 0, &f->effect, 1,
                                    NULL, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_problem_init(&f->refit.problem, &f->refit.campaign, &setup, false, &error),
                 AWOL_OK, "%s", error.message);
    f->refit.values = calloc(f->refit.problem.layout.n + 1, sizeof *f->refit.values);
    cr_assert(f->refit.values);
    awol_problem_start(&f->refit.problem, f->refit.values);
    set(f, "rate", p->rate);
    set(f, "offer.o", p->ratio);
    set(f, "eta", p->eta);
    set(f, "tau_days", p->tau_days);
    set(f, "dispersion", 0);
}

bool fitted_estimate(struct fitted *f)
{
    struct awol_estimate estimate = {0};
    struct awol_error error = {0};
    struct awol_fit *fit = &f->refit.fit;
    const struct awol_layout *l = &f->refit.problem.layout;
    size_t index[16], n = 0;
    cr_assert_leq(l->n, 16);
    cr_assert_eq(awol_estimate_fit(&f->refit.problem, NULL, &estimate, &error), AWOL_OK, "%s",
                 error.message);
    fit->covariance_names = awol_arena_alloc(&fit->arena, l->n * sizeof(char *));
    fit->covariance = awol_arena_alloc(&fit->arena, l->n * l->n * sizeof(double));
    cr_assert(fit->covariance_names && fit->covariance);
    for (size_t p = 0; p < l->n; p++) {
        f->refit.values[p] = estimate.full[p];
        if (!estimate.defined[p])
            continue;
        fit->covariance_names[n] = l->parameters[p].name;
        index[n++] = p;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            fit->covariance[i * n + j] = estimate.covariance[index[i] * estimate.n + index[j]];
    fit->n_covariance = n;
    bool converged = estimate.converged;
    awol_estimate_release(&estimate);
    return converged;
}

void fitted_release(struct fitted *f)
{
    awol_refit_release(&f->refit);
}
