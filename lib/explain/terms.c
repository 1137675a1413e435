/* An offer as its terms: what it is worth to a man, for how many it pays, how many leave while it
 * stands, by it and by each other, and what each of them costs. */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/random.h"
#include "explain/burden.h"
#include "explain/decision.h"
#include "explain/pool.h"
#include "explain/scenario.h"

#define MONTH 30.436875

/* X(KEY, name, unit, meaning) of what comes out. */
#define OUTCOMES(X)                                                                                \
    X(WORTH, "worth", "money", "what leaving is worth to a man, risks and pay taken off")          \
    X(PAYS, "pays", "share", "men for whom that is enough")                                        \
    X(WILLING, "willing", "men", "of those whom the offer reaches")                                \
    X(LEFT, "left", "men", "who leave while it stands")                                            \
    X(THEMSELVES, "by_themselves", "men", "of these, who would have left at the ordinary rate")    \
    X(OFFER, "by_offer", "men", "who are moved by the offer")                                      \
    X(COMRADES, "by_comrades", "men", "who follow comrades")                                       \
    X(WITHOUT, "without", "men", "who would leave in the same time without any offer")             \
    X(ADDITIONAL, "additional", "men", "more than without it")                                     \
    X(ARRIVED, "arrived", "men", "who come through alive and uncaught")                            \
    X(COST, "cost", "money", "of the offer if every promise is kept")                              \
    X(COST_PER_MAN, "cost_per_man", "money", "for each who arrives")                               \
    X(COST_PER_ADDITIONAL, "cost_per_additional", "money",                                         \
      "for each who would not have come without the offer")                                        \
    X(BREAK_EVEN_DEATH, "break_even_death", "share",                                               \
      "chance of dying on the way above which a middling man stays")                               \
    X(BREAK_EVEN_PROMISE, "break_even_promise", "money",                                           \
      "what must be promised for a middling man to go")

enum {
#define OUTCOME_ENUM(key, name, unit, meaning) key,
    OUTCOMES(OUTCOME_ENUM)
#undef OUTCOME_ENUM
        N_OUTCOMES
};

static const struct {
    const char *name, *unit, *meaning;
} outcome_rows[N_OUTCOMES] = {
#define OUTCOME_ROW(key, name, unit, meaning) {name, unit, meaning},
    OUTCOMES(OUTCOME_ROW)
#undef OUTCOME_ROW
};

/* The question: which assumptions are ranges, and how long the offer stands. */
struct terms {
    struct awol_scenario *scenario;
    double middle[AWOL_N_ASSUMPTIONS];
    double days;
    bool break_even; /* the reservation follows from a published break-even */
};

/* ---- assumptions -------------------------------------------------------------------------------
 */

static enum awol_status need_all(struct awol_assumptions *a, struct awol_error *opt_error)
{
    static const enum awol_assumption needed[] = {
        AWOL_ASSUME_MEN,  AWOL_ASSUME_REACH,  AWOL_ASSUME_PROMISE, AWOL_ASSUME_DEATH,
        AWOL_ASSUME_LIFE, AWOL_ASSUME_CAUGHT, AWOL_ASSUME_SPREAD,  AWOL_ASSUME_OCCASION,
        AWOL_ASSUME_RATE, AWOL_ASSUME_ETA,    AWOL_ASSUME_TAU};
    static const enum awol_assumption optional[] = {
        AWOL_ASSUME_BOUNTY,     AWOL_ASSUME_LAND, AWOL_ASSUME_RESIDENCE, AWOL_ASSUME_STAYING,
        AWOL_ASSUME_PUNISHMENT, AWOL_ASSUME_PAY,  AWOL_ASSUME_FIXED,     AWOL_ASSUME_RECEPTION};
    enum awol_status status = AWOL_OK;
    double low, high;
    if (!a->values[AWOL_ASSUME_BOUNTY].given && !a->values[AWOL_ASSUME_LAND].given &&
        !a->values[AWOL_ASSUME_RESIDENCE].given)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "an assumption is missing: what is offered (bounty, land or "
                              "residence, or several of them)");
    for (size_t i = 0; status == AWOL_OK && i < sizeof needed / sizeof *needed; i++)
        status = awol_assumptions_need(a, needed[i], &low, &high, opt_error);
    if (status == AWOL_OK && a->values[AWOL_ASSUME_CAUGHT].high > 0)
        status = awol_assumptions_need(a, AWOL_ASSUME_PUNISHMENT, &low, &high, opt_error);
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        awol_assumptions_default(a, optional[i], 0, 0, "default: none");
    awol_assumptions_use(a, AWOL_ASSUME_PLACES);
    return status;
}

/* The reservation itself, or a break-even from which it follows. */
static enum awol_status read_reservation(struct terms *terms, struct awol_error *opt_error)
{
    struct awol_assumptions *a = terms->scenario->assumptions;
    double low, high;
    terms->break_even = a->values[AWOL_ASSUME_BREAK_PAYMENT].given;
    if (!terms->break_even)
        return awol_assumptions_need(a, AWOL_ASSUME_RESERVATION, &low, &high, opt_error);
    if (a->values[AWOL_ASSUME_RESERVATION].given)
        return awol_assumption_refuse(a, AWOL_ASSUME_RESERVATION, opt_error,
                                      "it follows from break-even-payment, which is given too: "
                                      "leave one of them out");
    enum awol_status status =
        awol_assumptions_need(a, AWOL_ASSUME_BREAK_PAYMENT, &low, &high, opt_error);
    return status == AWOL_OK
               ? awol_assumptions_need(a, AWOL_ASSUME_BREAK_DEATH, &low, &high, opt_error)
               : status;
}

/* Two dates, unless the command line says how many days. */
static enum awol_status read_days(struct terms *terms, struct awol_error *opt_error)
{
    struct awol_assumptions *a = terms->scenario->assumptions;
    const struct awol_assumed *start = &a->values[AWOL_ASSUME_START];
    const struct awol_assumed *end = &a->values[AWOL_ASSUME_END];
    const struct awol_assumed *deadline = &a->values[AWOL_ASSUME_DEADLINE];
    double low, high;
    if (start->given && end->given && end->low < start->low)
        return awol_assumption_refuse(a, AWOL_ASSUME_END, opt_error,
                                      "the offer ends on %s, before the men could know of it, on "
                                      "%s",
                                      end->opt_text, start->opt_text);
    if (deadline->given && deadline->by_file && end->given && end->by_file)
        return awol_assumption_refuse(a, AWOL_ASSUME_DEADLINE, opt_error,
                                      "the file says by end, too, how long the offer stands: leave "
                                      "one of them out");
    if (deadline->given || !start->given || !end->given) {
        enum awol_status status =
            awol_assumptions_need(a, AWOL_ASSUME_DEADLINE, &low, &high, opt_error);
        if (status == AWOL_OK)
            terms->days = 0.5 * (low + high);
        return status;
    }
    awol_assumptions_use(a, AWOL_ASSUME_START);
    awol_assumptions_use(a, AWOL_ASSUME_END);
    terms->days = end->low - start->low + 1;
    return AWOL_OK;
}

static enum awol_status check(const struct terms *terms, struct awol_error *opt_error)
{
    const struct awol_assumptions *a = terms->scenario->assumptions;
    const struct awol_assumed *v = a->values;
    if (v[AWOL_ASSUME_DEATH].high + v[AWOL_ASSUME_CAUGHT].high > 1)
        return awol_assumption_refuse(a, AWOL_ASSUME_CAUGHT, opt_error,
                                      "with the chance of dying on the way it adds to %g, more "
                                      "than 1",
                                      v[AWOL_ASSUME_DEATH].high + v[AWOL_ASSUME_CAUGHT].high);
    double least =
        awol_decision_reservation(v[AWOL_ASSUME_BREAK_PAYMENT].low, v[AWOL_ASSUME_BREAK_DEATH].high,
                                  v[AWOL_ASSUME_LIFE].high);
    if (terms->break_even && !(least > 0))
        return awol_assumption_refuse(
            a, AWOL_ASSUME_BREAK_PAYMENT, opt_error,
            "with such a chance of dying and such a worth of life the payment would be worth %g to "
            "him: it cannot be just enough; a smaller life would do",
            least);
    return AWOL_OK;
}

static enum awol_status read_terms(struct terms *terms, struct awol_error *opt_error)
{
    struct awol_assumptions *a = terms->scenario->assumptions;
    enum awol_status status = need_all(a, opt_error);
    if (status == AWOL_OK)
        status = read_reservation(terms, opt_error);
    if (status == AWOL_OK)
        status = read_days(terms, opt_error);
    if (status == AWOL_OK)
        status = check(terms, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < AWOL_N_ASSUMPTIONS; i++)
        terms->middle[i] = 0.5 * (a->values[i].low + a->values[i].high);
    return status;
}

/* ---- one set of numbers ------------------------------------------------------------------------
 */

static struct awol_decision decision_of(const struct terms *terms, const double *v)
{
    return (struct awol_decision){
        .promised = v[AWOL_ASSUME_BOUNTY] + v[AWOL_ASSUME_LAND] + v[AWOL_ASSUME_RESIDENCE],
        .promise = v[AWOL_ASSUME_PROMISE],
        .death = v[AWOL_ASSUME_DEATH],
        .caught = v[AWOL_ASSUME_CAUGHT],
        .staying = v[AWOL_ASSUME_STAYING],
        .life = v[AWOL_ASSUME_LIFE],
        .punishment = v[AWOL_ASSUME_PUNISHMENT],
        .pay = v[AWOL_ASSUME_PAY],
        .reservation = terms->break_even ? awol_decision_reservation(v[AWOL_ASSUME_BREAK_PAYMENT],
                                                                     v[AWOL_ASSUME_BREAK_DEATH],
                                                                     v[AWOL_ASSUME_LIFE])
                                         : v[AWOL_ASSUME_RESERVATION],
        .spread = v[AWOL_ASSUME_SPREAD],
    };
}

static enum awol_status evaluate(const struct terms *terms, const double *v, double *out,
                                 struct awol_error *opt_error)
{
    const struct awol_decision decision = decision_of(terms, v);
    double days = terms->scenario->assumptions->values[AWOL_ASSUME_END].used
                      ? terms->days
                      : v[AWOL_ASSUME_DEADLINE];
    double places = terms->scenario->assumptions->values[AWOL_ASSUME_PLACES].used
                        ? v[AWOL_ASSUME_PLACES]
                        : (double)INFINITY;
    struct awol_pool pool = {.men = v[AWOL_ASSUME_MEN],
                             .rate = v[AWOL_ASSUME_RATE] / (1000 * MONTH),
                             .leave = 1 / v[AWOL_ASSUME_OCCASION],
                             .eta = v[AWOL_ASSUME_ETA],
                             .tau_days = v[AWOL_ASSUME_TAU]};
    struct awol_pool_course with, without;
    enum awol_status status = awol_pool_run(&pool, days, &without, opt_error);
    out[WORTH] = awol_decision_worth(&decision);
    out[PAYS] = awol_decision_share(&decision);
    out[WILLING] = pool.willing = v[AWOL_ASSUME_MEN] * v[AWOL_ASSUME_REACH] * out[PAYS];
    if (status == AWOL_OK)
        status = awol_pool_run(&pool, days, &with, opt_error);
    if (status != AWOL_OK)
        return status;
    double through = 1 - decision.death - decision.caught;
    out[LEFT] = with.by_themselves + with.by_offer + with.by_comrades;
    out[THEMSELVES] = with.by_themselves;
    out[OFFER] = with.by_offer;
    out[COMRADES] = with.by_comrades;
    out[WITHOUT] = without.by_themselves + without.by_comrades;
    out[ADDITIONAL] = out[LEFT] - out[WITHOUT];
    out[ARRIVED] = through * out[LEFT];
    double taken = fmin(out[ARRIVED], places);
    out[COST] = v[AWOL_ASSUME_FIXED] +
                taken * (v[AWOL_ASSUME_BOUNTY] + v[AWOL_ASSUME_LAND] + v[AWOL_ASSUME_RECEPTION]);
    out[COST_PER_MAN] = taken > 0 ? out[COST] / taken : (double)NAN;
    out[COST_PER_ADDITIONAL] =
        through * out[ADDITIONAL] > 1e-9 ? out[COST] / (through * out[ADDITIONAL]) : (double)NAN;
    out[BREAK_EVEN_DEATH] = awol_decision_death(&decision);
    out[BREAK_EVEN_PROMISE] = awol_decision_promised(&decision);
    return AWOL_OK;
}

/* ---- ranges ------------------------------------------------------------------------------------
 */

static bool is_range(const struct terms *terms, size_t key)
{
    const struct awol_assumed *value = &terms->scenario->assumptions->values[key];
    return value->used && value->low < value->high;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The number below which a share p of n sorted ones lie. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]) : sorted[i];
}

static enum awol_status draw_once(const struct terms *terms, gsl_rng *generator, double *ret_out,
                                  struct awol_error *opt_error)
{
    double v[AWOL_N_ASSUMPTIONS];
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++) {
        const struct awol_assumed *value = &terms->scenario->assumptions->values[i];
        v[i] = terms->middle[i];
        if (is_range(terms, i))
            v[i] = value->low + gsl_rng_uniform(generator) * (value->high - value->low);
    }
    return evaluate(terms, v, ret_out, opt_error);
}

/* Limits of nine in ten draws from the ranges, each outcome for itself; NaN without ranges. */
static enum awol_status draw(const struct terms *terms, double *ret_low, double *ret_high,
                             struct awol_error *opt_error)
{
    const struct awol_spread_draws *draws = &terms->scenario->settings->draws;
    size_t n = draws->replicates, n_ranges = 0;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++)
        n_ranges += is_range(terms, i);
    for (size_t k = 0; k < N_OUTCOMES; k++)
        ret_low[k] = ret_high[k] = (double)NAN;
    if (n_ranges == 0)
        return AWOL_OK;
    double *values = calloc(n * N_OUTCOMES, sizeof *values);
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!values || !generator)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        double out[N_OUTCOMES];
        awol_random_at(generator, draws->seed, (uint32_t)i, awol_random_stream("scenario.terms"));
        status = draw_once(terms, generator, out, opt_error);
        for (size_t k = 0; status == AWOL_OK && k < N_OUTCOMES; k++)
            values[k * n + i] = isnan(out[k]) ? (double)INFINITY : out[k];
    }
    for (size_t k = 0; status == AWOL_OK && k < N_OUTCOMES; k++) {
        qsort(values + k * n, n, sizeof *values, compare);
        ret_low[k] = quantile(values + k * n, n, 0.05);
        ret_high[k] = quantile(values + k * n, n, 0.95);
    }
    if (generator)
        gsl_rng_free(generator);
    free(values);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------
 */

static enum awol_status write_terms(const struct terms *terms, const double *out, const double *low,
                                    const double *high, struct awol_error *opt_error)
{
    static const char *const columns[] = {"quantity", "value",   "low", "high",
                                          "unit",     "meaning", NULL};
    const char *currency = terms->scenario->assumptions->currency;
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(terms->scenario, "terms", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < N_OUTCOMES; k++) {
        const double row[] = {out[k], low[k], high[k]};
        const char *unit = outcome_rows[k].unit;
        status = awol_scenario_row(table, outcome_rows[k].name, row, 3, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, k, 4,
                                    unit[0] == 'm' && unit[1] == 'o' && currency ? currency : unit,
                                    opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, k, 5, outcome_rows[k].meaning, opt_error);
    }
    return status;
}

/* What an assumption does by itself, and how much: for the order of the table. */
struct lever {
    size_t key;
    double left[2], reach;
};

static int compare_levers(const void *a, const void *b)
{
    const struct lever *x = a, *y = b;
    if (x->reach != y->reach)
        return x->reach < y->reach ? 1 : -1;
    return (x->key > y->key) - (x->key < y->key);
}

static enum awol_status find_levers(const struct terms *terms, struct lever *levers, size_t *ret_n,
                                    struct awol_error *opt_error)
{
    size_t n = 0;
    for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++) {
        double v[AWOL_N_ASSUMPTIONS], out[N_OUTCOMES];
        if (!is_range(terms, key))
            continue;
        struct lever *lever = &levers[n++];
        lever->key = key;
        for (int end = 0; end < 2; end++) {
            for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++)
                v[i] = terms->middle[i];
            const struct awol_assumed *value = &terms->scenario->assumptions->values[key];
            v[key] = end ? value->high : value->low;
            enum awol_status status = evaluate(terms, v, out, opt_error);
            if (status != AWOL_OK)
                return status;
            lever->left[end] = out[LEFT];
        }
        lever->reach = fabs(lever->left[1] - lever->left[0]);
    }
    qsort(levers, n, sizeof *levers, compare_levers);
    while (n > 0 && levers[n - 1].reach == 0) /* it changes costs, or nothing */
        n--;
    *ret_n = n;
    return AWOL_OK;
}

static enum awol_status write_levers(const struct terms *terms, struct awol_error *opt_error)
{
    static const char *const columns[] = {"assumption",  "low",          "high",
                                          "left_at_low", "left_at_high", NULL};
    struct lever levers[AWOL_N_ASSUMPTIONS];
    struct awol_table *table = NULL;
    size_t n = 0;
    char a[AWOL_WORDS_SIZE], b[AWOL_WORDS_SIZE];
    enum awol_status status = find_levers(terms, levers, &n, opt_error);
    if (status != AWOL_OK || n == 0)
        return status;
    status = awol_scenario_table(terms->scenario, "levers", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct awol_assumed *value = &terms->scenario->assumptions->values[levers[i].key];
        const double row[] = {value->low, value->high, levers[i].left[0], levers[i].left[1]};
        status =
            awol_scenario_row(table, awol_assumption_kinds[levers[i].key].name, row, 4, opt_error);
    }
    if (status != AWOL_OK)
        return status;
    const struct awol_assumption_kind *most = &awol_assumption_kinds[levers[0].key];
    return awol_scenario_say(
        terms->scenario, opt_error, "levers",
        "What decides most is %s (%s): from one end of its range to the other, "
        "all else at the middle, the men who leave go from %s to %s.",
        most->name, most->meaning, awol_words_number(levers[0].left[0], a),
        awol_words_number(levers[0].left[1], b));
}

/* ---- sentences ---------------------------------------------------------------------------------
 */

enum { OUTCOME_WORDS = 4 * AWOL_WORDS_SIZE };

/* "3,000 (1,200 to 5,600)"; men are whole. */
static const char *outcome_words(size_t k, const double *out, const double *low, const double *high,
                                 char buffer[static OUTCOME_WORDS])
{
    char number[AWOL_WORDS_SIZE], range[AWOL_WORDS_SIZE];
    bool men = strcmp(outcome_rows[k].unit, "men") == 0;
    awol_words_number(men ? round(out[k]) : out[k], number);
    range[0] = '\0';
    if (isfinite(low[k]) && isfinite(high[k]))
        awol_words_range(men ? round(low[k]) : low[k], men ? round(high[k]) : high[k], range);
    snprintf(buffer, OUTCOME_WORDS, range[0] && strcmp(range, number) != 0 ? "%s (%s)" : "%s",
             number, range);
    return buffer;
}

static enum awol_status say_worth(const struct terms *terms, const double *out, const double *low,
                                  const double *high, struct awol_error *opt_error)
{
    const char *currency = terms->scenario->assumptions->currency;
    char worth[OUTCOME_WORDS], pays[OUTCOME_WORDS], willing[OUTCOME_WORDS], death[AWOL_WORDS_SIZE];
    enum awol_status status = awol_scenario_say(
        terms->scenario, opt_error, "worth",
        "Once the risks and the pay are taken off, leaving is worth %s %s to a man%s. It would pay "
        "for a share of %s of the men: for %s men among those who hear of it.",
        outcome_words(WORTH, out, low, high, worth), currency ? currency : "",
        out[WORTH] < 0 ? ", who would lose by it" : "", outcome_words(PAYS, out, low, high, pays),
        outcome_words(WILLING, out, low, high, willing));
    if (status != AWOL_OK || !(out[BREAK_EVEN_DEATH] > 0))
        return status;
    return awol_scenario_say(
        terms->scenario, opt_error, "worth",
        "A middling man goes while his chance of dying on the way is below %s; "
        "it is taken to be %s here.",
        awol_words_number(out[BREAK_EVEN_DEATH], death),
        awol_words_range(terms->scenario->assumptions->values[AWOL_ASSUME_DEATH].low,
                         terms->scenario->assumptions->values[AWOL_ASSUME_DEATH].high, pays));
}

static enum awol_status say_men(const struct terms *terms, const double *out, const double *low,
                                const double *high, struct awol_error *opt_error)
{
    char left[OUTCOME_WORDS], additional[OUTCOME_WORDS], without[OUTCOME_WORDS],
        days[AWOL_WORDS_SIZE], offer[OUTCOME_WORDS], comrades[OUTCOME_WORDS];
    enum awol_status status = awol_scenario_say(
        terms->scenario, opt_error, "men",
        "In the %s days %s men leave. Without the offer %s would: it adds %s. Of those who leave, "
        "%s are moved by the offer itself and %s follow comrades.",
        awol_words_number(terms->days, days), outcome_words(LEFT, out, low, high, left),
        outcome_words(WITHOUT, out, low, high, without),
        outcome_words(ADDITIONAL, out, low, high, additional),
        outcome_words(OFFER, out, low, high, offer),
        outcome_words(COMRADES, out, low, high, comrades));
    if (status != AWOL_OK || isnan(low[LEFT]))
        return status;
    return awol_scenario_say(terms->scenario, opt_error, "ranges",
                             "Where a range is assumed its middle is taken; in brackets stand the "
                             "limits of nine in ten draws from all ranges.");
}

static enum awol_status say_cost(const struct terms *terms, const double *out, const double *low,
                                 const double *high, struct awol_error *opt_error)
{
    const struct awol_assumptions *a = terms->scenario->assumptions;
    const char *currency = a->currency ? a->currency : "";
    char cost[OUTCOME_WORDS], man[OUTCOME_WORDS], additional[OUTCOME_WORDS];
    enum awol_status status = AWOL_OK;
    if (a->values[AWOL_ASSUME_PLACES].used && out[ARRIVED] > terms->middle[AWOL_ASSUME_PLACES])
        status = awol_scenario_say(terms->scenario, opt_error, "places",
                                   "More arrive than the %s whom the offer takes; those above are "
                                   "not paid for here.",
                                   awol_words_whole(terms->middle[AWOL_ASSUME_PLACES], cost));
    if (status != AWOL_OK || !(out[COST] > 0))
        return status;
    outcome_words(COST_PER_ADDITIONAL, out, low, high, additional);
    return awol_scenario_say(
        terms->scenario, opt_error, "cost",
        "If every promise is kept it costs %s %s: %s for each man who arrives%s%s%s.",
        outcome_words(COST, out, low, high, cost), currency,
        outcome_words(COST_PER_MAN, out, low, high, man),
        isnan(out[COST_PER_ADDITIONAL]) ? ", of whom hardly one would not have come without it"
                                        : ", and ",
        isnan(out[COST_PER_ADDITIONAL]) ? "" : additional,
        isnan(out[COST_PER_ADDITIONAL]) ? "" : " for each who would not have come without it");
}

static enum awol_status ask(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct terms terms = {.scenario = scenario};
    double out[N_OUTCOMES], low[N_OUTCOMES], high[N_OUTCOMES];
    const struct awol_scenario_settings *settings = scenario->settings;
    enum awol_status status;
    if ((status = read_terms(&terms, opt_error)) != AWOL_OK ||
        (status = evaluate(&terms, terms.middle, out, opt_error)) != AWOL_OK ||
        (status = draw(&terms, low, high, opt_error)) != AWOL_OK ||
        (status = write_terms(&terms, out, low, high, opt_error)) != AWOL_OK ||
        (status = say_worth(&terms, out, low, high, opt_error)) != AWOL_OK ||
        (status = say_men(&terms, out, low, high, opt_error)) != AWOL_OK ||
        (status = write_levers(&terms, opt_error)) != AWOL_OK ||
        (status = say_cost(&terms, out, low, high, opt_error)) != AWOL_OK)
        return status;
    if (!settings->opt_countries)
        return AWOL_OK;
    return awol_burden_write(scenario, settings->opt_countries, settings->opt_share_by,
                             out[ARRIVED], out[COST], opt_error);
}

const struct awol_question awol_question_terms = {
    .name = "terms",
    .summary = "for how many men the terms of an offer pay, how many come, and what each costs",
    .ask = ask,
};
