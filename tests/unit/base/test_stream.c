#include "base/stream.h"

#include <criterion/criterion.h>

/* A file with these bytes, at its start. */
static FILE *file_of(const char *bytes, size_t length)
{
    FILE *file = tmpfile();
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    rewind(file);
    return file;
}

static enum awol_status read_text(const char *text, struct awol_stream *stream,
                                  struct awol_error *error)
{
    FILE *file = file_of(text, strlen(text));
    enum awol_status status = awol_stream_read(file, "f.awol", stream, error);
    fclose(file);
    return status;
}

#define HEAD "# awol: series 1\n"

Test(stream, reading)
{
    struct awol_stream stream;
    struct awol_error error;
    cr_assert_eq(read_text(HEAD "# campaign: The war: a summary\n# command: awol-read\n"
                                "# command: awol-count\n# nothing in particular\n"
                                "# table: series\n# a note\nunit\tcount\nA\\tB\t1\n\t\\\\n\n\n\n"
                                "# table: empty\nx\n# end\n",
                           &stream, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_str_eq(stream.kind, "series");
    cr_assert_str_eq(stream.source, "f.awol");
    cr_assert_eq(stream.n_headers, 3);
    cr_assert_str_eq(awol_stream_header(&stream, "campaign"), "The war: a summary");
    cr_assert_str_eq(awol_stream_header(&stream, "command"), "awol-read");
    cr_assert_str_eq(stream.headers[2].value, "awol-count");
    cr_assert_null(awol_stream_header(&stream, "absent"));
    cr_assert_eq(stream.n_tables, 2);
    const struct awol_table *table = awol_stream_find(&stream, "series");
    cr_assert_eq(table->n_rows, 2);
    cr_assert_eq(table->n_notes, 1);
    cr_assert_str_eq(table->notes[0], "a note");
    cr_assert_str_eq(awol_table_cell(table, 0, 0), "A\tB");
    cr_assert_str_eq(awol_table_cell(table, 1, 0), "");
    cr_assert_str_eq(awol_table_cell(table, 1, 1), "\\n");
    cr_assert_eq(awol_table_place(table, 0, 1).line, 9);
    cr_assert_eq(awol_table_place(table, 0, 1).column, 6);
    cr_assert_eq(awol_stream_find(&stream, "empty")->n_rows, 0);
    cr_assert_null(awol_stream_find(&stream, "absent"));
    awol_stream_release(&stream);
}

/* What is refused, and where. The columns count bytes. */
Test(stream, refusals)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *message; /* part of it */
    } rows[] = {
        {"", 0, 0, "it is empty"},
        {"unit,count\n", 1, 1, "this is not an awol stream"},
        {"#awol: fit 1\n", 1, 1, "this is not an awol stream"},
        {"# awol: fit\n", 1, 9, "followed by a kind and a version"},
        {"# awol:  1\n", 1, 9, "followed by a kind and a version"},
        {"# awol: fit one\n", 1, 9, "followed by a kind and a version"},
        {"# awol: fit 1 or so\n", 1, 9, "followed by a kind and a version"},
        {"# awol: fit 1\r\n# end\r\n", 1, 14, "ends in a carriage return"},
        {"# awol: fit 2\n# end\n", 1, 13, "has version 2"},
        {"# awol: fit 99999999999999999999\n# end\n", 1, 13, "a newer awol wrote it"},
        {HEAD, 1, 0, "without its last line"},
        {HEAD "# campaign: x\n", 2, 0, "without its last line"},
        {HEAD "# table: t\n", 2, 0, "without its last line"},
        {HEAD "# table: t\na\tb\n1\t2\n", 4, 0, "without its last line"},
        {HEAD "# table: t\na\n1\n\n\n", 6, 0, "without its last line"},
        {HEAD "# table: t\na\n1\n# en", 5, 0, "without its last line"},
        {HEAD "1\t2\n# end\n", 2, 1, "was expected before the first row"},
        {HEAD "# campaign: a \\q\n# end\n", 2, 15, "a backslash must be followed by"},
        {HEAD "# table: t\n\n\n# end\n", 3, 1, "no header row"},
        {HEAD "# table: t\n# end\n", 3, 1, "no header row"},
        {HEAD "# table: t\n# a \\q\na\n# end\n", 3, 5, "a backslash must be followed by"},
        {HEAD "# table: t\\q\na\n# end\n", 2, 11, "a backslash must be followed by"},
        {HEAD "# table: t\na\t\tb\n# end\n", 3, 3, "a column has no name"},
        {HEAD "# table: t\na\tb\ta\n# end\n", 3, 5, "“a” stands there twice"},
        {HEAD "# table: t\na\tb\n1\n# end\n", 4, 0, "the row has 1 cell where the header has 2"},
        {HEAD "# table: t\na\tb\n1\t2\t3\n# end\n", 4, 5, "the row has 3 cells where the header"},
        {HEAD "# table: t\na\tb\nx\ty\\z\n# end\n", 4, 4, "a backslash must be followed by"},
        {HEAD "# table: t\na\tb\nx\ty\\\n# end\n", 4, 4, "a backslash must be followed by"},
        {HEAD "# table: t\na\tb\\q\n# end\n", 3, 4, "a backslash must be followed by"},
        {HEAD "# table: t\na\n1\n\nloose\n# end\n", 6, 1, "“# table: NAME” or “# end”"},
        {HEAD "# table: t\na\n1\n\n\n# tables: u\n# end\n", 7, 1, "“# table: NAME” or “# end”"},
        {HEAD "# table: t\na\tb\nx\té\xFF\n# end\n", 4, 5, "not valid UTF-8"},
        {HEAD "# table: t\na\n1\n\n\n# table: t\na\n1\n# end\n", 8, 1, "in the stream twice"},
        {HEAD "# end\n" HEAD "# end\n", 3, 1, "goes on after “# end”"},
        {HEAD "# campaign: \xC0\x80\n# end\n", 2, 13, "not valid UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_stream stream;
        struct awol_error error = {.message = ""};
        cr_assert_eq(read_text(rows[i].text, &stream, &error), AWOL_DATA, "row %zu was read:\n%s",
                     i, rows[i].text);
        cr_assert_str_eq(error.source, "f.awol", "row %zu", i);
        cr_assert(strstr(error.message, rows[i].message) != NULL, "row %zu: %s", i, error.message);
        cr_assert_eq(error.place.line, rows[i].line, "row %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, rows[i].column, "row %zu: column %zu", i,
                     error.place.column);
    }
}

Test(stream, a_nul_byte)
{
    static const char bytes[] = HEAD "# table: t\na\nx\0y\n# end\n";
    FILE *file = file_of(bytes, sizeof bytes - 1);
    struct awol_stream stream;
    struct awol_error error;
    cr_assert_eq(awol_stream_read(file, "-", &stream, &error), AWOL_DATA);
    cr_assert(strstr(error.message, "NUL") != NULL, "%s", error.message);
    cr_assert_eq(error.place.line, 4);
    cr_assert_eq(error.place.column, 2);
    fclose(file);
}

/* A stream of 2 tables whose cells hold everything that must be escaped comes back the same. */
Test(stream, round_trip)
{
    static const char *const cells[] = {
        "plain",        "",      "NA",         "a\tb\nc\rd\\e",       "\\t",
        "\\\\",         "# end", "# table: x", "“quoted”, \"twice\"", " spaces ",
        "élan — 1 777", "\n\n"};
    enum { N = sizeof cells / sizeof *cells };
    struct awol_stream stream, back;
    struct awol_error error;
    struct awol_table *table;
    FILE *file = tmpfile();
    cr_assert_eq(awol_stream_init(&stream, "events", &error), AWOL_OK);
    cr_assert_eq(awol_stream_add_header(&stream, "command", "awol-read: a\nb\\c", &error), AWOL_OK);
    for (int which = 0; which < 2; which++) {
        cr_assert_eq(awol_stream_add_table(&stream, which ? "second" : "first", &table, &error),
                     AWOL_OK);
        for (int i = 0; i < N; i++) {
            char name[16];
            snprintf(name, sizeof name, "c\t%d", i);
            cr_assert_eq(awol_table_add_column(table, name, &error), AWOL_OK);
        }
        cr_assert_eq(awol_table_add_note(table, "noted\there", &error), AWOL_OK);
        for (int row = 0; row < 3; row++) {
            const char *turned[N];
            for (int i = 0; i < N; i++)
                turned[i] = cells[(i + row) % N];
            cr_assert_eq(awol_table_append(table, turned, NULL, &error), AWOL_OK);
        }
    }
    cr_assert_eq(awol_stream_write(&stream, file, &error), AWOL_OK);
    rewind(file);
    cr_assert_eq(awol_stream_read(file, "f", &back, &error), AWOL_OK, "%zu:%zu %s",
                 error.place.line, error.place.column, error.message);
    cr_assert_str_eq(back.kind, "events");
    cr_assert_str_eq(awol_stream_header(&back, "command"), "awol-read: a\nb\\c");
    cr_assert_eq(back.n_tables, 2);
    for (size_t which = 0; which < 2; which++) {
        const struct awol_table *a = &stream.tables[which], *b = &back.tables[which];
        cr_assert_str_eq(a->name, b->name);
        cr_assert_str_eq(b->notes[0], "noted\there");
        cr_assert_eq(b->n_rows, 3);
        for (size_t i = 0; i < N; i++) {
            cr_assert_str_eq(a->columns[i], b->columns[i]);
            for (size_t row = 0; row < 3; row++)
                cr_assert_str_eq(awol_table_cell(a, row, i), awol_table_cell(b, row, i));
        }
    }
    fclose(file);
    awol_stream_release(&back);
    awol_stream_release(&stream);
}

/* The row of one empty cell would be an empty line, which ends a table. */
Test(stream, one_empty_column)
{
    static const char *const columns[] = {"only"}, *const rows[] = {"a", "", "b"};
    struct awol_stream_writer writer;
    struct awol_stream stream;
    struct awol_error error;
    FILE *file = tmpfile();
    awol_stream_writer_begin(&writer, file, "series");
    awol_stream_writer_table(&writer, "t", NULL, 0, columns, 1);
    for (size_t i = 0; i < 3; i++)
        awol_stream_writer_row(&writer, &rows[i]);
    cr_assert_eq(awol_stream_writer_end(&writer, &error), AWOL_OK);
    rewind(file);
    cr_assert_eq(awol_stream_read(file, "f", &stream, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(stream.tables[0].n_rows, 3);
    cr_assert(awol_table_is_missing(&stream.tables[0], 1, 0));
    cr_assert_str_eq(awol_table_cell(&stream.tables[0], 2, 0), "b");
    awol_stream_release(&stream);
    fclose(file);
}

Test(stream, a_line_of_a_megabyte)
{
    enum { MEGABYTE = 1 << 20 };
    struct awol_text text;
    struct awol_stream stream;
    struct awol_error error;
    char *cell = malloc(MEGABYTE + 1);
    memset(cell, 'x', MEGABYTE);
    cell[MEGABYTE] = '\0';
    awol_text_init(&text);
    awol_text_append(&text, HEAD "# table: t\na\tb\n");
    awol_text_append_format(&text, "1\t%s\n# end\n", cell);
    cr_assert_eq(read_text(text.bytes, &stream, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(awol_table_cell(&stream.tables[0], 0, 1), cell);
    awol_stream_release(&stream);
    awol_text_release(&text);
    free(cell);
}

Test(stream, row_by_row)
{
    static const char text[] =
        HEAD "# table: one\na\tb\n1\t2\n3\t4\n5\t6\n\n\n# table: two\nc\n7\n# end\n";
    FILE *file = file_of(text, sizeof text - 1);
    struct awol_stream_reader *reader;
    struct awol_table table;
    struct awol_row row;
    struct awol_error error;
    bool found;
    cr_assert_eq(awol_stream_reader_new(file, "f", &reader, &error), AWOL_OK);
    cr_assert_str_eq(awol_stream_reader_kind(reader), "series");
    cr_assert_eq(awol_stream_reader_n_headers(reader), 0);
    cr_assert_eq(awol_stream_reader_next_table(reader, &table, &found, &error), AWOL_OK);
    cr_assert(found);
    cr_assert_str_eq(table.name, "one");
    awol_table_release(&table);
    cr_assert_eq(awol_stream_reader_next_row(reader, &row, &found, &error), AWOL_OK);
    cr_assert(found && row.n == 2);
    cr_assert_str_eq(row.cells[1], "2");
    cr_assert_eq(row.places[1].line, 4);
    cr_assert_eq(row.places[1].column, 3);
    /* The two rows that are left are passed over. */
    cr_assert_eq(awol_stream_reader_next_table(reader, &table, &found, &error), AWOL_OK);
    cr_assert(found);
    cr_assert_str_eq(table.name, "two");
    awol_table_release(&table);
    cr_assert_eq(awol_stream_reader_next_row(reader, &row, &found, &error), AWOL_OK);
    cr_assert(found);
    for (int again = 0; again < 2; again++) {
        cr_assert_eq(awol_stream_reader_next_row(reader, &row, &found, &error), AWOL_OK);
        cr_assert_not(found);
    }
    for (int again = 0; again < 2; again++) {
        cr_assert_eq(awol_stream_reader_next_table(reader, &table, &found, &error), AWOL_OK);
        cr_assert_not(found);
    }
    awol_stream_reader_free(reader);
    awol_stream_reader_free(NULL);
    fclose(file);
}

/* A writer whose file is full says so at its end. */
Test(stream, a_full_device)
{
    FILE *file = fopen("/dev/full", "w");
    if (!file)
        cr_skip_test("there is no /dev/full");
    struct awol_stream_writer writer;
    struct awol_error error;
    awol_stream_writer_begin(&writer, file, "series");
    cr_assert_eq(awol_stream_writer_end(&writer, &error), AWOL_SYSTEM);
    cr_assert_str_eq(error.message, "the output could not be written: No space left on device");
    fclose(file);
}
