#include "estimate/goodness.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Kolmogorov and Smirnov --------------------------------------------------------------- */

enum { EXACT = 200 };

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void multiply(const double *a, const double *b, double *product, size_t m)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            double sum = 0;
            for (size_t k = 0; k < m; k++)
                sum += a[i * m + k] * b[k * m + j];
            product[i * m + j] = sum;
        }
}

/* The matrix whose power counts the paths that stay within the distance, scaled by 1/j!. */
static void fill_paths(double *h, size_t m, double rest)
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            h[i * m + j] = i + 1 < j ? 0 : 1;
    for (size_t i = 0; i < m; i++) {
        h[i * m] -= pow(rest, (double)i + 1);
        h[(m - 1) * m + i] -= pow(rest, (double)(m - i));
    }
    if (2 * rest > 1)
        h[(m - 1) * m] += pow(2 * rest - 1, (double)m);
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            for (size_t g = 1; i + 1 > j && g <= i + 1 - j; g++)
                h[i * m + j] /= (double)g;
}

/* P(D_n < distance). A few hundred factors of at most e / m each stay within doubles. */
static enum awol_status exact(size_t n, double distance, double *ret_p,
                              struct awol_error *opt_error)
{
    double whole = (double)n * distance;
    size_t k = (size_t)whole + 1, m = 2 * k - 1;
    double *work = calloc(3 * m * m, sizeof *work);
    if (!work)
        return awol_error_memory(opt_error);
    double *h = work, *power = work + m * m, *next = work + 2 * m * m, p = 1;
    fill_paths(h, m, (double)k - whole);
    for (size_t i = 0; i < m; i++)
        power[i * m + i] = 1;
    for (size_t i = 1; i <= n; i++) {
        multiply(power, h, next, m);
        double scale = (double)i / (double)n;
        for (size_t j = 0; j < m * m; j++)
            power[j] = next[j] * scale;
    }
    p = power[(k - 1) * m + k - 1];
    free(work);
    *ret_p = p;
    return AWOL_OK;
}

static double limit_law(double n, double distance)
{
    double x = distance * (sqrt(n) + 0.12 + 0.11 / sqrt(n)), sum = 0;
    if (x < 0.3)
        return 1;
    for (int k = 1; k <= 100; k++) {
        double term = exp(-2 * k * k * x * x);
        sum += k % 2 ? term : -term;
        if (term < 1e-18)
            break;
    }
    return fmin(1, fmax(0, 2 * sum));
}

enum awol_status awol_goodness_uniform(const double *values, size_t n,
                                       struct awol_goodness *ret_goodness,
                                       struct awol_error *opt_error)
{
    double distance = 0, p = 0;
    for (size_t i = 0; i < n; i++)
        if (!(values[i] >= 0 && values[i] <= 1))
            return awol_error_set(opt_error, AWOL_USAGE, "%g lies outside [0, 1]", values[i]);
    if (n == 0)
        return awol_error_set(opt_error, AWOL_USAGE, "there are no numbers to compare");
    double *sorted = malloc(n * sizeof *sorted);
    if (!sorted)
        return awol_error_memory(opt_error);
    memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare);
    for (size_t i = 0; i < n; i++) {
        distance = fmax(distance, (double)(i + 1) / (double)n - sorted[i]);
        distance = fmax(distance, sorted[i] - (double)i / (double)n);
    }
    free(sorted);
    if (n <= EXACT) {
        enum awol_status status = exact(n, distance, &p, opt_error);
        if (status != AWOL_OK)
            return status;
        p = fmin(1, fmax(0, 1 - p));
    } else {
        p = limit_law((double)n, distance);
    }
    *ret_goodness = (struct awol_goodness){distance, p};
    return AWOL_OK;
}

/* ---- correlation in time ------------------------------------------------------------------ */

static double mean_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

/* Sum of products of deviations `lag` steps apart. */
static double covariance(const double *values, size_t n, size_t lag)
{
    double mean = mean_of(values, n), sum = 0;
    for (size_t i = lag; i < n; i++)
        sum += (values[i] - mean) * (values[i - lag] - mean);
    return sum;
}

double awol_autocorrelation(const double *values, size_t n, size_t lag)
{
    double variance = covariance(values, n, 0);
    return variance > 0 ? covariance(values, n, lag) / variance : 0;
}

struct awol_goodness awol_ljung_box(const double *values, size_t n, size_t lags, size_t n_fitted)
{
    double sum = 0;
    for (size_t k = 1; k <= lags; k++) {
        double r = awol_autocorrelation(values, n, k);
        sum += r * r / (double)(n - k);
    }
    double q = (double)n * ((double)n + 2) * sum;
    double df = lags > n_fitted ? (double)(lags - n_fitted) : 1;
    return (struct awol_goodness){q, gsl_cdf_chisq_Q(q, df)};
}

struct awol_mean awol_mean_of_series(const double *values, size_t n)
{
    size_t most = (size_t)(4 * pow((double)n / 100, 2.0 / 9));
    double variance = covariance(values, n, 0);
    for (size_t k = 1; k <= most && k < n; k++)
        variance += 2 * (1 - (double)k / ((double)most + 1)) * covariance(values, n, k);
    variance /= (double)n;
    return (struct awol_mean){mean_of(values, n), sqrt(fmax(0, variance) / (double)n)};
}
