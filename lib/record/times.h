/* Departures with a time of their own.
 *
 * Times are days as decimals from 1970-01-01 (or from a day 0 of the user's choice). A date without
 * a time of day is no time: it is a stretch of one day with a number of departures in it. So are
 * departures at equal times: a stretch as long as the finest step in which the record gives times.
 */
#ifndef AWOL_RECORD_TIMES_H
#define AWOL_RECORD_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/table.h"
#include "record/series.h"

/* Rows ascend and do not overlap. Arrays are on the heap. */
struct awol_times {
    double *times;  /* days; of a stretch: its start */
    double *marks;  /* men who left together (in a stretch: the mean), > 0; NULL: one each */
    double *widths; /* days of a stretch, 0 for an exact time; NULL: all are exact */
    double *counts; /* departures of a row, 1 for an exact time; NULL where widths is */
    size_t n;
};

void awol_times_release(struct awol_times *times);

/* Room for n rows, of which there are none yet. AWOL_MEMORY. */
enum awol_status awol_times_init(struct awol_times *times, size_t n, bool with_marks,
                                 bool with_stretches, struct awol_error *opt_error);

/* From when to when departures were noted, days. */
struct awol_window {
    double from, to;
};

/* Read "FROM/TO": days as decimals counted from `origin` (0/41.5), EDTF days, the last of them
 * included, or EDTF with a time of day. AWOL_USAGE with what was expected. */
enum awol_status awol_window_parse(const char *text, int64_t origin, struct awol_window *ret_window,
                                   struct awol_error *opt_error);

/* Read a table with the column `time` (days as decimals, counted from `origin`) or `date` (EDTF, to
 * the day or with a time of day), and perhaps `men` or `count`; other columns are passed over. Rows
 * may stand in any order. Those before the window are kept as history, those after it left out and
 * counted. AWOL_DATA, with its place, for a row that names no day, for more than one unit, and for
 * a date without a time on a day in whose middle the window begins or ends. The caller releases it.
 */
enum awol_status awol_times_from_table(const struct awol_table *table, int64_t origin,
                                       const struct awol_window *window,
                                       struct awol_times *ret_times, size_t *ret_n_after,
                                       struct awol_error *opt_error);

/* Rows that begin before `from`, and the departures and the men after them. */
size_t awol_times_n_before(const struct awol_times *times, double from);
double awol_times_departures(const struct awol_times *times, double from);
double awol_times_men(const struct awol_times *times, double from);

/* In a longer record a bin of the series is longer than a day. */
#define AWOL_TIMES_MOST_DAYS 36525

/* Men who left per so many days from the day of window->from on, as a series of one unit, for
 * everything that works on days: effects, figures, sentences. men: at risk at the start, NaN where
 * unknown. AWOL_DATA where fewer men are at risk than left. The caller releases it. */
enum awol_status awol_times_series(const struct awol_times *times, const struct awol_window *window,
                                   int64_t days, double men, const char *source,
                                   struct awol_series *ret_series, struct awol_error *opt_error);

/* As awol_series_digest(): of the window, times, marks, widths and counts (as doubles of a
 * little-endian machine). */
enum awol_status awol_times_digest(const struct awol_times *times, const struct awol_window *window,
                                   char ret_text[static AWOL_SERIES_DIGEST_SIZE],
                                   struct awol_error *opt_error);

#endif
