/* Rates of a series per 1,000 men at risk and month, for figures that set units or campaigns beside
 * each other. */
#ifndef AWOL_PLOT_RATES_H
#define AWOL_PLOT_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "record/series.h"

/* One preferred count that holds no other: days (end excluded), departures per 1,000 men and month
 * of 30.4375 days with their exact limits, and what was fitted. NaN where unknown; all are where
 * the men at risk are. */
struct awol_rate {
    size_t unit; /* into series.units */
    double start, end;
    double rate, low, high;
    double fitted, fitted_low, fitted_high;
};

/* Sorted by unit and start. */
struct awol_rates {
    struct awol_arena arena;
    struct awol_series series;
    struct awol_rate *rates;
    size_t n;
    double most;   /* largest of rate and fitted, NaN if there is none */
    double least;  /* smallest rate above zero, NaN if there is none */
    size_t no_men; /* counts without men at risk */
    size_t totals; /* preferred counts left out because they hold others */
    bool has_fit;
    const char *basis; /* of the first count that has one, else "" */
};

/* From the table series of a stream. AWOL_DATA with its place for what is no series. */
enum awol_status awol_rates_init(struct awol_rates *rates, const struct awol_stream *stream,
                                 struct awol_error *opt_error);
void awol_rates_release(struct awol_rates *rates);

struct awol_chart;

/* The rates of one unit in a panel: what was fitted with its limits, then each count as a level
 * with its limits, and with a disc where its time is too short to be seen among `width` days. x is
 * days less `zero`. Counts without men at risk are hatched. */
void awol_rates_draw(const struct awol_rates *rates, size_t unit, double zero, double width,
                     struct awol_chart *chart, size_t panel);

struct awol_chart_axis;

/* An axis for all of several: with --log, and where rates differ by more than AWOL_RATES_SPREAD,
 * logarithmic. */
#define AWOL_RATES_SPREAD 100.0
void awol_rates_axis(double least, double most, bool log, struct awol_chart_axis *axis);

#endif
