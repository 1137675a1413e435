#include "count/name.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char *key_of(struct awol_arena *arena, const char *text)
{
    const char *key = NULL;

    cr_assert_eq(awol_name_key(text, arena, &key, NULL), AWOL_OK, "%s", text);
    return key;
}

Test(name, case_marks_and_umlauts_fold)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"Müller", "muller"},
        {"MUELLER", "muller"},
        {"Mu\xcc\x88ller", "muller"},
        {"muller", "muller"},
        {"Groß", "gross"},
        {"GROSS", "gross"},
        {"Weiſs", "weiss"},
        {"Æbelø", "abelo"},
        {"Łukasz Dąbrowski", "lukasz dabrowski"},
        {"O’Brien", "obrien"},
        {"O'Brien", "obrien"},
        {"Müller, Johann-Peter", "muller johann peter"},
        {"  J.  H.Müller ", "j h muller"},
        {"Ἀχιλλεύς", "αχιλλευσ"},
        {"Иванов", "иванов"},
        {"[?]", ""},
        {"", ""},
        {"ﬁscher", "fischer"},
        {"Müller 2", "muller 2"},
    };
    struct awol_arena arena;

    awol_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_assert_str_eq(key_of(&arena, cases[i].text), cases[i].key, "%s gives %s", cases[i].text,
                         key_of(&arena, cases[i].text));
    awol_arena_release(&arena);
}

Test(name, what_is_not_utf8_is_refused)
{
    struct awol_arena arena;
    struct awol_name name = {.n = 77};
    struct awol_error error;

    awol_arena_init(&arena);
    cr_assert_eq(awol_name_parse("M\xfcller", &arena, &name, &error), AWOL_DATA);
    cr_assert(strstr(error.message, "not UTF-8") != NULL, "%s", error.message);
    cr_assert_eq(name.n, 77);
    awol_arena_release(&arena);
}

static double jaro_winkler(const char *a, const char *b)
{
    uint32_t letters[2][32];

    for (size_t i = 0; a[i] != '\0'; i++)
        letters[0][i] = (unsigned char)a[i];
    for (size_t i = 0; b[i] != '\0'; i++)
        letters[1][i] = (unsigned char)b[i];
    return awol_name_jaro_winkler(letters[0], strlen(a), letters[1], strlen(b));
}

/* As printed to three places in Winkler 1990 and often since; the last two follow from the formula.
 */
Test(name, jaro_winkler_is_that_of_winkler_1990)
{
    static const struct {
        const char *a, *b;
        double expected;
    } cases[] = {
        {"MARTHA", "MARHTA", 0.961},  {"DWAYNE", "DUANE", 0.840},
        {"DIXON", "DICKSONX", 0.813}, {"SHACKLEFORD", "SHACKELFORD", 0.982},
        {"JULIES", "JULIUS", 0.933},  {"ABC", "XYZ", 0.0},
        {"ABC", "ABC", 1.0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double forth = jaro_winkler(cases[i].a, cases[i].b);

        cr_assert_float_eq(forth, cases[i].expected, 5e-4, "%s: %g", cases[i].a, forth);
        cr_assert_float_eq(jaro_winkler(cases[i].b, cases[i].a), forth, 1e-12, "%s", cases[i].a);
    }
}

static double similarity(struct awol_arena *arena, const char *a, const char *b)
{
    struct awol_name names[2];

    cr_assert_eq(awol_name_parse(a, arena, &names[0], NULL), AWOL_OK);
    cr_assert_eq(awol_name_parse(b, arena, &names[1], NULL), AWOL_OK);
    return awol_name_similarity(&names[0], &names[1]);
}

/* Expected: products of what the parts are; Jaro–Winkler of one wrong letter in six, MULLER and
 * MILLER: 5 common, (5/6 + 5/6 + 1) / 3 = 8/9, one letter of prefix: 8/9 + 0.1 / 9 = 0.9. */
Test(name, names_are_compared_part_by_part)
{
    static const struct {
        const char *a, *b;
        double expected;
    } cases[] = {
        {"Johann Müller", "MUELLER, Johann", 1.0},
        {"Johann Müller", "J. Müller", 0.95},
        {"J. H. Müller", "Johann Heinrich Müller", 0.95 * 0.95},
        {"Johann Müller", "Johann Heinrich Müller", 2.0 / 2.25},
        {"Müller", "Johann Müller", 1.0 / 1.25},
        {"Johann Müller", "Johann Miller", 0.9},
        {"Karl Müller", "Carl Müller", 0.98},
        {"Johann Müller", "Johann Weber", 0.0},
        {"Müller Müller", "Müller Johann", 0.0},
        {"", "Müller", 0.0},
        {"", "", 0.0},
    };
    struct awol_arena arena;

    awol_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double forth = similarity(&arena, cases[i].a, cases[i].b);

        cr_assert_float_eq(forth, cases[i].expected, 1e-9, "%s, %s: %g", cases[i].a, cases[i].b,
                           forth);
        cr_assert_float_eq(similarity(&arena, cases[i].b, cases[i].a), forth, 1e-12, "%s, %s",
                           cases[i].b, cases[i].a);
    }
    awol_arena_release(&arena);
}

Test(name, long_names_are_cut_not_overrun)
{
    struct awol_arena arena;
    struct awol_name name;
    char text[4000];

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i < 500 ? 'b' : i % 2 == 0 ? 'c' : ' ';
    text[sizeof text - 1] = '\0';
    awol_arena_init(&arena);
    cr_assert_eq(awol_name_parse(text, &arena, &name, NULL), AWOL_OK);
    cr_assert_eq(name.n, AWOL_NAME_MAX_PARTS);
    cr_assert_eq(name.parts[0].n, 64);
    cr_assert_float_eq(awol_name_similarity(&name, &name), 1.0, 1e-12);
    awol_arena_release(&arena);
}
