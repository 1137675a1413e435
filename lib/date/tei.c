#include "date/tei.h"

#include <stdio.h>
#include <string.h>

#include "date/edtf.h"

/* One value. */
struct work {
    const char *value;
    struct awol_error *opt_error;
};

static enum awol_status refuse(const struct work *work, const char *at, const char *what)
{
    return awol_error_at(work->opt_error, "",
                         (struct awol_place){0, (size_t)(at - work->value) + 1}, "%s", what);
}

static size_t digits(const char *at)
{
    return strspn(at, "0123456789");
}

static bool is_pair(const char *at, char mark)
{
    return *at == mark && digits(at + 1) == 2;
}

static bool is_end(const char *at)
{
    return at[strspn(at, " \t\r\n")] == '\0';
}

/* "", "Z", "+hh:mm" or "-hh:mm", to the end of the text. */
static bool is_zone(const char *at)
{
    if (*at == 'Z')
        return is_end(at + 1);
    return (*at == '+' || *at == '-') && digits(at + 1) == 2 && at[3] == ':' &&
           digits(at + 4) == 2 && strncmp(at + 1, "14:00", 5) <= 0 && at[4] <= '5' &&
           is_end(at + 6);
}

/* "Thh:mm:ss[.s][zone]"; the seconds may be left out, as many editors do. */
static bool is_time(const char *at)
{
    const bool midnight = *at == 'T' && strncmp(at + 1, "24:00", 5) == 0;

    if (*at != 'T' || digits(at + 1) != 2 || (strncmp(at + 1, "23", 2) > 0 && !midnight) ||
        !is_pair(at + 3, ':') || at[4] > '5')
        return false;
    at += 6;
    if (is_pair(at, ':')) {
        if (at[1] > '5' || (midnight && strncmp(at, ":00", 3) != 0))
            return false;
        at += 3;
        if (*at == '.' && digits(at + 1) > 0)
            at += 1 + digits(at + 1);
    }
    return is_end(at) || is_zone(at);
}

/* The digits of a year, BCE ones less by one, as EDTF writes it. */
static void append_year(struct awol_text *text, bool negative, const char *year, size_t n)
{
    char less[24];
    size_t at = n;

    if (!negative) {
        awol_text_append_format(text, "%s%.*s", n > 4 ? "Y" : "", (int)n, year);
        return;
    }
    memcpy(less, year, n);
    less[n] = '\0';
    while (at > 0 && less[at - 1] == '0')
        less[--at] = '9';
    if (at > 0)
        less[at - 1]--;
    if (n > 4 && less[0] == '0')
        n--;
    awol_text_append_format(text, "%s%s%.*s", n > 4 ? "Y" : "",
                            strspn(less, "0") == strlen(less) ? "" : "-", (int)n,
                            less + (strlen(less) - n));
}

/* The part before the month: AWOL_OK and where it ends, else refused. */
static enum awol_status read_year(const struct work *work, const char *value,
                                  struct awol_text *date, const char **ret_behind)
{
    const bool negative = value[0] == '-';
    const char *const year = value + negative;
    const size_t n = digits(year);

    if (strncmp(value, "--", 2) == 0 || (n == 2 && year[2] == ':'))
        return refuse(work, value, "a date without a year cannot be placed in time");
    if (n < 4)
        return refuse(work, year + n, "a year has four digits at least");
    if (strspn(year, "0") >= n)
        return refuse(work, value, "there is no year 0000 here: -0001 is 1 BCE");
    if (n > 4 && year[0] == '0')
        return refuse(work, year, "a year of more than four digits begins with no 0");
    if (n > 18)
        return refuse(work, value, "the year is out of range");
    append_year(date, negative, year, n);
    *ret_behind = year + n;
    if (n > 4 && is_pair(*ret_behind, '-') && !is_zone(*ret_behind))
        return refuse(
            work, value,
            "months and days of a year of more than four digits cannot be written in EDTF");
    return AWOL_OK;
}

/* Append a value of XML Schema, without having looked whether there is such a day. */
static enum awol_status read_schema(const struct work *work, const char *value,
                                    struct awol_text *date, const char **ret_rule)
{
    const char *at = value, *begin;
    const enum awol_status status = read_year(work, value, date, &at);

    if (status != AWOL_OK)
        return status;
    begin = at;
    if (!is_zone(at) && is_pair(at, '-'))
        at += 3;
    /* Beyond 12 there are seasons in EDTF, and nothing here. */
    if (at > begin && (strncmp(begin, "-01", 3) < 0 || strncmp(begin, "-12", 3) > 0))
        return refuse(work, begin + 1, "a month is 01 to 12");
    if (at > begin && !is_zone(at) && is_pair(at, '-'))
        at += 3;
    awol_text_append_bytes(date, begin, (size_t)(at - begin));
    *ret_rule = value[0] == '-' ? "tei-bce" : "";
    if (is_end(at))
        return AWOL_OK;
    *ret_rule = value[0] == '-' ? "tei-bce-time" : "tei-time";
    if (is_zone(at) || (at - begin == 6 && is_time(at)))
        return AWOL_OK;
    return refuse(work, at,
                  "expected a year, month, day or time of the W3C (1776, 1776-08, 1776-08-27)");
}

/* True of EDTF whose years are all counted as XML Schema does: none is before 1. */
static bool is_late_edtf(const char *text)
{
    const int64_t year_1 = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1, 1, 1});
    struct awol_edtf edtf;

    return awol_edtf_parse(text, &edtf, NULL) == AWOL_OK &&
           (edtf.span.open_earliest ? !edtf.span.open_latest && edtf.span.latest >= year_1
                                    : edtf.span.earliest >= year_1) &&
           !strstr(text, "/-") && text[0] != '-';
}

const char awol_tei_edtf_warning[] =
    "EDTF stands in the attribute with -iso; here not every program reads it";

enum awol_status awol_tei_value(const char *value, struct awol_text *date, const char **ret_rule,
                                struct awol_error *opt_error)
{
    struct awol_error first;
    const struct work work = {value, &first};
    const size_t begin = date->length;
    struct awol_edtf edtf;
    struct awol_error inner;
    const char *const at = value + strspn(value, " \t\r\n");
    const char *rule = "";
    enum awol_status status = read_schema(&work, at, date, &rule);

    if (date->failed)
        return awol_error_memory(opt_error);
    if (status == AWOL_OK && awol_edtf_parse(date->bytes + begin, &edtf, &inner) != AWOL_OK)
        status = refuse(&work, at + (digits(at) == 4 ? inner.place.column - 1 : 0), inner.message);
    if (status != AWOL_OK && is_late_edtf(value)) {
        date->length = begin;
        awol_text_append(date, value);
        rule = "tei-edtf";
        status = awol_text_check(date, opt_error);
    } else if (status != AWOL_OK && opt_error) {
        *opt_error = first;
    }
    if (status == AWOL_OK)
        *ret_rule = rule;
    return status;
}

enum awol_status awol_tei_parse(const char *value, const struct awol_spelling_settings *settings,
                                struct awol_spelling *ret_date, struct awol_error *opt_error)
{
    const struct awol_spelling_settings own = {.about_days = settings->about_days};
    const char *rule = "";
    struct awol_spelling date;
    struct awol_text edtf;
    enum awol_status status;

    awol_text_init(&edtf);
    status = awol_tei_value(value, &edtf, &rule, opt_error);
    if (status == AWOL_OK)
        status = awol_spelling_from_edtf(awol_text_string(&edtf), &own, &date, opt_error);
    awol_text_release(&edtf);
    if (status != AWOL_OK)
        return status;
    snprintf(date.rule, sizeof date.rule, "%s%s", date.widened > 0 ? "about+" : "",
             rule[0] != '\0' ? rule : "tei-date");
    if (strcmp(rule, "tei-edtf") == 0)
        date.opt_warning = awol_tei_edtf_warning;
    if (date.opt_long_edtf) /* no other value is so long */
        date.opt_long_edtf = value;
    *ret_date = date;
    return AWOL_OK;
}
