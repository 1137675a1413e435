#include "model/rate_rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/newcomers.h"

enum awol_status awol_rate_rows_begin(struct awol_rate_rows *rows,
                                      const struct awol_campaign *campaign,
                                      struct awol_error *opt_error)
{
    size_t bin = 0;
    *rows = (struct awol_rate_rows){.n = 0};
    rows->first = calloc(campaign->n_units + 1, sizeof *rows->first);
    rows->of = calloc(awol_campaign_n_bins(campaign) + 1, sizeof *rows->of);
    if (!rows->first || !rows->of)
        return awol_error_memory(opt_error);
    for (size_t u = 0; u < campaign->n_units; u++) {
        rows->first[u] = bin;
        bin += campaign->units[u].n_bins;
    }
    return AWOL_OK;
}

enum awol_status awol_rate_rows_finish(struct awol_rate_rows *rows, size_t n_parameters,
                                       struct awol_error *opt_error)
{
    rows->n_parameters = n_parameters;
    rows->rates = calloc(rows->n + 1, sizeof *rows->rates);
    rows->d_log = calloc(rows->n * n_parameters + 1, sizeof *rows->d_log);
    return rows->rates && rows->d_log ? AWOL_OK : awol_error_memory(opt_error);
}

void awol_rate_rows_release(struct awol_rate_rows *rows)
{
    if (rows->free)
        rows->free(rows->own);
    free(rows->d_log);
    free(rows->rates);
    free(rows->of);
    free(rows->first);
    *rows = (struct awol_rate_rows){.n = 0};
}

/* ---- newcomers ------------------------------------------------------------------------------ */

/* A bin of each row, and what trend and season multiply there. */
struct sources {
    struct awol_newcomers newcomers;
    size_t n_columns;
    struct source {
        const struct awol_campaign_unit *unit;
        size_t t;
    } * bins;
    double *columns;
};

static void sources_free(void *own)
{
    struct sources *s = own;
    if (!s)
        return;
    free(s->newcomers.coefficients);
    free(s->columns);
    free(s->bins);
    free(s);
}

static bool is_same(const struct sources *s, size_t row, const struct source *bin,
                    const double *columns)
{
    const struct awol_layout *l = s->newcomers.layout;
    const struct source *other = &s->bins[row];
    return (l->n_rates <= 1 || other->unit == bin->unit) &&
           (s->n_columns == 0 || memcmp(s->columns + row * s->n_columns, columns,
                                        s->n_columns * sizeof *columns) == 0) &&
           (l->effect == SIZE_MAX ||
            awol_exposure_same(other->unit->exposure, other->t, bin->unit->exposure, bin->t));
}

/* Among the rows of late, and that of the first unit's bin of that number; a row that is not found
 * again costs only time. */
static size_t find(const struct awol_rate_rows *rows, const struct source *bin,
                   const double *columns)
{
    enum { LATE = 8 };
    const struct sources *s = rows->own;
    const struct awol_campaign_unit *first = s->newcomers.campaign->units;
    for (size_t i = rows->n; i > 0 && i + LATE > rows->n; i--)
        if (is_same(s, i - 1, bin, columns))
            return i - 1;
    if (bin->unit == first || bin->t >= first->n_bins)
        return SIZE_MAX;
    return is_same(s, rows->of[bin->t], bin, columns) ? rows->of[bin->t] : SIZE_MAX;
}

static void find_rows(struct awol_rate_rows *rows)
{
    struct sources *s = rows->own;
    const struct awol_campaign *campaign = s->newcomers.campaign;
    for (size_t u = 0; u < campaign->n_units; u++)
        for (size_t t = 0; t < campaign->units[u].n_bins; t++) {
            struct source bin = {&campaign->units[u], t};
            double *columns = s->columns + rows->n * s->n_columns;
            awol_newcomers_columns(&s->newcomers, bin.unit, t, columns);
            size_t row = find(rows, &bin, columns);
            if (row == SIZE_MAX) {
                row = rows->n++;
                s->bins[row] = bin;
            }
            rows->of[rows->first[u] + t] = row;
        }
}

static void set(struct awol_rate_rows *rows, const double *parameters, bool slopes)
{
    struct sources *s = rows->own;
    s->newcomers.parameters = parameters;
    awol_newcomers_begin(&s->newcomers);
    for (size_t i = 0; i < rows->n; i++) {
        double factor;
        double rate = awol_newcomers_rate(
            &s->newcomers, s->bins[i].unit, s->bins[i].t, s->columns + i * s->n_columns,
            slopes ? rows->d_log + i * rows->n_parameters : NULL, &factor);
        rows->rates[i] = rate * factor;
    }
}

static struct sources *sources_new(const struct awol_newcomers *newcomers)
{
    size_t n = awol_campaign_n_bins(newcomers->campaign),
           n_effects = newcomers->campaign->n_effects;
    struct sources *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->newcomers = *newcomers;
    s->n_columns = awol_newcomers_n_columns(newcomers);
    s->bins = calloc(n + 1, sizeof *s->bins);
    s->columns = calloc((n + 1) * s->n_columns + 1, sizeof *s->columns);
    s->newcomers.coefficients = calloc(2 * n_effects + 1, sizeof *s->newcomers.coefficients);
    if (!s->bins || !s->columns || !s->newcomers.coefficients) {
        sources_free(s);
        return NULL;
    }
    s->newcomers.by_coefficient = s->newcomers.coefficients + n_effects;
    return s;
}

enum awol_status awol_rate_rows_newcomers(struct awol_rate_rows *rows,
                                          const struct awol_campaign *campaign,
                                          const struct awol_setup *setup,
                                          const struct awol_layout *layout,
                                          struct awol_error *opt_error)
{
    const struct awol_newcomers newcomers = {
        .campaign = campaign, .setup = setup, .layout = layout};
    struct awol_rate_rows made;
    enum awol_status status = awol_rate_rows_begin(&made, campaign, opt_error);
    if (status == AWOL_OK) {
        made.own = sources_new(&newcomers);
        made.free = sources_free;
        made.set = set;
        status = made.own ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (status == AWOL_OK) {
        find_rows(&made);
        status = awol_rate_rows_finish(&made, layout->n, opt_error);
    }
    if (status == AWOL_OK)
        *rows = made;
    else
        awol_rate_rows_release(&made);
    return status;
}
