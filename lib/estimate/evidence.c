#include "estimate/evidence.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/random.h"

/* Fewer leave no room for a probability. */
enum { LEAST = 12, LAGS = AWOL_EVIDENCE_LAGS };

static const struct awol_evidence nothing = {NAN, NAN, 0, 0};

/* ---- between and within units --------------------------------------------------------------- */

/* Residuals of the shares of one time; zero where nothing can be said. */
static void shares(const struct awol_evidence_table *table, size_t t, double *r)
{
    const double *y = table->counts + t * table->n_units, *m = table->expected + t * table->n_units;
    double total = 0, expected = 0;
    for (size_t u = 0; u < table->n_units; u++) {
        r[u] = 0;
        if (!isnan(y[u])) {
            total += y[u];
            expected += m[u];
        }
    }
    for (size_t u = 0; u < table->n_units && total > 0; u++) {
        double share = m[u] / expected, variance = total * share * (1 - share);
        if (!isnan(y[u]) && variance > 0)
            r[u] = (y[u] - total * share) / sqrt(variance);
    }
}

/* What the residuals of a time say of those later: products[lag - 1]. */
static double product(const double *now, const double *later, size_t n, const double *opt_w)
{
    struct awol_sum sum = {0, 0};
    for (size_t v = 0; v < n; v++) {
        double before = opt_w ? 0 : now[v];
        for (size_t u = 0; opt_w && u < n; u++)
            before += opt_w[v * n + u] * now[u];
        awol_sum_add(&sum, later[v] * before);
    }
    return awol_sum_value(&sum);
}

static bool follows(const struct awol_evidence_table *table, size_t t, size_t lag)
{
    if (t + lag >= table->n_times)
        return false;
    for (size_t i = t; i < t + lag; i++)
        if (table->breaks[i])
            return false;
    return true;
}

static double flipped(const double *products, const double *signs, size_t n)
{
    struct awol_sum sum = {0, 0};
    for (size_t t = 0; t < n; t++)
        for (size_t lag = 1; lag <= LAGS && t + lag < n; lag++)
            awol_sum_add(&sum, signs[t] * signs[t + lag] * products[t * LAGS + lag - 1]);
    return awol_sum_value(&sum);
}

static enum awol_status draw_flips(const double *products, size_t n, int64_t seed,
                                   const char *stream, size_t *ret_extreme,
                                   struct awol_error *opt_error)
{
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    double *signs = calloc(n + 1, sizeof *signs);
    enum awol_status status = generator && signs ? AWOL_OK : awol_error_memory(opt_error);
    size_t extreme = 0;
    for (size_t t = 0; status == AWOL_OK && t < n; t++)
        signs[t] = 1;
    double seen = status == AWOL_OK ? flipped(products, signs, n) : 0;
    for (uint32_t k = 0; status == AWOL_OK && k < AWOL_EVIDENCE_DRAWS; k++) {
        awol_random_at(generator, (uint64_t)seed, k, awol_random_stream(stream));
        for (size_t t = 0; t < n; t++)
            signs[t] = gsl_rng_uniform(generator) < 0.5 ? -1 : 1;
        extreme += flipped(products, signs, n) >= seen - 1e-9 * fabs(seen);
    }
    free(signs);
    if (generator)
        gsl_rng_free(generator);
    if (status == AWOL_OK)
        *ret_extreme = extreme;
    return status;
}

enum awol_status awol_evidence_units(const struct awol_evidence_table *table,
                                     const double *opt_neighbours, int64_t seed,
                                     struct awol_evidence *ret_evidence,
                                     struct awol_error *opt_error)
{
    size_t n = table->n_times, units = table->n_units, n_pairs = 0, n_cells = 0, extreme = 0;
    double *r = calloc(n * units + 1, sizeof *r);
    double *products = calloc(n * LAGS + 1, sizeof *products);
    struct awol_sum sum = {0, 0}, squares = {0, 0};
    enum awol_status status = r && products ? AWOL_OK : awol_error_memory(opt_error);
    *ret_evidence = nothing;
    for (size_t t = 0; status == AWOL_OK && t < n; t++)
        shares(table, t, r + t * units);
    for (size_t t = 0; status == AWOL_OK && t < n; t++) {
        for (size_t lag = 1; lag <= LAGS && follows(table, t, lag); lag++) {
            products[t * LAGS + lag - 1] =
                product(r + t * units, r + (t + lag) * units, units, opt_neighbours);
            awol_sum_add(&sum, products[t * LAGS + lag - 1]);
            n_pairs++;
        }
        for (size_t u = 0; u < units; u++) {
            awol_sum_add(&squares, r[t * units + u] * r[t * units + u]);
            n_cells += r[t * units + u] != 0;
        }
    }
    if (status == AWOL_OK && n_pairs >= (size_t)LAGS * LEAST && n_cells > 0) {
        status = draw_flips(products, n, seed, opt_neighbours ? "evidence/near" : "evidence/unit",
                            &extreme, opt_error);
        double each = awol_sum_value(&squares) / (double)n; /* what one time's residuals come to */
        if (status == AWOL_OK)
            *ret_evidence =
                (struct awol_evidence){awol_sum_value(&sum) / (double)n_pairs / each,
                                       (1.0 + (double)extreme) / (1.0 + AWOL_EVIDENCE_DRAWS),
                                       AWOL_EVIDENCE_DRAWS, n_cells};
    }
    free(products);
    free(r);
    return status;
}

/* ---- after pushes --------------------------------------------------------------------------- */

/* Mean of sign times z with the windows moved on by `shift` places. */
static double after(const struct awol_evidence_run *runs, size_t n_runs, size_t shift,
                    size_t *ret_n)
{
    struct awol_sum sum = {0, 0};
    size_t n = 0;
    for (size_t k = 0; k < n_runs; k++)
        for (size_t i = 0; i < runs[k].n; i++)
            if (runs[k].signs[i] != 0) {
                awol_sum_add(&sum, runs[k].signs[i] * runs[k].z[(i + shift) % runs[k].n]);
                n++;
            }
    *ret_n = n;
    return n ? awol_sum_value(&sum) / (double)n : (double)NAN;
}

void awol_evidence_pushes(const struct awol_evidence_run *runs, size_t n_runs,
                          struct awol_evidence *ret_evidence)
{
    size_t longest = 0, n, extreme = 0;
    double seen = after(runs, n_runs, 0, &n);
    *ret_evidence = nothing;
    for (size_t k = 0; k < n_runs; k++)
        longest = runs[k].n > longest ? runs[k].n : longest;
    if (n == 0 || longest < (size_t)LEAST + 1)
        return;
    /* A record of ten thousand counts is moved along in a thousand steps. */
    size_t stride = 1 + longest / (AWOL_EVIDENCE_DRAWS + 1), draws = 0, ignored;
    for (size_t shift = stride; shift < longest; shift += stride, draws++)
        extreme += after(runs, n_runs, shift, &ignored) >= seen - 1e-9 * fabs(seen);
    *ret_evidence =
        (struct awol_evidence){seen, (1.0 + (double)extreme) / (1.0 + (double)draws), draws, n};
}
