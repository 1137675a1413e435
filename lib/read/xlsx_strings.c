#include "read/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

#include "read/sheet_rows.h"

void awol_xlsx_strings_init(struct awol_xlsx_strings *strings)
{
    *strings = (struct awol_xlsx_strings){0};
    awol_arena_init(&strings->arena);
}

void awol_xlsx_strings_release(struct awol_xlsx_strings *strings)
{
    free(strings->texts);
    awol_arena_release(&strings->arena);
}

/* ---- text --------------------------------------------------------------------------------- */

void awol_xlsx_text_start(struct awol_xlsx_text *text, const struct awol_xml_tag *tag)
{
    if (awol_xml_is(tag, AWOL_XML_MAIN, "rPh"))
        text->phonetic++;
    else if (awol_xml_is(tag, AWOL_XML_MAIN, "t"))
        text->in_text = text->phonetic == 0;
}

void awol_xlsx_text_end(struct awol_xlsx_text *text, const struct awol_xml_tag *tag)
{
    if (awol_xml_is(tag, AWOL_XML_MAIN, "rPh"))
        text->phonetic--;
    else if (awol_xml_is(tag, AWOL_XML_MAIN, "t"))
        text->in_text = false;
}

void awol_xlsx_text_add(struct awol_xlsx_text *text, const char *bytes, size_t length)
{
    if (text->in_text)
        awol_text_append_bytes(&text->text, bytes, length);
}

static int hex(char byte)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *const found = byte ? strchr(digits, byte) : NULL;

    return found ? (int)(found - digits) % 16 : -1;
}

/* The code of "_xHHHH_", -1 if it is none or no character that a cell can show. */
static int escaped(const char *at)
{
    int code = 0;

    if (at[0] != '_' || at[1] != 'x')
        return -1;
    for (int i = 2; i < 6; i++) {
        const int digit = hex(at[i]);

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return at[6] == '_' && code > 0 && (code < 0xD800 || code > 0xDFFF) ? code : -1;
}

static char *put_utf8(char *to, int code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3F));
    } else {
        *to++ = (char)(0xE0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
        *to++ = (char)(0x80 | (code & 0x3F));
    }
    return to;
}

void awol_xlsx_unescape(struct awol_text *text)
{
    char *to = text->bytes;
    const char *at = text->bytes;

    if (!at || !strstr(at, "_x"))
        return;
    while (*at) {
        const int code = escaped(at);

        if (code >= 0) {
            to = put_utf8(to, code);
            at += 7;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    text->length = (size_t)(to - text->bytes);
}

/* ---- the table ---------------------------------------------------------------------------- */

struct reading {
    struct awol_xlsx_strings *strings;
    struct awol_xlsx_text text;
};

static enum awol_status keep(struct reading *reading, struct awol_error *error)
{
    struct awol_xlsx_strings *const strings = reading->strings;
    const struct awol_text *const text = &reading->text.text;

    if (strings->n == strings->capacity) {
        const size_t capacity = strings->capacity ? 2 * strings->capacity : 256;
        const char **const texts = realloc(strings->texts, capacity * sizeof *texts);

        if (!texts)
            return awol_error_memory(error);
        strings->texts = texts;
        strings->capacity = capacity;
    }
    awol_xlsx_unescape(&reading->text.text);
    strings->n_bytes += text->length + sizeof *strings->texts;
    if (strings->n_bytes > AWOL_XLSX_MAX_STRING_BYTES)
        return awol_error_set(error, AWOL_DATA,
                              "the texts of the cells take more than %zu MiB of memory: save the "
                              "sheet as .csv",
                              AWOL_XLSX_MAX_STRING_BYTES >> 20);
    strings->texts[strings->n] =
        awol_arena_copy(&strings->arena, awol_text_string(text), text->length);
    if (text->failed || !strings->texts[strings->n])
        return awol_error_memory(error);
    strings->n++;
    return AWOL_OK;
}

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct reading *const reading = state;

    (void)error;
    if (awol_xml_is(tag, AWOL_XML_MAIN, "si"))
        awol_text_clear(&reading->text.text);
    awol_xlsx_text_start(&reading->text, tag);
    return AWOL_OK;
}

static enum awol_status end(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct reading *const reading = state;

    awol_xlsx_text_end(&reading->text, tag);
    return awol_xml_is(tag, AWOL_XML_MAIN, "si") ? keep(reading, error) : AWOL_OK;
}

static enum awol_status add(void *state, const char *bytes, size_t length, struct awol_error *error)
{
    struct reading *const reading = state;

    awol_xlsx_text_add(&reading->text, bytes, length);
    if (reading->text.text.length > AWOL_SHEET_MAX_CELL)
        return awol_error_set(error, AWOL_DATA, "a text is longer than a cell can be");
    return AWOL_OK;
}

enum awol_status awol_xlsx_strings_read(struct awol_xlsx_strings *strings, struct awol_zip *zip,
                                        const char *part, struct awol_error *opt_error)
{
    static const struct awol_xml_handler handler = {start, end, add};
    struct reading reading = {.strings = strings};
    const enum awol_status status = awol_zip_xml_read(zip, part, &handler, &reading, opt_error);

    awol_text_release(&reading.text.text);
    return status;
}
