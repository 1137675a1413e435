#include "record/count_words.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/number.h"

/* "COUNT LOW HIGH KIND" of what was read. */
static const char *shown(const struct awol_count *count, char *buffer, size_t size)
{
    char a[AWOL_NUMBER_SIZE], b[AWOL_NUMBER_SIZE], c[AWOL_NUMBER_SIZE];

    snprintf(buffer, size, "%s %s %s %s", awol_number_format(count->count, a),
             awol_number_format(count->low, b), awol_number_format(count->high, c),
             awol_kind_name(count->kind));
    return buffer;
}

Test(count_words, forms)
{
    static const char *const cases[][2] = {
        {"75", "75 NA NA exact"},
        {"75 men", "75 NA NA exact"},
        {"exactly 75", "75 NA NA exact"},
        {"genau 75 Mann", "75 NA NA exact"},
        {"75 to 100", "NA 75 100 range"},
        {"75 To 100 Men", "NA 75 100 range"},
        {"75-100", "NA 75 100 range"},
        {"75–100", "NA 75 100 range"},
        {"75 — 100", "NA 75 100 range"},
        {"75 or 76", "NA 75 76 range"},
        {"between 75 and 100", "NA 75 100 range"},
        {"from 75 to 100", "NA 75 100 range"},
        {"75 bis 100", "NA 75 100 range"},
        {"von 75 bis 100", "NA 75 100 range"},
        {"zwischen 75 und 100", "NA 75 100 range"},
        {"entre 75 et 100 hommes", "NA 75 100 range"},
        {"de 75 à 100", "NA 75 100 range"},
        {"75 à 100", "NA 75 100 range"},
        {"75 to 75", "75 NA NA exact"},
        {"at least 500", "500 NA NA at-least"},
        {"not less than 500", "500 NA NA at-least"},
        {"no fewer than 500", "500 NA NA at-least"},
        {"500+", "500 NA NA at-least"},
        {"500 or more", "500 NA NA at-least"},
        {">=500", "500 NA NA at-least"},
        {"≥ 500", "500 NA NA at-least"},
        {"mindestens 500", "500 NA NA at-least"},
        {"wenigstens 500 Mann", "500 NA NA at-least"},
        {"nicht weniger als 500", "500 NA NA at-least"},
        {"au moins 500", "500 NA NA at-least"},
        {"over 500", "501 NA NA at-least"},
        {"more than 500", "501 NA NA at-least"},
        {"upwards of 500", "501 NA NA at-least"},
        {">500", "501 NA NA at-least"},
        {"über 500", "501 NA NA at-least"},
        {"ÜBER 500", "501 NA NA at-least"},
        {"ueber 500", "501 NA NA at-least"},
        {"mehr als 500", "501 NA NA at-least"},
        {"plus de 500", "501 NA NA at-least"},
        {"up to 500", "500 NA NA at-most"},
        {"at most 500", "500 NA NA at-most"},
        {"not more than 500", "500 NA NA at-most"},
        {"not exceeding 500", "500 NA NA at-most"},
        {"500 or less", "500 NA NA at-most"},
        {"≤500", "500 NA NA at-most"},
        {"höchstens 500", "500 NA NA at-most"},
        {"bis zu 500", "500 NA NA at-most"},
        {"au plus 500", "500 NA NA at-most"},
        {"jusqu’à 500", "500 NA NA at-most"},
        {"jusqu'à 500", "500 NA NA at-most"},
        {"under 500", "499 NA NA at-most"},
        {"fewer than 500", "499 NA NA at-most"},
        {"less than 500", "499 NA NA at-most"},
        {"<5", "4 NA NA at-most"},
        {"< 1", "0 NA NA at-most"},
        {"unter 500", "499 NA NA at-most"},
        {"weniger als 500", "499 NA NA at-most"},
        {"moins de 500", "499 NA NA at-most"},
        {"about 100", "100 NA NA about"},
        {"c. 100", "100 NA NA about"},
        {"ca. 100", "100 NA NA about"},
        {"circa 100", "100 NA NA about"},
        {"nearly 100 men", "100 NA NA about"},
        {"~100", "100 NA NA about"},
        {"etwa 100", "100 NA NA about"},
        {"ungefähr 100", "100 NA NA about"},
        {"environ 100", "100 NA NA about"},
        {"about 75 to 100", "NA 75 100 range"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_count count;
        struct awol_error error = {0};
        char buffer[120];

        cr_assert_eq(awol_count_words_parse(cases[i][0], &count, &error), AWOL_OK, "“%s”: %s",
                     cases[i][0], error.message);
        cr_assert_str_eq(shown(&count, buffer, sizeof buffer), cases[i][1], "“%s”: %s", cases[i][0],
                         buffer);
        cr_assert_eq(awol_count_validate(&count, &error), AWOL_OK, "“%s”: %s", cases[i][0],
                     error.message);
    }
}

Test(count_words, refusals)
{
    static const struct {
        const char *text;
        size_t column;
        const char *message;
    } cases[] = {
        {"", 1, "expected a number of men"},
        {"five", 1, "expected a number of men"},
        {"about", 1, "expected a number of men"},
        {"at least", 9, "expected a number of men"},
        {"at leest 5", 4, "expected a number of men"},
        {"75 too 100", 4, "expected a number of men"},
        {"75 100", 4, "expected a number of men"},
        {"75 to 100 horses", 11, "expected a number of men"},
        {"75?", 3, "expected a number of men"},
        {"75-", 4, "expected a number of men"},
        {"-75", 1, "expected a number of men"},
        {"3rd", 2, "expected a number of men"},
        {"1,094", 2, "may be thousands or a fraction"},
        {"at least 1.094", 11, "may be thousands or a fraction"},
        {"about 2.5", 8, "may be thousands or a fraction"},
        {"100 to 75", 8, "the second number of the range is below the first"},
        {"<0", 2, "fewer than no men"},
        {"about over 500", 1, "a bound cannot be about"},
        {"1 2 3 4 5 6 7 8 9", 17, "expected the end"},
        {"atatatatatatatatatatatat least 5", 1, "expected a number of men"},
        {"99999999999999999999999999999999999999999999999999", 1, "more men than any army"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_count count = {.count = 77.0};
        struct awol_error error = {0};

        cr_assert_eq(awol_count_words_parse(cases[i].text, &count, &error), AWOL_DATA, "“%s”",
                     cases[i].text);
        cr_assert_not_null(strstr(error.message, cases[i].message), "“%s”: %s", cases[i].text,
                           error.message);
        cr_assert_eq(error.place.column, cases[i].column, "“%s”: column %zu", cases[i].text,
                     error.place.column);
        cr_assert_eq(count.count, 77.0);
    }
}
