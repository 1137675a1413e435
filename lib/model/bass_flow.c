#include "model/bass_flow.h"

#include <math.h>

double awol_bass_share(double p, double q, double time)
{
    double e = exp(-(p + q) * time);
    return -expm1(-(p + q) * time) / (1 + q / p * e);
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
