/* Growth curves: so many men are ready to leave, and the share of them that has left by a day is a
 * logistic, Gompertz or Richards curve. The counts are scored one by one as increments of the
 * curve: errors of a cumulative total add up and would make its parameters look known. */
#include "model/growth.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "model/curve.h"
#include "model/markov.h"
#include "model/model.h"
#include "model/squares.h"

enum { TOTAL, MIDPOINT, SCALE, SHAPE };

/* ---- the curve ----------------------------------------------------------------------------- */

static void point(const struct awol_curve *curve, const double *parameters, double days, int order,
                  struct awol_curve_point *ret_point)
{
    enum awol_growth kind = (enum awol_growth)curve->type->kind;
    double scale = parameters[SCALE], u = (days - parameters[MIDPOINT]) / scale;
    double shape = kind == AWOL_GROWTH_RICHARDS ? parameters[SHAPE] : 1;
    if (order == 0) {
        ret_point->share = awol_growth_share(kind, u, shape);
        return;
    }
    struct awol_growth_point at = awol_growth_derive(kind, u, shape);
    /* d u / d midpoint is -1/scale, d u / d scale is -u/scale. */
    double f = at.by_u, ff = at.by_u_u, fk = at.by_u_shape, square = scale * scale;
    double mixed = (u * ff + f) / square;
    *ret_point =
        (struct awol_curve_point){.share = at.share,
                                  .slope = {-f / scale, -u * f / scale, at.by_shape},
                                  .bend = {{ff / square, mixed, -fk / scale},
                                           {mixed, u * (u * ff + 2 * f) / square, -u * fk / scale},
                                           {-fk / scale, -u * fk / scale, at.by_shape_shape}}};
}

static void place(const struct awol_curve *curve, double middle_days, double per_day, size_t form,
                  double *ret_parameters)
{
    static const double shapes[] = {0.1, 1, 5};
    ret_parameters[MIDPOINT] = middle_days;
    ret_parameters[SCALE] = 1 / per_day;
    if (curve->type->n_shapes > 2)
        ret_parameters[SHAPE] = shapes[form];
}

static const struct awol_curve_type types[] = {
    {.kind = AWOL_GROWTH_LOGISTIC, .n_shapes = 2, .point = point, .place = place, .n_forms = 1},
    {.kind = AWOL_GROWTH_GOMPERTZ, .n_shapes = 2, .point = point, .place = place, .n_forms = 1},
    {.kind = AWOL_GROWTH_RICHARDS, .n_shapes = 3, .point = point, .place = place, .n_forms = 3}};

static struct awol_curve curve_of(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup)
{
    const char *name = setup->model->name;
    enum awol_growth kind = strcmp(name, "richards") == 0   ? AWOL_GROWTH_RICHARDS
                            : strcmp(name, "gompertz") == 0 ? AWOL_GROWTH_GOMPERTZ
                                                            : AWOL_GROWTH_LOGISTIC;
    return (struct awol_curve){&types[kind], campaign, awol_campaign_bin_days(campaign)};
}

/* ---- as counts ----------------------------------------------------------------------------- */

struct own {
    struct awol_curve curve;
    struct awol_curve_starts starts;
    bool has_starts;
    size_t edge; /* whose point is kept: the end of one bin is the start of the next */
    struct awol_curve_point point, rise; /* rise over the bin before it */
};

static enum awol_status begin(struct awol_markov *markov, struct awol_error *opt_error)
{
    struct own *own = markov->own;
    (void)opt_error;
    own->edge = SIZE_MAX;
    return AWOL_OK;
}

/* Set own->rise to the rise over bin t. Its slopes are cheap beside the share. */
static void rise_over(const struct awol_markov *markov, size_t t)
{
    struct own *own = markov->own;
    const struct awol_curve *curve = &own->curve;
    if (own->edge == t + 1)
        return;
    if (own->edge != t)
        curve->type->point(curve, markov->parameters, awol_curve_days(curve, t), 1, &own->point);
    struct awol_curve_point from = own->point;
    curve->type->point(curve, markov->parameters, awol_curve_days(curve, t + 1), 1, &own->point);
    own->edge = t + 1;
    own->rise.share = own->point.share - from.share;
    for (size_t s = 0; s < curve->type->n_shapes; s++)
        own->rise.slope[s] = own->point.slope[s] - from.slope[s];
}

static const double least_mean = 1e-12;

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    const struct own *own = markov->own;
    rise_over(markov, t);
    (void)state;
    *ret_counts = (struct awol_markov_count){
        .mean = fmax(markov->parameters[TOTAL] * own->rise.share, least_mean), .variance = NAN};
}

static bool moves(const struct awol_markov *markov)
{
    return markov->parameters[TOTAL] * ((struct own *)markov->own)->rise.share > least_mean;
}

static void derive(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_slope *slopes)
{
    const struct own *own = markov->own;
    (void)state;
    rise_over(markov, t);
    if (!moves(markov))
        return;
    slopes[TOTAL].mean = own->rise.share;
    for (size_t s = 0; s < own->curve.type->n_shapes; s++)
        slopes[awol_curve_index(&own->curve, s)].mean =
            markov->parameters[TOTAL] * own->rise.slope[s];
}

static void bend(struct awol_markov *markov, size_t t, double *bends)
{
    const struct own *own = markov->own;
    const struct awol_curve *curve = &own->curve;
    struct awol_curve_point from, to;
    size_t n = markov->layout->n;
    rise_over(markov, t);
    if (!moves(markov))
        return;
    curve->type->point(curve, markov->parameters, awol_curve_days(curve, t), 2, &from);
    curve->type->point(curve, markov->parameters, awol_curve_days(curve, t + 1), 2, &to);
    for (size_t s = 0; s < curve->type->n_shapes; s++) {
        size_t p = awol_curve_index(curve, s);
        bends[TOTAL * n + p] = bends[p * n + TOTAL] = own->rise.slope[s];
        for (size_t u = 0; u < curve->type->n_shapes; u++)
            bends[p * n + awol_curve_index(curve, u)] =
                markov->parameters[TOTAL] * (to.bend[s][u] - from.bend[s][u]);
    }
}

static bool starts(struct awol_markov *markov, size_t k, double *ret_parameters)
{
    struct own *own = markov->own;
    if (!own->has_starts)
        own->has_starts = awol_curve_find_starts(&own->curve, markov->layout, false, &own->starts,
                                                 NULL) == AWOL_OK;
    return awol_curve_start(&own->starts, &own->curve, markov->layout, k, ret_parameters);
}

static const struct awol_markov_type growth_type = {
    .name = "growth",
    .begin = begin,
    .expect = expect,
    .derive = derive,
    .bend = bend,
    .starts = starts,
    .free = free,
};

static enum awol_status open_counts(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup,
                                    const struct awol_layout *layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    struct own *own = calloc(1, sizeof *own);
    if (!own)
        return awol_error_memory(opt_error);
    own->curve = curve_of(campaign, setup);
    return awol_markov_open(&growth_type, own, campaign, setup, layout, ret_likelihood, opt_error);
}

/* ---- layout -------------------------------------------------------------------------------- */

/* Departures of the exact counts, and the day by which half of them had left. */
static double counted(const struct awol_campaign *campaign, double *ret_day)
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
            else if (sum < 0.5 * all)
                *ret_day = 0.5 * (double)(unit->edges[o->bins.first] + unit->edges[o->bins.last]);
            sum += pass == 0 ? 0 : count;
        }
    return all;
}

static enum awol_status open_growth(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup, struct awol_layout *ret_layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    double day = (double)campaign->first_day, days = awol_campaign_days(campaign);
    double total = fmax(counted(campaign, &day), 1);
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
    const struct awol_curve curve = curve_of(campaign, setup);
    status = setup->least_squares
                 ? awol_squares_open(&curve, ret_layout, ret_likelihood, opt_error)
                 : open_counts(campaign, setup, ret_layout, ret_likelihood, opt_error);
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
