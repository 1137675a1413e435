#include "estimate/problem.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"

/* ---- what the record says by itself -------------------------------------------------------- */

/* Departures over men and days of the outermost spans of units [first, last); half a man where none
 * left, so that its logarithm exists. */
static double crude_rate(const struct awol_campaign *campaign, size_t first, size_t last)
{
    double count = 0, exposure = 0;
    for (size_t u = first; u < last; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        size_t until = 0;
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (o->bins.first < until)
                continue;
            until = o->bins.last;
            double high = isinf(o->high) ? o->low : o->high;
            count += o->known + 0.5 * (fmax(o->low, 0) + high);
            for (size_t t = o->bins.first; t < o->bins.last; t++)
                exposure += unit->at_risk[t] * (double)(unit->edges[t + 1] - unit->edges[t]);
        }
    }
    return fmax(count, 0.5) / fmax(exposure, 1e-12);
}

enum awol_status awol_problem_init(struct awol_problem *problem,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, bool prior,
                                   struct awol_error *opt_error)
{
    *problem = (struct awol_problem){.campaign = campaign, .setup = *setup, .prior = prior};
    enum awol_status status = awol_model_open(campaign, &problem->setup, &problem->layout,
                                              &problem->likelihood, opt_error);
    if (status == AWOL_OK) {
        problem->fixed = calloc(problem->layout.n + 1, sizeof *problem->fixed);
        problem->fixed_values = calloc(problem->layout.n + 1, sizeof *problem->fixed_values);
        problem->crude_rates = calloc(problem->layout.n_rates + 1, sizeof *problem->crude_rates);
        if (!problem->fixed || !problem->fixed_values || !problem->crude_rates)
            status = awol_error_memory(opt_error);
    }
    if (status != AWOL_OK) {
        awol_problem_release(problem);
        return status;
    }
    problem->crude_rate = crude_rate(campaign, 0, campaign->n_units);
    bool levels = problem->layout.n_rates > 1;
    for (size_t u = 0; u < (levels ? problem->layout.n_rates : 1); u++)
        problem->crude_rates[u] = levels ? crude_rate(campaign, u, u + 1) : problem->crude_rate;
    return AWOL_OK;
}

void awol_problem_release(struct awol_problem *problem)
{
    awol_likelihood_release(&problem->likelihood);
    free(problem->crude_rates);
    free(problem->fixed_values);
    free(problem->fixed);
    awol_layout_release(&problem->layout);
    *problem = (struct awol_problem){0};
}

enum awol_status awol_problem_copy(const struct awol_problem *problem,
                                   struct awol_problem *ret_copy, struct awol_error *opt_error)
{
    enum awol_status status =
        awol_problem_init(ret_copy, problem->campaign, &problem->setup, problem->prior, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < problem->layout.n; p++)
        if (problem->fixed[p])
            awol_problem_fix(ret_copy, p, problem->fixed_values[p]);
    return status;
}

void awol_problem_fix(struct awol_problem *problem, size_t index, double value)
{
    problem->fixed[index] = true;
    problem->fixed_values[index] = value;
}

void awol_problem_free(struct awol_problem *problem, size_t index)
{
    problem->fixed[index] = false;
}

size_t awol_problem_n_free(const struct awol_problem *problem)
{
    size_t n = 0;
    for (size_t p = 0; p < problem->layout.n; p++)
        n += !problem->fixed[p];
    return n;
}

void awol_problem_start(const struct awol_problem *problem, double *ret_values)
{
    double bin = awol_campaign_bin_days(problem->campaign);
    for (size_t p = 0; p < problem->layout.n; p++) {
        const struct awol_parameter *parameter = &problem->layout.parameters[p];
        double value = 0;
        switch (parameter->role) {
        case AWOL_ROLE_RATE:
            value = problem->crude_rates[problem->layout.n_rates > 1 ? parameter->index : 0] *
                    (problem->setup.cascade ? 0.7 : 1);
            break;
        case AWOL_ROLE_URGENCY:
            value = 1;
            break;
        case AWOL_ROLE_EFFECT:
            value = parameter->scale == AWOL_SCALE_LOG ? 1 : 0;
            break;
        case AWOL_ROLE_ETA:
            value = problem->setup.kernel == AWOL_KERNEL_ALL
                        ? 1 / awol_campaign_days(problem->campaign)
                        : 0.3;
            break;
        case AWOL_ROLE_TAU:
            value = bin;
            break;
        case AWOL_ROLE_SHARE:
            value = 0.2;
            break;
        case AWOL_ROLE_DISPERSION:
            value = 0.05;
            break;
        case AWOL_ROLE_BACKGROUND_SD:
            value = 0.3;
            break;
        case AWOL_ROLE_BACKGROUND_DAYS:
            value = 5 * bin;
            break;
        case AWOL_ROLE_OWN:
            value = parameter->start;
            break;
        case AWOL_ROLE_TREND:
        case AWOL_ROLE_SINE:
        case AWOL_ROLE_COSINE:
            break;
        }
        ret_values[p] = value;
    }
}

bool awol_problem_other_start(const struct awol_problem *problem, size_t k, double *ret_values)
{
    const struct awol_likelihood *l = &problem->likelihood;
    return l->type->start && l->type->start(l->state, k, ret_values);
}

void awol_listener_tell(const struct awol_listener *opt_listener, const char *format, ...)
{
    char line[256];
    va_list arguments;
    if (!opt_listener)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    opt_listener->say(opt_listener->context, line);
}

/* ---- objective ---------------------------------------------------------------------------- */

bool awol_problem_leans(const struct awol_problem *problem, size_t index)
{
    return problem->prior && problem->layout.parameters[index].role == AWOL_ROLE_ETA &&
           problem->setup.kernel != AWOL_KERNEL_ALL; /* a pace, of any size */
}

/* Normal priors on the working scale, for records too thin to be fitted without: ln tau around two
 * bins, log ratios around none, logit eta around a fourth to two fifths. */
static double add_prior(const struct awol_problem *problem, size_t p, double working,
                        double *gradient)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[p];
    double mean, sd;
    if (parameter->role == AWOL_ROLE_TAU) {
        mean = log(2 * awol_campaign_bin_days(problem->campaign));
        sd = 1;
    } else if ((parameter->role == AWOL_ROLE_EFFECT || parameter->role == AWOL_ROLE_URGENCY) &&
               parameter->scale == AWOL_SCALE_LOG) {
        mean = 0;
        sd = 1.5;
    } else if (awol_problem_leans(problem, p)) {
        mean = awol_parameter_to_working(parameter, 1 / (1 + exp(0.5)));
        sd = 1.5;
    } else {
        return 0;
    }
    double z = (working - mean) / sd;
    if (gradient)
        gradient[p] -= z / sd;
    return -z * z / 2;
}

static enum awol_status evaluate(struct awol_problem *problem, const double *values,
                                 double *ret_value, double *opt_gradient,
                                 struct awol_error *opt_error)
{
    const struct awol_likelihood *l = &problem->likelihood;
    return l->type->evaluate(l->state, values, ret_value, opt_gradient, NULL, opt_error);
}

/* Derivative by the printed value of one parameter from four values on the working scale; at a
 * boundary, where that scale has no room, from two to the right on the printed scale. */
static enum awol_status difference(struct awol_problem *problem, double *values, size_t p,
                                   double value, double *ret_slope, struct awol_error *opt_error)
{
    static const double at[4] = {-2, -1, 1, 2}, weight[4] = {1, -8, 8, -1};
    const struct awol_parameter *parameter = &problem->layout.parameters[p];
    const double step = 1e-3;
    double keep = values[p], working = awol_parameter_to_working(parameter, keep), l, sum = 0;
    enum awol_status status = AWOL_OK;
    if (!isfinite(working)) {
        double beyond[2];
        for (int i = 0; status == AWOL_OK && i < 2; i++) {
            values[p] = keep + 1e-4 * (i + 1);
            status = evaluate(problem, values, &beyond[i], NULL, opt_error);
        }
        values[p] = keep;
        if (status == AWOL_OK)
            *ret_slope = (4 * beyond[0] - beyond[1] - 3 * value) / 2e-4;
        return status;
    }
    for (int i = 0; status == AWOL_OK && i < 4; i++) {
        values[p] = awol_parameter_to_printed(parameter, working + at[i] * step);
        status = evaluate(problem, values, &l, NULL, opt_error);
        sum += weight[i] * l;
    }
    values[p] = keep;
    if (status == AWOL_OK)
        *ret_slope = sum / (12 * step) / awol_parameter_slope(parameter, working);
    return status;
}

static enum awol_status log_likelihood(struct awol_problem *problem, const double *values, bool all,
                                       double *ret_value, double *opt_gradient,
                                       struct awol_error *opt_error)
{
    double value;
    bool differenced = opt_gradient && !problem->likelihood.type->has_gradient;
    enum awol_status status =
        evaluate(problem, values, &value, differenced ? NULL : opt_gradient, opt_error);
    if (status == AWOL_OK && differenced) {
        double *shifted = calloc(problem->layout.n + 1, sizeof *shifted);
        if (!shifted)
            return awol_error_memory(opt_error);
        memcpy(shifted, values, problem->layout.n * sizeof *shifted);
        for (size_t p = 0; status == AWOL_OK && p < problem->layout.n; p++)
            if (all || !problem->fixed[p])
                status = difference(problem, shifted, p, value, &opt_gradient[p], opt_error);
        free(shifted);
    }
    if (status == AWOL_OK)
        *ret_value = value;
    return status;
}

enum awol_status awol_problem_log_likelihood(struct awol_problem *problem, const double *values,
                                             double *ret_value, double *opt_gradient,
                                             struct awol_error *opt_error)
{
    return log_likelihood(problem, values, true, ret_value, opt_gradient, opt_error);
}

enum awol_status awol_problem_evaluate(struct awol_problem *problem, const double *values,
                                       double *ret_value, double *opt_working_gradient,
                                       struct awol_error *opt_error)
{
    double value;
    enum awol_status status =
        log_likelihood(problem, values, false, &value, opt_working_gradient, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t p = 0; p < problem->layout.n; p++) {
        const struct awol_parameter *parameter = &problem->layout.parameters[p];
        if (problem->fixed[p]) {
            if (opt_working_gradient)
                opt_working_gradient[p] = 0;
            continue;
        }
        double working = awol_parameter_to_working(parameter, values[p]);
        if (opt_working_gradient)
            opt_working_gradient[p] *= awol_parameter_slope(parameter, working);
        if (problem->prior)
            value += add_prior(problem, p, working, opt_working_gradient);
    }
    *ret_value = value;
    return AWOL_OK;
}

static enum awol_status shifted_gradient(struct awol_problem *problem, const double *values,
                                         size_t p, double step, double *scratch, double *gradient,
                                         struct awol_error *opt_error)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[p];
    double value;
    memcpy(scratch, values, problem->layout.n * sizeof *scratch);
    scratch[p] = awol_parameter_to_printed(parameter,
                                           awol_parameter_to_working(parameter, values[p]) + step);
    return awol_problem_evaluate(problem, scratch, &value, gradient, opt_error);
}

static enum awol_status information_itself(struct awol_problem *problem, const double *values,
                                           double *ret_information, struct awol_error *opt_error)
{
    size_t n = problem->layout.n, i = 0;
    double *gradient = calloc(n * n + n + 1, sizeof *gradient);
    if (!gradient)
        return awol_error_memory(opt_error);
    double *hessian = gradient + n;
    enum awol_status status = awol_problem_hessian(problem, values, gradient, hessian, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < n; p++)
        for (size_t q = 0; q < n && !problem->fixed[p]; q++)
            if (!problem->fixed[q])
                ret_information[i++] = -hessian[p * n + q];
    free(gradient);
    return status;
}

enum awol_status awol_problem_information(struct awol_problem *problem, const double *values,
                                          double *ret_information, struct awol_error *opt_error)
{
    size_t n = problem->layout.n, n_free = awol_problem_n_free(problem), row = 0;
    if (awol_problem_has_hessian(problem))
        return information_itself(problem, values, ret_information, opt_error);
    /* Differences of differences need a longer step. */
    double *work = calloc(3 * n + 1, sizeof *work),
           step = problem->likelihood.type->has_gradient ? 1e-4 : 1e-3;
    enum awol_status status = work ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t p = 0; status == AWOL_OK && p < n; p++) {
        if (problem->fixed[p])
            continue;
        double *up = work + n, *down = work + 2 * n;
        status = shifted_gradient(problem, values, p, step, work, up, opt_error);
        if (status == AWOL_OK)
            status = shifted_gradient(problem, values, p, -step, work, down, opt_error);
        size_t column = 0;
        for (size_t q = 0; status == AWOL_OK && q < n; q++)
            if (!problem->fixed[q])
                ret_information[row * n_free + column++] = -(up[q] - down[q]) / (2 * step);
        row++;
    }
    for (size_t i = 0; status == AWOL_OK && i < n_free; i++)
        for (size_t j = 0; j < i; j++) {
            double mean = 0.5 * (ret_information[i * n_free + j] + ret_information[j * n_free + i]);
            ret_information[i * n_free + j] = ret_information[j * n_free + i] = mean;
        }
    free(work);
    return status;
}
