#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plot/script.h"

/* Each case follows the rule in the header: no apostrophe, no control and no bad byte gets out. */
Test(script, quotes_text_so_that_nothing_ends_it)
{
    static const char *const cases[][2] = {
        {"", "''"},
        {"plain", "'plain'"},
        {"'; system('x'); '", "'\u2019; system(\u2019x\u2019); \u2019'"},
        {"'", "'\u2019'"},
        {"a\nb\rc\td", "'a b c d'"},
        {"a\x7f\x01z", "'a  z'"},
        {"\xc2\x85\u2028\u2029", "'   '"},
        {"]]>]]>", "']] >]] >'"},
        {"`x` \"y\" \\ $ @", "'`x` \"y\" \\ $ @'"},
        {"caf\xe9", "'caf\uFFFD'"},
        {"\xc0\xaf\xed\xa0\x80", "'\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD'"},
        {"\xef\xbf\xbf", "'\uFFFD'"},
        {"ends \xe2\x82", "'ends \uFFFD\uFFFD'"},
        {"D\u00fcrer \u2265 \U0001F600", "'D\u00fcrer \u2265 \U0001F600'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct awol_text text;
        awol_text_init(&text);
        awol_script_quote(&text, cases[i][0]);
        cr_assert_str_eq(awol_text_string(&text), cases[i][1], "case %zu: got %s", i,
                         awol_text_string(&text));
        awol_text_release(&text);
    }
}

Test(script, quotes_whatever_bytes_there_are)
{
    for (int a = 1; a < 256; a++) {
        for (int b = 1; b < 256; b++) {
            char string[] = {(char)a, (char)b, 'x', '\0'};
            struct awol_text text;
            awol_text_init(&text);
            awol_script_quote(&text, string);
            const char *got = awol_text_string(&text);
            size_t length = strlen(got);
            cr_assert(got[0] == '\'' && got[length - 1] == '\'', "bytes %d %d", a, b);
            cr_assert_eq(memchr(got + 1, '\'', length - 2), NULL, "bytes %d %d", a, b);
            cr_assert_eq(awol_text_find_invalid_utf8(got, length), length, "bytes %d %d", a, b);
            for (size_t i = 0; i < length; i++) {
                cr_assert((unsigned char)got[i] >= 0x20, "bytes %d %d", a, b);
            }
            awol_text_release(&text);
        }
    }
}

Test(script, cuts_long_text_at_a_character)
{
    char string[2 * AWOL_SCRIPT_MAX_TEXT];
    struct awol_text text;
    memset(string, 'a', sizeof string);
    memcpy(string + AWOL_SCRIPT_MAX_TEXT - 1, "\u00e9", 2);
    string[sizeof string - 1] = '\0';
    awol_text_init(&text);
    awol_script_quote(&text, string);
    /* 511 letters, then the letter of two bytes does not fit: an ellipsis of three bytes. */
    cr_assert_eq(text.length, 2 + AWOL_SCRIPT_MAX_TEXT - 1 + 3);
    cr_assert_eq(awol_text_find_invalid_utf8(text.bytes, text.length), text.length);
    awol_text_release(&text);
}

Test(script, takes_only_plain_names_of_fonts)
{
    cr_assert(awol_script_font_is_valid("DejaVu Sans"));
    cr_assert(awol_script_font_is_valid("Source-Serif 4"));
    static const char *const bad[] = {"", "a'b", "a,b", "a\"b", "a\nb", "a`b", "f\u00e9", "a:Bold"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_not(awol_script_font_is_valid(bad[i]), "%s", bad[i]);
    }
}

Test(script, writes_blocks_of_numbers_only)
{
    struct awol_script script;
    double values[] = {1.0, -2.5, (double)NAN, 3.0, 4.0, (double)INFINITY};
    awol_script_init(&script);
    cr_assert_eq(awol_script_block(&script, values, 3, 2), 0);
    cr_assert_eq(awol_script_block(&script, values, 1, 2), 1);
    cr_assert_str_eq(awol_text_string(&script.text),
                     "$data0 << EOD\n1 -2.5\n\n4 NaN\nEOD\n$data1 << EOD\n1 -2.5\nEOD\n");
    cr_assert_eq(awol_script_check(&script, NULL), AWOL_OK);
    awol_script_release(&script);
}

/* A rounded cap of a bar ends inside a circle, which then looks like a disc. */
Test(script, fills_hollow_marks_with_paper)
{
    static const int hollow[] = {4, 6, 8, 10, 12}, others[] = {1, 2, 3, 5, 7, 9, 11, 13};
    for (int i = 0; i < 13; i++) {
        bool is_hollow = i < 5;
        int point = is_hollow ? hollow[i] : others[i - 5];
        char paper[64], ink[64];
        struct awol_script script;
        awol_script_init(&script);
        const struct awol_layer layer = {.kind = AWOL_LAYER_POINTS,
                                         .colour = "#000000",
                                         .width = 1,
                                         .point = point,
                                         .size = 0.5};
        awol_script_mark(&script, (struct awol_point){0, 0, true, true}, point, 0.5, "#000000");
        awol_script_plot(&script, &layer, 1);
        const char *text = awol_text_string(&script.text);
        snprintf(paper, sizeof paper, "pt %d ps 0.5 lc rgb '#ffffff'", point + 1);
        snprintf(ink, sizeof ink, "pt %d ps 0.5 lc rgb '#000000'", point);
        const char *below = strstr(text, paper), *above = strstr(text, ink);
        cr_assert(above != NULL, "mark %d", point);
        cr_assert_eq(below != NULL, is_hollow, "mark %d", point);
        cr_assert(!is_hollow || below < above, "mark %d", point);
        snprintf(paper, sizeof paper, "lc rgb '#ffffff' lw 1 pt %d", point + 1);
        snprintf(ink, sizeof ink, "lc rgb '#000000' lw 1 pt %d", point);
        below = strstr(text, paper);
        above = strstr(text, ink);
        cr_assert(above != NULL, "layer of mark %d", point);
        cr_assert_eq(below != NULL, is_hollow, "layer of mark %d", point);
        cr_assert(!is_hollow || below < above, "layer of mark %d", point);
        awol_script_release(&script);
    }
}

Test(script, sets_every_terminal_without_markup)
{
    static const enum awol_terminal terminals[] = {AWOL_TERMINAL_SVG, AWOL_TERMINAL_PNG,
                                                   AWOL_TERMINAL_DUMB};
    for (size_t i = 0; i < 3; i++) {
        struct awol_script script;
        struct awol_page page = {terminals[i], 600.0, 400.0, "DejaVu Sans", 11.0};
        awol_script_init(&script);
        awol_script_begin(&script, &page);
        awol_script_end(&script);
        const char *got = awol_text_string(&script.text);
        const char *line = strstr(got, "set terminal ");
        cr_assert_neq(line, NULL);
        cr_assert_neq(strstr(line, " noenhanced "), NULL);
        cr_assert(strstr(line, " noenhanced ") < strchr(line, '\n'));
        cr_assert_eq(strstr(got, "set output"), NULL);
        awol_script_release(&script);
    }
}

/* Nothing that TeX takes for a command is left of a text. */
Test(script, hands_no_command_to_tex)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"\\input{x}", "'\\textbackslash{}input\\{x\\}'"},
        {"\\write18{touch canary}", "'\\textbackslash{}write18\\{touch canary\\}'"},
        {"a_b^c~d", "'a\\_b\\textasciicircum{}c\\textasciitilde{}d'"},
        {"$x$ & 100 % #1", "'\\$x\\$ \\& 100 \\% \\#1'"},
        {"^^5cinput", "'\\textasciicircum{}\\textasciicircum{}5cinput'"},
        {"it's \u2265 1\u202f000", "'it\u2019s \\ensuremath{\\geq} 1\\,000'"},
        {"<a>|\"`", "'\\textless{}a\\textgreater{}\\textbar{}\\textquotedbl{}\\textasciigrave{}'"},
        {"M\u00fcller\n\\end", "'M\u00fcller \\textbackslash{}end'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text text;
        awol_text_init(&text);
        awol_script_quote_tex(&text, cases[i].text);
        cr_assert_str_eq(awol_text_string(&text), cases[i].expected);
        awol_text_release(&text);
    }
}
