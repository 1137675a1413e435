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
#include "model/neighbours.h"

/* ---- preparing ---------------------------------------------------------------------------- */

enum awol_status awol_session_prepare(struct awol_session *s, bool with_effects,
                                      struct awol_error *opt_error)
{
    const struct awol_request *r = s->request;
    if (s->has_campaign)
        awol_campaign_release(&s->campaign);
    s->has_campaign = false;
    unsigned flags = (r->share_between ? AWOL_CAMPAIGN_TOGETHER : 0) |
                     (r->at.n > 0 ? AWOL_CAMPAIGN_ALL_UNITS : 0) |
                     (r->parties ? AWOL_CAMPAIGN_PARTIES : 0);
    enum awol_status status =
        awol_campaign_init(&s->campaign, r->series, r->by, flags, s->effects.effects,
                           with_effects ? s->effects.n : 0, r->covariates, opt_error);
    s->has_campaign = status == AWOL_OK;
    free(s->neighbours);
    s->neighbours = NULL;
    if (status == AWOL_OK && r->share_between && r->units && s->campaign.n_units > 1)
        status = awol_neighbours_new(&s->campaign, r->units, &s->neighbours, opt_error);
    return status;
}

struct awol_setup awol_session_setup(const struct awol_session *s, const struct awol_model *model)
{
    const struct awol_request *r = s->request;
    struct awol_setup setup = {
        .model = model,
        .law = r->law,
        .dispersion = s->campaign.n_observations > 1,
        .cascade = model->cascade,
        .share_between = (model->cascade || (model->takes & AWOL_TAKES_BETWEEN)) &&
                         r->share_between && s->campaign.n_units > 1,
        .kernel = model->cascade ? r->kernel : AWOL_KERNEL_EXPONENTIAL,
        .neighbours = s->neighbours,
        .levels = r->levels && s->campaign.n_units > 1 && (model->takes & AWOL_TAKES_LEVELS),
        .background = r->background,
        .trend = model->effects && r->trend,
        .harmonics = model->effects ? r->harmonics : 0,
        .period_days = r->period_days,
        .steady = model->cascade && r->steady,
        .recorded = r->recorded,
        .cuts = r->cuts,
        .n_cuts = r->n_cuts,
        .bass = r->bass,
        .least_squares = r->least_squares && (model->takes & AWOL_TAKES_SQUARES)};
    if (model->takes & AWOL_TAKES_TIMES) {
        setup.law = AWOL_LAW_POISSON;
        setup.opt_times = r->times;
        setup.times_from = r->window.from;
        setup.times_to = r->window.to;
    }
    if (setup.law == AWOL_LAW_NB && !setup.dispersion)
        setup.law = AWOL_LAW_POISSON; /* one count says nothing of its scatter */
    return setup;
}

void awol_session_set_up(struct awol_session *s, const struct awol_model *model)
{
    s->model = model;
    s->setup = awol_session_setup(s, model);
}

enum awol_status awol_session_find_cuts(struct awol_session *s, struct awol_error *opt_error)
{
    size_t n;
    if (!s->model->cuts || s->request->n_cuts > 0)
        return AWOL_OK;
    free(s->cuts);
    s->cuts = NULL;
    enum awol_status status = s->model->cuts(&s->campaign, &s->setup, &s->cuts, &n, opt_error);
    if (status == AWOL_OK) {
        s->setup.cuts = s->cuts;
        s->setup.n_cuts = n;
    }
    return status;
}

/* ---- choosing a rung ---------------------------------------------------------------------- */

static enum awol_status note_refusal(struct awol_session *s, const struct awol_model *model,
                                     const struct awol_refusal *refusal,
                                     struct awol_error *opt_error)
{
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

static enum awol_status fail(const struct awol_model *model, const struct awol_refusal *refusal,
                             const struct awol_model *other, struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_UNFIT,
                          "the model “%s” cannot be fitted to these data: %s. It would take "
                          "%s. --model %s can be fitted",
                          model->name, refusal->reason, refusal->remedy, other->name);
}

/* Climb: the last model of the ladder that is not refused. */
static enum awol_status climb(struct awol_session *s, const struct awol_model **ret_chosen,
                              struct awol_error *opt_error)
{
    const struct awol_model *chosen = NULL, *asked = s->request->model;
    struct awol_refusal refusal;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < awol_n_models; i++) {
        const struct awol_model *model = awol_models[i];
        if (!model->on_ladder)
            continue;
        status = awol_rules_check(s, model, &refusal, opt_error);
        if (status != AWOL_OK)
            return status;
        if (!refusal.reason[0])
            chosen = model;
        else if (!chosen)
            return awol_error_set(opt_error, AWOL_UNFIT, "%s; it would take %s", refusal.reason,
                                  refusal.remedy);
        else if (model == asked)
            return fail(asked, &refusal, chosen, opt_error);
        else if (!asked)
            status = note_refusal(s, model, &refusal, opt_error);
        if (model == asked)
            break;
    }
    if (!chosen)
        return awol_error_set(opt_error, AWOL_UNFIT, "there is no model to be fitted");
    *ret_chosen = chosen;
    return status;
}

/* The model that was asked for, or the highest rung that holds. */
static enum awol_status choose_model(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_model *chosen = NULL, *asked = s->request->model;
    struct awol_refusal refusal;
    enum awol_status status = climb(s, &chosen, opt_error);
    if (status == AWOL_OK && asked && !asked->on_ladder) {
        status = awol_rules_check(s, asked, &refusal, opt_error);
        if (status == AWOL_OK && refusal.reason[0])
            status = fail(asked, &refusal, chosen, opt_error);
        chosen = asked;
    }
    if (status == AWOL_OK)
        awol_session_set_up(s, chosen);
    return status;
}

/* ---- fitting ------------------------------------------------------------------------------ */

static enum awol_status fit_model(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status =
        awol_problem_init(&s->problem, &s->campaign, &s->setup, s->request->prior, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = s->problem.layout.n;
    s->problem.listener = s->request->listener;
    awol_listener_tell(s->problem.listener, "model “%s”: %zu parameters, %zu counts",
                       s->model->name, n, s->campaign.n_observations);
    double *start = calloc(n + 1, sizeof *start);
    s->intervals = calloc(n + 1, sizeof *s->intervals);
    if (!start || !s->intervals)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_session_fix(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_start(s, start, opt_error);
    if (status == AWOL_OK)
        status = awol_estimate_fit(&s->problem, s->request->start.n ? start : NULL, &s->estimate,
                                   opt_error);
    free(start);
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static enum awol_status fit_and_tell(struct awol_session *s, struct awol_error *opt_error)
{
    bool changed;
    enum awol_status status = awol_rules_check_options(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_prepare(s, true, opt_error);
    if (status == AWOL_OK)
        status =
            awol_effects_screen(&s->effects, s->request, &s->campaign, s->fit, &changed, opt_error);
    if (status == AWOL_OK && changed)
        status = awol_session_prepare(s, true, opt_error);
    if (status == AWOL_OK)
        status = awol_rules_warn_record(s, opt_error);
    if (status == AWOL_OK)
        status = choose_model(s, opt_error);
    if (status == AWOL_OK && !s->model->effects)
        status = awol_session_prepare(s, false, opt_error);
    if (status == AWOL_OK)
        status = awol_session_find_cuts(s, opt_error);
    if (status == AWOL_OK)
        status = fit_model(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_intervals(s, opt_error);
    if (status == AWOL_OK)
        status = awol_bracket_write(s, opt_error);
    if (status == AWOL_OK)
        status = awol_rules_warn_fit(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_set_spans(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_write_model(s, s->estimate.log_likelihood, opt_error);
    if (status == AWOL_OK)
        status = awol_session_write_parameters(s, opt_error);
    if (status == AWOL_OK)
        status = awol_session_write_covariance(s, opt_error);
    if (status == AWOL_OK)
        status = awol_words(s, opt_error);
    return status;
}

static void release(struct awol_session *s)
{
    free(s->neighbours);
    free(s->cuts);
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
        status = request->at.n ? awol_session_evaluate(&s, opt_error) : fit_and_tell(&s, opt_error);
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
