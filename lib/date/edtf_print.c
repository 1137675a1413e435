#include "date/edtf.h"

#define YEAR_WIDTH 4
#define MAX_DIGITS 20

static void print_qualifier(enum awol_qualifier qualifier, struct awol_text *text)
{
    static const char *const signs[] = {"", "?", "~", "%"};

    awol_text_append(text, signs[qualifier]);
}

/* A number that is not negative, with at least `width` digits, and X where the mask has a bit. */
static void print_digits(int64_t value, int width, unsigned mask, struct awol_text *text)
{
    char digits[MAX_DIGITS];
    size_t n = MAX_DIGITS;

    for (int i = 0; i < width || value > 0; i++, value /= 10, mask >>= 1)
        digits[--n] = (char)((mask & 1u) != 0 ? 'X' : '0' + value % 10);
    awol_text_append_bytes(text, digits + n, MAX_DIGITS - n);
}

static void print_year(const struct awol_edtf_date *date, struct awol_text *text)
{
    int64_t year = date->year < 0 ? -date->year : date->year;

    if (date->year_form != AWOL_YEAR_FOUR_DIGITS)
        awol_text_append_byte(text, 'Y');
    if (date->year < 0)
        awol_text_append_byte(text, '-');
    for (int i = 0; i < date->exponent; i++)
        year /= 10;
    print_digits(year, date->year_form == AWOL_YEAR_FOUR_DIGITS ? YEAR_WIDTH : 1,
                 date->masks[AWOL_EDTF_YEAR], text);
    if (date->year_form == AWOL_YEAR_EXPONENT) {
        awol_text_append_byte(text, 'E');
        print_digits(date->exponent, 1, 0, text);
    }
    if (date->significant_digits > 0) {
        awol_text_append_byte(text, 'S');
        print_digits(date->significant_digits, 1, 0, text);
    }
}

static void print_time(const struct awol_edtf_date *date, struct awol_text *text)
{
    const int shift = date->shift_minutes < 0 ? -date->shift_minutes : date->shift_minutes;

    awol_text_append_byte(text, 'T');
    print_digits(date->hour, 2, 0, text);
    awol_text_append_byte(text, ':');
    print_digits(date->minute, 2, 0, text);
    awol_text_append_byte(text, ':');
    print_digits(date->second, 2, 0, text);
    if (date->shift == AWOL_SHIFT_Z)
        awol_text_append_byte(text, 'Z');
    if (date->shift != AWOL_SHIFT_HOURS && date->shift != AWOL_SHIFT_MINUTES)
        return;
    awol_text_append_byte(text, date->shift_minutes < 0 ? '-' : '+');
    print_digits(shift / 60, 2, 0, text);
    if (date->shift == AWOL_SHIFT_MINUTES) {
        awol_text_append_byte(text, ':');
        print_digits(shift % 60, 2, 0, text);
    }
}

static void print_component(const struct awol_edtf_date *date, enum awol_edtf_component component,
                            struct awol_text *text)
{
    if (component > AWOL_EDTF_YEAR)
        awol_text_append_byte(text, '-');
    print_qualifier(date->before[component], text);
    if (component == AWOL_EDTF_YEAR)
        print_year(date, text);
    else
        print_digits(component == AWOL_EDTF_MONTH ? date->month : date->day, 2,
                     date->masks[component], text);
    if (date->precision != AWOL_PRECISION_TIME)
        print_qualifier(date->after[component], text);
}

static void print_date(const struct awol_edtf_date *date, struct awol_text *text)
{
    print_component(date, AWOL_EDTF_YEAR, text);
    if (date->precision > AWOL_PRECISION_YEAR)
        print_component(date, AWOL_EDTF_MONTH, text);
    if (date->precision >= AWOL_PRECISION_DAY)
        print_component(date, AWOL_EDTF_DAY, text);
    if (date->precision == AWOL_PRECISION_TIME)
        print_time(date, text);
}

static void print_part(const struct awol_edtf_part *part, struct awol_text *text)
{
    if (part->kind == AWOL_EDTF_OPEN || part->or_earlier)
        awol_text_append(text, "..");
    if (part->kind == AWOL_EDTF_DATED)
        print_date(&part->date, text);
    if (part->or_later)
        awol_text_append(text, "..");
}

static void print_set(const struct awol_edtf *edtf, struct awol_text *text)
{
    struct awol_edtf_member member;
    const char *cursor = NULL;
    const char *separator = edtf->form == AWOL_EDTF_ONE_OF ? "[" : "{";

    while (awol_edtf_next_member(edtf, &cursor, &member)) {
        awol_text_append(text, separator);
        separator = ",";
        print_part(&member.first, text);
        if (member.is_range) {
            awol_text_append(text, "..");
            print_part(&member.last, text);
        }
    }
    awol_text_append_byte(text, edtf->form == AWOL_EDTF_ONE_OF ? ']' : '}');
}

void awol_edtf_print(const struct awol_edtf *edtf, struct awol_text *text)
{
    if (edtf->members != NULL) {
        print_set(edtf, text);
        return;
    }
    print_part(&edtf->start, text);
    if (edtf->form == AWOL_EDTF_INTERVAL) {
        awol_text_append_byte(text, '/');
        print_part(&edtf->end, text);
    }
}
