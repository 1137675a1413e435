/* Curves of growth: the share of those who will leave that has left by a time. */
#ifndef AWOL_MODEL_GROWTH_H
#define AWOL_MODEL_GROWTH_H

enum awol_growth { AWOL_GROWTH_LOGISTIC, AWOL_GROWTH_GOMPERTZ, AWOL_GROWTH_RICHARDS };

/* u: time since the midpoint, in units of the scale. Gompertz's curve has its steepest point at
 * u = 0 as the logistic has (Winsor 1932, PNAS 18:1); Richards' (1959, J. Exp. Bot. 10:290) is the
 * logistic at shape 1 and Gompertz's as the shape goes to 0. shape > 0, used by Richards' alone. */
double awol_growth_share(enum awol_growth curve, double u, double shape);

/* The same with its derivatives by u and by the shape. */
struct awol_growth_point {
    double share, by_u, by_shape, by_u_u, by_u_shape, by_shape_shape;
};

struct awol_growth_point awol_growth_derive(enum awol_growth curve, double u, double shape);

#endif
