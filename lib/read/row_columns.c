#include "read/row_columns.h"

#include <string.h>

size_t awol_row_columns_find(const struct awol_row *header, const char *text)
{
    for (size_t i = 0; i < header->n; i++) {
        if (strcmp(header->cells[i], text) == 0)
            return i;
    }
    return AWOL_NO_COLUMN;
}

size_t awol_row_columns_n(void)
{
    return awol_event_n_columns + 1;
}

const char *awol_row_columns_name(size_t index)
{
    return index < awol_event_n_columns ? awol_event_columns[index] : AWOL_DOCUMENT_DATE;
}

size_t awol_row_columns_index(const char *name)
{
    for (size_t i = 0; i < awol_row_columns_n(); i++) {
        if (strcmp(awol_row_columns_name(i), name) == 0)
            return i;
    }
    return AWOL_NO_COLUMN;
}

static void list_names(const struct awol_row *header, struct awol_text *list)
{
    enum { LISTED = 12 };
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < header->n && i < LISTED; i++)
        awol_text_append_format(list, "%s%s", i > 0 ? ", " : "",
                                awol_text_show(header->cells[i], shown, sizeof shown));
    if (header->n > LISTED)
        awol_text_append_format(list, " and %zu more", header->n - LISTED);
}

/* The name of the header that is the text but for the case of its letters, else the nearest. */
static const char *nearest_name(const struct awol_row *header, const char *text)
{
    for (size_t i = 0; i < header->n; i++) {
        if (awol_text_equal_ascii(header->cells[i], text))
            return header->cells[i];
    }
    return awol_text_nearest(text, header->cells, header->n);
}

enum awol_status awol_row_columns_refuse(const struct awol_row_columns *columns,
                                         const struct awol_row *header, const char *what,
                                         const char *wanted, struct awol_error *opt_error)
{
    const char *const nearest = nearest_name(header, wanted);
    const struct awol_place place = {header->n > 0 ? header->places[0].line : 1, 1};
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text list;
    enum awol_status status;

    awol_text_init(&list);
    list_names(header, &list);
    status = awol_text_check(&list, opt_error);
    if (status == AWOL_OK)
        status = awol_error_at(opt_error, columns->source, place, "%s; the columns are %s%s%s%s",
                               what, awol_text_string(&list), nearest ? ": is " : "",
                               nearest ? awol_text_show(nearest, shown, sizeof shown) : "",
                               nearest ? " meant?" : "");
    awol_text_release(&list);
    return status;
}

static enum awol_status grant_wish(struct awol_row_columns *columns, const struct awol_row *header,
                                   const struct awol_column_wish *wish,
                                   struct awol_error *opt_error)
{
    const size_t column = awol_row_columns_index(wish->column);
    char shown[AWOL_SHOWN_SIZE], what[2 * AWOL_SHOWN_SIZE];
    size_t index;

    if (column == AWOL_NO_COLUMN || columns->base.from[column] != AWOL_NO_COLUMN)
        return AWOL_OK;
    index = awol_row_columns_find(header, wish->header);
    if (index == AWOL_NO_COLUMN && wish->opt_title)
        index = awol_row_columns_find(header, wish->opt_title);
    if (index == AWOL_NO_COLUMN && wish->must) {
        snprintf(what, sizeof what, "there is no column %s to be read as %s",
                 awol_text_show(wish->header, shown, sizeof shown), wish->column);
        return awol_row_columns_refuse(columns, header, what, wish->header, opt_error);
    }
    columns->base.from[column] = index;
    return AWOL_OK;
}

bool awol_row_columns_is_set_aside(const struct awol_column_map *opt_wishes, const char *header)
{
    for (size_t i = 0; opt_wishes && i < opt_wishes->n_wishes; i++) {
        const struct awol_column_wish *wish = &opt_wishes->wishes[i];

        if (strcmp(wish->column, AWOL_SET_ASIDE) == 0 &&
            (strcmp(wish->header, header) == 0 ||
             (wish->opt_title && strcmp(wish->opt_title, header) == 0)))
            return true;
    }
    return false;
}

static bool has(const struct awol_row_columns *columns, const char *name)
{
    return columns->base.from[awol_row_columns_index(name)] != AWOL_NO_COLUMN;
}

/* What all events of a row share: the plain wishes, then the columns that bear the name itself. */
static enum awol_status find_base(struct awol_row_columns *columns, const struct awol_row *header,
                                  const struct awol_column_map *opt_wishes,
                                  struct awol_error *opt_error)
{
    const size_t n_wishes = opt_wishes ? opt_wishes->n_wishes : 0;
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < AWOL_EVENT_MAX_COLUMNS; i++)
        columns->base.from[i] = AWOL_NO_COLUMN;
    for (size_t i = 0; i < n_wishes && status == AWOL_OK; i++) {
        if (awol_wide_is_wanted(&opt_wishes->wishes[i], header))
            columns->is_wide = true;
        else
            status = grant_wish(columns, header, &opt_wishes->wishes[i], opt_error);
    }
    if (status == AWOL_OK && has(columns, AWOL_DOCUMENT_DATE) && !opt_wishes->opt_spellings)
        return awol_error_at(opt_error, columns->source, header->places[0],
                             "the column document_date goes with --dates text: it is for inst., "
                             "ult. and prox.");
    return status;
}

static bool is_named(const struct awol_column_map *opt_wishes, const char *header)
{
    for (size_t i = 0; opt_wishes && i < opt_wishes->n_wishes; i++) {
        if (strcmp(opt_wishes->wishes[i].header, header) == 0)
            return true;
    }
    return false;
}

/* The column that bears the name of a column of events: as it is, or in capitals if it is the only
 * one and no wish has a use for it. */
static size_t find_namesake(const struct awol_row *header, const struct awol_column_map *opt_wishes,
                            const char *name)
{
    size_t found = awol_row_columns_find(header, name), n = 0;

    if (found != AWOL_NO_COLUMN)
        return awol_row_columns_is_set_aside(opt_wishes, name) ? AWOL_NO_COLUMN : found;
    for (size_t i = 0; i < header->n; i++) {
        if (awol_text_equal_ascii(header->cells[i], name) && n++ == 0)
            found = i;
    }
    return n == 1 && !is_named(opt_wishes, header->cells[found]) ? found : AWOL_NO_COLUMN;
}

static void find_namesakes(struct awol_row_columns *columns, const struct awol_row *header,
                           const struct awol_column_map *opt_wishes)
{
    const bool in_words = opt_wishes && opt_wishes->opt_spellings;

    for (size_t i = 0; i < awol_row_columns_n(); i++) {
        const char *const name = awol_row_columns_name(i);

        /* The text of a date in words is its words, not whatever a file calls text. */
        if (in_words && strcmp(name, "text") == 0)
            continue;
        if ((i < awol_event_n_columns || in_words) && columns->base.from[i] == AWOL_NO_COLUMN)
            columns->base.from[i] = find_namesake(header, opt_wishes, name);
    }
}

/* A date that is named beside those of the events is one more event, and else not theirs. */
static enum awol_status find_wide(struct awol_row_columns *columns, const struct awol_row *header,
                                  const struct awol_column_map *wishes,
                                  struct awol_error *opt_error)
{
    static const char *const own[] = {"date", "earliest", "latest", "text", "rule", "qualifier"};
    const bool dated = has(columns, "date");
    const struct awol_row_layout plain = columns->base;
    const char *wanted = NULL;
    struct awol_row_layout base;
    struct awol_error fault;
    enum awol_status status;

    find_namesakes(columns, header, wishes);
    base = columns->base;
    for (size_t i = 0; i < sizeof own / sizeof own[0] && !dated; i++) {
        const size_t column = awol_row_columns_index(own[i]);

        base.from[column] = plain.from[column];
    }
    if (dated)
        base.name = header->cells[base.from[awol_row_columns_index("date")]];
    status = awol_wide_layouts(wishes, header, &base, dated, &columns->arena, &columns->layouts,
                               &columns->n_layouts, &wanted, &fault);
    columns->base = base;
    if (status == AWOL_DATA && wanted)
        return awol_row_columns_refuse(columns, header, fault.message, wanted, opt_error);
    if (status == AWOL_DATA)
        return awol_error_at(opt_error, columns->source,
                             (struct awol_place){header->n > 0 ? header->places[0].line : 1, 1},
                             "%s", fault.message);
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status find_columns(struct awol_row_columns *columns,
                                     const struct awol_row *header,
                                     const struct awol_column_map *opt_wishes,
                                     struct awol_error *opt_error)
{
    enum awol_status status = find_base(columns, header, opt_wishes, opt_error);

    if (status != AWOL_OK)
        return status;
    if (columns->is_wide) {
        status = find_wide(columns, header, opt_wishes, opt_error);
        if (status != AWOL_OK || columns->n_layouts > 0)
            return status;
    } else {
        find_namesakes(columns, header, opt_wishes);
        columns->layouts = &columns->base;
        columns->n_layouts = 1;
        if (has(columns, "date") || (has(columns, "earliest") && has(columns, "latest")))
            return AWOL_OK;
    }
    return awol_row_columns_refuse(columns, header,
                                   header->n == 1
                                       ? "no column is the date: if this is a title, --skip-lines "
                                         "1 passes over it; else say which with --columns date=…"
                                       : "no column is the date (say which with --columns date=…)",
                                   "date", opt_error);
}

/* The columns that hold codes; each must be there. */
static enum awol_status find_coded(struct awol_row_columns *columns, const struct awol_row *header,
                                   struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE], what[2 * AWOL_SHOWN_SIZE];
    const char *name;

    columns->coded = awol_arena_alloc(&columns->arena, (header->n + 1) * sizeof *columns->coded);
    columns->coded_from =
        awol_arena_alloc(&columns->arena, (header->n + 1) * sizeof *columns->coded_from);
    if (!columns->coded || !columns->coded_from)
        return awol_error_memory(opt_error);
    while ((name = awol_codes_column(columns->opt_codes, columns->n_coded)) != NULL) {
        const size_t from = awol_row_columns_find(header, name);

        if (from == AWOL_NO_COLUMN) {
            snprintf(what, sizeof what, "there is no column %s, which has codes in %.200s",
                     awol_text_show(name, shown, sizeof shown), columns->opt_codes->table.source);
            return awol_row_columns_refuse(columns, header, what, name, opt_error);
        }
        columns->coded[columns->n_coded] = name;
        columns->coded_from[columns->n_coded++] = from;
    }
    return AWOL_OK;
}

/* The columns that are kept; each must be there. */
static enum awol_status find_kept(struct awol_row_columns *columns, const struct awol_row *header,
                                  const struct awol_column_map *wishes,
                                  struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE], what[2 * AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < wishes->n_keep && i < AWOL_EVENT_MAX_KEPT; i++) {
        const size_t from = awol_row_columns_find(header, wishes->keep[i]);

        if (from == AWOL_NO_COLUMN) {
            snprintf(what, sizeof what, "there is no column %s to be kept",
                     awol_text_show(wishes->keep[i], shown, sizeof shown));
            return awol_row_columns_refuse(columns, header, what, wishes->keep[i], opt_error);
        }
        columns->kept[columns->n_kept++] = from;
    }
    return AWOL_OK;
}

bool awol_row_columns_reads(const struct awol_row_columns *columns, size_t from)
{
    for (size_t i = 0; i < columns->n_coded; i++) {
        if (columns->coded_from[i] == from)
            return true;
    }
    for (size_t i = 0; i < columns->n_kept; i++) {
        if (columns->kept[i] == from)
            return true;
    }
    for (size_t i = 0; i < columns->n_layouts; i++) {
        for (size_t k = 0; k < awol_row_columns_n(); k++) {
            if (columns->layouts[i].from[k] == from)
                return true;
        }
    }
    return false;
}

bool awol_row_columns_takes(const struct awol_row_columns *columns, size_t column)
{
    for (size_t i = 0; i < columns->n_layouts; i++) {
        if (columns->layouts[i].from[column] != AWOL_NO_COLUMN)
            return true;
    }
    return false;
}

static void list_unused(struct awol_row_columns *columns, const struct awol_row *header,
                        const struct awol_column_map *opt_wishes)
{
    size_t n_unnamed = 0;

    for (size_t i = 0; i < header->n; i++) {
        char shown[AWOL_SHOWN_SIZE];

        if (awol_row_columns_reads(columns, i) ||
            awol_row_columns_is_set_aside(opt_wishes, header->cells[i]))
            continue;
        if (header->cells[i][0] == '\0')
            n_unnamed++;
        else
            awol_text_append_format(&columns->unused, "%s%s",
                                    columns->unused.length > 0 ? ", " : "",
                                    awol_text_show(header->cells[i], shown, sizeof shown));
    }
    if (n_unnamed > 0)
        awol_text_append_format(&columns->unused, "%s%zu without a name",
                                columns->unused.length > 0 ? ", " : "", n_unnamed);
}

/* The texts that say "missing" in one column of the file. */
static enum awol_status list_missing(struct awol_row_columns *columns,
                                     const struct awol_column_map *wishes, const char *header,
                                     const char *const **ret_missing, struct awol_error *opt_error)
{
    const char **const list =
        awol_arena_alloc(&columns->arena, (wishes->n_missing + 1) * sizeof *list);
    size_t n = 0;

    if (!list)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < wishes->n_missing; i++) {
        const struct awol_column_missing *missing = &wishes->missing[i];

        if (missing->opt_header && strcmp(missing->opt_header, header) != 0)
            continue;
        list[n] = awol_arena_string(&columns->arena, missing->text);
        if (!list[n++])
            return awol_error_memory(opt_error);
    }
    list[n] = NULL;
    *ret_missing = list;
    return AWOL_OK;
}

static enum awol_status find_missing(struct awol_row_columns *columns,
                                     const struct awol_column_map *opt_wishes,
                                     const struct awol_row *header, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (!opt_wishes || opt_wishes->n_missing == 0)
        return AWOL_OK;
    columns->missing = awol_arena_alloc(&columns->arena, header->n * sizeof *columns->missing);
    if (!columns->missing)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < header->n && status == AWOL_OK; i++)
        status =
            list_missing(columns, opt_wishes, header->cells[i], &columns->missing[i], opt_error);
    return status;
}

bool awol_row_columns_is_missing(const struct awol_row_columns *columns, size_t from,
                                 const char *cell)
{
    if (cell[0] == AWOL_NA[0] && strcmp(cell, AWOL_NA) == 0)
        return true;
    for (const char *const *at = columns->missing ? columns->missing[from] : NULL; at && *at;
         at++) {
        if (strcmp(cell, *at) == 0)
            return true;
    }
    return false;
}

/* The dates of a wide row as they were named: “dsrtdt#”, “rtrndt#”. */
static enum awol_status list_dates(struct awol_row_columns *columns,
                                   const struct awol_column_map *wishes,
                                   const struct awol_row *header, struct awol_error *opt_error)
{
    struct awol_text list;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status;

    awol_text_init(&list);
    for (size_t i = 0; i < wishes->n_wishes; i++) {
        const struct awol_column_wish *const wish = &wishes->wishes[i];

        if (awol_wide_is_wanted(wish, header) &&
            (strcmp(wish->column, "date") == 0 || strcmp(wish->column, "earliest") == 0))
            awol_text_append_format(&list, "%s%s", list.length > 0 ? ", " : "",
                                    awol_text_show(wish->header, shown, sizeof shown));
    }
    columns->dates = awol_arena_string(&columns->arena, awol_text_string(&list));
    status = list.failed || !columns->dates ? awol_error_memory(opt_error) : AWOL_OK;
    awol_text_release(&list);
    return status;
}

enum awol_status awol_row_columns_init(struct awol_row_columns *columns,
                                       const struct awol_column_map *opt_wishes, const char *source,
                                       const struct awol_row *header, struct awol_error *opt_error)
{
    enum awol_status status;

    *columns = (struct awol_row_columns){.source = source, .base = {.word = "", .name = ""}};
    awol_arena_init(&columns->arena);
    awol_text_init(&columns->unused);
    status = find_columns(columns, header, opt_wishes, opt_error);
    columns->opt_codes = opt_wishes ? opt_wishes->opt_codes : NULL;
    if (status == AWOL_OK && columns->opt_codes)
        status = find_coded(columns, header, opt_error);
    if (status == AWOL_OK && opt_wishes)
        status = find_kept(columns, header, opt_wishes, opt_error);
    if (status == AWOL_OK)
        status = find_missing(columns, opt_wishes, header, opt_error);
    if (status != AWOL_OK)
        return status;
    list_unused(columns, header, opt_wishes);
    if (columns->is_wide &&
        (status = list_dates(columns, opt_wishes, header, opt_error)) != AWOL_OK)
        return status;
    return awol_text_check(&columns->unused, opt_error);
}

void awol_row_columns_release(struct awol_row_columns *columns)
{
    awol_text_release(&columns->unused);
    awol_arena_release(&columns->arena);
}
