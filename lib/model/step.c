#include "model/step.h"

#include <math.h>

/* Between desertions E[x]' = b (eta' - 1) E[x] + a/D, so with k = b (1 - eta'), z = k D:
 * E[x(D)] = x e^-z + a phi1(z), and the mean count is the integral of a/D + eta' b E[x(s)], hence
 * A = 1 + eta' b D phi2(z), B = eta' b D phi1(z). A desertion at s has 1 + eta' b (D-s)
 * phi1(k(D-s)) members in its family by the end of the bin; the variance is the integral of the
 * mean intensity times the square of that (a Poisson stream of innovations), which is also the
 * J-form below. */

/* Each from what the others have computed already: less = expm1(-z), E = exp(-z). */
static double phi1_by(double z, double less)
{
    return z == 0 ? 1 : -less / z;
}

static double phi1_prime_by(double z, double E, double phi1)
{
    if (fabs(z) < 1e-2) {
        double sum = 0, power = 1, factorial = 1; /* phi1 = sum (-z)^n / (n+1)! */
        for (int n = 1; n < 9; n++) {
            factorial *= n + 1;
            sum -= n * power / factorial;
            power *= -z;
        }
        return sum;
    }
    return (E - phi1) / z;
}

static double phi2_by(double z, double less)
{
    if (fabs(z) < 0.1) {
        double sum = 0, term = 0.5; /* sum (-z)^n / (n+2)! */
        for (int n = 0; n < 14; n++) {
            sum += term;
            term *= -z / (n + 3);
        }
        return sum;
    }
    return (less + z) / (z * z);
}

static double phi2_prime_by(double z, double phi1_prime, double phi2)
{
    if (fabs(z) < 0.1) {
        double sum = 0, term = 1.0 / 6; /* -sum n (-z)^(n-1) / (n+2)! */
        for (int n = 1; n < 15; n++) {
            sum -= n * term;
            term *= -z / (n + 3);
        }
        return sum;
    }
    return -(phi1_prime + phi2) / z;
}

double awol_phi1(double z)
{
    return phi1_by(z, expm1(-z));
}

double awol_phi1_prime(double z)
{
    return phi1_prime_by(z, exp(-z), awol_phi1(z));
}

double awol_phi2(double z)
{
    return phi2_by(z, expm1(-z));
}

double awol_phi2_prime(double z)
{
    return phi2_prime_by(z, awol_phi1_prime(z), awol_phi2(z));
}

/* A function of z with value f and derivative d, for dz by eta' and by b. */
static struct awol_pair of_z(double f, double d, double z_eta, double z_b)
{
    return (struct awol_pair){f, d * z_eta, d * z_b};
}

/* eta' b D times p, by the product rule. */
static struct awol_pair times_rate(double days, double eta, double b, struct awol_pair p)
{
    double rate = eta * b * days;
    return (struct awol_pair){rate * p.value, b * days * p.value + rate * p.by_eta,
                              eta * days * p.value + rate * p.by_b};
}

enum awol_status awol_step_init(double days, double eta, double b, struct awol_step *ret_step,
                                struct awol_error *opt_error)
{
    double z = b * (1 - eta) * days;
    if (!(z > -50))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "the cascade explodes within one bin of %g days", days);
    double z_eta = -b * days, z_b = (1 - eta) * days, left = exp(-b * days), E = exp(-z);
    double less = expm1(-z), one = phi1_by(z, less), two = phi2_by(z, less);
    double one_prime = phi1_prime_by(z, E, one);
    struct awol_pair phi1 = of_z(one, one_prime, z_eta, z_b);
    struct awol_pair phi2 = of_z(two, phi2_prime_by(z, one_prime, two), z_eta, z_b);
    struct awol_step step;
    step.A = times_rate(days, eta, b, phi2);
    step.A.value += 1;
    step.B = times_rate(days, eta, b, phi1);
    step.E = of_z(E, -E, z_eta, z_b);
    step.F = phi1;
    step.decay = (struct awol_pair){left, 0, -days * left};
    *ret_step = step;
    return AWOL_OK;
}

/* ---- variance ----------------------------------------------------------------------------- */

/* Mean intensity in the limit and at the start of the bin, with derivatives. */
struct intensity {
    struct awol_pair limit, start;
};

/* J0 - 2 eta' J1 + eta'^2 J2 for an intensity (limit, start). */
static double j_sum(double eta, double days, double E, double R, double H, double limit,
                    double start)
{
    double J0 = limit * days + (start - limit) * R;
    double J1 = limit * R + (start - limit) * days * E;
    double J2 = limit * H + (start - limit) * E * R;
    return J0 - 2 * eta * J1 + eta * eta * J2;
}

/* The J-form of the variance: the sum above over (1 - eta')^2. */
static struct awol_pair j_form(double days, double eta, double b, struct intensity in)
{
    double e1 = 1 - eta, z = b * e1 * days, E = exp(-z);
    double R = days * awol_phi1(z), R_z = days * awol_phi1_prime(z);
    double H = days * awol_phi1(2 * z), H_z = 2 * days * awol_phi1_prime(2 * z);
    double limit = in.limit.value, gap = in.start.value - limit;
    double sum = j_sum(eta, days, E, R, H, limit, in.start.value);
    double by_z = gap * R_z - 2 * eta * (limit * R_z - gap * days * E) +
                  eta * eta * (limit * H_z + gap * E * (R_z - R));
    double explicit_eta =
        -2 * (limit * R + gap * days * E) + 2 * eta * (limit * H + gap * E * R) + 2 * sum / e1;
    double by_eta = j_sum(eta, days, E, R, H, in.limit.by_eta, in.start.by_eta) + explicit_eta -
                    by_z * b * days;
    double by_b = j_sum(eta, days, E, R, H, in.limit.by_b, in.start.by_b) + by_z * e1 * days;
    return (struct awol_pair){sum / (e1 * e1), by_eta / (e1 * e1), by_b / (e1 * e1)};
}

/* Gauss–Legendre, 20 points on [-1, 1], positive half: Abramowitz and Stegun 1964, table 25.4. */
static const double node[10] = {0.0765265211334973338, 0.2277858511416450781, 0.3737060887154195607,
                                0.5108670019508270980, 0.6360536807265150255, 0.7463319064601507926,
                                0.8391169718222188234, 0.9122344282513259059, 0.9639719272779137913,
                                0.9931285991850949248};
static const double weight[10] = {
    0.1527533871307258507, 0.1491729864726037467, 0.1420961093183820514, 0.1316886384491766269,
    0.1181945319615184174, 0.1019301198172404351, 0.0832767415767047487, 0.0626720483341090636,
    0.0406014298003869413, 0.0176140071391521183};

/* 1 + eta' b t phi1(k t): the family of one desertion after t days. */
static struct awol_pair family(double t, double eta, double b)
{
    double z = b * (1 - eta) * t, phi1 = awol_phi1(z);
    struct awol_pair p =
        times_rate(t, eta, b, of_z(phi1, phi1_prime_by(z, exp(-z), phi1), -b * t, (1 - eta) * t));
    p.value += 1;
    return p;
}

/* Add w l g^2. */
static void accumulate(struct awol_pair *sum, double w, struct awol_pair l, struct awol_pair g)
{
    sum->value += w * l.value * g.value * g.value;
    sum->by_eta += w * g.value * (l.by_eta * g.value + 2 * l.value * g.by_eta);
    sum->by_b += w * g.value * (l.by_b * g.value + 2 * l.value * g.by_b);
}

/* The same by integration, where the J-form cancels (eta' near 1). */
static void integrate(double days, double eta, double b, struct awol_step_variance *out)
{
    *out = (struct awol_step_variance){0};
    for (int i = 0; i < 20; i++) {
        double x = i < 10 ? -node[i] : node[i - 10], w = weight[i % 10] * days / 2;
        double s = days * (1 + x) / 2, E = exp(-b * (1 - eta) * s);
        struct awol_pair later = family(days - s, eta, b), newcomers = family(s, eta, b);
        struct awol_pair old = {eta * b * E, b * E * (1 + eta * b * s),
                                eta * E * (1 - b * (1 - eta) * s)};
        accumulate(&out->from_a, w / days, newcomers, later);
        accumulate(&out->from_x, w, old, later);
    }
}

void awol_step_variance_init(double days, double eta, double b,
                             struct awol_step_variance *ret_variance)
{
    double e1 = 1 - eta, z = b * e1 * days;
    /* The closed form loses digits as the cube of z in short bins, and near eta' = 1. */
    if (fabs(z) < 0.1 || (fabs(e1) < 0.3 && fabs(z) < 1)) {
        integrate(days, eta, b, ret_variance);
        return;
    }
    struct intensity a = {{1 / (days * e1), 1 / (days * e1 * e1), 0}, {1 / days, 0, 0}};
    struct intensity x = {{0, 0, 0}, {eta * b, b, eta}};
    ret_variance->from_a = j_form(days, eta, b, a);
    ret_variance->from_x = j_form(days, eta, b, x);
}
