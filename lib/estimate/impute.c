#include "estimate/impute.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/random.h"
#include "estimate/cells.h"
#include "estimate/trials.h"

enum { ROUNDS = 5 };

/* ---- Rubin's rules ------------------------------------------------------------------------- */

void awol_impute_combine(const double *estimates, const double *variances, size_t n,
                         double complete_df, struct awol_imputed *ret_imputed)
{
    double m = (double)n, mean = 0, within = 0, between = 0;
    for (size_t i = 0; i < n; i++) {
        mean += estimates[i] / m;
        within += variances[i] / m;
    }
    for (size_t i = 0; i < n; i++)
        between += (estimates[i] - mean) * (estimates[i] - mean) / (m - 1);
    between *= 1 + 1 / m;
    double total = within + between, lambda = between / total;
    double observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - lambda);
    double df = 1 / (lambda * lambda / (m - 1) + 1 / observed);
    double r = between / within;
    *ret_imputed = (struct awol_imputed){mean, total, df, (r + 2 / (df + 3)) / (r + 1)};
}

/* ---- what is to be completed ----------------------------------------------------------------- */

/* A bin of a total. */
struct piece {
    size_t row; /* of the total, in the series of the fit */
    size_t unit;
    int64_t start, end;
    double exposure; /* men at risk times days */
};

struct total {
    double count; /* not known from its parts */
    size_t first, n;
};

struct plan {
    const struct awol_refit *refit;
    const struct awol_check_settings *settings;
    struct piece *pieces;
    struct total *totals;
    size_t n_pieces, n_totals;
    double *estimates, *variances; /* [imputation * n + parameter], working scale; NaN: none */
};

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (t >= o->masks[i].first && t < o->masks[i].last)
            return true;
    return false;
}

static bool is_total(const struct awol_observation *o)
{
    return !o->sealed && o->low == o->high && o->bins.last - o->bins.first > 1;
}

static void add_total(struct plan *plan, const struct awol_campaign_unit *unit,
                      const struct awol_observation *o)
{
    struct total *total = &plan->totals[plan->n_totals++];
    *total = (struct total){.count = o->low, .first = plan->n_pieces};
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        if (is_masked(o, t))
            continue;
        double days = (double)(unit->edges[t + 1] - unit->edges[t]);
        plan->pieces[plan->n_pieces++] = (struct piece){
            o->row, unit->index, unit->edges[t], unit->edges[t + 1], unit->at_risk[t] * days};
        total->n++;
    }
}

static enum awol_status make_plan(struct plan *plan, struct awol_error *opt_error)
{
    const struct awol_campaign *c = &plan->refit->campaign;
    size_t m = plan->settings->imputations, n = plan->refit->problem.layout.n;
    size_t n_pieces = 0, n_totals = 0;
    for (size_t u = 0; u < c->n_units; u++)
        for (size_t i = 0; i < c->units[u].n_observations; i++)
            if (is_total(&c->units[u].observations[i])) {
                const struct awol_bins *bins = &c->units[u].observations[i].bins;
                n_pieces += bins->last - bins->first;
                n_totals++;
            }
    if (n_totals == 0)
        return awol_error_set(
            opt_error, AWOL_UNFIT,
            "--impute completes totals over several bins, and this record has none "
            "(--by %s)",
            c->grid.text);
    plan->pieces = calloc(n_pieces, sizeof *plan->pieces);
    plan->totals = calloc(n_totals, sizeof *plan->totals);
    plan->estimates = calloc(2 * m * n + 1, sizeof *plan->estimates);
    if (!plan->pieces || !plan->totals || !plan->estimates)
        return awol_error_memory(opt_error);
    plan->variances = plan->estimates + m * n;
    for (size_t i = 0; i < 2 * m * n; i++)
        plan->estimates[i] = NAN;
    for (size_t u = 0; u < c->n_units; u++)
        for (size_t i = 0; i < c->units[u].n_observations; i++)
            if (is_total(&c->units[u].observations[i]))
                add_total(plan, &c->units[u], &c->units[u].observations[i]);
    return AWOL_OK;
}

static void plan_release(struct plan *plan)
{
    free(plan->estimates);
    free(plan->totals);
    free(plan->pieces);
}

/* ---- one completion -------------------------------------------------------------------------- */

struct completion {
    const struct plan *plan;
    gsl_rng *generator;
    double *values;           /* [n] the parameters drawn, printed scale */
    double *weights, *counts; /* [n_pieces] */
};

/* Parameters from the normal law about the estimates; the estimates where there is no such law. */
static enum awol_status draw_parameters(struct completion *c, struct awol_error *opt_error)
{
    const struct awol_refit *refit = c->plan->refit;
    const struct awol_fit *fit = &refit->fit;
    const struct awol_layout *layout = &refit->problem.layout;
    size_t n = fit->n_covariance;
    memcpy(c->values, refit->values, layout->n * sizeof *c->values);
    if (n == 0)
        return AWOL_OK;
    gsl_matrix *factor = gsl_matrix_alloc(n, n);
    double *z = calloc(n, sizeof *z);
    enum awol_status status = factor && z ? AWOL_OK : awol_error_memory(opt_error);
    bool good = status == AWOL_OK;
    for (size_t i = 0; good && i < n * n; i++) {
        factor->data[i] = fit->covariance[i];
        good = isfinite(factor->data[i]);
    }
    if (good && gsl_linalg_cholesky_decomp1(factor) == GSL_SUCCESS) {
        for (size_t i = 0; i < n; i++)
            z[i] = gsl_ran_ugaussian(c->generator);
        for (size_t i = 0; i < n; i++) {
            size_t p = awol_layout_find(layout, fit->covariance_names[i]);
            double by = 0;
            for (size_t j = 0; j <= i; j++)
                by += gsl_matrix_get(factor, i, j) * z[j];
            if (p == SIZE_MAX)
                continue;
            const struct awol_parameter *parameter = &layout->parameters[p];
            double value = awol_parameter_to_printed(
                parameter, awol_parameter_to_working(parameter, refit->values[p]) + by);
            c->values[p] = fmin(fmax(value, parameter->low), parameter->high);
        }
    }
    free(z);
    gsl_matrix_free(factor);
    return status;
}

/* Share each total over its bins by their weights. */
static void share_out(struct completion *c)
{
    const struct plan *plan = c->plan;
    size_t dispersion = plan->refit->problem.layout.dispersion;
    double phi = dispersion == SIZE_MAX ? 0 : c->values[dispersion];
    for (size_t i = 0; i < plan->n_totals; i++) {
        const struct total *total = &plan->totals[i];
        double left = 0, men = total->count;
        double *weights = c->weights + total->first, *counts = c->counts + total->first;
        for (size_t k = 0; k < total->n; k++) {
            if (phi > 1e-9)
                weights[k] *= gsl_ran_gamma(c->generator, 1 / phi, phi);
            weights[k] = fmax(weights[k], 1e-12);
            left += weights[k];
        }
        for (size_t k = 0; k < total->n; k++) {
            double p = k + 1 == total->n ? 1 : fmin(weights[k] / left, 1);
            counts[k] = gsl_ran_binomial(c->generator, p, (unsigned)fmin(men, 4e9));
            men -= counts[k];
            left -= weights[k];
        }
    }
}

/* The record with the counts in the place of the totals. */
static enum awol_status complete(const struct completion *c, struct awol_variant *variant,
                                 struct awol_error *error)
{
    const struct plan *plan = c->plan;
    struct awol_series *series = &variant->series;
    struct awol_series_span *grown =
        realloc(series->spans, (series->n_spans + plan->n_pieces) * sizeof *grown);
    if (!grown)
        return awol_error_memory(error);
    series->spans = grown;
    for (size_t i = 0; i < plan->n_pieces; i++) {
        const struct piece *piece = &plan->pieces[i];
        struct awol_series_span *total = &grown[piece->row], span = *total;
        bool first = i == 0 || plan->pieces[i - 1].row != piece->row;
        total->preferred = false;
        span.preferred = true;
        span.start = piece->start;
        span.end = piece->end;
        span.count = (struct awol_count){c->counts[i], NAN, NAN, AWOL_KIND_EXACT};
        span.at_risk = first ? span.at_risk : (double)NAN;
        grown[series->n_spans++] = span;
    }
    return awol_series_sort(series, error);
}

/* What the model expects of each piece, given the counts before it. */
static enum awol_status weigh(struct completion *c, struct awol_variant *variant,
                              struct awol_error *error)
{
    const struct plan *plan = c->plan;
    const struct awol_likelihood *l = &variant->problem.likelihood;
    size_t n = variant->series.n_spans;
    double value;
    struct awol_expectation *e = calloc(n + 1, sizeof *e);
    if (!e)
        return awol_error_memory(error);
    enum awol_status status = l->type->evaluate(l->state, c->values, &value, NULL, e, error);
    for (size_t i = 0; status == AWOL_OK && i < plan->n_pieces; i++)
        for (size_t k = 0; k < n; k++) {
            const struct awol_series_span *span = &variant->series.spans[k];
            const struct piece *piece = &plan->pieces[i];
            if (span->preferred && span->unit == piece->unit && span->start == piece->start &&
                span->end == piece->end)
                c->weights[i] = e[k].expected;
        }
    free(e);
    return status;
}

/* Estimates of the completed record, and their variances. */
static enum awol_status take(struct plan *plan, struct awol_variant *variant, size_t index,
                             struct awol_error *error)
{
    const struct awol_layout *layout = &variant->problem.layout;
    size_t n = plan->refit->problem.layout.n, n_free = awol_problem_n_free(&variant->problem);
    double *estimates = plan->estimates + index * n, *variances = plan->variances + index * n;
    gsl_matrix *information = gsl_matrix_alloc(n_free > 0 ? n_free : 1, n_free > 0 ? n_free : 1);
    if (!information)
        return awol_error_memory(error);
    enum awol_status status = AWOL_OK;
    bool at_zero = false;
    for (size_t p = 0; p < layout->n; p++)
        at_zero =
            at_zero ||
            (!variant->problem.fixed[p] &&
             !isfinite(awol_parameter_to_working(&layout->parameters[p], variant->values[p])));
    if (n_free > 0 && !at_zero)
        status =
            awol_problem_information(&variant->problem, variant->values, information->data, error);
    bool good = status == AWOL_OK && !at_zero && n_free > 0 &&
                gsl_linalg_cholesky_decomp1(information) == GSL_SUCCESS;
    if (good)
        gsl_linalg_cholesky_invert(information);
    for (size_t p = 0, row = 0; good && p < layout->n; p++) {
        if (variant->problem.fixed[p])
            continue;
        size_t q = awol_layout_find(&plan->refit->problem.layout, layout->parameters[p].name);
        if (q != SIZE_MAX) {
            estimates[q] = awol_parameter_to_working(&layout->parameters[p], variant->values[p]);
            variances[q] = gsl_matrix_get(information, row, row);
        }
        row++;
    }
    gsl_matrix_free(information);
    return status;
}

static enum awol_status one_round(struct completion *c, struct plan *plan, size_t index, bool last,
                                  struct awol_error *error)
{
    struct awol_variant variant;
    enum awol_status status = awol_variant_init(&variant, plan->refit, error);
    share_out(c);
    if (status == AWOL_OK)
        status = complete(c, &variant, error);
    if (status == AWOL_OK)
        status = awol_variant_open(&variant, error);
    if (status == AWOL_OK && !last)
        status = weigh(c, &variant, error);
    if (status == AWOL_OK && last)
        status = awol_variant_fit(&variant, error);
    if (status == AWOL_OK && last)
        status = take(plan, &variant, index, error);
    awol_variant_release(&variant);
    return status;
}

static enum awol_status run_one(void *context, size_t index, struct awol_error *error)
{
    struct plan *plan = context;
    size_t n = plan->refit->problem.layout.n, n_pieces = plan->n_pieces;
    double *room = calloc(n + 2 * n_pieces + 1, sizeof *room);
    struct completion c = {.plan = plan, .generator = gsl_rng_alloc(awol_random_philox)};
    enum awol_status status = room && c.generator ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK) {
        c.values = room;
        c.weights = room + n;
        c.counts = c.weights + n_pieces;
        awol_random_at(c.generator, (uint64_t)plan->settings->seed, (uint32_t)index,
                       awol_random_stream("imputed"));
        for (size_t i = 0; i < n_pieces; i++)
            c.weights[i] = plan->pieces[i].exposure;
        status = draw_parameters(&c, error);
    }
    for (int k = 0; status == AWOL_OK && k <= ROUNDS; k++)
        status = one_round(&c, plan, index, k == ROUNDS, error);
    if (c.generator)
        gsl_rng_free(c.generator);
    free(room);
    awol_check_tell_done(plan->settings->opt_progress);
    bool unfit = status == AWOL_RANGE || status == AWOL_UNFIT || status == AWOL_DATA;
    return unfit ? AWOL_OK : status; /* its estimates stay NaN, and are told as missing */
}

/* ---- what came of it ------------------------------------------------------------------------- */

/* One parameter over the completions that have it; *ret_n of them. */
static void combine(const struct plan *plan, size_t p, double *scratch, size_t *ret_n,
                    struct awol_imputed *ret_imputed)
{
    const struct awol_campaign *c = &plan->refit->campaign;
    size_t m = plan->settings->imputations, n = plan->refit->problem.layout.n, k = 0;
    for (size_t i = 0; i < m; i++)
        if (plan->variances[i * n + p] > 0) {
            scratch[k] = plan->estimates[i * n + p];
            scratch[m + k++] = plan->variances[i * n + p];
        }
    double counts = (double)(c->n_observations + plan->n_pieces - plan->n_totals);
    double df = fmax(1, counts - (double)awol_problem_n_free(&plan->refit->problem));
    *ret_n = k;
    if (k >= 2)
        awol_impute_combine(scratch, scratch + m, k, df, ret_imputed);
}

static enum awol_status write_one(const struct plan *plan, size_t p, double *scratch,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    const struct awol_refit *refit = plan->refit;
    const struct awol_parameter *parameter = &refit->problem.layout.parameters[p];
    const struct awol_fit_parameter *fitted = awol_fit_find(&refit->fit, parameter->name);
    struct awol_imputed imputed = {NAN, NAN, NAN, NAN};
    size_t n, m = plan->settings->imputations;
    combine(plan, p, scratch, &n, &imputed);
    double sd = sqrt(imputed.variance);
    double half =
        n < 2 ? (double)NAN : sd * gsl_cdf_tdist_Qinv(0.5 * (1 - refit->request.level), imputed.df);
    double estimate = awol_parameter_to_printed(parameter, imputed.estimate);
    double low = awol_parameter_to_printed(parameter, imputed.estimate - half);
    double high = awol_parameter_to_printed(parameter, imputed.estimate + half);
    struct awol_cells row = {.n = 0};
    awol_cells_text(&row, parameter->name);
    awol_cells_number(&row, estimate);
    awol_cells_number(&row, sd * awol_parameter_slope(parameter, imputed.estimate));
    awol_cells_number(&row, low);
    awol_cells_number(&row, high);
    awol_cells_number(&row, imputed.missing);
    awol_cells_number(&row, (double)n);
    awol_cells_number(&row, fitted ? fitted->estimate : (double)NAN);
    awol_cells_number(&row, fitted ? fitted->low : (double)NAN);
    awol_cells_number(&row, fitted ? fitted->high : (double)NAN);
    awol_cells_text(&row, n == m ? "" : "at a boundary or not fitted in the others");
    enum awol_status status =
        awol_cells_append(&row, awol_stream_find(stream, "imputed"), opt_error);
    if (status != AWOL_OK || n < 2 || !fitted || !awol_trial_follows(&refit->problem, p))
        return status;
    char numbers[3][AWOL_NUMBER_SIZE], own[AWOL_INTERVAL_TEXT_SIZE], its[AWOL_INTERVAL_TEXT_SIZE];
    return awol_cells_say(
        stream, opt_error, "imputed",
        "With the %zu totals shared out over their bins %zu times, %s is %s (%s); the fit, which "
        "takes them as they are, has %s (%s). A share of %s of what the bins would have told is "
        "missing.",
        plan->n_totals, n, parameter->name, awol_number_format_short(estimate, 3, numbers[0]),
        awol_interval_format(low, high, own),
        awol_number_format_short(fitted->estimate, 3, numbers[1]),
        awol_interval_format(fitted->low, fitted->high, its),
        awol_number_format_short(imputed.missing, 2, numbers[2]));
}

static enum awol_status write(const struct plan *plan, struct awol_stream *stream,
                              struct awol_error *opt_error)
{
    static const char *const columns[] = {"name",    "estimate", "se",     "low",
                                          "high",    "missing",  "m",      "in_fit",
                                          "fit_low", "fit_high", "reason", NULL};
    struct awol_table *table;
    double *scratch = calloc(2 * plan->settings->imputations + 1, sizeof *scratch);
    if (!scratch)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_cells_table(stream, "imputed", columns, &table, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < plan->refit->problem.layout.n; p++)
        if (!plan->refit->problem.fixed[p])
            status = write_one(plan, p, scratch, stream, opt_error);
    free(scratch);
    return status;
}

enum awol_status awol_check_impute(const struct awol_refit *refit,
                                   const struct awol_check_settings *settings,
                                   struct awol_stream *stream, struct awol_error *opt_error)
{
    struct plan plan = {.refit = refit, .settings = settings};
    enum awol_status status = make_plan(&plan, opt_error);
    if (status == AWOL_OK)
        status = awol_parallel_run(settings->imputations, settings->n_threads, run_one, &plan,
                                   opt_error);
    if (status == AWOL_OK)
        status = write(&plan, stream, opt_error);
    plan_release(&plan);
    return status;
}
