#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <stdint.h>

#include "model/state.h"

/* The record may begin in mid-war: what earlier departures still prompt then is what a steady
 * background would have left, x = tau (I - eta R W)^-1 a/D (with the kernel lag, a bin for tau). */
struct steady {
    gsl_matrix *matrix;
    gsl_permutation *permutation;
    gsl_vector *side, *x;
};

static void steady_free(struct steady *s)
{
    if (s->x)
        gsl_vector_free(s->x);
    if (s->side)
        gsl_vector_free(s->side);
    if (s->permutation)
        gsl_permutation_free(s->permutation);
    if (s->matrix)
        gsl_matrix_free(s->matrix);
}

static double scale_of(const struct awol_filter *f)
{
    return f->setup->kernel == AWOL_KERNEL_LAG ? f->bin.days : awol_filter_tau(f);
}

static enum awol_status steady_init(struct steady *s, const struct awol_filter *f,
                                    struct awol_error *opt_error)
{
    size_t n = f->n_units;
    const struct awol_layout *l = f->layout;
    double share = l->share == SIZE_MAX ? 0 : f->parameters[l->share];
    *s = (struct steady){gsl_matrix_alloc(n, n), gsl_permutation_alloc(n), gsl_vector_alloc(n),
                         gsl_vector_alloc(n)};
    if (!s->matrix || !s->permutation || !s->side || !s->x)
        return awol_error_memory(opt_error);
    for (size_t u = 0; u < n; u++) {
        double eta = awol_filter_eta(f) * f->bin.ratio[u];
        if (f->setup->kernel == AWOL_KERNEL_ALL)
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "--initial steady: with the kernel “all” nothing is ever steady");
        if (!(eta < 1))
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "--initial steady needs eta below 1, and it is %g", eta);
        for (size_t v = 0; v < n; v++)
            gsl_matrix_set(s->matrix, u, v,
                           (u == v) - eta * awol_maps_weight(n, f->setup->neighbours, share, u, v));
    }
    int sign;
    if (gsl_linalg_LU_decomp(s->matrix, s->permutation, &sign) != GSL_SUCCESS)
        return awol_error_set(opt_error, AWOL_RANGE, "there is no steady state");
    return AWOL_OK;
}

/* d(tau a/D) + d(eta R W) x for parameter p. */
static double steady_side(const struct awol_filter *f, size_t p, size_t u)
{
    const struct awol_layout *l = f->layout;
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    double share = l->share == SIZE_MAX ? 0 : f->parameters[l->share];
    double side = bin->d_a[p * n + u] / bin->days * scale_of(f);
    if (p == l->tau)
        side += bin->a[u] / bin->days;
    for (size_t v = 0; v < n && p == l->eta; v++)
        side += bin->ratio[u] * awol_maps_weight(n, f->setup->neighbours, share, u, v) * f->mean[v];
    for (size_t v = 0; v < n && p == l->share; v++)
        side += f->parameters[l->eta] * bin->ratio[u] *
                awol_maps_weight_by_share(n, f->setup->neighbours, u, v) * f->mean[v];
    for (size_t v = 0; v < n && awol_is_urgency(f, p); v++)
        side += f->parameters[l->eta] * f->maps.turns[(p - l->urgency) * n + u] *
                awol_maps_weight(n, f->setup->neighbours, share, u, v) * f->mean[v];
    return side;
}

enum awol_status awol_start_steady(struct awol_filter *f, struct awol_error *opt_error)
{
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    struct steady s;
    enum awol_status status = steady_init(&s, f, opt_error);
    if (status != AWOL_OK)
        goto done;
    for (size_t u = 0; u < n; u++)
        gsl_vector_set(s.side, u, bin->a[u] / bin->days * scale_of(f));
    gsl_linalg_LU_solve(s.matrix, s.permutation, s.side, s.x);
    for (size_t u = 0; u < n; u++)
        f->mean[u] = gsl_vector_get(s.x, u);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        for (size_t u = 0; u < n; u++)
            gsl_vector_set(s.side, u, steady_side(f, p, u));
        gsl_linalg_LU_solve(s.matrix, s.permutation, s.side, s.x);
        for (size_t u = 0; u < n; u++)
            awol_d_mean(f, p)[u] = gsl_vector_get(s.x, u);
    }
done:
    steady_free(&s);
    return status;
}
