#include "count/tally.h"

#include <math.h>
#include <stdlib.h>

#include "count/bins.h"
#include "count/tally_take.h"

void awol_tally_release(struct awol_tally *tally)
{
    free(tally->unit_numbers);
    awol_words_release(&tally->units);
    awol_words_release(&tally->words);
    awol_sources_release(&tally->sources);
    free(tally->places);
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

/* n times a count: exact whole men are multiplied, others added one by one, as rows are. */
static struct awol_count times(const struct awol_count *count, uint64_t n)
{
    struct awol_count sum = *count;

    if (n == 0 || (count->kind == AWOL_KIND_EXACT && count->count == floor(count->count))) {
        sum.count *= (double)n;
        sum.low *= (double)n;
        sum.high *= (double)n;
        return sum;
    }
    for (uint64_t i = 1; i < n; i++)
        sum = awol_count_add(&sum, count);
    return sum;
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

static bool is_open(const struct awol_event *event)
{
    return event->when.open_earliest || event->when.open_latest;
}

/* The row of a man who was there, and did nothing: it is for person-time. */
static bool is_of_nobody(const struct awol_event *event)
{
    return event->when.open_earliest && event->when.open_latest && event->count.count == 0.0 &&
           event->count.kind == AWOL_KIND_EXACT && event->event[0] == '\0';
}

/* The options count neither such events nor such days. */
static bool is_passed(const struct awol_tally_options *options, const struct awol_event *event)
{
    return !awol_tally_wants(options, event) || is_of_nobody(event) ||
           (!is_open(event) && ((options->has_from && event->when.latest < options->from) ||
                                (options->has_to && event->when.earliest > options->to)));
}

static bool is_cut(const struct awol_tally_options *options, const struct awol_event *event)
{
    return (options->has_from && event->when.earliest < options->from) ||
           (options->has_to && event->when.latest > options->to);
}

enum awol_tally_grade awol_tally_grade(const struct awol_tally_options *options,
                                       const struct awol_event *event, int64_t *ret_bin)
{
    struct awol_item item = {.is_person = false};
    int64_t bin;

    if (is_passed(options, event))
        return AWOL_TALLY_PASSED;
    if (!event->preferred)
        return AWOL_TALLY_ROW;
    set_numbers(&item, options, event);
    if (is_open(event) || is_cut(options, event) || !item.is_person ||
        item.span.count.kind != AWOL_KIND_EXACT || !isnan(item.span.at_risk) ||
        !isnan(item.span.party) || options->by.unit == AWOL_PERIOD_NONE || options->origin_is_first)
        return AWOL_TALLY_DAYS;
    bin = awol_period_start(&options->by, event->when.earliest);
    if (event->when.latest >= awol_period_next(&options->by, bin))
        return AWOL_TALLY_DAYS;
    *ret_bin = bin;
    return AWOL_TALLY_MAN;
}

/* The event's texts do not stay: those that do are of the list of words. */
static void agree(const char **agreed, const char *word, const char *const *words)
{
    if (*agreed != NULL && !awol_text_equal(*agreed, word))
        *agreed = "";
    if (*agreed != NULL)
        return;
    *agreed = "";
    for (size_t i = 0; words[i] != NULL; i++) {
        if (awol_text_equal(words[i], word))
            *agreed = words[i];
    }
}

/* Rows are counted: what do all that are counted have in common? */
static void report_rows(struct awol_count_report *report, const struct awol_event *event,
                        uint64_t n)
{
    report->n_rows += n;
    agree(&report->event, event->event[0] == '\0' ? "deserted" : event->event, awol_event_words);
    agree(&report->to, event->to, awol_event_to_words);
    agree(&report->reported_by, event->reported_by, awol_event_reporter_words);
}

static bool keep_texts(struct awol_tally *tally, struct awol_item *item,
                       const struct awol_event *event)
{
    size_t number;

    item->span.basis = "";
    item->span.source = "";
    if (!isnan(item->span.at_risk)) {
        if (!awol_words_take(&tally->words, event->basis, &number))
            return false;
        item->span.basis = tally->words.texts[number];
    }
    return awol_sources_put(&tally->sources, &item->sources, event->source, item->span.place.line);
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

bool awol_item_same_days(const struct awol_item *a, const struct awol_item *b)
{
    return a->span.unit == b->span.unit && a->span.start == b->span.start &&
           a->span.end == b->span.end;
}

enum awol_status awol_item_join(struct awol_sources *sources, struct awol_item *into,
                                struct awol_item *from, const struct awol_series *series,
                                struct awol_error *opt_error)
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
    awol_sources_move(sources, &into->sources, &from->sources);
    return AWOL_OK;
}

enum awol_status awol_tally_merge(struct awol_tally *tally, bool keep_rivals,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error)
{
    size_t n = 0;

    if (tally->n > 1)
        qsort(tally->items, tally->n, sizeof tally->items[0], compare_items);
    for (size_t i = 0; i < tally->n && tally->items != NULL; i++) {
        struct awol_item *item = &tally->items[i];
        struct awol_item *last = &tally->items[n > 0 ? n - 1 : 0];
        enum awol_status status;

        if (n == 0 || !awol_item_same_days(last, item) || (keep_rivals && !item->span.preferred)) {
            tally->items[n++] = *item;
            continue;
        }
        if (!item->span.preferred) {
            awol_report_add(report, AWOL_REMARK_RIVAL, 1, series, &item->span);
            continue;
        }
        if ((status = awol_item_join(&tally->sources, last, item, series, opt_error)) != AWOL_OK)
            return status;
    }
    tally->n = n;
    return AWOL_OK;
}

/* ---- taking up ---------------------------------------------------------------------------- */

enum awol_status awol_tally_add(struct awol_tally *tally, const struct awol_tally_options *options,
                                const struct awol_event *event, struct awol_series *series,
                                struct awol_count_report *report, struct awol_error *opt_error)
{
    return awol_tally_add_times(tally, options, event, 1, series, report, opt_error);
}

enum awol_status awol_tally_add_times(struct awol_tally *tally,
                                      const struct awol_tally_options *options,
                                      const struct awol_event *event, uint64_t n,
                                      struct awol_series *series, struct awol_count_report *report,
                                      struct awol_error *opt_error)
{
    struct awol_item item = {.span = {.start = event->when.earliest,
                                      .end = event->when.latest + 1,
                                      .preferred = event->preferred,
                                      .place = event->where}};
    enum awol_status status;

    if (is_passed(options, event))
        return AWOL_OK;
    if ((status = awol_tally_unit(tally, event->unit[0] == '\0' ? "all" : event->unit, series,
                                  &item.span.unit, opt_error)) != AWOL_OK)
        return status;
    if (is_open(event)) {
        if (event->when.open_earliest)
            item.span.start = event->when.open_latest ? 0 : event->when.latest;
        item.span.end = item.span.start + 1;
        awol_report_add(report, AWOL_REMARK_OPEN, n, series, &item.span);
        return AWOL_OK;
    }
    if (is_cut(options, event)) {
        awol_report_add(report, AWOL_REMARK_OUTSIDE, n, series, &item.span);
        return AWOL_OK;
    }
    item.own_start = item.span.start;
    item.own_end = item.span.end;
    set_numbers(&item, options, event);
    item.span.count = times(&item.span.count, n);
    if (!keep_texts(tally, &item, event))
        return awol_error_memory(opt_error);
    report_rows(report, event, n);
    return awol_tally_take(tally, &item, series, opt_error);
}

bool awol_tally_is_empty(const struct awol_tally *tally)
{
    return tally->n == 0 && tally->n_waiting == 0;
}

void awol_tally_set_origin(const struct awol_tally *tally, struct awol_tally_options *options)
{
    if (!options->origin_is_first)
        return;
    for (size_t i = 0; i < tally->n; i++) {
        if (i == 0 || tally->items[i].span.start < options->by.origin)
            options->by.origin = tally->items[i].span.start;
    }
    for (size_t i = 0; i < tally->n_waiting; i++) {
        if ((tally->n == 0 && i == 0) || tally->waiting[i].span.start < options->by.origin)
            options->by.origin = tally->waiting[i].span.start;
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
    enum awol_status status = awol_tally_take_waiting(tally, series, opt_error);

    if (status == AWOL_OK)
        status = awol_tally_merge(tally, keep_rivals, series, report, opt_error);
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
    for (size_t i = 0; i < tally->n && status == AWOL_OK; i++) {
        char names[AWOL_SOURCES_SIZE];

        tally->items[i].span.source = awol_sources_name(tally->items[i].sources, names);
        status = awol_series_append(series, &tally->items[i].span, opt_error);
    }
    return status == AWOL_OK ? awol_series_sort(series, opt_error) : status;
}
