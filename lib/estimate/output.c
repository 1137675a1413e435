#include "estimate/output.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "record/rate.h"

static const char *const fitted_columns[] = {"fitted",   "fitted_low",  "fitted_high", "background",
                                             "by_offer", "by_comrades", NULL};

static enum awol_status copy_headers(const struct awol_fit_inputs *inputs,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < inputs->stream->n_headers; i++)
        status = awol_stream_add_header(stream, inputs->stream->headers[i].key,
                                        inputs->stream->headers[i].value, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_header(stream, "command", inputs->command, opt_error);
    return status;
}

/* Tables that came with the series and are not made anew. */
static enum awol_status copy_others(const struct awol_fit_inputs *inputs,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < inputs->stream->n_tables; i++) {
        const struct awol_table *table = &inputs->stream->tables[i];
        if (strcmp(table->name, "series") != 0 && !awol_stream_find(stream, table->name))
            status = awol_stream_add_copy(stream, table, table->name, opt_error);
    }
    return status;
}

static enum awol_status set_fitted(struct awol_table *table, const struct awol_fitted_span *spans,
                                   struct awol_error *opt_error)
{
    size_t first = table->n_columns - 6;
    enum awol_status status = AWOL_OK;
    for (size_t row = 0; row < table->n_rows; row++) {
        const double values[] = {spans[row].fitted,   spans[row].low,
                                 spans[row].high,     spans[row].background,
                                 spans[row].by_offer, spans[row].by_comrades};
        for (size_t k = 0; status == AWOL_OK && k < 6; k++)
            status = awol_table_set_number(table, row, first + k, values[k], opt_error);
    }
    return status;
}

static enum awol_status write_series(const struct awol_fit_inputs *inputs,
                                     const struct awol_fitted_span *spans,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    const struct awol_series *series = inputs->series;
    struct awol_table *table = NULL;
    double *rates = calloc(3 * series->n_spans + 1, sizeof *rates);
    enum awol_status status = rates ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        awol_rate(&span->count, span->at_risk, (double)(span->end - span->start), 1000,
                  inputs->level, rates + 3 * i);
    }
    if (status == AWOL_OK)
        status = awol_stream_add_table(stream, "series", &table, opt_error);
    if (status == AWOL_OK)
        status =
            awol_series_to_table(series, rates, spans ? fitted_columns : NULL, table, opt_error);
    if (status == AWOL_OK && spans)
        status = set_fitted(table, spans, opt_error);
    free(rates);
    return status;
}

enum awol_status awol_fit_output(const struct awol_fit_inputs *inputs, const struct awol_fit *fit,
                                 const struct awol_fitted_span *spans,
                                 struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = awol_stream_init(&stream, "fit", opt_error);
    if (status != AWOL_OK)
        return status;
    status = copy_headers(inputs, &stream, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_to_stream(fit, &stream, opt_error);
    if (status == AWOL_OK)
        status = write_series(inputs, spans, &stream, opt_error);
    if (status == AWOL_OK && inputs->opt_offers)
        status = awol_stream_add_copy(&stream, inputs->opt_offers, "offers", opt_error);
    if (status == AWOL_OK && inputs->opt_circumstances)
        status =
            awol_stream_add_copy(&stream, inputs->opt_circumstances, "circumstances", opt_error);
    if (status == AWOL_OK && inputs->opt_units)
        status = awol_stream_add_copy(&stream, inputs->opt_units, "units", opt_error);
    if (status == AWOL_OK)
        status = copy_others(inputs, &stream, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_words_to_stream(fit, &stream, opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}
