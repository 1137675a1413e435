/* A rate for each stretch of time: the descriptive table, with its limits. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/garwood.h"
#include "base/number.h"
#include "date/calendar.h"
#include "date/span.h"
#include "model/grouped.h"
#include "model/markov.h"
#include "model/model.h"
#include "model/piecewise.h"

/* Stretch j runs from starts[j] to before starts[j + 1]; the last has no end. */
struct stretches {
    int64_t *starts;
    size_t n;
};

static void stretches_free(void *own)
{
    struct stretches *s = own;
    if (s)
        free(s->starts);
    free(s);
}

static size_t stretch_of(const struct stretches *s, int64_t day)
{
    size_t low = 0, high = s->n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (s->starts[middle] <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- choosing the stretches ---------------------------------------------------------------- */

/* Does a count begin in [from, to)? */
static bool has_count(const struct awol_campaign *campaign, int64_t from, int64_t to)
{
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            int64_t start = unit->edges[unit->observations[i].bins.first];
            if (start >= from && start < to && awol_observation_is_count(&unit->observations[i]))
                return true;
        }
    }
    return false;
}

static int64_t next_first(int64_t day, bool of_year)
{
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    if (of_year || date.month == 12)
        return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year + 1, 1, 1});
    return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){date.year, date.month + 1, 1});
}

/* Cut at every first of a year (or month) that has counts on both sides. */
static void cut_calendar(const struct awol_campaign *campaign, bool years, struct stretches *s)
{
    s->n = 1;
    for (int64_t day = next_first(campaign->first_day, years); day < campaign->last_day;
         day = next_first(day, years))
        if (has_count(campaign, s->starts[s->n - 1], day) &&
            has_count(campaign, day, campaign->last_day))
            s->starts[s->n++] = day;
}

/* The cuts of the setup; without any, years, or months where the record lies in one year, but for a
 * model that has looked for its cuts and found none. */
static struct stretches *stretches_new(const struct awol_campaign *campaign,
                                       const struct awol_setup *setup)
{
    struct stretches *s = calloc(1, sizeof *s);
    size_t months = (size_t)((campaign->last_day - campaign->first_day) / 28) + 2;
    if (s)
        s->starts = calloc(setup->n_cuts + months, sizeof *s->starts);
    if (!s || !s->starts) {
        stretches_free(s);
        return NULL;
    }
    s->starts[s->n++] = campaign->first_day;
    for (size_t i = 0; i < setup->n_cuts; i++)
        if (setup->cuts[i] > s->starts[s->n - 1] && setup->cuts[i] < campaign->last_day)
            s->starts[s->n++] = setup->cuts[i];
    bool calendar = setup->n_cuts == 0 && !(setup->model && setup->model->cuts);
    if (calendar)
        cut_calendar(campaign, true, s);
    if (calendar && s->n == 1)
        cut_calendar(campaign, false, s);
    return s;
}

/* ---- likelihood --------------------------------------------------------------------------- */

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    const struct stretches *s = markov->own;
    const struct awol_campaign_unit *unit = markov->group;
    int64_t day = unit->edges[t], end = unit->edges[t + 1];
    double mean = 0;
    (void)state;
    for (size_t j = stretch_of(s, day); day < end; j++) {
        int64_t until = j + 1 < s->n && s->starts[j + 1] < end ? s->starts[j + 1] : end;
        mean += markov->parameters[j] * (double)(until - day);
        day = until;
    }
    *ret_counts = (struct awol_markov_count){.mean = unit->at_risk[t] * mean, .variance = NAN};
}

static const struct awol_markov_type piecewise_type = {
    .name = "piecewise",
    .expect = expect,
    .free = stretches_free,
};

/* ---- the same, counts together ------------------------------------------------------------- */

/* Rows of the rates: the stretches, then each bin that lies in several. */
struct cut_bins {
    const struct stretches *stretches;
    const struct awol_campaign *campaign;
    double *shares; /* [rows][stretches] of the days of the bin */
};

static void cut_bins_free(void *own)
{
    struct cut_bins *cut = own;
    if (cut)
        free(cut->shares);
    free(cut);
}

static void set_rates(struct awol_rate_rows *rows, const double *parameters, bool slopes)
{
    const struct cut_bins *cut = rows->own;
    size_t n = cut->stretches->n;
    for (size_t i = 0; i < rows->n; i++) {
        double rate = 0;
        const double *shares = cut->shares + i * n;
        for (size_t j = 0; j < n; j++)
            rate += shares[j] * parameters[j];
        rows->rates[i] = rate;
        for (size_t j = 0; slopes && j < n; j++)
            rows->d_log[i * rows->n_parameters + j] = shares[j] / rate;
    }
}

/* Shares of the days from `from` to before `to`. */
static void set_shares(const struct stretches *s, int64_t from, int64_t to, double *shares)
{
    for (size_t j = stretch_of(s, from); j < s->n; j++) {
        int64_t low = j > 0 && s->starts[j] > from ? s->starts[j] : from;
        int64_t high = j + 1 < s->n && s->starts[j + 1] < to ? s->starts[j + 1] : to;
        if (high > low)
            shares[j] = (double)(high - low) / (double)(to - from);
    }
}

/* The row of each bin, and how many rows there are. */
static void find_rows(struct awol_rate_rows *rows)
{
    const struct cut_bins *cut = rows->own;
    rows->n = cut->stretches->n;
    for (size_t u = 0; u < cut->campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &cut->campaign->units[u];
        for (size_t t = 0; t < unit->n_bins; t++) {
            size_t j = stretch_of(cut->stretches, unit->edges[t]);
            bool inside = j == stretch_of(cut->stretches, unit->edges[t + 1] - 1);
            rows->of[rows->first[u] + t] = inside ? j : rows->n++;
        }
    }
}

static enum awol_status fill_shares(struct awol_rate_rows *rows, struct awol_error *opt_error)
{
    struct cut_bins *cut = rows->own;
    size_t n = cut->stretches->n;
    cut->shares = calloc(rows->n * n + 1, sizeof *cut->shares);
    if (!cut->shares)
        return awol_error_memory(opt_error);
    for (size_t j = 0; j < n; j++)
        cut->shares[j * n + j] = 1;
    for (size_t u = 0; u < cut->campaign->n_units; u++)
        for (size_t t = 0; t < cut->campaign->units[u].n_bins; t++) {
            const int64_t *edges = cut->campaign->units[u].edges;
            size_t row = awol_rate_row_of(rows, u, t);
            if (row >= n)
                set_shares(cut->stretches, edges[t], edges[t + 1], cut->shares + row * n);
        }
    return AWOL_OK;
}

static enum awol_status group(const struct awol_campaign *campaign, const struct stretches *s,
                              const struct awol_layout *layout, struct awol_likelihood *likelihood,
                              struct awol_error *opt_error)
{
    struct awol_rate_rows rows;
    struct cut_bins *cut = malloc(sizeof *cut);
    enum awol_status status = awol_rate_rows_begin(&rows, campaign, opt_error);
    if (!cut && status == AWOL_OK)
        status = awol_error_memory(opt_error);
    if (cut)
        *cut = (struct cut_bins){s, campaign, NULL};
    rows.own = cut;
    rows.free = cut_bins_free;
    rows.set = set_rates;
    if (status == AWOL_OK) {
        find_rows(&rows);
        status = fill_shares(&rows, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_rate_rows_finish(&rows, layout->n, opt_error);
    if (status == AWOL_OK)
        return awol_grouped_open(campaign, layout, &rows, likelihood, opt_error);
    awol_rate_rows_release(&rows);
    return status;
}

/* Departures and men times days of the counts that begin in a stretch. */
static void add_up(const struct awol_campaign *campaign, const struct stretches *s, size_t j,
                   double *ret_count, double *ret_exposure)
{
    *ret_count = *ret_exposure = 0;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (!awol_observation_is_count(o) || stretch_of(s, unit->edges[o->bins.first]) != j)
                continue;
            *ret_count += 0.5 * (fmax(o->low, 0) + o->high);
            *ret_exposure += awol_observation_exposure(unit, o);
        }
    }
}

enum awol_status awol_piecewise_open(const struct awol_campaign *campaign,
                                     const struct awol_setup *setup, struct awol_layout *ret_layout,
                                     struct awol_likelihood *ret_likelihood,
                                     struct awol_error *opt_error)
{
    struct stretches *s = stretches_new(campaign, setup);
    if (!s)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_layout_begin(ret_layout, s->n + 1, opt_error);
    if (status != AWOL_OK) {
        stretches_free(s);
        return status;
    }
    for (size_t j = 0; j < s->n; j++) {
        double count, exposure;
        add_up(campaign, s, j, &count, &exposure);
        char day[AWOL_DAY_TEXT_SIZE];
        struct awol_parameter rate = {.scale = AWOL_SCALE_LOG,
                                      .low = 1e-15,
                                      .high = 1e9,
                                      .start = fmax(count, 0.5) / fmax(exposure, 1e-12),
                                      .measure = campaign->per_man ? "per man and day" : "per day",
                                      .meaning = "departures from that day to before the next cut"};
        snprintf(rate.name, sizeof rate.name, "rate.%s", awol_day_format(s->starts[j], day));
        awol_layout_add_own(ret_layout, &rate);
    }
    if (setup->law == AWOL_LAW_NB && setup->dispersion)
        awol_layout_add(ret_layout, AWOL_ROLE_DISPERSION, 0);
    awol_layout_finish(ret_layout, campaign);
    struct awol_likelihood likelihood = {NULL, NULL};
    status =
        awol_markov_open(&piecewise_type, s, campaign, setup, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK && awol_grouped_is(campaign, setup))
        status = group(campaign, s, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK) {
        *ret_likelihood = likelihood;
    } else {
        awol_likelihood_release(&likelihood);
        awol_layout_release(ret_layout);
    }
    return status;
}

/* ---- rules, limits, sentences -------------------------------------------------------------- */

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    struct stretches *s = stretches_new(campaign, setup);
    for (size_t j = 0; s && j < s->n; j++) {
        double count, exposure;
        char text[200], day[AWOL_DAY_TEXT_SIZE];
        add_up(campaign, s, j, &count, &exposure);
        awol_day_format(s->starts[j], day);
        if (exposure <= 0)
            snprintf(text, sizeof text, "no count begins in the stretch from %s", day);
        else if (count <= 0)
            snprintf(text, sizeof text,
                     "nobody left in the stretch from %s, so that its rate has an upper limit but "
                     "no estimate",
                     day);
        else
            continue;
        awol_refuse(refusal, text, "--cuts that leave departures in every stretch");
        break;
    }
    stretches_free(s);
}

/* Are all days that a count is about in one stretch? */
static bool is_inside(const struct awol_campaign_unit *unit, const struct awol_observation *o,
                      const struct stretches *s)
{
    return stretch_of(s, unit->edges[o->bins.first]) ==
           stretch_of(s, unit->edges[o->bins.last] - 1);
}

/* Garwood's where the counts of all stretches are exact and none straddles a cut. */
bool awol_piecewise_limits(const struct awol_told *told, size_t p, double *ret_low,
                           double *ret_high, const char **ret_method)
{
    const struct awol_campaign *campaign = told->campaign;
    if (told->setup->law != AWOL_LAW_POISSON || told->setup->recorded < 1)
        return false;
    struct stretches *s = stretches_new(campaign, told->setup);
    bool exact = s != NULL;
    for (size_t u = 0; exact && u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; exact && i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            exact = o->sealed || (o->low == o->high && is_inside(unit, o, s));
        }
    }
    if (exact) {
        double count, exposure;
        add_up(campaign, s, p, &count, &exposure);
        *ret_low = awol_garwood_low(count, told->level) / exposure;
        *ret_high = awol_garwood_high(count, told->level) / exposure;
        *ret_method = "garwood";
    }
    stretches_free(s);
    return exact;
}

enum awol_status awol_piecewise_tell(const struct awol_told *told, struct awol_fit *fit,
                                     struct awol_error *opt_error)
{
    enum { MOST_TOLD = 12 };
    struct stretches *s = stretches_new(told->campaign, told->setup);
    bool per_man = told->campaign->per_man;
    double per = per_man ? 1000 * AWOL_DAYS_PER_MONTH : 1;
    enum awol_status status = s ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t j = 0; status == AWOL_OK && j < s->n && j < MOST_TOLD; j++) {
        char day[AWOL_DAY_TEXT_SIZE], rate[AWOL_NUMBER_SIZE], interval[AWOL_INTERVAL_TEXT_SIZE];
        double low = told->lows[j], high = told->highs[j];
        const char *method;
        if (!told->fixed[j])
            awol_piecewise_limits(told, j, &low, &high, &method);
        awol_interval_format(per * low, per * high, interval);
        status = awol_fit_add(fit, &fit->summary, opt_error, "stretch",
                              "From %s on, %s (%s) left %s.", awol_day_format(s->starts[j], day),
                              awol_number_format_short(per * told->values[j], 3, rate), interval,
                              per_man ? "per 1,000 men per month" : "per day");
    }
    if (status == AWOL_OK && s->n > MOST_TOLD)
        status =
            awol_fit_add(fit, &fit->summary, opt_error, "stretch",
                         "%zu more stretches are in the table “parameters”.", s->n - MOST_TOLD);
    stretches_free(s);
    return status;
}

const struct awol_model awol_model_piecewise = {
    .name = "piecewise",
    .summary = "a constant rate for each stretch of time",
    .source = "Garwood 1936, Biometrika 28:437",
    .takes = AWOL_TAKES_RECORDED | AWOL_TAKES_CUTS,
    .open = awol_piecewise_open,
    .refuse = refuse,
    .limits = awol_piecewise_limits,
    .tell = awol_piecewise_tell,
};
