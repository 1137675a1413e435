#include "explain/tipping.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* Men moved beyond those gone. */
static double moved(const struct awol_thresholds *t, double shift, double r)
{
    return awol_threshold_share(t, r + shift) - r;
}

/* The zero between a and b, at which the signs differ. */
static double find_zero(const struct awol_thresholds *t, double shift, double a, double b)
{
    bool up = moved(t, shift, b) > 0;
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (a + b);
        if (middle <= a || middle >= b)
            break;
        if ((moved(t, shift, middle) > 0) == up)
            b = middle;
        else
            a = middle;
    }
    return 0.5 * (a + b);
}

/* The two thresholds at which F' = 1; false where F is nowhere so steep. */
static bool find_unit_slopes(const struct awol_thresholds *t, double *ret_low, double *ret_high)
{
    double peak = (1 - t->never) / (t->sd * sqrt(2 * acos(-1.0)));
    if (!(peak > 1))
        return false;
    double away = t->sd * sqrt(2 * log(peak));
    *ret_low = t->mean - away;
    *ret_high = t->mean + away;
    return true;
}

static void add(const struct awol_thresholds *t, double shift, double share,
                struct awol_equilibrium *equilibria, size_t *n)
{
    double slope = awol_threshold_slope(t, share + shift);
    equilibria[(*n)++] = (struct awol_equilibrium){share, slope, slope < 1};
}

size_t awol_equilibria_find(const struct awol_thresholds *t, double shift,
                            struct awol_equilibrium *ret_equilibria)
{
    double bounds[4] = {0}, turns[2];
    size_t n_bounds = 1, n = 0;
    for (size_t i = 0; i < 2 && find_unit_slopes(t, &turns[0], &turns[1]); i++)
        if (turns[i] - shift > 0 && turns[i] - shift < 1)
            bounds[n_bounds++] = turns[i] - shift;
    bounds[n_bounds++] = 1;
    if (!(moved(t, shift, 0) > 0)) /* so few would go by themselves that no number can say it */
        add(t, shift, 0, ret_equilibria, &n);
    for (size_t i = 1; i < n_bounds && n < AWOL_MOST_EQUILIBRIA; i++) {
        double before = moved(t, shift, bounds[i - 1]), here = moved(t, shift, bounds[i]);
        if ((before > 0) != (here > 0))
            add(t, shift, find_zero(t, shift, bounds[i - 1], bounds[i]), ret_equilibria, &n);
    }
    if (moved(t, shift, 1) > 0 && n < AWOL_MOST_EQUILIBRIA)
        add(t, shift, 1, ret_equilibria, &n);
    return n;
}

double awol_equilibrium_from(const struct awol_thresholds *t, double shift, double gone)
{
    struct awol_equilibrium equilibria[AWOL_MOST_EQUILIBRIA];
    size_t n = awol_equilibria_find(t, shift, equilibria);
    if (!(moved(t, shift, gone) > 0))
        return gone;
    for (size_t i = 0; i < n; i++)
        if (equilibria[i].share >= gone && equilibria[i].stable)
            return equilibria[i].share;
    return 1;
}

double awol_tipping_point(const struct awol_thresholds *t, double gone)
{
    struct awol_equilibrium equilibria[AWOL_MOST_EQUILIBRIA];
    size_t n = awol_equilibria_find(t, 0, equilibria);
    double rest = awol_equilibrium_from(t, 0, gone);
    for (size_t i = 0; i < n; i++)
        if (!equilibria[i].stable && equilibria[i].share > rest)
            return equilibria[i].share;
    return (double)NAN;
}

double awol_tipping_shift(const struct awol_thresholds *t, double gone)
{
    double low, high, rest = awol_equilibrium_from(t, 0, gone);
    if (isnan(awol_tipping_point(t, gone)) || !find_unit_slopes(t, &low, &high))
        return (double)NAN;
    double share = awol_threshold_share(t, low);
    if (share >= rest)
        return low - share;
    /* the narrowest place lies behind: the unit is held where it is */
    return t->mean + t->sd * gsl_cdf_ugaussian_Pinv(rest / (1 - t->never)) - rest;
}

double awol_critical_spread(double mean, double never, double *opt_share)
{
    /* F(r) = r and F' = 1 at z standard deviations: mean = (1 - never) (Phi(z) - z phi(z)), which
     * rises with z. */
    double low = -38, high = 0;
    if (!(mean > 0 && mean < 0.5 * (1 - never)))
        return (double)NAN;
    for (int i = 0; i < 200 && high - low > 1e-16; i++) {
        double z = 0.5 * (low + high);
        if ((1 - never) * (gsl_cdf_ugaussian_P(z) - z * gsl_ran_ugaussian_pdf(z)) < mean)
            low = z;
        else
            high = z;
    }
    double z = 0.5 * (low + high);
    if (opt_share)
        *opt_share = (1 - never) * gsl_cdf_ugaussian_P(z);
    return (1 - never) * gsl_ran_ugaussian_pdf(z);
}

size_t awol_thresholds_settle(const size_t *how_many, size_t n, size_t gone)
{
    size_t moved_men = 0;
    for (size_t j = 0; j <= gone && j <= n; j++)
        moved_men += how_many[j];
    while (gone < n && moved_men > gone) {
        size_t next = moved_men;
        for (size_t j = gone + 1; j <= next && j <= n; j++)
            moved_men += how_many[j];
        gone = next;
    }
    return gone;
}
