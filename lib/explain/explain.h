/* What an offer did, by a fitted model: everything that awol-explain adds to a fit. */
#ifndef AWOL_EXPLAIN_EXPLAIN_H
#define AWOL_EXPLAIN_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "estimate/pass_on.h"
#include "estimate/refit.h"
#include "explain/attribute.h"
#include "explain/cost.h"
#include "explain/counterfactual.h"
#include "explain/draws.h"
#include "explain/readings.h"

struct awol_explain_settings {
    double level;
    uint64_t seed;
    size_t n_threads;
    bool readings;        /* fit the other readings of eta too */
    size_t n_simulations; /* pairs of campaigns; 0: no counterfactual */
    struct awol_change change;
    struct awol_cost_terms cost;
};

/* What awol-explain makes, for awol_fit_pass_on(). */
extern const struct awol_made_anew awol_explain_made;

/* Append the tables attribution and attributed, and their sentences, to a stream that hands the fit
 * on. opt_replicates: the table of that name of the fit's stream. AWOL_UNFIT as awol_attribute().
 */
enum awol_status awol_explain_run(const struct awol_refit *refit,
                                  const struct awol_table *opt_replicates,
                                  const struct awol_explain_settings *settings,
                                  struct awol_stream *stream, struct awol_error *opt_error);

/* attribute_output.c: the tables attribution and attributed; their sentences. */
enum awol_status awol_attribution_write(const struct awol_refit *refit,
                                        const struct awol_draws *draws,
                                        const struct awol_explain_settings *settings,
                                        const struct awol_attribution *attribution,
                                        const struct awol_reading_row *opt_rows,
                                        struct awol_stream *stream, struct awol_error *opt_error);
enum awol_status awol_attribution_say(const struct awol_refit *refit,
                                      const struct awol_draws *draws,
                                      const struct awol_explain_settings *settings,
                                      const struct awol_attribution *attribution,
                                      const struct awol_reading_row *opt_rows,
                                      struct awol_stream *stream, struct awol_error *opt_error);

/* counterfactual_output.c: the tables counterfactual and worlds; their sentences. */
enum awol_status awol_counterfactual_write(const struct awol_refit *refit,
                                           const struct awol_draws *draws, double level,
                                           const struct awol_counterfactual *counterfactual,
                                           const struct awol_attribution *opt_attribution,
                                           struct awol_stream *stream,
                                           struct awol_error *opt_error);
enum awol_status awol_counterfactual_say(const struct awol_refit *refit,
                                         const struct awol_draws *draws, double level,
                                         const struct awol_change *change,
                                         const struct awol_counterfactual *counterfactual,
                                         const struct awol_attribution *opt_attribution,
                                         struct awol_stream *stream, struct awol_error *opt_error);

#endif
