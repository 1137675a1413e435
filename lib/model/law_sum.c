#include "model/law_sum.h"

#include <gsl/gsl_math.h>
#include <math.h>

/* The polynomials of n numbers evenly spread over (-1, 1), of norm 1 each, up to the one whose
 * zeros are the nodes: its value, its derivative, and the sum of squares of those before it. */
struct polynomials {
    double last, slope, squares;
};

static struct polynomials polynomials_at(double x, double n)
{
    double before = 0, value = 1, before_slope = 0, slope = 0, previous = 0;
    struct polynomials at = {0, 0, 0};
    for (int k = 1; k <= AWOL_LAW_NODES; k++) {
        /* Of Legendre's recurrence, but for k/n. */
        double beta = sqrt(k * k / (4.0 * k * k - 1) * (1 - k * k / (n * n)));
        double next = (x * value - previous * before) / beta;
        double next_slope = (value + x * slope - previous * before_slope) / beta;
        at.squares += value * value;
        before = value;
        before_slope = slope;
        value = next;
        slope = next_slope;
        previous = beta;
    }
    at.last = value;
    at.slope = slope;
    return at;
}

void awol_law_sum_nodes(double first, double n, double ret_nodes[static AWOL_LAW_NODES],
                        double ret_weights[static AWOL_LAW_NODES])
{
    enum { STEPS = 6 }; /* three or four are needed */
    double middle = first + (n - 1) / 2, half = n / 2;
    for (int i = 0; i < AWOL_LAW_NODES; i++) {
        double x = cos(M_PI * (i + 0.75) / (AWOL_LAW_NODES + 0.5)); /* nearly Legendre's */
        struct polynomials at = polynomials_at(x, n);
        for (int step = 0; step < STEPS && fabs(at.last / at.slope) > 1e-15; step++) {
            x -= at.last / at.slope;
            at = polynomials_at(x, n);
        }
        ret_nodes[i] = middle + half * x;
        ret_weights[i] = n / at.squares;
    }
}
