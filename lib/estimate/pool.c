#include "estimate/pool.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_roots.h>
#include <math.h>

struct studies {
    const struct awol_pool_study *all;
    size_t n;
    double target; /* of the equation that is solved */
};

/* Weighted sums at a variance between campaigns. */
struct sums {
    double weight, mean, q, log_variances;
};

static struct sums sum_up(const struct studies *s, double tau2)
{
    struct sums sums = {0, 0, 0, 0};
    for (size_t i = 0; i < s->n; i++) {
        double variance = s->all[i].se * s->all[i].se + tau2;
        sums.weight += 1 / variance;
        sums.mean += s->all[i].estimate / variance;
        sums.log_variances += log(variance);
    }
    sums.mean /= sums.weight;
    for (size_t i = 0; i < s->n; i++) {
        double variance = s->all[i].se * s->all[i].se + tau2;
        double d = s->all[i].estimate - sums.mean;
        sums.q += d * d / variance;
    }
    return sums;
}

/* Minus the restricted log-likelihood, up to a constant. */
static double restricted(double tau2, void *context)
{
    struct sums s = sum_up(context, tau2);
    return 0.5 * (s.log_variances + log(s.weight) + s.q);
}

/* Its derivative: half the sum of weights, less their share in the mean, less squared distances. */
static double restricted_slope(double tau2, void *context)
{
    const struct studies *s = context;
    struct sums sums = sum_up(s, tau2);
    double slope = 0;
    for (size_t i = 0; i < s->n; i++) {
        double w = 1 / (s->all[i].se * s->all[i].se + tau2);
        double d = s->all[i].estimate - sums.mean;
        slope += w - w * w / sums.weight - w * w * d * d;
    }
    return 0.5 * slope;
}

static double q_excess(double tau2, void *context)
{
    const struct studies *s = context;
    return sum_up(s, tau2).q - s->target;
}

/* The root of a function between two points of different sign. */
static double root(double (*function)(double, void *), struct studies *s, double low, double high)
{
    gsl_function f = {function, s};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver)
        return NAN;
    if (gsl_root_fsolver_set(solver, &f, low, high) == GSL_SUCCESS)
        for (int i = 0; i < 200; i++) {
            gsl_root_fsolver_iterate(solver);
            low = gsl_root_fsolver_x_lower(solver);
            high = gsl_root_fsolver_x_upper(solver);
            if (gsl_root_test_interval(low, high, 0, 1e-14) == GSL_SUCCESS)
                break;
        }
    double found = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return found;
}

/* A variance beyond which the campaigns cannot lie apart. */
static double ceiling_of(const struct studies *s)
{
    double low = INFINITY, high = -INFINITY, widest = 0;
    for (size_t i = 0; i < s->n; i++) {
        low = fmin(low, s->all[i].estimate);
        high = fmax(high, s->all[i].estimate);
        widest = fmax(widest, s->all[i].se);
    }
    return (high - low) * (high - low) + widest * widest;
}

/* The likelihood may have two maxima: the grid finds the region, the slope the point. */
static double estimate_tau2(struct studies *s)
{
    enum { STEPS = 200 };
    double top = ceiling_of(s), best = 0, least = restricted(0, s);
    for (int i = 1; i <= STEPS; i++) {
        double u = (double)i / STEPS, tau2 = top * u * u * u;
        double value = restricted(tau2, s);
        if (value < least) {
            least = value;
            best = tau2;
        }
    }
    double u = cbrt(best / top), low = fmax(0, u - 1.0 / STEPS), high = u + 1.0 / STEPS;
    low = top * low * low * low;
    high = top * high * high * high;
    if (restricted_slope(low, s) >= 0)
        return low;
    while (restricted_slope(high, s) < 0)
        high *= 2;
    return root(restricted_slope, s, low, high);
}

/* The variance at which Q reaches a quantile of chi-square; 0 if it is below that everywhere. */
static double q_profile(struct studies *s, double probability)
{
    s->target = gsl_cdf_chisq_Pinv(probability, (double)s->n - 1);
    if (q_excess(0, s) <= 0)
        return 0;
    double high = ceiling_of(s);
    while (q_excess(high, s) > 0 && high < 1e300)
        high *= 4;
    return high < 1e300 ? root(q_excess, s, 0, high) : (double)INFINITY;
}

static void shrink(const struct studies *s, const struct awol_pool *pool,
                   struct awol_pool_shrunken *shrunken)
{
    for (size_t i = 0; i < s->n; i++) {
        double variance = s->all[i].se * s->all[i].se, all = variance + pool->tau2;
        double kept = pool->tau2 / all;
        shrunken[i].estimate = kept * s->all[i].estimate + (1 - kept) * pool->mean;
        shrunken[i].se = sqrt(kept * variance + (1 - kept) * (1 - kept) * pool->se * pool->se);
    }
}

enum awol_status awol_pool_fit(const struct awol_pool_study *studies, size_t n, double level,
                               struct awol_pool *ret_pool, struct awol_pool_shrunken *opt_shrunken,
                               struct awol_error *opt_error)
{
    struct studies s = {studies, n, 0};
    if (n < 2)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "pooling takes at least two campaigns, better five or more");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(studies[i].estimate) || !isfinite(studies[i].se) || !(studies[i].se > 0))
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "campaign %zu has no finite estimate with a standard error",
                                  i + 1);
    struct awol_pool pool = {.n = n, .tau2 = estimate_tau2(&s)};
    struct sums sums = sum_up(&s, pool.tau2);
    double df = (double)n - 1, tail = 0.5 * (1 - level), t = gsl_cdf_tdist_Qinv(tail, df);
    pool.mean = sums.mean;
    pool.se = sqrt(fmax(1, sums.q / df) / sums.weight);
    pool.low = pool.mean - t * pool.se;
    pool.high = pool.mean + t * pool.se;
    double apart = t * sqrt(pool.tau2 + pool.se * pool.se);
    pool.prediction_low = pool.mean - apart;
    pool.prediction_high = pool.mean + apart;
    pool.q = sum_up(&s, 0).q;
    pool.q_p = gsl_cdf_chisq_Q(pool.q, df);
    pool.tau2_low = q_profile(&s, 1 - tail);
    pool.tau2_high = q_profile(&s, tail);
    /* Higgins and Thompson 2002, Stat. Med. 21:1539: the typical variance inside a campaign. */
    double w = sum_up(&s, 0).weight, w2 = 0;
    for (size_t i = 0; i < n; i++)
        w2 += pow(studies[i].se, -4);
    double typical = df * w / (w * w - w2);
    pool.i2 = pool.tau2 / (pool.tau2 + typical);
    if (opt_shrunken)
        shrink(&s, &pool, opt_shrunken);
    *ret_pool = pool;
    return AWOL_OK;
}
