#include "base/quantile.h"

#include <gsl/gsl_cdf.h>

double awol_normal_quantile(double p)
{
    return gsl_cdf_ugaussian_Pinv(p);
}

double awol_chi_square_tail(double x, double df)
{
    return gsl_cdf_chisq_Q(x, df);
}
