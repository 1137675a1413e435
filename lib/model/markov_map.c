#include <math.h>
#include <string.h>

#include "model/markov_work.h"

static double step_of(double x)
{
    return 1e-5 * (1 + fabs(x));
}

/* Put the counts that state `state` expects into y, and the state that they leave into next. */
static void carry(struct awol_markov_work *w, size_t t, const double *state,
                  struct awol_markov_count *counts, double *y, double *next)
{
    w->type->expect(&w->seen, t, state, counts);
    for (size_t u = 0; u < w->filter->n_units; u++)
        y[u] = counts[u].mean;
    w->type->advance(&w->seen, t, state, y, next);
}

/* Derivatives of means and next state, by central differences. */
static void differentiate(struct awol_markov_work *w, size_t t)
{
    struct awol_filter *f = w->filter;
    size_t base = f->base, n = f->n_units;
    memcpy(w->shifted_state, f->mean, base * sizeof *w->shifted_state);
    for (size_t i = 0; i < base; i++) {
        double keep = w->shifted_state[i], h = step_of(keep);
        for (int side = -1; side <= 1; side += 2) {
            w->shifted_state[i] = keep + side * h;
            carry(w, t, w->shifted_state, w->shifted, w->y, w->next_shifted);
            for (size_t u = 0; u < n; u++)
                w->M[u * base + i] = side < 0 ? -w->y[u] : (w->M[u * base + i] + w->y[u]) / (2 * h);
            for (size_t j = 0; j < base; j++)
                w->F[j * base + i] = side < 0 ? -w->next_shifted[j]
                                              : (w->F[j * base + i] + w->next_shifted[j]) / (2 * h);
        }
        w->shifted_state[i] = keep;
    }
    for (size_t u = 0; u < n && base > 0; u++) {
        for (size_t v = 0; v < n; v++)
            w->y[v] = w->counts[v].mean;
        double h = fmin(1e-3 * (1 + w->y[u]), w->y[u] > 0 ? w->y[u] : 1);
        for (int side = -1; side <= 1; side += 2) {
            w->y[u] = w->counts[u].mean + side * h;
            w->type->advance(&w->seen, t, f->mean, w->y, w->next_shifted);
            for (size_t j = 0; j < base; j++)
                w->by_count[j * n + u] =
                    side < 0 ? -w->next_shifted[j]
                             : (w->by_count[j * n + u] + w->next_shifted[j]) / (2 * h);
        }
    }
}

/* Element i of row `row` of the map of the whole state: the model's own numbers, then totals. */
static double map_element(const struct awol_markov_work *w, size_t row, size_t i)
{
    const struct awol_filter *f = w->filter;
    size_t base = f->base;
    if (row < base)
        return i < base ? w->F[row * base + i] : 0;
    const struct awol_open *open = &f->open[row - base];
    if (i < base)
        return open->counted ? w->M[open->unit * base + i] : 0;
    return row == i;
}

/* P <- F P F'. */
static void sandwich(struct awol_markov_work *w)
{
    struct awol_filter *f = w->filter;
    size_t n = f->n, most = f->most;
    double *half = f->matrix[0];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += map_element(w, i, k) * f->covariance[k * most + j];
            half[i * most + j] = sum;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += half[i * most + k] * map_element(w, j, k);
            f->covariance[i * most + j] = sum;
        }
}

/* Variance given the state, with what the state's own spread adds to a law whose variance rises
 * with the square of its mean. */
static void set_variances(struct awol_markov_work *w)
{
    const struct awol_filter *f = w->filter;
    for (size_t u = 0; u < f->n_units; u++) {
        const double *row = w->M + u * f->base;
        double spread = 0;
        for (size_t i = 0; i < f->base; i++)
            for (size_t j = 0; j < f->base; j++)
                spread += row[i] * f->covariance[i * f->most + j] * row[j];
        bool by_law = isnan(w->counts[u].variance) && w->counts[u].pool <= 0;
        w->v[u] = awol_markov_variance(w, &w->counts[u]) +
                  (by_law ? awol_markov_dispersion(w) * spread : 0);
    }
}

void awol_markov_predict(struct awol_markov_work *w, size_t t)
{
    struct awol_filter *f = w->filter;
    size_t base = f->base, most = f->most;
    if (base > 0) {
        carry(w, t, f->mean, w->counts, w->y, w->next);
        differentiate(w, t);
    }
    set_variances(w);
    if (f->spread)
        sandwich(w);
    for (size_t u = 0; u < f->n_units; u++) {
        for (size_t i = 0; i < base; i++)
            w->q[i] = w->by_count[i * f->n_units + u];
        for (size_t j = 0; j < f->n_open; j++)
            w->q[base + j] = f->open[j].unit == u && f->open[j].counted;
        for (size_t i = 0; i < f->n; i++)
            for (size_t j = 0; j < f->n; j++)
                f->covariance[i * most + j] += w->v[u] * w->q[i] * w->q[j];
    }
    f->spread = true;
    memcpy(f->mean, w->next, base * sizeof *f->mean);
    for (size_t j = 0; j < f->n_open; j++)
        if (f->open[j].counted)
            f->mean[base + j] += w->counts[f->open[j].unit].mean;
}

void awol_markov_settle(struct awol_filter *f)
{
    if (f->n_open > 0)
        return;
    for (size_t i = 0; i < f->base; i++)
        if (f->covariance[i * f->most + i] > 1e-12 * (1 + f->mean[i] * f->mean[i]))
            return;
    memset(f->covariance, 0, f->most * f->most * sizeof *f->covariance);
    f->spread = false;
}
