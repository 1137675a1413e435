/* When the reader is warned of a fit, after rules.c, which is about the record. */
#include <math.h>
#include <stdint.h>

#include "estimate/session.h"
#include "model/step.h"

static enum awol_status warn_tau(struct awol_session *s, struct awol_error *opt_error)
{
    size_t tau = s->problem.layout.tau;
    if (tau == SIZE_MAX || s->problem.fixed[tau])
        return AWOL_OK;
    double bin = awol_campaign_bin_days(&s->campaign), days = awol_campaign_days(&s->campaign);
    double value = s->estimate.full[tau];
    const struct awol_interval *i = &s->intervals[tau];
    /* Exact times see delays far shorter than any bin. */
    bool short_side = (value <= bin / 10 && !s->setup.opt_times) || i->low_side == AWOL_SIDE_OPEN;
    bool long_side = value >= days / 3 || i->high_side == AWOL_SIDE_OPEN;
    bool moot = isnan(s->estimate.values[tau]);
    s->tau_unknown = moot || short_side || long_side;
    if (moot || !s->tau_unknown)
        return AWOL_OK;
    enum awol_status status = awol_fit_add(
        s->fit, &s->fit->warnings, opt_error, "tau",
        "the delay between a departure and those it prompts is not known: it may be "
        "%s%s%s; no number is given for it",
        short_side ? "shorter than one bin" : "", short_side && long_side ? ", or " : "",
        long_side ? "so long that it looks like a change of the background" : "");
    if (status == AWOL_OK && s->setup.law == AWOL_LAW_GP && short_side)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "parties",
                              "bunching inside single bins is what men leaving in parties look "
                              "like: under this reading eta may count parties, not followers");
    return status;
}

/* Counts of one bin answer those of the bin before, and nothing else counts as contagion. */
static enum awol_status warn_kernel(struct awol_session *s, struct awol_error *opt_error)
{
    if (!s->model->cascade || s->setup.kernel != AWOL_KERNEL_LAG)
        return AWOL_OK;
    return awol_fit_add(s->fit, &s->fit->warnings, opt_error, "kernel-lag",
                        "the kernel “lag” sees only what the next bin shows: where delays are "
                        "shorter or longer than one bin, eta comes out too small, by half in "
                        "simulated records; --kernel exponential looks for the delay");
}

/* Without a cascade there is nothing that the generalised Poisson law could cluster. */
static enum awol_status warn_law(struct awol_session *s, struct awol_error *opt_error)
{
    if (s->setup.law != AWOL_LAW_GP || s->model->cascade)
        return AWOL_OK;
    return awol_fit_add(s->fit, &s->fit->warnings, opt_error, "gp-is-poisson",
                        "without a cascade the law gp is the Poisson law, whose intervals are too "
                        "narrow where counts scatter more; --counts nb allows for that");
}

/* How many departures a newcomer stands for in all within a bin: what a ridge leaves known. */
static enum awol_status warn_ridge(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_layout *l = &s->problem.layout;
    struct awol_step step;
    if (!s->model->cascade || !awol_bracket_is_ridge(&s->problem, &s->estimate))
        return AWOL_OK;
    double bin = awol_campaign_bin_days(&s->campaign);
    if (awol_step_init(bin, s->estimate.full[l->eta], 1 / s->estimate.full[l->tau], &step, NULL) !=
        AWOL_OK)
        return AWOL_OK;
    return awol_fit_add(s->fit, &s->fit->warnings, opt_error, "ridge",
                        "the delay fits best far inside one bin, where eta and tau_days trade "
                        "against each other: only their product is known, by which each newcomer "
                        "stands for %.2f departures in all",
                        step.A.value);
}

static enum awol_status warn_sloppy(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_estimate *e = &s->estimate;
    if (!e->singular && !(e->sloppiness > 100))
        return AWOL_OK;
    struct awol_text names;
    awol_text_init(&names);
    for (size_t p = 0; p < e->n; p++)
        if (fabs(e->sloppy[p]) > 0.3)
            awol_text_append_format(&names, "%s%s", names.length ? ", " : "",
                                    s->problem.layout.parameters[p].name);
    enum awol_status status =
        names.length == 0
            ? AWOL_OK
            : awol_fit_add(s->fit, &s->fit->warnings, opt_error, "sloppy",
                           "the record says least about this combination of parameters: %s",
                           awol_text_string(&names));
    awol_text_release(&names);
    return status;
}

static enum awol_status warn_boundaries(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_layout *l = &s->problem.layout;
    const struct {
        size_t index;
        const char *text;
    } rows[] = {
        {l->dispersion, "the counts scatter no more than by chance: dispersion is at its boundary, "
                        "and the law is Poisson"},
        {l->eta, "the best fit has no further departures per departure: eta is at its boundary"},
        {l->background_sd, "no wandering background needed: background_sd is at its boundary"}};
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < sizeof rows / sizeof *rows; i++)
        if (rows[i].index != SIZE_MAX && s->estimate.at_boundary[rows[i].index])
            status =
                awol_fit_add(s->fit, &s->fit->warnings, opt_error, "boundary", "%s", rows[i].text);
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++)
        if (l->parameters[p].role == AWOL_ROLE_OWN && s->estimate.at_boundary[p])
            status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "boundary",
                                  "%s is at its boundary, zero", l->parameters[p].name);
    return status;
}

enum awol_status awol_rules_warn_fit(struct awol_session *session, struct awol_error *opt_error)
{
    struct awol_session *s = session;
    enum awol_status status = AWOL_OK;
    if (!s->estimate.converged)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "not-converged",
                              "the search ended where the likelihood still rises: do not use these "
                              "estimates without --start or --fix");
    if (status == AWOL_OK && s->estimate.second_mode)
        status = awol_fit_add(
            s->fit, &s->fit->warnings, opt_error, "second-mode",
            "another set of parameters fits almost as well (log-likelihood lower by %.2f)",
            s->estimate.log_likelihood - s->estimate.second_log_likelihood);
    if (status == AWOL_OK && s->request->prior)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "prior",
                              "--prior: the estimates are maximum a posteriori (MAP) and lean on "
                              "assumptions from outside the record");
    if (status == AWOL_OK)
        status = warn_law(s, opt_error);
    if (status == AWOL_OK)
        status = warn_boundaries(s, opt_error);
    if (status == AWOL_OK)
        status = warn_tau(s, opt_error);
    if (status == AWOL_OK)
        status = warn_kernel(s, opt_error);
    if (status == AWOL_OK)
        status = warn_ridge(s, opt_error);
    if (status == AWOL_OK)
        status = warn_sloppy(s, opt_error);
    return status;
}
