/* Several fits side by side: models of one record ranked, or campaigns pooled. */
#ifndef AWOL_ESTIMATE_COMPARE_H
#define AWOL_ESTIMATE_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "estimate/refit.h"

/* A fit that was read; the caller's. `name` is how tables and messages call it. */
struct awol_compared {
    const char *name;
    const struct awol_stream *stream;
    const struct awol_refit *refit;
};

struct awol_compare_settings {
    double level;          /* of intervals */
    bool ahead;            /* predict the second half of the record with each model */
    const char *opt_offer; /* id of the offer whose ratio is compared, where a fit has several */
    bool mixed;            /* pool campaigns that count different things all the same */
    size_t n_threads;
};

/* Rank models of one record by AICc, BIC, and by how they predict the second half of it: table
 * models, and sentences. AWOL_DATA for fits of different data (with the digest of each), or on
 * different base grids, whose likelihoods do not compare; AWOL_USAGE for fewer than two. The caller
 * releases the stream. */
enum awol_status awol_compare_models(const struct awol_compared *fits, size_t n,
                                     const struct awol_compare_settings *settings,
                                     struct awol_stream *ret_stream, struct awol_error *opt_error);

/* campaigns.c: campaigns side by side (table campaigns: departures per 1,000 men and month, the
 * offer's ratio, eta, tau_days), pooled (table pooled: REML, Hartung and Knapp, prediction), each
 * drawn towards the mean (table shrunken), and sentences. AWOL_DATA where event, to, basis or
 * reported_by differ, unless settings say `mixed`: then each difference is a warning. */
enum awol_status awol_compare_campaigns(const struct awol_compared *fits, size_t n,
                                        const struct awol_compare_settings *settings,
                                        struct awol_stream *ret_stream,
                                        struct awol_error *opt_error);

#endif
