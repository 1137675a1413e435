/* Bass 1969, Management Science 15:215: of m who would go, each goes at the rate p unprompted, and
 * at q more where all of them have gone; p and q are per base bin. Two readings of it as counts
 * (setup->bass; the third, by least squares, is bass_curve.c):
 *
 * history: each bin starts from those who have gone by the record. Inside the bin the flow is
 * exact; its variance is that of the process linearised along the flow, because men who go early in
 * a bin draw others in the same bin, and the count is beta-binomial with that variance. Offers and
 * circumstances raise p.
 *
 * multinomial: the whole curve is fixed at the start, and the counts are a multinomial sample of
 * it, of the men at risk of whom a share would ever go (Schmittlein and Mahajan 1982, Marketing
 * Science 1:57); as binomial counts of those who are left, one after the other. */
#include <math.h>
#include <stdlib.h>

#include "model/bass.h"
#include "model/markov.h"

enum { P, Q, M };

struct own {
    double *coefficients; /* log ratios and slopes of the effects */
    double *by_effect;    /* derivatives of what they multiply p by */
    double bin_days;
    struct awol_curve_starts starts;
    bool has_starts;
    struct awol_bass_step step; /* of the bin that was expected last */
};

static void own_free(void *pointer)
{
    struct own *own = pointer;
    if (own) {
        free(own->by_effect);
        free(own->coefficients);
    }
    free(own);
}

static enum awol_status begin(struct awol_markov *markov, struct awol_error *opt_error)
{
    struct own *own = markov->own;
    const struct awol_layout *l = markov->layout;
    (void)opt_error;
    for (size_t i = 0; i < markov->campaign->n_effects && l->effect != SIZE_MAX; i++) {
        double value = markov->parameters[l->effect + i];
        bool is_ratio = l->parameters[l->effect + i].scale == AWOL_SCALE_LOG;
        own->coefficients[i] = is_ratio ? log(value) : value;
    }
    return AWOL_OK;
}

/* ---- likelihood ---------------------------------------------------------------------------- */

/* By how much offers and circumstances multiply p over a bin; own->by_effect gets its slopes. */
static double push(const struct awol_markov *markov, size_t t)
{
    const struct own *own = markov->own;
    if (markov->layout->effect == SIZE_MAX)
        return 1;
    return awol_exposure_mean(markov->group->exposure, t, own->coefficients, false, own->by_effect);
}

static double length_of(const struct awol_markov *markov, size_t t)
{
    const struct own *own = markov->own;
    return awol_markov_days(markov, t) / own->bin_days;
}

static double gone_of(const struct awol_markov *markov, const double *state)
{
    return fmin(fmax(state[0], 0), markov->parameters[M] * (1 - 1e-9));
}

/* Set own->step to what the unit does in bin t. */
static void take_step(const struct awol_markov *markov, size_t t, const double *state,
                      double factor)
{
    struct own *own = markov->own;
    struct awol_bass_step *step = &own->step;
    const double *values = markov->parameters;
    awol_bass_step(values[M], gone_of(markov, state), values[P] * factor, values[Q],
                   length_of(markov, t), step);
    if (markov->setup->bass != AWOL_BASS_BINOMIAL)
        return;
    step->variance = NAN;
    step->correlation = 0;
    for (int i = 0; i < 3; i++)
        step->correlation_by[i] = 0;
}

static void expect_history(struct awol_markov *markov, size_t t, const double *state,
                           struct awol_markov_count *ret_counts)
{
    const double *values = markov->parameters;
    double left = values[M] - gone_of(markov, state), factor = push(markov, t);
    const struct awol_bass_step *step = &((struct own *)markov->own)->step;
    take_step(markov, t, state, factor);
    double alone = fmin(step->mean, -expm1(-values[P] * factor * length_of(markov, t)) * left);
    *ret_counts = (struct awol_markov_count){.mean = step->mean,
                                             .variance = step->variance,
                                             .pool = left,
                                             .correlation = step->correlation,
                                             .by_comrades = step->mean - alone,
                                             .by_offer = alone * fmax(0, 1 - 1 / factor)};
}

/* Of the bin that was expected last. */
static void derive_history(struct awol_markov *markov, size_t t, struct awol_markov_slope *slopes)
{
    const struct own *own = markov->own;
    const struct awol_layout *l = markov->layout;
    double factor = push(markov, t);
    for (size_t i = 0; i < 3; i++)
        slopes[i] =
            (struct awol_markov_slope){own->step.mean_by[i], i == M, own->step.correlation_by[i]};
    for (size_t i = 0; i < markov->campaign->n_effects && l->effect != SIZE_MAX; i++) {
        const struct awol_parameter *parameter = &l->parameters[l->effect + i];
        double by = own->by_effect[i] * markov->parameters[P] /
                    (parameter->scale == AWOL_SCALE_LOG ? markov->parameters[l->effect + i] : 1);
        slopes[l->effect + i] = (struct awol_markov_slope){by * own->step.mean_by[P], 0,
                                                           by * own->step.correlation_by[P]};
    }
    slopes[P].mean *= factor;
    slopes[P].correlation *= factor;
}

/* Time since the record began, in base bins. */
static double time_of(const struct awol_markov *markov, size_t t)
{
    double days = (double)(markov->group->edges[t] - markov->campaign->first_day);
    const struct own *own = markov->own;
    return days / own->bin_days;
}

static void expect_multinomial(struct awol_markov *markov, size_t t, const double *state,
                               struct awol_markov_count *ret_counts)
{
    const double *values = markov->parameters;
    double share = values[M] / markov->group->at_risk[0];
    double before = share * awol_bass_share(values[P], values[Q], time_of(markov, t));
    double after = share * awol_bass_share(values[P], values[Q], time_of(markov, t + 1));
    double left = fmax(markov->group->at_risk[0] - state[0], 1e-9);
    *ret_counts = (struct awol_markov_count){
        .mean = left * (after - before) / (1 - before), .variance = NAN, .pool = left};
}

static void derive_multinomial(struct awol_markov *markov, size_t t, const double *state,
                               struct awol_markov_slope *slopes)
{
    const double *values = markov->parameters;
    double men = markov->group->at_risk[0], share = values[M] / men;
    double left = fmax(men - state[0], 1e-9), by[2][2];
    double before = awol_bass_derive(values[P], values[Q], time_of(markov, t), by[0], NULL);
    double after = awol_bass_derive(values[P], values[Q], time_of(markov, t + 1), by[1], NULL);
    double stay = 1 - share * before, rise = share * (after - before);
    for (int i = 0; i < 2; i++)
        slopes[i].mean =
            left * share * ((by[1][i] - by[0][i]) / stay + rise * by[0][i] / (stay * stay));
    slopes[M].mean = left / men * ((after - before) / stay + rise * before / (stay * stay));
}

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    if (markov->setup->bass == AWOL_BASS_MULTINOMIAL)
        expect_multinomial(markov, t, state, ret_counts);
    else
        expect_history(markov, t, state, ret_counts);
}

static void derive(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_slope *slopes)
{
    if (markov->setup->bass == AWOL_BASS_MULTINOMIAL)
        derive_multinomial(markov, t, state, slopes);
    else
        derive_history(markov, t, slopes);
}

static void advance(struct awol_markov *markov, size_t t, const double *state, const double *counts,
                    double *ret_state)
{
    (void)markov;
    (void)t;
    ret_state[0] = state[0] + counts[0];
}

static bool starts(struct awol_markov *markov, size_t k, double *ret_parameters)
{
    struct own *own = markov->own;
    const struct awol_curve curve = awol_bass_curve(markov->campaign);
    if (!own->has_starts)
        own->has_starts =
            awol_curve_find_starts(&curve, markov->layout, false, &own->starts, NULL) == AWOL_OK;
    return awol_curve_start(&own->starts, &curve, markov->layout, k, ret_parameters);
}

static const struct awol_markov_type bass_type = {
    .name = "bass",
    .n_state = 1,
    .begin = begin,
    .expect = expect,
    .advance = advance,
    .derive = derive,
    .starts = starts,
    .free = own_free,
};

enum awol_status awol_bass_open_counts(const struct awol_campaign *campaign,
                                       const struct awol_setup *setup,
                                       const struct awol_layout *layout,
                                       struct awol_likelihood *ret_likelihood,
                                       struct awol_error *opt_error)
{
    struct own *own = calloc(1, sizeof *own);
    if (own) {
        own->coefficients = calloc(campaign->n_effects + 1, sizeof *own->coefficients);
        own->by_effect = calloc(campaign->n_effects + 1, sizeof *own->by_effect);
    }
    if (!own || !own->coefficients || !own->by_effect) {
        own_free(own);
        return awol_error_memory(opt_error);
    }
    own->bin_days = awol_campaign_bin_days(campaign);
    return awol_markov_open(&bass_type, own, campaign, setup, layout, ret_likelihood, opt_error);
}
