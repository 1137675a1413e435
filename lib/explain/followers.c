/* One or two first deserters: how many follow, how many by a deadline, and what a deadline must
 * make up for. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "explain/borel.h"
#include "explain/scenario.h"
#include "explain/words.h"

enum { DAYS = 40, SIZES = 200 };
#define MOST_DEPARTURES 2e8 /* seconds, not minutes */

/* What the question stands on. men and horizon are INFINITY where there is no limit; deadline and
 * urgency NaN where nobody asked. */
struct given {
    double first[2], eta[2], tau[2];
    double men, deadline, urgency, horizon;
    bool finite;
};

/* One curve, and its points: `days` before the last, which is the end of all things. */
struct curve {
    double first, eta, tau;
    double days[DAYS + 2];
    size_t n;
    double mean[DAYS + 2], se[DAYS + 2]; /* simulated */
};

static size_t ends(const double range[2])
{
    return range[0] < range[1] ? 2 : 1;
}

static enum awol_status read_optional(struct awol_assumptions *a, enum awol_assumption key,
                                      double absent, double *ret_value,
                                      struct awol_error *opt_error)
{
    *ret_value = absent;
    return awol_assumptions_use(a, key) ? awol_assumptions_need_one(a, key, ret_value, opt_error)
                                        : AWOL_OK;
}

/* Departures to be simulated, as far as the mean tells. */
static enum awol_status check_work(const struct awol_scenario *scenario, const struct given *given,
                                   struct awol_error *opt_error)
{
    double eta = given->eta[1], n = scenario->settings->draws.replicates;
    double each = fmin(given->men, eta < 1 ? given->first[1] / (1 - eta) : (double)INFINITY);
    if (n * each <= MOST_DEPARTURES)
        return AWOL_OK;
    return awol_error_set(
        opt_error, AWOL_USAGE,
        "--replicates: %.0f cascades of up to %.3g departures on average would take "
        "too long; at most %.0f",
        n, each, floor(MOST_DEPARTURES / each));
}

static enum awol_status check(const struct awol_scenario *scenario, const struct given *given,
                              struct awol_error *opt_error)
{
    const struct awol_assumptions *a = scenario->assumptions;
    if (given->first[1] >= given->men)
        return awol_assumption_refuse(a, AWOL_ASSUME_FIRST, opt_error,
                                      "of %g men nobody is left to follow %g", given->men,
                                      given->first[1]);
    if (given->deadline > given->horizon)
        return awol_assumption_refuse(a, AWOL_ASSUME_DEADLINE, opt_error,
                                      "the offer stands for %g days, and after %g nobody can leave "
                                      "any more (horizon)",
                                      given->deadline, given->horizon);
    if (!isnan(given->urgency) && isnan(given->deadline))
        return awol_assumption_refuse(a, AWOL_ASSUME_URGENCY, opt_error,
                                      "urgency is of an offer that ends: give --deadline too");
    enum awol_status status = awol_scenario_check_eta(scenario, given->eta[1], opt_error);
    return status == AWOL_OK ? check_work(scenario, given, opt_error) : status;
}

static enum awol_status read_given(struct awol_scenario *scenario, struct given *given,
                                   struct awol_error *opt_error)
{
    struct awol_assumptions *a = scenario->assumptions;
    enum awol_status status;
    *given = (struct given){.men = (double)INFINITY, .finite = scenario->settings->finite};
    awol_assumptions_default(a, AWOL_ASSUME_FIRST, 1, 2, "default");
    if ((status = awol_assumptions_need(a, AWOL_ASSUME_FIRST, &given->first[0], &given->first[1],
                                        opt_error)) != AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_ETA, &given->eta[0], &given->eta[1],
                                        opt_error)) != AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_TAU, &given->tau[0], &given->tau[1],
                                        opt_error)) != AWOL_OK ||
        (given->finite && (status = awol_assumptions_need_one(a, AWOL_ASSUME_MEN, &given->men,
                                                              opt_error)) != AWOL_OK) ||
        (status = read_optional(a, AWOL_ASSUME_DEADLINE, (double)NAN, &given->deadline,
                                opt_error)) != AWOL_OK ||
        (status = read_optional(a, AWOL_ASSUME_URGENCY, (double)NAN, &given->urgency, opt_error)) !=
            AWOL_OK ||
        (status = read_optional(a, AWOL_ASSUME_HORIZON, (double)INFINITY, &given->horizon,
                                opt_error)) != AWOL_OK)
        return status;
    for (int i = 0; i < 2; i++)
        given->first[i] = floor(given->first[i]);
    return check(scenario, given, opt_error);
}

/* ---- how many, ever ---------------------------------------------------------------------------
 */

static enum awol_status write_chances(struct awol_scenario *scenario, const struct given *given,
                                      double first, double eta, struct awol_table *table,
                                      struct awol_error *opt_error)
{
    const struct awol_scenario_settings *settings = scenario->settings;
    const struct awol_spread spread = {.first = first,
                                       .eta = eta,
                                       .tau_days = given->tau[0],
                                       .men = given->men,
                                       .at_least = settings->at_least,
                                       .n_at_least = settings->n_at_least};
    double *simulated = calloc(2 * settings->n_at_least + 1, sizeof *simulated);
    if (!simulated)
        return awol_error_memory(opt_error);
    struct awol_spread_means means = {.at_least = simulated,
                                      .at_least_se = simulated + settings->n_at_least};
    enum awol_status status = awol_spread_simulate(&spread, &settings->draws, &means, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < settings->n_at_least; i++) {
        double n = settings->at_least[i];
        const double row[] = {first,
                              eta,
                              n,
                              given->finite ? means.at_least[i]
                                            : awol_borel_at_least(first, eta, n),
                              means.at_least[i],
                              means.at_least_se[i]};
        status = awol_scenario_row(table, NULL, row, sizeof row / sizeof *row, opt_error);
    }
    free(simulated);
    return status;
}

static enum awol_status write_followers(struct awol_scenario *scenario, const struct given *given,
                                        struct awol_error *opt_error)
{
    static const char *const columns[] = {"first",     "eta", "at_least", "probability",
                                          "simulated", "se",  NULL};
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(scenario, "followers", columns, &table, opt_error);
    for (size_t k = 0; k < ends(given->first); k++)
        for (size_t e = 0; status == AWOL_OK && e < ends(given->eta); e++)
            status =
                write_chances(scenario, given, given->first[k], given->eta[e], table, opt_error);
    return status;
}

/* Probabilities of at least 0, 1, … SIZES followers. */
static enum awol_status find_tails(const struct awol_scenario *scenario, const struct given *given,
                                   double first, double eta, double *ret_tails,
                                   struct awol_error *opt_error)
{
    double numbers[SIZES + 1], se[SIZES + 1];
    for (size_t n = 0; n <= SIZES; n++)
        numbers[n] = (double)n;
    if (given->finite) {
        const struct awol_spread spread = {.first = first,
                                           .eta = eta,
                                           .tau_days = given->tau[0],
                                           .men = given->men,
                                           .at_least = numbers,
                                           .n_at_least = SIZES + 1};
        struct awol_spread_means means = {.at_least = ret_tails, .at_least_se = se};
        return awol_spread_simulate(&spread, &scenario->settings->draws, &means, opt_error);
    }
    struct awol_sum below = {0};
    for (size_t n = 0; n <= SIZES; n++) {
        ret_tails[n] = 1 - awol_sum_value(&below);
        awol_sum_add(&below, exp(awol_borel_log(first, eta, first + numbers[n])));
    }
    return AWOL_OK;
}

/* The law of the number of followers, until one in ten thousand is left. */
static enum awol_status write_sizes(struct awol_scenario *scenario, const struct given *given,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {"first",       "eta",     "followers",
                                          "probability", "at_most", NULL};
    struct awol_table *table = NULL;
    enum awol_status status = awol_scenario_table(scenario, "sizes", columns, &table, opt_error);
    for (size_t k = 0; k < ends(given->first); k++)
        for (size_t e = 0; status == AWOL_OK && e < ends(given->eta); e++) {
            double first = given->first[k], eta = given->eta[e], tails[SIZES + 1];
            status = find_tails(scenario, given, first, eta, tails, opt_error);
            for (size_t n = 0; status == AWOL_OK && n < SIZES && tails[n] > 1e-4; n++) {
                const double row[] = {first, eta, (double)n, tails[n] - tails[n + 1],
                                      1 - tails[n + 1]};
                status = awol_scenario_row(table, NULL, row, 5, opt_error);
            }
        }
    return status;
}

/* ---- how many by a day ------------------------------------------------------------------------
 */

/* Where the curve has said what it has to say. */
static double last_day(const struct given *given)
{
    double tail = given->eta[1] < 1 ? fmin(4.6 / (1 - given->eta[1]), 100) : 30;
    double last = given->tau[1] * tail;
    if (isfinite(given->horizon))
        return given->horizon;
    return isnan(given->deadline) ? last : 4 * given->deadline;
}

static void lay_days(const struct given *given, struct curve *curve)
{
    double last = last_day(given);
    curve->n = 0;
    for (size_t i = 0; i <= DAYS; i++) {
        double day = last * (double)i / DAYS;
        double before = curve->n > 0 ? curve->days[curve->n - 1] : -1;
        if (given->deadline > before && given->deadline < day)
            curve->days[curve->n++] = given->deadline;
        curve->days[curve->n++] = day;
    }
}

static enum awol_status simulate(const struct awol_scenario *scenario, const struct given *given,
                                 struct curve *curve, struct awol_error *opt_error)
{
    const struct awol_spread spread = {.first = curve->first,
                                       .eta = curve->eta,
                                       .tau_days = curve->tau,
                                       .men = given->men,
                                       .days = curve->days,
                                       .n_days = curve->n};
    struct awol_spread_means means = {.by_day = curve->mean, .by_day_se = curve->se};
    return awol_spread_simulate(&spread, &scenario->settings->draws, &means, opt_error);
}

static enum awol_status write_curve(const struct given *given, const struct curve *curve,
                                    struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    double all = awol_followers_within(curve->eta, curve->tau, given->horizon);
    for (size_t i = 0; status == AWOL_OK && i < curve->n; i++) {
        double day = curve->days[i], mean = awol_followers_within(curve->eta, curve->tau, day);
        double row[] = {curve->first,
                        curve->eta,
                        curve->tau,
                        day,
                        curve->first * mean,
                        sqrt(curve->first * awol_followers_variance(curve->eta, curve->tau, day)),
                        all > 0 ? mean / all : (double)NAN,
                        curve->mean[i],
                        curve->se[i],
                        day > 0 ? awol_urgency_needed(curve->eta, curve->tau, day, given->horizon)
                                : (double)NAN};
        if (given->finite) { /* no formula: what was simulated stands for it */
            row[4] = curve->mean[i];
            row[5] = row[6] = row[9] = (double)NAN;
        }
        status = awol_scenario_row(table, NULL, row, sizeof row / sizeof *row, opt_error);
    }
    return status;
}

static enum awol_status write_by_day(struct awol_scenario *scenario, const struct given *given,
                                     struct awol_error *opt_error)
{
    static const char *const columns[] = {
        "first",        "eta",       "tau_days", "days",           "expected", "sd",
        "share_of_all", "simulated", "se",       "urgency_needed", NULL};
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(scenario, "by_deadline", columns, &table, opt_error);
    for (size_t i = 0; i < 8; i++) {
        size_t k = i / 4, e = i / 2 % 2, t = i % 2;
        if (k >= ends(given->first) || e >= ends(given->eta) || t >= ends(given->tau))
            continue;
        struct curve curve = {.first = given->first[k], .eta = given->eta[e], .tau = given->tau[t]};
        lay_days(given, &curve);
        if (status == AWOL_OK)
            status = simulate(scenario, given, &curve, opt_error);
        if (status == AWOL_OK)
            status = write_curve(given, &curve, table, opt_error);
    }
    return status;
}

/* ---- sentences --------------------------------------------------------------------------------
 */

static enum awol_status say_chances(struct awol_scenario *scenario, const struct given *given,
                                    double eta, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(scenario->stream, "followers");
    struct awol_text text;
    enum awol_status status = AWOL_OK;
    awol_text_init(&text);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        double cells[4] = {0};
        char words[AWOL_WORDS_SIZE];
        for (size_t c = 0; status == AWOL_OK && c < 4; c++)
            status = awol_table_number(table, row, c, &cells[c], opt_error);
        if (cells[0] == given->first[0] && cells[1] == eta)
            awol_text_append_format(&text, "%s%g or more, %s", text.length > 0 ? "; " : "",
                                    cells[2], awol_words_chance(cells[3], words));
    }
    double mean = given->first[0] * eta / (1 - eta);
    char nobody[AWOL_WORDS_SIZE], men[AWOL_WORDS_SIZE];
    double left = given->finite ? 1 - given->first[0] / given->men : 1;
    awol_words_chance(exp(-eta * given->first[0] * left), nobody);
    if (status == AWOL_OK && given->finite)
        status = awol_scenario_say(scenario, opt_error, "followers",
                                   "If each departure prompts %.3g others among %s men, %g first "
                                   "%s by nobody with probability %s; the probabilities of more "
                                   "are, by simulation: %s.",
                                   eta, awol_words_whole(given->men, men), given->first[0],
                                   given->first[0] > 1 ? "deserters are followed"
                                                       : "deserter is followed",
                                   nobody, awol_text_string(&text));
    else if (status == AWOL_OK)
        status = awol_scenario_say(
            scenario, opt_error, "followers",
            "If each departure prompts %.3g others, %g first %s by %.3g %s on average in the end, "
            "but mostly by few: by nobody with probability %s; the probabilities of more are: %s.",
            eta, given->first[0],
            given->first[0] > 1 ? "deserters are followed" : "deserter is followed", mean,
            fabs(mean - 1) < 5e-3 ? "man" : "men", nobody, awol_text_string(&text));
    if (status == AWOL_OK)
        status = awol_text_check(&text, opt_error);
    awol_text_release(&text);
    return status;
}

/* The least and greatest of a quantity at the deadline, over the ends of eta and tau. */
static void over_ends(const struct given *given,
                      double (*quantity)(const struct given *, double, double), double *ret_low,
                      double *ret_high)
{
    *ret_low = (double)INFINITY;
    *ret_high = -(double)INFINITY;
    for (size_t i = 0; i < 4; i++) {
        double value = quantity(given, given->eta[i / 2], given->tau[i % 2]);
        *ret_low = fmin(*ret_low, value);
        *ret_high = fmax(*ret_high, value);
    }
}

static double share_left(const struct given *given, double eta, double tau)
{
    double all = awol_followers_within(eta, tau, given->horizon);
    return all > 0 ? awol_followers_within(eta, tau, given->deadline) / all : 1;
}

static double followers_left(const struct given *given, double eta, double tau)
{
    return given->first[0] * awol_followers_within(eta, tau, given->deadline);
}

static double needed(const struct given *given, double eta, double tau)
{
    return awol_urgency_needed(eta, tau, given->deadline, given->horizon);
}

static double followers_urgent(const struct given *given, double eta, double tau)
{
    return given->first[0] * awol_followers_within(eta * given->urgency, tau, given->deadline);
}

static enum awol_status say_deadline(struct awol_scenario *scenario, const struct given *given,
                                     struct awol_error *opt_error)
{
    double low, high;
    char share[AWOL_WORDS_SIZE], men[AWOL_WORDS_SIZE], times[AWOL_WORDS_SIZE];
    over_ends(given, share_left, &low, &high);
    awol_words_range(low, high, share);
    over_ends(given, followers_left, &low, &high);
    awol_words_range(low, high, men);
    over_ends(given, needed, &low, &high);
    awol_words_range(low, high, times);
    enum awol_status status = awol_scenario_say(
        scenario, opt_error, "deadline",
        "If nobody could leave after %g days, %s men would have followed the first by then, a "
        "share of %s of all who would have followed an offer that stands %s. A deadline does this "
        "only where it bars the way: where men can still leave afterwards, it ends the offer and "
        "not the following.",
        given->deadline, men, share, isfinite(given->horizon) ? "until the horizon" : "for ever");
    if (status == AWOL_OK)
        status = awol_scenario_say(
            scenario, opt_error, "urgency",
            "For an offer of %g days to draw as many as the standing one, each departure must "
            "prompt %s times as many others while it stands: less, and the standing offer draws "
            "more.",
            given->deadline, times);
    if (status != AWOL_OK || isnan(given->urgency))
        return status;
    over_ends(given, followers_urgent, &low, &high);
    return awol_scenario_say(scenario, opt_error, "urgency",
                             "With %.3g times as many, as assumed, %s men would follow within the "
                             "%g days.",
                             given->urgency, awol_words_range(low, high, men), given->deadline);
}

static enum awol_status ask(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct given given;
    enum awol_status status = read_given(scenario, &given, opt_error);
    if (status == AWOL_OK)
        status = write_followers(scenario, &given, opt_error);
    if (status == AWOL_OK)
        status = write_sizes(scenario, &given, opt_error);
    if (status == AWOL_OK)
        status = write_by_day(scenario, &given, opt_error);
    for (size_t e = 0; status == AWOL_OK && e < ends(given.eta); e++)
        status = say_chances(scenario, &given, given.eta[e], opt_error);
    if (status == AWOL_OK && !isnan(given.deadline) && !given.finite)
        status = say_deadline(scenario, &given, opt_error);
    return status;
}

const struct awol_question awol_question_followers = {
    .name = "followers",
    .summary = "how many follow one or two first deserters, and what a deadline does to it",
    .form =
        "followers of a departure a Poisson number, after exponential delays; nobody else leaves",
    .may_be_finite = true,
    .ask = ask,
};
