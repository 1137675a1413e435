#include "count/survival.h"

#include <criterion/criterion.h>
#include <math.h>

/* Weeks in remission under 6-MP (group 0) and placebo (group 1), negative where censored: Freireich
 * and others 1963, Blood 21:699; as in Gehan 1965, Biometrika 52:203. */
static const int remission[2][21] = {
    {6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35},
    {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}};

static size_t read_remission(struct awol_spell spells[42])
{
    for (size_t group = 0; group < 2; group++) {
        for (size_t i = 0; i < 21; i++)
            spells[21 * group + i] = (struct awol_spell){
                group, 0.0, fabs((double)remission[group][i]), remission[group][i] > 0};
    }
    return 42;
}

/* Twelve spells in three groups, of whom some come in late. */
static const struct awol_spell late[] = {{0, 0, 4, true},    {1, 0, 9, false}, {2, 0, 15, true},
                                         {0, 3, 7, true},    {1, 5, 20, true}, {2, 2, 11, false},
                                         {0, 8, 13, true},   {1, 0, 2, true},  {2, 1, 18, true},
                                         {0, 12, 25, false}, {1, 4, 5, true},  {2, 6, 22, true}};

static void check_row(const struct awol_survival_row *row, const struct awol_survival_row *expected)
{
    const double numbers[][2] = {{row->survival, expected->survival},
                                 {row->se, expected->se},
                                 {row->low, expected->low},
                                 {row->high, expected->high}};

    cr_assert_eq(row->time_days, expected->time_days);
    cr_assert(row->at_risk == expected->at_risk && row->events == expected->events &&
                  row->censored == expected->censored,
              "at %g: %zu, %zu, %zu", row->time_days, row->at_risk, row->events, row->censored);
    for (size_t i = 0; i < 4; i++)
        cr_assert_float_eq(numbers[i][0], numbers[i][1], 1e-12, "at %g, number %zu: %.15g",
                           row->time_days, i, numbers[i][0]);
}

/* survfit(Surv(t, e) ~ 1, conf.type = "log-log", conf.int = 0.95) of the R package survival 3.5-3;
 * survival and standard errors are those of Kalbfleisch and Prentice 1980 and of many textbooks. */
Test(survival, curve_of_the_remissions_is_that_of_r)
{
    static const struct awol_survival_row expected[] = {
        {6, 21, 3, 1, 0.857142857142857, 0.0763603548321213, 0.619717955265984, 0.951551747646997},
        {7, 17, 1, 0, 0.80672268907563, 0.0869352851800572, 0.563146564622233, 0.92280901920288},
        {9, 16, 0, 1, 0.80672268907563, 0.0869352851800572, 0.563146564622233, 0.92280901920288},
        {10, 15, 1, 1, 0.752941176470588, 0.0963496529943205, 0.503199510799957, 0.889361835169265},
        {11, 13, 0, 1, 0.752941176470588, 0.0963496529943205, 0.503199510799957, 0.889361835169265},
        {13, 12, 1, 0, 0.690196078431372, 0.10681470777501, 0.431610222486184, 0.849065963349451},
        {16, 11, 1, 0, 0.627450980392157, 0.114053865256753, 0.367510855987502, 0.804912189471841},
        {17, 10, 0, 1, 0.627450980392157, 0.114053865256753, 0.367510855987502, 0.804912189471841},
        {19, 9, 0, 1, 0.627450980392157, 0.114053865256753, 0.367510855987502, 0.804912189471841},
        {20, 8, 0, 1, 0.627450980392157, 0.114053865256753, 0.367510855987502, 0.804912189471841},
        {22, 7, 1, 0, 0.53781512605042, 0.128233751693034, 0.267778936767135, 0.746790717635394},
        {23, 6, 1, 0, 0.448179271708683, 0.13459145675576, 0.188052005959232, 0.680142628495241},
        {25, 5, 0, 1, 0.448179271708683, 0.13459145675576, 0.188052005959232, 0.680142628495241},
        {32, 4, 0, 2, 0.448179271708683, 0.13459145675576, 0.188052005959232, 0.680142628495241},
        {34, 2, 0, 1, 0.448179271708683, 0.13459145675576, 0.188052005959232, 0.680142628495241},
        {35, 1, 0, 1, 0.448179271708683, 0.13459145675576, 0.188052005959232, 0.680142628495241},
    };
    struct awol_spell spells[42];
    struct awol_survival_curve curve;
    size_t n = read_remission(spells);

    cr_assert_eq(awol_survival_estimate(spells, n, 0, 0.95, &curve, NULL), AWOL_OK);
    cr_assert_eq(curve.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < curve.n; i++)
        check_row(&curve.rows[i], &expected[i]);
    cr_assert(curve.n_spells == 21 && curve.n_events == 9);
    cr_assert_eq(curve.days, 359.0);
    cr_assert_eq(curve.median_days, 23.0);
    awol_survival_release(&curve);
}

/* survfit(Surv(enter, leave, event) ~ 1, conf.type = "log-log", conf.int = 0.9), the same. */
Test(survival, curve_with_late_entry_is_that_of_r)
{
    static const struct awol_survival_row expected[] = {
        {2, 5, 1, 0, 0.8, 0.178885438199983, 0.313519507524669, 0.957979430601115},
        {4, 6, 1, 0, 0.666666666666667, 0.192450089729875, 0.270412902044804, 0.881872062948066},
        {5, 6, 1, 0, 0.555555555555556, 0.18975834751777, 0.216810163917543, 0.797718374947292},
        {7, 7, 1, 0, 0.476190476190476, 0.178476921325555, 0.18212318170451, 0.723812858427745},
        {9, 7, 0, 1, 0.476190476190476, 0.178476921325555, 0.18212318170451, 0.723812858427745},
        {11, 6, 0, 1, 0.476190476190476, 0.178476921325555, 0.18212318170451, 0.723812858427745},
        {13, 6, 1, 0, 0.396825396825397, 0.165438370601744, 0.143566893044624, 0.643958559059172},
        {15, 5, 1, 0, 0.317460317460318, 0.150185750047103, 0.104273884806096, 0.558585694581563},
        {18, 4, 1, 0, 0.238095238095238, 0.131953501641298, 0.0666289870636033, 0.467507647032274},
        {20, 3, 1, 0, 0.158730158730159, 0.109260037076362, 0.0332101971095565, 0.36975068578449},
        {22, 2, 1, 0, 0.0793650793650794, 0.0783188791850004, 0.00816292771248433,
         0.263117890033737},
        {25, 1, 0, 1, 0.0793650793650794, 0.0783188791850004, 0.00816292771248433,
         0.263117890033737},
    };
    struct awol_spell spells[sizeof late / sizeof late[0]];
    struct awol_survival_curve curve;

    for (size_t i = 0; i < sizeof late / sizeof late[0]; i++) {
        spells[i] = late[i];
        spells[i].group = 0;
    }
    cr_assert_eq(awol_survival_estimate(spells, 12, 0, 0.9, &curve, NULL), AWOL_OK);
    cr_assert_eq(curve.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < curve.n; i++)
        check_row(&curve.rows[i], &expected[i]);
    awol_survival_release(&curve);
}

Test(survival, there_are_no_limits_where_nobody_or_everybody_is_gone)
{
    static const struct awol_spell spells[] = {{0, 0, 1, false}, {0, 0, 2, true}};
    struct awol_survival_curve curve;

    cr_assert_eq(awol_survival_estimate(spells, 2, 0, 0.9, &curve, NULL), AWOL_OK);
    cr_assert_eq(curve.rows[0].survival, 1.0);
    cr_assert(isnan(curve.rows[0].low) && isnan(curve.rows[0].high));
    cr_assert_eq(curve.rows[1].survival, 0.0);
    cr_assert(isnan(curve.rows[1].low) && isnan(curve.rows[1].high));
    awol_survival_release(&curve);
    cr_assert_eq(awol_survival_estimate(spells, 1, 0, 0.9, &curve, NULL), AWOL_OK);
    cr_assert(isnan(curve.median_days));
    awol_survival_release(&curve);
}

/* 16.79 on 1 degree of freedom, 19.25 and 10.75 expected: Freireich's data in every textbook; more
 * digits by survdiff() of the R package survival 3.5-3. */
Test(survival, log_rank_test_of_the_remissions_is_that_of_r)
{
    struct awol_spell spells[42];
    struct awol_log_rank test;
    size_t n = read_remission(spells);

    cr_assert_eq(awol_log_rank_test(spells, n, 2, &test, NULL), AWOL_OK);
    cr_assert_float_eq(test.chi_square, 16.79294098921654, 1e-9, "%.15g", test.chi_square);
    cr_assert_float_eq(test.expected[0], 19.250500948031128, 1e-9);
    cr_assert_float_eq(test.expected[1], 10.749499051968868, 1e-9);
    cr_assert_eq(test.df, 1);
    cr_assert_float_eq(test.p, 4.1688091093345308e-05, 1e-12);
}

/* Three groups. Without late entry survdiff() of R; with it, and without ties, the score test of
 * coxph(Surv(enter, leave, event) ~ group), which is the same test. */
Test(survival, log_rank_test_of_three_groups_is_that_of_r)
{
    struct awol_spell spells[12];
    struct awol_log_rank test;

    cr_assert_eq(awol_log_rank_test(late, 12, 3, &test, NULL), AWOL_OK);
    cr_assert_eq(test.df, 2);
    cr_assert_float_eq(test.chi_square, 0.94304486790277431, 1e-9, "%.15g", test.chi_square);
    for (size_t i = 0; i < 12; i++) {
        spells[i] = late[i];
        spells[i].enter = 0.0;
    }
    cr_assert_eq(awol_log_rank_test(spells, 12, 3, &test, NULL), AWOL_OK);
    cr_assert_float_eq(test.chi_square, 0.68177609306522435, 1e-9, "%.15g", test.chi_square);
}

Test(survival, groups_that_cannot_be_compared_have_no_test)
{
    static const struct awol_spell apart[] = {{0, 0, 1, true}, {1, 1, 2, true}};
    static const struct awol_spell alone[] = {{0, 0, 1, true}, {0, 0, 2, false}};
    struct awol_log_rank test;

    cr_assert_eq(awol_log_rank_test(apart, 2, 2, &test, NULL), AWOL_OK);
    cr_assert(test.df == 0 && isnan(test.chi_square) && isnan(test.p));
    cr_assert_eq(awol_log_rank_test(alone, 2, 1, &test, NULL), AWOL_OK);
    cr_assert(test.df == 0 && isnan(test.p));
}
