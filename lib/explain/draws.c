#include "explain/draws.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "estimate/bootstrap.h"

enum { N_NORMAL = 999 };

const char *const awol_draws_names[] = {"none", "bootstrap", "covariance"};

/* ---- replicates ---------------------------------------------------------------------------- */

static enum awol_status find_columns(const struct awol_refit *refit, const struct awol_table *table,
                                     size_t *columns, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p < refit->problem.layout.n; p++)
        status = awol_table_require(table, refit->problem.layout.parameters[p].name, &columns[p],
                                    opt_error);
    return status;
}

/* One row; *ret_n values were there. What means nothing in a replicate (the delay of no cascade) is
 * as in the fit. */
static enum awol_status read_row(const struct awol_refit *refit, const struct awol_table *table,
                                 const size_t *columns, size_t row, double *values, size_t *ret_n,
                                 struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    struct awol_error inner = {0};
    *ret_n = 0;
    for (size_t p = 0; p < l->n; p++) {
        enum awol_status status = awol_table_number(table, row, columns[p], &values[p], opt_error);
        if (status != AWOL_OK)
            return status;
        if (isnan(values[p])) {
            values[p] = refit->values[p];
            continue;
        }
        (*ret_n)++;
        if (awol_parameter_check(&l->parameters[p], values[p], &inner) != AWOL_OK)
            return awol_table_error(table, row, columns[p], opt_error, "%s", inner.message);
    }
    return AWOL_OK;
}

static enum awol_status take_replicates(struct awol_draws *draws, const struct awol_refit *refit,
                                        const struct awol_table *table,
                                        struct awol_error *opt_error)
{
    size_t *columns = calloc(draws->n_parameters + 1, sizeof *columns);
    draws->values = calloc(table->n_rows * draws->n_parameters + 1, sizeof *draws->values);
    enum awol_status status = columns && draws->values ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = find_columns(refit, table, columns, opt_error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        size_t n;
        status = read_row(refit, table, columns, row,
                          draws->values + draws->n * draws->n_parameters, &n, opt_error);
        if (status == AWOL_OK && n > 0)
            draws->n++;
        else if (status == AWOL_OK)
            draws->failed++;
    }
    draws->source = AWOL_DRAWS_BOOTSTRAP;
    free(columns);
    return status;
}

/* ---- covariance ---------------------------------------------------------------------------- */

/* index[k]: the parameter of row k of the covariance. False if one is unknown. */
static bool find_parameters(const struct awol_refit *refit, size_t *index)
{
    for (size_t k = 0; k < refit->fit.n_covariance; k++) {
        index[k] = awol_layout_find(&refit->problem.layout, refit->fit.covariance_names[k]);
        if (index[k] == SIZE_MAX)
            return false;
    }
    return true;
}

static void draw_normal(struct awol_draws *draws, const struct awol_refit *refit,
                        const gsl_matrix *root, const size_t *index, gsl_rng *generator,
                        double *normal)
{
    double *values = draws->values + draws->n++ * draws->n_parameters;
    memcpy(values, refit->values, draws->n_parameters * sizeof *values);
    for (size_t k = 0; k < root->size1; k++)
        normal[k] = gsl_ran_gaussian(generator, 1);
    for (size_t k = 0; k < root->size1; k++) {
        const struct awol_parameter *p = &refit->problem.layout.parameters[index[k]];
        double working = awol_parameter_to_working(p, refit->values[index[k]]);
        for (size_t j = 0; j <= k; j++)
            working += gsl_matrix_get(root, k, j) * normal[j];
        values[index[k]] = awol_parameter_to_printed(p, working);
    }
}

static enum awol_status draw_from_covariance(struct awol_draws *draws,
                                             const struct awol_refit *refit, uint64_t seed,
                                             struct awol_error *opt_error)
{
    size_t n = refit->fit.n_covariance;
    size_t *index = calloc(n + 1, sizeof *index);
    double *normal = calloc(n + 1, sizeof *normal);
    gsl_matrix *root = gsl_matrix_alloc(n, n);
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    enum awol_status status = AWOL_OK;
    draws->values = calloc(N_NORMAL * draws->n_parameters + 1, sizeof *draws->values);
    if (!index || !normal || !root || !generator || !draws->values) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(root, i, j, refit->fit.covariance[i * n + j]);
    if (!find_parameters(refit, index) || gsl_linalg_cholesky_decomp1(root) != GSL_SUCCESS)
        goto done; /* no limits rather than false ones */
    for (uint32_t k = 0; k < N_NORMAL; k++) {
        awol_random_at(generator, seed, k, awol_random_stream("covariance"));
        draw_normal(draws, refit, root, index, generator, normal);
    }
    draws->source = AWOL_DRAWS_COVARIANCE;
done:
    if (generator)
        gsl_rng_free(generator);
    if (root)
        gsl_matrix_free(root);
    free(normal);
    free(index);
    return status;
}

enum awol_status awol_draws_init(struct awol_draws *draws, const struct awol_refit *refit,
                                 const struct awol_table *opt_replicates, uint64_t seed,
                                 struct awol_error *opt_error)
{
    *draws = (struct awol_draws){.n_parameters = refit->problem.layout.n};
    if (opt_replicates && opt_replicates->n_rows > 0)
        return take_replicates(draws, refit, opt_replicates, opt_error);
    if (refit->fit.n_covariance > 0)
        return draw_from_covariance(draws, refit, seed, opt_error);
    return AWOL_OK;
}

void awol_draws_release(struct awol_draws *draws)
{
    free(draws->values);
    *draws = (struct awol_draws){.n = 0};
}

/* ---- limits -------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t awol_draws_least(double level)
{
    return (size_t)ceil(2 / (1 - level) - 1 - 1e-9);
}

struct awol_amount awol_draws_amount(const struct awol_draws *draws, double estimate,
                                     double *values, size_t n, double level)
{
    struct awol_amount amount = {estimate, NAN, NAN};
    double low = 0.5 * (1 - level), high = 1 - low;
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            values[known++] = values[i];
    size_t failed = draws->failed + n - known;
    qsort(values, known, sizeof *values, ascending);
    if (known == 0 || known + failed < awol_draws_least(level))
        return amount;
    if (values[0] == values[known - 1] && failed == 0) {
        amount.low = amount.high = values[0];
        return amount;
    }
    if (draws->source == AWOL_DRAWS_BOOTSTRAP) {
        low = awol_boot_corrected_level(values, known, estimate, low);
        high = awol_boot_corrected_level(values, known, estimate, high);
    }
    amount.low = awol_boot_quantile(values, known, failed, low);
    amount.high = awol_boot_quantile(values, known, failed, high);
    return amount;
}
