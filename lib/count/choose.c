#include "count/choose.h"

#include <stdio.h>
#include <stdlib.h>

#include "date/span.h"

bool awol_choose_is_needed(const struct awol_choose_options *options)
{
    return options->same.by != AWOL_SAME_NONE || options->first;
}

enum awol_status awol_person_keys(const struct awol_table *table, const char *opt_column,
                                  const bool *wanted, const char *why, const char **ret_keys,
                                  struct awol_error *opt_error)
{
    const char *name = opt_column == NULL ? "person" : opt_column;
    size_t column = awol_table_find(table, name);

    if (column == AWOL_NO_COLUMN)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "%s needs a column that tells one man from another, and the events "
                             "have no column “%.60s” (--person names another)",
                             why, name);
    for (size_t i = 0; i < table->n_rows; i++) {
        if (wanted[i] && awol_table_is_missing(table, i, column))
            return awol_table_error(table, i, column, opt_error,
                                    "%s needs to know who he was, and %.60s is empty", why, name);
        ret_keys[i] = awol_table_cell(table, i, column);
    }
    return AWOL_OK;
}

/* "line 4, Weber, 1778-06-18", or "line 4, Weber and F. Weber, 1778-06-18" */
static void example_of_row(const struct awol_event *event, const char *opt_also, char *buffer)
{
    char day[AWOL_DAY_TEXT_SIZE];

    awol_day_format(event->when.earliest, day);
    snprintf(buffer, AWOL_EXAMPLE_SIZE, "line %zu, %.60s%s%.60s, %s", event->where.line,
             awol_event_called(event), opt_also == NULL ? "" : " and ",
             opt_also == NULL ? "" : opt_also, event->date[0] == '\0' ? day : event->date);
}

static void remark(struct awol_count_report *report, enum awol_remark remark, size_t n,
                   const struct awol_event *event, const char *opt_also)
{
    if (n > 0 && report->n[remark] == 0)
        example_of_row(event, opt_also, report->examples[remark]);
    report->n[remark] += n;
}

static enum awol_status leave_same(const struct awol_event_rows *rows, const bool *wanted,
                                   const struct awol_choose_options *options, bool keeps_rivals,
                                   enum awol_choice *choices, struct awol_count_report *report,
                                   struct awol_error *opt_error)
{
    struct awol_pairs pairs;
    enum awol_status status = awol_identity_find(rows, wanted, &options->same, &pairs, opt_error);

    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < pairs.n; i++) {
        const struct awol_pair *pair = &pairs.pairs[i];

        if (pair->kept == SIZE_MAX)
            remark(report, options->same.merge ? AWOL_REMARK_APART : AWOL_REMARK_SAME, 1,
                   &rows->events[pair->a], awol_event_called(&rows->events[pair->b]));
    }
    for (size_t i = 0; i < rows->n && pairs.merged_into != NULL; i++) {
        if (pairs.merged_into[i] == SIZE_MAX)
            continue;
        choices[i] = keeps_rivals ? AWOL_CHOICE_RIVAL : AWOL_CHOICE_PASS;
        remark(report, AWOL_REMARK_MERGED, 1, &rows->events[i],
               awol_event_called(&rows->events[pairs.merged_into[i]]));
    }
    awol_pairs_release(&pairs);
    return AWOL_OK;
}

/* A row of a man, sorted by man, day and row. */
struct turn {
    size_t man;
    size_t row;
    const struct awol_event *event;
};

static int64_t first_day(const struct awol_event *event)
{
    return event->when.open_earliest ? INT64_MIN : event->when.earliest;
}

static int64_t last_day(const struct awol_event *event)
{
    return event->when.open_latest ? INT64_MAX : event->when.latest;
}

static int compare_turns(const void *left, const void *right)
{
    const struct turn *a = left;
    const struct turn *b = right;

    if (a->man != b->man)
        return a->man < b->man ? -1 : 1;
    if (first_day(a->event) != first_day(b->event))
        return first_day(a->event) < first_day(b->event) ? -1 : 1;
    if (last_day(a->event) != last_day(b->event))
        return last_day(a->event) < last_day(b->event) ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void pass_later(const struct turn *turns, size_t n, enum awol_choice *choices,
                       struct awol_count_report *report)
{
    const struct turn *first = NULL;
    bool is_unsure = false;

    for (size_t i = 0; i < n; i++) {
        const struct turn *turn = &turns[i];

        if (choices[turn->row] != AWOL_CHOICE_COUNT)
            continue;
        if (first == NULL || first->man != turn->man) {
            first = turn;
            is_unsure = false;
            continue;
        }
        choices[turn->row] = AWOL_CHOICE_PASS;
        remark(report, AWOL_REMARK_LATER, 1, turn->event, NULL);
        if (!is_unsure && first_day(turn->event) <= last_day(first->event) &&
            (first_day(turn->event) != last_day(turn->event) ||
             first_day(first->event) != last_day(first->event)))
            remark(report, AWOL_REMARK_UNSURE_FIRST, 1, first->event, NULL);
        is_unsure = is_unsure || first_day(turn->event) <= last_day(first->event);
    }
}

static enum awol_status leave_later(const struct awol_table *table,
                                    const struct awol_event_rows *rows, const bool *wanted,
                                    const char *opt_person, enum awol_choice *choices,
                                    struct awol_count_report *report, struct awol_error *opt_error)
{
    const char **keys = malloc((rows->n + 1) * sizeof keys[0]);
    size_t *men = malloc((rows->n + 1) * sizeof men[0]);
    struct turn *turns = malloc((rows->n + 1) * sizeof turns[0]);
    size_t n = 0;
    enum awol_status status =
        keys == NULL || men == NULL || turns == NULL ? awol_error_memory(opt_error) : AWOL_OK;

    if (status == AWOL_OK)
        status = awol_person_keys(table, opt_person, wanted, "--count first", keys, opt_error);
    if (status == AWOL_OK)
        status = awol_texts_number(keys, rows->n, men, opt_error);
    if (status == AWOL_OK) {
        for (size_t i = 0; i < rows->n; i++) {
            if (wanted[i])
                turns[n++] = (struct turn){men[i], i, &rows->events[i]};
        }
        if (n > 1)
            qsort(turns, n, sizeof turns[0], compare_turns);
        pass_later(turns, n, choices, report);
    }
    free(turns);
    free(men);
    free(keys);
    return status;
}

enum awol_status awol_choose(const struct awol_table *table, const struct awol_event_rows *rows,
                             const struct awol_choose_options *options,
                             const struct awol_tally_options *tally, enum awol_choice *ret_choices,
                             struct awol_count_report *report, struct awol_error *opt_error)
{
    bool *wanted = calloc(rows->n + 1, sizeof wanted[0]);
    enum awol_status status = AWOL_OK;

    if (wanted == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < rows->n; i++) {
        wanted[i] = awol_tally_wants(tally, &rows->events[i]);
        ret_choices[i] = AWOL_CHOICE_COUNT;
    }
    if (options->same.by != AWOL_SAME_NONE)
        status = leave_same(rows, wanted, options, tally->prefer == AWOL_PREFER_ALL, ret_choices,
                            report, opt_error);
    if (status == AWOL_OK && options->first)
        status =
            leave_later(table, rows, wanted, options->opt_person, ret_choices, report, opt_error);
    free(wanted);
    return status;
}
