/* A series as the path of a unit through its thresholds. The law of thresholds is learned only
 * where the unit has been: from the share gone at the first count to that at the last. */
#include "model/threshold.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "model/markov.h"
#include "model/model.h"

/* ---- likelihood ---------------------------------------------------------------------------- */

/* The first parameters are in the order of the derivatives. */
enum { MEAN, SD, NEVER, RATE, KAPPA, SHIFTS };

static struct awol_thresholds thresholds_of(const double *p)
{
    return (struct awol_thresholds){p[MEAN], p[SD], p[NEVER], p[RATE], p[KAPPA]};
}

/* How far offers and circumstances move every threshold down, on average over a bin. */
static double shift_of(const struct awol_markov *markov, size_t t)
{
    double shift = 0;
    for (size_t i = 0; i < markov->campaign->n_effects; i++)
        shift +=
            markov->parameters[SHIFTS + i] * awol_exposure_weight(markov->group->exposure, t, i);
    return shift;
}

/* Shares this small stand for none: a count where none are expected is then no infinity. */
static const double least_share = 1e-15;

static double leaving(const struct awol_thresholds *thresholds, double gone, double men,
                      double shift, double days)
{
    double r = gone / men, after = awol_threshold_flow(thresholds, r, shift, days, NULL);
    return men * fmax(after - r, least_share * (1 - r));
}

static double gone_of(double men, const double *state)
{
    return fmin(fmax(state[0], 0), men * (1 - 1e-9));
}

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    struct awol_thresholds thresholds = thresholds_of(markov->parameters);
    double men = markov->group->at_risk[0], days = awol_markov_days(markov, t);
    double gone = gone_of(men, state), shift = shift_of(markov, t);
    double mean = leaving(&thresholds, gone, men, shift, days);
    double unmoved = shift == 0 ? mean : leaving(&thresholds, gone, men, 0, days);
    double alone = -expm1(-thresholds.rate * days) * (men - gone);
    *ret_counts = (struct awol_markov_count){.mean = mean,
                                             .variance = NAN,
                                             .pool = men - gone,
                                             .by_offer = fmax(0, mean - unmoved),
                                             .by_comrades = fmax(0, fmin(mean, unmoved) - alone)};
}

static void derive(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_slope *slopes)
{
    struct awol_thresholds thresholds = thresholds_of(markov->parameters);
    double men = markov->group->at_risk[0], days = awol_markov_days(markov, t);
    double r = gone_of(men, state) / men, by[AWOL_THRESHOLD_DERIVATIVES];
    double after = awol_threshold_flow(&thresholds, r, shift_of(markov, t), days, by);
    double scale = after - r > least_share * (1 - r) ? men : 0;
    for (size_t p = 0; p < SHIFTS; p++)
        slopes[p].mean = scale * by[p];
    for (size_t i = 0; i < markov->campaign->n_effects; i++)
        slopes[SHIFTS + i].mean = scale * by[AWOL_THRESHOLD_BY_SHIFT] *
                                  awol_exposure_weight(markov->group->exposure, t, i);
}

static void advance(struct awol_markov *markov, size_t t, const double *state, const double *counts,
                    double *ret_state)
{
    (void)markov;
    (void)t;
    ret_state[0] = state[0] + counts[0];
}

static double counted(const struct awol_campaign_unit *unit)
{
    double all = 0;
    for (size_t i = 0; i < unit->n_observations; i++)
        if (!unit->observations[i].sealed)
            all += fmax(unit->observations[i].low, 0);
    return all;
}

/* Departures that are counted, as a share of the unit. */
static double share_gone(const struct awol_campaign *campaign)
{
    return fmin(counted(&campaign->units[0]) / campaign->units[0].at_risk[0], 1);
}

/* Thresholds about what was reached, or above it. */
static bool starts(struct awol_markov *markov, size_t k, double *ret_parameters)
{
    static const double rows[][3] = {{0.5, 0.5, 1}, {1.5, 1, 0.3}};
    const struct awol_layout *layout = markov->layout;
    double gone = share_gone(markov->campaign);
    if (k >= sizeof rows / sizeof *rows)
        return false;
    for (size_t p = 0; p < layout->n; p++)
        ret_parameters[p] = layout->parameters[p].start;
    ret_parameters[MEAN] = rows[k][0] * gone;
    ret_parameters[SD] = fmax(rows[k][1] * gone, 1e-3);
    ret_parameters[NEVER] = 0.1;
    ret_parameters[KAPPA] *= rows[k][2];
    return true;
}

static const struct awol_markov_type threshold_type = {
    .name = "threshold",
    .n_state = 1,
    .expect = expect,
    .advance = advance,
    .derive = derive,
    .starts = starts,
};

static double longest_bin(const struct awol_campaign *campaign)
{
    const struct awol_campaign_unit *unit = &campaign->units[0];
    double longest = 0;
    for (size_t t = 0; t < unit->n_bins; t++)
        longest = fmax(longest, (double)(unit->edges[t + 1] - unit->edges[t]));
    return longest;
}

/* Bounds: a law of thresholds that lies outside the unit, or so wide or narrow that it is flat or a
 * step, is not told from its neighbours by any count; nor is a kappa whose men have all gone (but
 * for exp(-8)) within one bin. `never` is held at 0: those who would go only when all have gone lie
 * above 1 in the law already, and within the shares that a record has seen both do the same. */
static enum awol_status open_threshold(const struct awol_campaign *campaign,
                                       const struct awol_setup *setup,
                                       struct awol_layout *ret_layout,
                                       struct awol_likelihood *ret_likelihood,
                                       struct awol_error *opt_error)
{
    double days = awol_campaign_days(campaign), gone = share_gone(campaign);
    const struct awol_parameter own[] = {
        {.name = "threshold_mean",
         .scale = AWOL_SCALE_IDENTITY,
         .low = -0.5,
         .high = 1.5,
         .start = 0.5 * gone,
         .measure = "share of the unit",
         .meaning = "share gone that moves a middling man to go too"},
        {.name = "threshold_sd",
         .scale = AWOL_SCALE_LOG,
         .low = 1e-3,
         .high = 1,
         .start = fmax(0.5 * gone, 1e-3),
         .measure = "share of the unit",
         .meaning = "how far the men differ in it"},
        {.name = "never",
         .scale = AWOL_SCALE_LOGIT,
         .upper = 1,
         .low = 1e-6,
         .high = 1 - 1e-6,
         .zero_allowed = true,
         .held = true,
         .measure = "share of the unit",
         .meaning = "men who would not go whatever the others did"},
        {.name = "rate",
         .scale = AWOL_SCALE_LOG,
         .low = 1e-4 * fmax(gone, 1e-6) / days,
         .high = 10,
         .start = 0.5 * fmax(gone, 1e-6) / days,
         .measure = "per man and day",
         .meaning = "departures whatever the others did"},
        {.name = "kappa",
         .scale = AWOL_SCALE_LOG,
         .low = 0.1 / days,
         .high = 8 / longest_bin(campaign),
         .start = fmin(5 / days, 1 / longest_bin(campaign)),
         .measure = "per day",
         .meaning = "how fast men go whose threshold is passed"},
    };
    enum awol_status status =
        awol_layout_begin(ret_layout, SHIFTS + campaign->n_effects, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < SHIFTS; i++)
        awol_layout_add_own(ret_layout, &own[i]);
    for (size_t i = 0; i < campaign->n_effects; i++) {
        struct awol_parameter shift = {.scale = AWOL_SCALE_IDENTITY,
                                       .low = -1,
                                       .high = 1,
                                       .measure = "share of the unit",
                                       .meaning = "by how much it lowers every man's threshold"};
        const char *name = campaign->effects[i].name, *offer = "offer.";
        bool is_offer = strncmp(name, offer, strlen(offer)) == 0;
        snprintf(shift.name, sizeof shift.name, "shift.%s", is_offer ? name + strlen(offer) : name);
        awol_layout_add_own(ret_layout, &shift);
    }
    awol_layout_finish(ret_layout, campaign);
    status = awol_markov_open(&threshold_type, NULL, campaign, setup, ret_layout, ret_likelihood,
                              opt_error);
    if (status != AWOL_OK)
        awol_layout_release(ret_layout);
    return status;
}

/* ---- rules and sentences ------------------------------------------------------------------- */

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    (void)setup;
    if (campaign->n_units > 1)
        awol_refuse(refusal, "thresholds are of one unit, and the record has several",
                    "one unit at a time");
    else if (!campaign->per_man)
        awol_refuse(refusal, "a threshold is a share of the unit, whose men are not known",
                    "a strength return (awol-count --strength)");
    else if (counted(&campaign->units[0]) > campaign->units[0].at_risk[0])
        awol_refuse(refusal, "more men left than there were at its beginning",
                    "the men of the unit with all who joined it");
    else if (campaign->n_observations < 8)
        awol_refuse(refusal, "it has fewer than eight counts", "a longer run of counts");
}

/* Where between none and the share `gone` the law of thresholds is steepest, and how steep. */
static double steepest(const struct awol_thresholds *thresholds, double gone, double *ret_at)
{
    double at = fmin(fmax(thresholds->mean, 0), gone);
    *ret_at = at;
    return awol_threshold_slope(thresholds, at);
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    struct awol_thresholds thresholds = thresholds_of(told->full);
    double gone = share_gone(told->campaign), at, slope = steepest(&thresholds, gone, &at);
    char share[AWOL_NUMBER_SIZE], number[AWOL_NUMBER_SIZE], where[AWOL_NUMBER_SIZE];
    enum awol_status status = awol_fit_add(
        fit, &fit->summary, opt_error, "threshold",
        "The unit went from none gone to a share of %s: of thresholds above that nothing is "
        "learned, and what is told of them is the shape assumed.",
        awol_number_format_short(gone, 3, share));
    if (status == AWOL_OK)
        status = awol_fit_add(
            fit, &fit->summary, opt_error, "threshold",
            "Within that range one departure more moves at most %s others to go, when a share of "
            "%s has gone: %s.",
            awol_number_format_short(slope, 3, number), awol_number_format_short(at, 3, where),
            slope >= 1 ? "more than one, so that from there on departures carry the unit away"
                       : "fewer than one, so that departures die out by themselves");
    if (status == AWOL_OK && told->fixed[NEVER] && told->full[NEVER] == 0)
        status = awol_fit_add(
            fit, &fit->summary, opt_error, "threshold",
            "Men who would never go are not told from men whose thresholds lie above that range; "
            "none are assumed. --fix never=SHARE assumes others, --start never=SHARE lets it go.");
    return status;
}

const struct awol_model awol_model_threshold = {
    .name = "threshold",
    .summary = "each man goes when as many have gone as it takes for him",
    .source = "Granovetter 1978, American Journal of Sociology 83:1420; Kuran 1989, Public Choice "
              "61:41",
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_RECORDED | AWOL_NEEDS_MEN,
    .open = open_threshold,
    .refuse = refuse,
    .tell = tell,
};
