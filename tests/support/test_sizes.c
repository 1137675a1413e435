#include "support/test_sizes.h"

#include <math.h>
#include <stdlib.h>

#include "estimate/bootstrap.h"
#include "estimate/replicate.h"

#define WEEKS(text, base_rate) .name = "sizes", .truth = text, .weeks = 104, .base = base_rate

const struct size_case size_cases[] = {
    {{WEEKS("eta 0", 5.5)}, "eta.timing", "eta = 0", 0.07, NAN},
    {{WEEKS("eta 0", 5.5)}, "eta.background", "eta = 0, background refitted", 0.07, 0.10},
    {{WEEKS("eta 0, background 0.4/0.5", 5.5), .log_sd = 0.4, .log_rho = 0.5},
     "eta.timing",
     "eta = 0",
     0.54,
     NAN},
    {{WEEKS("eta 0, background 0.4/0.5", 5.5), .log_sd = 0.4, .log_rho = 0.5},
     "eta.background",
     "eta = 0, background refitted",
     0.11,
     0.10},
    {{WEEKS("eta 0, background 0.6/0.8", 5.5), .log_sd = 0.6, .log_rho = 0.8},
     "eta.timing",
     "eta = 0",
     0.97,
     NAN},
    {{WEEKS("eta 0, background 0.6/0.8", 5.5), .log_sd = 0.6, .log_rho = 0.8},
     "eta.background",
     "eta = 0, background refitted",
     0.22,
     0.11},
    {{WEEKS("eta 0.5, tau 1", 5.5), .eta = 0.5, .tau_weeks = 1},
     "eta.timing",
     "eta = 0",
     0.95,
     NAN},
    {{WEEKS("eta 0.5, tau 1", 5.5), .eta = 0.5, .tau_weeks = 1},
     "eta.background",
     "eta = 0, background refitted",
     0.67,
     0.55},
    {{WEEKS("no cascade, offer without effect", 5), .ratio = 1},
     "offer.o",
     "offer ratio = 1",
     0.047,
     0.057},
    {{WEEKS("eta 0.6, tau 1, offer without effect", 5), .eta = 0.6, .tau_weeks = 1, .ratio = 1},
     "offer.o",
     "offer ratio = 1",
     0.075,
     0.060},
};
const size_t size_n_cases = sizeof size_cases / sizeof *size_cases;

/* A refit of the record without the stream of a fit: the cascade with nb counts. */
static enum awol_status make_refit(const struct awol_series *series,
                                   const struct awol_effect *effect, struct awol_refit *refit,
                                   struct awol_error *opt_error)
{
    const struct awol_setup setup = {.law = AWOL_LAW_NB,
                                     .dispersion = true,
                                     .cascade = true,
                                     .period_days = 365.25,
                                     .recorded = 1};
    double l;
    bool converged;
    enum awol_status status =
        awol_campaign_init(&refit->campaign, series, "week", 0, effect, 1, NULL, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_init(&refit->problem, &refit->campaign, &setup, false, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = refit->problem.layout.n;
    double *curvature = calloc(n * n, sizeof *curvature);
    refit->values = calloc(n, sizeof *refit->values);
    if (!curvature || !refit->values)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        awol_problem_start(&refit->problem, refit->values);
        status = awol_replicate_curvature(&refit->problem, refit->values, curvature, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_replicate_fit(&refit->problem, curvature, refit->values, &l, &converged,
                                    opt_error);
    free(curvature);
    return status;
}

static enum awol_status draw(const struct awol_bootstrap *b, double *ret_drawn, size_t n,
                             struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        struct awol_boot_row row = {.draw = 1, .replicate = (uint32_t)i};
        status = awol_boot_test_draw(b, &b->tests[0], &row, opt_error);
        ret_drawn[i] = 2 * (row.log_likelihood - row.null_log_likelihood);
        if (status == AWOL_RANGE) {
            ret_drawn[i] = NAN;
            status = AWOL_OK;
        }
    }
    return status;
}

enum awol_status size_run(const struct size_case *c, uint32_t k, double *ret_statistic,
                          double *ret_drawn, size_t n_drawn, struct awol_error *opt_error)
{
    const struct awol_offer offer = recovery_offer(&c->truth);
    const struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    struct awol_series series;
    struct awol_refit refit = {.values = NULL};
    struct awol_bootstrap b = {.refit = NULL};
    enum awol_status status = recovery_record(&c->truth, k, &series, opt_error);
    if (status != AWOL_OK)
        return status;
    status = make_refit(&series, &effect, &refit, opt_error);
    if (status == AWOL_OK)
        status =
            awol_bootstrap_init(&b, &refit, RECOVERY_SEED + (int64_t)k, &c->test, 1, opt_error);
    if (status == AWOL_OK)
        status = draw(&b, ret_drawn, n_drawn, opt_error);
    if (status == AWOL_OK)
        *ret_statistic = b.tests[0].statistic;
    awol_bootstrap_release(&b);
    awol_refit_release(&refit);
    awol_series_release(&series);
    return status;
}
