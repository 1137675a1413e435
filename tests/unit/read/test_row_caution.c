#include "read/row_caution.h"

#include <criterion/criterion.h>

static const char first[] = "a month may be another";
static const char second[] = "a year may be the next";

static void tell(const struct awol_cautions *cautions, size_t index, struct awol_text *text)
{
    awol_text_clear(text);
    cr_assert(awol_cautions_tell(cautions, index, text), "sentence %zu", index);
}

Test(row_caution, each_reason_is_told_once_with_its_number_and_first_case)
{
    struct awol_cautions cautions = {.source = "x.csv"};
    struct awol_text text;

    awol_text_init(&text);
    cr_assert(!awol_cautions_tell(&cautions, 0, &text));
    awol_cautions_add(&cautions, (struct awol_place){4, 2}, "date", "7bris", first, NULL);
    awol_cautions_add(&cautions, (struct awol_place){5, 2}, "date", "1731/2", second, NULL);
    awol_cautions_add(&cautions, (struct awol_place){9, 2}, "date", "8bris", first, NULL);
    tell(&cautions, 0, &text);
    cr_assert_str_eq(awol_text_string(&text),
                     "2 rows are doubtful: a month may be another (first: line 4, “7bris”)");
    tell(&cautions, 1, &text);
    cr_assert_str_eq(awol_text_string(&text),
                     "1 row is doubtful: a year may be the next (line 5, “1731/2”)");
    cr_assert(!awol_cautions_tell(&cautions, 2, &text));
    awol_text_release(&text);
}

Test(row_caution, a_trial_counts_nothing)
{
    struct awol_cautions cautions = {.source = "x.csv", .is_trial = true};

    cr_assert_eq(
        awol_cautions_add(&cautions, (struct awol_place){4, 2}, "date", "7bris", first, NULL),
        AWOL_OK);
    cr_assert_eq(cautions.n, 0);
}

Test(row_caution, the_strict_refuse_with_the_place)
{
    struct awol_cautions cautions = {.source = "x.csv", .is_strict = true};
    struct awol_error error;

    cr_assert_eq(
        awol_cautions_add(&cautions, (struct awol_place){4, 2}, "date", "7bris", first, &error),
        AWOL_DATA);
    cr_assert_str_eq(error.message, "date “7bris”: a month may be another (--strict)");
    cr_assert_eq(error.place.line, 4);
    cr_assert_eq(error.place.column, 2);
    awol_cautions_add(&cautions, (struct awol_place){4, 0}, "", "torn", second, &error);
    cr_assert_str_eq(error.message, "“torn”: a year may be the next (--strict)");
}

Test(row_caution, more_reasons_than_there_is_room_for_are_not_kept)
{
    static char reasons[AWOL_CAUTIONS_MAX + 2][8];
    struct awol_cautions cautions = {.source = "x.csv"};

    for (size_t i = 0; i < AWOL_CAUTIONS_MAX + 2; i++) {
        snprintf(reasons[i], sizeof reasons[i], "r%zu", i);
        cr_assert_eq(
            awol_cautions_add(&cautions, (struct awol_place){1, 1}, "", "x", reasons[i], NULL),
            AWOL_OK);
    }
    cr_assert_eq(cautions.n, AWOL_CAUTIONS_MAX);
}
