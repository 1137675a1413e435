/* The workspace of a genealogy: private to genealogy*.c. */
#ifndef AWOL_EXPLAIN_GENEALOGY_STATE_H
#define AWOL_EXPLAIN_GENEALOGY_STATE_H

#include "explain/genealogy.h"
#include "model/filter.h"
#include "model/maps.h"
#include "model/newcomers.h"

/* Causes that are carried on: what would be there anyway, the offers' men and their descendants,
 * what only urgency brought. */
enum { AWOL_CAUSE_ANYWAY, AWOL_CAUSE_OFFER, AWOL_CAUSE_URGENCY, AWOL_CAUSES };

struct awol_genealogy {
    const struct awol_problem *problem;
    struct awol_line *lines;
    size_t n_lines;
    double *counts; /* [n_lines] */
    bool by_spans;  /* lines are spans of the record, divided by what a model expects of each */

    /* of the engine */
    struct awol_filter *filter;
    struct awol_path path;
    struct awol_newcomers newcomers;
    struct awol_maps with, without;              /* urgency */
    double *coefficients, *coefficients_without; /* [n_effects] log ratios, slopes */
    double *turns, *turns_without;               /* [n_effects] log ratios on eta */
    size_t n_units;                              /* that prompt each other */
    double *pool;

    /* by spans */
    struct awol_problem own; /* with a workspace of its own */
    struct awol_expectation *expectations;
};

/* genealogy_engine.c */
enum awol_status awol_genealogy_open_engine(struct awol_genealogy *genealogy,
                                            struct awol_error *opt_error);
enum awol_status awol_genealogy_run_engine(struct awol_genealogy *genealogy, const double *values,
                                           const bool *off, gsl_rng *opt_generator,
                                           double *ret_parts, struct awol_error *opt_error);

/* genealogy_spans.c */
enum awol_status awol_genealogy_open_spans(struct awol_genealogy *genealogy,
                                           struct awol_error *opt_error);
enum awol_status awol_genealogy_run_spans(struct awol_genealogy *genealogy, const double *values,
                                          gsl_rng *opt_generator, double *ret_parts,
                                          struct awol_error *opt_error);

#endif
