#include "read/event_types.h"

#include <stdlib.h>
#include <string.h>

#include "record/cell.h"
#include "record/event.h"

/* The nouns of the words themselves; anything else may mean several things, and needs a row. */
static const char *const nouns[][2] = {
    {"absence", "absent"},     {"capture", "captured"},     {"death", "died"},
    {"desertion", "deserted"}, {"discharge", "discharged"}, {"surrender", "surrendered"},
};

void awol_event_types_init(struct awol_event_types *types)
{
    *types = (struct awol_event_types){0};
    awol_arena_init(&types->arena);
}

void awol_event_types_release(struct awol_event_types *types)
{
    free(types->rows);
    awol_arena_release(&types->arena);
}

static const char *own_word(const char *type)
{
    for (size_t i = 0; awol_event_words[i]; i++) {
        if (awol_text_equal_ascii(type, awol_event_words[i]))
            return awol_event_words[i];
    }
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        if (awol_text_equal_ascii(type, nouns[i][0]))
            return nouns[i][1];
    }
    return NULL;
}

/* ---- the option --------------------------------------------------------------------------- */

enum awol_status awol_event_types_check(const char *word, struct awol_error *opt_error)
{
    struct awol_text list;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status;

    if (awol_cell_is_word(word, awol_event_words))
        return AWOL_OK;
    awol_text_init(&list);
    for (size_t i = 0; awol_event_words[i]; i++)
        awol_text_append_format(&list, "%s%s", i > 0 ? ", " : "", awol_event_words[i]);
    status = awol_text_check(&list, opt_error);
    if (status == AWOL_OK)
        status =
            awol_error_set(opt_error, AWOL_USAGE, "%s is not one of the words of the events: %s",
                           awol_text_show(word, shown, sizeof shown), awol_text_string(&list));
    awol_text_release(&list);
    return status;
}

static bool is_same(const struct awol_event_type *a, const struct awol_event_type *b)
{
    if (!awol_text_equal_ascii(a->type, b->type) || !a->opt_subtype != !b->opt_subtype)
        return false;
    return !a->opt_subtype || awol_text_equal_ascii(a->opt_subtype, b->opt_subtype);
}

static enum awol_status append(struct awol_event_types *types, const struct awol_event_type *row,
                               struct awol_error *opt_error)
{
    struct awol_event_type *rows;

    for (size_t i = 0; i < types->n_rows; i++) {
        if (is_same(&types->rows[i], row))
            return awol_error_set(opt_error, AWOL_USAGE, "the type “%.60s%s%.60s” is given twice",
                                  row->type, row->opt_subtype ? "/" : "",
                                  row->opt_subtype ? row->opt_subtype : "");
    }
    rows = realloc(types->rows, (types->n_rows + 1) * sizeof *rows);
    if (!rows)
        return awol_error_memory(opt_error);
    types->rows = rows;
    rows[types->n_rows++] = *row;
    return AWOL_OK;
}

/* "TYPE[/SUBTYPE][=EVENT]", cut apart where it lies. */
static enum awol_status parse_one(struct awol_event_types *types, char *text,
                                  struct awol_error *opt_error)
{
    char *const equals = strchr(text, '=');
    struct awol_event_type row = {.type = text};
    enum awol_status status;
    char *slash;

    if (equals)
        *equals = '\0';
    slash = strchr(text, '/');
    if (slash) {
        *slash = '\0';
        row.opt_subtype = slash + 1;
    }
    if (row.type[0] == '\0' || (slash && slash[1] == '\0'))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "a type is empty: TYPE, TYPE/SUBTYPE or TYPE=EVENT is expected");
    if (equals && (status = awol_event_types_check(equals + 1, opt_error)) != AWOL_OK)
        return status;
    row.word = equals ? equals + 1 : own_word(row.opt_subtype ? row.opt_subtype : row.type);
    if (!row.word)
        row.word = "deserted";
    return append(types, &row, opt_error);
}

enum awol_status awol_event_types_parse(struct awol_event_types *types, const char *text,
                                        struct awol_error *opt_error)
{
    char *const copy = awol_arena_string(&types->arena, text);
    enum awol_status status = AWOL_OK;

    if (!copy)
        return awol_error_memory(opt_error);
    for (char *at = copy; at && status == AWOL_OK;) {
        char *const comma = strchr(at, ',');

        if (comma)
            *comma = '\0';
        status = parse_one(types, at, opt_error);
        at = comma ? comma + 1 : NULL;
    }
    return status;
}

/* ---- finding ------------------------------------------------------------------------------ */

static const char *find_row(const struct awol_event_types *types, const char *type,
                            const char *opt_subtype)
{
    const struct awol_event_type wanted = {.type = type, .opt_subtype = opt_subtype};

    for (size_t i = 0; i < types->n_rows; i++) {
        if (is_same(&types->rows[i], &wanted))
            return types->rows[i].word;
    }
    return NULL;
}

static const char *find_by_itself(const char *type, const char *subtype)
{
    const char *const of_type = own_word(type), *const of_subtype = own_word(subtype);

    if (type[0] == '\0')
        return of_subtype;
    return of_type && of_subtype ? of_subtype : of_type;
}

const char *awol_event_types_find(const struct awol_event_types *opt_types, const char *type,
                                  const char *subtype)
{
    const char *word = NULL;

    if (!opt_types || opt_types->n_rows == 0)
        return find_by_itself(type, subtype);
    if (subtype[0] != '\0')
        word = find_row(opt_types, type, subtype);
    if (!word && subtype[0] != '\0')
        word = find_row(opt_types, subtype, NULL);
    if (!word && type[0] != '\0')
        word = find_row(opt_types, type, NULL);
    return word ? word : find_row(opt_types, "*", NULL);
}
