/* The gamma function of large numbers, in differences that do not cancel. Private to the laws. */
#ifndef AWOL_MODEL_LAW_GAMMA_H
#define AWOL_MODEL_LAW_GAMMA_H

/* Remainder of Stirling's series for ln Gamma(x), and its derivative; x >= 16. */
double awol_gamma_rest(double x);
double awol_gamma_rest_slope(double x);

/* ln of Gamma(x + y) / Gamma(x), and its derivative by x; x > 0, y >= 0. */
double awol_gamma_rise(double x, double y);
double awol_gamma_rise_slope(double x, double y);

#endif
