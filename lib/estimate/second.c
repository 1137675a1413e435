/* Second derivatives that a likelihood gives itself, on the working scale. */
#include <stdlib.h>

#include "estimate/problem.h"

bool awol_problem_has_hessian(const struct awol_problem *problem)
{
    return problem->likelihood.type->hessian && !problem->prior;
}

/* From the printed to the working scale: H by the slopes, and the gradient by how the scale bends.
 */
static void turn(const struct awol_problem *problem, const double *values, double *gradient,
                 double *hessian)
{
    size_t n = problem->layout.n;
    for (size_t p = 0; p < n; p++) {
        const struct awol_parameter *parameter = &problem->layout.parameters[p];
        double slope = 0, bend = 0;
        if (!problem->fixed[p]) {
            double working = awol_parameter_to_working(parameter, values[p]);
            slope = awol_parameter_slope(parameter, working);
            bend = awol_parameter_bend(parameter, working);
        }
        for (size_t q = 0; q < n; q++) {
            hessian[p * n + q] *= slope;
            hessian[q * n + p] *= slope;
        }
        hessian[p * n + p] += gradient[p] * bend;
        gradient[p] *= slope;
    }
}

enum awol_status awol_problem_hessian(struct awol_problem *problem, const double *values,
                                      double *ret_gradient, double *ret_hessian,
                                      struct awol_error *opt_error)
{
    const struct awol_likelihood *l = &problem->likelihood;
    double value;
    enum awol_status status =
        l->type->evaluate(l->state, values, &value, ret_gradient, NULL, opt_error);
    if (status == AWOL_OK)
        status = l->type->hessian(l->state, values, ret_hessian, opt_error);
    if (status == AWOL_OK)
        turn(problem, values, ret_gradient, ret_hessian);
    return status;
}
