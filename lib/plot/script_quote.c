/* Text that reaches a script: quoted, and without what would end it or draw nothing. */
#include <string.h>

#include "plot/script.h"

/* Bytes of the character that begins here: 0 where it is no UTF-8. */
static size_t character_length(const char *bytes, size_t length)
{
    unsigned char first = (unsigned char)bytes[0];
    size_t expected = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (expected > length || awol_text_find_invalid_utf8(bytes, expected) < expected) {
        return 0;
    }
    return expected;
}

/* Characters that end a line or move the cursor somewhere: U+0000–1F, 7F–9F, 2028, 2029. */
static bool is_control(const char *bytes, size_t length)
{
    unsigned char a = (unsigned char)bytes[0];
    if (length == 1) {
        return a < 0x20 || a == 0x7f;
    }
    unsigned char b = (unsigned char)bytes[1];
    if (length == 2) {
        return a == 0xc2 && b < 0xa0;
    }
    return length == 3 && a == 0xe2 && b == 0x80 && (unsigned char)(bytes[2] & 0xfe) == 0xa8;
}

/* U+FFFE and U+FFFF are no characters of XML. */
static bool is_noncharacter(const char *bytes, size_t length)
{
    return length == 3 && memcmp(bytes, "\xef\xbf", 2) == 0 && (unsigned char)bytes[2] >= 0xbe;
}

/* How TeX writes a character that it would not print as it is; NULL for any other. */
static const char *tex_of(const char *bytes, size_t length)
{
    static const char *const words[][2] = {{"\\", "\\textbackslash{}"},
                                           {"{", "\\{"},
                                           {"}", "\\}"},
                                           {"$", "\\$"},
                                           {"&", "\\&"},
                                           {"#", "\\#"},
                                           {"%", "\\%"},
                                           {"_", "\\_"},
                                           {"^", "\\textasciicircum{}"},
                                           {"~", "\\textasciitilde{}"},
                                           {"<", "\\textless{}"},
                                           {">", "\\textgreater{}"},
                                           {"|", "\\textbar{}"},
                                           {"\"", "\\textquotedbl{}"},
                                           {"`", "\\textasciigrave{}"},
                                           {"\u00a0", "~"},
                                           {"\u202f", "\\,"},
                                           {"\u2264", "\\ensuremath{\\leq}"},
                                           {"\u2265", "\\ensuremath{\\geq}"},
                                           {"\u2190", "\\ensuremath{\\leftarrow}"},
                                           {"\ufffd", "?"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i][0]) == length && memcmp(words[i][0], bytes, length) == 0) {
            return words[i][1];
        }
    }
    return NULL;
}

static void append_character(struct awol_text *text, const char *bytes, size_t length, bool is_tex)
{
    const char *word = is_tex ? tex_of(bytes, length) : NULL;
    if (word != NULL) {
        awol_text_append(text, word);
    } else {
        awol_text_append_bytes(text, bytes, length);
    }
}

static void quote(struct awol_text *text, const char *string, bool is_tex)
{
    awol_text_append_byte(text, '\'');
    size_t length = strlen(string);
    for (size_t i = 0; i < length;) {
        size_t step = character_length(string + i, length - i);
        if (i + step > AWOL_SCRIPT_MAX_TEXT) {
            awol_text_append(text, "\xe2\x80\xa6");
            break;
        }
        if (step == 0 || is_noncharacter(string + i, step)) {
            append_character(text, "\xef\xbf\xbd", 3, is_tex);
        } else if (is_control(string + i, step)) {
            awol_text_append_byte(text, ' ');
        } else if (string[i] == '\'') {
            /* Doubling it fails at the start of a string, which gnuplot takes for an empty one. */
            awol_text_append(text, "\xe2\x80\x99");
        } else if (string[i] == '>' && i >= 2 && string[i - 1] == ']' && string[i - 2] == ']') {
            /* SVG text forbids the three together. */
            awol_text_append_byte(text, ' ');
            append_character(text, ">", 1, is_tex);
        } else {
            append_character(text, string + i, step, is_tex);
        }
        i += step == 0 ? 1 : step;
    }
    awol_text_append_byte(text, '\'');
}

void awol_script_quote(struct awol_text *text, const char *string)
{
    quote(text, string, false);
}

void awol_script_quote_tex(struct awol_text *text, const char *string)
{
    quote(text, string, true);
}
