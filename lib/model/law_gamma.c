#include "model/law_gamma.h"

#include <math.h>

double awol_gamma_rest(double x)
{
    double s = 1 / (x * x);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x;
}

double awol_gamma_rest_slope(double x)
{
    double s = 1 / (x * x);
    return -(1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s / 132)))) * s;
}

/* Where Stirling's series begins. */
static const double far = 16;

/* Gamma(x + y)/Gamma(x) is x/(x + y) times the same from x + 1 on. */
double awol_gamma_rise(double x, double y)
{
    double product = 1;
    for (; x < far; x++)
        product *= x / (x + y);
    return log(product) + (x - 0.5) * log1p(y / x) + y * (log(x + y) - 1) + awol_gamma_rest(x + y) -
           awol_gamma_rest(x);
}

double awol_gamma_rise_slope(double x, double y)
{
    double sum = 0;
    for (; x < far; x++)
        sum += y / (x * (x + y));
    return sum + log1p(y / x) + 0.5 * y / (x * (x + y)) + awol_gamma_rest_slope(x + y) -
           awol_gamma_rest_slope(x);
}
