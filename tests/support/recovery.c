#include "support/recovery.h"

#include <math.h>
#include <stdlib.h>

#include "estimate/bootstrap.h"
#include "estimate/estimate.h"

/* Truths and printed medians: an independent simulator and estimator (exact clusters, base and
 * lengths as given, offer of ratio 2.5 in 13 weeks). Where the printed run did not say when its
 * offer held, it stands in the middle here. */
const struct recovery_case recovery_cases[] = {
    {.name = "weekly-gp",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.51, 0.37, 0.61, 150},
     .ratio_printed = 2.5},
    {.name = "weekly-nb",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.54, 0.37, 0.64, 150},
     .ratio_printed = 2.5},
    {.name = "totals-gp",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .spans = RECOVERY_FOUR_WEEKS,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.52, 0.33, 0.62, 150},
     .ratio_printed = 2.5},
    {.name = "totals-nb",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .spans = RECOVERY_FOUR_WEEKS,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.58, 0.30, 0.84, 150},
     .ratio_printed = 2.5},
    {.name = "mixed-gp",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .spans = RECOVERY_MIXED,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.51, 0.36, 0.62, 150},
     .ratio_printed = 2.5},
    {.name = "mixed-nb",
     .truth = "eta 0.55, tau 1.3",
     .weeks = 104,
     .base = 5,
     .eta = 0.55,
     .tau_weeks = 1.3,
     .spans = RECOVERY_MIXED,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.56, 0.38, 0.75, 150},
     .ratio_printed = 2.5},
    {.name = "none-gp",
     .truth = "eta 0",
     .weeks = 150,
     .base = 4,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.06, 0, 0.18, 200},
     .ratio_printed = 2.58},
    {.name = "none-nb",
     .truth = "eta 0",
     .weeks = 150,
     .base = 4,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.09, 0, 0.36, 200},
     .ratio_printed = 2.59},
    {.name = "slow-gp",
     .truth = "eta 0.5, tau 3",
     .weeks = 150,
     .base = 4,
     .eta = 0.5,
     .tau_weeks = 3,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.45, 0.32, 0.57, 200},
     .ratio_printed = 2.52},
    {.name = "strong-nb",
     .truth = "eta 0.8, tau 1",
     .weeks = 150,
     .base = 4,
     .eta = 0.8,
     .tau_weeks = 1,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.80, 0.73, 0.85, 200},
     .ratio_printed = 2.54},
    {.name = "parties-gp",
     .truth = "eta 0, parties of 3",
     .weeks = 150,
     .base = 4,
     .party = 3,
     .law = AWOL_LAW_GP,
     .eta_printed = {0.65, 0.60, 0.69, 200},
     .ratio_printed = 2.65},
    {.name = "parties-nb",
     .truth = "eta 0, parties of 3",
     .weeks = 150,
     .base = 4,
     .party = 3,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.12, 0, 0.49, 200},
     .ratio_printed = 2.58},
    {.name = "wander-nb",
     .truth = "eta 0, background 0.4/0.8",
     .weeks = 104,
     .base = 5.5,
     .log_sd = 0.4,
     .log_rho = 0.8,
     .law = AWOL_LAW_NB,
     .eta_printed = {0.56, 0.38, 0.71, 100},
     .ratio_printed = 2.70},
    {.name = "wander-background",
     .truth = "eta 0, background 0.4/0.8",
     .weeks = 104,
     .base = 5.5,
     .log_sd = 0.4,
     .log_rho = 0.8,
     .law = AWOL_LAW_NB,
     .background = true,
     .eta_printed = {0.34, 0, 0.69, 100},
     .ratio_printed = 2.71},
};
const size_t recovery_n_cases = sizeof recovery_cases / sizeof *recovery_cases;

#define INTERVAL(e, words, tau, l)                                                                 \
    {                                                                                              \
        .name = "interval-" #e "-" words, .truth = "eta " #e ", tau " words, .weeks = 150,         \
        .base = 4, .eta = e, .tau_weeks = tau, .law = l, .interval = true                          \
    }

const struct recovery_case recovery_intervals[] = {INTERVAL(0.2, "1/3", 1.0 / 3, AWOL_LAW_NB),
                                                   INTERVAL(0.2, "1", 1, AWOL_LAW_NB),
                                                   INTERVAL(0.2, "3", 3, AWOL_LAW_NB),
                                                   INTERVAL(0.5, "1/3", 1.0 / 3, AWOL_LAW_NB),
                                                   INTERVAL(0.5, "1", 1, AWOL_LAW_NB),
                                                   INTERVAL(0.5, "3", 3, AWOL_LAW_NB),
                                                   INTERVAL(0.8, "1/3", 1.0 / 3, AWOL_LAW_NB),
                                                   INTERVAL(0.8, "1", 1, AWOL_LAW_NB),
                                                   INTERVAL(0.8, "3", 3, AWOL_LAW_NB),
                                                   INTERVAL(0.2, "1", 1, AWOL_LAW_GP),
                                                   INTERVAL(0.5, "1", 1, AWOL_LAW_GP),
                                                   INTERVAL(0.8, "1", 1, AWOL_LAW_GP),
                                                   {.name = "interval-parties",
                                                    .truth = "eta 0, parties of 3",
                                                    .weeks = 150,
                                                    .base = 4,
                                                    .party = 3,
                                                    .law = AWOL_LAW_NB,
                                                    .interval = true}};
const size_t recovery_n_intervals = sizeof recovery_intervals / sizeof *recovery_intervals;

struct awol_offer recovery_offer(const struct recovery_case *c)
{
    int64_t from = 7 * ((int64_t)c->weeks / 2 - 6);
    return (struct awol_offer){.id = "o",
                               .kind = "offer",
                               .unit = "",
                               .start_first = from,
                               .start_last = from,
                               .end = from + 7 * 13 - 1};
}

/* The spans in which the weeks are counted, all of the one unit. */
static enum awol_status spans_of(const struct recovery_case *c, const struct awol_plan *plan,
                                 struct awol_series *ret_series, struct awol_error *opt_error)
{
    if (c->spans != RECOVERY_MIXED)
        return awol_plan_series(plan, c->spans == RECOVERY_WEEKS ? 7 : 28, ret_series, opt_error);
    enum awol_status status = awol_plan_series(plan, 7, ret_series, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = 0;
    for (size_t i = 0; i < ret_series->n_spans;) {
        bool single = i >= 36 && i < 60;
        ret_series->spans[n] = ret_series->spans[i];
        if (!single)
            ret_series->spans[n].end += 21;
        n++;
        i += single ? 1 : 4;
    }
    ret_series->n_spans = n;
    return AWOL_OK;
}

/* Open the model of the case on a record, and fit it. The caller releases both, also after a
 * failure. */
static enum awol_status fit_record(const struct recovery_case *c, const struct awol_series *series,
                                   const struct awol_effect *effect, struct awol_refit *refit,
                                   struct awol_estimate *found, struct awol_error *opt_error)
{
    const struct awol_setup setup = {.law = c->law,
                                     .dispersion = c->law == AWOL_LAW_NB,
                                     .cascade = true,
                                     .background = c->background,
                                     .period_days = 365.25,
                                     .recorded = 1};
    struct awol_problem *problem = &refit->problem;
    enum awol_status status =
        awol_campaign_init(&refit->campaign, series, "week", false, effect, 1, NULL, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_init(problem, &refit->campaign, &setup, false, opt_error);
    if (status != AWOL_OK)
        return status;
    /* As the printed run searched. Beyond, tau tends to a bound wherever nothing cascades, and eta
     * means nothing there. */
    if (!c->interval) {
        problem->layout.parameters[problem->layout.tau].low = 7.0 / 12;
        problem->layout.parameters[problem->layout.tau].high = 40 * 7;
    }
    status = awol_estimate_fit(problem, NULL, found, opt_error);
    refit->log_likelihood = found->log_likelihood;
    return status;
}

static enum awol_status interval_of(struct awol_problem *problem, struct awol_estimate *found,
                                    struct recovery_result *result, struct awol_error *opt_error)
{
    struct awol_interval interval;
    enum awol_status status =
        awol_profile(problem, found, problem->layout.eta, 0.9, &interval, NULL, opt_error);
    if (status == AWOL_OK) {
        result->low = interval.low_side == AWOL_SIDE_OPEN ? -(double)INFINITY : interval.low;
        result->high = interval.high_side == AWOL_SIDE_OPEN ? (double)INFINITY : interval.high;
    }
    return status;
}

/* The test of a value, as awol-boot makes it: it stands if more than one in ten of all
 * records, the real one among them, lose as much. No more are drawn than it takes to know. */
static enum awol_status try_value(const struct awol_bootstrap *b, uint32_t n, bool *ret_stands,
                                  struct awol_error *opt_error)
{
    const double rounding = 1e-6; /* as in awol_boot_outcome() */
    const uint32_t needed = (n + 1) / 10;
    uint32_t extreme = 0;
    enum awol_status status = AWOL_OK;
    for (uint32_t i = 0; status == AWOL_OK && extreme < needed && extreme + n - i >= needed; i++) {
        struct awol_boot_row row = {.replicate = i};
        status = awol_boot_test_draw(b, &b->tests[0], &row, opt_error);
        extreme += status == AWOL_RANGE || 2 * (row.log_likelihood - row.null_log_likelihood) >=
                                               b->tests[0].statistic - rounding;
        if (status == AWOL_RANGE)
            status = AWOL_OK;
    }
    *ret_stands = extreme >= needed;
    return status;
}

static enum awol_status point_of(const struct awol_refit *refit, uint32_t replicate,
                                 struct recovery_point *point, struct awol_error *opt_error)
{
    size_t eta = refit->problem.layout.eta;
    struct awol_bootstrap b;
    enum awol_status status =
        awol_bootstrap_init(&b, refit, RECOVERY_SEED + (int64_t)replicate, NULL, 0, opt_error);
    if (status == AWOL_OK && point->opt_etas)
        status = awol_bootstrap_run(&b, 0, point->n, 1, NULL, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < b.n_rows; i++)
        point->opt_etas[i] = b.rows[i].values[eta];
    if (status == AWOL_OK)
        status = awol_boot_point_add(&b, eta, point->eta, opt_error);
    if (status == AWOL_OK)
        status = try_value(&b, point->n, &point->stands, opt_error);
    awol_bootstrap_release(&b);
    return status;
}

enum awol_status recovery_record(const struct recovery_case *c, uint32_t replicate,
                                 struct awol_series *ret_series, struct awol_error *opt_error)
{
    const struct awol_plan_unit unit = {c->name, NAN}; /* numbers of its own */
    const struct awol_offer offer = recovery_offer(c);
    const struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    const double coefficient = log(c->ratio > 0 ? c->ratio : RECOVERY_RATIO);
    struct awol_plan plan = {.units = &unit,
                             .n_units = 1,
                             .n_days = 7 * (int64_t)c->weeks,
                             .rate = c->base / 7,
                             .effects = &effect,
                             .coefficients = &coefficient,
                             .n_effects = 1,
                             .eta = c->eta,
                             .tau_days = 7 * c->tau_weeks,
                             .party = c->party};
    if (c->log_sd > 0) { /* from the logarithm to the multiplier itself */
        double variance = expm1(c->log_sd * c->log_sd);
        plan.wander = AWOL_WANDER_LOGNORMAL;
        plan.background_sd = sqrt(variance);
        plan.background_bin = 7;
        plan.background_days = -7 / log(expm1(c->log_sd * c->log_sd * c->log_rho) / variance);
    }
    struct awol_departures departures;
    enum awol_status status =
        awol_simulate(&plan, RECOVERY_SEED, replicate, &departures, opt_error);
    if (status != AWOL_OK)
        return status;
    status = spans_of(c, &plan, ret_series, opt_error);
    if (status == AWOL_OK)
        awol_departures_count(&departures, &plan, ret_series);
    awol_departures_release(&departures);
    return status;
}

enum awol_status recovery_fit(const struct recovery_case *c, uint32_t replicate,
                              struct recovery_result *ret_result, struct recovery_point *opt_point,
                              struct awol_error *opt_error)
{
    const struct awol_offer offer = recovery_offer(c);
    const struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    struct awol_series series;
    struct awol_refit refit = {.values = NULL};
    struct awol_estimate found = {0};
    enum awol_status status = recovery_record(c, replicate, &series, opt_error);
    if (status != AWOL_OK)
        return status;
    status = fit_record(c, &series, &effect, &refit, &found, opt_error);
    const struct awol_layout *l = &refit.problem.layout;
    if (status == AWOL_OK)
        *ret_result = (struct recovery_result){.eta = found.values[l->eta],
                                               .ratio = found.values[l->effect],
                                               .converged = found.converged};
    if (status == AWOL_OK && c->interval)
        status = interval_of(&refit.problem, &found, ret_result, opt_error);
    if (status == AWOL_OK && opt_point) {
        refit.values = found.full;
        status = point_of(&refit, replicate, opt_point, opt_error);
        refit.values = NULL;
    }
    awol_estimate_release(&found);
    awol_refit_release(&refit);
    awol_series_release(&series);
    return status;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double recovery_quantile(double *values, size_t n, double p)
{
    qsort(values, n, sizeof *values, ascending);
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    return low + 1 < n ? values[low] + (at - (double)low) * (values[low + 1] - values[low])
                       : values[n - 1];
}

double recovery_tolerance(const struct recovery_printed *printed, size_t n)
{
    double sd = (printed->high - printed->low) / (2 * 1.2815515655446004);
    /* sqrt(pi/2): a median is that much less certain than a mean. */
    return 4 * 1.2533141373155003 * sd * sqrt(1 / (double)n + 1 / (double)printed->n);
}
