#include "estimate/outline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date/calendar.h"
#include "estimate/session.h"

enum { MOST_SPANS = 2000000 };

/* ---- spans -------------------------------------------------------------------------------- */

enum stride { STRIDE_DAYS, STRIDE_MONTH, STRIDE_YEAR };

static int64_t next_bound(enum stride stride, int64_t days, int64_t day)
{
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    if (stride == STRIDE_DAYS)
        return day + days;
    if (stride == STRIDE_YEAR || date.month == 12)
        return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year + 1, 1, 1});
    return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year, date.month + 1, 1});
}

static enum awol_status read_stride(const struct awol_outline *outline, enum stride *ret_stride,
                                    int64_t *ret_days, struct awol_error *opt_error)
{
    int64_t days = awol_grid_days(outline->by);
    bool month = strcmp(outline->by, "month") == 0, year = strcmp(outline->by, "year") == 0;
    struct awol_date first = awol_date_from_day(AWOL_GREGORIAN, outline->first_day);
    int64_t last = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){9999, 12, 31});
    if (days <= 0 && !month && !year)
        return awol_error_set(
            opt_error, AWOL_USAGE,
            "--by: day, week, month, year or a number of days such as 10d was expected, not "
            "“%.40s”",
            outline->by);
    if ((days <= 0 && first.day != 1) || (year && first.month != 1))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--by %s: the campaign must begin on the first day of a %s",
                              outline->by, outline->by);
    if (outline->end_day > last + 1)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--days: the campaign would end after the year 9999");
    *ret_stride = month ? STRIDE_MONTH : year ? STRIDE_YEAR : STRIDE_DAYS;
    *ret_days = days;
    return AWOL_OK;
}

static enum awol_status append_unit(const struct awol_outline *outline, size_t u,
                                    enum stride stride, int64_t days, struct awol_series *series,
                                    struct awol_error *opt_error)
{
    const struct awol_plan_unit *who = &outline->units[u];
    struct awol_series_span span = {.at_risk = who->men,
                                    .basis = isnan(who->men) ? "" : "present",
                                    .party = NAN,
                                    .source = "SIMULATED",
                                    .preferred = true};
    enum awol_status status = awol_series_unit(series, who->name, &span.unit, opt_error);
    for (int64_t day = outline->first_day; status == AWOL_OK;) {
        span.start = day;
        span.end = day = next_bound(stride, days, day);
        if (span.end > outline->end_day)
            break;
        if (series->n_spans >= MOST_SPANS)
            return awol_error_set(opt_error, AWOL_USAGE, "--days: more than %d spans to count in",
                                  MOST_SPANS);
        double first = span.start == outline->first_day ? outline->first_count : 0;
        span.count = (struct awol_count){first, NAN, NAN, AWOL_KIND_EXACT};
        status = awol_series_append(series, &span, opt_error);
    }
    return status;
}

enum awol_status awol_outline_series(const struct awol_outline *outline,
                                     struct awol_series *ret_series, struct awol_error *opt_error)
{
    struct awol_series series;
    enum stride stride = STRIDE_DAYS;
    int64_t days = 0;
    enum awol_status status = read_stride(outline, &stride, &days, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_series_init(&series, "simulated");
    for (size_t u = 0; status == AWOL_OK && u < outline->n_units; u++)
        status = append_unit(outline, u, stride, days, &series, opt_error);
    if (status == AWOL_OK && series.n_spans == 0)
        status = awol_error_set(opt_error, AWOL_USAGE,
                                "--days: the campaign is shorter than one %s", outline->by);
    if (status == AWOL_OK)
        status = awol_series_sort(&series, opt_error);
    if (status == AWOL_OK)
        *ret_series = series;
    else
        awol_series_release(&series);
    return status;
}

/* ---- what the names of the values switch on -------------------------------------------------- */

static bool begins(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

static bool takes(const struct awol_model *model, enum awol_takes what)
{
    return model->on_ladder || (model->takes & (unsigned)what);
}

/* What stands behind a prefix in the names of the values, each once; in the arena. */
static enum awol_status list_names(const struct awol_settings *values, const char *const *prefixes,
                                   struct awol_arena *arena, const char *const **ret_names,
                                   size_t *ret_n, struct awol_error *opt_error)
{
    const char **names = awol_arena_alloc(arena, (values->n + 1) * sizeof *names);
    size_t n = 0;
    if (!names)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < values->n; i++)
        for (size_t k = 0; prefixes[k]; k++)
            if (begins(values->settings[i].name, prefixes[k]))
                names[n++] = values->settings[i].name + strlen(prefixes[k]);
    *ret_names = names;
    *ret_n = n;
    return AWOL_OK;
}

static bool has(const struct awol_settings *values, const char *name)
{
    for (size_t i = 0; i < values->n; i++)
        if (strcmp(values->settings[i].name, name) == 0)
            return true;
    return false;
}

static unsigned count_waves(const struct awol_settings *values)
{
    unsigned n = 0;
    char name[16];
    do
        snprintf(name, sizeof name, "sin%u", ++n);
    while (n < 7 && has(values, name));
    return n - 1;
}

/* Offers that the names of the values speak of. */
static enum awol_status check_offers(const struct awol_request *r, struct awol_error *opt_error)
{
    const struct awol_offers *offers = r->offers;
    if (offers && r->n_offer_ids == 0)
        return awol_error_set(
            opt_error, AWOL_USAGE,
            "--offers: --set names the effect of none of them (offer.%.60s=RATIO)",
            offers->n > 0 ? offers->offers[0].id : "ID");
    if (!offers && r->n_offer_ids > 0)
        return awol_error_set(
            opt_error, AWOL_USAGE,
            "--set: the effect of the offer “%.60s” needs its dates (--offers FILE)",
            r->offer_ids[0]);
    return AWOL_OK;
}

static enum awol_status switch_on(const struct awol_settings *values, struct awol_refit *refit,
                                  struct awol_error *opt_error)
{
    static const char *const offers[] = {"offer.", "shift.", NULL},
                             *const urgency[] = {"urgency.", NULL},
                             *const covariates[] = {"cov.", NULL};
    struct awol_request *r = &refit->request;
    struct awol_arena *arena = &refit->arena;
    r->trend = takes(r->model, AWOL_TAKES_TREND) && has(values, "trend");
    r->harmonics = takes(r->model, AWOL_TAKES_SEASON) ? count_waves(values) : 0;
    r->background = takes(r->model, AWOL_TAKES_BACKGROUND) && has(values, "background_sd");
    r->share_between = takes(r->model, AWOL_TAKES_BETWEEN) && has(values, "share_between");
    r->levels = takes(r->model, AWOL_TAKES_LEVELS) && !has(values, "rate") && r->n_cuts == 0;
    if (r->law == AWOL_LAW_NB && !has(values, "dispersion"))
        r->law = AWOL_LAW_POISSON;
    r->opt_named_by = "--set";
    enum awol_status status =
        list_names(values, offers, arena, &r->offer_ids, &r->n_offer_ids, opt_error);
    if (status == AWOL_OK && r->model->cascade)
        status = list_names(values, urgency, arena, &r->urgency_ids, &r->n_urgency_ids, opt_error);
    if (status == AWOL_OK)
        status = list_names(values, covariates, arena, &r->covariate_names, &r->n_covariate_names,
                            opt_error);
    if (status == AWOL_OK)
        status = check_offers(r, opt_error);
    return status;
}

/* ---- values ------------------------------------------------------------------------------- */

static enum awol_status refuse_name(const struct awol_refit *refit, const char *name,
                                    struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    const char **names = calloc(l->n + 1, sizeof *names);
    struct awol_text all;
    if (!names)
        return awol_error_memory(opt_error);
    awol_text_init(&all);
    for (size_t p = 0; p < l->n; p++) {
        names[p] = l->parameters[p].name;
        awol_text_append_format(&all, "%s%s", p ? ", " : "", names[p]);
    }
    const char *nearest = awol_text_nearest(name, names, l->n);
    awol_error_set(opt_error, AWOL_USAGE,
                   "--set: the model “%s” has no parameter “%.60s”%s%s%s; it has %.500s",
                   refit->request.model->name, name, nearest ? " (is “" : "",
                   nearest ? nearest : "", nearest ? "” meant?)" : "", awol_text_string(&all));
    awol_text_release(&all);
    free(names);
    return AWOL_USAGE;
}

static enum awol_status refuse_missing(const struct awol_refit *refit, struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    struct awol_text all;
    awol_text_init(&all);
    for (size_t p = 0; p < l->n; p++)
        if (isnan(refit->values[p]))
            awol_text_append_format(&all, "%s%s (%s; %s)", all.length ? ", " : "",
                                    l->parameters[p].name, l->parameters[p].meaning,
                                    l->parameters[p].measure);
    enum awol_status status = AWOL_OK;
    if (all.length)
        status = awol_error_set(opt_error, AWOL_USAGE, "--set: the model “%s” still needs %.900s",
                                refit->request.model->name, awol_text_string(&all));
    awol_text_release(&all);
    return status;
}

/* Into refit->values, which has room for them. */
static enum awol_status take_values(const struct awol_settings *values, struct awol_refit *refit,
                                    struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    struct awol_error why;
    for (size_t i = 0; i < values->n; i++) {
        const struct awol_setting *setting = &values->settings[i];
        size_t p = awol_layout_find(l, setting->name);
        if (p == SIZE_MAX)
            return refuse_name(refit, setting->name, opt_error);
        if (awol_parameter_check(&l->parameters[p], setting->value, &why) != AWOL_OK)
            return awol_error_set(opt_error, AWOL_USAGE, "--set: %.300s", why.message);
        refit->values[p] = setting->value;
    }
    return AWOL_OK;
}

static enum awol_status read_values(const struct awol_settings *values, struct awol_refit *refit,
                                    struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    refit->values = calloc(l->n + 1, sizeof *refit->values);
    if (!refit->values)
        return awol_error_memory(opt_error);
    for (size_t p = 0; p < l->n; p++) {
        refit->values[p] = l->parameters[p].held ? l->parameters[p].start : (double)NAN;
        if (l->parameters[p].held && !has(values, l->parameters[p].name))
            awol_problem_fix(&refit->problem, p, refit->values[p]);
    }
    enum awol_status status = take_values(values, refit, opt_error);
    return status == AWOL_OK ? refuse_missing(refit, opt_error) : status;
}

/* Without an end to the men a cascade that keeps itself going has none. */
static enum awol_status check_eta(const struct awol_refit *refit, struct awol_error *opt_error)
{
    const struct awol_layout *l = &refit->problem.layout;
    if (l->eta == SIZE_MAX || refit->request.kernel == AWOL_KERNEL_ALL)
        return AWOL_OK;
    double eta = refit->values[l->eta];
    bool ends = refit->campaign.per_man && strcmp(refit->request.model->name, "hawkes") != 0;
    for (size_t k = 0; l->urgency != SIZE_MAX && k < l->n_urgency; k++)
        eta *= fmax(refit->values[l->urgency + k], 1);
    if (eta < 1 || ends)
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_USAGE,
                          "--set: where one departure prompts %g others and the men are without "
                          "number, nothing ends the cascade: %s, or take eta below 1",
                          eta,
                          refit->campaign.per_man ? "take --model hawkes-n"
                                                  : "say how many men there are (--men)");
}

/* ---- the whole ---------------------------------------------------------------------------- */

static enum awol_status set_up(struct awol_session *s, const struct awol_settings *values,
                               struct awol_error *opt_error)
{
    const struct awol_model *model = s->request->model;
    const struct awol_request *request = s->request;
    struct awol_request asked = *request; /* a fit finds these cuts; here they have to be given */
    asked.n_cuts = model->cuts ? 0 : asked.n_cuts;
    enum awol_status status = awol_effects_init(&s->effects, request, opt_error);
    s->request = &asked;
    if (status == AWOL_OK)
        status = awol_rules_check_options(s, opt_error);
    s->request = request;
    if (status == AWOL_OK)
        status = awol_session_prepare(s, model->effects, opt_error);
    if (status != AWOL_OK)
        return status;
    if (model->cuts && s->request->n_cuts == 0)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--model %s: --cuts must say on which days new stretches begin",
                              model->name);
    s->campaign.depletes = true;
    awol_session_set_up(s, model);
    s->setup.dispersion = has(values, "dispersion"); /* also where there is one span alone */
    s->setup.law = model->takes & AWOL_TAKES_TIMES ? AWOL_LAW_POISSON : s->request->law;
    return AWOL_OK;
}

static enum awol_status check_men(const struct awol_refit *refit, struct awol_error *opt_error)
{
    const struct awol_request *r = &refit->request;
    bool needed = (r->model->takes & AWOL_NEEDS_MEN) || r->law == AWOL_LAW_BINOMIAL ||
                  r->bass == AWOL_BASS_MULTINOMIAL;
    if (!needed || refit->campaign.per_man)
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_USAGE,
                          "--model %s: what is asked for needs the men at the start (--men)",
                          r->model->name);
}

/* A model of exact times is made with none. */
static enum awol_status open_times(const struct awol_outline *outline, struct awol_refit *refit,
                                   struct awol_error *opt_error)
{
    if (!(refit->request.model->takes & AWOL_TAKES_TIMES))
        return AWOL_OK;
    enum awol_status status = awol_times_init(&refit->times, 1, false, false, opt_error);
    if (status != AWOL_OK)
        return status;
    const struct awol_series *series = &refit->series;
    refit->request.times = &refit->times;
    refit->request.window = (struct awol_window){(double)outline->first_day,
                                                 (double)series->spans[series->n_spans - 1].end};
    return AWOL_OK;
}

enum awol_status awol_outline_open(const struct awol_outline *outline,
                                   const struct awol_settings *values, struct awol_refit *refit,
                                   struct awol_error *opt_error)
{
    struct awol_session s = {.request = &refit->request, .fit = &refit->fit};
    refit->request.by = outline->by;
    enum awol_status status = awol_outline_series(outline, &refit->series, opt_error);
    refit->request.series = &refit->series;
    if (status == AWOL_OK)
        status = open_times(outline, refit, opt_error);
    if (status == AWOL_OK)
        status = switch_on(values, refit, opt_error);
    if (status == AWOL_OK)
        status = set_up(&s, values, opt_error);
    refit->effects = s.effects;
    refit->neighbours = s.neighbours;
    if (s.has_campaign)
        refit->campaign = s.campaign;
    if (status == AWOL_OK)
        status = check_men(refit, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_init(&refit->problem, &refit->campaign, &s.setup, false, opt_error);
    if (status == AWOL_OK)
        status = read_values(values, refit, opt_error);
    return status == AWOL_OK ? check_eta(refit, opt_error) : status;
}

enum awol_status awol_outline_replace(const struct awol_settings *values, struct awol_refit *refit,
                                      struct awol_error *opt_error)
{
    enum awol_status status = take_values(values, refit, opt_error);
    return status == AWOL_OK && values->n > 0 ? check_eta(refit, opt_error) : status;
}
