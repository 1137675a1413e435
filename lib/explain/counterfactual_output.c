/* The other campaign as tables and sentences. */
#include <math.h>
#include <stdio.h>

#include "date/span.h"
#include "estimate/cells.h"
#include "explain/amount_words.h"
#include "explain/explain.h"

static enum awol_status write_stretches(const struct awol_refit *refit,
                                        const struct awol_counterfactual *c,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"unit",      "start", "end",  "count", "as_it_was",
                                          "otherwise", "low",   "high", NULL};
    struct awol_table *table;
    enum awol_status status =
        awol_cells_table(stream, "counterfactual", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < c->n_stretches; i++) {
        const struct awol_stretch *s = &c->stretches[i];
        const double numbers[] = {s->count, s->as_it_was, s->otherwise.estimate, s->otherwise.low,
                                  s->otherwise.high};
        struct awol_cells row = {.n = 0};
        awol_cells_text(&row, refit->campaign.units[s->unit].name);
        awol_cells_day(&row, s->start);
        awol_cells_day(&row, s->end);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            awol_cells_number(&row, numbers[k]);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

static const char *how_drawn(const struct awol_counterfactual *c)
{
    return c->coupled ? "the same chances for every man in both"
                      : "records drawn from the model for each, from the same seeds";
}

static enum awol_status write_worlds(const struct awol_draws *draws, double level,
                                     const struct awol_counterfactual *c,
                                     const struct awol_attribution *opt_a,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"what",  "men", "low",    "high",
                                          "level", "n",   "method", NULL};
    const struct {
        const char *what;
        struct awol_amount men;
        double n;
        const char *method;
    } rows[] = {{"as it was", c->as_it_was, (double)c->n, how_drawn(c)},
                {"otherwise", c->otherwise, (double)c->n, how_drawn(c)},
                {"difference", c->difference, (double)c->n, how_drawn(c)},
                {"attributed",
                 opt_a ? opt_a->totals[AWOL_TOTAL_BECAUSE] : (struct awol_amount){NAN, NAN, NAN},
                 (double)draws->n, "genealogy of those who left"}};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "worlds", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < (opt_a ? 4 : 3); i++) {
        struct awol_cells row = {.n = 0};
        awol_cells_text(&row, rows[i].what);
        awol_cells_number(&row, rows[i].men.estimate);
        awol_cells_number(&row, rows[i].men.low);
        awol_cells_number(&row, rows[i].men.high);
        awol_cells_number(&row, level);
        awol_cells_number(&row, rows[i].n);
        awol_cells_text(&row, rows[i].method);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

enum awol_status awol_counterfactual_write(const struct awol_refit *refit,
                                           const struct awol_draws *draws, double level,
                                           const struct awol_counterfactual *c,
                                           const struct awol_attribution *opt_a,
                                           struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = write_stretches(refit, c, stream, opt_error);
    if (status == AWOL_OK)
        status = write_worlds(draws, level, c, opt_a, stream, opt_error);
    return status;
}

/* ---- sentences ------------------------------------------------------------------------------ */

static const char topic[] = "counterfactual";

/* "Without the offer", "With the offer made to A, its last day 2001-03-01 and 0.5 times its weight"
 */
static void describe(const struct awol_change *change, char *buffer, size_t size)
{
    char which[120] = "the offer", unit[120] = "", last[AWOL_DAY_TEXT_SIZE], deadline[64] = "",
         strength[64] = "", number[AWOL_NUMBER_SIZE];
    if (change->opt_id)
        snprintf(which, sizeof which, "the offer “%.60s”", change->opt_id);
    if (change->without) {
        snprintf(buffer, size, "Without %s", which);
        return;
    }
    if (change->opt_unit)
        snprintf(unit, sizeof unit, " made to %.80s",
                 change->opt_unit[0] ? change->opt_unit : "all");
    if (change->has_deadline)
        snprintf(deadline, sizeof deadline, "%s ending with %s", unit[0] ? "," : "",
                 awol_day_format(change->deadline, last));
    if (change->strength != 1)
        snprintf(strength, sizeof strength, "%s %s times as strong (on the logarithm of its ratio)",
                 unit[0] || deadline[0] ? "," : "",
                 awol_number_format_short(change->strength, 3, number));
    snprintf(buffer, size, "With %s%s%s%s", which, unit, deadline, strength);
}

static enum awol_status say_difference(const struct awol_change *change, bool none,
                                       const struct awol_counterfactual *c,
                                       struct awol_stream *stream, struct awol_error *opt_error)
{
    char what[512], was[AWOL_NUMBER_SIZE], otherwise[AWOL_NUMBER_SIZE], text[AWOL_AMOUNT_TEXT];
    bool more = c->difference.estimate < 0;
    const struct awol_amount d = c->difference, turned = {-d.estimate, -d.high, -d.low};
    describe(change, what, sizeof what);
    if (none)
        return awol_cells_say(stream, opt_error, topic,
                              "%s nothing is altered, as it was so already: the two campaigns are "
                              "one, in which by this model %s men leave.",
                              what, awol_men_text(c->as_it_was.estimate, was));
    return awol_cells_say(
        stream, opt_error, topic,
        "%s, by this model %s men would have left where %s leave in campaigns simulated with it as "
        "it was: %s %s.",
        what, awol_men_text(c->otherwise.estimate, otherwise),
        awol_men_text(c->as_it_was.estimate, was), awol_amount_men(more ? &turned : &d, text),
        more ? "more" : "fewer");
}

static enum awol_status say_reason(const struct awol_counterfactual *c,
                                   const struct awol_attribution *opt_a, struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    char text[AWOL_AMOUNT_TEXT];
    if (!opt_a)
        return AWOL_OK;
    return awol_cells_say(
        stream, opt_error, topic,
        "The genealogy, which attributes %s to the offer, is about those who did leave; this is "
        "about another campaign. They differ because men whom no offer takes are still there to "
        "leave later, alone or after others%s, and because the genealogy knows what chance made of "
        "the campaign and the simulation does not.",
        awol_amount_men(&opt_a->totals[AWOL_TOTAL_BECAUSE], text),
        c->coupled ? "" : " (as far as the model takes the men off)");
}

static enum awol_status say_drawing(const struct awol_draws *draws, double level,
                                    const struct awol_counterfactual *c, struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    char failed[120] = "", limits[200];
    size_t least = awol_draws_least(level);
    if (c->n_failed > 0)
        snprintf(failed, sizeof failed,
                 " %zu pairs could not be drawn and count as beyond either limit.", c->n_failed);
    if (c->n < least)
        snprintf(limits, sizeof limits,
                 "there are no limits, as those at %g %% take %zu pairs at least", 100 * level,
                 least);
    else
        snprintf(limits, sizeof limits, "the limits hold %g %% of them%s", 100 * level,
                 draws->n > 0 ? ", with the parameters drawn too"
                              : ", of chance alone: the fit has no draws of its parameters");
    return awol_cells_say(
        stream, opt_error, topic, "%zu pair%s of campaigns %s simulated, %s%s; %s.%s", c->n,
        c->n == 1 ? "" : "s", c->n == 1 ? "was" : "were", how_drawn(c),
        c->coupled ? ""
                   : ": this model has no form in which a man can be the same in both, so that "
                     "chance enters twice and the limits are wide",
        limits, failed);
}

enum awol_status awol_counterfactual_say(const struct awol_refit *refit,
                                         const struct awol_draws *draws, double level,
                                         const struct awol_change *change,
                                         const struct awol_counterfactual *c,
                                         const struct awol_attribution *opt_a,
                                         struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status =
        say_difference(change, awol_change_is_none(change, refit), c, stream, opt_error);
    if (status == AWOL_OK && change->without)
        status = say_reason(c, opt_a, stream, opt_error);
    if (status == AWOL_OK)
        status = say_drawing(draws, level, c, stream, opt_error);
    return status;
}
