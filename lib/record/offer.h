/* Dated pushes and pulls: offers of refuge, and the circumstances that stand beside them. */
#ifndef AWOL_RECORD_OFFER_H
#define AWOL_RECORD_OFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"
#include "date/span.h"

enum awol_shape { AWOL_SHAPE_FLAT, AWOL_SHAPE_DECAY, AWOL_SHAPE_RUSH };

/* In force from the first day it could be known (if that day is itself a span, it comes in evenly
 * over start_first … start_last, both included) until `end`, that day included. */
struct awol_offer {
    const char *id;
    const char *kind;
    const char *label;
    const char *unit; /* "" = all */
    const char *issued;
    const char *terms;
    const char *source;
    int64_t start_first;
    int64_t start_last;
    bool open; /* no deadline; end is then meaningless */
    int64_t end;
    enum awol_shape shape;
    double days; /* time constant of decay and rush */
    bool use;
    struct awol_place place;
};

struct awol_offers {
    struct awol_arena arena;
    const char *source;
    struct awol_offer *offers; /* in the order of the file */
    size_t n;
};

/* Whether `kind` is one of the fixed words of offers, or free (circumstances). */
enum awol_offer_kinds { AWOL_OFFERS, AWOL_CIRCUMSTANCES };

/* Columns id, kind, start; issued, end, use, unit, shape, days, label, terms, value, currency,
 * source optional. AWOL_DATA with its place for an id used twice or unfit as a name, an unknown
 * kind or shape, a shape without its days, an end before the start. */
enum awol_status awol_offers_from_table(const struct awol_table *table, enum awol_offer_kinds kinds,
                                        struct awol_offers *ret_offers,
                                        struct awol_error *opt_error);
void awol_offers_release(struct awol_offers *offers);

/* True for the kinds that can be fitted (offer, amnesty, distribution, counter). */
bool awol_offer_is_fittable(const struct awol_offer *offer);

#endif
