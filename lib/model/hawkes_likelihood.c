#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/hawkes_state.h"

/* A record of so many departures is first fitted by its beginning. */
enum { EXCERPT = 4000, LONG_RECORD = 8 * EXCERPT };

/* ---- the baseline -------------------------------------------------------------------------- */

/* Integral of the baseline over [from, to), both within the window; *bin is a bin that begins at or
 * before `from` and is moved on. */
static double area_of(const struct awol_hawkes_state *s, double from, double to, size_t *bin)
{
    const int64_t *edges = s->unit->edges;
    double area = 0;
    while (*bin + 1 < s->unit->n_bins && (double)edges[*bin + 1] <= from)
        (*bin)++;
    for (; *bin + 1 < s->unit->n_bins && (double)edges[*bin + 1] < to; (*bin)++) {
        area += s->baseline[*bin] * ((double)edges[*bin + 1] - from);
        from = (double)edges[*bin + 1];
    }
    return area + s->baseline[*bin] * fmax(to - from, 0);
}

static double width_of(const struct awol_hawkes_state *s, size_t i)
{
    return s->stretches.widths ? s->stretches.widths[i] : 0;
}

static void set_areas(struct awol_hawkes_state *s)
{
    size_t bin = 0;
    double last = s->from;
    for (size_t i = s->record.n_before; i <= s->record.n; i++) {
        double until = i < s->record.n ? s->record.times[i] : s->to;
        s->area[i] = area_of(s, last, until, &bin);
        last = until;
        if (i == s->record.n)
            break;
        s->level[i] = s->baseline[s->bin_of[i]];
        if (width_of(s, i) > 0) {
            last = until + width_of(s, i);
            s->inside[i] = area_of(s, until, last, &bin);
        }
    }
}

void awol_hawkes_set_baseline(struct awol_hawkes_state *s, const double *parameters,
                              bool with_slopes)
{
    const struct awol_campaign_unit *unit = s->unit;
    s->newcomers.parameters = parameters;
    awol_newcomers_begin(&s->newcomers);
    for (size_t t = 0; t < unit->n_bins; t++) {
        double days = (double)(unit->edges[t + 1] - unit->edges[t]);
        /* A finite pool counts its men by itself, from one departure to the next. */
        double whole = s->finite ? s->pool / unit->at_risk[t] : 1;
        double *slopes = with_slopes ? s->by_log + t * s->layout->n : NULL;
        s->baseline[t] = whole / days *
                         awol_newcomers_mean(&s->newcomers, unit, t, slopes, &s->without_offers[t]);
        s->without_offers[t] *= whole / days;
    }
    if (!s->plain)
        set_areas(s);
}

struct awol_hawkes_terms awol_hawkes_terms_of(const struct awol_hawkes_state *s,
                                              const double *parameters)
{
    return (struct awol_hawkes_terms){
        .rate = s->plain ? s->baseline[0] : 1,
        .eta = parameters[s->layout->eta],
        .tau_days = parameters[s->layout->tau],
        .exponent = s->mark_exponent != SIZE_MAX ? parameters[s->mark_exponent] : 0,
        .pool = s->pool,
        .kernel = {1, {1}, {1}},
        .opt_level = s->plain ? NULL : s->level,
        .opt_area = s->plain ? NULL : s->area};
}

/* ---- exact times --------------------------------------------------------------------------- */

static void add_slopes(struct awol_hawkes_state *s, const struct awol_hawkes_slopes *slopes,
                       double *gradient)
{
    size_t n = s->layout->n, n_bins = s->unit->n_bins;
    memset(gradient, 0, n * sizeof *gradient);
    for (size_t i = s->record.n_before; i < s->record.n; i++) {
        const double *by_log = s->by_log + s->bin_of[i] * n;
        double weight = s->by_level[i] * s->level[i];
        for (size_t p = 0; p < n; p++)
            gradient[p] += weight * by_log[p];
    }
    for (size_t t = 0; t < n_bins; t++)
        for (size_t p = 0; p < n; p++)
            gradient[p] -= s->baseline[t] * s->cover[t] * s->by_log[t * n + p];
    gradient[s->layout->eta] = slopes->eta;
    gradient[s->layout->tau] = slopes->tau_days;
    if (s->mark_exponent != SIZE_MAX)
        gradient[s->mark_exponent] = slopes->exponent;
}

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct awol_hawkes_state *s = state;
    double value;
    awol_hawkes_set_baseline(s, parameters, opt_gradient != NULL);
    struct awol_hawkes_terms terms = awol_hawkes_terms_of(s, parameters);
    struct awol_hawkes_slopes slopes = {.opt_level = s->by_level};
    enum awol_status status =
        s->stretches.widths
            ? awol_hawkes_mixed(&s->record, &s->stretches, &terms, &value, opt_error)
            : awol_hawkes_evaluate(&s->record, &terms, &value, opt_gradient ? &slopes : NULL, NULL,
                                   opt_error);
    if (status == AWOL_OK && opt_gradient)
        add_slopes(s, &slopes, opt_gradient);
    if (status == AWOL_OK && opt_expectations)
        status = awol_hawkes_expect(s, parameters, opt_expectations, opt_error);
    if (status == AWOL_OK)
        *ret_log_likelihood = value;
    return status;
}

static enum awol_status residuals(void *state, const double *parameters, double **ret_residuals,
                                  size_t *ret_n, struct awol_error *opt_error)
{
    struct awol_hawkes_state *s = state;
    size_t first = s->record.n_before, n = s->record.n;
    double *times, value, last = 0;
    if (s->stretches.widths)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "days and moments of which only the number of departures is known "
                              "have no time to be rescaled");
    times = calloc(n + 1, sizeof *times);
    if (!times)
        return awol_error_memory(opt_error);
    awol_hawkes_set_baseline(s, parameters, false);
    struct awol_hawkes_terms terms = awol_hawkes_terms_of(s, parameters);
    enum awol_status status =
        awol_hawkes_evaluate(&s->record, &terms, &value, NULL, times, opt_error);
    if (status != AWOL_OK) {
        free(times);
        return status;
    }
    for (size_t i = first; i < n; i++) {
        double now = times[i];
        times[i - first] = now - last;
        last = now;
    }
    *ret_residuals = times;
    *ret_n = n - first;
    return AWOL_OK;
}

/* ---- a constant baseline and nothing else -------------------------------------------------- */

/* One pass has everything; a search asks for it piece by piece at one point. */
static enum awol_status look(struct awol_hawkes_state *s, const double *parameters,
                             struct awol_error *opt_error)
{
    const struct awol_layout *l = s->layout;
    double at[3] = {parameters[l->rate], parameters[l->eta], parameters[l->tau]};
    const double *seen = s->cache.at;
    if (s->cache.known && at[0] == seen[0] && at[1] == seen[1] && at[2] == seen[2])
        return AWOL_OK;
    enum awol_status status = awol_hawkes_exponential(&s->record, at[0], at[1], 1 / at[2],
                                                      &s->cache.curvature, opt_error);
    s->cache.known = status == AWOL_OK;
    memcpy(s->cache.at, at, sizeof at);
    return status;
}

static enum awol_status evaluate_plain(void *state, const double *parameters,
                                       double *ret_log_likelihood, double *opt_gradient,
                                       struct awol_expectation *opt_expectations,
                                       struct awol_error *opt_error)
{
    struct awol_hawkes_state *s = state;
    const struct awol_layout *l = s->layout;
    const struct awol_hawkes_curvature *c = &s->cache.curvature;
    enum awol_status status = look(s, parameters, opt_error);
    if (status == AWOL_OK && opt_expectations) {
        awol_hawkes_set_baseline(s, parameters, false);
        status = awol_hawkes_expect(s, parameters, opt_expectations, opt_error);
    }
    if (status != AWOL_OK)
        return status;
    if (opt_gradient) {
        double tau = parameters[l->tau];
        opt_gradient[l->rate] = c->gradient[0];
        opt_gradient[l->eta] = c->gradient[1];
        opt_gradient[l->tau] = -c->gradient[2] / (tau * tau);
    }
    *ret_log_likelihood = c->log_likelihood;
    return AWOL_OK;
}

/* From the derivatives by 1/tau to those by tau. */
static enum awol_status hessian_plain(void *state, const double *parameters, double *ret_hessian,
                                      struct awol_error *opt_error)
{
    struct awol_hawkes_state *s = state;
    const struct awol_layout *l = s->layout;
    const struct awol_hawkes_curvature *c = &s->cache.curvature;
    enum awol_status status = look(s, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    const size_t at[3] = {l->rate, l->eta, l->tau};
    double b = 1 / parameters[l->tau];
    const double scale[3] = {1, 1, -b * b};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            ret_hessian[at[i] * l->n + at[j]] = scale[i] * scale[j] * c->hessian[i][j];
    ret_hessian[l->tau * l->n + l->tau] += 2 * b * b * b * c->gradient[2];
    return AWOL_OK;
}

static bool excerpt(void *state, struct awol_setup *ret_setup)
{
    struct awol_hawkes_state *s = state;
    size_t last = s->record.n_before + EXCERPT;
    if (s->record.n - s->record.n_before < LONG_RECORD)
        return false;
    *ret_setup = *s->setup;
    ret_setup->times_to = nextafter(s->record.times[last], -INFINITY);
    return true;
}

/* ---- making it ----------------------------------------------------------------------------- */

static void state_free(void *state)
{
    struct awol_hawkes_state *s = state;
    if (!s)
        return;
    free(s->by_level);
    free(s->area);
    free(s->level);
    free(s->bin_of);
    free(s->cover);
    free(s->by_log);
    free(s->without_offers);
    free(s->baseline);
    free(s->scratch);
    free(s->inside);
    free(s);
}

static const struct awol_likelihood_type plain_type = {
    .name = "hawkes, plain",
    .evaluate = evaluate_plain,
    .has_gradient = true,
    .hessian = hessian_plain,
    .excerpt = excerpt,
    .residuals = residuals,
    .sample = awol_hawkes_draw,
    .free = state_free,
};

static const struct awol_likelihood_type exact_type = {
    .name = "hawkes",
    .evaluate = evaluate,
    .has_gradient = true,
    .excerpt = excerpt,
    .residuals = residuals,
    .sample = awol_hawkes_draw,
    .free = state_free,
};

static const struct awol_likelihood_type mixed_type = {
    .name = "hawkes, with stretches",
    .evaluate = evaluate,
    .excerpt = excerpt,
    .residuals = residuals,
    .sample = awol_hawkes_draw,
    .free = state_free,
};

static enum awol_status make_room(struct awol_hawkes_state *s, struct awol_error *opt_error)
{
    size_t n = s->plain ? 1 : s->record.n + 1, n_bins = s->unit->n_bins + 1;
    s->inside = calloc(n, sizeof *s->inside);
    s->scratch = calloc(2 * s->campaign->n_effects + 1, sizeof *s->scratch);
    s->baseline = calloc(n_bins, sizeof *s->baseline);
    s->without_offers = calloc(n_bins, sizeof *s->without_offers);
    s->by_log = calloc(n_bins * s->layout->n, sizeof *s->by_log);
    s->cover = calloc(n_bins, sizeof *s->cover);
    s->bin_of = calloc(n, sizeof *s->bin_of);
    s->level = calloc(n, sizeof *s->level);
    s->area = calloc(n, sizeof *s->area);
    s->by_level = calloc(n, sizeof *s->by_level);
    if (!s->inside || !s->scratch || !s->baseline || !s->without_offers || !s->by_log ||
        !s->cover || !s->bin_of || !s->level || !s->area || !s->by_level)
        return awol_error_memory(opt_error);
    s->stretches.inside = s->inside;
    s->newcomers = (struct awol_newcomers){.campaign = s->campaign,
                                           .setup = s->setup,
                                           .layout = s->layout,
                                           .coefficients = s->scratch,
                                           .by_coefficient = s->scratch + s->campaign->n_effects};
    return AWOL_OK;
}

/* Days of each bin that were watched, times the share of the pool that was left then. */
static void set_cover(struct awol_hawkes_state *s)
{
    const int64_t *edges = s->unit->edges;
    double share = 1, gone = 0, last = s->from;
    size_t bin = 0, n_bins = s->unit->n_bins;
    for (size_t i = s->record.n_before; i <= s->record.n; i++) {
        double until = i < s->record.n ? s->record.times[i] : s->to;
        while (bin + 1 < n_bins && (double)edges[bin + 1] <= until) {
            s->cover[bin] += share * fmax((double)edges[bin + 1] - last, 0);
            last = fmax(last, (double)edges[++bin]);
        }
        s->cover[bin] += share * fmax(until - last, 0);
        last = fmax(last, until);
        if (i == s->record.n)
            break;
        s->bin_of[i] = bin;
        gone += s->record.opt_marks ? s->record.opt_marks[i] : 1;
        if (isfinite(s->pool))
            share = 1 - gone / s->pool;
    }
}

/* Is the baseline one number, so that nothing has to be carried from bin to bin? */
static bool is_plain(const struct awol_hawkes_state *s)
{
    return s->campaign->n_effects == 0 && !s->setup->trend && s->setup->harmonics == 0 &&
           !s->campaign->per_man && !s->record.opt_marks && !s->stretches.widths;
}

enum awol_status awol_hawkes_open(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  bool finite, struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error)
{
    const struct awol_times *times = setup->opt_times;
    struct awol_hawkes_state *s = calloc(1, sizeof *s);
    if (!s)
        return awol_error_memory(opt_error);
    s->campaign = campaign;
    s->setup = setup;
    s->layout = layout;
    s->unit = &campaign->units[0];
    s->finite = finite;
    s->pool = finite ? s->unit->at_risk[0] : (double)INFINITY;
    s->mark_exponent = awol_layout_find(layout, "mark_exponent");
    s->from = setup->times_from;
    s->to = setup->times_to;
    s->record =
        (struct awol_hawkes_record){.times = times->times,
                                    .opt_marks = times->marks,
                                    .n = awol_times_n_before(times, nextafter(s->to, INFINITY)),
                                    .start = s->from,
                                    .end = s->to,
                                    .n_before = awol_times_n_before(times, s->from)};
    s->stretches = (struct awol_hawkes_stretches){.widths = times->widths, .counts = times->counts};
    s->plain = is_plain(s);
    enum awol_status status = make_room(s, opt_error);
    if (status != AWOL_OK) {
        state_free(s);
        return status;
    }
    if (!s->plain)
        set_cover(s);
    const struct awol_likelihood_type *type = s->plain              ? &plain_type
                                              : s->stretches.widths ? &mixed_type
                                                                    : &exact_type;
    *ret_likelihood = (struct awol_likelihood){type, s};
    return AWOL_OK;
}
