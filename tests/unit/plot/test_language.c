#include <criterion/criterion.h>
#include <string.h>

#include "date/calendar.h"
#include "explain/assumption.h"
#include "plot/language.h"

Test(language, writes_numbers_for_people)
{
    char text[AWOL_LANGUAGE_NUMBER];
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, 0.0, 3, text), "0");
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, 999.0, 3, text), "999");
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, 1000.0, 3, text), "1,000");
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, -100.0, 3, text), "-100");
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, 1234567.0, 3, text), "1,234,567");
    cr_assert_str_eq(awol_language_number(AWOL_ENGLISH, 0.25, 3, text), "0.25");
    cr_assert_str_eq(awol_language_number(AWOL_GERMAN, 1234.0, 3, text), "1.234");
    cr_assert_str_eq(awol_language_number(AWOL_GERMAN, 0.25, 3, text), "0,25");
    cr_assert_str_eq(awol_language_number(AWOL_FRENCH, 12345.0, 3, text), "12\u202f345");
    cr_assert_str_eq(awol_language_number(AWOL_FRENCH, 0.5, 3, text), "0,5");
}

Test(language, has_room_for_any_number)
{
    static const double values[] = {999999999999999.0, -999999999999999.0, 1e300, -1e300, 5e-324,
                                    -1.5e-300};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        for (int language = AWOL_ENGLISH; language <= AWOL_FRENCH; language++) {
            char text[AWOL_LANGUAGE_NUMBER];
            awol_language_number((enum awol_language)language, values[i], 15, text);
            cr_assert(strlen(text) < AWOL_LANGUAGE_NUMBER && text[0] != '\0', "%g", values[i]);
        }
    }
    char text[AWOL_LANGUAGE_NUMBER];
    cr_assert_str_eq(awol_language_number(AWOL_FRENCH, -999999999999999.0, 3, text),
                     "-999\u202f999\u202f999\u202f999\u202f999");
}

Test(language, writes_dates_as_they_are_written_there)
{
    char text[AWOL_LANGUAGE_DATE];
    const int64_t day = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1865, 4, 1});
    cr_assert_str_eq(awol_language_date(AWOL_ENGLISH, day, text), "1 Apr 1865");
    cr_assert_str_eq(awol_language_date(AWOL_GERMAN, day, text), "1. Apr. 1865");
    cr_assert_str_eq(awol_language_date(AWOL_FRENCH, day, text), "1er avr. 1865");
    cr_assert_str_eq(awol_language_date(AWOL_FRENCH, day + 2, text), "3 avr. 1865");
}

/* The conversions of a format: "%s of %.20s" gives "s.20s". */
static void conversions(const char *format, char result[static 128])
{
    size_t n = 0;
    for (; *format != '\0' && n < 120; format++) {
        if (*format != '%') {
            continue;
        }
        size_t length = 1 + strcspn(format + 1, "diuxfgesc%");
        for (size_t i = 1; i <= length && n < 120; i++) {
            result[n++] = format[i];
        }
        format += length;
    }
    result[n] = '\0';
}

/* But for symbols of the mathematics, which are the same everywhere. */
Test(language, has_a_word_for_every_assumption)
{
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++) {
        const char *name = awol_assumption_kinds[i].name;
        bool symbol = strcmp(name, "eta") == 0 || strcmp(name, "tau") == 0;
        bool found = false;
        for (size_t k = 0; k < awol_language_n_words; k++)
            found = found || strcmp(awol_language_words[k][0], name) == 0;
        cr_assert(found != symbol, "%s", name);
    }
}

Test(language, says_the_same_in_every_language)
{
    for (size_t i = 0; i < awol_language_n_words; i++) {
        char expected[128];
        conversions(awol_language_words[i][0], expected);
        for (size_t language = 0; language < 3; language++) {
            char got[128];
            cr_assert_neq(awol_language_words[i][language], NULL, "%s", awol_language_words[i][0]);
            cr_assert_neq(awol_language_words[i][language][0], '\0', "%s",
                          awol_language_words[i][0]);
            conversions(awol_language_words[i][language], got);
            cr_assert_str_eq(got, expected, "%s", awol_language_words[i][language]);
        }
        for (size_t k = 0; k < i; k++) {
            cr_assert_str_neq(awol_language_words[i][0], awol_language_words[k][0], "%s twice",
                              awol_language_words[i][0]);
        }
    }
    cr_assert_str_eq(awol_language_word(AWOL_GERMAN, "days"), "Tage");
    cr_assert_str_eq(awol_language_word(AWOL_FRENCH, "no such words"), "no such words");
}

Test(language, knows_its_languages)
{
    enum awol_language language = AWOL_ENGLISH;
    cr_assert(awol_language_find("fr", &language));
    cr_assert_eq(language, AWOL_FRENCH);
    cr_assert_not(awol_language_find("it", &language));
    cr_assert_eq(language, AWOL_FRENCH, "untouched");
}
