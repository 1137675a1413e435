/* Campaigns side by side, and pooled. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/garwood.h"
#include "estimate/cells.h"
#include "estimate/compare.h"
#include "estimate/pool.h"
#include "record/series_total.h"

enum { FEW = 5 };

/* What is pooled, on scales on which estimates are nearly normal. */
enum quantity { OFFER, ETA, TAU, QUANTITIES };

static const char *const quantity_names[QUANTITIES] = {"offer", "eta", "tau_days"};
static const char *const quantity_words[QUANTITIES] = {
    "While an offer stood, the rate was multiplied by",
    "Further departures prompted by one, by a comrade or by whatever else lingers, are",
    "The mean delay between a departure and those it prompts, in days, is"};

static const char not_in_fit[] = "the fit has none";

struct value {
    double estimate, se, low, high; /* as printed in the fit */
    const char *reason;             /* why it is not pooled; NULL if it is */
};

struct campaign {
    const struct awol_compared *fit;
    const char *offer; /* name of its parameter; NULL if there is none */
    double rate, rate_low, rate_high;
    struct value values[QUANTITIES];
};

/* ---- one campaign -------------------------------------------------------------------------- */

static bool is_offer(const struct awol_problem *problem, size_t p)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[p];
    return parameter->role == AWOL_ROLE_EFFECT &&
           problem->campaign->effects[parameter->index].is_offer;
}

static enum awol_status find_offer(struct campaign *campaign,
                                   const struct awol_compare_settings *settings,
                                   struct awol_error *opt_error)
{
    const struct awol_problem *problem = &campaign->fit->refit->problem;
    size_t n = 0;
    for (size_t p = 0; p < problem->layout.n; p++) {
        const char *name = problem->layout.parameters[p].name;
        if (!is_offer(problem, p) ||
            (settings->opt_offer && strcmp(name + strlen("offer."), settings->opt_offer) != 0))
            continue;
        campaign->offer = name;
        n++;
    }
    if (n <= 1)
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_USAGE,
                          "%s has several offers: name the one that is to be compared by --offer "
                          "ID, or fit each campaign with one (awol-fit --offer)",
                          campaign->fit->name);
}

static struct value value_of(const struct awol_fit *fit, const char *opt_name)
{
    const struct awol_fit_parameter *p = opt_name ? awol_fit_find(fit, opt_name) : NULL;
    struct value value = {NAN, NAN, NAN, NAN, NULL};
    if (!p) {
        value.reason = not_in_fit;
        return value;
    }
    value = (struct value){p->estimate, p->se, p->low, p->high, NULL};
    if (isnan(p->estimate))
        value.reason = "the record does not tell it";
    else if (strcmp(p->method, "fixed") == 0)
        value.reason = "it was held";
    else if (!(p->se > 0) || !(p->estimate > 0))
        value.reason = "at its boundary, where it has no standard error";
    return value;
}

/* Departures per 1,000 men and month of the outermost exact counts of all units. */
static void set_rate(struct campaign *campaign, double level)
{
    const struct awol_series *series = &campaign->fit->refit->series;
    double count = 0, man_days = 0;
    for (size_t u = 0; u < series->n_units; u++) {
        struct awol_series_total total;
        awol_series_total(series, u, &total);
        count += total.exact;
        man_days += total.man_days;
    }
    double scale = 1000 * AWOL_DAYS_PER_MONTH / man_days;
    campaign->rate = count * scale;
    campaign->rate_low = awol_garwood_low(count, level) * scale;
    campaign->rate_high = awol_garwood_high(count, level) * scale;
}

static enum awol_status read_campaign(struct campaign *campaign,
                                      const struct awol_compare_settings *settings,
                                      struct awol_error *opt_error)
{
    const struct awol_fit *fit = &campaign->fit->refit->fit;
    enum awol_status status = find_offer(campaign, settings, opt_error);
    if (status != AWOL_OK)
        return status;
    set_rate(campaign, settings->level);
    campaign->values[OFFER] = value_of(fit, campaign->offer);
    campaign->values[ETA] = value_of(fit, "eta");
    campaign->values[TAU] = value_of(fit, "tau_days");
    return AWOL_OK;
}

/* ---- do they count the same? --------------------------------------------------------------- */

static const char *kind_of(const struct awol_compared *fit, const char *what)
{
    const char *value = NULL;
    if (strcmp(what, "basis") == 0) {
        const struct awol_series *series = &fit->refit->series;
        for (size_t i = 0; i < series->n_spans && !value; i++)
            if (series->spans[i].basis[0])
                value = series->spans[i].basis;
    } else {
        value = awol_stream_header(fit->stream, what);
    }
    return value && value[0] ? value : "not said";
}

static enum awol_status check_kinds(const struct awol_compared *fits, size_t n, bool mixed,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const kinds[] = {"event", "to", "basis", "reported_by"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 1; i < n; i++) {
            const char *a = kind_of(&fits[0], kinds[k]), *b = kind_of(&fits[i], kinds[k]);
            if (strcmp(a, b) == 0)
                continue;
            if (!mixed)
                return awol_error_set(
                    opt_error, AWOL_DATA,
                    "“%.100s” and “%.100s” do not count the same: %s is “%s” in the one and "
                    "“%s” in the other; --mixed pools them all the same",
                    fits[0].name, fits[i].name, kinds[k], a, b);
            enum awol_status status = awol_cells_say(
                stream, opt_error, "warning",
                "These campaigns do not count the same: %s is “%s” in %s and “%s” in %s. What is "
                "pooled mixes both.",
                kinds[k], a, fits[0].name, b, fits[i].name);
            if (status != AWOL_OK)
                return status;
            break;
        }
    return AWOL_OK;
}

/* ---- tables -------------------------------------------------------------------------------- */

static enum awol_status write_campaigns(const struct campaign *campaigns, size_t n,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {
        "campaign",  "event",    "basis",    "reported_by", "rate",       "rate_low",
        "rate_high", "offer",    "ratio",    "ratio_low",   "ratio_high", "eta",
        "eta_low",   "eta_high", "tau_days", "tau_low",     "tau_high",   NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "campaigns", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct campaign *c = &campaigns[i];
        struct awol_cells row = {.n = 0};
        awol_cells_text(&row, c->fit->name);
        awol_cells_text(&row, kind_of(c->fit, "event"));
        awol_cells_text(&row, kind_of(c->fit, "basis"));
        awol_cells_text(&row, kind_of(c->fit, "reported_by"));
        awol_cells_number(&row, c->rate);
        awol_cells_number(&row, c->rate_low);
        awol_cells_number(&row, c->rate_high);
        awol_cells_text(&row, c->offer);
        for (size_t q = 0; q < QUANTITIES; q++) {
            awol_cells_number(&row, c->values[q].estimate);
            awol_cells_number(&row, c->values[q].low);
            awol_cells_number(&row, c->values[q].high);
        }
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

/* Logarithms; a logit for eta, unless some campaign's is 1 or more. */
struct scale {
    bool logit;
};

static double to_working(struct scale scale, double value)
{
    return scale.logit ? log(value / (1 - value)) : log(value);
}

static double to_printed(struct scale scale, double working)
{
    return scale.logit ? 1 / (1 + exp(-working)) : exp(working);
}

static struct scale scale_of(const struct campaign *campaigns, size_t n, enum quantity q)
{
    struct scale scale = {q == ETA};
    for (size_t i = 0; i < n; i++)
        if (!campaigns[i].values[q].reason && campaigns[i].values[q].estimate >= 1)
            scale.logit = false;
    return scale;
}

static enum awol_status write_shrunken(const struct campaign *campaigns, const size_t *index,
                                       const struct awol_pool_shrunken *shrunken, size_t n,
                                       enum quantity q, struct scale scale, double level,
                                       struct awol_table *table, struct awol_error *opt_error)
{
    double z = gsl_cdf_ugaussian_Pinv(0.5 + 0.5 * level);
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        struct awol_cells row = {.n = 0};
        const struct awol_pool_shrunken *s = &shrunken[i];
        awol_cells_text(&row, campaigns[index[i]].fit->name);
        awol_cells_text(&row, quantity_names[q]);
        awol_cells_number(&row, campaigns[index[i]].values[q].estimate);
        awol_cells_number(&row, to_printed(scale, s->estimate));
        awol_cells_number(&row, to_printed(scale, s->estimate - z * s->se));
        awol_cells_number(&row, to_printed(scale, s->estimate + z * s->se));
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

static enum awol_status write_pooled(const struct awol_pool *pool, enum quantity q,
                                     struct scale scale, struct awol_table *table,
                                     struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    awol_cells_text(&row, quantity_names[q]);
    awol_cells_number(&row, (double)pool->n);
    awol_cells_number(&row, to_printed(scale, pool->mean));
    awol_cells_number(&row, to_printed(scale, pool->low));
    awol_cells_number(&row, to_printed(scale, pool->high));
    awol_cells_number(&row, to_printed(scale, pool->prediction_low));
    awol_cells_number(&row, to_printed(scale, pool->prediction_high));
    awol_cells_number(&row, pool->tau2);
    awol_cells_number(&row, pool->tau2_low);
    awol_cells_number(&row, pool->tau2_high);
    awol_cells_number(&row, pool->i2);
    awol_cells_number(&row, pool->q);
    awol_cells_number(&row, pool->q_p);
    return awol_cells_append(&row, table, opt_error);
}

static enum awol_status say_pooled(const struct awol_pool *pool, enum quantity q,
                                   struct scale scale, struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    char text[5][AWOL_NUMBER_SIZE];
    const double numbers[5] = {pool->mean, pool->low, pool->high, pool->prediction_low,
                               pool->prediction_high};
    for (size_t i = 0; i < 5; i++)
        awol_number_format_short(to_printed(scale, numbers[i]), 3, text[i]);
    enum awol_status status = awol_cells_say(
        stream, opt_error, quantity_names[q],
        "%s %s (%s to %s) over %zu campaigns; in another campaign of their kind, anything from %s "
        "to %s could be expected.",
        quantity_words[q], text[0], text[1], text[2], pool->n, text[3], text[4]);
    if (status == AWOL_OK && pool->n < FEW)
        status = awol_cells_say(stream, opt_error, quantity_names[q],
                                "With %zu campaigns it is poorly known how far they lie apart, and "
                                "so is what another would show; from five on it is better.",
                                pool->n);
    return status;
}

/* Pool one quantity over the campaigns that have it. */
static enum awol_status pool_quantity(const struct campaign *campaigns, size_t n, enum quantity q,
                                      const struct awol_compare_settings *settings,
                                      struct awol_stream *stream, struct awol_error *opt_error)
{
    struct scale scale = scale_of(campaigns, n, q);
    struct awol_pool pool;
    size_t n_pooled = 0;
    enum awol_status status = AWOL_OK;
    size_t *index = calloc(n, sizeof *index);
    struct awol_pool_study *studies = calloc(n, sizeof *studies);
    struct awol_pool_shrunken *shrunken = calloc(n, sizeof *shrunken);
    if (!index || !studies || !shrunken) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        const struct value *v = &campaigns[i].values[q];
        if (v->reason)
            continue;
        double slope = scale.logit ? 1 / (v->estimate * (1 - v->estimate)) : 1 / v->estimate;
        index[n_pooled] = i;
        studies[n_pooled++] =
            (struct awol_pool_study){to_working(scale, v->estimate), v->se * slope};
    }
    if (n_pooled < 2)
        goto done;
    status = awol_pool_fit(studies, n_pooled, settings->level, &pool, shrunken, opt_error);
    if (status == AWOL_OK)
        status = write_pooled(&pool, q, scale, awol_stream_find(stream, "pooled"), opt_error);
    if (status == AWOL_OK)
        status = write_shrunken(campaigns, index, shrunken, n_pooled, q, scale, settings->level,
                                awol_stream_find(stream, "shrunken"), opt_error);
    if (status == AWOL_OK)
        status = say_pooled(&pool, q, scale, stream, opt_error);
done:
    free(shrunken);
    free(studies);
    free(index);
    return status;
}

static enum awol_status say_left_out(const struct campaign *campaigns, size_t n, enum quantity q,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || campaigns[i].values[q].reason != not_in_fit;
    for (size_t i = 0; any && status == AWOL_OK && i < n; i++)
        if (campaigns[i].values[q].reason)
            status = awol_cells_say(stream, opt_error, quantity_names[q],
                                    "%s of %s is not pooled: %s.", quantity_names[q],
                                    campaigns[i].fit->name, campaigns[i].values[q].reason);
    return status;
}

static enum awol_status compare(const struct awol_compared *fits, struct campaign *campaigns,
                                size_t n, const struct awol_compare_settings *settings,
                                struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const pooled[] = {"name",
                                         "n",
                                         "mean",
                                         "low",
                                         "high",
                                         "prediction_low",
                                         "prediction_high",
                                         "tau2",
                                         "tau2_low",
                                         "tau2_high",
                                         "i2",
                                         "q",
                                         "q_p",
                                         NULL};
    static const char *const shrunken[] = {"campaign", "name", "estimate", "shrunken",
                                           "low",      "high", NULL};
    struct awol_table *table;
    enum awol_status status = check_kinds(fits, n, settings->mixed, stream, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        campaigns[i].fit = &fits[i];
        status = read_campaign(&campaigns[i], settings, opt_error);
    }
    if (status == AWOL_OK)
        status = write_campaigns(campaigns, n, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_cells_table(stream, "pooled", pooled, &table, opt_error);
    if (status == AWOL_OK)
        status = awol_cells_table(stream, "shrunken", shrunken, &table, opt_error);
    for (size_t q = 0; status == AWOL_OK && q < QUANTITIES; q++) {
        status = pool_quantity(campaigns, n, (enum quantity)q, settings, stream, opt_error);
        if (status == AWOL_OK)
            status = say_left_out(campaigns, n, (enum quantity)q, stream, opt_error);
    }
    return status;
}

enum awol_status awol_compare_campaigns(const struct awol_compared *fits, size_t n,
                                        const struct awol_compare_settings *settings,
                                        struct awol_stream *ret_stream,
                                        struct awol_error *opt_error)
{
    struct awol_stream stream;
    if (n < 2)
        return awol_error_set(opt_error, AWOL_USAGE, "comparing takes at least two fits");
    struct campaign *campaigns = calloc(n, sizeof *campaigns);
    if (!campaigns)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_stream_init(&stream, "comparison", opt_error);
    if (status == AWOL_OK) {
        status = compare(fits, campaigns, n, settings, &stream, opt_error);
        if (status == AWOL_OK)
            *ret_stream = stream;
        else
            awol_stream_release(&stream);
    }
    free(campaigns);
    return status;
}
