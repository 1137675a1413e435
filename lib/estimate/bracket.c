/* eta under the three readings of what bunches: a wandering background, timing, clustering. */
#include <math.h>
#include <stdlib.h>

#include "estimate/session.h"

static const struct {
    const char *name, *counts;
    enum awol_law law;
    bool background;
} readings[AWOL_READINGS] = {
    {"background", "nb", AWOL_LAW_NB, true},
    {"timing", "nb", AWOL_LAW_NB, false},
    {"clustering", "gp", AWOL_LAW_GP, false},
};

struct awol_setup awol_bracket_setup(const struct awol_setup *main, size_t index)
{
    struct awol_setup setup = *main;
    setup.law = readings[index].law;
    setup.dispersion = true;
    setup.background = readings[index].background;
    return setup;
}

const char *awol_bracket_name(size_t index)
{
    return readings[index].name;
}

/* Under nb a delay far inside a bin leaves no trace in the timing: eta and the delay trade against
 * each other, and against the loss of men at risk. */
bool awol_bracket_is_ridge(const struct awol_problem *problem, const struct awol_estimate *estimate)
{
    size_t tau = problem->layout.tau;
    return problem->setup.law == AWOL_LAW_NB && tau != SIZE_MAX && !problem->fixed[tau] &&
           estimate->full[problem->layout.eta] > 0 &&
           estimate->full[tau] < awol_campaign_bin_days(problem->campaign) / 3;
}

/* A delay of a third of the record or more makes of eta a rate that rises or falls steadily, which
 * anything else may have done. */
bool awol_bracket_is_slow(const struct awol_problem *problem, const struct awol_estimate *estimate)
{
    size_t tau = problem->layout.tau;
    return tau != SIZE_MAX && !problem->fixed[tau] && estimate->full[problem->layout.eta] > 0 &&
           estimate->full[tau] >= awol_campaign_days(problem->campaign) / 3;
}

/* Which readings a kernel has: with lag there is nothing inside a bin; without an end to what a
 * departure prompts there is no number of them. */
bool awol_bracket_has(const struct awol_setup *setup, size_t index)
{
    if (!setup->cascade || setup->kernel == AWOL_KERNEL_ALL)
        return false;
    if (setup->kernel == AWOL_KERNEL_POWER)
        return index == AWOL_READING_TIMING;
    return index != AWOL_READING_CLUSTERING || setup->kernel != AWOL_KERNEL_LAG;
}

static void conclude(struct awol_reading *reading, const struct awol_problem *problem,
                     const struct awol_estimate *estimate)
{
    const struct awol_interval *i = &reading->interval;
    double low = i->low_side == AWOL_SIDE_FOUND ? i->low : 0;
    double high = i->high_side == AWOL_SIDE_FOUND ? fmin(i->high, 1) : 1;
    reading->estimate = estimate->full[problem->layout.eta];
    reading->log_likelihood = estimate->log_likelihood;
    reading->wide = high - low > 0.8;
    reading->ridge = awol_bracket_is_ridge(problem, estimate);
    reading->slow = awol_bracket_is_slow(problem, estimate);
    reading->fitted = true;
}

/* Settings by name that the reading's layout has too. */
static void copy_fixes(const struct awol_session *s, struct awol_problem *problem)
{
    for (size_t i = 0; i < s->request->fix.n; i++) {
        size_t p = awol_layout_find(&problem->layout, s->request->fix.settings[i].name);
        if (p != SIZE_MAX)
            awol_problem_fix(problem, p, s->request->fix.settings[i].value);
    }
}

enum awol_status awol_bracket_fit(const struct awol_session *session, size_t index,
                                  struct awol_reading *reading, struct awol_error *opt_error)
{
    struct awol_setup setup = awol_bracket_setup(&session->setup, index);
    *reading =
        (struct awol_reading){.name = readings[index].name, .counts = readings[index].counts};
    struct awol_problem problem = {0};
    struct awol_estimate estimate = {0};
    enum awol_status status =
        awol_problem_init(&problem, &session->campaign, &setup, session->request->prior, opt_error);
    if (status != AWOL_OK)
        return status;
    copy_fixes(session, &problem);
    if (!problem.fixed[problem.layout.eta]) {
        status = awol_estimate_fit(&problem, NULL, &estimate, opt_error);
        if (status == AWOL_OK)
            status = awol_profile(&problem, &estimate, problem.layout.eta, session->request->level,
                                  &reading->interval, NULL, opt_error);
        if (status == AWOL_OK)
            conclude(reading, &problem, &estimate);
    }
    awol_estimate_release(&estimate);
    awol_problem_release(&problem);
    /* A reading that cannot be computed is a row without numbers, not the end of the fit. */
    return status == AWOL_UNFIT || status == AWOL_RANGE ? AWOL_OK : status;
}

bool awol_bracket_is_main(const struct awol_session *session, size_t index)
{
    return session->setup.law == readings[index].law &&
           session->setup.background == readings[index].background &&
           !session->problem.fixed[session->problem.layout.eta];
}

static enum awol_status write_reading(struct awol_session *s, const struct awol_reading *reading,
                                      struct awol_error *opt_error)
{
    const struct awol_interval *i = &reading->interval;
    struct awol_fit_reading row = {reading->name, reading->counts, "eta", NAN, NAN, NAN, NAN};
    if (reading->fitted) {
        bool silent = reading->ridge || reading->slow;
        row.estimate = reading->wide || silent ? (double)NAN : reading->estimate;
        row.low = i->low_side == AWOL_SIDE_OPEN || silent ? (double)NAN : i->low;
        row.high = i->high_side == AWOL_SIDE_OPEN || silent ? (double)NAN : i->high;
        row.log_likelihood = reading->log_likelihood;
    }
    return awol_fit_add_reading(s->fit, &row, opt_error);
}

enum awol_status awol_bracket_write(struct awol_session *session, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t k = 0; status == AWOL_OK && k < AWOL_READINGS; k++) {
        struct awol_reading *reading = &session->readings[k];
        bool has = awol_bracket_has(&session->setup, k);
        if (!has || awol_bracket_is_main(session, k))
            *reading =
                (struct awol_reading){.name = readings[k].name, .counts = readings[k].counts};
        if (has && awol_bracket_is_main(session, k)) {
            reading->interval = session->intervals[session->problem.layout.eta];
            conclude(reading, &session->problem, &session->estimate);
        }
        status = write_reading(session, reading, opt_error);
    }
    return status;
}
