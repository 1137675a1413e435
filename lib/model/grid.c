#include "model/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/calendar.h"
#include "date/span.h"

/* More bins than this, and far more than there are counts, are a mistake in a date. */
#define MOST_EMPTY_BINS 100000
#define BINS_A_COUNT 100
/* More than this are more than memory is for. */
#define MOST_BINS 20000000

static int64_t gcd(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static int is_first(enum awol_grid_kind kind, int64_t day)
{
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    return date.day == 1 && (kind == AWOL_GRID_MONTH || date.month == 1);
}

static int is_on(const struct awol_grid *grid, int64_t day)
{
    switch (grid->kind) {
    case AWOL_GRID_DAYS:
        return (day - grid->anchor) % grid->days == 0;
    case AWOL_GRID_MONTH:
    case AWOL_GRID_YEAR:
        return is_first(grid->kind, day);
    case AWOL_GRID_SPANS:
        break;
    }
    return 1;
}

/* The first preferred span with a bound that is not on the grid, or NULL. */
static const struct awol_series_span *find_off(const struct awol_series *series,
                                               const struct awol_grid *grid)
{
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (span->preferred && (!is_on(grid, span->start) || !is_on(grid, span->end)))
            return span;
    }
    return NULL;
}

static struct awol_grid widest_days(const struct awol_series *series)
{
    struct awol_grid grid = {.kind = AWOL_GRID_DAYS};
    int seen = 0;
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (!span->preferred)
            continue;
        if (!seen++)
            grid.anchor = span->start;
        grid.days = gcd(gcd(grid.days, span->start - grid.anchor), span->end - grid.anchor);
    }
    return grid;
}

static void name_days(struct awol_grid *grid)
{
    if (grid->days == 1)
        snprintf(grid->text, sizeof grid->text, "day");
    else if (grid->days == 7)
        snprintf(grid->text, sizeof grid->text, "week");
    else
        snprintf(grid->text, sizeof grid->text, "%lldd", (long long)grid->days);
}

static struct awol_grid choose_widest(const struct awol_series *series)
{
    struct awol_grid year = {.kind = AWOL_GRID_YEAR, .text = "year"};
    struct awol_grid month = {.kind = AWOL_GRID_MONTH, .text = "month"};
    if (!find_off(series, &year))
        return year;
    if (!find_off(series, &month))
        return month;
    struct awol_grid days = widest_days(series);
    name_days(&days);
    return days;
}

/* Read `by`. False if it is no grid. */
static int parse(const char *by, int64_t anchor, struct awol_grid *grid)
{
    *grid = (struct awol_grid){.anchor = anchor};
    snprintf(grid->text, sizeof grid->text, "%.20s", by);
    size_t length = strlen(by);
    char number[AWOL_NUMBER_SIZE];
    if (strcmp(by, "day") == 0)
        grid->days = 1;
    else if (strcmp(by, "week") == 0)
        grid->days = 7;
    else if (strcmp(by, "month") == 0)
        grid->kind = AWOL_GRID_MONTH;
    else if (strcmp(by, "year") == 0)
        grid->kind = AWOL_GRID_YEAR;
    else if (strcmp(by, "spans") == 0)
        grid->kind = AWOL_GRID_SPANS;
    else if (length > 1 && length < sizeof number && by[length - 1] == 'd') {
        memcpy(number, by, length - 1);
        number[length - 1] = '\0';
        return awol_number_parse_integer(number, &grid->days) && grid->days > 0 &&
               grid->days <= 36525;
    } else
        return 0;
    return 1;
}

int64_t awol_grid_days(const char *by)
{
    struct awol_grid grid;
    return by && parse(by, 0, &grid) && grid.kind == AWOL_GRID_DAYS ? grid.days : 0;
}

enum awol_status awol_grid_choose(const struct awol_series *series, const char *by,
                                  struct awol_grid *ret_grid, struct awol_error *opt_error)
{
    struct awol_grid widest = choose_widest(series), grid;
    if (!by) {
        *ret_grid = widest;
        return AWOL_OK;
    }
    if (!parse(by, widest_days(series).anchor, &grid))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--by: day, week, month, year, a number of days such as 10d, or "
                              "spans was expected, not “%.40s”",
                              by);
    const struct awol_series_span *off = find_off(series, &grid);
    if (off) {
        char start[AWOL_DAY_TEXT_SIZE], end[AWOL_DAY_TEXT_SIZE];
        return awol_error_at(opt_error, series->source, off->place,
                             "the span from %s to before %s does not begin and end on a grid of "
                             "“%s”; the widest grid that holds every span is “%s”",
                             awol_day_format(off->start, start), awol_day_format(off->end, end),
                             grid.text, widest.text);
    }
    *ret_grid = grid;
    return AWOL_OK;
}

/* ---- edges -------------------------------------------------------------------------------- */

static int64_t next_edge(const struct awol_grid *grid, int64_t day)
{
    if (grid->kind == AWOL_GRID_DAYS)
        return day + grid->days;
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    if (grid->kind == AWOL_GRID_YEAR || date.month == 12)
        return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year + 1, 1, 1});
    return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year, date.month + 1, 1});
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int concerns(const struct awol_series_span *span, size_t unit)
{
    return span->preferred && (unit == SIZE_MAX || span->unit == unit);
}

/* Every bound of a span once. */
static enum awol_status edges_of_spans(const struct awol_series *series, size_t unit,
                                       int64_t **ret_edges, size_t *ret_n_bins,
                                       struct awol_error *opt_error)
{
    int64_t *edges = calloc(2 * series->n_spans + 1, sizeof *edges);
    if (!edges)
        return awol_error_memory(opt_error);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < series->n_spans; i++)
        if (concerns(&series->spans[i], unit)) {
            edges[n++] = series->spans[i].start;
            edges[n++] = series->spans[i].end;
        }
    qsort(edges, n, sizeof *edges, by_value);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || edges[i] != edges[kept - 1])
            edges[kept++] = edges[i];
    *ret_edges = edges;
    *ret_n_bins = kept > 0 ? kept - 1 : 0;
    return AWOL_OK;
}

static enum awol_status fail_long(const struct awol_grid *grid, const struct awol_series *series,
                                  int64_t from, int64_t to, size_t most,
                                  struct awol_error *opt_error)
{
    char first[AWOL_DAY_TEXT_SIZE], last[AWOL_DAY_TEXT_SIZE];
    return awol_error_at(opt_error, series->source, (struct awol_place){0, 0},
                         "from %s to %s are more than %zu bins of “%s”: is a date wrong? Else --by "
                         "spans or wider bins",
                         awol_day_format(from, first), awol_day_format(to - 1, last), most,
                         grid->text);
}

enum awol_status awol_grid_edges(const struct awol_grid *grid, const struct awol_series *series,
                                 size_t unit, int64_t **ret_edges, size_t *ret_n_bins,
                                 struct awol_error *opt_error)
{
    if (grid->kind == AWOL_GRID_SPANS)
        return edges_of_spans(series, unit, ret_edges, ret_n_bins, opt_error);
    int64_t from = INT64_MAX, to = INT64_MIN;
    for (size_t i = 0; i < series->n_spans; i++)
        if (concerns(&series->spans[i], unit)) {
            from = series->spans[i].start < from ? series->spans[i].start : from;
            to = series->spans[i].end > to ? series->spans[i].end : to;
        }
    size_t n = 0, most = BINS_A_COUNT * series->n_spans;
    most = most < MOST_EMPTY_BINS ? MOST_EMPTY_BINS : most > MOST_BINS ? MOST_BINS : most;
    for (int64_t day = from; day < to; day = next_edge(grid, day))
        if (++n > most)
            return fail_long(grid, series, from, to, most, opt_error);
    int64_t *edges = calloc(n + 1, sizeof *edges);
    if (!edges)
        return awol_error_memory(opt_error);
    int64_t day = from;
    for (size_t i = 0; i <= n; i++, day = next_edge(grid, day))
        edges[i] = day;
    *ret_edges = edges;
    *ret_n_bins = n;
    return AWOL_OK;
}
