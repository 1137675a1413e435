#include "model/growth.h"

#include <criterion/criterion.h>
#include <math.h>

static const char *const names[] = {"logistic", "gompertz", "richards"};

static void near(const char *what, double u, double shape, double got, double expected,
                 double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance, "%s at u %g, shape %g: %.15g, not %.15g", what, u,
              shape, got, expected);
}

/* Differences of the share, and of the first derivatives for the second. */
Test(growth, derivatives)
{
    static const double shapes[] = {1e-3, 0.02, 0.4, 1, 7, 100};
    for (int kind = AWOL_GROWTH_LOGISTIC; kind <= AWOL_GROWTH_RICHARDS; kind++)
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
            for (double u = -8; u < 30; u += 0.77) {
                double h = 1e-5, k = shapes[i], e = 1e-4 * k;
                struct awol_growth_point at = awol_growth_derive(kind, u, k),
                                         up = awol_growth_derive(kind, u + h, k),
                                         down = awol_growth_derive(kind, u - h, k),
                                         more = awol_growth_derive(kind, u, k + e),
                                         less = awol_growth_derive(kind, u, k - e);
                near(names[kind], u, k, at.share, awol_growth_share(kind, u, k), 0);
                near(names[kind], u, k, at.by_u, (up.share - down.share) / (2 * h), 1e-9);
                near(names[kind], u, k, at.by_u_u, (up.by_u - down.by_u) / (2 * h), 1e-9);
                if (kind != AWOL_GROWTH_RICHARDS)
                    continue;
                near("by shape", u, k, k * at.by_shape, k * (more.share - less.share) / (2 * e),
                     1e-8);
                near("by both", u, k, k * at.by_u_shape, k * (more.by_u - less.by_u) / (2 * e),
                     1e-8);
                near("twice by shape", u, k, k * k * at.by_shape_shape,
                     k * k * (more.by_shape - less.by_shape) / (2 * e), 1e-8);
            }
}

/* No digits are lost on either side of where the series ends, shape exp(-u) = .01. */
Test(growth, series_meets_closed_form)
{
    double k = 0.05, u = -log(0.2);
    struct awol_growth_point below = awol_growth_derive(AWOL_GROWTH_RICHARDS, u + 1e-12, k),
                             above = awol_growth_derive(AWOL_GROWTH_RICHARDS, u - 1e-12, k);
    near("first", u, k, below.by_shape, above.by_shape, 1e-12);
    near("second", u, k, below.by_shape_shape, above.by_shape_shape, 1e-9);
}

/* Long before the midpoint Richards' share of shape 100 is still (100 e^-u)^(-1/100). */
Test(growth, far_from_the_midpoint)
{
    near("richards", -2000, 100, awol_growth_share(AWOL_GROWTH_RICHARDS, -2000, 100),
         exp(-(log(100) + 2000) / 100), 1e-22);
    for (int kind = AWOL_GROWTH_LOGISTIC; kind <= AWOL_GROWTH_RICHARDS; kind++)
        for (int sign = -1; sign <= 1; sign += 2)
            for (double u = 500; u < 1e9; u *= 1.7) {
                struct awol_growth_point at = awol_growth_derive(kind, sign * u, 3);
                double all = at.share + at.by_u + at.by_u_u + at.by_shape + at.by_u_shape +
                             at.by_shape_shape;
                cr_assert(isfinite(all), "%s at %g: %g", names[kind], sign * u, all);
            }
}
