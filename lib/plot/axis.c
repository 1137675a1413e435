#include "plot/axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "date/calendar.h"
#include "plot/layout.h"

#define SECONDS_PER_DAY 86400.0

enum unit { DAYS, MONTHS, YEARS };

/* Steps that people read at sight, and their mean length in days. */
static const struct step {
    enum unit unit;
    int n;
    double days;
} steps[] = {
    {DAYS, 1, 1.0},         {DAYS, 2, 2.0},          {DAYS, 5, 5.0},        {DAYS, 10, 10.0},
    {MONTHS, 1, 30.4},      {MONTHS, 2, 60.9},       {MONTHS, 3, 91.3},     {MONTHS, 6, 182.6},
    {YEARS, 1, 365.2},      {YEARS, 2, 730.5},       {YEARS, 5, 1826.2},    {YEARS, 10, 3652.0},
    {YEARS, 20, 7305.0},    {YEARS, 50, 18262.0},    {YEARS, 100, 36524.0}, {YEARS, 200, 73048.0},
    {YEARS, 500, 182621.0}, {YEARS, 1000, 365243.0},
};

double awol_axis_seconds(int64_t day)
{
    return (double)day * SECONDS_PER_DAY;
}

static int64_t first_of(int64_t year, int month)
{
    struct awol_date date = {year, month, 1};
    return awol_day_from_date(AWOL_GREGORIAN, date);
}

/* Month `index` counted from January of year 0. */
static int64_t first_of_month_index(int64_t index)
{
    int64_t year = index >= 0 ? index / 12 : -((11 - index) / 12);
    return first_of(year, (int)(index - 12 * year) + 1);
}

static void add_tick(struct awol_time_axis *axis, double place)
{
    if (axis->n_ticks < AWOL_AXIS_MAX) {
        axis->ticks[axis->n_ticks++] = place;
    }
}

static struct awol_axis_label *add_label(struct awol_axis_label *labels, size_t *n, double place)
{
    if (*n == AWOL_AXIS_MAX) {
        return NULL;
    }
    labels[*n].place = place;
    labels[*n].text[0] = '\0';
    return &labels[(*n)++];
}

/* A larger unit between two days: its text stands in the middle of what is seen of it, if there is
 * room. */
static void add_context(struct awol_time_axis *axis, int64_t start, int64_t end, int64_t from,
                        int64_t to, double room, const char *text)
{
    int64_t a = start > from ? start : from;
    int64_t b = end < to ? end : to;
    if (start > from && axis->n_borders < AWOL_AXIS_MAX) {
        axis->borders[axis->n_borders++] = awol_axis_seconds(start);
    }
    if ((double)(b - a) < room) {
        return;
    }
    double middle = 0.5 * (awol_axis_seconds(a) + awol_axis_seconds(b));
    struct awol_axis_label *label = add_label(axis->contexts, &axis->n_contexts, middle);
    if (label != NULL) {
        snprintf(label->text, sizeof label->text, "%s", text);
    }
}

static void lay_days(int step, int64_t from, int64_t to, double days_per_px, double size,
                     enum awol_language language, struct awol_time_axis *axis)
{
    int64_t month_end = from;
    for (int64_t day = from; day < to; day++) {
        struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
        if (day == month_end) {
            int length = awol_date_month_length(AWOL_GREGORIAN, date.year, date.month);
            int64_t start = day - date.day + 1;
            month_end = start + length;
            char text[AWOL_AXIS_TEXT];
            snprintf(text, sizeof text, "%s %lld", awol_language_month(language, date.month),
                     (long long)date.year);
            add_context(axis, start, month_end, from, to,
                        (2.0 + awol_layout_width(text, size)) * days_per_px, text);
        }
        /* The last tick of a month is left out where the next month's first would touch it. */
        if ((date.day - 1) % step != 0 || (step > 1 && month_end - day < (3 * step + 3) / 4)) {
            continue;
        }
        double noon = awol_axis_seconds(day) + 0.5 * SECONDS_PER_DAY;
        add_tick(axis, noon);
        struct awol_axis_label *label = add_label(axis->labels, &axis->n_labels, noon);
        if (label != NULL) {
            snprintf(label->text, sizeof label->text, "%d", date.day);
        }
    }
}

/* Ticks at the first of every step-th month or year; with a step of one the text stands between
 * two ticks, else at its own. */
static void lay_firsts(const struct step *step, int64_t from, int64_t to, double days_per_px,
                       double size, enum awol_language language, struct awol_time_axis *axis)
{
    int64_t months = step->unit == YEARS ? 12 * (int64_t)step->n : step->n;
    struct awol_date first = awol_date_from_day(AWOL_GREGORIAN, from);
    int64_t index = 12 * first.year + first.month - 1;
    index -= ((index % months) + months) % months;
    for (; first_of_month_index(index) < to; index += months) {
        int64_t start = first_of_month_index(index);
        int64_t end = first_of_month_index(index + months);
        bool between = step->n == 1;
        int64_t a = start > from ? start : from;
        int64_t b = end < to ? end : to;
        if (start >= from) {
            add_tick(axis, awol_axis_seconds(start));
        }
        struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, start);
        char text[AWOL_AXIS_TEXT];
        if (step->unit == YEARS) {
            snprintf(text, sizeof text, "%lld", (long long)date.year);
        } else {
            snprintf(text, sizeof text, "%s", awol_language_month(language, date.month));
        }
        double room = (1.0 + awol_layout_width(text, size)) * days_per_px;
        bool fits = between ? (double)(b - a) >= room : start >= from;
        double place = between ? 0.5 * (awol_axis_seconds(a) + awol_axis_seconds(b))
                               : awol_axis_seconds(start);
        struct awol_axis_label *label =
            fits ? add_label(axis->labels, &axis->n_labels, place) : NULL;
        if (label != NULL) {
            snprintf(label->text, sizeof label->text, "%s", text);
        }
    }
}

static void lay_years(int64_t from, int64_t to, double days_per_px, double size,
                      struct awol_time_axis *axis)
{
    for (int64_t year = awol_date_from_day(AWOL_GREGORIAN, from).year; first_of(year, 1) < to;
         year++) {
        char text[AWOL_AXIS_TEXT];
        snprintf(text, sizeof text, "%lld", (long long)year);
        add_context(axis, first_of(year, 1), first_of(year + 1, 1), from, to,
                    (2.0 + awol_layout_width(text, size)) * days_per_px, text);
    }
}

/* Labels of a step, and for days the names of whole months below them, have room. */
static bool step_fits(const struct step *step, double days, double width, double size)
{
    static const double characters[] = {2.4, 3.2, 4.0};
    double label = characters[step->unit] * 0.66 * size;
    double month = awol_layout_width("May 1865", size) + 2.0;
    bool months_fit = step->unit != DAYS || days < 60.0 || 28.0 * width / days >= month;
    return months_fit && days / step->days * label <= width - size;
}

void awol_axis_time(int64_t from, int64_t to, double width, double size,
                    enum awol_language language, struct awol_time_axis *ret_axis)
{
    *ret_axis = (struct awol_time_axis){.n_ticks = 0};
    double days = (double)(to - from);
    size_t n_steps = sizeof steps / sizeof *steps;
    size_t i = 0;
    while (i + 1 < n_steps && !step_fits(&steps[i], days, width, size)) {
        i++;
    }
    if (steps[i].unit == DAYS) {
        lay_days(steps[i].n, from, to, days / width, size, language, ret_axis);
        return;
    }
    lay_firsts(&steps[i], from, to, days / width, size, language, ret_axis);
    if (steps[i].unit == MONTHS) {
        lay_years(from, to, days / width, size, ret_axis);
    }
}

/* ---- numbers ------------------------------------------------------------------------------- */

static void add_number(struct awol_number_axis *axis, enum awol_language language, double value)
{
    if (axis->n < AWOL_AXIS_MAX) {
        axis->ticks[axis->n] = value;
        axis->labels[axis->n] = awol_language_number(language, value, 3, axis->texts[axis->n]);
        axis->n++;
    }
}

void awol_axis_linear(double low, double high, double length, double room,
                      enum awol_language language, struct awol_number_axis *ret_axis)
{
    *ret_axis = (struct awol_number_axis){.low = low, .high = high};
    double wanted = fmax(2.5, length / room);
    double power = pow(10.0, floor(log10((high - low) / wanted)));
    double step = power;
    static const double multiples[] = {1.0, 2.0, 5.0, 10.0};
    for (size_t i = 0; i < 4 && (high - low) / step > wanted && high - low >= multiples[i] * power;
         i++) {
        step = multiples[i] * power;
    }
    double first = ceil(low / step - 1e-9);
    for (int i = 0; i < AWOL_AXIS_MAX && (first + i) * step <= high + 1e-9 * (high - low); i++) {
        /* Adding nothing makes 0 of -0. */
        add_number(ret_axis, language, (first + i) * step + 0.0);
    }
}

void awol_axis_log(double low, double high, double length, enum awol_language language,
                   struct awol_number_axis *ret_axis)
{
    *ret_axis = (struct awol_number_axis){.low = low, .high = high, .log = true};
    int first = (int)floor(log10(low));
    int last = (int)ceil(log10(high));
    int every = 1 + (int)floor(14.0 * (double)(last - first) / length);
    bool between = log10(high / low) < 2.0 && length > 30.0;
    for (int power = first; power <= last; power++) {
        static const double multiples[] = {1.0, 2.0, 5.0};
        for (int i = 0; i < (between ? 3 : 1); i++) {
            double value = multiples[i] * pow(10.0, power);
            if ((power - first) % every == 0 && value >= low * (1.0 - 1e-9) &&
                value <= high * (1.0 + 1e-9)) {
                add_number(ret_axis, language, value);
            }
        }
    }
}
