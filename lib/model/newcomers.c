#include "model/newcomers.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "date/calendar.h"

static double midpoint(const struct awol_campaign_unit *unit, size_t t)
{
    return 0.5 * (double)(unit->edges[t] + unit->edges[t + 1]);
}

/* First day of the year in which the record begins: where sines have their zero. */
static double new_year(const struct awol_campaign *campaign)
{
    return (double)(campaign->first_day - awol_day_of_year(campaign->first_day) + 1);
}

static void set_slope(double *opt_d_log, size_t p, double slope)
{
    if (opt_d_log)
        opt_d_log[p] = slope;
}

/* Log of the rate apart from effects. */
static double log_rate(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                       double day, double *opt_d_log)
{
    const struct awol_layout *l = n->layout;
    size_t p = l->rate + (l->n_rates > 1 ? (size_t)(unit - n->campaign->units) : 0);
    double value = log(n->parameters[p]);
    set_slope(opt_d_log, p, 1 / n->parameters[p]);
    if (l->trend != SIZE_MAX) {
        double years = (day - (double)n->campaign->first_day) / 365.25;
        value += n->parameters[l->trend] * years;
        set_slope(opt_d_log, l->trend, years);
    }
    for (size_t h = 0; l->harmonic != SIZE_MAX && h < n->setup->harmonics; h++) {
        double phase = 2 * acos(-1.0) * (double)(h + 1) * (day - new_year(n->campaign)) /
                       n->setup->period_days;
        size_t wave = l->harmonic + 2 * h;
        value += n->parameters[wave] * sin(phase) + n->parameters[wave + 1] * cos(phase);
        set_slope(opt_d_log, wave, sin(phase));
        set_slope(opt_d_log, wave + 1, cos(phase));
    }
    return value;
}

void awol_newcomers_begin(struct awol_newcomers *n)
{
    for (size_t i = 0; i < n->campaign->n_effects && n->layout->effect != SIZE_MAX; i++) {
        size_t p = n->layout->effect + i;
        bool is_ratio = n->layout->parameters[p].scale == AWOL_SCALE_LOG;
        n->coefficients[i] = is_ratio ? log(n->parameters[p]) : n->parameters[p];
    }
}

double awol_newcomers_mean(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                           size_t t, double *opt_d_log, double *opt_without)
{
    const struct awol_layout *l = n->layout;
    double days = (double)(unit->edges[t + 1] - unit->edges[t]), M = 1;
    if (opt_d_log)
        memset(opt_d_log, 0, l->n * sizeof *opt_d_log);
    double rate = exp(log_rate(n, unit, midpoint(unit, t), opt_d_log));
    double scale = unit->at_risk[t] * days * rate;
    if (l->effect != SIZE_MAX) {
        M = awol_exposure_mean(unit->exposure, t, n->coefficients, false,
                               opt_d_log ? n->by_coefficient : NULL);
        for (size_t i = 0; opt_d_log && i < n->campaign->n_effects; i++) {
            size_t p = l->effect + i;
            bool is_ratio = l->parameters[p].scale == AWOL_SCALE_LOG;
            opt_d_log[p] = n->by_coefficient[i] / M / (is_ratio ? n->parameters[p] : 1);
        }
    }
    if (opt_without)
        *opt_without =
            l->effect == SIZE_MAX
                ? scale
                : scale * awol_exposure_mean(unit->exposure, t, n->coefficients, true, NULL);
    return scale * M;
}
