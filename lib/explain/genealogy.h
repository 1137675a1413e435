/* Who left because of what: the expected genealogy of a record, given its counts and a model.
 *
 * Each departure of a bin is one who came by himself or was prompted by an earlier one, in the
 * proportions in which the model expected them; whoever was prompted belongs where his prompter
 * does. For the cascade a state is carried for each cause beside that of the filter, so that the
 * parts of a bin add to its count (share of cause c in a bin of mean A a + B x: (A a_c + B x_c)/(A
 * a
 * + B x), with the maps of model/step.h). Where offers hasten what a departure prompts (urgency),
 * the offers' men and all their descendants are one cause, what is there only by urgency another.
 * This conditions on what happened: men who were prompted stay prompted, and those who left stay
 * left. A world without the offer is another question (counterfactual.h). */
#ifndef AWOL_EXPLAIN_GENEALOGY_H
#define AWOL_EXPLAIN_GENEALOGY_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "estimate/problem.h"

/* The parts of a count. The first two would have been there anyway. */
enum {
    AWOL_PART_ALONE,    /* came by himself */
    AWOL_PART_FOLLOWED, /* followed one who would have come anyway */
    AWOL_PART_OFFER,    /* came for the offer */
    AWOL_PART_COMRADES, /* followed one whom the offer had brought, directly or not */
    AWOL_PART_URGENCY,  /* followed only because the offer hastened it */
    AWOL_PARTS
};

/* How the number of a line is known. */
enum awol_counted {
    AWOL_COUNTED,    /* as it stands in the record */
    AWOL_SHARED_OUT, /* its part of a total, divided as the model expects */
    AWOL_ESTIMATED,  /* from a range or a bound */
    AWOL_UNRECORDED  /* nobody counted; what the model expects, in no sum */
};

/* "counted", "shared out", "estimated", "unrecorded" */
extern const char *const awol_counted_names[];

/* A stretch of days of one unit. */
struct awol_line {
    size_t unit; /* of the campaign */
    int64_t start, end;
    enum awol_counted counted;
    double party; /* men in what is counted: 1 but where parties are */
};

struct awol_genealogy;

/* A workspace for the genealogies of a problem, for one thread. The problem must outlive it.
 * AWOL_UNFIT, with the reason, for a model of which no count can be divided, or for a record that
 * this model's counts cannot be divided in. */
enum awol_status awol_genealogy_new(const struct awol_problem *problem,
                                    struct awol_genealogy **ret_genealogy,
                                    struct awol_error *opt_error);
void awol_genealogy_free(struct awol_genealogy *genealogy);

/* The lines, by unit and time; valid as long as the genealogy, `counted` and `party` after a first
 * run. */
size_t awol_genealogy_n_lines(const struct awol_genealogy *genealogy);
const struct awol_line *awol_genealogy_lines(const struct awol_genealogy *genealogy);

/* True if single effects can be taken for the offer, not only all offers together. */
bool awol_genealogy_is_selective(const struct awol_genealogy *genealogy);

/* Divide the counts at the values (printed scale): ret_parts[n_lines * AWOL_PARTS] are men, adding
 * to the count of each line. off[n_effects]: which effects are “the offer”. With a generator each
 * man is given to one part by chance (a draw of what the genealogy may have been); without, parts
 * are expectations. AWOL_RANGE where numbers leave the range of the model. */
enum awol_status awol_genealogy_run(struct awol_genealogy *genealogy, const double *values,
                                    const bool *off, gsl_rng *opt_generator, double *ret_parts,
                                    struct awol_error *opt_error);

/* ---- for the files of this room ----------------------------------------------------------- */

/* Divide y by the shares, which add to 1: expected, or with a generator by chance. */
void awol_genealogy_divide(double y, const double share[static AWOL_PARTS], gsl_rng *opt_generator,
                           double ret_parts[static AWOL_PARTS]);

#endif
