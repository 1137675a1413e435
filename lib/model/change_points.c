/* When the rate changed, and how often: the number by its evidence, the dates by all ways to cut
 * the record (segments.h), then a rate for each stretch at the best dates (piecewise.h). Under the
 * law nb the evidence is divided by how much the counts scatter about the stretches, where that is
 * more than by chance: contagion and parties bunch counts, and a Poisson law takes bunches for
 * changes. Under poisson it is not. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "date/span.h"
#include "model/changes.h"
#include "model/piecewise.h"

enum { LEAST_CELLS = 6, MOST_CELLS = 3000 };

static const double scatter_warned = 1.5;

static enum awol_status find_cuts(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, int64_t **ret_cuts, size_t *ret_n,
                                  struct awol_error *opt_error)
{
    struct awol_changes a;
    enum awol_status status = awol_changes_init(&a, campaign, setup, opt_error);
    if (status != AWOL_OK)
        return status;
    int64_t *cuts = calloc(a.n + 1, sizeof *cuts);
    if (cuts) {
        for (size_t k = 0; k < a.n; k++)
            cuts[k] = a.cells.starts[a.at[k]];
        *ret_cuts = cuts;
        *ret_n = a.n;
    } else {
        status = awol_error_memory(opt_error);
    }
    awol_changes_release(&a);
    return status;
}

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    struct awol_cells cells;
    char reason[200];
    double departures = 0;
    (void)setup;
    if (awol_cells_init(&cells, campaign, NULL) != AWOL_OK)
        return; /* the fit itself will say so */
    for (size_t i = 0; i < cells.n; i++)
        departures += cells.counts[i];
    if (cells.n < LEAST_CELLS) {
        snprintf(reason, sizeof reason,
                 "it has %zu stretches of days that no count crosses, where %d are the least in "
                 "which a change could be seen",
                 cells.n, LEAST_CELLS);
        awol_refuse(refusal, reason, "counts of shorter spans");
    } else if (cells.n > MOST_CELLS) {
        snprintf(reason, sizeof reason,
                 "it has %zu counts one after another, and the time for all ways to cut them goes "
                 "with the square: %d are the most",
                 cells.n, MOST_CELLS);
        awol_refuse(refusal, reason, "longer bins (awol-count --by week or month)");
    } else if (departures <= 0) {
        awol_refuse(refusal, "none of its counts of which the time is known has a departure",
                    "counts with departures in them");
    }
    awol_cells_release(&cells);
}

/* ---- the dates of one change --------------------------------------------------------------- */

static enum awol_status tell_offers(const struct awol_told *told, const struct awol_changes *a,
                                    bool *set, struct awol_fit *fit, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    char day[AWOL_DAY_TEXT_SIZE], level[AWOL_NUMBER_SIZE], share[AWOL_NUMBER_SIZE], where[120];
    awol_number_format_short(100 * told->level, 3, level);
    for (size_t i = 0; status == AWOL_OK && told->opt_offers && i < told->opt_offers->n; i++) {
        const struct awol_offer *offer = &told->opt_offers->offers[i];
        if (!offer->use || !awol_offer_is_fittable(offer))
            continue;
        size_t k = awol_changes_find(a, offer, told->level, set);
        double p = 0;
        for (size_t j = 1; j < a->cells.n; j++)
            p += awol_changes_near(a, j, offer) ? awol_segments_any(&a->segments, j) : 0;
        if (k > 0)
            snprintf(where, sizeof where, "among the days that hold change %zu with %s %%", k,
                     level);
        else
            snprintf(where, sizeof where, "%s",
                     a->n > 0 ? "outside the days that hold the changes"
                              : "in a time without a change");
        status = awol_fit_add(fit, &fit->summary, opt_error, "offer-date",
                              "The first day of “%s”, %s, lies %s; over all numbers of changes %s "
                              "are to be expected there%s.",
                              offer->label[0] ? offer->label : offer->id,
                              awol_day_format(offer->start_first, day), where,
                              awol_number_format_short(p, 2, share),
                              k > 0 ? " (and other things may have begun then)" : "");
    }
    return status;
}

static enum awol_status tell_change(const struct awol_told *told, const struct awol_changes *a,
                                    size_t k, bool *set, struct awol_fit *fit,
                                    struct awol_error *opt_error)
{
    char best[AWOL_DAY_TEXT_SIZE], first[AWOL_DAY_TEXT_SIZE], last[AWOL_DAY_TEXT_SIZE];
    char level[AWOL_NUMBER_SIZE], share[AWOL_NUMBER_SIZE];
    size_t low = a->cells.n, high = 0, in = 0, at = a->at[k - 1];
    awol_changes_set(a, k, told->level, set);
    for (size_t j = 1; j < a->cells.n; j++) {
        if (!set[j])
            continue;
        low = j < low ? j : low;
        high = j;
        in++;
    }
    double p = awol_segments_at(&a->segments, a->n, k, at);
    char some[64] = "";
    if (in < high - low + 1)
        snprintf(some, sizeof some, "on %zu of the first days of counts ", in);
    return awol_fit_add(
        fit, &fit->summary, opt_error, "change",
        "Change %zu fits best on %s (given so many changes, %s %% of its probability lie there, "
        "and "
        "%s %% %sfrom %s to %s).",
        k, awol_day_format(a->cells.starts[at], best), awol_number_format_short(100 * p, 2, share),
        awol_number_format_short(100 * told->level, 3, level), some,
        awol_day_format(a->cells.starts[low], first), awol_day_format(a->cells.starts[high], last));
}

static enum awol_status tell_single(const struct awol_told *told, const struct awol_changes *a,
                                    struct awol_fit *fit, struct awol_error *opt_error)
{
    const double drop = 1.92; /* half the 95 % point of chi-square with one degree of freedom */
    const struct awol_cells *c = &a->cells;
    size_t best = 1, low, high, n = 0;
    double seen = awol_changes_gain(a, &best);
    double least = awol_segments_single(&a->segments, best) - drop * a->segments.dispersion;
    for (low = 1; low < best && awol_segments_single(&a->segments, low) <= least;)
        low++;
    for (high = c->n - 1; high > best && awol_segments_single(&a->segments, high) <= least;)
        high--;
    enum awol_status status = awol_changes_draw(a, told->seed, &n, opt_error);
    if (status != AWOL_OK)
        return status;
    char day[AWOL_DAY_TEXT_SIZE], from[AWOL_DAY_TEXT_SIZE], to[AWOL_DAY_TEXT_SIZE],
        ratio[AWOL_NUMBER_SIZE], p[AWOL_NUMBER_SIZE];
    return awol_fit_add(
        fit, &fit->summary, opt_error, "one-change",
        "One change alone fits best on %s (others from %s to %s fit nearly as well: within %g of "
        "the log-likelihood); twice its gain is %s. Of %d records drawn with one rate and the same "
        "scatter, %zu gain as much from some date (p %s).",
        awol_day_format(c->starts[best], day), awol_day_format(c->starts[low], from),
        awol_day_format(c->starts[high], to), drop, awol_number_format_short(seen, 3, ratio),
        AWOL_CHANGES_DRAWS, n,
        awol_number_format_short((double)(n + 1) / (AWOL_CHANGES_DRAWS + 1), 2, p));
}

/* ---- tables and sentences ------------------------------------------------------------------ */

static enum awol_status write_tables(const struct awol_changes *a, struct awol_fit *fit,
                                     struct awol_error *opt_error)
{
    const struct awol_segments *s = &a->segments;
    enum awol_status status = AWOL_OK;
    char text[AWOL_DAY_TEXT_SIZE + 8];
    for (size_t k = 0; status == AWOL_OK && k <= s->most; k++) {
        snprintf(text, sizeof text, "%zu", k);
        status = awol_fit_add_point(fit, &fit->changes, text, s->log_evidence[k], s->number[k],
                                    opt_error);
    }
    for (size_t j = 0; status == AWOL_OK && j < s->n; j++)
        status = awol_fit_add_point(
            fit, &fit->change_points, awol_day_format(a->cells.starts[j], text),
            j > 0 ? awol_segments_any(s, j) : (double)NAN, awol_segments_single(s, j), opt_error);
    return status;
}

static enum awol_status tell_number(const struct awol_changes *a, struct awol_fit *fit,
                                    struct awol_error *opt_error)
{
    char probability[AWOL_NUMBER_SIZE], none[AWOL_NUMBER_SIZE], scatter[AWOL_NUMBER_SIZE];
    const struct awol_segments *s = &a->segments;
    awol_number_format_short(s->number[a->n], 2, probability);
    awol_number_format_short(s->number[0], 2, none);
    awol_number_format_short(a->scatter, 2, scatter);
    char times[64];
    if (a->n == 0)
        snprintf(times, sizeof times, "did not change");
    else
        snprintf(times, sizeof times, "changed %zu time%s", a->n, a->n == 1 ? "" : "s");
    enum awol_status status = awol_fit_add(
        fit, &fit->summary, opt_error, "changes",
        "If the rate was constant but for sudden changes, it most probably %s (probability %s; of "
        "no change %s). Before the record spoke, each further change, up to %zu, was held half as "
        "likely.",
        times, probability, none, s->most);
    if (status == AWOL_OK && s->dispersion > 1)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "scatter",
                              "about the stretches the counts scatter %s times as much as by "
                              "chance; the evidence is divided by that (--counts poisson: not)",
                              scatter);
    else if (status == AWOL_OK && a->scatter > scatter_warned)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "scatter",
                              "about the stretches the counts scatter %s times as much as by "
                              "chance, and changes are found too easily: --counts nb allows for it",
                              scatter);
    if (status == AWOL_OK)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "bunches",
                              "men who leave in parties or follow each other bunch the counts, and "
                              "a bunch looks like two changes; the rates and their limits hold for "
                              "these dates as if they were known");
    return status;
}

static enum awol_status warn_left_out(const struct awol_cells *cells, struct awol_fit *fit,
                                      struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    if (cells->n_parted > 0)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "totals",
                              "%zu total%s with known parts say%s nothing here of when the rate "
                              "changed: the parts do",
                              cells->n_parted, cells->n_parted == 1 ? "" : "s",
                              cells->n_parted == 1 ? "s" : "");
    if (status == AWOL_OK && cells->n_bounds > 0)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "bounds",
                              "%zu lower or upper bound%s left out in looking for the changes",
                              cells->n_bounds, cells->n_bounds == 1 ? " is" : "s are");
    if (status == AWOL_OK && cells->n_ranges > 0)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "ranges",
                              "%zu count%s between two numbers: the changes are looked for at the "
                              "middle",
                              cells->n_ranges, cells->n_ranges == 1 ? " is" : "s are");
    return status;
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    struct awol_changes a;
    enum awol_status status = awol_changes_init(&a, told->campaign, told->setup, opt_error);
    if (status != AWOL_OK)
        return status;
    bool *set = calloc(a.cells.n + 1, sizeof *set);
    status = set ? write_tables(&a, fit, opt_error) : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = tell_number(&a, fit, opt_error);
    for (size_t k = 1; status == AWOL_OK && k <= a.n; k++)
        status = tell_change(told, &a, k, set, fit, opt_error);
    if (status == AWOL_OK)
        status = tell_offers(told, &a, set, fit, opt_error);
    if (status == AWOL_OK)
        status = tell_single(told, &a, fit, opt_error);
    if (status == AWOL_OK)
        status = warn_left_out(&a.cells, fit, opt_error);
    free(set);
    awol_changes_release(&a);
    return status == AWOL_OK ? awol_piecewise_tell(told, fit, opt_error) : status;
}

const struct awol_model awol_model_change_points = {
    .name = "change-points",
    .summary = "a constant rate but for sudden changes, whose number and dates are looked for",
    .source = "Fearnhead 2006, Statistics and Computing 16:203",
    .takes = AWOL_TAKES_RECORDED | AWOL_TAKES_DATES,
    .cuts = find_cuts,
    .open = awol_piecewise_open,
    .refuse = refuse,
    .limits = awol_piecewise_limits,
    .tell = tell,
};
