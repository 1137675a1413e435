/* The same model under other assumptions about the record: what share of departures it holds, what
 * silence means, whose figures are right, which circumstances mattered. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/trials.h"

enum { SHARES = 6, SIZES = 3 };

enum assumption { RECORDED, BY_SIZE, RIVALS, WITHOUT, CONTROL };

/* One line of the table. */
struct line {
    enum assumption assumption;
    double value; /* share recorded; largest count that would have gone unreported */
    size_t index; /* of the circumstance */
};

struct plan {
    const struct awol_refit *refit;
    const struct awol_check_settings *settings;
    struct line *lines;
    size_t n;
};

/* ---- how each alters the record ------------------------------------------------------------ */

static void swap_rivals(struct awol_variant *variant)
{
    struct awol_series *series = &variant->series;
    for (size_t i = 0; i < series->n_spans; i++)
        for (size_t j = 0; j < series->n_spans; j++) {
            struct awol_series_span *a = &series->spans[i], *b = &series->spans[j];
            if (a->unit == b->unit && a->start == b->start && a->end == b->end &&
                variant->refit->series.spans[i].preferred &&
                !variant->refit->series.spans[j].preferred && b->count.kind != AWOL_KIND_AT_LEAST &&
                b->count.kind != AWOL_KIND_AT_MOST) {
                a->preferred = false;
                b->preferred = true;
            }
        }
}

static bool is_covered(const struct awol_refit *refit, const struct awol_campaign_unit *unit,
                       size_t bin)
{
    for (size_t i = 0; i < refit->series.n_spans; i++) {
        const struct awol_series_span *s = &refit->series.spans[i];
        if (s->preferred && s->unit == unit->index && s->start <= unit->edges[bin] &&
            s->end >= unit->edges[bin + 1])
            return true;
    }
    return false;
}

static bool has_gaps(const struct awol_refit *refit)
{
    for (size_t u = 0; u < refit->campaign.n_units; u++)
        for (size_t t = 0; t < refit->campaign.units[u].n_bins; t++)
            if (!is_covered(refit, &refit->campaign.units[u], t))
                return true;
    return false;
}

static enum awol_status fill_gap(struct awol_variant *variant,
                                 const struct awol_campaign_unit *unit, size_t bin, double most,
                                 struct awol_error *error)
{
    struct awol_series *series = &variant->series;
    struct awol_series_span *grown = realloc(series->spans, (series->n_spans + 1) * sizeof *grown);
    if (!grown)
        return awol_error_memory(error);
    series->spans = grown;
    grown[series->n_spans++] =
        (struct awol_series_span){.unit = unit->index,
                                  .start = unit->edges[bin],
                                  .end = unit->edges[bin + 1],
                                  .count = {most, NAN, most, AWOL_KIND_AT_MOST},
                                  .at_risk = NAN,
                                  .basis = "",
                                  .party = NAN,
                                  .source = "",
                                  .preferred = true,
                                  .covariates = series->spans[0].covariates};
    return AWOL_OK;
}

/* Bins of the grid that nobody's count covers become “at most so many”. */
static enum awol_status fill_gaps(struct awol_variant *variant, double most,
                                  struct awol_error *error)
{
    const struct awol_campaign *campaign = &variant->refit->campaign;
    enum awol_status status = AWOL_OK;
    for (size_t u = 0; u < campaign->n_units; u++)
        for (size_t t = 0; status == AWOL_OK && t < campaign->units[u].n_bins; t++)
            if (!is_covered(variant->refit, &campaign->units[u], t))
                status = fill_gap(variant, &campaign->units[u], t, most, error);
    return status == AWOL_OK ? awol_series_sort(&variant->series, error) : status;
}

/* The offers for everybody, and once more for the unit to whom they were not addressed: how much
 * less they did there is what they did beyond whatever else happened on those days. */
static enum awol_status add_control(struct awol_variant *variant, const char *unit,
                                    struct awol_error *error)
{
    variant->request.levels = true; /* units differ before any offer */
    for (size_t i = 0, n = variant->offers.n; i < n; i++) {
        struct awol_offer *offer = &variant->offers.offers[i];
        if (!offer->use || !awol_offer_is_fittable(offer))
            continue;
        offer->unit = "";
        struct awol_offer twin = *offer;
        twin.id = "control";
        twin.unit = unit;
        return awol_variant_add_offer(variant, &twin, error);
    }
    return awol_error_set(error, AWOL_UNFIT, "the fit has no offer");
}

static enum awol_status alter(struct awol_variant *variant, const void *context, size_t index,
                              struct awol_error *error)
{
    const struct plan *plan = context;
    const struct line *line = &plan->lines[index];
    switch (line->assumption) {
    case RECORDED:
        variant->request.recorded = line->value;
        break;
    case BY_SIZE:
        return fill_gaps(variant, line->value, error);
    case RIVALS:
        swap_rivals(variant);
        break;
    case WITHOUT:
        variant->circumstances.offers[line->index].use = false;
        break;
    case CONTROL:
        return add_control(variant, plan->settings->opt_control, error);
    }
    return AWOL_OK;
}

/* ---- which lines --------------------------------------------------------------------------- */

static void add(struct plan *plan, enum assumption assumption, double value, size_t index)
{
    plan->lines[plan->n++] = (struct line){assumption, value, index};
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The smallest count that was reported, the first quarter of them, the half. */
static enum awol_status add_sizes(struct plan *plan, struct awol_error *opt_error)
{
    const struct awol_series *series = &plan->refit->series;
    double *counts = calloc(series->n_spans + 1, sizeof *counts);
    size_t n = 0;
    if (!counts)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < series->n_spans; i++)
        if (series->spans[i].preferred && series->spans[i].count.count > 0)
            counts[n++] = series->spans[i].count.count;
    qsort(counts, n, sizeof *counts, ascending);
    for (size_t k = 0; k < SIZES && n > 0; k++)
        add(plan, BY_SIZE, fmax(0, counts[(n - 1) * k / 4] - (k == 0)), 0);
    free(counts);
    return AWOL_OK;
}

static bool has_rivals(const struct awol_series *series)
{
    for (size_t i = 0; i < series->n_spans; i++)
        for (size_t j = 0; j < series->n_spans; j++) {
            const struct awol_series_span *a = &series->spans[i], *b = &series->spans[j];
            if (a->preferred && !b->preferred && a->unit == b->unit && a->start == b->start &&
                a->end == b->end && b->count.kind == AWOL_KIND_EXACT)
                return true;
        }
    return false;
}

static enum awol_status check_control(const struct plan *plan, struct awol_error *opt_error)
{
    const struct awol_series *series = &plan->refit->series;
    const char *best = NULL;
    for (size_t u = 0; u < series->n_units; u++)
        if (strcmp(series->units[u], plan->settings->opt_control) == 0)
            best = series->units[u];
    if (best)
        return AWOL_OK;
    best = awol_text_nearest(plan->settings->opt_control, series->units, series->n_units);
    struct awol_text words;
    awol_text_init(&words);
    if (best)
        awol_text_append_format(&words, "; did you mean “%s”?", best);
    for (size_t u = 0; !best && u < series->n_units; u++)
        awol_text_append_format(&words, "%s%s", u ? ", " : "; it has ", series->units[u]);
    enum awol_status status = awol_error_set(opt_error, AWOL_USAGE,
                                             "--compare-unit: the record has no unit “%.80s”%.300s",
                                             plan->settings->opt_control, awol_text_string(&words));
    awol_text_release(&words);
    return status;
}

static enum awol_status set_lines(struct plan *plan, struct awol_error *opt_error)
{
    const struct awol_check_settings *s = plan->settings;
    const struct awol_refit *refit = plan->refit;
    enum awol_status status = AWOL_OK;
    plan->lines = calloc(refit->circumstances.n + SHARES + SIZES + 3, sizeof *plan->lines);
    if (!plan->lines)
        return awol_error_memory(opt_error);
    for (size_t k = 0; s->recorded_low < s->recorded_high && k < SHARES; k++)
        add(plan, RECORDED,
            s->recorded_high + (s->recorded_low - s->recorded_high) * (double)k / (SHARES - 1), 0);
    if (s->by_size && has_gaps(refit))
        status = add_sizes(plan, opt_error);
    if (has_rivals(&refit->series))
        add(plan, RIVALS, NAN, 0);
    for (size_t i = 0; s->leave_out && refit->request.circumstances && i < refit->circumstances.n;
         i++)
        if (refit->circumstances.offers[i].use)
            add(plan, WITHOUT, NAN, i);
    if (status == AWOL_OK && s->opt_control) {
        status = check_control(plan, opt_error);
        add(plan, CONTROL, NAN, 0);
    }
    return status;
}

/* ---- what came of it ----------------------------------------------------------------------- */

static const char *words_of(const struct plan *plan, const struct line *line)
{
    switch (line->assumption) {
    case RECORDED:
        return "share recorded";
    case BY_SIZE:
        return "unreported days had at most";
    case RIVALS:
        return "the other side's figures where two contradict";
    case WITHOUT:
        return plan->refit->circumstances.offers[line->index].id;
    case CONTROL:
        break;
    }
    return plan->settings->opt_control;
}

static const char *const kinds[] = {"recorded", "by-size", "rivals", "without", "control"};

static enum awol_status write_row(const char *kind, const char *what, double value,
                                  const char *name, double estimate, double usual,
                                  const char *reason, struct awol_table *table,
                                  struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    awol_cells_text(&row, kind);
    awol_cells_text(&row, what);
    awol_cells_number(&row, value);
    awol_cells_text(&row, name);
    awol_cells_number(&row, estimate);
    awol_cells_number(&row, usual);
    awol_cells_text(&row, reason);
    return awol_cells_append(&row, table, opt_error);
}

static enum awol_status write(const struct plan *plan, const struct awol_trials *trials,
                              struct awol_table *table, struct awol_error *opt_error)
{
    const struct awol_refit *refit = plan->refit;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < plan->n; i++) {
        const struct line *line = &plan->lines[i];
        const struct awol_trial *trial = &trials->trials[i];
        const char *what = words_of(plan, line), *kind = kinds[line->assumption];
        for (size_t p = 0; status == AWOL_OK && p < refit->problem.layout.n; p++)
            if (awol_trial_follows(&refit->problem, p) && line->assumption != CONTROL)
                status =
                    write_row(kind, what, line->value, refit->problem.layout.parameters[p].name,
                              trial->values[p], refit->values[p], trial->reason, table, opt_error);
        if (status == AWOL_OK && line->assumption == CONTROL)
            status = write_row(kind, what, NAN, "difference in differences", 1 / trial->extra, NAN,
                               trial->reason, table, opt_error);
    }
    return status;
}

/* From where to where each parameter goes under one kind of assumption. */
static enum awol_status say_range(const struct plan *plan, const struct awol_trials *trials,
                                  enum assumption assumption, const char *words, size_t p,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    double low = INFINITY, high = -INFINITY;
    size_t n = 0;
    char from[AWOL_NUMBER_SIZE], to[AWOL_NUMBER_SIZE], usual[AWOL_NUMBER_SIZE];
    for (size_t i = 0; i < plan->n; i++)
        if (plan->lines[i].assumption == assumption && !isnan(trials->trials[i].values[p])) {
            low = fmin(low, trials->trials[i].values[p]);
            high = fmax(high, trials->trials[i].values[p]);
            n++;
        }
    if (n == 0)
        return AWOL_OK;
    awol_number_format_short(low, 3, from);
    awol_number_format_short(high, 3, to);
    awol_number_format_short(plan->refit->values[p], 3, usual);
    const char *name = plan->refit->problem.layout.parameters[p].name;
    if (strcmp(from, to) == 0)
        return awol_cells_say(stream, opt_error, "sensitivity", "%s, %s is %s (in the fit: %s).",
                              words, name, from, usual);
    return awol_cells_say(stream, opt_error, "sensitivity",
                          "%s, %s lies between %s and %s (in the fit: %s).", words, name, from, to,
                          usual);
}

static enum awol_status say(const struct plan *plan, const struct awol_trials *trials,
                            struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const words[] = {
        "If only a share of the departures was recorded, from all to the least asked for",
        "If days without a report were silent because few left",
        "With the other figure wherever two contradict each other",
        "With one circumstance at a time left out"};
    enum awol_status status = AWOL_OK;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        for (size_t p = 0; status == AWOL_OK && p < plan->refit->problem.layout.n; p++)
            if (awol_trial_follows(&plan->refit->problem, p) && !plan->refit->problem.fixed[p])
                status =
                    say_range(plan, trials, (enum assumption)k, words[k], p, stream, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < plan->n; i++) {
        char ratio[AWOL_NUMBER_SIZE];
        if (plan->lines[i].assumption != CONTROL || isnan(trials->trials[i].extra))
            continue;
        awol_number_format_short(1 / trials->trials[i].extra, 3, ratio);
        status =
            awol_cells_say(stream, opt_error, "sensitivity",
                           "While the offer stood, the rate rose %s times as much elsewhere as "
                           "in %s, to whom it was not addressed.",
                           ratio, plan->settings->opt_control);
    }
    return status;
}

/* What was asked for and changes nothing in this record. */
static enum awol_status say_moot(const struct plan *plan, struct awol_stream *stream,
                                 struct awol_error *opt_error)
{
    const struct awol_check_settings *s = plan->settings;
    bool any = false;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < plan->n; i++)
        any = any || plan->lines[i].assumption == WITHOUT;
    if (s->by_size && !has_gaps(plan->refit))
        status =
            awol_cells_say(stream, opt_error, "sensitivity",
                           "Every day of the record is counted: there is no silence that could "
                           "mean that few left.");
    if (status == AWOL_OK && s->leave_out && !any)
        status = awol_cells_say(stream, opt_error, "sensitivity",
                                "The fit has no circumstance that could be left out.");
    return status;
}

enum awol_status awol_check_sensitivity(const struct awol_refit *refit,
                                        const struct awol_check_settings *settings,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"kind",     "assumption", "value",  "name",
                                          "estimate", "in_fit",     "reason", NULL};
    struct plan plan = {.refit = refit, .settings = settings};
    struct awol_trials trials = {.n = 0};
    struct awol_table *table;
    enum awol_status status = set_lines(&plan, opt_error);
    if (status == AWOL_OK)
        status = say_moot(&plan, stream, opt_error);
    if (status == AWOL_OK && plan.n > 0) {
        const struct awol_trials_plan tried = {.refit = refit,
                                               .n = plan.n,
                                               .n_threads = settings->n_threads,
                                               .alter = alter,
                                               .context = &plan,
                                               .opt_extra = "offer.control",
                                               .opt_progress = settings->opt_progress};
        awol_check_tell_more(settings->opt_progress, tried.n);
        status = awol_trials_run(&tried, &trials, opt_error);
        if (status == AWOL_OK)
            status = awol_cells_table(stream, "sensitivity", columns, &table, opt_error);
        if (status == AWOL_OK)
            status = write(&plan, &trials, table, opt_error);
        if (status == AWOL_OK)
            status = say(&plan, &trials, stream, opt_error);
        awol_trials_release(&trials);
    }
    free(plan.lines);
    return status;
}
