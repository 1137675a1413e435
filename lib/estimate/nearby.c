/* Climbing a hill whose like has been climbed before: thousands of replicates of one fit have
 * nearly its curvature. */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/search.h"

/* ---- curvature ---------------------------------------------------------------------------- */

/* Away from a top the matrix may not be positive. Directions in which the hill bends the wrong way
 * get their curvature with the other sign, flat ones a little: steps then lead uphill. */
static enum awol_status make_positive(gsl_matrix *hessian, struct awol_error *opt_error)
{
    size_t n = hessian->size1;
    gsl_matrix *copy = gsl_matrix_alloc(n, n), *vectors = gsl_matrix_alloc(n, n);
    gsl_vector *values = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    enum awol_status status =
        copy && vectors && values && work ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        gsl_matrix_memcpy(copy, hessian);
        gsl_eigen_symmv(copy, values, vectors, work);
        gsl_matrix_set_zero(hessian);
        for (size_t k = 0; k < n; k++) {
            gsl_vector_const_view v = gsl_matrix_const_column(vectors, k);
            gsl_blas_dger(fmax(fabs(gsl_vector_get(values, k)), 1e-3), &v.vector, &v.vector,
                          hessian);
        }
    }
    if (work)
        gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(copy);
    return status;
}

enum awol_status awol_problem_curvature(struct awol_problem *problem, const double *values,
                                        double *ret_curvature, struct awol_error *opt_error)
{
    size_t n = problem->layout.n, n_free = awol_problem_n_free(problem), row = 0;
    for (size_t i = 0; i < n * n; i++)
        ret_curvature[i] = NAN;
    if (n_free == 0)
        return AWOL_OK;
    struct awol_search s;
    enum awol_status status = awol_search_init(&s, problem, values, opt_error);
    if (status != AWOL_OK)
        return status;
    double f;
    gsl_vector *y = gsl_vector_alloc(n_free), *g = gsl_vector_alloc(n_free),
               *shifted = gsl_vector_alloc(n_free);
    gsl_matrix *hessian = gsl_matrix_alloc(n_free, n_free);
    if (!y || !g || !shifted || !hessian) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    awol_search_pack(&s, s.best, y);
    awol_search_objective(y, &s, &f, g);
    if (!s.any) {
        status =
            awol_error_set(opt_error, AWOL_RANGE, "the model cannot be evaluated at the start");
        goto done;
    }
    awol_search_hessian(&s, y, g, shifted, hessian);
    status = make_positive(hessian, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < n; p++) {
        size_t column = 0;
        if (problem->fixed[p])
            continue;
        for (size_t q = 0; q < n; q++)
            if (!problem->fixed[q])
                ret_curvature[p * n + q] = gsl_matrix_get(hessian, row, column++);
        row++;
    }
done:
    gsl_matrix_free(hessian);
    gsl_vector_free(shifted);
    gsl_vector_free(g);
    gsl_vector_free(y);
    awol_search_release(&s);
    return status;
}

/* ---- climbing ----------------------------------------------------------------------------- */

struct climber {
    struct awol_search search;
    size_t n;
    gsl_matrix *hessian, *factor;
    gsl_vector *y, *g, *step, *trial, *g_trial, *work;
    double f;
    double damping;
    bool exact;   /* the likelihood gives its curvature together with its slope: always that one */
    bool renewed; /* the curvature was measured at this point, not brought along */
    int misled;   /* steps since then that did not gain what the curvature promised */
};

/* How near a bound a free parameter is: from -1 to 1, both never reached. */
static double place(const struct climber *c, size_t p, double y)
{
    return tanh((y - c->search.middle[p]) / c->search.half[p]);
}

/* Keep a point of the search where its scale means something. */
static void clamp(const struct climber *c, gsl_vector *y)
{
    const struct awol_problem *problem = c->search.problem;
    size_t i = 0;
    for (size_t p = 0; p < problem->layout.n; p++) {
        double most = c->search.half[p] * atanh(AWOL_SEARCH_END);
        if (problem->fixed[p])
            continue;
        double from_middle = gsl_vector_get(y, i) - c->search.middle[p];
        gsl_vector_set(y, i++, c->search.middle[p] + fmin(fmax(from_middle, -most), most));
    }
}

static enum awol_status climber_init(struct climber *c, struct awol_problem *problem,
                                     const double *values, struct awol_error *opt_error)
{
    size_t n = awol_problem_n_free(problem);
    *c = (struct climber){.n = n, .damping = 1e-6, .exact = awol_problem_has_hessian(problem)};
    enum awol_status status = awol_search_init(&c->search, problem, values, opt_error);
    if (status != AWOL_OK)
        return status;
    gsl_vector **vectors[] = {&c->y, &c->g, &c->step, &c->trial, &c->g_trial, &c->work};
    c->hessian = gsl_matrix_alloc(n, n);
    c->factor = gsl_matrix_alloc(n, n);
    bool good = c->hessian && c->factor;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        *vectors[i] = gsl_vector_alloc(n);
        good = good && *vectors[i];
    }
    return good ? AWOL_OK : awol_error_memory(opt_error);
}

static void climber_release(struct climber *c)
{
    gsl_vector_free(c->work);
    gsl_vector_free(c->g_trial);
    gsl_vector_free(c->trial);
    gsl_vector_free(c->step);
    gsl_vector_free(c->g);
    gsl_vector_free(c->y);
    gsl_matrix_free(c->factor);
    gsl_matrix_free(c->hessian);
    awol_search_release(&c->search);
}

static enum awol_status renew(struct climber *c, struct awol_error *opt_error)
{
    awol_search_hessian(&c->search, c->y, c->g, c->work, c->hessian);
    c->renewed = true;
    c->misled = 0;
    c->damping = 1e-4;
    return make_positive(c->hessian, opt_error);
}

/* The rows of the free parameters; false if one of them is not known. */
static bool take_curvature(struct climber *c, const double *curvature)
{
    const struct awol_problem *problem = c->search.problem;
    size_t n = problem->layout.n, row = 0;
    for (size_t p = 0; p < n; p++) {
        size_t column = 0;
        if (problem->fixed[p])
            continue;
        for (size_t q = 0; q < n; q++) {
            if (problem->fixed[q])
                continue;
            if (!isfinite(curvature[p * n + q]))
                return false;
            gsl_matrix_set(c->hessian, row, column++, curvature[p * n + q]);
        }
        row++;
    }
    return true;
}

/* Hand on what was learned. */
static void give_curvature(const struct climber *c, double *learned)
{
    const struct awol_problem *problem = c->search.problem;
    size_t n = problem->layout.n, row = 0;
    for (size_t p = 0; p < n; p++) {
        size_t column = 0;
        if (problem->fixed[p])
            continue;
        for (size_t q = 0; q < n; q++)
            if (!problem->fixed[q])
                learned[p * n + q] = gsl_matrix_get(c->hessian, row, column++);
        row++;
    }
}

/* What the step just taken tells of the curvature (Broyden, Fletcher, Goldfarb, Shanno). */
static void learn(struct climber *c)
{
    double ys, sHs;
    gsl_vector_sub(c->g_trial, c->g); /* y = change of the gradient */
    gsl_blas_ddot(c->g_trial, c->step, &ys);
    gsl_blas_dsymv(CblasLower, 1, c->hessian, c->step, 0, c->work);
    gsl_blas_ddot(c->step, c->work, &sHs);
    if (ys > 1e-10 * gsl_blas_dnrm2(c->step) * gsl_blas_dnrm2(c->g_trial) && sHs > 0) {
        gsl_blas_dger(1 / ys, c->g_trial, c->g_trial, c->hessian);
        gsl_blas_dger(-1 / sHs, c->work, c->work, c->hessian);
    }
    gsl_vector_add(c->g_trial, c->g);
}

/* One step; returns by how much the objective fell, 0 if none was found. */
static double advance(struct climber *c)
{
    enum { MOST = 8 };
    for (int attempt = 0; attempt < MOST; attempt++, c->damping = fmax(10 * c->damping, 1e-3)) {
        double f;
        if (!awol_search_step(&c->search, c->hessian, c->damping, c->g, c->factor, c->step))
            continue;
        gsl_vector_memcpy(c->trial, c->y);
        gsl_vector_add(c->trial, c->step);
        clamp(c, c->trial);
        gsl_vector_memcpy(c->step, c->trial);
        gsl_vector_sub(c->step, c->y);
        awol_search_objective(c->trial, &c->search, &f, c->g_trial);
        if (!(f < c->f))
            continue;
        double gain = c->f - f;
        if (!c->exact)
            learn(c);
        gsl_vector_memcpy(c->y, c->trial);
        gsl_vector_memcpy(c->g, c->g_trial);
        c->f = f;
        c->damping /= 30;
        c->renewed = c->exact;
        if (c->exact)
            awol_search_hessian(&c->search, c->y, c->g, c->work, c->hessian);
        return gain;
    }
    return 0;
}

/* By how much the objective would fall if it were what the curvature says. */
static double promise(struct climber *c)
{
    double gain;
    if (!awol_search_step(&c->search, c->hessian, 1e-6, c->g, c->factor, c->step))
        return INFINITY;
    gsl_blas_ddot(c->g, c->step, &gain);
    return -0.5 * gain;
}

/* Towards a bound the scale of the search never ends, and its slope dies away before the top is
 * reached: go there at once where the hill rises that way, and more is left to be gained there than
 * `more`. True if more than `enough` was gained. */
static bool go_to_bounds(struct climber *c, double more, double enough)
{
    const double almost = 0.9; /* of the way from the middle to the bound */
    const struct awol_problem *problem = c->search.problem;
    double left = 0, f;
    size_t i = 0;
    gsl_vector_memcpy(c->trial, c->y);
    for (size_t p = 0; p < problem->layout.n; p++) {
        if (problem->fixed[p])
            continue;
        double half = c->search.half[p], g = gsl_vector_get(c->g, i);
        double z = place(c, p, gsl_vector_get(c->y, i));
        if (fabs(z) > almost && fabs(z) < AWOL_SEARCH_END && z * g < 0) {
            left += fabs(g) * half / (1 + fabs(z));
            gsl_vector_set(c->trial, i, c->search.middle[p] + copysign(100 * half, z));
        }
        i++;
    }
    if (!(left > fmax(more, enough)))
        return false;
    clamp(c, c->trial);
    awol_search_objective(c->trial, &c->search, &f, c->g_trial);
    if (!(f < c->f - enough))
        return false;
    gsl_vector_memcpy(c->y, c->trial);
    gsl_vector_memcpy(c->g, c->g_trial);
    c->f = f;
    return true;
}

static enum awol_status climb(struct climber *c, const struct awol_near *how, bool *ret_converged,
                              struct awol_error *opt_error)
{
    enum { MOST = 60, MISLED = 4 };
    enum awol_status status = AWOL_OK;
    bool tried_bounds = false;
    *ret_converged = false;
    for (int round = 0; status == AWOL_OK && round < MOST; round++) {
        double expected = promise(c);
        if (isinf(expected)) { /* between hills */
            status = make_positive(c->hessian, opt_error);
            expected = promise(c);
        }
        bool done = expected < how->enough;
        if ((done || !tried_bounds) && go_to_bounds(c, done ? 0 : expected, how->enough)) {
            tried_bounds = true;
            if (c->exact)
                status = renew(c, opt_error);
            continue;
        }
        if (done) {
            *ret_converged = true;
            break;
        }
        /* Several times the promise: curvature that was brought along is a guess. */
        if (round > (c->exact ? -1 : 1) && -c->f + 5 * expected < how->least)
            break;
        double gain = advance(c);
        c->misled += gain < 0.2 * expected || gain > 5 * expected;
        if (gain >= how->enough && c->misled < MISLED)
            continue;
        if (gain < how->enough && c->renewed) {
            *ret_converged = awol_search_is_flat(c->g, c->f);
            break;
        }
        status = renew(c, opt_error);
    }
    return status;
}

enum awol_status awol_maximise_near(struct awol_problem *problem, const struct awol_near *how,
                                    double *values, double *ret_value, bool *ret_converged,
                                    struct awol_error *opt_error)
{
    struct climber c;
    if (awol_problem_n_free(problem) == 0)
        return awol_maximise(problem, AWOL_EFFORT_NEAR, values, ret_value, ret_converged,
                             opt_error);
    enum awol_status status = climber_init(&c, problem, values, opt_error);
    if (status != AWOL_OK)
        goto done;
    awol_search_pack(&c.search, c.search.best, c.y);
    awol_search_objective(c.y, &c.search, &c.f, c.g);
    if (!c.search.any) {
        status =
            awol_error_set(opt_error, AWOL_RANGE, "the model cannot be evaluated at the start");
        goto done;
    }
    if (c.exact || !how->curvature || !take_curvature(&c, how->curvature))
        status = renew(&c, opt_error);
    if (status == AWOL_OK)
        status = climb(&c, how, ret_converged, opt_error);
    if (status != AWOL_OK)
        goto done;
    memcpy(values, c.search.best, problem->layout.n * sizeof *values);
    *ret_value = c.search.best_value;
    if (how->opt_learned)
        give_curvature(&c, how->opt_learned);
done:
    climber_release(&c);
    return status;
}
