/* Two worlds with the same chances: what is known of their difference. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "explain/counterfactual.h"
#include "support/fitted.h"

TestSuite(counterfactual, .init = awol_numeric_begin);

static struct awol_counterfactual compare(const struct fitted *f, const struct awol_change *change,
                                          size_t n)
{
    const struct awol_draws none = {.source = AWOL_DRAWS_NONE,
                                    .n_parameters = f->refit.problem.layout.n};
    const struct awol_counterfactual_settings settings = {
        .change = *change, .n = n, .level = 0.9, .seed = 4, .n_threads = 1};
    struct awol_counterfactual c;
    struct awol_attribution a;
    struct awol_error error = {0};
    cr_assert_eq(awol_attribute(&f->refit, &none, 0.9, 4, 1, &a, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(awol_counterfactual(&f->refit, &none, &a, &settings, &c, &error), AWOL_OK, "%s",
                 error.message);
    awol_attribution_release(&a);
    return c;
}

/* 100 days, 2 men a day by themselves, three times as many on 20 of them: 80 more, and with eta .5
 * and no men missed at most twice that, less what would follow after the record has ended. */
Test(counterfactual, known_difference)
{
    struct fitted f;
    const struct awol_change without = {.without = true, .strength = 1};
    fitted_make(&f, &(struct fitted_plan){.days = 100,
                                          .rate = 2,
                                          .eta = 0,
                                          .tau_days = 1,
                                          .ratio = 3,
                                          .from = 40,
                                          .to = 60,
                                          .men = NAN});
    struct awol_counterfactual c = compare(&f, &without, 400);
    cr_assert(c.coupled);
    /* The standard error of the mean of 400 Poisson numbers of mean 80 is .45. */
    cr_assert_float_eq(c.difference.estimate, 80, 1.8, "%g", c.difference.estimate);
    cr_assert_gt(c.difference.low, 60);
    cr_assert_float_eq(c.as_it_was.estimate - c.otherwise.estimate, c.difference.estimate, 1e-9);
    awol_counterfactual_release(&c);
    fitted_release(&f);
    fitted_make(&f, &(struct fitted_plan){.days = 100,
                                          .rate = 2,
                                          .eta = 0.5,
                                          .tau_days = 1,
                                          .ratio = 3,
                                          .from = 40,
                                          .to = 60,
                                          .men = NAN});
    c = compare(&f, &without, 400);
    cr_assert_float_eq(c.difference.estimate, 160, 6, "%g", c.difference.estimate);
    awol_counterfactual_release(&c);
    fitted_release(&f);
}

/* Out of few men those whom no offer takes leave later: fewer are missed than were brought. */
Test(counterfactual, depletion)
{
    struct fitted f;
    const struct awol_change without = {.without = true, .strength = 1};
    fitted_make(&f, &(struct fitted_plan){.days = 100,
                                          .rate = 0.01,
                                          .eta = 0,
                                          .tau_days = 1,
                                          .ratio = 4,
                                          .from = 20,
                                          .to = 40,
                                          .men = 400});
    struct awol_counterfactual c = compare(&f, &without, 400);
    /* As it was: 400 (1 - exp(-.01 (100 + 3 * 20))); otherwise 400 (1 - exp(-1)). */
    cr_assert_float_eq(c.as_it_was.estimate, 400 * -expm1(-1.6), 2.5, "%g", c.as_it_was.estimate);
    cr_assert_float_eq(c.otherwise.estimate, 400 * -expm1(-1), 2.5, "%g", c.otherwise.estimate);
    awol_counterfactual_release(&c);
    fitted_release(&f);
}

/* A deadline after half of its days, and half its strength. */
Test(counterfactual, other_terms)
{
    struct fitted f;
    const struct awol_change shorter = {.strength = 1, .has_deadline = true, .deadline = 49};
    const struct awol_change weaker = {.strength = 0.5, .opt_id = "o"};
    fitted_make(&f, &(struct fitted_plan){.days = 100,
                                          .rate = 2,
                                          .eta = 0,
                                          .tau_days = 1,
                                          .ratio = 4,
                                          .from = 40,
                                          .to = 60,
                                          .men = NAN});
    struct awol_counterfactual c = compare(&f, &shorter, 400);
    cr_assert_float_eq(c.difference.estimate, 60, 1.6, "%g", c.difference.estimate);
    awol_counterfactual_release(&c);
    c = compare(&f, &weaker, 400);
    cr_assert_float_eq(c.difference.estimate, 80, 1.8, "%g", c.difference.estimate);
    awol_counterfactual_release(&c);
    fitted_release(&f);
}

Test(counterfactual, changes_that_cannot_be)
{
    static const struct {
        struct awol_change change;
        const char *says;
    } cases[] = {
        {{.strength = 1, .has_deadline = true, .deadline = 39}, "before the first day of “o”"},
        {{.without = true, .opt_id = "oo"}, "is “o” meant?"},
        {{.strength = 1, .opt_unit = "corp"}, "is “corps” meant?"},
    };
    struct fitted f;
    fitted_make(&f, &(struct fitted_plan){.days = 100,
                                          .rate = 2,
                                          .eta = 0,
                                          .tau_days = 1,
                                          .ratio = 4,
                                          .from = 40,
                                          .to = 60,
                                          .men = NAN});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct awol_error error = {0};
        cr_assert_eq(awol_change_check(&cases[i].change, &f.refit, &error), AWOL_USAGE);
        cr_assert(strstr(error.message, cases[i].says), "%s", error.message);
    }
    fitted_release(&f);
}
