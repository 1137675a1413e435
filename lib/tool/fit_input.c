#include "tool/fit_input.h"

#include <math.h>
#include <string.h>

#include "count/report.h"
#include "count/resolve.h"
#include "date/span.h"
#include "model/grid.h"
#include "read/input.h"

static enum awol_status read_dated(const struct awol_arguments *arguments, const char *option,
                                   enum awol_offer_kinds kinds, struct awol_table *table,
                                   struct awol_offers *offers, bool *has,
                                   const struct awol_offers **ret, struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, option, NULL);
    const char *operand = awol_arguments_operand(arguments, 0);
    if (!path)
        return AWOL_OK;
    if (strcmp(path, "-") == 0 && (!operand || strcmp(operand, "-") == 0))
        return awol_arguments_refuse(arguments, option, error,
                                     "standard input holds the series already");
    enum awol_status status = awol_input_table(path, option, table, error);
    if (status != AWOL_OK)
        return status;
    *has = true;
    status = awol_offers_from_table(table, kinds, offers, error);
    if (status == AWOL_OK)
        *ret = offers;
    return status;
}

static enum awol_status read_covariates(struct awol_fit_input *input, struct awol_request *request,
                                        struct awol_error *error)
{
    if (request->n_covariate_names == 0)
        return AWOL_OK;
    enum awol_status status =
        awol_series_covariate_table(&input->series, awol_stream_find(&input->stream, "covariates"),
                                    &input->covariates_table, error);
    if (status == AWOL_OK)
        status = awol_covariates_from_table(&input->covariates_table, &input->covariates, error);
    if (status == AWOL_OK)
        request->covariates = &input->covariates;
    return status;
}

static enum awol_status read_units(const struct awol_arguments *arguments,
                                   struct awol_fit_input *input, struct awol_request *request,
                                   struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, "units", NULL);
    const struct awol_table *table = awol_stream_find(&input->stream, "units");
    enum awol_status status = AWOL_OK;
    if (path && !request->share_between)
        return awol_arguments_refuse(arguments, "units", error, "it goes with --share-between");
    if (path) {
        status = awol_input_table(path, "units", &input->units_table, error);
        table = &input->units_table;
    }
    if (status != AWOL_OK || !table || !request->share_between)
        return status;
    status = awol_units_from_table(table, &input->units, error);
    if (status == AWOL_OK)
        request->units = &input->units;
    return status;
}

static const char *header(const struct awol_fit_input *input, const char *key)
{
    const char *value = awol_stream_header(&input->stream, key);
    return value ? value : "";
}

static enum awol_status read_series(const struct awol_arguments *arguments,
                                    struct awol_fit_input *input, struct awol_request *request,
                                    struct awol_error *error)
{
    const struct awol_table *table = awol_stream_find(&input->stream, "series");
    struct awol_count_report report = {0};
    if (!table)
        return awol_error_at(error, input->stream.source, (struct awol_place){0, 0},
                             "the stream has no table “series”");
    enum awol_status status =
        awol_series_from_table(table, awol_grid_days(request->by), &input->series, error);
    /* A bound that its parts imply stays: its days are counted, and may state the men. */
    if (status == AWOL_OK)
        status = awol_resolve_bounds(&input->series, false, &report, error);
    if (status == AWOL_OK)
        status = awol_series_validate(&input->series, error);
    for (size_t i = 0; status == AWOL_OK && i < AWOL_N_REMARKS; i++)
        if (report.n[i] > 0)
            awol_arguments_warn(arguments, "%s: %zu (first: %s)",
                                awol_remark_text((enum awol_remark)i), report.n[i],
                                report.examples[i]);
    return status;
}

/* How many days a bin of the series has: one, unless a very long record would have too many. */
static int64_t times_bin(const struct awol_request *request)
{
    double days = request->window.to - request->window.from;
    int64_t asked = request->by ? awol_grid_days(request->by) : 0;
    return asked > 0 ? asked : 1 + (int64_t)(days / (double)AWOL_TIMES_MOST_DAYS);
}

static enum awol_status read_times(const struct awol_arguments *arguments,
                                   struct awol_fit_input *input, struct awol_request *request,
                                   struct awol_error *error)
{
    const char *day = awol_arguments_text(arguments, "day-zero", NULL);
    double men = awol_arguments_number(arguments, "men", NAN);
    const struct awol_table *table = awol_stream_find(&input->stream, "times");
    size_t n_after = 0;
    if (day && !awol_day_parse(day, &request->origin))
        return awol_arguments_refuse(arguments, "day-zero", error,
                                     "a day such as 1777-09-01 was expected, not “%.40s”", day);
    if (!request->observed)
        return awol_error_set(error, AWOL_USAGE,
                              "--model %s needs --observed FROM/TO: from when to when departures "
                              "were noted. The last departure does not tell when the record ends",
                              request->model->name);
    struct awol_error why;
    if (awol_window_parse(request->observed, request->origin, &request->window, &why) != AWOL_OK)
        return awol_arguments_refuse(arguments, "observed", error, "%s", why.message);
    enum awol_status status = awol_times_from_table(table, request->origin, &request->window,
                                                    &input->times, &n_after, error);
    if (status == AWOL_OK && n_after > 0)
        awol_arguments_warn(arguments, "left out, as later than the observation: %zu row%s",
                            n_after, n_after == 1 ? "" : "s");
    if (status == AWOL_OK)
        status = awol_times_series(&input->times, &request->window, times_bin(request), men,
                                   input->stream.source, &input->series, error);
    request->times = &input->times;
    return status;
}

enum awol_status awol_fit_input_read(const struct awol_arguments *arguments,
                                     struct awol_fit_input *input, struct awol_request *request,
                                     struct awol_error *error)
{
    static const char *const series[] = {"series", NULL}, *const times[] = {"times", NULL};
    static const char *const timed_options[] = {"observed", "men", "day-zero", NULL};
    const char *path = awol_arguments_operand(arguments, 0);
    bool timed = request->model && (request->model->takes & AWOL_TAKES_TIMES);
    for (size_t i = 0; !timed && timed_options[i]; i++)
        if (awol_arguments_has(arguments, timed_options[i]))
            return awol_arguments_refuse(arguments, timed_options[i], error,
                                         "it goes with --model hawkes or hawkes-n");
    enum awol_status status =
        read_dated(arguments, "offers", AWOL_OFFERS, &input->offers_table, &input->offers,
                   &input->has_offers, &request->offers, error);
    if (status == AWOL_OK)
        status = read_dated(arguments, "circumstances", AWOL_CIRCUMSTANCES,
                            &input->circumstances_table, &input->circumstances,
                            &input->has_circumstances, &request->circumstances, error);
    if (status == AWOL_OK)
        status =
            awol_input_stream(path ? path : "-", timed ? times : series, &input->stream, error);
    if (status != AWOL_OK)
        return status;
    status = timed ? read_times(arguments, input, request, error)
                   : read_series(arguments, input, request, error);
    request->series = &input->series;
    request->words = (struct awol_record_words){header(input, "event"), header(input, "to"),
                                                header(input, "reported_by")};
    if (status == AWOL_OK)
        status = read_units(arguments, input, request, error);
    return status == AWOL_OK ? read_covariates(input, request, error) : status;
}

void awol_fit_input_release(struct awol_fit_input *input)
{
    awol_times_release(&input->times);
    awol_units_release(&input->units);
    awol_table_release(&input->units_table);
    awol_covariates_release(&input->covariates);
    awol_table_release(&input->covariates_table);
    awol_offers_release(&input->circumstances);
    awol_offers_release(&input->offers);
    awol_series_release(&input->series);
    awol_table_release(&input->circumstances_table);
    awol_table_release(&input->offers_table);
    awol_stream_release(&input->stream);
}
