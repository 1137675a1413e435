#include "model/changes.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "model/sample.h"

void awol_changes_release(struct awol_changes *a)
{
    awol_segments_release(&a->segments);
    awol_cells_release(&a->cells);
}

/* The number of changes leans on the scatter, and the scatter on the number: in turns, until both
 * stay. */
static void choose_number(struct awol_changes *a, bool scaled)
{
    enum { TURNS = 6 };
    awol_segments_weigh(&a->segments, 1);
    a->n = awol_segments_number(&a->segments);
    for (int turn = 0; scaled && turn < TURNS; turn++) {
        double dispersion = fmax(awol_segments_scatter(&a->segments, a->n), 1);
        if (fabs(dispersion - a->segments.dispersion) < 1e-12)
            break;
        awol_segments_weigh(&a->segments, dispersion);
        a->n = awol_segments_number(&a->segments);
    }
    while (!isfinite(awol_segments_best(&a->segments, a->n, a->at)))
        a->n--;
    a->scatter = awol_segments_scatter(&a->segments, a->n);
}

enum awol_status awol_changes_init(struct awol_changes *changes,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, struct awol_error *opt_error)
{
    struct awol_changes a = {.n = 0};
    enum awol_status status = awol_cells_init(&a.cells, campaign, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t most = a.cells.n / 3 < AWOL_CHANGES_MOST ? a.cells.n / 3 : AWOL_CHANGES_MOST;
    status = awol_segments_init(&a.segments, a.cells.counts, a.cells.exposures, a.cells.n, most,
                                opt_error);
    if (status == AWOL_OK) {
        choose_number(&a, setup->law == AWOL_LAW_NB);
        *changes = a;
    } else {
        awol_cells_release(&a.cells);
    }
    return status;
}

/* ---- when ---------------------------------------------------------------------------------- */

void awol_changes_set(const struct awol_changes *a, size_t k, double level, bool *set)
{
    size_t n = a->cells.n;
    double sum = 0;
    for (size_t j = 0; j < n; j++)
        set[j] = false;
    while (sum < level - 1e-9) {
        size_t best = 0;
        double most = -1;
        for (size_t j = 1; j < n; j++) {
            double p = set[j] ? -1 : awol_segments_at(&a->segments, a->n, k, j);
            if (p > most) {
                most = p;
                best = j;
            }
        }
        if (most < 0)
            break;
        set[best] = true;
        sum += most;
    }
}

bool awol_changes_near(const struct awol_changes *a, size_t j, const struct awol_offer *offer)
{
    const struct awol_cells *cells = &a->cells;
    return cells->starts[j - 1] < offer->start_last && offer->start_first < cells->starts[j + 1];
}

size_t awol_changes_find(const struct awol_changes *a, const struct awol_offer *offer, double level,
                         bool *set)
{
    size_t found = 0;
    double most = 0;
    for (size_t k = 1; k <= a->n; k++) {
        double p = 0;
        awol_changes_set(a, k, level, set);
        for (size_t j = 1; j < a->cells.n; j++)
            if (set[j] && awol_changes_near(a, j, offer))
                p += awol_segments_at(&a->segments, a->n, k, j);
        if (p > most) {
            most = p;
            found = k;
        }
    }
    return found;
}

/* ---- one change or none -------------------------------------------------------------------- */

/* Twice the gain in log-likelihood of the best single change; *opt_at is its cell. */
static double gain(const double *counts, const double *exposures, size_t n, size_t *opt_at)
{
    double all_y = 0, all_e = 0, y = 0, e = 0, best = 0;
    for (size_t i = 0; i < n; i++) {
        all_y += counts[i];
        all_e += exposures[i];
    }
    for (size_t j = 1; j < n && all_y > 0; j++) {
        y += counts[j - 1];
        e += exposures[j - 1];
        double left = y > 0 ? y * log(y / e * all_e / all_y) : 0, rest = all_y - y;
        double right = rest > 0 ? rest * log(rest / (all_e - e) * all_e / all_y) : 0;
        if (2 * (left + right) > best) {
            best = 2 * (left + right);
            if (opt_at)
                *opt_at = j;
        }
    }
    return best;
}

double awol_changes_gain(const struct awol_changes *a, size_t *ret_at)
{
    *ret_at = 1;
    return gain(a->cells.counts, a->cells.exposures, a->cells.n, ret_at);
}

enum awol_status awol_changes_draw(const struct awol_changes *a, uint64_t seed,
                                   size_t *ret_as_large, struct awol_error *opt_error)
{
    const struct awol_cells *c = &a->cells;
    double *drawn = calloc(c->n + 1, sizeof *drawn), y = 0, e = 0;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    size_t n = 0;
    double seen = gain(c->counts, c->exposures, c->n, NULL);
    if (drawn && generator) {
        for (size_t i = 0; i < c->n; i++) {
            y += c->counts[i];
            e += c->exposures[i];
        }
        for (uint32_t r = 0; r < AWOL_CHANGES_DRAWS; r++) {
            awol_random_at(generator, seed, r, awol_random_stream("change-points"));
            for (size_t i = 0; i < c->n; i++) {
                double mean = y / e * c->exposures[i];
                drawn[i] =
                    awol_sample_count(AWOL_LAW_NB, mean, a->segments.dispersion * mean, generator);
            }
            n += gain(drawn, c->exposures, c->n, NULL) >= seen;
        }
    }
    bool made = drawn && generator;
    if (generator)
        gsl_rng_free(generator);
    free(drawn);
    if (!made)
        return awol_error_memory(opt_error);
    *ret_as_large = n;
    return AWOL_OK;
}
