#include "model/bass_flow.h"

#include <math.h>
#include <stdbool.h>

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

/* ---- a step -------------------------------------------------------------------------------- */

/* A value with its derivatives by p, q and the share that is left. */
enum { BY_P, BY_Q, BY_LEFT, SLOPES };

struct dual {
    double v, d[SLOPES];
};

static struct dual sum(struct dual a, struct dual b)
{
    struct dual c = {.v = a.v + b.v};
    for (int i = 0; i < SLOPES; i++)
        c.d[i] = a.d[i] + b.d[i];
    return c;
}

static struct dual times(struct dual a, struct dual b)
{
    struct dual c = {.v = a.v * b.v};
    for (int i = 0; i < SLOPES; i++)
        c.d[i] = a.d[i] * b.v + a.v * b.d[i];
    return c;
}

static struct dual over(struct dual a, struct dual b)
{
    struct dual c = {.v = a.v / b.v};
    double part = 1 / b.v;
    for (int i = 0; i < SLOPES; i++)
        c.d[i] = (a.d[i] - c.v * b.d[i]) * part;
    return c;
}

static struct dual scaled(double factor, struct dual a)
{
    for (int i = 0; i < SLOPES; i++)
        a.d[i] *= factor;
    a.v *= factor;
    return a;
}

/* How much the variance of a step exceeds that of men who go each by himself, as a ratio. The flow
 * l(w) = (1 - w)(p + q w) carries what happens at share w to the end in the proportion l(end) /
 * l(w), so that the variance is m l(end)^2 times the integral of l^-2 dF = l^-1 over the step. Its
 * antiderivative is (1/(1-w) - q/(p+qw) + 2 q/s ln((p+qw)/(1-w)))/s^2 with s = p + q; over a step
 * the logarithm grows by s time. */
static struct dual excess_of(struct dual q, struct dual both, struct dual left, struct dual chance,
                             double time)
{
    struct dual stay = scaled(-1, chance);
    stay.v += 1;
    struct dual left_after = times(left, stay);
    struct dual before = sum(both, scaled(-1, times(q, left)));
    struct dual after = sum(both, scaled(-1, times(q, left_after)));
    struct dual square = times(after, after);
    struct dual drawn = over(times(times(times(q, q), times(left, left_after)), after), before);
    struct dual within = over(times(scaled(2 * time, q), times(square, left_after)), chance);
    return over(sum(square, sum(drawn, within)), times(both, both));
}

void awol_bass_step(double m, double gone, double p, double q, double time,
                    struct awol_bass_step *ret_step)
{
    double n = m - gone, by_m = gone / (m * m); /* of the share that is left */
    struct dual left = {n / m, {0, 0, 1}}, dq = {q, {0, 1, 0}}, both = {p + q, {1, 1, 0}};
    struct dual hazard = sum(both, scaled(-1, times(dq, left)));
    double e = exp(-both.v * time), slope = -time * e;
    struct dual fall = {e, {slope, slope, 0}};
    struct dual end = {-expm1(-both.v * time), {-slope, -slope, 0}};
    struct dual drawn = times(over(times(dq, left), hazard), fall);
    drawn.v += 1;
    struct dual chance = over(end, drawn);
    struct awol_bass_step step = {.mean = n * chance.v,
                                  .variance = n * chance.v * (1 - chance.v),
                                  .mean_by = {n * chance.d[BY_P], n * chance.d[BY_Q],
                                              chance.v + n * chance.d[BY_LEFT] * by_m}};
    struct dual excess = excess_of(dq, both, left, chance, time);
    double correlation = (excess.v - 1) / (n - 1), most = 1 - 1e-9;
    if (n > 1 && correlation > 0 && step.variance > 0) {
        bool inside = correlation < most;
        step.correlation = fmin(correlation, most);
        step.variance *= 1 + (n - 1) * step.correlation;
        for (int i = 0; inside && i < 2; i++)
            step.correlation_by[i] = excess.d[i] / (n - 1);
        if (inside)
            step.correlation_by[2] = (excess.d[BY_LEFT] * by_m - correlation) / (n - 1);
    }
    *ret_step = step;
}
