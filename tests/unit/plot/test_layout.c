#include <criterion/criterion.h>
#include <string.h>

#include "plot/layout.h"

Test(layout, measures_characters_not_bytes)
{
    cr_assert_float_eq(awol_layout_width("", 10.0), 0.0, 1e-12);
    /* DejaVu Sans 2.37: 615 and 634 thousandths */
    cr_assert_float_eq(awol_layout_width("\u00e9", 10.0), 6.15, 0.5);
    cr_assert_float_eq(awol_layout_width("\u00fc", 10.0), 6.34, 0.5);
    cr_assert_float_eq(awol_layout_width("abc", 20.0), 2.0 * awol_layout_width("abc", 10.0), 1e-12);
    cr_assert(awol_layout_width("W", 10.0) > awol_layout_width("i", 10.0));
}

Test(layout, wraps_at_spaces_into_lines_that_fit)
{
    static const char text[] = "the quick brown fox  jumps over the lazy dog";
    for (double width = 40.0; width < 400.0; width += 7.0) {
        struct awol_arena arena;
        const char *lines[20];
        char joined[100] = "";
        awol_arena_init(&arena);
        size_t n = awol_layout_wrap(&arena, text, width, 10.0, lines, 20);
        for (size_t i = 0; i < n; i++) {
            cr_assert(awol_layout_width(lines[i], 10.0) <= width, "width %g line %zu", width, i);
            strncat(joined, lines[i], sizeof joined - strlen(joined) - 1);
        }
        cr_assert_eq(strstr(joined, "\u2026"), NULL, "width %g", width);
        cr_assert(strstr(joined, "fox") != NULL && strstr(joined, "dog") != NULL);
        awol_arena_release(&arena);
    }
}

Test(layout, ends_the_last_line_with_an_ellipsis)
{
    struct awol_arena arena;
    const char *lines[2];
    awol_arena_init(&arena);
    cr_assert_eq(awol_layout_wrap(&arena, "one two three four five six", 60.0, 10.0, lines, 2), 2);
    cr_assert_neq(strstr(lines[1], "\u2026"), NULL);
    cr_assert(awol_layout_width(lines[1], 10.0) <= 60.0);
    cr_assert_eq(awol_layout_wrap(&arena, "  ", 60.0, 10.0, lines, 2), 0);
    cr_assert_eq(awol_layout_wrap(&arena, "unbreakableunbreakable", 60.0, 10.0, lines, 2), 1);
    cr_assert(awol_layout_width(lines[0], 10.0) <= 60.0);
    awol_arena_release(&arena);
}

/* By the definition: no two labels meet in a row, no line passes a lower label. */
static void check_tags(const struct awol_tag *tags, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double left = tags[j].leftward ? tags[j].x - tags[j].width : tags[j].x;
            double own = tags[i].leftward ? tags[i].x - tags[i].width : tags[i].x;
            if (i != j && tags[i].row == tags[j].row) {
                cr_assert(own + tags[i].width <= left || left + tags[j].width <= own);
            } else if (tags[i].row > tags[j].row) {
                cr_assert(tags[i].x < left || tags[i].x > left + tags[j].width);
            }
        }
    }
}

Test(layout, keeps_tags_and_their_lines_apart)
{
    struct awol_tag tags[] = {{.x = 10.0, .width = 100.0},  {.x = 40.0, .width = 100.0},
                              {.x = 70.0, .width = 20.0},   {.x = 145.0, .width = 30.0},
                              {.x = 280.0, .width = 100.0}, {.x = 295.0, .width = 30.0}};
    size_t rows = 0;
    cr_assert(awol_layout_tags(tags, 6, 300.0, 6, &rows));
    cr_assert(rows >= 3 && rows <= 6);
    cr_assert(tags[4].leftward && tags[5].leftward && !tags[3].leftward);
    check_tags(tags, 6);
}

Test(layout, says_when_there_are_not_rows_enough)
{
    struct awol_tag tags[] = {{.x = 10.0, .width = 50.0}, {.x = 10.0, .width = 50.0}};
    size_t rows = 7;
    cr_assert_not(awol_layout_tags(tags, 2, 300.0, 5, &rows), "two lines on one place");
    cr_assert_eq(rows, 7);
}

Test(layout, cuts_out_of_the_middle_what_is_too_long)
{
    struct awol_arena arena;
    awol_arena_init(&arena);
    static const char text[] = "Lee\u2019s line opposite the S\u00e9cond Corps";
    cr_assert_str_eq(awol_layout_cut_middle(&arena, text, 1000.0, 10.0), text);
    for (double width = 12.0; width < 170.0; width += 3.0) {
        const char *cut = awol_layout_cut_middle(&arena, text, width, 10.0);
        cr_assert(awol_layout_width(cut, 10.0) <= width, "%g: %s", width, cut);
        cr_assert_eq(awol_text_find_invalid_utf8(cut, strlen(cut)), strlen(cut), "%s", cut);
        cr_assert_neq(strstr(cut, "\u2026"), NULL, "%s", cut);
        if (width > 60.0) {
            cr_assert_eq(strncmp(cut, "Lee", 3), 0, "%s", cut);
            cr_assert_str_eq(cut + strlen(cut) - 2, "ps", "%s", cut);
        }
    }
    cr_assert_str_eq(awol_layout_cut_middle(&arena, "", 10.0, 10.0), "");
    awol_arena_release(&arena);
}
