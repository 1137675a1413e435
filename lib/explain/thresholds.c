/* A unit whose men go each when enough others have gone: where it rests, what tips it, and how many
 * more would go than say so. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "explain/thresholds.h"
#include "explain/tipping.h"
#include "explain/words.h"
#include "record/fit.h"
#include "record/series_total.h"

enum { POINTS = 200 };

/* ---- assumptions -------------------------------------------------------------------------------
 */

static enum awol_status take_fitted(struct awol_assumptions *a, const struct awol_fit *fit,
                                    const char *source, const char *name, enum awol_assumption key,
                                    struct awol_error *opt_error)
{
    const struct awol_fit_parameter *parameter = awol_fit_find(fit, name);
    if (!parameter || isnan(parameter->estimate))
        return awol_error_at(opt_error, source, (struct awol_place){0, 0},
                             "this fit has no estimate of %s: it is not one of --model threshold, "
                             "or its record does not tell it",
                             name);
    awol_assumptions_default(a, key, parameter->estimate, parameter->estimate, "the fit");
    return AWOL_OK;
}

/* The share that the record has seen leave, from its counts. */
static enum awol_status find_seen(const struct awol_stream *stream,
                                  struct awol_thresholds_given *given, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "series");
    struct awol_series series;
    struct awol_series_total total;
    double men = (double)NAN;
    if (!table)
        return awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                             "the fit has no series");
    enum awol_status status = awol_series_from_table(table, 0, &series, opt_error);
    if (status != AWOL_OK)
        return status;
    if (series.n_units > 0) {
        awol_series_total(&series, 0, &total);
        for (size_t i = series.n_spans; i-- > 0;)
            if (series.spans[i].at_risk > 0)
                men = series.spans[i].at_risk;
        given->seen = fmin(total.low / men, 1);
        given->men = men;
    }
    awol_series_release(&series);
    return AWOL_OK;
}

static enum awol_status read_fit(struct awol_scenario *scenario,
                                 struct awol_thresholds_given *given, struct awol_error *opt_error)
{
    static const struct {
        const char *name;
        enum awol_assumption key;
    } fitted[] = {{"threshold_mean", AWOL_ASSUME_THRESHOLD_MEAN},
                  {"threshold_sd", AWOL_ASSUME_THRESHOLD_SD},
                  {"never", AWOL_ASSUME_NEVER}};
    const struct awol_stream *stream = scenario->settings->opt_fit;
    struct awol_fit fit;
    enum awol_status status = awol_fit_from_stream(stream, &fit, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; status == AWOL_OK && i < sizeof fitted / sizeof *fitted; i++)
        status = take_fitted(scenario->assumptions, &fit, stream->source, fitted[i].name,
                             fitted[i].key, opt_error);
    awol_fit_release(&fit);
    if (status == AWOL_OK)
        status = find_seen(stream, given, opt_error);
    if (status == AWOL_OK && isfinite(given->men))
        awol_assumptions_default(scenario->assumptions, AWOL_ASSUME_MEN, given->men, given->men,
                                 "men at risk in the fit's record");
    if (status == AWOL_OK && isfinite(given->seen))
        awol_assumptions_default(scenario->assumptions, AWOL_ASSUME_GONE, given->seen, given->seen,
                                 "all who left in the fit's record");
    return status;
}

static enum awol_status read_given(struct awol_scenario *scenario,
                                   struct awol_thresholds_given *given,
                                   struct awol_error *opt_error)
{
    struct awol_assumptions *a = scenario->assumptions;
    struct awol_thresholds *t = &given->thresholds;
    enum awol_status status = AWOL_OK;
    *given = (struct awol_thresholds_given){
        .men = (double)NAN, .seen = (double)NAN, .shift = (double)NAN};
    if (scenario->settings->opt_fit)
        status = read_fit(scenario, given, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_assumptions_default(a, AWOL_ASSUME_NEVER, 0, 0, "default: nobody would refuse for ever");
    awol_assumptions_default(a, AWOL_ASSUME_STEP, 0.01, 0.01, "default");
    if ((status = awol_assumptions_need_one(a, AWOL_ASSUME_THRESHOLD_MEAN, &t->mean, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need_one(a, AWOL_ASSUME_THRESHOLD_SD, &t->sd, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need_one(a, AWOL_ASSUME_NEVER, &t->never, opt_error)) !=
            AWOL_OK ||
        (status = awol_assumptions_need_one(a, AWOL_ASSUME_STEP, &given->step, opt_error)) !=
            AWOL_OK)
        return status;
    if (awol_assumptions_use(a, AWOL_ASSUME_SHIFT))
        status = awol_assumptions_need_one(a, AWOL_ASSUME_SHIFT, &given->shift, opt_error);
    if (status == AWOL_OK && awol_assumptions_use(a, AWOL_ASSUME_MEN))
        status = awol_assumptions_need_one(a, AWOL_ASSUME_MEN, &given->men, opt_error);
    if (status == AWOL_OK && awol_assumptions_use(a, AWOL_ASSUME_GONE))
        status = awol_assumptions_need_one(a, AWOL_ASSUME_GONE, &given->gone, opt_error);
    if (status == AWOL_OK && given->gone + t->never > 1)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "a share of %g has gone, and a share of %g never goes: together they "
                              "are more than all",
                              given->gone, t->never);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------------
 */

static const char *seen_word(const struct awol_thresholds_given *given, double share)
{
    if (isnan(given->seen))
        return NULL;
    return share <= given->seen ? "yes" : "no";
}

static enum awol_status write_curve(struct awol_scenario *scenario,
                                    const struct awol_thresholds_given *given,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {"share", "moved", "moved_with_offer", "seen", NULL};
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(scenario, "threshold_curve", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i <= POINTS; i++) {
        double r = (double)i / POINTS;
        const double row[] = {r, awol_threshold_share(&given->thresholds, r),
                              awol_threshold_share(&given->thresholds, r + given->shift)};
        status = awol_scenario_row(table, NULL, row, 3, opt_error);
        if (status == AWOL_OK && seen_word(given, r))
            status = awol_table_set(table, i, 3, seen_word(given, r), opt_error);
    }
    return status;
}

static enum awol_status write_equilibria(struct awol_scenario *scenario,
                                         const struct awol_thresholds_given *given,
                                         struct awol_error *opt_error)
{
    static const char *const columns[] = {"offer", "stable", "seen", "share", "men", "slope", NULL};
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(scenario, "equilibria", columns, &table, opt_error);
    for (int offer = 0; offer < (isnan(given->shift) ? 1 : 2); offer++) {
        struct awol_equilibrium found[AWOL_MOST_EQUILIBRIA];
        double shift = offer ? given->shift : 0;
        size_t n = awol_equilibria_find(&given->thresholds, shift, found);
        for (size_t i = 0; status == AWOL_OK && i < n; i++) {
            const double numbers[] = {found[i].share, found[i].share * given->men, found[i].slope};
            const char *const words[] = {offer ? "yes" : "no", found[i].stable ? "yes" : "no",
                                         seen_word(given, found[i].share + shift)};
            size_t row = table->n_rows;
            status = awol_table_append_empty(table, opt_error);
            for (size_t c = 0; status == AWOL_OK && c < 6; c++)
                status = c < 3 ? (words[c] ? awol_table_set(table, row, c, words[c], opt_error)
                                           : AWOL_OK)
                               : awol_table_set_number(table, row, c, numbers[c - 3], opt_error);
        }
    }
    return status;
}

/* What follows from the law, each as a share of the unit. */
struct answers {
    double now, rest, rest_with_offer, tipping, first_group, tipping_shift;
    double critical_spread, critical_share, next, hidden;
};

static void answer(const struct awol_thresholds_given *given, struct answers *answers)
{
    const struct awol_thresholds *t = &given->thresholds;
    struct answers *a = answers;
    double offered = isnan(given->shift) ? 0 : given->shift;
    a->rest = awol_equilibrium_from(t, 0, given->gone);
    a->now = given->gone > 0 ? given->gone : a->rest;
    a->rest_with_offer =
        isnan(given->shift) ? (double)NAN : awol_equilibrium_from(t, offered, given->gone);
    a->tipping = awol_tipping_point(t, given->gone);
    a->first_group = a->tipping - a->rest;
    a->tipping_shift = awol_tipping_shift(t, given->gone);
    a->critical_share = (double)NAN;
    a->critical_spread = awol_critical_spread(t->mean, t->never, &a->critical_share);
    a->next = fmax(awol_threshold_share(t, fmin(a->now + given->step, 1)) - a->now, 0);
    a->hidden = fmax(awol_threshold_share(t, 1) - a->now, 0);
}

static enum awol_status write_answers(struct awol_scenario *scenario,
                                      const struct awol_thresholds_given *given,
                                      const struct answers *a, struct awol_error *opt_error)
{
    static const char *const columns[] = {"quantity", "share", "men", "meaning", NULL};
    const struct {
        const char *name;
        double share;
        const char *meaning;
        bool in_men;
    } rows[] = {
        {"now", a->now, "gone", true},
        {"rest", a->rest, "where the unit comes to rest from there", true},
        {"rest_with_offer", a->rest_with_offer, "where it does with the offer", true},
        {"tipping_point", a->tipping, "from here on it is carried away", true},
        {"first_group", a->first_group, "who must go at once, besides, to bring it there", true},
        {"tipping_shift", a->tipping_shift,
         "by how much an offer must lower all thresholds to carry it away", false},
        {"critical_spread", a->critical_spread,
         "of the thresholds about this mean: above it no first group is needed", false},
        {"critical_share", a->critical_share, "gone when a unit of that spread is carried away",
         true},
        {"next", a->next, "who would follow if so many more as step went openly", true},
        {"hidden", a->hidden, "who would go if all others had", true},
    };
    struct awol_table *table = NULL;
    enum awol_status status = awol_scenario_table(scenario, "tipping", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof rows / sizeof *rows; i++) {
        const double row[] = {rows[i].share,
                              rows[i].in_men ? rows[i].share * given->men : (double)NAN};
        status = awol_scenario_row(table, rows[i].name, row, 2, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, i, 3, rows[i].meaning, opt_error);
    }
    return status;
}

/* ---- sentences ---------------------------------------------------------------------------------
 */

/* "31 of the 100 men", or "a share of 0.31" where the men are not known. */
static const char *share_words(const struct awol_thresholds_given *given, double share,
                               char buffer[static AWOL_WORDS_SIZE])
{
    char number[AWOL_NUMBER_SIZE], part[AWOL_WORDS_SIZE], men[AWOL_WORDS_SIZE];
    if (isnan(given->men))
        snprintf(buffer, AWOL_WORDS_SIZE, "a share of %s",
                 awol_number_format_short(share, 3, number));
    else if (round(share * given->men) < 1)
        snprintf(buffer, AWOL_WORDS_SIZE, "none of the %.40s men",
                 awol_words_whole(given->men, men));
    else
        snprintf(buffer, AWOL_WORDS_SIZE, "%.20s of the %.20s men",
                 awol_words_whole(round(share * given->men), part),
                 awol_words_whole(given->men, men));
    return buffer;
}

/* So many men at least. */
static double whole_men(const struct awol_thresholds_given *given, double share)
{
    return isnan(given->men) ? share : ceil(share * given->men - 1e-9) / given->men;
}

static enum awol_status say_rest(struct awol_scenario *scenario,
                                 const struct awol_thresholds_given *given, const struct answers *a,
                                 struct awol_error *opt_error)
{
    char rest[AWOL_WORDS_SIZE], tipping[AWOL_WORDS_SIZE], group[AWOL_WORDS_SIZE];
    char number[AWOL_NUMBER_SIZE];
    share_words(given, a->rest, rest);
    if (isnan(a->tipping) && a->rest > 0.5 && !(given->gone > 0))
        return awol_scenario_say(scenario, opt_error, "rest",
                                 "With such thresholds no first group is needed: the unit is "
                                 "carried on by itself until %s are gone.",
                                 rest);
    if (isnan(a->tipping) && a->rest > given->gone && given->gone > 0)
        return awol_scenario_say(scenario, opt_error, "rest",
                                 "With such thresholds and %s gone the unit is carried on by "
                                 "itself, until %s are gone.",
                                 share_words(given, given->gone, group), rest);
    if (isnan(a->tipping))
        return awol_scenario_say(scenario, opt_error, "rest",
                                 "With such thresholds the unit comes to rest with %s gone, and no "
                                 "first group and no small push would carry it beyond.",
                                 rest);
    enum awol_status status = awol_scenario_say(
        scenario, opt_error, "rest",
        "With such thresholds the unit comes to rest with %s gone. From %s on it would be carried "
        "away: for that, another %s would have to go at once.",
        rest, share_words(given, whole_men(given, a->tipping), tipping),
        share_words(given, whole_men(given, a->first_group), group));
    if (status != AWOL_OK)
        return status;
    return awol_scenario_say(
        scenario, opt_error, "offer",
        "An offer would carry it away without such a group if it lowered every "
        "man's threshold by %s of the unit or more.",
        awol_number_format_short(a->tipping_shift, 3, number));
}

static enum awol_status say_offer(struct awol_scenario *scenario,
                                  const struct awol_thresholds_given *given,
                                  const struct answers *a, struct awol_error *opt_error)
{
    char with[AWOL_WORDS_SIZE], without[AWOL_WORDS_SIZE];
    if (isnan(given->shift))
        return AWOL_OK;
    return awol_scenario_say(scenario, opt_error, "offer",
                             "An offer that lowers it by %g, as assumed, brings the unit to rest "
                             "with %s gone; without it, %s.",
                             given->shift, share_words(given, a->rest_with_offer, with),
                             share_words(given, a->rest, without));
}

static enum awol_status say_hidden(struct awol_scenario *scenario,
                                   const struct awol_thresholds_given *given,
                                   const struct answers *a, struct awol_error *opt_error)
{
    char now[AWOL_WORDS_SIZE], next[AWOL_WORDS_SIZE], hidden[AWOL_WORDS_SIZE];
    char step[AWOL_NUMBER_SIZE], spread[AWOL_NUMBER_SIZE];
    enum awol_status status = AWOL_OK;
    if (a->hidden > 1e-6)
        status = awol_scenario_say(
            scenario, opt_error, "preference falsification",
            "With %s gone, more would go than say so: %s would follow if another share of %s went "
            "openly, and %s if all others had gone.",
            share_words(given, a->now, now), share_words(given, a->next, next),
            awol_number_format_short(given->step, 3, step), share_words(given, a->hidden, hidden));
    if (status == AWOL_OK && !isnan(a->critical_spread))
        status = awol_scenario_say(
            scenario, opt_error, "spread",
            "With the same mean, thresholds that differ by more than %s among the men would carry "
            "the unit away by themselves, here with %s: it is not the mean alone that decides.",
            awol_number_format_short(a->critical_spread, 4, spread),
            given->thresholds.sd > a->critical_spread ? "more than that" : "less");
    if (status != AWOL_OK || isnan(given->seen))
        return status;
    return awol_scenario_say(
        scenario, opt_error, "seen",
        "The record has seen the unit up to %s gone. Of thresholds above that it says nothing: "
        "whatever is told of shares beyond is the shape that was assumed, a normal law.",
        share_words(given, given->seen, now));
}

static enum awol_status ask(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct awol_thresholds_given given;
    struct answers answers;
    enum awol_status status = read_given(scenario, &given, opt_error);
    if (status != AWOL_OK)
        return status;
    answer(&given, &answers);
    if ((status = write_curve(scenario, &given, opt_error)) != AWOL_OK ||
        (status = write_equilibria(scenario, &given, opt_error)) != AWOL_OK ||
        (status = write_answers(scenario, &given, &answers, opt_error)) != AWOL_OK ||
        (status = say_rest(scenario, &given, &answers, opt_error)) != AWOL_OK ||
        (status = say_offer(scenario, &given, &answers, opt_error)) != AWOL_OK ||
        (status = awol_thresholds_simulate(scenario, &given, answers.tipping, opt_error)) !=
            AWOL_OK)
        return status;
    return say_hidden(scenario, &given, &answers, opt_error);
}

const struct awol_question awol_question_threshold = {
    .name = "threshold",
    .summary = "where a unit rests whose men wait for each other, and what carries it away",
    .form = "thresholds have a normal law; every man sees how many of the whole unit have gone",
    .ask = ask,
};
