#include "explain/pool.h"

#include <criterion/criterion.h>
#include <math.h>

#include "explain/spread.h"
#include "model/step.h"

/* Without prompting, men leave by competing hazards: closed forms. */
Test(pool, hazards_without_prompting)
{
    const struct awol_pool pool = {
        .men = 1000, .willing = 400, .rate = .01, .leave = .03, .tau_days = 5};
    struct awol_pool_course course;
    cr_assert_eq(awol_pool_run(&pool, 20, &course, NULL), AWOL_OK);
    double both = 400 * (1 - exp(-.04 * 20)), others = 600 * (1 - exp(-.01 * 20));
    cr_assert_float_eq(course.by_offer, .75 * both, 1e-7);
    cr_assert_float_eq(course.by_themselves, .25 * both + others, 1e-7);
    cr_assert_eq(course.by_comrades, 0);
}

/* While hardly anybody has left, it is the linear cascade: A of model/step.h for each newcomer. */
Test(pool, large_forces_are_linear)
{
    const struct awol_pool pool = {.men = 1e7, .rate = 1e-9, .eta = .8, .tau_days = 7};
    struct awol_pool_course course;
    struct awol_step step;
    cr_assert_eq(awol_pool_run(&pool, 18, &course, NULL), AWOL_OK);
    cr_assert_eq(awol_step_init(18, .8, 1.0 / 7, &step, NULL), AWOL_OK);
    cr_assert_float_eq((course.by_themselves + course.by_comrades) / (1e7 * 1e-9 * 18),
                       step.A.value, 1e-6);
}

/* Above eta = 1 the force is not emptied: the share s that leaves solves s = 1 - exp(-eta s); for
 * eta = 2 it is .796812. */
Test(pool, final_size)
{
    const struct awol_pool pool = {.men = 1e7, .rate = 1e-12, .eta = 2, .tau_days = 1};
    struct awol_pool_course course;
    cr_assert_eq(awol_pool_run(&pool, 120, &course, NULL), AWOL_OK);
    cr_assert_float_eq((course.by_themselves + course.by_comrades) / 1e7, .796812, 1e-5);
}

Test(pool, what_is_too_fast_is_refused)
{
    const struct awol_pool pool = {.men = 100, .eta = 1, .tau_days = 1e-3};
    struct awol_pool_course course;
    cr_assert_eq(awol_pool_run(&pool, 36525, &course, NULL), AWOL_RANGE);
}
