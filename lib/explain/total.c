/* A bare total: which pairs of a direct effect and of eta would make it. One number cannot tell
 * them apart, so all of them are listed. */
#include <math.h>

#include "base/number.h"
#include "base/quantile.h"
#include "explain/borel.h"
#include "explain/pool.h"
#include "explain/scenario.h"
#include "explain/words.h"
#include "model/step.h"

#define MONTH 30.436875

enum { ETAS = 20 };

/* What the question stands on. */
struct given {
    double men, total, window;
    double rate[2], tau[2], eta[2], first[2];
};

/* One pair, at one ordinary rate (per man and day) and one delay. */
struct pair {
    double eta, rate, tau;
    double newcomers; /* who leave by themselves or moved by the offer */
    double ratio;     /* of them to those of the ordinary rate */
    double ordinary;  /* of the newcomers, those of the ordinary rate; at most all */
    double sd;        /* of the total that such a pair makes; NaN in a finite force */
};

static enum awol_status read_given(struct awol_scenario *scenario, struct given *given,
                                   struct awol_error *opt_error)
{
    struct awol_assumptions *a = scenario->assumptions;
    enum awol_status status;
    awol_assumptions_default(a, AWOL_ASSUME_ETA, 0, scenario->settings->finite ? 1.9 : 0.95,
                             "default: all that is looked at");
    awol_assumptions_default(a, AWOL_ASSUME_FIRST, 1, 2, "default");
    if ((status = awol_assumptions_need_one(a, AWOL_ASSUME_MEN, &given->men, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need_one(a, AWOL_ASSUME_TOTAL, &given->total, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need_one(a, AWOL_ASSUME_WINDOW, &given->window, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_RATE, &given->rate[0], &given->rate[1],
                                        opt_error)) != AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_TAU, &given->tau[0], &given->tau[1],
                                        opt_error)) != AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_ETA, &given->eta[0], &given->eta[1],
                                        opt_error)) != AWOL_OK ||
        (status = awol_assumptions_need(a, AWOL_ASSUME_FIRST, &given->first[0], &given->first[1],
                                        opt_error)) != AWOL_OK)
        return status;
    if (given->total >= given->men)
        return awol_assumption_refuse(a, AWOL_ASSUME_TOTAL, opt_error,
                                      "%g men cannot have left of %g, and some have to be left",
                                      given->total, given->men);
    if (!(given->rate[0] > 0))
        return awol_assumption_refuse(
            a, AWOL_ASSUME_RATE, opt_error,
            "0 leaves nothing for an offer to multiply: a rate above zero is needed");
    for (int i = 0; i < 2; i++) {
        given->rate[i] /= 1000 * MONTH;
        given->first[i] = floor(given->first[i]);
    }
    return awol_scenario_check_eta(scenario, given->eta[1], opt_error);
}

/* ---- one pair -------------------------------------------------------------------------------- */

static enum awol_status solve_open(const struct given *given, struct pair *pair,
                                   struct awol_error *opt_error)
{
    struct awol_step step;
    struct awol_step_variance variance;
    double b = 1 / pair->tau;
    enum awol_status status = awol_step_init(given->window, pair->eta, b, &step, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_step_variance_init(given->window, pair->eta, b, &variance);
    pair->newcomers = given->total / step.A.value;
    pair->ratio = pair->newcomers / (given->men * pair->rate * given->window);
    pair->sd = sqrt(fmax(variance.from_a.value * pair->newcomers, 0));
    return AWOL_OK;
}

/* The hazard of leaving by oneself at which the mean course makes the total. */
static enum awol_status solve_finite(const struct given *given, struct pair *pair,
                                     struct awol_error *opt_error)
{
    struct awol_pool pool = {.men = given->men, .eta = pair->eta, .tau_days = pair->tau};
    struct awol_pool_course course = {0};
    double low = 0, high = -log1p(-given->total / given->men) / given->window;
    for (int i = 0; i < 100 && high - low > 1e-12 * high; i++) {
        pool.rate = 0.5 * (low + high);
        enum awol_status status = awol_pool_run(&pool, given->window, &course, opt_error);
        if (status != AWOL_OK)
            return status;
        if (course.by_themselves + course.by_comrades < given->total)
            low = pool.rate;
        else
            high = pool.rate;
    }
    pair->newcomers = course.by_themselves;
    pair->ratio = pool.rate / pair->rate;
    pair->sd = (double)NAN;
    return AWOL_OK;
}

static enum awol_status solve(const struct given *given, bool finite, struct pair *pair,
                              struct awol_error *opt_error)
{
    enum awol_status status =
        finite ? solve_finite(given, pair, opt_error) : solve_open(given, pair, opt_error);
    if (status == AWOL_OK)
        pair->ordinary = pair->newcomers / fmax(pair->ratio, 1);
    return status;
}

/* ---- the table of pairs -----------------------------------------------------------------------
 */

/* Distinct ends of a range. */
static size_t ends(const double range[2])
{
    return range[0] < range[1] ? 2 : 1;
}

static enum awol_status add_pair(const struct given *given, struct awol_table *table,
                                 const struct pair *pair, struct awol_error *opt_error)
{
    double z = awol_normal_quantile(0.95), direct = pair->newcomers / given->total;
    const double row[] = {pair->eta,
                          pair->rate * 1000 * MONTH,
                          pair->tau,
                          pair->newcomers,
                          pair->ratio,
                          direct,
                          pair->ordinary,
                          pair->newcomers - pair->ordinary,
                          given->total - pair->newcomers,
                          isnan(pair->sd) ? pair->sd : fmax(0, given->total - z * pair->sd),
                          given->total + z * pair->sd};
    return awol_scenario_row(table, NULL, row, sizeof row / sizeof *row, opt_error);
}

static enum awol_status write_pairs(struct awol_scenario *scenario, const struct given *given,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {"eta",         "rate",         "tau_days",   "newcomers",
                                          "ratio",       "direct_share", "ordinary",   "by_offer",
                                          "by_comrades", "total_low",    "total_high", NULL};
    struct awol_table *table = NULL;
    size_t etas = ends(given->eta) == 2 ? ETAS : 1;
    enum awol_status status =
        awol_scenario_table(scenario, "pairs_of_total", columns, &table, opt_error);
    for (size_t r = 0; r < ends(given->rate); r++)
        for (size_t t = 0; t < ends(given->tau); t++)
            for (size_t e = 0; status == AWOL_OK && e < etas; e++) {
                double along = etas > 1 ? (double)e / (double)(etas - 1) : 0;
                struct pair pair = {.eta = given->eta[0] + along * (given->eta[1] - given->eta[0]),
                                    .rate = given->rate[r],
                                    .tau = given->tau[t]};
                status = solve(given, scenario->settings->finite, &pair, opt_error);
                if (status == AWOL_OK)
                    status = add_pair(given, table, &pair, opt_error);
            }
    return status;
}

/* ---- the first deserters ----------------------------------------------------------------------
 */

static enum awol_status chance_of(struct awol_scenario *scenario, const struct given *given,
                                  double first, double eta, double *ret_chance,
                                  struct awol_error *opt_error)
{
    double followers = fmax(given->total - first, 0);
    if (scenario->settings->finite)
        return awol_spread_at_least(first, eta, given->men, followers, &scenario->settings->draws,
                                    ret_chance, opt_error);
    *ret_chance = awol_borel_at_least(first, eta, followers);
    return AWOL_OK;
}

static enum awol_status write_first(struct awol_scenario *scenario, const struct given *given,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {"first", "eta", "at_least", "probability", NULL};
    struct awol_table *table = NULL;
    size_t etas = ends(given->eta) == 2 ? ETAS : 1;
    double chance = 0;
    char words[AWOL_WORDS_SIZE], total[AWOL_WORDS_SIZE];
    enum awol_status status = awol_scenario_table(scenario, "first", columns, &table, opt_error);
    for (size_t k = 0; k < ends(given->first); k++)
        for (size_t e = 0; status == AWOL_OK && e < etas; e++) {
            double along = etas > 1 ? (double)e / (double)(etas - 1) : 0;
            double eta = given->eta[0] + along * (given->eta[1] - given->eta[0]);
            status = chance_of(scenario, given, given->first[k], eta, &chance, opt_error);
            const double row[] = {given->first[k], eta, given->total, chance};
            if (status == AWOL_OK)
                status = awol_scenario_row(table, NULL, row, 4, opt_error);
        }
    if (status != AWOL_OK)
        return status;
    double most = given->first[ends(given->first) - 1];
    return awol_scenario_say(
        scenario, opt_error, "first",
        "Had %g %s alone begun it, and nobody else left by himself, the chance of at least %s "
        "departures in the end would be %s even if each departure prompted %.3g others.",
        most, most > 1 ? "men" : "man", awol_words_whole(given->total, total),
        awol_words_chance(chance, words), given->eta[1]);
}

/* ---- sentences --------------------------------------------------------------------------------
 */

/* The least and greatest direct number and ratio at one eta over the bands. */
struct band {
    double newcomers[2], ratio[2];
};

static enum awol_status find_band(const struct awol_scenario *scenario, const struct given *given,
                                  double eta, struct band *band, struct awol_error *opt_error)
{
    *band = (struct band){{(double)INFINITY, 0}, {(double)INFINITY, 0}};
    for (size_t i = 0; i < 4; i++) {
        struct pair pair = {.eta = eta, .rate = given->rate[i / 2], .tau = given->tau[i % 2]};
        enum awol_status status = solve(given, scenario->settings->finite, &pair, opt_error);
        if (status != AWOL_OK)
            return status;
        band->newcomers[0] = fmin(band->newcomers[0], pair.newcomers);
        band->newcomers[1] = fmax(band->newcomers[1], pair.newcomers);
        band->ratio[0] = fmin(band->ratio[0], pair.ratio);
        band->ratio[1] = fmax(band->ratio[1], pair.ratio);
    }
    return AWOL_OK;
}

static enum awol_status say_at(struct awol_scenario *scenario, const struct given *given,
                               double eta, struct awol_error *opt_error)
{
    struct band band;
    char men[AWOL_WORDS_SIZE], rest[AWOL_WORDS_SIZE], ratio[AWOL_WORDS_SIZE];
    char total[AWOL_WORDS_SIZE];
    enum awol_status status = find_band(scenario, given, eta, &band, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_words_whole(given->total, total);
    awol_words_range(band.newcomers[0], band.newcomers[1], men);
    awol_words_range(given->total - band.newcomers[1], given->total - band.newcomers[0], rest);
    awol_words_range(band.ratio[0], band.ratio[1], ratio);
    if (eta <= 0)
        return awol_scenario_say(
            scenario, opt_error, "pairs",
            "If nobody was prompted by a comrade, all %s left by themselves or "
            "moved by the offer: %s times as many as at the ordinary rate.",
            total, ratio);
    return awol_scenario_say(
        scenario, opt_error, "pairs",
        "If each departure prompted %.3g others, %s of the %s left by "
        "themselves or moved by the offer, %s times as many as at the ordinary "
        "rate, and %s after comrades%s.",
        eta, men, total, ratio, rest,
        band.ratio[0] < 1 ? "; where that is below 1, the ordinary rate alone "
                            "would have made more than the total"
                          : "");
}

static enum awol_status say_pairs(struct awol_scenario *scenario, const struct given *given,
                                  struct awol_error *opt_error)
{
    static const double told[] = {0, 0.5, 0.8};
    char men[AWOL_WORDS_SIZE], total[AWOL_WORDS_SIZE];
    size_t n = 0;
    enum awol_status status = awol_scenario_say(
        scenario, opt_error, "total",
        "A total of %s men in %g days cannot tell how many an offer moved and how many followed "
        "comrades: each of the pairs listed makes it, and the ranges are over the ordinary rates "
        "and delays assumed. At the ordinary rate %s men would have left by themselves in that "
        "time.",
        awol_words_whole(given->total, total), given->window,
        awol_words_range(given->men * given->rate[0] * given->window,
                         given->men * given->rate[1] * given->window, men));
    for (size_t i = 0; status == AWOL_OK && i < sizeof told / sizeof *told; i++) {
        if (told[i] < given->eta[0] || told[i] > given->eta[1])
            continue;
        status = say_at(scenario, given, told[i], opt_error);
        n++;
    }
    if (status == AWOL_OK && n == 0)
        status = say_at(scenario, given, given->eta[0], opt_error);
    return status;
}

static enum awol_status ask(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct given given;
    enum awol_status status = read_given(scenario, &given, opt_error);
    if (status == AWOL_OK)
        status = write_pairs(scenario, &given, opt_error);
    if (status == AWOL_OK)
        status = say_pairs(scenario, &given, opt_error);
    return status == AWOL_OK ? write_first(scenario, &given, opt_error) : status;
}

const struct awol_question awol_question_total = {
    .name = "total",
    .summary = "which direct effects and which prompting by comrades would make a bare total",
    .form = "newcomers spread evenly over the window; followers of a departure a Poisson number, "
            "after exponential delays",
    .may_be_finite = true,
    .ask = ask,
};
