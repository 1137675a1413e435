#include "model/exposure.h"

#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"

static const struct awol_offer smooth = {
    .id = "A", .unit = "", .start_first = 3, .start_last = 3, .end = 16, .days = 5};

static struct awol_offer shaped(enum awol_shape shape)
{
    struct awol_offer offer = smooth;
    offer.shape = shape;
    return offer;
}

static struct awol_exposure *make(const struct awol_effect *effects, size_t n,
                                  const struct awol_covariates *covariates, const int64_t *edges,
                                  size_t n_bins)
{
    struct awol_exposure *exposure = NULL;
    struct awol_error error;
    cr_assert_eq(awol_exposure_new(effects, n, covariates, "u", edges, n_bins, &exposure, &error),
                 AWOL_OK, "%s", error.message);
    return exposure;
}

/* Weight of an offer whose first day is `start` at the time s. */
static double weight_at(const struct awol_offer *offer, int64_t start, double s)
{
    if (s < (double)start || (!offer->open && s >= (double)(offer->end + 1)))
        return 0;
    if (offer->shape == AWOL_SHAPE_FLAT)
        return 1;
    return exp(
        -(offer->shape == AWOL_SHAPE_DECAY ? s - (double)start : (double)(offer->end + 1) - s) /
        offer->days);
}

/* The mean of M by the midpoint rule, 20,000 points a day, without any cutting of bins. */
static double fine_mean(const struct awol_effect *effects, size_t n, const double *coefficients,
                        const struct awol_covariates *covariates, int64_t from, int64_t to)
{
    enum { A_DAY = 20000 };
    double sum = 0;
    for (int64_t i = 0; i < (to - from) * A_DAY; i++) {
        double s = (double)from + ((double)i + .5) / A_DAY, product = 1;
        for (size_t k = 0; k < n; k++) {
            const struct awol_offer *offer = effects[k].offer;
            if (!offer) {
                product *= exp(coefficients[k] * awol_covariate_at(covariates, effects[k].covariate,
                                                                   "u", (int64_t)floor(s), NULL));
                continue;
            }
            double factor = 0;
            for (int64_t start = offer->start_first; start <= offer->start_last; start++)
                factor += exp(coefficients[k] * weight_at(offer, start, s));
            product *= factor / (double)(offer->start_last - offer->start_first + 1);
        }
        sum += product;
    }
    return sum / (double)((to - from) * A_DAY);
}

/* An offer from day 3 to the end of day 16, T = 5: an independent derivation to 12 digits. */
Test(exposure, printed_values)
{
    static const int64_t edges[] = {0, 7, 14, 21};
    static const struct {
        enum awol_shape shape;
        double weight[3], triple[3], less[3]; /* mean of o; M for ratio 3; for ratio .4 */
    } rows[] = {
        {AWOL_SHAPE_DECAY,
         {.393336454202, .241804146968, .0357093540979},
         {1.66458099862, 1.31169637001, 1.04114110445},
         {.735851071761, .804337833859, .968532183284}},
        {AWOL_SHAPE_RUSH,
         {.0532323004367, .295340252041, .32227740279},
         {1.06175434779, 1.39508249626, 1.56058162902},
         {.953348176439, .767261202499, .788111709966}},
        {AWOL_SHAPE_FLAT,
         {.571428571429, 1, .428571428571},
         {2.14285714286, 3, 1.85714285714},
         {.657142857143, .4, .742857142857}},
    };
    for (size_t i = 0; i < 3; i++) {
        struct awol_offer offer = shaped(rows[i].shape);
        struct awol_effect effect = {.name = "offer.A", .offer = &offer, .is_offer = true};
        struct awol_exposure *x = make(&effect, 1, NULL, edges, 3);
        for (size_t bin = 0; bin < 3; bin++) {
            double triple = log(3), less = log(.4), seen = awol_exposure_weight(x, bin, 0);
            cr_assert_float_eq(seen, rows[i].weight[bin], 2e-12, "o, shape %zu, bin %zu: %.14g", i,
                               bin, seen);
            seen = awol_exposure_mean(x, bin, &triple, false, NULL);
            cr_assert_float_eq(seen, rows[i].triple[bin], 6e-12, "M(3), shape %zu, bin %zu: %.14g",
                               i, bin, seen);
            seen = awol_exposure_mean(x, bin, &less, false, NULL);
            cr_assert_float_eq(seen, rows[i].less[bin], 2e-12, "M(.4), shape %zu, bin %zu: %.14g",
                               i, bin, seen);
            cr_assert_eq(awol_exposure_mean(x, bin, &triple, true, NULL), 1);
        }
        awol_exposure_free(x);
    }
}

/* S(1) and S(-1) are printed; the rest are mpmath 1.3's ei(x) - log(x) - euler and
 * -e1(-x) - log(-x) - euler at 40 digits. */
Test(exposure, series)
{
    static const double rows[][2] = {
        {-700.0, -7.1282959999449375},  {-30.0, -3.9784130465636913}, {-20.5, -3.5976405511041581},
        {-19.5, -3.547630130637366},    {-12.0, -3.0621227897977156}, {-5.0, -2.1878018729269086},
        {-2.1, -1.3617673511394252},    {-1.9, -1.2752739292484625},  {-0.3, -0.27891951225144358},
        {-1.0e-9, -9.9999999975e-10},   {1.0e-9, 1.00000000025e-9},   {0.7, 0.84436647366149006},
        {5.0, 37.998621778467544},      {19.9, 23301476.608065104},   {20.1, 28160449.805463935},
        {60.0, 1.9361822139292765e+24},
    };
    awol_numeric_begin();
    cr_assert_float_eq(awol_exposure_series(1), 1.31790215145, 6e-12);
    cr_assert_float_eq(awol_exposure_series(-1), -.796599599297, 6e-13);
    cr_assert_eq(awol_exposure_series(0), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double seen = awol_exposure_series(rows[i][0]);
        cr_assert(fabs(seen - rows[i][1]) <= 3e-14 * fabs(rows[i][1]), "S(%g): %.17g, not %.17g",
                  rows[i][0], seen, rows[i][1]);
    }
}

Test(exposure, smooth_by_delta)
{
    awol_numeric_begin();
    for (double delta = -15; delta < 15; delta += 1.37) {
        double by, unused, h = 1e-5, at;
        at = awol_exposure_smooth(5 * log(8), 5, .8, .1, delta, &by);
        double difference = (awol_exposure_smooth(5 * log(8), 5, .8, .1, delta + h, &unused) -
                             awol_exposure_smooth(5 * log(8), 5, .8, .1, delta - h, &unused)) /
                            (2 * h);
        cr_assert(fabs(by - difference) <= 1e-7 * fabs(difference) + 1e-9, "delta %g: %g, %g",
                  delta, by, difference);
        cr_assert(at > 0);
    }
    double by;
    cr_assert_float_eq(awol_exposure_smooth(5 * log(8), 5, .8, .1, 0, &by), 5 * log(8), 1e-14);
    cr_assert_float_eq(by, 5 * .7, 1e-14);
}

/* What overlaps, begins on an uncertain day, or changes inside a bin, against plain summation. */
Test(exposure, overlaps_against_summation)
{
    struct awol_covariate_step steps[] = {
        {"rain", "", -100, .5, {0, 0}}, {"rain", "", 5, 0, {0, 0}}, {"rain", "", 9, 2, {0, 0}}};
    struct awol_covariates covariates = {.steps = steps, .n = 3};
    struct awol_offer flat = shaped(AWOL_SHAPE_FLAT), decay = shaped(AWOL_SHAPE_DECAY),
                      rush = shaped(AWOL_SHAPE_RUSH), late = decay, uncertain = decay, vague = flat,
                      vague_rush = rush, open = flat;
    late.start_first = late.start_last = 6;
    late.days = 2;
    uncertain.start_last = 12;
    vague.start_first = -2;
    vague.start_last = 8;
    vague_rush.start_last = 9;
    open.start_first = open.start_last = 10;
    open.open = true;
    const struct awol_effect all[] = {
        {.name = "offer.flat", .offer = &flat, .is_offer = true},
        {.name = "offer.decay", .offer = &decay, .is_offer = true},
        {.name = "offer.rush", .offer = &rush, .is_offer = true},
        {.name = "offer.late", .offer = &late, .is_offer = true},
        {.name = "circumstance.u", .offer = &uncertain},
        {.name = "offer.vague", .offer = &vague, .is_offer = true},
        {.name = "offer.vague_rush", .offer = &vague_rush, .is_offer = true},
        {.name = "offer.open", .offer = &open, .is_offer = true},
        {.name = "cov.rain", .covariate = "rain"}};
    static const struct {
        size_t n, which[4];
    } sets[] = {{1, {0}},    {1, {1}},    {1, {4}},       {1, {5}},          {1, {6}},
                {1, {7}},    {1, {8}},    {2, {1, 2}},    {2, {1, 3}},       {2, {0, 5}},
                {2, {4, 6}}, {2, {7, 8}}, {3, {0, 1, 8}}, {4, {1, 2, 3, 4}}, {4, {0, 4, 7, 8}}};
    static const double ratios[] = {1.3, -.7, .9, -2, 1.1, -.4, 2, .5, -.3};
    static const int64_t edges[] = {-5, 0, 3, 7, 21, 22};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct awol_effect effects[4];
        double coefficients[4], by[4];
        for (size_t k = 0; k < sets[i].n; k++) {
            effects[k] = all[sets[i].which[k]];
            coefficients[k] = ratios[sets[i].which[k]];
        }
        struct awol_exposure *x = make(effects, sets[i].n, &covariates, edges, 5);
        for (size_t bin = 0; bin < 5; bin++) {
            double seen = awol_exposure_mean(x, bin, coefficients, false, by);
            double fine = fine_mean(effects, sets[i].n, coefficients, &covariates, edges[bin],
                                    edges[bin + 1]);
            cr_assert(fabs(seen - fine) <= 2e-9 * fine, "set %zu, bin %zu: %.14g, sum %.14g", i,
                      bin, seen, fine);
            for (size_t k = 0; k < sets[i].n; k++) {
                double h = 1e-5, keep = coefficients[k];
                coefficients[k] = keep + h;
                double plus = awol_exposure_mean(x, bin, coefficients, false, NULL);
                coefficients[k] = keep - h;
                double minus = awol_exposure_mean(x, bin, coefficients, false, NULL);
                coefficients[k] = keep;
                cr_assert_float_eq(by[k], (plus - minus) / (2 * h), 1e-8 * (1 + fabs(by[k])),
                                   "set %zu, bin %zu, effect %zu: %.12g, difference %.12g", i, bin,
                                   k, by[k], (plus - minus) / (2 * h));
                /* The weight is the derivative at nothing. */
                double none[4] = {0}, by_none[4];
                awol_exposure_mean(x, bin, none, false, by_none);
                cr_assert_float_eq(awol_exposure_weight(x, bin, k), by_none[k], 1e-11,
                                   "set %zu, bin %zu, effect %zu", i, bin, k);
            }
        }
        awol_exposure_free(x);
    }
}

/* A bin of a year holds a short shape as well as a bin of a week does. */
Test(exposure, long_bins_and_short_shapes)
{
    static const int64_t edges[] = {0, 365}, weeks[] = {0, 7, 14, 21, 28, 365};
    struct awol_offer decay = shaped(AWOL_SHAPE_DECAY), second = decay, uncertain = decay;
    decay.days = 1.5;
    decay.end = second.end = uncertain.end = 300;
    second.start_first = second.start_last = 4;
    second.days = 2;
    uncertain.start_last = 6;
    uncertain.days = 1;
    const struct awol_effect effects[] = {
        {.name = "offer.a", .offer = &decay, .is_offer = true},
        {.name = "offer.b", .offer = &second, .is_offer = true},
        {.name = "offer.c", .offer = &uncertain, .is_offer = true}};
    const double coefficients[] = {1.2, -.8, 2};
    struct awol_exposure *year = make(effects, 3, NULL, edges, 1);
    struct awol_exposure *week = make(effects, 3, NULL, weeks, 5);
    double sum = 0, fine = fine_mean(effects, 3, coefficients, NULL, 0, 365);
    for (size_t i = 0; i < 5; i++)
        sum += (double)(weeks[i + 1] - weeks[i]) *
               awol_exposure_mean(week, i, coefficients, false, NULL);
    double seen = awol_exposure_mean(year, 0, coefficients, false, NULL);
    cr_assert_float_eq(seen, fine, 1e-9, "a year: %.12g, sum %.12g", seen, fine);
    cr_assert_float_eq(sum / 365, fine, 1e-9, "weeks: %.12g, sum %.12g", sum / 365, fine);
    /* T (1 - e^-(298/T)) / 365 */
    double weight = awol_exposure_weight(year, 0, 0);
    cr_assert_float_eq(weight, 1.5 / 365, 1e-12, "%.14g", weight);
    awol_exposure_free(week);
    awol_exposure_free(year);
}

Test(exposure, offers_left_out_and_other_units)
{
    static const int64_t edges[] = {0, 7};
    struct awol_offer offer = shaped(AWOL_SHAPE_FLAT), battle = offer, elsewhere = offer;
    battle.start_first = battle.start_last = 0;
    elsewhere.unit = "other";
    const struct awol_effect effects[] = {
        {.name = "offer.A", .offer = &offer, .is_offer = true},
        {.name = "circumstance.battle", .offer = &battle},
        {.name = "offer.B", .offer = &elsewhere, .is_offer = true}};
    const double coefficients[] = {log(3), log(2), log(5)};
    double by[3];
    struct awol_exposure *x = make(effects, 3, NULL, edges, 1);
    cr_assert_float_eq(awol_exposure_mean(x, 0, coefficients, false, by), 2 * (3 + 3 * 4) / 7.0,
                       1e-14);
    cr_assert_eq(by[2], 0);
    cr_assert_float_eq(awol_exposure_mean(x, 0, coefficients, true, by), 2, 1e-14);
    cr_assert_eq(by[0], 0);
    cr_assert_float_eq(by[1], 2, 1e-14);
    cr_assert_eq(awol_exposure_weight(x, 0, 2), 0);
    awol_exposure_free(x);
}

Test(exposure, covariates)
{
    struct awol_covariate_step steps[] = {
        {"rain", "", 2, 1, {0, 0}}, {"rain", "", 4, 3, {0, 0}}, {"rain", "v", 0, 100, {0, 0}}};
    struct awol_covariates covariates = {.steps = steps, .n = 3};
    const struct awol_effect effect = {.name = "cov.rain", .covariate = "rain"};
    static const int64_t good[] = {2, 6, 8}, early[] = {1, 6};
    double slope = .5;
    struct awol_exposure *x = make(&effect, 1, &covariates, good, 2), *none = NULL;
    cr_assert_float_eq(awol_exposure_mean(x, 0, &slope, false, NULL),
                       (2 * exp(.5) + 2 * exp(1.5)) / 4, 1e-14);
    cr_assert_float_eq(awol_exposure_weight(x, 0, 0), 2, 1e-14);
    cr_assert_float_eq(awol_exposure_mean(x, 1, &slope, false, NULL), exp(1.5), 1e-14);
    awol_exposure_free(x);
    struct awol_error error;
    cr_assert_eq(awol_exposure_new(&effect, 1, &covariates, "u", early, 1, &none, &error),
                 AWOL_DATA);
    cr_assert_str_eq(error.message, "the covariate “rain” has no value for u on 1970-01-02");
    cr_assert_null(none);
}
