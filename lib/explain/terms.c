/* An offer as its terms: what it is worth to a man, for how many it pays, how many leave while it
 * stands, by it and by each other, and what each of them costs. */
#include "explain/terms.h"

#include <math.h>

#include "explain/burden.h"
#include "explain/decision.h"
#include "explain/pool.h"

#define MONTH 30.436875

const struct awol_outcome_row awol_outcome_rows[AWOL_N_OUTCOMES] = {
#define OUTCOME_ROW(key, name, unit, meaning) {name, unit, meaning},
    AWOL_OUTCOMES(OUTCOME_ROW)
#undef OUTCOME_ROW
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
        return awol_assumptions_miss(
            a, opt_error, "what is offered (bounty, land or residence, or several of them)");
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
static enum awol_status read_reservation(struct awol_terms *terms, struct awol_error *opt_error)
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
static enum awol_status read_days(struct awol_terms *terms, struct awol_error *opt_error)
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

static enum awol_status check(const struct awol_terms *terms, struct awol_error *opt_error)
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

static enum awol_status read_terms(struct awol_terms *terms, struct awol_error *opt_error)
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

/* ---- one set of numbers ---- */

static struct awol_decision decision_of(const struct awol_terms *terms, const double *v)
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

enum awol_status awol_terms_evaluate(const struct awol_terms *terms, const double *v, double *out,
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
    out[AWOL_OUTCOME_WORTH] = awol_decision_worth(&decision);
    out[AWOL_OUTCOME_PAYS] = awol_decision_share(&decision);
    out[AWOL_OUTCOME_WILLING] = pool.willing =
        v[AWOL_ASSUME_MEN] * v[AWOL_ASSUME_REACH] * out[AWOL_OUTCOME_PAYS];
    if (status == AWOL_OK)
        status = awol_pool_run(&pool, days, &with, opt_error);
    if (status != AWOL_OK)
        return status;
    double through = 1 - decision.death - decision.caught;
    out[AWOL_OUTCOME_LEFT] = with.by_themselves + with.by_offer + with.by_comrades;
    out[AWOL_OUTCOME_THEMSELVES] = with.by_themselves;
    out[AWOL_OUTCOME_OFFER] = with.by_offer;
    out[AWOL_OUTCOME_COMRADES] = with.by_comrades;
    out[AWOL_OUTCOME_WITHOUT] = without.by_themselves + without.by_comrades;
    out[AWOL_OUTCOME_ADDITIONAL] = out[AWOL_OUTCOME_LEFT] - out[AWOL_OUTCOME_WITHOUT];
    out[AWOL_OUTCOME_ARRIVED] = through * out[AWOL_OUTCOME_LEFT];
    double taken = fmin(out[AWOL_OUTCOME_ARRIVED], places);
    out[AWOL_OUTCOME_COST] =
        v[AWOL_ASSUME_FIXED] +
        taken * (v[AWOL_ASSUME_BOUNTY] + v[AWOL_ASSUME_LAND] + v[AWOL_ASSUME_RECEPTION]);
    out[AWOL_OUTCOME_COST_PER_MAN] = taken > 0 ? out[AWOL_OUTCOME_COST] / taken : (double)NAN;
    out[AWOL_OUTCOME_COST_PER_ADDITIONAL] =
        through * out[AWOL_OUTCOME_ADDITIONAL] > 1e-9
            ? out[AWOL_OUTCOME_COST] / (through * out[AWOL_OUTCOME_ADDITIONAL])
            : (double)NAN;
    out[AWOL_OUTCOME_BREAK_EVEN_DEATH] = awol_decision_death(&decision);
    out[AWOL_OUTCOME_BREAK_EVEN_PROMISE] = awol_decision_promised(&decision);
    return AWOL_OK;
}

bool awol_terms_is_range(const struct awol_terms *terms, size_t key)
{
    const struct awol_assumed *value = &terms->scenario->assumptions->values[key];
    return value->used && value->low < value->high;
}

/* ---- the answer ---- */

static enum awol_status ask(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct awol_terms terms = {.scenario = scenario};
    double out[AWOL_N_OUTCOMES], low[AWOL_N_OUTCOMES], high[AWOL_N_OUTCOMES];
    const struct awol_scenario_settings *settings = scenario->settings;
    enum awol_status status;
    if ((status = read_terms(&terms, opt_error)) != AWOL_OK ||
        (status = awol_terms_evaluate(&terms, terms.middle, out, opt_error)) != AWOL_OK ||
        (status = awol_terms_draw(&terms, low, high, opt_error)) != AWOL_OK ||
        (status = awol_terms_write(&terms, out, low, high, opt_error)) != AWOL_OK ||
        (status = awol_terms_say_men(&terms, out, low, high, opt_error)) != AWOL_OK ||
        (status = awol_terms_write_levers(&terms, opt_error)) != AWOL_OK ||
        (status = awol_terms_say_cost(&terms, out, low, high, opt_error)) != AWOL_OK)
        return status;
    if (!settings->opt_countries)
        return AWOL_OK;
    return awol_burden_write(scenario, settings->opt_countries, settings->opt_share_by,
                             out[AWOL_OUTCOME_ARRIVED], out[AWOL_OUTCOME_COST], opt_error);
}

const struct awol_question awol_question_terms = {
    .name = "terms",
    .summary = "for how many men the terms of an offer pay, how many come, and what each costs",
    .form =
        "men weigh expected sums; what they ask for is log-normal; occasions come at a constant "
        "rate; followers of a departure fewer as men are fewer, after exponential delays; who is "
        "caught deters nobody",
    .ask = ask,
};
