/* What an offer cost, for each man who came and for each whom it brought: the first number is
 * famous, the second is the one that counts. */
#ifndef AWOL_EXPLAIN_COST_H
#define AWOL_EXPLAIN_COST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "explain/draws.h"

/* Money, in one currency; NaN where not given. */
struct awol_cost_terms {
    double fixed;       /* whatever the number of men */
    double per_man;     /* for each who came, also if he would have come anyway */
    double alternative; /* for each man removed otherwise */
    double replacement; /* what each man lost cost the other side to replace */
    const char *currency;
};

/* True if any of them is given. */
bool awol_cost_is_asked(const struct awol_cost_terms *terms);

/* AWOL_USAGE, by the option, for a comparison without costs. */
enum awol_status awol_cost_check(const struct awol_cost_terms *terms, struct awol_error *opt_error);

/* Costs that follow from the men who came while the offer stood and those whom it brought. Numbers
 * are NaN where a term is not given; infinite, and limits open, where nobody may have been brought.
 */
struct awol_cost {
    double came;
    struct awol_amount brought;
    double total;                          /* fixed + per_man * came */
    double per_man_who_came;               /* total / came */
    struct awol_amount per_brought;        /* total / brought */
    struct awol_amount times_cheaper;      /* alternative / per_brought */
    double break_even_men;                 /* brought, where per_brought is the alternative */
    double break_even_share;               /* of those who came */
    struct awol_amount break_even_payment; /* per_man, where per_brought is the alternative */
    struct awol_amount replaced;           /* replacement * brought */
    struct awol_amount replaced_ratio;     /* of the total */
};

struct awol_cost awol_cost_of(const struct awol_cost_terms *terms, double came,
                              const struct awol_amount *brought);

/* A case of the table cost: by the genealogy or the other campaign of a fit, or on the assumption
 * that a share of those who came would have come anyway. */
struct awol_cost_case {
    const char *basis; /* "attributed", "counterfactual", "assumed" */
    double anyway;     /* NaN but where assumed */
    double came;
    struct awol_amount brought;
};

/* Append the table cost and sentences to a stream. */
enum awol_status awol_cost_write(const struct awol_cost_terms *terms,
                                 const struct awol_cost_case *cases, size_t n,
                                 struct awol_stream *stream, struct awol_error *opt_error);

/* ---- cost_assumed.c ------------------------------------------------------------------------ */

/* The costs of an offer of which only the men who came are known: a stream of kind cost, headed NOT
 * AN ESTIMATE, over shares [n], each from 0 up to but not including 1, who would have come anyway.
 * The caller releases it. */
enum awol_status awol_cost_assumed(const struct awol_cost_terms *terms, double came,
                                   const double *shares, size_t n, const char *command,
                                   struct awol_stream *ret_stream, struct awol_error *opt_error);

#endif
