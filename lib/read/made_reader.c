#include "read/made_reader.h"

#include <stdlib.h>

struct state {
    const struct awol_made_format *format;
    const char *source;
    void *maker;
    struct awol_made_rows *rows;
    size_t n_rows;
};

void awol_made_reader_close(void *opened)
{
    struct state *const state = opened;

    awol_made_rows_free(state->rows);
    if (state->maker)
        state->format->close(state->maker);
    free(state);
}

enum awol_status awol_made_reader_open(const struct awol_made_format *format, FILE *file,
                                       const char *source, const struct awol_column_map *columns,
                                       void **ret_state, struct awol_error *opt_error)
{
    struct state *state;
    enum awol_status status =
        awol_made_rows_refuse_columns(source, format->title, columns, opt_error);

    if (status != AWOL_OK)
        return status;
    state = calloc(1, sizeof *state);
    if (!state)
        return awol_error_memory(opt_error);
    state->format = format;
    state->source = source;
    status = awol_made_rows_new(source, columns, format->moves_about ? columns->about_days : 0,
                                &state->rows, opt_error);
    if (status == AWOL_OK)
        status = format->open(file, source, columns, &state->maker, opt_error);
    if (status != AWOL_OK) {
        awol_made_reader_close(state);
        return status;
    }
    *ret_state = state;
    return AWOL_OK;
}

enum awol_status awol_made_reader_next(void *opened, struct awol_reading *ret_reading,
                                       struct awol_error *opt_error)
{
    struct state *const state = opened;
    const struct awol_made_row *row = NULL;
    const enum awol_status status = state->format->next(state->maker, &row, opt_error);
    char reason[200];

    if (status != AWOL_OK)
        return status;
    if (row) {
        state->n_rows++;
        return awol_made_rows_read(state->rows, row, ret_reading, opt_error);
    }
    ret_reading->kind = AWOL_READING_END;
    if (state->n_rows > 0)
        return AWOL_OK;
    state->format->tell_none(state->maker, reason, sizeof reason);
    return awol_made_rows_refuse_file(state->source, awol_made_reader_passed_over(state), reason,
                                      opt_error);
}

const char *awol_made_reader_unused(const void *opened)
{
    (void)opened;
    return "";
}

unsigned awol_made_reader_extras(const void *opened)
{
    const struct state *const state = opened;
    unsigned extras = 0;

    for (const char *const *name = state->format->extras; *name; name++)
        extras |= awol_event_extra(*name);
    return extras;
}

const char *awol_made_reader_header(const void *opened, size_t *ret_length)
{
    (void)opened;
    *ret_length = 0;
    return "";
}

const char *awol_made_reader_passed_over(void *opened)
{
    const struct state *const state = opened;

    return state->format->passed_over(state->maker);
}

const char *awol_made_reader_remark(void *opened, size_t index)
{
    const struct state *const state = opened;

    return awol_made_rows_remark(state->rows, index);
}
