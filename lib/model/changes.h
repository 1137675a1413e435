/* The changes of a record: how many, when, and how surely (segments.h). */
#ifndef AWOL_MODEL_CHANGES_H
#define AWOL_MODEL_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/cells.h"
#include "model/layout.h"
#include "model/segments.h"
#include "record/offer.h"

enum { AWOL_CHANGES_MOST = 10, AWOL_CHANGES_DRAWS = 199 };

struct awol_changes {
    struct awol_cells cells;
    struct awol_segments segments;
    size_t n;
    size_t at[AWOL_CHANGES_MOST]; /* cells before which the rate changes at its best */
    double scatter;               /* about the stretches, as a multiple of chance */
};

/* Look for them. Under the law nb the evidence is divided by the scatter where that is above 1. The
 * campaign has a departure. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_changes_init(struct awol_changes *changes,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, struct awol_error *opt_error);
void awol_changes_release(struct awol_changes *changes);

/* The fewest cells that hold change number k (from 1) with probability `level`: marks in
 * ret_set[cells]. */
void awol_changes_set(const struct awol_changes *changes, size_t k, double level, bool *ret_set);

/* Could a change before cell j (j > 0) be one on the offer's first day? A change inside a count
 * shows at its start or at its end. */
bool awol_changes_near(const struct awol_changes *changes, size_t j,
                       const struct awol_offer *offer);

/* The change whose set has such a cell, the most probable if several have; 0 if none has.
 * scratch[cells]. */
size_t awol_changes_find(const struct awol_changes *changes, const struct awol_offer *offer,
                         double level, bool *scratch);

/* Twice the gain in log-likelihood of the best single change, before cell *ret_at; and how many of
 * AWOL_CHANGES_DRAWS records that are drawn with one rate and the scatter of this one gain as much.
 * AWOL_MEMORY. */
double awol_changes_gain(const struct awol_changes *changes, size_t *ret_at);
enum awol_status awol_changes_draw(const struct awol_changes *changes, uint64_t seed,
                                   size_t *ret_as_large, struct awol_error *opt_error);

#endif
