#include "explain/decision.h"

#include <criterion/criterion.h>
#include <math.h>

/* McClements and Hausenloy 2023: 100,000 dollars are just enough for the average Russian soldier at
 * a chance of dying of 17 per cent, so for half of the men, whatever they give for their lives. */
Test(decision, break_even_of_2023)
{
    for (double life = 0; life <= 400000; life += 100000) {
        struct awol_decision d = {.promised = 100000,
                                  .promise = 1,
                                  .death = .17,
                                  .life = life,
                                  .spread = 2.5,
                                  .reservation = awol_decision_reservation(100000, .17, life)};
        cr_assert_float_eq(awol_decision_share(&d), .5, 1e-12, "life %g", life);
        cr_assert_float_eq(awol_decision_death(&d), .17, 1e-12, "life %g", life);
        cr_assert_float_eq(awol_decision_promised(&d), 100000, 1e-6, "life %g", life);
        d.death = .16;
        cr_assert_gt(awol_decision_share(&d), .5);
    }
}

/* By hand: (1 - .1 - .2) .5 1000 + (.05 - .1) 2000 - .2 300 - 40 = 350 - 100 - 60 - 40 = 150. */
Test(decision, worth_by_hand)
{
    const struct awol_decision d = {.promised = 1000,
                                    .promise = .5,
                                    .death = .1,
                                    .caught = .2,
                                    .staying = .05,
                                    .life = 2000,
                                    .punishment = 300,
                                    .pay = 40,
                                    .reservation = 75,
                                    .spread = 2};
    cr_assert_float_eq(awol_decision_worth(&d), 150, 1e-10);
    /* one standard deviation above the middle: Phi(1) */
    cr_assert_float_eq(awol_decision_share(&d), .8413447460685429, 1e-12);
    struct awol_decision at = d;
    at.death = awol_decision_death(&d);
    cr_assert_float_eq(awol_decision_worth(&at), 75, 1e-10);
    at = d;
    at.promised = awol_decision_promised(&d);
    cr_assert_float_eq(awol_decision_worth(&at), 75, 1e-10);
}

Test(decision, nobody_goes_to_lose)
{
    struct awol_decision d = {.promise = 1, .death = .5, .life = 10, .reservation = 1, .spread = 2};
    cr_assert_eq(awol_decision_share(&d), 0);
    d.promise = 0;
    cr_assert(isnan(awol_decision_promised(&d)), "no promise is believed");
}
