/* Parameters that are given by name: to be held, to begin from, to be evaluated at. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/session.h"

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

static bool is_started(const struct awol_request *request, const char *name)
{
    for (size_t i = 0; i < request->start.n; i++)
        if (strcmp(request->start.settings[i].name, name) == 0)
            return true;
    return false;
}

enum awol_status awol_session_fix(struct awol_session *s, struct awol_error *opt_error)
{
    for (size_t p = 0; p < s->problem.layout.n; p++) {
        const struct awol_parameter *parameter = &s->problem.layout.parameters[p];
        if (parameter->held && !is_started(s->request, parameter->name))
            awol_problem_fix(&s->problem, p, parameter->start);
    }
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

enum awol_status awol_session_start(const struct awol_session *s, double *start,
                                    struct awol_error *opt_error)
{
    for (size_t p = 0; p < s->problem.layout.n; p++)
        start[p] = NAN;
    for (size_t i = 0; i < s->request->start.n; i++) {
        const struct awol_setting *setting = &s->request->start.settings[i];
        size_t p = find_setting(&s->problem.layout, "--start", setting, opt_error);
        if (p == SIZE_MAX || awol_parameter_check(&s->problem.layout.parameters[p], setting->value,
                                                  opt_error) != AWOL_OK)
            return AWOL_USAGE;
        if (!isfinite(awol_parameter_to_working(&s->problem.layout.parameters[p], setting->value)))
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "--start: a search cannot begin at %s = %g, which is a boundary",
                                  setting->name, setting->value);
        start[p] = setting->value;
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

enum awol_status awol_session_evaluate(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_model *model = model_of_settings(s->request);
    double *values = NULL, l;
    enum awol_status status = awol_session_prepare(s, model->effects, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_session_set_up(s, model);
    if (at_names(s->request, "dispersion")) {
        s->setup.law = s->request->law;
        s->setup.dispersion = true;
    }
    if (at_names(s->request, "background_"))
        s->setup.background = true;
    status = awol_session_find_cuts(s, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_problem_init(&s->problem, &s->campaign, &s->setup, false, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = s->problem.layout.n;
    values = calloc(2 * n + 1, sizeof *values);
    if (!values)
        return awol_error_memory(opt_error);
    status = read_at(s, values, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_log_likelihood(&s->problem, values, &l, values + n, opt_error);
    if (status == AWOL_OK)
        status = awol_session_write_model(s, l, opt_error);
    if (status == AWOL_OK && s->campaign.n_without_men > 0)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "no-strength",
                              "%zu units without men at risk are evaluated with one man: the rate "
                              "counts days there and men elsewhere, and a fit would leave them out",
                              s->campaign.n_without_men);
    for (size_t p = 0; status == AWOL_OK && p < n; p++)
        status =
            awol_fit_add_point(s->fit, &s->fit->evaluation, s->problem.layout.parameters[p].name,
                               values[p], values[n + p], opt_error);
    free(values);
    return status;
}
