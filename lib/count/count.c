#include "count/count.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/garwood.h"
#include "base/number.h"
#include "count/complete.h"
#include "count/join.h"
#include "count/net.h"
#include "count/resolve.h"
#include "record/rate.h"

/* Headers that hold what all counted rows agree on. */
static const char *const agreed_keys[] = {"event", "to", "reported_by"};

static void report_unread(const struct awol_table *table, const char *opt_person,
                          struct awol_count_report *report)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        bool known = awol_text_equal(table->columns[i], opt_person);

        for (size_t j = 0; j < awol_event_n_columns && !known; j++)
            known = awol_text_equal(table->columns[i], awol_event_columns[j]);
        if (!known && report->n[AWOL_REMARK_UNREAD]++ == 0)
            snprintf(report->examples[AWOL_REMARK_UNREAD], AWOL_EXAMPLE_SIZE, "“%.200s”",
                     table->columns[i]);
    }
}

static enum awol_status read_events(const struct awol_table *table,
                                    const struct awol_tally_options *options,
                                    const enum awol_choice *opt_choices, struct awol_tally *tally,
                                    struct awol_series *series, struct awol_count_report *report,
                                    struct awol_error *opt_error)
{
    struct awol_event_map map;
    enum awol_status status = awol_event_map_init(table, &map, opt_error);

    for (size_t row = 0; row < table->n_rows && status == AWOL_OK; row++) {
        const struct awol_row cells = awol_table_row(table, row);
        struct awol_event event;

        if (opt_choices != NULL && opt_choices[row] == AWOL_CHOICE_PASS)
            continue;
        status = awol_event_from_row(&map, table->source, &cells, &event, opt_error);
        if (opt_choices != NULL && opt_choices[row] == AWOL_CHOICE_RIVAL)
            event.preferred = false;
        if (status == AWOL_OK)
            status = awol_tally_add(tally, options, &event, series, report, opt_error);
    }
    return status;
}

static enum awol_status fail_none(const char *source, size_t n_rows,
                                  const struct awol_count_report *report,
                                  struct awol_error *opt_error)
{
    const struct awol_place place = {0, 0};
    size_t n_open = report->n[AWOL_REMARK_OPEN];
    size_t n_outside = report->n[AWOL_REMARK_OUTSIDE];

    if (n_rows == 0)
        return awol_error_at(opt_error, source, place, "the table of events has no row");
    return awol_error_at(opt_error, source, place,
                         "none of %zu rows is counted: %zu without a closed date, %zu only partly "
                         "between --from and --to, %zu not of the events, the side or the days "
                         "asked for",
                         n_rows, n_open, n_outside, n_rows - n_open - n_outside);
}

/* From what was taken up of n_rows rows to a series. *settings gets the origin of the bins. */
static enum awol_status finish_tally(struct awol_tally *tally, struct awol_tally_options *settings,
                                     size_t n_rows, struct awol_series *series,
                                     struct awol_count_report *report, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (awol_tally_is_empty(tally))
        return fail_none(series->source, n_rows, report, opt_error);
    awol_tally_set_origin(tally, settings);
    status = awol_tally_finish(tally, settings, series, report, opt_error);
    if (status == AWOL_OK && settings->is_complete)
        status = awol_complete(series, settings, opt_error);
    return status;
}

/* Take the men who came back from those who left. Bins are those of the departures. */
static enum awol_status take_returns(const struct awol_table *table,
                                     const struct awol_tally_options *options,
                                     const enum awol_choice *opt_choices,
                                     struct awol_series *series, struct awol_count_report *report,
                                     struct awol_error *opt_error)
{
    static const char *const events[] = {"rejoined"};
    struct awol_tally_options settings = *options;
    struct awol_count_report returns_report = {.basis = ""};
    struct awol_tally tally = {.n = 0};
    struct awol_series returns;
    enum awol_status status;

    settings.events = events;
    settings.n_events = 1;
    awol_series_init(&returns, table->source);
    status =
        read_events(table, &settings, opt_choices, &tally, &returns, &returns_report, opt_error);
    if (status == AWOL_OK)
        status = awol_tally_finish(&tally, &settings, &returns, &returns_report, opt_error);
    if (status == AWOL_OK)
        status = awol_net(series, &returns, opt_error);
    report->n_returns = returns_report.n_rows;
    awol_tally_release(&tally);
    awol_series_release(&returns);
    return status;
}

static enum awol_status choose(const struct awol_table *table,
                               const struct awol_count_options *options,
                               enum awol_choice **ret_choices, struct awol_count_report *report,
                               struct awol_error *opt_error)
{
    struct awol_tally_options tally = options->tally;
    struct awol_event_rows rows = {.n = 0};
    const char **events;
    enum awol_choice *choices;
    enum awol_status status;

    if (!awol_choose_is_needed(&options->choose))
        return AWOL_OK;
    choices = calloc(table->n_rows + 1, sizeof choices[0]);
    events = malloc((tally.n_events + 1) * sizeof events[0]);
    if (choices == NULL || events == NULL) {
        free(events);
        free(choices);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < tally.n_events; i++)
        events[i] = tally.events[i];
    events[tally.n_events] = "rejoined";
    tally.events = events;
    tally.n_events += options->net;
    status = awol_event_rows_read(table, AWOL_ROWS_OF_EVENTS, &rows, opt_error);
    if (status == AWOL_OK)
        status = awol_choose(table, &rows, &options->choose, &tally, choices, report, opt_error);
    awol_event_rows_release(&rows);
    free(events);
    if (status == AWOL_OK)
        *ret_choices = choices;
    else
        free(choices);
    return status;
}

static enum awol_status add_up(const struct awol_table *table,
                               const struct awol_count_options *options, struct awol_series *series,
                               struct awol_count_report *report, struct awol_error *opt_error)
{
    struct awol_tally_options settings = options->tally;
    struct awol_tally tally = {.n = 0};
    enum awol_choice *choices = NULL;
    enum awol_status status = choose(table, options, &choices, report, opt_error);

    if (status == AWOL_OK)
        status = read_events(table, &settings, choices, &tally, series, report, opt_error);
    if (status == AWOL_OK)
        report_unread(table, options->choose.opt_person, report);
    if (status == AWOL_OK)
        status = finish_tally(&tally, &settings, table->n_rows, series, report, opt_error);
    if (status == AWOL_OK && options->net)
        status = take_returns(table, &settings, choices, series, report, opt_error);
    free(choices);
    awol_tally_release(&tally);
    return status;
}

static enum awol_status join_all(const struct awol_count_inputs *inputs,
                                 const struct awol_count_options *options,
                                 struct awol_series *series, struct awol_count_report *report,
                                 struct awol_error *opt_error)
{
    struct awol_units units = {.n = 0};
    struct awol_strength strength = {.n = 0};
    struct awol_covariates covariates = {.n = 0};
    enum awol_status status = AWOL_OK;

    if (inputs->opt_units != NULL) {
        status = awol_units_from_table(inputs->opt_units, &units, opt_error);
        if (status == AWOL_OK)
            status = awol_resolve_units(series, &units, options->level, report, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_resolve_bounds(series, true, report, opt_error);
    if (status == AWOL_OK && inputs->opt_strength != NULL) {
        status = awol_strength_from_table(inputs->opt_strength, &strength, opt_error);
        if (status == AWOL_OK)
            status = awol_join_strength(series, &strength, options->tally.opt_basis, options->net,
                                        report, opt_error);
    }
    if (status == AWOL_OK && inputs->opt_covariates != NULL) {
        status = awol_covariates_from_table(inputs->opt_covariates, &covariates, opt_error);
        if (status == AWOL_OK)
            status = awol_join_covariates(series, &covariates, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_series_validate(series, opt_error);
    awol_covariates_release(&covariates);
    awol_strength_release(&strength);
    awol_units_release(&units);
    return status;
}

/* What the tool tells of the whole: outermost spans only, so that no man is told twice. */
static void sum_up(const struct awol_series *series, struct awol_count_report *report)
{
    const struct awol_series_span *last = NULL;

    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        double low;
        double high;

        if (!span->preferred)
            continue;
        report->n_spans++;
        if (last == NULL || last->unit != span->unit)
            report->n_units++;
        for (size_t j = 0; !isnan(span->at_risk) && awol_strength_bases[j] != NULL; j++) {
            if (awol_text_equal(span->basis, awol_strength_bases[j]))
                report->basis = awol_strength_bases[j];
        }
        if (last != NULL && last->unit == span->unit && span->start < last->end)
            continue;
        awol_count_bounds(&span->count, &low, &high);
        report->men += low;
        report->has_bounds = report->has_bounds || low < high;
        last = span;
    }
}

static void find_unnamed(const struct awol_series *series, struct awol_count_report *report)
{
    for (size_t i = 0; i < series->n_spans && report->basis[0] != '\0'; i++) {
        const struct awol_series_span *span = &series->spans[i];

        if (span->preferred && !isnan(span->at_risk) && span->basis[0] == '\0')
            awol_report_add(report, AWOL_REMARK_UNNAMED, 1, series, span);
    }
}

/* A hand-made table leaves cells empty; a stream says NA. */
static enum awol_status copy_row(struct awol_table *copy, const struct awol_table *table,
                                 size_t from, struct awol_error *opt_error)
{
    size_t row = copy->n_rows;
    enum awol_status status = awol_table_append_empty(copy, opt_error);

    for (size_t i = 0; i < table->n_columns && status == AWOL_OK; i++) {
        if (!awol_table_is_missing(table, from, i))
            status = awol_table_set(copy, row, i, awol_table_cell(table, from, i), opt_error);
    }
    return status;
}

static enum awol_status copy_table(struct awol_stream *stream, const struct awol_table *opt_table,
                                   const char *name, struct awol_error *opt_error)
{
    struct awol_table *copy;
    enum awol_status status;

    if (opt_table == NULL)
        return AWOL_OK;
    status = awol_stream_add_table(stream, name, &copy, opt_error);
    for (size_t i = 0; i < opt_table->n_columns && status == AWOL_OK; i++)
        status = awol_table_add_column(copy, opt_table->columns[i], opt_error);
    for (size_t i = 0; i < opt_table->n_rows && status == AWOL_OK; i++)
        status = copy_row(copy, opt_table, i, opt_error);
    return status;
}

static enum awol_status write_series(const struct awol_series *series,
                                     const struct awol_count_options *options,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    double *rates = malloc((3 * series->n_spans + 1) * sizeof rates[0]);
    char per[AWOL_NUMBER_SIZE];
    char percent[AWOL_NUMBER_SIZE];
    char month[AWOL_NUMBER_SIZE];
    char note[256];
    struct awol_table *table;
    enum awol_status status;

    if (rates == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];

        awol_rate(&span->count, span->at_risk, (double)(span->end - span->start), options->per,
                  options->confidence, rates + 3 * i);
    }
    snprintf(note, sizeof note,
             "rate: per %s men at risk and month of %s days; limits: %s %% (Garwood)",
             awol_number_format_short(options->per, 12, per),
             awol_number_format(AWOL_DAYS_PER_MONTH, month),
             awol_number_format_short(100.0 * options->confidence, 6, percent));
    status = awol_stream_add_table(stream, "series", &table, opt_error);
    if (status == AWOL_OK)
        status = awol_table_add_note(table, note, opt_error);
    if (status == AWOL_OK)
        status = awol_series_to_table(series, rates, NULL, table, opt_error);
    free(rates);
    return status;
}

enum awol_status awol_count_headers(const struct awol_stream *events, const char *command,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < events->n_headers && status == AWOL_OK; i++) {
        const struct awol_header *header = &events->headers[i];
        bool is_ours = false;

        for (size_t j = 0; j < sizeof agreed_keys / sizeof agreed_keys[0]; j++)
            is_ours = is_ours || awol_text_equal(header->key, agreed_keys[j]);
        if (!is_ours)
            status = awol_stream_add_header(stream, header->key, header->value, opt_error);
    }
    return status == AWOL_OK ? awol_stream_add_header(stream, "command", command, opt_error)
                             : status;
}

/* The headers of the events, and what all counted rows agree on: the sentences of a fit need it. */
static enum awol_status write_headers(const struct awol_count_inputs *inputs,
                                      const struct awol_count_options *options,
                                      const struct awol_count_report *report,
                                      struct awol_stream *stream, struct awol_error *opt_error)
{
    const char *const values[] = {report->event, report->to, report->reported_by};
    enum awol_status status =
        awol_count_headers(inputs->events, options->command, stream, opt_error);

    for (size_t i = 0; i < sizeof agreed_keys / sizeof agreed_keys[0] && status == AWOL_OK; i++) {
        if (values[i] != NULL && values[i][0] != '\0')
            status = awol_stream_add_header(stream, agreed_keys[i], values[i], opt_error);
    }
    return status;
}

static enum awol_status write_stream(const struct awol_count_inputs *inputs,
                                     const struct awol_count_options *options,
                                     const struct awol_series *series,
                                     const struct awol_count_report *report,
                                     struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = awol_stream_init(&stream, "series", opt_error);

    if (status != AWOL_OK)
        return status;
    status = write_headers(inputs, options, report, &stream, opt_error);
    if (status == AWOL_OK)
        status = write_series(series, options, &stream, opt_error);
    if (status == AWOL_OK)
        status = copy_table(&stream, inputs->opt_units, "units", opt_error);
    if (status == AWOL_OK)
        status = copy_table(&stream, inputs->opt_strength, "strength", opt_error);
    if (status == AWOL_OK)
        status = copy_table(&stream, inputs->opt_covariates, "covariates", opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}

static enum awol_status write_all(const struct awol_count_inputs *inputs,
                                  const struct awol_count_options *options,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    const enum awol_status status = join_all(inputs, options, series, report, opt_error);

    if (status != AWOL_OK)
        return status;
    sum_up(series, report);
    find_unnamed(series, report);
    return write_stream(inputs, options, series, report, ret_stream, opt_error);
}

enum awol_status awol_count_run(const struct awol_count_inputs *inputs,
                                const struct awol_count_options *options,
                                struct awol_stream *ret_stream,
                                struct awol_count_report *ret_report, struct awol_error *opt_error)
{
    const struct awol_table *events = awol_stream_find(inputs->events, "events");
    struct awol_count_report report = {.basis = ""};
    struct awol_series series;
    enum awol_status status;

    if (events == NULL)
        return awol_error_at(opt_error, inputs->events->source, (struct awol_place){0, 0},
                             "the stream has no table of events");
    awol_series_init(&series, events->source);
    status = add_up(events, options, &series, &report, opt_error);
    if (status == AWOL_OK)
        status = write_all(inputs, options, &series, &report, ret_stream, opt_error);
    if (status == AWOL_OK)
        *ret_report = report;
    awol_series_release(&series);
    return status;
}

bool awol_count_needs_table(const struct awol_count_options *options)
{
    return options->net || awol_choose_is_needed(&options->choose);
}

void awol_count_taken_release(struct awol_count_taken *taken)
{
    awol_tally_release(&taken->tally);
    awol_series_release(&taken->series);
}

enum awol_status awol_count_finish(const struct awol_count_inputs *inputs,
                                   const struct awol_count_options *options,
                                   struct awol_count_taken *taken, struct awol_stream *ret_stream,
                                   struct awol_error *opt_error)
{
    struct awol_tally_options settings = options->tally;
    const enum awol_status status = finish_tally(&taken->tally, &settings, taken->n_rows,
                                                 &taken->series, &taken->report, opt_error);

    return status == AWOL_OK
               ? write_all(inputs, options, &taken->series, &taken->report, ret_stream, opt_error)
               : status;
}
