/* CSV. Each row has as many cells as the header, in UTF-8, at places that move on; the rows written
 * with every cell in quotes are the same rows again. And events, through the reader. */
#include "base/text.h"
#include "fuzz/fuzz.h"
#include "read/csv.h"

static void append_row(struct awol_text *text, const struct awol_row *row, char separator)
{
    for (size_t i = 0; i < row->n; i++) {
        if (i > 0)
            awol_text_append_byte(text, separator);
        awol_text_append_byte(text, '"');
        for (const char *at = row->cells[i]; *at; at++) {
            if (*at == '"')
                awol_text_append_byte(text, '"');
            awol_text_append_byte(text, *at);
        }
        awol_text_append_byte(text, '"');
    }
    awol_text_append_byte(text, '\n');
}

static void check_row(const struct awol_row *row, size_t n, size_t line)
{
    MUST(row->n == n, "a row has %zu cells, the header %zu", row->n, n);
    for (size_t i = 0; i < row->n; i++) {
        const size_t length = strlen(row->cells[i]);

        MUST(awol_text_find_invalid_utf8(row->cells[i], length) == length, "cell %zu is UTF-8", i);
        MUST(row->places[i].line >= line && row->places[i].column > 0, "cell %zu at %zu:%zu", i,
             row->places[i].line, row->places[i].column);
        line = row->places[i].line;
    }
}

/* The rows that are not refused, each cell in quotes; the caller releases the text. */
static bool read_rows(FILE *file, const struct awol_csv_settings *settings, struct awol_text *text,
                      char *ret_separator, struct awol_error *ret_error)
{
    struct awol_csv *csv = NULL;
    struct awol_row row;
    struct awol_error error = {0};
    bool found = true;

    awol_text_init(text);
    if (awol_csv_new(file, "file", settings, &csv, ret_error) != AWOL_OK)
        return false;
    row = awol_csv_header(csv);
    *ret_separator = awol_csv_separator(csv);
    append_row(text, &row, *ret_separator);
    while (found && !awol_csv_is_broken(csv)) {
        const size_t n = awol_csv_header(csv).n;

        if (awol_csv_next(csv, &row, &found, &error) == AWOL_OK && found) {
            check_row(&row, n, awol_csv_line(csv));
            append_row(text, &row, *ret_separator);
        }
    }
    awol_csv_free(csv);
    return true;
}

static void check_again(const struct awol_text *text, char separator)
{
    const struct awol_csv_settings settings = {.separator = separator, .quote = '"'};
    FILE *const file = fuzz_file((const uint8_t *)awol_text_string(text), text->length);
    struct awol_text again;
    struct awol_error error = {0};
    char same;

    MUST(read_rows(file, &settings, &again, &same, &error), "%s: it is read again as\n%s",
         error.message, awol_text_string(text));
    MUST(strcmp(awol_text_string(text), awol_text_string(&again)) == 0, "\n%s\nis read\n%s",
         awol_text_string(text), awol_text_string(&again));
    awol_text_release(&again);
    fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FILE *const file = fuzz_file(data, size);
    struct awol_column_map columns;
    struct awol_text text;
    char separator;

    if (read_rows(file, NULL, &text, &separator, NULL) && separator != '"')
        check_again(&text, separator);
    awol_text_release(&text);
    rewind(file);
    awol_column_map_init(&columns);
    fuzz_read(&awol_reader_csv, file, &columns);
    awol_column_map_release(&columns);
    fclose(file);
    return 0;
}
