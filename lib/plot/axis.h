/* Ticks and their texts, for times and for numbers. gnuplot is never given a date: it would drop
 * what it cannot read, and it has no ticks by months. */
#ifndef AWOL_PLOT_AXIS_H
#define AWOL_PLOT_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plot/language.h"

#define AWOL_AXIS_MAX 128
#define AWOL_AXIS_TEXT AWOL_LANGUAGE_NUMBER

/* One text below a time axis, in the middle of the time it names. */
struct awol_axis_label {
    double place; /* seconds from 1970-01-01 */
    char text[AWOL_AXIS_TEXT];
};

/* Ticks in seconds; labels of the first row (days, months or years), and the larger units that
 * hold them (months with the year, or years), with the places where one ends and the next begins.
 */
struct awol_time_axis {
    double ticks[AWOL_AXIS_MAX];
    size_t n_ticks;
    struct awol_axis_label labels[AWOL_AXIS_MAX];
    size_t n_labels;
    struct awol_axis_label contexts[AWOL_AXIS_MAX];
    size_t n_contexts;
    double borders[AWOL_AXIS_MAX];
    size_t n_borders;
};

/* Seconds at the start of a day. */
double awol_axis_seconds(int64_t day);

/* The axis from the start of day `from` to the start of day `to` (from < to) on `width` px with
 * text of `size` px. */
void awol_axis_time(int64_t from, int64_t to, double width, double size,
                    enum awol_language language, struct awol_time_axis *ret_axis);

/* An axis of numbers: ticks, their texts, and the ends of the range. */
struct awol_number_axis {
    double ticks[AWOL_AXIS_MAX];
    const char *labels[AWOL_AXIS_MAX]; /* into texts */
    char texts[AWOL_AXIS_MAX][AWOL_AXIS_TEXT];
    size_t n;
    double low;
    double high;
    bool log;
};

/* From low to high (low < high, finite) with about one tick in `room` px of `length`: 28 suit an
 * upright axis, whose texts are as high as a line. */
void awol_axis_linear(double low, double high, double length, double room,
                      enum awol_language language, struct awol_number_axis *ret_axis);

/* Logarithmic, around low and high (0 < low <= high): powers of ten, and 2 and 5 times them where
 * there are fewer than two of these. */
void awol_axis_log(double low, double high, double length, enum awol_language language,
                   struct awol_number_axis *ret_axis);

#endif
