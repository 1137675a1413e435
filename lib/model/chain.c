/* Reed and Frost's chain binomial, and TSIR. The men at risk are those of the record; where it
 * states them once only, those who have left since are taken off. */
#include "model/chain.h"

#include <gsl/gsl_sf_lambert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "model/markov.h"
#include "model/model.h"

double awol_chain_reed_frost(double alone, double infection, double before)
{
    return -expm1(-alone + before * log1p(-infection));
}

double awol_chain_tsir(double alone, double infection, double before, double mixing, double men)
{
    double met = before > 0 ? pow(before, mixing) : 0;
    return -expm1(-alone - infection * met / men);
}

double awol_chain_final_share(double r)
{
    return r <= 1 ? 0 : 1 + gsl_sf_lambert_W0(-r * exp(-r)) / r;
}

/* ---- likelihood ---------------------------------------------------------------------------- */

enum { LAST, GONE, N_STATE };

/* Does the record state the men once, so that those who left have to be taken off? */
static bool is_stated_once(const struct awol_campaign *campaign,
                           const struct awol_campaign_unit *unit)
{
    size_t n = 0;
    for (size_t i = 0; i < campaign->series->n_spans; i++) {
        const struct awol_series_span *span = &campaign->series->spans[i];
        n += span->unit == unit->index && span->preferred && !isnan(span->at_risk);
    }
    return n <= 1;
}

static double men_left(const struct awol_markov *markov, size_t t, const double *state)
{
    const struct awol_campaign_unit *unit = markov->group;
    double gone = is_stated_once(markov->campaign, unit) ? fmax(state[GONE], 0) : 0;
    return fmax(unit->at_risk[t] - gone, 1e-9);
}

static size_t own_index(const struct awol_markov *markov, const char *name)
{
    return awol_layout_find(markov->layout, name);
}

static double chance(struct awol_markov *markov, double alone, double before)
{
    double infection = markov->parameters[own_index(markov, "infection")];
    size_t mixing = own_index(markov, "mixing");
    if (mixing == SIZE_MAX)
        return awol_chain_reed_frost(alone, infection, before);
    return awol_chain_tsir(alone, infection, before, markov->parameters[mixing],
                           markov->group->at_risk[0]);
}

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    double men = men_left(markov, t, state), before = fmax(state[LAST], 0), without;
    double newcomers = awol_newcomers_mean(&markov->newcomers, markov->group, t, NULL, &without);
    double alone = newcomers / markov->group->at_risk[t];
    double p = chance(markov, alone, before);
    *ret_counts = (struct awol_markov_count){.mean = men * p,
                                             .variance = NAN,
                                             .pool = men,
                                             .by_comrades = men * (p - chance(markov, alone, 0)),
                                             .by_offer = men * (newcomers - without) /
                                                         markov->group->at_risk[t]};
}

static void advance(struct awol_markov *markov, size_t t, const double *state, const double *counts,
                    double *ret_state)
{
    (void)markov;
    (void)t;
    ret_state[LAST] = counts[0];
    ret_state[GONE] = state[GONE] + counts[0];
}

static const struct awol_markov_type chain_type = {
    .name = "chain",
    .n_state = N_STATE,
    .expect = expect,
    .advance = advance,
};

static enum awol_status open_chain(const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, struct awol_layout *ret_layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error)
{
    bool tsir = strcmp(setup->model->name, "tsir") == 0;
    const struct awol_parameter infection =
        tsir ? (struct awol_parameter){.name = "infection",
                                       .scale = AWOL_SCALE_LOG,
                                       .low = 1e-9,
                                       .high = 1e3,
                                       .start = 0.3,
                                       .zero_allowed = true,
                                       .measure = "further departures per departure",
                                       .meaning = "how many one would draw in the next bin, alone "
                                                  "and with all still there"}
             : (struct awol_parameter){.name = "infection",
                                       .scale = AWOL_SCALE_LOGIT,
                                       .upper = 1,
                                       .low = 1e-12,
                                       .high = 1 - 1e-9,
                                       .start = 0.3 / campaign->units[0].at_risk[0],
                                       .zero_allowed = true,
                                       .measure = "chance",
                                       .meaning = "chance that one departure draws a given man in "
                                                  "the next bin"};
    const struct awol_parameter mixing = {
        .name = "mixing",
        .scale = AWOL_SCALE_LOG,
        .low = 0.05,
        .high = 5,
        .start = 1,
        .measure = "exponent",
        .meaning =
            "1: men meet as at random; less: many departures draw less than so many times one"};
    enum awol_status status =
        awol_layout_begin(ret_layout, awol_layout_rate_room(setup, campaign) + 2, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_layout_add_rate(ret_layout, setup, campaign);
    awol_layout_add_own(ret_layout, &infection);
    if (tsir)
        awol_layout_add_own(ret_layout, &mixing);
    awol_layout_finish(ret_layout, campaign);
    status =
        awol_markov_open(&chain_type, NULL, campaign, setup, ret_layout, ret_likelihood, opt_error);
    if (status != AWOL_OK)
        awol_layout_release(ret_layout);
    return status;
}

/* ---- rules and sentences ------------------------------------------------------------------- */

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    (void)setup;
    if (!campaign->per_man)
        awol_refuse(refusal,
                    "a chain of infection is a chance for each man who is still there, and the men "
                    "at risk are not known",
                    "a strength return (awol-count --strength)");
    else if (campaign->n_observations < 6)
        awol_refuse(refusal, "it has fewer than six counts", "a longer run of counts");
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    size_t p = awol_layout_find(told->layout, "infection");
    bool tsir = awol_layout_find(told->layout, "mixing") != SIZE_MAX;
    double men = told->campaign->units[0].at_risk[0];
    const double values[3] = {told->full[p], told->lows[p], told->highs[p]};
    double draws[3];
    char number[AWOL_NUMBER_SIZE], interval[AWOL_INTERVAL_TEXT_SIZE], share[AWOL_NUMBER_SIZE];
    for (size_t i = 0; i < 3; i++)
        draws[i] = tsir ? values[i] : -men * log1p(-values[i]);
    awol_number_format_short(draws[0], 3, number);
    awol_interval_format(draws[1], draws[2], interval);
    enum awol_status status = awol_fit_add(
        fit, &fit->summary, opt_error, "infection",
        "One departure draws %s (%s) others in the bin after it while all %g men are there, if a "
        "bin "
        "is as long as that takes; a background that wanders from bin to bin would look the same.",
        number, interval, men);
    if (status == AWOL_OK && draws[0] > 1)
        status = awol_fit_add(fit, &fit->summary, opt_error, "infection",
                              "As each draws more than one, a chain from a few would reach a share "
                              "of %s of the unit.",
                              awol_number_format_short(awol_chain_final_share(draws[0]), 3, share));
    return status;
}

#define CHAIN(id, text, words, from)                                                               \
    const struct awol_model awol_model_##id = {                                                    \
        .name = (text),                                                                            \
        .summary = (words),                                                                        \
        .source = (from),                                                                          \
        .effects = true,                                                                           \
        .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_RECORDED | \
                 AWOL_NEEDS_MEN,                                                                   \
        .open = open_chain,                                                                        \
        .refuse = refuse,                                                                          \
        .tell = tell,                                                                              \
    }

CHAIN(reed_frost, "reed-frost", "a chain: each who left in one bin may draw each man in the next",
      "Abbey 1952, Human Biology 24:201");
CHAIN(tsir, "tsir", "a hazard that grows with a power of those who left in the bin before",
      "Finkenstädt and Grenfell 2000, Applied Statistics 49:187");
