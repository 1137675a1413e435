/* Growth curves: so many men are ready to leave, and the share of them that has left by a day is a
 * logistic, Gompertz or Richards curve. The counts are scored one by one as increments of the
 * curve: errors of a cumulative total add up and would make its parameters look known. */
#include "model/growth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "model/markov.h"
#include "model/model.h"
#include "model/squares.h"

enum { TOTAL, MIDPOINT, SCALE, SHAPE };

double awol_growth_share(enum awol_growth curve, double u, double shape)
{
    if (curve == AWOL_GROWTH_GOMPERTZ)
        return exp(-exp(-u));
    if (curve == AWOL_GROWTH_RICHARDS)
        return exp(-log1p(shape * exp(-u)) / shape);
    return 1 / (1 + exp(-u));
}

static enum awol_growth curve_of(const struct awol_setup *setup)
{
    const char *name = setup->model->name;
    return strcmp(name, "richards") == 0   ? AWOL_GROWTH_RICHARDS
           : strcmp(name, "gompertz") == 0 ? AWOL_GROWTH_GOMPERTZ
                                           : AWOL_GROWTH_LOGISTIC;
}

static double share_left(const struct awol_campaign *campaign, const struct awol_setup *setup,
                         const double *p, int64_t day)
{
    enum awol_growth curve = curve_of(setup);
    double u = ((double)(day - campaign->first_day) - p[MIDPOINT]) / p[SCALE];
    return awol_growth_share(curve, u, curve == AWOL_GROWTH_RICHARDS ? p[SHAPE] : 1);
}

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    const struct awol_campaign_unit *unit = markov->group;
    const double *p = markov->parameters;
    double rise = share_left(markov->campaign, markov->setup, p, unit->edges[t + 1]) -
                  share_left(markov->campaign, markov->setup, p, unit->edges[t]);
    (void)state;
    *ret_counts = (struct awol_markov_count){.mean = fmax(p[TOTAL] * rise, 1e-12), .variance = NAN};
}

/* ---- starts -------------------------------------------------------------------------------- */

/* Departures of the exact counts, and the day by which a share of them had left. */
static double counted(const struct awol_campaign *campaign, double share, double *ret_day)
{
    const struct awol_campaign_unit *unit = &campaign->units[0];
    double all = 0, sum = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (!awol_observation_is_count(o))
                continue;
            double count = 0.5 * (fmax(o->low, 0) + o->high);
            if (pass == 0)
                all += count;
            else if (sum < share * all)
                *ret_day = 0.5 * (double)(unit->edges[o->bins.first] + unit->edges[o->bins.last]);
            sum += pass == 0 ? 0 : count;
        }
    return all;
}

/* From half of what left having left by the end to all of it long before. */
static bool start_at(const struct awol_campaign *campaign, const struct awol_layout *layout,
                     size_t k, double *ret_parameters)
{
    static const double shares[] = {0.5, 0.25, 0.75, 0.95};
    double first = (double)campaign->first_day, middle = first, early = first, late = first;
    if (k >= sizeof shares / sizeof *shares)
        return false;
    double total = counted(campaign, shares[k], &middle);
    counted(campaign, 0.25, &early);
    counted(campaign, 0.75, &late);
    for (size_t p = 0; p < layout->n; p++)
        ret_parameters[p] = layout->parameters[p].start;
    ret_parameters[TOTAL] = fmax(total, 1) * (k == 0 ? 1.1 : 0.5 / shares[k] + 0.5);
    ret_parameters[MIDPOINT] = middle - first;
    ret_parameters[SCALE] = fmax((late - early) / 2.2, awol_campaign_bin_days(campaign) / 2);
    if (layout->dispersion != SIZE_MAX)
        ret_parameters[layout->dispersion] = 0.05;
    return true;
}

static bool starts(struct awol_markov *markov, size_t k, double *ret_parameters)
{
    return start_at(markov->campaign, markov->layout, k, ret_parameters);
}

static const struct awol_markov_type growth_type = {
    .name = "growth",
    .expect = expect,
    .starts = starts,
};

/* ---- by least squares ---------------------------------------------------------------------- */

static double height(const struct awol_squares *squares, const double *parameters, int64_t day)
{
    return parameters[TOTAL] * share_left(squares->campaign, squares->setup, parameters, day);
}

static bool start_squares(const struct awol_squares *squares, size_t k, double *ret_parameters)
{
    return start_at(squares->campaign, squares->layout, k, ret_parameters);
}

static const struct awol_squares_curve curve = {height, start_squares};

/* ---- layout -------------------------------------------------------------------------------- */

static enum awol_status open_growth(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup, struct awol_layout *ret_layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    double day = (double)campaign->first_day, days = awol_campaign_days(campaign);
    double total = fmax(counted(campaign, 0.5, &day), 1);
    const struct awol_parameter own[] = {
        {.name = "growth_m",
         .scale = AWOL_SCALE_LOG,
         .low = 0.5,
         .high = 1e4 * total,
         .start = 1.1 * total,
         .measure = "men",
         .meaning = "departures that the curve goes to in the end"},
        {.name = "midpoint_days",
         .scale = AWOL_SCALE_IDENTITY,
         .low = -10 * days,
         .high = 10 * days,
         .start = day - (double)campaign->first_day,
         .measure = "days from the first of the record",
         .meaning = "when the curve was steepest"},
        {.name = "scale_days",
         .scale = AWOL_SCALE_LOG,
         .low = awol_campaign_bin_days(campaign) / 50,
         .high = 10 * days,
         .start = days / 6,
         .measure = "days",
         .meaning = "how long the rise took: a quarter of it passes within 1.1 of this before the "
                    "midpoint of a logistic curve"},
        {.name = "shape",
         .scale = AWOL_SCALE_LOG,
         .low = 1e-3,
         .high = 100,
         .start = 1,
         .measure = "1 for the logistic curve, towards 0 for Gompertz's",
         .meaning = "how lopsided the curve is"},
    };
    size_t n = strcmp(setup->model->name, "richards") == 0 ? 4 : 3;
    enum awol_status status = awol_layout_begin(ret_layout, n + 1, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        awol_layout_add_own(ret_layout, &own[i]);
    if (setup->least_squares) {
        const struct awol_parameter sd = awol_squares_sd(campaign, total);
        awol_layout_add_own(ret_layout, &sd);
    } else if (setup->law == AWOL_LAW_NB && setup->dispersion)
        awol_layout_add(ret_layout, AWOL_ROLE_DISPERSION, 0);
    awol_layout_finish(ret_layout, campaign);
    status = setup->least_squares
                 ? awol_squares_open(&curve, campaign, setup, ret_layout, ret_likelihood, opt_error)
                 : awol_markov_open(&growth_type, NULL, campaign, setup, ret_layout, ret_likelihood,
                                    opt_error);
    if (status != AWOL_OK)
        awol_layout_release(ret_layout);
    return status;
}

/* ---- rules and sentences ------------------------------------------------------------------- */

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    char reason[128];
    size_t least = strcmp(setup->model->name, "richards") == 0 ? 6 : 5;
    if (campaign->n_units > 1)
        awol_refuse(refusal, "a growth curve is of one unit, and the record has several",
                    "one unit at a time (awol-count --unit, or a file of each)");
    else if (campaign->n_observations < least) {
        snprintf(reason, sizeof reason, "it has %zu counts, where %zu are the least for its curve",
                 campaign->n_observations, least);
        awol_refuse(refusal, reason, "a longer run of counts");
    }
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    bool open = isnan(told->highs[TOTAL]);
    enum awol_status status =
        told->setup->least_squares ? awol_squares_warn(fit, opt_error) : AWOL_OK;
    if (status != AWOL_OK)
        return status;
    char total[AWOL_NUMBER_SIZE], interval[AWOL_INTERVAL_TEXT_SIZE], day[AWOL_DAY_TEXT_SIZE];
    double midpoint = told->values[MIDPOINT];
    int64_t middle = told->campaign->first_day + (int64_t)floor(midpoint);
    awol_number_format_short(told->values[TOTAL], 4, total);
    awol_interval_format(told->lows[TOTAL], told->highs[TOTAL], interval);
    awol_day_format(middle, day);
    if (open)
        return awol_fit_add(fit, &fit->summary, opt_error, "growth",
                            "If the departures followed a curve that levels off, the record does "
                            "not show where: it goes to any number of men (%s).",
                            interval);
    status = awol_fit_add(
        fit, &fit->summary, opt_error, "growth",
        "If the departures followed a curve that levels off, it goes to %s men in all (%s) and was "
        "steepest about %s.",
        total, interval, day);
    if (status == AWOL_OK && middle >= told->campaign->last_day)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "before-midpoint",
                              "the record ends before the curve is steepest: how many would leave "
                              "in the end leans on the shape assumed");
    return status;
}

#define GROWTH(id, text, words, from)                                                              \
    const struct awol_model awol_model_##id = {                                                    \
        .name = (text),                                                                            \
        .summary = (words),                                                                        \
        .source = (from),                                                                          \
        .takes = AWOL_TAKES_RECORDED | AWOL_TAKES_SQUARES,                                         \
        .open = open_growth,                                                                       \
        .refuse = refuse,                                                                          \
        .tell = tell,                                                                              \
    }

GROWTH(logistic, "logistic", "departures that follow a logistic curve",
       "Verhulst 1838, Correspondance mathématique et physique 10:113");
GROWTH(gompertz, "gompertz", "departures that follow Gompertz's curve, which falls off slowly",
       "Winsor 1932, PNAS 18:1");
GROWTH(richards, "richards", "departures that follow a curve between these two",
       "Richards 1959, Journal of Experimental Botany 10:290");
