#include "estimate/design.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

/* ---- what the counts see ------------------------------------------------------------------- */

/* Mean weight of an effect over the days that an observation is about. Its masks are in order. */
static double weight_over(const struct awol_campaign_unit *unit, const struct awol_observation *o,
                          size_t effect)
{
    double sum = 0, days = 0;
    size_t mask = 0;
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        while (mask < o->n_masks && o->masks[mask].last <= t)
            mask++;
        if (mask < o->n_masks && o->masks[mask].first <= t)
            continue;
        double d = (double)(unit->edges[t + 1] - unit->edges[t]);
        sum += d * awol_exposure_weight(unit->exposure, t, effect);
        days += d;
    }
    return days > 0 ? sum / days : 0;
}

enum awol_status awol_design_init(struct awol_design *ret_design,
                                  const struct awol_campaign *campaign,
                                  struct awol_error *opt_error)
{
    size_t most = 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        most += campaign->units[u].n_observations;
    struct awol_design design = {.n_effects = campaign->n_effects};
    design.weights = calloc(most * campaign->n_effects + 1, sizeof *design.weights);
    design.midpoints = calloc(most + 1, sizeof *design.midpoints);
    if (!design.weights || !design.midpoints) {
        awol_design_release(&design);
        return awol_error_memory(opt_error);
    }
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (!awol_observation_is_count(o))
                continue;
            for (size_t k = 0; k < campaign->n_effects; k++)
                design.weights[design.n * campaign->n_effects + k] = weight_over(unit, o, k);
            design.midpoints[design.n++] =
                0.5 * (double)(unit->edges[o->bins.first] + unit->edges[o->bins.last]);
        }
    }
    *ret_design = design;
    return AWOL_OK;
}

void awol_design_release(struct awol_design *design)
{
    free(design->midpoints);
    free(design->weights);
    *design = (struct awol_design){.n = 0};
}

double awol_design_weight(const struct awol_design *design, size_t row, size_t effect)
{
    return design->weights[row * design->n_effects + effect];
}

/* ---- condition ---------------------------------------------------------------------------- */

static size_t n_columns(const struct awol_request *request, const struct awol_campaign *campaign)
{
    return 1 + request->trend + 2 * (size_t)request->harmonics + campaign->n_effects;
}

static void fill_row(const struct awol_request *request, const struct awol_campaign *campaign,
                     const struct awol_design *design, size_t row, gsl_matrix *m)
{
    size_t column = 0;
    double day = design->midpoints[row];
    gsl_matrix_set(m, row, column++, 1);
    if (request->trend)
        gsl_matrix_set(m, row, column++, (day - (double)campaign->first_day) / 365.25);
    for (unsigned h = 1; h <= request->harmonics; h++) {
        double phase = 2 * acos(-1.0) * h * day / request->period_days;
        gsl_matrix_set(m, row, column++, sin(phase));
        gsl_matrix_set(m, row, column++, cos(phase));
    }
    for (size_t k = 0; k < campaign->n_effects; k++)
        gsl_matrix_set(m, row, column++, awol_design_weight(design, row, k));
}

static void name_column(const struct awol_request *request, const struct awol_campaign *campaign,
                        size_t column, struct awol_text *text)
{
    size_t season = 1 + request->trend, effects = season + 2 * (size_t)request->harmonics;
    if (text->length > 0)
        awol_text_append(text, ", ");
    if (column == 0)
        awol_text_append(text, "the level");
    else if (request->trend && column == 1)
        awol_text_append(text, "trend");
    else if (column < effects)
        awol_text_append_format(text, "%s%zu", (column - season) % 2 == 0 ? "sin" : "cos",
                                (column - season) / 2 + 1);
    else
        awol_text_append(text, campaign->effects[column - effects].name);
}

static enum awol_status decompose(const struct awol_request *request,
                                  const struct awol_campaign *campaign, gsl_matrix *m,
                                  double *ret_condition, struct awol_text *mixed,
                                  struct awol_error *opt_error)
{
    size_t n = m->size2;
    gsl_matrix *V = gsl_matrix_alloc(n, n);
    gsl_vector *S = gsl_vector_alloc(n), *work = gsl_vector_alloc(n);
    enum awol_status status = V && S && work ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        for (size_t j = 0; j < n; j++) {
            gsl_vector_view column = gsl_matrix_column(m, j);
            double length = 0;
            for (size_t i = 0; i < m->size1; i++)
                length += pow(gsl_vector_get(&column.vector, i), 2);
            if (length > 0)
                gsl_vector_scale(&column.vector, 1 / sqrt(length));
        }
        gsl_linalg_SV_decomp(m, V, S, work);
        double least = gsl_vector_get(S, n - 1);
        *ret_condition = least > 0 ? gsl_vector_get(S, 0) / least : (double)INFINITY;
        for (size_t j = 0; j < n; j++)
            if (fabs(gsl_matrix_get(V, j, n - 1)) > 0.2)
                name_column(request, campaign, j, mixed);
    }
    gsl_vector_free(work);
    gsl_vector_free(S);
    gsl_matrix_free(V);
    return status;
}

enum awol_status awol_design_condition(const struct awol_request *request,
                                       const struct awol_campaign *campaign, double *ret_condition,
                                       struct awol_text *mixed, struct awol_error *opt_error)
{
    struct awol_design design;
    enum awol_status status = awol_design_init(&design, campaign, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = n_columns(request, campaign);
    if (design.n < n) {
        *ret_condition = INFINITY;
        for (size_t j = 0; j < n; j++)
            name_column(request, campaign, j, mixed);
    } else {
        gsl_matrix *m = gsl_matrix_alloc(design.n, n);
        if (!m)
            status = awol_error_memory(opt_error);
        for (size_t i = 0; status == AWOL_OK && i < design.n; i++)
            fill_row(request, campaign, &design, i, m);
        if (status == AWOL_OK)
            status = decompose(request, campaign, m, ret_condition, mixed, opt_error);
        gsl_matrix_free(m);
    }
    awol_design_release(&design);
    return status;
}
