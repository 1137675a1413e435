#include "base/garwood.h"

#include <gsl/gsl_cdf.h>

double awol_garwood_low(double count, double level)
{
    return count > 0.0 ? 0.5 * gsl_cdf_chisq_Pinv(0.5 * (1.0 - level), 2.0 * count) : 0.0;
}

double awol_garwood_high(double count, double level)
{
    return 0.5 * gsl_cdf_chisq_Qinv(0.5 * (1.0 - level), 2.0 * count + 2.0);
}
