#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"

enum { MAX_COLUMNS = 4 };

struct made {
    struct awol_table table;
    char seen[4096];
};

/* Lines of cells separated by "|"; the first line has the columns. */
static void make(struct made *made, const char *name, const char *lines)
{
    char cell[256];
    cr_assert_eq(awol_table_init(&made->table, name, "", NULL), AWOL_OK);
    for (bool first = true; *lines != '\0'; first = false) {
        char kept[MAX_COLUMNS][256];
        const char *cells[MAX_COLUMNS];
        size_t n = 0;
        for (;;) {
            size_t length = strcspn(lines, "|\n");
            snprintf(cell, sizeof cell, "%.*s", (int)length, lines);
            char separator = lines[length];
            lines += length + 1;
            if (first)
                cr_assert_eq(awol_table_add_column(&made->table, cell, NULL), AWOL_OK);
            memcpy(kept[n], cell, sizeof cell);
            cells[n] = kept[n];
            n++;
            if (separator == '\n')
                break;
        }
        if (!first)
            cr_assert_eq(awol_table_append(&made->table, cells, NULL, NULL), AWOL_OK);
    }
}

static const char *show(struct made *made, const char *format, int digits, const char *caption)
{
    const struct awol_format_settings settings = {digits, caption};
    FILE *file = tmpfile();
    cr_assert_not_null(file);
    cr_assert_eq(awol_table_format_write(awol_table_format_find(format), &made->table, &settings,
                                         file, NULL),
                 AWOL_OK);
    rewind(file);
    size_t n = fread(made->seen, 1, sizeof made->seen - 1, file);
    made->seen[n] = '\0';
    fclose(file);
    awol_table_release(&made->table);
    return made->seen;
}

Test(format, registry_and_names_agree)
{
    for (size_t i = 0; i < awol_table_formats_n; i++) {
        cr_assert_str_eq(awol_table_format_names[i], awol_table_formats[i].name);
        cr_assert_eq(awol_table_format_find(awol_table_formats[i].name), &awol_table_formats[i]);
    }
    cr_assert_null(awol_table_format_names[awol_table_formats_n]);
    cr_assert_null(awol_table_format_find("cs"));
}

Test(format, of_path_looks_at_the_suffix_alone)
{
    cr_assert_str_eq(awol_table_format_of_path("a.b/c.MD")->name, "markdown");
    cr_assert_str_eq(awol_table_format_of_path("x.tex")->name, "latex");
    cr_assert_null(awol_table_format_of_path("a.csv/x"));
    cr_assert_null(awol_table_format_of_path("x.svg"));
    cr_assert_null(awol_table_format_of_path("csv"));
}

Test(format, text_aligns_by_characters)
{
    struct made made;
    make(&made, "t", "wörd|n|x\nñ|1|a\nlonger|-22.5|b\n|NA|\n");
    cr_assert_str_eq(show(&made, "text", 0, "Title"), "Title\n\n"
                                                      "wörd        n  x\n"
                                                      "ñ           1  a\n"
                                                      "longer  -22.5  b\n"
                                                      "           NA  \n");
}

Test(format, text_wraps_a_long_last_column_at_78)
{
    struct made made;
    char lines[400] = "topic|text\nrecord|";
    for (int i = 0; i < 20; i++)
        strncat(lines, i == 0 ? "abcdefgh" : " abcdefgh", sizeof lines - strlen(lines) - 1);
    strncat(lines, "\n", 2);
    make(&made, "summary", lines);
    const char *seen = show(&made, "text", 0, NULL);
    size_t widest = 0, n_lines = 0;
    for (const char *line = seen; *line != '\0'; line += strcspn(line, "\n") + 1, n_lines++)
        widest = strcspn(line, "\n") > widest ? strcspn(line, "\n") : widest;
    /* 78 less 8 for "record  " leaves 70: seven words of 8 and six spaces are 62, eight are 71 */
    cr_assert_eq(widest, 8u + 62u, "%zu", widest);
    cr_assert_eq(n_lines, 4u, "a header and 20 words by sevens");
    cr_assert_not_null(strstr(seen, "\n        abcdefgh"));
}

Test(format, csv_quotes_as_rfc_4180)
{
    struct made made;
    make(&made, "t", "a,b|c\nsay \"x\"|1\n lead|plain\n");
    cr_assert_str_eq(show(&made, "csv", 0, NULL),
                     "\"a,b\",c\n\"say \"\"x\"\"\",1\n\" lead\",plain\n");
}

Test(format, tsv_escapes_as_the_stream)
{
    struct made made;
    make(&made, "t", "a|b\nx\ty|back\\slash\n");
    cr_assert_str_eq(show(&made, "tsv", 0, NULL), "a\tb\nx\\ty\tback\\\\slash\n");
}

Test(format, json_numbers_are_numbers_and_na_is_null)
{
    struct made made;
    make(&made, "t", "n|w|page\n+05|x|12\n.5|\"\\\x01|13\nNA|NA|NA\n|\xff|1\n");
    cr_assert_str_eq(show(&made, "json", 0, NULL),
                     "[\n"
                     "  {\"n\": 5, \"w\": \"x\", \"page\": \"12\"},\n"
                     "  {\"n\": 0.5, \"w\": \"\\\"\\\\\\u0001\", \"page\": \"13\"},\n"
                     "  {\"n\": null, \"w\": null, \"page\": null},\n"
                     "  {\"n\": null, \"w\": \"\\ufffd\", \"page\": \"1\"}\n"
                     "]\n");
}

Test(format, json_of_keys_and_values_keeps_digests_as_text)
{
    struct made made;
    make(&made, "t", "key|value\nseed|1776\ndigest|1234567890123456\nother|12345e12\nll|-1.25\n");
    cr_assert_str_eq(show(&made, "json", 0, NULL),
                     "[\n"
                     "  {\"key\": \"seed\", \"value\": 1776},\n"
                     "  {\"key\": \"digest\", \"value\": \"1234567890123456\"},\n"
                     "  {\"key\": \"other\", \"value\": \"12345e12\"},\n"
                     "  {\"key\": \"ll\", \"value\": -1.25}\n"
                     "]\n");
}

Test(format, json_of_an_empty_table)
{
    struct made made;
    make(&made, "t", "a|b\n");
    cr_assert_str_eq(show(&made, "json", 0, NULL), "[]\n");
}

Test(format, markdown_escapes)
{
    struct made made;
    make(&made, "t", "a_b|n\n<x> *y*|-1\n");
    cr_assert_str_eq(show(&made, "markdown", 0, "A & B"),
                     "| a\\_b | n |\n|---|---:|\n| \\<x\\> \\*y\\* | -1 |\n\nTable: A \\& B\n");
}

Test(format, latex_escapes)
{
    struct made made;
    make(&made, "t", "a_b|n\n[x] 5% & #1 {~^\\}|-1\n<y> $|1e-05\n");
    cr_assert_str_eq(show(&made, "latex", 0, NULL),
                     "\\begin{tabular}{lr}\n\\toprule\na\\_b & n \\\\\n\\midrule\n"
                     "{}[x] 5\\% \\& \\#1 "
                     "\\{\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\} & $-1$ \\\\\n"
                     "\\textless{}y\\textgreater{} \\$ & $1 \\times 10^{-5}$ \\\\\n"
                     "\\bottomrule\n\\end{tabular}\n");
}

Test(format, digits_round_fractions_and_leave_whole_numbers_and_text)
{
    struct made made;
    make(&made, "t", "count|rate|date\n12345|1.23456|1777.25\n1|-0.00012345|1778\n");
    cr_assert_str_eq(show(&made, "csv", 3, NULL),
                     "count,rate,date\n12345,1.23,1777.25\n1,-0.000123,1778\n");
}

Test(format, a_failed_write_is_told)
{
    struct made made;
    struct awol_error error = {0};
    const struct awol_format_settings settings = {0};
    FILE *file = fopen("/dev/full", "w");
    if (file == NULL)
        cr_skip_test("there is no /dev/full here");
    make(&made, "t", "a\n1\n");
    cr_assert_eq(awol_table_format_write(awol_table_format_find("csv"), &made.table, &settings,
                                         file, &error),
                 AWOL_SYSTEM);
    cr_assert_str_eq(error.message, "cannot write the table t: No space left on device");
    fclose(file);
    awol_table_release(&made.table);
}
