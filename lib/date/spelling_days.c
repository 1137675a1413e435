#include "date/spelling_rules.h"

#include <stdio.h>

#include "date/easter.h"

/* One date in its calendar, asked for its days. */
struct question {
    const struct awol_form *form;
    enum awol_calendar calendar;
    bool in_march;
    int64_t year; /* of the calendar, which begins in January */
    struct awol_form_days *days;
    struct awol_error *opt_error;
};

static enum awol_status refuse(const struct question *question, size_t index, const char *what)
{
    return awol_token_refuse(question->form->phrase.tokens, index, question->opt_error, "%s", what);
}

static size_t begin_of(const struct question *question)
{
    return question->form->phrase.begin;
}

static void set_days(const struct question *question, struct awol_date first, struct awol_date last)
{
    question->days->first = awol_day_from_date(question->calendar, first);
    question->days->last = awol_day_from_date(question->calendar, last);
}

static void set_months(const struct question *question, int64_t year, int first, int64_t last_year,
                       int last)
{
    const int length = awol_date_month_length(question->calendar, last_year, last);

    set_days(question, (struct awol_date){year, first, 1},
             (struct awol_date){last_year, last, length});
}

static bool is_plain(const struct question *question)
{
    return question->calendar == AWOL_GREGORIAN;
}

/* EDTF of what was set: the days, where the calendar or a third leaves no shorter text. */
static void write_days(const struct question *question)
{
    struct awol_form_days *const days = question->days;
    char buffer[AWOL_DAY_TEXT_SIZE];

    snprintf(days->edtf_first, sizeof days->edtf_first, "%s", awol_day_format(days->first, buffer));
    snprintf(days->edtf_last, sizeof days->edtf_last, "%s", awol_day_format(days->last, buffer));
}

static void write_text(const struct question *question, const char *text)
{
    struct awol_form_days *const days = question->days;

    snprintf(days->edtf_whole, sizeof days->edtf_whole, "%s", text);
    snprintf(days->edtf_first, sizeof days->edtf_first, "%s", text);
    snprintf(days->edtf_last, sizeof days->edtf_last, "%s", text);
}

/* A year before 1 has its sign before four digits. */
static int write_year(int64_t year, char *buffer, size_t size)
{
    return snprintf(buffer, size, "%s%04d", year < 0 ? "-" : "", (int)(year < 0 ? -year : year));
}

/* ---- by how fine it is ---------------------------------------------------------------------- */

static enum awol_status resolve_day(const struct question *question)
{
    const struct awol_form *const form = question->form;
    const struct awol_date date = {question->year, form->month, form->day};
    const int length = awol_date_month_length(question->calendar, date.year, date.month);
    char buffer[AWOL_DAY_TEXT_SIZE];

    if (date.day < 1 || date.day > length)
        return awol_token_refuse(form->phrase.tokens, form->day_at, question->opt_error,
                                 "expected a day 1 to %d of that month, found %d", length,
                                 date.day);
    set_days(question, date, date);
    write_text(question, awol_day_format(question->days->first, buffer));
    question->days->fineness = AWOL_FINE_DAY;
    return AWOL_OK;
}

static void resolve_month(const struct question *question)
{
    const int month = question->form->month;
    char text[AWOL_SPELLING_EDTF_SIZE / 4];
    int n;

    set_months(question, question->year, month, question->year, month);
    write_days(question);
    if (!is_plain(question))
        return;
    n = write_year(question->year, text, sizeof text);
    snprintf(text + n, sizeof text - (size_t)n, "-%02d", month);
    write_text(question, text);
}

static enum awol_status resolve_third(const struct question *question)
{
    const struct awol_form *const form = question->form;
    const int64_t year = question->year;
    const int part = form->part;

    if (form->month == 0 && question->calendar == AWOL_FRENCH_REPUBLICAN)
        return refuse(question, begin_of(question), "a year of the Republic has no thirds");
    if (part > 3 && form->month == 0)
        set_months(question, year, 6 * part - 23, year, 6 * part - 18);
    else if (part > 3 && form->month <= 12) {
        const int length = awol_date_month_length(question->calendar, year, form->month);

        set_days(question, (struct awol_date){year, form->month, part == 4 ? 1 : 16},
                 (struct awol_date){year, form->month, part == 4 ? 15 : length});
    } else if (form->month == 0) {
        set_months(question, year, 4 * part - 3, year, 4 * part);
    } else if (form->month == 13) {
        return refuse(question, begin_of(question), "the complementary days have no thirds");
    } else {
        const int length = awol_date_month_length(question->calendar, year, form->month);

        set_days(question, (struct awol_date){year, form->month, 10 * part - 9},
                 (struct awol_date){year, form->month, part == 3 ? length : 10 * part});
    }
    write_days(question);
    return AWOL_OK;
}

static enum awol_status resolve_season(const struct question *question)
{
    const int season = question->form->season;
    const int first = 3 * (season - 21) + 3;
    const int64_t year = question->year;
    char text[AWOL_SPELLING_EDTF_SIZE / 4];
    int n;

    if (question->calendar == AWOL_FRENCH_REPUBLICAN)
        return refuse(question, begin_of(question), "a year of the Republic has no such seasons");
    if (season == 24)
        set_months(question, year, 12, year + 1, 2);
    else
        set_months(question, year, first, year, first + 2);
    write_days(question);
    if (is_plain(question)) {
        n = write_year(year, text, sizeof text);
        snprintf(text + n, sizeof text - (size_t)n, "-%02d", season);
        write_text(question, text);
    }
    return AWOL_OK;
}

static void resolve_years(const struct question *question)
{
    const int first = (int)question->year;
    const int64_t n_years = question->form->n_years;
    const int64_t last = question->year + n_years - 1;
    struct awol_form_days *const days = question->days;
    char text[AWOL_SPELLING_EDTF_SIZE / 4];

    days->fineness = AWOL_FINE_YEAR;
    if (question->in_march && question->calendar != AWOL_FRENCH_REPUBLICAN) {
        set_days(question, (struct awol_date){first, 3, 25}, (struct awol_date){last + 1, 3, 24});
        days->moved_to_next_year = true;
        write_days(question);
        return;
    }
    set_months(question, first, 1, last, question->calendar == AWOL_FRENCH_REPUBLICAN ? 13 : 12);
    write_days(question);
    if (!is_plain(question))
        return;
    write_year(first, text, sizeof text);
    write_text(question, text);
    if (n_years == 1)
        return;
    write_year(last, days->edtf_last, sizeof days->edtf_last);
    days->edtf_whole[0] = '\0';
    if (n_years == 10 && question->form->is_decade)
        snprintf(days->edtf_whole, sizeof days->edtf_whole, "%03dX", first / 10);
    if (n_years == 100 && question->form->is_decade)
        snprintf(days->edtf_whole, sizeof days->edtf_whole, "%02dXX", first / 100);
}

static bool is_before_25_march(enum awol_calendar calendar, int64_t day, int64_t year)
{
    return day < awol_day_from_date(calendar, (struct awol_date){year, 3, 25});
}

/* The feast of a dual year, or of a year that begins on 25 March: of the two years that it has a
 * part of, the one whose feast lies in it. */
static enum awol_status choose_year(struct question *question, int64_t days[2])
{
    const struct awol_form *const form = question->form;
    const enum awol_calendar calendar = question->calendar;
    const bool first = !is_before_25_march(calendar, days[0], form->year);
    const bool second = is_before_25_march(calendar, days[1], form->year + 1);

    if (form->is_dual && !second)
        return refuse(question, form->dual_at,
                      "a dual year stands from 1 January to 24 March, or for a winter");
    if (!form->is_dual && first == second)
        return refuse(question, begin_of(question),
                      "ambiguous: a year that begins on 25 March has that feast twice, or not");
    if (form->is_dual || second) {
        question->year++;
        question->days->moved_to_next_year = !form->is_dual;
    }
    return AWOL_OK;
}

static enum awol_status resolve_movable(struct question *question)
{
    const struct awol_form *const form = question->form;
    enum awol_status status = AWOL_OK;
    char buffer[AWOL_DAY_TEXT_SIZE];
    int64_t days[2];

    question->year = form->year;
    if (form->year < AWOL_EASTER_YEAR_MIN)
        return awol_token_refuse(form->phrase.tokens, form->year_at, question->opt_error,
                                 "expected a year from %d on: Easter was not kept by this rule "
                                 "before",
                                 AWOL_EASTER_YEAR_MIN);
    for (int i = 0; i < 2; i++)
        days[i] = awol_easter_day(question->calendar, form->year + i) + form->after_easter;
    if (form->is_dual || (question->in_march && !form->is_of_january))
        status = choose_year(question, days);
    if (status != AWOL_OK)
        return status;
    question->days->first = days[question->year - form->year];
    question->days->last = question->days->first;
    write_text(question, awol_day_format(question->days->first, buffer));
    question->days->fineness = AWOL_FINE_DAY;
    return AWOL_OK;
}

/* ---- the year ------------------------------------------------------------------------------- */

/* Whether it lies before 25 March: 1 yes, 0 no, -1 on both sides. */
static int is_before_lady_day(const struct awol_form *form)
{
    if (form->month != 3)
        return form->month == 1 || form->month == 2;
    if (form->day > 0)
        return form->day < 25;
    return form->part == 1 || form->part == 2 || form->part == 4 ? 1 : -1;
}

static enum awol_status settle_dual(struct question *question)
{
    const struct awol_form *const form = question->form;

    if (form->season == 24)
        return AWOL_OK;
    if (form->month == 0 || is_before_lady_day(form) == 0)
        return refuse(question, form->dual_at,
                      "a dual year stands from 1 January to 24 March, or for a winter");
    question->year++;
    return AWOL_OK;
}

static enum awol_status settle_year(struct question *question)
{
    const struct awol_form *const form = question->form;
    const bool divided = form->month > 0 || form->part > 0;
    int before;

    question->year = form->year;
    if (form->is_dual)
        return settle_dual(question);
    if (!question->in_march || !divided || form->is_republican || form->is_of_january)
        return AWOL_OK;
    if (form->month == 0)
        return refuse(question, begin_of(question),
                      "a year that begins on 25 March has no such thirds");
    before = is_before_lady_day(form);
    if (before < 0)
        return refuse(question, begin_of(question),
                      "ambiguous: a year that begins on 25 March has two parts of March");
    question->days->moved_to_next_year = before > 0;
    question->year += before;
    return AWOL_OK;
}

static enum awol_status check_republican(const struct question *question)
{
    const struct awol_form *const form = question->form;
    const bool republican = question->calendar == AWOL_FRENCH_REPUBLICAN;

    if (republican && !form->is_republican)
        return refuse(question, begin_of(question),
                      "expected a month of the French Republic, or “an” and a year, because "
                      "--calendar says so");
    if (republican && form->has_year && form->year > 14)
        return refuse(question, form->year_at, "expected a year I to XIV of the French Republic");
    return AWOL_OK;
}

/* A year of five digits begins inside the Julian 9999, behind a dual year, on 25 March. The winter
 * of 9999 ends in it and has a text all the same. */
static enum awol_status check_edtf(const struct question *question)
{
    const struct awol_form *const form = question->form;
    const struct awol_form_days *const days = question->days;

    if (awol_day_has_edtf(days->first) &&
        (awol_day_has_edtf(days->last) || (form->season > 0 && is_plain(question))))
        return AWOL_OK;
    return refuse(question, form->year_at, AWOL_NO_EDTF);
}

enum awol_status awol_form_resolve(const struct awol_form *form, enum awol_calendar calendar,
                                   bool year_starts_in_march, struct awol_form_days *ret_days,
                                   struct awol_error *opt_error)
{
    struct awol_form_days days = {.fineness = AWOL_FINE_MONTH};
    struct question question = {.form = form,
                                .calendar = form->is_republican ? AWOL_FRENCH_REPUBLICAN : calendar,
                                .in_march = year_starts_in_march,
                                .days = &days,
                                .opt_error = opt_error};
    enum awol_status status = check_republican(&question);

    if (status == AWOL_OK && !form->has_year)
        status = awol_token_refuse(form->phrase.tokens, form->phrase.end, opt_error,
                                   "expected a year of four digits");
    if (status == AWOL_OK && form->day > 0 && form->month == 0)
        status = refuse(&question, form->phrase.end, "expected a month");
    if (status == AWOL_OK)
        status = form->is_movable ? resolve_movable(&question) : settle_year(&question);
    if (status != AWOL_OK)
        return status;
    if (form->is_movable) {
        /* it is settled with its year */
    } else if (form->day > 0)
        status = resolve_day(&question);
    else if (form->part > 0)
        status = resolve_third(&question);
    else if (form->season > 0)
        status = resolve_season(&question);
    else if (form->month > 0)
        resolve_month(&question);
    else
        resolve_years(&question);
    if (status == AWOL_OK)
        status = check_edtf(&question);
    if (status != AWOL_OK)
        return status;
    days.calendar = question.calendar;
    *ret_days = days;
    return AWOL_OK;
}
