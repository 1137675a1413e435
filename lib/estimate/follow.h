/* The profile of one parameter while it is being followed: private to profile.c, follow.c and
 * around.c. */
#ifndef AWOL_ESTIMATE_FOLLOW_H
#define AWOL_ESTIMATE_FOLLOW_H

#include "estimate/estimate.h"

/* Gain of log-likelihood that moves no digit of an interval that is read. */
#define AWOL_FOLLOWER_ENOUGH 1e-9

/* By so much another hill has to be higher than the one that is known, at a limit. */
#define AWOL_FOLLOWER_HIGHER 0.01

struct awol_follower {
    struct awol_problem *problem;
    struct awol_estimate *estimate;
    const struct awol_parameter *parameter;
    size_t index;
    double drop;       /* loss of log-likelihood at the end of the interval */
    double *values;    /* [n] where the others were last, printed scale */
    double *curvature; /* [n * n] of the hill there, as far as it is known */
    double *tangent;   /* [n] how the working values of the others go with that of the parameter */
    double *kept;      /* values, tangent and curvature where the last good point was */
    double *swap;      /* as much scratch */
    double *start, *best, *gradient; /* [n] scratch */
    double *other_end; /* [n] from the estimate to the end that was found first, on the working
                          scale; NaN before */
    bool *at_zero;     /* [n] at zero in the estimate, and tried there first */
    struct awol_profile_points *points;
    double least;  /* a climb that cannot reach that may be given up; -INFINITY: never */
    bool thorough; /* try other delays too */
    bool better;   /* a better maximum turned up; values holds it */
};

/* One point of the profile. */
struct awol_followed {
    double working; /* of the parameter */
    double excess;  /* loss of log-likelihood beyond the drop: negative inside the interval */
    double slope;   /* of the log-likelihood by the working value; NaN: not known */
};

/* Room for the scratch, and the estimate as the place where it begins. AWOL_MEMORY. The caller
 * releases it, also after a failure. */
enum awol_status awol_follower_init(struct awol_follower *follower, struct awol_error *opt_error);
void awol_follower_release(struct awol_follower *follower);

/* Back to the estimate: its values, and the curvature that its covariance says. */
void awol_follower_reset(struct awol_follower *follower);

/* Keep the place where the follower stands; go back to the place that was kept last. */
void awol_follower_keep(struct awol_follower *follower);
void awol_follower_go_back(struct awol_follower *follower);

/* Where a profile leaves an estimate of zero: a number that is small for what the parameter counts,
 * or the least that the search knows. */
double awol_follower_near_zero(const struct awol_parameter *parameter);

/* The largest likelihood with the parameter at a printed value. The others begin where they were
 * last, shifted as the covariance says they go with the parameter. A value at which nothing can be
 * evaluated is outside: its excess is large, its slope NaN. */
enum awol_status awol_follower_step(struct awol_follower *follower, double value,
                                    struct awol_followed *ret_point, struct awol_error *opt_error);

/* crossing.c: the end of the interval on one side (direction -1 or +1), from the estimate. Found is
 * false where that is not plain: where something is near a bound, where Newton's method does not
 * converge at once, or where there is a higher hill; then the follower is back at the estimate. */
enum awol_status awol_follower_cross(struct awol_follower *follower, int direction,
                                     double *ret_value, bool *ret_found,
                                     struct awol_error *opt_error);

/* To the last digits of the top at the last value, where bounds may be near it. */
enum awol_status awol_follower_settle(struct awol_follower *follower, struct awol_followed *point,
                                      struct awol_error *opt_error);

/* best[] is where the others are at that value, with log-likelihood l: stand there. */
enum awol_status awol_follower_arrive(struct awol_follower *follower, double l,
                                      struct awol_followed *ret_point,
                                      struct awol_error *opt_error);

/* around.c: look for a larger one at the last value, from everywhere; true if it is larger by more
 * than `by`, and then the follower stands there. */
enum awol_status awol_follower_look_around(struct awol_follower *follower, double by,
                                           struct awol_followed *point, bool *ret_found,
                                           struct awol_error *opt_error);

#endif
