/* From the first byte of delimited text down to the names of its columns. */
#include <string.h>

#include "read/csv_state.h"
#include "read/header.h"

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

static void keep_text(struct awol_csv *csv)
{
    if (csv->head.length > 0)
        awol_text_append_byte(&csv->head, '\n');
    awol_text_append_bytes(&csv->head, csv->scan.record, csv->scan.length);
}

/* Outside quotes: a cell may hold whatever line ends its program has. */
static enum awol_status check_line_ends(const struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const end = csv->scan.record + csv->scan.length;

    for (const char *at = csv->scan.record; at < end; at++) {
        if (*at == csv->scan.quote &&
            (at == csv->scan.record || awol_scan_is_separator(&csv->scan, at[-1]))) {
            at = awol_scan_skip_quoted(&csv->scan, at + 1, end);
            if (!at || at >= end)
                break;
        }
        if (*at == '\r' && (at + 1 == end || at[1] != '\n'))
            return awol_csv_refuse(
                csv, at, "the lines end in a bare carriage return: save the file with line feeds",
                opt_error);
    }
    return AWOL_OK;
}

static enum awol_status next_line(struct awol_csv *csv, bool is_first, struct awol_error *opt_error)
{
    bool found = false;
    enum awol_status status = awol_scan_skip_silent(&csv->scan, is_first, opt_error);

    if (status == AWOL_OK)
        status = awol_scan_next(&csv->scan, &found, opt_error);
    if (status == AWOL_OK && !found)
        return awol_error_at(opt_error, csv->scan.source, (struct awol_place){csv->scan.line, 1},
                             is_first ? "the file has no header line"
                                      : "the file ends before the last line of its header");
    return status;
}

/* "sep=;" above the header, which Excel understands and some programs write for it. */
static bool take_separator(struct awol_csv *csv)
{
    const char *const record = csv->scan.record;

    if (csv->scan.length != 5 || strncmp(record, "sep=", 4) != 0 || record[4] == csv->scan.quote)
        return false;
    if (csv->scan.separator == '\0')
        csv->scan.separator = record[4];
    return true;
}

static enum awol_status read_line(struct awol_csv *csv, struct awol_header_lines *lines,
                                  struct awol_error *opt_error)
{
    size_t n = 0;
    enum awol_status status = next_line(csv, lines->n == 0, opt_error);

    if (status == AWOL_OK && lines->n == 0 && take_separator(csv)) {
        keep_text(csv);
        status = next_line(csv, true, opt_error);
    }
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
        status = awol_header_add(lines, csv->cells, csv->places, n, opt_error);
    keep_text(csv);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static enum awol_status join_names(struct awol_csv *csv, struct awol_header_lines *lines,
                                   struct awol_error *opt_error)
{
    const struct awol_place nowhere = {csv->scan.line - 1, 0};
    struct awol_header_names names = {0};
    const enum awol_status status =
        awol_header_join(lines, &csv->arena, csv->scan.source, nowhere, &names, opt_error);

    if (status != AWOL_OK)
        return status;
    csv->names = names.names;
    csv->name_places = names.places;
    csv->n_columns = names.n;
    csv->n_named = names.n_named;
    return AWOL_OK;
}

static enum awol_status skip_lines(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        const enum awol_status status = awol_scan_next_line(&csv->scan, &found, opt_error);

        if (status != AWOL_OK)
            return status;
        if (!found)
            return awol_error_at(
                opt_error, csv->scan.source, (struct awol_place){csv->scan.line, 1},
                "the file has only %zu line%s, and %zu are to be skipped", i, i == 1 ? "" : "s", n);
        keep_text(csv);
    }
    return AWOL_OK;
}

/* Names that the file does not have itself. */
static enum awol_status give_names(struct awol_csv *csv, const struct awol_csv_settings *settings,
                                   struct awol_error *opt_error)
{
    struct awol_place *const places =
        awol_arena_alloc(&csv->arena, settings->n_names * sizeof *places);
    struct awol_header_lines lines;
    enum awol_status status = awol_header_init(&lines, 1, opt_error);

    if (status == AWOL_OK && !places)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; i < settings->n_names && status == AWOL_OK; i++)
        places[i] = (struct awol_place){0, 0};
    if (status == AWOL_OK)
        status = awol_header_add(&lines, settings->names, places, settings->n_names, opt_error);
    if (status == AWOL_OK)
        status = join_names(csv, &lines, opt_error);
    if (csv->scan.separator == '\0')
        csv->scan.separator = ',';
    awol_header_release(&lines);
    return status;
}

static enum awol_status read_lines(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    struct awol_header_lines lines;
    enum awol_status status = awol_header_init(&lines, n, opt_error);

    while (status == AWOL_OK && lines.n < n)
        status = read_line(csv, &lines, opt_error);
    if (status == AWOL_OK && csv->scan.separator == '\0')
        csv->scan.separator = ',';
    if (status == AWOL_OK)
        status = join_names(csv, &lines, opt_error);
    awol_header_release(&lines);
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
    if (status == AWOL_OK && opt_settings && opt_settings->n_names > 0)
        status = give_names(csv, opt_settings, opt_error);
    else if (status == AWOL_OK)
        status = read_lines(csv, header_lines > 0 ? header_lines : 1, opt_error);
    return status == AWOL_OK ? awol_text_check(&csv->head, opt_error) : status;
}
