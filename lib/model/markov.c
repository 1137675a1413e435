#include "model/markov.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/sample.h"
#include "model/state.h"

/* The filter's workspace carries state and totals, without sensitivities; the rest are scratch
 * arrays of one allocation. */
struct workspace {
    struct awol_markov seen; /* by the model */
    const struct awol_markov_type *type;
    struct awol_filter *filter;
    struct awol_markov_count *counts, *shifted; /* [n_units] */
    double *y, *shifted_state, *next, *next_shifted;
    double *M;            /* [n_units][base] derivative of the means by the state */
    double *F;            /* [base][base] of the next state by the state, the counts following */
    double *by_count;     /* [base][n_units] of the next state by the counts */
    double *v;            /* [n_units] variance given the state */
    double *q;            /* [most] */
    double *bins;         /* of a drawn record */
    double *pool;         /* all of the above but bins */
    double *by_parameter; /* [n_parameters] of a bin's mean; NULL: without gradient */
    struct awol_sum *gradient; /* [n_parameters] */
    bool want_gradient;
};

static double dispersion_of(const struct workspace *w)
{
    size_t p = w->seen.layout->dispersion;
    return p == SIZE_MAX ? 0 : w->seen.parameters[p];
}

bool awol_markov_is_given(const struct awol_campaign_unit *group, size_t n_units,
                          const struct awol_setup *setup)
{
    for (size_t u = 0; u < n_units; u++) {
        const struct awol_observation *o = group[u].observations;
        if (group[u].n_observations == 0 || o->bins.first != 0 || o->bins.last != 1 ||
            o->low != o->high)
            return false;
        if (group[u].n_observations > 1 && o[1].bins.first == 0)
            return false;
    }
    return setup->recorded >= 1;
}

static bool is_given(const struct workspace *w, size_t t)
{
    return t == 0 && w->type->given &&
           awol_markov_is_given(w->filter->group, w->filter->n_units, w->seen.setup);
}

/* ---- one bin ------------------------------------------------------------------------------- */

static enum awol_status check(const struct workspace *w, const struct awol_markov_count *counts,
                              struct awol_error *opt_error)
{
    for (size_t u = 0; u < w->filter->n_units; u++)
        if (!isfinite(counts[u].mean) || counts[u].mean < 0)
            return awol_error_set(opt_error, AWOL_RANGE, "the rate leaves the range of numbers");
    return AWOL_OK;
}

static double variance_of(const struct workspace *w, const struct awol_markov_count *count)
{
    if (!isnan(count->variance))
        return count->variance;
    if (count->pool > 0)
        return count->mean * (1 - count->mean / count->pool);
    return count->mean + dispersion_of(w) * count->mean * count->mean;
}

static double score(const struct workspace *w, const struct awol_markov_count *count, double y)
{
    struct awol_scored scored;
    if (count->pool > 0)
        return awol_law_log_beta_binomial(y, count->pool, count->mean / count->pool,
                                          count->correlation);
    if (!(count->mean > 0))
        return y > 0 ? (double)-INFINITY : 0;
    awol_law_score_exact(w->seen.setup->law, count->mean, variance_of(w, count), y, &scored);
    return scored.log_probability;
}

/* What the count y of the only unit adds to the gradient. */
static void add_slopes(struct workspace *w, size_t t, double y)
{
    const struct awol_markov_count *count = &w->counts[0];
    double by_mean =
        y / count->mean - (count->pool > y ? (count->pool - y) / (count->pool - count->mean) : 0);
    w->type->derive(&w->seen, t, w->filter->mean, w->by_parameter);
    for (size_t p = 0; p < w->seen.layout->n; p++)
        awol_sum_add(&w->gradient[p], by_mean * w->by_parameter[p]);
}

static enum awol_status observe_direct(struct workspace *w, size_t t, struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    bool given = is_given(w, t);
    for (size_t u = 0; u < f->n_units; u++) {
        const struct awol_markov_count *count = &w->counts[u];
        w->y[u] = f->open[u].observation->low;
        if (given)
            continue;
        double term = score(w, count, w->y[u]);
        if (!isfinite(term))
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "the likelihood of a count leaves the range of numbers");
        awol_sum_add(&f->log_likelihood, term);
        if (w->want_gradient)
            add_slopes(w, t, w->y[u]);
        struct awol_noted noted = {count->pool > 0 ? AWOL_LAW_BINOMIAL : w->seen.setup->law,
                                   count->mean,
                                   variance_of(w, count),
                                   count->pool,
                                   count->correlation,
                                   term};
        awol_observe_note(f, u, &noted);
    }
    if (w->type->n_state > 0) {
        w->type->advance(&w->seen, t, f->mean, w->y, w->next);
        memcpy(f->mean, w->next, f->base * sizeof *w->next);
    }
    f->n = f->base;
    f->n_open = 0;
    return AWOL_OK;
}

/* ---- the bin as a linear map -------------------------------------------------------------- */

static double step_of(double x)
{
    return 1e-5 * (1 + fabs(x));
}

/* Put the counts that state `state` expects into y, and the state that they leave into next. */
static void carry(struct workspace *w, size_t t, const double *state,
                  struct awol_markov_count *counts, double *y, double *next)
{
    w->type->expect(&w->seen, t, state, counts);
    for (size_t u = 0; u < w->filter->n_units; u++)
        y[u] = counts[u].mean;
    w->type->advance(&w->seen, t, state, y, next);
}

/* Derivatives of means and next state, by central differences. */
static void differentiate(struct workspace *w, size_t t)
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
static double map_element(const struct workspace *w, size_t row, size_t i)
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
static void sandwich(struct workspace *w)
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
static void set_variances(struct workspace *w)
{
    const struct awol_filter *f = w->filter;
    for (size_t u = 0; u < f->n_units; u++) {
        const double *row = w->M + u * f->base;
        double spread = 0;
        for (size_t i = 0; i < f->base; i++)
            for (size_t j = 0; j < f->base; j++)
                spread += row[i] * f->covariance[i * f->most + j] * row[j];
        bool by_law = isnan(w->counts[u].variance) && w->counts[u].pool <= 0;
        w->v[u] = variance_of(w, &w->counts[u]) + (by_law ? dispersion_of(w) * spread : 0);
    }
}

static void predict_state(struct workspace *w, size_t t)
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

/* Once no span is open, a state that the counts have fixed is scored directly again. */
static void settle(struct awol_filter *f)
{
    if (f->n_open > 0)
        return;
    for (size_t i = 0; i < f->base; i++)
        if (f->covariance[i * f->most + i] > 1e-12 * (1 + f->mean[i] * f->mean[i]))
            return;
    memset(f->covariance, 0, f->most * f->most * sizeof *f->covariance);
    f->spread = false;
}

static void add_parts(struct workspace *w)
{
    struct awol_filter *f = w->filter;
    for (size_t j = 0; j < f->n_open; j++) {
        const struct awol_markov_count *count = &w->counts[f->open[j].unit];
        if (!f->open[j].counted)
            continue;
        f->open[j].by_offer += count->by_offer;
        f->open[j].by_comrades += count->by_comrades;
        f->open[j].background += count->mean - count->by_offer - count->by_comrades;
    }
}

/* ---- a group ------------------------------------------------------------------------------ */

static void begin_group(struct workspace *w, size_t u)
{
    struct awol_filter *f = w->filter;
    f->group = w->seen.group = &f->campaign->units[u];
    awol_filter_begin_group(f);
    if (w->type->start)
        w->type->start(&w->seen, f->mean);
}

static enum awol_status run_group(struct workspace *w, struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    for (size_t t = 0; t < f->group[0].n_bins; t++) {
        awol_filter_open_spans(f, t);
        w->type->expect(&w->seen, t, f->mean, w->counts);
        enum awol_status status = check(w, w->counts, opt_error);
        if (status != AWOL_OK)
            return status;
        add_parts(w);
        if (awol_bin_is_direct(f)) {
            status = observe_direct(w, t, opt_error);
        } else {
            predict_state(w, t);
            status = awol_observe_ends(f, t, opt_error);
            settle(f);
        }
        if (status != AWOL_OK)
            return status;
    }
    return AWOL_OK;
}

static enum awol_status begin(struct workspace *w, const double *parameters,
                              struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    enum awol_status status = awol_filter_begin(f, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    w->seen.parameters = parameters;
    w->seen.newcomers = f->newcomers;
    w->seen.group = f->campaign->units;
    return w->type->begin ? w->type->begin(&w->seen, opt_error) : AWOL_OK;
}

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct workspace *w = state;
    struct awol_filter *f = w->filter;
    enum awol_status status = begin(w, parameters, opt_error);
    f->want_gradient = false; /* the filter's own sensitivities are not carried here */
    w->want_gradient = opt_gradient && w->gradient;
    if (w->want_gradient)
        memset(w->gradient, 0, w->seen.layout->n * sizeof *w->gradient);
    f->expectations = opt_expectations;
    f->log_likelihood = (struct awol_sum){0, 0};
    for (size_t u = 0; status == AWOL_OK && u < f->campaign->n_units; u += f->n_units) {
        begin_group(w, u);
        status = run_group(w, opt_error);
    }
    f->expectations = NULL;
    if (status != AWOL_OK)
        return status;
    double value = awol_sum_value(&f->log_likelihood);
    if (!isfinite(value))
        return awol_error_set(opt_error, AWOL_RANGE, "the likelihood leaves the range of numbers");
    *ret_log_likelihood = value;
    for (size_t p = 0; opt_gradient && w->gradient && p < w->seen.layout->n; p++)
        opt_gradient[p] = awol_sum_value(&w->gradient[p]);
    return AWOL_OK;
}

static enum awol_status predict(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error)
{
    struct workspace *w = state;
    double l;
    memset(ret_predictions, 0, w->seen.campaign->series->n_spans * sizeof *ret_predictions);
    w->filter->predictions = ret_predictions;
    w->filter->n_scored = 0;
    enum awol_status status = evaluate(w, parameters, &l, NULL, NULL, opt_error);
    w->filter->predictions = NULL;
    return status;
}

/* ---- drawing ------------------------------------------------------------------------------- */

static enum awol_status draw_group(struct workspace *w, gsl_rng *generator, double *bins,
                                   struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    size_t n_bins = f->group[0].n_bins;
    for (size_t t = 0; t < n_bins; t++) {
        bool given = is_given(w, t);
        w->type->expect(&w->seen, t, f->mean, w->counts);
        enum awol_status status = check(w, w->counts, opt_error);
        if (status != AWOL_OK)
            return status;
        for (size_t u = 0; u < f->n_units; u++) {
            const struct awol_markov_count *count = &w->counts[u];
            double men = f->campaign->per_man ? f->group[u].at_risk[t] : (double)INFINITY;
            w->y[u] = count->pool > 0 ? awol_sample_pool(count->pool, count->mean / count->pool,
                                                         count->correlation, generator)
                                      : awol_sample_men(w->seen.setup->law, count->mean,
                                                        variance_of(w, count), men, generator);
            if (!isfinite(w->y[u]))
                return awol_error_set(opt_error, AWOL_RANGE, "a count leaves the range of numbers");
            if (given)
                w->y[u] = f->group[u].observations[0].low;
            bins[u * n_bins + t] = w->y[u];
            awol_campaign_deplete(f->campaign, &f->group[u], t, w->y[u]);
        }
        if (w->type->n_state > 0) {
            w->type->advance(&w->seen, t, f->mean, w->y, w->next);
            memcpy(f->mean, w->next, f->base * sizeof *f->mean);
        }
    }
    return AWOL_OK;
}

static enum awol_status sample(void *state, const double *parameters, uint64_t seed,
                               uint32_t replicate, struct awol_drawn *drawn,
                               struct awol_error *opt_error)
{
    struct workspace *w = state;
    const struct awol_campaign *campaign = w->seen.campaign;
    enum awol_status status = begin(w, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!w->bins)
        w->bins = calloc(awol_campaign_n_bins(campaign) + 1, sizeof *w->bins);
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!w->bins || !generator)
        status = awol_error_memory(opt_error);
    for (size_t u = 0, first = 0; status == AWOL_OK && u < campaign->n_units;
         u += w->filter->n_units) {
        begin_group(w, u);
        awol_random_at(generator, seed, replicate, awol_random_stream(w->seen.group->name));
        status = draw_group(w, generator, w->bins + first, opt_error);
        first += w->filter->n_units * w->seen.group->n_bins;
    }
    if (generator)
        gsl_rng_free(generator);
    if (status == AWOL_OK)
        status = awol_sample_spans(campaign, w->seen.setup->recorded, seed, replicate, w->bins,
                                   drawn->counts, opt_error);
    return status;
}

/* ---- making it ---------------------------------------------------------------------------- */

static bool start(void *state, size_t k, double *ret_parameters)
{
    struct workspace *w = state;
    return w->type->starts && w->type->starts(&w->seen, k, ret_parameters);
}

static void workspace_free(void *state)
{
    struct workspace *w = state;
    if (w->type->free)
        w->type->free(w->seen.own);
    awol_filter_free(w->filter);
    free(w->shifted);
    free(w->counts);
    free(w->gradient);
    free(w->by_parameter);
    free(w->pool);
    free(w->bins);
    free(w);
}

static const struct awol_likelihood_type markov_type = {
    .name = "markov",
    .evaluate = evaluate,
    .sample = sample,
    .predict = predict,
    .start = start,
    .free = workspace_free,
};

/* The same where it has a gradient. */
static const struct awol_likelihood_type markov_type_with_gradient = {
    .name = "markov",
    .evaluate = evaluate,
    .has_gradient = true,
    .sample = sample,
    .predict = predict,
    .start = start,
    .free = workspace_free,
};

/* Is each bin of the campaign one exact count? */
static bool is_fully_counted(const struct awol_campaign *campaign, const struct awol_setup *setup)
{
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        if (unit->n_observations != unit->n_bins)
            return false;
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (o->low != o->high || o->bins.first != i || o->bins.last != i + 1)
                return false;
        }
    }
    return setup->recorded >= 1;
}

static double *take(double **pool, size_t n)
{
    double *taken = *pool;
    *pool += n;
    return taken;
}

static enum awol_status allocate(struct workspace *w, struct awol_error *opt_error)
{
    size_t n = w->filter->n_units, base = w->filter->base, most = w->filter->most;
    w->counts = calloc(n + 1, sizeof *w->counts);
    w->shifted = calloc(n + 1, sizeof *w->shifted);
    w->pool = calloc(2 * n + 3 * base + 2 * n * base + base * base + most + 1, sizeof *w->pool);
    if (!w->counts || !w->shifted || !w->pool)
        return awol_error_memory(opt_error);
    double *pool = w->pool;
    w->y = take(&pool, n);
    w->v = take(&pool, n);
    w->shifted_state = take(&pool, base);
    w->next = take(&pool, base);
    w->next_shifted = take(&pool, base);
    w->M = take(&pool, n * base);
    w->by_count = take(&pool, n * base);
    w->F = take(&pool, base * base);
    w->q = take(&pool, most);
    return AWOL_OK;
}

enum awol_status awol_markov_open(const struct awol_markov_type *type, void *own,
                                  const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error)
{
    size_t n = type->together ? campaign->n_units : 1;
    struct workspace *w = calloc(1, sizeof *w);
    if (!w) {
        if (type->free)
            type->free(own);
        return awol_error_memory(opt_error);
    }
    w->type = type;
    w->seen = (struct awol_markov){.campaign = campaign,
                                   .setup = setup,
                                   .layout = layout,
                                   .group = campaign->units,
                                   .n_units = n,
                                   .own = own};
    enum awol_status status =
        awol_filter_make(campaign, setup, layout, n, n * type->n_state, 0, &w->filter, opt_error);
    if (status == AWOL_OK)
        status = allocate(w, opt_error);
    bool derived = type->derive && is_fully_counted(campaign, setup);
    if (status == AWOL_OK && derived) {
        w->by_parameter = calloc(layout->n + 1, sizeof *w->by_parameter);
        w->gradient = calloc(layout->n + 1, sizeof *w->gradient);
        status = w->by_parameter && w->gradient ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (status == AWOL_OK)
        *ret_likelihood =
            (struct awol_likelihood){derived ? &markov_type_with_gradient : &markov_type, w};
    else
        workspace_free(w);
    return status;
}
