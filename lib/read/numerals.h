/* Numbers as books and spreadsheets print them: 20.732, 67 840, 1,094, 1,5. */
#ifndef AWOL_READ_NUMERALS_H
#define AWOL_READ_NUMERALS_H

#include <stdbool.h>

#include "base/status.h"
#include "base/text.h"

enum awol_decimal { AWOL_DECIMAL_UNKNOWN, AWOL_DECIMAL_POINT, AWOL_DECIMAL_COMMA };

enum awol_thousands {
    AWOL_THOUSANDS_UNKNOWN,
    AWOL_THOUSANDS_NONE,
    AWOL_THOUSANDS_POINT,
    AWOL_THOUSANDS_COMMA,
    AWOL_THOUSANDS_APOSTROPHE, /* ' and U+2019 */
    AWOL_THOUSANDS_SPACE       /* U+0020, and those that do not break: U+00A0, U+2009, U+202F */
};

/* Zero: nothing is known, and nothing is guessed. With marks for thousands but point alone, the
 * decimal mark is the point unless it is said to be the comma. */
struct awol_numerals {
    enum awol_thousands thousands;
    enum awol_decimal decimal;
};

/* What a command line says: a mark itself, or the word point, comma, apostrophe, space, none. False
 * if it is none of them. */
bool awol_numerals_parse_thousands(const char *text, enum awol_thousands *ret_thousands);

/* True if thousands and decimals have the same mark. */
bool awol_numerals_clash(const struct awol_numerals *numerals);

/* Append a cell with its numbers written plainly, without marks of thousands and with a decimal
 * point; other text stays. AWOL_DATA, with place.column the byte at fault (from 1) and a hint at
 * the option: a number whose marks could be of thousands or of decimals, digits that are wrongly
 * grouped. */
enum awol_status awol_numerals_plain(const struct awol_numerals *numerals, const char *text,
                                     struct awol_text *plain, struct awol_error *opt_error);

#endif
