/* Events to a series: what awol-count does. */
#ifndef AWOL_COUNT_COUNT_H
#define AWOL_COUNT_COUNT_H

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"
#include "count/choose.h"
#include "count/report.h"
#include "count/tally.h"

struct awol_count_options {
    struct awol_tally_options tally; /* opt_basis there is --basis */
    struct awol_choose_options choose;
    bool net;            /* less the men who came back (rows rejoined); needs bins */
    int64_t level;       /* of the tree of units, 0 = top; negative = by the counts */
    double per;          /* rates are per so many men and month */
    double confidence;   /* level of their limits, in (0,1) */
    const char *command; /* for the stream's header */
};

struct awol_count_inputs {
    const struct awol_stream *events;
    const struct awol_table *opt_units;
    const struct awol_table *opt_strength;
    const struct awol_table *opt_covariates;
};

/* Count. *ret_stream is of kind "series": the headers of the events, the table `series`, and the
 * tables of units, strength and covariates as given; the caller releases it. *ret_report is filled.
 * AWOL_DATA where the record cannot be counted (the message has its place), or nothing is. */
enum awol_status awol_count_run(const struct awol_count_inputs *inputs,
                                const struct awol_count_options *options,
                                struct awol_stream *ret_stream,
                                struct awol_count_report *ret_report, struct awol_error *opt_error);

/* True if rows have to be seen together, in a table. */
bool awol_count_needs_table(const struct awol_count_options *options);

/* Events that were taken up one by one, of so many rows. */
struct awol_count_taken {
    struct awol_tally tally;
    struct awol_series series;
    struct awol_count_report report;
    size_t n_rows;
};

void awol_count_taken_release(struct awol_count_taken *taken);

/* Count what was taken up with options->tally; of inputs->events only the headers are needed. As
 * awol_count_run() otherwise; the report is in `taken`. */
enum awol_status awol_count_finish(const struct awol_count_inputs *inputs,
                                   const struct awol_count_options *options,
                                   struct awol_count_taken *taken, struct awol_stream *ret_stream,
                                   struct awol_error *opt_error);

/* The pairs among the rows that would be counted, as a stream of kind "pairs". The caller releases
 * both. */
enum awol_status awol_pairs_run(const struct awol_stream *events,
                                const struct awol_count_options *options,
                                struct awol_stream *ret_stream, struct awol_pairs *ret_pairs,
                                struct awol_error *opt_error);

/* Give a stream the headers of the events, without those that say what all counted rows agree on,
 * and its own command. */
enum awol_status awol_count_headers(const struct awol_stream *events, const char *command,
                                    struct awol_stream *stream, struct awol_error *opt_error);

#endif
