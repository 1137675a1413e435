#include "model/step.h"

#include <criterion/criterion.h>
#include <math.h>

static void expect(const char *what, double z, double got, double expected, double relative)
{
    cr_assert(fabs(got - expected) <= relative * fabs(expected), "%s at %g: %.17g, not %.17g", what,
              z, got, expected);
}

/* mpmath 1.3 at 80 digits: phi1 = -expm1(-z)/z, phi2 = (expm1(-z)+z)/z**2, and diff() of both. The
 * arguments lie on both sides of each change of method. */
Test(step, phi)
{
    static const double rows[][5] = {
        {-49, 3.8925440255002035e+19, -3.8131043515104034e+19, 7.943967398980007e+17,
         -7.6197238316747006e+17},
        {-3, 6.3618456410625559, -4.5745637607083706, 1.7872818803541853, -0.92909396011806177},
        {-0.1000001, 1.0517092342182154, -0.53461740912788681, 0.51709182509032855,
         -0.17525566511991751},
        {-0.0999999, 1.0517091272947407, -0.53461733725554343, 0.5170917900391973,
         -0.17525564741910874},
        {-0.011, 1.0055202222472324, -0.50368183613519898, 0.50183838611203339,
         -0.16758636574232658},
        {-0.009, 1.0045135304297571, -0.50301014934563289, 0.50150338108412423,
         -0.16741869572318439},
        {-1e-8, 1.000000005, -0.50000000333333335, 0.50000000166666667, -0.1666666675},
        {0, 1, -0.5, 0.5, -1.0 / 6},
        {1e-12, 0.9999999999995, -0.49999999999966667, 0.49999999999983333, -0.16666666666658333},
        {1e-3, 0.99950016662500833, -0.49966679163334028, 0.49983337499166806,
         -0.16658335832777877},
        {0.00999, 0.99502159189107088, -0.4966824418481155, 0.49833915004295537,
         -0.16583665614012734},
        {0.01001, 0.99501165830840274, -0.49667582498200314, 0.4983358333263996,
         -0.16583499944020655},
        {0.0999, 0.95167260958857788, -0.46791494781258074, 0.48375766177599715,
         -0.15858572535952366},
        {0.1001, 0.95157903278529206, -0.46785308658441352, 0.48372594620087853,
         -0.15857002613851158},
        {1, 0.63212055882855768, -0.26424111765711536, 0.36787944117144232, -0.10363832351432696},
        {40, 0.025, -0.00062499999999999989, 0.024375, -0.00059375},
        {800, 0.00125, -1.5625e-6, 0.0012484375, -1.55859375e-6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double z = rows[i][0];
        expect("phi1", z, awol_phi1(z), rows[i][1], 4e-16);
        expect("phi1'", z, awol_phi1_prime(z), rows[i][2], 1e-13);
        expect("phi2", z, awol_phi2(z), rows[i][3], 1e-14);
        expect("phi2'", z, awol_phi2_prime(z), rows[i][4], 1e-12);
    }
}

/* The mean, variance, state and weight of a bin: an independent derivation, checked by simulation,
 * printed to 12 digits. */
struct row {
    double days, tau, eta, a, x, m, v, xb, B, E, w;
};

static const struct row printed[] = {
    {1, 1, .5, 6, 0, 7.27836791655, 10.6187829152, 4.72163208345, .393469340287, .606530659713,
     .6487212707},
    {1, 1, .5, 6, 8, 10.4261226389, 15.4145209973, 9.57387736115, .393469340287, .606530659713,
     .635983487003},
    {7, 3, .6, 20, 30, 57.8011907317, 139.929135336, 24.7992061789, .910138918697, .393240720869,
     .378712736984},
    {1, .25, .8, 4, 2, 13.3919475694, 68.7836423189, 3.65201310765, 2.20268414353, .449328964117,
     .269966844713},
    {1, 1, 1, 6, 8, 17, 38.1666666667, 14, 1, 1, .650409674743},
    {1, 1, 1.3, 6, 8, 22.4495353192, 65.187604311, 17.7960466121, 1.51605483283, 1.34985880758,
     .661617751617},
    {30, 5, .5, 10, 4, 20.6334752878, 60.1532027974, 3.36652471225, .950212931632, .0497870683679,
     .162677864816},
    {1, 10, 1e-9, 3, 5, 3.00000000062, 3.00000000091, 7.37906454969, 9.51625819687e-11,
     .904837418126, .951625819641},
};

Test(step, printed_values)
{
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        const struct row *r = &printed[i];
        struct awol_step s;
        struct awol_step_variance v;
        cr_assert_eq(awol_step_init(r->days, r->eta, 1 / r->tau, &s, NULL), AWOL_OK);
        awol_step_variance_init(r->days, r->eta, 1 / r->tau, &v);
        double m = s.A.value * r->a + s.B.value * r->x, xb = s.E.value * r->x + s.F.value * r->a;
        expect("m", i, m, r->m, 6e-12);
        expect("xb", i, xb, r->xb, 6e-12);
        expect("B", i, s.B.value, r->B, 6e-12);
        expect("E", i, s.E.value, r->E, 6e-12);
        expect("w", i, (xb - s.decay.value * r->x) / m, r->w, 6e-12);
        expect("v", i, v.from_a.value * r->a + v.from_x.value * r->x, r->v, 6e-12);
    }
}

/* At eta' = 1 with b D = t: a newcomer is expected to have 1 + t/2 (himself and the linear growth
 * of his family over what is left of the bin), state does not decay; the variance per newcomer is
 * the integral of (1 + t u)(1 + t (1-u))^2 over u in (0,1) = 1 + 3t/2 + 2t^2/3 + t^3/12 , per state
 * t times that of (1 + t (1-u))^2 = t (1 + t + t^2/3). */
Test(step, critical)
{
    for (double t = 0.01; t < 200; t *= 3) {
        double days = 7, b = t / days;
        struct awol_step s;
        struct awol_step_variance v;
        cr_assert_eq(awol_step_init(days, 1, b, &s, NULL), AWOL_OK);
        awol_step_variance_init(days, 1, b, &v);
        expect("A", t, s.A.value, 1 + t / 2, 1e-15);
        expect("B", t, s.B.value, t, 1e-15);
        expect("E", t, s.E.value, 1, 1e-15);
        expect("F", t, s.F.value, 1, 1e-15);
        expect("v of a", t, v.from_a.value, 1 + 1.5 * t + 2 * t * t / 3 + t * t * t / 12, 1e-13);
        expect("v of x", t, v.from_x.value, t * (1 + t + t * t / 3), 1e-13);
    }
}

/* Variance by composite Simpson's rule on 4000 panels of the integral that defines it. */
static double variance(double days, double eta, double b, double a, double x)
{
    enum { N = 8000 };
    double k = b * (1 - eta), sum = 0, h = days / N;
    for (int i = 0; i <= N; i++) {
        double s = i * h, left = days - s, family = 1 + eta * b * left * awol_phi1(k * left);
        double intensity =
            a / days * (1 + eta * b * s * awol_phi1(k * s)) + eta * b * x * exp(-k * s);
        sum += (i == 0 || i == N ? 1 : i % 2 ? 4 : 2) * intensity * family * family;
    }
    return sum * h / 3;
}

/* Closed form and quadrature meet, near one and far from it. */
Test(step, variance_is_its_integral)
{
    static const double etas[] = {0,    1e-6, .1,    .5,     .9,     .9499, .9501, .97,
                                  .998, 1.0,  1.002, 1.0499, 1.0501, 1.2,   2};
    for (size_t i = 0; i < sizeof etas / sizeof *etas; i++)
        for (double days = 0.01; days < 30; days *= 4) {
            struct awol_step_variance v;
            awol_step_variance_init(days, etas[i], 1, &v);
            double from_a = variance(days, etas[i], 1, 1, 0),
                   from_x = variance(days, etas[i], 1, 0, 1);
            cr_assert(fabs(v.from_a.value - from_a) <= 1e-10 * from_a &&
                          fabs(v.from_x.value - from_x) <= 1e-10 * (from_x + 1e-12),
                      "eta %g, D/tau %g: %.15g and %.15g, not %.15g and %.15g", etas[i], days,
                      v.from_a.value, v.from_x.value, from_a, from_x);
        }
}

static void expect_slope(const char *what, double eta, double days, double slope, double plus,
                         double minus, double h, double size)
{
    double difference = (plus - minus) / (2 * h);
    cr_assert(fabs(slope - difference) <= 1e-7 * fabs(difference) + 1e-9 * fabs(size) / h * 1e-3,
              "%s, eta %g, D %g: %.12g, difference %.12g", what, eta, days, slope, difference);
}

Test(step, derivatives_by_differences)
{
    static const double etas[] = {.02, .3, .9, .96, .998, 1, 1.03, 1.3};
    for (size_t i = 0; i < sizeof etas / sizeof *etas; i++)
        for (double days = 0.05; days < 20; days *= 5) {
            double eta = etas[i], b = 0.7;
            struct awol_step s[3][2], at;
            struct awol_step_variance v[3][2], v_at;
            awol_step_init(days, eta, b, &at, NULL);
            awol_step_variance_init(days, eta, b, &v_at);
            for (int which = 0; which < 2; which++)
                for (int side = 0; side < 2; side++) {
                    double h = side ? 1e-5 : -1e-5;
                    awol_step_init(days, eta + (which ? 0 : h), b + (which ? h : 0),
                                   &s[which][side], NULL);
                    awol_step_variance_init(days, eta + (which ? 0 : h), b + (which ? h : 0),
                                            &v[which][side]);
                }
#define BOTH(name, at, s, part)                                                                    \
    expect_slope(name " by eta", eta, days, at.part.by_eta, s[0][1].part.value,                    \
                 s[0][0].part.value, 1e-5, at.part.value);                                         \
    expect_slope(name " by b", eta, days, at.part.by_b, s[1][1].part.value, s[1][0].part.value,    \
                 1e-5, at.part.value)
            BOTH("A", at, s, A);
            BOTH("B", at, s, B);
            BOTH("E", at, s, E);
            BOTH("F", at, s, F);
            BOTH("decay", at, s, decay);
            BOTH("v of a", v_at, v, from_a);
            BOTH("v of x", v_at, v, from_x);
#undef BOTH
        }
}

/* A long bin under a supercritical cascade has no finite answer worth having. */
Test(step, explosion)
{
    struct awol_step s = {.A = {42, 42, 42}};
    struct awol_error error = {.message = ""};
    cr_assert_eq(awol_step_init(1, 2, 49.9, &s, &error), AWOL_OK);
    cr_assert(isfinite(s.A.value) && isfinite(s.E.by_b));
    s.A.value = 42;
    cr_assert_eq(awol_step_init(1, 2, 50.1, &s, &error), AWOL_RANGE);
    cr_assert(strstr(error.message, "explodes") != NULL);
    cr_assert_eq(s.A.value, 42);
    cr_assert_eq(awol_step_init(30, 3, 1e300, &s, &error), AWOL_RANGE);
    cr_assert_eq(awol_step_init(1, NAN, 1, &s, &error), AWOL_RANGE);
    /* Long bins below one are no trouble: each newcomer ends with his whole family. */
    cr_assert_eq(awol_step_init(1e6, .5, 1, &s, &error), AWOL_OK);
    cr_assert_float_eq(s.A.value, 2, 1e-5);
    cr_assert_float_eq(s.B.value, 1, 1e-15);
    cr_assert_eq(s.E.value, 0);
}
