#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "record/fit.h"

/* ---- writing ------------------------------------------------------------------------------ */

static enum awol_status add_table(struct awol_stream *stream, const char *name,
                                  const char *const *columns, size_t n,
                                  struct awol_table **ret_table, struct awol_error *opt_error)
{
    enum awol_status status = awol_stream_add_table(stream, name, ret_table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_add_column(*ret_table, columns[i], opt_error);
    return status;
}

static enum awol_status write_lines(struct awol_stream *stream, const char *name, const char *key,
                                    const char *value, const struct awol_fit_lines *list,
                                    struct awol_error *opt_error)
{
    struct awol_table *table;
    const char *const columns[] = {key, value};
    enum awol_status status = add_table(stream, name, columns, 2, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < list->n; i++) {
        const char *const cells[] = {list->lines[i].key, list->lines[i].value};
        status = awol_table_append(table, cells, NULL, opt_error);
    }
    return status;
}

static enum awol_status write_parameters(const struct awol_fit *fit, struct awol_stream *stream,
                                         struct awol_error *opt_error)
{
    static const char *const columns[] = {"name",  "estimate", "se",      "low",    "high",
                                          "level", "method",   "measure", "meaning"};
    struct awol_table *table;
    enum awol_status status = add_table(stream, "parameters", columns, 9, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < fit->n_parameters; i++) {
        const struct awol_fit_parameter *p = &fit->parameters[i];
        const double numbers[] = {p->estimate, p->se, p->low, p->high, p->level};
        char text[5][AWOL_NUMBER_SIZE];
        const char *cells[9] = {p->name};
        for (size_t k = 0; k < 5; k++)
            cells[1 + k] = awol_number_format(numbers[k], text[k]);
        cells[6] = p->method;
        cells[7] = p->measure;
        cells[8] = p->meaning;
        status = awol_table_append(table, cells, NULL, opt_error);
    }
    return status;
}

static enum awol_status write_bracket(const struct awol_fit *fit, struct awol_stream *stream,
                                      struct awol_error *opt_error)
{
    static const char *const columns[] = {"reading", "counts", "name",          "estimate",
                                          "low",     "high",   "log_likelihood"};
    struct awol_table *table;
    enum awol_status status = add_table(stream, "bracket", columns, 7, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < fit->n_readings; i++) {
        const struct awol_fit_reading *r = &fit->readings[i];
        const double numbers[] = {r->estimate, r->low, r->high, r->log_likelihood};
        char text[4][AWOL_NUMBER_SIZE];
        const char *cells[7] = {r->reading, r->counts, r->name};
        for (size_t k = 0; k < 4; k++)
            cells[3 + k] = awol_number_format(numbers[k], text[k]);
        status = awol_table_append(table, cells, NULL, opt_error);
    }
    return status;
}

static enum awol_status write_points(struct awol_stream *stream, const char *name,
                                     const char *const columns[3],
                                     const struct awol_fit_points *list,
                                     struct awol_error *opt_error)
{
    struct awol_table *table;
    if (list->n == 0)
        return AWOL_OK;
    enum awol_status status = add_table(stream, name, columns, 3, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < list->n; i++) {
        char value[AWOL_NUMBER_SIZE], by[AWOL_NUMBER_SIZE];
        const char *const cells[] = {list->points[i].name,
                                     awol_number_format(list->points[i].value, value),
                                     awol_number_format(list->points[i].slope, by)};
        status = awol_table_append(table, cells, NULL, opt_error);
    }
    return status;
}

static enum awol_status write_covariance(const struct awol_fit *fit, struct awol_stream *stream,
                                         struct awol_error *opt_error)
{
    struct awol_table *table;
    size_t n = fit->n_covariance;
    static const char *const first[] = {"name"};
    enum awol_status status = add_table(stream, "covariance", first, 1, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        char note[224];
        snprintf(note, sizeof note, "%.160s: on the scale of its %.40s", fit->covariance_names[i],
                 fit->covariance_scales[i]);
        status = awol_table_add_note(table, note, opt_error);
        if (status == AWOL_OK)
            status = awol_table_add_column(table, fit->covariance_names[i], opt_error);
    }
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        status = awol_table_append_empty(table, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, i, 0, fit->covariance_names[i], opt_error);
        for (size_t j = 0; status == AWOL_OK && j < n; j++)
            status = awol_table_set_number(table, i, 1 + j, fit->covariance[i * n + j], opt_error);
    }
    return status;
}

enum awol_status awol_fit_to_stream(const struct awol_fit *fit, struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    const struct {
        const char *table, *columns[3];
        const struct awol_fit_points *list;
    } rows[] = {
        {"evaluation", {"name", "value", "gradient"}, &fit->evaluation},
        {"profile", {"name", "value", "log_likelihood"}, &fit->profile},
        {"changes", {"number", "log_evidence", "probability"}, &fit->changes},
        {"change_points", {"start", "probability", "log_likelihood"}, &fit->change_points},
    };
    enum awol_status status = write_lines(stream, "model", "key", "value", &fit->model, opt_error);
    if (status == AWOL_OK && fit->n_parameters > 0)
        status = write_parameters(fit, stream, opt_error);
    if (status == AWOL_OK && fit->n_readings > 0)
        status = write_bracket(fit, stream, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof rows / sizeof *rows; i++)
        status = write_points(stream, rows[i].table, rows[i].columns, rows[i].list, opt_error);
    if (status == AWOL_OK && fit->n_covariance > 0)
        status = write_covariance(fit, stream, opt_error);
    return status;
}

enum awol_status awol_fit_words_to_stream(const struct awol_fit *fit, struct awol_stream *stream,
                                          struct awol_error *opt_error)
{
    enum awol_status status =
        write_lines(stream, "warnings", "code", "text", &fit->warnings, opt_error);
    if (status == AWOL_OK)
        status = write_lines(stream, "summary", "topic", "text", &fit->summary, opt_error);
    return status;
}

/* ---- reading ------------------------------------------------------------------------------ */

/* Columns of a table that must be there; numbers begin at `first_number`. */
enum { MOST_COLUMNS = 9 };

static enum awol_status find_columns(const struct awol_table *table, const char *const *names,
                                     size_t n, size_t *index, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_require(table, names[i], &index[i], opt_error);
    return status;
}

static enum awol_status read_lines(const struct awol_stream *stream, const char *name,
                                   const char *key, const char *value, struct awol_fit *fit,
                                   struct awol_fit_lines *list, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, name);
    const char *const names[] = {key, value};
    size_t index[2];
    if (!table)
        return AWOL_OK;
    enum awol_status status = find_columns(table, names, 2, index, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++)
        status = awol_fit_add_line(fit, list, awol_table_cell(table, row, index[0]),
                                   awol_table_cell(table, row, index[1]), opt_error);
    return status;
}

static enum awol_status read_numbers(const struct awol_table *table, size_t row,
                                     const size_t *index, size_t n, double *ret,
                                     struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_number(table, row, index[i], &ret[i], opt_error);
    return status;
}

static enum awol_status read_parameters(const struct awol_stream *stream, struct awol_fit *fit,
                                        struct awol_error *opt_error)
{
    static const char *const names[] = {"name",  "estimate", "se",      "low",    "high",
                                        "level", "method",   "measure", "meaning"};
    const struct awol_table *table = awol_stream_find(stream, "parameters");
    size_t at[MOST_COLUMNS];
    if (!table)
        return AWOL_OK;
    enum awol_status status = find_columns(table, names, 9, at, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        double x[5];
        status = read_numbers(table, row, at + 1, 5, x, opt_error);
        struct awol_fit_parameter p = {awol_table_cell(table, row, at[0]),
                                       x[0],
                                       x[1],
                                       x[2],
                                       x[3],
                                       x[4],
                                       awol_table_cell(table, row, at[6]),
                                       awol_table_cell(table, row, at[7]),
                                       awol_table_cell(table, row, at[8])};
        if (status == AWOL_OK)
            status = awol_fit_add_parameter(fit, &p, opt_error);
    }
    return status;
}

static enum awol_status read_bracket(const struct awol_stream *stream, struct awol_fit *fit,
                                     struct awol_error *opt_error)
{
    static const char *const names[] = {"reading", "counts", "name",          "estimate",
                                        "low",     "high",   "log_likelihood"};
    const struct awol_table *table = awol_stream_find(stream, "bracket");
    size_t at[MOST_COLUMNS];
    if (!table)
        return AWOL_OK;
    enum awol_status status = find_columns(table, names, 7, at, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        double x[4];
        status = read_numbers(table, row, at + 3, 4, x, opt_error);
        struct awol_fit_reading r = {awol_table_cell(table, row, at[0]),
                                     awol_table_cell(table, row, at[1]),
                                     awol_table_cell(table, row, at[2]),
                                     x[0],
                                     x[1],
                                     x[2],
                                     x[3]};
        if (status == AWOL_OK)
            status = awol_fit_add_reading(fit, &r, opt_error);
    }
    return status;
}

static enum awol_status read_points(const struct awol_stream *stream, const char *name,
                                    const char *slope, struct awol_fit *fit,
                                    struct awol_fit_points *list, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, name);
    const char *const names[] = {"name", "value", slope};
    size_t at[3];
    if (!table)
        return AWOL_OK;
    enum awol_status status = find_columns(table, names, 3, at, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        double x[2];
        status = read_numbers(table, row, at + 1, 2, x, opt_error);
        if (status == AWOL_OK)
            status = awol_fit_add_point(fit, list, awol_table_cell(table, row, at[0]), x[0], x[1],
                                        opt_error);
    }
    return status;
}

/* The scale of a covariance column from its note "NAME: on the scale of its SCALE". */
static const char *scale_of(const struct awol_table *table, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < table->n_notes; i++) {
        const char *note = table->notes[i], *tail = strstr(note, ": on the scale of its ");
        if (tail && (size_t)(tail - note) == length && strncmp(note, name, length) == 0)
            return tail + strlen(": on the scale of its ");
    }
    return "value";
}

static enum awol_status read_covariance(const struct awol_stream *stream, struct awol_fit *fit,
                                        struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "covariance");
    if (!table)
        return AWOL_OK;
    size_t n = table->n_rows;
    if (table->n_columns != n + 1)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "table covariance has %zu rows and %zu columns; it must be square", n,
                             table->n_columns);
    fit->covariance_names = awol_arena_alloc(&fit->arena, (n + 1) * sizeof(char *));
    fit->covariance_scales = awol_arena_alloc(&fit->arena, (n + 1) * sizeof(char *));
    fit->covariance = awol_arena_alloc(&fit->arena, (n * n + 1) * sizeof(double));
    if (!fit->covariance_names || !fit->covariance_scales || !fit->covariance)
        return awol_error_memory(opt_error);
    fit->n_covariance = n;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const char *name = awol_table_cell(table, i, 0);
        fit->covariance_names[i] = awol_arena_string(&fit->arena, name);
        fit->covariance_scales[i] = awol_arena_string(&fit->arena, scale_of(table, name));
        if (!fit->covariance_names[i] || !fit->covariance_scales[i])
            status = awol_error_memory(opt_error);
        for (size_t j = 0; status == AWOL_OK && j < n; j++)
            status = awol_table_number(table, i, 1 + j, &fit->covariance[i * n + j], opt_error);
        if (status == AWOL_OK && fit->covariance[i * n + i] < 0)
            status = awol_table_error(table, i, 1 + i, opt_error,
                                      "%s is the variance of %s, and a variance is not negative",
                                      awol_table_cell(table, i, 1 + i), name);
    }
    return status;
}

enum awol_status awol_fit_from_stream(const struct awol_stream *stream, struct awol_fit *ret_fit,
                                      struct awol_error *opt_error)
{
    struct awol_fit fit;
    awol_fit_init(&fit);
    enum awol_status status =
        read_lines(stream, "model", "key", "value", &fit, &fit.model, opt_error);
    if (status == AWOL_OK)
        status = read_parameters(stream, &fit, opt_error);
    if (status == AWOL_OK)
        status = read_bracket(stream, &fit, opt_error);
    if (status == AWOL_OK)
        status = read_points(stream, "evaluation", "gradient", &fit, &fit.evaluation, opt_error);
    if (status == AWOL_OK)
        status = read_points(stream, "profile", "log_likelihood", &fit, &fit.profile, opt_error);
    if (status == AWOL_OK)
        status = read_covariance(stream, &fit, opt_error);
    if (status == AWOL_OK)
        status = read_lines(stream, "warnings", "code", "text", &fit, &fit.warnings, opt_error);
    if (status == AWOL_OK)
        status = read_lines(stream, "summary", "topic", "text", &fit, &fit.summary, opt_error);
    if (status == AWOL_OK)
        *ret_fit = fit;
    else
        awol_fit_release(&fit);
    return status;
}
