#include "read/sheet_value.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "date/span.h"

#define SECONDS_PER_DAY 86400

/* ---- codes -------------------------------------------------------------------------------- */

/* Letters of a code that stand for parts of a date; `elapsed` for [h]:mm. */
struct letters {
    bool year, month, day, time, elapsed;
};

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* [h], [mm], [ss] count hours beyond a day; others name a colour, a language or a condition. */
static const char *skip_bracket(const char *at, struct letters *letters)
{
    const char *const close = strchr(at, ']');

    if (!close)
        return at + strlen(at);
    if (strspn(at + 1, "hHmMsS") == (size_t)(close - at - 1) && close > at + 1)
        letters->elapsed = true;
    return close + 1;
}

/* The first section; those behind ";" are for negative numbers and text. */
static struct letters read_letters(const char *code)
{
    struct letters letters = {0};
    const char *at = code;

    while (*at && *at != ';') {
        if (*at == '"') {
            const char *const close = strchr(at + 1, '"');

            at = close ? close + 1 : at + strlen(at);
        } else if (*at == '\\' || *at == '_' || *at == '*') {
            at += at[1] ? 2 : 1;
        } else if (*at == '[') {
            at = skip_bracket(at, &letters);
        } else {
            const char byte = lower(*at++);

            letters.year = letters.year || byte == 'y';
            letters.month = letters.month || byte == 'm';
            letters.day = letters.day || byte == 'd';
            letters.time = letters.time || byte == 'h' || byte == 's';
        }
    }
    return letters;
}

struct awol_sheet_form awol_sheet_form_parse(const char *code)
{
    const struct letters letters = read_letters(code);
    const size_t zeros = strspn(code, "0");
    struct awol_sheet_form form = {.kind = AWOL_FORM_NUMBER};

    if (zeros > 1 && zeros < 16 && code[zeros] == '\0')
        form = (struct awol_sheet_form){AWOL_FORM_PADDED, (int)zeros};
    else if (letters.elapsed || awol_text_equal_ascii(code, "General"))
        form.kind = AWOL_FORM_NUMBER;
    else if (letters.time)
        form.kind = letters.year || letters.day ? AWOL_FORM_DATE_TIME : AWOL_FORM_TIME;
    else if (letters.day)
        form.kind = AWOL_FORM_DATE;
    else if (letters.year)
        form.kind = letters.month ? AWOL_FORM_MONTH : AWOL_FORM_YEAR;
    else if (letters.month)
        form.kind = AWOL_FORM_DATE;
    return form;
}

/* 27 to 36 and 50 to 58 are dates of East Asian languages, 45 to 47 minutes and seconds. */
struct awol_sheet_form awol_sheet_form_builtin(int id)
{
    static const struct {
        int first, last;
        enum awol_sheet_form_kind kind;
    } ranges[] = {{14, 16, AWOL_FORM_DATE}, {17, 17, AWOL_FORM_MONTH},
                  {18, 21, AWOL_FORM_TIME}, {22, 22, AWOL_FORM_DATE_TIME},
                  {27, 31, AWOL_FORM_DATE}, {32, 35, AWOL_FORM_TIME},
                  {36, 36, AWOL_FORM_DATE}, {45, 45, AWOL_FORM_TIME},
                  {47, 47, AWOL_FORM_TIME}, {50, 58, AWOL_FORM_DATE}};

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (id >= ranges[i].first && id <= ranges[i].last)
            return (struct awol_sheet_form){.kind = ranges[i].kind};
    }
    return (struct awol_sheet_form){.kind = AWOL_FORM_NUMBER};
}

/* ---- dates -------------------------------------------------------------------------------- */

static int64_t day_of(int year, int month, int day)
{
    return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){year, month, day});
}

static int64_t day_of_count(int64_t days, bool from_1904)
{
    if (from_1904)
        return day_of(1904, 1, 1) + days;
    return days > 0 && days < 60 ? day_of(1899, 12, 31) + days : day_of(1899, 12, 30) + days;
}

/* The day number of a count of days; false, and why, where there is no such day. */
static bool find_day(double count, bool from_1904, int64_t *ret_day, const char **ret_fault)
{
    int64_t days;

    if (!(fabs(count) < 4e6) || !awol_day_has_edtf(day_of_count((int64_t)count, from_1904))) {
        *ret_fault = "the number is beyond the dates that a spreadsheet has";
        return false;
    }
    days = (int64_t)count;
    *ret_day = day_of_count(days, from_1904);
    if (from_1904)
        return true;
    if (days == 0) {
        *ret_fault = "the cell is formatted as a date and holds the number 0, which is no day";
        return false;
    }
    if (days == 60) {
        *ret_fault = "29 February 1900 stands only in spreadsheets: 1900 was no leap year";
        return false;
    }
    return true;
}

/* The parts of an ISO date that its form shows, in place. */
static void shorten(char *date, enum awol_sheet_form_kind kind)
{
    if (strlen(date) != 10)
        return;
    if (kind == AWOL_FORM_MONTH && strcmp(date + 8, "01") == 0)
        date[7] = '\0';
    else if (kind == AWOL_FORM_YEAR && strcmp(date + 5, "01-01") == 0)
        date[4] = '\0';
}

static void write_time(long seconds, char *to, size_t size)
{
    snprintf(to, size, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static const char *write_date(double value, struct awol_sheet_form form, bool from_1904,
                              char buffer[static AWOL_SHEET_VALUE_SIZE], const char **ret_fault)
{
    double count = floor(value);
    long seconds = lround((value - count) * SECONDS_PER_DAY);
    int64_t day = 0;

    if (seconds == SECONDS_PER_DAY) {
        count++;
        seconds = 0;
    }
    if (form.kind == AWOL_FORM_TIME) {
        write_time(seconds, buffer, AWOL_SHEET_VALUE_SIZE);
        return buffer;
    }
    if (!find_day(count, from_1904, &day, ret_fault))
        return buffer;
    awol_day_format(day, buffer);
    if (form.kind == AWOL_FORM_DATE_TIME && seconds > 0) {
        const size_t length = strlen(buffer);

        buffer[length] = 'T';
        write_time(seconds, buffer + length + 1, AWOL_SHEET_VALUE_SIZE - length - 1);
    }
    shorten(buffer, form.kind);
    return buffer;
}

static bool hides_time(enum awol_sheet_form_kind kind)
{
    return kind == AWOL_FORM_DATE || kind == AWOL_FORM_MONTH || kind == AWOL_FORM_YEAR;
}

const char *awol_sheet_date(const char *iso, struct awol_sheet_form form,
                            char buffer[static AWOL_SHEET_VALUE_SIZE])
{
    char *time;

    snprintf(buffer, AWOL_SHEET_VALUE_SIZE, "%s", iso);
    time = strchr(buffer, 'T');
    if (time && (hides_time(form.kind) || strspn(time + 1, "0:.Z") == strlen(time + 1)))
        *time = '\0';
    else if (time)
        time[strcspn(time, ".")] = '\0';
    shorten(buffer, form.kind);
    return buffer;
}

/* ---- numbers ------------------------------------------------------------------------------ */

const char *awol_sheet_number(double value, struct awol_sheet_form form, bool from_1904,
                              char buffer[static AWOL_SHEET_VALUE_SIZE], const char **ret_fault)
{
    *ret_fault = NULL;
    buffer[0] = '\0';
    if (form.kind == AWOL_FORM_PADDED && value >= 0 && value < 1e15 && value == floor(value))
        snprintf(buffer, AWOL_SHEET_VALUE_SIZE, "%0*.0f", form.width, value);
    else if (form.kind == AWOL_FORM_NUMBER || form.kind == AWOL_FORM_PADDED)
        snprintf(buffer, AWOL_SHEET_VALUE_SIZE, "%.15g", value == 0 ? 0.0 : value);
    else
        write_date(value, form, from_1904, buffer, ret_fault);
    return buffer;
}
