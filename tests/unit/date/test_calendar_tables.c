/* Every day of 1500 to 1900 and of the French Republic as php-cli and emacs-nox have it. The
 * checksum of a table is that of
 *     tests/support/calendar-tables CALENDAR php | sha256sum
 *     tests/support/calendar-tables CALENDAR emacs | sha256sum
 * which are the same; they were made with PHP 8.2.36 (gregoriantojd, juliantojd, frenchtojd) and
 * Emacs 28.2 (calendar.el, cal-julian.el, cal-french.el). `make check-calendars` makes them anew.
 */
#include "date/calendar.h"

#include <criterion/criterion.h>
#include <inttypes.h>

#include "base/digest.h"
#include "base/text.h"

#define JULIAN_DAY_OF_DAY_0 2440588

struct table {
    const char *calendar;
    const char *checksum;
    int first_year, last_year, months;
};

static const struct table tables[] = {
    {"gregorian", "bd22e0b6f8c2e57d5bbaba93c4c2cd24d7d57798b4cdbca7306abe12b2f90a60", 1500, 1900,
     12},
    {"julian", "dfa094ea6dba5a5133435b2f7f52953b3ed5116e6afc97a63f4c0aff6e72b5e1", 1500, 1900, 12},
    {"french-republican", "7e4fb4c957fe591819760286aa7fffc0f01e4c16160ef4e868b24c70007269ce", 1, 14,
     13},
};

static void append_row(struct awol_text *text, int64_t day, struct awol_date date)
{
    awol_text_append_format(text, "%" PRId64 " %" PRId64 "-%d-%d\n", day + JULIAN_DAY_OF_DAY_0,
                            date.year, date.month, date.day);
}

static void check(const struct awol_text *text, const struct table *table, const char *way)
{
    char digest[AWOL_DIGEST_SIZE];

    cr_assert_not(text->failed);
    cr_assert_str_eq(awol_digest(text->bytes, text->length, digest), table->checksum,
                     "%s, from %s: the table begins %.20s", table->calendar, way, text->bytes);
}

Test(calendar_tables, dates_to_days_as_php_and_emacs)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct awol_text text;
        enum awol_calendar calendar = AWOL_GREGORIAN;

        cr_assert(awol_calendar_find(tables[i].calendar, &calendar));
        awol_text_init(&text);
        for (int year = tables[i].first_year; year <= tables[i].last_year; year++) {
            for (int month = 1; month <= tables[i].months; month++) {
                for (int day = 1; day <= awol_date_month_length(calendar, year, month); day++) {
                    const struct awol_date date = {year, month, day};

                    append_row(&text, awol_day_from_date(calendar, date), date);
                }
            }
        }
        check(&text, &tables[i], "dates");
        awol_text_release(&text);
    }
}

Test(calendar_tables, days_to_dates_as_php_and_emacs)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct awol_text text;
        enum awol_calendar calendar = AWOL_GREGORIAN;
        int64_t first, last;

        cr_assert(awol_calendar_find(tables[i].calendar, &calendar));
        first = awol_day_from_date(calendar, (struct awol_date){tables[i].first_year, 1, 1});
        last = awol_day_from_date(calendar, (struct awol_date){tables[i].last_year, 12, 30}) + 1;
        if (calendar == AWOL_FRENCH_REPUBLICAN)
            last += 4;
        awol_text_init(&text);
        for (int64_t day = first; day <= last; day++)
            append_row(&text, day, awol_date_from_day(calendar, day));
        check(&text, &tables[i], "days");
        awol_text_release(&text);
    }
}
