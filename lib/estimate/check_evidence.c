/* Stronger evidence than counts that bunch: what goes on in single units beyond what all units
 * share, and what goes on after a dated push has ended. Both against the same record fitted without
 * any contagion, each unit with a rate of its own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/evidence.h"

/* A count that the fit without contagion expects something of. */
struct seen {
    size_t span; /* in the series */
    size_t unit; /* of the campaign */
    double count, expected, z;
};

struct record {
    struct awol_variant variant;
    const double *neighbours; /* of the fit; NULL where it has none */
    struct seen *seen;
    size_t n;
};

static const struct awol_series_span *span_of(const struct record *record, size_t i)
{
    return &record->variant.series.spans[record->seen[i].span];
}

/* ---- the fit without contagion --------------------------------------------------------------- */

static enum awol_status fit_without(struct awol_variant *variant, struct awol_error *opt_error)
{
    struct awol_request *r = &variant->request;
    r->model = awol_model_find("its");
    r->law = AWOL_LAW_NB;
    r->kernel = AWOL_KERNEL_EXPONENTIAL;
    r->levels = true;
    r->background = r->share_between = r->steady = false;
    r->n_urgency_ids = 0;
    r->after_days = 0;
    enum awol_status status = awol_variant_open(variant, opt_error);
    return status == AWOL_OK ? awol_variant_fit(variant, opt_error) : status;
}

static size_t unit_of(const struct awol_campaign *campaign, size_t series_unit)
{
    size_t u = 0;
    while (u < campaign->n_units && campaign->units[u].index != series_unit)
        u++;
    return u;
}

static enum awol_status take(struct record *record, int64_t seed, struct awol_error *opt_error)
{
    struct awol_variant *variant = &record->variant;
    struct awol_residual *residuals = NULL;
    size_t n = 0;
    enum awol_status status =
        awol_residuals(&variant->problem, variant->values, seed, 0, &residuals, &n, opt_error);
    if (status != AWOL_OK)
        return status;
    record->seen = calloc(n + 1, sizeof *record->seen);
    for (size_t i = 0; record->seen && i < n; i++) {
        const struct awol_series_span *span = &variant->series.spans[residuals[i].span];
        size_t unit = unit_of(&variant->campaign, span->unit);
        /* A total with known parts is scored by what is left: not a count of its time. */
        if (isnan(residuals[i].pearson) || unit == variant->campaign.n_units ||
            !(residuals[i].mean > 0))
            continue;
        double count = residuals[i].mean + residuals[i].pearson * sqrt(residuals[i].variance);
        record->seen[record->n++] =
            (struct seen){residuals[i].span, unit, rint(count), residuals[i].mean, residuals[i].z};
    }
    free(residuals);
    return record->seen ? AWOL_OK : awol_error_memory(opt_error);
}

/* ---- between units ----------------------------------------------------------------------------
 */

struct time {
    int64_t start, end;
};

static int by_time(const void *a, const void *b)
{
    const struct time *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* The different spans of time, in order; those of one unit alone among them. */
static size_t list_times(const struct record *record, struct time *times)
{
    size_t n = 0;
    for (size_t i = 0; i < record->n; i++)
        times[i] = (struct time){span_of(record, i)->start, span_of(record, i)->end};
    qsort(times, record->n, sizeof *times, by_time);
    for (size_t i = 0; i < record->n; i++)
        if (n == 0 || by_time(&times[n - 1], &times[i]) != 0)
            times[n++] = times[i];
    return n;
}

static void fill(const struct record *record, const struct time *times, size_t n, double *counts,
                 double *expected, bool *breaks)
{
    size_t units = record->variant.campaign.n_units;
    for (size_t i = 0; i < n * units; i++)
        counts[i] = expected[i] = NAN;
    for (size_t i = 0; i + 1 < n; i++)
        breaks[i] = times[i].end != times[i + 1].start;
    for (size_t i = 0; i < record->n; i++) {
        const struct time when = {span_of(record, i)->start, span_of(record, i)->end};
        const struct time *at = bsearch(&when, times, n, sizeof *times, by_time);
        size_t cell = (size_t)(at - times) * units + record->seen[i].unit;
        counts[cell] = record->seen[i].count;
        expected[cell] = record->seen[i].expected;
    }
}

static enum awol_status compare_units(const struct record *record, int64_t seed,
                                      struct awol_evidence *unit, struct awol_evidence *near,
                                      struct awol_error *opt_error)
{
    size_t units = record->variant.campaign.n_units;
    struct time *times = calloc(record->n + 1, sizeof *times);
    if (!times)
        return awol_error_memory(opt_error);
    size_t n = list_times(record, times);
    double *counts = calloc(n * units + 1, sizeof *counts);
    double *expected = calloc(n * units + 1, sizeof *expected);
    bool *breaks = calloc(n + 1, sizeof *breaks);
    enum awol_status status = counts && expected && breaks ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        const struct awol_evidence_table table = {n, units, counts, expected, breaks};
        fill(record, times, n, counts, expected, breaks);
        status = awol_evidence_units(&table, NULL, seed, unit, opt_error);
        if (status == AWOL_OK && record->neighbours)
            status = awol_evidence_units(&table, record->neighbours, seed, near, opt_error);
    }
    free(breaks);
    free(expected);
    free(counts);
    free(times);
    return status;
}

/* ---- after pushes -----------------------------------------------------------------------------
 */

static bool is_push(const struct awol_effect *effect)
{
    return effect->offer && !effect->after && !effect->offer->open &&
           effect->offer->shape == AWOL_SHAPE_FLAT;
}

static bool touches(const struct awol_effect *effect, const char *unit)
{
    return effect->offer && (!effect->offer->unit[0] || strcmp(effect->offer->unit, unit) == 0);
}

/* Some day of the span belongs to what is offered, distributed or suffered. */
static bool is_during(const struct awol_campaign *campaign, const struct awol_series_span *span,
                      const char *unit)
{
    for (size_t e = 0; e < campaign->n_effects; e++) {
        const struct awol_offer *offer = campaign->effects[e].offer;
        if (offer && touches(&campaign->effects[e], unit) && span->end > offer->start_first &&
            (offer->open || span->start <= offer->end))
            return true;
    }
    return false;
}

/* Which way the push went whose end the span follows as one of the next so many of its length; the
 * first to be found where several have just ended. */
static int sign_after(const struct awol_variant *variant, const struct awol_series_span *span,
                      const char *unit)
{
    const struct awol_campaign *campaign = &variant->campaign;
    for (size_t e = 0; e < campaign->n_effects; e++) {
        const struct awol_effect *effect = &campaign->effects[e];
        if (!is_push(effect) || !touches(effect, unit))
            continue;
        int64_t since = span->start - (effect->offer->end + 1);
        double ratio = awol_variant_value(variant, effect->name);
        if (since >= 0 && since < AWOL_EVIDENCE_LAGS * (span->end - span->start) && ratio != 1)
            return ratio > 1 ? 1 : -1;
    }
    return 0;
}

/* Residuals come by unit, in the order of time. */
static enum awol_status compare_pushes(const struct record *record, struct awol_evidence *push,
                                       struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = &record->variant.campaign;
    struct awol_evidence_run *runs = calloc(campaign->n_units + 1, sizeof *runs);
    double *z = calloc(record->n + 1, sizeof *z);
    int *signs = calloc(record->n + 1, sizeof *signs);
    size_t n = 0, n_runs = 0, unit = SIZE_MAX;
    enum awol_status status = runs && z && signs ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < record->n; i++) {
        const char *name = campaign->units[record->seen[i].unit].name;
        if (is_during(campaign, span_of(record, i), name))
            continue;
        if (record->seen[i].unit != unit) {
            unit = record->seen[i].unit;
            runs[n_runs++] = (struct awol_evidence_run){z + n, signs + n, 0};
        }
        z[n] = record->seen[i].z;
        signs[n++] = sign_after(&record->variant, span_of(record, i), name);
        runs[n_runs - 1].n++;
    }
    if (status == AWOL_OK)
        awol_evidence_pushes(runs, n_runs, push);
    free(signs);
    free(z);
    free(runs);
    return status;
}

/* ---- words ------------------------------------------------------------------------------------
 */

enum { UNIT, NEAR, PUSH, KINDS };

static const double small = 0.05;

static const char *const names[KINDS] = {"unit", "near", "push"};
static const char *const meanings[KINDS] = {
    "a unit's share of the departures against its share of the next three counts",
    "a unit's share of the departures against what its neighbours' shares were before",
    "the three counts after a dated push ended against what was expected without contagion"};

/* What is said where the record shows it, and where it does not. */
static const char *const shown[KINDS] = {
    "Units that had lost more than their share went on losing more",
    "Where more than their share had left the units nearest to one, more left it afterwards",
    "After dated pushes had ended, departures went on in the same direction"};
static const char *const not_shown[KINDS] = {
    "Units that had lost more than their share did not clearly go on losing more",
    ("Where more than their share had left the units nearest to one, not clearly more left it "
     "afterwards"),
    "After dated pushes had ended, departures did not clearly go on in the same direction"};
static const char *const rest[KINDS] = {
    "A change that touched all units alike cannot do that; comrades can, and so can what touched "
    "single units for a while.",
    "A change that touched all units alike cannot do that; comrades can, and so can what touched "
    "neighbouring units for a while, together or one after the other.",
    "Comrades can do that, and so can a push that lingered beyond its date."};

static enum awol_status write_row(const struct awol_evidence *evidence, size_t kind,
                                  struct awol_table *table, struct awol_stream *stream,
                                  struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    char number[AWOL_NUMBER_SIZE];
    if (isnan(evidence->statistic))
        return AWOL_OK;
    awol_cells_text(&row, names[kind]);
    awol_cells_number(&row, evidence->statistic);
    awol_cells_number(&row, evidence->p);
    awol_cells_number(&row, (double)evidence->draws);
    awol_cells_number(&row, (double)evidence->n);
    awol_cells_text(&row, meanings[kind]);
    enum awol_status status = awol_cells_append(&row, table, opt_error);
    if (status != AWOL_OK)
        return status;
    bool is_shown = evidence->p <= small;
    awol_number_format_short(evidence->statistic, 2, number);
    return awol_cells_say(stream, opt_error, "evidence", "%s (%s %s, p = %.2g)%s%s",
                          is_shown ? shown[kind] : not_shown[kind],
                          kind == PUSH ? "on average, in standard deviations," : "correlation",
                          number, evidence->p, is_shown ? ". " : ".", is_shown ? rest[kind] : "");
}

static enum awol_status say_what_there_is(const struct awol_evidence *evidence,
                                          struct awol_stream *stream, struct awol_error *opt_error)
{
    bool units = !isnan(evidence[UNIT].statistic), pushes = !isnan(evidence[PUSH].statistic);
    return awol_cells_say(
        stream, opt_error, "evidence",
        "Counts that bunch are weak evidence that men followed each other. Stronger would be "
        "departures that go on after a dated push has ended, and departures that spread within "
        "and between units apart from what all units shared: this record can be asked about %s.",
        pushes && units ? "both"
        : pushes        ? "dated pushes with an end, but not about units side by side"
        : units         ? "units side by side, but not about dated pushes with an end"
                        : "neither");
}

static enum awol_status write(const struct awol_evidence *evidence, struct awol_stream *stream,
                              struct awol_error *opt_error)
{
    static const char *const columns[] = {"evidence", "statistic", "p", "draws",
                                          "n",        "meaning",   NULL};
    struct awol_table *table;
    enum awol_status status = say_what_there_is(evidence, stream, opt_error);
    if (status != AWOL_OK || (isnan(evidence[UNIT].statistic) && isnan(evidence[PUSH].statistic)))
        return status;
    status = awol_cells_table(stream, "evidence", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < KINDS; k++)
        status = write_row(&evidence[k], k, table, stream, opt_error);
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static enum awol_status measure(struct record *record, const struct awol_refit *refit,
                                const struct awol_check_settings *settings,
                                struct awol_evidence *evidence, struct awol_error *opt_error)
{
    enum awol_status status = fit_without(&record->variant, opt_error);
    if (status == AWOL_OK)
        status = take(record, settings->seed, opt_error);
    /* Without what goes between units the campaign is the same, but for units that it leaves out.
     */
    if (record->variant.campaign.n_units != refit->campaign.n_units)
        record->neighbours = NULL;
    if (status == AWOL_OK && record->variant.campaign.n_units > 1)
        status = compare_units(record, settings->seed, &evidence[UNIT], &evidence[NEAR], opt_error);
    if (status == AWOL_OK)
        status = compare_pushes(record, &evidence[PUSH], opt_error);
    return status;
}

enum awol_status awol_check_evidence(const struct awol_refit *refit,
                                     const struct awol_check_settings *settings,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    const struct awol_evidence none = {NAN, NAN, 0, 0};
    struct awol_evidence evidence[KINDS] = {none, none, none};
    struct record record = {.neighbours = refit->neighbours};
    const struct awol_model *model = refit->request.model;
    if (!(model->takes & (AWOL_TAKES_EFFECTS | AWOL_TAKES_LEVELS)))
        return AWOL_OK;
    enum awol_status status = awol_variant_init(&record.variant, refit, opt_error);
    if (status == AWOL_OK)
        status = measure(&record, refit, settings, evidence, opt_error);
    if (status == AWOL_RANGE || status == AWOL_UNFIT)
        status = AWOL_OK; /* the record cannot be asked */
    if (status == AWOL_OK)
        status = write(evidence, stream, opt_error);
    free(record.seen);
    awol_variant_release(&record.variant);
    return status;
}
