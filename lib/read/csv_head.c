/* From the first byte of delimited text down to the names of its columns. */
#include <string.h>

#include "read/csv_state.h"

/* The lines of a header, each with as many cells as it has. */
struct lines {
    struct awol_arena arena;
    const char ***cells;
    struct awol_place **places;
    size_t *n_cells;
    size_t n;
};

/* ---- one line ----------------------------------------------------------------------------- */

/* Which candidates stand outside quotes in the record; none leaves the separator open. */
static enum awol_status find_separator(struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const end = csv->scan.record + csv->scan.length;
    const char *comma = NULL, *semicolon = NULL;
    bool tab = false;

    for (const char *at = csv->scan.record; at < end; at++) {
        if (*at == csv->scan.quote &&
            (at == csv->scan.record || awol_scan_is_separator(&csv->scan, at[-1]))) {
            at = awol_scan_skip_quoted(&csv->scan, at + 1, end);
            if (!at || at >= end)
                break;
        }
        tab = tab || *at == '\t';
        comma = *at == ',' && !comma ? at : comma;
        semicolon = *at == ';' && !semicolon ? at : semicolon;
    }
    if (!tab && comma && semicolon)
        return awol_csv_refuse(
            csv, comma < semicolon ? semicolon : comma,
            "the header has both \",\" and \";\": quote the name that holds one of them, or say "
            "which separates the columns (--separator)",
            opt_error);
    if (tab)
        csv->scan.separator = '\t';
    else if (semicolon || comma)
        csv->scan.separator = semicolon ? ';' : ',';
    return AWOL_OK;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* A cell without the spaces around it; a line end in it, with those around it, is one space. */
static char *tidy(struct awol_arena *arena, const char *cell)
{
    char *const copy = awol_arena_string(arena, cell);
    char *to = copy;

    if (!copy)
        return NULL;
    for (const char *at = copy; *at != '\0';) {
        size_t n = 0;
        bool breaks = false;

        while (is_space(at[n]))
            breaks = at[n++] == '\n' || breaks;
        if (n > 0 && (breaks || to == copy || at[n] == '\0')) {
            if (to > copy && at[n] != '\0')
                *to++ = ' ';
            at += n;
            continue;
        }
        for (n = n > 0 ? n : 1; n > 0; n--)
            *to++ = *at++;
    }
    *to = '\0';
    return copy;
}

static void keep_text(struct awol_csv *csv)
{
    if (csv->head.length > 0)
        awol_text_append_byte(&csv->head, '\n');
    awol_text_append_bytes(&csv->head, csv->scan.record, csv->scan.length);
}

static enum awol_status check_line_ends(const struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const bare = memchr(csv->scan.record, '\r', csv->scan.length);

    if (bare && (bare + 1 == csv->scan.record + csv->scan.length || bare[1] != '\n'))
        return awol_csv_refuse(
            csv, bare, "the lines end in a bare carriage return: save the file with line feeds",
            opt_error);
    return AWOL_OK;
}

static enum awol_status keep_cells(struct awol_csv *csv, struct lines *lines, size_t n,
                                   struct awol_error *opt_error)
{
    const char **const cells = awol_arena_alloc(&lines->arena, n * sizeof *cells);
    struct awol_place *const places = awol_arena_alloc(&lines->arena, n * sizeof *places);

    if (!cells || !places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        cells[i] = tidy(&lines->arena, csv->cells[i]);
        if (!cells[i])
            return awol_error_memory(opt_error);
    }
    memcpy(places, csv->places, n * sizeof *places);
    lines->cells[lines->n] = cells;
    lines->places[lines->n] = places;
    lines->n_cells[lines->n++] = n;
    return AWOL_OK;
}

static enum awol_status read_line(struct awol_csv *csv, struct lines *lines,
                                  struct awol_error *opt_error)
{
    bool found = false;
    size_t n = 0;
    enum awol_status status = awol_scan_skip_silent(&csv->scan, lines->n == 0, opt_error);

    if (status == AWOL_OK)
        status = awol_scan_next(&csv->scan, &found, opt_error);
    if (status == AWOL_OK && !found)
        return awol_error_at(opt_error, csv->scan.source, (struct awol_place){0, 0},
                             "the file has no header line");
    if (status == AWOL_OK)
        status = awol_csv_check_bytes(csv, opt_error);
    if (status == AWOL_OK && csv->scan.open_quote)
        status = awol_csv_refuse(csv, csv->scan.open_quote, "this quote is not closed", opt_error);
    if (status == AWOL_OK)
        status = check_line_ends(csv, opt_error);
    if (status == AWOL_OK && csv->scan.separator == '\0')
        status = find_separator(csv, opt_error);
    if (status == AWOL_OK)
        status = awol_csv_split(csv, &n, opt_error);
    if (status == AWOL_OK)
        status = keep_cells(csv, lines, n, opt_error);
    keep_text(csv);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static const char *cell_at(const struct lines *lines, size_t line, size_t column)
{
    return column < lines->n_cells[line] ? lines->cells[line][column] : "";
}

static bool has_below(const struct lines *lines, size_t line, size_t column)
{
    for (line++; line < lines->n; line++) {
        if (cell_at(lines, line, column)[0] != '\0')
            return true;
    }
    return false;
}

/* The name of a column from top to bottom. carried[line] is what holds there for empty cells. */
static enum awol_status join_name(struct awol_csv *csv, const struct lines *lines, size_t column,
                                  const char **carried, struct awol_error *opt_error)
{
    struct awol_text name;
    enum awol_status status;

    awol_text_init(&name);
    for (size_t line = 0; line < lines->n; line++) {
        const char *cell = cell_at(lines, line, column);

        if (cell[0] != '\0') {
            csv->name_places[column] = lines->places[line][column];
            carried[line] = has_below(lines, line, column) ? cell : "";
            for (size_t i = line + 1; i < lines->n; i++)
                carried[i] = "";
        } else if (has_below(lines, line, column)) {
            cell = carried[line];
        }
        if (cell[0] != '\0')
            awol_text_append_format(&name, "%s%s", name.length > 0 ? " " : "", cell);
    }
    status = awol_text_check(&name, opt_error);
    if (status == AWOL_OK)
        csv->names[column] = awol_arena_string(&csv->arena, awol_text_string(&name));
    awol_text_release(&name);
    return status != AWOL_OK || csv->names[column] ? status : awol_error_memory(opt_error);
}

static enum awol_status refuse_twice(const struct awol_csv *csv, size_t column,
                                     struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < column && csv->names[column][0] != '\0'; i++) {
        if (strcmp(csv->names[i], csv->names[column]) == 0)
            return awol_error_at(opt_error, csv->scan.source, csv->name_places[column],
                                 "the column %s stands in the header twice",
                                 awol_text_show(csv->names[column], shown, sizeof shown));
    }
    return AWOL_OK;
}

static enum awol_status join_names(struct awol_csv *csv, struct lines *lines,
                                   struct awol_error *opt_error)
{
    const char **const carried = awol_arena_alloc(&lines->arena, lines->n * sizeof *carried);
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < lines->n; i++) {
        if (lines->n_cells[i] > csv->n_columns)
            csv->n_columns = lines->n_cells[i];
    }
    csv->names = awol_arena_alloc(&csv->arena, csv->n_columns * sizeof *csv->names);
    csv->name_places = awol_arena_alloc(&csv->arena, csv->n_columns * sizeof *csv->name_places);
    if (!carried || !csv->names || !csv->name_places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < lines->n; i++)
        carried[i] = "";
    csv->n_named = 1;
    for (size_t i = 0; i < csv->n_columns && status == AWOL_OK; i++) {
        csv->name_places[i] = i < lines->n_cells[0] ? lines->places[0][i]
                                                    : (struct awol_place){csv->scan.line - 1, 0};
        status = join_name(csv, lines, i, carried, opt_error);
        if (status == AWOL_OK)
            status = refuse_twice(csv, i, opt_error);
        if (status == AWOL_OK && csv->names[i][0] != '\0')
            csv->n_named = i + 1;
    }
    return status;
}

static enum awol_status skip_lines(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        const enum awol_status status = awol_scan_next_line(&csv->scan, &found, opt_error);

        if (status != AWOL_OK)
            return status;
        if (!found)
            return awol_error_at(opt_error, csv->scan.source, (struct awol_place){0, 0},
                                 "the file has only %zu line%s, and %zu are to be skipped", i,
                                 i == 1 ? "" : "s", n);
        keep_text(csv);
    }
    return AWOL_OK;
}

static enum awol_status read_lines(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    struct lines lines = {0};
    enum awol_status status = AWOL_OK;

    awol_arena_init(&lines.arena);
    lines.cells = awol_arena_alloc(&lines.arena, n * sizeof *lines.cells);
    lines.places = awol_arena_alloc(&lines.arena, n * sizeof *lines.places);
    lines.n_cells = awol_arena_alloc(&lines.arena, n * sizeof *lines.n_cells);
    if (!lines.cells || !lines.places || !lines.n_cells)
        status = awol_error_memory(opt_error);
    while (status == AWOL_OK && lines.n < n)
        status = read_line(csv, &lines, opt_error);
    if (status == AWOL_OK && csv->scan.separator == '\0')
        csv->scan.separator = ',';
    if (status == AWOL_OK)
        status = join_names(csv, &lines, opt_error);
    awol_arena_release(&lines.arena);
    return status;
}

enum awol_status awol_csv_read_head(struct awol_csv *csv,
                                    const struct awol_csv_settings *opt_settings,
                                    struct awol_error *opt_error)
{
    const size_t header_lines = opt_settings ? opt_settings->header_lines : 0;
    enum awol_status status = awol_scan_begin(&csv->scan, opt_error);

    if (status == AWOL_OK && opt_settings)
        status = skip_lines(csv, opt_settings->skip_lines, opt_error);
    if (status == AWOL_OK)
        status = read_lines(csv, header_lines > 0 ? header_lines : 1, opt_error);
    return status == AWOL_OK ? awol_text_check(&csv->head, opt_error) : status;
}
