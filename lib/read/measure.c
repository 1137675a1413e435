#include "read/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/calendar.h"

const char *const awol_measure_names[] = {"men",          "cumulative", "stock",
                                          "monthly-mean", "rate",       NULL};

void awol_measure_release(struct awol_measure *measure)
{
    awol_text_release(&measure->remark);
    awol_text_release(&measure->rule);
    awol_text_release(&measure->date);
    free(measure->last);
    awol_arena_release(&measure->arena);
}

bool awol_measure_takes_fractions(const struct awol_measure *measure)
{
    return measure->kind == AWOL_MEASURE_MONTHLY_MEAN || measure->kind == AWOL_MEASURE_RATE;
}

/* ---- the row before ----------------------------------------------------------------------- */

static struct awol_measure_last *find_last(const struct awol_measure *measure,
                                           const struct awol_event *event)
{
    for (size_t i = 0; i < measure->n; i++) {
        struct awol_measure_last *const last = &measure->last[i];

        if (strcmp(last->unit, event->unit) == 0 && strcmp(last->event, event->event) == 0 &&
            strcmp(last->reported_by, event->reported_by) == 0 &&
            last->preferred == event->preferred)
            return last;
    }
    return NULL;
}

static enum awol_status add_last(struct awol_measure *measure, const struct awol_event *event,
                                 struct awol_error *opt_error)
{
    struct awol_measure_last last = {.preferred = event->preferred,
                                     .latest = event->when.latest,
                                     .count = event->count.count,
                                     .line = event->where.line};

    last.unit = awol_arena_string(&measure->arena, event->unit);
    last.event = awol_arena_string(&measure->arena, event->event);
    last.reported_by = awol_arena_string(&measure->arena, event->reported_by);
    if (!last.unit || !last.event || !last.reported_by)
        return awol_error_memory(opt_error);
    if (measure->n == measure->capacity) {
        const size_t capacity = measure->capacity == 0 ? 16 : 2 * measure->capacity;
        struct awol_measure_last *const larger = realloc(measure->last, capacity * sizeof *larger);

        if (!larger)
            return awol_error_memory(opt_error);
        measure->last = larger;
        measure->capacity = capacity;
    }
    measure->last[measure->n++] = last;
    return AWOL_OK;
}

/* The event says by its rule that its count was worked out. */
static enum awol_status note_rule(struct awol_measure *measure, struct awol_event *event,
                                  struct awol_error *opt_error)
{
    awol_text_clear(&measure->rule);
    awol_text_append_format(&measure->rule, "%s%s%s", event->rule,
                            event->rule[0] == '\0' ? "" : "+", awol_measure_names[measure->kind]);
    event->rule = awol_text_string(&measure->rule);
    return awol_text_check(&measure->rule, opt_error);
}

static enum awol_status set_days(struct awol_measure *measure, int64_t earliest, int64_t latest,
                                 struct awol_event *event, struct awol_error *opt_error)
{
    char a[AWOL_DAY_TEXT_SIZE], b[AWOL_DAY_TEXT_SIZE];

    if (!awol_day_has_edtf(earliest) || !awol_day_has_edtf(latest))
        return awol_error_set(opt_error, AWOL_DATA, AWOL_NO_EDTF);
    event->when = (struct awol_span){.earliest = earliest, .latest = latest};
    awol_text_clear(&measure->date);
    awol_text_append(&measure->date, awol_day_format(earliest, a));
    if (latest > earliest)
        awol_text_append_format(&measure->date, "/%s", awol_day_format(latest, b));
    event->date = awol_text_string(&measure->date);
    return awol_text_check(&measure->date, opt_error);
}

/* ---- totals and stocks -------------------------------------------------------------------- */

static enum awol_status check_total(const struct awol_measure *measure, bool has_count,
                                    const struct awol_event *event, struct awol_error *opt_error)
{
    const char *const what = awol_measure_names[measure->kind];

    if (event->when.open_latest)
        return awol_error_set(opt_error, AWOL_DATA, "a count that is %s needs a date with an end",
                              what);
    if (!has_count ||
        (event->count.kind != AWOL_KIND_EXACT && event->count.kind != AWOL_KIND_ABOUT))
        return awol_error_set(opt_error, AWOL_DATA, "a count that is %s must be a number, not %s",
                              what, has_count ? "a range or a bound" : "empty");
    return AWOL_OK;
}

/* The first total of a unit: men, if the row says since when. */
static enum awol_status begin_total(struct awol_measure *measure, struct awol_event *event,
                                    bool *ret_keep, struct awol_error *opt_error)
{
    const bool since = strchr(event->date, '/') != NULL && !event->when.open_earliest;
    enum awol_status status = add_last(measure, event, opt_error);

    *ret_keep = since;
    if (status == AWOL_OK && !since && measure->n_first++ == 0)
        measure->first_line = event->where.line;
    if (status == AWOL_OK && since && measure->kind == AWOL_MEASURE_STOCK)
        event->count.kind = AWOL_KIND_AT_LEAST;
    return status == AWOL_OK && since ? note_rule(measure, event, opt_error) : status;
}

static enum awol_status check_order(const struct awol_measure *measure,
                                    const struct awol_measure_last *last,
                                    const struct awol_event *event, struct awol_error *opt_error)
{
    char a[AWOL_NUMBER_SIZE], b[AWOL_NUMBER_SIZE], day[2][AWOL_DAY_TEXT_SIZE];

    if (event->when.latest <= last->latest)
        return awol_error_set(
            opt_error, AWOL_DATA,
            "its date ends on %s, not after that of line %zu (%s): rows of a unit must stand in "
            "the order of their dates",
            awol_day_format(event->when.latest, day[0]), last->line,
            awol_day_format(last->latest, day[1]));
    if (measure->kind == AWOL_MEASURE_CUMULATIVE && event->count.count < last->count)
        return awol_error_set(opt_error, AWOL_DATA,
                              "the total falls from %s in line %zu to %s: a cumulative total only "
                              "grows",
                              awol_number_format(last->count, a), last->line,
                              awol_number_format(event->count.count, b));
    return AWOL_OK;
}

static enum awol_status apply_total(struct awol_measure *measure, bool has_count,
                                    struct awol_event *event, bool *ret_keep,
                                    struct awol_error *opt_error)
{
    struct awol_measure_last *const last = find_last(measure, event);
    const double total = event->count.count;
    const bool stock = measure->kind == AWOL_MEASURE_STOCK;
    int64_t latest = event->when.latest;
    double men;
    enum awol_status status = check_total(measure, has_count, event, opt_error);

    if (status != AWOL_OK)
        return status;
    if (!last)
        return begin_total(measure, event, ret_keep, opt_error);
    if ((status = check_order(measure, last, event, opt_error)) != AWOL_OK ||
        (status = set_days(measure, last->latest + 1, latest, event, opt_error)) != AWOL_OK ||
        (status = note_rule(measure, event, opt_error)) != AWOL_OK)
        return status;
    men = total - last->count;
    last->latest = latest;
    last->count = total;
    last->line = event->where.line;
    *ret_keep = !stock || men > 0.0;
    if (!*ret_keep && measure->n_falls++ == 0)
        measure->fall_line = event->where.line;
    event->count = (struct awol_count){men, (double)NAN, (double)NAN,
                                       stock ? AWOL_KIND_AT_LEAST : event->count.kind};
    return AWOL_OK;
}

/* ---- means and rates ---------------------------------------------------------------------- */

/* Whole months of the Gregorian calendar; 0 if the span is none. */
static double count_months(const struct awol_span *span)
{
    struct awol_date first, behind;

    if (span->open_earliest || span->open_latest)
        return 0.0;
    first = awol_date_from_day(AWOL_GREGORIAN, span->earliest);
    behind = awol_date_from_day(AWOL_GREGORIAN, span->latest + 1);
    if (first.day != 1 || behind.day != 1)
        return 0.0;
    return (double)(12 * (behind.year - first.year) + (behind.month - first.month));
}

static enum awol_status find_factor(const struct awol_measure *measure,
                                    const struct awol_event *event, double *ret_factor,
                                    struct awol_error *opt_error)
{
    if (measure->kind == AWOL_MEASURE_MONTHLY_MEAN) {
        *ret_factor = count_months(&event->when);
        if (*ret_factor > 0.0)
            return AWOL_OK;
        return awol_error_set(opt_error, AWOL_DATA,
                              "a monthly mean needs a date of whole months, as 1778-03/1778-08");
    }
    *ret_factor = event->at_risk / measure->per;
    if (!isnan(event->at_risk))
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_DATA,
                          "a rate needs the strength of its row, in the column at_risk");
}

static enum awol_status apply_factor(struct awol_measure *measure, double number, int decimals,
                                     struct awol_event *event, struct awol_error *opt_error)
{
    const double half = 0.5 * pow(10.0, -decimals);
    double factor, low, high;
    enum awol_status status;

    if (isnan(number))
        return awol_error_set(opt_error, AWOL_DATA, "a count that is %s must be a number",
                              awol_measure_names[measure->kind]);
    if ((status = find_factor(measure, event, &factor, opt_error)) != AWOL_OK)
        return status;
    event->count = (struct awol_count){floor(number * factor + 0.5), (double)NAN, (double)NAN,
                                       AWOL_KIND_ABOUT};
    low = ceil(fmax(0.0, number - half) * factor);
    high = floor((number + half) * factor);
    event->count.low = fmin(low, event->count.count);
    event->count.high = fmax(high, event->count.count);
    if (event->count.high > AWOL_COUNT_MAX)
        return awol_error_set(opt_error, AWOL_DATA, "these are more men than any army had");
    return note_rule(measure, event, opt_error);
}

/* ---- all ---------------------------------------------------------------------------------- */

enum awol_status awol_measure_apply(struct awol_measure *measure, double number, int decimals,
                                    bool has_count, struct awol_event *event, bool *ret_keep,
                                    struct awol_error *opt_error)
{
    *ret_keep = true;
    if (measure->kind == AWOL_MEASURE_MEN)
        return AWOL_OK;
    if (awol_measure_takes_fractions(measure))
        return apply_factor(measure, number, decimals, event, opt_error);
    return apply_total(measure, has_count, event, ret_keep, opt_error);
}

const char *awol_measure_remark(struct awol_measure *measure, size_t index)
{
    const bool stock = measure->kind == AWOL_MEASURE_STOCK;

    awol_text_clear(&measure->remark);
    if (measure->n_first > 0 && index-- == 0)
        awol_text_append_format(&measure->remark,
                                "%zu %s first of a unit and not counted, because the date does not "
                                "say since when, as 1777-01-22/1777-03-05 does (first: line %zu)",
                                measure->n_first,
                                stock ? (measure->n_first == 1 ? "stock is the" : "stocks are the")
                                      : (measure->n_first == 1 ? "total is the" : "totals are the"),
                                measure->first_line);
    else if (measure->n_falls > 0 && index-- == 0)
        awol_text_append_format(
            &measure->remark, "%zu %s not rise, which tells nothing of who left (first: line %zu)",
            measure->n_falls, measure->n_falls == 1 ? "stock did" : "stocks did",
            measure->fall_line);
    return measure->remark.length > 0 ? awol_text_string(&measure->remark) : NULL;
}
