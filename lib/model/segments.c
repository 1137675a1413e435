#include "model/segments.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double minus_infinity = -INFINITY;

static size_t at(const struct awol_segments *s, size_t changes, size_t j)
{
    return changes * (s->n + 1) + j;
}

/* ---- one stretch --------------------------------------------------------------------------- */

/* Greatest log-likelihood of cells [i, j), without what no cut changes. */
static double fitted(const struct awol_segments *s, size_t i, size_t j)
{
    double y = s->counts[j] - s->counts[i], e = s->exposures[j] - s->exposures[i];
    return y > 0 ? y * log(y / e) - y : 0;
}

static double evidence(const struct awol_segments *s, size_t i, size_t j)
{
    double y = (s->counts[j] - s->counts[i]) / s->dispersion;
    double e = (s->exposures[j] - s->exposures[i]) / s->dispersion;
    double b = s->exposures[s->n] / s->counts[s->n];
    return log(b) + lgamma(1 + y) - (1 + y) * log(b + e);
}

/* What no cut changes: of the likelihood, not divided by the dispersion. */
static double constant(const struct awol_segments *s)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += s->cell_counts[i] * log(s->cell_exposures[i]) - lgamma(s->cell_counts[i] + 1);
    return sum;
}

/* ---- the best way to cut ------------------------------------------------------------------- */

static void find_best(struct awol_segments *s)
{
    for (size_t j = 1; j <= s->n; j++) {
        for (size_t i = 0; i < j; i++)
            s->scratch[i] = s->counts[j] > s->counts[i] ? fitted(s, i, j) : minus_infinity;
        s->best[at(s, 0, j)] = s->scratch[0];
        for (size_t k = 1; k <= s->most; k++) {
            double best = minus_infinity;
            size_t from = 0;
            for (size_t i = k; i < j; i++) {
                double l = s->best[at(s, k - 1, i)] + s->scratch[i];
                if (l > best) {
                    best = l;
                    from = i;
                }
            }
            s->best[at(s, k, j)] = best;
            s->back[at(s, k, j)] = from;
        }
    }
}

double awol_segments_best(const struct awol_segments *s, size_t changes, size_t *ret_cells)
{
    double l = s->best[at(s, changes, s->n)];
    for (size_t k = changes, j = s->n; k > 0 && isfinite(l); k--)
        j = ret_cells[k - 1] = s->back[at(s, k, j)];
    return l + constant(s);
}

double awol_segments_scatter(const struct awol_segments *s, size_t changes)
{
    double sum = 0;
    size_t j = s->n;
    for (size_t k = changes + 1; k-- > 0;) {
        size_t i = k > 0 ? s->back[at(s, k, j)] : 0;
        double rate = (s->counts[j] - s->counts[i]) / (s->exposures[j] - s->exposures[i]);
        for (size_t c = i; c < j; c++) {
            double m = rate * s->cell_exposures[c], d = s->cell_counts[c] - m;
            sum += m > 0 ? d * d / m : 0;
        }
        j = i;
    }
    return s->n > changes + 1 ? sum / (double)(s->n - changes - 1) : 1;
}

double awol_segments_single(const struct awol_segments *s, size_t j)
{
    double l = j > 0 ? fitted(s, 0, j) + fitted(s, j, s->n) : fitted(s, 0, s->n);
    return l + constant(s);
}

/* ---- all ways to cut ----------------------------------------------------------------------- */

/* log sum over i in [first, last) of exp(a[i] + b[i]). */
static double log_sum(const double *a, const double *b, size_t first, size_t last)
{
    double most = minus_infinity, sum = 0;
    for (size_t i = first; i < last; i++)
        most = fmax(most, a[i] + b[i]);
    if (!isfinite(most))
        return most;
    for (size_t i = first; i < last; i++)
        if (a[i] + b[i] > most - 40) /* less is nothing beside it */
            sum += exp(a[i] + b[i] - most);
    return most + log(sum);
}

/* forward[k][j]: cells [0, j) in k + 1 stretches; backward[k][j]: cells [j, n). */
static void set_forward(struct awol_segments *s)
{
    for (size_t k = 0; k <= s->most; k++)
        s->forward[at(s, k, 0)] = minus_infinity;
    for (size_t j = 1; j <= s->n; j++) {
        for (size_t i = 0; i < j; i++)
            s->scratch[i] = evidence(s, i, j);
        s->forward[at(s, 0, j)] = s->scratch[0];
        for (size_t k = 1; k <= s->most; k++)
            s->forward[at(s, k, j)] = log_sum(s->forward + at(s, k - 1, 0), s->scratch, 1, j);
    }
}

static void set_backward(struct awol_segments *s)
{
    for (size_t k = 0; k <= s->most; k++)
        s->backward[at(s, k, s->n)] = minus_infinity;
    for (size_t i = s->n; i-- > 0;) {
        for (size_t j = i + 1; j <= s->n; j++)
            s->scratch[j] = evidence(s, i, j);
        s->backward[at(s, 0, i)] = s->scratch[s->n];
        for (size_t k = 1; k <= s->most; k++)
            s->backward[at(s, k, i)] =
                log_sum(s->backward + at(s, k - 1, 0), s->scratch, i + 1, s->n);
    }
}

/* ln of in how many ways k of m can be chosen. */
static double log_choose(double m, double k)
{
    return lgamma(m + 1) - lgamma(k + 1) - lgamma(m - k + 1);
}

void awol_segments_weigh(struct awol_segments *s, double dispersion)
{
    double most = minus_infinity, sum = 0;
    s->dispersion = dispersion;
    set_forward(s);
    set_backward(s);
    for (size_t k = 0; k <= s->most; k++) {
        s->log_evidence[k] = s->forward[at(s, k, s->n)] + constant(s) / dispersion -
                             log_choose((double)s->n - 1, (double)k);
        most = fmax(most, s->log_evidence[k]);
    }
    for (size_t k = 0; k <= s->most; k++)
        sum += s->number[k] = exp(s->log_evidence[k] - most - (double)k * log(2));
    for (size_t k = 0; k <= s->most; k++)
        s->number[k] /= sum;
}

size_t awol_segments_number(const struct awol_segments *s)
{
    size_t best = 0;
    for (size_t k = 1; k <= s->most; k++)
        if (s->number[k] > s->number[best])
            best = k;
    return best;
}

double awol_segments_at(const struct awol_segments *s, size_t changes, size_t k, size_t j)
{
    return exp(s->forward[at(s, k - 1, j)] + s->backward[at(s, changes - k, j)] -
               s->forward[at(s, changes, s->n)]);
}

double awol_segments_any(const struct awol_segments *s, size_t j)
{
    double sum = 0;
    for (size_t changes = 1; changes <= s->most; changes++)
        for (size_t k = 1; k <= changes; k++)
            sum += s->number[changes] * awol_segments_at(s, changes, k, j);
    return sum;
}

/* ---- making it ----------------------------------------------------------------------------- */

enum awol_status awol_segments_init(struct awol_segments *segments, const double *counts,
                                    const double *exposures, size_t n, size_t most,
                                    struct awol_error *opt_error)
{
    struct awol_segments s = {.n = n, .most = most, .dispersion = 1};
    size_t table = (most + 1) * (n + 1);
    s.counts = calloc(n + 1, sizeof *s.counts);
    s.exposures = calloc(n + 1, sizeof *s.exposures);
    s.cell_counts = calloc(n + 1, sizeof *s.cell_counts);
    s.cell_exposures = calloc(n + 1, sizeof *s.cell_exposures);
    s.log_evidence = calloc(most + 1, sizeof *s.log_evidence);
    s.number = calloc(most + 1, sizeof *s.number);
    s.forward = calloc(table, sizeof *s.forward);
    s.backward = calloc(table, sizeof *s.backward);
    s.best = calloc(table, sizeof *s.best);
    s.back = calloc(table, sizeof *s.back);
    s.scratch = calloc(n + 1, sizeof *s.scratch);
    if (!s.counts || !s.exposures || !s.cell_counts || !s.cell_exposures || !s.log_evidence ||
        !s.number || !s.forward || !s.backward || !s.best || !s.back || !s.scratch) {
        awol_segments_release(&s);
        return awol_error_memory(opt_error);
    }
    memcpy(s.cell_counts, counts, n * sizeof *counts);
    memcpy(s.cell_exposures, exposures, n * sizeof *exposures);
    for (size_t i = 0; i < n; i++) {
        s.counts[i + 1] = s.counts[i] + counts[i];
        s.exposures[i + 1] = s.exposures[i] + exposures[i];
    }
    find_best(&s);
    *segments = s;
    return AWOL_OK;
}

void awol_segments_release(struct awol_segments *segments)
{
    free(segments->scratch);
    free(segments->back);
    free(segments->best);
    free(segments->backward);
    free(segments->forward);
    free(segments->number);
    free(segments->log_evidence);
    free(segments->cell_exposures);
    free(segments->cell_counts);
    free(segments->exposures);
    free(segments->counts);
    *segments = (struct awol_segments){0};
}
