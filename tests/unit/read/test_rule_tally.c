#include "read/rule_tally.h"

#include <criterion/criterion.h>

Test(rule_tally, counts_and_keeps_the_first_of_each)
{
    static const struct {
        const char *rule, *text;
    } rows[] = {{"day-month-year", "27 Aug. 1776"}, {"year", "1776"}, {"", "x"}, {"year", "1777"},
                {"day-month-year", "28 Aug. 1776"}, {"year", "1778"}};
    struct awol_rule_tally tally;

    awol_rule_tally_init(&tally);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct awol_event event = {.rule = rows[i].rule, .text = rows[i].text};

        cr_assert_eq(awol_rule_tally_add(&tally, &event, NULL), AWOL_OK);
    }
    cr_assert_eq(tally.n_rules, 3);
    cr_assert_str_eq(tally.rules[0].name, "day-month-year");
    cr_assert_str_eq(tally.rules[0].example, "27 Aug. 1776");
    cr_assert_eq(tally.rules[0].n, 2);
    cr_assert_str_eq(tally.rules[1].example, "1776");
    cr_assert_eq(tally.rules[1].n, 3);
    cr_assert_str_eq(tally.rules[2].name, "");
    cr_assert_eq(tally.rules[2].n, 1);
    awol_rule_tally_release(&tally);
}
