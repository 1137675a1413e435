#include <inttypes.h>
#include <string.h>

#include "base/format.h"

/* ---- JSON (RFC 8259): an array with one object a row ------------------------------------------
 */

static void append_json_string(struct awol_text *text, const char *string)
{
    awol_text_append_byte(text, '"');
    size_t length = strlen(string);
    while (length > 0) {
        size_t valid = awol_text_find_invalid_utf8(string, length);
        for (size_t i = 0; i < valid; i++) {
            unsigned char byte = (unsigned char)string[i];
            if (byte == '"' || byte == '\\')
                awol_text_append_format(text, "\\%c", byte);
            else if (byte < 0x20)
                awol_text_append_format(text, "\\u%04x", byte);
            else
                awol_text_append_byte(text, string[i]);
        }
        if (valid < length) {
            awol_text_append(text, "\\ufffd");
            valid++;
        }
        string += valid;
        length -= valid;
    }
    awol_text_append_byte(text, '"');
}

/* JSON knows no "+5", "05", ".5" or "5." */
static bool is_json_number(const char *cell)
{
    const char *c = cell + (*cell == '-');
    size_t digits = strspn(c, "0123456789");
    if (digits == 0 || (digits > 1 && *c == '0'))
        return false;
    c += digits;
    if (*c == '.') {
        digits = strspn(c + 1, "0123456789");
        if (digits == 0)
            return false;
        c += 1 + digits;
    }
    if (*c == 'e' || *c == 'E') {
        c++;
        c += *c == '+' || *c == '-';
        digits = strspn(c, "0123456789");
        return digits > 0 && c[digits] == '\0';
    }
    return *c == '\0';
}

static void append_json_cell(struct awol_text *text, const struct awol_format_view *view,
                             size_t row, size_t column)
{
    char buffer[AWOL_NUMBER_SIZE], canonical[AWOL_NUMBER_SIZE];
    const char *cell = awol_format_cell(view, row, column, buffer);
    double value;
    if (strcmp(cell, AWOL_NA) == 0 || (*cell == '\0' && view->is_number_column[column]))
        awol_text_append(text, "null");
    else if (!awol_format_is_number(view, row, column) || !awol_number_parse(cell, &value))
        append_json_string(text, cell);
    else
        awol_text_append(text, is_json_number(cell) ? cell : awol_number_format(value, canonical));
}

void awol_format_write_json(struct awol_text *text, const struct awol_format_view *view)
{
    const struct awol_table *table = view->table;
    awol_text_append(text, "[");
    for (size_t row = 0; row < table->n_rows; row++) {
        awol_text_append(text, row == 0 ? "\n  {" : ",\n  {");
        for (size_t column = 0; column < table->n_columns; column++) {
            awol_text_append(text, column == 0 ? "" : ", ");
            append_json_string(text, table->columns[column]);
            awol_text_append(text, ": ");
            append_json_cell(text, view, row, column);
        }
        awol_text_append(text, "}");
    }
    awol_text_append(text, table->n_rows > 0 ? "\n]\n" : "]\n");
}

/* ---- Markdown (pipe tables of GitHub and pandoc) -----------------------------------------------
 */

static void append_markdown(struct awol_text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        if (*string == '\n')
            awol_text_append(text, "<br>");
        else if ((unsigned char)*string < 0x20)
            awol_text_append_byte(text, ' ');
        else if (strchr("\\`*_[]<>|&#~$", *string) != NULL)
            awol_text_append_format(text, "\\%c", *string);
        else
            awol_text_append_byte(text, *string);
    }
}

void awol_format_write_markdown(struct awol_text *text, const struct awol_format_view *view)
{
    const struct awol_table *table = view->table;
    char buffer[AWOL_NUMBER_SIZE];
    for (size_t column = 0; column < table->n_columns; column++) {
        awol_text_append(text, column == 0 ? "| " : " | ");
        append_markdown(text, table->columns[column]);
    }
    awol_text_append(text, " |\n|");
    for (size_t column = 0; column < table->n_columns; column++)
        awol_text_append(text, view->is_number_column[column] ? "---:|" : "---|");
    awol_text_append(text, "\n");
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < table->n_columns; column++) {
            awol_text_append(text, column == 0 ? "| " : " | ");
            append_markdown(text, awol_format_cell(view, row, column, buffer));
        }
        awol_text_append(text, " |\n");
    }
    if (view->settings->caption != NULL) {
        awol_text_append(text, "\nTable: ");
        append_markdown(text, view->settings->caption);
        awol_text_append(text, "\n");
    }
}

/* ---- LaTeX (packages booktabs and, for texts that are not ASCII, UTF-8 input) -------------------
 */

static void append_latex(struct awol_text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        switch (*string) {
        case '\\':
            awol_text_append(text, "\\textbackslash{}");
            break;
        case '~':
            awol_text_append(text, "\\textasciitilde{}");
            break;
        case '^':
            awol_text_append(text, "\\textasciicircum{}");
            break;
        case '<':
            awol_text_append(text, "\\textless{}");
            break;
        case '>':
            awol_text_append(text, "\\textgreater{}");
            break;
        case '|':
            awol_text_append(text, "\\textbar{}");
            break;
        case '"':
            awol_text_append(text, "''");
            break;
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
        case '{':
        case '}':
            awol_text_append_format(text, "\\%c", *string);
            break;
        default:
            awol_text_append_byte(text, (unsigned char)*string < 0x20 ? ' ' : *string);
            break;
        }
    }
}

/* A hyphen is no minus sign, and 1e-05 is not how a number is printed. */
static void append_latex_number(struct awol_text *text, const char *cell)
{
    const char *e = strpbrk(cell, "eE");
    int64_t exponent = 0;
    if (e == NULL) {
        awol_text_append_format(text, cell[0] == '-' ? "$%s$" : "%s", cell);
    } else if (awol_number_parse_integer(e + 1, &exponent)) {
        awol_text_append(text, "$");
        awol_text_append_bytes(text, cell, (size_t)(e - cell));
        awol_text_append_format(text, " \\times 10^{%" PRId64 "}$", exponent);
    }
}

/* A "[" or "*" after the end of a row would be taken as its argument. */
static void append_latex_cell(struct awol_text *text, const struct awol_format_view *view,
                              size_t row, size_t column)
{
    char buffer[AWOL_NUMBER_SIZE];
    const char *cell = awol_format_cell(view, row, column, buffer);
    if (awol_format_is_number(view, row, column)) {
        append_latex_number(text, cell);
        return;
    }
    if (column == 0 && (cell[0] == '[' || cell[0] == '*'))
        awol_text_append(text, "{}");
    append_latex(text, cell);
}

static void append_latex_columns(struct awol_text *text, const struct awol_format_view *view)
{
    enum { LONG = 60 };
    const struct awol_table *table = view->table;
    for (size_t column = 0; column < table->n_columns; column++) {
        size_t width = 0;
        for (size_t row = 0; row < table->n_rows; row++) {
            size_t cell = awol_format_width(awol_table_cell(table, row, column));
            width = cell > width ? cell : width;
        }
        awol_text_append(text, view->is_number_column[column] ? "r"
                               : width > LONG                 ? "p{0.6\\linewidth}"
                                                              : "l");
    }
}

void awol_format_write_latex(struct awol_text *text, const struct awol_format_view *view)
{
    const struct awol_table *table = view->table;
    const char *caption = view->settings->caption;
    if (caption != NULL) {
        awol_text_append(text, "\\begin{table}\n\\centering\n\\caption{");
        append_latex(text, caption);
        awol_text_append(text, "}\n");
    }
    awol_text_append(text, "\\begin{tabular}{");
    append_latex_columns(text, view);
    awol_text_append(text, "}\n\\toprule\n");
    for (size_t column = 0; column < table->n_columns; column++) {
        awol_text_append(text, column == 0 ? "" : " & ");
        append_latex(text, table->columns[column]);
    }
    awol_text_append(text, " \\\\\n\\midrule\n");
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < table->n_columns; column++) {
            awol_text_append(text, column == 0 ? "" : " & ");
            append_latex_cell(text, view, row, column);
        }
        awol_text_append(text, " \\\\\n");
    }
    awol_text_append(text, "\\bottomrule\n\\end{tabular}\n");
    if (caption != NULL)
        awol_text_append(text, "\\end{table}\n");
}
