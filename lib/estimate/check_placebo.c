/* Would the offer have seemed to work on other days, when nothing was offered? The real offer is
 * compared with the same offer moved over the whole record (beside the real one, which keeps its
 * days), and over the time before it, of which nothing later is used. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date/span.h"
#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/trials.h"

enum { MOST_DATES = 60, LEAST_COUNTS = 3 };

static const char moved_id[] = "moved";
static const char moved_name[] = "offer.moved";

/* What trial `index` is. Index 0 is the real offer taken out, index 1 the time before the offer
 * without any; then the moved ones. */
struct plan {
    const struct awol_refit *refit;
    size_t offer; /* in the offers of the fit */
    size_t parameter;
    int64_t *starts; /* first days of the moved offer */
    bool *before;    /* only the record before the real offer is used */
    size_t n;
};

static void cut_at_offer(struct awol_variant *variant, const struct awol_offer *offer)
{
    for (size_t i = 0; i < variant->series.n_spans; i++)
        if (variant->series.spans[i].end > offer->start_first)
            variant->series.spans[i].preferred = false;
}

static enum awol_status alter(struct awol_variant *variant, const void *context, size_t index,
                              struct awol_error *error)
{
    const struct plan *plan = context;
    struct awol_offer *offers = variant->offers.offers, real = offers[plan->offer];
    if (index == 0 || index == 1 || plan->before[index - 2])
        offers[plan->offer].use = false;
    if (index == 1 || (index > 1 && plan->before[index - 2]))
        cut_at_offer(variant, &real);
    if (index < 2)
        return AWOL_OK;
    struct awol_offer moved = real;
    int64_t by = plan->starts[index - 2] - real.start_first;
    moved.id = moved_id;
    moved.start_first += by;
    moved.start_last += by;
    moved.end += by;
    moved.use = true;
    return awol_variant_add_offer(variant, &moved, error);
}

/* ---- which days ---------------------------------------------------------------------------- */

static size_t counts_between(const struct awol_refit *refit, int64_t first, int64_t end)
{
    size_t n = 0;
    for (size_t i = 0; i < refit->series.n_spans; i++) {
        const struct awol_series_span *span = &refit->series.spans[i];
        n += span->preferred && span->start >= first && span->end <= end;
    }
    return n;
}

static bool overlaps(const struct awol_offer *offer, int64_t start, int64_t end)
{
    return start <= (offer->open ? INT64_MAX : offer->end) && end > offer->start_first;
}

/* Evenly spread first days from which the moved offer has counts before and during it, and does not
 * touch the real one. */
static enum awol_status set_dates(struct plan *plan, struct awol_error *opt_error)
{
    const struct awol_refit *refit = plan->refit;
    const struct awol_campaign *c = &refit->campaign;
    const struct awol_offer *offer = &refit->offers.offers[plan->offer];
    int64_t length = offer->open ? 0 : offer->end + 1 - offer->start_first;
    int64_t days = c->last_day - c->first_day;
    int64_t step = (days + MOST_DATES - 1) / MOST_DATES;
    plan->starts = calloc(2 * MOST_DATES + 4, sizeof *plan->starts);
    plan->before = calloc(2 * MOST_DATES + 4, sizeof *plan->before);
    if (!plan->starts || !plan->before)
        return awol_error_memory(opt_error);
    for (int part = 0; part < 2; part++) {
        int64_t last = part ? offer->start_first : c->last_day;
        for (int64_t s = c->first_day; s < last; s += step) {
            int64_t end = offer->open ? last : s + length;
            if (end > last || (!part && overlaps(offer, s, end)) ||
                counts_between(refit, c->first_day, s) < LEAST_COUNTS ||
                counts_between(refit, s, end) < LEAST_COUNTS)
                continue;
            plan->starts[plan->n] = s;
            plan->before[plan->n++] = part == 1;
        }
    }
    return AWOL_OK;
}

/* ---- what came of it ----------------------------------------------------------------------- */

static enum awol_status write_row(const struct plan *plan, const char *kind, int64_t start,
                                  double ratio, double gain, const char *reason,
                                  struct awol_table *table, struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    awol_cells_text(&row, plan->refit->problem.layout.parameters[plan->parameter].name);
    awol_cells_text(&row, kind);
    awol_cells_day(&row, start);
    awol_cells_number(&row, ratio);
    awol_cells_number(&row, gain);
    awol_cells_text(&row, reason);
    return awol_cells_append(&row, table, opt_error);
}

struct outcome {
    double gain; /* of the real offer */
    size_t n, as_large;
    size_t n_before, before_as_large;
};

static enum awol_status write(const struct plan *plan, const struct awol_trials *trials,
                              struct awol_table *table, struct outcome *outcome,
                              struct awol_error *opt_error)
{
    const struct awol_refit *refit = plan->refit;
    const struct awol_trial *t = trials->trials;
    const struct awol_offer *offer = &refit->offers.offers[plan->offer];
    outcome->gain = 2 * (refit->log_likelihood - t[0].log_likelihood);
    enum awol_status status =
        write_row(plan, "real", offer->start_first, refit->values[plan->parameter], outcome->gain,
                  t[0].reason, table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < plan->n; i++) {
        const struct awol_trial *trial = &t[i + 2];
        double without = plan->before[i] ? t[1].log_likelihood : refit->log_likelihood;
        bool told = !isnan(trial->extra);
        double gain = told ? 2 * (trial->log_likelihood - without) : (double)NAN;
        status = write_row(
            plan, plan->before[i] ? "before" : "elsewhere", plan->starts[i], trial->extra, gain,
            told || trial->reason[0] ? trial->reason : "the record cannot tell it there", table,
            opt_error);
        if (isnan(gain))
            continue;
        if (plan->before[i]) {
            outcome->n_before++;
            outcome->before_as_large += gain >= outcome->gain;
        } else {
            outcome->n++;
            outcome->as_large += gain >= outcome->gain;
        }
    }
    return status;
}

static enum awol_status say(const struct plan *plan, const struct outcome *o,
                            struct awol_stream *stream, struct awol_error *opt_error)
{
    const char *name = plan->refit->problem.layout.parameters[plan->parameter].name;
    if (o->n + o->n_before == 0)
        return awol_cells_say(stream, opt_error, "placebo",
                              "%s cannot be tried on other days: there is no time with counts "
                              "before it and beside it that is as long.",
                              name);
    return awol_cells_say(
        stream, opt_error, "placebo",
        "Moved to %zu other dates, an offer like %s explains the counts as much as on its own days "
        "on %zu of them; moved to %zu dates before it, with nothing later used, on %zu. %s",
        o->n, name, o->as_large, o->n_before, o->before_as_large,
        10 * (o->as_large + o->before_as_large) > o->n + o->n_before
            ? "Days on which nothing was offered do as well: by this record the offer is not to be "
              "told from chance."
            : "Days on which nothing was offered seldom do as well.");
}

static enum awol_status try_offer(const struct awol_refit *refit,
                                  const struct awol_check_settings *settings, size_t parameter,
                                  size_t offer, struct awol_table *table,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    struct plan plan = {.refit = refit, .offer = offer, .parameter = parameter};
    struct awol_trials trials = {.n = 0};
    struct outcome outcome = {.gain = 0};
    enum awol_status status = set_dates(&plan, opt_error);
    const struct awol_trials_plan tried = {.refit = refit,
                                           .n = plan.n + 2,
                                           .n_threads = settings->n_threads,
                                           .alter = alter,
                                           .context = &plan,
                                           .opt_extra = moved_name,
                                           .opt_progress = settings->opt_progress};
    awol_check_tell_more(settings->opt_progress, tried.n);
    if (status == AWOL_OK)
        status = awol_trials_run(&tried, &trials, opt_error);
    if (status == AWOL_OK)
        status = write(&plan, &trials, table, &outcome, opt_error);
    if (status == AWOL_OK)
        status = say(&plan, &outcome, stream, opt_error);
    awol_trials_release(&trials);
    free(plan.before);
    free(plan.starts);
    return status;
}

enum awol_status awol_check_placebo(const struct awol_refit *refit,
                                    const struct awol_check_settings *settings,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"name", "kind", "start", "ratio", "gain", "reason", NULL};
    const struct awol_layout *layout = &refit->problem.layout;
    const struct awol_offers *offers = &refit->offers;
    struct awol_table *table;
    size_t n = 0;
    enum awol_status status = awol_cells_table(stream, "placebo", columns, &table, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < layout->n; p++) {
        if (layout->parameters[p].role != AWOL_ROLE_EFFECT || refit->problem.fixed[p])
            continue;
        const struct awol_effect *effect = &refit->campaign.effects[layout->parameters[p].index];
        if (!effect->is_offer || !effect->offer)
            continue;
        size_t offer = (size_t)(effect->offer - offers->offers);
        table = awol_stream_find(stream, "placebo");
        status = try_offer(refit, settings, p, offer, table, stream, opt_error);
        n++;
    }
    if (status == AWOL_OK && n == 0)
        status = awol_error_set(opt_error, AWOL_UNFIT,
                                "--placebo moves an offer to other days, and this fit has none");
    return status;
}
