/* A record drawn anew from a model, seen through the same gaps, totals, ranges and bounds as the
 * record that was fitted. */
#ifndef AWOL_ESTIMATE_REPLICATE_H
#define AWOL_ESTIMATE_REPLICATE_H

#include <stdint.h>

#include "base/status.h"
#include "estimate/problem.h"
#include "model/campaign.h"
#include "model/likelihood.h"
#include "record/series.h"

struct awol_replicate_unit;

/* Shares everything but the counts with the campaign it is made for, which must outlive it. Not to
 * be copied or moved: its parts point at each other. */
struct awol_replicate {
    const struct awol_campaign *original;
    struct awol_campaign campaign;
    struct awol_series series;
    struct awol_drawn drawn;
    struct awol_replicate_unit *units;
};

/* Room for the records of one campaign. AWOL_MEMORY. The caller releases it, also after a failure.
 */
enum awol_status awol_replicate_init(struct awol_replicate *replicate,
                                     const struct awol_campaign *campaign,
                                     struct awol_error *opt_error);
void awol_replicate_release(struct awol_replicate *replicate);

/* Draw record `number` under `seed` from the likelihood of a problem of the original campaign, at
 * the values. What is drawn is a count for every span of the record:
 * - an exact count (or one “about” without bounds) is the number drawn; a total holds its parts;
 * - a range keeps its width and comes to lie anyhow around the number drawn, each place alike, so
 *   that where it lies tells no more than that the number is inside it;
 * - a bound stays where it is as long as it holds (at least 200 where 200 or more are drawn), else
 *   the number itself is known: what would have been written had fewer come;
 * - a gap stays a gap, and the men at risk are those of the record.
 * AWOL_RANGE where numbers leave the range of the model; AWOL_UNFIT if the model cannot be drawn
 * from. */
enum awol_status awol_replicate_draw(struct awol_replicate *replicate,
                                     const struct awol_problem *source, const double *values,
                                     uint64_t seed, uint32_t number, struct awol_error *opt_error);

/* A problem of the record that was drawn last: setup and what is held are those of `model`. The
 * caller releases it before the next draw. */
enum awol_status awol_replicate_problem(const struct awol_replicate *replicate,
                                        const struct awol_problem *model,
                                        struct awol_problem *ret_problem,
                                        struct awol_error *opt_error);

/* replicate_fit.c: the curvature [n * n] with which a search from these values begins; see
 * awol_problem_curvature(). */
enum awol_status awol_replicate_curvature(struct awol_problem *problem, const double *values,
                                          double *ret_curvature, struct awol_error *opt_error);

/* replicate_fit.c: the delays from which the likelihood is climbed for another top, from the
 * shortest that is searched to a quarter of the record, but those near the one that was found
 * (INFINITY: none was): the next after `last`, 0 where there is none; the first after 0. */
double awol_replicate_next_delay(const struct awol_problem *problem, double found, double last);

/* replicate_fit.c: where the likelihood of a problem is greatest, from values[n] that are thought
 * to be near (those that a record was drawn with), with curvature like its own. Climbs from there;
 * where departures prompt others also from delays far from the one found, because there the
 * likelihood may have another top; and settles at zero what may as well be zero. A problem that
 * does not converge so is searched as a fit is. *ret_converged is false where no way led to a flat
 * top; values are then the best seen. AWOL_RANGE if nothing could be evaluated. */
enum awol_status awol_replicate_fit(struct awol_problem *problem, const double *curvature,
                                    double *values, double *ret_value, bool *ret_converged,
                                    struct awol_error *opt_error);

#endif
