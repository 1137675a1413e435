#include "base/garwood.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* GSL's own inverse is wrong by tens of per cent for some counts of tens of thousands; above this
 * one the expansion has eleven right digits. */
#define MOST_BY_GSL 1000.0

/* The value below which a gamma variable of that shape falls where a normal one falls below z: half
 * the expansion of Cornish and Fisher for chi-square (Fisher and Cornish 1960, Technometrics
 * 2:209), df being twice the shape. */
static double expand(double shape, double z)
{
    const double df = 2.0 * shape, root = sqrt(2.0 * df), z2 = z * z;
    double chi_square = df + root * z + 2.0 / 3.0 * (z2 - 1.0) + z * (z2 - 7.0) / (9.0 * root);

    chi_square -= ((6.0 * z2 + 14.0) * z2 - 32.0) / (405.0 * df);
    chi_square += z * ((9.0 * z2 + 256.0) * z2 - 433.0) / (4860.0 * df * sqrt(2.0 * df));
    chi_square += (((12.0 * z2 - 243.0) * z2 - 923.0) * z2 + 1472.0) / (25515.0 * df * df);
    return 0.5 * chi_square;
}

double awol_garwood_low(double count, double level)
{
    const double tail = 0.5 * (1.0 - level);

    if (!(count > 0.0))
        return 0.0;
    return count > MOST_BY_GSL ? expand(count, gsl_cdf_ugaussian_Pinv(tail))
                               : 0.5 * gsl_cdf_chisq_Pinv(tail, 2.0 * count);
}

double awol_garwood_high(double count, double level)
{
    const double tail = 0.5 * (1.0 - level);

    return count > MOST_BY_GSL ? expand(count + 1.0, gsl_cdf_ugaussian_Qinv(tail))
                               : 0.5 * gsl_cdf_chisq_Qinv(tail, 2.0 * count + 2.0);
}
