#include "count/tally.h"

#include <math.h>
#include <stdlib.h>

#include "count/bins.h"

void awol_tally_release(struct awol_tally *tally)
{
    free(tally->items);
    *tally = (struct awol_tally){.n = 0};
}

bool awol_tally_wants(const struct awol_tally_options *options, const struct awol_event *event)
{
    const char *word = event->event[0] == '\0' ? "deserted" : event->event;
    bool listed = false;

    for (size_t i = 0; i < options->n_events && !listed; i++)
        listed = awol_text_equal(word, options->events[i]);
    if (!listed)
        return false;
    switch (options->prefer) {
    case AWOL_PREFER_PREFERRED:
        return event->preferred;
    case AWOL_PREFER_OWN:
        return awol_text_equal(event->reported_by, "own");
    case AWOL_PREFER_ENEMY:
        return awol_text_equal(event->reported_by, "enemy");
    case AWOL_PREFER_ALL:
        return true;
    }
    return false;
}

enum awol_status awol_tally_append(struct awol_tally *tally, const struct awol_item *item,
                                   struct awol_error *opt_error)
{
    if (tally->n == tally->capacity) {
        size_t capacity = tally->capacity == 0 ? 64 : 2 * tally->capacity;
        struct awol_item *items = realloc(tally->items, capacity * sizeof items[0]);

        if (items == NULL)
            return awol_error_memory(opt_error);
        tally->items = items;
        tally->capacity = capacity;
    }
    tally->items[tally->n++] = *item;
    return AWOL_OK;
}

static void set_numbers(struct awol_item *item, const struct awol_tally_options *options,
                        const struct awol_event *event)
{
    const struct awol_count *count = &event->count;
    bool is_exact = count->kind == AWOL_KIND_EXACT;
    bool other_basis = options->opt_basis != NULL && event->basis[0] != '\0' &&
                       !awol_text_equal(event->basis, options->opt_basis);

    item->is_named = event->person[0] != '\0';
    item->is_person =
        item->is_named || (is_exact && (count->count == 1.0 || event->party >= count->count));
    item->span.count = *count;
    if (options->count_rows)
        item->span.count = (struct awol_count){count->count == 0.0 ? 0.0 : 1.0, (double)NAN,
                                               (double)NAN, AWOL_KIND_EXACT};
    item->span.at_risk = other_basis ? (double)NAN : event->at_risk;
    item->span.party = event->party;
}

static void agree(const char **agreed, const char *word)
{
    if (*agreed == NULL)
        *agreed = word;
    else if (!awol_text_equal(*agreed, word))
        *agreed = "";
}

/* A row is counted: what do all that are counted have in common? */
static void report_row(struct awol_count_report *report, const struct awol_event *event)
{
    report->n_rows++;
    agree(&report->event, event->event[0] == '\0' ? "deserted" : event->event);
    agree(&report->to, event->to);
    agree(&report->reported_by, event->reported_by);
}

enum awol_status awol_tally_add(struct awol_tally *tally, const struct awol_tally_options *options,
                                const struct awol_event *event, struct awol_series *series,
                                struct awol_count_report *report, struct awol_error *opt_error)
{
    struct awol_item item = {.span = {.start = event->when.earliest,
                                      .end = event->when.latest + 1,
                                      .preferred = event->preferred,
                                      .place = event->where}};
    bool is_open = event->when.open_earliest || event->when.open_latest;
    enum awol_status status;

    if (!awol_tally_wants(options, event))
        return AWOL_OK;
    if (!is_open && ((options->has_from && item.span.end <= options->from) ||
                     (options->has_to && item.span.start > options->to)))
        return AWOL_OK;
    if ((status = awol_series_unit(series, event->unit[0] == '\0' ? "all" : event->unit,
                                   &item.span.unit, opt_error)) != AWOL_OK)
        return status;
    if (is_open) {
        if (event->when.open_earliest)
            item.span.start = event->when.open_latest ? 0 : event->when.latest;
        item.span.end = item.span.start + 1;
        awol_report_add(report, AWOL_REMARK_OPEN, 1, series, &item.span);
        return AWOL_OK;
    }
    if ((options->has_from && item.span.start < options->from) ||
        (options->has_to && item.span.end > options->to + 1)) {
        awol_report_add(report, AWOL_REMARK_OUTSIDE, 1, series, &item.span);
        return AWOL_OK;
    }
    item.own_start = item.span.start;
    item.own_end = item.span.end;
    set_numbers(&item, options, event);
    item.span.basis =
        isnan(item.span.at_risk) ? "" : awol_arena_string(&series->arena, event->basis);
    item.span.source = awol_arena_string(&series->arena, event->source);
    if (item.span.basis == NULL || item.span.source == NULL)
        return awol_error_memory(opt_error);
    report_row(report, event);
    return awol_tally_append(tally, &item, opt_error);
}

struct awol_count awol_count_add(const struct awol_count *a, const struct awol_count *b)
{
    enum awol_kind most = a->kind > b->kind ? a->kind : b->kind;
    enum awol_kind least = a->kind > b->kind ? b->kind : a->kind;
    struct awol_count sum = {a->count + b->count, (double)NAN, (double)NAN, most};
    double low[2];
    double high[2];

    awol_count_bounds(a, &low[0], &high[0]);
    awol_count_bounds(b, &low[1], &high[1]);
    if (a->kind == AWOL_KIND_AT_LEAST || b->kind == AWOL_KIND_AT_LEAST)
        return (struct awol_count){low[0] + low[1], (double)NAN, (double)NAN, AWOL_KIND_AT_LEAST};
    if (most == AWOL_KIND_AT_MOST && least != AWOL_KIND_AT_MOST)
        sum = (struct awol_count){(double)NAN, (double)NAN, (double)NAN, AWOL_KIND_RANGE};
    bool has_bounds = most != AWOL_KIND_AT_MOST && low[0] + low[1] < high[0] + high[1];

    if (most == AWOL_KIND_RANGE || sum.kind == AWOL_KIND_RANGE || has_bounds) {
        sum.low = low[0] + low[1];
        sum.high = high[0] + high[1];
    }
    return sum;
}

static int compare_items(const void *left, const void *right)
{
    const struct awol_item *a = left;
    const struct awol_item *b = right;

    if (a->span.unit != b->span.unit)
        return a->span.unit < b->span.unit ? -1 : 1;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    if (a->span.preferred != b->span.preferred)
        return a->span.preferred ? -1 : 1;
    if (a->span.place.line != b->span.place.line)
        return a->span.place.line < b->span.place.line ? -1 : 1;
    return 0;
}

static bool same_days(const struct awol_item *a, const struct awol_item *b)
{
    return a->span.unit == b->span.unit && a->span.start == b->span.start &&
           a->span.end == b->span.end;
}

#define MAX_SOURCE 200

static enum awol_status add_source(struct awol_item *into, const struct awol_item *from,
                                   struct awol_series *series, struct awol_error *opt_error)
{
    const char *have = into->span.source;
    const char *more = from->span.source;
    size_t length = strlen(have) + strlen(more);
    char joined[2 * MAX_SOURCE + 8];

    if (more[0] == '\0' || strstr(have, more) != NULL || length > MAX_SOURCE)
        return AWOL_OK;
    snprintf(joined, sizeof joined, "%s%s%s", have, have[0] == '\0' ? "" : "; ", more);
    into->span.source = awol_arena_string(&series->arena, joined);
    return into->span.source == NULL ? awol_error_memory(opt_error) : AWOL_OK;
}

/* Add one row to another of the same unit and days. */
static enum awol_status join(struct awol_item *into, const struct awol_item *from,
                             struct awol_series *series, struct awol_error *opt_error)
{
    struct awol_series_span *a = &into->span;
    const struct awol_series_span *b = &from->span;

    if (!isnan(a->at_risk) && !isnan(b->at_risk) && a->basis[0] != '\0' && b->basis[0] != '\0' &&
        !awol_text_equal(a->basis, b->basis))
        return awol_error_at(opt_error, series->source, b->place,
                             "men at risk are on two bases, “%.60s” and (line %zu) “%.60s”: "
                             "choose one with --basis",
                             b->basis, a->place.line, a->basis);
    a->count = awol_count_add(&a->count, &b->count);
    if (isnan(a->at_risk) || b->at_risk > a->at_risk) {
        a->at_risk = b->at_risk;
        a->basis = b->basis;
    }
    if (a->party != b->party)
        a->party = (double)NAN;
    into->is_person = into->is_person && from->is_person;
    into->is_named = into->is_named && from->is_named;
    return add_source(into, from, series, opt_error);
}

enum awol_status awol_tally_merge(struct awol_tally *tally, bool keep_rivals,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error)
{
    size_t n = 0;

    if (tally->n > 1)
        qsort(tally->items, tally->n, sizeof tally->items[0], compare_items);
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *item = &tally->items[i];
        struct awol_item *last = n > 0 ? &tally->items[n - 1] : NULL;
        enum awol_status status;

        if (last == NULL || !same_days(last, item) || (keep_rivals && !item->span.preferred)) {
            tally->items[n++] = *item;
            continue;
        }
        if (!item->span.preferred) {
            awol_report_add(report, AWOL_REMARK_RIVAL, 1, series, &item->span);
            continue;
        }
        if ((status = join(last, item, series, opt_error)) != AWOL_OK)
            return status;
    }
    tally->n = n;
    return AWOL_OK;
}

void awol_tally_set_origin(const struct awol_tally *tally, struct awol_tally_options *options)
{
    if (!options->origin_is_first)
        return;
    for (size_t i = 0; i < tally->n; i++) {
        if (i == 0 || tally->items[i].span.start < options->by.origin)
            options->by.origin = tally->items[i].span.start;
    }
    if (options->has_from)
        options->by.origin = options->from;
}

enum awol_status awol_tally_finish(struct awol_tally *tally,
                                   const struct awol_tally_options *options,
                                   struct awol_series *series, struct awol_count_report *report,
                                   struct awol_error *opt_error)
{
    bool keep_rivals = options->prefer == AWOL_PREFER_ALL;
    struct awol_tally totals = {.n = 0};
    enum awol_status status = awol_tally_merge(tally, keep_rivals, series, report, opt_error);

    /* What one side reported stands alone, whichever side the record prefers. */
    for (size_t i = 0; i < tally->n && !keep_rivals; i++)
        tally->items[i].span.preferred = true;
    if (status == AWOL_OK)
        status = awol_tally_float(tally, &totals, options, series, report, opt_error);
    if (status == AWOL_OK && options->by.unit != AWOL_PERIOD_NONE) {
        awol_tally_bin(tally, options, series, report);
        status = awol_tally_merge(tally, keep_rivals, series, report, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_tally_put_totals(tally, &totals, opt_error);
    awol_tally_release(&totals);
    for (size_t i = 0; i < tally->n && status == AWOL_OK; i++)
        status = awol_series_append(series, &tally->items[i].span, opt_error);
    return status == AWOL_OK ? awol_series_sort(series, opt_error) : status;
}
