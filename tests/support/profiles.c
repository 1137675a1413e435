#include "support/profiles.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

enum { SEED = 1776, PLAN = 1, TRUTH = 2, STARTS = 3 };

static gsl_rng *generator_at(uint32_t replicate, uint64_t stream)
{
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (generator)
        awol_random_at(generator, SEED, replicate, stream);
    return generator;
}

/* ---- records ------------------------------------------------------------------------------ */

static bool chance(gsl_rng *generator, double p)
{
    return gsl_rng_uniform(generator) < p;
}

struct profiles_plan profiles_plan(uint32_t k)
{
    struct profiles_plan plan = {.law = AWOL_LAW_NB, .units = 1, .bins = 30};
    gsl_rng *g = generator_at(k, PLAN);
    if (!g)
        return plan;
    double law = gsl_rng_uniform(g);
    plan.law = law < 0.35  ? AWOL_LAW_NB
               : law < 0.6 ? AWOL_LAW_GP
               : law < 0.8 ? AWOL_LAW_POISSON
                           : AWOL_LAW_BINOMIAL;
    plan.units = 1 + (int)gsl_rng_uniform_int(g, 3);
    plan.bins = 15 + (int)gsl_rng_uniform_int(g, 30);
    plan.cascade = chance(g, 0.8);
    double kernel = gsl_rng_uniform(g);
    if (kernel > 0.6)
        plan.kernel = kernel < 0.75  ? AWOL_KERNEL_LAG
                      : kernel < 0.9 ? AWOL_KERNEL_ALL
                                     : AWOL_KERNEL_POWER;
    plan.levels = plan.units > 1 && chance(g, 0.5);
    plan.between = plan.units > 1 && plan.cascade && chance(g, 0.5);
    plan.offer = chance(g, 0.6);
    plan.urgency = plan.offer && plan.cascade && chance(g, 0.3);
    bool binomial = plan.law == AWOL_LAW_BINOMIAL;
    plan.men = binomial || chance(g, 0.4);
    plan.background = !binomial && plan.kernel == AWOL_KERNEL_EXPONENTIAL && chance(g, 0.2);
    plan.totals = !binomial && plan.kernel != AWOL_KERNEL_POWER && chance(g, 0.2);
    plan.trend = chance(g, 0.15);
    /* What the models do not have. */
    bool power = plan.kernel == AWOL_KERNEL_POWER;
    if (plan.law == AWOL_LAW_GP && (power || plan.kernel == AWOL_KERNEL_LAG))
        plan.law = AWOL_LAW_NB;
    if (power && binomial)
        plan.kernel = AWOL_KERNEL_EXPONENTIAL;
    plan.between = plan.between && !power;
    gsl_rng_free(g);
    return plan;
}

static enum awol_status append_unit(struct awol_series *series, const struct profiles_plan *plan,
                                    int unit, double men, struct awol_error *error)
{
    char name[16];
    size_t index;
    snprintf(name, sizeof name, "u%d", unit);
    enum awol_status status = awol_series_unit(series, name, &index, error);
    for (int t = 0, next; status == AWOL_OK && t < plan->bins; t = next) {
        bool total =
            plan->totals && t >= plan->bins / 3 && t < 2 * plan->bins / 3 && t + 3 <= plan->bins;
        next = t + (total ? 3 : 1);
        const struct awol_series_span span = {.unit = index,
                                              .start = t,
                                              .end = next,
                                              .count = {0, NAN, NAN, AWOL_KIND_EXACT},
                                              .at_risk = men,
                                              .basis = "",
                                              .party = NAN,
                                              .source = "",
                                              .preferred = true};
        status = awol_series_append(series, &span, error);
    }
    return status;
}

static enum awol_status open_record(struct profiles_record *r, struct awol_error *error)
{
    const struct profiles_plan *plan = &r->plan;
    unsigned flags = plan->between ? AWOL_CAMPAIGN_TOGETHER : 0;
    const struct awol_setup setup = {.law = plan->law,
                                     .dispersion = true,
                                     .cascade = plan->cascade,
                                     .kernel = plan->kernel,
                                     .share_between = plan->between,
                                     .levels = plan->levels,
                                     .background = plan->background,
                                     .trend = plan->trend,
                                     .period_days = 365.25,
                                     .recorded = 1};
    enum awol_status status = awol_campaign_init(&r->campaign, &r->series, "day", flags, &r->effect,
                                                 plan->offer, NULL, error);
    if (status == AWOL_OK)
        status = awol_problem_init(&r->problem, &r->campaign, &setup, false, error);
    return status;
}

static void close_record(struct profiles_record *r)
{
    awol_problem_release(&r->problem);
    awol_campaign_release(&r->campaign);
    r->campaign = (struct awol_campaign){0};
}

/* A value that might be true. */
static double draw_truth(const struct profiles_record *r, const struct awol_parameter *parameter,
                         double men, gsl_rng *g)
{
    double u = gsl_rng_uniform(g), z = gsl_ran_ugaussian(g);
    switch (parameter->role) {
    case AWOL_ROLE_RATE:
        return (1 + 5 * u) / (r->plan.men ? men : 1);
    case AWOL_ROLE_EFFECT:
        return exp(0.7 * z);
    case AWOL_ROLE_URGENCY:
        return exp(0.3 * z);
    case AWOL_ROLE_TREND:
        return 2 * z;
    case AWOL_ROLE_ETA:
        return r->plan.kernel == AWOL_KERNEL_ALL ? 0.5 * u / r->plan.bins : 0.8 * u;
    case AWOL_ROLE_TAU:
        return exp(0.5 + z);
    case AWOL_ROLE_SHARE:
        return u;
    case AWOL_ROLE_DISPERSION:
        return 0.3 * u * u;
    case AWOL_ROLE_BACKGROUND_SD:
        return u;
    case AWOL_ROLE_BACKGROUND_DAYS:
        return 2 + 10 * u;
    case AWOL_ROLE_SINE:
    case AWOL_ROLE_COSINE:
    case AWOL_ROLE_OWN:
        break;
    }
    return parameter->start;
}

static enum awol_status draw_counts(struct profiles_record *r, uint32_t k, double men,
                                    struct awol_error *error)
{
    const struct awol_layout *l = &r->problem.layout;
    double *values = calloc(l->n + 1, sizeof *values);
    struct awol_drawn drawn = {.counts = calloc(r->series.n_spans + 1, sizeof *drawn.counts)};
    gsl_rng *g = generator_at(k, TRUTH);
    enum awol_status status = AWOL_OK;
    if (!values || !drawn.counts || !g) {
        status = awol_error_memory(error);
        goto done;
    }
    for (size_t p = 0; p < l->n; p++)
        values[p] = draw_truth(r, &l->parameters[p], men, g);
    if (l->urgency != SIZE_MAX && values[l->eta] * values[l->urgency] > 0.8)
        values[l->urgency] = 0.8 / values[l->eta];
    status = r->problem.likelihood.type->sample(r->problem.likelihood.state, values, SEED, k,
                                                &drawn, error);
    for (size_t i = 0; status == AWOL_OK && i < r->series.n_spans; i++)
        r->series.spans[i].count.count = drawn.counts[i];
done:
    if (g)
        gsl_rng_free(g);
    free(drawn.counts);
    free(values);
    return status;
}

enum awol_status profiles_draw(struct profiles_record *r, const struct profiles_plan *plan,
                               uint32_t k, struct awol_error *error)
{
    const double men = 400;
    *r = (struct profiles_record){.plan = *plan,
                                  .offer = {.id = "o",
                                            .kind = "offer",
                                            .label = "",
                                            .unit = "",
                                            .start_first = plan->bins / 2,
                                            .start_last = plan->bins / 2,
                                            .end = plan->bins / 2 + 4,
                                            .shape = AWOL_SHAPE_FLAT,
                                            .use = true}};
    r->effect = (struct awol_effect){
        .name = "offer.o", .offer = &r->offer, .is_offer = true, .urgency = plan->urgency};
    awol_series_init(&r->series, "drawn");
    enum awol_status status = AWOL_OK;
    for (int u = 0; status == AWOL_OK && u < plan->units; u++)
        status = append_unit(&r->series, plan, u, plan->men ? men : (double)NAN, error);
    if (status == AWOL_OK)
        status = awol_series_sort(&r->series, error);
    if (status == AWOL_OK)
        status = open_record(r, error);
    if (status == AWOL_OK)
        status = draw_counts(r, k, men, error);
    close_record(r);
    if (status == AWOL_OK)
        status = open_record(r, error);
    return status;
}

void profiles_release(struct profiles_record *r)
{
    close_record(r);
    awol_series_release(&r->series);
}

/* ---- by force ----------------------------------------------------------------------------- */

/* Anywhere that is not absurd. */
static double draw_start(const struct awol_problem *problem, size_t p, double usual, gsl_rng *g)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[p];
    double u = gsl_rng_uniform(g), z = gsl_ran_ugaussian(g);
    double low = parameter->low, high = parameter->high;
    switch (parameter->role) {
    case AWOL_ROLE_ETA:
        return problem->setup.kernel == AWOL_KERNEL_ALL ? usual * exp(2 * z) : u;
    case AWOL_ROLE_TAU:
    case AWOL_ROLE_BACKGROUND_DAYS:
        return exp(log(low) + u * (log(high) - log(low)));
    case AWOL_ROLE_DISPERSION:
        return exp(-6 + 6 * u);
    case AWOL_ROLE_SHARE:
        return u;
    case AWOL_ROLE_BACKGROUND_SD:
        return 0.02 + u;
    case AWOL_ROLE_TREND:
        return 3 * z;
    case AWOL_ROLE_URGENCY:
        return exp(3 * z);
    case AWOL_ROLE_RATE:
    case AWOL_ROLE_EFFECT:
    case AWOL_ROLE_SINE:
    case AWOL_ROLE_COSINE:
    case AWOL_ROLE_OWN:
        break;
    }
    return parameter->scale == AWOL_SCALE_IDENTITY ? usual + z : usual * exp(z);
}

struct force {
    struct awol_problem *problem;
    double *start, *best;
    double best_l;
};

static enum awol_status climb(struct force *f, enum awol_effort effort, struct awol_error *error)
{
    double l;
    bool converged;
    enum awol_status status = awol_maximise(f->problem, effort, f->start, &l, &converged, error);
    if (status == AWOL_OK && l > f->best_l) {
        f->best_l = l;
        memcpy(f->best, f->start, f->problem->layout.n * sizeof *f->best);
    }
    return status == AWOL_RANGE ? AWOL_OK : status;
}

/* What may be zero at zero: each by itself and all of them together. */
static enum awol_status climb_at_zero(struct force *f, const double *usual,
                                      struct awol_error *error)
{
    const struct awol_layout *l = &f->problem->layout;
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p <= l->n; p++) {
        bool any = false;
        bool *held = calloc(l->n + 1, sizeof *held);
        if (!held)
            return awol_error_memory(error);
        for (size_t q = 0; q < l->n; q++)
            if (l->parameters[q].zero_allowed && !f->problem->fixed[q] && (p == l->n || p == q)) {
                awol_problem_fix(f->problem, q, 0);
                held[q] = any = true;
            }
        memcpy(f->start, usual, l->n * sizeof *f->start);
        if (any)
            status = climb(f, AWOL_EFFORT_FAR, error);
        for (size_t q = 0; q < l->n; q++)
            if (held[q])
                awol_problem_free(f->problem, q);
        free(held);
    }
    return status;
}

/* What is zero there as it usually is: a search cannot begin at a boundary. */
static void begin_at(struct force *f, const double *values, const double *usual)
{
    const struct awol_layout *l = &f->problem->layout;
    for (size_t p = 0; p < l->n; p++) {
        bool moot = awol_problem_is_moot(f->problem, p, values);
        f->start[p] =
            moot || (l->parameters[p].zero_allowed && values[p] <= 0) ? usual[p] : values[p];
    }
}

/* Delays from the shortest to the longest, each with what rates are left when so many follow. */
static enum awol_status climb_by_delay(struct force *f, const double *usual,
                                       struct awol_error *error)
{
    enum { DELAYS = 8 };
    const struct awol_layout *l = &f->problem->layout;
    enum awol_status status = AWOL_OK;
    if (l->tau == SIZE_MAX || f->problem->fixed[l->tau])
        return AWOL_OK;
    const struct awol_parameter *tau = &l->parameters[l->tau];
    for (int i = 0; status == AWOL_OK && i < 2 * DELAYS; i++) {
        double delay = (double)i / 2, share = (floor(delay) + 0.5) / DELAYS;
        double eta =
            f->problem->fixed[l->eta] ? f->problem->fixed_values[l->eta] : (i % 2 ? 0.7 : 0.2);
        memcpy(f->start, usual, l->n * sizeof *f->start);
        f->start[l->tau] = tau->low * pow(tau->high / tau->low, share);
        f->start[l->eta] = eta;
        if (l->share != SIZE_MAX)
            f->start[l->share] = i % 4 < 2 ? 0.02 : 0.9;
        for (size_t u = 0; u < l->n_rates; u++)
            f->start[l->rate + u] *= fmax(1 - eta, 0.03) / 0.7;
        status = climb(f, AWOL_EFFORT_FAR, error);
    }
    return status;
}

static enum awol_status climb_all(struct force *f, const struct awol_estimate *estimate,
                                  const double *opt_start, size_t n_random, const double *usual,
                                  gsl_rng *g, struct awol_error *error)
{
    size_t n = f->problem->layout.n;
    begin_at(f, estimate->full, usual);
    enum awol_status status = climb(f, AWOL_EFFORT_FULL, error);
    if (status == AWOL_OK && opt_start) {
        memcpy(f->start, opt_start, n * sizeof *f->start);
        status = climb(f, AWOL_EFFORT_FULL, error);
    }
    if (status == AWOL_OK && estimate->second_mode) {
        begin_at(f, estimate->second, usual);
        status = climb(f, AWOL_EFFORT_FULL, error);
    }
    if (status == AWOL_OK)
        status = climb_at_zero(f, usual, error);
    if (status == AWOL_OK)
        status = climb_by_delay(f, usual, error);
    for (size_t k = 0; status == AWOL_OK && k < n_random; k++) {
        for (size_t p = 0; p < n; p++)
            f->start[p] = k == 0 ? usual[p] : draw_start(f->problem, p, usual[p], g);
        status = climb(f, AWOL_EFFORT_FAR, error);
    }
    if (status == AWOL_OK && isfinite(f->best_l)) {
        memcpy(f->start, f->best, n * sizeof *f->start);
        status = climb(f, AWOL_EFFORT_FULL, error);
    }
    if (status == AWOL_OK && isfinite(f->best_l))
        status = awol_maximise_bounded(f->problem, 1e-12, f->best, &f->best_l, error);
    return status;
}

enum awol_status profiles_force(struct awol_problem *problem, const struct awol_estimate *estimate,
                                const double *opt_start, size_t index, double value,
                                size_t n_random, double *ret_best, double *opt_values,
                                struct awol_error *error)
{
    size_t n = problem->layout.n;
    double *work = calloc(3 * n + 1, sizeof *work);
    gsl_rng *g = generator_at(0, STARTS);
    struct force f = {problem, work, work + n, -INFINITY};
    enum awol_status status = work && g ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK) {
        awol_problem_start(problem, work + 2 * n);
        if (index != SIZE_MAX)
            awol_problem_fix(problem, index, value);
        status = climb_all(&f, estimate, opt_start, n_random, work + 2 * n, g, error);
        if (index != SIZE_MAX)
            awol_problem_free(problem, index);
    }
    if (status == AWOL_OK) {
        *ret_best = f.best_l;
        if (opt_values)
            memcpy(opt_values, f.best, n * sizeof *opt_values);
    }
    if (g)
        gsl_rng_free(g);
    free(work);
    return status;
}

/* ---- judging ------------------------------------------------------------------------------ */

struct court {
    struct awol_problem *problem;
    const struct awol_estimate *estimate;
    size_t index, n_random;
    double drop;
    double *beside; /* [n] where the others are near the limit, coming from the estimate */
};

/* From the estimate to the limit in small steps, each from where the one before ended. */
static enum awol_status walk(const struct court *c, double from, double to,
                             struct awol_error *error)
{
    enum { STEPS = 16 };
    const struct awol_parameter *parameter = &c->problem->layout.parameters[c->index];
    size_t n = c->problem->layout.n;
    double *usual = calloc(n + 1, sizeof *usual);
    if (!usual)
        return awol_error_memory(error);
    awol_problem_start(c->problem, usual);
    struct force f = {.problem = c->problem, .start = c->beside};
    begin_at(&f, c->estimate->full, usual);
    enum awol_status status = AWOL_OK;
    for (int i = 1; status == AWOL_OK && i <= STEPS; i++) {
        double l;
        bool converged;
        awol_problem_fix(c->problem, c->index,
                         awol_parameter_to_printed(parameter, from + (to - from) * i / STEPS));
        status = awol_maximise(c->problem, AWOL_EFFORT_FULL, c->beside, &l, &converged, error);
        status = status == AWOL_RANGE ? AWOL_OK : status;
    }
    awol_problem_free(c->problem, c->index);
    free(usual);
    return status;
}

static enum awol_status excess_at(const struct court *c, double value, double *ret_excess,
                                  struct awol_error *error)
{
    double l;
    enum awol_status status = profiles_force(c->problem, c->estimate, c->beside, c->index, value,
                                             c->n_random, &l, NULL, error);
    if (status == AWOL_OK)
        *ret_excess = c->estimate->log_likelihood - l - c->drop;
    return status;
}

/* Points between the estimate and the limit, on the working scale. */
static enum awol_status look_between(const struct court *c, double from, double to, size_t n,
                                     struct profiles_verdict *v, struct awol_error *error)
{
    const struct awol_parameter *parameter = &c->problem->layout.parameters[c->index];
    enum awol_status status = AWOL_OK;
    for (size_t i = 1; status == AWOL_OK && i <= n; i++) {
        double excess = 0, at = from + (to - from) * (double)i / (double)(n + 1);
        status = excess_at(c, awol_parameter_to_printed(parameter, at), &excess, error);
        v->outside = fmax(v->outside, excess);
        v->better = fmax(v->better, -excess - c->drop);
    }
    return status;
}

enum awol_status profiles_judge(struct awol_problem *problem, const struct awol_estimate *estimate,
                                size_t index, double level, const struct awol_interval *interval,
                                int side, size_t n_random, size_t n_between,
                                struct profiles_verdict *ret_verdict, struct awol_error *error)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[index];
    const struct court c = {problem,
                            estimate,
                            index,
                            n_random,
                            0.5 * gsl_cdf_chisq_Pinv(level, 1),
                            calloc(problem->layout.n + 1, sizeof(double))};
    if (!c.beside)
        return awol_error_memory(error);
    enum awol_side kind = side < 0 ? interval->low_side : interval->high_side;
    double bound = side < 0 ? parameter->low : parameter->high, excess = 0, near = 0;
    double limit = kind == AWOL_SIDE_ZERO   ? 0
                   : kind == AWOL_SIDE_OPEN ? bound
                   : side < 0               ? interval->low
                                            : interval->high;
    struct profiles_verdict v = {.limit = limit, .outside = -INFINITY};
    double at = awol_parameter_to_working(parameter, fmax(limit, parameter->low));
    double from = awol_parameter_to_working(parameter, fmax(estimate->full[index], parameter->low));
    enum awol_status status = walk(&c, from, at, error);
    if (status == AWOL_OK)
        status = excess_at(&c, limit, &excess, error);
    if (kind == AWOL_SIDE_FOUND && status == AWOL_OK) {
        double step = 1e-3 * (1 + fabs(at - from));
        status =
            excess_at(&c, awol_parameter_to_printed(parameter, at - side * step), &near, error);
        double slope = (excess - near) / step;
        v.error = -excess / slope;
        v.printed = v.error * awol_parameter_slope(parameter, at);
    } else {
        v.error = v.printed = excess > 0 ? -excess : 0;
    }
    v.better = fmax(0, -excess - c.drop);
    if (status == AWOL_OK)
        status = look_between(&c, from, at, n_between, &v, error);
    if (status == AWOL_OK)
        *ret_verdict = v;
    free(c.beside);
    return status;
}
