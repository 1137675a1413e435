/* Laws of a count out of a pool of men. */
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "model/law.h"
#include "model/law_gamma.h"

/* Below so many alike in the pool it is binomial. */
static const double independent = 1e-9;

/* Where Stirling's series serve for all parts of a law. */
static const double many = 16;

/* ln of n (n-1) … (n-y+1) / y!; -INFINITY where a factor is not positive. */
static double log_choose(double n, double y)
{
    double rest = n - y, fewer = fmin(y, rest);
    if (rest + 1 <= 1e-9 && y > 0)
        return -INFINITY;
    return awol_gamma_rise(n - fewer + 1, fewer) - gsl_sf_lngamma(fewer + 1);
}

/* x (ln(1 + d/x) - d/x), d > -x: how much less likely a count is for being d off. */
static double loss(double x, double d)
{
    double u = d / x;
    return x * (fabs(u) < 0.5 ? gsl_sf_log_1plusx_mx(u) : log1p(u) - u);
}

/* ln(n / (2 pi y (n - y)))/2 with the rests of n, y and n - y: what is left of the number of ways
 * to choose when its largest terms have gone into losses (Loader 2000, Fast and accurate
 * computation of binomial probabilities). */
static double log_ways(double n, double y)
{
    double rest = n - y;
    return 0.5 * log(n / (2 * acos(-1.0) * y * rest)) + awol_gamma_rest(n) - awol_gamma_rest(y) -
           awol_gamma_rest(rest);
}

double awol_law_log_binomial(double y, double pool, double p)
{
    if (y > pool + 1e-9 || (p <= 0 && y > 0) || (p >= 1 && y < pool))
        return -INFINITY;
    double rest = fmax(pool - y, 0), off = pool * p - y;
    if (y >= many && rest >= many)
        return log_ways(pool, y) + loss(y, off) + loss(rest, -off);
    return log_choose(pool, y) + (y > 0 ? y * log(p) : 0) + (rest > 0 ? rest * log1p(-p) : 0);
}

/* ln of B(a + y, b + rest) / B(a, b): three ways to take the gamma functions in pairs, of which the
 * one with the smallest terms loses least. */
static double log_shares(double a, double b, double y, double rest)
{
    double mine = a + y, other = b + rest, pool = y + rest;
    if (pool <= fmin(mine, other))
        return awol_gamma_rise(a, y) + awol_gamma_rise(b, rest) - awol_gamma_rise(a + b, pool);
    if (mine < other)
        return awol_gamma_rise(a, y) + awol_gamma_rise(b, a) - awol_gamma_rise(other, mine);
    return awol_gamma_rise(b, rest) + awol_gamma_rise(a, b) - awol_gamma_rise(mine, other);
}

double awol_law_log_beta_binomial(double y, double pool, double p, double correlation)
{
    if (correlation * pool < independent || p <= 0 || p >= 1)
        return awol_law_log_binomial(y, pool, p);
    if (y > pool + 1e-9)
        return -INFINITY;
    double k = (1 - correlation) / correlation, a = p * k, b = (1 - p) * k;
    double rest = fmax(pool - y, 0), off = k * (pool * p - y) / (k + pool);
    if (fmin(fmin(y, rest), fmin(a, b)) >= many)
        return log_ways(pool, y) + loss(y, off) + loss(rest, -off) + loss(a, -off) + loss(b, off) +
               0.5 * log((k + pool) / (a + y) * (a / k) * (b / (b + rest))) +
               awol_gamma_rest(a + y) - awol_gamma_rest(a) + awol_gamma_rest(b + rest) -
               awol_gamma_rest(b) - awol_gamma_rest(k + pool) + awol_gamma_rest(k);
    return log_choose(pool, y) + log_shares(a, b, y, rest);
}

void awol_law_score_pool(double mean, double pool, double correlation, double y,
                         struct awol_pool_scored *ret_scored)
{
    double p = mean / pool, rest = fmax(pool - y, 0);
    struct awol_pool_scored s = {
        .log_probability = awol_law_log_beta_binomial(y, pool, p, correlation),
        .by_mean = y / mean - (rest > 0 ? rest / (pool - mean) : 0),
        .by_pool = awol_gamma_rise_slope(rest + 1, y) + (p < 1 ? log1p(-p) : 0) +
                   (rest > 0 ? rest / (pool - mean) : 0) - 1};
    if (correlation * pool >= independent && p > 0 && p < 1) {
        double k = (1 - correlation) / correlation, a = p * k, b = (1 - p) * k;
        double by_a = awol_gamma_rise_slope(a, y), by_b = awol_gamma_rise_slope(b, rest);
        double by_k = p * by_a + (1 - p) * by_b - awol_gamma_rise_slope(k, pool);
        s.by_mean = k * (by_a - by_b) / pool;
        s.by_pool = awol_gamma_rise_slope(rest + 1, y) - awol_gamma_rise_slope(b + rest, a + y) -
                    p * s.by_mean;
        s.by_correlation = -by_k / (correlation * correlation);
    }
    *ret_scored = s;
}

void awol_law_score_binomial(double mean, double men, double y, struct awol_scored *ret_scored)
{
    double stay = exp(-mean / men), go = -expm1(-mean / men);
    *ret_scored = (struct awol_scored){.log_probability = awol_law_log_binomial(y, men, go),
                                       .by_mean = ((y > 0 ? y * stay / go : 0) - (men - y)) / men,
                                       .mean = y};
}

double awol_law_pool_at_most(double y, double pool, double p, double correlation)
{
    if (!(y >= 0))
        return 0;
    if (y >= floor(pool))
        return 1;
    double mean = pool * p, sum = 0;
    double sd = sqrt(mean * (1 - p) * (1 + (pool - 1) * correlation));
    for (double i = fmax(0, floor(mean - 40 * sd)); i <= y; i++) {
        double mass = exp(awol_law_log_beta_binomial(i, pool, p, correlation));
        sum += mass;
        if (i > mean && mass < 1e-18 * sum)
            break;
    }
    return fmin(sum, 1);
}
