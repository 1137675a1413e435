#include "base/text.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

Test(text, white_space_is_tidied)
{
    static const char *const cases[][2] = {{"", ""},         {" \t\r\n ", ""},
                                           {"a", "a"},       {" a  b\r\nc\t", "a b c"},
                                           {"a\vb", "a\vb"}, {"ä \xc2\xa0 b", "ä \xc2\xa0 b"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text text;

        awol_text_init(&text);
        awol_text_append(&text, cases[i][0]);
        cr_assert_str_eq(awol_text_tidy(&text), cases[i][1]);
        cr_assert_eq(text.length, strlen(cases[i][1]));
        awol_text_release(&text);
    }
}

Test(text, bytes_may_be_written_behind_it)
{
    struct awol_text text;
    char *room;

    awol_text_init(&text);
    awol_text_append(&text, "ab");
    room = awol_text_room(&text, 1000);
    cr_assert(room);
    memset(room, 'x', 1000);
    awol_text_fill(&text, 3);
    awol_text_append(&text, "c");
    cr_assert_str_eq(awol_text_string(&text), "abxxxc");
    cr_assert_eq(text.length, 6);
    awol_text_release(&text);
}

Test(text, growing)
{
    struct awol_text text;
    awol_text_init(&text);
    cr_assert_str_eq(awol_text_string(&text), "");
    cr_assert_eq(awol_text_check(&text, NULL), AWOL_OK);
    awol_text_append(&text, "ab");
    awol_text_append_byte(&text, 'c');
    awol_text_append_bytes(&text, "de\0f", 4);
    cr_assert_eq(text.length, 7);
    cr_assert_arr_eq(text.bytes, "abcde\0f", 8);
    awol_text_clear(&text);
    cr_assert_str_eq(awol_text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        awol_text_append_format(&text, "%d,%s;", i, "x");
    /* 10 + 90 * 2 + 900 * 3 digits and three more bytes each */
    cr_assert_eq(text.length, 10 + 180 + 2700 + 3000);
    cr_assert_eq(strlen(text.bytes), text.length);
    cr_assert(strstr(text.bytes, ";999,x;") != NULL);
    awol_text_release(&text);
    cr_assert_null(text.bytes);
}

Test(text, a_failure_stays)
{
    struct awol_text text;
    awol_text_init(&text);
    awol_text_append(&text, "kept");
    awol_text_append_bytes(&text, "", SIZE_MAX - 16);
    awol_text_append(&text, "unread");
    cr_assert_str_eq(awol_text_string(&text), "kept");
    struct awol_error error;
    cr_assert_eq(awol_text_check(&text, &error), AWOL_MEMORY);
    awol_text_release(&text);
}

Test(text, arena)
{
    struct awol_arena arena;
    char *pieces[300];
    awol_arena_init(&arena);
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = awol_arena_alloc(&arena, i * 7 + 1);
        cr_assert_not_null(pieces[i]);
        cr_assert_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0, "piece %zu", i);
        memset(pieces[i], (int)(i % 251), i * 7 + 1);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < i * 7 + 1; j++)
            cr_assert_eq((unsigned char)pieces[i][j], i % 251, "piece %zu was overwritten", i);
    char *large = awol_arena_alloc(&arena, 1000000);
    cr_assert_not_null(large);
    large[999999] = 1;
    cr_assert_null(awol_arena_alloc(&arena, SIZE_MAX));
    cr_assert_str_eq(awol_arena_string(&arena, "text"), "text");
    cr_assert_eq((uintptr_t)awol_arena_alloc(&arena, 1) % _Alignof(max_align_t), 0,
                 "behind a text of odd length");
    cr_assert_str_eq(awol_arena_copy(&arena, "text", 2), "te");
    awol_arena_release(&arena);
    awol_arena_release(&arena);
}

Test(text, comparing)
{
    cr_assert(awol_text_equal("a", "a"));
    cr_assert_not(awol_text_equal("a", "A"));
    cr_assert_not(awol_text_equal("a", NULL));
    cr_assert_not(awol_text_equal(NULL, "a"));
    cr_assert(awol_text_equal(NULL, NULL));
    cr_assert(awol_text_equal_ascii("Desertions", "dESERTIONS"));
    cr_assert_not(awol_text_equal_ascii("ab", "abc"));
    cr_assert_not(awol_text_equal_ascii("abc", "ab"));
    cr_assert_not(awol_text_equal_ascii("É", "é"));
    cr_assert_not(awol_text_equal_ascii("[", "{")); /* 32 apart, and no letters */
    char *copy = awol_text_duplicate("abc");
    cr_assert_str_eq(copy, "abc");
    free(copy);
}

/* The well-formed sequences are table 3-7 of the Unicode standard: the first and last of each row,
 * and their neighbours outside. */
Test(text, utf8)
{
    static const struct {
        const char *bytes;
        size_t bad; /* offset of the first bad byte, or the length */
    } rows[] = {{"", 0},
                {"plain", 5},
                {"é", 2},
                {"€uro", 6},
                {"\x7F", 1},
                {"\xC2\x80", 2},
                {"\xDF\xBF", 2},
                {"\xE0\xA0\x80", 3},
                {"\xED\x9F\xBF", 3},
                {"\xEE\x80\x80", 3},
                {"\xEF\xBF\xBF", 3},
                {"\xF0\x90\x80\x80", 4},
                {"\xF4\x8F\xBF\xBF", 4},
                {"a\x80", 1},            /* continuation alone */
                {"a\xC0\x80", 1},        /* overlong NUL */
                {"a\xC1\xBF", 1},        /* overlong */
                {"ab\xE0\x9F\xBF", 2},   /* overlong */
                {"\xED\xA0\x80", 0},     /* surrogate */
                {"\xF0\x8F\xBF\xBF", 0}, /* overlong */
                {"\xF4\x90\x80\x80", 0}, /* above U+10FFFF */
                {"\xF5\x80\x80\x80", 0},
                {"\xFF", 0},
                {"x\xC3", 1}, /* cut */
                {"x\xE2\x82", 1},
                {"x\xF0\x9F\x92", 1},
                {"\xC3(", 0},
                {"\xE2\x82(", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_eq(awol_text_find_invalid_utf8(rows[i].bytes, strlen(rows[i].bytes)), rows[i].bad,
                     "row %zu", i);
}

Test(text, showing)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", "“”"},
        {"17 May", "“17 May”"},
        {"é", "“é”"},
        {"a\tb\x7F", "“a\\x09b\\x7F”"},
        {"\xFFz", "“\\xFFz”"},
        {"123456789012345678901234567890123456789012345678901234567890",
         "“123456789012345678901234567890123456789012345678901234567890”"},
        {"1234567890123456789012345678901234567890123456789012345678901",
         "“123456789012345678901234567890123456789012345678901234567890…”"},
        {"12345678901234567890123456789012345678901234567890123456789é",
         "“12345678901234567890123456789012345678901234567890123456789…”"},
    };
    char buffer[AWOL_SHOWN_SIZE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_str_eq(awol_text_show(rows[i].text, buffer, sizeof buffer), rows[i].expected);

    char all_bad[200];
    memset(all_bad, 1, sizeof all_bad);
    all_bad[sizeof all_bad - 1] = '\0';
    cr_assert_lt(strlen(awol_text_show(all_bad, buffer, sizeof buffer)), sizeof buffer);
    char small[20];
    cr_assert_lt(strlen(awol_text_show("a long word that is cut", small, sizeof small)),
                 sizeof small);
}

Test(text, a_slip_is_one_letter)
{
    cr_assert(awol_text_is_slip("first", "frist"));
    cr_assert(awol_text_is_slip("Firs", "first"));
    cr_assert(awol_text_is_slip("first", "first"));
    cr_assert(!awol_text_is_slip("frost", "first"), "two letters differ");
}

Test(text, nearest)
{
    static const char *const words[] = {"start", "end", "count", "at_risk", "unit"};
    static const struct {
        const char *word, *expected;
    } rows[] = {{"start", "start"}, {"strat", "start"}, /* one transposition */
                {"COUNT", "count"}, {"counts", "count"},  {"atrisk", "at_risk"}, {"edn", "end"},
                {"units", "unit"},  {"xyz", NULL},        {"cuont_at", NULL},    {"", NULL},
                {"to", NULL},       {"departures", NULL}, {"uint", "unit"},      {"datum_", NULL},
                {"ebb", NULL}, /* two of three letters */
                {"c", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *nearest = awol_text_nearest(rows[i].word, words, 5);
        if (rows[i].expected)
            cr_assert(nearest && strcmp(nearest, rows[i].expected) == 0, "%s: %s", rows[i].word,
                      nearest ? nearest : "none");
        else
            cr_assert_null(nearest, "%s: %s", rows[i].word, nearest);
    }
    cr_assert_null(awol_text_nearest("start", words, 0));
    char endless[500];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    const char *const long_words[] = {endless};
    cr_assert_null(awol_text_nearest(endless, words, 5));
    cr_assert_null(awol_text_nearest("start", long_words, 1));
}

Test(text, an_array_in_an_arena_grows_and_keeps_what_it_holds)
{
    struct awol_arena arena;
    int *numbers = NULL;
    awol_arena_init(&arena);
    for (size_t n = 0; n < 1000; n++) {
        numbers = awol_arena_grow(&arena, numbers, n, sizeof *numbers);
        cr_assert_not_null(numbers);
        numbers[n] = (int)n;
        for (size_t i = 0; i <= n; i++)
            cr_assert_eq(numbers[i], (int)i, "element %zu of %zu", i, n);
    }
    cr_assert_null(awol_arena_grow(&arena, numbers, SIZE_MAX / 2 + 1, sizeof *numbers));
    awol_arena_release(&arena);
}

Test(text, trim)
{
    static const struct {
        const char *text, *trimmed;
        size_t begin;
    } rows[] = {
        {"", "", 0},
        {" ", "", 1},
        {"a", "a", 0},
        {" a b\t", "a b", 1},
        {"\xC2\xA0 1776\xC2\xA0", "1776", 3},
        {"\nx\n", "\nx\n", 0}, /* lines are kept: they are no blanks of a cell */
        {"\xC2\xA3"
         "5 \xC3\xA0",
         "\xC2\xA3"
         "5 \xC3\xA0",
         0}, /* £ and à share a byte of it each */
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t length = 99;
        const char *const at = awol_text_trim(rows[i].text, &length);

        cr_assert_eq((size_t)(at - rows[i].text), rows[i].begin, "case %zu", i);
        cr_assert(length == strlen(rows[i].trimmed) && strncmp(at, rows[i].trimmed, length) == 0,
                  "case %zu", i);
    }
}
