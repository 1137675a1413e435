/* The base grid: the bins in which a campaign is computed. */
#ifndef AWOL_MODEL_GRID_H
#define AWOL_MODEL_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "record/series.h"

enum awol_grid_kind { AWOL_GRID_DAYS, AWOL_GRID_MONTH, AWOL_GRID_YEAR, AWOL_GRID_SPANS };

struct awol_grid {
    enum awol_grid_kind kind;
    int64_t days;   /* for AWOL_GRID_DAYS */
    int64_t anchor; /* a bound of every grid of days */
    char text[32];  /* as it is printed: "day", "7d", "month", … */
};

/* Choose the grid of the preferred spans: as `by` says (day, week, month, year, Nd, spans), or,
 * where it is NULL, years or months if every bound is the first of one, else the largest number of
 * days that divides all bounds. AWOL_USAGE for an unknown word; AWOL_DATA with the place of the
 * span whose bound is not on the grid asked for. */
enum awol_status awol_grid_choose(const struct awol_series *series, const char *by,
                                  struct awol_grid *ret_grid, struct awol_error *opt_error);

/* Days in a bin of the grid that `by` (may be NULL) names; 0 for a grid of months, years or spans,
 * and for what is no grid. */
int64_t awol_grid_days(const char *by);

/* Bounds of the bins that cover the preferred spans of one unit, or of all units (SIZE_MAX):
 * ret_edges[0 .. n_bins], ascending; the caller frees it. */
enum awol_status awol_grid_edges(const struct awol_grid *grid, const struct awol_series *series,
                                 size_t unit, int64_t **ret_edges, size_t *ret_n_bins,
                                 struct awol_error *opt_error);

#endif
