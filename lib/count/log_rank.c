#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/quantile.h"
#include "count/survival.h"

/* Sums over the times at which men left: by group observed, expected, and the covariance of their
 * difference. */
struct sums {
    size_t n_groups;
    double *observed;
    double *expected;
    double *covariance; /* n_groups x n_groups */
    double *at_risk;    /* now */
    double *leaving;    /* at this time */
};

/* What one time of events adds: given the men at risk, those who leave are drawn from them without
 * regard to the group. */
static void add_time(struct sums *sums)
{
    double n = 0.0;
    double d = 0.0;

    for (size_t j = 0; j < sums->n_groups; j++) {
        n += sums->at_risk[j];
        d += sums->leaving[j];
    }
    if (d == 0.0)
        return;
    for (size_t j = 0; j < sums->n_groups; j++) {
        sums->observed[j] += sums->leaving[j];
        sums->expected[j] += d * sums->at_risk[j] / n;
        for (size_t k = 0; k < sums->n_groups && n > 1.0; k++)
            sums->covariance[j * sums->n_groups + k] +=
                d * (n - d) / (n - 1.0) * sums->at_risk[j] / n *
                ((j == k ? 1.0 : 0.0) - sums->at_risk[k] / n);
    }
}

static void add_up(struct sums *sums, const struct awol_spell *spells, size_t n,
                   const size_t *by_enter, const size_t *by_leave)
{
    for (size_t i = 0, at = 0; i < n;) {
        const double time = spells[by_leave[i]].leave;
        const size_t first = i;

        memset(sums->leaving, 0, sums->n_groups * sizeof sums->leaving[0]);
        for (; at < n && spells[by_enter[at]].enter < time; at++)
            sums->at_risk[spells[by_enter[at]].group] += 1.0;
        for (; i < n && spells[by_leave[i]].leave == time; i++)
            sums->leaving[spells[by_leave[i]].group] += spells[by_leave[i]].event ? 1.0 : 0.0;
        add_time(sums);
        for (size_t j = first; j < i; j++)
            sums->at_risk[spells[by_leave[j]].group] -= 1.0;
    }
}

/* Solve the symmetric system by elimination, and return the quadratic form difference' C^-1
 * difference. A pivot that is no more than what rounding leaves stands for groups that were never
 * at risk together: it is passed over. *ret_rank is the number of pivots. */
static double quadratic_form(double *matrix, double *difference, size_t n, size_t *ret_rank)
{
    double largest = 0.0;
    double form = 0.0;

    *ret_rank = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, matrix[i * n + i]);
    for (size_t i = 0; i < n; i++) {
        double pivot = matrix[i * n + i];

        if (pivot <= 1e-10 * largest)
            continue;
        (*ret_rank)++;
        form += difference[i] * difference[i] / pivot;
        for (size_t j = i + 1; j < n; j++) {
            double share = matrix[j * n + i] / pivot;

            for (size_t k = i + 1; k < n; k++)
                matrix[j * n + k] -= share * matrix[i * n + k];
            difference[j] -= share * difference[i];
        }
    }
    return form;
}

/* Keep the groups in which events are expected, but for the last: the differences add to zero. */
static void test(const struct sums *sums, double *matrix, double *difference,
                 struct awol_log_rank *result)
{
    size_t kept[AWOL_LOG_RANK_MAX_GROUPS] = {0};
    size_t n = 0;

    for (size_t j = 0; j < sums->n_groups; j++) {
        result->expected[j] = sums->expected[j];
        if (sums->expected[j] > 0.0)
            kept[n++] = j;
    }
    n = n > 0 ? n - 1 : 0;
    for (size_t j = 0; j < n; j++) {
        difference[j] = sums->observed[kept[j]] - sums->expected[kept[j]];
        for (size_t k = 0; k < n; k++)
            matrix[j * n + k] = sums->covariance[kept[j] * sums->n_groups + kept[k]];
    }
    result->chi_square = quadratic_form(matrix, difference, n, &result->df);
    result->p = (double)NAN;
    if (result->df > 0)
        result->p = awol_chi_square_tail(result->chi_square, (double)result->df);
    else
        result->chi_square = (double)NAN;
}

enum awol_status awol_log_rank_test(const struct awol_spell *spells, size_t n, size_t n_groups,
                                    struct awol_log_rank *ret_test, struct awol_error *opt_error)
{
    const size_t k = n_groups;
    double *memory = calloc(2 * k * k + 5 * k + 1, sizeof memory[0]);
    struct awol_log_rank result = {.df = 0};
    size_t *by_enter = NULL;
    size_t *by_leave = NULL;
    enum awol_status status;

    if (memory == NULL)
        return awol_error_memory(opt_error);
    status = awol_spells_order(spells, n, &by_enter, &by_leave, opt_error);
    if (status == AWOL_OK) {
        struct sums sums = {.n_groups = k,
                            .covariance = memory,
                            .observed = memory + 2 * k * k,
                            .expected = memory + 2 * k * k + k,
                            .at_risk = memory + 2 * k * k + 2 * k,
                            .leaving = memory + 2 * k * k + 3 * k};

        add_up(&sums, spells, n, by_enter, by_leave);
        test(&sums, memory + k * k, memory + 2 * k * k + 4 * k, &result);
        *ret_test = result;
    }
    free(by_leave);
    free(by_enter);
    free(memory);
    return status;
}
