#include <criterion/criterion.h>
#include <math.h>

#include "date/span.h"
#include "record/strength.h"
#include "support/table_text.h"

static int64_t day(const char *text)
{
    int64_t number = 0;

    cr_assert(awol_day_parse(text, &number));
    return number;
}

Test(strength, a_return_holds_until_the_next_and_changes_count_from_the_day_after)
{
    struct awol_table table = test_table("strength", "date|men|gained|lost|basis|unit|preferred\n"
                                                     "1778-06|1000|||present||\n"
                                                     "1778-07-10|||40||| \n"
                                                     "1778-07-20||15||present||yes\n"
                                                     "1778-08-01|900|||present||\n"
                                                     "1778-08-01|950|||present||no\n"
                                                     "1778-06-15|300|||sent|Jägers|\n");
    struct awol_strength strength;

    table.cells[1 * table.n_columns + 6] = ""; /* line 3 */
    cr_assert_eq(awol_strength_from_table(&table, &strength, NULL), AWOL_OK);
    cr_assert_eq(strength.n, 5u);
    cr_assert(isnan(awol_strength_at(&strength, "", "present", day("1778-05-31"))));
    cr_assert_eq(awol_strength_at(&strength, "", "present", day("1778-06-01")), 1000.0);
    cr_assert_eq(awol_strength_at(&strength, "x", "present", day("1778-07-10")), 1000.0);
    cr_assert_eq(awol_strength_at(&strength, "x", "present", day("1778-07-11")), 960.0);
    cr_assert_eq(awol_strength_at(&strength, "x", "present", day("1778-07-21")), 975.0);
    cr_assert_eq(awol_strength_at(&strength, "x", "present", day("1778-08-01")), 900.0);
    cr_assert_eq(awol_strength_at(&strength, "Jägers", "sent", day("1778-08-01")), 300.0);
    cr_assert(isnan(awol_strength_at(&strength, "Jägers", "present", day("1778-08-01"))),
              "a unit with returns of its own never takes those of all");
    awol_strength_release(&strength);
    awol_table_release(&table);
}

Test(strength, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"date|men|basis\n1778-06-01|10|fit\n", 2, 3, "basis “fit” is not one of"},
        {"date|men|basis\n1778-06-01|10|\n", 2, 3, "no basis"},
        {"date|men|basis\n1778-06-01|-10|sent\n", 2, 2, "men “-10” is negative"},
        {"date|men|basis\n1778-06-01|13.208|sent\n", 2, 2, "men “13.208” may be thousands"},
        {"date|men|basis\n1778-06-01|1.013.208|sent\n", 2, 2, "may be thousands"},
        {"date|men|basis\n1778-06-01||sent\n", 2, 2, "no men"},
        {"date|men|lost|basis\n1778-06-01|10|3|sent\n", 2, 2, "either men or gained and lost"},
        {"date|men|basis\n1778-13|10|sent\n", 2, 1, "date “1778-13” is not a date"},
        {"date|men|basis\n../1778|10|sent\n", 2, 1, "has an open end"},
        {"date|men|basis|unit\n1778-06-01|10|sent|a\n1778-06-01|12|sent|a\n", 3, 1,
         "a second strength sent of 1778-06-01 for a (the other is in line 2)"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("strength", cases[i].lines);
        struct awol_strength strength;
        struct awol_error error = {0};

        cr_assert_eq(awol_strength_from_table(&table, &strength, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu", i);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu", i);
        awol_table_release(&table);
    }
}
