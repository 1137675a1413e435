#include "support/complex_law.h"

#include <math.h>
#include <stdbool.h>

enum { N_NODES = 20 };

static double complex clog1p(double complex z)
{
    double x = creal(z), y = cimag(z);
    return .5 * log1p(x * (2 + x) + y * y) + I * atan2(y, 1 + x);
}

static double complex cexpm1(double complex z)
{
    double x = creal(z), y = cimag(z), s = sin(.5 * y);
    return expm1(x) * cos(y) - 2 * s * s + I * exp(x) * sin(y);
}

/* Sum of (-z)^j / (j + order)!, the Taylor series of phi1 (order 1) and phi2 (order 2). */
static double complex phi_series(double complex z, int order)
{
    double complex term = order == 1 ? 1 : .5, sum = term;
    for (int j = 1; j < 30; j++) {
        term *= -z / (j + order);
        sum += term;
    }
    return sum;
}

static double complex phi1(double complex z)
{
    return cabs(z) < 1 ? phi_series(z, 1) : -cexpm1(-z) / z;
}

static double complex phi2(double complex z)
{
    return cabs(z) < 1 ? phi_series(z, 2) : (cexpm1(-z) + z) / (z * z);
}

struct complex_step complex_step_of(double days, double complex tau, double complex eta,
                                    double complex a, double complex x)
{
    double complex b = 1 / tau, z = b * (1 - eta) * days;
    struct complex_step s = {.E = cexp(-z), .e = cexp(-b * days), .phi1 = phi1(z)};
    s.A = 1 + eta * b * days * phi2(z);
    s.B = eta * b * days * s.phi1;
    s.m = s.A * a + s.B * x;
    s.xb = s.E * x + s.phi1 * a;
    s.w = s.m == 0 ? 0 : (s.xb - s.e * x) / s.m;
    return s;
}

/* Gauss–Legendre nodes on (-1, 1) by Newton's method on the polynomial's recurrence. */
static void legendre(double nodes[N_NODES], double weights[N_NODES])
{
    for (int i = 0; i < N_NODES; i++) {
        double t = cos(M_PI * (i + .75) / (N_NODES + .5)), slope = 1;
        for (int round = 0; round < 50; round++) {
            double p = 1, before = 0;
            for (int j = 1; j <= N_NODES; j++) {
                double next = ((2 * j - 1) * t * p - (j - 1) * before) / j;
                before = p;
                p = next;
            }
            slope = N_NODES * (t * p - before) / (t * t - 1);
            t -= p / slope;
        }
        nodes[i] = t;
        weights[i] = 2 / ((1 - t * t) * slope * slope);
    }
}

double complex complex_step_variance(double days, double complex tau, double complex eta,
                                     double complex a, double complex x)
{
    double nodes[N_NODES], weights[N_NODES];
    legendre(nodes, weights);
    double complex b = 1 / tau, k = b * (1 - eta), sum = 0;
    int panels = 1 + (int)(days * cabs(k));
    double half = .5 * days / panels;
    for (int j = 0; j < panels; j++) {
        for (int i = 0; i < N_NODES; i++) {
            double s = half * (2 * j + 1 + nodes[i]), left = days - s;
            double complex intensity =
                a / days * (1 + eta * b * s * phi1(k * s)) + eta * b * x * cexp(-k * s);
            double complex family = 1 + eta * b * left * phi1(k * left);
            sum += half * weights[i] * intensity * family * family;
        }
    }
    return sum;
}

static double complex ln_nb(double complex mean, double complex phi, double y)
{
    double complex rising = 0;
    for (double i = 1; i < y; i++) {
        rising += clog1p(i * phi);
    }
    double complex t = phi * mean;
    double complex zero = cabs(t) < 1e-8 ? mean * (1 - t / 2 + t * t / 3) : clog1p(t) / phi;
    return rising + y * (clog(mean) - clog1p(t)) - zero - lgamma(y + 1);
}

static double complex ln_gp(double complex mean, double complex theta, double y)
{
    double complex lambda = mean * (1 - theta);
    if (y == 0) {
        return -lambda;
    }
    double complex t = lambda + theta * y;
    return clog(lambda) + (y - 1) * clog(t) - t - lgamma(y + 1);
}

static bool is_poisson(double complex mean, double complex variance)
{
    return creal(variance) <= creal(mean) * (1 + 1e-9);
}

double complex complex_ln_mass(enum complex_counts counts, double complex mean,
                               double complex variance, double y)
{
    if (mean == 0) {
        return y == 0 ? 0 : -INFINITY;
    }
    if (is_poisson(mean, variance)) {
        return ln_nb(mean, 0, y);
    }
    if (counts == COMPLEX_GP) {
        return ln_gp(mean, 1 - csqrt(mean / variance), y);
    }
    return ln_nb(mean, (variance - mean) / (mean * mean), y);
}

/* ln p(y + 1) out of ln p(y): nb has a ratio, gp is computed anew. */
static double complex ln_next(enum complex_counts counts, double complex mean,
                              double complex variance, double y, double complex ln_p)
{
    bool poisson = is_poisson(mean, variance);
    if (counts == COMPLEX_GP && !poisson) {
        return complex_ln_mass(counts, mean, variance, y + 1);
    }
    double complex phi = poisson ? 0 : (variance - mean) / (mean * mean);
    return ln_p + clog(mean * (1 + y * phi) / ((1 + phi * mean) * (y + 1)));
}

struct complex_moments complex_set(enum complex_counts counts, double complex mean,
                                   double complex variance, double low, double high)
{
    double y = fmax(low, 0), likely = fmin(fmax(floor(creal(mean)), y), high);
    double complex scale = complex_ln_mass(counts, mean, variance, likely); /* against underflow */
    double complex ln_p = complex_ln_mass(counts, mean, variance, y), sum[3] = {0, 0, 0};
    for (; y <= high; y++) {
        double complex p = cexp(ln_p - scale);
        sum[0] += p;
        sum[1] += p * y;
        sum[2] += p * y * y;
        if (y > creal(mean) && cabs(p) * (y + 1) * (y + 1) < 1e-20 * cabs(sum[2])) {
            break;
        }
        ln_p = ln_next(counts, mean, variance, y, ln_p);
    }
    struct complex_moments set = {.ln_p = scale + clog(sum[0]), .mean = sum[1] / sum[0]};
    set.variance = sum[2] / sum[0] - set.mean * set.mean;
    return set;
}
