#include <criterion/criterion.h>
#include <math.h>

#include "model/campaign.h"
#include "model/cells.h"
#include "support/series.h"

static void make(const struct support_span *spans, size_t n, struct awol_series *series,
                 struct awol_campaign *campaign, struct awol_cells *cells)
{
    struct awol_error error;
    support_series(series, spans, n);
    cr_assert_eq(awol_campaign_init(campaign, series, "day", 0, NULL, 0, NULL, &error), AWOL_OK,
                 "%s", error.message);
    cr_assert_eq(awol_cells_init(cells, campaign, &error), AWOL_OK);
}

static void done(struct awol_series *series, struct awol_campaign *campaign,
                 struct awol_cells *cells)
{
    awol_cells_release(cells);
    awol_campaign_release(campaign);
    awol_series_release(series);
}

/* A total with a known day inside, a bound, a range and a gap, of 10 men. */
Test(cells, totals_bounds_ranges_gaps)
{
    const struct support_span spans[] = {{0, 0, 9, 20, 20, 10},
                                         {0, 0, 1, 3, 3, 10},
                                         {0, 1, 3, 4, 4, 10},
                                         {0, 5, 6, 2, 6, 10},
                                         {0, 6, 7, 1, INFINITY, 10}};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_cells cells;
    make(spans, 5, &series, &campaign, &cells);
    cr_assert_eq(cells.n, 3);
    cr_assert(cells.starts[0] == 0 && cells.starts[1] == 1 && cells.starts[2] == 5);
    cr_assert(cells.counts[0] == 3 && cells.counts[1] == 4 && cells.counts[2] == 4);
    cr_assert(cells.exposures[0] == 10 && cells.exposures[1] == 20 && cells.exposures[2] == 10);
    cr_assert(cells.n_parted == 1 && cells.n_bounds == 1 && cells.n_ranges == 1);
    done(&series, &campaign, &cells);
}

/* Two units: no cut where a count of either is open. */
Test(cells, units)
{
    const struct support_span spans[] = {{0, 0, 2, 3, 3, NAN},
                                         {0, 2, 4, 5, 5, NAN},
                                         {0, 4, 6, 1, 1, NAN},
                                         {1, 1, 3, 7, 7, NAN},
                                         {1, 4, 5, 2, 2, NAN}};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_cells cells;
    make(spans, 5, &series, &campaign, &cells);
    cr_assert_eq(cells.n, 2);
    cr_assert(cells.starts[0] == 0 && cells.starts[1] == 4 && cells.starts[2] == 6);
    cr_assert(cells.counts[0] == 15 && cells.counts[1] == 3);
    cr_assert(cells.exposures[0] == 6 && cells.exposures[1] == 3);
    done(&series, &campaign, &cells);
}
