#include "record/rate.h"

#include <math.h>

#include "base/garwood.h"

void awol_rate(const struct awol_count *count, double men_at_risk, double days, double per,
               double level, double ret_rate[static 3])
{
    double exposure = men_at_risk * days / AWOL_DAYS_PER_MONTH / per;
    double low;
    double high;

    ret_rate[0] = ret_rate[1] = ret_rate[2] = (double)NAN;
    if (!(exposure > 0.0))
        return;
    awol_count_bounds(count, &low, &high);
    if (count->kind != AWOL_KIND_AT_LEAST && count->kind != AWOL_KIND_AT_MOST)
        ret_rate[0] = count->count / exposure;
    ret_rate[1] = awol_garwood_low(low, level) / exposure;
    if (isfinite(high))
        ret_rate[2] = awol_garwood_high(high, level) / exposure;
}
