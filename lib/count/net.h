/* Men who left, less the men who came back. */
#ifndef AWOL_COUNT_NET_H
#define AWOL_COUNT_NET_H

#include "base/status.h"
#include "record/series.h"

/* Take from each preferred span of `series` the counts of `returns` of its unit within its days.
 * Bounds go through: a lower bound of those who came back is an upper one of the difference.
 * AWOL_DATA where no span holds the days in which men came back, and where more came back in a span
 * than left: a difference below zero is no count of departures. Both series are sorted. */
enum awol_status awol_net(struct awol_series *series, const struct awol_series *returns,
                          struct awol_error *opt_error);

/* Least number of men of the unit of a span who have gone for good from day `since` to the start of
 * the span, by the other spans of the series; negative where more came back. Needs a sorted series.
 */
double awol_net_gone(const struct awol_series *series, const struct awol_series_span *span,
                     int64_t since);

#endif
