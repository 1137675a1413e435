#include "count/worker.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_ROOM = 1 << 16, MOST_KEY = 4096, SHORT = 16, FIRST_ODD = 256 };

/* Numbers in the memo of keys that are no class. */
#define PASSED UINT32_MAX
#define ODD (UINT32_MAX - 1)

/* ---- columns ------------------------------------------------------------------------------ */

/* What these say is not counted, and no word in them is refused. Any other column might matter. */
static const char *const idle[] = {"id",   "place",     "page", "seen_in", "text",
                                   "rule", "qualifier", "name", "rank",    "received_by"};

static bool is_idle(const char *column)
{
    for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++) {
        if (strcmp(idle[i], column) == 0)
            return true;
    }
    return false;
}

/* A name makes a man of a row whose count is empty. */
static bool has_counts(const struct awol_reader *reader)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (strcmp(awol_event_columns[i], "count") == 0)
            return awol_reader_column(reader, i) != AWOL_NO_COLUMN;
    }
    return false;
}

void awol_count_columns_find(struct awol_count_columns *columns, const struct awol_reader *reader)
{
    *columns = (struct awol_count_columns){
        .unit = AWOL_NO_COLUMN, .source = AWOL_NO_COLUMN, .person = AWOL_NO_COLUMN};
    const bool counts = has_counts(reader);

    for (size_t i = 0; i < awol_event_n_columns; i++) {
        const char *const name = awol_event_columns[i];
        const size_t column = awol_reader_column(reader, i);

        if (column == AWOL_NO_COLUMN || (is_idle(name) && !(counts && strcmp(name, "name") == 0)))
            continue;
        if (strcmp(name, "unit") == 0)
            columns->unit = columns->n;
        if (strcmp(name, "source") == 0)
            columns->source = columns->n;
        if (strcmp(name, "person") == 0) {
            columns->person = columns->n;
            columns->person_missing = awol_reader_missing(reader, column);
        }
        columns->file[columns->n++] = column;
    }
}

void awol_count_worker_release(struct awol_count_worker *worker)
{
    awol_reader_close(worker->reader);
    free(worker->text);
    free(worker->pieces);
    free(worker->odd);
    awol_memo_release(&worker->sources);
    awol_memo_release(&worker->units);
    awol_memo_release(&worker->keys);
    awol_gathering_release(&worker->gathering);
}

/* ---- records that are read one by one ----------------------------------------------------- */

static enum awol_status add_odd(void *context, const struct awol_piece *piece,
                                const struct awol_bytes *record, size_t line,
                                struct awol_error *opt_error)
{
    struct awol_count_worker *const worker = context;

    if (worker->n_odd == worker->plan->most_odd) {
        worker->has_many_odd = true;
        return AWOL_OK;
    }
    if (worker->n_odd == worker->odd_capacity) {
        const size_t capacity = worker->odd_capacity == 0 ? FIRST_ODD : 2 * worker->odd_capacity;
        struct awol_odd_record *const larger = realloc(worker->odd, capacity * sizeof *larger);

        if (!larger)
            return awol_error_memory(opt_error);
        worker->odd = larger;
        worker->odd_capacity = capacity;
    }
    worker->odd[worker->n_odd++] =
        (struct awol_odd_record){{piece->index, line},
                                 piece->offset + (uint64_t)(record->at - piece->bytes),
                                 record->length};
    return AWOL_OK;
}

static enum awol_status add_piece(void *context, const struct awol_piece *piece, size_t n_lines,
                                  struct awol_error *opt_error)
{
    struct awol_count_worker *const worker = context;

    if (worker->n_pieces == worker->pieces_capacity) {
        const size_t capacity =
            worker->pieces_capacity == 0 ? FIRST_ODD : 2 * worker->pieces_capacity;
        struct awol_piece_lines *const larger = realloc(worker->pieces, capacity * sizeof *larger);

        if (!larger)
            return awol_error_memory(opt_error);
        worker->pieces = larger;
        worker->pieces_capacity = capacity;
    }
    worker->pieces[worker->n_pieces++] = (struct awol_piece_lines){piece->index, n_lines};
    return AWOL_OK;
}

/* ---- what a row means --------------------------------------------------------------------- */

/* A row of the batch at hand. */
struct row {
    const struct awol_bytes *cells;
    const struct awol_bytes *record;
    struct awol_row_place place;
};

static enum awol_status open_reader(struct awol_count_worker *worker, struct awol_error *opt_error)
{
    awol_reader_close(worker->reader);
    worker->reader = NULL;
    return awol_reader_open(worker->plan->path, worker->plan->settings, &worker->reader, opt_error);
}

/* *ret_known is false where the row is refused or is no row. */
static enum awol_status ask(struct awol_count_worker *worker, const struct row *row,
                            struct awol_reading *reading, bool *ret_known,
                            struct awol_error *opt_error)
{
    enum awol_status status = awol_reader_give(worker->reader, row->record, 1, opt_error);

    if (status == AWOL_OK)
        status = awol_reader_next(worker->reader, reading, opt_error);
    *ret_known = status == AWOL_OK && reading->kind == AWOL_READING_EVENT;
    return status;
}

/* All that the tally looks at, but for unit and source. */
static enum awol_status find_class(struct awol_count_worker *worker, const struct row *row,
                                   const struct awol_event *event, uint32_t *ret_value,
                                   struct awol_error *opt_error)
{
    const struct awol_span *const when = &event->when;
    const struct awol_count *const count = &event->count;
    int64_t bin = 0;
    char text[512];
    size_t class;
    const enum awol_tally_grade grade = awol_tally_grade(worker->plan->options, event, &bin);
    const bool is_man = grade == AWOL_TALLY_MAN && worker->plan->by_bins;
    enum awol_status status;

    *ret_value = grade == AWOL_TALLY_PASSED ? PASSED : ODD;
    if (grade == AWOL_TALLY_PASSED || grade == AWOL_TALLY_ROW)
        return AWOL_OK;
    if (is_man)
        snprintf(text, sizeof text, "%c%" PRId64 " %a|%s|%s|%s", AWOL_CLASS_MAN, bin, count->count,
                 event->event, event->to, event->reported_by);
    else
        snprintf(
            text, sizeof text, "%c%" PRId64 "%d %" PRId64 "%d %a %a %a %d %a %a %d|%s|%s|%s|%s",
            AWOL_CLASS_DAYS, when->earliest, when->open_earliest, when->latest, when->open_latest,
            count->count, count->low, count->high, (int)count->kind, event->at_risk, event->party,
            event->person[0] != '\0', event->basis, event->event, event->to, event->reported_by);
    status = awol_gathering_class(&worker->gathering, text, event, &row->place, &class, opt_error);
    if (status == AWOL_OK)
        *ret_value = (uint32_t) class;
    return status;
}

static enum awol_status keep(struct awol_memo *memo, const struct awol_count_worker *worker,
                             uint64_t hash, const struct awol_bytes *text, uint32_t value,
                             struct awol_error *opt_error)
{
    if (memo->n >= worker->plan->most_keys)
        awol_memo_clear(memo);
    return awol_memo_add(memo, hash, text->at, text->length, value) ? AWOL_OK
                                                                    : awol_error_memory(opt_error);
}

/* The class of a row whose key is new. */
static enum awol_status learn_key(struct awol_count_worker *worker, const struct row *row,
                                  uint64_t hash, const struct awol_bytes *key, uint32_t *ret_value,
                                  struct awol_error *opt_error)
{
    struct awol_reading reading = {.kind = AWOL_READING_END};
    bool known = false;
    enum awol_status status = ask(worker, row, &reading, &known, opt_error);

    *ret_value = ODD;
    /* Something is to be told of such rows: the reader that tells it must see them all. */
    if (status == AWOL_OK && awol_reader_remark(worker->reader, 0))
        status = open_reader(worker, opt_error);
    else if (status == AWOL_OK && known)
        status = find_class(worker, row, &reading.event, ret_value, opt_error);
    return status == AWOL_OK ? keep(&worker->keys, worker, hash, key, *ret_value, opt_error)
                             : status;
}

/* Which of the words a row has is looked for. */
enum word { UNIT, SOURCE };

/* The number of a unit or a source that is new: what the reader says the cell is. */
static enum awol_status learn_word(struct awol_count_worker *worker, const struct row *row,
                                   enum word which, uint64_t hash, const struct awol_bytes *text,
                                   uint32_t *ret_number, struct awol_error *opt_error)
{
    struct awol_gathering *const gathering = &worker->gathering;
    struct awol_reading reading = {.kind = AWOL_READING_END};
    const char *word = "";
    bool known = false;
    size_t number;
    enum awol_status status = ask(worker, row, &reading, &known, opt_error);

    if (status != AWOL_OK)
        return status;
    if (known)
        word = which == UNIT ? reading.event.unit : reading.event.source;
    if (!awol_words_take(which == UNIT ? &gathering->units : &gathering->sources, word, &number))
        return awol_error_memory(opt_error);
    *ret_number = (uint32_t)number;
    return keep(which == UNIT ? &worker->units : &worker->sources, worker, hash, text, *ret_number,
                opt_error);
}

static inline enum awol_status look_up_word(struct awol_count_worker *worker, const struct row *row,
                                            enum word which, uint32_t *ret_number,
                                            struct awol_error *opt_error)
{
    static const struct awol_bytes nothing = {"\0\0\0\0\0\0\0\0", 0};
    const struct awol_count_columns *const columns = worker->plan->columns;
    const size_t cell = which == UNIT ? columns->unit : columns->source;
    const struct awol_memo *const memo = which == UNIT ? &worker->units : &worker->sources;
    const struct awol_bytes *const text = cell == AWOL_NO_COLUMN ? &nothing : &row->cells[cell];
    const uint64_t hash = awol_memo_hash(text->at, text->length);

    if (awol_memo_find(memo, hash, text->at, text->length, ret_number))
        return AWOL_OK;
    return learn_word(worker, row, which, hash, text, ret_number, opt_error);
}

/* ---- rows --------------------------------------------------------------------------------- */

/* Count a row whose unit and class are known. */
static enum awol_status count_row(struct awol_count_worker *worker, const struct row *row,
                                  size_t unit, size_t class, struct awol_error *opt_error)
{
    struct awol_gathering *const gathering = &worker->gathering;
    struct awol_gathered *const cell = awol_gathering_at(gathering, unit, class);
    uint32_t source = 0;
    enum awol_status status;

    if (!cell)
        return awol_error_memory(opt_error);
    if (cell->n++ == 0)
        cell->first = row->place;
    if (worker->plan->columns->source == AWOL_NO_COLUMN || cell->is_full)
        return AWOL_OK;
    status = look_up_word(worker, row, SOURCE, &source, opt_error);
    if (status != AWOL_OK || !awol_gathered_wants(cell, source))
        return status;
    return awol_gathered_source_add(gathering, cell, source, &row->place)
               ? AWOL_OK
               : awol_error_memory(opt_error);
}

static bool is_blank_edge(const struct awol_bytes *cell)
{
    static const char edges[] = {' ', '\t', '\xC2', '\xA0'};

    return memchr(edges, cell->at[0], sizeof edges) ||
           memchr(edges, cell->at[cell->length - 1], sizeof edges);
}

static bool says(const struct awol_bytes *cell, const char *text)
{
    return strlen(text) == cell->length && memcmp(cell->at, text, cell->length) == 0;
}

/* Of a person, only that there is one is counted; what blanks may hide is left to the reader. */
static struct awol_bytes note_person(const struct awol_count_columns *columns,
                                     const struct awol_bytes *cell)
{
    if (cell->length == 0 || says(cell, AWOL_NA))
        return (struct awol_bytes){cell->at, 0};
    if (is_blank_edge(cell))
        return *cell;
    for (const char *const *text = columns->person_missing; text && *text; text++) {
        if (says(cell, *text))
            return (struct awol_bytes){cell->at, 0};
    }
    return (struct awol_bytes){"p\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 1};
}

/* Append the cells that decide about the row, each behind its length; false if they are too long.
 */
static bool make_key(const struct awol_count_columns *columns, const struct awol_bytes *cells,
                     char *to, size_t *ret_length)
{
    size_t length = 0;

    for (size_t i = 0; i < columns->n; i++) {
        struct awol_bytes cell = cells[i];
        uint16_t size;

        if (i == columns->unit || i == columns->source)
            continue;
        if (i == columns->person)
            cell = note_person(columns, &cell);
        if (length + sizeof size + cell.length > MOST_KEY)
            return false;
        size = (uint16_t)cell.length;
        memcpy(to + length, &size, sizeof size);
        length += sizeof size;
        /* Sixteen bytes whatever they are: a copy of few takes longer. */
        memcpy(to + length, cell.at, SHORT);
        if (cell.length > SHORT)
            memcpy(to + length, cell.at, cell.length);
        length += cell.length;
    }
    *ret_length = length;
    return true;
}

/* Rows of a batch on their way. */
struct some {
    size_t begin, end;
    struct awol_bytes keys[AWOL_BATCH_ROWS]; /* `at` is NULL where there is none */
    uint64_t hashes[AWOL_BATCH_ROWS];
    uint32_t units[AWOL_BATCH_ROWS], classes[AWOL_BATCH_ROWS];
};

static struct row row_of(const struct awol_batch *batch, size_t i)
{
    return (struct row){batch->cells + i * batch->n_columns,
                        &batch->records[i],
                        {batch->piece->index, batch->lines[i]}};
}

/* As many rows as have room for their keys. */
static void make_keys(struct awol_count_worker *worker, const struct awol_batch *batch,
                      struct some *some)
{
    size_t used = 0, i = some->begin;

    for (; i < batch->n && used + MOST_KEY + 2 * (size_t)SHORT < KEY_ROOM; i++) {
        struct awol_bytes *const key = &some->keys[i];

        key->at = worker->text + used;
        if (!make_key(worker->plan->columns, batch->cells + i * batch->n_columns,
                      worker->text + used, &key->length)) {
            key->at = NULL;
            continue;
        }
        some->hashes[i] = awol_memo_hash(key->at, key->length);
        awol_memo_expect(&worker->keys, some->hashes[i]);
        used += key->length;
    }
    some->end = i;
}

static enum awol_status find_class_and_unit(struct awol_count_worker *worker,
                                            const struct awol_batch *batch, struct some *some,
                                            size_t i, struct awol_error *opt_error)
{
    const struct row row = row_of(batch, i);
    const struct awol_bytes *const key = &some->keys[i];
    enum awol_status status = AWOL_OK;

    some->classes[i] = ODD;
    some->units[i] = 0;
    if (key->at &&
        !awol_memo_find(&worker->keys, some->hashes[i], key->at, key->length, &some->classes[i]))
        status = learn_key(worker, &row, some->hashes[i], key, &some->classes[i], opt_error);
    if (status != AWOL_OK || some->classes[i] == PASSED)
        return status;
    if (some->classes[i] == ODD)
        return add_odd(worker, batch->piece, row.record, row.place.line, opt_error);
    status = look_up_word(worker, &row, UNIT, &some->units[i], opt_error);
    awol_gathering_expect(&worker->gathering, some->units[i], some->classes[i]);
    return status;
}

/* What lies far away in memory is asked for some rows before it is looked at. */
static enum awol_status take_some(struct awol_count_worker *worker, const struct awol_batch *batch,
                                  struct some *some, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    make_keys(worker, batch, some);
    for (size_t i = some->begin; i < some->end && status == AWOL_OK; i++)
        status = find_class_and_unit(worker, batch, some, i, opt_error);
    for (size_t i = some->begin; i < some->end && status == AWOL_OK; i++) {
        const struct row row = row_of(batch, i);

        worker->n_rows += some->classes[i] != ODD;
        if (some->classes[i] < ODD)
            status = count_row(worker, &row, some->units[i], some->classes[i], opt_error);
    }
    some->begin = some->end;
    return status;
}

static enum awol_status take_rows(void *context, const struct awol_batch *batch,
                                  struct awol_error *opt_error)
{
    struct some some;
    enum awol_status status = AWOL_OK;

    some.begin = 0;
    while (some.begin < batch->n && status == AWOL_OK)
        status = take_some(context, batch, &some, opt_error);
    return status;
}

enum awol_status awol_count_worker_run(struct awol_count_worker *worker, struct awol_pieces *pieces,
                                       const struct awol_layout *layout,
                                       struct awol_error *opt_error)
{
    const struct awol_bulk_sink sink = {
        .rows = take_rows, .odd = add_odd, .piece = add_piece, .context = worker};

    enum awol_status status = open_reader(worker, opt_error);

    if (status != AWOL_OK)
        return status;
    worker->text = malloc(KEY_ROOM + MOST_KEY);
    if (!worker->text)
        return awol_error_memory(opt_error);
    return awol_bulk_run(pieces, layout, worker->plan->columns->file, worker->plan->columns->n,
                         &sink, opt_error);
}
