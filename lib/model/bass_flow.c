#include "model/bass_flow.h"

#include <math.h>

/* The share as numerator over denominator, p (1 - e) over p + q e with e = exp(-(p+q) time). */
struct quotient {
    double e, n, d;
};

static struct quotient quotient_of(double p, double q, double time)
{
    double x = -(p + q) * time, e = exp(x);
    /* 1 - e cancels near the beginning; later expm1() would only be a second exponential. */
    return (struct quotient){e, p * (x > -0.5 ? -expm1(x) : 1 - e), p + q * e};
}

double awol_bass_share(double p, double q, double time)
{
    struct quotient at = quotient_of(p, q, time);
    return at.n / at.d;
}

double awol_bass_derive(double p, double q, double time, double ret_slope[2], double opt_bend[2][2])
{
    struct quotient at = quotient_of(p, q, time);
    double te = time * at.e, tte = time * te, share = at.n / at.d;
    const double n[2] = {(p > 0 ? at.n / p : 1 - at.e) + p * te, p * te};
    const double d[2] = {1 - q * te, at.e - q * te};
    for (int i = 0; i < 2; i++)
        ret_slope[i] = (n[i] - share * d[i]) / at.d;
    const double nn[3] = {2 * te - p * tte, te - p * tte, -p * tte};
    const double dd[3] = {q * tte, q * tte - te, q * tte - 2 * te};
    for (int i = 0; opt_bend && i < 2; i++)
        for (int j = 0; j < 2; j++)
            opt_bend[i][j] =
                (nn[i + j] - share * dd[i + j] - ret_slope[i] * d[j] - ret_slope[j] * d[i]) / at.d;
    return share;
}

/* Of the variance: the flow l(w) = (1 - w)(p + q w) carries what happens at share w to the end in
 * the proportion l(end) / l(w), so that the variance is m l(end)^2 times the integral of l^-2 dF =
 * l^-1 over the step, which has this antiderivative. */
static double spread(double p, double q, double w)
{
    double s = p + q;
    return (1 / (1 - w) - q / (p + q * w) + 2 * q / s * log((p + q * w) / (1 - w))) / (s * s);
}

void awol_bass_step(double m, double gone, double p, double q, double time,
                    struct awol_bass_step *ret_step)
{
    double before = gone / m, n = m - gone;
    double u = (1 - before) / (p + q * before) * exp(-(p + q) * time);
    double after = (1 - p * u) / (1 + q * u);
    double chance = fmin(fmax((after - before) / (1 - before), 0), 1);
    double binomial = n * chance * (1 - chance);
    double flow = (1 - after) * (p + q * after);
    double variance = m * flow * flow * (spread(p, q, after) - spread(p, q, before));
    *ret_step = (struct awol_bass_step){n * chance, binomial, 0};
    if (!(variance > binomial) || !(n > 1) || !(binomial > 0))
        return;
    double correlation = fmin((variance / binomial - 1) / (n - 1), 1 - 1e-9);
    if (correlation < 1e-9)
        return;
    ret_step->correlation = correlation;
    ret_step->variance = binomial * (1 + (n - 1) * correlation);
}
