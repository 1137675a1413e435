/* A finished fit as the rows of its tables. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "estimate/session.h"

static const char *law_name(enum awol_law law)
{
    static const char *const names[] = {[AWOL_LAW_POISSON] = "poisson",
                                        [AWOL_LAW_NB] = "nb",
                                        [AWOL_LAW_GP] = "gp",
                                        [AWOL_LAW_BINOMIAL] = "binomial"};
    return names[law];
}

/* Switches that most fits do not have: a key only where they are on. */
static enum awol_status write_rare(struct awol_session *s, struct awol_error *opt_error)
{
    struct awol_fit *fit = s->fit;
    struct awol_text ids;
    char day[AWOL_DAY_TEXT_SIZE];
    enum awol_status status = AWOL_OK;
    awol_text_init(&ids);
    for (size_t k = 0; k < s->request->n_urgency_ids; k++)
        awol_text_append_format(&ids, "%s%s", k ? "," : "", s->request->urgency_ids[k]);
    if (ids.length > 0 && s->model->cascade)
        status = awol_fit_add_line(fit, &fit->model, "urgency", awol_text_string(&ids), opt_error);
    if (status == AWOL_OK && s->request->after_days > 0)
        status = awol_fit_add_number(fit, "after_deadline_days", (double)s->request->after_days,
                                     opt_error);
    if (status == AWOL_OK && s->request->parties)
        status = awol_fit_add_line(fit, &fit->model, "parties", "yes", opt_error);
    if (status == AWOL_OK && s->setup.opt_times)
        status = awol_fit_add_line(fit, &fit->model, "observed", s->request->observed, opt_error);
    if (status == AWOL_OK && s->setup.opt_times && s->request->origin != 0)
        status = awol_fit_add_line(fit, &fit->model, "day_zero",
                                   awol_day_format(s->request->origin, day), opt_error);
    if (status == AWOL_OK && s->setup.least_squares)
        status = awol_fit_add_line(fit, &fit->model, "least_squares", "yes", opt_error);
    if (status == AWOL_OK && s->setup.levels)
        status = awol_fit_add_line(fit, &fit->model, "levels", "yes", opt_error);
    if (status == AWOL_OK && s->setup.share_between && s->setup.neighbours)
        status = awol_fit_add_line(fit, &fit->model, "neighbours", "units", opt_error);
    if (status == AWOL_OK)
        status = awol_text_check(&ids, opt_error);
    awol_text_release(&ids);
    if (status != AWOL_OK || s->setup.n_cuts == 0)
        return status;
    awol_text_init(&ids);
    for (size_t k = 0; k < s->setup.n_cuts; k++) {
        awol_text_append_format(&ids, "%s%s", k ? "," : "", awol_day_format(s->setup.cuts[k], day));
    }
    status = awol_text_check(&ids, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(fit, &fit->model, "cuts", awol_text_string(&ids), opt_error);
    awol_text_release(&ids);
    return status;
}

static enum awol_status write_switches(struct awol_session *s, struct awol_error *opt_error)
{
    struct awol_fit *fit = s->fit;
    struct awol_text names;
    awol_text_init(&names);
    for (size_t i = 0; i < s->campaign.n_effects; i++)
        awol_text_append_format(&names, "%s%s", i ? "," : "", s->campaign.effects[i].name);
    const struct {
        const char *key, *value;
    } rows[] = {{"model", s->model->name},
                {"counts", law_name(s->setup.law)},
                {"kernel", s->model->cascade ? awol_kernel_names[s->setup.kernel] : "NA"},
                {"base_bin", s->campaign.grid.text},
                {"offers", names.length ? awol_text_string(&names) : "NA"},
                {"background", s->setup.background ? "yes" : "no"},
                {"share_between", s->setup.share_between ? "yes" : "no"},
                {"initial", s->setup.steady ? "steady" : "empty"},
                {"estimator", s->request->prior ? "maximum a posteriori" : "maximum likelihood"},
                {"rate_unit", s->campaign.per_man ? "per man and day" : "per day"}};
    enum awol_status status = awol_text_check(&names, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof rows / sizeof *rows; i++)
        status = awol_fit_add_line(fit, &fit->model, rows[i].key, rows[i].value, opt_error);
    if (status == AWOL_OK && (s->model->takes & AWOL_TAKES_BASS))
        status =
            awol_fit_add_line(fit, &fit->model, "bass", awol_bass_names[s->setup.bass], opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "recorded", s->setup.recorded, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "period_days", s->setup.period_days, opt_error);
    if (status == AWOL_OK)
        status = write_rare(s, opt_error);
    awol_text_release(&names);
    return status;
}

static bool is_told(const struct awol_session *s, size_t p)
{
    if (p == s->problem.layout.tau && s->tau_unknown)
        return false;
    /* As in the bracket: this eta is the slope of a straight line. */
    return !(p == s->problem.layout.eta && s->model->cascade &&
             awol_bracket_is_slow(&s->problem, &s->estimate));
}

/* Where the likelihood is greatest along what has no estimate: later tools begin there. */
static enum awol_status write_maximum(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && s->estimate.n > 0 && p < s->problem.layout.n; p++) {
        char key[AWOL_PARAMETER_NAME + sizeof AWOL_FIT_MAXIMUM];
        if (is_told(s, p) || isnan(s->estimate.values[p]))
            continue;
        snprintf(key, sizeof key, AWOL_FIT_MAXIMUM "%s", s->problem.layout.parameters[p].name);
        status = awol_fit_add_number(s->fit, key, s->estimate.values[p], opt_error);
    }
    return status;
}

enum awol_status awol_session_write_model(struct awol_session *s, double log_likelihood,
                                          struct awol_error *opt_error)
{
    struct awol_fit *fit = s->fit;
    char digest[AWOL_SERIES_DIGEST_SIZE];
    double k = (double)awol_problem_n_free(&s->problem),
           n = (double)(s->campaign.n_observations - s->problem.layout.n_given);
    if (s->setup.opt_times)
        n = awol_times_departures(s->setup.opt_times, s->setup.times_from);
    enum awol_status status = write_switches(s, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "log_likelihood", log_likelihood, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "n_observations", n, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "n_parameters", k, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(
            fit, "aicc",
            n > k + 1 ? 2 * k - 2 * log_likelihood + 2 * k * (k + 1) / (n - k - 1) : (double)NAN,
            opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(
            fit, "bic", n > 0 ? k * log(n) - 2 * log_likelihood : (double)NAN, opt_error);
    if (status == AWOL_OK && s->estimate.n > 0) {
        status = awol_fit_add_line(fit, &fit->model, "converged",
                                   s->estimate.converged ? "yes" : "no", opt_error);
        if (status == AWOL_OK)
            status = awol_fit_add_line(fit, &fit->model, "second_mode",
                                       s->estimate.second_mode ? "yes" : "no", opt_error);
    }
    if (status == AWOL_OK)
        status = write_maximum(s, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "seed", (double)s->request->seed, opt_error);
    if (status == AWOL_OK)
        status = s->setup.opt_times
                     ? awol_times_digest(s->request->times, &s->request->window, digest, opt_error)
                     : awol_series_digest(s->request->series, digest, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(fit, &fit->model, "data_digest", digest, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(fit, &fit->model, "version", AWOL_VERSION, opt_error);
    return status;
}

enum awol_status awol_session_begin_told(const struct awol_session *s, struct awol_told *ret_told,
                                         struct awol_error *opt_error)
{
    size_t n = s->problem.layout.n;
    double *limits = calloc(2 * n + 1, sizeof *limits);
    if (!limits) {
        *ret_told = (struct awol_told){0};
        return awol_error_memory(opt_error);
    }
    for (size_t p = 0; p < n; p++) {
        limits[p] = s->intervals[p].low;
        limits[n + p] = s->intervals[p].high;
    }
    *ret_told = (struct awol_told){.campaign = &s->campaign,
                                   .setup = &s->setup,
                                   .layout = &s->problem.layout,
                                   .values = s->estimate.values,
                                   .full = s->estimate.full,
                                   .lows = limits,
                                   .highs = limits + n,
                                   .fixed = s->problem.fixed,
                                   .level = s->request->level,
                                   .opt_offers = s->request->offers,
                                   .seed = (uint64_t)s->request->seed};
    return AWOL_OK;
}

void awol_session_end_told(struct awol_told *told)
{
    free((double *)told->lows);
    *told = (struct awol_told){0};
}

static const char *method_of(const struct awol_session *s, size_t p, char *text, size_t size)
{
    const struct awol_interval *i = &s->intervals[p];
    if (s->problem.fixed[p])
        return "fixed";
    if (isnan(s->estimate.values[p]))
        return "not defined";
    return awol_interval_describe(i, text, size);
}

static double standard_error(const struct awol_session *s, size_t p)
{
    const struct awol_parameter *parameter = &s->problem.layout.parameters[p];
    double variance = s->estimate.covariance[p * s->estimate.n + p];
    if (!s->estimate.defined[p] || !(variance > 0))
        return NAN;
    double working = awol_parameter_to_working(parameter, s->estimate.values[p]);
    return sqrt(variance) * awol_parameter_slope(parameter, working);
}

enum awol_status awol_session_write_parameters(struct awol_session *s, struct awol_error *opt_error)
{
    struct awol_told told;
    enum awol_status status = awol_session_begin_told(s, &told, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < s->problem.layout.n; p++) {
        const struct awol_parameter *parameter = &s->problem.layout.parameters[p];
        char method[64];
        struct awol_fit_parameter row = {parameter->name,
                                         s->estimate.values[p],
                                         standard_error(s, p),
                                         s->intervals[p].low,
                                         s->intervals[p].high,
                                         s->request->level,
                                         method_of(s, p, method, sizeof method),
                                         parameter->measure,
                                         parameter->meaning};
        if (s->problem.fixed[p])
            row.level = NAN;
        if (s->model->limits && !s->problem.fixed[p])
            s->model->limits(&told, p, &row.low, &row.high, &row.method);
        if (!is_told(s, p))
            row.estimate = row.se = NAN;
        status = awol_fit_add_parameter(s->fit, &row, opt_error);
    }
    awol_session_end_told(&told);
    return status;
}

static const char *scale_name(enum awol_scale scale)
{
    return scale == AWOL_SCALE_LOG ? "logarithm" : scale == AWOL_SCALE_LOGIT ? "logit" : "value";
}

enum awol_status awol_session_write_covariance(struct awol_session *s, struct awol_error *opt_error)
{
    struct awol_fit *fit = s->fit;
    const struct awol_layout *layout = &s->problem.layout;
    size_t n = 0, size = layout->n;
    fit->covariance_names = awol_arena_alloc(&fit->arena, (size + 1) * sizeof(char *));
    fit->covariance_scales = awol_arena_alloc(&fit->arena, (size + 1) * sizeof(char *));
    fit->covariance = awol_arena_alloc(&fit->arena, (size * size + 1) * sizeof(double));
    size_t *index = calloc(size + 1, sizeof *index);
    enum awol_status status = AWOL_OK;
    if (!fit->covariance_names || !fit->covariance_scales || !fit->covariance || !index)
        status = awol_error_memory(opt_error);
    for (size_t p = 0; status == AWOL_OK && p < size; p++) {
        if (!s->estimate.defined[p])
            continue;
        fit->covariance_names[n] = awol_arena_string(&fit->arena, layout->parameters[p].name);
        fit->covariance_scales[n] = scale_name(layout->parameters[p].scale);
        if (!fit->covariance_names[n])
            status = awol_error_memory(opt_error);
        index[n++] = p;
    }
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        for (size_t j = 0; j < n; j++)
            fit->covariance[i * n + j] = s->estimate.covariance[index[i] * size + index[j]];
    if (status == AWOL_OK)
        fit->n_covariance = n;
    free(index);
    return status;
}

/* ---- fitted spans ------------------------------------------------------------------------- */

/* Of a count, which is never below none. */
static double quantile(const struct awol_session *s, double mean, double variance, double p)
{
    if (s->problem.likelihood.type->normal)
        return fmax(mean + gsl_cdf_gaussian_Pinv(p, sqrt(variance)), 0);
    return awol_law_quantile(s->setup.law, fmax(mean, 1e-9), variance, p);
}

enum awol_status awol_session_set_spans(struct awol_session *s, struct awol_error *opt_error)
{
    size_t n = s->request->series->n_spans;
    struct awol_expectation *e = calloc(n + 1, sizeof *e);
    double l, tail = 0.5 * (1 - s->request->level);
    const struct awol_likelihood *likelihood = &s->problem.likelihood;
    if (!e)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        e[i].expected = NAN;
    enum awol_status status =
        likelihood->type->evaluate(likelihood->state, s->estimate.full, &l, NULL, e, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        struct awol_fitted_span *span = &s->spans[i];
        if (isnan(e[i].expected))
            continue;
        double rest = e[i].background + e[i].by_offer + e[i].by_comrades;
        double known = fmax(0, e[i].expected - rest);
        double party = s->request->series->spans[i].party;
        double men = s->request->parties && party >= 1 ? party : 1; /* in what is counted */
        *span =
            (struct awol_fitted_span){men * e[i].expected,
                                      men * (known + quantile(s, rest, e[i].variance, tail)),
                                      men * (known + quantile(s, rest, e[i].variance, 1 - tail)),
                                      men * e[i].background,
                                      men * e[i].by_offer,
                                      men * e[i].by_comrades};
    }
    free(e);
    return status;
}
