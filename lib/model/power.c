#include "model/power.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "model/markov.h"
#include "model/step.h"

enum { PARTS = AWOL_POWER_PARTS };

void awol_power_parts(double median_days, double tail, double weights[static AWOL_POWER_PARTS],
                      double rates[static AWOL_POWER_PARTS])
{
    static const double cuts[PARTS + 1] = {0, 0.04, 0.2, 0.5, 0.8, 1};
    double c = median_days / expm1(log(2) / tail), below = 0;
    for (int k = 0; k < PARTS; k++) {
        double upto = k + 1 < PARTS
                          ? gsl_cdf_gamma_P(gsl_cdf_gamma_Pinv(cuts[k + 1], tail, 1), tail + 1, 1)
                          : 1;
        weights[k] = cuts[k + 1] - cuts[k];
        rates[k] = tail * (upto - below) / weights[k] / c;
        below = upto;
    }
}

/* ---- one bin -------------------------------------------------------------------------------- */

/* The map of one bin. With dx_k/ds = -b_k x_k + w_k (newcomers + eta sum b x), and x scaled by
 * sqrt(b/w), the matrix is -diag(b) + eta v v', v = sqrt(w b): symmetric, and its eigenvalues are
 * the roots of eta sum v_k^2 / (lambda + b_k) = 1, one above each -b_k (Golub 1973, SIAM Review
 * 15:318).
 */
struct map {
    double vectors[PARTS][PARTS]; /* [eigenvalue][part], scaled so that they act on x itself */
    double back[PARTS][PARTS];    /* [part][eigenvalue] */
    double g[PARTS];              /* what newcomers, and what is prompted, weigh in each */
    double E[PARTS], phi1[PARTS], phi2[PARTS];
};

/* What the model keeps between bins: the parts, by rising rate, and the map of the last bin. */
struct power {
    double weights[PARTS], rates[PARTS];
    size_t median, tail;
    double days, eta; /* of the map; days 0: none */
    struct map map;
    double roots[PARTS]; /* of the bin before: this one's lie near; NaN in a first bin */
};

/* The root above -rates[k]: Newton's method on the reciprocal of the sum, kept inside its bounds.
 */
static double find_root(const struct power *p, double eta, int k)
{
    double low = -p->rates[k], high = k > 0 ? -p->rates[k - 1] : low + 1e-300, total = 0;
    for (int j = 0; j < PARTS; j++)
        total += eta * p->weights[j] * p->rates[j];
    if (k == 0)
        high = low + total;
    bool near = p->roots[k] > low && p->roots[k] < high;
    double x = near ? p->roots[k] : 0.5 * (low + high);
    for (int i = 0; i < 100; i++) {
        double f = -1, slope = 0;
        for (int j = 0; j < PARTS; j++) {
            double term = eta * p->weights[j] * p->rates[j] / (x + p->rates[j]);
            f += term;
            slope -= term / (x + p->rates[j]);
        }
        if (f > 0)
            low = x;
        else
            high = x;
        double next = x - f / slope;
        next = next > low && next < high ? next : 0.5 * (low + high);
        double moved = fabs(next - x);
        x = next;
        if (moved <= 1e-15 * p->rates[PARTS - 1])
            break;
    }
    return x;
}

static void set_map(struct power *p, double days, double eta)
{
    struct map *m = &p->map;
    for (int l = 0; l < PARTS; l++) {
        double root = eta > 0 ? find_root(p, eta, l) : -p->rates[l], norm = 0, vector[PARTS];
        p->roots[l] = root;
        for (int k = 0; k < PARTS; k++) {
            double v = sqrt(p->weights[k] * p->rates[k]), gap = root + p->rates[k];
            vector[k] = eta > 0 ? (gap == 0 ? 1e300 : v / gap) : k == l;
            norm = fmax(norm, fabs(vector[k]));
        }
        double length = 0;
        for (int k = 0; k < PARTS; k++)
            length += (vector[k] / norm) * (vector[k] / norm);
        m->g[l] = 0;
        for (int k = 0; k < PARTS; k++) {
            double u = vector[k] / norm / sqrt(length), scale = sqrt(p->weights[k] / p->rates[k]);
            m->g[l] += u * sqrt(p->weights[k] * p->rates[k]);
            m->vectors[l][k] = u / scale;
            m->back[k][l] = scale * u;
        }
        m->E[l] = exp(root * days);
        m->phi1[l] = awol_phi1(-root * days);
        m->phi2[l] = awol_phi2(-root * days);
    }
    p->days = days;
    p->eta = eta;
}

/* Newcomers a and state x over bin t: the mean count, and the mean state at the end. */
static double carry(struct awol_markov *markov, size_t t, const double *x, double a,
                    double *opt_end)
{
    struct power *p = markov->own;
    double days = awol_markov_days(markov, t), sum = 0, end[PARTS];
    double eta = markov->parameters[markov->layout->eta] * markov->group->ratio[t];
    if (p->days != days || p->eta != eta)
        set_map(p, days, eta);
    const struct map *m = &p->map;
    for (int l = 0; l < PARTS; l++) {
        double c = 0;
        for (int k = 0; k < PARTS; k++)
            c += m->vectors[l][k] * fmax(x[k], 0);
        sum += m->g[l] * days * (m->phi1[l] * c + a * m->phi2[l] * m->g[l]);
        end[l] = m->E[l] * c + a * m->phi1[l] * m->g[l];
    }
    for (int k = 0; opt_end && k < PARTS; k++) {
        opt_end[k] = 0;
        for (int l = 0; l < PARTS; l++)
            opt_end[k] += m->back[k][l] * end[l];
    }
    return a + eta * sum;
}

static void expect(struct awol_markov *markov, size_t t, const double *x,
                   struct awol_markov_count *ret)
{
    double without;
    double a = awol_newcomers_mean(&markov->newcomers, markov->group, t, NULL, &without);
    double mean = carry(markov, t, x, a, NULL);
    *ret = (struct awol_markov_count){
        .mean = mean, .variance = NAN, .by_offer = a - without, .by_comrades = mean - a};
}

/* As in the cascade: what the bin is expected to leave is divided among its departures. */
static void advance(struct awol_markov *markov, size_t t, const double *x, const double *y,
                    double *ret)
{
    const struct power *p = markov->own;
    double end[PARTS], days = awol_markov_days(markov, t);
    double a = awol_newcomers_mean(&markov->newcomers, markov->group, t, NULL, NULL);
    double mean = carry(markov, t, x, a, end);
    for (int k = 0; k < PARTS; k++) {
        double kept = exp(-p->rates[k] * days) * fmax(x[k], 0);
        ret[k] = kept + (mean > 0 ? (end[k] - kept) / mean * *y : 0);
    }
}

static enum awol_status begin(struct awol_markov *markov, struct awol_error *opt_error)
{
    struct power *p = markov->own;
    awol_power_parts(markov->parameters[p->median], markov->parameters[p->tail], p->weights,
                     p->rates);
    p->days = 0;
    for (int k = 0; k < PARTS; k++)
        p->roots[k] = NAN;
    double eta = markov->parameters[markov->layout->eta];
    if (markov->setup->steady && !(eta < 1))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "--initial steady needs eta below 1, and it is %g", eta);
    return AWOL_OK;
}

/* Nothing, or what a steady background would have left: x_k = w_k / b_k times the intensity. */
static void start(struct awol_markov *markov, double *ret)
{
    struct power *p = markov->own;
    if (!markov->setup->steady)
        return;
    double a = awol_newcomers_mean(&markov->newcomers, markov->group, 0, NULL, NULL);
    double eta = markov->parameters[markov->layout->eta] * markov->group->ratio[0];
    double intensity = a / awol_markov_days(markov, 0) / (1 - fmin(eta, 0.999));
    for (int k = 0; k < PARTS; k++)
        ret[k] = p->weights[k] / p->rates[k] * intensity;
}

/* Two median delays, each with a long and a short tail. */
static bool starts(struct awol_markov *markov, size_t k, double *values)
{
    const struct power *p = markov->own;
    if (k >= 4)
        return false;
    values[p->median] = awol_campaign_bin_days(markov->campaign) * (k / 2 ? 3 : 0.5);
    values[p->tail] = k % 2 ? 3 : 0.8;
    values[markov->layout->eta] = 0.4;
    return true;
}

static const struct awol_markov_type power_type = {
    .name = "power",
    .n_state = PARTS,
    .begin = begin,
    .start = start,
    .expect = expect,
    .advance = advance,
    .starts = starts,
    .free = free,
};

/* ---- making it ------------------------------------------------------------------------------ */

static enum awol_status check_setup(const struct awol_setup *setup, struct awol_error *opt_error)
{
    const char *wrong = setup->share_between ? "--share-between"
                        : setup->background  ? "--background"
                        : setup->law == AWOL_LAW_GP || setup->law == AWOL_LAW_BINOMIAL
                            ? "counts gp or binomial"
                            : NULL;
    if (wrong)
        return awol_error_set(opt_error, AWOL_UNFIT, "the kernel “power” goes without %s", wrong);
    return AWOL_OK;
}

static void add_delays(struct awol_layout *layout, const struct awol_campaign *campaign,
                       struct power *p)
{
    double bin = awol_campaign_bin_days(campaign), all = awol_campaign_days(campaign);
    const struct awol_parameter median = {
        .name = "median_days",
        .scale = AWOL_SCALE_LOG,
        .low = bin / 50,
        .high = 2 * fmax(all, bin),
        .start = bin,
        .measure = "days",
        .meaning = "half of those that a departure prompts follow within so many days"};
    /* A record of counts says next to nothing of how a power law ends. */
    const struct awol_parameter tail = {
        .name = "tail",
        .scale = AWOL_SCALE_LOG,
        .low = 0.3,
        .high = 20,
        .start = 1,
        .held = true,
        .measure = "exponent",
        .meaning = "how fast what lingers dies away: P(delay > t) falls as t to this power"};
    p->median = layout->n;
    awol_layout_add_own(layout, &median)->moot_without = layout->eta;
    p->tail = layout->n;
    awol_layout_add_own(layout, &tail)->moot_without = layout->eta;
}

enum awol_status awol_power_open(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, struct awol_layout *ret_layout,
                                 struct awol_likelihood *ret_likelihood,
                                 struct awol_error *opt_error)
{
    enum awol_status status = check_setup(setup, opt_error);
    if (status != AWOL_OK)
        return status;
    struct power *p = calloc(1, sizeof *p);
    if (!p)
        return awol_error_memory(opt_error);
    status = awol_layout_begin(ret_layout, awol_layout_rate_room(setup, campaign) + 4, opt_error);
    if (status != AWOL_OK) {
        free(p);
        return status;
    }
    awol_layout_add_rate(ret_layout, setup, campaign);
    awol_layout_add(ret_layout, AWOL_ROLE_ETA, 0);
    add_delays(ret_layout, campaign, p);
    if (setup->law == AWOL_LAW_NB && setup->dispersion)
        awol_layout_add(ret_layout, AWOL_ROLE_DISPERSION, 0);
    awol_layout_finish(ret_layout, campaign);
    status =
        awol_markov_open(&power_type, p, campaign, setup, ret_layout, ret_likelihood, opt_error);
    if (status != AWOL_OK)
        awol_layout_release(ret_layout);
    return status;
}
