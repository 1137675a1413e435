/* Laws of a count out of a pool of men. */
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "model/law.h"

/* ln of Gamma(a + y) / Gamma(a), a > 0. Few factors are multiplied: a difference of two log gammas
 * of millions would lose what a single count adds. */
static double log_rising(double a, double y)
{
    if (y > 64)
        return gsl_sf_lngamma(a + y) - gsl_sf_lngamma(a);
    double sum = 0;
    for (int i = 0; i < (int)y; i++)
        sum += log(a + i);
    return sum;
}

/* ln of n (n-1) … (n-y+1) / y!; -INFINITY where a factor is not positive. */
static double log_choose(double n, double y)
{
    if (n - y + 1 <= 1e-9 && y > 0)
        return -INFINITY;
    return log_rising(n - y + 1, y) - gsl_sf_lngamma(y + 1);
}

double awol_law_log_binomial(double y, double pool, double p)
{
    if (y > pool + 1e-9 || (p <= 0 && y > 0) || (p >= 1 && y < pool))
        return -INFINITY;
    double rest = fmax(pool - y, 0);
    return log_choose(pool, y) + (y > 0 ? y * log(p) : 0) + (rest > 0 ? rest * log1p(-p) : 0);
}

double awol_law_log_beta_binomial(double y, double pool, double p, double correlation)
{
    if (correlation < 1e-9 || p <= 0 || p >= 1)
        return awol_law_log_binomial(y, pool, p);
    if (y > pool + 1e-9)
        return -INFINITY;
    double a = p * (1 - correlation) / correlation, b = (1 - p) * (1 - correlation) / correlation;
    double rest = fmax(pool - y, 0);
    /* Gamma(b + rest)/Gamma(b) over Gamma(a+b+pool)/Gamma(a+b), with rest a real number. */
    return log_choose(pool, y) + log_rising(a, y) + gsl_sf_lngamma(b + rest) - gsl_sf_lngamma(b) -
           gsl_sf_lngamma(a + b + pool) + gsl_sf_lngamma(a + b);
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
