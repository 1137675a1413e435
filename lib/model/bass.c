/* The model of Bass: its parameters, which of its likelihoods, its rules and sentences. */
#include "model/bass.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/number.h"
#include "date/span.h"
#include "model/model.h"
#include "model/squares.h"

enum { P, Q, M, LEAST = 5 };

static double counted(const struct awol_campaign *campaign)
{
    const struct awol_campaign_unit *unit = &campaign->units[0];
    double all = 0;
    for (size_t i = 0; i < unit->n_observations; i++)
        if (!unit->observations[i].sealed)
            all += fmax(unit->observations[i].low, 0);
    return fmax(all, 1);
}

static enum awol_status lay_out(const struct awol_campaign *campaign,
                                const struct awol_setup *setup, struct awol_layout *ret_layout,
                                struct awol_error *opt_error)
{
    double total = counted(campaign);
    bool finite = setup->bass == AWOL_BASS_MULTINOMIAL;
    const struct awol_parameter sd = awol_squares_sd(campaign, total);
    const struct awol_parameter own[] = {
        {.name = "bass_p",
         .scale = AWOL_SCALE_LOG,
         .low = 1e-9,
         .high = 10,
         .start = 0.01,
         .measure = "per base bin",
         .meaning = "share of the willing who go in one bin unprompted"},
        {.name = "bass_q",
         .scale = AWOL_SCALE_LOG,
         .low = 1e-9,
         .high = 50,
         .start = 0.4,
         .measure = "per base bin",
         .meaning = "share who go in one bin besides where all others have gone"},
        {.name = "bass_m",
         .scale = AWOL_SCALE_LOG,
         .low = setup->bass == AWOL_BASS_LEAST_SQUARES ? 1 : total * (1 + 1e-9),
         .high = finite ? campaign->units[0].at_risk[0] : 1e4 * total,
         .start = 1.2 * total,
         .measure = "men",
         .meaning = "men who would go in the end"},
    };
    enum awol_status status = awol_layout_begin(ret_layout, 4 + campaign->n_effects, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < 3; i++)
        awol_layout_add_own(ret_layout, &own[i]);
    if (setup->bass == AWOL_BASS_LEAST_SQUARES)
        awol_layout_add_own(ret_layout, &sd);
    if (setup->bass <= AWOL_BASS_BINOMIAL)
        awol_layout_add_effects(ret_layout, campaign);
    awol_layout_finish(ret_layout, campaign);
    return AWOL_OK;
}

static enum awol_status open_bass(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, struct awol_layout *ret_layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error)
{
    enum awol_status status = lay_out(campaign, setup, ret_layout, opt_error);
    if (status != AWOL_OK)
        return status;
    if (setup->bass == AWOL_BASS_LEAST_SQUARES)
        status = awol_bass_open_squares(campaign, ret_layout, ret_likelihood, opt_error);
    else
        status = awol_bass_open_counts(campaign, setup, ret_layout, ret_likelihood, opt_error);
    if (status != AWOL_OK)
        awol_layout_release(ret_layout);
    return status;
}

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    char reason[160];
    if (campaign->n_units > 1) {
        awol_refuse(refusal, "the model of Bass is of one unit, and the record has several",
                    "one unit at a time");
    } else if (campaign->n_observations < LEAST) {
        snprintf(reason, sizeof reason, "it has %zu counts, where %d are the least for its curve",
                 campaign->n_observations, LEAST);
        awol_refuse(refusal, reason, "a longer run of counts");
    } else if (setup->bass == AWOL_BASS_MULTINOMIAL && !campaign->per_man) {
        awol_refuse(refusal,
                    "by --bass multinomial the counts are a sample of the men at risk, who are not "
                    "known",
                    "a strength return, or --bass history");
    }
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    char numbers[3][AWOL_NUMBER_SIZE], intervals[3][AWOL_INTERVAL_TEXT_SIZE];
    for (size_t p = 0; p < 3; p++) {
        awol_number_format_short(told->values[p], 3, numbers[p]);
        awol_interval_format(told->lows[p], told->highs[p], intervals[p]);
    }
    enum awol_status status =
        awol_fit_add(fit, &fit->summary, opt_error, "bass",
                     "Of %s men who would go in the end (%s), a share of %s (%s) went in each bin "
                     "unprompted, and "
                     "%s (%s) more would have if all others had gone.",
                     numbers[M], intervals[M], numbers[P], intervals[P], numbers[Q], intervals[Q]);
    double peak = log(told->values[Q] / told->values[P]) / (told->values[Q] + told->values[P]);
    double days = awol_campaign_days(told->campaign);
    if (status == AWOL_OK && !(peak * awol_campaign_bin_days(told->campaign) < days))
        status = awol_fit_add(fit, &fit->warnings, opt_error, "before-peak",
                              "the record ends before the curve is steepest: how many would go in "
                              "the end is then known badly, and comes out too low");
    if (status == AWOL_OK && told->setup->bass == AWOL_BASS_LEAST_SQUARES)
        status = awol_squares_warn(fit, opt_error);
    return status;
}

const char *const awol_bass_names[] = {"history", "binomial", "multinomial", "least-squares", NULL};

const struct awol_model awol_model_bass = {
    .name = "bass",
    .summary = "so many who would go; each unprompted, or as others have gone",
    .source = "Bass 1969, Management Science 15:215",
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_RECORDED | AWOL_TAKES_BASS,
    .open = open_bass,
    .refuse = refuse,
    .tell = tell,
};
