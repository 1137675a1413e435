/* The models of exact times: parameters, rules, sentences. */
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "model/hawkes_state.h"

enum { LEAST_DEPARTURES = 30 };

static bool have_parties(const struct awol_times *times)
{
    for (size_t i = 1; times->marks && i < times->n; i++)
        if (times->marks[i] != times->marks[0])
            return true;
    return false;
}

/* From well below the mean time between departures to twice the whole. */
static void bound_delay(const struct awol_setup *setup, struct awol_layout *layout)
{
    double days = setup->times_to - setup->times_from;
    double n = fmax(awol_times_departures(setup->opt_times, setup->times_from), 1);
    struct awol_parameter *tau = &layout->parameters[layout->tau];
    tau->low = days / n / 500;
    tau->high = 2 * days;
}

static enum awol_status lay_out(const struct awol_campaign *campaign,
                                const struct awol_setup *setup, struct awol_layout *ret_layout,
                                struct awol_error *opt_error)
{
    static const struct awol_parameter exponent = {
        .name = "mark_exponent",
        .scale = AWOL_SCALE_IDENTITY,
        .low = -5,
        .high = 5,
        .start = 0.5,
        .measure = "power",
        .meaning = "a party of k men prompts k to this power times as many as one man"};
    enum awol_status status =
        awol_layout_begin(ret_layout, awol_layout_rate_room(setup, campaign) + 3, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_layout_add_rate(ret_layout, setup, campaign);
    awol_layout_add(ret_layout, AWOL_ROLE_ETA, 0);
    awol_layout_add(ret_layout, AWOL_ROLE_TAU, 0);
    ret_layout->parameters[ret_layout->tau].moot_without = ret_layout->eta;
    if (have_parties(setup->opt_times))
        awol_layout_add_own(ret_layout, &exponent)->moot_without = ret_layout->eta;
    awol_layout_finish(ret_layout, campaign);
    bound_delay(setup, ret_layout);
    return AWOL_OK;
}

static enum awol_status open_either(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup, bool finite,
                                    struct awol_layout *ret_layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    if (!setup->opt_times)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the model “%s” takes departures with a time of their own, and these "
                              "are counts; --model cascade takes counts",
                              setup->model->name);
    if (finite && !campaign->per_man)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the model “%s” needs the men at risk at the start",
                              setup->model->name);
    enum awol_status status = lay_out(campaign, setup, ret_layout, opt_error);
    if (status == AWOL_OK) {
        status = awol_hawkes_open(campaign, setup, ret_layout, finite, ret_likelihood, opt_error);
        if (status != AWOL_OK)
            awol_layout_release(ret_layout);
    }
    return status;
}

static enum awol_status open_endless(const struct awol_campaign *campaign,
                                     const struct awol_setup *setup, struct awol_layout *ret_layout,
                                     struct awol_likelihood *ret_likelihood,
                                     struct awol_error *opt_error)
{
    return open_either(campaign, setup, false, ret_layout, ret_likelihood, opt_error);
}

static enum awol_status open_finite(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup, struct awol_layout *ret_layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    return open_either(campaign, setup, true, ret_layout, ret_likelihood, opt_error);
}

/* ---- rules --------------------------------------------------------------------------------- */

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    char text[200];
    (void)campaign;
    if (!setup->opt_times) {
        awol_refuse(refusal, "it holds counts, and the model takes departures with a time each",
                    "a table with a column time or date, and --observed");
        return;
    }
    double n = awol_times_departures(setup->opt_times, setup->times_from);
    if (n >= LEAST_DEPARTURES)
        return;
    snprintf(text, sizeof text, "it has %g departures, where %d are the least that could tell", n,
             LEAST_DEPARTURES);
    awol_refuse(refusal, text, "a longer record of times");
}

static void refuse_finite(const struct awol_campaign *campaign, const struct awol_setup *setup,
                          struct awol_refusal *refusal)
{
    refuse(campaign, setup, refusal);
    if (refusal->reason[0])
        return;
    if (!campaign->per_man)
        awol_refuse(refusal, "the men at risk are not known", "--men, their number at the start");
    else if (awol_times_men(setup->opt_times, setup->times_from) >= campaign->units[0].at_risk[0])
        awol_refuse(refusal, "all men who were at risk left", "a pool that was not emptied");
}

/* ---- sentences ----------------------------------------------------------------------------- */

static enum awol_status tell_stretches(const struct awol_told *told, struct awol_fit *fit,
                                       struct awol_error *opt_error)
{
    const struct awol_times *times = told->setup->opt_times;
    size_t days = 0, ties = 0;
    for (size_t i = awol_times_n_before(times, told->setup->times_from);
         times->widths && i < times->n; i++) {
        days += times->widths[i] >= 1;
        ties += times->widths[i] > 0 && times->widths[i] < 1;
    }
    enum awol_status status = AWOL_OK;
    if (days > 0)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "dates",
                              "on %zu day%s departures have a date and no time: each such day is "
                              "scored by its number, not by times within it",
                              days, days == 1 ? "" : "s");
    if (status == AWOL_OK && ties > 0)
        status =
            awol_fit_add(fit, &fit->warnings, opt_error, "ties",
                         "%zu time%s stand%s more than once: each is scored as a short stretch "
                         "with that number of departures in it",
                         ties, ties == 1 ? "" : "s", ties == 1 ? "s" : "");
    return status;
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    const struct awol_layout *l = told->layout;
    char eta[AWOL_NUMBER_SIZE], interval[AWOL_INTERVAL_TEXT_SIZE], tau[AWOL_NUMBER_SIZE];
    enum awol_status status = tell_stretches(told, fit, opt_error);
    if (status != AWOL_OK || told->fixed[l->eta])
        return status;
    if (told->values[l->eta] <= 0)
        return awol_fit_add(fit, &fit->summary, opt_error, "eta",
                            "Between these times there is no more bunching than chance and the "
                            "baseline make.");
    awol_interval_format(told->lows[l->eta], told->highs[l->eta], interval);
    return awol_fit_add(fit, &fit->summary, opt_error, "eta",
                        "Departures bunch in time as if each prompted %s (%s) others, after %s "
                        "days on average: by a comrade or by whatever else lingers. A background "
                        "that wanders by itself bunches them too.",
                        awol_number_format_short(told->values[l->eta], 3, eta), interval,
                        awol_number_format_short(told->full[l->tau], 3, tau));
}

static enum awol_status tell_finite(const struct awol_told *told, struct awol_fit *fit,
                                    struct awol_error *opt_error)
{
    enum awol_status status = tell(told, fit, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add(fit, &fit->summary, opt_error, "pool",
                              "As men leave, fewer are left to go: the model has the mean of an "
                              "epidemic (SIR) among %g men, not its scatter.",
                              told->campaign->units[0].at_risk[0]);
    return status;
}

const struct awol_model awol_model_hawkes = {
    .name = "hawkes",
    .summary = "departures at exact times that prompt others",
    .source = "Hawkes 1971, Biometrika 58:83; Ogata 1981, IEEE Trans. Inf. Theory 27:23",
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_TIMES,
    .open = open_endless,
    .refuse = refuse,
    .tell = tell,
};

const struct awol_model awol_model_hawkes_n = {
    .name = "hawkes-n",
    .summary = "departures at exact times that prompt others, in a force that shrinks as men leave",
    .source = "Rizoiu and others 2018, WWW '18",
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_TIMES |
             AWOL_NEEDS_MEN,
    .open = open_finite,
    .refuse = refuse_finite,
    .tell = tell_finite,
};
