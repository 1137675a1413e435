#include "model/grouped.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/law_nb.h"
#include "model/tails.h"

/* Counts of one mean. */
struct mean {
    size_t row;    /* of the rates */
    double men;    /* times days */
    double n, sum; /* how many counts, and their sum */
};

struct grouped {
    const struct awol_layout *layout;
    struct awol_likelihood inner;
    struct awol_rate_rows rows;
    struct mean *means;
    size_t n_means;
    struct awol_tails tails;
    struct awol_sum *by_log;   /* [rows] derivative by the log of the row's rate */
    struct awol_sum *gradient; /* [parameters] */
};

static bool is_plain(const struct awol_campaign_unit *unit)
{
    size_t until = 0;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->low != o->high || !(o->low >= 0) || o->low != floor(o->low) || o->sealed ||
            o->n_masks > 0 || o->bins.first < until || o->bins.last != o->bins.first + 1)
            return false;
        until = o->bins.last;
    }
    return true;
}

bool awol_grouped_is(const struct awol_campaign *campaign, const struct awol_setup *setup)
{
    bool plain = !setup->cascade && !setup->background && setup->recorded >= 1 &&
                 setup->law != AWOL_LAW_BINOMIAL && !campaign->depletes;
    for (size_t u = 0; plain && u < campaign->n_units; u++)
        plain = is_plain(&campaign->units[u]);
    return plain;
}

/* ---- preparing ----------------------------------------------------------------------------- */

/* Add a count to its mean, which is looked for among those of late. */
static void add_count(struct grouped *g, size_t row, double men, double y)
{
    enum { LATE = 8 };
    for (size_t i = g->n_means; i > 0 && i + LATE > g->n_means; i--) {
        struct mean *mean = &g->means[i - 1];
        if (mean->row == row && mean->men == men) {
            mean->n++;
            mean->sum += y;
            return;
        }
    }
    g->means[g->n_means++] = (struct mean){row, men, 1, y};
}

static size_t add_unit(struct grouped *g, const struct awol_campaign *campaign, size_t u,
                       double *counts)
{
    const struct awol_campaign_unit *unit = &campaign->units[u];
    for (size_t i = 0; i < unit->n_observations; i++) {
        size_t t = unit->observations[i].bins.first;
        double days = (double)(unit->edges[t + 1] - unit->edges[t]);
        counts[i] = unit->observations[i].low;
        add_count(g, awol_rate_row_of(&g->rows, u, t), unit->at_risk[t] * days, counts[i]);
    }
    return unit->n_observations;
}

static enum awol_status prepare(struct grouped *g, const struct awol_campaign *campaign,
                                struct awol_error *opt_error)
{
    size_t n = 0, room = 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        room += campaign->units[u].n_observations;
    double *counts = calloc(room + 1, sizeof *counts);
    g->means = calloc(room + 1, sizeof *g->means);
    g->by_log = calloc(g->rows.n + 1, sizeof *g->by_log);
    g->gradient = calloc(g->layout->n + 1, sizeof *g->gradient);
    enum awol_status status = AWOL_OK;
    if (!counts || !g->means || !g->by_log || !g->gradient)
        status = awol_error_memory(opt_error);
    for (size_t u = 0; status == AWOL_OK && u < campaign->n_units; u++)
        n += add_unit(g, campaign, u, counts + n);
    if (status == AWOL_OK)
        status = awol_tails_init(&g->tails, counts, n, opt_error);
    free(counts);
    return status;
}

static void grouped_free(void *state)
{
    struct grouped *g = state;
    awol_tails_release(&g->tails);
    free(g->gradient);
    free(g->by_log);
    free(g->means);
    awol_rate_rows_release(&g->rows);
    awol_likelihood_release(&g->inner);
    free(g);
}

/* ---- evaluating ---------------------------------------------------------------------------- */

/* False if a mean leaves its range. */
static bool score_means(struct grouped *g, double phi, struct awol_sum *sum,
                        struct awol_sum *by_phi)
{
    memset(g->by_log, 0, g->rows.n * sizeof *g->by_log);
    for (size_t i = 0; i < g->n_means; i++) {
        const struct mean *mean = &g->means[i];
        struct awol_nb_means scored;
        double m = mean->men * g->rows.rates[mean->row];
        if (!isfinite(m) || (!(m > 0) && mean->sum > 0))
            return false;
        if (!(m > 0))
            continue;
        awol_nb_means(mean->n, mean->sum, m, phi, &scored);
        awol_sum_add(sum, scored.l);
        awol_sum_add(by_phi, scored.by_phi);
        awol_sum_add(&g->by_log[mean->row], m * scored.by_mean);
    }
    return true;
}

static bool set_gradient(struct grouped *g, double by_phi, double *gradient)
{
    size_t n = g->layout->n;
    bool good = true;
    memset(g->gradient, 0, n * sizeof *g->gradient);
    for (size_t i = 0; i < g->rows.n; i++)
        for (size_t p = 0; p < n; p++)
            awol_sum_add(&g->gradient[p], awol_sum_value(&g->by_log[i]) * g->rows.d_log[i * n + p]);
    for (size_t p = 0; p < n; p++) {
        gradient[p] = p == g->layout->dispersion ? by_phi : awol_sum_value(&g->gradient[p]);
        good = good && isfinite(gradient[p]);
    }
    return good;
}

/* False where something leaves its range. */
static bool score(struct grouped *g, const double *parameters, double *ret_log_likelihood,
                  double *opt_gradient)
{
    struct awol_sum sum = {0, 0}, by_phi = {0, 0};
    struct awol_tails_score alone;
    size_t dispersion = g->layout->dispersion;
    double phi = dispersion == SIZE_MAX ? 0 : parameters[dispersion];
    for (size_t p = 0; p < g->layout->n; p++)
        if (awol_parameter_check(&g->layout->parameters[p], parameters[p], NULL) != AWOL_OK)
            return false;
    g->rows.set(&g->rows, parameters, opt_gradient != NULL);
    awol_tails_score(&g->tails, phi, &alone);
    awol_sum_add(&sum, alone.l);
    awol_sum_add(&by_phi, alone.by_phi);
    if (!score_means(g, phi, &sum, &by_phi) || !isfinite(awol_sum_value(&sum)))
        return false;
    if (opt_gradient && !set_gradient(g, awol_sum_value(&by_phi), opt_gradient))
        return false;
    *ret_log_likelihood = awol_sum_value(&sum);
    return true;
}

/* ---- as a likelihood ----------------------------------------------------------------------- */

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct grouped *g = state;
    const struct awol_likelihood *inner = &g->inner;
    if (!opt_expectations && score(g, parameters, ret_log_likelihood, opt_gradient))
        return AWOL_OK;
    /* It says what is wrong; where it can go on and has no gradient, there is none. */
    enum awol_status status = inner->type->evaluate(inner->state, parameters, ret_log_likelihood,
                                                    inner->type->has_gradient ? opt_gradient : NULL,
                                                    opt_expectations, opt_error);
    if (status == AWOL_OK && opt_gradient && !inner->type->has_gradient)
        return awol_error_set(opt_error, AWOL_RANGE, "the gradient leaves the range of numbers");
    return status;
}

static enum awol_status sample(void *state, const double *parameters, uint64_t seed,
                               uint32_t replicate, struct awol_drawn *drawn,
                               struct awol_error *opt_error)
{
    const struct awol_likelihood *inner = &((struct grouped *)state)->inner;
    return inner->type->sample(inner->state, parameters, seed, replicate, drawn, opt_error);
}

static enum awol_status predict(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error)
{
    const struct awol_likelihood *inner = &((struct grouped *)state)->inner;
    return inner->type->predict(inner->state, parameters, ret_predictions, opt_error);
}

static const struct awol_likelihood_type grouped_type = {
    .name = "grouped",
    .evaluate = evaluate,
    .has_gradient = true,
    .sample = sample,
    .predict = predict,
    .free = grouped_free,
};

enum awol_status awol_grouped_open(const struct awol_campaign *campaign,
                                   const struct awol_layout *layout, struct awol_rate_rows *rows,
                                   struct awol_likelihood *likelihood, struct awol_error *opt_error)
{
    struct grouped *g = calloc(1, sizeof *g);
    if (!g) {
        awol_rate_rows_release(rows);
        return awol_error_memory(opt_error);
    }
    g->layout = layout;
    g->rows = *rows;
    enum awol_status status = prepare(g, campaign, opt_error);
    if (status != AWOL_OK) {
        grouped_free(g);
        return status;
    }
    g->inner = *likelihood;
    *likelihood = (struct awol_likelihood){&grouped_type, g};
    return AWOL_OK;
}
