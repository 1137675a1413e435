/* Sentences that a historian can quote. Every number stands with its interval and what it rests on;
 * nothing computed from one series is called a test of contagion. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/garwood.h"
#include "base/number.h"
#include "date/span.h"
#include "estimate/session.h"
#include "record/series_total.h"

enum { NUMBER = AWOL_NUMBER_SIZE, UNITS_TOLD = 12 };

static const char *months[] = {"January",   "February", "March",    "April",
                               "May",       "June",     "July",     "August",
                               "September", "October",  "November", "December"};

/* "5 March 1865" */
static const char *day_words(int64_t day, char *buffer, size_t size)
{
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    snprintf(buffer, size, "%d %s %lld", date.day, months[date.month - 1], (long long)date.year);
    return buffer;
}

static const char *number_words(double value, char *buffer)
{
    return awol_number_format_short(value, fabs(value) >= 100 ? 4 : 3, buffer);
}

static const char *interval_words(const struct awol_interval *i,
                                  char buffer[static AWOL_INTERVAL_TEXT_SIZE])
{
    return awol_interval_format(i->low_side == AWOL_SIDE_OPEN ? (double)NAN : i->low,
                                i->high_side == AWOL_SIDE_OPEN ? (double)NAN : i->high, buffer);
}

/* ---- what was counted --------------------------------------------------------------------- */

static const char *side_words(const char *reported_by)
{
    if (strcmp(reported_by, "own") == 0)
        return "their own side";
    if (strcmp(reported_by, "enemy") == 0)
        return "the other side";
    return strcmp(reported_by, "third") == 0 ? "third parties" : "the sources";
}

static const char *to_words(const char *to)
{
    if (strcmp(to, "enemy") == 0)
        return " to the enemy";
    return strcmp(to, "home") == 0 ? " to their homes" : "";
}

static void count_words(const struct awol_series_total *t, char *buffer, size_t size)
{
    char low[NUMBER], high[NUMBER];
    awol_number_format(t->low, low);
    awol_number_format(t->high, high);
    if (t->low == t->high)
        snprintf(buffer, size, "%s%s", t->is_about ? "about " : "", low);
    else if (isinf(t->high))
        snprintf(buffer, size, "at least %s%s", t->is_about ? "some " : "", low);
    else
        snprintf(buffer, size, "%s to %s", low, high);
}

static void basis_words(const struct awol_series_total *t, char *buffer, size_t size)
{
    size_t length = (size_t)snprintf(buffer, size, "%s", t->basis);
    for (size_t i = 0; i < length && i < size; i++)
        if (buffer[i] == '-')
            buffer[i] = ' ';
}

static void rate_words(const struct awol_session *s, const struct awol_series_total *t,
                       struct awol_text *text)
{
    char r[NUMBER], low[NUMBER], high[NUMBER], basis[64];
    double level = s->request->level;
    bool per_man = t->man_days > 0;
    double per = per_man ? 1000 * AWOL_DAYS_PER_MONTH / t->man_days : 1 / t->exact_days;
    if (t->n_exact == 0) {
        awol_text_append(text, " These are bounds only, and no rate can be given.");
        return;
    }
    number_words(per * t->exact, r);
    number_words(per * awol_garwood_low(t->exact, level), low);
    number_words(per * awol_garwood_high(t->exact, level), high);
    basis_words(t, basis, sizeof basis);
    if (t->n_bounds)
        awol_text_append_format(text, " The %s counts among them, %.0f m%sn in %.0f day%s, make",
                                t->is_about ? "exact and rough" : "exact", t->exact,
                                t->exact == 1 ? "a" : "e", t->exact_days,
                                t->exact_days == 1 ? "" : "s");
    else
        awol_text_append(text, " That is");
    awol_text_append_format(text, " %s (%s to %s if men left independently) ", r, low, high);
    if (per_man)
        awol_text_append_format(text, "per 1,000 men%s%s per month.", basis[0] ? " " : "", basis);
    else
        awol_text_append(text, "per day; the men at risk are not known.");
}

static enum awol_status tell_unit(struct awol_session *s, const char *name,
                                  const struct awol_series_total *t, struct awol_error *opt_error)
{
    const struct awol_record_words *w = &s->request->words;
    struct awol_text text;
    char first[48], last[48], count[80];
    double days = (double)(t->last - t->first), gaps = days - t->days_counted;
    awol_text_init(&text);
    count_words(t, count, sizeof count);
    day_words(t->first, first, sizeof first);
    day_words(t->last - 1, last, sizeof last);
    if (t->last - t->first == 1)
        awol_text_append_format(&text, "On %s, ", first);
    else
        awol_text_append_format(&text, "From %s to %s, ", first, last);
    awol_text_append_format(&text, "%s recorded %s men of %s as %s%s", side_words(w->reported_by),
                            count, strcmp(name, "all") == 0 ? "the force" : name,
                            w->event[0] ? w->event : "deserted", to_words(w->to));
    if (gaps > 0)
        awol_text_append_format(
            &text, "; %.0f of %.0f days have no report and are not counted as zero", gaps, days);
    awol_text_append(&text, ".");
    rate_words(s, t, &text);
    enum awol_status status = awol_text_check(&text, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add_line(s->fit, &s->fit->summary, "record", awol_text_string(&text),
                                   opt_error);
    awol_text_release(&text);
    return status;
}

static enum awol_status tell_record(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    size_t told = 0, units = 0;
    for (size_t u = 0; status == AWOL_OK && u < s->request->series->n_units; u++) {
        struct awol_series_total total;
        awol_series_total(s->request->series, u, &total);
        if (total.first > total.last)
            continue;
        if (units++ < UNITS_TOLD) {
            told++;
            status = tell_unit(s, s->request->series->units[u], &total, opt_error);
        }
    }
    if (status == AWOL_OK && units > told)
        status = awol_fit_add(s->fit, &s->fit->summary, opt_error, "record",
                              "%zu more units are in the table “series”.", units - told);
    return status;
}

/* ---- offers ------------------------------------------------------------------------------- */

static void dates_words(const struct awol_offer *offer, char *buffer, size_t size)
{
    char start[48], end[48];
    day_words(offer->start_first, start, sizeof start);
    if (offer->open)
        snprintf(buffer, size, "from %s on", start);
    else
        snprintf(buffer, size, "%s to %s", start, day_words(offer->end, end, sizeof end));
}

static const char *effect_words(const struct awol_effect *effect)
{
    if (!effect->offer)
        return effect->covariate;
    return effect->offer->label[0] ? effect->offer->label : effect->offer->id;
}

/* The nth thing but the offers that was taken into account; NULL behind the last. */
static const char *other_words(const struct awol_session *s, size_t n)
{
    for (size_t i = 0; i < s->campaign.n_effects; i++)
        if (!s->campaign.effects[i].is_offer && !s->campaign.effects[i].after && n-- == 0)
            return effect_words(&s->campaign.effects[i]);
    if (s->setup.trend && n-- == 0)
        return "a trend";
    return s->setup.harmonics && n == 0 ? "the season" : NULL;
}

/* ", A, B and C": what else was taken into account. */
static void circumstances_words(const struct awol_session *s, struct awol_text *text)
{
    const char *name;
    for (size_t n = 0; (name = other_words(s, n)); n++)
        awol_text_append_format(text, "%s%s", other_words(s, n + 1) ? ", " : " and ", name);
}

static enum awol_status tell_offer(struct awol_session *s, size_t p, struct awol_error *opt_error)
{
    const struct awol_effect *effect = &s->campaign.effects[s->problem.layout.parameters[p].index];
    char interval[AWOL_INTERVAL_TEXT_SIZE], x[NUMBER], dates[128];
    struct awol_text others;
    awol_text_init(&others);
    circumstances_words(s, &others);
    interval_words(&s->intervals[p], interval);
    number_words(s->estimate.values[p], x);
    dates_words(effect->offer, dates, sizeof dates);
    bool none = s->intervals[p].low_side == AWOL_SIDE_FOUND &&
                s->intervals[p].high_side == AWOL_SIDE_FOUND && s->intervals[p].low <= 1 &&
                s->intervals[p].high >= 1;
    enum awol_status status = awol_fit_add(
        s->fit, &s->fit->summary, opt_error, effect->name,
        "While “%s” was known (%s)%s%s%s, departures%s ran at %s (%s) times what background%s "
        "would lead one to expect, by this model%s.%s",
        effect_words(effect), dates, effect->opt_also ? ", and with it " : "",
        effect->opt_also ? effect->opt_also : "",
        effect->opt_also ? ", which these counts cannot tell apart from it" : "",
        s->model->cascade ? ", those prompted by earlier departures apart," : "", x, interval,
        awol_text_string(&others),
        others.length ? "" : "; no battle, pay or season was taken into account",
        none ? " The record fits no change as well." : "");
    awol_text_release(&others);
    return status;
}

/* The days behind a deadline: fewer departures there may mean that it only moved men in time. */
static enum awol_status tell_after(struct awol_session *s, size_t p, struct awol_error *opt_error)
{
    const struct awol_effect *effect = &s->campaign.effects[s->problem.layout.parameters[p].index];
    const struct awol_interval *i = &s->intervals[p];
    char interval[AWOL_INTERVAL_TEXT_SIZE], x[NUMBER], dates[128];
    interval_words(i, interval);
    number_words(s->estimate.values[p], x);
    dates_words(effect->offer, dates, sizeof dates);
    bool fewer = i->high_side == AWOL_SIDE_FOUND && i->high < 1;
    return awol_fit_add(
        s->fit, &s->fit->summary, opt_error, effect->name,
        "After “%s” (%s) departures ran at %s (%s) times what one would expect without it.%s",
        effect_words(effect), dates, x, interval,
        fewer
            ? " They were fewer than before: part of what the offer brought, its deadline brought "
              "forward."
            : "");
}

static enum awol_status tell_urgency(struct awol_session *s, size_t p, struct awol_error *opt_error)
{
    const struct awol_effect *effect = &s->campaign.effects[s->problem.layout.parameters[p].index];
    char interval[AWOL_INTERVAL_TEXT_SIZE], x[NUMBER];
    interval_words(&s->intervals[p], interval);
    if (isnan(s->estimate.values[p]))
        return AWOL_OK;
    return awol_fit_add(
        s->fit, &s->fit->summary, opt_error, s->problem.layout.parameters[p].name,
        "While “%s” was known, each departure prompted %s (%s) times as many others "
        "as at other times, by this model.",
        effect_words(effect), number_words(s->estimate.values[p], x), interval);
}

static enum awol_status tell_offers(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p < s->problem.layout.n; p++) {
        const struct awol_parameter *parameter = &s->problem.layout.parameters[p];
        if (s->problem.fixed[p])
            continue;
        if (parameter->role == AWOL_ROLE_URGENCY)
            status = tell_urgency(s, p, opt_error);
        else if (parameter->role == AWOL_ROLE_EFFECT &&
                 s->campaign.effects[parameter->index].is_offer)
            status = tell_offer(s, p, opt_error);
        else if (parameter->role == AWOL_ROLE_EFFECT && s->campaign.effects[parameter->index].after)
            status = tell_after(s, p, opt_error);
    }
    return status;
}

/* ---- bunching ----------------------------------------------------------------------------- */

/* Does the interval leave zero out? */
static bool is_away_from_zero(const struct awol_reading *r)
{
    return r->fitted && !r->ridge && !r->slow && r->interval.low_side == AWOL_SIDE_FOUND &&
           r->interval.low > 0;
}

static enum awol_status tell_readings(struct awol_session *s, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    static const char *const assumptions[AWOL_READINGS] = {
        "if a slow change that touched everyone may have bunched departures",
        "if all bunching that lasts longer than one count comes from comrades",
        "if bunching inside single counts, parties among it, comes from comrades too"};
    for (size_t k = 0; status == AWOL_OK && k < AWOL_READINGS; k++) {
        const struct awol_reading *r = &s->readings[k];
        char interval[AWOL_INTERVAL_TEXT_SIZE], x[NUMBER], found[256];
        if (!awol_bracket_has(&s->setup, k))
            continue;
        interval_words(&r->interval, interval);
        if (!r->fitted)
            snprintf(found, sizeof found, "could not be computed");
        else if (r->ridge)
            snprintf(found, sizeof found,
                     "cannot be told, for the delay that fits best is far shorter than one bin");
        else if (r->slow)
            snprintf(found, sizeof found,
                     "cannot be told, for the delay that fits best is so long that it looks like a "
                     "slow change of the rate");
        else if (r->wide)
            snprintf(found, sizeof found, "cannot be told (%s)", interval);
        else
            snprintf(found, sizeof found, "are %s (%s)", number_words(r->estimate, x), interval);
        status = awol_fit_add(s->fit, &s->fit->summary, opt_error, "reading",
                              "Reading “%s”: %s, the further departures per man, prompted by a "
                              "comrade or by whatever else lingers, %s.",
                              r->name, assumptions[k], found);
    }
    return status;
}

/* What may be said where nothing can be put into a number; NULL where it can. */
static const char *unknown_words(const struct awol_session *s)
{
    const struct awol_reading *timing = &s->readings[AWOL_READING_TIMING];
    if (!timing->fitted)
        return "These counts do not tell whether men followed each other.";
    if (timing->ridge)
        return "What bunching there is fits best inside single bins, where it cannot be told from "
               "parties, from chance or from a slow change; counts of shorter times could tell.";
    if (timing->slow)
        return "What bunching there is fits best with delays so long that it cannot be told from a "
               "slow change that touched everyone; a longer run of counts could tell.";
    if (is_away_from_zero(timing))
        return timing->wide ? "These counts do not tell whether men followed each other." : NULL;
    if (is_away_from_zero(&s->readings[AWOL_READING_CLUSTERING]))
        return "These counts cluster inside single bins only, which is what men leaving in parties "
               "look like; they do not show that one departure led to later ones.";
    return timing->wide ? "These counts do not tell whether men followed each other."
                        : "These counts do not show clustering in time beyond offers and listed "
                          "circumstances.";
}

static enum awol_status tell_bunching(struct awol_session *s, struct awol_error *opt_error)
{
    bool explained = !is_away_from_zero(&s->readings[AWOL_READING_BACKGROUND]);
    const char *unknown = unknown_words(s);
    enum awol_status status = tell_readings(s, opt_error);
    if (status != AWOL_OK || unknown)
        return status != AWOL_OK
                   ? status
                   : awol_fit_add_line(s->fit, &s->fit->summary, "eta", unknown, opt_error);
    double best[2] = {INFINITY, -INFINITY}, outer[2] = {INFINITY, -INFINITY};
    for (size_t k = 0; k < AWOL_READINGS; k++) {
        const struct awol_reading *r = &s->readings[k];
        if (!r->fitted || r->wide || r->ridge || r->slow)
            continue;
        best[0] = fmin(best[0], r->estimate);
        best[1] = fmax(best[1], r->estimate);
        outer[0] = fmin(outer[0], r->interval.low_side == AWOL_SIDE_FOUND ? r->interval.low : 0);
        outer[1] = fmax(outer[1], r->interval.high_side == AWOL_SIDE_FOUND ? r->interval.high : 1);
    }
    char a[NUMBER], b[NUMBER], c[NUMBER], d[NUMBER];
    status = awol_fit_add(
        s->fit, &s->fit->summary, opt_error, "eta",
        "Departures bunch in time; this would fit %s to %s further departures per man (with the "
        "limits of the readings, %s to %s), but shared hardship or men leaving together could look "
        "the same, and this record %s tell them apart.",
        number_words(best[0], a), number_words(best[1], b), number_words(outer[0], c),
        number_words(outer[1], d), explained ? "cannot" : "can only in part");
    if (status != AWOL_OK)
        return status;
    return awol_fit_add(
        s->fit, &s->fit->summary, opt_error, "clustering",
        "What is measured is clustering in time beyond offers and listed circumstances. %s",
        explained ? "These counts bunch in time. A slow change that touched everyone explains the "
                    "bunching as well as comrades do."
                  : "A background of the kind tried does not explain all of it; one that moves "
                    "differently might.");
}

/* Without an end to what a departure prompts there is no number of them, only a pace. */
static enum awol_status tell_endless(struct awol_session *s, struct awol_error *opt_error)
{
    size_t eta = s->problem.layout.eta;
    char interval[AWOL_INTERVAL_TEXT_SIZE], x[NUMBER];
    interval_words(&s->intervals[eta], interval);
    return awol_fit_add(s->fit, &s->fit->summary, opt_error, "eta",
                        "If all who ever left go on drawing others, each draws %s (%s) a day, or "
                        "whatever else grows with their number does.",
                        number_words(s->estimate.full[eta], x), interval);
}

/* Sizes of parties are taken for geometric from one man on: of n parties with so many men the mean
 * is men/n, and its limits are those of the number of men beyond the first, negative binomial, by
 * the ratio of likelihoods. */
static double party_loss(double men, double n, double mean)
{
    double p = 1 / mean, best = n / men;
    double more = men - n;
    return n * log(best / p) + (more > 0 ? more * log((1 - best) / (1 - p)) : 0);
}

static double party_limit(double men, double n, double drop, double inside, double outside)
{
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (inside + outside);
        if (party_loss(men, n, middle) < drop)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

static enum awol_status tell_parties(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_campaign_parties *p = &s->campaign.parties;
    char mean[NUMBER], interval[AWOL_INTERVAL_TEXT_SIZE];
    if (!p->counted)
        return AWOL_OK;
    double drop = 0.5 * gsl_cdf_chisq_Pinv(s->request->level, 1), size = p->men / p->n;
    double low = size > 1 ? party_limit(p->men, p->n, drop, size, 1 + 1e-12) : 1;
    double high = party_limit(p->men, p->n, drop, size, 1 + 1000 * size);
    awol_interval_format(low, high, interval);
    return awol_fit_add(
        s->fit, &s->fit->summary, opt_error, "parties",
        "The fit counts parties: %.0f of them, of %s (%s) men on average. Its rate "
        "and eta are those of parties, so that men who left together are no sign of "
        "contagion, also under the reading “clustering”.",
        p->n, number_words(size, mean), interval);
}

enum awol_status awol_words(struct awol_session *session, struct awol_error *opt_error)
{
    struct awol_fit_lines refused = session->fit->summary;
    session->fit->summary = (struct awol_fit_lines){NULL, 0};
    enum awol_status status = tell_record(session, opt_error);
    if (status == AWOL_OK)
        status = tell_parties(session, opt_error);
    if (status == AWOL_OK)
        status = awol_words_levels(session, opt_error);
    if (status == AWOL_OK)
        status = tell_offers(session, opt_error);
    if (status == AWOL_OK && session->setup.kernel == AWOL_KERNEL_ALL)
        status = tell_endless(session, opt_error);
    else if (status == AWOL_OK && session->model->cascade)
        status = tell_bunching(session, opt_error);
    if (status == AWOL_OK && session->model->tell) {
        struct awol_told told;
        status = awol_session_begin_told(session, &told, opt_error);
        if (status == AWOL_OK)
            status = session->model->tell(&told, session->fit, opt_error);
        awol_session_end_told(&told);
    }
    if (status == AWOL_OK && session->request->prior)
        status = awol_fit_add_line(session->fit, &session->fit->summary, "prior",
                                   "All numbers of this fit lean on assumptions from outside the "
                                   "record (--prior); the record alone is too thin for some.",
                                   opt_error);
    /* What the record does not show comes last. */
    for (size_t i = 0; status == AWOL_OK && i < refused.n; i++)
        status = awol_fit_add_line(session->fit, &session->fit->summary, refused.lines[i].key,
                                   refused.lines[i].value, opt_error);
    return status;
}
