/* One fit in the making: private to the files of this room that take a session. */
#ifndef AWOL_ESTIMATE_SESSION_H
#define AWOL_ESTIMATE_SESSION_H

#include "estimate/effects.h"
#include "estimate/estimate.h"
#include "estimate/problem.h"
#include "estimate/request.h"
#include "estimate/run.h"
#include "model/model.h"
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
    bool wide;  /* the interval covers more than .8 of [0, 1]: no number is to be printed */
    bool ridge; /* the delay fits best far inside a bin, where only its product with eta is known */
    bool slow;  /* the delay fits best so long that it looks like a change of the background */
};

struct awol_session {
    const struct awol_request *request;
    struct awol_fit *fit;
    struct awol_effects effects;
    struct awol_campaign campaign;
    bool has_campaign;
    double *neighbours; /* of the campaign's units; NULL: evenly */
    const struct awol_model *model;
    struct awol_setup setup;
    int64_t *cuts; /* that the model found; the setup's, where there are any */
    struct awol_problem problem;
    struct awol_estimate estimate;
    struct awol_interval *intervals; /* by parameter */
    struct awol_reading readings[AWOL_READINGS];
    struct awol_fitted_span *spans;
    bool tau_unknown;
};

/* rules.c: why a model is refused; texts are empty if it may be fitted. */
enum awol_status awol_rules_check(const struct awol_session *session,
                                  const struct awol_model *model, struct awol_refusal *ret_refusal,
                                  struct awol_error *opt_error);

/* rules.c: AWOL_USAGE if an option was given that the model asked for does not take, with a warning
 * where it only goes unused. */
enum awol_status awol_rules_check_options(struct awol_session *session,
                                          struct awol_error *opt_error);

/* rules.c: warnings about the record and about the finished fit. */
enum awol_status awol_rules_warn_record(struct awol_session *session, struct awol_error *opt_error);
enum awol_status awol_rules_warn_fit(struct awol_session *session, struct awol_error *opt_error);

/* run.c: prepare the campaign with the effects as they stand (or with none); set the switches. */
enum awol_status awol_session_prepare(struct awol_session *session, bool with_effects,
                                      struct awol_error *opt_error);
struct awol_setup awol_session_setup(const struct awol_session *session,
                                     const struct awol_model *model);
void awol_session_set_up(struct awol_session *session, const struct awol_model *model);
/* Let the model look for its cuts, if it does and none were given. */
enum awol_status awol_session_find_cuts(struct awol_session *session, struct awol_error *opt_error);

/* settings.c: hold parameters of the problem; start values (NaN = none); evaluate at given ones. */
enum awol_status awol_session_fix(struct awol_session *session, struct awol_error *opt_error);
enum awol_status awol_session_start(const struct awol_session *session, double *start,
                                    struct awol_error *opt_error);
enum awol_status awol_session_evaluate(struct awol_session *session, struct awol_error *opt_error);

/* intervals.c: profile intervals of all parameters, and the readings of the bracket, on several
 * threads. */
enum awol_status awol_session_intervals(struct awol_session *session, struct awol_error *opt_error);

/* bracket.c: name and switches of one reading; eta under it, by a fit of its own; whether there is
 * such a reading, and whether the main fit is it; the reading from the main fit; the table. */
const char *awol_bracket_name(size_t index);
struct awol_setup awol_bracket_setup(const struct awol_setup *main, size_t index);
enum awol_status awol_bracket_fit(const struct awol_session *session, size_t index,
                                  struct awol_reading *reading, struct awol_error *opt_error);
bool awol_bracket_has(const struct awol_setup *setup, size_t index);
bool awol_bracket_is_main(const struct awol_session *session, size_t index);
bool awol_bracket_is_ridge(const struct awol_problem *problem,
                           const struct awol_estimate *estimate);
bool awol_bracket_is_slow(const struct awol_problem *problem, const struct awol_estimate *estimate);
enum awol_status awol_bracket_write(struct awol_session *session, struct awol_error *opt_error);

/* results.c: the fit as a model's own functions see it; end frees what begin made. */
enum awol_status awol_session_begin_told(const struct awol_session *session,
                                         struct awol_told *ret_told, struct awol_error *opt_error);
void awol_session_end_told(struct awol_told *told);

/* results.c: the tables model, parameters and covariance; what was expected of each span. */
enum awol_status awol_session_write_model(struct awol_session *session, double log_likelihood,
                                          struct awol_error *opt_error);
enum awol_status awol_session_write_parameters(struct awol_session *session,
                                               struct awol_error *opt_error);
enum awol_status awol_session_write_covariance(struct awol_session *session,
                                               struct awol_error *opt_error);
enum awol_status awol_session_set_spans(struct awol_session *session, struct awol_error *opt_error);

/* words_levels.c: how far the rates of units differ, where each has one. */
enum awol_status awol_words_levels(struct awol_session *session, struct awol_error *opt_error);

/* words.c: sentences that a historian can quote. */
enum awol_status awol_words(struct awol_session *session, struct awol_error *opt_error);

#endif
