#include "read/column_map.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "read/file.h"
#include "record/event.h"

void awol_column_map_init(struct awol_column_map *map)
{
    *map = (struct awol_column_map){0};
    awol_arena_init(&map->arena);
    awol_text_init(&map->constrained);
}

void awol_column_map_release(struct awol_column_map *map)
{
    awol_text_release(&map->constrained);
    free(map->missing);
    free(map->wishes);
    awol_arena_release(&map->arena);
    *map = (struct awol_column_map){0};
}

enum awol_status awol_column_map_wish(struct awol_column_map *map,
                                      const struct awol_column_wish *wish,
                                      struct awol_error *opt_error)
{
    struct awol_column_wish copy = *wish;
    struct awol_column_wish *const wishes =
        realloc(map->wishes, (map->n_wishes + 1) * sizeof *wishes);

    if (!wishes)
        return awol_error_memory(opt_error);
    map->wishes = wishes;
    copy.column = awol_arena_string(&map->arena, wish->column);
    copy.header = awol_arena_string(&map->arena, wish->header);
    if (wish->opt_title)
        copy.opt_title = awol_arena_string(&map->arena, wish->opt_title);
    if (wish->opt_event)
        copy.opt_event = awol_arena_string(&map->arena, wish->opt_event);
    if (!copy.column || !copy.header || (wish->opt_title && !copy.opt_title) ||
        (wish->opt_event && !copy.opt_event))
        return awol_error_memory(opt_error);
    wishes[map->n_wishes++] = copy;
    return AWOL_OK;
}

enum awol_status awol_column_map_missing(struct awol_column_map *map, const char *opt_header,
                                         const char *text, struct awol_error *opt_error)
{
    struct awol_column_missing copy = {0};
    struct awol_column_missing *const missing =
        realloc(map->missing, (map->n_missing + 1) * sizeof *missing);

    if (!missing)
        return awol_error_memory(opt_error);
    map->missing = missing;
    copy.text = awol_arena_string(&map->arena, text);
    if (opt_header)
        copy.opt_header = awol_arena_string(&map->arena, opt_header);
    if (!copy.text || (opt_header && !copy.opt_header))
        return awol_error_memory(opt_error);
    missing[map->n_missing++] = copy;
    return AWOL_OK;
}

bool awol_from_to_is_span(enum awol_from_to from_to, bool lasts)
{
    return from_to == AWOL_FROM_TO_BY_KIND ? lasts : from_to == AWOL_FROM_TO_SPAN;
}

bool awol_column_is_known(const char *column)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (strcmp(column, awol_event_columns[i]) == 0)
            return true;
    }
    return strcmp(column, AWOL_DOCUMENT_DATE) == 0;
}

/* AWOL_USAGE unless the events have such a column. */
static enum awol_status check_column(const char *column, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    const char *nearest;

    if (awol_column_is_known(column))
        return AWOL_OK;
    nearest = awol_text_nearest(column, awol_event_columns, awol_event_n_columns);
    awol_text_show(column, shown, sizeof shown);
    if (nearest)
        return awol_error_set(opt_error, AWOL_USAGE, "%s is no column of events: is “%s” meant?",
                              shown, nearest);
    return awol_error_set(opt_error, AWOL_USAGE,
                          "%s is no column of events (these are listed in awol-stream(5))", shown);
}

enum awol_status awol_column_wish_name(struct awol_column_wish *wish, const char *text,
                                       struct awol_arena *arena, struct awol_error *opt_error)
{
    char *const copy = awol_arena_string(arena, text);
    char *const colon = copy ? strchr(copy, ':') : NULL;
    const char *const column = colon ? colon + 1 : copy;
    enum awol_status status = AWOL_OK;

    if (!copy)
        return awol_error_memory(opt_error);
    if (colon) {
        *colon = '\0';
        status = awol_event_types_check(copy, opt_error);
    }
    if (status == AWOL_OK && (colon || strcmp(column, AWOL_SET_ASIDE) != 0))
        status = check_column(column, opt_error);
    if (status == AWOL_OK && colon && strcmp(column, "event") == 0)
        return awol_error_set(opt_error, AWOL_USAGE, "%s:event: the event is “%s” already", copy,
                              copy);
    if (status != AWOL_OK)
        return status;
    wish->opt_event = colon ? copy : NULL;
    wish->column = column;
    return AWOL_OK;
}

/* One wish by hand: the column must be one of the events, not wished for since `first`. */
static enum awol_status add_by_hand(struct awol_column_map *map, size_t first, const char *column,
                                    const char *header, struct awol_error *opt_error)
{
    struct awol_column_wish wish = {.header = header, .must = true};
    enum awol_status status = awol_column_wish_name(&wish, column, &map->arena, opt_error);

    if (status != AWOL_OK)
        return status;
    if (header[0] == '\0')
        return awol_error_set(opt_error, AWOL_USAGE, "%s is given no header text", column);
    for (size_t i = first; i < map->n_wishes && strcmp(wish.column, AWOL_SET_ASIDE) != 0; i++) {
        if (strcmp(map->wishes[i].column, wish.column) == 0 &&
            awol_text_equal(map->wishes[i].opt_event, wish.opt_event))
            return awol_error_set(opt_error, AWOL_USAGE, "%s is given two columns of the file",
                                  column);
    }
    return awol_column_map_wish(map, &wish, opt_error);
}

/* The header text at `at`, plain up to the next comma or quoted, into value; returns the byte
 * behind it, NULL if its quote is not closed. */
static const char *take_value(const char *at, bool to_comma, struct awol_text *value)
{
    size_t length;

    if (*at != '"') {
        length = to_comma ? strcspn(at, ",") : strlen(at);
        awol_text_append_bytes(value, at, length);
        return at + length;
    }
    for (at++; *at != '\0'; at++) {
        if (*at == '"' && *++at != '"')
            return at;
        awol_text_append_byte(value, *at);
    }
    return NULL;
}

/* One `column=header` of an option; *ret_behind is the byte behind it. */
static enum awol_status parse_one(struct awol_column_map *map, size_t first, const char *at,
                                  const char **ret_behind, struct awol_error *opt_error)
{
    const size_t length = strcspn(at, "=,");
    struct awol_text value;
    const char *behind = NULL;
    char *column;
    enum awol_status status;

    if (at[length] != '=' || length == 0)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "expected COLUMN=HEADER, as in date=\"Date of des.\"");
    column = awol_arena_copy(&map->arena, at, length);
    if (!column)
        return awol_error_memory(opt_error);
    awol_text_init(&value);
    behind = take_value(at + length + 1, true, &value);
    status = awol_text_check(&value, opt_error);
    if (status == AWOL_OK && (!behind || (*behind != ',' && *behind != '\0')))
        status = awol_error_set(opt_error, AWOL_USAGE,
                                "the quotes around the header text of %s are not in order", column);
    if (status == AWOL_OK)
        status = add_by_hand(map, first, column, awol_text_string(&value), opt_error);
    if (status == AWOL_OK)
        *ret_behind = behind;
    awol_text_release(&value);
    return status;
}

enum awol_status awol_column_map_parse(struct awol_column_map *map, const char *text,
                                       struct awol_error *opt_error)
{
    const size_t first = map->n_wishes;
    const char *at = text;

    for (;;) {
        const enum awol_status status = parse_one(map, first, at, &at, opt_error);

        if (status != AWOL_OK)
            return status;
        if (*at == '\0')
            return AWOL_OK;
        at++;
    }
}

/* ---- map files ---------------------------------------------------------------------------- */

/* A line of the file, and where it stands for messages. */
struct map_line {
    const char *path;
    size_t number;
    char *text;
};

static char *trim(char *text)
{
    size_t length;

    text += strspn(text, " \t");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static enum awol_status refuse_line(const struct map_line *line, const char *at,
                                    const char *message, struct awol_error *opt_error)
{
    return awol_error_at(opt_error, line->path,
                         (struct awol_place){line->number, (size_t)(at - line->text) + 1}, "%s",
                         message);
}

static enum awol_status parse_line(struct awol_column_map *map, size_t first,
                                   const struct map_line *line, struct awol_error *opt_error)
{
    char *const column = trim(line->text);
    char *const equals = strchr(column, '=');
    struct awol_error inner = {0};
    struct awol_text value;
    const char *header, *behind;
    enum awol_status status;

    if (column[0] == '\0' || column[0] == '#')
        return AWOL_OK;
    if (!equals)
        return refuse_line(line, column, "expected a line: column = header text", opt_error);
    *equals = '\0';
    awol_text_init(&value);
    header = trim(equals + 1);
    behind = take_value(header, false, &value);
    status = awol_text_check(&value, opt_error);
    if (status == AWOL_OK && (!behind || *behind != '\0'))
        status = refuse_line(line, header, "the quotes around the header text are not in order",
                             opt_error);
    if (status == AWOL_OK) {
        status = add_by_hand(map, first, trim(column), awol_text_string(&value), &inner);
        if (status == AWOL_USAGE)
            status = refuse_line(line, column, inner.message, opt_error);
        else if (status != AWOL_OK)
            status = awol_error_memory(opt_error);
    }
    awol_text_release(&value);
    return status;
}

static enum awol_status read_lines(struct awol_column_map *map, FILE *file, const char *path,
                                   struct awol_error *opt_error)
{
    const size_t first = map->n_wishes;
    struct map_line line = {.path = path};
    size_t capacity = 0;
    ssize_t length;
    enum awol_status status = AWOL_OK;

    errno = 0;
    while (status == AWOL_OK && (length = getline(&line.text, &capacity, file)) >= 0) {
        line.number++;
        if (memchr(line.text, '\0', (size_t)length))
            status = refuse_line(&line, line.text + strlen(line.text), "a NUL byte", opt_error);
        else
            status = parse_line(map, first, &line, opt_error);
    }
    free(line.text);
    if (status == AWOL_OK && errno == ENOMEM)
        return awol_error_memory(opt_error);
    if (status == AWOL_OK && ferror(file))
        status = awol_error_file(opt_error, path, "cannot be read", errno);
    return status;
}

enum awol_status awol_column_map_read(struct awol_column_map *map, const char *path,
                                      struct awol_error *opt_error)
{
    FILE *file = NULL;
    enum awol_status status = awol_file_open(path, &file, opt_error);

    if (status == AWOL_OK)
        status = read_lines(map, file, path, opt_error);
    awol_file_close(file);
    return status;
}
