#include "count/bins.h"

#include <math.h>
#include <stdlib.h>

static double low_of(const struct awol_count *count)
{
    double low;
    double high;

    awol_count_bounds(count, &low, &high);
    return low;
}

static void make_at_least(struct awol_count *count)
{
    *count = (struct awol_count){low_of(count), (double)NAN, (double)NAN, AWOL_KIND_AT_LEAST};
}

static bool contains(const struct awol_series_span *outer, const struct awol_series_span *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end;
}

static bool crosses(const struct awol_series_span *a, const struct awol_series_span *b)
{
    return a->start < b->end && b->start < a->end && !contains(a, b) && !contains(b, a);
}

/* ---- bins --------------------------------------------------------------------------------- */

/* The bin that is being filled. Rows come sorted by start, longest first. */
struct filling {
    size_t first; /* index of the first row in it */
    size_t unit;
    int64_t start, end; /* days of the bin */
    int64_t covered_to; /* reports leave no gap before this day */
    bool has_gap, has_report, is_open;
    int64_t report_start, report_end; /* the outermost report met last */
};

static void finish_bin(struct filling *filling, struct awol_tally *tally,
                       const struct awol_tally_options *options, struct awol_series *series,
                       struct awol_count_report *report)
{
    bool stated = options->is_complete && options->complete_first <= filling->start &&
                  filling->end <= options->complete_last + 1;

    if (filling->is_open && filling->has_report && !stated &&
        (filling->has_gap || filling->covered_to < filling->end)) {
        struct awol_item *item = &tally->items[filling->first];

        make_at_least(&item->span.count);
        awol_report_add(report, AWOL_REMARK_PARTLY, 1, series, &item->span);
    }
    filling->is_open = false;
}

/* True if the row is part of a report that was put into the bin already. */
static bool fill(struct filling *filling, const struct awol_item *item)
{
    const struct awol_series_span *span = &item->span;
    bool is_part = filling->has_report && filling->report_start <= span->start &&
                   span->end <= filling->report_end;

    if (is_part || item->is_person)
        return is_part;
    filling->has_report = true;
    filling->report_start = span->start;
    filling->report_end = span->end;
    if (span->start > filling->covered_to)
        filling->has_gap = true;
    if (span->end > filling->covered_to)
        filling->covered_to = span->end;
    return false;
}

/* A total that begins or ends within a bin in which something else was counted says only that so
 * many men left in all the bins it touches. */
static void widen_totals(struct awol_tally *tally, const struct awol_period *by,
                         struct awol_series *series, struct awol_count_report *report)
{
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *item = &tally->items[i];
        bool is_crossed = false;

        if (!item->span.preferred || item->span.end <= awol_period_next(by, item->span.start))
            continue;
        for (size_t j = 0; j < tally->n && !is_crossed; j++)
            is_crossed =
                j != i && tally->items[j].span.preferred &&
                tally->items[j].span.unit == item->span.unit && !tally->items[j].is_floating &&
                tally->items[j].span.end <= awol_period_next(by, tally->items[j].span.start) &&
                crosses(&item->span, &tally->items[j].span);
        if (!is_crossed)
            continue;
        awol_report_add(report, AWOL_REMARK_WIDENED, 1, series, &item->span);
        item->span.start = awol_period_start(by, item->span.start);
        item->span.end = awol_period_next(by, item->span.end - 1);
        make_at_least(&item->span.count);
    }
}

void awol_tally_bin(struct awol_tally *tally, const struct awol_tally_options *options,
                    struct awol_series *series, struct awol_count_report *report)
{
    const struct awol_period *by = &options->by;
    struct filling filling = {.is_open = false};
    size_t n = 0;

    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item item = tally->items[i];
        int64_t start = awol_period_start(by, item.span.start);
        int64_t end = awol_period_next(by, start);

        if (!item.span.preferred || item.span.end > end) {
            tally->items[n++] = item;
            continue;
        }
        if (!filling.is_open || filling.unit != item.span.unit || filling.start != start) {
            finish_bin(&filling, tally, options, series, report);
            filling = (struct filling){.first = n,
                                       .unit = item.span.unit,
                                       .start = start,
                                       .end = end,
                                       .covered_to = start,
                                       .is_open = true};
        }
        if (fill(&filling, &item))
            continue;
        item.span.start = start;
        item.span.end = end;
        tally->items[n++] = item;
    }
    finish_bin(&filling, tally, options, series, report);
    tally->n = n;
    widen_totals(tally, by, series, report);
}

/* ---- floating totals ---------------------------------------------------------------------- */

/* With bins: persons whose days fit none. They float over the bins that they touch, or over their
 * own days if these hold a whole bin, lest months in weeks grow into one another. */
static void float_over_bins(struct awol_tally *tally, const struct awol_period *by)
{
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *item = &tally->items[i];
        int64_t start = awol_period_start(by, item->own_start);
        int64_t first_whole = start < item->own_start ? awol_period_next(by, start) : start;

        if (!item->span.preferred || !item->is_person ||
            item->own_end <= awol_period_next(by, start))
            continue;
        item->is_floating = true;
        if (awol_period_next(by, first_whole) <= item->own_end)
            continue;
        item->span.start = start;
        item->span.end = awol_period_next(by, item->own_end - 1);
    }
}

/* Without bins: named persons whose days hold or cross those of other rows of their unit. */
static void float_over_others(struct awol_tally *tally)
{
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *a = &tally->items[i];

        for (size_t j = i + 1; j < tally->n; j++) {
            struct awol_item *b = &tally->items[j];

            if (b->span.unit != a->span.unit || b->span.start >= a->span.end)
                break;
            if (!a->span.preferred || !b->span.preferred)
                continue;
            a->is_floating = a->is_floating || a->is_named;
            b->is_floating = b->is_floating || (b->is_named && !contains(&a->span, &b->span));
        }
    }
}

/* Let the floating rows grow until they cross nothing. */
static void grow_floating(struct awol_tally *tally)
{
    bool grown = true;

    while (grown) {
        grown = false;
        for (size_t i = 0; i < tally->n; i++) {
            struct awol_series_span *a = &tally->items[i].span;

            for (size_t j = 0; j < tally->n && tally->items[i].is_floating; j++) {
                const struct awol_series_span *b = &tally->items[j].span;

                if (a->unit != b->unit || !b->preferred || !crosses(a, b))
                    continue;
                a->start = a->start < b->start ? a->start : b->start;
                a->end = a->end > b->end ? a->end : b->end;
                grown = true;
            }
        }
    }
}

/* All men whose own days lie within a total. Rows come sorted by own days, longest first, and what
 * lies within a report is part of it. */
static void add_inside(const struct awol_tally *tally, struct awol_item *total)
{
    int64_t report_start = 0;
    int64_t report_end = INT64_MIN;
    bool is_first = true;

    for (size_t i = 0; i < tally->n; i++) {
        const struct awol_item *item = &tally->items[i];

        if (item->span.unit != total->span.unit || !item->span.preferred ||
            item->own_start < total->span.start || item->own_end > total->span.end ||
            (report_start <= item->own_start && item->own_end <= report_end))
            continue;
        if (!item->is_person) {
            report_start = item->own_start;
            report_end = item->own_end;
        }
        total->span.count =
            is_first ? item->span.count : awol_count_add(&total->span.count, &item->span.count);
        is_first = false;
    }
}

static bool is_known_total(const struct awol_tally *totals, const struct awol_item *item)
{
    for (size_t i = 0; i < totals->n; i++) {
        const struct awol_series_span *total = &totals->items[i].span;

        if (total->unit == item->span.unit && total->start == item->span.start &&
            total->end == item->span.end)
            return true;
    }
    return false;
}

enum awol_status awol_tally_float(struct awol_tally *tally, struct awol_tally *ret_totals,
                                  const struct awol_tally_options *options,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    size_t n = 0;

    if (options->by.unit == AWOL_PERIOD_NONE)
        float_over_others(tally);
    else
        float_over_bins(tally, &options->by);
    grow_floating(tally);
    for (size_t i = 0; i < tally->n && status == AWOL_OK; i++) {
        struct awol_item total = tally->items[i];

        if (!total.is_floating)
            continue;
        awol_report_add(report, AWOL_REMARK_FLOATING, (size_t)low_of(&total.span.count), series,
                        &total.span);
        if (is_known_total(ret_totals, &total))
            continue;
        add_inside(tally, &total);
        status = awol_tally_append(ret_totals, &total, opt_error);
    }
    for (size_t i = 0; i < tally->n; i++) {
        if (!tally->items[i].is_floating)
            tally->items[n++] = tally->items[i];
    }
    tally->n = n;
    return status;
}

enum awol_status awol_tally_put_totals(struct awol_tally *tally, const struct awol_tally *totals,
                                       struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    size_t n = 0;

    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item item = tally->items[i];
        bool is_same = false;

        for (size_t j = 0; j < totals->n && item.span.preferred; j++) {
            const struct awol_series_span *total = &totals->items[j].span;

            if (total->unit != item.span.unit || total->start >= item.span.end ||
                item.span.start >= total->end)
                continue;
            if (contains(total, &item.span) || crosses(total, &item.span))
                make_at_least(&item.span.count);
            is_same = is_same || (total->start == item.span.start && total->end == item.span.end);
        }
        if (!is_same)
            tally->items[n++] = item;
    }
    tally->n = n;
    for (size_t i = 0; i < totals->n && status == AWOL_OK; i++) {
        struct awol_item total = totals->items[i];

        for (size_t j = 0; j < totals->n; j++) {
            if (j != i && totals->items[j].span.unit == total.span.unit &&
                contains(&totals->items[j].span, &total.span))
                make_at_least(&total.span.count);
        }
        status = awol_tally_append(tally, &total, opt_error);
    }
    return status;
}
