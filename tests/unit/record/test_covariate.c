#include <criterion/criterion.h>
#include <math.h>

#include "date/span.h"
#include "record/covariate.h"
#include "support/table_text.h"

static int64_t day(const char *text)
{
    int64_t number = 0;

    cr_assert(awol_day_parse(text, &number));
    return number;
}

Test(covariate, steps_of_the_unit_come_before_those_of_all)
{
    struct awol_table table = test_table("covariates", "date|name|value|unit\n"
                                                       "1865-02-10|arrears|2|\n"
                                                       "1865-01-01|arrears|1|\n"
                                                       "1865-02-20|arrears|9|Sixth\n");
    struct awol_covariates covariates;
    int64_t until = 0;

    cr_assert_eq(awol_covariates_from_table(&table, &covariates, NULL), AWOL_OK);
    cr_assert(isnan(awol_covariate_at(&covariates, "arrears", "x", day("1864-12-31"), &until)));
    cr_assert_eq(until, day("1865-01-01"));
    cr_assert_eq(awol_covariate_at(&covariates, "arrears", "x", day("1865-02-09"), &until), 1.0);
    cr_assert_eq(until, day("1865-02-10"));
    cr_assert_eq(awol_covariate_at(&covariates, "arrears", "x", day("1865-03-01"), &until), 2.0);
    cr_assert_eq(until, INT64_MAX);
    cr_assert_eq(awol_covariate_at(&covariates, "arrears", "Sixth", day("1865-03-01"), NULL), 9.0);
    cr_assert(isnan(awol_covariate_at(&covariates, "rain", "x", day("1865-03-01"), NULL)));
    awol_covariates_release(&covariates);
    awol_table_release(&table);
}

Test(covariate, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"date|name|value\n1865-02-10|pay|twelve\n", 2, 3, "twelve"},
        {"date|name|value\n1865-02-10||12\n", 2, 2, "no name of a covariate"},
        {"date|name|value\n1865-02-10|rate|12\n", 2, 2, "a covariate cannot be named “rate”"},
        {"date|name|value\nsoon|pay|12\n", 2, 1, "date “soon” is not a date"},
        {"date|name|value\n1865-02-10|pay|1\n1865-02-10|pay|2\n", 3, 2,
         "covariate “pay” is given twice for 1865-02-10"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("covariates", cases[i].lines);
        struct awol_covariates covariates;
        struct awol_error error = {0};

        cr_assert_eq(awol_covariates_from_table(&table, &covariates, &error), AWOL_DATA, "%zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu", i);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu", i);
        awol_table_release(&table);
    }
}
