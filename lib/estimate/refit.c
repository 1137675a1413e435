#include "estimate/refit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "estimate/session.h"

/* ---- the records ---------------------------------------------------------------------------- */

static enum awol_status no_table(const struct awol_stream *stream, const char *name,
                                 struct awol_error *opt_error)
{
    return awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                         "the stream has no table “%s”: this is no fit of awol-fit", name);
}

/* An edited series would be compared with estimates of another. */
static enum awol_status check_digest(const struct awol_refit *refit,
                                     const struct awol_stream *stream, struct awol_error *opt_error)
{
    char digest[AWOL_SERIES_DIGEST_SIZE];
    const char *said = awol_fit_model(&refit->fit, "data_digest");
    enum awol_status status =
        refit->request.times
            ? awol_times_digest(&refit->times, &refit->request.window, digest, opt_error)
            : awol_series_digest(&refit->series, digest, opt_error);
    if (status == AWOL_OK && strcmp(digest, said) != 0)
        status = awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                               "the series is not the one that was fitted: its digest is %s, and "
                               "the table model has data_digest %.40s. Fit the edited series anew",
                               digest, said);
    return status;
}

/* The key “observed” of table model stands with the table times. */
static enum awol_status read_times(struct awol_refit *refit, const struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "times");
    size_t n_after;
    if (!(refit->request.model->takes & AWOL_TAKES_TIMES))
        return AWOL_OK;
    if (!table || !refit->request.observed)
        return no_table(stream, "times, or the table model no key observed", opt_error);
    enum awol_status status = awol_window_parse(refit->request.observed, refit->request.origin,
                                                &refit->request.window, opt_error);
    if (status == AWOL_OK)
        status = awol_times_from_table(table, refit->request.origin, &refit->request.window,
                                       &refit->times, &n_after, opt_error);
    refit->request.times = status == AWOL_OK ? &refit->times : NULL;
    return status;
}

static enum awol_status read_series(struct awol_refit *refit, const struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "series");
    if (!table)
        return no_table(stream, "series", opt_error);
    enum awol_status status = awol_series_from_table(table, 1, &refit->series, opt_error);
    if (status == AWOL_OK)
        status = awol_series_validate(&refit->series, opt_error);
    if (status == AWOL_OK)
        status = check_digest(refit, stream, opt_error);
    refit->request.series = &refit->series;
    return status;
}

static enum awol_status read_dated(const struct awol_stream *stream, const char *name,
                                   enum awol_offer_kinds kinds, struct awol_offers *offers,
                                   const struct awol_offers **ret, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, name);
    if (!table)
        return AWOL_OK;
    enum awol_status status = awol_offers_from_table(table, kinds, offers, opt_error);
    if (status == AWOL_OK)
        *ret = offers;
    return status;
}

static enum awol_status read_covariates(struct awol_refit *refit, const struct awol_stream *stream,
                                        struct awol_error *opt_error)
{
    struct awol_table table;
    if (refit->request.n_covariate_names == 0)
        return AWOL_OK;
    enum awol_status status = awol_series_covariate_table(
        &refit->series, awol_stream_find(stream, "covariates"), &table, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_covariates_from_table(&table, &refit->covariates, opt_error);
    if (status == AWOL_OK)
        refit->request.covariates = &refit->covariates;
    awol_table_release(&table);
    return status;
}

static enum awol_status read_units(struct awol_refit *refit, const struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "units");
    if (!awol_fit_model(&refit->fit, "neighbours"))
        return AWOL_OK;
    if (!table)
        return no_table(stream, "units", opt_error);
    enum awol_status status = awol_units_from_table(table, &refit->units, opt_error);
    if (status == AWOL_OK)
        refit->request.units = &refit->units;
    return status;
}

static enum awol_status read_words(struct awol_refit *refit, const struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    static const char *const keys[] = {"event", "to", "reported_by"};
    const char *words[3];
    for (size_t i = 0; i < 3; i++) {
        const char *value = awol_stream_header(stream, keys[i]);
        words[i] = awol_arena_string(&refit->arena, value ? value : "");
        if (!words[i])
            return awol_error_memory(opt_error);
    }
    refit->request.words = (struct awol_record_words){words[0], words[1], words[2]};
    return AWOL_OK;
}

/* ---- what the parameters say of the request -------------------------------------------------- */

static bool is_wave(const char *name)
{
    return strncmp(name, "sin", 3) == 0 && name[3] >= '1' && name[3] <= '9';
}

/* Trend, season, level, and what was held stand in the table parameters. */
static enum awol_status read_parameters(struct awol_refit *refit, struct awol_error *opt_error)
{
    const struct awol_fit *fit = &refit->fit;
    struct awol_request *r = &refit->request;
    struct awol_setting *fixed =
        awol_arena_alloc(&refit->arena, (fit->n_parameters + 1) * sizeof *fixed);
    if (!fixed)
        return awol_error_memory(opt_error);
    r->level = 0.9;
    r->fix = (struct awol_settings){.settings = fixed};
    for (size_t i = fit->n_parameters; i-- > 0;) {
        const struct awol_fit_parameter *p = &fit->parameters[i];
        r->trend = r->trend || strcmp(p->name, "trend") == 0;
        r->harmonics += is_wave(p->name);
        if (!isnan(p->level))
            r->level = p->level;
        if (strcmp(p->method, "fixed") == 0 && !isnan(p->estimate))
            fixed[r->fix.n++] = (struct awol_setting){p->name, p->estimate};
    }
    return AWOL_OK;
}

static enum awol_status read_request(struct awol_refit *refit, const struct awol_stream *stream,
                                     struct awol_error *opt_error)
{
    const struct awol_table *model = awol_stream_find(stream, "model");
    if (!model)
        return no_table(stream, "model", opt_error);
    refit->request = (struct awol_request){.recorded = 1, .period_days = 365.25};
    enum awol_status status =
        awol_refit_read_model(model, &refit->arena, &refit->request, opt_error);
    if (status == AWOL_OK && awol_stream_find(stream, "evaluation"))
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "this is an evaluation at given parameters (awol-fit --at), not a "
                              "fit: it has no estimates. Fit without --at");
    if (status == AWOL_OK && refit->fit.n_parameters == 0)
        status = no_table(stream, "parameters", opt_error);
    if (status == AWOL_OK)
        status = read_parameters(refit, opt_error);
    if (status == AWOL_OK)
        status = read_times(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = read_series(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = read_dated(stream, "offers", AWOL_OFFERS, &refit->offers, &refit->request.offers,
                            opt_error);
    if (status == AWOL_OK)
        status = read_dated(stream, "circumstances", AWOL_CIRCUMSTANCES, &refit->circumstances,
                            &refit->request.circumstances, opt_error);
    if (status == AWOL_OK)
        status = read_covariates(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = read_units(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = read_words(refit, stream, opt_error);
    return status;
}

/* ---- the model ------------------------------------------------------------------------------ */

/* The same steps as a fit takes, without its words. */
static enum awol_status prepare(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_request *request = s->request;
    bool changed = false;
    struct awol_error inner = {0};
    enum awol_status status = awol_effects_init(&s->effects, request, &inner);
    if (status == AWOL_USAGE) /* nobody gave an option here */
        return awol_error_at(opt_error, request->series->source, (struct awol_place){0, 0},
                             "table model names an effect that the stream does not have (%.300s)",
                             inner.message);
    if (status != AWOL_OK && opt_error)
        *opt_error = inner;
    if (status == AWOL_OK)
        status = awol_session_prepare(s, true, opt_error);
    if (status == AWOL_OK)
        status =
            awol_effects_screen(&s->effects, request, &s->campaign, s->fit, &changed, opt_error);
    if (status == AWOL_OK && (changed || !request->model->effects))
        status = awol_session_prepare(s, request->model->effects, opt_error);
    return status;
}

enum awol_status awol_request_open(const struct awol_request *request,
                                   struct awol_effects *ret_effects, double **ret_neighbours,
                                   struct awol_campaign *ret_campaign,
                                   struct awol_problem *ret_problem, struct awol_error *opt_error)
{
    struct awol_fit words;
    struct awol_session s = {.request = request, .fit = &words};
    awol_fit_init(&words);
    enum awol_status status = prepare(&s, opt_error);
    awol_fit_release(&words);
    *ret_effects = s.effects;
    *ret_neighbours = s.neighbours;
    if (!s.has_campaign)
        return status;
    *ret_campaign = s.campaign; /* it knows no address of its own */
    if (status != AWOL_OK)
        return status;
    awol_session_set_up(&s, request->model);
    return awol_problem_init(ret_problem, ret_campaign, &s.setup, request->prior, opt_error);
}

/* Where the likelihood is greatest along a parameter that has no estimate to print. */
static bool find_maximum(const struct awol_fit *fit, const char *name, double *ret_value)
{
    size_t prefix = strlen(AWOL_FIT_MAXIMUM);
    for (size_t i = 0; i < fit->model.n; i++) {
        const struct awol_fit_line *line = &fit->model.lines[i];
        if (strncmp(line->key, AWOL_FIT_MAXIMUM, prefix) == 0 &&
            strcmp(line->key + prefix, name) == 0)
            return awol_number_parse(line->value, ret_value);
    }
    return false;
}

/* An estimate that was edited to what it cannot be; told where it stands. */
static enum awol_status check_value(const struct awol_refit *refit,
                                    const struct awol_table *opt_table, size_t row,
                                    const struct awol_parameter *parameter, double value,
                                    struct awol_error *opt_error)
{
    struct awol_error inner = {0};
    if (awol_parameter_check(parameter, value, &inner) == AWOL_OK)
        return AWOL_OK;
    if (!opt_table || isnan(refit->fit.parameters[row].estimate))
        return awol_error_set(opt_error, AWOL_DATA, "table model: %s", inner.message);
    return awol_table_error(opt_table, row, awol_table_find(opt_table, "estimate"), opt_error, "%s",
                            inner.message);
}

static enum awol_status read_values(struct awol_refit *refit, const struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "parameters");
    const char *source = stream->source;
    const struct awol_layout *layout = &refit->problem.layout;
    const struct awol_place nowhere = {0, 0};
    refit->values = calloc(layout->n + 1, sizeof *refit->values);
    if (!refit->values)
        return awol_error_memory(opt_error);
    awol_problem_start(&refit->problem, refit->values); /* moot parameters need some number */
    for (size_t p = 0; p < layout->n; p++) {
        const struct awol_fit_parameter *row =
            awol_fit_find(&refit->fit, layout->parameters[p].name);
        if (!row)
            return awol_error_at(opt_error, source, nowhere,
                                 "table parameters has no %s, which the model of table model has",
                                 layout->parameters[p].name);
        if (!isnan(row->estimate))
            refit->values[p] = row->estimate;
        else
            find_maximum(&refit->fit, row->name, &refit->values[p]);
        enum awol_status status = check_value(refit, table, (size_t)(row - refit->fit.parameters),
                                              &layout->parameters[p], refit->values[p], opt_error);
        if (status != AWOL_OK)
            return status;
        if (strcmp(row->method, "fixed") == 0)
            awol_problem_fix(&refit->problem, p, refit->values[p]);
    }
    if (refit->fit.n_parameters != layout->n)
        return awol_error_at(
            opt_error, source, nowhere,
            "table parameters has %zu parameters, and the model of table model %zu",
            refit->fit.n_parameters, layout->n);
    return AWOL_OK;
}

/* Offers, estimates or switches that were edited by hand show here. */
static enum awol_status check_likelihood(struct awol_refit *refit, const char *source,
                                         struct awol_error *opt_error)
{
    const char *text = awol_fit_model(&refit->fit, "log_likelihood");
    const char *version = awol_fit_model(&refit->fit, "version");
    double said, seen;
    if (!awol_number_parse(text, &said))
        return awol_error_at(opt_error, source, (struct awol_place){0, 0},
                             "table model: log_likelihood is no number");
    enum awol_status status =
        awol_problem_evaluate(&refit->problem, refit->values, &seen, NULL, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!(fabs(seen - said) <= 1e-6 * (1 + fabs(said))))
        return awol_error_at(
            opt_error, source, (struct awol_place){0, 0},
            "the estimates have the log-likelihood %.10g, and the table model says "
            "%.10g: the stream was edited, or version %.20s counts otherwise. Fit "
            "anew",
            seen, said, version ? version : "unknown");
    refit->log_likelihood = seen;
    return AWOL_OK;
}

void awol_refit_begin(struct awol_refit *refit)
{
    *refit = (struct awol_refit){.values = NULL};
    awol_arena_init(&refit->arena);
    awol_fit_init(&refit->fit);
}

enum awol_status awol_refit_init(struct awol_refit *refit, const struct awol_stream *stream,
                                 struct awol_error *opt_error)
{
    awol_refit_begin(refit);
    enum awol_status status = awol_fit_from_stream(stream, &refit->fit, opt_error);
    if (status == AWOL_OK)
        status = read_request(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_request_open(&refit->request, &refit->effects, &refit->neighbours,
                                   &refit->campaign, &refit->problem, opt_error);
    if (status == AWOL_OK)
        status = read_values(refit, stream, opt_error);
    if (status == AWOL_OK)
        status = check_likelihood(refit, stream->source, opt_error);
    return status;
}

void awol_refit_release(struct awol_refit *refit)
{
    free(refit->values);
    awol_problem_release(&refit->problem);
    free(refit->neighbours);
    awol_campaign_release(&refit->campaign);
    awol_effects_release(&refit->effects);
    awol_times_release(&refit->times);
    awol_units_release(&refit->units);
    awol_covariates_release(&refit->covariates);
    awol_offers_release(&refit->circumstances);
    awol_offers_release(&refit->offers);
    awol_series_release(&refit->series);
    awol_fit_release(&refit->fit);
    awol_arena_release(&refit->arena);
}
