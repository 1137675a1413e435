#include "model/markov.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/law_nb.h"
#include "model/markov_work.h"

double awol_markov_dispersion(const struct awol_markov_work *w)
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

bool awol_markov_skips(const struct awol_markov_work *w, size_t t)
{
    return t == 0 && w->type->given &&
           awol_markov_is_given(w->filter->group, w->filter->n_units, w->seen.setup);
}

/* ---- one bin ------------------------------------------------------------------------------- */

enum awol_status awol_markov_check(const struct awol_markov_work *w,
                                   const struct awol_markov_count *counts,
                                   struct awol_error *opt_error)
{
    for (size_t u = 0; u < w->filter->n_units; u++)
        if (!isfinite(counts[u].mean) || counts[u].mean < 0)
            return awol_error_set(opt_error, AWOL_RANGE, "the rate leaves the range of numbers");
    return AWOL_OK;
}

double awol_markov_variance(const struct awol_markov_work *w, const struct awol_markov_count *count)
{
    if (!isnan(count->variance))
        return count->variance;
    if (count->pool > 0)
        return count->mean * (1 - count->mean / count->pool);
    return count->mean + awol_markov_dispersion(w) * count->mean * count->mean;
}

/* ln of the chance of y, with its derivatives by what is expected and by the dispersion. */
struct score {
    double value, by_dispersion;
    struct awol_markov_slope by;
};

static struct score score_of(const struct awol_markov_work *w,
                             const struct awol_markov_count *count, double y)
{
    double mean = count->mean;
    if (count->pool > 0) {
        struct awol_pool_scored scored;
        awol_law_score_pool(mean, count->pool, count->correlation, y, &scored);
        return (struct score){
            scored.log_probability, 0, {scored.by_mean, scored.by_pool, scored.by_correlation}};
    }
    if (!(mean > 0))
        return (struct score){.value = y > 0 ? (double)-INFINITY : 0};
    enum awol_law law = w->seen.setup->law;
    double phi = awol_markov_dispersion(w);
    if (isnan(count->variance) && (law == AWOL_LAW_NB || law == AWOL_LAW_POISSON)) {
        struct awol_nb_means scored;
        awol_nb_score(y, mean, phi, &scored);
        return (struct score){scored.l, scored.by_phi, {scored.by_mean, 0, 0}};
    }
    struct awol_scored scored;
    awol_law_score_exact(law, mean, awol_markov_variance(w, count), y, &scored);
    return (struct score){.value = scored.log_probability};
}

/* What a count of the only unit adds to the gradient. */
static void add_slopes(struct awol_markov_work *w, size_t t, const struct score *score)
{
    size_t n = w->seen.layout->n;
    memset(w->slopes, 0, n * sizeof *w->slopes);
    w->type->derive(&w->seen, t, w->filter->mean, w->slopes);
    for (size_t p = 0; p < n; p++) {
        const struct awol_markov_slope *slope = &w->slopes[p];
        awol_sum_add(&w->gradient[p], p == w->seen.layout->dispersion
                                          ? score->by_dispersion
                                          : score->by.mean * slope->mean +
                                                score->by.pool * slope->pool +
                                                score->by.correlation * slope->correlation);
    }
}

/* What it adds to the second derivatives; w->slopes are set. */
static void add_bends(struct awol_markov_work *w, size_t t, const struct score *score, double y)
{
    size_t n = w->seen.layout->n, dispersion = w->seen.layout->dispersion;
    double mean = w->counts[0].mean, phi = awol_markov_dispersion(w);
    struct awol_nb_bend law;
    awol_nb_means_bend(1, y, mean, phi, &law);
    law.by_phis -= awol_nb_sum_square(y, phi);
    memset(w->bends, 0, n * n * sizeof *w->bends);
    w->type->bend(&w->seen, t, w->bends);
    for (size_t p = 0; p < n; p++)
        for (size_t q = 0; q < n; q++) {
            double *sum = &w->hessian[p * n + q];
            if (p == dispersion || q == dispersion)
                *sum +=
                    p == q ? law.by_phis : law.by_both * w->slopes[p == dispersion ? q : p].mean;
            else
                *sum += law.by_means * w->slopes[p].mean * w->slopes[q].mean +
                        score->by.mean * w->bends[p * n + q];
        }
}

static enum awol_status observe_direct(struct awol_markov_work *w, size_t t,
                                       struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    bool given = awol_markov_skips(w, t);
    for (size_t u = 0; u < f->n_units; u++) {
        const struct awol_markov_count *count = &w->counts[u];
        w->y[u] = f->open[u].observation->low;
        if (given)
            continue;
        struct score score = score_of(w, count, w->y[u]);
        if (!isfinite(score.value))
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "the likelihood of a count leaves the range of numbers");
        awol_sum_add(&f->log_likelihood, score.value);
        if (w->want_gradient)
            add_slopes(w, t, &score);
        if (w->hessian)
            add_bends(w, t, &score, w->y[u]);
        struct awol_noted noted = {count->pool > 0 ? AWOL_LAW_BINOMIAL : w->seen.setup->law,
                                   count->mean,
                                   awol_markov_variance(w, count),
                                   count->pool,
                                   count->correlation,
                                   score.value};
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

static void add_parts(struct awol_markov_work *w)
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

void awol_markov_begin_group(struct awol_markov_work *w, size_t u)
{
    struct awol_filter *f = w->filter;
    f->group = w->seen.group = &f->campaign->units[u];
    awol_filter_begin_group(f);
    if (w->type->start)
        w->type->start(&w->seen, f->mean);
}

static enum awol_status run_group(struct awol_markov_work *w, struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    for (size_t t = 0; t < f->group[0].n_bins; t++) {
        awol_filter_open_spans(f, t);
        w->type->expect(&w->seen, t, f->mean, w->counts);
        enum awol_status status = awol_markov_check(w, w->counts, opt_error);
        if (status != AWOL_OK)
            return status;
        add_parts(w);
        if (awol_bin_is_direct(f)) {
            status = observe_direct(w, t, opt_error);
        } else {
            awol_markov_predict(w, t);
            status = awol_observe_ends(f, t, opt_error);
            awol_markov_settle(f);
        }
        if (status != AWOL_OK)
            return status;
    }
    return AWOL_OK;
}

enum awol_status awol_markov_begin(struct awol_markov_work *w, const double *parameters,
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
    struct awol_markov_work *w = state;
    struct awol_filter *f = w->filter;
    enum awol_status status = awol_markov_begin(w, parameters, opt_error);
    f->want_gradient = false; /* the filter's own sensitivities are not carried here */
    w->want_gradient = opt_gradient && w->gradient;
    if (w->want_gradient)
        memset(w->gradient, 0, w->seen.layout->n * sizeof *w->gradient);
    f->expectations = opt_expectations;
    f->log_likelihood = (struct awol_sum){0, 0};
    for (size_t u = 0; status == AWOL_OK && u < f->campaign->n_units; u += f->n_units) {
        awol_markov_begin_group(w, u);
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

static enum awol_status hessian(void *state, const double *parameters, double *ret_hessian,
                                struct awol_error *opt_error)
{
    struct awol_markov_work *w = state;
    size_t n = w->seen.layout->n;
    double l, *gradient = calloc(n + 1, sizeof *gradient);
    if (!gradient)
        return awol_error_memory(opt_error);
    memset(ret_hessian, 0, n * n * sizeof *ret_hessian);
    w->hessian = ret_hessian;
    enum awol_status status = evaluate(w, parameters, &l, gradient, NULL, opt_error);
    w->hessian = NULL;
    free(gradient);
    for (size_t i = 0; status == AWOL_OK && i < n * n; i++)
        if (!isfinite(ret_hessian[i]))
            status =
                awol_error_set(opt_error, AWOL_RANGE, "the likelihood leaves the range of numbers");
    return status;
}

static enum awol_status predict(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error)
{
    struct awol_markov_work *w = state;
    double l;
    memset(ret_predictions, 0, w->seen.campaign->series->n_spans * sizeof *ret_predictions);
    w->filter->predictions = ret_predictions;
    w->filter->n_scored = 0;
    enum awol_status status = evaluate(w, parameters, &l, NULL, NULL, opt_error);
    w->filter->predictions = NULL;
    return status;
}

/* ---- making it ---------------------------------------------------------------------------- */

static bool start(void *state, size_t k, double *ret_parameters)
{
    struct awol_markov_work *w = state;
    return w->type->starts && w->type->starts(&w->seen, k, ret_parameters);
}

static void workspace_free(void *state)
{
    struct awol_markov_work *w = state;
    if (w->type->free)
        w->type->free(w->seen.own);
    awol_filter_free(w->filter);
    free(w->shifted);
    free(w->counts);
    free(w->gradient);
    free(w->bends);
    free(w->slopes);
    free(w->pool);
    free(w->bins);
    free(w);
}

static const struct awol_likelihood_type markov_type = {
    .name = "markov",
    .evaluate = evaluate,
    .sample = awol_markov_draw,
    .predict = predict,
    .start = start,
    .free = workspace_free,
};

/* The same where it has a gradient. */
static const struct awol_likelihood_type markov_type_with_gradient = {
    .name = "markov",
    .evaluate = evaluate,
    .has_gradient = true,
    .sample = awol_markov_draw,
    .predict = predict,
    .start = start,
    .free = workspace_free,
};

/* The same where it has second derivatives. */
static const struct awol_likelihood_type markov_type_with_hessian = {
    .name = "markov",
    .evaluate = evaluate,
    .has_gradient = true,
    .hessian = hessian,
    .sample = awol_markov_draw,
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

static enum awol_status allocate(struct awol_markov_work *w, struct awol_error *opt_error)
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
    struct awol_markov_work *w = calloc(1, sizeof *w);
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
        w->slopes = calloc(layout->n + 1, sizeof *w->slopes);
        w->gradient = calloc(layout->n + 1, sizeof *w->gradient);
        w->bends = calloc(layout->n * layout->n + 1, sizeof *w->bends);
        status = w->slopes && w->gradient && w->bends ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (status == AWOL_OK)
        *ret_likelihood = (struct awol_likelihood){!derived     ? &markov_type
                                                   : type->bend ? &markov_type_with_hessian
                                                                : &markov_type_with_gradient,
                                                   w};
    else
        workspace_free(w);
    return status;
}
