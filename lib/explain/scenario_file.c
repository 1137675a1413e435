#include "explain/scenario_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One line, cut in place into its parts. */
struct line {
    char *text;
    size_t length, number;
};

/* Where the file has set each assumption, and the title; line 0: nowhere yet. */
struct reader {
    struct awol_assumptions *assumptions;
    size_t lines[AWOL_N_ASSUMPTIONS];
    size_t title_line;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Set *from and *to, offsets into the line, about what is not blank. */
static void trim(const char *text, size_t *from, size_t *to)
{
    while (*from < *to && is_blank(text[*from]))
        ++*from;
    while (*to > *from && is_blank(text[*to - 1]))
        --*to;
}

static struct awol_place place_of(const struct line *line, size_t offset)
{
    return (struct awol_place){line->number, offset + 1};
}

static enum awol_status refuse_name(const struct reader *reader, const struct line *line,
                                    size_t offset, const char *name, struct awol_error *opt_error)
{
    const char *nearest = awol_assumption_nearest(name), *file = reader->assumptions->file;
    char shown[AWOL_SHOWN_SIZE];
    awol_text_show(name, shown, sizeof shown);
    if (nearest)
        return awol_error_at(opt_error, file, place_of(line, offset),
                             "there is no assumption %s: is “%s” meant?", shown, nearest);
    return awol_error_at(opt_error, file, place_of(line, offset),
                         "there is no assumption %s; awol-scenario --list names them", shown);
}

static enum awol_status refuse_twice(const struct reader *reader, const struct line *line,
                                     size_t offset, const char *name, size_t before,
                                     struct awol_error *opt_error)
{
    return awol_error_at(opt_error, reader->assumptions->file, place_of(line, offset),
                         "%s stands here a second time; the first is in line %zu", name, before);
}

static enum awol_status read_title(struct reader *reader, const struct line *line, size_t name,
                                   const char *value, struct awol_error *opt_error)
{
    struct awol_assumptions *assumptions = reader->assumptions;
    if (reader->title_line > 0)
        return refuse_twice(reader, line, name, "title", reader->title_line, opt_error);
    reader->title_line = line->number;
    assumptions->title = awol_arena_string(&assumptions->arena, value);
    return assumptions->title ? AWOL_OK : awol_error_memory(opt_error);
}

/* What an option has said stays; the line is checked all the same. */
static enum awol_status read_value(struct reader *reader, const struct line *line, size_t value,
                                   const char *source, enum awol_assumption key,
                                   struct awol_error *opt_error)
{
    struct awol_assumptions *assumptions = reader->assumptions;
    const struct awol_assumed before = assumptions->values[key];
    enum awol_status status = awol_assumptions_set_at(assumptions, key, line->text + value, source,
                                                      place_of(line, value), opt_error);
    if (before.given)
        assumptions->values[key] = before;
    reader->lines[key] = line->number;
    return status;
}

static enum awol_status read_assumption(struct reader *reader, const struct line *line, size_t name,
                                        size_t value, const char *opt_source,
                                        struct awol_error *opt_error)
{
    const char *file = reader->assumptions->file;
    enum awol_assumption key = awol_assumption_find(line->text + name);
    if (key == AWOL_N_ASSUMPTIONS)
        return refuse_name(reader, line, name, line->text + name, opt_error);
    if (reader->lines[key] > 0)
        return refuse_twice(reader, line, name, line->text + name, reader->lines[key], opt_error);
    if (!opt_source)
        return awol_error_at(opt_error, file, place_of(line, line->length),
                             "%s does not say where it comes from: “# source” is expected behind "
                             "the value, and “# assumed” if nobody has measured it",
                             line->text + name);
    return read_value(reader, line, value, opt_source, key, opt_error);
}

static enum awol_status read_line(struct reader *reader, const struct line *line,
                                  struct awol_error *opt_error)
{
    const char *file = reader->assumptions->file;
    char *text = line->text, *hash = memchr(text, '#', line->length);
    size_t end = hash ? (size_t)(hash - text) : line->length, name = 0, name_end = end;
    trim(text, &name, &name_end);
    if (name == name_end)
        return AWOL_OK;
    char *equals = memchr(text + name, '=', end - name);
    if (!equals)
        return awol_error_at(opt_error, file, place_of(line, name),
                             "expected NAME = VALUE # SOURCE");
    size_t value = (size_t)(equals - text) + 1, value_end = end;
    name_end = value - 1;
    trim(text, &name, &name_end);
    trim(text, &value, &value_end);
    size_t source = hash ? end + 1 : line->length, source_end = line->length;
    trim(text, &source, &source_end);
    if (value == value_end)
        return awol_error_at(opt_error, file, place_of(line, value), "expected a value behind “=”");
    bool sourced = source < source_end;
    text[name_end] = text[value_end] = text[source_end] = '\0';
    if (strcmp(text + name, "title") == 0)
        return read_title(reader, line, name, text + value, opt_error);
    return read_assumption(reader, line, name, value, sourced ? text + source : NULL, opt_error);
}

static enum awol_status check_bytes(const struct reader *reader, const struct line *line,
                                    struct awol_error *opt_error)
{
    size_t bad = awol_text_find_invalid_utf8(line->text, line->length);
    if (bad == line->length)
        bad = strlen(line->text); /* a NUL is none of a text's bytes */
    return bad == line->length ? AWOL_OK
                               : awol_error_at(opt_error, reader->assumptions->file,
                                               place_of(line, bad), "this byte is no UTF-8 text");
}

enum awol_status awol_scenario_file_read(FILE *file, const char *path,
                                         struct awol_assumptions *assumptions,
                                         struct awol_error *opt_error)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* which some editors put before UTF-8 */
    struct reader reader = {.assumptions = assumptions};
    struct line line = {0};
    size_t capacity = 0;
    enum awol_status status = AWOL_OK;
    assumptions->file = awol_arena_string(&assumptions->arena, path);
    if (!assumptions->file)
        return awol_error_memory(opt_error);
    errno = 0;
    for (ssize_t n; status == AWOL_OK && (n = getline(&line.text, &capacity, file)) >= 0;) {
        line.number++;
        line.length = (size_t)n;
        if (n > 0 && line.text[n - 1] == '\n')
            line.text[--line.length] = '\0';
        if (line.number == 1 && strncmp(line.text, mark, 3) == 0)
            memset(line.text, ' ', 3);
        status = check_bytes(&reader, &line, opt_error);
        if (status == AWOL_OK)
            status = read_line(&reader, &line, opt_error);
    }
    if (status == AWOL_OK && ferror(file))
        status = awol_error_file(opt_error, path, "cannot be read", errno);
    else if (status == AWOL_OK && !feof(file))
        status = awol_error_memory(opt_error); /* getline() found no room */
    free(line.text);
    return status;
}
