/* One fit in the making: private to run.c, rules.c, bracket.c and words.c. */
#ifndef AWOL_ESTIMATE_SESSION_H
#define AWOL_ESTIMATE_SESSION_H

#include "estimate/effects.h"
#include "estimate/estimate.h"
#include "estimate/problem.h"
#include "estimate/request.h"
#include "estimate/run.h"
#include "record/fit.h"

enum { AWOL_READING_BACKGROUND, AWOL_READING_TIMING, AWOL_READING_CLUSTERING, AWOL_READINGS };

/* eta under one reading. */
struct awol_reading {
    const char *name;
    const char *counts;
    double estimate;
    struct awol_interval interval;
    double log_likelihood;
    bool fitted;
    bool wide; /* the interval covers more than .8 of [0, 1]: no number is to be printed */
};

/* Everything outermost that was counted in one unit, for its crude rate. */
struct awol_unit_total {
    const char *name;
    size_t index;     /* in the series */
    double exact;     /* departures counted exactly (or about) in the outermost spans */
    double low, high; /* with ranges and bounds; high = INFINITY with an at-least */
    double man_days;  /* behind `exact`; days where the men are unknown */
    bool per_man;
    double days_counted, days_in_all;
    int64_t first, last; /* last is after the end */
    size_t n_exact, n_bounds;
    const char *basis;
};

struct awol_session {
    const struct awol_request *request;
    struct awol_fit *fit;
    struct awol_effects effects;
    struct awol_campaign campaign;
    bool has_campaign;
    const struct awol_model *model;
    struct awol_setup setup;
    struct awol_problem problem;
    struct awol_estimate estimate;
    struct awol_interval *intervals; /* by parameter */
    struct awol_reading readings[AWOL_READINGS];
    struct awol_unit_total *totals; /* by unit of the series */
    struct awol_fitted_span *spans;
    char cascade_refusal[512];
    bool tau_unknown;
};

/* rules.c: what addendum rules refuse. Text is empty if the model may be fitted. */
struct awol_refusal {
    char reason[512];
    char remedy[256]; /* what records it would take */
};

/* Counts behind the rules. */
struct awol_tallies {
    size_t n_observations; /* exact counts and two-sided ranges */
    size_t n_nonzero;
    double departures; /* at least */
};

void awol_rules_tally(const struct awol_campaign *campaign, struct awol_tallies *ret_tallies);
enum awol_status awol_rules_check(const struct awol_session *session,
                                  const struct awol_model *model, struct awol_refusal *ret_refusal,
                                  struct awol_error *opt_error);

/* rules.c: warnings about the record and about the finished fit. */
enum awol_status awol_rules_warn_record(struct awol_session *session, struct awol_error *opt_error);
enum awol_status awol_rules_warn_fit(struct awol_session *session, struct awol_error *opt_error);

/* bracket.c: eta under the three readings. */
enum awol_status awol_bracket(struct awol_session *session, struct awol_error *opt_error);

/* totals.c: what the record says before any model. */
enum awol_status awol_session_totals(struct awol_session *session, struct awol_error *opt_error);

/* words.c: sentences that a historian can quote. */
enum awol_status awol_words(struct awol_session *session, struct awol_error *opt_error);

#endif
