#include "estimate/estimate.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum awol_status awol_estimate_init(struct awol_estimate *estimate, size_t n,
                                    struct awol_error *opt_error)
{
    struct awol_estimate made = {.n = n, .sloppiness = NAN};
    made.values = calloc(n + 1, sizeof *made.values);
    made.full = calloc(n + 1, sizeof *made.full);
    made.second = calloc(n + 1, sizeof *made.second);
    made.sloppy = calloc(n + 1, sizeof *made.sloppy);
    made.covariance = calloc(n * n + 1, sizeof *made.covariance);
    made.at_boundary = calloc(n + 1, sizeof *made.at_boundary);
    made.defined = calloc(n + 1, sizeof *made.defined);
    if (!made.values || !made.full || !made.second || !made.sloppy || !made.covariance ||
        !made.at_boundary || !made.defined) {
        awol_estimate_release(&made);
        return awol_error_memory(opt_error);
    }
    *estimate = made;
    return AWOL_OK;
}

enum awol_status awol_estimate_copy(const struct awol_estimate *estimate,
                                    struct awol_estimate *ret_copy, struct awol_error *opt_error)
{
    struct awol_estimate copy;
    size_t n = estimate->n;
    enum awol_status status = awol_estimate_init(&copy, n, opt_error);
    if (status != AWOL_OK)
        return status;
    memcpy(copy.values, estimate->values, n * sizeof *copy.values);
    memcpy(copy.full, estimate->full, n * sizeof *copy.full);
    memcpy(copy.second, estimate->second, n * sizeof *copy.second);
    memcpy(copy.sloppy, estimate->sloppy, n * sizeof *copy.sloppy);
    memcpy(copy.covariance, estimate->covariance, n * n * sizeof *copy.covariance);
    memcpy(copy.at_boundary, estimate->at_boundary, n * sizeof *copy.at_boundary);
    memcpy(copy.defined, estimate->defined, n * sizeof *copy.defined);
    copy.log_likelihood = estimate->log_likelihood;
    copy.converged = estimate->converged;
    copy.second_mode = estimate->second_mode;
    copy.second_log_likelihood = estimate->second_log_likelihood;
    copy.sloppiness = estimate->sloppiness;
    copy.singular = estimate->singular;
    *ret_copy = copy;
    return AWOL_OK;
}

void awol_estimate_release(struct awol_estimate *estimate)
{
    free(estimate->defined);
    free(estimate->at_boundary);
    free(estimate->covariance);
    free(estimate->sloppy);
    free(estimate->second);
    free(estimate->full);
    free(estimate->values);
    *estimate = (struct awol_estimate){0};
}

/* ---- modes -------------------------------------------------------------------------------- */

/* A handful of the best points found, best first. */
enum { MODES = 3 };

struct modes {
    size_t n_parameters, n;
    double *values[MODES];
    double l[MODES];
    bool converged[MODES];
    double *storage;
};

static enum awol_status modes_init(struct modes *modes, size_t n, struct awol_error *opt_error)
{
    *modes = (struct modes){.n_parameters = n};
    modes->storage = calloc(MODES * n + 1, sizeof *modes->storage);
    if (!modes->storage)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < MODES; i++)
        modes->values[i] = modes->storage + i * n;
    return AWOL_OK;
}

static void modes_add(struct modes *modes, const double *values, double l, bool converged)
{
    size_t at = 0;
    while (at < modes->n && modes->l[at] >= l)
        at++;
    if (at == MODES)
        return;
    size_t last = modes->n < MODES ? modes->n++ : MODES - 1;
    double *slot = modes->values[last];
    for (size_t i = last; i > at; i--) {
        modes->values[i] = modes->values[i - 1];
        modes->l[i] = modes->l[i - 1];
        modes->converged[i] = modes->converged[i - 1];
    }
    memcpy(slot, values, modes->n_parameters * sizeof *slot);
    modes->values[at] = slot;
    modes->l[at] = l;
    modes->converged[at] = converged;
}

/* Climb from a start and keep where it ends, if that is higher than the best of the modes by so
 * much; a start that cannot be evaluated is passed over. */
static enum awol_status try_higher(struct awol_problem *problem, double *values,
                                   enum awol_effort effort, double by, struct modes *modes,
                                   struct awol_error *opt_error)
{
    double l;
    bool converged;
    enum awol_status status = awol_maximise(problem, effort, values, &l, &converged, opt_error);
    if (status == AWOL_OK && (modes->n == 0 || l > modes->l[0] + by))
        modes_add(modes, values, l, converged);
    if (status == AWOL_OK)
        awol_listener_tell(problem->listener, "a start led to a log-likelihood of %.4f%s", l,
                           converged ? "" : ", still rising");
    else
        awol_listener_tell(problem->listener, "a start could not be evaluated");
    return status == AWOL_RANGE ? AWOL_OK : status;
}

static enum awol_status try_start(struct awol_problem *problem, double *values,
                                  enum awol_effort effort, struct modes *modes,
                                  struct awol_error *opt_error)
{
    return try_higher(problem, values, effort, -INFINITY, modes, opt_error);
}

/* ---- starts ------------------------------------------------------------------------------- */

static bool is_free(const struct awol_problem *problem, size_t index)
{
    return index != SIZE_MAX && !problem->fixed[index];
}

/* Twelve values of tau, held while the rest climbs; each start is where the one before ended. */
static enum awol_status scan_tau(struct awol_problem *problem, const double *start,
                                 struct modes *modes, struct awol_error *opt_error)
{
    enum { GRID = 12 };
    size_t n = problem->layout.n, tau = problem->layout.tau;
    double *values = calloc(n + 1, sizeof *values);
    if (!values)
        return awol_error_memory(opt_error);
    double low = log(awol_campaign_bin_days(problem->campaign) / 4);
    double high = fmax(low + 1, log(awol_campaign_days(problem->campaign) / 4));
    if (problem->setup.opt_times) { /* bins mean nothing to exact times, the bounds do */
        low = log(10 * problem->layout.parameters[tau].low);
        high = log(problem->layout.parameters[tau].high / 8);
    }
    enum awol_status status = AWOL_OK;
    memcpy(values, start, n * sizeof *values);
    for (int i = 0; status == AWOL_OK && i < GRID; i++) {
        double held = exp(low + (high - low) * i / (GRID - 1));
        awol_problem_fix(problem, tau, held);
        status = try_start(problem, values, AWOL_EFFORT_FAR, modes, opt_error);
        if (values[problem->layout.eta] < 0.02) /* nothing to go on from */
            memcpy(values, start, n * sizeof *values);
    }
    if (status == AWOL_OK) {
        /* Near the longest delay a cascade is a slow drift, to which no shorter one leads. Where
         * the record hardly tells them apart the shorter one stays. */
        awol_problem_fix(problem, tau, 0.9 * problem->layout.parameters[tau].high);
        status = try_higher(problem, values, AWOL_EFFORT_FAR, 0.01, modes, opt_error);
    }
    awol_problem_free(problem, tau);
    free(values);
    return status;
}

/* A kernel without delay has eta alone: three values of it. */
static enum awol_status scan_eta(struct awol_problem *problem, const double *start, double *values,
                                 struct modes *modes, struct awol_error *opt_error)
{
    static const double factors[] = {0.1, 1.5, 2.5};
    size_t n = problem->layout.n, eta = problem->layout.eta;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < sizeof factors / sizeof *factors; i++) {
        memcpy(values, start, n * sizeof *values);
        values[eta] = factors[i] * start[eta];
        status = try_start(problem, values, AWOL_EFFORT_FAR, modes, opt_error);
    }
    return status;
}

/* Copy values by role from a smaller model's layout. */
static void translate(const struct awol_layout *from, const double *values,
                      const struct awol_layout *to, double *out)
{
    for (size_t p = 0; p < to->n; p++) {
        size_t q = awol_layout_find(from, to->parameters[p].name);
        if (q != SIZE_MAX)
            out[p] = values[q];
    }
}

/* Fit the same problem with a switch off and climb on from there. */
static enum awol_status try_smaller(struct awol_problem *problem, bool without_background,
                                    const double *start, struct modes *modes,
                                    struct awol_error *opt_error)
{
    struct awol_setup setup = problem->setup;
    struct awol_problem smaller;
    struct awol_estimate estimate = {0};
    double *values = calloc(problem->layout.n + 1, sizeof *values);
    if (!values)
        return awol_error_memory(opt_error);
    if (without_background)
        setup.background = false;
    else
        setup.cascade = false;
    enum awol_status status =
        awol_problem_init(&smaller, problem->campaign, &setup, problem->prior, opt_error);
    if (status != AWOL_OK)
        goto done;
    for (size_t p = 0; p < smaller.layout.n; p++) {
        size_t q = awol_layout_find(&problem->layout, smaller.layout.parameters[p].name);
        if (problem->fixed[q])
            awol_problem_fix(&smaller, p, problem->fixed_values[q]);
    }
    status = awol_estimate_fit(&smaller, NULL, &estimate, opt_error);
    if (status == AWOL_OK) {
        memcpy(values, start, problem->layout.n * sizeof *values);
        translate(&smaller.layout, estimate.full, &problem->layout, values);
        if (without_background)
            values[problem->layout.background_sd] = 0.08;
        else
            values[problem->layout.eta] = 0.1;
        status = try_start(problem, values, AWOL_EFFORT_FAR, modes, opt_error);
    }
    awol_estimate_release(&estimate);
    awol_problem_release(&smaller);
done:
    free(values);
    return status == AWOL_UNFIT ? AWOL_OK : status;
}

/* Fit a part of a long record, and climb on from there with all of it. */
static enum awol_status try_excerpt(struct awol_problem *problem, const struct awol_setup *setup,
                                    const double *opt_start, struct modes *modes,
                                    struct awol_error *opt_error)
{
    struct awol_problem part;
    struct awol_estimate estimate = {0};
    const struct awol_near how = {.enough = 1e-8, .least = -INFINITY};
    double value;
    bool converged;
    enum awol_status status =
        awol_problem_init(&part, problem->campaign, setup, problem->prior, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t p = 0; p < part.layout.n; p++)
        if (problem->fixed[p])
            awol_problem_fix(&part, p, problem->fixed_values[p]);
    status = awol_estimate_fit(&part, opt_start, &estimate, opt_error);
    if (status == AWOL_OK) {
        /* From a boundary no step leads away. */
        if (is_free(problem, problem->layout.eta))
            estimate.full[problem->layout.eta] = fmax(estimate.full[problem->layout.eta], 0.02);
        status = awol_maximise_near(problem, &how, estimate.full, &value, &converged, opt_error);
    }
    if (status == AWOL_OK && converged)
        modes_add(modes, estimate.full, value, converged);
    awol_estimate_release(&estimate);
    awol_problem_release(&part);
    return status == AWOL_UNFIT || status == AWOL_RANGE ? AWOL_OK : status;
}

static enum awol_status find_modes(struct awol_problem *problem, const double *opt_start,
                                   struct modes *modes, struct awol_error *opt_error)
{
    const struct awol_layout *layout = &problem->layout;
    double *start = calloc(2 * layout->n + 1, sizeof *start);
    if (!start)
        return awol_error_memory(opt_error);
    double *values = start + layout->n;
    awol_problem_start(problem, start);
    for (size_t p = 0; opt_start && p < layout->n; p++)
        if (!isnan(opt_start[p]))
            start[p] = opt_start[p];
    memcpy(values, start, layout->n * sizeof *values);
    enum awol_status status = try_start(problem, values, AWOL_EFFORT_FAR, modes, opt_error);
    bool cascade = is_free(problem, layout->eta);
    if (status == AWOL_OK && cascade && problem->setup.background &&
        is_free(problem, layout->background_sd)) {
        status = try_smaller(problem, true, start, modes, opt_error);
        if (status == AWOL_OK)
            status = try_smaller(problem, false, start, modes, opt_error);
    } else if (status == AWOL_OK && cascade && is_free(problem, layout->tau)) {
        status = scan_tau(problem, start, modes, opt_error);
    } else if (status == AWOL_OK && cascade && layout->tau == SIZE_MAX) {
        status = scan_eta(problem, start, values, modes, opt_error);
    }
    for (size_t k = 0; status == AWOL_OK && awol_problem_other_start(problem, k, values); k++)
        status = try_start(problem, values, AWOL_EFFORT_FAR, modes, opt_error);
    free(start);
    return status;
}

/* Two points are the same mode if no working value differs by more than a twentieth, leaving out
 * those that mean nothing at the other's zeros. */
static bool same_mode(const struct awol_problem *problem, const double *a, const double *b)
{
    const struct awol_layout *l = &problem->layout;
    for (size_t p = 0; p < l->n; p++) {
        if (problem->fixed[p] || p == l->dispersion || p == l->background_days)
            continue;
        if (p == l->tau && (a[l->eta] < 0.01 || b[l->eta] < 0.01))
            continue;
        double x = p == l->eta || p == l->background_sd
                       ? a[p] - b[p]
                       : awol_parameter_to_working(&l->parameters[p], a[p]) -
                             awol_parameter_to_working(&l->parameters[p], b[p]);
        if (fabs(x) > 0.05)
            return false;
    }
    return true;
}

/* Refine the best three and put the result, and a rival within two of it, into the estimate. */
static enum awol_status refine(struct awol_problem *problem, struct modes *coarse,
                               struct awol_estimate *estimate, struct awol_error *opt_error)
{
    struct modes fine;
    enum awol_status status = modes_init(&fine, problem->layout.n, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < coarse->n; i++)
        status = try_start(problem, coarse->values[i], AWOL_EFFORT_FULL, &fine, opt_error);
    if (status == AWOL_OK && fine.n == 0)
        status = awol_error_set(opt_error, AWOL_UNFIT,
                                "no start of the search could be evaluated: the model does not "
                                "fit these data at any parameters tried");
    if (status == AWOL_OK) {
        memcpy(estimate->full, fine.values[0], estimate->n * sizeof *estimate->full);
        estimate->log_likelihood = fine.l[0];
        estimate->converged = fine.converged[0];
        for (size_t i = 1; i < fine.n && !estimate->second_mode; i++)
            if (fine.l[i] > fine.l[0] - 2 && fine.converged[i] &&
                !same_mode(problem, fine.values[0], fine.values[i])) {
                estimate->second_mode = true;
                estimate->second_log_likelihood = fine.l[i];
                memcpy(estimate->second, fine.values[i], estimate->n * sizeof *estimate->second);
            }
    }
    free(fine.storage);
    return status;
}

static void take_mode(const struct modes *modes, struct awol_estimate *estimate)
{
    memcpy(estimate->full, modes->values[0], estimate->n * sizeof *estimate->full);
    estimate->log_likelihood = modes->l[0];
    estimate->converged = modes->converged[0];
}

static void set_defined(const struct awol_problem *problem, struct awol_estimate *estimate)
{
    for (size_t p = 0; p < estimate->n; p++) {
        bool moot = awol_problem_is_moot(problem, p, estimate->full);
        estimate->values[p] = moot && !problem->fixed[p] ? (double)NAN : estimate->full[p];
        estimate->defined[p] = !moot && !estimate->at_boundary[p] && !problem->fixed[p];
    }
}

/* ---- covariance --------------------------------------------------------------------------- */

/* The least known direction from the eigenvectors of the information matrix. */
static void find_sloppy(const gsl_matrix *information, const size_t *index, size_t n,
                        struct awol_estimate *estimate)
{
    gsl_matrix *copy = gsl_matrix_alloc(n, n), *vectors = gsl_matrix_alloc(n, n);
    gsl_vector *values = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    if (copy && vectors && values && work) {
        gsl_matrix_memcpy(copy, information);
        gsl_eigen_symmv(copy, values, vectors, work);
        gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_ASC);
        double least = gsl_vector_get(values, 0), most = gsl_vector_get(values, n - 1);
        estimate->sloppiness = least > 0 ? sqrt(most / least) : (double)INFINITY;
        for (size_t i = 0; i < n; i++)
            estimate->sloppy[index[i]] = gsl_matrix_get(vectors, i, 0);
    }
    if (work)
        gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(copy);
}

static enum awol_status set_covariance(struct awol_problem *problem, struct awol_estimate *estimate,
                                       struct awol_error *opt_error)
{
    size_t n = estimate->n, n_free = 0;
    size_t *index = calloc(n + 1, sizeof *index);
    bool *was_fixed = calloc(n + 1, sizeof *was_fixed);
    gsl_matrix *information = NULL;
    enum awol_status status = index && was_fixed ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t i = 0; i < n * n; i++)
        estimate->covariance[i] = NAN;
    for (size_t p = 0; status == AWOL_OK && p < n; p++) {
        was_fixed[p] = problem->fixed[p];
        if (estimate->defined[p])
            index[n_free++] = p;
        else if (!was_fixed[p])
            awol_problem_fix(problem, p, estimate->full[p]);
    }
    if (status != AWOL_OK || n_free == 0)
        goto done;
    information = gsl_matrix_alloc(n_free, n_free);
    if (!information) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    /* A point at the edge of the model cannot be stepped around: then there is no covariance. */
    if (awol_problem_information(problem, estimate->full, information->data, NULL) != AWOL_OK) {
        estimate->singular = true;
        goto done;
    }
    find_sloppy(information, index, n_free, estimate);
    if (gsl_linalg_cholesky_decomp1(information) != GSL_SUCCESS) {
        estimate->singular = true;
        goto done;
    }
    gsl_linalg_cholesky_invert(information);
    for (size_t i = 0; i < n_free; i++)
        for (size_t j = 0; j < n_free; j++)
            estimate->covariance[index[i] * n + index[j]] = gsl_matrix_get(information, i, j);
done:
    for (size_t p = 0; was_fixed && p < n; p++)
        if (!was_fixed[p])
            awol_problem_free(problem, p);
    gsl_matrix_free(information);
    free(was_fixed);
    free(index);
    return status;
}

enum awol_status awol_estimate_fit(struct awol_problem *problem, const double *opt_start,
                                   struct awol_estimate *ret_estimate, struct awol_error *opt_error)
{
    struct awol_estimate estimate;
    struct modes coarse = {0};
    enum awol_status status = awol_estimate_init(&estimate, problem->layout.n, opt_error);
    if (status != AWOL_OK)
        return status;
    status = modes_init(&coarse, problem->layout.n, opt_error);
    const struct awol_likelihood *l = &problem->likelihood;
    struct awol_setup part;
    if (status == AWOL_OK && l->type->excerpt && l->type->excerpt(l->state, &part))
        status = try_excerpt(problem, &part, opt_start, &coarse, opt_error);
    if (status == AWOL_OK && coarse.n > 0)
        take_mode(&coarse, &estimate);
    else if (status == AWOL_OK)
        status = find_modes(problem, opt_start, &coarse, opt_error);
    if (status == AWOL_OK && !estimate.converged)
        status = refine(problem, &coarse, &estimate, opt_error);
    if (status == AWOL_OK)
        status = awol_settle_at_zero(problem, NULL, estimate.full, &estimate.log_likelihood,
                                     &estimate.converged, estimate.at_boundary, opt_error);
    if (status == AWOL_OK) {
        set_defined(problem, &estimate);
        status = set_covariance(problem, &estimate, opt_error);
    }
    free(coarse.storage);
    if (status == AWOL_OK)
        *ret_estimate = estimate;
    else
        awol_estimate_release(&estimate);
    return status;
}
