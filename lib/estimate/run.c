#include "estimate/run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/garwood.h"
#include "base/number.h"
#include "date/span.h"
#include "estimate/session.h"

/* ---- preparing ---------------------------------------------------------------------------- */

static enum awol_status prepare(struct awol_session *s, bool with_effects,
                                struct awol_error *opt_error)
{
    const struct awol_request *r = s->request;
    if (s->has_campaign)
        awol_campaign_release(&s->campaign);
    s->has_campaign = false;
    enum awol_status status =
        awol_campaign_init(&s->campaign, r->series, r->by, r->share_between, s->effects.effects,
                           with_effects ? s->effects.n : 0, r->covariates, opt_error);
    s->has_campaign = status == AWOL_OK;
    return status;
}

static void set_up(struct awol_session *s, const struct awol_model *model)
{
    const struct awol_request *r = s->request;
    s->model = model;
    s->setup = (struct awol_setup){.law = r->law,
                                   .dispersion = s->campaign.n_observations > 1,
                                   .cascade = model->cascade,
                                   .share_between = model->cascade && r->share_between &&
                                                    s->campaign.n_units > 1,
                                   .background = r->background,
                                   .trend = model->effects && r->trend,
                                   .harmonics = model->effects ? r->harmonics : 0,
                                   .period_days = r->period_days,
                                   .steady = model->cascade && r->steady,
                                   .recorded = r->recorded};
    if (s->setup.law == AWOL_LAW_NB && !s->setup.dispersion)
        s->setup.law = AWOL_LAW_POISSON; /* one count says nothing of its scatter */
}

/* ---- settings by name --------------------------------------------------------------------- */

/* Index of the parameter that a setting names; SIZE_MAX with a message if there is none. */
static size_t find_setting(const struct awol_layout *layout, const char *option,
                           const struct awol_setting *setting, struct awol_error *opt_error)
{
    size_t index = awol_layout_find(layout, setting->name);
    if (index != SIZE_MAX)
        return index;
    struct awol_text names;
    awol_text_init(&names);
    for (size_t p = 0; p < layout->n; p++)
        awol_text_append_format(&names, "%s%s", p ? ", " : "", layout->parameters[p].name);
    awol_error_set(opt_error, AWOL_USAGE, "%s: the model has no parameter “%.60s”; it has %.500s",
                   option, setting->name, awol_text_string(&names));
    awol_text_release(&names);
    return SIZE_MAX;
}

static enum awol_status apply_fixes(struct awol_session *s, struct awol_error *opt_error)
{
    for (size_t i = 0; i < s->request->fix.n; i++) {
        const struct awol_setting *setting = &s->request->fix.settings[i];
        size_t p = find_setting(&s->problem.layout, "--fix", setting, opt_error);
        if (p == SIZE_MAX || awol_parameter_check(&s->problem.layout.parameters[p], setting->value,
                                                  opt_error) != AWOL_OK)
            return AWOL_USAGE;
        awol_problem_fix(&s->problem, p, setting->value);
    }
    return AWOL_OK;
}

/* ---- evaluating at given parameters -------------------------------------------------------- */

static bool at_names(const struct awol_request *r, const char *prefix)
{
    for (size_t i = 0; i < r->at.n; i++)
        if (strncmp(r->at.settings[i].name, prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

/* The model that has the parameters named. */
static const struct awol_model *model_of_settings(const struct awol_request *r)
{
    if (r->model)
        return r->model;
    if (at_names(r, "eta"))
        return awol_model_find("cascade");
    bool effects = at_names(r, "offer.") || at_names(r, "circumstance.") || at_names(r, "cov.") ||
                   at_names(r, "trend") || at_names(r, "sin");
    return awol_model_find(effects ? "its" : "null");
}

static enum awol_status read_at(const struct awol_session *s, double *values,
                                struct awol_error *opt_error)
{
    const struct awol_layout *layout = &s->problem.layout;
    for (size_t p = 0; p < layout->n; p++)
        values[p] = NAN;
    for (size_t i = 0; i < s->request->at.n; i++) {
        const struct awol_setting *setting = &s->request->at.settings[i];
        size_t p = find_setting(layout, "--at", setting, opt_error);
        if (p == SIZE_MAX ||
            awol_parameter_check(&layout->parameters[p], setting->value, opt_error) != AWOL_OK)
            return AWOL_USAGE;
        values[p] = setting->value;
    }
    for (size_t p = 0; p < layout->n; p++)
        if (isnan(values[p]))
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "--at: every parameter of the model must be given, and %s is not",
                                  layout->parameters[p].name);
    return AWOL_OK;
}

static enum awol_status write_model(struct awol_session *s, double log_likelihood,
                                    struct awol_error *opt_error);

static enum awol_status evaluate_at(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_model *model = model_of_settings(s->request);
    double *values = NULL, l;
    enum awol_status status = prepare(s, model->effects, opt_error);
    if (status != AWOL_OK)
        return status;
    set_up(s, model);
    if (at_names(s->request, "dispersion")) {
        s->setup.law = s->request->law;
        s->setup.dispersion = true;
    }
    if (at_names(s->request, "background_"))
        s->setup.background = true;
    status = awol_problem_init(&s->problem, &s->campaign, &s->setup, false, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = s->problem.layout.n;
    values = calloc(2 * n, sizeof *values);
    if (!values)
        return awol_error_memory(opt_error);
    status = read_at(s, values, opt_error);
    if (status == AWOL_OK)
        status = awol_filter_evaluate(s->problem.filter, values, &l, values + n, NULL, opt_error);
    if (status == AWOL_OK)
        status = write_model(s, l, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < n; p++)
        status =
            awol_fit_add_point(s->fit, &s->fit->evaluation, s->problem.layout.parameters[p].name,
                               values[p], values[n + p], opt_error);
    free(values);
    return status;
}

/* ---- choosing a rung ---------------------------------------------------------------------- */

static enum awol_status note_refusal(struct awol_session *s, const struct awol_model *model,
                                     const struct awol_refusal *refusal,
                                     struct awol_error *opt_error)
{
    if (model->cascade)
        snprintf(s->cascade_refusal, sizeof s->cascade_refusal, "%s", refusal->reason);
    enum awol_status status =
        awol_fit_add(s->fit, &s->fit->warnings, opt_error, "refused",
                     "the model “%s” is not fitted: %s", model->name, refusal->reason);
    if (status == AWOL_OK && model->cascade)
        status = awol_fit_add(s->fit, &s->fit->summary, opt_error, "eta",
                              "This record does not show whether one departure led to others, "
                              "because %s; it would take %s.",
                              refusal->reason, refusal->remedy);
    return status;
}

/* Climb: the last model of the registry that is not refused. */
static enum awol_status choose_model(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_model *chosen = NULL, *asked = s->request->model;
    struct awol_refusal refusal;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < awol_n_models; i++) {
        status = awol_rules_check(s, &awol_models[i], &refusal, opt_error);
        if (status != AWOL_OK)
            return status;
        if (!refusal.reason[0])
            chosen = &awol_models[i];
        else if (!chosen)
            return awol_error_set(opt_error, AWOL_UNFIT, "%s; it would take %s", refusal.reason,
                                  refusal.remedy);
        else if (&awol_models[i] == asked)
            return awol_error_set(
                opt_error, AWOL_UNFIT,
                "the model “%s” cannot be fitted to these data: %s. It would take "
                "%s. --model %s can be fitted",
                asked->name, refusal.reason, refusal.remedy, chosen->name);
        else if (!asked)
            status = note_refusal(s, &awol_models[i], &refusal, opt_error);
        if (&awol_models[i] == asked)
            break;
    }
    if (status == AWOL_OK)
        set_up(s, asked ? asked : chosen);
    return status;
}

/* ---- fitting ------------------------------------------------------------------------------ */

static enum awol_status read_start(const struct awol_session *s, double *start,
                                   struct awol_error *opt_error)
{
    for (size_t p = 0; p < s->problem.layout.n; p++)
        start[p] = NAN;
    for (size_t i = 0; i < s->request->start.n; i++) {
        const struct awol_setting *setting = &s->request->start.settings[i];
        size_t p = find_setting(&s->problem.layout, "--start", setting, opt_error);
        if (p == SIZE_MAX)
            return AWOL_USAGE;
        start[p] = setting->value;
    }
    return AWOL_OK;
}

static enum awol_status keep_profile(struct awol_session *s, const char *name,
                                     const struct awol_profile_points *points,
                                     struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < points->n; i++)
        status = awol_fit_add_point(s->fit, &s->fit->profile, name, points->points[2 * i],
                                    points->points[2 * i + 1], opt_error);
    return status;
}

static enum awol_status profile_all(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_layout *layout = &s->problem.layout;
    enum awol_status status = AWOL_OK;
    double before;
    int round = 0;
    do { /* a better maximum found on the way makes all earlier intervals those of another point */
        before = s->estimate.log_likelihood;
        s->fit->profile.n = 0;
        for (size_t p = 0; status == AWOL_OK && p < layout->n; p++) {
            struct awol_profile_points points = {0};
            s->intervals[p] = (struct awol_interval){NAN, NAN, AWOL_SIDE_OPEN, AWOL_SIDE_OPEN};
            if (s->problem.fixed[p] || isnan(s->estimate.values[p]))
                continue;
            status = awol_profile(&s->problem, &s->estimate, p, s->request->level, &s->intervals[p],
                                  s->request->profile ? &points : NULL, opt_error);
            if (status == AWOL_OK)
                status = keep_profile(s, layout->parameters[p].name, &points, opt_error);
            free(points.points);
        }
    } while (status == AWOL_OK && s->estimate.log_likelihood > before + 1e-6 && ++round < 3);
    return status;
}

static enum awol_status fit_model(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status =
        awol_problem_init(&s->problem, &s->campaign, &s->setup, s->request->prior, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = s->problem.layout.n;
    double *start = calloc(n, sizeof *start);
    s->intervals = calloc(n, sizeof *s->intervals);
    if (!start || !s->intervals)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = apply_fixes(s, opt_error);
    if (status == AWOL_OK)
        status = read_start(s, start, opt_error);
    if (status == AWOL_OK)
        status = awol_estimate_fit(&s->problem, s->request->start.n ? start : NULL, &s->estimate,
                                   opt_error);
    if (status == AWOL_OK)
        status = profile_all(s, opt_error);
    free(start);
    return status;
}

/* ---- results ------------------------------------------------------------------------------ */

/* Everything that the likelihood depends on, in an order of its own, so that neither the order of
 * equal rows nor a comment changes the digest. */
static enum awol_status digest_data(const struct awol_series *series, char text[static 17],
                                    struct awol_error *opt_error)
{
    struct awol_text all;
    char full[AWOL_DIGEST_SIZE], number[4][AWOL_NUMBER_SIZE];
    awol_text_init(&all);
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (!span->preferred)
            continue;
        awol_text_append_format(&all, "%s\t%lld\t%lld\t%s\t%s\t%s\t%s\t%s\n",
                                series->units[span->unit], (long long)span->start,
                                (long long)span->end, awol_kind_name(span->count.kind),
                                awol_number_format(span->count.count, number[0]),
                                awol_number_format(span->count.low, number[1]),
                                awol_number_format(span->count.high, number[2]),
                                awol_number_format(span->at_risk, number[3]));
    }
    enum awol_status status = awol_text_check(&all, opt_error);
    if (status == AWOL_OK)
        snprintf(text, 17, "%.16s", awol_digest(awol_text_string(&all), all.length, full));
    awol_text_release(&all);
    return status;
}

static const char *law_name(enum awol_law law)
{
    return law == AWOL_LAW_NB ? "nb" : law == AWOL_LAW_GP ? "gp" : "poisson";
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
                {"kernel", s->model->cascade ? "exponential" : "NA"},
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
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "recorded", s->setup.recorded, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_number(fit, "period_days", s->setup.period_days, opt_error);
    awol_text_release(&names);
    return status;
}

static enum awol_status write_model(struct awol_session *s, double log_likelihood,
                                    struct awol_error *opt_error)
{
    struct awol_fit *fit = s->fit;
    char digest[17];
    double k = (double)awol_problem_n_free(&s->problem), n = (double)s->campaign.n_observations;
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
        status = awol_fit_add_number(fit, "seed", (double)s->request->seed, opt_error);
    if (status == AWOL_OK)
        status = digest_data(s->request->series, digest, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(fit, &fit->model, "data_digest", digest, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(fit, &fit->model, "version", AWOL_VERSION, opt_error);
    return status;
}

static const char *method_of(const struct awol_session *s, size_t p, char *text, size_t size)
{
    const struct awol_interval *i = &s->intervals[p];
    if (s->problem.fixed[p])
        return "fixed";
    if (isnan(s->estimate.values[p]))
        return "not defined";
    snprintf(text, size, "profile%s%s",
             i->low_side == AWOL_SIDE_ZERO   ? ", reaches 0"
             : i->low_side == AWOL_SIDE_OPEN ? ", open below"
                                             : "",
             i->high_side == AWOL_SIDE_OPEN ? ", open above" : "");
    return text;
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

/* A constant Poisson rate with every count exact has limits of its own that need no large record.
 */
static bool is_garwood(const struct awol_session *s, size_t p)
{
    return p == s->problem.layout.rate && !s->model->effects && s->setup.law == AWOL_LAW_POISSON &&
           !s->setup.background && s->setup.recorded == 1 && s->campaign.n_units == 1 &&
           s->totals[s->campaign.units[0].index].n_bounds == 0;
}

static enum awol_status write_parameters(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
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
        if (is_garwood(s, p)) {
            const struct awol_unit_total *t = &s->totals[s->campaign.units[0].index];
            row.low = awol_garwood_low(t->exact, s->request->level) / t->man_days;
            row.high = awol_garwood_high(t->exact, s->request->level) / t->man_days;
            row.method = "garwood";
        }
        if (p == s->problem.layout.tau && s->tau_unknown)
            row.estimate = row.se = NAN;
        status = awol_fit_add_parameter(s->fit, &row, opt_error);
    }
    return status;
}

static const char *scale_name(enum awol_scale scale)
{
    return scale == AWOL_SCALE_LOG ? "logarithm" : scale == AWOL_SCALE_LOGIT ? "logit" : "value";
}

static enum awol_status write_covariance(struct awol_session *s, struct awol_error *opt_error)
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

static enum awol_status set_spans(struct awol_session *s, struct awol_error *opt_error)
{
    size_t n = s->request->series->n_spans;
    struct awol_expectation *e = calloc(n + 1, sizeof *e);
    double l, tail = 0.5 * (1 - s->request->level);
    if (!e)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        e[i].expected = NAN;
    enum awol_status status =
        awol_filter_evaluate(s->problem.filter, s->estimate.full, &l, NULL, e, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        struct awol_fitted_span *span = &s->spans[i];
        if (isnan(e[i].expected))
            continue;
        double rest = e[i].background + e[i].by_offer + e[i].by_comrades;
        double known = fmax(0, e[i].expected - rest);
        double mean = fmax(rest, 1e-9);
        *span = (struct awol_fitted_span){
            e[i].expected,
            known + awol_law_quantile(s->setup.law, mean, e[i].variance, tail),
            known + awol_law_quantile(s->setup.law, mean, e[i].variance, 1 - tail),
            e[i].background,
            e[i].by_offer,
            e[i].by_comrades};
    }
    free(e);
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static enum awol_status fit_and_tell(struct awol_session *s, struct awol_error *opt_error)
{
    bool changed;
    enum awol_status status = prepare(s, true, opt_error);
    if (status == AWOL_OK)
        status = awol_session_totals(s, opt_error);
    if (status == AWOL_OK)
        status =
            awol_effects_screen(&s->effects, s->request, &s->campaign, s->fit, &changed, opt_error);
    if (status == AWOL_OK && changed)
        status = prepare(s, true, opt_error);
    if (status == AWOL_OK)
        status = awol_rules_warn_record(s, opt_error);
    if (status == AWOL_OK)
        status = choose_model(s, opt_error);
    if (status == AWOL_OK && !s->model->effects)
        status = prepare(s, false, opt_error);
    if (status == AWOL_OK)
        status = fit_model(s, opt_error);
    if (status == AWOL_OK)
        status = awol_bracket(s, opt_error);
    if (status == AWOL_OK)
        status = awol_rules_warn_fit(s, opt_error);
    if (status == AWOL_OK)
        status = set_spans(s, opt_error);
    if (status == AWOL_OK)
        status = write_model(s, s->estimate.log_likelihood, opt_error);
    if (status == AWOL_OK)
        status = write_parameters(s, opt_error);
    if (status == AWOL_OK)
        status = write_covariance(s, opt_error);
    if (status == AWOL_OK)
        status = awol_words(s, opt_error);
    return status;
}

static void release(struct awol_session *s)
{
    free(s->totals);
    free(s->intervals);
    awol_estimate_release(&s->estimate);
    awol_problem_release(&s->problem);
    if (s->has_campaign)
        awol_campaign_release(&s->campaign);
    awol_effects_release(&s->effects);
}

enum awol_status awol_fit_run(const struct awol_request *request, struct awol_fit *ret_fit,
                              struct awol_fitted_span **ret_spans, struct awol_error *opt_error)
{
    struct awol_fit fit;
    struct awol_session s = {.request = request, .fit = &fit};
    awol_fit_init(&fit);
    size_t n = request->series->n_spans;
    s.spans = calloc(n + 1, sizeof *s.spans);
    enum awol_status status = s.spans ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        s.spans[i] = (struct awol_fitted_span){NAN, NAN, NAN, NAN, NAN, NAN};
    if (status == AWOL_OK)
        status = awol_effects_init(&s.effects, request, opt_error);
    if (status == AWOL_OK)
        status = request->at.n ? evaluate_at(&s, opt_error) : fit_and_tell(&s, opt_error);
    release(&s);
    if (status == AWOL_OK) {
        *ret_fit = fit;
        *ret_spans = s.spans;
    } else {
        free(s.spans);
        awol_fit_release(&fit);
    }
    return status;
}
