/* Profile intervals of the main fit and the readings of the bracket: independent tasks. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "estimate/session.h"

/* One task: a reading of the bracket, or the profile of a parameter. */
struct job {
    bool is_reading;
    size_t index;
    struct awol_interval interval;
    struct awol_profile_points points;
    struct awol_estimate better; /* n = 0 unless a better maximum turned up */
};

struct work {
    struct awol_session *session;
    struct job *jobs;
    size_t n;
    bool alone; /* on this thread, with the session's own problem */
};

static enum awol_status profile_with(struct awol_problem *problem, const struct awol_session *s,
                                     struct job *job, struct awol_error *error)
{
    struct awol_estimate estimate = {0};
    enum awol_status status = awol_estimate_copy(&s->estimate, &estimate, error);
    if (status == AWOL_OK)
        status = awol_profile(problem, &estimate, job->index, s->request->level, &job->interval,
                              s->request->profile ? &job->points : NULL, error);
    if (status == AWOL_OK && estimate.log_likelihood > s->estimate.log_likelihood + 1e-6)
        job->better = estimate;
    else
        awol_estimate_release(&estimate);
    return status;
}

static enum awol_status profile(struct work *work, struct job *job, struct awol_error *error)
{
    struct awol_problem problem;
    if (work->alone)
        return profile_with(&work->session->problem, work->session, job, error);
    enum awol_status status = awol_problem_copy(&work->session->problem, &problem, error);
    if (status != AWOL_OK)
        return status;
    status = profile_with(&problem, work->session, job, error);
    awol_problem_release(&problem);
    return status;
}

static enum awol_status run_job(void *context, size_t index, struct awol_error *error)
{
    struct work *work = context;
    struct job *job = &work->jobs[index];
    const struct awol_session *s = work->session;
    enum awol_status status =
        job->is_reading
            ? awol_bracket_fit(s, job->index, &work->session->readings[job->index], error)
            : profile(work, job, error);
    const char *name = job->is_reading ? work->session->readings[job->index].name
                                       : s->problem.layout.parameters[job->index].name;
    awol_listener_tell(s->request->listener, "done: the %s %s",
                       job->is_reading ? "reading" : "profile of", name ? name : "");
    return status;
}

static void add_readings(struct work *work)
{
    for (size_t k = 0; k < AWOL_READINGS; k++)
        if (awol_bracket_has(&work->session->setup, k) && !awol_bracket_is_main(work->session, k))
            work->jobs[work->n++] = (struct job){.is_reading = true, .index = k};
}

static void add_profiles(struct work *work)
{
    const struct awol_session *s = work->session;
    for (size_t p = 0; p < s->problem.layout.n; p++)
        if (!s->problem.fixed[p] && !isnan(s->estimate.values[p]))
            work->jobs[work->n++] = (struct job){.index = p};
}

static enum awol_status keep_points(struct awol_session *s, const struct job *job,
                                    struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    const char *name = s->problem.layout.parameters[job->index].name;
    for (size_t i = 0; status == AWOL_OK && i < job->points.n; i++)
        status = awol_fit_add_point(s->fit, &s->fit->profile, name, job->points.points[2 * i],
                                    job->points.points[2 * i + 1], opt_error);
    return status;
}

/* Take the best of the maxima that turned up, if any; all intervals are then those of another
 * point. */
static bool take_better(struct awol_session *s, struct work *work)
{
    struct job *best = NULL;
    for (size_t i = 0; i < work->n; i++) {
        struct job *job = &work->jobs[i];
        if (job->better.n && (!best || job->better.log_likelihood > best->better.log_likelihood))
            best = job;
    }
    if (!best)
        return false;
    awol_estimate_release(&s->estimate);
    s->estimate = best->better;
    best->better = (struct awol_estimate){0};
    return true;
}

static void clear(struct work *work)
{
    for (size_t i = 0; i < work->n; i++) {
        awol_estimate_release(&work->jobs[i].better);
        free(work->jobs[i].points.points);
    }
    work->n = 0;
}

/* A long record has a likelihood as good as normal, and profiles of it would take minutes. */
static bool is_long(const struct awol_session *s)
{
    const struct awol_likelihood *l = &s->problem.likelihood;
    struct awol_setup part;
    return !s->request->profile && !s->estimate.singular && l->type->excerpt &&
           l->type->excerpt(l->state, &part);
}

/* A thread costs more than it saves where all profiles take less than a millisecond: without a
 * cascade a handful of evaluations an end. */
static bool is_short(const struct awol_session *s)
{
    const struct awol_layout *l = &s->problem.layout;
    const size_t most = 50000;
    return l->eta == SIZE_MAX && l->background_sd == SIZE_MAX &&
           awol_campaign_n_bins(&s->campaign) * l->n * l->n < most;
}

enum awol_status awol_session_intervals(struct awol_session *session, struct awol_error *opt_error)
{
    struct awol_session *s = session;
    struct work work = {.session = s, .alone = is_short(s)};
    work.jobs = calloc(s->problem.layout.n + AWOL_READINGS + 1, sizeof *work.jobs);
    if (!work.jobs)
        return awol_error_memory(opt_error);
    for (size_t p = 0; p < s->problem.layout.n; p++)
        s->intervals[p] = (struct awol_interval){NAN, NAN, AWOL_SIDE_OPEN, AWOL_SIDE_OPEN, false};
    if (is_long(s)) {
        for (size_t p = 0; p < s->problem.layout.n; p++)
            s->intervals[p] =
                awol_interval_by_curvature(&s->problem, &s->estimate, p, s->request->level);
        free(work.jobs);
        return AWOL_OK;
    }
    add_readings(&work); /* the longest first */
    enum awol_status status = AWOL_OK;
    bool again = true;
    for (int round = 0; status == AWOL_OK && again && round < 3; round++) {
        add_profiles(&work);
        status = awol_parallel_run(work.n, work.alone ? 1 : s->request->n_threads, run_job, &work,
                                   opt_error);
        again = status == AWOL_OK && round < 2 && take_better(s, &work);
        for (size_t i = 0; status == AWOL_OK && !again && i < work.n; i++)
            if (!work.jobs[i].is_reading) {
                s->intervals[work.jobs[i].index] = work.jobs[i].interval;
                status = keep_points(s, &work.jobs[i], opt_error);
            }
        clear(&work);
    }
    free(work.jobs);
    return status;
}
