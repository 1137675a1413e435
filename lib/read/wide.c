#include "read/wide.h"

#include <stdlib.h>
#include <string.h>

#include "read/row_columns.h"

/* One column that a wish may mean. */
struct match {
    size_t number;
    size_t column;
};

/* Wishes, and what is made of them. */
struct job {
    const struct awol_column_map *wishes;
    const struct awol_row *header;
    const struct awol_row_layout *base;
    struct awol_arena *arena;
    struct awol_row_layout *layouts;
    size_t n;
    const char *wanted;
};

bool awol_wide_is_wanted(const struct awol_column_wish *wish, const struct awol_row *header)
{
    if (strcmp(wish->column, AWOL_SET_ASIDE) == 0)
        return false;
    return wish->opt_event || (strchr(wish->header, AWOL_COLUMN_NUMBER) &&
                               awol_row_columns_find(header, wish->header) == AWOL_NO_COLUMN);
}

bool awol_wide_number(const char *pattern, const char *text, size_t *ret_number)
{
    const char *const mark = strchr(pattern, AWOL_COLUMN_NUMBER);
    const size_t before = mark ? (size_t)(mark - pattern) : 0;
    size_t digits, number = 0;

    if (!mark || strncmp(pattern, text, before) != 0)
        return false;
    digits = strspn(text + before, "0123456789");
    if (digits == 0 || digits > 9 || strcmp(text + before + digits, mark + 1) != 0)
        return false;
    for (size_t i = 0; i < digits; i++)
        number = 10 * number + (size_t)(text[before + i] - '0');
    *ret_number = number;
    return true;
}

static int compare_matches(const void *left, const void *right)
{
    const struct match *const a = left, *const b = right;

    return a->number < b->number ? -1 : a->number > b->number;
}

/* The columns of a wish by their numbers; the caller frees them. */
static enum awol_status find_matches(struct job *job, const struct awol_column_wish *wish,
                                     struct match **ret_matches, size_t *ret_n,
                                     struct awol_error *opt_error)
{
    struct match *const matches = calloc(job->header->n + 1, sizeof *matches);
    size_t n = 0;

    if (!matches)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < job->header->n; i++) {
        if (awol_wide_number(wish->header, job->header->cells[i], &matches[n].number) &&
            !awol_row_columns_is_set_aside(job->wishes, job->header->cells[i]))
            matches[n++].column = i;
    }
    qsort(matches, n, sizeof *matches, compare_matches);
    for (size_t i = 1; i < n; i++) {
        if (matches[i].number == matches[i - 1].number) {
            const enum awol_status status = awol_error_set(
                opt_error, AWOL_DATA, "columns “%.60s” and “%.60s” are both number %zu of “%.60s”",
                job->header->cells[matches[i - 1].column], job->header->cells[matches[i].column],
                matches[i].number, wish->header);

            free(matches);
            return status;
        }
    }
    *ret_matches = matches;
    *ret_n = n;
    return AWOL_OK;
}

static enum awol_status refuse_absent(struct job *job, const struct awol_column_wish *wish,
                                      bool numbered, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    job->wanted = wish->header;
    return awol_error_set(opt_error, AWOL_DATA, "there is no column %s%s to be read as %s%s%s",
                          awol_text_show(wish->header, shown, sizeof shown),
                          numbered ? " (# a number)" : "", wish->opt_event ? wish->opt_event : "",
                          wish->opt_event ? ":" : "", wish->column);
}

/* The column of a wish for the event of that number; AWOL_NO_COLUMN where the file has none. */
static enum awol_status find_column(struct job *job, const struct awol_column_wish *wish,
                                    const size_t *opt_number, size_t *ret_column,
                                    struct awol_error *opt_error)
{
    const bool numbered = strchr(wish->header, AWOL_COLUMN_NUMBER) != NULL;
    size_t column = awol_row_columns_find(job->header, wish->header), number;
    bool any = column != AWOL_NO_COLUMN;

    if (!any && wish->opt_title) {
        column = awol_row_columns_find(job->header, wish->opt_title);
        any = column != AWOL_NO_COLUMN;
    }
    for (size_t i = 0; i < job->header->n && numbered && column == AWOL_NO_COLUMN; i++) {
        if (!awol_wide_number(wish->header, job->header->cells[i], &number))
            continue;
        any = true;
        if (opt_number && number == *opt_number)
            column = i;
    }
    if (!any && wish->must)
        return refuse_absent(job, wish, numbered, opt_error);
    if (any && !opt_number && column == AWOL_NO_COLUMN)
        return awol_error_set(opt_error, AWOL_DATA,
                              "%s is numbered (“%.60s”), and the date of its event is not",
                              wish->column, wish->header);
    *ret_column = column;
    return AWOL_OK;
}

static bool is_of(const struct job *job, const struct awol_column_wish *wish, const char *opt_event)
{
    return awol_wide_is_wanted(wish, job->header) && awol_text_equal(wish->opt_event, opt_event);
}

/* One event: what its wishes say, over what the row has for all. */
static enum awol_status append(struct job *job, const char *opt_event, const size_t *opt_number,
                               const char *name, struct awol_error *opt_error)
{
    struct awol_row_layout *const layouts =
        awol_arena_grow(job->arena, job->layouts, job->n, sizeof *layouts);
    enum awol_status status = AWOL_OK;

    if (!layouts)
        return awol_error_memory(opt_error);
    job->layouts = layouts;
    layouts[job->n] = *job->base;
    layouts[job->n].word = awol_arena_string(job->arena, opt_event ? opt_event : "");
    layouts[job->n].name = awol_arena_string(job->arena, name);
    if (!layouts[job->n].word || !layouts[job->n].name)
        return awol_error_memory(opt_error);
    for (size_t i = job->wishes->n_wishes; i-- > 0 && status == AWOL_OK;) {
        const struct awol_column_wish *const wish = &job->wishes->wishes[i];
        size_t column = AWOL_NO_COLUMN;

        if (!is_of(job, wish, opt_event))
            continue;
        status = find_column(job, wish, opt_number, &column, opt_error);
        if (status == AWOL_OK)
            layouts[job->n].from[awol_row_columns_index(wish->column)] = column;
    }
    job->n++;
    return status;
}

/* The events of one word, one for each number that their date has. */
static enum awol_status append_dated(struct job *job, const struct awol_column_wish *date,
                                     struct awol_error *opt_error)
{
    struct match *matches = NULL;
    size_t n = 0, column;
    enum awol_status status = find_matches(job, date, &matches, &n, opt_error);

    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = append(job, date->opt_event, &matches[i].number,
                        job->header->cells[matches[i].column], opt_error);
    if (status == AWOL_OK && n == 0) {
        status = find_column(job, date, NULL, &column, opt_error);
        if (status == AWOL_OK && column != AWOL_NO_COLUMN)
            status = append(job, date->opt_event, NULL, job->header->cells[column], opt_error);
    }
    free(matches);
    return status;
}

/* The first wish of the same event whose column is that of `column`; NULL if there is none. */
static const struct awol_column_wish *find_wish(const struct job *job, const char *opt_event,
                                                const char *opt_column)
{
    for (size_t i = 0; i < job->wishes->n_wishes; i++) {
        const struct awol_column_wish *const wish = &job->wishes->wishes[i];

        if (is_of(job, wish, opt_event) && (!opt_column || strcmp(wish->column, opt_column) == 0))
            return wish;
    }
    return NULL;
}

static enum awol_status append_events_of(struct job *job, const struct awol_column_wish *first,
                                         struct awol_error *opt_error)
{
    const struct awol_column_wish *date = find_wish(job, first->opt_event, "date");

    if (!date)
        date = find_wish(job, first->opt_event, "earliest");
    if (date)
        return append_dated(job, date, opt_error);
    if (!first->opt_event && job->base->from[awol_row_columns_index("date")] != AWOL_NO_COLUMN)
        return awol_error_set(opt_error, AWOL_DATA, "%s is numbered (“%.60s”), and the date is not",
                              first->column, first->header);
    return awol_error_set(opt_error, AWOL_DATA, "%s%s%s=%.60s says no date: %s%sdate is needed too",
                          first->opt_event ? first->opt_event : "", first->opt_event ? ":" : "",
                          first->column, first->header, first->opt_event ? first->opt_event : "",
                          first->opt_event ? ":" : "");
}

enum awol_status awol_wide_layouts(const struct awol_column_map *wishes,
                                   const struct awol_row *header,
                                   const struct awol_row_layout *base, bool keep_base,
                                   struct awol_arena *arena, struct awol_row_layout **ret_layouts,
                                   size_t *ret_n, const char **ret_wanted,
                                   struct awol_error *opt_error)
{
    struct job job = {.wishes = wishes, .header = header, .base = base, .arena = arena};
    enum awol_status status = AWOL_OK;

    if (keep_base)
        status = append(&job, "", NULL, base->name, opt_error);
    for (size_t i = 0; i < wishes->n_wishes && status == AWOL_OK; i++) {
        const struct awol_column_wish *const wish = &wishes->wishes[i];

        if (awol_wide_is_wanted(wish, header) && find_wish(&job, wish->opt_event, NULL) == wish)
            status = append_events_of(&job, wish, opt_error);
    }
    *ret_wanted = job.wanted;
    if (status != AWOL_OK)
        return status;
    *ret_layouts = job.layouts;
    *ret_n = job.n;
    return AWOL_OK;
}
