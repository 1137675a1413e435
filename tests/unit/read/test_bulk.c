#include "read/bulk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* What came of a file: a line a row, cells in brackets, "odd:" before records that are not cut. */
struct seen {
    struct awol_text text;
    size_t n_columns;
    size_t n_rows, n_odd, n_lines;
};

static enum awol_status take_rows(void *context, const struct awol_batch *batch,
                                  struct awol_error *opt_error)
{
    struct seen *const seen = context;

    (void)opt_error;
    for (size_t i = 0; i < batch->n; i++) {
        awol_text_append_format(&seen->text, "%u", batch->lines[i]);
        for (size_t k = 0; k < batch->n_columns; k++) {
            const struct awol_bytes *const cell = &batch->cells[i * batch->n_columns + k];

            awol_text_append(&seen->text, "[");
            awol_text_append_bytes(&seen->text, cell->at, cell->length);
            awol_text_append(&seen->text, "]");
        }
        awol_text_append(&seen->text, " ");
    }
    seen->n_rows += batch->n;
    return AWOL_OK;
}

static enum awol_status take_odd(void *context, const struct awol_piece *piece,
                                 const struct awol_bytes *record, size_t line,
                                 struct awol_error *opt_error)
{
    struct seen *const seen = context;

    (void)opt_error, (void)piece, (void)record;
    seen->n_odd++;
    awol_text_append_format(&seen->text, "odd:%zu ", line);
    return AWOL_OK;
}

static enum awol_status take_piece(void *context, const struct awol_piece *piece, size_t n_lines,
                                   struct awol_error *opt_error)
{
    struct seen *const seen = context;

    (void)opt_error, (void)piece;
    seen->n_lines += n_lines;
    return AWOL_OK;
}

/* Read a file with the bytes, rows of three columns, of which the last and the first are wanted.
 * Returns whether it is for this at all. */
static bool read_all(const char *bytes, size_t length, struct seen *seen)
{
    const size_t columns[] = {2, 0};
    const struct awol_layout layout = {.separator = ',', .quote = '"', .n_columns = 3};
    const struct awol_bulk_sink sink = {take_rows, take_odd, take_piece, seen};
    struct awol_pieces pieces;
    char path[] = "/tmp/awol-bulk-XXXXXX";
    const int file = mkstemp(path);
    bool odd;

    cr_assert_geq(file, 0);
    cr_assert_eq(write(file, bytes, length), (ssize_t)length);
    close(file);
    *seen = (struct seen){.n_rows = 0};
    cr_assert_eq(awol_pieces_open(&pieces, path, 0, ',', '"', NULL), AWOL_OK);
    cr_assert_eq(awol_bulk_run(&pieces, &layout, columns, 2, &sink, NULL), AWOL_OK);
    odd = pieces.is_odd;
    awol_pieces_close(&pieces);
    remove(path);
    return !odd;
}

Test(bulk, cells_of_rows)
{
    static const char *const cases[][2] = {
        {"a,b,c\nd,e,f\n", "0[c][a] 1[f][d] "},
        {"a,b,c\nd,e,f", "0[c][a] 1[f][d] "},
        {"a,b,c\r\nd,e,f\r\n", "0[c][a] 1[f][d] "},
        {",,\n,,\n", "0[][] 1[][] "},
        {"a,b,c\n\n\r\nd,e,f\n", "0[c][a] 3[f][d] "},
        {"a,b\nd,e,f\n", "odd:0 1[f][d] "},
        {"a,b,c,d\nd,e,f\n", "odd:0 1[f][d] "},
        {"\"a\",b,\"c\"\nd,e,f\n", "0[c][a] 1[f][d] "},
        {"\"a\",b,\"c\"\r\nd,e,f\r\n", "0[c][a] 1[f][d] "},
        {"\"a\"\"b\",\"x,\ny\",c\nd,e,f\n", "0[c][a\"b] 2[f][d] "},
        {"a\"b,5\" gun,c\nd,e,f\n", "0[c][a\"b] 1[f][d] "},
        {"\"a\"x,b,c\nd,e,f\n", "1[f][d] "},
        {"#! remark, \"open\na,b,c\n", "1[c][a] "},
        {"#! remark\na,b,c\n", "1[c][a] "},
        {"# no remark,b,c\n", "0[c][# no remark] "},
        {"\"\",\"\"\"\",\n", "0[][] "},
        {"a,b,\xff\nd,e,f\n", "odd:0 1[f][d] "},
        {"a,b,\xc3\xa4\n", "0[\xc3\xa4][a] "},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct seen seen;

        cr_assert(read_all(cases[i][0], strlen(cases[i][0]), &seen), "case %zu", i);
        /* Odd records come before the rows of their batch. */
        if (i == 11)
            cr_assert_eq(seen.n_odd, 1);
        cr_assert(strstr(awol_text_string(&seen.text), cases[i][1]), "case %zu: %s", i,
                  awol_text_string(&seen.text));
        awol_text_release(&seen.text);
    }
}

Test(bulk, a_quote_that_is_not_closed_is_left_to_the_reader)
{
    struct seen seen;

    cr_assert_not(read_all("a,b,c\nd,\"e,f\n", 13, &seen));
    awol_text_release(&seen.text);
}

Test(bulk, records_across_pieces)
{
    struct awol_text bytes;
    struct seen seen;
    size_t n = 0;

    awol_text_init(&bytes);
    while (bytes.length < 3 * AWOL_PIECE_SIZE + 12345) {
        awol_text_append_format(&bytes, "r%zu,\"two\nlines, and \"\"%zu\"\"\",%zu\n", n, n % 7919,
                                n % 13);
        n++;
    }
    cr_assert(read_all(awol_text_string(&bytes), bytes.length, &seen));
    cr_assert_eq(seen.n_rows, n);
    cr_assert_eq(seen.n_odd, 0);
    cr_assert_eq(seen.n_lines, 2 * n);
    awol_text_release(&seen.text);
    awol_text_clear(&bytes);
    for (size_t i = 0; i < AWOL_PIECE_SIZE; i++)
        awol_text_append(&bytes, "x");
    awol_text_append(&bytes, ",b,c\n");
    cr_assert_not(read_all(awol_text_string(&bytes), bytes.length, &seen),
                  "a record longer than a piece");
    awol_text_release(&seen.text);
    awol_text_release(&bytes);
}
