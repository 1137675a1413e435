#include <math.h>

#include "model/growth.h"

/* exp(-u), and no further: of a share so small nothing is left. */
static double rest_of(double u)
{
    return exp(-fmax(u, -700));
}

/* ln(1 + shape exp(-u)). */
static double log_rest(double u, double shape)
{
    return u < -600 ? log(shape) - u : log1p(shape * exp(-u));
}

double awol_growth_share(enum awol_growth curve, double u, double shape)
{
    if (curve == AWOL_GROWTH_GOMPERTZ)
        return exp(-rest_of(u));
    if (curve == AWOL_GROWTH_RICHARDS)
        return exp(-log_rest(u, shape) / shape);
    return 1 / (1 + rest_of(u));
}

/* First and second derivative by the shape k of L = -ln(1 + k g)/k, the logarithm of Richards'
 * share; by series where k g is small and their terms cancel. */
static void derive_by_shape(double u, double shape, double g, double *ret_first, double *ret_second)
{
    double x = shape * g;
    if (x > 1e-2) {
        double share = x / (1 + x), square = shape * shape;
        *ret_first = (log_rest(u, shape) - share) / square;
        *ret_second = (share * share / square - 2 * *ret_first) / shape;
        return;
    }
    double first = 0, second = 0, power = 1;
    for (int i = 1; i < 12; i++, power *= -x) {
        first += power * i / (i + 1);
        second -= power * i * (i + 1) / (i + 2);
    }
    *ret_first = first * g * g;
    *ret_second = second * g * g * g;
}

struct awol_growth_point awol_growth_derive(enum awol_growth curve, double u, double shape)
{
    double g = rest_of(u), share = awol_growth_share(curve, u, shape);
    struct awol_growth_point point = {.share = share};
    if (curve == AWOL_GROWTH_GOMPERTZ) {
        point.by_u = share * g;
        point.by_u_u = point.by_u * (g - 1);
    } else if (curve == AWOL_GROWTH_LOGISTIC) {
        point.by_u = share * (1 - share);
        point.by_u_u = point.by_u * (1 - 2 * share);
    } else {
        double by_u = g / (1 + shape * g), by_shape, by_shape_shape; /* of the logarithm */
        derive_by_shape(u, shape, g, &by_shape, &by_shape_shape);
        point.by_u = share * by_u;
        point.by_u_u = point.by_u * (by_u - 1 / (1 + shape * g));
        point.by_shape = share * by_shape;
        point.by_u_shape = point.by_u * (by_shape - by_u);
        point.by_shape_shape = share * (by_shape * by_shape + by_shape_shape);
    }
    return point;
}
