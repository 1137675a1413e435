#include "explain/pool.h"

#include <math.h>

/* State: men left who are willing and who are not, what past departures still prompt, and the
 * three counts. */
enum { WILLING, OTHERS, PENDING, THEMSELVES, OFFER, COMRADES, N_STATE };

static void speed(const struct awol_pool *pool, const double *state, double *ret_speed)
{
    double left = state[WILLING] + state[OTHERS];
    double prompted = pool->eta * state[PENDING] / (pool->tau_days * pool->men);
    double by_offer = pool->leave * state[WILLING];
    ret_speed[THEMSELVES] = pool->rate * left;
    ret_speed[OFFER] = by_offer;
    ret_speed[COMRADES] = prompted * left;
    ret_speed[WILLING] = -by_offer - (pool->rate + prompted) * state[WILLING];
    ret_speed[OTHERS] = -(pool->rate + prompted) * state[OTHERS];
    ret_speed[PENDING] =
        ret_speed[THEMSELVES] + by_offer + ret_speed[COMRADES] - state[PENDING] / pool->tau_days;
}

static void step(const struct awol_pool *pool, double days, double *state)
{
    static const double at[4] = {0, 0.5, 0.5, 1}, weight[4] = {1, 2, 2, 1};
    double k[N_STATE] = {0}, sum[N_STATE] = {0}, between[N_STATE];
    for (int stage = 0; stage < 4; stage++) {
        for (int i = 0; i < N_STATE; i++)
            between[i] = state[i] + at[stage] * days * k[i];
        speed(pool, between, k);
        for (int i = 0; i < N_STATE; i++)
            sum[i] += weight[stage] * k[i];
    }
    for (int i = 0; i < N_STATE; i++)
        state[i] += days / 6 * sum[i];
}

enum awol_status awol_pool_run(const struct awol_pool *pool, double days,
                               struct awol_pool_course *ret_course, struct awol_error *opt_error)
{
    double fastest = (1 + pool->eta) / pool->tau_days + pool->rate + pool->leave;
    double steps = fmax(100, ceil(10 * days * fastest));
    double state[N_STATE] = {[WILLING] = pool->willing, [OTHERS] = pool->men - pool->willing};
    if (!(steps <= 1e5))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "the course of %g days is too fast to be followed with a delay of %g "
                              "days: a longer --tau, or fewer days",
                              days, pool->tau_days);
    for (double i = 0; i < steps; i++)
        step(pool, days / steps, state);
    *ret_course = (struct awol_pool_course){state[THEMSELVES], state[OFFER], state[COMRADES]};
    return AWOL_OK;
}
