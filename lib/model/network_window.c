/* What a network could do, from the law of its ties alone. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "model/network.h"

double awol_network_enough(const struct awol_thresholds *t, double k)
{
    if (t->sd > 0)
        return awol_threshold_share(t, 1 / k);
    return t->mean <= 1 / k + 1e-9 / k ? 1 - t->never : 0;
}

/* law[k]: share of the men with k ties, k < n. */
static void find_vulnerable(const double *law, size_t n, const struct awol_thresholds *t,
                            struct awol_vulnerable *ret)
{
    struct awol_vulnerable v = {0};
    double mean = 0, dead = 0; /* that a tie does not lead into the giant cluster */
    for (size_t k = 1; k < n; k++) {
        double rho = awol_network_enough(t, (double)k);
        v.men += law[k] * rho;
        v.branching += law[k] * rho * (double)k * (double)(k - 1);
        mean += law[k] * (double)k;
    }
    v.branching = mean > 0 ? v.branching / mean : 0;
    for (int i = 0; i < 100000 && v.branching > 1; i++) {
        double next = 0, power = 1; /* dead^(k-1) */
        for (size_t k = 1; k < n; k++, power *= dead) {
            double rho = awol_network_enough(t, (double)k);
            next += (double)k * law[k] / mean * (1 - rho + rho * power);
        }
        double step = fabs(next - dead);
        dead = next;
        if (step < 1e-13)
            break;
    }
    if (v.branching > 1) {
        double power = 1;
        v.chance = 1;
        for (size_t k = 0; k < n; k++, power *= dead)
            v.chance -= law[k] * power;
    }
    *ret = v;
}

enum { MOST_TIES = 4096 };

void awol_network_poisson(double mean_ties, const struct awol_thresholds *thresholds,
                          struct awol_vulnerable *ret)
{
    double law[MOST_TIES] = {0};
    size_t n = (size_t)fmin(mean_ties + 40 * sqrt(mean_ties) + 60, MOST_TIES);
    for (size_t k = 0; k < n; k++)
        law[k] = gsl_ran_poisson_pdf((unsigned)k, mean_ties);
    find_vulnerable(law, n, thresholds, ret);
}

enum awol_status awol_network_vulnerable(const struct awol_network *network,
                                         const struct awol_thresholds *thresholds,
                                         struct awol_vulnerable *ret, struct awol_error *opt_error)
{
    uint32_t most = 0;
    for (size_t i = 0; i < network->n; i++) {
        uint32_t ties = network->starts[i + 1] - network->starts[i];
        most = ties > most ? ties : most;
    }
    double *law = calloc((size_t)most + 2, sizeof *law);
    if (!law)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < network->n; i++)
        law[network->starts[i + 1] - network->starts[i]] += 1 / (double)network->n;
    find_vulnerable(law, (size_t)most + 1, thresholds, ret);
    free(law);
    return AWOL_OK;
}

/* ---- the window --------------------------------------------------------------------------------
 */

/* sum over k <= most of k (k-1) p_k / z = z P(K <= most - 2), less 1. */
static double excess(double z, unsigned most)
{
    return z * gsl_cdf_poisson_P(most - 2, z) - 1;
}

static double cross(double a, double b, unsigned most)
{
    bool rising = excess(a, most) < 0;
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (a + b);
        if ((excess(middle, most) < 0) == rising)
            a = middle;
        else
            b = middle;
    }
    return 0.5 * (a + b);
}

bool awol_network_window(double threshold, double *ret_low, double *ret_high)
{
    unsigned most = (unsigned)fmin(floor(1 / threshold + 1e-9), 1e6);
    double best = 0, at = 0, end = 4.0 * most + 20;
    if (most < 2)
        return false;
    for (int i = 1; i <= 4000; i++) {
        double z = end * i / 4000;
        if (excess(z, most) > best) {
            best = excess(z, most);
            at = z;
        }
    }
    if (!(best > 0))
        return false;
    *ret_low = cross(1e-9, at, most);
    *ret_high = cross(at, end, most);
    return true;
}
