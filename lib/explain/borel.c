#include "explain/borel.h"

#include <math.h>

#include "base/number.h"
#include "model/step.h"

double awol_borel_log(double first, double eta, double size)
{
    double followers = size - first;
    if (followers < 0)
        return -(double)INFINITY;
    if (eta <= 0)
        return followers > 0 ? -(double)INFINITY : 0;
    double mean = eta * size;
    return log(first / size) - mean + followers * log(mean) - lgamma(followers + 1);
}

/* The small end of the law is added up term by term: 1 less the rest would keep no digit of it. */
static double sum_tail(double first, double eta, double size)
{
    struct awol_sum sum = {0};
    for (double n = size; n < size + 1e7; n++) {
        double term = exp(awol_borel_log(first, eta, n));
        awol_sum_add(&sum, term);
        /* the terms fall at least as fast as a power of eta e^(1 - eta) */
        if (term <= 1e-17 * awol_sum_value(&sum) * (1 - eta * exp(1 - eta)))
            break;
    }
    return awol_sum_value(&sum);
}

double awol_borel_at_least(double first, double eta, double followers)
{
    struct awol_sum below = {0};
    /* the tail falls by this factor's exponential: where it ends sooner, it is added instead */
    double fall = eta > 0 && eta < 1 ? eta - 1 - log(eta) : 0;
    if (fall > 0 && fall * followers > 40)
        return sum_tail(first, eta, first + followers);
    for (double n = first; n < first + followers; n++)
        awol_sum_add(&below, exp(awol_borel_log(first, eta, n)));
    double rest = 1 - awol_sum_value(&below);
    if (rest > 1e-5 || eta <= 0)
        return fmax(rest, 0);
    return sum_tail(first, eta, first + followers);
}

double awol_followers_within(double eta, double tau_days, double days)
{
    if (isinf(days))
        return eta < 1 ? eta / (1 - eta) : (double)INFINITY;
    double T = days / tau_days;
    return eta * T * awol_phi1((1 - eta) * T);
}

double awol_followers_variance(double eta, double tau_days, double days)
{
    struct awol_step_variance variance;
    if (isinf(days))
        return eta < 1 ? eta / pow(1 - eta, 3) : (double)INFINITY;
    if ((eta - 1) * days / tau_days > 300)
        return (double)INFINITY;
    awol_step_variance_init(days, eta, 1 / tau_days, &variance);
    return variance.from_x.value;
}

double awol_urgency_needed(double eta, double tau_days, double days, double standing_days)
{
    double wanted = awol_followers_within(eta, tau_days, standing_days), low = eta, high = eta;
    if (!(eta > 0) || days >= standing_days)
        return 1;
    while (awol_followers_within(high, tau_days, days) < wanted)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
        double middle = 0.5 * (low + high);
        if (awol_followers_within(middle, tau_days, days) < wanted)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high) / eta;
}
