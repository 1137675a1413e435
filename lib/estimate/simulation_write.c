/* Drawn campaigns as streams, written as they are drawn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "estimate/simulation.h"
#include "record/rate.h"

static const char *const nobody = "SIMULATED: nobody in this record ever lived";

/* ---- what every stream begins with ------------------------------------------------------------
 */

static void begin(const struct awol_simulation *s, struct awol_stream_writer *writer, FILE *file,
                  const char *kind, const char *command)
{
    char number[AWOL_NUMBER_SIZE];
    awol_stream_writer_begin(writer, file, kind);
    awol_stream_writer_header(writer, "campaign", nobody);
    awol_stream_writer_header(writer, "source",
                              s->outlined ? "drawn by awol-simulate"
                                          : "drawn by awol-simulate "
                                            "from a fit");
    awol_stream_writer_header(writer, "command", command);
    snprintf(number, sizeof number, "%llu", (unsigned long long)s->seed);
    awol_stream_writer_header(writer, "seed", number);
}

static void write_truth(const struct awol_simulation *s, struct awol_stream_writer *writer)
{
    static const char *const columns[] = {"name", "value", "measure", "meaning"};
    const struct awol_problem *problem = &s->refit->problem;
    char number[AWOL_NUMBER_SIZE];
    awol_stream_writer_table(writer, "truth", NULL, 0, columns, 4);
    const char *model[] = {"model", s->refit->request.model->name, AWOL_NA,
                           s->draw == AWOL_SIMULATION_TIME ? "each man at a time of his own"
                                                           : "drawn as the likelihood has it"};
    awol_stream_writer_row(writer, model);
    for (size_t p = 0; p < problem->layout.n; p++) {
        const struct awol_parameter *parameter = &problem->layout.parameters[p];
        const char *cells[] = {parameter->name, awol_number_format(s->refit->values[p], number),
                               parameter->measure, parameter->meaning};
        awol_stream_writer_row(writer, cells);
    }
    if (s->plan.party > 0) {
        const char *cells[] = {"party", awol_number_format(s->plan.party, number), "men",
                               "mean size of the parties in which newcomers leave"};
        awol_stream_writer_row(writer, cells);
    }
    if (problem->setup.recorded < 1) {
        const char *cells[] = {"recorded", awol_number_format(problem->setup.recorded, number),
                               "share", "departures that were recorded"};
        awol_stream_writer_row(writer, cells);
    }
}

/* ---- series ------------------------------------------------------------------------------- */

static void write_table(const struct awol_table *table, struct awol_stream_writer *writer)
{
    awol_stream_writer_table(writer, table->name, NULL, 0, table->columns, table->n_columns);
    for (size_t row = 0; row < table->n_rows; row++)
        awol_stream_writer_row(writer, table->cells + row * table->n_columns);
}

static enum awol_status write_series(const struct awol_simulation *s,
                                     struct awol_stream_writer *writer,
                                     struct awol_error *opt_error)
{
    const struct awol_series *series = &s->replicate.series;
    struct awol_table table;
    double *rates = calloc(3 * series->n_spans + 1, sizeof *rates);
    if (!rates)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        awol_rate(&span->count, span->at_risk, (double)(span->end - span->start), 1000, 0.9,
                  rates + 3 * i);
    }
    enum awol_status status = awol_table_init(&table, "series", "", opt_error);
    if (status == AWOL_OK) {
        status = awol_series_to_table(series, rates, NULL, &table, opt_error);
        if (status == AWOL_OK)
            write_table(&table, writer);
        awol_table_release(&table);
    }
    free(rates);
    return status;
}

/* ---- events ------------------------------------------------------------------------------- */

static const char *const event_columns[] = {"id",    "unit", "date",  "earliest", "latest",
                                            "count", "kind", "event", "source"};
enum { N_EVENT_COLUMNS = sizeof event_columns / sizeof *event_columns };

struct event_row {
    size_t id;
    const char *unit;
    int64_t first, last; /* days, both included */
    double count;
};

static void write_event(const struct event_row *row, struct awol_stream_writer *writer)
{
    char id[AWOL_NUMBER_SIZE], first[AWOL_DAY_TEXT_SIZE], last[AWOL_DAY_TEXT_SIZE],
        date[2 * AWOL_DAY_TEXT_SIZE + 1], count[AWOL_NUMBER_SIZE];
    snprintf(id, sizeof id, "s%zu", row->id);
    awol_day_format(row->first, first);
    awol_day_format(row->last, last);
    if (row->first == row->last)
        snprintf(date, sizeof date, "%s", first);
    else
        snprintf(date, sizeof date, "%s/%s", first, last);
    const char *cells[] = {id,      row->unit,  date,
                           first,   last,       awol_number_format(row->count, count),
                           "exact", "deserted", "SIMULATED"};
    awol_stream_writer_row(writer, cells);
}

static void write_events(const struct awol_simulation *s, struct awol_stream_writer *writer)
{
    const struct awol_series *series = &s->replicate.series;
    const struct awol_times *times = &s->replicate.drawn.times;
    size_t id = 0;
    awol_stream_writer_table(writer, "events", NULL, 0, event_columns, N_EVENT_COLUMNS);
    for (size_t i = 0; i < s->departures.n; i++) {
        const struct awol_departure *d = &s->departures.departures[i];
        int64_t day = (int64_t)floor(d->time);
        struct event_row row = {++id, s->units[d->unit].name, day, day, 1};
        if (d->recorded)
            write_event(&row, writer);
    }
    for (size_t i = 0; i < times->n; i++) {
        int64_t day = (int64_t)floor(times->times[i]);
        double men = times->marks ? times->marks[i] : 1;
        struct event_row row = {++id, series->units[0], day, day,
                                times->counts ? men * times->counts[i] : men};
        write_event(&row, writer);
    }
    if (s->draw == AWOL_SIMULATION_TIME || s->refit->request.times)
        return;
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        struct event_row row = {++id, series->units[span->unit], span->start, span->end - 1,
                                span->count.count};
        if (span->preferred && row.count > 0)
            write_event(&row, writer);
    }
}

/* ---- times -------------------------------------------------------------------------------- */

static void write_times(const struct awol_simulation *s, struct awol_stream_writer *writer)
{
    static const char *const columns[] = {"time", "men"};
    const struct awol_times *times = &s->replicate.drawn.times;
    char time[AWOL_NUMBER_SIZE], men[AWOL_NUMBER_SIZE];
    const char *cells[] = {time, men};
    awol_stream_writer_table(writer, "times", NULL, 0, columns, times->marks ? 2 : 1);
    for (size_t i = 0; i < s->departures.n; i++) {
        if (!s->departures.departures[i].recorded)
            continue;
        awol_number_format(s->departures.departures[i].time, time);
        awol_stream_writer_row(writer, cells);
    }
    for (size_t i = 0; i < times->n; i++) {
        awol_number_format(times->times[i] - (double)s->refit->request.origin, time);
        awol_number_format(times->marks ? times->marks[i] : 1, men);
        for (double k = 0; k < (times->counts ? times->counts[i] : 1); k++)
            awol_stream_writer_row(writer, cells);
    }
}

static enum awol_status check_form(const struct awol_simulation *s, enum awol_simulation_form form,
                                   struct awol_error *opt_error)
{
    bool timed = s->draw == AWOL_SIMULATION_TIME || s->refit->request.times;
    if (form == AWOL_SIMULATION_TIMES && !timed)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--as times: the model “%s” drawn by bins knows no times: take "
                              "--draw time, or --model hawkes",
                              s->refit->request.model->name);
    if (form == AWOL_SIMULATION_TIMES && s->replicate.drawn.times.widths)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--as times: the fit knows dates without a time of day: take --as "
                              "events");
    if (form == AWOL_SIMULATION_TIMES && s->refit->campaign.n_units > 1)
        return awol_error_set(opt_error, AWOL_USAGE, "--as times: times are of one unit");
    for (size_t i = 0; form == AWOL_SIMULATION_EVENTS && !timed && i < s->replicate.series.n_spans;
         i++)
        if (isnan(s->replicate.series.spans[i].count.count))
            return awol_error_set(
                opt_error, AWOL_USAGE,
                "--as events: the record of the fit has ranges; take --as series");
    return AWOL_OK;
}

enum awol_status awol_simulation_write(struct awol_simulation *s, uint32_t number,
                                       enum awol_simulation_form form, const char *command,
                                       FILE *file, struct awol_error *opt_error)
{
    static const char *const kinds[] = {"series", "events", "times"};
    struct awol_stream_writer writer;
    char text[AWOL_NUMBER_SIZE];
    enum awol_status status = awol_simulation_draw(s, number, opt_error);
    if (status == AWOL_OK)
        status = check_form(s, form, opt_error);
    if (status != AWOL_OK)
        return status;
    begin(s, &writer, file, kinds[form], command);
    snprintf(text, sizeof text, "%lu", (unsigned long)number);
    awol_stream_writer_header(&writer, "replicate", text);
    if (form == AWOL_SIMULATION_SERIES)
        status = write_series(s, &writer, opt_error);
    else if (form == AWOL_SIMULATION_EVENTS)
        write_events(s, &writer);
    else
        write_times(s, &writer);
    write_truth(s, &writer);
    return status == AWOL_OK ? awol_stream_writer_end(&writer, opt_error) : status;
}

/* ---- many --------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Quantile p of n sorted numbers, one of them: men are whole. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = ceil(p * (double)n) - 1;
    return sorted[at > 0 ? (size_t)at : 0];
}

static void write_summary(double *totals, size_t n, struct awol_stream_writer *writer)
{
    static const char *const columns[] = {"topic", "text"};
    char number[3][AWOL_NUMBER_SIZE], text[512];
    const char *cells[] = {"simulated", text};
    qsort(totals, n, sizeof *totals, ascending);
    awol_stream_writer_table(writer, "summary", NULL, 0, columns, 2);
    snprintf(text, sizeof text,
             "SIMULATED, by this model and these parameters: in %zu campaigns that never were, %s "
             "men left in the middling one, and between %s and %s in nine of ten.",
             n, awol_number_format_short(quantile(totals, n, 0.5), 6, number[0]),
             awol_number_format_short(quantile(totals, n, 0.05), 6, number[1]),
             awol_number_format_short(quantile(totals, n, 0.95), 6, number[2]));
    awol_stream_writer_row(writer, cells);
}

static void write_spans(const struct awol_simulation *s, uint32_t number,
                        struct awol_stream_writer *writer)
{
    const struct awol_series *series = &s->replicate.series;
    char replicate[AWOL_NUMBER_SIZE], start[AWOL_DAY_TEXT_SIZE], end[AWOL_DAY_TEXT_SIZE],
        numbers[4][AWOL_NUMBER_SIZE];
    snprintf(replicate, sizeof replicate, "%lu", (unsigned long)number);
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        const char *cells[] = {replicate,
                               series->units[span->unit],
                               awol_day_format(span->start, start),
                               awol_day_format(span->end, end),
                               awol_number_format(span->count.count, numbers[0]),
                               awol_number_format(span->count.low, numbers[1]),
                               awol_number_format(span->count.high, numbers[2]),
                               awol_kind_name(span->count.kind),
                               awol_number_format(span->at_risk, numbers[3])};
        if (span->preferred)
            awol_stream_writer_row(writer, cells);
    }
}

enum awol_status awol_simulation_write_all(struct awol_simulation *s, uint32_t first, uint32_t last,
                                           const char *command, FILE *file,
                                           struct awol_error *opt_error)
{
    static const char *const columns[] = {"replicate", "unit",       "start", "end",    "count",
                                          "count_low", "count_high", "kind",  "at_risk"};
    struct awol_stream_writer writer;
    double *totals = calloc((size_t)(last - first) + 1, sizeof *totals);
    enum awol_status status = totals ? AWOL_OK : awol_error_memory(opt_error);
    for (uint32_t k = first; status == AWOL_OK && k < last; k++) {
        status = awol_simulation_draw(s, k, opt_error);
        if (status != AWOL_OK)
            break;
        if (k == first) {
            begin(s, &writer, file, "simulated", command);
            awol_stream_writer_table(&writer, "simulated", NULL, 0, columns,
                                     sizeof columns / sizeof *columns);
        }
        write_spans(s, k, &writer);
        totals[k - first] = awol_simulation_total(s);
    }
    if (status == AWOL_OK) {
        write_truth(s, &writer);
        write_summary(totals, last - first, &writer);
        status = awol_stream_writer_end(&writer, opt_error);
    }
    free(totals);
    return status;
}
