#include "model/filter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/lone.h"

/* ---- making a workspace ------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* Largest number of spans of a unit that are open at once: they are sorted by their begin, so their
 * ends are sorted too and both are walked together. */
static enum awol_status find_deepest(const struct awol_campaign_unit *unit, size_t *ret_most,
                                     struct awol_error *opt_error)
{
    size_t n = unit->n_observations, closed = 0, most = 0;
    size_t *ends = calloc(n + 1, sizeof *ends);
    if (!ends)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        ends[i] = unit->observations[i].bins.last;
    qsort(ends, n, sizeof *ends, ascending);
    for (size_t i = 0; i < n; i++) {
        while (ends[closed] <= unit->observations[i].bins.first)
            closed++;
        most = i + 1 - closed > most ? i + 1 - closed : most;
    }
    free(ends);
    *ret_most = most;
    return AWOL_OK;
}

static enum awol_status find_most_open(const struct awol_filter *f, size_t *ret_most,
                                       struct awol_error *opt_error)
{
    size_t together = 0, alone = 0;
    for (size_t u = 0; u < f->campaign->n_units; u++) {
        size_t n = 0;
        enum awol_status status = find_deepest(&f->campaign->units[u], &n, opt_error);
        if (status != AWOL_OK)
            return status;
        together += n;
        alone = n > alone ? n : alone;
    }
    *ret_most = f->n_units > 1 ? together : alone;
    return AWOL_OK;
}

/* One allocation for all arrays of numbers: hand out `n` of them. */
static double *take(double **pool, size_t n)
{
    double *taken = *pool;
    *pool += n;
    return taken;
}

static size_t pool_size(const struct awol_filter *f)
{
    size_t p = f->n_parameters, n = f->n_units, most = f->most, effects = f->campaign->n_effects;
    return 3 * effects + 2 * n + 9 * n * (1 + p) + most * (1 + p) + most * most * (3 + p) +
           2 * most + 4 * n * f->base + (p > most ? p : most) + 64;
}

static void lay_out(struct awol_filter *f, double *pool)
{
    size_t p = f->n_parameters, n = f->n_units, most = f->most;
    struct awol_bin *b = &f->bin;
    double **values[] = {&b->a, &b->x, &b->g, &b->arrivals, &b->m, &b->xb, &b->w, &b->v};
    double **slopes[] = {&b->d_a, &b->d_x,  &b->d_g, &b->d_arrivals,
                         &b->d_m, &b->d_xb, &b->d_w, &b->d_v};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        *values[i] = take(&pool, n);
        *slopes[i] = take(&pool, n * p);
    }
    b->ratio = take(&pool, n);
    b->a_without = take(&pool, n);
    f->newcomers.coefficients = take(&pool, f->campaign->n_effects);
    f->newcomers.by_coefficient = take(&pool, f->campaign->n_effects);
    f->turns = take(&pool, f->campaign->n_effects);
    f->mean = take(&pool, most);
    f->d_mean = take(&pool, most * p);
    f->matrix[0] = take(&pool, most * most);
    f->matrix[1] = take(&pool, most * most);
    f->covariance = take(&pool, most * most);
    f->d_covariance = take(&pool, most * most * p);
    f->rows = take(&pool, 2 * n * f->base);
    f->d_rows = take(&pool, 2 * n * f->base);
    f->gain = take(&pool, most);
    f->d_gain = take(&pool, most);
    f->scales = take(&pool, p > most ? p : most);
}

enum awol_status awol_filter_make(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  size_t n_units, size_t base, size_t n_parameters,
                                  struct awol_filter **ret_filter, struct awol_error *opt_error)
{
    struct awol_filter *f = calloc(1, sizeof *f);
    if (!f)
        return awol_error_memory(opt_error);
    f->campaign = campaign;
    f->setup = setup;
    f->layout = layout;
    f->n_parameters = n_parameters;
    f->n_units = n_units;
    f->base = base;
    f->newcomers = (struct awol_newcomers){.campaign = campaign, .setup = setup, .layout = layout};
    size_t open;
    enum awol_status status = find_most_open(f, &open, opt_error);
    if (status != AWOL_OK) {
        free(f);
        return status;
    }
    f->most = f->base + open;
    double *pool = calloc(pool_size(f) + 1, sizeof *pool);
    f->gradient = calloc(f->n_parameters + 1, sizeof *f->gradient);
    f->open = calloc(open > 0 ? open : 1, sizeof *f->open);
    f->next = calloc(f->n_units + 1, sizeof *f->next);
    status = awol_maps_init(&f->maps, f->n_units, opt_error);
    if (status == AWOL_OK && layout->n_urgency > 0)
        status = awol_maps_turn(&f->maps, layout->n_urgency, opt_error);
    f->maps.lag = setup->kernel == AWOL_KERNEL_LAG;
    f->maps.neighbours = setup->neighbours;
    f->endless = AWOL_DELAY_ENDLESS * awol_campaign_bin_days(campaign);
    f->maps.eta_slope = awol_filter_eta_slope(f);
    if (pool)
        lay_out(f, pool);
    if (status == AWOL_OK && (!pool || !f->gradient || !f->open || !f->next))
        status = awol_error_memory(opt_error);
    if (status != AWOL_OK) {
        awol_filter_free(f);
        return status;
    }
    /* Without a cascade the maps stay these: every newcomer counts once and leaves nothing. */
    for (size_t u = 0; u < f->n_units; u++)
        f->maps.maps[(AWOL_MAP_A * f->n_units + u) * f->n_units + u] = 1;
    *ret_filter = f;
    return AWOL_OK;
}

/* Units that are filtered together: all with share_between, else one at a time. */
static size_t group_size(const struct awol_campaign *campaign, const struct awol_setup *setup)
{
    return setup->cascade && setup->share_between ? campaign->n_units : 1;
}

enum awol_status awol_filter_new(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, const struct awol_layout *layout,
                                 struct awol_filter **ret_filter, struct awol_error *opt_error)
{
    size_t n_units = group_size(campaign, setup);
    struct awol_filter *f;
    enum awol_status status =
        awol_filter_make(campaign, setup, layout, n_units,
                         setup->background ? 2 * n_units : n_units, layout->n, &f, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_lone_new(campaign, setup, layout, &f->lone, opt_error);
    if (status == AWOL_OK)
        *ret_filter = f;
    else
        awol_filter_free(f);
    return status;
}

void awol_filter_free(struct awol_filter *filter)
{
    if (!filter)
        return;
    awol_lone_free(filter->lone);
    awol_maps_release(&filter->maps);
    free(filter->next);
    free(filter->open);
    free(filter->gradient);
    free(filter->bin.a); /* the pool */
    free(filter);
}

/* ---- evaluating --------------------------------------------------------------------------- */

void awol_filter_begin_group(struct awol_filter *f)
{
    size_t n = f->n_units;
    f->n = f->base;
    f->n_open = 0;
    f->spread = f->setup->background;
    memset(f->next, 0, n * sizeof *f->next);
    memset(f->mean, 0, f->most * sizeof *f->mean);
    memset(f->covariance, 0, f->most * f->most * sizeof *f->covariance);
    memset(f->d_mean, 0, f->most * f->n_parameters * sizeof *f->d_mean);
    memset(f->d_covariance, 0, f->most * f->most * f->n_parameters * sizeof *f->d_covariance);
    for (size_t u = 0; f->setup->background && u < n; u++) {
        size_t gg = (n + u) * f->most + n + u, sd = f->layout->background_sd;
        f->mean[n + u] = 1;
        f->covariance[gg] = f->parameters[sd] * f->parameters[sd];
        awol_d_covariance(f, sd)[gg] = 2 * f->parameters[sd];
    }
}

/* Append a zero row and column for a span that begins. */
static void open_span(struct awol_filter *f, size_t u, const struct awol_observation *observation)
{
    size_t row = f->n++;
    f->open[f->n_open++] = (struct awol_open){.observation = observation, .unit = u};
    f->mean[row] = 0;
    for (size_t i = 0; i < f->n; i++)
        f->covariance[row * f->most + i] = f->covariance[i * f->most + row] = 0;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_covariance(f, p);
        awol_d_mean(f, p)[row] = 0;
        for (size_t i = 0; i < f->n; i++)
            d[row * f->most + i] = d[i * f->most + row] = 0;
    }
}

static void open_spans(struct awol_filter *f, size_t t)
{
    for (size_t u = 0; u < f->n_units; u++) {
        const struct awol_campaign_unit *unit = &f->group[u];
        size_t *next = &f->next[u];
        for (; *next < unit->n_observations; (*next)++) {
            const struct awol_observation *o = &unit->observations[*next];
            if (o->bins.first > t)
                break;
            if (!o->sealed) /* what is wholly known from its parts says nothing more */
                open_span(f, u, o);
        }
    }
}

/* Which open spans the bin counts toward: those without an exact count of the bin inside them. */
static void set_counted(struct awol_filter *f, size_t t)
{
    for (size_t j = 0; j < f->n_open; j++) {
        struct awol_open *open = &f->open[j];
        const struct awol_observation *o = open->observation;
        while (open->mask < o->n_masks && o->masks[open->mask].last <= t)
            open->mask++;
        open->counted = !(open->mask < o->n_masks && o->masks[open->mask].first <= t);
    }
}

void awol_filter_open_spans(struct awol_filter *f, size_t t)
{
    open_spans(f, t);
    set_counted(f, t);
}

static void add_parts(struct awol_filter *f)
{
    const struct awol_bin *bin = &f->bin;
    for (size_t j = 0; j < f->n_open; j++) {
        struct awol_open *open = &f->open[j];
        size_t u = open->unit;
        if (!open->counted)
            continue;
        open->background += bin->a_without[u] * bin->g[u];
        open->by_offer += (bin->a[u] - bin->a_without[u]) * bin->g[u];
        open->by_comrades += bin->m[u] - bin->arrivals[u];
    }
}

static void note_path(struct awol_filter *f)
{
    const struct awol_bin *bin = &f->bin;
    for (size_t u = 0; f->path && u < f->n_units; u++)
        f->path->bins[f->path_first + u * f->group[0].n_bins + bin->t] = (struct awol_path_bin){
            bin->x[u], bin->m[u], f->setup->background ? f->mean[f->n_units + u] : 1};
}

static enum awol_status run_group(struct awol_filter *f, struct awol_error *opt_error)
{
    awol_filter_begin_group(f);
    for (size_t t = 0; t < f->group[0].n_bins; t++) {
        awol_filter_open_spans(f, t);
        enum awol_status status = awol_predict_bin(f, t, opt_error);
        if (status != AWOL_OK)
            return status;
        if (f->want_parts)
            add_parts(f);
        if (awol_bin_is_direct(f)) {
            status = awol_observe_direct(f, opt_error);
        } else if (f->setup->law == AWOL_LAW_BINOMIAL) {
            return awol_error_set(
                opt_error, AWOL_UNFIT,
                "binomial counts need an exact count in every bin, all departures "
                "recorded and no wandering background; --counts nb takes gaps, "
                "totals and bounds");
        } else {
            awol_predict_state(f);
            status = awol_observe_ends(f, t, opt_error);
        }
        if (status != AWOL_OK)
            return status;
        note_path(f);
        if (f->setup->background)
            awol_move_background(f);
        else if (!f->setup->cascade && f->n_open == 0)
            f->spread = false; /* without a cascade nothing is left of what was uncertain */
    }
    return AWOL_OK;
}

enum awol_status awol_filter_begin(struct awol_filter *f, const double *parameters,
                                   struct awol_error *opt_error)
{
    for (size_t p = 0; p < f->layout->n; p++) {
        enum awol_status status =
            awol_parameter_check(&f->layout->parameters[p], parameters[p], opt_error);
        if (status != AWOL_OK)
            return status;
    }
    if (f->setup->law == AWOL_LAW_BINOMIAL && !f->campaign->per_man)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "binomial counts need the men at risk; --counts nb does not");
    f->parameters = f->newcomers.parameters = parameters;
    awol_newcomers_begin(&f->newcomers);
    for (size_t k = 0; k < f->layout->n_urgency; k++) {
        size_t p = f->layout->urgency + k;
        f->turns[f->layout->parameters[p].index] = log(parameters[p]);
    }
    return AWOL_OK;
}

enum awol_status awol_filter_predict(struct awol_filter *filter, const double *parameters,
                                     struct awol_prediction *ret_predictions,
                                     struct awol_error *opt_error)
{
    double l;
    size_t n = filter->campaign->series->n_spans;
    memset(ret_predictions, 0, n * sizeof *ret_predictions);
    filter->predictions = ret_predictions;
    filter->n_scored = 0;
    enum awol_status status = awol_filter_evaluate(filter, parameters, &l, NULL, NULL, opt_error);
    filter->predictions = NULL;
    return status;
}

enum awol_status awol_filter_path(struct awol_filter *filter, const double *parameters,
                                  struct awol_path *path, struct awol_error *opt_error)
{
    double l;
    filter->path = path;
    filter->path_first = 0;
    enum awol_status status = awol_filter_evaluate(filter, parameters, &l, NULL, NULL, opt_error);
    filter->path = NULL;
    return status;
}

static void clear_sums(struct awol_filter *f)
{
    for (size_t p = 0; p < f->n_parameters; p++)
        f->gradient[p] = (struct awol_sum){0, 0};
    f->log_likelihood = (struct awol_sum){0, 0};
}

/* False where that way does not lead to the end. */
static bool run_lone(struct awol_filter *f)
{
    if (!f->lone || f->want_parts || f->predictions || f->path)
        return false;
    f->lone->rates.set(&f->lone->rates, f->parameters, f->want_gradient);
    for (size_t u = 0; u < f->campaign->n_units; u++) {
        f->group = &f->campaign->units[u];
        if (!awol_lone_run(f, u))
            return false;
    }
    return true;
}

static enum awol_status run_groups(struct awol_filter *f, struct awol_error *opt_error)
{
    for (size_t u = 0; u < f->campaign->n_units; u += f->n_units) {
        f->group = &f->campaign->units[u];
        enum awol_status status = run_group(f, opt_error);
        if (status != AWOL_OK)
            return status;
        f->path_first += f->n_units * f->group[0].n_bins;
    }
    return AWOL_OK;
}

enum awol_status awol_filter_evaluate(struct awol_filter *filter, const double *parameters,
                                      double *ret_log_likelihood, double *opt_gradient,
                                      struct awol_expectation *opt_expectations,
                                      struct awol_error *opt_error)
{
    struct awol_filter *f = filter;
    enum awol_status status = awol_filter_begin(f, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    f->want_gradient = opt_gradient != NULL;
    f->want_parts = opt_expectations != NULL;
    f->expectations = opt_expectations;
    clear_sums(f);
    if (!run_lone(f)) {
        clear_sums(f);
        status = run_groups(f, opt_error);
        if (status != AWOL_OK)
            return status;
    }
    double value = awol_sum_value(&f->log_likelihood);
    if (!isfinite(value))
        return awol_error_set(opt_error, AWOL_RANGE, "the likelihood leaves the range of numbers");
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        if (!isfinite(awol_sum_value(&f->gradient[p])))
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "the gradient leaves the range of numbers");
    for (size_t p = 0; opt_gradient != NULL && p < awol_n_wanted(f); p++)
        opt_gradient[p] = awol_sum_value(&f->gradient[p]);
    *ret_log_likelihood = value;
    return AWOL_OK;
}
