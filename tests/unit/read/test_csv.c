#include "read/csv.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text with its length, so that it may hold NUL bytes. */
#define BYTES(literal) literal, sizeof literal - 1

static FILE *file_of(const char *bytes, size_t length)
{
    FILE *file = tmpfile();

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    rewind(file);
    return file;
}

/* All cells of a text, header first, each as "line:column=text", rows ended by "|". A refused row
 * is written as "!line:column". */
static void describe_as(const char *bytes, size_t length,
                        const struct awol_csv_settings *opt_settings, struct awol_text *ret_text)
{
    FILE *const file = file_of(bytes, length);
    struct awol_error error = {0};
    struct awol_csv *csv = NULL;
    struct awol_row row;
    bool found = true;

    awol_text_init(ret_text);
    cr_assert_eq(awol_csv_new(file, "x.csv", opt_settings, &csv, &error), AWOL_OK, "%s: %s", bytes,
                 error.message);
    row = awol_csv_header(csv);
    while (found) {
        for (size_t i = 0; i < row.n; i++)
            awol_text_append_format(ret_text, "%zu:%zu=%s ", row.places[i].line,
                                    row.places[i].column, row.cells[i]);
        row.n = 0;
        awol_text_append(ret_text, "|");
        if (awol_csv_next(csv, &row, &found, &error) != AWOL_OK)
            awol_text_append_format(ret_text, "!%zu:%zu", error.place.line, error.place.column);
        cr_assert_not(awol_csv_is_broken(csv));
    }
    awol_csv_free(csv);
    fclose(file);
}

static void describe(const char *bytes, size_t length, struct awol_text *ret_text)
{
    describe_as(bytes, length, NULL, ret_text);
}

Test(csv, cells_know_their_places)
{
    static const struct {
        const char *text;
        const char *cells;
    } cases[] = {
        {"\"a\rb\r\nc\",d\n1,2\n", "1:2=a\rb c 2:4=d |3:1=1 3:3=2 |"},
        {"date,count\n1776-08,12\n", "1:1=date 1:6=count |2:1=1776-08 2:9=12 |"},
        {"date;count\n1776,12", "1:1=date 1:6=count |!2:8|"},
        {"\"\n\xC2\xA0"
         "a\n\xC2\xA0\n\",b\xC2\xA0"
         "c\n1,2\n",
         "1:2=a 4:3=b\xC2\xA0"
         "c |5:1=1 5:3=2 |"},
        {"sep=;\r\ndate;No., all\r\n1776;1,5", "2:1=date 2:6=No., all |3:1=1776 3:6=1,5 |"},
        {"date;count\n1776;1,5", "1:1=date 1:6=count |2:1=1776 2:6=1,5 |"},
        {"date\tcount\n1776\t12\n", "1:1=date 1:6=count |2:1=1776 2:6=12 |"},
        {"date\tNo., total; all\n1776\t12\n", "1:1=date 1:6=No., total; all |2:1=1776 2:6=12 |"},
        {"\"No., total\";date\n1;1776\n", "1:2=No., total 1:14=date |2:1=1 2:3=1776 |"},
        {"date\n1776\n1777\n", "1:1=date |2:1=1776 |3:1=1777 |"},
        {"date,count\r\n1776,1\r\n1777,2\r\n",
         "1:1=date 1:6=count |2:1=1776 2:6=1 |3:1=1777 3:6=2 |"},
        {"\xEF\xBB\xBF"
         "date,count\n1776,1\n",
         "1:1=date 1:6=count |2:1=1776 2:6=1 |"},
        {"# by hand\n#\n\ndate,count\n1776,1\n", "4:1=date 4:6=count |5:1=1776 5:6=1 |"},
        {"# it's \"hand-made\n#date,n\n1776,1\n", "2:1=#date 2:7=n |3:1=1776 3:6=1 |"},
        {" date , count\n1776,1\n", "1:2=date 1:9=count |2:1=1776 2:6=1 |"},
        {"a,b\n 1776 ,\" x y \"\n\xC2\xA0"
         "2\t, \n",
         "1:1=a 1:3=b |2:2=1776 2:10=x y |3:3=2 3:7= |"},
        {"a,b\n\"x, y\",z\n", "1:1=a 1:3=b |2:2=x, y 2:8=z |"},
        {"a,b\n\"say \"\"no\"\"\",z\n", "1:1=a 1:3=b |2:2=say \"no\" 2:14=z |"},
        {"a,b,c\n\"two\nlines\",\"z\",q\nx,y,z\n",
         "1:1=a 1:3=b 1:5=c |2:2=two\nlines 3:9=z 3:12=q |4:1=x 4:3=y 4:5=z |"},
        {"a,b\n\"\",\"\"\n", "1:1=a 1:3=b |2:2= 2:5= |"},
        {"a,b\n,\n", "1:1=a 1:3=b |2:1= 2:2= |"},
        {"a,b\n1,2\n\n\r\n3,4\n\n", "1:1=a 1:3=b |2:1=1 2:3=2 |5:1=3 5:3=4 |"},
        {"a,b\n5\" gun,6\n", "1:1=a 1:3=b |2:1=5\" gun 2:8=6 |"},
        {"a,b,\n1,2,\n", "1:1=a 1:3=b 1:5= |2:1=1 2:3=2 2:5= |"},
        {"a,b\nä,ö\n", "1:1=a 1:3=b |2:1=ä 2:4=ö |"},
        {"a,b\n1,\"2\"", "1:1=a 1:3=b |2:1=1 2:4=2 |"},
        {"a,b\n", "1:1=a 1:3=b |"},
        {"a\n1,2\n", "1:1=a |!2:3|"},
        {"a,b\n1,2,,\n3,4,,x\n", "1:1=a 1:3=b |2:1=1 2:3=2 |!3:6|"},
        {"a,b,,\n1,2\n1,2,3\n1\n",
         "1:1=a 1:3=b 1:5= 1:6= |2:1=1 2:3=2 2:4= 2:4= |3:1=1 3:3=2 3:5=3 3:6= |!4:2|"},
        {"\"Date of\n  desertion \",n\n1776,1\n", "1:2=Date of desertion 2:15=n |3:1=1776 3:6=1 |"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text seen;

        describe(cases[i].text, strlen(cases[i].text), &seen);
        cr_assert_str_eq(awol_text_string(&seen), cases[i].cells, "case %zu: %s", i,
                         awol_text_string(&seen));
        awol_text_release(&seen);
    }
}

/* Two lines above, as Excel exports merged cells; then lines of a title. */
Test(csv, headers_of_several_lines)
{
    static const struct {
        struct awol_csv_settings settings;
        const char *text;
        const char *cells;
    } cases[] = {
        {{.header_lines = 2},
         "Name,Desertion,,Note\n,Date,Location,\nA,1776,York,x\n",
         "1:1=Name 2:2=Desertion Date 2:7=Desertion Location 1:17=Note |"
         "3:1=A 3:3=1776 3:8=York 3:13=x |"},
        {{.header_lines = 2},
         "Name,,Desertion,\n,Rank,Date,Place\nA,Pvt,1776,York\n",
         "1:1=Name 2:2=Rank 2:7=Desertion Date 2:12=Desertion Place |"
         "3:1=A 3:3=Pvt 3:7=1776 3:12=York |"},
        {{.header_lines = 2},
         "Left;;Came;\nDay;Men;Day;Men\n1;2;3;4\n",
         "2:1=Left Day 2:5=Left Men 2:9=Came Day 2:13=Came Men |3:1=1 3:3=2 3:5=3 3:7=4 |"},
        {{.header_lines = 3},
         "A,,\nB,,C\nd,e,f\n1,2,3\n",
         "3:1=A B d 3:3=A B e 3:5=A C f |4:1=1 4:3=2 4:5=3 |"},
        {{.header_lines = 2},
         "Title\ndate,count\n1776,2\n",
         "2:1=Title date 2:6=Title count |3:1=1776 3:6=2 |"},
        {{.header_lines = 2},
         "\"Left\nthe army\",\nday,men\n1,2\n",
         "3:1=Left the army day 3:5=Left the army men |4:1=1 4:3=2 |"},
        {{.skip_lines = 2},
         "Deserters of \"1776\n# by X, Y; Z\na;b\n1;2\n",
         "3:1=a 3:3=b |4:1=1 4:3=2 |"},
        {{.skip_lines = 1, .header_lines = 2},
         "\xEF\xBB\xBFTitle\r\nA\t\r\nb\tc\r\n1\t2\r\n",
         "3:1=A b 3:3=A c |4:1=1 4:3=2 |"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text seen;

        describe_as(cases[i].text, strlen(cases[i].text), &cases[i].settings, &seen);
        cr_assert_str_eq(awol_text_string(&seen), cases[i].cells, "case %zu: %s", i,
                         awol_text_string(&seen));
        awol_text_release(&seen);
    }
}

Test(csv, the_head_as_it_stands)
{
    static const char text[] = "Title \"\nA,\n\nb,c,\n1,2,\n";
    const struct awol_csv_settings settings = {.skip_lines = 1, .header_lines = 2};
    FILE *const file = file_of(BYTES(text));
    struct awol_csv *csv = NULL;
    size_t length = 0;

    cr_assert_eq(awol_csv_new(file, "x.csv", &settings, &csv, NULL), AWOL_OK);
    cr_assert_str_eq(awol_csv_head(csv, &length), "Title \"\nA,\nb,c,");
    cr_assert_eq(length, strlen("Title \"\nA,\nb,c,"));
    cr_assert_eq(awol_csv_header(csv).n, 3);
    cr_assert_eq(awol_csv_n_named(csv), 2);
    awol_csv_free(csv);
    fclose(file);
}

Test(csv, faults_of_several_lines)
{
    static const struct {
        struct awol_csv_settings settings;
        const char *text, *message;
        size_t line, column;
    } cases[] = {
        {{.skip_lines = 3}, "a\nb\n", "the file has only 2 lines, and 3 are to be skipped", 3, 1},
        {{.header_lines = 2}, "a,b\n", "the file ends before the last line of its header", 2, 1},
        {{.header_lines = 2},
         "A,\nb,b\n1,2\n",
         "the column “A b” stands in the header twice",
         2,
         3},
        {{.header_lines = 2}, "A,B;\nb,b\n1,2\n", "both \",\" and \";\"", 1, 4},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        FILE *const file = file_of(cases[i].text, strlen(cases[i].text));
        struct awol_csv *csv = NULL;
        struct awol_error error = {0};

        cr_assert_eq(awol_csv_new(file, "x.csv", &cases[i].settings, &csv, &error), AWOL_DATA,
                     "case %zu", i);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: %zu", i, error.place.line);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu: %zu", i, error.place.column);
        fclose(file);
    }
}

struct fault {
    const char *bytes;
    size_t length;
    size_t line, column;
    const char *message;
};

static const struct fault header_faults[] = {
    {BYTES(""), 0, 0, "the file is empty"},
    {BYTES("\xEF\xBB\xBF"), 1, 1, "no header line"},
    {BYTES("\n\n"), 3, 1, "no header line"},
    {BYTES("# only\n# comments\n"), 3, 1, "no header line"},
    {BYTES("sep=;\n"), 2, 1, "no header line"},
    {BYTES("sep=;\na,b\tc;a,b\tc\n"), 2, 7, "stands in the header twice"},
    {BYTES("date;a,b\n1;2\n"), 1, 7, "both \",\" and \";\""},
    {BYTES("a,b,a\n1,2,3\n"), 1, 5, "the column “a” stands in the header twice"},
    {BYTES("a,\"b\n1,2\n"), 1, 3, "this quote is not closed"},
    {BYTES("a,\"b\"c\n1,2\n"), 1, 6, "text behind a closing quote"},
    {BYTES("a,\0b\n1,2\n"), 1, 3, "a NUL byte"},
    {BYTES("a,M\xE4rz\n1,2\n"), 1, 4, "the byte 0xE4 is not UTF-8"},
    {BYTES("\xFF\xFE\x61\x00"), 1, 1, "UTF-16"},
    {BYTES("a,b\r1,2\r3,4\r"), 1, 4, "bare carriage return"},
    {BYTES("\x1F\x8B\x08\x01rubbish"), 1, 2, "the byte 0x8B is not UTF-8"},
};

Test(csv, faults_of_the_header)
{
    for (size_t i = 0; i < sizeof header_faults / sizeof header_faults[0]; i++) {
        const struct fault *fault = &header_faults[i];
        FILE *const file = file_of(fault->bytes, fault->length);
        struct awol_csv *csv = NULL;
        struct awol_error error = {0};

        cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_DATA, "case %zu", i);
        cr_assert_null(csv, "case %zu", i);
        cr_assert_not_null(strstr(error.message, fault->message), "case %zu: %s", i, error.message);
        cr_assert_str_eq(error.source, "x.csv", "case %zu", i);
        cr_assert_eq(error.place.line, fault->line, "case %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, fault->column, "case %zu: column %zu", i,
                     error.place.column);
        fclose(file);
    }
}

/* Each is the third line of a file of two columns; the fourth must be read all the same, unless
 * the fault reaches to the end of the file. */
static const struct fault row_faults[] = {
    {BYTES("1"), 3, 2, "the row has 1 cell where the header has 2"},
    {BYTES("1,2,3"), 3, 5, "the row has 3 cells where the header has 2"},
    {BYTES("1,\"2\"x"), 3, 6, "text behind a closing quote"},
    {BYTES("1,2\0"), 3, 4, "a NUL byte"},
    {BYTES("1,\xC3\x28"), 3, 3, "the byte 0xC3 is not UTF-8"},
    {BYTES("1,\xED\xA0\x80"), 3, 3, "the byte 0xED is not UTF-8"},
    {BYTES("\"1\n2\",\"\x80\""), 4, 5, "the byte 0x80 is not UTF-8"},
};

Test(csv, a_refused_row_does_not_stop_the_reading)
{
    for (size_t i = 0; i < sizeof row_faults / sizeof row_faults[0]; i++) {
        const struct fault *fault = &row_faults[i];
        struct awol_text text;
        struct awol_csv *csv = NULL;
        struct awol_error error = {0};
        struct awol_row row = {.n = 77};
        bool found = false;
        size_t length = 0;
        FILE *file;

        awol_text_init(&text);
        awol_text_append(&text, "a,b\nfirst,row\n");
        awol_text_append_bytes(&text, fault->bytes, fault->length);
        awol_text_append(&text, "\nlast,row\n");
        file = file_of(text.bytes, text.length);
        cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_OK);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK);
        row.n = 77;
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_DATA, "case %zu", i);
        cr_assert_eq(row.n, 77, "case %zu touched the output", i);
        cr_assert_not_null(strstr(error.message, fault->message), "case %zu: %s", i, error.message);
        cr_assert_eq(error.place.line, fault->line, "case %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, fault->column, "case %zu: column %zu", i,
                     error.place.column);
        cr_assert_eq(memcmp(awol_csv_text(csv, &length), fault->bytes, fault->length), 0,
                     "case %zu: the text as it stands", i);
        cr_assert_eq(length, fault->length, "case %zu", i);
        cr_assert_eq(awol_csv_line(csv), 3, "case %zu", i);
        cr_assert_not(awol_csv_is_broken(csv));
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK, "case %zu", i);
        cr_assert_str_eq(row.cells[0], "last", "case %zu", i);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK);
        cr_assert_not(found);
        cr_assert_eq(awol_csv_n_records(csv), 3, "case %zu", i);
        awol_csv_free(csv);
        awol_text_release(&text);
        fclose(file);
    }
}

/* "ä" and "…" have two and three bytes here and one where the file came from. */
Test(csv, places_of_converted_files_count_characters)
{
    static const char text[] =
        "\xC3\xA4,b,c\n\xC3\xA4\xE2\x80\xA6,\"x\n\xC3\xA4\",\xC3\xA4,z\n\xC3\xA4,\xFF,1\n";
    const struct awol_csv_settings settings = {.opt_encoding = "CP1252"};
    FILE *const file = file_of(BYTES(text));
    struct awol_csv *csv = NULL;
    struct awol_error error = {0};
    struct awol_row row;
    struct awol_place place;
    bool found = false;

    cr_assert_eq(awol_csv_new(file, "x.csv", &settings, &csv, &error), AWOL_OK);
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_DATA);
    cr_assert_eq(error.place.line, 3);
    cr_assert_eq(error.place.column, 6, "of “ä\",ä,z”: %zu", error.place.column);
    place = awol_csv_place(csv, (struct awol_place){2, 7});
    cr_assert_eq(place.line, 2);
    cr_assert_eq(place.column, 4, "the quote behind “ä…,”: %zu", place.column);
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_DATA);
    cr_assert_eq(error.place.line, 4);
    cr_assert_eq(error.place.column, 3);
    cr_assert_str_eq(error.message, "what stands here is not of the encoding CP1252");
    awol_csv_free(csv);
    fclose(file);
}

Test(csv, an_open_quote_is_refused_where_it_began)
{
    static const char text[] = "a,b\n1,2\n3,\"4\n5,6\n7,8\n";
    FILE *const file = file_of(BYTES(text));
    struct awol_csv *csv = NULL;
    struct awol_error error = {0};
    struct awol_row row;
    bool found = false;
    size_t length = 0;

    cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_OK);
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK);
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_DATA);
    cr_assert_eq(error.place.line, 3);
    cr_assert_eq(error.place.column, 3);
    cr_assert_str_eq(error.message, "this quote is not closed");
    cr_assert_eq(strncmp(awol_csv_text(csv, &length), "3,\"4\n5,6\n7,8", 12), 0);
    cr_assert_eq(length, 12);
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK);
    cr_assert_not(found);
    awol_csv_free(csv);
    fclose(file);
}

Test(csv, settings_overrule_the_header)
{
    static const char text[] = "date;a,b\n'1;2';2\n";
    const struct awol_csv_settings settings = {.separator = ';', .quote = '\''};
    FILE *const file = file_of(BYTES(text));
    struct awol_csv *csv = NULL;
    struct awol_error error = {0};
    struct awol_row row;
    bool found = false;

    cr_assert_eq(awol_csv_new(file, "x.csv", &settings, &csv, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(awol_csv_separator(csv), ';');
    cr_assert_str_eq(awol_csv_header(csv).cells[1], "a,b");
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(row.cells[0], "1;2");
    awol_csv_free(csv);
    fclose(file);
}

static FILE *file_with_long_cell(size_t length, const char *before, const char *after)
{
    FILE *const file = tmpfile();
    char block[4096];

    cr_assert_not_null(file);
    memset(block, 'x', sizeof block);
    fputs(before, file);
    for (size_t i = 0; i < length / sizeof block; i++)
        fwrite(block, 1, sizeof block, file);
    fputs(after, file);
    rewind(file);
    return file;
}

Test(csv, a_line_of_a_megabyte_is_a_line)
{
    static const char *const quotes[][2] = {{"", ""}, {"\"", "\""}};

    for (size_t i = 0; i < 2; i++) {
        char before[32], after[32];
        struct awol_csv *csv = NULL;
        struct awol_error error = {0};
        struct awol_row row;
        bool found = false;
        FILE *file;

        snprintf(before, sizeof before, "a,b\n1,%s", quotes[i][0]);
        snprintf(after, sizeof after, "%s\n3,4\n", quotes[i][1]);
        file = file_with_long_cell(1 << 20, before, after);
        cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_OK);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK, "%s", error.message);
        cr_assert_eq(strlen(row.cells[1]), 1 << 20);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK, "%s", error.message);
        cr_assert_str_eq(row.cells[1], "4");
        cr_assert_eq(row.places[1].line, 3);
        awol_csv_free(csv);
        fclose(file);
    }
}

Test(csv, a_line_above_the_limit_breaks_the_reader)
{
    static const char *const starts[] = {"a,b\n1,", "a,b\n1,\""};
    static const struct awol_place places[] = {{2, 0}, {2, 3}};

    for (size_t i = 0; i < 2; i++) {
        FILE *const file = file_with_long_cell(AWOL_STREAM_MAX_LINE, starts[i], "\n3,4\n");
        struct awol_csv *csv = NULL;
        struct awol_error error = {0};
        struct awol_row row;
        bool found = false;

        cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_OK);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_DATA);
        cr_assert(awol_csv_is_broken(csv));
        cr_assert_not_null(strstr(error.message, "64 MiB"), "%s", error.message);
        cr_assert_eq(error.place.line, places[i].line);
        cr_assert_eq(error.place.column, places[i].column);
        awol_csv_free(csv);
        fclose(file);
    }
}

/* Rows of uneven length, quoted and not, so that every kind of record meets the end of a buffer. */
Test(csv, many_rows_across_buffers)
{
    enum { ROWS = 40000 };
    FILE *const file = tmpfile();
    struct awol_csv *csv = NULL;
    struct awol_error error = {0};
    struct awol_row row;
    bool found = false;
    size_t line = 2;

    cr_assert_not_null(file);
    fputs("a,b\n", file);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, i % 3 == 0 ? "%d,\"x\"\"y\n%0*d\"\n" : "%d,%0*d\n", i, 1 + i % 50, i);
    rewind(file);
    cr_assert_eq(awol_csv_new(file, "x.csv", NULL, &csv, &error), AWOL_OK);
    for (int i = 0; i < ROWS; i++) {
        char first[32], second[128];

        snprintf(first, sizeof first, "%d", i);
        snprintf(second, sizeof second, i % 3 == 0 ? "x\"y\n%0*d" : "%0*d", 1 + i % 50, i);
        cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK, "row %d: %s", i,
                     error.message);
        cr_assert_str_eq(row.cells[0], first);
        cr_assert_str_eq(row.cells[1], second);
        cr_assert_eq(row.places[0].line, line, "row %d", i);
        line += i % 3 == 0 ? 2 : 1;
    }
    cr_assert_eq(awol_csv_next(csv, &row, &found, &error), AWOL_OK);
    cr_assert_not(found);
    awol_csv_free(csv);
    fclose(file);
}

/* Every cut of a text with all that the format has, and every byte of it replaced, ends with an
 * answer, and as many cells as the header has. */
static void check_any(const char *bytes, size_t length)
{
    FILE *const file = file_of(bytes, length);
    struct awol_csv *csv = NULL;
    struct awol_error error = {0};
    struct awol_row row;
    bool found = true;

    if (awol_csv_new(file, "x.csv", NULL, &csv, &error) == AWOL_OK) {
        for (size_t i = 0; found && i < 20; i++) {
            const enum awol_status status = awol_csv_next(csv, &row, &found, &error);

            if (status == AWOL_OK && found)
                cr_assert_eq(row.n, awol_csv_header(csv).n);
        }
        cr_assert_not(found, "it does not end");
    }
    awol_csv_free(csv);
    fclose(file);
}

Test(csv, every_cut_and_every_changed_byte_is_answered)
{
    static const char text[] = "# c\n\"d;e\";n\r\n\"1\"\"2\n\";ä\n\n3;\"\"\n5;6";
    static const char bytes[] = "\"\n\r;,\t\xFF#";

    for (size_t cut = 0; cut < sizeof text; cut++)
        check_any(text, cut);
    for (size_t at = 0; at < sizeof text - 1; at++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            char changed[sizeof text];

            memcpy(changed, text, sizeof text);
            changed[at] = bytes[i];
            check_any(changed, sizeof text - 1);
        }
    }
}
