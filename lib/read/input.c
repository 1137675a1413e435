#include "read/input.h"

#include <string.h>

#include "read/csv.h"
#include "read/encoding.h"
#include "read/file.h"
#include "read/gzip.h"
#include "read/kind_of_file.h"

/* ---- hand-made tables --------------------------------------------------------------------- */

/* Columns of the header that have a name; `index` has room for all of them. */
static enum awol_status add_columns(struct awol_csv *csv, struct awol_table *table, size_t *index,
                                    size_t *ret_n, struct awol_error *opt_error)
{
    const struct awol_row header = awol_csv_header(csv);
    size_t n = 0;

    for (size_t i = 0; i < header.n; i++) {
        enum awol_status status;

        if (header.cells[i][0] == '\0')
            continue;
        status = awol_table_add_column(table, header.cells[i], opt_error);
        if (status != AWOL_OK)
            return status;
        index[n++] = i;
    }
    *ret_n = n;
    return AWOL_OK;
}

/* Spreadsheets leave empty columns behind: those are dropped, but nothing that holds a value. */
static enum awol_status check_unnamed(const struct awol_csv *csv, const struct awol_table *table,
                                      const struct awol_row *row, struct awol_error *opt_error)
{
    const struct awol_row header = awol_csv_header(csv);

    for (size_t i = 0; i < row->n; i++) {
        char shown[AWOL_SHOWN_SIZE];

        if (header.cells[i][0] != '\0' || row->cells[i][0] == '\0')
            continue;
        return awol_error_at(opt_error, table->source, row->places[i],
                             "%s stands in a column that has no name in the header",
                             awol_text_show(row->cells[i], shown, sizeof shown));
    }
    return AWOL_OK;
}

struct picked {
    const char **cells;
    struct awol_place *places;
};

static enum awol_status add_rows(struct awol_csv *csv, struct awol_table *table,
                                 const size_t *index, size_t n, const struct picked *picked,
                                 struct awol_error *opt_error)
{
    struct awol_row row = {0};
    bool found = true;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK) {
        status = awol_csv_next(csv, &row, &found, opt_error);
        if (status != AWOL_OK || !found)
            break;
        status = check_unnamed(csv, table, &row, opt_error);
        for (size_t i = 0; i < n; i++) {
            picked->cells[i] = row.cells[index[i]];
            picked->places[i] = row.places[index[i]];
        }
        if (status == AWOL_OK)
            status = awol_table_append(table, picked->cells, picked->places, opt_error);
    }
    if (status == AWOL_OK && table->n_rows == 0)
        status = awol_error_at(opt_error, table->source, awol_csv_header(csv).places[0],
                               "the file has a header and no row");
    return status;
}

static enum awol_status read_rows(struct awol_csv *csv, struct awol_table *table,
                                  struct awol_error *opt_error)
{
    const size_t room = awol_csv_header(csv).n;
    size_t *const index = awol_arena_alloc(&table->arena, room * sizeof *index);
    const struct picked picked = {
        .cells = awol_arena_alloc(&table->arena, room * sizeof *picked.cells),
        .places = awol_arena_alloc(&table->arena, room * sizeof *picked.places),
    };
    size_t n = 0;
    enum awol_status status;

    if (!index || !picked.cells || !picked.places)
        return awol_error_memory(opt_error);
    status = add_columns(csv, table, index, &n, opt_error);
    if (status == AWOL_OK && n == 0)
        status = awol_error_at(opt_error, table->source, awol_csv_header(csv).places[0],
                               "no column of the header has a name");
    return status == AWOL_OK ? add_rows(csv, table, index, n, &picked, opt_error) : status;
}

static enum awol_status read_delimited(FILE *file, const char *path, const char *name,
                                       struct awol_table *ret_table, struct awol_error *opt_error)
{
    char bytes[AWOL_FILE_PEEKED];
    size_t n;
    const bool again = awol_file_peek(file, bytes, &n);
    struct awol_csv *csv = NULL;
    struct awol_table table;
    enum awol_status status =
        awol_kind_refuse(bytes, n, true, again ? file : NULL, path, opt_error);

    if (status == AWOL_OK)
        status = awol_csv_new(file, path, NULL, &csv, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_table_init(&table, name, path, opt_error);
    if (status == AWOL_OK) {
        status = read_rows(csv, &table, opt_error);
        if (status == AWOL_OK)
            *ret_table = table;
        else
            awol_table_release(&table);
    }
    awol_csv_free(csv);
    return status;
}

/* ---- streams ------------------------------------------------------------------------------ */

static enum awol_status copy_rows(struct awol_stream_reader *reader, struct awol_table *table,
                                  struct awol_error *opt_error)
{
    struct awol_row row = {0};
    bool found = true;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK) {
        status = awol_stream_reader_next_row(reader, &row, &found, opt_error);
        if (status != AWOL_OK || !found)
            break;
        status = awol_table_append(table, row.cells, row.places, opt_error);
    }
    return status;
}

/* Read to the end of the stream, so that one that was cut is refused, keeping the one table. */
static enum awol_status find_table(struct awol_stream_reader *reader, const char *name,
                                   struct awol_table *ret_table, bool *ret_found,
                                   struct awol_error *opt_error)
{
    struct awol_table kept;
    bool is_kept = false;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK) {
        struct awol_table table;
        bool found = false;

        status = awol_stream_reader_next_table(reader, &table, &found, opt_error);
        if (status != AWOL_OK || !found)
            break;
        if (is_kept || strcmp(table.name, name) != 0) {
            awol_table_release(&table);
            continue;
        }
        kept = table;
        is_kept = true;
        status = copy_rows(reader, &kept, opt_error);
    }
    if (status != AWOL_OK && is_kept)
        awol_table_release(&kept);
    if (status != AWOL_OK)
        return status;
    if (is_kept)
        *ret_table = kept;
    *ret_found = is_kept;
    return AWOL_OK;
}

static enum awol_status read_from_stream(FILE *file, const char *path, const char *name,
                                         struct awol_table *ret_table, struct awol_error *opt_error)
{
    struct awol_stream_reader *reader = NULL;
    bool found = false;
    enum awol_status status = awol_stream_reader_new(file, path, &reader, opt_error);

    if (status == AWOL_OK)
        status = find_table(reader, name, ret_table, &found, opt_error);
    if (status == AWOL_OK && !found)
        status = awol_error_at(opt_error, path, (struct awol_place){1, 1},
                               "this %s stream has no table \"%s\"",
                               awol_stream_reader_kind(reader), name);
    awol_stream_reader_free(reader);
    return status;
}

/* Which tool makes a stream of a kind; kinds are named in the architecture of the stream. */
static const char *maker_of(const char *kind)
{
    static const char *const makers[][2] = {
        {"events", "awol-read"},
        {"series", "awol-count"},
        {"fit", "awol-fit"},
        {"comparison", "awol-compare"},
        {"pairs", "awol-count --pairs"},
        {"person-time", "awol-count --person-time"},
        {"survival", "awol-count --survival"},
        {"shard", "awol-boot --partial"},
        {"scenario", "awol-scenario"},
        {"network", "awol-simulate --network"},
        {"simulated", "awol-simulate --replicates"},
    };

    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        if (strcmp(makers[i][0], kind) == 0)
            return makers[i][1];
    }
    return NULL;
}

static enum awol_status refuse_kind(const struct awol_stream *stream, const char *path,
                                    const char *const *kinds, struct awol_error *opt_error)
{
    struct awol_text wanted;
    enum awol_status status;

    awol_text_init(&wanted);
    for (size_t i = 0; kinds[i]; i++) {
        const char *const maker = maker_of(kinds[i]);

        awol_text_append_format(&wanted, "%s%s", i > 0 ? " or " : "", kinds[i]);
        if (maker)
            awol_text_append_format(&wanted, " (made by %s)", maker);
    }
    status = awol_text_check(&wanted, opt_error);
    if (status == AWOL_OK)
        status = awol_error_at(opt_error, path, (struct awol_place){1, 1},
                               "this is a stream of %s: expected %s", stream->kind,
                               awol_text_string(&wanted));
    awol_text_release(&wanted);
    return status;
}

static bool has_kind(const char *const *kinds, const char *kind)
{
    for (size_t i = 0; kinds[i]; i++) {
        if (strcmp(kinds[i], kind) == 0)
            return true;
    }
    return false;
}

static enum awol_status read_whole_stream(FILE *file, const char *path, const char *const *kinds,
                                          struct awol_stream *ret_stream,
                                          struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = awol_stream_read(file, path, &stream, opt_error);

    if (status != AWOL_OK)
        return status;
    if (!has_kind(kinds, stream.kind)) {
        status = refuse_kind(&stream, path, kinds, opt_error);
        awol_stream_release(&stream);
        return status;
    }
    *ret_stream = stream;
    return AWOL_OK;
}

static enum awol_status wrap_table(FILE *file, const char *path, const char *kind,
                                   struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    struct awol_table *slot = NULL;
    struct awol_table table;
    enum awol_status status = awol_stream_init(&stream, kind, opt_error);

    if (status != AWOL_OK)
        return status;
    stream.source = awol_arena_string(&stream.arena, path);
    status = stream.source ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK && strcmp(path, "-") != 0)
        status = awol_stream_add_header(&stream, "source", path, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_table(&stream, kind, &slot, opt_error);
    if (status == AWOL_OK)
        status = read_delimited(file, path, kind, &table, opt_error);
    if (status != AWOL_OK) {
        awol_stream_release(&stream);
        return status;
    }
    awol_table_release(slot);
    *slot = table;
    *ret_stream = stream;
    return AWOL_OK;
}

/* ---- files -------------------------------------------------------------------------------- */

/* A file as it lies there, what is packed in it, and the same as UTF-8. */
struct opened {
    FILE *file, *opt_unpacked, *opt_converted;
    struct awol_error fault; /* of the unpacking */
};

static FILE *text_of(const struct opened *opened)
{
    if (opened->opt_converted)
        return opened->opt_converted;
    return opened->opt_unpacked ? opened->opt_unpacked : opened->file;
}

/* `opened` stays where it is until it is closed, whatever comes of it. */
static enum awol_status open_text(const char *path, struct opened *opened,
                                  struct awol_error *opt_error)
{
    const char *encoding;
    enum awol_status status = awol_file_open(path, &opened->file, opt_error);

    if (status == AWOL_OK && awol_gzip_is(opened->file))
        status =
            awol_gzip_open(opened->file, path, &opened->fault, &opened->opt_unpacked, opt_error);
    if (status != AWOL_OK)
        return status;
    encoding = awol_encoding_find(text_of(opened), NULL);
    return encoding
               ? awol_encoding_open(text_of(opened), encoding, &opened->opt_converted, opt_error)
               : AWOL_OK;
}

/* What reads the unpacked bytes only knows that they cannot be read. */
static enum awol_status close_text(struct opened *opened, enum awol_status status,
                                   struct awol_error *opt_error)
{
    awol_file_close(opened->opt_converted);
    awol_file_close(opened->opt_unpacked);
    awol_file_close(opened->file);
    if (status == AWOL_OK || opened->fault.status == AWOL_OK)
        return status;
    if (opt_error)
        *opt_error = opened->fault;
    return opened->fault.status;
}

/* ---- interface ---------------------------------------------------------------------------- */

enum awol_status awol_input_table(const char *path, const char *table_name,
                                  struct awol_table *ret_table, struct awol_error *opt_error)
{
    struct opened opened = {0};
    bool stream = false;
    enum awol_status status = open_text(path, &opened, opt_error);

    if (status == AWOL_OK)
        status = awol_file_is_stream(text_of(&opened), path, &stream, opt_error);
    if (status == AWOL_OK && stream)
        status = read_from_stream(text_of(&opened), path, table_name, ret_table, opt_error);
    else if (status == AWOL_OK)
        status = read_delimited(text_of(&opened), path, table_name, ret_table, opt_error);
    return close_text(&opened, status, opt_error);
}

enum awol_status awol_input_stream(const char *path, const char *const *kinds,
                                   struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct opened opened = {0};
    bool stream = false;
    enum awol_status status = open_text(path, &opened, opt_error);

    if (status == AWOL_OK)
        status = awol_file_is_stream(text_of(&opened), path, &stream, opt_error);
    if (status == AWOL_OK && stream)
        status = read_whole_stream(text_of(&opened), path, kinds, ret_stream, opt_error);
    else if (status == AWOL_OK)
        status = wrap_table(text_of(&opened), path, kinds[0], ret_stream, opt_error);
    return close_text(&opened, status, opt_error);
}
