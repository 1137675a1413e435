#include "count/survival.h"

#include <math.h>
#include <stdlib.h>

#include "base/quantile.h"

struct end {
    double time;
    size_t index;
};

static int compare_ends(const void *left, const void *right)
{
    const struct end *a = left;
    const struct end *b = right;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void sort_ends(struct end *ends, size_t n, size_t *order)
{
    if (n > 1)
        qsort(ends, n, sizeof ends[0], compare_ends);
    for (size_t i = 0; i < n; i++)
        order[i] = ends[i].index;
}

enum awol_status awol_spells_order(const struct awol_spell *spells, size_t n, size_t **ret_by_enter,
                                   size_t **ret_by_leave, struct awol_error *opt_error)
{
    struct end *ends = malloc((n + 1) * sizeof ends[0]);
    size_t *by_enter = malloc((n + 1) * sizeof by_enter[0]);
    size_t *by_leave = malloc((n + 1) * sizeof by_leave[0]);

    if (ends == NULL || by_enter == NULL || by_leave == NULL) {
        free(by_leave);
        free(by_enter);
        free(ends);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < n; i++)
        ends[i] = (struct end){spells[i].enter, i};
    sort_ends(ends, n, by_enter);
    for (size_t i = 0; i < n; i++)
        ends[i] = (struct end){spells[i].leave, i};
    sort_ends(ends, n, by_leave);
    free(ends);
    *ret_by_enter = by_enter;
    *ret_by_leave = by_leave;
    return AWOL_OK;
}

void awol_survival_release(struct awol_survival_curve *curve)
{
    free(curve->rows);
    *curve = (struct awol_survival_curve){.n = 0};
}

/* Limits by log(-log): with s = log(survival), exp(-exp(log(-s) -+ z se(s) / s)). */
static void set_limits(struct awol_survival_row *row, double variance_of_log, double z)
{
    double log_survival = log(row->survival);
    double step = z * sqrt(variance_of_log) / log_survival;

    row->se = row->survival * sqrt(variance_of_log);
    row->low = row->high = (double)NAN;
    if (row->survival <= 0.0) {
        row->se = (double)NAN;
        return;
    }
    if (row->survival >= 1.0)
        return;
    row->low = exp(-exp(log(-log_survival) - step));
    row->high = exp(-exp(log(-log_survival) + step));
}

static void fill(struct awol_survival_curve *curve, const struct awol_spell *spells, size_t n,
                 size_t group, const size_t *by_enter, const size_t *by_leave, double level)
{
    const double z = awol_normal_quantile(0.5 * (1.0 + level));
    double survival = 1.0;
    double variance = 0.0; /* of its logarithm */
    size_t entered = 0;
    size_t gone = 0;

    for (size_t i = 0, at = 0; i < n;) {
        double time = spells[by_leave[i]].leave;
        struct awol_survival_row row = {.time_days = time};

        for (; at < n && spells[by_enter[at]].enter < time; at++)
            entered += spells[by_enter[at]].group == group;
        for (; i < n && spells[by_leave[i]].leave == time; i++) {
            if (spells[by_leave[i]].group != group)
                continue;
            row.events += spells[by_leave[i]].event;
            row.censored += !spells[by_leave[i]].event;
        }
        if (row.events + row.censored == 0)
            continue;
        row.at_risk = entered - gone;
        gone += row.events + row.censored;
        if (row.events > 0) {
            double left = (double)(row.at_risk - row.events);

            survival *= left / (double)row.at_risk;
            variance += (double)row.events / ((double)row.at_risk * left);
        }
        row.survival = survival;
        set_limits(&row, variance, z);
        curve->n_events += row.events;
        if (isnan(curve->median_days) && survival <= 0.5 + 1e-12)
            curve->median_days = time;
        curve->rows[curve->n++] = row;
    }
}

enum awol_status awol_survival_estimate(const struct awol_spell *spells, size_t n, size_t group,
                                        double level, struct awol_survival_curve *ret_curve,
                                        struct awol_error *opt_error)
{
    struct awol_survival_curve curve = {.median_days = (double)NAN};
    size_t *by_enter = NULL;
    size_t *by_leave = NULL;
    enum awol_status status = awol_spells_order(spells, n, &by_enter, &by_leave, opt_error);

    if (status == AWOL_OK && (curve.rows = malloc((n + 1) * sizeof curve.rows[0])) == NULL)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        for (size_t i = 0; i < n; i++) {
            curve.n_spells += spells[i].group == group;
            curve.days += spells[i].group == group ? spells[i].leave - spells[i].enter : 0.0;
        }
        fill(&curve, spells, n, group, by_enter, by_leave, level);
        *ret_curve = curve;
    }
    free(by_leave);
    free(by_enter);
    return status;
}
