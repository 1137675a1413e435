/* Inside of explain: an offer as its terms, and how the parts of that question share it. */
#ifndef AWOL_EXPLAIN_TERMS_H
#define AWOL_EXPLAIN_TERMS_H

#include <stdbool.h>

#include "explain/scenario.h"

/* X(KEY, name, unit, meaning) of what comes out. */
#define AWOL_OUTCOMES(X)                                                                           \
    X(WORTH, "worth", "money", "what leaving is worth to a man, risks and pay taken off")          \
    X(PAYS, "pays", "share", "men for whom that is enough")                                        \
    X(WILLING, "willing", "men", "of those whom the offer reaches")                                \
    X(LEFT, "left", "men", "who leave while it stands")                                            \
    X(THEMSELVES, "by_themselves", "men", "of these, who would have left at the ordinary rate")    \
    X(OFFER, "by_offer", "men", "who are moved by the offer")                                      \
    X(COMRADES, "by_comrades", "men", "who follow comrades")                                       \
    X(WITHOUT, "without", "men", "who would leave in the same time without any offer")             \
    X(ADDITIONAL, "additional", "men", "more than without it")                                     \
    X(ARRIVED, "arrived", "men", "who come through alive and uncaught")                            \
    X(COST, "cost", "money", "of the offer if every promise is kept")                              \
    X(COST_PER_MAN, "cost_per_man", "money", "for each who arrives")                               \
    X(COST_PER_ADDITIONAL, "cost_per_additional", "money",                                         \
      "for each who would not have come without the offer")                                        \
    X(BREAK_EVEN_DEATH, "break_even_death", "share",                                               \
      "chance of dying on the way above which a middling man stays")                               \
    X(BREAK_EVEN_PROMISE, "break_even_promise", "money",                                           \
      "what must be promised for a middling man to go")

enum awol_outcome {
#define AWOL_OUTCOME_ENUM(key, name, unit, meaning) AWOL_OUTCOME_##key,
    AWOL_OUTCOMES(AWOL_OUTCOME_ENUM)
#undef AWOL_OUTCOME_ENUM
        AWOL_N_OUTCOMES
};

struct awol_outcome_row {
    const char *name, *unit, *meaning;
};

extern const struct awol_outcome_row awol_outcome_rows[AWOL_N_OUTCOMES];

/* The question: how long the offer stands, and every assumption at the middle of its range. */
struct awol_terms {
    struct awol_scenario *scenario;
    double middle[AWOL_N_ASSUMPTIONS];
    double days;
    bool break_even; /* the reservation follows from a published break-even */
};

/* Outcomes at a value of each assumption; NaN where one has no meaning. AWOL_RANGE as
 * awol_pool_run(). */
enum awol_status awol_terms_evaluate(const struct awol_terms *terms, const double *values,
                                     double *ret_outcomes, struct awol_error *opt_error);

bool awol_terms_is_range(const struct awol_terms *terms, size_t key);

/* terms_ranges.c: limits of nine in ten draws from the ranges, each outcome for itself; NaN without
 * ranges. */
enum awol_status awol_terms_draw(const struct awol_terms *terms, double *ret_low, double *ret_high,
                                 struct awol_error *opt_error);

/* terms_ranges.c: the table `levers`, and which stands first. Nothing without ranges. */
enum awol_status awol_terms_write_levers(const struct awol_terms *terms,
                                         struct awol_error *opt_error);

/* terms_words.c: the table `terms`; the sentences about men, and about money. */
enum awol_status awol_terms_write(const struct awol_terms *terms, const double *outcomes,
                                  const double *low, const double *high,
                                  struct awol_error *opt_error);
enum awol_status awol_terms_say_men(const struct awol_terms *terms, const double *outcomes,
                                    const double *low, const double *high,
                                    struct awol_error *opt_error);
enum awol_status awol_terms_say_cost(const struct awol_terms *terms, const double *outcomes,
                                     const double *low, const double *high,
                                     struct awol_error *opt_error);

#endif
