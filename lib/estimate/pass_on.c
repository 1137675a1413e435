#include "estimate/pass_on.h"

#include <stdbool.h>
#include <string.h>

static const char *const word_tables[] = {"warnings", "summary", NULL};
static const char *const word_columns[][2] = {{"code", "text"}, {"topic", "text"}};

static bool is_listed(const char *const *list, const char *name)
{
    for (size_t i = 0; list[i]; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

/* The topic itself, or one below it: “boot”, “boot.eta”, and of warnings “boot-few”. */
static bool is_about(const char *const *topics, const char *topic)
{
    for (size_t i = 0; topics[i]; i++) {
        size_t length = strlen(topics[i]);
        if (strncmp(topics[i], topic, length) == 0 && strchr(".-", topic[length]))
            return true;
    }
    return false;
}

static enum awol_status copy_words(const struct awol_stream *fit, size_t k,
                                   const struct awol_made_anew *made, struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    const struct awol_table *old = awol_stream_find(fit, word_tables[k]);
    struct awol_table *table = NULL;
    enum awol_status status = awol_stream_add_table(stream, word_tables[k], &table, opt_error);
    for (size_t c = 0; status == AWOL_OK && c < 2; c++)
        status = awol_table_add_column(table, word_columns[k][c], opt_error);
    for (size_t row = 0; status == AWOL_OK && old && row < old->n_rows; row++) {
        const char *cells[2];
        for (size_t c = 0; c < 2; c++)
            cells[c] = awol_table_cell(old, row, awol_table_find(old, word_columns[k][c]));
        if (!is_about(made->topics, cells[0]))
            status = awol_table_append(table, cells, NULL, opt_error);
    }
    return status;
}

enum awol_status awol_fit_pass_on(const struct awol_stream *fit, const char *command,
                                  const struct awol_made_anew *made, struct awol_stream *ret_stream,
                                  struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = awol_stream_init(&stream, "fit", opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; status == AWOL_OK && i < fit->n_headers; i++)
        status =
            awol_stream_add_header(&stream, fit->headers[i].key, fit->headers[i].value, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_header(&stream, "command", command, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < fit->n_tables; i++) {
        const struct awol_table *table = &fit->tables[i];
        if (!is_listed(made->tables, table->name) && !is_listed(word_tables, table->name))
            status = awol_stream_add_copy(&stream, table, table->name, opt_error);
    }
    for (size_t k = 0; status == AWOL_OK && word_tables[k]; k++)
        status = copy_words(fit, k, made, &stream, opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}

void awol_fit_words_last(struct awol_stream *stream)
{
    for (size_t k = 0; word_tables[k]; k++) {
        struct awol_table *found = awol_stream_find(stream, word_tables[k]);
        if (!found)
            continue;
        size_t behind = (size_t)(stream->tables + stream->n_tables - (found + 1));
        struct awol_table kept = *found;
        memmove(found, found + 1, behind * sizeof *found);
        stream->tables[stream->n_tables - 1] = kept;
    }
}
