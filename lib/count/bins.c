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
    *count = (struct awol_count){low_of(count), NAN, NAN, AWOL_KIND_AT_LEAST};
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

/* A person whose days are wider than a bin; or a total, which keeps its own days for now. */
static void put_wide(struct awol_item *item, const struct awol_period *by,
                     struct awol_series *series, struct awol_count_report *report)
{
    if (!item->is_person)
        return;
    item->is_floating = true;
    item->span.start = awol_period_start(by, item->span.start);
    item->span.end = awol_period_next(by, item->span.end - 1);
    awol_report_add(report, AWOL_REMARK_FLOATING, (size_t)low_of(&item->span.count), series,
                    &item->span);
}

/* A total that begins or ends within a bin in which something else was counted says only that so
 * many men left in all the bins it touches. */
static void widen_totals(struct awol_tally *tally, const struct awol_period *by,
                         struct awol_series *series, struct awol_count_report *report)
{
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *item = &tally->items[i];
        bool is_crossed = false;

        if (!item->span.preferred || item->is_floating ||
            item->span.end <= awol_period_next(by, item->span.start))
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
            if (item.span.preferred)
                put_wide(&item, by, series, report);
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

/* Without bins: named persons whose days hold or cross those of other rows of their unit. */
static void find_floating(struct awol_tally *tally, struct awol_series *series,
                          struct awol_count_report *report)
{
    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *a = &tally->items[i];

        for (size_t j = i + 1; j < tally->n; j++) {
            struct awol_item *b = &tally->items[j];
            struct awol_item *pair[] = {a, b};

            if (b->span.unit != a->span.unit || b->span.start >= a->span.end)
                break;
            if (!a->span.preferred || !b->span.preferred)
                continue;
            for (size_t k = 0; k < 2; k++) {
                bool is_held = k == 1 && contains(&a->span, &b->span);

                if (!pair[k]->is_named || pair[k]->is_floating || is_held)
                    continue;
                pair[k]->is_floating = true;
                awol_report_add(report, AWOL_REMARK_FLOATING, (size_t)low_of(&pair[k]->span.count),
                                series, &pair[k]->span);
            }
        }
    }
}

/* Let the floating totals grow until they cross nothing. */
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

/* The men of a floating total are besides those counted inside it; and each of the counts inside
 * may be short of some of them. The outermost rows inside it come first in the sorted order. */
static void total_up(struct awol_tally *tally, size_t at)
{
    struct awol_item *total = &tally->items[at];
    int64_t reached = total->span.start;

    for (size_t i = 0; i < tally->n; i++) {
        struct awol_item *part = &tally->items[i];

        if (i == at || part->span.unit != total->span.unit || !part->span.preferred ||
            !contains(&total->span, &part->span))
            continue;
        if (part->span.start >= reached) {
            total->span.count = awol_count_add(&total->span.count, &part->span.count);
            reached = part->span.end;
        }
        make_at_least(&part->span.count);
    }
}

enum awol_status awol_tally_float(struct awol_tally *tally,
                                  const struct awol_tally_options *options,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error)
{
    enum awol_status status;
    int64_t done_days = 0;

    if (options->by.unit == AWOL_PERIOD_NONE)
        find_floating(tally, series, report);
    grow_floating(tally);
    status = awol_tally_merge(tally, options->prefer == AWOL_PREFER_ALL, series, report, opt_error);

    /* From the shortest to the longest, so that a total inside another is done before it. */
    while (status == AWOL_OK) {
        int64_t next_days = INT64_MAX;

        for (size_t i = 0; i < tally->n; i++) {
            int64_t days = tally->items[i].span.end - tally->items[i].span.start;

            if (tally->items[i].is_floating && days > done_days && days < next_days)
                next_days = days;
        }
        if (next_days == INT64_MAX)
            break;
        for (size_t i = 0; i < tally->n; i++) {
            if (tally->items[i].is_floating &&
                tally->items[i].span.end - tally->items[i].span.start == next_days)
                total_up(tally, i);
        }
        done_days = next_days;
    }
    return status;
}
