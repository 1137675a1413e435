#include "model/cells.h"

#include <math.h>
#include <stdlib.h>

/* One count that tells when. */
struct piece {
    int64_t from, to;
    double count, exposure;
};

static int by_start(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Does another count of the unit lie inside? Observations are by first bin, longest first. */
static bool has_parts(const struct awol_campaign_unit *unit, size_t i)
{
    const struct awol_bins *bins = &unit->observations[i].bins;
    if (unit->observations[i].n_masks > 0 || unit->observations[i].sealed)
        return true;
    for (size_t j = i + 1;
         j < unit->n_observations && unit->observations[j].bins.first < bins->last; j++)
        if (awol_observation_is_count(&unit->observations[j]))
            return true;
    return false;
}

static size_t take_pieces(const struct awol_campaign *campaign, struct piece *pieces,
                          struct awol_cells *cells)
{
    size_t n = 0;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            double exposure = awol_observation_exposure(unit, o);
            if (has_parts(unit, i)) {
                cells->n_parted++;
            } else if (!awol_observation_is_count(o)) {
                cells->n_bounds++;
            } else if (exposure > 0) {
                cells->n_ranges += o->low != o->high;
                pieces[n++] = (struct piece){unit->edges[o->bins.first], unit->edges[o->bins.last],
                                             0.5 * (fmax(o->low, 0) + o->high), exposure};
            }
        }
    }
    qsort(pieces, n, sizeof *pieces, by_start);
    return n;
}

enum awol_status awol_cells_init(struct awol_cells *cells, const struct awol_campaign *campaign,
                                 struct awol_error *opt_error)
{
    struct awol_cells made = {.n = 0};
    size_t room = 1;
    for (size_t u = 0; u < campaign->n_units; u++)
        room += campaign->units[u].n_observations;
    struct piece *pieces = calloc(room, sizeof *pieces);
    made.starts = calloc(room + 1, sizeof *made.starts);
    made.counts = calloc(room, sizeof *made.counts);
    made.exposures = calloc(room, sizeof *made.exposures);
    if (!pieces || !made.starts || !made.counts || !made.exposures) {
        free(pieces);
        awol_cells_release(&made);
        return awol_error_memory(opt_error);
    }
    size_t n = take_pieces(campaign, pieces, &made);
    int64_t end = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || pieces[i].from >= end)
            made.starts[made.n++] = pieces[i].from;
        made.counts[made.n - 1] += pieces[i].count;
        made.exposures[made.n - 1] += pieces[i].exposure;
        end = i == 0 || pieces[i].to > end ? pieces[i].to : end;
    }
    made.starts[made.n] = end;
    free(pieces);
    *cells = made;
    return AWOL_OK;
}

void awol_cells_release(struct awol_cells *cells)
{
    free(cells->exposures);
    free(cells->counts);
    free(cells->starts);
    *cells = (struct awol_cells){0};
}
