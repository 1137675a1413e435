/* An offer's terms as a table and as sentences. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "explain/terms.h"
#include "explain/words.h"

enum awol_status awol_terms_write(const struct awol_terms *terms, const double *out,
                                  const double *low, const double *high,
                                  struct awol_error *opt_error)
{
    static const char *const columns[] = {"quantity", "value",   "low", "high",
                                          "unit",     "meaning", NULL};
    const char *currency = terms->scenario->assumptions->currency;
    struct awol_table *table = NULL;
    enum awol_status status =
        awol_scenario_table(terms->scenario, "terms", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < AWOL_N_OUTCOMES; k++) {
        const double row[] = {out[k], low[k], high[k]};
        const char *unit = awol_outcome_rows[k].unit;
        status = awol_scenario_row(table, awol_outcome_rows[k].name, row, 3, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, k, 4,
                                    unit[0] == 'm' && unit[1] == 'o' && currency ? currency : unit,
                                    opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(table, k, 5, awol_outcome_rows[k].meaning, opt_error);
    }
    return status;
}

enum { OUTCOME_WORDS = 4 * AWOL_WORDS_SIZE };

/* "3,000 (1,200 to 5,600)"; men are whole. */
static const char *outcome_words(size_t k, const double *out, const double *low, const double *high,
                                 char buffer[static OUTCOME_WORDS])
{
    char number[AWOL_WORDS_SIZE], range[AWOL_WORDS_SIZE];
    bool men = strcmp(awol_outcome_rows[k].unit, "men") == 0;
    awol_words_number(men ? round(out[k]) : out[k], number);
    range[0] = '\0';
    if (isfinite(low[k]) && isfinite(high[k]))
        awol_words_range(men ? round(low[k]) : low[k], men ? round(high[k]) : high[k], range);
    snprintf(buffer, OUTCOME_WORDS, range[0] && strcmp(range, number) != 0 ? "%s (%s)" : "%s",
             number, range);
    return buffer;
}

static enum awol_status say_worth(const struct awol_terms *terms, const double *out,
                                  const double *low, const double *high,
                                  struct awol_error *opt_error)
{
    const char *currency = terms->scenario->assumptions->currency;
    char worth[OUTCOME_WORDS], pays[OUTCOME_WORDS], willing[OUTCOME_WORDS], death[AWOL_WORDS_SIZE];
    enum awol_status status = awol_scenario_say(
        terms->scenario, opt_error, "worth",
        "Once the risks and the pay are taken off, leaving is worth %s %s to a man%s. It would pay "
        "for a share of %s of the men: for %s men among those who hear of it.",
        outcome_words(AWOL_OUTCOME_WORTH, out, low, high, worth), currency ? currency : "",
        out[AWOL_OUTCOME_WORTH] < 0 ? ", who would lose by it" : "",
        outcome_words(AWOL_OUTCOME_PAYS, out, low, high, pays),
        outcome_words(AWOL_OUTCOME_WILLING, out, low, high, willing));
    if (status != AWOL_OK || !(out[AWOL_OUTCOME_BREAK_EVEN_DEATH] > 0))
        return status;
    return awol_scenario_say(
        terms->scenario, opt_error, "worth",
        "A middling man goes while his chance of dying on the way is below %s; "
        "it is taken to be %s here.",
        awol_words_number(out[AWOL_OUTCOME_BREAK_EVEN_DEATH], death),
        awol_words_range(terms->scenario->assumptions->values[AWOL_ASSUME_DEATH].low,
                         terms->scenario->assumptions->values[AWOL_ASSUME_DEATH].high, pays));
}

enum awol_status awol_terms_say_men(const struct awol_terms *terms, const double *out,
                                    const double *low, const double *high,
                                    struct awol_error *opt_error)
{
    char left[OUTCOME_WORDS], additional[OUTCOME_WORDS], without[OUTCOME_WORDS],
        days[AWOL_WORDS_SIZE], offer[OUTCOME_WORDS], comrades[OUTCOME_WORDS];
    enum awol_status status = say_worth(terms, out, low, high, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_scenario_say(
        terms->scenario, opt_error, "men",
        "In the %s days %s men leave. Without the offer %s would: it adds %s. Of those who leave, "
        "%s are moved by the offer itself and %s follow comrades.",
        awol_words_number(terms->days, days),
        outcome_words(AWOL_OUTCOME_LEFT, out, low, high, left),
        outcome_words(AWOL_OUTCOME_WITHOUT, out, low, high, without),
        outcome_words(AWOL_OUTCOME_ADDITIONAL, out, low, high, additional),
        outcome_words(AWOL_OUTCOME_OFFER, out, low, high, offer),
        outcome_words(AWOL_OUTCOME_COMRADES, out, low, high, comrades));
    if (status != AWOL_OK || isnan(low[AWOL_OUTCOME_LEFT]))
        return status;
    return awol_scenario_say(terms->scenario, opt_error, "ranges",
                             "Where a range is assumed its middle is taken; in brackets stand the "
                             "limits of nine in ten draws from all ranges.");
}

enum awol_status awol_terms_say_cost(const struct awol_terms *terms, const double *out,
                                     const double *low, const double *high,
                                     struct awol_error *opt_error)
{
    const struct awol_assumptions *a = terms->scenario->assumptions;
    const char *currency = a->currency ? a->currency : "";
    char cost[OUTCOME_WORDS], man[OUTCOME_WORDS], additional[OUTCOME_WORDS];
    enum awol_status status = AWOL_OK;
    if (a->values[AWOL_ASSUME_PLACES].used &&
        out[AWOL_OUTCOME_ARRIVED] > terms->middle[AWOL_ASSUME_PLACES])
        status = awol_scenario_say(terms->scenario, opt_error, "places",
                                   "More arrive than the %s whom the offer takes; those above are "
                                   "not paid for here.",
                                   awol_words_whole(terms->middle[AWOL_ASSUME_PLACES], cost));
    if (status != AWOL_OK || !(out[AWOL_OUTCOME_COST] > 0))
        return status;
    outcome_words(AWOL_OUTCOME_COST_PER_ADDITIONAL, out, low, high, additional);
    return awol_scenario_say(
        terms->scenario, opt_error, "cost",
        "If every promise is kept it costs %s %s: %s for each man who arrives%s%s%s.",
        outcome_words(AWOL_OUTCOME_COST, out, low, high, cost), currency,
        outcome_words(AWOL_OUTCOME_COST_PER_MAN, out, low, high, man),
        isnan(out[AWOL_OUTCOME_COST_PER_ADDITIONAL])
            ? ", of whom hardly one would not have come without it"
            : ", and ",
        isnan(out[AWOL_OUTCOME_COST_PER_ADDITIONAL]) ? "" : additional,
        isnan(out[AWOL_OUTCOME_COST_PER_ADDITIONAL])
            ? ""
            : " for each who would not have come without it");
}
