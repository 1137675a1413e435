/* Replicates as a file of their own, and many such files as one. */
#include <errno.h>
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/number.h"
#include "estimate/bootstrap.h"

static const char *const keys_table = "shard", *const rows_table = "draws";

/* Columns of the rows before the parameters. */
static const char *const columns[] = {"draw", "replicate", "converged", "log_likelihood",
                                      "null_log_likelihood"};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* ---- writing ------------------------------------------------------------------------------ */

/* SHA-256 of a stream as it is written. */
static enum awol_status digest_stream(const struct awol_stream *stream,
                                      char digest[static AWOL_DIGEST_SIZE],
                                      struct awol_error *opt_error)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&bytes, &length);
    if (!memory)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_stream_write(stream, memory, opt_error);
    /* Closing cuts the memory to size, which may leave none. */
    if ((fclose(memory) != 0 || !bytes) && status == AWOL_OK)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        awol_digest(bytes, length, digest);
    free(bytes);
    return status;
}

static enum awol_status join_tests(const struct awol_bootstrap *b, struct awol_text *text,
                                   struct awol_error *opt_error)
{
    for (size_t t = 0; t < b->n_tests; t++)
        awol_text_append_format(text, "%s%s", t ? "," : "", b->tests[t].name);
    return awol_text_check(text, opt_error);
}

static enum awol_status add_keys(const struct awol_bootstrap *b, uint32_t first, uint32_t last,
                                 const struct awol_stream *fit, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    char digest[AWOL_DIGEST_SIZE], seed[AWOL_NUMBER_SIZE], range[48];
    struct awol_text tests;
    awol_text_init(&tests);
    enum awol_status status = digest_stream(fit, digest, opt_error);
    if (status == AWOL_OK)
        status = join_tests(b, &tests, opt_error);
    snprintf(seed, sizeof seed, "%lld", (long long)b->seed);
    snprintf(range, sizeof range, "%lu:%lu", (unsigned long)first, (unsigned long)last);
    const char *const rows[][2] = {{"version", AWOL_VERSION},
                                   {"model", b->refit->request.model->name},
                                   {"data_digest", awol_fit_model(&b->refit->fit, "data_digest")},
                                   {"fit_digest", digest},
                                   {"seed", seed},
                                   {"tests", tests.length ? awol_text_string(&tests) : AWOL_NA},
                                   {"c_library", gnu_get_libc_version()},
                                   {"compiler", __VERSION__},
                                   {"replicates", range}};
    if (status == AWOL_OK)
        status = awol_table_add_column(table, "key", opt_error);
    if (status == AWOL_OK)
        status = awol_table_add_column(table, "value", opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof rows / sizeof *rows; i++)
        status = awol_table_append(table, rows[i], NULL, opt_error);
    awol_text_release(&tests);
    return status;
}

static const char *draw_name(const struct awol_bootstrap *b, size_t draw)
{
    return draw == 0 ? "fit" : b->tests[draw - 1].name;
}

static enum awol_status add_row(const struct awol_bootstrap *b, const struct awol_boot_row *row,
                                struct awol_table *table, struct awol_error *opt_error)
{
    size_t at = table->n_rows, n = b->refit->problem.layout.n;
    enum awol_status status = awol_table_append_empty(table, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set(table, at, 0, draw_name(b, row->draw), opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(table, at, 1, row->replicate, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set(table, at, 2, row->converged ? "yes" : "no", opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(table, at, 3, row->log_likelihood, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(table, at, 4, row->null_log_likelihood, opt_error);
    for (size_t p = 0; status == AWOL_OK && row->values && p < n; p++)
        status = awol_table_set_number(table, at, N_COLUMNS + p, row->values[p], opt_error);
    return status;
}

static enum awol_status add_rows(const struct awol_bootstrap *b, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    const struct awol_layout *l = &b->refit->problem.layout;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < N_COLUMNS; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++)
        status = awol_table_add_column(table, l->parameters[p].name, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < b->n_rows; i++)
        status = add_row(b, &b->rows[i], table, opt_error);
    return status;
}

/* Headers and tables of a stream, but for those of the shard itself. */
static enum awol_status copy_fit(const struct awol_stream *from, struct awol_stream *to,
                                 struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < from->n_headers; i++)
        status =
            awol_stream_add_header(to, from->headers[i].key, from->headers[i].value, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < from->n_tables; i++) {
        const char *name = from->tables[i].name;
        if (strcmp(name, keys_table) != 0 && strcmp(name, rows_table) != 0)
            status = awol_stream_add_copy(to, &from->tables[i], name, opt_error);
    }
    return status;
}

enum awol_status awol_boot_shard_write(const struct awol_bootstrap *bootstrap, uint32_t first,
                                       uint32_t last, const struct awol_stream *fit,
                                       struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    struct awol_table *table = NULL;
    enum awol_status status = awol_stream_init(&stream, "shard", opt_error);
    if (status != AWOL_OK)
        return status;
    status = copy_fit(fit, &stream, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_table(&stream, keys_table, &table, opt_error);
    if (status == AWOL_OK)
        status = add_keys(bootstrap, first, last, fit, table, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_table(&stream, rows_table, &table, opt_error);
    if (status == AWOL_OK)
        status = add_rows(bootstrap, table, opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}

/* ---- reading ------------------------------------------------------------------------------ */

static enum awol_status fail(const struct awol_stream *stream, struct awol_error *opt_error,
                             const char *what)
{
    return awol_error_at(opt_error, stream->source, (struct awol_place){0, 0}, "%s", what);
}

/* The value of a key of the table shard, NULL if it is not there. */
static const char *value_of(const struct awol_table *keys, const char *key)
{
    for (size_t row = 0; row < keys->n_rows; row++)
        if (strcmp(awol_table_cell(keys, row, awol_table_find(keys, "key")), key) == 0)
            return awol_table_cell(keys, row, awol_table_find(keys, "value"));
    return NULL;
}

/* "LO:HI", LO < HI. */
static bool parse_range(const char *text, uint32_t *ret_first, uint32_t *ret_last)
{
    char low[AWOL_NUMBER_SIZE];
    int64_t first, last;
    size_t length = strcspn(text, ":");
    if (!text[length] || length >= sizeof low)
        return false;
    snprintf(low, sizeof low, "%.*s", (int)length, text);
    if (!awol_number_parse_integer(low, &first) ||
        !awol_number_parse_integer(text + length + 1, &last) || first < 0 || last <= first ||
        last > UINT32_MAX)
        return false;
    *ret_first = (uint32_t)first;
    *ret_last = (uint32_t)last;
    return true;
}

enum awol_status awol_boot_shard_read(const struct awol_stream *stream,
                                      struct awol_boot_shard *ret_shard,
                                      struct awol_error *opt_error)
{
    struct awol_boot_shard shard = {.keys = awol_stream_find(stream, keys_table)};
    if (!shard.keys || !awol_stream_find(stream, rows_table))
        return fail(stream, opt_error, "the shard has no table “shard”, or none “draws”");
    const char *range = value_of(shard.keys, "replicates"), *seed = value_of(shard.keys, "seed");
    shard.tests = value_of(shard.keys, "tests");
    if (!range || !seed || !shard.tests || !value_of(shard.keys, "fit_digest"))
        return fail(stream, opt_error,
                    "table shard lacks one of replicates, seed, tests, fit_digest");
    if (!parse_range(range, &shard.first, &shard.last))
        return fail(stream, opt_error, "table shard: replicates must be LO:HI");
    if (!awol_number_parse_integer(seed, &shard.seed))
        return fail(stream, opt_error, "table shard: the seed is no whole number");
    if (strcmp(shard.tests, AWOL_NA) == 0)
        shard.tests = "";
    *ret_shard = shard;
    return AWOL_OK;
}

enum awol_status awol_boot_shard_fit(const struct awol_stream *shard, struct awol_stream *ret_fit,
                                     struct awol_error *opt_error)
{
    struct awol_stream fit;
    char digest[AWOL_DIGEST_SIZE];
    const struct awol_table *keys = awol_stream_find(shard, keys_table);
    enum awol_status status = awol_stream_init(&fit, "fit", opt_error);
    if (status != AWOL_OK)
        return status;
    fit.source = awol_arena_string(&fit.arena, shard->source);
    if (!fit.source)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = copy_fit(shard, &fit, opt_error);
    if (status == AWOL_OK)
        status = digest_stream(&fit, digest, opt_error);
    if (status == AWOL_OK && strcmp(digest, value_of(keys, "fit_digest")) != 0)
        status = fail(shard, opt_error,
                      "the fit in the shard is not the one of its fit_digest: the file was edited");
    if (status == AWOL_OK)
        *ret_fit = fit;
    else
        awol_stream_release(&fit);
    return status;
}

/* ---- merging ------------------------------------------------------------------------------ */

/* Keys that all shards must share; what they were computed with is only told. */
static bool is_compared(const char *key)
{
    return strcmp(key, "replicates") != 0 && strcmp(key, "c_library") != 0 &&
           strcmp(key, "compiler") != 0;
}

static bool is_same_system(const struct awol_table *a, const struct awol_table *b)
{
    return awol_text_equal(value_of(a, "c_library"), value_of(b, "c_library")) &&
           awol_text_equal(value_of(a, "compiler"), value_of(b, "compiler"));
}

static enum awol_status compare_keys(const struct awol_stream *first,
                                     const struct awol_stream *other, struct awol_error *opt_error)
{
    const struct awol_table *a = awol_stream_find(first, keys_table),
                            *b = awol_stream_find(other, keys_table);
    for (size_t row = 0; row < a->n_rows; row++) {
        const char *key = awol_table_cell(a, row, 0), *value = awol_table_cell(a, row, 1);
        const char *seen = value_of(b, key);
        if (!is_compared(key) || awol_text_equal(value, seen))
            continue;
        return awol_error_at(opt_error, other->source, (struct awol_place){0, 0},
                             "this shard is of another run: %s is %.80s, and in %.120s %.80s", key,
                             seen ? seen : "not given", first->source, value);
    }
    return AWOL_OK;
}

/* Where a row of a shard belongs among all rows. */
struct slot {
    const struct awol_stream *stream;
    size_t row;
};

static enum awol_status find_slot(const struct awol_bootstrap *b, const struct awol_table *table,
                                  size_t row, uint32_t n_each, struct awol_boot_row *ret_row,
                                  struct awol_error *opt_error)
{
    int64_t replicate;
    const char *name = awol_table_cell(table, row, 0);
    size_t draw = 0;
    while (draw <= b->n_tests && strcmp(draw_name(b, draw), name) != 0)
        draw++;
    if (draw > b->n_tests)
        return awol_table_error(table, row, 0, opt_error, "draw “%.60s” is not one of this run",
                                name);
    if (!awol_number_parse_integer(awol_table_cell(table, row, 1), &replicate) || replicate < 0 ||
        replicate >= n_each)
        return awol_table_error(table, row, 1, opt_error, "replicate “%.30s” is outside 0 to %lu",
                                awol_table_cell(table, row, 1), (unsigned long)n_each - 1);
    *ret_row = (struct awol_boot_row){.draw = draw, .replicate = (uint32_t)replicate};
    return AWOL_OK;
}

static enum awol_status take_row(struct awol_bootstrap *b, const struct awol_table *table,
                                 size_t row, struct awol_boot_row taken,
                                 struct awol_boot_row *ret_row, struct awol_error *opt_error)
{
    size_t n = b->refit->problem.layout.n;
    taken.converged = strcmp(awol_table_cell(table, row, 2), "yes") == 0;
    enum awol_status status = awol_table_number(table, row, 3, &taken.log_likelihood, opt_error);
    if (status == AWOL_OK)
        status = awol_table_number(table, row, 4, &taken.null_log_likelihood, opt_error);
    if (status == AWOL_OK && taken.draw == 0) {
        double *values = awol_arena_alloc(&b->arena, (n + 1) * sizeof *values);
        if (!values)
            return awol_error_memory(opt_error);
        for (size_t p = 0; status == AWOL_OK && p < n; p++)
            status = awol_table_number(table, row, N_COLUMNS + p, &values[p], opt_error);
        taken.values = values;
    }
    if (status == AWOL_OK)
        *ret_row = taken;
    return status;
}

static enum awol_status check_columns(const struct awol_bootstrap *b,
                                      const struct awol_table *table, struct awol_error *opt_error)
{
    const struct awol_layout *l = &b->refit->problem.layout;
    bool good = table->n_columns == N_COLUMNS + l->n;
    for (size_t i = 0; good && i < table->n_columns; i++)
        good = strcmp(table->columns[i],
                      i < N_COLUMNS ? columns[i] : l->parameters[i - N_COLUMNS].name) == 0;
    return good ? AWOL_OK
                : awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                                "table draws has not the columns of this run");
}

static enum awol_status take_shard(struct awol_bootstrap *b, const struct awol_stream *stream,
                                   struct slot *slots, uint32_t n_each,
                                   struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, rows_table);
    enum awol_status status = check_columns(b, table, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        struct awol_boot_row place = {0};
        status = find_slot(b, table, row, n_each, &place, opt_error);
        size_t at = place.draw * n_each + place.replicate;
        if (status == AWOL_OK && slots[at].stream)
            status = awol_table_error(
                table, row, 1, opt_error, "replicate %lu of %s stands in %.120s too",
                (unsigned long)place.replicate, draw_name(b, place.draw), slots[at].stream->source);
        if (status != AWOL_OK)
            break;
        slots[at] = (struct slot){stream, row};
        status = take_row(b, table, row, place, &b->rows[at], opt_error);
    }
    return status;
}

static enum awol_status fail_missing(const char *draw, unsigned long low, unsigned long high,
                                     struct awol_error *opt_error)
{
    char which[64];
    if (low == high)
        snprintf(which, sizeof which, "replicate %lu", low);
    else
        snprintf(which, sizeof which, "replicates %lu to %lu", low, high);
    return awol_error_set(
        opt_error, AWOL_DATA,
        "%s of %s: in none of the shards. awol-boot --replicates %lu:%lu --partial "
        "makes what is missing",
        which, draw, low, high + 1);
}

/* Name the first stretch of replicates that no shard has. */
static enum awol_status find_missing(const struct awol_bootstrap *b, const struct slot *slots,
                                     uint32_t n_each, struct awol_error *opt_error)
{
    for (size_t at = 0; at < b->n_rows; at++) {
        if (slots[at].stream)
            continue;
        size_t end = at;
        while (end + 1 < b->n_rows && (end + 1) % n_each != 0 && !slots[end + 1].stream)
            end++;
        return fail_missing(draw_name(b, at / n_each), (unsigned long)(at % n_each),
                            (unsigned long)(end % n_each), opt_error);
    }
    return AWOL_OK;
}

/* Compare the keys of all shards and find how many replicates there are. */
static enum awol_status measure(const struct awol_stream *shards, size_t n, uint32_t *ret_n_each,
                                const char **ret_other_system, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    *ret_n_each = 0;
    *ret_other_system = "";
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        struct awol_boot_shard shard;
        status = awol_boot_shard_read(&shards[i], &shard, opt_error);
        if (status == AWOL_OK)
            status = compare_keys(&shards[0], &shards[i], opt_error);
        if (status != AWOL_OK)
            break;
        if (!is_same_system(awol_stream_find(&shards[0], keys_table), shard.keys))
            *ret_other_system = shards[i].source;
        *ret_n_each = shard.last > *ret_n_each ? shard.last : *ret_n_each;
    }
    return status;
}

enum awol_status awol_boot_shard_merge(struct awol_bootstrap *bootstrap,
                                       const struct awol_stream *shards, size_t n_shards,
                                       uint32_t expected, const char **ret_other_system,
                                       struct awol_error *opt_error)
{
    struct awol_bootstrap *b = bootstrap;
    uint32_t n_each;
    struct slot *slots = NULL;
    enum awol_status status = measure(shards, n_shards, &n_each, ret_other_system, opt_error);
    if (status != AWOL_OK)
        return status;
    if (expected > 0 && n_each > expected)
        return awol_error_set(opt_error, AWOL_DATA,
                              "the shards go up to replicate %lu, and --replicates says %lu",
                              (unsigned long)n_each - 1, (unsigned long)expected);
    n_each = expected > 0 ? expected : n_each;
    free(b->rows);
    b->n_rows = 0;
    size_t n = (size_t)n_each * (1 + b->n_tests);
    b->rows = calloc(n + 1, sizeof *b->rows);
    slots = calloc(n + 1, sizeof *slots);
    if (!b->rows || !slots) {
        free(slots);
        return awol_error_memory(opt_error);
    }
    b->n_rows = n;
    for (size_t i = 0; status == AWOL_OK && i < n_shards; i++)
        status = take_shard(b, &shards[i], slots, n_each, opt_error);
    if (status == AWOL_OK)
        status = find_missing(b, slots, n_each, opt_error);
    free(slots);
    return status;
}
