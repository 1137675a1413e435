#include "model/law.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

#include "model/law_nb.h"
#include "model/law_sum.h"

/* ---- Poisson and generalised Poisson ------------------------------------------------------ */

double awol_law_log_poisson(double y, double mean)
{
    return y > 0 ? y * log(mean) - mean - awol_log_factorial(y) : -mean;
}

double awol_law_log_gp(double y, double lambda, double theta)
{
    if (y == 0)
        return -lambda;
    double rate = lambda + theta * y;
    return log(lambda) + (y - 1) * log(rate) - rate - awol_log_factorial(y);
}

static void gp_gradient(double y, double lambda, double theta, double *ret_by_lambda,
                        double *ret_by_theta)
{
    if (y == 0) {
        *ret_by_lambda = -1;
        *ret_by_theta = 0;
        return;
    }
    double rate = lambda + theta * y;
    *ret_by_lambda = 1 / lambda + (y - 1) / rate - 1;
    *ret_by_theta = y * (y - 1) / rate - y;
}

/* ---- a law matched to mean and variance --------------------------------------------------- */

struct matched {
    enum awol_law law;
    double mean, variance;
    double phi;           /* nb */
    double lambda, theta; /* gp */
    double pool;          /* binomial */
    enum awol_law edge;   /* the law of which Poisson, with variance = mean, is the boundary */
};

static struct matched match(enum awol_law law, double mean, double variance)
{
    struct matched matched = {law, mean, variance, 0, 0, 0, 0, AWOL_LAW_POISSON};
    if (law == AWOL_LAW_BINOMIAL && variance < mean * (1 - 1e-9)) {
        matched.pool = rint(mean * mean / (mean - variance));
    } else if (variance <= mean * (1 + 1e-9)) {
        matched.law = AWOL_LAW_POISSON;
        if (variance >= mean * (1 - 1e-9))
            matched.edge = law;
    } else if (law == AWOL_LAW_GP) {
        matched.theta = 1 - sqrt(mean / variance);
        matched.lambda = mean * (1 - matched.theta);
    } else {
        matched.law = AWOL_LAW_NB;
        matched.phi = (variance - mean) / (mean * mean);
    }
    return matched;
}

static double log_mass(const struct matched *m, double y)
{
    switch (m->law) {
    case AWOL_LAW_NB:
        return awol_law_log_nb(y, m->mean, m->phi);
    case AWOL_LAW_GP:
        return awol_law_log_gp(y, m->lambda, m->theta);
    case AWOL_LAW_BINOMIAL:
        return awol_law_log_binomial(y, m->pool, m->mean / m->pool);
    case AWOL_LAW_POISSON:
        break;
    }
    return awol_law_log_poisson(y, m->mean);
}

/* ln P(y) and its derivatives by mean and variance. */
static double score_mass(const struct matched *m, double y, double *ret_by_mean,
                         double *ret_by_variance)
{
    double c = m->mean, v = m->variance, first, second;
    struct awol_nb_means nb;
    switch (m->law) {
    case AWOL_LAW_NB:
        awol_nb_score(y, c, m->phi, &nb);
        *ret_by_mean = nb.by_mean + nb.by_phi * (1 / (c * c) - 2 * v / (c * c * c));
        *ret_by_variance = nb.by_phi / (c * c);
        return nb.l;
    case AWOL_LAW_GP:
        gp_gradient(y, m->lambda, m->theta, &first, &second);
        *ret_by_mean = (1.5 * first * m->lambda - 0.5 * second * (1 - m->theta)) / c;
        *ret_by_variance = (-0.5 * first * m->lambda + 0.5 * second * (1 - m->theta)) / v;
        return awol_law_log_gp(y, m->lambda, m->theta);
    case AWOL_LAW_POISSON:
    case AWOL_LAW_BINOMIAL:
        break;
    }
    /* At the boundary the derivative into the wider law, so that a dispersion or a cascade of zero
     * has a slope. */
    double into = m->edge == AWOL_LAW_NB   ? ((y - c) * (y - c) - y) / (2 * c * c)
                  : m->edge == AWOL_LAW_GP ? (y * (y - 1) / c - y - (y - c)) / (2 * c)
                                           : 0;
    *ret_by_mean = y / c - 1 - into;
    *ret_by_variance = into;
    return log_mass(m, y);
}

void awol_law_score_exact(enum awol_law law, double mean, double variance, double y,
                          struct awol_scored *ret_scored)
{
    struct matched m = match(law, mean, variance);
    struct awol_scored scored = {.mean = y};
    scored.log_probability = score_mass(&m, y, &scored.by_mean, &scored.by_variance);
    *ret_scored = scored;
}

/* ---- sets --------------------------------------------------------------------------------- */

/* Sums over a set of counts and their derivatives, scaled by exp(-shift). */
struct moments {
    double p, p_c, p_v;    /* mass */
    double e, e_c, e_v;    /* mass times y */
    double ee, ee_c, ee_v; /* mass times y^2 */
};

/* Adds the mass of y times `weight`, scaled; returns it. */
static double add_mass(struct moments *sum, const struct matched *m, double y, double weight,
                       double shift)
{
    double by_c, by_v, mass = weight * exp(score_mass(m, y, &by_c, &by_v) - shift);
    sum->p += mass;
    sum->p_c += mass * by_c;
    sum->p_v += mass * by_v;
    sum->e += y * mass;
    sum->e_c += y * mass * by_c;
    sum->e_v += y * mass * by_v;
    sum->ee += y * y * mass;
    sum->ee_c += y * y * mass * by_c;
    sum->ee_v += y * y * mass * by_v;
    return mass;
}

static void conclude(const struct moments *s, double shift, struct awol_scored *ret_scored)
{
    struct awol_scored r;
    double mean = s->e / s->p, square = s->ee / s->p;
    r.log_probability = log(s->p) + shift;
    r.by_mean = s->p_c / s->p;
    r.by_variance = s->p_v / s->p;
    r.mean = mean;
    r.mean_by_mean = s->e_c / s->p - mean * r.by_mean;
    r.mean_by_variance = s->e_v / s->p - mean * r.by_variance;
    r.variance = fmax(square - mean * mean, 0);
    r.variance_by_mean = s->ee_c / s->p - square * r.by_mean - 2 * mean * r.mean_by_mean;
    r.variance_by_variance =
        s->ee_v / s->p - square * r.by_variance - 2 * mean * r.mean_by_variance;
    *ret_scored = r;
}

/* More terms than this: a scatter that no record has. */
#define MOST_TERMS 1000000

/* How many counts from y on, y among them, are added by a few nodes between them: as far as the
 * mass, as a function of the count, bends like a polynomial. */
static double block_at(const struct matched *m, double y, double high)
{
    enum { SMALL = 4096 };
    if (y < SMALL || m->law == AWOL_LAW_BINOMIAL)
        return 1;
    double slope = fabs(log_mass(m, y + 1) - log_mass(m, y));
    /* A law whose mean is small beside its scatter is a long tail on the scale of V/c. */
    double scale = fmax(sqrt(fmax(m->variance, m->mean)), m->variance / m->mean);
    double width = fmin(fmin(y, scale), fmin(6 / slope, high - y + 1));
    return width < AWOL_LAW_LEAST_BLOCK ? 1 : floor(width);
}

/* Adds the mass of `block` counts from y on, scaled; returns what it adds to the squares. */
static double add_block(struct moments *sum, const struct matched *m, double y, double block,
                        double shift)
{
    double nodes[AWOL_LAW_NODES] = {y}, weights[AWOL_LAW_NODES] = {1}, squares = 0;
    int n = 1;
    if (block > 1) {
        awol_law_sum_nodes(y, block, nodes, weights);
        n = AWOL_LAW_NODES;
    }
    for (int i = 0; i < n; i++) {
        double mass = add_mass(sum, m, nodes[i], weights[i], shift);
        squares += mass * nodes[i] * nodes[i];
    }
    return squares;
}

/* False if the sum does not end. */
static bool sum_directly(const struct matched *m, double low, double high, double shift,
                         struct moments *sum)
{
    size_t terms = 0;
    for (double y = low, block; y <= high; y += block) {
        block = block_at(m, y, high);
        double squares = add_block(sum, m, y, block, shift);
        if (y > m->mean && squares < 1e-17 * sum->ee)
            break;
        if (++terms > MOST_TERMS)
            return false;
    }
    return true;
}

/* P(Y >= low) for a low that is not above the mean: everything less what is below. */
static bool sum_by_complement(const struct matched *m, double low, struct moments *sum)
{
    struct moments below = {0};
    double c = m->mean, none = floor(c - 40 * sqrt(fmax(m->variance, c))); /* no mass below */
    if (low > 0 && !sum_directly(m, fmax(0, none), low - 1, 0, &below))
        return false;
    /* A law that fell back to Poisson has its mean for a variance, whatever was asked for. */
    bool fixed = m->law == AWOL_LAW_POISSON && m->edge == AWOL_LAW_POISSON;
    double v = m->law == AWOL_LAW_POISSON ? c : m->variance;
    *sum = (struct moments){.p = 1 - below.p,
                            .p_c = -below.p_c,
                            .p_v = -below.p_v,
                            .e = c - below.e,
                            .e_c = 1 - below.e_c,
                            .e_v = -below.e_v,
                            .ee = v + c * c - below.ee,
                            .ee_c = 2 * c + (fixed ? 1 : 0) - below.ee_c,
                            .ee_v = (fixed ? 0 : 1) - below.ee_v};
    return true;
}

enum awol_status awol_law_score_set(enum awol_law law, double mean, double variance, double low,
                                    double high, struct awol_scored *ret_scored,
                                    struct awol_error *opt_error)
{
    struct matched m = match(law, mean, variance);
    struct moments sum = {0};
    double shift = 0;
    bool ends = true;
    low = fmax(low, 0);
    if (isinf(high) && low <= mean) {
        ends = sum_by_complement(&m, low, &sum);
    } else {
        /* The modes lie at or below the mean, so this is near the largest mass of the set. */
        shift = log_mass(&m, fmin(fmax(floor(mean), low), high));
        ends = sum_directly(&m, low, high, shift, &sum);
    }
    if (!ends || !(sum.p > 0) || !isfinite(sum.ee) || !isfinite(shift))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "a bound of the record is too far from what the parameters expect");
    conclude(&sum, shift, ret_scored);
    return AWOL_OK;
}

/* Sum of the mass at 0 … y, from where there is any. */
static double sum_at_most(const struct matched *m, double y)
{
    double sd = sqrt(fmax(m->variance, m->mean)), sum = 0;
    for (double i = fmax(0, floor(m->mean - 40 * sd)); i <= y; i++) {
        double mass = exp(log_mass(m, i));
        sum += mass;
        if (i > m->mean && mass < 1e-18 * sum)
            break;
    }
    return fmin(sum, 1);
}

double awol_law_at_most(enum awol_law law, double mean, double variance, double y)
{
    struct matched m = match(law, mean, variance);
    gsl_sf_result r;
    if (!(y >= 0))
        return 0;
    if (isinf(y))
        return 1;
    /* Few terms are summed: no quotient of special functions is nearer. */
    if (y > 1000 && m.law == AWOL_LAW_POISSON &&
        gsl_sf_gamma_inc_Q_e(y + 1, mean, &r) == GSL_SUCCESS)
        return r.val;
    double k = m.law == AWOL_LAW_NB ? 1 / m.phi : 0;
    if (y > 1000 && k > 0 && gsl_sf_beta_inc_e(k, y + 1, k / (k + mean), &r) == GSL_SUCCESS)
        return r.val;
    return sum_at_most(&m, y);
}

/* P(Y = y + 1) from P(Y = y), where the law has a short way. */
static double next_mass(const struct matched *m, double y, double mass)
{
    if (m->law == AWOL_LAW_POISSON)
        return mass * m->mean / (y + 1);
    if (m->law == AWOL_LAW_NB)
        return mass * m->mean * (1 + y * m->phi) / ((y + 1) * (1 + m->phi * m->mean));
    return exp(log_mass(m, y + 1));
}

double awol_law_quantile(enum awol_law law, double mean, double variance, double p)
{
    struct matched m = match(law, mean, variance);
    double sd = sqrt(fmax(variance, mean));
    /* Below 12 standard deviations under the mean there is nothing that a quantile could see. */
    double first = fmax(0, floor(mean - 12 * sd)), y = first;
    double mass = exp(log_mass(&m, y)), sum = mass;
    while (sum < p && y < mean + 60 * sd + 60) {
        /* Large counts go by blocks that widen, each as many times the mass of its middle. */
        double block = fmax(1, floor((y - first) / 4096));
        mass = block == 1 ? next_mass(&m, y, mass) : exp(log_mass(&m, y + floor((block + 1) / 2)));
        sum += block * mass;
        y += block;
    }
    return y;
}
