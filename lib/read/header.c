#include "read/header.h"

#include <stdbool.h>
#include <string.h>

enum awol_status awol_header_init(struct awol_header_lines *lines, size_t n,
                                  struct awol_error *opt_error)
{
    *lines = (struct awol_header_lines){0};
    awol_arena_init(&lines->arena);
    lines->cells = awol_arena_alloc(&lines->arena, n * sizeof *lines->cells);
    lines->places = awol_arena_alloc(&lines->arena, n * sizeof *lines->places);
    lines->n_cells = awol_arena_alloc(&lines->arena, n * sizeof *lines->n_cells);
    return lines->cells && lines->places && lines->n_cells ? AWOL_OK : awol_error_memory(opt_error);
}

void awol_header_release(struct awol_header_lines *lines)
{
    awol_arena_release(&lines->arena);
}

/* ---- one line ----------------------------------------------------------------------------- */

/* Bytes of the space that stands there, a no-break space among them; 0 if there is none. */
static size_t space_at(const char *at)
{
    if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')
        return 1;
    return strncmp(at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* A cell without the spaces around it; a line end in it, with those around it, is one space. */
static char *tidy(struct awol_arena *arena, const char *cell)
{
    char *const copy = awol_arena_string(arena, cell);
    char *to = copy;

    if (!copy)
        return NULL;
    for (const char *at = copy; *at != '\0';) {
        size_t n = 0, space;
        bool breaks = false;

        for (; (space = space_at(at + n)) > 0; n += space)
            breaks = at[n] == '\n' || breaks;
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

enum awol_status awol_header_add(struct awol_header_lines *lines, const char *const *cells,
                                 const struct awol_place *places, size_t n,
                                 struct awol_error *opt_error)
{
    const char **const copies = awol_arena_alloc(&lines->arena, n * sizeof *copies);
    struct awol_place *const where = awol_arena_alloc(&lines->arena, n * sizeof *where);

    if (!copies || !where)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        copies[i] = tidy(&lines->arena, cells[i]);
        if (!copies[i])
            return awol_error_memory(opt_error);
    }
    memcpy(where, places, n * sizeof *where);
    lines->cells[lines->n] = copies;
    lines->places[lines->n] = where;
    lines->n_cells[lines->n++] = n;
    return AWOL_OK;
}

/* ---- all of them -------------------------------------------------------------------------- */

static const char *cell_at(const struct awol_header_lines *lines, size_t line, size_t column)
{
    return column < lines->n_cells[line] ? lines->cells[line][column] : "";
}

static bool has_below(const struct awol_header_lines *lines, size_t line, size_t column)
{
    for (line++; line < lines->n; line++) {
        if (cell_at(lines, line, column)[0] != '\0')
            return true;
    }
    return false;
}

/* The name of a column from top to bottom. carried[line] is what holds there for empty cells. */
static enum awol_status join_name(const struct awol_header_lines *lines, size_t column,
                                  const char **carried, struct awol_arena *arena,
                                  struct awol_header_names *names, struct awol_error *opt_error)
{
    struct awol_text name;
    enum awol_status status;

    awol_text_init(&name);
    for (size_t line = 0; line < lines->n; line++) {
        const char *cell = cell_at(lines, line, column);

        if (cell[0] != '\0') {
            names->places[column] = lines->places[line][column];
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
        names->names[column] = awol_arena_string(arena, awol_text_string(&name));
    awol_text_release(&name);
    return status != AWOL_OK || names->names[column] ? status : awol_error_memory(opt_error);
}

static enum awol_status refuse_twice(const struct awol_header_names *names, const char *source,
                                     size_t column, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < column && names->names[column][0] != '\0'; i++) {
        if (strcmp(names->names[i], names->names[column]) == 0)
            return awol_error_at(opt_error, source, names->places[column],
                                 "the column %s stands in the header twice",
                                 awol_text_show(names->names[column], shown, sizeof shown));
    }
    return AWOL_OK;
}

enum awol_status awol_header_join(struct awol_header_lines *lines, struct awol_arena *arena,
                                  const char *source, struct awol_place nowhere,
                                  struct awol_header_names *ret_names, struct awol_error *opt_error)
{
    const char **const carried = awol_arena_alloc(&lines->arena, lines->n * sizeof *carried);
    struct awol_header_names names = {.n_named = 1};
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < lines->n; i++) {
        if (lines->n_cells[i] > names.n)
            names.n = lines->n_cells[i];
    }
    names.names = awol_arena_alloc(arena, names.n * sizeof *names.names);
    names.places = awol_arena_alloc(arena, names.n * sizeof *names.places);
    if (!carried || !names.names || !names.places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < lines->n; i++)
        carried[i] = "";
    for (size_t i = 0; i < names.n && status == AWOL_OK; i++) {
        names.places[i] = i < lines->n_cells[0] ? lines->places[0][i] : nowhere;
        status = join_name(lines, i, carried, arena, &names, opt_error);
        if (status == AWOL_OK)
            status = refuse_twice(&names, source, i, opt_error);
        if (status == AWOL_OK && names.names[i][0] != '\0')
            names.n_named = i + 1;
    }
    if (status == AWOL_OK)
        *ret_names = names;
    return status;
}
