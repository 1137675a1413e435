/* All ways to cut ten cells, against sums over every set of cuts written out by an independent
 * program (Python, itertools.combinations over the formula of the header). */
#include <criterion/criterion.h>
#include <math.h>

#include "model/segments.h"

enum { N = 10, MOST = 3 };

static const double counts[N] = {3, 4, 2, 9, 0, 11, 8, 1, 0, 0};
static const double exposures[N] = {1, 2, 1, 3, 1, 2, 2, 1, 2, 4};

static const struct {
    double dispersion, evidence[MOST + 1], number[MOST + 1];
    double any[N - 1], first_of_two[N - 1], second_of_three[N - 1];
} rows[] = {
    {1,
     {-34.3129156812, -24.1620389811, -23.896122269, -23.5176848611},
     {3.668345259e-05, 0.4697966825, 0.3064545761, 0.223712058},
     {0.05908441993, 0.05710803676, 0.06483663785, 0.1204536291, 0.2578884048, 0.04386952847,
      0.55056624, 0.5513017121, 0.04873339951},
     {0.08812256833, 0.09075065669, 0.1075933056, 0.08089516542, 0.334616905, 0.06550607791,
      0.201264462, 0.03125085899, 0},
     {0, 0.01733408606, 0.03930607626, 0.03312134795, 0.4876961011, 0.0807480191, 0.2988700893,
      0.04292428026, 0}},
    {1.7,
     {-20.7129783095, -15.8830874097, -15.7646127748, -15.7464004222},
     {0.008563358793, 0.5360547036, 0.3017393814, 0.1536425562},
     {0.07383399106, 0.06839240293, 0.07168005121, 0.0756131698, 0.1349310406, 0.0573745485,
      0.5299768914, 0.5066329629, 0.08202607664},
     {0.1253473211, 0.1165164062, 0.1242100389, 0.09824579515, 0.210914614, 0.09285118703,
      0.1858660442, 0.04604859338, 0},
     {0, 0.03621511871, 0.07501276987, 0.06897782, 0.3110748111, 0.1264918654, 0.2979831815,
      0.08424443339, 0}},
};

Test(segments, every_way_to_cut)
{
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct awol_segments s;
        double d = rows[r].dispersion;
        cr_assert_eq(awol_segments_init(&s, counts, exposures, N, MOST, NULL), AWOL_OK);
        awol_segments_weigh(&s, d);
        for (size_t k = 0; k <= MOST; k++) {
            cr_assert_float_eq(s.log_evidence[k], rows[r].evidence[k], 1e-9,
                               "dispersion %g, %zu changes: %.12g", d, k, s.log_evidence[k]);
            cr_assert_float_eq(s.number[k], rows[r].number[k], 1e-9, "dispersion %g, %zu: %.10g", d,
                               k, s.number[k]);
        }
        for (size_t j = 1; j < N; j++) {
            cr_assert_float_eq(awol_segments_any(&s, j), rows[r].any[j - 1], 1e-9,
                               "dispersion %g, cell %zu: %.10g", d, j, awol_segments_any(&s, j));
            cr_assert_float_eq(awol_segments_at(&s, 2, 1, j), rows[r].first_of_two[j - 1], 1e-9,
                               "dispersion %g, cell %zu", d, j);
            cr_assert_float_eq(awol_segments_at(&s, 3, 2, j), rows[r].second_of_three[j - 1], 1e-9,
                               "dispersion %g, cell %zu", d, j);
        }
        awol_segments_release(&s);
    }
}

/* Greatest likelihoods over every set of cuts, by the same program. Alone, the last two cells would
 * do better as a stretch without departures, which is not allowed. */
Test(segments, best)
{
    struct awol_segments s;
    size_t cells[MOST];
    cr_assert_eq(awol_segments_init(&s, counts, exposures, N, MOST, NULL), AWOL_OK);
    double l = awol_segments_best(&s, 1, cells);
    cr_assert_float_eq(l, -19.02529638131984, 1e-10, "%.12g", l);
    cr_assert_eq(cells[0], 7);
    cr_assert_float_eq(awol_segments_single(&s, 7), l, 1e-10);
    l = awol_segments_best(&s, 2, cells);
    cr_assert_float_eq(l, -16.486221472221764, 1e-10, "%.12g", l);
    cr_assert(cells[0] == 5 && cells[1] == 7);
    awol_segments_release(&s);
}

/* Two stretches of rates 2 and 6, with (1, 3) and (5, 7): 1/2 + 1/2 + 1/6 + 1/6 over two degrees
 * of freedom. */
Test(segments, scatter)
{
    const double y[] = {1, 3, 5, 7}, e[] = {1, 1, 1, 1};
    struct awol_segments s;
    size_t cell;
    cr_assert_eq(awol_segments_init(&s, y, e, 4, 1, NULL), AWOL_OK);
    awol_segments_best(&s, 1, &cell);
    cr_assert_eq(cell, 2);
    cr_assert_float_eq(awol_segments_scatter(&s, 1), (0.5 + 0.5 + 1.0 / 6 + 1.0 / 6) / 2, 1e-12);
    cr_assert_float_eq(awol_segments_scatter(&s, 0), (9 + 1 + 1 + 9) / 4.0 / 3, 1e-12);
    awol_segments_release(&s);
}

/* More changes than departures can be cut into: no best way. */
Test(segments, impossible)
{
    const double y[] = {0, 0, 2, 0, 0, 0}, e[] = {1, 1, 1, 1, 1, 1};
    struct awol_segments s;
    size_t cells[2];
    cr_assert_eq(awol_segments_init(&s, y, e, 6, 2, NULL), AWOL_OK);
    cr_assert(isfinite(awol_segments_best(&s, 0, cells)));
    cr_assert_eq(awol_segments_best(&s, 1, cells), -INFINITY);
    awol_segments_release(&s);
}
