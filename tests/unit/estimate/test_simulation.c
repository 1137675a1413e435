/* What is drawn from a model and fitted with it gives back what was put in, for every model of the
 * registry; and campaigns are the same in any order. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "date/calendar.h"
#include "estimate/estimate.h"
#include "estimate/outline.h"
#include "estimate/simulation.h"
#include "model/model.h"

enum { DRAWS = 10, MOST_VALUES = 6 };

static const int64_t first_day = -70642; /* 1776-08-03 */

struct row {
    const char *model;
    const char *by;
    int64_t days;
    double men, first;
    enum awol_law law;
    enum awol_simulation_draw draw;
    struct awol_setting values[MOST_VALUES];
};

static const int64_t cut = first_day + 200;

static const struct row rows[] = {
    {"null", "week", 700, 5000, 0, AWOL_LAW_NB, 0, {{"rate", 1e-3}, {"dispersion", 0.2}}},
    {"its", "week", 1400, 9000, 0, AWOL_LAW_POISSON, 0, {{"rate", 3e-4}, {"trend", 0.4}}},
    {"cascade",
     "day",
     700,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"rate", 5}, {"eta", 0.6}, {"tau_days", 4}}},
    {"cascade", "day", 500, NAN, 0, AWOL_LAW_GP, 0, {{"rate", 5}, {"eta", 0.6}, {"tau_days", 2}}},
    {"cascade",
     "day",
     300,
     9000,
     0,
     AWOL_LAW_GP,
     AWOL_SIMULATION_TIME,
     {{"rate", 5e-4}, {"eta", 0.6}, {"tau_days", 3}}},
    {"piecewise",
     "week",
     350,
     5000,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"rate.1776-08-03", 3e-4}, {"rate.1777-02-19", 1e-3}}},
    {"change-points",
     "day",
     400,
     5000,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"rate.1776-08-03", 3e-4}, {"rate.1777-02-19", 1e-3}}},
    {"logistic",
     "week",
     350,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"growth_m", 3000}, {"midpoint_days", 120}, {"scale_days", 25}}},
    {"gompertz",
     "week",
     350,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"growth_m", 3000}, {"midpoint_days", 120}, {"scale_days", 40}}},
    {"richards",
     "week",
     350,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"growth_m", 9000}, {"midpoint_days", 120}, {"scale_days", 30}, {"shape", 0.5}}},
    {"bass",
     "week",
     175,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"bass_p", 0.01}, {"bass_q", 0.2}, {"bass_m", 4000}}},
    {"reed-frost", "day", 60, 3000, 5, AWOL_LAW_POISSON, 0, {{"rate", 1e-3}, {"infection", 2e-4}}},
    {"tsir",
     "day",
     200,
     9000,
     5,
     AWOL_LAW_POISSON,
     0,
     {{"rate", 1e-3}, {"infection", 0.5}, {"mixing", 0.9}}},
    {"threshold",
     "day",
     150,
     5000,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"threshold_mean", 0.25}, {"threshold_sd", 0.13}, {"rate", 2e-3}, {"kappa", 0.1}}},
    {"endemic-epidemic",
     "day",
     700,
     NAN,
     0,
     AWOL_LAW_NB,
     0,
     {{"rate", 4}, {"ar", 0.4}, {"dispersion", 0.2}}},
    {"hawkes",
     "day",
     500,
     NAN,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"rate", 2}, {"eta", 0.5}, {"tau_days", 1}}},
    {"hawkes-n",
     "day",
     300,
     3000,
     0,
     AWOL_LAW_POISSON,
     0,
     {{"rate", 5e-4}, {"eta", 1.3}, {"tau_days", 2}}},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static void open_row(const struct row *row, struct awol_refit *refit)
{
    struct awol_error error = {0};
    struct awol_settings values = {row->values, 0};
    const struct awol_plan_unit unit = {"all", row->men};
    const struct awol_outline outline = {.units = &unit,
                                         .n_units = 1,
                                         .first_day = first_day,
                                         .end_day = first_day + row->days,
                                         .by = row->by,
                                         .first_count = row->first};
    while (values.n < MOST_VALUES && row->values[values.n].name)
        values.n++;
    awol_numeric_begin();
    awol_refit_begin(refit);
    refit->request = (struct awol_request){.model = awol_model_find(row->model),
                                           .law = row->law,
                                           .recorded = 1,
                                           .period_days = 365.25};
    if (strncmp(row->values[0].name, "rate.", 5) == 0) {
        refit->request.cuts = &cut;
        refit->request.n_cuts = 1;
    }
    cr_assert_eq(awol_outline_open(&outline, &values, refit, &error), AWOL_OK, "%s: %s", row->model,
                 error.message);
}

/* Every model has a row, so that a new one cannot go untested. */
Test(simulation, every_model_is_here)
{
    for (size_t i = 0; i < awol_n_models; i++) {
        size_t n = 0;
        for (size_t k = 0; k < N_ROWS; k++)
            n += strcmp(rows[k].model, awol_models[i]->name) == 0;
        cr_assert(n > 0, "%s is not drawn from", awol_models[i]->name);
    }
}

ParameterizedTestParameters(simulation, gives_back)
{
    static size_t indices[N_ROWS];
    for (size_t i = 0; i < N_ROWS; i++)
        indices[i] = i;
    return cr_make_param_array(size_t, indices, N_ROWS);
}

/* Estimates of DRAWS records lie about the truth within four standard errors of their mean, on the
 * scale on which they are nearly normal. */
ParameterizedTest(size_t *index, simulation, gives_back)
{
    const struct row *row = &rows[*index];
    struct awol_refit refit;
    struct awol_simulation simulation;
    struct awol_error error = {0};
    double sum[32] = {0}, squares[32] = {0};
    open_row(row, &refit);
    const struct awol_layout *l = &refit.problem.layout;
    cr_assert(l->n <= 32);
    cr_assert_eq(awol_simulation_init(&simulation, &refit, true, row->draw, 0, 1776, &error),
                 AWOL_OK, "%s: %s", row->model, error.message);
    for (uint32_t k = 0; k < DRAWS; k++) {
        struct awol_problem problem = {0};
        struct awol_estimate estimate;
        cr_assert_eq(awol_simulation_draw(&simulation, k, &error), AWOL_OK, "%s %u: %s", row->model,
                     k, error.message);
        if (row->draw == AWOL_SIMULATION_TIME) { /* counts are drawn apart from the campaign */
            struct awol_campaign_unit *unit = &simulation.replicate.campaign.units[0];
            for (size_t i = 0; i < unit->n_observations; i++) {
                const struct awol_series_span *span =
                    &simulation.replicate.series.spans[unit->observations[i].row];
                unit->observations[i].low = unit->observations[i].high = span->count.count;
                unit->at_risk[i] = span->at_risk;
                unit->ratio[i] = span->at_risk / row->men;
            }
        }
        cr_assert_eq(
            awol_replicate_problem(&simulation.replicate, &refit.problem, &problem, &error),
            AWOL_OK);
        cr_assert_eq(awol_estimate_fit(&problem, refit.values, &estimate, &error), AWOL_OK,
                     "%s %u: %s", row->model, k, error.message);
        for (size_t p = 0; p < l->n; p++) {
            double d = awol_parameter_to_working(&l->parameters[p], estimate.full[p]) -
                       awol_parameter_to_working(&l->parameters[p], refit.values[p]);
            sum[p] += d;
            squares[p] += d * d;
        }
        awol_estimate_release(&estimate);
        awol_problem_release(&problem);
    }
    for (size_t p = 0; p < l->n; p++) {
        if (refit.problem.fixed[p])
            continue;
        double mean = sum[p] / DRAWS;
        double se = sqrt((squares[p] / DRAWS - mean * mean) / (DRAWS - 1));
        cr_assert(fabs(mean) <= 4 * se, "%s %s: off by %g, standard error %g", row->model,
                  l->parameters[p].name, mean, se);
        cr_assert(se < 0.5, "%s %s: these records say nothing of it (%g)", row->model,
                  l->parameters[p].name, se);
    }
    awol_simulation_release(&simulation);
    awol_refit_release(&refit);
}

/* Campaign 3 is the same whether others were drawn before it or not: men at risk too. */
Test(simulation, is_the_same_in_any_shard)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct awol_refit refit[2];
        struct awol_simulation simulation[2];
        struct awol_error error = {0};
        for (size_t k = 0; k < 2; k++) {
            open_row(&rows[i], &refit[k]);
            cr_assert_eq(
                awol_simulation_init(&simulation[k], &refit[k], true, rows[i].draw, 0, 7, &error),
                AWOL_OK);
            for (uint32_t n = k == 0 ? 0 : 3; n <= 3; n++)
                cr_assert_eq(awol_simulation_draw(&simulation[k], n, &error), AWOL_OK, "%s",
                             error.message);
        }
        const struct awol_series *a = &simulation[0].replicate.series,
                                 *b = &simulation[1].replicate.series;
        cr_assert(awol_simulation_total(&simulation[0]) > 0, "%s", rows[i].model);
        for (size_t s = 0; s < a->n_spans; s++) {
            cr_assert(a->spans[s].count.count == b->spans[s].count.count, "%s %zu", rows[i].model,
                      s);
            cr_assert(isnan(rows[i].men) || a->spans[s].at_risk == b->spans[s].at_risk, "%s %zu",
                      rows[i].model, s);
        }
        for (size_t k = 0; k < 2; k++) {
            awol_simulation_release(&simulation[k]);
            awol_refit_release(&refit[k]);
        }
    }
}

/* Who has left is missed: the men of each span are those of the one before less those who left. */
Test(simulation, men_who_leave_are_missed)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct awol_refit refit;
        struct awol_simulation simulation;
        struct awol_error error = {0};
        if (isnan(rows[i].men))
            continue;
        open_row(&rows[i], &refit);
        cr_assert_eq(awol_simulation_init(&simulation, &refit, true, rows[i].draw, 0, 7, &error),
                     AWOL_OK);
        cr_assert_eq(awol_simulation_draw(&simulation, 0, &error), AWOL_OK);
        double left = rows[i].men;
        const struct awol_series *series = &simulation.replicate.series;
        for (size_t s = 0; s < series->n_spans; s++) {
            cr_assert_eq(series->spans[s].at_risk, left, "%s, span %zu", rows[i].model, s);
            left -= series->spans[s].count.count;
            cr_assert(left >= 0, "%s", rows[i].model);
        }
        awol_simulation_release(&simulation);
        awol_refit_release(&refit);
    }
}
