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

size_t awol_newcomers_n_columns(const struct awol_newcomers *n)
{
    const struct awol_layout *l = n->layout;
    return (l->trend != SIZE_MAX) + (l->harmonic != SIZE_MAX ? 2 * (size_t)n->setup->harmonics : 0);
}

static double years_in(const struct awol_newcomers *n, double day)
{
    return (day - (double)n->campaign->first_day) / 365.25;
}

/* Of harmonic h, from 0. */
static double phase_of(const struct awol_newcomers *n, size_t h, double day)
{
    return 2 * acos(-1.0) * (double)(h + 1) * (day - new_year(n->campaign)) / n->setup->period_days;
}

void awol_newcomers_columns(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                            size_t t, double *ret_columns)
{
    const struct awol_layout *l = n->layout;
    double day = midpoint(unit, t);
    if (l->trend != SIZE_MAX)
        *ret_columns++ = years_in(n, day);
    for (size_t h = 0; l->harmonic != SIZE_MAX && h < n->setup->harmonics; h++) {
        double phase = phase_of(n, h, day);
        *ret_columns++ = sin(phase);
        *ret_columns++ = cos(phase);
    }
}

static void set_slope(double *opt_d_log, size_t p, double slope)
{
    if (opt_d_log)
        opt_d_log[p] = slope;
}

/* Log of the rate apart from effects. */
static double log_rate(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                       double day, const double *opt_columns, double *opt_d_log)
{
    const struct awol_layout *l = n->layout;
    size_t p = l->rate + (l->n_rates > 1 ? (size_t)(unit - n->campaign->units) : 0), column = 0;
    double value = log(n->parameters[p]);
    set_slope(opt_d_log, p, 1 / n->parameters[p]);
    if (l->trend != SIZE_MAX) {
        double years = opt_columns ? opt_columns[column++] : years_in(n, day);
        value += n->parameters[l->trend] * years;
        set_slope(opt_d_log, l->trend, years);
    }
    for (size_t h = 0; l->harmonic != SIZE_MAX && h < n->setup->harmonics; h++, column += 2) {
        double phase = opt_columns ? 0 : phase_of(n, h, day);
        double sine = opt_columns ? opt_columns[column] : sin(phase);
        double cosine = opt_columns ? opt_columns[column + 1] : cos(phase);
        size_t wave = l->harmonic + 2 * h;
        value += n->parameters[wave] * sine + n->parameters[wave + 1] * cosine;
        set_slope(opt_d_log, wave, sine);
        set_slope(opt_d_log, wave + 1, cosine);
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

double awol_newcomers_rate(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                           size_t t, const double *opt_columns, double *opt_d_log,
                           double *ret_factor)
{
    const struct awol_layout *l = n->layout;
    if (opt_d_log)
        memset(opt_d_log, 0, l->n * sizeof *opt_d_log);
    double rate = exp(log_rate(n, unit, midpoint(unit, t), opt_columns, opt_d_log)), M = 1;
    if (l->effect != SIZE_MAX) {
        M = awol_exposure_mean(unit->exposure, t, n->coefficients, false,
                               opt_d_log ? n->by_coefficient : NULL);
        for (size_t i = 0; opt_d_log && i < n->campaign->n_effects; i++) {
            size_t p = l->effect + i;
            bool is_ratio = l->parameters[p].scale == AWOL_SCALE_LOG;
            opt_d_log[p] = n->by_coefficient[i] / M / (is_ratio ? n->parameters[p] : 1);
        }
    }
    *ret_factor = M;
    return rate;
}

double awol_newcomers_mean(const struct awol_newcomers *n, const struct awol_campaign_unit *unit,
                           size_t t, double *opt_d_log, double *opt_without)
{
    double days = (double)(unit->edges[t + 1] - unit->edges[t]), M;
    double rate = awol_newcomers_rate(n, unit, t, NULL, opt_d_log, &M);
    double scale = unit->at_risk[t] * days * rate;
    if (opt_without)
        *opt_without =
            n->layout->effect == SIZE_MAX
                ? scale
                : scale * awol_exposure_mean(unit->exposure, t, n->coefficients, true, NULL);
    return scale * M;
}
