/* A table of departures as times: rows, then stretches for what has no time of its own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/edtf.h"
#include "record/cell.h"
#include "record/times.h"

enum { SECONDS = 86400 };

/* ---- the window ---------------------------------------------------------------------------- */

static double clock_of(const struct awol_edtf_date *date)
{
    return (3600.0 * date->hour + 60.0 * date->minute + date->second) / SECONDS;
}

/* EDTF, whose times of day have seconds; here they may be left out. */
static bool parse_edtf(const char *text, struct awol_edtf *ret_edtf)
{
    const char *clock = strchr(text, 'T');
    char whole[64];
    if (!clock || strlen(clock) != strlen("T14:30") || strlen(text) + 4 > sizeof whole)
        return awol_edtf_parse(text, ret_edtf, NULL) == AWOL_OK;
    snprintf(whole, sizeof whole, "%s:00", text);
    return awol_edtf_parse(whole, ret_edtf, NULL) == AWOL_OK;
}

/* One end: a number, a day, a time. A day that ends the window is included. */
static bool read_end(const char *text, bool is_end, int64_t origin, double *ret_time)
{
    struct awol_edtf edtf;
    double number;
    if (awol_number_parse(text, &number)) {
        *ret_time = number + (double)origin;
        return true;
    }
    if (!parse_edtf(text, &edtf) || edtf.form != AWOL_EDTF_DATE || edtf.span.open_earliest ||
        edtf.span.open_latest)
        return false;
    bool timed = edtf.precision == AWOL_PRECISION_TIME;
    *ret_time = timed    ? (double)edtf.span.earliest + clock_of(&edtf.start.date)
                : is_end ? (double)edtf.span.latest + 1
                         : (double)edtf.span.earliest;
    return true;
}

enum awol_status awol_window_parse(const char *text, int64_t origin, struct awol_window *ret_window,
                                   struct awol_error *opt_error)
{
    const char *slash = strchr(text, '/');
    struct awol_window window;
    char from[64], shown[AWOL_SHOWN_SIZE];
    size_t length = slash ? (size_t)(slash - text) : sizeof from;
    awol_text_show(text, shown, sizeof shown);
    if (length >= sizeof from)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%s: expected FROM/TO, as 1776-08-27/1776-09-30 or 0/41.5", shown);
    memcpy(from, text, length);
    from[length] = '\0';
    if (!read_end(from, false, origin, &window.from) ||
        !read_end(slash + 1, true, origin, &window.to))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%s: expected two days, two times of day (1776-08-27T14:30) or two "
                              "numbers of days, with a / between them",
                              shown);
    if (!(window.to > window.from))
        return awol_error_set(opt_error, AWOL_USAGE, "%s ends before it begins", shown);
    if (!(fabs(window.from) < 1e7 && fabs(window.to) < 1e7))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%s: ten million days are the most that can be counted", shown);
    *ret_window = window;
    return AWOL_OK;
}

/* ---- rows ---------------------------------------------------------------------------------- */

struct row {
    double time;
    double men;
    bool is_day;
    size_t index; /* in the table */
};

enum { TIME, DATE, MEN, COUNT, UNIT, N_COLUMNS };

struct reading {
    const struct awol_table *table;
    size_t column[N_COLUMNS];
    double origin;
    const struct awol_window *window;
    struct row *rows;
    size_t n, n_after;
    int decimals; /* the most of any time */
    double step;  /* days; the finest of any time */
    bool any_day, any_party;
};

static enum awol_status read_time(struct reading *r, size_t row, struct row *ret_row,
                                  struct awol_error *opt_error)
{
    const char *text = awol_table_cell(r->table, row, r->column[TIME]);
    char shown[AWOL_SHOWN_SIZE];
    if (!awol_number_parse(text, &ret_row->time))
        return awol_table_error(r->table, row, r->column[TIME], opt_error,
                                "%s: expected a time as a number of days",
                                awol_text_show(text, shown, sizeof shown));
    const char *point = strchr(text, '.');
    if (point) {
        int decimals = (int)strspn(point + 1, "0123456789");
        r->decimals = decimals > r->decimals ? decimals : r->decimals;
    }
    ret_row->time += r->origin;
    return AWOL_OK;
}

static enum awol_status read_date(struct reading *r, size_t row, struct row *ret_row,
                                  struct awol_error *opt_error)
{
    const char *text = awol_table_cell(r->table, row, r->column[DATE]);
    char shown[AWOL_SHOWN_SIZE];
    struct awol_edtf edtf;
    awol_text_show(text, shown, sizeof shown);
    if (!parse_edtf(text, &edtf))
        return awol_table_error(r->table, row, r->column[DATE], opt_error,
                                "%s: expected an EDTF day, or a time of day as 1776-08-27T14:30",
                                shown);
    bool timed = edtf.form == AWOL_EDTF_DATE && edtf.precision == AWOL_PRECISION_TIME;
    if (edtf.span.open_earliest || edtf.span.open_latest || edtf.span.earliest != edtf.span.latest)
        return awol_table_error(r->table, row, r->column[DATE], opt_error,
                                "%s is no single day: a model of exact times cannot place it. "
                                "Counts of longer spans are for awol-count and --model cascade",
                                shown);
    const struct awol_edtf_date *date = &edtf.start.date;
    ret_row->time = (double)edtf.span.earliest + (timed ? clock_of(date) : 0);
    ret_row->is_day = !timed;
    r->any_day = r->any_day || !timed;
    if (timed && date->second != 0)
        r->step = 1.0 / SECONDS;
    else if (timed)
        r->step = fmin(r->step, 60.0 / SECONDS);
    return AWOL_OK;
}

static enum awol_status read_men(struct reading *r, size_t row, struct row *ret_row,
                                 struct awol_error *opt_error)
{
    size_t column = r->column[MEN] != AWOL_NO_COLUMN ? r->column[MEN] : r->column[COUNT];
    ret_row->men = 1;
    if (awol_table_is_missing(r->table, row, column))
        return AWOL_OK;
    enum awol_status status = awol_cell_men(r->table, row, column, &ret_row->men, opt_error);
    if (status == AWOL_OK && ret_row->men != floor(ret_row->men))
        status = awol_table_error(r->table, row, column, opt_error,
                                  "“%g” is no whole number of men", ret_row->men);
    r->any_party = r->any_party || (ret_row->men > 1 && !ret_row->is_day);
    return status;
}

static enum awol_status read_rows(struct reading *r, struct awol_error *opt_error)
{
    const struct awol_table *t = r->table;
    const char *unit = t->n_rows > 0 ? awol_cell_text(t, 0, r->column[UNIT]) : "";
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < t->n_rows; i++) {
        struct row *row = &r->rows[r->n];
        *row = (struct row){.index = i};
        status = r->column[TIME] != AWOL_NO_COLUMN ? read_time(r, i, row, opt_error)
                                                   : read_date(r, i, row, opt_error);
        if (status == AWOL_OK)
            status = read_men(r, i, row, opt_error);
        if (status == AWOL_OK && r->column[UNIT] != AWOL_NO_COLUMN &&
            strcmp(unit, awol_cell_text(t, i, r->column[UNIT])) != 0)
            status = awol_table_error(t, i, r->column[UNIT], opt_error,
                                      "these are times of more than one unit (“%.40s” and "
                                      "“%.40s”); a model of exact times takes one",
                                      unit, awol_cell_text(t, i, r->column[UNIT]));
        bool after = row->is_day ? row->time >= r->window->to : row->time > r->window->to;
        r->n_after += after;
        r->n += !after && row->men > 0;
    }
    return status;
}

static int by_time(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->men < y->men ? -1 : x->men > y->men;
}

static bool is_sorted(const struct row *rows, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (by_time(&rows[i - 1], &rows[i]) > 0)
            return false;
    return true;
}

/* ---- stretches ----------------------------------------------------------------------------- */

/* A day on which anything stands without a time is a stretch as a whole: exact times on it are not
 * known to be before or after the others. */
static void widen_days(struct reading *r)
{
    for (size_t i = 0; r->any_day && i < r->n;) {
        double day = floor(r->rows[i].time);
        bool any = false;
        size_t end = i;
        for (; end < r->n && floor(r->rows[end].time) == day; end++)
            any = any || r->rows[end].is_day;
        for (; i < end; i++)
            if (any) {
                r->rows[i].time = day;
                r->rows[i].is_day = true;
            }
    }
}

static bool has_ties(const struct reading *r)
{
    for (size_t i = 1; i < r->n; i++)
        if (r->rows[i].time == r->rows[i - 1].time && r->rows[i].time >= r->window->from)
            return true;
    return false;
}

static enum awol_status check_edges(const struct reading *r, const struct row *row,
                                    struct awol_error *opt_error)
{
    const struct awol_window *w = r->window;
    if ((row->time < w->from && row->time + 1 > w->from) || row->time + 1 > w->to)
        return awol_table_error(r->table, row->index, r->column[DATE], opt_error,
                                "a date without a time on a day in whose middle the observation "
                                "begins or ends: it may lie on either side");
    return AWOL_OK;
}

/* Rows of one time become one. Before the window nothing is scored, and a day stands in its middle.
 */
static enum awol_status join(const struct reading *r, struct awol_times *times,
                             struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < r->n;) {
        const struct row *row = &r->rows[i];
        double n = 0, men = 0, width = 0, time = row->time;
        bool history = time < r->window->from;
        for (; i < r->n && r->rows[i].time == row->time && (n == 0 || !history || row->is_day);
             i++) {
            n += row->is_day ? r->rows[i].men : 1;
            men += r->rows[i].men;
        }
        if (row->is_day)
            status = check_edges(r, row, opt_error);
        if (row->is_day && !history) {
            width = 1;
        } else if (row->is_day) {
            time += 0.5;
        } else if (n > 1) {
            time = fmax(time - r->step / 2, r->window->from);
            width = fmin(row->time + r->step / 2, r->window->to) - time;
        }
        times->times[times->n] = time;
        if (times->marks)
            times->marks[times->n] = men / n;
        if (times->widths) {
            times->widths[times->n] = width;
            times->counts[times->n] = n;
        }
        times->n++;
    }
    return status;
}

static enum awol_status find_columns(struct reading *r, struct awol_error *opt_error)
{
    static const char *const names[N_COLUMNS] = {"time", "date", "men", "count", "unit"};
    for (size_t i = 0; i < N_COLUMNS; i++)
        r->column[i] = awol_table_find(r->table, names[i]);
    if (r->column[TIME] != AWOL_NO_COLUMN && r->column[DATE] != AWOL_NO_COLUMN)
        return awol_error_at(opt_error, r->table->source, (struct awol_place){0, 0},
                             "the table has the columns time and date; one of them is needed");
    if (r->column[TIME] == AWOL_NO_COLUMN && r->column[DATE] == AWOL_NO_COLUMN)
        return awol_error_at(opt_error, r->table->source, (struct awol_place){1, 0},
                             "the table has no column “time” or “date”: a model of exact times "
                             "takes departures, one a row");
    return AWOL_OK;
}

enum awol_status awol_times_from_table(const struct awol_table *table, int64_t origin,
                                       const struct awol_window *window,
                                       struct awol_times *ret_times, size_t *ret_n_after,
                                       struct awol_error *opt_error)
{
    struct reading r = {
        .table = table, .origin = (double)origin, .window = window, .step = 60.0 / SECONDS};
    struct awol_times times = {.n = 0};
    enum awol_status status = find_columns(&r, opt_error);
    if (status != AWOL_OK)
        return status;
    r.rows = calloc(table->n_rows + 1, sizeof *r.rows);
    if (!r.rows)
        return awol_error_memory(opt_error);
    status = read_rows(&r, opt_error);
    if (status != AWOL_OK)
        goto done;
    if (r.column[TIME] != AWOL_NO_COLUMN)
        r.step = pow(10, -r.decimals);
    widen_days(&r);
    if (!is_sorted(r.rows, r.n))
        qsort(r.rows, r.n, sizeof *r.rows, by_time);
    status = awol_times_init(&times, r.n, r.any_party, r.any_day || has_ties(&r), opt_error);
    if (status == AWOL_OK)
        status = join(&r, &times, opt_error);
    if (status == AWOL_OK) {
        *ret_times = times;
        *ret_n_after = r.n_after;
    } else {
        awol_times_release(&times);
    }
done:
    free(r.rows);
    return status;
}
