#include "count/survival_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "count/count.h"
#include "count/rows.h"
#include "date/span.h"
#include "record/cell.h"

/* The table while it is read. */
struct reading {
    const struct awol_table *table;
    size_t enter, leave, event, since, group;
    struct awol_spell *spells;
    int64_t *origins;
    size_t n;
    const char **values; /* of the groups, one for each spell */
    const char *names[AWOL_LOG_RANK_MAX_GROUPS];
    size_t n_groups;
    size_t n_without;
};

bool awol_survival_is_input(const struct awol_table *table)
{
    return awol_table_find(table, "enter") != AWOL_NO_COLUMN &&
           awol_table_find(table, "leave") != AWOL_NO_COLUMN &&
           awol_table_find(table, "event") != AWOL_NO_COLUMN &&
           awol_table_find(table, "date") == AWOL_NO_COLUMN &&
           awol_table_find(table, "earliest") == AWOL_NO_COLUMN;
}

static enum awol_status read_day(const struct reading *reading, size_t row, size_t column,
                                 int64_t *ret_day, struct awol_error *opt_error)
{
    const char *text = awol_table_cell(reading->table, row, column);
    char shown[AWOL_SHOWN_SIZE];

    if (awol_day_parse(text, ret_day))
        return AWOL_OK;
    return awol_table_error(
        reading->table, row, column, opt_error, "%s %s is not a day (expected YYYY-MM-DD)",
        reading->table->columns[column], awol_text_show(text, shown, sizeof shown));
}

static enum awol_status read_row(struct reading *reading, size_t row, struct awol_error *opt_error)
{
    const struct awol_table *table = reading->table;
    int64_t enter;
    int64_t leave;
    int64_t since;
    double event;
    enum awol_status status;

    if (reading->group != AWOL_NO_COLUMN && awol_table_is_missing(table, row, reading->group)) {
        reading->n_without++;
        return AWOL_OK;
    }
    if ((status = read_day(reading, row, reading->enter, &enter, opt_error)) != AWOL_OK ||
        (status = read_day(reading, row, reading->leave, &leave, opt_error)) != AWOL_OK)
        return status;
    since = enter;
    if (!awol_table_is_missing(table, row, reading->since) &&
        (status = read_day(reading, row, reading->since, &since, opt_error)) != AWOL_OK)
        return status;
    if (leave < enter)
        return awol_table_error(table, row, reading->leave, opt_error, "leave is before enter");
    if (since > enter)
        return awol_table_error(table, row, reading->since, opt_error, "since is after enter");
    if ((status = awol_table_number(table, row, reading->event, &event, opt_error)) != AWOL_OK)
        return status;
    if (event != 0.0 && event != 1.0)
        return awol_table_error(table, row, reading->event, opt_error,
                                "event is neither 1 (he left by it) nor 0");
    reading->values[reading->n] =
        reading->group == AWOL_NO_COLUMN ? "all" : awol_table_cell(table, row, reading->group);
    reading->origins[reading->n] = since;
    reading->spells[reading->n++] =
        (struct awol_spell){0, (double)enter, (double)(leave + 1), event == 1.0};
    return AWOL_OK;
}

static enum awol_status find_columns(struct reading *reading, const char *opt_group,
                                     struct awol_error *opt_error)
{
    enum awol_status status;

    if ((status = awol_table_require(reading->table, "enter", &reading->enter, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(reading->table, "leave", &reading->leave, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(reading->table, "event", &reading->event, opt_error)) !=
            AWOL_OK)
        return status;
    reading->since = awol_table_find(reading->table, "since");
    reading->group = AWOL_NO_COLUMN;
    return opt_group == NULL
               ? AWOL_OK
               : awol_table_require(reading->table, opt_group, &reading->group, opt_error);
}

static enum awol_status number_groups(struct reading *reading, struct awol_error *opt_error)
{
    size_t *numbers = malloc((reading->n + 1) * sizeof numbers[0]);
    enum awol_status status =
        numbers == NULL ? awol_error_memory(opt_error)
                        : awol_texts_number(reading->values, reading->n, numbers, opt_error);

    for (size_t i = 0; i < reading->n && status == AWOL_OK; i++) {
        reading->spells[i].group = numbers[i];
        if (numbers[i] >= reading->n_groups)
            reading->n_groups = numbers[i] + 1;
        if (numbers[i] < AWOL_LOG_RANK_MAX_GROUPS)
            reading->names[numbers[i]] = reading->values[i];
    }
    free(numbers);
    if (status == AWOL_OK && reading->n_groups > AWOL_LOG_RANK_MAX_GROUPS)
        return awol_error_at(opt_error, reading->table->source, (struct awol_place){0, 0},
                             "column “%.60s” divides the men into %zu groups: at most %d can be "
                             "compared",
                             reading->table->columns[reading->group], reading->n_groups,
                             AWOL_LOG_RANK_MAX_GROUPS);
    return status;
}

static void set_clock(struct reading *reading, enum awol_clock clock)
{
    double first = INFINITY;

    for (size_t i = 0; i < reading->n; i++)
        first = fmin(first, reading->spells[i].enter);
    for (size_t i = 0; i < reading->n; i++) {
        struct awol_spell *spell = &reading->spells[i];
        double origin = clock == AWOL_CLOCK_SERVICE ? (double)reading->origins[i]
                        : clock == AWOL_CLOCK_SPELL ? spell->enter
                                                    : first;

        spell->enter -= origin;
        spell->leave -= origin;
    }
}

static enum awol_status read(struct reading *reading, const struct awol_survival_options *options,
                             struct awol_error *opt_error)
{
    const size_t n = reading->table->n_rows + 1;
    enum awol_status status = find_columns(reading, options->opt_group, opt_error);

    if (status != AWOL_OK)
        return status;
    reading->spells = calloc(n, sizeof reading->spells[0]);
    reading->origins = calloc(n, sizeof reading->origins[0]);
    reading->values = calloc(n, sizeof reading->values[0]);
    if (reading->spells == NULL || reading->origins == NULL || reading->values == NULL)
        return awol_error_memory(opt_error);
    for (size_t row = 0; row < reading->table->n_rows && status == AWOL_OK; row++)
        status = read_row(reading, row, opt_error);
    if (status == AWOL_OK && reading->n == 0)
        return awol_error_at(opt_error, reading->table->source, (struct awol_place){0, 0},
                             "no man was at risk: the table has no row%s",
                             reading->n_without > 0 ? " with a value in the column of --by-group"
                                                    : "");
    if (status == AWOL_OK)
        status = number_groups(reading, opt_error);
    if (status == AWOL_OK)
        set_clock(reading, options->clock);
    return status;
}

/* ---- writing ------------------------------------------------------------------------------ */

static enum awol_status add_columns(struct awol_table *table, const char *const *names, size_t n,
                                    struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = awol_table_add_column(table, names[i], opt_error);
    return status;
}

/* A row of a text and n numbers. */
static enum awol_status add_row(struct awol_table *table, const char *text, const double *numbers,
                                size_t n, struct awol_error *opt_error)
{
    size_t row = table->n_rows;
    enum awol_status status = awol_table_append_empty(table, opt_error);

    if (status == AWOL_OK)
        status = awol_table_set(table, row, 0, text, opt_error);
    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = awol_table_set_number(table, row, 1 + i, numbers[i], opt_error);
    return status;
}

static enum awol_status write_curve(const struct awol_survival_curve *curve, const char *name,
                                    double expected, struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    struct awol_table *table = awol_stream_find(stream, "survival");
    const double whole[] = {(double)curve->n_spells, (double)curve->n_events, expected, curve->days,
                            curve->median_days};
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < curve->n && status == AWOL_OK; i++) {
        const struct awol_survival_row *row = &curve->rows[i];
        const double numbers[] = {row->time_days,
                                  (double)row->at_risk,
                                  (double)row->events,
                                  (double)row->censored,
                                  row->survival,
                                  row->se,
                                  row->low,
                                  row->high};

        status = add_row(table, name, numbers, sizeof numbers / sizeof numbers[0], opt_error);
    }
    return status == AWOL_OK ? add_row(awol_stream_find(stream, "groups"), name, whole,
                                       sizeof whole / sizeof whole[0], opt_error)
                             : status;
}

static enum awol_status begin_tables(const struct awol_survival_options *options, bool has_since,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const survival[] = {"group",    "time_days", "at_risk", "events", "censored",
                                           "survival", "se",        "low",     "high"};
    static const char *const groups[] = {"group",    "spells", "events",
                                         "expected", "days",   "median_days"};
    static const char *const clocks[] = {[AWOL_CLOCK_SERVICE] =
                                             "a man's first entry (column since)",
                                         [AWOL_CLOCK_SPELL] = "the entry of each spell",
                                         [AWOL_CLOCK_CALENDAR] = "the first entry of all"};
    char percent[AWOL_NUMBER_SIZE];
    char note[256];
    struct awol_table *table;
    enum awol_status status = awol_stream_add_table(stream, "survival", &table, opt_error);

    snprintf(note, sizeof note, "Kaplan-Meier; time from %s; limits: %s %%, Greenwood, log(-log)",
             clocks[options->clock == AWOL_CLOCK_SERVICE && !has_since ? AWOL_CLOCK_SPELL
                                                                       : options->clock],
             awol_number_format_short(100.0 * options->level, 6, percent));
    if (status == AWOL_OK)
        status = awol_table_add_note(table, note, opt_error);
    if (status == AWOL_OK)
        status = add_columns(table, survival, sizeof survival / sizeof survival[0], opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_table(stream, "groups", &table, opt_error);
    if (status == AWOL_OK)
        status = add_columns(table, groups, sizeof groups / sizeof groups[0], opt_error);
    return status;
}

static enum awol_status write_test(const struct awol_log_rank *test, struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    static const char *const names[] = {"test", "chi_square", "df", "p"};
    const double numbers[] = {test->chi_square, (double)test->df, test->p};
    struct awol_table *table;
    enum awol_status status = awol_stream_add_table(stream, "tests", &table, opt_error);

    if (status == AWOL_OK)
        status = add_columns(table, names, sizeof names / sizeof names[0], opt_error);
    return status == AWOL_OK ? add_row(table, "log-rank", numbers, 3, opt_error) : status;
}

static enum awol_status write_all(const struct reading *reading,
                                  const struct awol_survival_options *options,
                                  const struct awol_log_rank *test, struct awol_stream *stream,
                                  struct awol_error *opt_error)
{
    enum awol_status status =
        begin_tables(options, reading->since != AWOL_NO_COLUMN, stream, opt_error);

    for (size_t i = 0; i < reading->n_groups && status == AWOL_OK; i++) {
        struct awol_survival_curve curve;

        status = awol_survival_estimate(reading->spells, reading->n, i, options->level, &curve,
                                        opt_error);
        if (status != AWOL_OK)
            break;
        status =
            write_curve(&curve, reading->names[i],
                        reading->n_groups > 1 ? test->expected[i] : (double)NAN, stream, opt_error);
        awol_survival_release(&curve);
    }
    if (status == AWOL_OK && reading->n_groups > 1)
        status = write_test(test, stream, opt_error);
    return status;
}

enum awol_status awol_survival_run(const struct awol_stream *from, const struct awol_table *table,
                                   const struct awol_survival_options *options, const char *command,
                                   struct awol_stream *ret_stream,
                                   struct awol_survival_report *ret_report,
                                   struct awol_error *opt_error)
{
    struct awol_survival_report report = {.n_spells = 0};
    struct reading reading = {.table = table};
    struct awol_stream stream = {.n_tables = 0};
    enum awol_status status;

    if ((status = read(&reading, options, opt_error)) == AWOL_OK &&
        (status = awol_log_rank_test(reading.spells, reading.n, reading.n_groups, &report.test,
                                     opt_error)) == AWOL_OK &&
        (status = awol_stream_init(&stream, "survival", opt_error)) == AWOL_OK &&
        (status = awol_count_headers(from, command, &stream, opt_error)) == AWOL_OK)
        status = write_all(&reading, options, &report.test, &stream, opt_error);
    if (status == AWOL_OK) {
        report.n_spells = reading.n;
        report.n_groups = reading.n_groups;
        report.n_without = reading.n_without;
        for (size_t i = 0; i < reading.n; i++)
            report.n_events += reading.spells[i].event;
        *ret_report = report;
        *ret_stream = stream;
    } else {
        awol_stream_release(&stream);
    }
    free(reading.values);
    free(reading.origins);
    free(reading.spells);
    return status;
}
