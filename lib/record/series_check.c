/* What no reading of a series can make sense of. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "date/span.h"
#include "record/cell.h"
#include "record/series.h"
#include "record/strength.h"

#define DESCRIBED_SIZE 320

/* "UNIT, 1778-06-18 to 1778-07-05" with both days included, as a historian names a span. */
static void describe(const struct awol_series *series, const struct awol_series_span *span,
                     char buffer[static DESCRIBED_SIZE])
{
    char first[AWOL_DAY_TEXT_SIZE];
    char last[AWOL_DAY_TEXT_SIZE];

    awol_day_format(span->start, first);
    awol_day_format(span->end - 1, last);
    if (span->end - span->start <= 1)
        snprintf(buffer, DESCRIBED_SIZE, "%.200s, %s", series->units[span->unit], first);
    else
        snprintf(buffer, DESCRIBED_SIZE, "%.200s, %s to %s", series->units[span->unit], first,
                 last);
}

static enum awol_status check_span(const struct awol_series *series,
                                   const struct awol_series_span *span,
                                   struct awol_error *opt_error)
{
    char start[AWOL_DAY_TEXT_SIZE];
    char end[AWOL_DAY_TEXT_SIZE];
    char where[DESCRIBED_SIZE];
    char a[AWOL_NUMBER_SIZE];
    char b[AWOL_NUMBER_SIZE];
    struct awol_error inner;
    double low;
    double high;

    if (span->end <= span->start)
        return awol_error_at(opt_error, series->source, span->place,
                             "end %s is not after start %s (end is the first day no longer "
                             "counted; for a last day included use the columns first and last)",
                             awol_day_format(span->end, end), awol_day_format(span->start, start));
    if (awol_count_validate(&span->count, &inner) != AWOL_OK)
        return awol_error_at(opt_error, series->source, span->place, "%s", inner.message);
    if (span->at_risk < 0.0)
        return awol_error_at(opt_error, series->source, span->place, "at_risk %s is negative",
                             awol_number_format(span->at_risk, a));
    if (!span->preferred)
        return AWOL_OK;
    awol_count_bounds(&span->count, &low, &high);
    if (low > span->at_risk) {
        describe(series, span, where);
        return awol_error_at(opt_error, series->source, span->place,
                             "%s: %s men counted, but only %s at risk%s%s", where,
                             awol_number_format(low, a), awol_number_format(span->at_risk, b),
                             span->basis[0] == '\0' ? "" : ", basis ", span->basis);
    }
    return AWOL_OK;
}

static enum awol_status check_bases(const struct awol_series *series, struct awol_error *opt_error)
{
    const struct awol_series_span *first = NULL;

    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];

        if (!span->preferred || isnan(span->at_risk) || span->basis[0] == '\0')
            continue;
        if (!awol_cell_is_word(span->basis, awol_strength_bases))
            return awol_error_at(opt_error, series->source, span->place,
                                 "basis “%.60s” is not known: expected present-for-duty, present, "
                                 "present-and-absent, establishment, sent or enemy-estimate",
                                 span->basis);
        if (first == NULL)
            first = span;
        if (!awol_text_equal(first->basis, span->basis))
            return awol_error_at(opt_error, series->source, span->place,
                                 "men at risk are on two bases, “%s” and (line %zu) “%s”: choose "
                                 "one (awol-count --basis)",
                                 span->basis, first->place.line, first->basis);
    }
    return AWOL_OK;
}

/* A span that is open while the spans inside it are gone through. */
struct open_span {
    const struct awol_series_span *span;
    double low; /* least and most men that it and what is inside it allow */
    double high;
    double parts_low; /* sums over the longest spans inside it */
    double parts_high;
    int64_t parts_days;
};

static enum awol_status close_span(const struct awol_series *series, struct open_span *open,
                                   struct open_span *opt_outer, struct awol_error *opt_error)
{
    bool covered = open->parts_days == open->span->end - open->span->start;
    bool too_many = open->parts_low > open->high;
    char where[DESCRIBED_SIZE];
    char total[AWOL_NUMBER_SIZE];
    char parts[AWOL_NUMBER_SIZE];

    if (too_many || (covered && open->parts_high < open->low)) {
        describe(series, open->span, where);
        return awol_error_at(
            opt_error, series->source, open->span->place,
            "the total disagrees with its parts: %s gives %s%s men, the counts "
            "inside it add to %s%s",
            where, too_many ? "" : "at least ",
            awol_number_format(too_many ? open->high : open->low, total),
            too_many && open->parts_low < open->parts_high ? "at least " : "",
            awol_number_format(too_many ? open->parts_low : open->parts_high, parts));
    }
    if (opt_outer != NULL) {
        opt_outer->parts_low += open->low > open->parts_low ? open->low : open->parts_low;
        opt_outer->parts_high +=
            covered && open->parts_high < open->high ? open->parts_high : open->high;
        opt_outer->parts_days += open->span->end - open->span->start;
    }
    return AWOL_OK;
}

static enum awol_status refuse_pair(const struct awol_series *series,
                                    const struct awol_series_span *outer,
                                    const struct awol_series_span *span,
                                    struct awol_error *opt_error)
{
    char a[DESCRIBED_SIZE];
    char b[DESCRIBED_SIZE];

    describe(series, outer, a);
    describe(series, span, b);
    if (outer->start == span->start && outer->end == span->end)
        return awol_error_at(opt_error, series->source, span->place,
                             "%s is counted twice (the other is in line %zu): add them, or mark "
                             "one preferred=no",
                             b, outer->place.line);
    return awol_error_at(opt_error, series->source, span->place,
                         "%s crosses %s (line %zu): spans may lie inside one another or apart; "
                         "mark one preferred=no",
                         b, a, outer->place.line);
}

/* Spans come sorted by unit, start, longest first: those that are open form a stack. */
static enum awol_status check_nesting(const struct awol_series *series, struct open_span *stack,
                                      struct awol_error *opt_error)
{
    size_t depth = 0;
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i <= series->n_spans && status == AWOL_OK; i++) {
        const struct awol_series_span *span = i < series->n_spans ? &series->spans[i] : NULL;

        if (span != NULL && !span->preferred)
            continue;
        while (depth > 0 && status == AWOL_OK &&
               (span == NULL || stack[depth - 1].span->unit != span->unit ||
                stack[depth - 1].span->end <= span->start)) {
            depth--;
            status =
                close_span(series, &stack[depth], depth > 0 ? &stack[depth - 1] : NULL, opt_error);
        }
        if (span == NULL || status != AWOL_OK)
            break;
        if (depth > 0) {
            const struct awol_series_span *outer = stack[depth - 1].span;

            if (span->end > outer->end || (span->start == outer->start && span->end == outer->end))
                return refuse_pair(series, outer, span, opt_error);
        }
        stack[depth] = (struct open_span){.span = span};
        awol_count_bounds(&span->count, &stack[depth].low, &stack[depth].high);
        depth++;
    }
    return status;
}

enum awol_status awol_series_validate(const struct awol_series *series,
                                      struct awol_error *opt_error)
{
    struct open_span *stack;
    enum awol_status status;

    for (size_t i = 0; i < series->n_spans; i++) {
        if ((status = check_span(series, &series->spans[i], opt_error)) != AWOL_OK)
            return status;
    }
    if ((status = check_bases(series, opt_error)) != AWOL_OK)
        return status;

    stack = malloc((series->n_spans + 1) * sizeof stack[0]);
    if (stack == NULL)
        return awol_error_memory(opt_error);
    status = check_nesting(series, stack, opt_error);
    free(stack);
    return status;
}
