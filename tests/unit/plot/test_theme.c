#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "plot/script.h"
#include "plot/theme.h"

static enum awol_status read_theme(const char *text, struct awol_theme *theme,
                                   struct awol_error *error)
{
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    cr_assert_neq(file, NULL);
    enum awol_status status = awol_theme_read(file, "mine", theme, error);
    fclose(file);
    return status;
}

Test(theme, takes_what_a_file_says)
{
    struct awol_theme theme;
    struct awol_error error = {0};
    awol_theme_init(&theme);
    cr_assert_eq(read_theme("# mine\n\n  font = DejaVu Serif \r\ntext=9\noffer = #882255\n"
                            "palette = viridis\nseries-2\t=\t#010203\nline = 2",
                            &theme, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_str_eq(theme.font, "DejaVu Serif");
    cr_assert_float_eq(theme.text, 9.0 * AWOL_PX_PER_PT, 1e-9);
    cr_assert_float_eq(theme.line, 2.0 * AWOL_PX_PER_PT, 1e-9);
    cr_assert_str_eq(theme.colours[AWOL_OFFER], "#882255", "a colour stands over a palette");
    cr_assert_str_eq(theme.colours[AWOL_SERIES + 1], "#010203");
    cr_assert_str_eq(theme.colours[AWOL_SERIES], "#440154", "viridis");
}

Test(theme, says_where_it_is_wrong)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"font\n", 1, 1, "key = value"},
        {"\n  = 3\n", 2, 3, "a key and a value"},
        {"text =\n", 1, 7, "a key and a value"},
        {"# x\ntext = 6\n", 2, 8, "from 8 to 24"},
        {"text = nan\n", 1, 8, "from 8 to 24"},
        {"text = 1e308\n", 1, 8, "from 8 to 24"},
        {"  ofer = #000000\n", 1, 3, "offer"},
        {"offer = red\n", 1, 9, "#0072b2"},
        {"offer = #00000g\n", 1, 9, "#0072b2"},
        {"palette = rainbow\n", 1, 11, "viridis"},
        {"font = a'; system('touch x')\n", 1, 8, "letters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_theme theme;
        struct awol_theme before;
        struct awol_error error = {0};
        awol_theme_init(&theme);
        before = theme;
        cr_assert_eq(read_theme(cases[i].text, &theme, &error), AWOL_DATA, "case %zu", i);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu: column %zu", i,
                     error.place.column);
        cr_assert_neq(strstr(error.message, cases[i].message), NULL, "case %zu: %s", i,
                      error.message);
        cr_assert_eq(memcmp(&theme, &before, sizeof theme), 0, "case %zu: untouched", i);
    }
}

static double lightness(const char *colour)
{
    unsigned red = 0;
    unsigned green = 0;
    unsigned blue = 0;
    /* Rec. 709 on the coded values is near enough for an order. */
    unsigned value = (unsigned)strtoul(colour + 1, NULL, 16);
    red = value >> 16;
    green = value >> 8 & 0xff;
    blue = value & 0xff;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255.0;
}

/* In black and white the first curves differ by dash and mark, and none is too light to print. */
Test(theme, is_legible_in_black_and_white)
{
    for (size_t p = 0; awol_palettes[p] != NULL; p++) {
        struct awol_theme theme;
        awol_theme_init(&theme);
        cr_assert(awol_theme_set_palette(&theme, awol_palettes[p]));
        for (size_t i = 0; i < 5; i++) {
            cr_assert(lightness(theme.colours[AWOL_SERIES + i]) < 0.75, "%s, series %zu",
                      awol_palettes[p], i);
            for (size_t k = 0; k < i; k++) {
                cr_assert_neq(awol_theme_dash(i), awol_theme_dash(k));
                cr_assert_neq(awol_theme_point(i), awol_theme_point(k));
            }
        }
        const enum awol_role texts[] = {AWOL_INK, AWOL_AXIS, AWOL_OFFER, AWOL_CIRCUMSTANCE};
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            cr_assert(lightness(theme.colours[texts[i]]) < 0.55, "%s, text %zu", awol_palettes[p],
                      i);
        }
    }
    struct awol_theme theme;
    awol_theme_init(&theme);
    cr_assert_not(awol_theme_set_palette(&theme, "pink"));
}
