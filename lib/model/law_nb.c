#include "model/law_nb.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#include "model/law.h"
#include "model/law_gamma.h"

/* The logarithm of the product: one logarithm for many factors. */
static double log_product(int y, double phi)
{
    const double most = 1e150; /* with another factor it is still a number */
    double product = 1, sum = 0;
    for (int i = 1; i < y; i++) {
        product *= 1 + i * phi;
        if (product > most) {
            sum += log(product);
            product = 1;
        }
    }
    return sum + log(product);
}

/* sum over 0 <= i < y of ln(1 + i phi). Long sums go by Stirling's series for the *difference* of
 * two log gammas, which does not cancel as the difference of their values does. */
double awol_nb_sum_log(double y, double phi)
{
    enum { SHORT = 64 };
    if (y <= SHORT)
        return log_product((int)y, phi);
    if (y * phi < 1e-12)
        return phi * y * (y - 1) / 2;
    double k = 1 / phi;
    if (k < 16)
        return gsl_sf_lngamma(y + k) - gsl_sf_lngamma(k) + y * log(phi);
    return (y + k - 0.5) * log1p(y * phi) - y + awol_gamma_rest(y + k) - awol_gamma_rest(k);
}

/* sum over 0 <= i < y of i / (1 + i phi), the derivative of the above. */
double awol_nb_sum_ratio(double y, double phi)
{
    enum { SHORT = 64 };
    if (y <= SHORT) {
        double sum = 0;
        for (int i = 1; i < (int)y; i++)
            sum += i / (1 + i * phi);
        return sum;
    }
    if (y * phi < 1e-12)
        return y * (y - 1) / 2;
    double k = 1 / phi, t = y * phi;
    if (k < 16)
        return k * (y - k * (gsl_sf_psi(y + k) - gsl_sf_psi(k)));
    /* t - ln(1+t) as one function: y^2/2 of it must survive the difference from the mean. */
    return -k * k *
               (gsl_sf_log_1plusx_mx(t) + awol_gamma_rest_slope(y + k) - awol_gamma_rest_slope(k)) -
           0.5 * k * t / (1 + t);
}

/* ln(1+u)/u, which is 1 at 0; log = ln(1+u). */
static double log1p_ratio(double u, double log)
{
    return u < 1e-8 ? 1 - u / 2 + u * u / 3 : log / u;
}

/* (ln(1+u) - u/(1+u)) / u^2, which is 1/2 at 0; log = ln(1+u). */
static double curvature(double u, double log)
{
    if (u > 1e-2)
        return (log - u / (1 + u)) / (u * u);
    double sum = 0, power = 1;
    for (int k = 2; k < 14; k++, power *= -u)
        sum += power * (k - 1) / k;
    return sum;
}

double awol_log_factorial(double y)
{
    return y <= 170 ? gsl_sf_lnfact((unsigned)y) : gsl_sf_lngamma(y + 1);
}

/* What depends on the count and phi alone. */
static double log_alone(double y, double phi)
{
    return y > 0 ? awol_nb_sum_log(y, phi) - awol_log_factorial(y) : 0;
}

double awol_law_log_nb(double y, double mean, double phi)
{
    struct awol_nb_means means;
    awol_nb_means(1, y, mean, phi, &means);
    return means.l + log_alone(y, phi);
}

void awol_nb_score(double y, double mean, double phi, struct awol_nb_means *ret_score)
{
    awol_nb_means(1, y, mean, phi, ret_score);
    ret_score->l += log_alone(y, phi);
    ret_score->by_phi += awol_nb_sum_ratio(y, phi);
}

/* Below by Euler and Maclaurin's formula, phi <= 1/16: of x^2 / (1 + phi x)^2 from 0 to y. */
static double sum_square_long(double y, double phi)
{
    double t = phi * y, integral = 0, power = 1, g = 1 + t;
    if (t > 0.1)
        integral = (t - 2 * log1p(t) + t / g) / (t * t * t);
    else
        for (int j = 0; j < 18; j++, power *= -t)
            integral += power * (j + 1) / (j + 3);
    return y * y * (y * integral - 0.5 / (g * g)) + y / (6 * g * g * g) -
           phi / 60 * (1 - (1 - t) / (g * g * g * g * g));
}

double awol_nb_sum_square(double y, double phi)
{
    enum { SHORT = 64 };
    if (y <= SHORT) {
        double sum = 0;
        for (int i = 1; i < (int)y; i++)
            sum += (i / (1 + i * phi)) * (i / (1 + i * phi));
        return sum;
    }
    if (phi <= 1.0 / 16)
        return sum_square_long(y, phi);
    double k = 1 / phi;
    return k * k *
           (y - 2 * k * (gsl_sf_psi(y + k) - gsl_sf_psi(k)) +
            k * k * (gsl_sf_psi_1(k) - gsl_sf_psi_1(y + k)));
}

/* ---- many counts of one mean --------------------------------------------------------------- */

/* Derivative of curvature(). */
static double curvature_prime(double u)
{
    double q = 1 / (1 + u);
    if (u > 1e-2)
        return (q * q - 2 * curvature(u, log1p(u))) / u;
    double sum = 0, power = -1;
    for (int k = 3; k < 15; k++, power *= -u)
        sum += power * (k - 2) * (k - 1) / k;
    return sum;
}

void awol_nb_means(double n, double sum, double mean, double phi, struct awol_nb_means *ret_means)
{
    double u = phi * mean, q = 1 / (1 + u), grown = log1p(u);
    ret_means->l = (sum > 0 ? sum * (log(mean) - grown) : 0) - n * mean * log1p_ratio(u, grown);
    ret_means->by_mean = sum / mean - (n + phi * sum) * q;
    ret_means->by_phi = n * mean * mean * curvature(u, grown) - sum * mean * q;
}

void awol_nb_means_bend(double n, double sum, double mean, double phi,
                        struct awol_nb_bend *ret_bend)
{
    double u = phi * mean, q = 1 / (1 + u);
    ret_bend->by_means = (n + phi * sum) * phi * q * q - sum / (mean * mean);
    ret_bend->by_both = (n * mean - sum) * q * q;
    ret_bend->by_phis = n * mean * mean * mean * curvature_prime(u) + sum * mean * mean * q * q;
}
