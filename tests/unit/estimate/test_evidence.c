/* Worked out by hand: with two units of equal size 4 departures are shared 3 to 1, residuals of +1
 * and -1; with four, 6 are shared 3, 1, 1, 1, residuals of sqrt(2) and -sqrt(2)/3. */
#include "estimate/evidence.h"

#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"

enum { N = 20, MOST = 4 };

TestSuite(evidence, .init = awol_numeric_begin);

static struct awol_evidence units_of(double counts[][MOST], size_t n_times, size_t n_units,
                                     const double *opt_neighbours, const bool *opt_breaks)
{
    double y[N * MOST], m[N * MOST];
    bool breaks[N] = {false};
    struct awol_evidence evidence;
    for (size_t t = 0; t < n_times; t++) {
        for (size_t u = 0; u < n_units; u++) {
            y[t * n_units + u] = counts[t][u];
            m[t * n_units + u] = 2;
        }
        breaks[t] = opt_breaks && opt_breaks[t];
    }
    const struct awol_evidence_table table = {n_times, n_units, y, m, breaks};
    cr_assert_eq(awol_evidence_units(&table, opt_neighbours, 1776, &evidence, NULL), AWOL_OK);
    return evidence;
}

/* Eight times one unit leads, eight times the other: of 15, 14 and 13 pairs 1, 2 and 3 disagree. */
Test(evidence, what_goes_on_in_a_unit)
{
    double counts[N][MOST];
    for (size_t t = 0; t < 16; t++) {
        counts[t][0] = t < 8 ? 3 : 1;
        counts[t][1] = 4 - counts[t][0];
    }
    struct awol_evidence e = units_of(counts, 16, 2, NULL, NULL);
    cr_assert_float_eq(e.statistic, (13 + 10 + 7) / 42.0, 1e-12, "%.15g", e.statistic);
    cr_assert_eq(e.n, 32);
    cr_assert(e.p <= 0.02, "%g", e.p);
    /* A gap in the middle: the pairs across it, of which all disagree, are not looked at. */
    bool breaks[N] = {[7] = true};
    e = units_of(counts, 16, 2, NULL, breaks);
    cr_assert_float_eq(e.statistic, 1, 1e-12, "%.15g", e.statistic);
}

/* Whoever led loses: chance gives as much nearly always. */
Test(evidence, what_turns_over)
{
    double counts[N][MOST];
    for (size_t t = 0; t < N; t++) {
        counts[t][0] = t % 2 ? 3 : 1;
        counts[t][1] = 4 - counts[t][0];
    }
    struct awol_evidence e = units_of(counts, N, 2, NULL, NULL);
    cr_assert_float_eq(e.statistic, (-19 + 18 - 17) / 54.0, 1e-12, "%.15g", e.statistic);
    cr_assert(e.p >= 0.9, "%g", e.p);
}

/* Two pairs of neighbours; in the first the lead goes to and fro. */
Test(evidence, what_goes_to_neighbours)
{
    static const double neighbours[MOST * MOST] = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0};
    double counts[N][MOST];
    for (size_t t = 0; t < N; t++)
        for (size_t u = 0; u < MOST; u++)
            counts[t][u] = u == t % 2 ? 3 : 1;
    struct awol_evidence e = units_of(counts, N, MOST, neighbours, NULL);
    cr_assert_float_eq(e.statistic, (19 - 18 / 3.0 + 17) / 54, 1e-12, "%.15g", e.statistic);
    cr_assert(e.p <= 0.02, "%g", e.p);
}

/* What touches all units alike, however much and long, says nothing; nor do a few counts. */
Test(evidence, what_units_share)
{
    double counts[N][MOST];
    for (size_t t = 0; t < N; t++)
        counts[t][0] = counts[t][1] = t < 10 ? 2 : 50;
    cr_assert(isnan(units_of(counts, N, 2, NULL, NULL).statistic));
    counts[0][0] = 3;
    cr_assert(isnan(units_of(counts, 8, 2, NULL, NULL).statistic));
}

Test(evidence, what_follows_a_push)
{
    double z[N] = {0};
    int signs[N] = {0};
    struct awol_evidence e;
    for (size_t i = 6; i < 9; i++) {
        z[i] = 2;
        signs[i] = 1;
    }
    struct awol_evidence_run run = {z, signs, N};
    awol_evidence_pushes(&run, 1, &e);
    cr_assert_float_eq(e.statistic, 2, 1e-12);
    cr_assert_eq(e.n, 3);
    cr_assert_eq(e.draws, N - 1);
    cr_assert_float_eq(e.p, 1.0 / N, 1e-12); /* nowhere else is it as much */
    for (size_t i = 6; i < 9; i++)
        signs[i] = -1; /* after a push that held men back they would be fewer */
    awol_evidence_pushes(&run, 1, &e);
    cr_assert_float_eq(e.statistic, -2, 1e-12);
    cr_assert_float_eq(e.p, 1, 1e-12);
    run.n = 12;
    awol_evidence_pushes(&run, 1, &e);
    cr_assert(isnan(e.statistic), "too short");
    run.n = N;
    for (size_t i = 0; i < N; i++)
        signs[i] = 0;
    awol_evidence_pushes(&run, 1, &e);
    cr_assert(isnan(e.statistic), "no push ended");
}
