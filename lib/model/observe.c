#include <math.h>
#include <string.h>

#include "model/state.h"

/* ---- closing a span ----------------------------------------------------------------------- */

static void set_expectation(const struct awol_filter *f, const struct awol_open *open, double mean,
                            double variance)
{
    if (!f->expectations)
        return;
    /* The parts were predicted bin by bin; inner counts have since corrected the total. */
    double predicted = open->background + open->by_offer + open->by_comrades;
    double scale = predicted > 0 ? mean / predicted : 0;
    f->expectations[open->observation->row] = (struct awol_expectation){
        mean + open->observation->known, variance, scale * open->background, scale * open->by_offer,
        scale * open->by_comrades};
}

void awol_observe_note(struct awol_filter *f, size_t index, const struct awol_noted *noted)
{
    const struct awol_open *open = &f->open[index];
    const struct awol_observation *o = open->observation;
    set_expectation(f, open, noted->mean, noted->variance);
    if (!f->predictions || isnan(noted->log_score))
        return;
    struct awol_prediction *prediction = &f->predictions[o->row];
    *prediction = (struct awol_prediction){.scored = true,
                                           .order = f->n_scored++,
                                           .low = o->low,
                                           .high = o->high,
                                           .law = noted->law,
                                           .mean = noted->mean,
                                           .variance = noted->variance,
                                           .pool = noted->pool,
                                           .correlation = noted->correlation,
                                           .log_score = noted->log_score};
    prediction->below = awol_prediction_at_most(prediction, ceil(o->low) - 1);
    prediction->at_most = awol_prediction_at_most(prediction, o->high);
}

/* For a count scored by the matched law; log_score NaN: nothing was scored. */
static void note(struct awol_filter *f, size_t index, double mean, double variance,
                 double log_score)
{
    struct awol_noted noted = {
        .law = f->setup->law, .mean = mean, .variance = variance, .log_score = log_score};
    awol_observe_note(f, index, &noted);
}

static void note_binomial(struct awol_filter *f, size_t index, double m, double men,
                          double log_score)
{
    double go = men > 0 ? -expm1(-m / men) : 0;
    struct awol_noted noted = {.law = AWOL_LAW_BINOMIAL,
                               .mean = men * go,
                               .variance = men * go * (1 - go),
                               .pool = men,
                               .log_score = log_score};
    awol_observe_note(f, index, &noted);
}

static void note_total(const struct awol_filter *f, const struct awol_observation *o, double mean)
{
    if (f->path)
        f->path->totals[o->row] = mean;
}

static void remove_matrix_row(const struct awol_filter *f, double *matrix, size_t row)
{
    for (size_t i = row; i + 1 < f->n; i++)
        memcpy(matrix + i * f->most, matrix + (i + 1) * f->most, f->n * sizeof *matrix);
    for (size_t i = 0; i + 1 < f->n; i++)
        memmove(matrix + i * f->most + row, matrix + i * f->most + row + 1,
                (f->n - row - 1) * sizeof *matrix);
}

static void close_span(struct awol_filter *f, size_t j)
{
    size_t row = f->base + j;
    remove_matrix_row(f, f->covariance, row);
    memmove(f->mean + row, f->mean + row + 1, (f->n - row - 1) * sizeof *f->mean);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        remove_matrix_row(f, awol_d_covariance(f, p), row);
        memmove(awol_d_mean(f, p) + row, awol_d_mean(f, p) + row + 1,
                (f->n - row - 1) * sizeof *f->mean);
    }
    memmove(f->open + j, f->open + j + 1, (f->n_open - j - 1) * sizeof *f->open);
    f->n--;
    f->n_open--;
}

/* ---- the direct case ---------------------------------------------------------------------- */

bool awol_bin_is_direct(const struct awol_filter *f)
{
    if (f->spread || f->setup->background || f->setup->recorded < 1 || f->n_open != f->n_units)
        return false;
    for (size_t j = 0; j < f->n_open; j++) {
        const struct awol_observation *o = f->open[j].observation;
        if (o->low != o->high || o->bins.last - o->bins.first != 1 || f->open[j].unit != j)
            return false;
    }
    return true;
}

static enum awol_status accept(struct awol_filter *f, double term, struct awol_error *opt_error)
{
    if (!isfinite(term))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "the likelihood of a count leaves the range of numbers");
    awol_sum_add(&f->log_likelihood, term);
    return AWOL_OK;
}

static enum awol_status observe_unit(struct awol_filter *f, size_t u, struct awol_error *opt_error)
{
    const struct awol_bin *bin = &f->bin;
    double y = f->open[u].observation->low, m = bin->m[u], decay = f->maps.decay;
    size_t n = f->n_units;
    struct awol_scored scored = {.mean = y};
    bool binomial = f->setup->law == AWOL_LAW_BINOMIAL;
    double men = f->group[u].at_risk[bin->t];
    if (binomial && m > 0)
        awol_law_score_binomial(m, men, y, &scored);
    else if (m > 0)
        awol_law_score_exact(f->setup->law, m, bin->v[u], y, &scored);
    else if (y > 0 && f->group[u].at_risk[bin->t] > 0)
        return awol_error_set(opt_error, AWOL_RANGE, "the rate leaves the range of numbers");
    else if (y > 0)
        return awol_error_set(opt_error, AWOL_DATA, "%g departures where no man was at risk", y);
    enum awol_status status = accept(f, scored.log_probability, opt_error);
    if (status != AWOL_OK)
        return status;
    if (binomial)
        note_binomial(f, u, m, men, scored.log_probability);
    else
        note(f, u, m, bin->v[u], scored.log_probability);
    note_total(f, f->open[u].observation, y);
    f->mean[u] = decay * bin->x[u] + bin->w[u] * y;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        size_t i = p * n + u;
        awol_sum_add(&f->gradient[p],
                     scored.by_mean * bin->d_m[i] + scored.by_variance * bin->d_v[i]);
        double d_decay = p == f->layout->tau ? f->maps.decay_by_tau : 0;
        awol_d_mean(f, p)[u] = decay * bin->d_x[i] + d_decay * bin->x[u] + y * bin->d_w[i];
    }
    return AWOL_OK;
}

enum awol_status awol_observe_direct(struct awol_filter *f, struct awol_error *opt_error)
{
    for (size_t u = 0; u < f->n_units; u++) {
        enum awol_status status = observe_unit(f, u, opt_error);
        if (status != AWOL_OK)
            return status;
    }
    /* Nothing is uncertain: the rows of the open spans are zero and can just be dropped. */
    f->n = f->base;
    f->n_open = 0;
    return AWOL_OK;
}

/* ---- the general case --------------------------------------------------------------------- */

/* Predicted mean and variance of the recorded count of an open span, with sensitivities. */
struct predicted {
    double c, V;
    bool floored;
};

static const double least_mean = AWOL_LEAST_MEAN;

static struct predicted predict(const struct awol_filter *f, size_t row)
{
    double pi = f->setup->recorded, s = f->mean[row], P = f->covariance[row * f->most + row];
    struct predicted q = {pi * s, pi * pi * P + pi * (1 - pi) * s, false};
    if (!(q.c > least_mean)) {
        q.c = least_mean;
        q.floored = true;
    }
    if (!(q.V > least_mean))
        q.V = least_mean;
    return q;
}

static void d_predict(const struct awol_filter *f, size_t row, size_t p, const struct predicted *q,
                      double *ret_c, double *ret_v)
{
    double pi = f->setup->recorded, s = awol_d_mean(f, p)[row];
    *ret_c = q->floored ? 0 : pi * s;
    *ret_v = q->V > least_mean
                 ? pi * pi * awol_d_covariance(f, p)[row * f->most + row] + pi * (1 - pi) * s
                 : 0;
}

/* Correct state and covariance by what was scored; sensitivities first, for they need the old. */
static void correct(struct awol_filter *f, size_t row, const struct predicted *q,
                    const struct awol_scored *scored)
{
    size_t n = f->n, most = f->most;
    double pi = f->setup->recorded, *K = f->gain, *d_K = f->d_gain;
    double surprise = scored->mean - q->c, excess = scored->variance - q->V;
    for (size_t i = 0; i < n; i++)
        K[i] = pi * f->covariance[i * most + row] / q->V;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_covariance(f, p), *d_s = awol_d_mean(f, p), d_c, d_V;
        d_predict(f, row, p, q, &d_c, &d_V);
        awol_sum_add(&f->gradient[p], scored->by_mean * d_c + scored->by_variance * d_V);
        double d_surprise = scored->mean_by_mean * d_c + scored->mean_by_variance * d_V - d_c;
        double d_excess = scored->variance_by_mean * d_c + scored->variance_by_variance * d_V - d_V;
        for (size_t i = 0; i < n; i++)
            d_K[i] = pi * d[i * most + row] / q->V - K[i] * d_V / q->V;
        for (size_t i = 0; i < n; i++) {
            d_s[i] += d_K[i] * surprise + K[i] * d_surprise;
            for (size_t j = 0; j < n; j++)
                d[i * most + j] +=
                    (d_K[i] * K[j] + K[i] * d_K[j]) * excess + K[i] * K[j] * d_excess;
        }
    }
    for (size_t i = 0; i < n; i++) {
        f->mean[i] += K[i] * surprise;
        for (size_t j = 0; j < n; j++)
            f->covariance[i * most + j] += K[i] * K[j] * excess;
    }
}

/* No variance below zero, which only rounding can make. */
static void mend_variances(struct awol_filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->covariance[i * f->most + i] < 0) {
            f->covariance[i * f->most + i] = 0;
            for (size_t p = 0; p < awol_n_wanted(f); p++)
                awol_d_covariance(f, p)[i * f->most + i] = 0;
        }
}

/* The variance of a gamma law moves with its mean: scale row and column of each g by the root of
 * the change of its mean. */
static void rescale_background(struct awol_filter *f, size_t v)
{
    size_t n = f->n_units, row = n + v, most = f->most;
    double g = f->bin.g[v];
    bool floored = f->mean[row] < AWOL_BACKGROUND_FLOOR;
    double g2 = floored ? AWOL_BACKGROUND_FLOOR : f->mean[row], root = sqrt(g2 / g);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_covariance(f, p), *d_s = awol_d_mean(f, p);
        if (floored)
            d_s[row] = 0;
        double d_root = root / 2 * (d_s[row] / g2 - f->bin.d_g[p * n + v] / g);
        for (size_t i = 0; i < f->n; i++) {
            if (i == row)
                continue;
            d[row * most + i] = root * d[row * most + i] + f->covariance[row * most + i] * d_root;
            d[i * most + row] = root * d[i * most + row] + f->covariance[i * most + row] * d_root;
        }
        size_t gg = row * most + row;
        d[gg] = root * root * d[gg] + 2 * root * f->covariance[gg] * d_root;
        f->bin.d_g[p * n + v] = d_s[row];
    }
    for (size_t i = 0; i < f->n; i++) {
        f->covariance[row * most + i] *= root;
        f->covariance[i * most + row] *= root;
    }
    f->mean[row] = f->bin.g[v] = g2;
}

static enum awol_status observe(struct awol_filter *f, size_t j, struct awol_error *opt_error)
{
    const struct awol_observation *o = f->open[j].observation;
    size_t row = f->base + j;
    struct predicted q = predict(f, row);
    struct awol_scored scored;
    enum awol_status status = AWOL_OK;
    if (o->low <= 0 && isinf(o->high)) { /* “at least nothing”: nothing is learned */
        note_total(f, o, q.c);
        note(f, j, q.c, q.V, NAN);
        return AWOL_OK;
    }
    if (o->low == o->high)
        awol_law_score_exact(f->setup->law, q.c, q.V, o->low, &scored);
    else
        status = awol_law_score_set(f->setup->law, q.c, q.V, o->low, o->high, &scored, opt_error);
    if (status == AWOL_OK)
        status = accept(f, scored.log_probability, opt_error);
    if (status != AWOL_OK)
        return status;
    note_total(f, o, scored.mean);
    note(f, j, q.c, q.V, scored.log_probability);
    correct(f, row, &q, &scored);
    mend_variances(f);
    for (size_t v = 0; f->setup->background && v < f->n_units; v++)
        rescale_background(f, v);
    return AWOL_OK;
}

/* The shortest span that ends with bin t; SIZE_MAX if none does. Ties go in the order of opening.
 */
static size_t find_ending(const struct awol_filter *f, size_t t)
{
    size_t found = SIZE_MAX, shortest = SIZE_MAX;
    for (size_t j = 0; j < f->n_open; j++) {
        const struct awol_bins *bins = &f->open[j].observation->bins;
        if (bins->last == t + 1 && bins->last - bins->first < shortest) {
            shortest = bins->last - bins->first;
            found = j;
        }
    }
    return found;
}

enum awol_status awol_observe_ends(struct awol_filter *f, size_t t, struct awol_error *opt_error)
{
    size_t j;
    while ((j = find_ending(f, t)) != SIZE_MAX) {
        enum awol_status status = observe(f, j, opt_error);
        if (status != AWOL_OK)
            return status;
        close_span(f, j);
    }
    return AWOL_OK;
}

/* ---- the background ----------------------------------------------------------------------- */

void awol_move_background(struct awol_filter *f)
{
    size_t n = f->n_units, most = f->most;
    double s = f->parameters[f->layout->background_sd],
           days = f->parameters[f->layout->background_days], D = f->bin.days;
    double rho = exp(-D / days), d_rho_days = rho * D / (days * days);
    for (size_t v = 0; v < n; v++) {
        size_t row = n + v, gg = row * most + row;
        double g = f->mean[row], noise = (1 - rho) * (1 - rho + 2 * rho * g);
        for (size_t p = 0; p < awol_n_wanted(f); p++) {
            double *d = awol_d_covariance(f, p), *d_s = awol_d_mean(f, p);
            double d_rho = p == f->layout->background_days ? d_rho_days : 0;
            double d_sd = p == f->layout->background_sd ? 1 : 0, d_g = d_s[row];
            double d_gg =
                rho * rho * d[gg] + 2 * rho * f->covariance[gg] * d_rho + 2 * s * d_sd * noise +
                s * s * (2 * rho * (1 - rho) * d_g - (2 * (1 - rho) + (4 * rho - 2) * g) * d_rho);
            for (size_t i = 0; i < f->n; i++) {
                if (i == row)
                    continue;
                d[row * most + i] = rho * d[row * most + i] + f->covariance[row * most + i] * d_rho;
                d[i * most + row] = rho * d[i * most + row] + f->covariance[i * most + row] * d_rho;
            }
            d[gg] = d_gg;
            d_s[row] = rho * d_g + (g - 1) * d_rho;
        }
        for (size_t i = 0; i < f->n; i++) {
            f->covariance[row * most + i] *= rho;
            f->covariance[i * most + row] *= rho;
        }
        f->covariance[gg] += s * s * noise;
        f->mean[row] = 1 + rho * (g - 1);
    }
}
