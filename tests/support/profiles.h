/* Profile limits against a search by force: at a limit the others are maximised anew from many
 * random starts, with nothing of what the profile knew. Shared by the tests (a few records) and by
 * the program profiles (many). */
#ifndef TESTS_SUPPORT_PROFILES_H
#define TESTS_SUPPORT_PROFILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "estimate/estimate.h"

/* What a record is like and how it is fitted. */
struct profiles_plan {
    enum awol_law law;
    enum awol_kernel kernel;
    int units, bins;
    bool cascade, background, levels, between, offer, urgency;
    bool men;    /* men at risk are known */
    bool totals; /* the middle third in totals of three bins */
    bool trend;
};

/* A record drawn from the model of its plan at values drawn at random. */
struct profiles_record {
    struct profiles_plan plan;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_problem problem;
    struct awol_offer offer;
    struct awol_effect effect;
};

/* Plan number k: each switch by chance. */
struct profiles_plan profiles_plan(uint32_t k);

/* Draw it. The caller releases it; it must stay where it is. */
enum awol_status profiles_draw(struct profiles_record *record, const struct profiles_plan *plan,
                               uint32_t k, struct awol_error *error);
void profiles_release(struct profiles_record *record);

/* The largest log-likelihood with a parameter (SIZE_MAX: none) held at a printed value, from the
 * estimate, from opt_start[n], and from n_random other starts. ret_values[n] (may be NULL; may be
 * opt_start) is where. */
enum awol_status profiles_force(struct awol_problem *problem, const struct awol_estimate *estimate,
                                const double *opt_start, size_t index, double value,
                                size_t n_random, double *ret_best, double *opt_values,
                                struct awol_error *error);

/* One side of an interval by force. */
struct profiles_verdict {
    double limit;   /* as the profile has it; the bound of the search or zero where there is none */
    double error;   /* of the limit on the working scale: how far the profile is from the crossing,
                       by the slope there; positive: the true interval reaches further */
    double printed; /* the same on the printed scale */
    double outside; /* largest excess between the estimate and the limit: positive if the interval
                       has a gap */
    double better;  /* by how much a better maximum turned up */
};

/* side: -1 or +1. n_between points between the estimate and the limit are looked at as well. */
enum awol_status profiles_judge(struct awol_problem *problem, const struct awol_estimate *estimate,
                                size_t index, double level, const struct awol_interval *interval,
                                int side, size_t n_random, size_t n_between,
                                struct profiles_verdict *ret_verdict, struct awol_error *error);

#endif
