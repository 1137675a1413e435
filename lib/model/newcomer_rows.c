#include "model/newcomer_rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- finding the rows ---------------------------------------------------------------------- */

static bool is_same(const struct awol_newcomer_rows *rows, const struct awol_newcomer_row *row,
                    const struct awol_campaign_unit *unit, size_t t, const double *columns)
{
    const struct awol_layout *l = rows->newcomers.layout;
    size_t n = awol_newcomers_n_columns(&rows->newcomers);
    const double *own = rows->columns + (size_t)(row - rows->rows) * n;
    return (l->n_rates <= 1 || row->unit == unit) &&
           (n == 0 || memcmp(own, columns, n * sizeof *columns) == 0) &&
           (l->effect == SIZE_MAX ||
            awol_exposure_same(row->unit->exposure, row->t, unit->exposure, t));
}

/* Among the rows of late, and that of the first unit's bin of that number; a row that is not found
 * again costs only time. */
static size_t find(const struct awol_newcomer_rows *rows, const struct awol_campaign_unit *unit,
                   size_t t, const double *columns)
{
    enum { LATE = 8 };
    const struct awol_campaign *campaign = rows->newcomers.campaign;
    for (size_t i = rows->n; i > 0 && i + LATE > rows->n; i--)
        if (is_same(rows, &rows->rows[i - 1], unit, t, columns))
            return i - 1;
    if (unit == campaign->units || t >= campaign->units[0].n_bins)
        return SIZE_MAX;
    size_t candidate = rows->of[t];
    return is_same(rows, &rows->rows[candidate], unit, t, columns) ? candidate : SIZE_MAX;
}

static void fill(struct awol_newcomer_rows *rows)
{
    const struct awol_campaign *campaign = rows->newcomers.campaign;
    size_t n_columns = awol_newcomers_n_columns(&rows->newcomers), bin = 0;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        rows->first[u] = bin;
        for (size_t t = 0; t < unit->n_bins; t++) {
            double *columns = rows->columns + rows->n * n_columns;
            awol_newcomers_columns(&rows->newcomers, unit, t, columns);
            size_t row = find(rows, unit, t, columns);
            if (row == SIZE_MAX) {
                row = rows->n++;
                rows->rows[row] = (struct awol_newcomer_row){.unit = unit, .t = t};
            }
            rows->of[bin++] = row;
        }
    }
}

enum awol_status awol_newcomer_rows_init(struct awol_newcomer_rows *rows,
                                         const struct awol_campaign *campaign,
                                         const struct awol_setup *setup,
                                         const struct awol_layout *layout,
                                         struct awol_error *opt_error)
{
    struct awol_newcomer_rows made = {
        .newcomers = {.campaign = campaign, .setup = setup, .layout = layout},
        .n_parameters = layout->n};
    size_t n = awol_campaign_n_bins(campaign), n_effects = campaign->n_effects;
    struct awol_newcomers *newcomers = &made.newcomers;
    made.rows = calloc(n + 1, sizeof *made.rows);
    made.first = calloc(campaign->n_units + 1, sizeof *made.first);
    made.of = calloc(n + 1, sizeof *made.of);
    made.columns = calloc((n + 1) * awol_newcomers_n_columns(newcomers) + 1, sizeof *made.columns);
    newcomers->coefficients = calloc(2 * n_effects + 1, sizeof *newcomers->coefficients);
    bool good = made.rows && made.first && made.of && made.columns && newcomers->coefficients;
    if (good) {
        newcomers->by_coefficient = newcomers->coefficients + n_effects;
        fill(&made);
        made.d_log = calloc(made.n * layout->n + 1, sizeof *made.d_log);
    }
    if (!good || !made.d_log) {
        awol_newcomer_rows_release(&made);
        return awol_error_memory(opt_error);
    }
    *rows = made;
    return AWOL_OK;
}

void awol_newcomer_rows_release(struct awol_newcomer_rows *rows)
{
    free(rows->d_log);
    free(rows->newcomers.coefficients);
    free(rows->columns);
    free(rows->of);
    free(rows->first);
    free(rows->rows);
    *rows = (struct awol_newcomer_rows){.n = 0};
}

/* ---- rates ---------------------------------------------------------------------------------- */

void awol_newcomer_rows_set(struct awol_newcomer_rows *rows, const double *parameters, bool slopes)
{
    size_t n_columns = awol_newcomers_n_columns(&rows->newcomers);
    rows->newcomers.parameters = parameters;
    awol_newcomers_begin(&rows->newcomers);
    for (size_t i = 0; i < rows->n; i++) {
        struct awol_newcomer_row *row = &rows->rows[i];
        row->rate =
            awol_newcomers_rate(&rows->newcomers, row->unit, row->t, rows->columns + i * n_columns,
                                slopes ? rows->d_log + i * rows->n_parameters : NULL, &row->factor);
    }
}
