#include "date/spelling_rules.h"

#include <string.h>

#include "base/text.h"

struct reading {
    const struct awol_spelling_settings *settings;
    struct awol_form *form;
    const struct awol_form_rule *rule;
    size_t first_at, second_at; /* of 1 and 2 */
    struct awol_error *opt_error;
};

static const struct awol_token *token_at(const struct reading *reading, size_t index)
{
    return &reading->form->phrase.tokens->list[index];
}

static enum awol_status refuse_two_digits(const struct reading *reading, size_t index)
{
    char shown[AWOL_SHOWN_SIZE];

    return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                             "expected a year of four digits, found %s: no century is guessed",
                             awol_token_show(token_at(reading, index), shown, sizeof shown));
}

static enum awol_status set_month(const struct reading *reading, size_t index)
{
    const struct awol_token *const token = token_at(reading, index);
    char shown[AWOL_SHOWN_SIZE];

    reading->form->month = token->value;
    reading->form->month_at = index;
    if (token->kind == AWOL_TOKEN_REPUBLICAN)
        reading->form->is_republican = true;
    else if (token->value < 1 || token->value > 12)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a month 1 to 12, found %s",
                                 awol_token_show(token, shown, sizeof shown));
    return AWOL_OK;
}

static enum awol_status set_day(const struct reading *reading, size_t index)
{
    const struct awol_token *const token = token_at(reading, index);
    const bool has_year = strpbrk(reading->rule->roles, "yAi") != NULL;
    char shown[AWOL_SHOWN_SIZE];

    reading->form->day = token->value;
    reading->form->day_at = index;
    if (token->value > 31 && !has_year)
        return refuse_two_digits(reading, index);
    if (token->value < 1 || token->value > 31)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a day 1 to 31, found %s",
                                 awol_token_show(token, shown, sizeof shown));
    return AWOL_OK;
}

static enum awol_status set_year(const struct reading *reading, size_t index, int64_t year)
{
    reading->form->year = year;
    reading->form->year_at = index;
    reading->form->has_year = true;
    if (year == 0)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "there is no year 0");
    return AWOL_OK;
}

/* With its era, a year may have fewer digits than four, but not more. */
static enum awol_status set_year_or_refuse(const struct reading *reading, size_t index)
{
    const struct awol_token *const token = token_at(reading, index);

    if (token->length > 4)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a year of at most four digits");
    return set_year(reading, index, token->value);
}

static enum awol_status set_decade(const struct reading *reading, size_t index)
{
    const int value = token_at(reading, index)->value;

    if (value % 100 == 0)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "%ds is ambiguous: the decade %d to %d, or the century to %d",
                                 value, value, value + 9, value + 99);
    if (value % 10 != 0)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a decade that ends in 0, found %d", value);
    reading->form->n_years = 10;
    reading->form->is_decade = true;
    return set_year(reading, index, value);
}

static enum awol_status set_century(const struct reading *reading, size_t index)
{
    const int value = token_at(reading, index)->value;

    if (value < 2)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a century from the second on");
    reading->form->n_years = 100;
    reading->form->is_decade = true;
    return set_year(reading, index, (value - 1) * (int64_t)100);
}

/* 1731/2, 1731/32, 1731/1732: the same winter by both beginnings of the year. */
static bool is_next_year(int64_t year, const struct awol_token *token)
{
    const int64_t next = year + 1;

    if (token->kind == AWOL_TOKEN_YEAR)
        return token->value == next;
    return token->value == next % (token->length == 1 ? 10 : 100);
}

static enum awol_status set_dual(const struct reading *reading, size_t index)
{
    struct awol_form *const form = reading->form;

    if (!is_next_year(form->year, token_at(reading, index)))
        return awol_token_refuse(form->phrase.tokens, index, reading->opt_error,
                                 "expected the year after %lld, because 1731/2 is one winter",
                                 (long long)form->year);
    form->is_dual = true;
    form->dual_at = index;
    return AWOL_OK;
}

static enum awol_status refuse_years(const struct reading *reading, size_t index, int64_t last)
{
    const int64_t year = reading->form->year;
    const int value = token_at(reading, index)->value;
    const bool month = value >= 1 && value <= 12;

    if (last == 0)
        return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                                 "expected a month 01 to 12 or a later year, found %d", value);
    return awol_token_refuse(reading->form->phrase.tokens, index, reading->opt_error,
                             "ambiguous: %s %d of %lld, or the years %lld to %lld; write "
                             "%lld-%02d with --from edtf, or %lld/%lld",
                             month ? "month" : "EDTF's code", value, (long long)year,
                             (long long)year, (long long)last, (long long)year, value,
                             (long long)year, (long long)last);
}

/* 1776-77 and 1776/7 are years; 1776-08 is a month; 1801-02 and 1910-30 could be either. */
static enum awol_status set_years_or_month(const struct reading *reading, size_t index)
{
    struct awol_form *const form = reading->form;
    const struct awol_token *const token = token_at(reading, index);
    const int value = token->value;
    const bool slash = token_at(reading, index - 1)->kind == '/';
    const int64_t base = token->length == 1 ? 10 : 100;
    const bool next = is_next_year(form->year, token);
    const bool later = value > form->year % base || next;
    const int64_t last = next ? form->year + 1 : later ? form->year - form->year % base + value : 0;
    const bool code = token->length == 2 && value >= 21 && value <= 41;
    const bool month = value >= 1 && value <= 12;

    if (later && ((next && slash) || (!month && !code))) {
        form->n_years = last - form->year + 1;
        return AWOL_OK;
    }
    if (month && !later) {
        form->rule = "year-month";
        return set_month(reading, index);
    }
    return refuse_years(reading, index, last);
}

static enum awol_status set_instant(const struct reading *reading, size_t index)
{
    static const char *const names[] = {"ultimo", "instant", "proximo"};
    const struct awol_spelling_settings *const settings = reading->settings;
    const int step = token_at(reading, index)->value;
    struct awol_form *const form = reading->form;
    char shown[AWOL_SHOWN_SIZE];

    if (!settings->has_document)
        return awol_token_refuse(form->phrase.tokens, index, reading->opt_error,
                                 "%s needs the date of the document: --document-date",
                                 awol_token_show(token_at(reading, index), shown, sizeof shown));
    form->rule = names[step + 1];
    form->year = settings->document_year;
    form->month = settings->document_month + step;
    form->has_year = true;
    form->is_of_january = true;
    if (form->month == 0) {
        form->month = 12;
        form->year--;
    } else if (form->month == 13) {
        form->month = 1;
        form->year++;
    }
    return AWOL_OK;
}

static enum awol_status set_feast(const struct reading *reading, size_t index)
{
    const struct awol_token *const token = token_at(reading, index);
    struct awol_form *const form = reading->form;
    char shown[AWOL_SHOWN_SIZE];

    if (!reading->settings->feasts)
        return awol_token_refuse(form->phrase.tokens, index, reading->opt_error,
                                 "%s is a feast, which is read with --feasts only",
                                 awol_token_show(token, shown, sizeof shown));
    if (token->value > AWOL_FEAST_EASTER - 100) {
        form->is_movable = true;
        form->after_easter = token->value - AWOL_FEAST_EASTER;
        return AWOL_OK;
    }
    form->month = token->value / 100;
    form->day = token->value % 100;
    form->day_at = index;
    return AWOL_OK;
}

/* Halves go by the rules of thirds, under their own name. */
static void set_part(const struct reading *reading, int part)
{
    struct awol_form *const form = reading->form;

    form->part = part;
    if (part > 3)
        form->rule = strchr(reading->rule->roles, 'm') ? "half-of-month" : "half-of-year";
}

static enum awol_status set_role(struct reading *reading, char role, size_t index)
{
    const struct awol_token *const token = token_at(reading, index);

    if (token->opt_warning && !reading->form->opt_warning)
        reading->form->opt_warning = token->opt_warning;
    switch (role) {
    case 'd':
        return set_day(reading, index);
    case 'm':
        return set_month(reading, index);
    case 'y':
        return set_year_or_refuse(reading, index);
    case 'X':
        reading->form->is_before_christ = token->value == 1;
        return AWOL_OK;
    case 'A':
        reading->form->is_republican = true;
        return set_year(reading, index, token->value);
    case 'D':
        return set_dual(reading, index);
    case 'E':
        return set_years_or_month(reading, index);
    case 'Y':
        return set_decade(reading, index);
    case 'C':
        return set_century(reading, index);
    case 'i':
        return set_instant(reading, index);
    case 'Z':
        return refuse_two_digits(reading, index);
    case 's':
        reading->form->season = token->value;
        return AWOL_OK;
    case 'p':
        set_part(reading, token->value);
        return AWOL_OK;
    case 'f':
        return set_feast(reading, index);
    case '1':
        reading->first_at = index;
        return AWOL_OK;
    case '2':
        reading->second_at = index;
        return AWOL_OK;
    default:
        return AWOL_OK;
    }
}

/* Which of two numbers is the day: by the option, by the one that no month has, by the full stops
 * that only day.month is written with; else nobody knows. */
static enum awol_status set_ordered(const struct reading *reading)
{
    const struct awol_token *const first = token_at(reading, reading->first_at);
    const struct awol_token *const second = token_at(reading, reading->second_at);
    const bool dotted = token_at(reading, reading->first_at + 1)->kind == '.';
    enum awol_date_order order = reading->settings->order;
    enum awol_status status;

    if (order == AWOL_ORDER_UNKNOWN &&
        (dotted || first->value > 12 || first->value == second->value))
        order = AWOL_ORDER_DAY_MONTH;
    else if (order == AWOL_ORDER_UNKNOWN && second->value > 12)
        order = AWOL_ORDER_MONTH_DAY;
    if (order == AWOL_ORDER_UNKNOWN)
        return awol_token_refuse(reading->form->phrase.tokens, reading->first_at,
                                 reading->opt_error,
                                 "%d/%d is ambiguous: expected --dmy or --mdy to say which is the "
                                 "month",
                                 first->value, second->value);
    if (reading->form->rule[0] == 'n')
        reading->form->rule = order == AWOL_ORDER_DAY_MONTH ? "numbers-dmy" : "numbers-mdy";
    status =
        set_month(reading, order == AWOL_ORDER_DAY_MONTH ? reading->second_at : reading->first_at);
    if (status != AWOL_OK)
        return status;
    return set_day(reading, order == AWOL_ORDER_DAY_MONTH ? reading->first_at : reading->second_at);
}

enum awol_status awol_form_read(const struct awol_phrase *phrase,
                                const struct awol_spelling_settings *settings,
                                struct awol_form *ret_form, struct awol_error *opt_error)
{
    struct awol_form form = {.phrase = *phrase, .n_years = 1};
    struct reading reading = {.settings = settings,
                              .form = &form,
                              .rule = awol_form_rule_find(phrase),
                              .opt_error = opt_error};
    const size_t n = phrase->end - phrase->begin;
    enum awol_status status = AWOL_OK;

    if (!reading.rule)
        return awol_form_refuse(phrase, opt_error);
    form.rule = reading.rule->name;
    reading.second_at = AWOL_TOKENS_MAX;
    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = set_role(&reading, reading.rule->roles[i], phrase->begin + i);
    if (form.is_before_christ)
        form.year = 1 - form.year;
    if (status == AWOL_OK && reading.second_at != AWOL_TOKENS_MAX)
        status = set_ordered(&reading);
    if (status == AWOL_OK)
        *ret_form = form;
    return status;
}

void awol_form_complete(struct awol_form *form, const struct awol_form *other)
{
    const bool needs_month = form->day > 0 || form->part > 0;

    /* August, and a year of the Republic: neither says anything of the other. */
    if ((form->month > 0 || form->has_year) && form->is_republican != other->is_republican)
        return;
    if (!form->has_year && form->season == 0 && needs_month && form->month == 0 &&
        other->month > 0) {
        form->month = other->month;
        form->is_republican = other->is_republican;
    }
    if (form->has_year && form->day > 0 && form->month == 0)
        form->month = other->month;
    if (form->has_year || !other->has_year)
        return;
    form->has_year = true;
    form->year = other->year;
    form->year_at = other->year_at;
    form->is_dual = other->is_dual;
    form->is_of_january = other->is_of_january;
    form->dual_at = other->dual_at;
    form->is_republican = other->is_republican;
}
