#include "support/attribution.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/fitted.h"

const struct attribution_case attribution_cases[] = {
    {"eta 0", 0, 7, 6},
    {"eta 0.3, tau 1 week", 0.3, 7, 6},
    {"eta 0.5, tau 1 week", 0.5, 7, 6},
    {"eta 0.5, tau 3 weeks", 0.5, 21, 6},
};
const size_t attribution_n_cases = sizeof attribution_cases / sizeof *attribution_cases;

void attribution_run(const struct attribution_case *c, uint32_t replicate,
                     struct attribution_result *ret_result)
{
    const struct fitted_plan plan = {.days = 150 * 7,
                                     .rate = c->base / 7,
                                     .eta = c->eta,
                                     .tau_days = c->tau_days,
                                     .ratio = 2.5,
                                     .from = 70 * 7,
                                     .to = 83 * 7,
                                     .men = NAN,
                                     .cascade = true,
                                     .bin = 7,
                                     .replicate = replicate};
    struct fitted f;
    struct awol_draws draws;
    struct awol_attribution a;
    struct awol_error error = {0};
    fitted_make(&f, &plan);
    ret_result->converged = fitted_estimate(&f);
    cr_assert_eq(awol_draws_init(&draws, &f.refit, NULL, replicate, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(awol_attribute(&f.refit, &draws, 0.9, replicate, 1, &a, &error), AWOL_OK, "%s",
                 error.message);
    ret_result->men = f.men;
    ret_result->because.truth = f.because;
    ret_result->because.found = a.totals[AWOL_TOTAL_BECAUSE];
    ret_result->direct.truth = f.direct;
    ret_result->direct.found = a.totals[AWOL_TOTAL_OFFER];
    awol_attribution_release(&a);
    awol_draws_release(&draws);
    fitted_release(&f);
}

bool attribution_holds(double truth, const struct awol_amount *found)
{
    return truth >= found->low && truth <= found->high;
}
