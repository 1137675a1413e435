#include "read/marks.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 700 };

/* Looked for byte by byte. */
static void check(const char *bytes, size_t length, char separator, char quote)
{
    static uint32_t at[MOST + 2 * AWOL_MARKS_PADDING], lines[MOST + 2 * AWOL_MARKS_PADDING];
    struct awol_marks marks = {.at = at, .lines = lines};
    size_t n = 0, n_lines = 0;
    bool nul = false, high = false;

    awol_marks_find(&marks, bytes, length, separator, quote);
    for (size_t i = 0; i < length; i++) {
        const char byte = bytes[i];

        nul = nul || byte == '\0';
        high = high || (unsigned char)byte >= 0x80;
        if (byte == '\n')
            cr_assert(n_lines < marks.n_lines && lines[n_lines++] == i, "line end at %zu", i);
        if (byte == '\n' || byte == separator || (quote != '\0' && byte == quote))
            cr_assert(n < marks.n && at[n++] == i, "mark at %zu of %zu", i, length);
    }
    cr_assert_eq(n, marks.n, "length %zu", length);
    cr_assert_eq(n_lines, marks.n_lines, "length %zu", length);
    cr_assert_eq(nul, marks.has_nul, "length %zu", length);
    cr_assert_eq(high, marks.has_high, "length %zu", length);
}

Test(marks, are_those_found_byte_by_byte)
{
    static const char letters[] = "ab,;\n\"\r\xc3,\n";
    char bytes[MOST + AWOL_MARKS_PADDING];
    uint32_t state = 1776;

    for (size_t length = 0; length < MOST; length += 1 + length / 30) {
        for (unsigned dense = 1; dense < 40; dense += 6) {
            memset(bytes, ',', sizeof bytes);
            for (size_t i = 0; i < length; i++) {
                state = state * 1664525u + 1013904223u;
                bytes[i] = (state >> 8) % dense == 0 ? letters[(state >> 16) % 10] : 'x';
                if ((state >> 4) % 5000 == 0)
                    bytes[i] = '\0';
            }
            check(bytes, length, ',', '\0');
            check(bytes, length, ';', '"');
        }
    }
}
