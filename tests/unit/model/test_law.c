/* Laws of counts. Rows marked (table) are of an independent derivation, printed to 12 digits; the
 * others are of mpmath 1.3 at 60 digits:
 *
 *     def nb(y, m, phi): k = 1/phi; return (loggamma(y+k) - loggamma(k) - loggamma(y+1)
 *                               + y*log(phi*m/(1+phi*m)) - k*log1p(phi*m))
 *     def gp(y, m, th): lam = m*(1-th); return (log(lam) + (y-1)*log(lam+th*y) - lam - th*y
 *                               - loggamma(y+1))
 *     nb(y, m, phi), diff(lambda t: nb(y, t, phi), m), diff(lambda t: nb(y, m, t), phi) */
#include "model/law.h"

#include <criterion/criterion.h>
#include <math.h>

static void expect(const char *what, size_t row, double got, double expected, double relative)
{
    cr_assert(fabs(got - expected) <= relative * fabs(expected), "%s of row %zu: %.17g, not %.17g",
              what, row, got, expected);
}

Test(law, printed_values)
{
    static const struct {
        double y, mean, phi, expected;
    } nb[] = {{0, 2.5, 0.2, -2.02732554054},
              {3, 2.5, 0.2, -1.76781434506},
              {3, 2.5, 1e-12, -1.54288727361},
              {40, 25.0, 0.05, -4.85676596092},
              {3000, 2900.0, 0.01, -6.69615442166}},
      gp[] = {{0, 2.5, 0.3, -1.75},
              {3, 2.5, 0.3, -1.9330244013},
              {3, 2.5, 0.0, -1.54288727361},
              {40, 25.0, 0.4, -4.68708853873},
              {3000, 2900.0, 0.5, -6.05374665787}},
      poisson[] = {
          {0, 2.5, 0, -2.5}, {3, 2.5, 0, -1.54288727361}, {3000, 2900.0, 0, -6.62680512185}};
    for (size_t i = 0; i < 5; i++) {
        expect("nb", i, awol_law_log_nb(nb[i].y, nb[i].mean, nb[i].phi), nb[i].expected, 6e-12);
        expect("gp", i, awol_law_log_gp(gp[i].y, gp[i].mean * (1 - gp[i].phi), gp[i].phi),
               gp[i].expected, 6e-12);
    }
    for (size_t i = 0; i < 3; i++)
        expect("poisson", i, awol_law_log_poisson(poisson[i].y, poisson[i].mean),
               poisson[i].expected, 6e-12);
}

/* Large counts next to the Poisson boundary, where sums and log gammas cancel; both sides of every
 * change of method. ln y! is 2e6 at y = 2e5, and its last bit 5e-10: hence the 1e-9 there. */
Test(law, nb_of_hard_arguments)
{
    static const struct {
        double y, mean, phi, l, by_mean, by_phi;
    } rows[] = {
        {200000, 190000, 1e-3, -11.005105653887985, 0.00027555800496004409, 826.94516088920869},
        {200000, 190000, 1e-9, -265.63096243754232, 0.05262158084700749, 49880692.268688573},
        {200000, 199000, 1e-6, -9.2046024808581094, 0.0041910972711765667, 264275.02790665792},
        {200000, 199900, 1e-7, -7.0563947236251478, 0.00049044610737608336, -93233.312193837619},
        {5000, 4900, 3e-7, -6.1903400379951706, 0.020378207300574278, 2488.9769260157059},
        {5000, 4900, 1e-4, -6.0590014530594006, 0.013696753869332968, 575.41155469163799},
        {100, 120, 1e-13, -4.9902012773438907, -0.16666666666466667, 149.999999995965},
        {70, 60, 0.5, -4.900582129538338, 0.0053763440860215054, -1.0065749504581356},
        {5000, 40, 20, -17.640607532552697, 0.15480649188514357, 0.25379026568712596},
        {0, 1e-3, 1e-9, -0.0009999999999995, -0.999999999999, 4.9999999999933333e-7},
        {1, 1e-9, 1e4, -20.723275837896406, 999989999.100009, -9.9998999960000567e-10},
        {64, 64, 0.05, -3.7203986711532236, 0, -7.6976360988646081},
        {65, 64, 0.05, -3.7359028576891889, 0.0037202380952380952, -7.6976360988646081},
        {4097, 4000, 0.2, -8.4509294218716967, 3.0274656679151061e-5, -2.5727425269048666},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double m = rows[i].mean, phi = rows[i].phi, v = m + phi * m * m;
        double allowed = 1e-9 / fabs(rows[i].l) + 1e-13;
        expect("l", i, awol_law_log_nb(rows[i].y, m, phi), rows[i].l, allowed);
        if (phi * m <= 1e-9)
            continue; /* scored as Poisson */
        struct awol_scored s;
        awol_law_score_exact(AWOL_LAW_NB, m, v, rows[i].y, &s);
        /* Matched phi = (V-m)/m^2: total derivatives along V = m + phi m^2. V - m loses digits of
         * phi, hence the allowance beside what rounding does to sums of order y^2. */
        double loses = 4e-16 * v / (v - m), y = rows[i].y;
        double by_phi = s.by_variance * m * m,
               by_mean = s.by_mean + s.by_variance * (1 + 2 * phi * m);
        cr_assert(fabs(by_phi - rows[i].by_phi) <=
                      (1e-12 + 10 * loses) * fabs(rows[i].by_phi) + 1e-14 * y * y / (1 + phi * y),
                  "d/dphi of row %zu: %.17g, not %.17g", i, by_phi, rows[i].by_phi);
        cr_assert(fabs(by_mean - rows[i].by_mean) <=
                      1e-12 * fabs(rows[i].by_mean) + 1e-14 + 1e-14 * fabs(s.by_mean),
                  "d/dm of row %zu: %.17g, not %.17g", i, by_mean, rows[i].by_mean);
    }
}

/* phi = 0 is Poisson, for short and long sums alike. */
Test(law, nb_without_dispersion_is_poisson)
{
    static const double counts[] = {0, 1, 2, 40, 64, 65, 100, 5000, 200000};
    static const double phis[] = {0, 5e-324, 1e-310, 1e-200, 1e-30};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t j = 0; j < sizeof phis / sizeof *phis; j++) {
            double mean = 0.9 * counts[i] + 1, nb = awol_law_log_nb(counts[i], mean, phis[j]);
            expect("l", 10 * i + j, nb, awol_law_log_poisson(counts[i], mean), 1e-12);
        }
}

/* gp(200000, 190000, .9), … by mpmath as above. */
Test(law, gp_of_hard_arguments)
{
    static const struct {
        double y, mean, theta, l;
    } rows[] = {{200000, 190000, .9, -11.879205827050887},
                {200000, 190000, 1e-9, -265.68085225747995},
                {3, 2.5, .999, -8.5858328001140155}};
    for (size_t i = 0; i < 3; i++)
        expect("gp", i,
               awol_law_log_gp(rows[i].y, rows[i].mean * (1 - rows[i].theta), rows[i].theta),
               rows[i].l, 1e-9 / fabs(rows[i].l) + 1e-13);
}

/* Central differences in mean and variance. */
static void expect_slopes(enum awol_law law, double c, double v, double low, double high,
                          bool exact)
{
    struct awol_scored at, plus, minus;
    for (int which = 0; which < 2; which++) {
        double h = (which ? v : c) * 1e-5, h_c = which ? 0 : h, h_v = which ? h : 0;
        if (exact) {
            awol_law_score_exact(law, c, v, low, &at);
            awol_law_score_exact(law, c + h_c, v + h_v, low, &plus);
            awol_law_score_exact(law, c - h_c, v - h_v, low, &minus);
        } else {
            cr_assert_eq(awol_law_score_set(law, c, v, low, high, &at, NULL), AWOL_OK);
            cr_assert_eq(awol_law_score_set(law, c + h_c, v + h_v, low, high, &plus, NULL),
                         AWOL_OK);
            cr_assert_eq(awol_law_score_set(law, c - h_c, v - h_v, low, high, &minus, NULL),
                         AWOL_OK);
        }
        const double pairs[3][2] = {
            {which ? at.by_variance : at.by_mean,
             (plus.log_probability - minus.log_probability) / (2 * h)},
            {which ? at.mean_by_variance : at.mean_by_mean, (plus.mean - minus.mean) / (2 * h)},
            {which ? at.variance_by_variance : at.variance_by_mean,
             (plus.variance - minus.variance) / (2 * h)}};
        for (int k = 0; k < 3; k++)
            cr_assert(fabs(pairs[k][0] - pairs[k][1]) <= 2e-7 * (1 + fabs(pairs[k][1])),
                      "law %d, c %g, V %g, %g to %g, by %s, %d: %.12g, difference %.12g", law, c, v,
                      low, high, which ? "V" : "c", k, pairs[k][0], pairs[k][1]);
    }
}

Test(law, derivatives_by_differences)
{
    static const double sets[][2] = {{3, 7}, {6, INFINITY}, {0, 2}, {2, INFINITY}, {9, 30}};
    static const enum awol_law laws[] = {AWOL_LAW_POISSON, AWOL_LAW_NB, AWOL_LAW_GP};
    for (size_t i = 0; i < 3; i++)
        for (double v = 4.5; v < 40; v *= 2) {
            for (double y = 0; y < 200; y = 3 * y + 1)
                expect_slopes(laws[i], 4, v, y, y, true);
            for (size_t k = 0; k < sizeof sets / sizeof *sets; k++)
                expect_slopes(laws[i], 4, v, sets[k][0], sets[k][1], false);
        }
}

/* At and below V = c the law is Poisson; below, nothing depends on V. */
Test(law, never_more_precise_than_poisson)
{
    static const enum awol_law laws[] = {AWOL_LAW_POISSON, AWOL_LAW_NB, AWOL_LAW_GP};
    for (size_t i = 0; i < 3; i++)
        for (double v = 0.5; v <= 4; v += 0.5) {
            struct awol_scored s;
            awol_law_score_exact(laws[i], 4, v, 6, &s);
            expect("l", i, s.log_probability, awol_law_log_poisson(6, 4), 1e-15);
            if (v < 4)
                cr_assert_eq(s.by_variance, 0);
            cr_assert_eq(awol_law_score_set(laws[i], 4, v, 2, INFINITY, &s, NULL), AWOL_OK);
            /* P(Y >= 2) = 1 - 5 e^-4; E[Y; Y >= 2] = 4 - 4 e^-4; E[Y^2; Y >= 2] = 20 - 4 e^-4 */
            double p = 1 - 5 * exp(-4), e = (4 - 4 * exp(-4)) / p;
            expect("ln P", i, s.log_probability, log(p), 1e-12);
            expect("E", i, s.mean, e, 1e-13);
            expect("Var", i, s.variance, (20 - 4 * exp(-4)) / p - e * e, 1e-12);
            if (v < 4)
                cr_assert_eq(s.variance_by_variance, 0);
        }
}

/* At V = c a law that can be wider has a slope into its own side: by forward differences. */
Test(law, slope_at_the_boundary)
{
    static const enum awol_law laws[] = {AWOL_LAW_NB, AWOL_LAW_GP};
    const double h = 1e-6;
    for (size_t i = 0; i < 2; i++) {
        struct awol_scored at, up, set, set_up;
        awol_law_score_exact(laws[i], 4, 4, 6, &at);
        awol_law_score_exact(laws[i], 4, 4 + h, 6, &up);
        cr_assert_float_eq(at.by_variance, (up.log_probability - at.log_probability) / h, 1e-5);
        awol_law_score_set(laws[i], 4, 4, 2, INFINITY, &set, NULL);
        awol_law_score_set(laws[i], 4, 4 + h, 2, INFINITY, &set_up, NULL);
        cr_assert_float_eq(set.by_variance, (set_up.log_probability - set.log_probability) / h,
                           1e-5);
        cr_assert_float_eq(set.mean_by_variance, (set_up.mean - set.mean) / h, 1e-5);
        cr_assert_float_eq(set.variance_by_variance, (set_up.variance - set.variance) / h, 1e-4);
    }
}

Test(law, sets)
{
    static const struct {
        enum awol_law law;
        double low, high, c, v, ln_p, mean, variance;
    } rows[] = {
        {AWOL_LAW_NB, 3, 7, 4, 8, -0.610703511349, 4.53956834532, 1.77361420216},
        {AWOL_LAW_NB, 6, INFINITY, 4, 8, -1.37079017458, 7.87692307692, 4.60023668639},
        {AWOL_LAW_NB, 0, 2, 4, 8, -1.06784063, 1.27272727273, 0.561983471074},
        {AWOL_LAW_GP, 3, 7, 4, 8, -0.606308835677, 4.52351036715, 1.76385788753},
        {AWOL_LAW_GP, 6, INFINITY, 4, 8, -1.38338906635, 7.90060557729, 4.8383051197},
        {AWOL_LAW_POISSON, 3, 7, 4, 4, -0.341416127419, 4.48952879581, 1.5954400921},
        {AWOL_LAW_NB, 6, INFINITY, 4, 4, -1.53772388612, 6.90954965089, 1.35362013079},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_scored s;
        cr_assert_eq(awol_law_score_set(rows[i].law, rows[i].c, rows[i].v, rows[i].low,
                                        rows[i].high, &s, NULL),
                     AWOL_OK);
        expect("ln P", i, s.log_probability, rows[i].ln_p, 8e-12);
        expect("E", i, s.mean, rows[i].mean, 8e-12);
        expect("Var", i, s.variance, rows[i].variance, 8e-12);
    }
}

/* Below and above meet: the two tails and what is between hold all mass, mean and square. */
Test(law, sets_add_up)
{
    static const enum awol_law laws[] = {AWOL_LAW_POISSON, AWOL_LAW_NB, AWOL_LAW_GP};
    for (size_t i = 0; i < 3; i++)
        for (double c = 0.2; c < 3000; c *= 7)
            for (double ratio = 1; ratio < 50; ratio *= 5) {
                double cut = floor(c), v = c * ratio, p = 0, e = 0, square = 0;
                struct awol_scored s;
                const double sets[3][2] = {{0, cut}, {cut + 1, cut + 5}, {cut + 6, INFINITY}};
                for (int k = 0; k < 3; k++) {
                    cr_assert_eq(
                        awol_law_score_set(laws[i], c, v, sets[k][0], sets[k][1], &s, NULL),
                        AWOL_OK);
                    p += exp(s.log_probability);
                    e += exp(s.log_probability) * s.mean;
                    square += exp(s.log_probability) * (s.variance + s.mean * s.mean);
                }
                cr_assert_float_eq(p, 1, 1e-11, "law %d, c %g, V %g: P %.15g", laws[i], c, v, p);
                cr_assert_float_eq(e / c, 1, 1e-10, "law %d, c %g, V %g: E %.15g", laws[i], c, v,
                                   e);
                cr_assert_float_eq(square / (v + c * c), 1, 1e-9, "law %d, c %g, V %g: %.15g",
                                   laws[i], c, v, square);
            }
}

/* Large counts are added by a few nodes for each stretch. Expected: the sum of every single mass,
 * each from the last by its ratio (mpmath, 30 digits, until a term is 1e-24 of the squares);
 * derivatives by central differences of 1e-8. */
Test(law, sets_of_large_counts, .timeout = 10)
{
    static const struct {
        enum awol_law law;
        double c, v, low, high, ln_p, mean, variance, by_c, by_v, mean_by_v;
    } rows[] = {
        {AWOL_LAW_NB, 178.25, 775595.25, 16100, INFINITY, -8.324211034570809, 19771.73307586835,
         14068449.42912331, -0.01312240743073805, 4.411384632735837e-6, 0.004136924433967659},
        {AWOL_LAW_NB, 20000, 4e7, 5000, 30000, -0.07270105173568038, 18959.26029570295,
         26311786.39642018, -1.664376122776582e-5, -2.344268912143129e-9, -3.920506653449012e-5},
        {AWOL_LAW_NB, 20000, 1e8, 5000, 15000, -1.097222278238196, 10850.22190424643,
         7095558.003439885, -0.0001147239127545659, 2.322845464249448e-9, -1.439925629345055e-5},
        {AWOL_LAW_POISSON, 50000, 50000, 49500, 52000, -0.01258190828395162, 50007.31648787384,
         46288.22506827177, NAN, NAN, NAN},
        {AWOL_LAW_NB, 9000, 9e6, 6000, INFINITY, -0.1657213656591539, 9731.113741197027,
         7002514.101297636, 0.0001200399844093012, -1.941226827228522e-8, 0.0001067992115395216},
        {AWOL_LAW_GP, 9000, 9e5, 7000, 16000, -0.01015272857194494, 9022.914408180327,
         856714.6675259738, 3.558275123865635e-5, -3.61510632319979e-8, 8.424207926863328e-5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_scored s;
        cr_assert_eq(awol_law_score_set(rows[i].law, rows[i].c, rows[i].v, rows[i].low,
                                        rows[i].high, &s, NULL),
                     AWOL_OK);
        expect("ln P", i, s.log_probability, rows[i].ln_p, 1e-9);
        expect("E", i, s.mean, rows[i].mean, 1e-11);
        expect("Var", i, s.variance, rows[i].variance, 1e-9);
        if (isnan(rows[i].by_c))
            continue;
        expect("by mean", i, s.by_mean, rows[i].by_c, 1e-7);
        expect("by variance", i, s.by_variance, rows[i].by_v, 1e-7);
        expect("E by variance", i, s.mean_by_variance, rows[i].mean_by_v, 1e-7);
    }
}

/* Whatever the bounds and the law: an answer in range, or a status; never NaN. */
Test(law, extreme_sets)
{
    static const double means[] = {1e-9, 1e-3, 1, 30, 1e5}, ratios[] = {1e-3, 1, 1.5, 1e3, 1e7},
                        lows[] = {0, 1, 50, 1e4, 1e8}, widths[] = {0, 1, 1e4, INFINITY};
    size_t answers = 0;
    for (int law = 0; law < 3; law++)
        for (int i = 0; i < 5 * 5 * 5 * 4; i++) {
            double c = means[i % 5], v = c * ratios[i / 5 % 5], low = lows[i / 25 % 5],
                   high = low + widths[i / 125];
            struct awol_scored s;
            struct awol_error error = {.message = ""};
            enum awol_status status =
                awol_law_score_set((enum awol_law)law, c, v, low, high, &s, &error);
            if (status != AWOL_OK) {
                cr_assert_eq(status, AWOL_RANGE);
                cr_assert(error.message[0] != '\0');
                continue;
            }
            answers++;
            cr_assert(s.log_probability <= 1e-12 && isfinite(s.by_mean) &&
                          isfinite(s.by_variance) && s.mean >= low * (1 - 1e-12) &&
                          s.mean <= high * (1 + 1e-12) && s.variance >= 0 &&
                          isfinite(s.mean_by_mean) && isfinite(s.mean_by_variance) &&
                          isfinite(s.variance_by_mean) && isfinite(s.variance_by_variance),
                      "law %d, c %g, V %g, %g to %g: ln P %g (%g, %g), E %g (%g, %g), V %g (%g, "
                      "%g)",
                      law, c, v, low, high, s.log_probability, s.by_mean, s.by_variance, s.mean,
                      s.mean_by_mean, s.mean_by_variance, s.variance, s.variance_by_mean,
                      s.variance_by_variance);
        }
    cr_assert_gt(answers, 900);
}

/* The smallest y whose P(Y <= y) reaches p; P by summing the mass anew. */
Test(law, quantiles)
{
    static const double levels[] = {1e-6, .025, .1, .5, .9, .975, 1 - 1e-6};
    static const enum awol_law laws[] = {AWOL_LAW_POISSON, AWOL_LAW_NB, AWOL_LAW_GP};
    for (size_t i = 0; i < 3; i++)
        for (double c = 0.01; c < 2000; c *= 11)
            for (double ratio = 1; ratio < 20; ratio *= 3)
                for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
                    double q = awol_law_quantile(laws[i], c, c * ratio, levels[k]), below = 0,
                           at = 0;
                    cr_assert_eq(q, floor(q));
                    for (double y = 0; y <= q; y++) {
                        struct awol_scored s;
                        awol_law_score_exact(laws[i], c, c * ratio, y, &s);
                        below = at;
                        at += exp(s.log_probability);
                    }
                    cr_assert(at >= levels[k] - 1e-9 && (q == 0 || below < levels[k] + 1e-9),
                              "law %d, c %g, V %g, p %g: %g", laws[i], c, c * ratio, levels[k], q);
                }
    /* pbinom-free facts: P(Poisson(1) = 0) = .3679, P(<= 1) = .7358, P(<= 2) = .9197 */
    cr_assert_eq(awol_law_quantile(AWOL_LAW_POISSON, 1, 1, .36), 0);
    cr_assert_eq(awol_law_quantile(AWOL_LAW_POISSON, 1, 1, .37), 1);
    cr_assert_eq(awol_law_quantile(AWOL_LAW_POISSON, 1, 1, .74), 2);
    cr_assert_eq(awol_law_quantile(AWOL_LAW_POISSON, 1, 1, .92), 3);
    cr_assert(isfinite(awol_law_quantile(AWOL_LAW_NB, 1, 1000, 1 - 1e-16)));
}

/* Large counts: a Poisson law is as good as normal (1.644854 sd above the mean at .95), nb of
 * phi 1 is geometric (mean times -ln(1 - p)). Found to within a 4096th of the way. */
Test(law, quantiles_of_large_counts, .timeout = 10)
{
    double m = 1e9, sd = sqrt(m);
    double q = awol_law_quantile(AWOL_LAW_POISSON, m, m, .95);
    cr_assert_float_eq(q, m + 1.644854 * sd, 14 * sd / 4096 + 1, "%.17g", q);
    q = awol_law_quantile(AWOL_LAW_NB, m, m + m * m, .95);
    cr_assert_float_eq(q, -log(.05) * m, -log(.05) * m / 4096, "%.17g", q);
    q = awol_law_quantile(AWOL_LAW_NB, m, m + m * m, .05);
    cr_assert_float_eq(q, -log(.95) * m, -log(.95) * m / 4096, "%.17g", q);
}
