#include "model/layout.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *const awol_kernel_names[] = {[AWOL_KERNEL_EXPONENTIAL] = "exponential",
                                         [AWOL_KERNEL_LAG] = "lag",
                                         [AWOL_KERNEL_ALL] = "all",
                                         [AWOL_KERNEL_POWER] = "power",
                                         NULL};

/* One row a role: what is printed and how it is searched. Bounds of NAN depend on the campaign. */
struct role_row {
    enum awol_role role;
    const char *name; /* %u = harmonic */
    enum awol_scale scale;
    double upper, low, high;
    const char *measure, *meaning;
    bool zero_allowed; /* no cascade, Poisson, no wandering background: models of their own */
};

static const struct role_row roles[] = {
    {AWOL_ROLE_RATE, "rate", AWOL_SCALE_LOG, 0, 1e-15, 1e9, "per day",
     "background departures per day", false},
    {AWOL_ROLE_TREND, "trend", AWOL_SCALE_IDENTITY, 0, -500, 500, "log per 365.25 days",
     "change of the background rate, zero on the first day of the series", false},
    {AWOL_ROLE_SINE, "sin%u", AWOL_SCALE_IDENTITY, 0, -20, 20, "log",
     "yearly wave of the background rate, zero on 1 January", false},
    {AWOL_ROLE_COSINE, "cos%u", AWOL_SCALE_IDENTITY, 0, -20, 20, "log",
     "yearly wave of the background rate, largest on 1 January", false},
    {AWOL_ROLE_ETA, "eta", AWOL_SCALE_LOGIT, 1, 1e-7, 1 - 1e-6, "further departures per departure",
     "further departures prompted by one: by a comrade or by whatever else lingers", true},
    {AWOL_ROLE_TAU, "tau_days", AWOL_SCALE_LOG, 0, NAN, NAN, "days",
     "mean delay between a departure and those that it prompts", false},
    {AWOL_ROLE_SHARE, "share_between", AWOL_SCALE_LOGIT, 1, 1e-6, 1 - 1e-6, "fraction",
     "part of eta that goes to other units", true},
    {AWOL_ROLE_DISPERSION, "dispersion", AWOL_SCALE_LOG, 0, 1e-9, 1e4, "phi of Var = m + phi m^2",
     "how much counts of one bin scatter more than by chance", true},
    {AWOL_ROLE_BACKGROUND_SD, "background_sd", AWOL_SCALE_LOGIT, 2, 1e-4, 1.999,
     "standard deviation of the multiplier", "size of the wandering background", true},
    {AWOL_ROLE_BACKGROUND_DAYS, "background_days", AWOL_SCALE_LOG, 0, NAN, NAN, "days",
     "over how many days the wandering background forgets", false},
};

static const struct role_row *row_of(enum awol_role role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (roles[i].role == role)
            return &roles[i];
    return NULL;
}

static struct awol_parameter *add(struct awol_layout *layout, enum awol_role role, size_t index)
{
    const struct role_row *row = row_of(role);
    struct awol_parameter *p = &layout->parameters[layout->n++];
    *p = (struct awol_parameter){.role = role,
                                 .index = index,
                                 .zero_allowed = row && row->zero_allowed,
                                 .moot_without = SIZE_MAX};
    if (row) {
        size_t length = strcspn(row->name, "%");
        if (row->name[length])
            snprintf(p->name, sizeof p->name, "%.*s%zu", (int)length, row->name, index + 1);
        else
            snprintf(p->name, sizeof p->name, "%s", row->name);
        p->scale = row->scale;
        p->upper = row->upper;
        p->low = row->low;
        p->high = row->high;
        p->measure = row->measure;
        p->meaning = row->meaning;
    }
    return p;
}

static void add_effect(struct awol_layout *layout, const struct awol_effect *effect, size_t index)
{
    struct awol_parameter *p = add(layout, AWOL_ROLE_EFFECT, index);
    snprintf(p->name, sizeof p->name, "%s", effect->name);
    if (effect->offer) {
        p->scale = AWOL_SCALE_LOG;
        p->low = 1e-6;
        p->high = 1e6;
        p->measure = "rate ratio";
        p->meaning = effect->after ? "by how much the background rate is multiplied in the days "
                                     "after the offer"
                     : effect->is_offer
                         ? "by how much the background rate is multiplied while the offer holds"
                         : "by how much the background rate is multiplied by the circumstance";
    } else {
        p->scale = AWOL_SCALE_IDENTITY;
        p->low = -1e6;
        p->high = 1e6;
        p->measure = "log per unit of the column";
        p->meaning = "change of the log background rate by one unit of the covariate";
    }
}

/* urgency.A for offer.A, also where the offer stands for several. */
static void add_urgency(struct awol_layout *layout, const struct awol_effect *effect, size_t index)
{
    const char *dot = strchr(effect->name, '.');
    struct awol_parameter *p = add(layout, AWOL_ROLE_URGENCY, index);
    snprintf(p->name, sizeof p->name, "urgency.%s", dot ? dot + 1 : effect->name);
    p->scale = AWOL_SCALE_LOG;
    p->low = 1e-3;
    p->high = 1e3;
    p->measure = "ratio on eta";
    p->meaning = "by how much what one departure prompts is multiplied while the offer holds";
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double awol_campaign_bin_days(const struct awol_campaign *campaign)
{
    /* Bins of a regular grid differ by a day or two; of a grid of spans the median is typical. A
     * sample of 1001 bins is as good as all. */
    double sample[1001] = {0};
    size_t n = 0;
    if (campaign->bin_days > 0)
        return campaign->bin_days;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        size_t step = 1 + unit->n_bins * campaign->n_units / 1000;
        for (size_t t = 0; t < unit->n_bins && n < 1001; t += step)
            sample[n++] = (double)(unit->edges[t + 1] - unit->edges[t]);
    }
    qsort(sample, n, sizeof *sample, ascending);
    return sample[n / 2];
}

double awol_campaign_days(const struct awol_campaign *campaign)
{
    return (double)(campaign->last_day - campaign->first_day);
}

void awol_layout_finish(struct awol_layout *layout, const struct awol_campaign *campaign)
{
    double bin = awol_campaign_bin_days(campaign), all = awol_campaign_days(campaign);
    if (layout->tau != SIZE_MAX) {
        layout->parameters[layout->tau].low = bin / 50;
        layout->parameters[layout->tau].high = 2 * fmax(all, bin);
    }
    if (layout->background_days != SIZE_MAX) {
        layout->parameters[layout->background_days].low = bin / 2;
        layout->parameters[layout->background_days].high = fmax(all, bin);
    }
    if (campaign->per_man && layout->rate != SIZE_MAX) {
        for (size_t u = 0; u < layout->n_rates; u++) {
            struct awol_parameter *rate = &layout->parameters[layout->rate + u];
            rate->measure = "per man and day";
            rate->meaning = "background departures per man present and day";
        }
        /* With a finite pool a cascade above one burns itself out and can be estimated. */
        if (layout->eta != SIZE_MAX && layout->parameters[layout->eta].scale == AWOL_SCALE_LOGIT) {
            layout->parameters[layout->eta].upper = 3;
            layout->parameters[layout->eta].high = 3 - 3e-6;
        }
    }
}

enum awol_status awol_layout_begin(struct awol_layout *layout, size_t room,
                                   struct awol_error *opt_error)
{
    struct awol_layout made = {.rate = SIZE_MAX,
                               .trend = SIZE_MAX,
                               .harmonic = SIZE_MAX,
                               .effect = SIZE_MAX,
                               .urgency = SIZE_MAX,
                               .eta = SIZE_MAX,
                               .tau = SIZE_MAX,
                               .share = SIZE_MAX,
                               .dispersion = SIZE_MAX,
                               .background_sd = SIZE_MAX,
                               .background_days = SIZE_MAX};
    made.parameters = calloc(room + 1, sizeof *made.parameters);
    if (!made.parameters)
        return awol_error_memory(opt_error);
    *layout = made;
    return AWOL_OK;
}

/* The member that holds the index of a role's parameter; NULL if it has none. */
static size_t *index_of(struct awol_layout *layout, enum awol_role role)
{
    switch (role) {
    case AWOL_ROLE_RATE:
        return &layout->rate;
    case AWOL_ROLE_TREND:
        return &layout->trend;
    case AWOL_ROLE_ETA:
        return &layout->eta;
    case AWOL_ROLE_TAU:
        return &layout->tau;
    case AWOL_ROLE_SHARE:
        return &layout->share;
    case AWOL_ROLE_DISPERSION:
        return &layout->dispersion;
    case AWOL_ROLE_BACKGROUND_SD:
        return &layout->background_sd;
    case AWOL_ROLE_BACKGROUND_DAYS:
        return &layout->background_days;
    case AWOL_ROLE_SINE:
    case AWOL_ROLE_COSINE:
    case AWOL_ROLE_EFFECT:
    case AWOL_ROLE_URGENCY:
    case AWOL_ROLE_OWN:
        break;
    }
    return NULL;
}

void awol_layout_add(struct awol_layout *layout, enum awol_role role, size_t index)
{
    size_t *at = index_of(layout, role);
    if (at)
        *at = layout->n;
    add(layout, role, index);
}

size_t awol_layout_rate_room(const struct awol_setup *setup, const struct awol_campaign *campaign)
{
    size_t rates = setup->levels ? campaign->n_units : 1;
    return 1 + rates + 2 * (size_t)setup->harmonics + campaign->n_effects;
}

void awol_layout_add_effects(struct awol_layout *layout, const struct awol_campaign *campaign)
{
    layout->effect = campaign->n_effects ? layout->n : SIZE_MAX;
    for (size_t i = 0; i < campaign->n_effects; i++)
        add_effect(layout, &campaign->effects[i], i);
}

void awol_layout_add_rate(struct awol_layout *layout, const struct awol_setup *setup,
                          const struct awol_campaign *campaign)
{
    bool levels = setup->levels && campaign->n_units > 1;
    layout->n_rates = levels ? campaign->n_units : 1;
    awol_layout_add(layout, AWOL_ROLE_RATE, 0);
    for (size_t u = 1; u < layout->n_rates; u++)
        add(layout, AWOL_ROLE_RATE, u);
    for (size_t u = 0; levels && u < campaign->n_units; u++)
        snprintf(layout->parameters[layout->rate + u].name, AWOL_PARAMETER_NAME, "rate.%s",
                 campaign->units[u].name);
    if (setup->trend)
        awol_layout_add(layout, AWOL_ROLE_TREND, 0);
    layout->harmonic = setup->harmonics ? layout->n : SIZE_MAX;
    for (size_t i = 0; i < setup->harmonics; i++) {
        add(layout, AWOL_ROLE_SINE, i);
        add(layout, AWOL_ROLE_COSINE, i);
    }
    awol_layout_add_effects(layout, campaign);
}

struct awol_parameter *awol_layout_add_own(struct awol_layout *layout,
                                           const struct awol_parameter *parameter)
{
    struct awol_parameter *p = &layout->parameters[layout->n++];
    *p = *parameter;
    p->role = AWOL_ROLE_OWN;
    p->moot_without = SIZE_MAX;
    return p;
}

static void add_cascade(struct awol_layout *layout, const struct awol_setup *setup,
                        const struct awol_campaign *campaign)
{
    for (size_t i = 0; i < campaign->n_effects; i++) {
        if (!campaign->effects[i].urgency)
            continue;
        if (layout->n_urgency++ == 0)
            layout->urgency = layout->n;
        add_urgency(layout, &campaign->effects[i], i);
    }
    awol_layout_add(layout, AWOL_ROLE_ETA, 0);
    for (size_t k = 0; k < layout->n_urgency; k++)
        layout->parameters[layout->urgency + k].moot_without = layout->eta;
    if (setup->kernel == AWOL_KERNEL_ALL) {
        struct awol_parameter *eta = &layout->parameters[layout->eta];
        double bin = awol_campaign_bin_days(campaign);
        snprintf(eta->name, sizeof eta->name, "eta_per_day");
        eta->scale = AWOL_SCALE_LOG;
        eta->low = 1e-9 / bin;
        eta->high = 20 / bin;
        eta->measure = "further departures per departure and day";
        eta->meaning = "further departures that each earlier one prompts a day, without end";
    } else if (setup->kernel != AWOL_KERNEL_LAG) {
        awol_layout_add(layout, AWOL_ROLE_TAU, 0);
        layout->parameters[layout->tau].moot_without = layout->eta;
    }
}

enum awol_status awol_layout_init(struct awol_layout *layout, const struct awol_setup *setup,
                                  const struct awol_campaign *campaign,
                                  struct awol_error *opt_error)
{
    struct awol_layout made;
    size_t room = awol_layout_rate_room(setup, campaign) + campaign->n_effects + 8;
    enum awol_status status = awol_layout_begin(&made, room, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_layout_add_rate(&made, setup, campaign);
    if (setup->cascade)
        add_cascade(&made, setup, campaign);
    if (setup->cascade && setup->share_between) {
        awol_layout_add(&made, AWOL_ROLE_SHARE, 0);
        made.parameters[made.share].moot_without = made.eta;
    }
    if (setup->law == AWOL_LAW_NB && setup->dispersion)
        awol_layout_add(&made, AWOL_ROLE_DISPERSION, 0);
    if (setup->background) {
        awol_layout_add(&made, AWOL_ROLE_BACKGROUND_SD, 0);
        awol_layout_add(&made, AWOL_ROLE_BACKGROUND_DAYS, 0);
        made.parameters[made.background_days].moot_without = made.background_sd;
    }
    awol_layout_finish(&made, campaign);
    *layout = made;
    return AWOL_OK;
}

void awol_layout_release(struct awol_layout *layout)
{
    free(layout->parameters);
    *layout = (struct awol_layout){0};
}

size_t awol_layout_find(const struct awol_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->n; i++)
        if (strcmp(layout->parameters[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

double awol_parameter_to_working(const struct awol_parameter *parameter, double value)
{
    switch (parameter->scale) {
    case AWOL_SCALE_LOG:
        return log(value);
    case AWOL_SCALE_LOGIT:
        return log(value / parameter->upper) - log1p(-value / parameter->upper);
    case AWOL_SCALE_IDENTITY:
        break;
    }
    return value;
}

double awol_parameter_to_printed(const struct awol_parameter *parameter, double working)
{
    switch (parameter->scale) {
    case AWOL_SCALE_LOG:
        return exp(working);
    case AWOL_SCALE_LOGIT:
        return parameter->upper / (1 + exp(-working));
    case AWOL_SCALE_IDENTITY:
        break;
    }
    return working;
}

double awol_parameter_slope(const struct awol_parameter *parameter, double working)
{
    double value = awol_parameter_to_printed(parameter, working);
    switch (parameter->scale) {
    case AWOL_SCALE_LOG:
        return value;
    case AWOL_SCALE_LOGIT:
        return value * (1 - value / parameter->upper);
    case AWOL_SCALE_IDENTITY:
        break;
    }
    return 1;
}

double awol_parameter_bend(const struct awol_parameter *parameter, double working)
{
    double value = awol_parameter_to_printed(parameter, working);
    switch (parameter->scale) {
    case AWOL_SCALE_LOG:
        return value;
    case AWOL_SCALE_LOGIT:
        return value * (1 - value / parameter->upper) * (1 - 2 * value / parameter->upper);
    case AWOL_SCALE_IDENTITY:
        break;
    }
    return 0;
}

/* What a value of the parameter may be, in words; empty if it is one. */
static void describe_range(const struct awol_parameter *parameter, double value, char *text,
                           size_t size)
{
    bool own = parameter->role == AWOL_ROLE_OWN;
    bool positive = parameter->scale != AWOL_SCALE_IDENTITY;
    bool below_zero = value < 0 || (value == 0 && !parameter->zero_allowed);
    bool fraction =
        parameter->scale == AWOL_SCALE_LOGIT && (own || parameter->role == AWOL_ROLE_SHARE);
    bool above = fraction && (own ? value >= parameter->upper : value > 1);
    text[0] = '\0';
    if (isfinite(value) && !(positive && below_zero) && !above)
        return;
    if (fraction)
        snprintf(text, size, "%s%g", own ? "between 0 and " : "0 to ", own ? parameter->upper : 1);
    else
        snprintf(text, size, "%s",
                 !positive                 ? "a number"
                 : parameter->zero_allowed ? "0 or more"
                                           : "above 0");
}

enum awol_status awol_parameter_check(const struct awol_parameter *parameter, double value,
                                      struct awol_error *opt_error)
{
    char range[64];
    describe_range(parameter, value, range, sizeof range);
    if (range[0])
        return awol_error_set(opt_error, AWOL_RANGE, "%s: %g is outside what it can be (%s)",
                              parameter->name, value, range);
    return AWOL_OK;
}
