#include "explain/words.h"

#include <criterion/criterion.h>
#include <math.h>

/* Two digits below 10, whole men from there, three digits and commas from 1,000 on. */
Test(words, numbers)
{
    static const struct {
        double value;
        const char *number, *whole;
    } rows[] = {
        {0, "0", "0"},
        {1e-9, "0", "0"},
        {0.1234, "0.12", "0.12"},
        {9.87, "9.9", "9.9"},
        {42.4, "42", "42"},
        {999, "999", "999"},
        {1000, "1,000", "1,000"},
        {1234, "1,230", "1,234"},
        {-23325, "-23,300", "-23,325"},
        {5546553876, "5,550,000,000", "5,546,553,876"},
        {NAN, "NA", "NA"},
        {INFINITY, "Inf", "Inf"},
        {1e300, "1e+300", "1e+300"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[AWOL_WORDS_SIZE];
        cr_assert_str_eq(awol_words_number(rows[i].value, buffer), rows[i].number);
        cr_assert_str_eq(awol_words_whole(rows[i].value, buffer), rows[i].whole);
    }
}

Test(words, ranges_and_chances)
{
    char buffer[AWOL_WORDS_SIZE];
    cr_assert_str_eq(awol_words_range(12.1, 12.2, buffer), "12");
    cr_assert_str_eq(awol_words_range(12.1, 1530, buffer), "12 to 1,530");
    cr_assert_str_eq(awol_words_chance(0.3079, buffer), "0.31");
    cr_assert_str_eq(awol_words_chance(0.025, buffer), "1 in 40");
    cr_assert_str_eq(awol_words_chance(6.466e-5, buffer), "1 in 15,000");
    cr_assert_str_eq(awol_words_chance(1e-7, buffer), "less than 1 in a million");
    cr_assert_str_eq(awol_words_chance(0, buffer), "0");
}
