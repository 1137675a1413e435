#include "model/campaign.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "date/span.h"
#include "model/layout.h"

/* Index of the bin that begins at `day`, which is an edge. */
static size_t bin_at(const struct awol_campaign_unit *unit, int64_t day)
{
    size_t low = 0, high = unit->n_bins;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unit->edges[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct awol_bins bins_of(const struct awol_campaign_unit *unit,
                                const struct awol_series_span *span)
{
    return (struct awol_bins){bin_at(unit, span->start), bin_at(unit, span->end)};
}

/* ---- men at risk -------------------------------------------------------------------------- */

static int64_t length_of(const struct awol_series_span *span)
{
    return span->end - span->start;
}

/* Longest first; of equal ones the first in the file comes last, so that it paints over. */
static int for_painting(const void *a, const void *b)
{
    const struct awol_series_span *x = *(const struct awol_series_span *const *)a;
    const struct awol_series_span *y = *(const struct awol_series_span *const *)b;
    if (length_of(x) != length_of(y))
        return length_of(x) < length_of(y) ? 1 : -1;
    return x < y ? 1 : -1;
}

/* Where the preferred spans of a unit stand in the series: from `first` to before `end`, sorted by
 * unit or with others between them. */
struct unit_rows {
    size_t first, end;
    bool counted, with_men;
};

static bool states_men(const struct awol_series_span *span, size_t unit)
{
    return span->unit == unit && span->preferred && !isnan(span->at_risk);
}

/* A gap keeps the last men known; before any are known the first hold. S and S/N are 1 where no
 * span states them. */
static void fill_gaps(struct awol_campaign_unit *unit)
{
    double first = NAN, last = NAN;
    for (size_t t = 0; t < unit->n_bins; t++) {
        if (isnan(unit->at_risk[t]))
            unit->at_risk[t] = last;
        last = unit->at_risk[t];
        if (isnan(first))
            first = last;
    }
    for (size_t t = 0; t < unit->n_bins; t++) {
        if (isnan(unit->at_risk[t]))
            unit->at_risk[t] = isnan(first) ? 1 : first;
        unit->ratio[t] = isnan(first) || first <= 0 ? 1 : unit->at_risk[t] / first;
    }
}

static enum awol_status prepare_men(const struct awol_campaign *campaign,
                                    struct awol_campaign_unit *unit, const struct unit_rows *rows,
                                    struct awol_error *opt_error)
{
    const struct awol_series *series = campaign->series;
    const struct awol_series_span **order = calloc(rows->end - rows->first + 1, sizeof *order);
    unit->at_risk = calloc(unit->n_bins + 1, sizeof *unit->at_risk);
    unit->ratio = calloc(unit->n_bins + 1, sizeof *unit->ratio);
    if (!order || !unit->at_risk || !unit->ratio) {
        free(order);
        return awol_error_memory(opt_error);
    }
    size_t n = 0;
    for (size_t i = rows->first; i < rows->end; i++)
        if (states_men(&series->spans[i], unit->index))
            order[n++] = &series->spans[i];
    qsort(order, n, sizeof *order, for_painting);
    for (size_t t = 0; t < unit->n_bins; t++)
        unit->at_risk[t] = NAN;
    for (size_t i = 0; i < n; i++) {
        struct awol_bins bins = bins_of(unit, order[i]);
        for (size_t t = bins.first; t < bins.last; t++)
            unit->at_risk[t] = order[i]->at_risk;
    }
    free(order);
    fill_gaps(unit);
    return AWOL_OK;
}

/* ---- observations ------------------------------------------------------------------------- */

static bool is_exact(const struct awol_observation *o)
{
    return o->low == o->high;
}

bool awol_observation_is_count(const struct awol_observation *o)
{
    return !o->sealed && isfinite(o->high) && (is_exact(o) || o->low > 0);
}

double awol_observation_exposure(const struct awol_campaign_unit *unit,
                                 const struct awol_observation *o)
{
    double sum = 0;
    size_t mask = 0;
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        while (mask < o->n_masks && o->masks[mask].last <= t)
            mask++;
        if (mask == o->n_masks || o->masks[mask].first > t)
            sum += unit->at_risk[t] * (double)(unit->edges[t + 1] - unit->edges[t]);
    }
    return sum;
}

/* Is the exact count b inside a? Of two equal stretches an exact count is inside one that is not.
 */
static bool is_inner(const struct awol_observation *a, const struct awol_observation *b)
{
    bool same = a->bins.first == b->bins.first && a->bins.last == b->bins.last;
    return a != b && is_exact(b) && b->bins.first >= a->bins.first &&
           b->bins.last <= a->bins.last && !(same && is_exact(a));
}

/* Find the maximal exact counts inside an observation. Observations are sorted by first bin,
 * longest first, so the first that begins at a bin is the largest. */
static enum awol_status find_known(struct awol_campaign_unit *unit, size_t index,
                                   const double *counts, struct awol_error *opt_error)
{
    struct awol_observation *o = &unit->observations[index];
    size_t from = index, until = o->bins.first, covered = 0;
    while (from > 0 && unit->observations[from - 1].bins.first == o->bins.first)
        from--;
    for (size_t i = from; i < unit->n_observations; i++) {
        const struct awol_observation *inner = &unit->observations[i];
        if (inner->bins.first >= o->bins.last)
            break;
        if (!is_inner(o, inner) || inner->bins.first < until)
            continue;
        struct awol_bins *masks = realloc(o->masks, (o->n_masks + 1) * sizeof *masks);
        if (!masks)
            return awol_error_memory(opt_error);
        o->masks = masks;
        o->masks[o->n_masks++] = inner->bins;
        o->known += counts[i];
        covered += inner->bins.last - inner->bins.first;
        until = inner->bins.last;
    }
    o->sealed = covered == o->bins.last - o->bins.first;
    return AWOL_OK;
}

/* Subtract what is known from the bounds, and refuse what cannot be. */
static enum awol_status settle(const struct awol_campaign *campaign, struct awol_observation *o,
                               struct awol_error *opt_error)
{
    const struct awol_series_span *span = &campaign->series->spans[o->row];
    double low = o->low, high = o->high;
    o->low -= o->known;
    o->high -= o->known;
    if (o->high < 0)
        return awol_error_at(opt_error, campaign->series->source, span->place,
                             "the total is smaller than its parts: %g at most, and the counts "
                             "inside it add to %g",
                             high, o->known);
    if (o->sealed && o->low > 0)
        return awol_error_at(opt_error, campaign->series->source, span->place,
                             "the total disagrees with its parts: %g at least, and the counts "
                             "inside it, which leave no day out, add to %g",
                             low, o->known);
    return AWOL_OK;
}

/* From men to parties of the size that the span gives. */
static void count_parties(struct awol_campaign *campaign, const struct awol_series_span *span,
                          struct awol_observation *o)
{
    struct awol_campaign_parties *parties = &campaign->parties;
    if (!(span->party >= 1)) {
        parties->n_unknown += o->high > 0;
        return;
    }
    bool exact = is_exact(o);
    double low = o->low / span->party, high = o->high / span->party;
    o->low = exact ? rint(low) : ceil(low - 1e-9);
    o->high = exact ? o->low : floor(high + 1e-9);
    parties->n_uneven += exact && fabs(o->low - low) > 1e-9;
    if (exact) {
        parties->men += o->low * span->party;
        parties->n += o->low;
    }
}

static enum awol_status prepare_observations(struct awol_campaign *campaign,
                                             struct awol_campaign_unit *unit,
                                             const struct unit_rows *rows,
                                             struct awol_error *opt_error)
{
    const struct awol_series *series = campaign->series;
    const size_t most = rows->end - rows->first;
    enum awol_status status = AWOL_OK;
    double *counts = calloc(most + 1, sizeof *counts);
    unit->observations = calloc(most + 1, sizeof *unit->observations);
    if (!counts || !unit->observations) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t i = rows->first; i < rows->end; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (span->unit != unit->index || !span->preferred)
            continue;
        struct awol_observation *o = &unit->observations[unit->n_observations];
        *o = (struct awol_observation){.bins = bins_of(unit, span), .row = i};
        awol_count_bounds(&span->count, &o->low, &o->high);
        if (campaign->parties.counted)
            count_parties(campaign, span, o);
        if (span->count.kind == AWOL_KIND_ABOUT && is_exact(o))
            campaign->n_about++;
        counts[unit->n_observations++] = is_exact(o) ? o->low : 0;
    }
    for (size_t i = 0; status == AWOL_OK && i < unit->n_observations; i++)
        status = find_known(unit, i, counts, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < unit->n_observations; i++) {
        status = settle(campaign, &unit->observations[i], opt_error);
        const struct awol_observation *o = &unit->observations[i];
        campaign->n_observations += awol_observation_is_count(o);
    }
done:
    free(counts);
    return status;
}

/* ---- units -------------------------------------------------------------------------------- */

/* One row a unit of the series, which the caller frees; NULL when out of memory. */
static struct unit_rows *find_rows(const struct awol_series *series)
{
    struct unit_rows *rows = calloc(series->n_units + 1, sizeof *rows);
    for (size_t i = 0; rows && i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (!span->preferred)
            continue;
        struct unit_rows *unit = &rows[span->unit];
        if (!unit->counted)
            unit->first = i;
        unit->end = i + 1;
        unit->counted = true;
        unit->with_men = unit->with_men || !isnan(span->at_risk);
    }
    return rows;
}

/* The bins of the unit added last. */
static enum awol_status find_edges(struct awol_campaign *campaign, unsigned flags,
                                   struct awol_error *opt_error)
{
    /* A unit that is first counted late was there before, uncounted: its bins begin with the
     * campaign. Only the grid of spans is each unit's own, or it would be cut at others' bounds. */
    bool shared = (flags & AWOL_CAMPAIGN_TOGETHER) || campaign->grid.kind != AWOL_GRID_SPANS;
    struct awol_campaign_unit *first = campaign->units, *unit = &first[campaign->n_units - 1];
    if (unit == first || !shared)
        return awol_grid_edges(&campaign->grid, campaign->series, shared ? SIZE_MAX : unit->index,
                               &unit->edges, &unit->n_bins, opt_error);
    unit->edges = malloc((first->n_bins + 1) * sizeof *unit->edges);
    if (!unit->edges)
        return awol_error_memory(opt_error);
    memcpy(unit->edges, first->edges, (first->n_bins + 1) * sizeof *unit->edges);
    unit->n_bins = first->n_bins;
    return AWOL_OK;
}

static enum awol_status add_unit(struct awol_campaign *campaign, size_t index,
                                 const struct unit_rows *rows, unsigned flags,
                                 const struct awol_covariates *covariates,
                                 struct awol_error *opt_error)
{
    struct awol_campaign_unit *unit = &campaign->units[campaign->n_units++];
    *unit = (struct awol_campaign_unit){.name = campaign->series->units[index], .index = index};
    enum awol_status status = find_edges(campaign, flags, opt_error);
    if (status == AWOL_OK)
        status = prepare_men(campaign, unit, rows, opt_error);
    if (status == AWOL_OK)
        status = prepare_observations(campaign, unit, rows, opt_error);
    if (status == AWOL_OK)
        status = awol_exposure_new(campaign->effects, campaign->n_effects, covariates, unit->name,
                                   unit->edges, unit->n_bins, &unit->exposure, opt_error);
    if (status == AWOL_OK) {
        if (unit->edges[0] < campaign->first_day)
            campaign->first_day = unit->edges[0];
        if (unit->edges[unit->n_bins] > campaign->last_day)
            campaign->last_day = unit->edges[unit->n_bins];
    }
    return status;
}

enum awol_status awol_campaign_init(struct awol_campaign *campaign,
                                    const struct awol_series *series, const char *by,
                                    unsigned flags, const struct awol_effect *effects,
                                    size_t n_effects, const struct awol_covariates *opt_covariates,
                                    struct awol_error *opt_error)
{
    struct awol_campaign made = {.series = series,
                                 .effects = effects,
                                 .n_effects = n_effects,
                                 .parties = {.counted = flags & AWOL_CAMPAIGN_PARTIES},
                                 .first_day = INT64_MAX,
                                 .last_day = INT64_MIN};
    enum awol_status status = AWOL_OK;
    made.units = calloc(series->n_units + 1, sizeof *made.units);
    made.left_out = calloc(series->n_units + 1, sizeof *made.left_out);
    struct unit_rows *rows = find_rows(series);
    if (!made.units || !made.left_out || !rows)
        status = awol_error_memory(opt_error);
    for (size_t u = 0; status == AWOL_OK && u < series->n_units; u++)
        made.per_man = made.per_man || rows[u].with_men;
    if (status == AWOL_OK)
        status = awol_grid_choose(series, by, &made.grid, opt_error);
    for (size_t u = 0; status == AWOL_OK && u < series->n_units; u++) {
        if (!rows[u].counted)
            continue;
        /* A rate per man and one per day are no common rate. */
        bool without = made.per_man && !rows[u].with_men;
        if (without && !(flags & AWOL_CAMPAIGN_ALL_UNITS)) {
            made.left_out[made.n_left_out++] = u;
            continue;
        }
        made.n_without_men += without;

        status = add_unit(&made, u, &rows[u], flags, opt_covariates, opt_error);
    }
    free(rows);
    if (status == AWOL_OK && made.n_units == 0)
        status = awol_error_at(opt_error, series->source, (struct awol_place){0, 0},
                               "there is no preferred count to fit");
    if (status != AWOL_OK) {
        awol_campaign_release(&made);
        return status;
    }
    made.bin_days = awol_campaign_bin_days(&made);
    *campaign = made;
    return AWOL_OK;
}

void awol_campaign_deplete(const struct awol_campaign *campaign,
                           const struct awol_campaign_unit *unit, size_t t, double left)
{
    if (!campaign->depletes || !campaign->per_man || t + 1 >= unit->n_bins)
        return;
    unit->at_risk[t + 1] = fmax(unit->at_risk[t] - left, 0);
    unit->ratio[t + 1] = unit->at_risk[t + 1] / unit->at_risk[0];
}

size_t awol_campaign_n_bins(const struct awol_campaign *campaign)
{
    size_t n = 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        n += campaign->units[u].n_bins;
    return n;
}

void awol_campaign_release(struct awol_campaign *campaign)
{
    for (size_t u = 0; u < campaign->n_units; u++) {
        struct awol_campaign_unit *unit = &campaign->units[u];
        awol_exposure_free(unit->exposure);
        for (size_t i = 0; i < unit->n_observations; i++)
            free(unit->observations[i].masks);
        free(unit->observations);
        free(unit->ratio);
        free(unit->at_risk);
        free(unit->edges);
    }
    free(campaign->left_out);
    free(campaign->units);
    *campaign = (struct awol_campaign){0};
}
