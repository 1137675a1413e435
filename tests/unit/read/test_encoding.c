#include "read/encoding.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define BYTES(literal) literal, sizeof literal - 1

static FILE *file_of(const char *bytes, size_t length)
{
    FILE *const file = tmpfile();

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    rewind(file);
    return file;
}

Test(encoding, a_mark_goes_before_what_was_named)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *named, *expected;
    } cases[] = {
        {BYTES("a,b\n"), NULL, NULL},
        {BYTES("a,b\n"), "CP1252", "CP1252"},
        {BYTES("a,b\n"), "utf-8", NULL},
        {BYTES(""), "CP1252", "CP1252"},
        {BYTES("\xEF\xBB\xBFx"), "CP1252", NULL},
        {BYTES("\xFF\xFE\x61\0"), "CP1252", "UTF-16LE"},
        {BYTES("\xFE\xFF\0\x61"), NULL, "UTF-16BE"},
        {BYTES("\xFF\xFE\0\0\x61\0\0\0"), NULL, "UTF-32LE"},
        {BYTES("\0\0\xFE\xFF"), NULL, "UTF-32BE"},
        {BYTES("\xFF"), NULL, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        FILE *const file = file_of(cases[i].bytes, cases[i].length);
        const char *const seen = awol_encoding_find(file, cases[i].named);

        cr_assert_eq(seen == NULL, cases[i].expected == NULL, "case %zu", i);
        if (seen)
            cr_assert_str_eq(seen, cases[i].expected, "case %zu", i);
        if (cases[i].length > 0)
            cr_assert_eq(getc(file), (unsigned char)cases[i].bytes[0], "case %zu was moved", i);
        fclose(file);
    }
}

/* Code points by the tables of the encodings: 0x80 of CP1252 is U+20AC, 0x81 is none. */
Test(encoding, text_becomes_utf_8_and_faults_a_byte_that_is_none)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t length;
        const char *expected;
    } cases[] = {
        {"CP1252", BYTES("M\xE4rz \x80\n"), "M\xC3\xA4rz \xE2\x82\xAC\n"},
        {"CP1252", BYTES("a\x81z"), "a\xFFz"},
        {"ISO-8859-15", BYTES("\xA4"), "\xE2\x82\xAC"},
        {"CP1251", BYTES("\xEC\xE0\xE9"), "\xD0\xBC\xD0\xB0\xD0\xB9"},
        {"UTF-16LE", BYTES("\xFF\xFE\x61\0\xE4\0"), "a\xC3\xA4"},
        {"UTF-16BE", BYTES("\0\x61\xD8\x3D\xDE\x00"), "a\xF0\x9F\x98\x80"},
        {"UTF-16BE", BYTES("\0\x61\xDE\x00\0\x62"),
         "a\xFF"
         "b"},
        {"UTF-16LE", BYTES("\x61\0\x62"), "a\xFF"},
        {"SHIFT_JIS", BYTES("\x93\xFA\x93"), "\xE6\x97\xA5\xFF"},
        {"CP1252", BYTES(""), ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        FILE *const file = file_of(cases[i].bytes, cases[i].length);
        FILE *converted = NULL;
        char seen[64] = {0};
        const size_t expected = strlen(cases[i].expected);

        cr_assert_eq(awol_encoding_open(file, cases[i].name, &converted, NULL), AWOL_OK);
        cr_assert_eq(fread(seen, 1, sizeof seen, converted), expected, "case %zu: %s", i, seen);
        cr_assert_eq(memcmp(seen, cases[i].expected, expected), 0, "case %zu: %s", i, seen);
        cr_assert_not(ferror(converted));
        fclose(converted);
        fclose(file);
    }
}

/* Characters of two and four bytes meet the ends of all buffers. */
Test(encoding, a_long_text_is_the_same_as_a_short_one)
{
    enum { TIMES = 30000 };
    static const char unit[] = {'\x61', '\0',   '\xE4', '\0',   '\x3D',
                                '\xD8', '\x00', '\xDE', '\x0A', '\0'};
    static const char expected[] = "a\xC3\xA4\xF0\x9F\x98\x80\n";
    FILE *const file = tmpfile();
    FILE *converted = NULL;

    cr_assert_not_null(file);
    for (int i = 0; i < TIMES; i++)
        cr_assert_eq(fwrite(unit, 1, sizeof unit, file), sizeof unit);
    rewind(file);
    cr_assert_eq(awol_encoding_open(file, "UTF-16LE", &converted, NULL), AWOL_OK);
    for (int i = 0; i < TIMES; i++) {
        char seen[sizeof expected - 1];

        cr_assert_eq(fread(seen, 1, sizeof seen, converted), sizeof seen, "unit %d", i);
        cr_assert_eq(memcmp(seen, expected, sizeof seen), 0, "unit %d", i);
    }
    cr_assert_eq(getc(converted), EOF);
    fclose(converted);
    fclose(file);
}

Test(encoding, unknown_names_are_refused)
{
    static const char *const names[] = {"", "Nonsense", "CP1252//IGNORE", "CP1252//TRANSLIT"};
    struct awol_error error;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cr_assert_eq(awol_encoding_check(names[i], &error), AWOL_USAGE, "%s", names[i]);
        cr_assert_not_null(strstr(error.message, "is not known"), "%s", names[i]);
    }
    cr_assert_eq(awol_encoding_check("CP1252", &error), AWOL_OK);
}
