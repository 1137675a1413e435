/* When a model is refused and when the reader is warned. The numbers are conventions, chosen from
 * simulated records, not theorems. */
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "date/span.h"
#include "estimate/design.h"
#include "estimate/session.h"

enum { LEAST_NONZERO = 10, LEAST_DEPARTURES = 30, LEAST_OBSERVATIONS = 20 };

static const double condition_refused = 1e6, condition_warned = 30;

/* Counts behind the rules. */
struct tallies {
    size_t n_observations; /* exact counts and two-sided ranges */
    size_t n_nonzero;
    double departures; /* at least */
    bool is_bound;     /* there may have been more */
};

/* Departures at least, of observation *index and of all inside it, which follow it; *index moves
 * past them. Spans nest a few deep, so the recursion is shallow. */
static double least(const struct awol_campaign_unit *unit, size_t *index)
{
    const struct awol_observation *o = &unit->observations[(*index)++];
    double parts = 0;
    while (*index < unit->n_observations && unit->observations[*index].bins.last <= o->bins.last)
        parts += least(unit, index);
    return fmax(o->low + o->known, parts);
}

static void tally(const struct awol_campaign *campaign, struct tallies *ret_tallies)
{
    struct tallies tallies = {.n_observations = campaign->n_observations};
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            tallies.n_nonzero += !o->sealed && isfinite(o->high) && o->low > 0;
            tallies.is_bound = tallies.is_bound || (!o->sealed && o->low < o->high);
        }
        for (size_t i = 0; i < unit->n_observations;)
            tallies.departures += least(unit, &i);
    }
    *ret_tallies = tallies;
}

static void refuse(struct awol_refusal *refusal, const char *remedy)
{
    snprintf(refusal->remedy, sizeof refusal->remedy, "%s", remedy);
}

static void check_record(const struct tallies *t, struct awol_refusal *refusal)
{
    if (t->n_observations == 0) {
        snprintf(refusal->reason, sizeof refusal->reason,
                 "the record holds only lower or upper bounds, and any rate high or low enough "
                 "would fit them");
        refuse(refusal, "at least one count that is exact, about, or between two numbers");
    } else if (t->departures <= 0) {
        snprintf(refusal->reason, sizeof refusal->reason,
                 "no departure is recorded, so that a rate has an upper limit but no estimate "
                 "(awol-count prints the limit)");
        refuse(refusal, "a record with departures in it");
    }
}

static void check_cascade(const struct tallies *t, bool prior, struct awol_refusal *refusal)
{
    if (prior || refusal->reason[0])
        return;
    if (t->n_observations >= LEAST_OBSERVATIONS && t->n_nonzero >= LEAST_NONZERO &&
        t->departures >= LEAST_DEPARTURES)
        return;
    snprintf(
        refusal->reason, sizeof refusal->reason,
        "it has %zu counts, %zu of them not zero, and %s%g departures, where %d, %d and %d are "
        "the least that could tell",
        t->n_observations, t->n_nonzero, t->is_bound ? "at least " : "", t->departures,
        LEAST_OBSERVATIONS, LEAST_NONZERO, LEAST_DEPARTURES);
    refuse(refusal, "a longer run of daily, weekly or monthly counts");
}

static enum awol_status check_design(const struct awol_session *session,
                                     struct awol_refusal *refusal, struct awol_error *opt_error)
{
    double condition;
    struct awol_text mixed;
    awol_text_init(&mixed);
    enum awol_status status =
        awol_design_condition(session->request, &session->campaign, &condition, &mixed, opt_error);
    if (status == AWOL_OK && condition > condition_refused) {
        snprintf(refusal->reason, sizeof refusal->reason,
                 "over the counts of this record these cannot be told apart: %.300s",
                 awol_text_string(&mixed));
        refuse(refusal, "more counts, at times when one of them holds and the others do not");
    }
    awol_text_release(&mixed);
    return status;
}

enum awol_status awol_rules_check(const struct awol_session *session,
                                  const struct awol_model *model, struct awol_refusal *ret_refusal,
                                  struct awol_error *opt_error)
{
    struct tallies tallies;
    struct awol_refusal refusal = {"", ""};
    const struct awol_request *r = session->request;
    bool any = session->campaign.n_effects > 0 || r->trend || r->harmonics > 0;
    enum awol_status status = AWOL_OK;
    struct awol_setup setup = awol_session_setup(session, model);
    tally(&session->campaign, &tallies);
    if (!setup.opt_times)
        check_record(&tallies, &refusal);
    if (!refusal.reason[0] && (model->effects || !model->on_ladder) && !setup.opt_times &&
        tallies.n_observations == 1) {
        snprintf(refusal.reason, sizeof refusal.reason,
                 "a single total has one rate and nothing else");
        refuse(&refusal, "the same total divided by days, weeks or months");
    }
    if (!refusal.reason[0] && model->refuse)
        model->refuse(&session->campaign, &setup, &refusal);
    if (!refusal.reason[0] && model->effects && r->harmonics > 0 &&
        awol_campaign_days(&session->campaign) < r->period_days) {
        snprintf(refusal.reason, sizeof refusal.reason,
                 "a season of %g days cannot be seen in a record of %.0f", r->period_days,
                 awol_campaign_days(&session->campaign));
        refuse(&refusal, "a record of one whole season at least, better of several");
    }
    if (model->cascade)
        check_cascade(&tallies, r->prior, &refusal);
    if (!refusal.reason[0] && model->effects && any)
        status = check_design(session, &refusal, opt_error);
    if (status == AWOL_OK)
        *ret_refusal = refusal;
    return status;
}

enum awol_status awol_rules_check_options(struct awol_session *session,
                                          struct awol_error *opt_error)
{
    const struct awol_request *r = session->request;
    const struct awol_model *model = r->model;
    if (r->n_cuts > 0 && !(model && (model->takes & AWOL_TAKES_CUTS)))
        return awol_error_set(opt_error, AWOL_USAGE, "--cuts goes with --model piecewise");
    if (r->bass != AWOL_BASS_HISTORY && !(model && (model->takes & AWOL_TAKES_BASS)))
        return awol_error_set(opt_error, AWOL_USAGE, "--bass goes with --model bass");
    if (r->least_squares && !(model && (model->takes & AWOL_TAKES_SQUARES)))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--least-squares goes with --model logistic, gompertz or richards; "
                              "for that of Bass it is --bass least-squares");
    if ((r->least_squares || r->bass == AWOL_BASS_LEAST_SQUARES) && r->recorded < 1)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--recorded: least squares do not take it; counts do");
    bool other = r->law == AWOL_LAW_GP || r->law == AWOL_LAW_BINOMIAL;
    if (r->kernel == AWOL_KERNEL_POWER &&
        (other || r->share_between || r->background || r->n_urgency_ids > 0))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--kernel power goes with --counts nb or poisson, without "
                              "--share-between, --background and --urgency");
    if (r->kernel == AWOL_KERNEL_ALL && r->steady)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--initial steady: with --kernel all nothing is ever steady");
    if (model && model->on_ladder && !model->cascade && r->n_urgency_ids > 0)
        return awol_error_set(opt_error, AWOL_USAGE, "--urgency goes with --model cascade");
    if (!model || model->on_ladder)
        return AWOL_OK;
    const struct {
        bool given;
        unsigned needed;
        const char *option;
    } rows[] = {{r->trend, AWOL_TAKES_TREND, "--trend"},
                {r->harmonics > 0, AWOL_TAKES_SEASON, "--harmonics"},
                {r->background, AWOL_TAKES_BACKGROUND, "--background"},
                {r->share_between, AWOL_TAKES_BETWEEN, "--share-between"},
                {r->steady, AWOL_TAKES_CASCADE, "--initial steady"},
                {r->kernel != AWOL_KERNEL_EXPONENTIAL, AWOL_TAKES_CASCADE, "--kernel"},
                {r->n_urgency_ids > 0, AWOL_TAKES_CASCADE, "--urgency"},
                {r->after_days > 0, AWOL_TAKES_EFFECTS, "--after-deadline"},
                {r->levels, AWOL_TAKES_LEVELS, "--levels"},
                {r->recorded < 1, AWOL_TAKES_RECORDED, "--recorded"},
                {r->law == AWOL_LAW_GP, AWOL_TAKES_GP, "--counts gp"},
                {r->law == AWOL_LAW_BINOMIAL, AWOL_TAKES_GP, "--counts binomial"},
                {r->n_offer_ids > 0, AWOL_TAKES_EFFECTS, "--offer"},
                {r->n_covariate_names > 0, AWOL_TAKES_EFFECTS, "--covariate"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given && !(model->takes & rows[i].needed))
            return awol_error_set(opt_error, AWOL_USAGE, "%s: the model “%s” does not take it",
                                  rows[i].option, model->name);
    if (session->effects.n > 0 && !model->effects && !(model->takes & AWOL_TAKES_DATES))
        return awol_fit_add(session->fit, &session->fit->warnings, opt_error, "not-used",
                            "the model “%s” takes no offers and circumstances: they are only drawn",
                            model->name);
    return AWOL_OK;
}

/* ---- warnings about the record ------------------------------------------------------------ */

static enum awol_status warn_losses(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_series *series = s->request->series;
    size_t n = 0;
    const struct awol_series_span *first = NULL;
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        double low, high;
        awol_count_bounds(&span->count, &low, &high);
        if (!span->preferred || isnan(span->at_risk) || !(low > 0.1 * span->at_risk))
            continue;
        first = first ? first : span;
        n++;
    }
    if (n == 0)
        return AWOL_OK;
    char day[AWOL_DAY_TEXT_SIZE];
    return awol_fit_add(s->fit, &s->fit->warnings, opt_error, "large-loss",
                        "%zu span%s lost more than a tenth of the men at risk (the first: %s, from "
                        "%s); shorter spans or strength returns inside would follow the loss",
                        n, n == 1 ? "" : "s", series->units[first->unit],
                        awol_day_format(first->start, day));
}

static enum awol_status warn_units(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_campaign *c = &s->campaign;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < c->n_left_out; i++)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "no-strength",
                              "“%s” has no men at risk and stays out of the fit, whose rate is per "
                              "man; its count stands in the summary",
                              s->request->series->units[c->left_out[i]]);
    if (status == AWOL_OK && c->n_units > 1 && !s->request->levels)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "one-rate",
                              "one background rate is fitted to %zu units together; their own "
                              "rates stand in the summary",
                              c->n_units);
    if (status == AWOL_OK && c->n_units == 1 && s->request->share_between)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "one-unit",
                              "--share-between changes nothing: the record has one unit");
    return status;
}

static enum awol_status warn_condition(struct awol_session *s, struct awol_error *opt_error)
{
    double condition;
    struct awol_text mixed;
    if (s->campaign.n_effects == 0 && !s->request->trend && !s->request->harmonics)
        return AWOL_OK;
    awol_text_init(&mixed);
    enum awol_status status =
        awol_design_condition(s->request, &s->campaign, &condition, &mixed, opt_error);
    if (status == AWOL_OK && condition > condition_warned && condition <= condition_refused)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "nearly-same",
                              "over these counts %s nearly coincide (condition number %.0f): their "
                              "effects lean on few counts",
                              awol_text_string(&mixed), condition);
    awol_text_release(&mixed);
    return status;
}

static enum awol_status warn_parties(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_campaign_parties *p = &s->campaign.parties;
    enum awol_status status = AWOL_OK;
    if (!p->counted)
        return AWOL_OK;
    if (p->n <= 0)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "--parties: no count of this record gives the size of its parties "
                              "(column party)");
    if (p->n_unknown > 0)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "party-unknown",
                              "%zu count%s without the size of the parties: each man is taken to "
                              "have left alone",
                              p->n_unknown, p->n_unknown == 1 ? " is" : "s are");
    if (status == AWOL_OK && p->n_uneven > 0)
        status = awol_fit_add(s->fit, &s->fit->warnings, opt_error, "party-uneven",
                              "%zu count%s not so many whole parties, and the nearest number of "
                              "them is taken",
                              p->n_uneven, p->n_uneven == 1 ? " is" : "s are");
    return status;
}

enum awol_status awol_rules_warn_record(struct awol_session *session, struct awol_error *opt_error)
{
    enum awol_status status = warn_parties(session, opt_error);
    if (status != AWOL_OK)
        return status;
    if (session->campaign.n_about > 0)
        status = awol_fit_add(session->fit, &session->fit->warnings, opt_error, "about",
                              "%zu count%s given as “about” without bounds and taken as exact",
                              session->campaign.n_about,
                              session->campaign.n_about == 1 ? " is" : "s are");
    if (status == AWOL_OK)
        status = warn_losses(session, opt_error);
    if (status == AWOL_OK)
        status = warn_units(session, opt_error);
    if (status == AWOL_OK)
        status = warn_condition(session, opt_error);
    return status;
}
