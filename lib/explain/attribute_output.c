/* The genealogy of a record as tables and sentences. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "estimate/cells.h"
#include "explain/amount_words.h"
#include "explain/explain.h"

/* ---- tables -------------------------------------------------------------------------------- */

static enum awol_status write_lines(const struct awol_refit *refit,
                                    const struct awol_attribution *a, struct awol_stream *stream,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {
        "unit",     "start",       "end",        "count",   "known", "anyway", "followed",
        "by_offer", "by_comrades", "by_urgency", "because", "low",   "high",   NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "attribution", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < a->n_lines; i++) {
        const struct awol_line *line = &a->lines[i];
        const double *part = a->parts + i * AWOL_PARTS;
        struct awol_cells row = {.n = 0};
        double because = a->because[i].estimate;
        double anyway = part[AWOL_PART_ALONE] + part[AWOL_PART_FOLLOWED];
        awol_cells_text(&row, refit->campaign.units[line->unit].name);
        awol_cells_day(&row, line->start);
        awol_cells_day(&row, line->end);
        awol_cells_number(&row, anyway + because);
        awol_cells_text(&row, awol_counted_names[line->counted]);
        awol_cells_number(&row, anyway);
        awol_cells_number(&row, part[AWOL_PART_FOLLOWED]);
        awol_cells_number(&row, part[AWOL_PART_OFFER]);
        awol_cells_number(&row, part[AWOL_PART_COMRADES]);
        awol_cells_number(&row, part[AWOL_PART_URGENCY]);
        awol_cells_number(&row, because);
        awol_cells_number(&row, a->because[i].low);
        awol_cells_number(&row, a->because[i].high);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

/* A row of the table attributed. */
struct total {
    const char *cause, *offer, *reading, *method;
    struct awol_amount men, share;
    double level, n;
};

static enum awol_status write_total(const struct total *t, struct awol_table *table,
                                    struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    const double numbers[] = {t->men.estimate, t->men.low,    t->men.high, t->share.estimate,
                              t->share.low,    t->share.high, t->level,    t->n};
    awol_cells_text(&row, t->cause);
    awol_cells_text(&row, t->offer);
    awol_cells_text(&row, t->reading);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        awol_cells_number(&row, numbers[i]);
    awol_cells_text(&row, t->method);
    return awol_cells_append(&row, table, opt_error);
}

static struct awol_amount share_of(const struct awol_amount *men, double all)
{
    return (struct awol_amount){men->estimate / all, men->low / all, men->high / all};
}

static const char *const causes[AWOL_TOTALS] = {"anyway",   "followed", "offer",
                                                "comrades", "urgency",  "because"};

static enum awol_status write_readings(const struct awol_attribution *a,
                                       const struct awol_reading_row *rows,
                                       struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < AWOL_READING_ROWS; i++)
        for (size_t t = 0; status == AWOL_OK && rows[i].is_fitted && t < AWOL_TOTALS; t++) {
            struct awol_amount men = {rows[i].totals[t], NAN, NAN};
            struct total total = {
                causes[t], NULL, rows[i].name, "none", men, share_of(&men, a->men), NAN, NAN};
            status = write_total(&total, table, opt_error);
        }
    return status;
}

static enum awol_status write_totals(const struct awol_refit *refit, const struct awol_draws *draws,
                                     double level, const struct awol_attribution *a,
                                     const struct awol_reading_row *opt_rows,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"cause", "offer",  "reading",   "men",        "low",
                                          "high",  "share",  "share_low", "share_high", "level",
                                          "n",     "method", NULL};
    const struct awol_reading_row *own = opt_rows ? awol_reading_own(opt_rows) : NULL;
    struct total total = {.reading = own ? own->name : NULL,
                          .method = awol_draws_names[draws->source],
                          .level = draws->n > 0 ? level : (double)NAN,
                          .n = draws->n > 0 ? (double)(draws->n + draws->failed) : (double)NAN};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "attributed", columns, &table, opt_error);
    for (size_t t = 0; status == AWOL_OK && t < AWOL_TOTALS; t++) {
        total.cause = causes[t];
        total.men = a->totals[t];
        total.share = a->shares[t];
        status = write_total(&total, table, opt_error);
    }
    total.cause = causes[AWOL_TOTAL_BECAUSE];
    for (size_t i = 0; status == AWOL_OK && a->has_single && i < a->n_effects; i++) {
        if (!refit->campaign.effects[i].is_offer)
            continue;
        total.offer = refit->campaign.effects[i].name;
        total.men = a->single[i];
        total.share = share_of(&a->single[i], a->men);
        status = write_total(&total, table, opt_error);
    }
    if (status == AWOL_OK && opt_rows)
        status = write_readings(a, opt_rows, table, opt_error);
    return status;
}

enum awol_status awol_attribution_write(const struct awol_refit *refit,
                                        const struct awol_draws *draws,
                                        const struct awol_explain_settings *settings,
                                        const struct awol_attribution *a,
                                        const struct awol_reading_row *opt_rows,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = write_lines(refit, a, stream, opt_error);
    if (status == AWOL_OK)
        status = write_totals(refit, draws, settings->level, a, opt_rows, stream, opt_error);
    return status;
}

/* ---- sentences ------------------------------------------------------------------------------ */

static const char topic[] = "attribution";

static const char *label_of(const struct awol_effect *effect)
{
    return effect->offer->label[0] ? effect->offer->label : effect->offer->id;
}

/* "“A” and “B”", or "the 4 offers" */
static const char *offers_text(const struct awol_refit *refit, char *buffer, size_t size)
{
    const struct awol_effect *offers[2] = {NULL, NULL};
    size_t n = 0;
    for (size_t i = 0; i < refit->campaign.n_effects; i++) {
        if (!refit->campaign.effects[i].is_offer)
            continue;
        if (n < 2)
            offers[n] = &refit->campaign.effects[i];
        n++;
    }
    if (n == 1)
        snprintf(buffer, size, "“%.100s”%s%.150s", label_of(offers[0]),
                 offers[0]->opt_also ? " with " : "",
                 offers[0]->opt_also ? offers[0]->opt_also : "");
    else if (n == 2)
        snprintf(buffer, size, "“%.100s” and “%.100s”", label_of(offers[0]), label_of(offers[1]));
    else
        snprintf(buffer, size, "the %zu offers", n);
    return buffer;
}

static enum awol_status say_parts(const struct awol_refit *refit, const struct awol_attribution *a,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    char men[AWOL_NUMBER_SIZE], offers[512], urgency[AWOL_AMOUNT_TEXT + 80] = "";
    char text[AWOL_TOTALS][AWOL_AMOUNT_TEXT];
    bool urgent = refit->problem.layout.n_urgency > 0;
    bool follows = a->totals[AWOL_TOTAL_FOLLOWED].estimate != 0 ||
                   a->totals[AWOL_TOTAL_COMRADES].estimate != 0;
    for (size_t t = 0; t < AWOL_TOTALS; t++)
        awol_amount_men(&a->totals[t], text[t]);
    awol_men_text(a->men, men);
    offers_text(refit, offers, sizeof offers);
    if (urgent)
        snprintf(urgency, sizeof urgency, ", and %s followed only because it hastened them",
                 text[AWOL_TOTAL_URGENCY]);
    if (!follows)
        return awol_cells_say(stream, opt_error, topic,
                              "Of the %s men who left, by this model %s left because of %s, and %s "
                              "would have left anyway. In this fit nobody follows another.",
                              men, text[AWOL_TOTAL_BECAUSE], offers, text[AWOL_TOTAL_ANYWAY]);
    return awol_cells_say(
        stream, opt_error, topic,
        "Of the %s men who left, by this model %s left because of %s: %s came for it, %s followed "
        "comrades whom it had brought%s. %s would have left anyway, %s of them after a comrade.",
        men, text[AWOL_TOTAL_BECAUSE], offers, text[AWOL_TOTAL_OFFER], text[AWOL_TOTAL_COMRADES],
        urgency, text[AWOL_TOTAL_ANYWAY], text[AWOL_TOTAL_FOLLOWED]);
}

static enum awol_status say_single(const struct awol_refit *refit, const struct awol_attribution *a,
                                   struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    char text[AWOL_AMOUNT_TEXT];
    for (size_t i = 0; status == AWOL_OK && a->has_single && i < a->n_effects; i++) {
        const struct awol_effect *effect = &refit->campaign.effects[i];
        if (effect->is_offer)
            status = awol_cells_say(stream, opt_error, topic,
                                    "With the other offers kept, by this model %s left because of "
                                    "“%.200s”; such numbers need not add up to that of all.",
                                    awol_amount_men(&a->single[i], text), label_of(effect));
    }
    return status;
}

static enum awol_status say_readings(const struct awol_reading_row *rows,
                                     struct awol_stream *stream, struct awol_error *opt_error)
{
    const struct awol_reading_row *own = awol_reading_own(rows);
    struct awol_text text;
    char men[AWOL_NUMBER_SIZE];
    awol_text_init(&text);
    if (own)
        awol_text_append_format(&text, "These numbers stand under the reading “%s” of eta: %s.%s",
                                own->name, own->meaning,
                                own->is_told ? ""
                                             : " Under it the counts do not tell eta, and with it "
                                               "who came for the offer and who followed.");
    else
        awol_text_append(&text, "These numbers stand under none of the three readings of eta.");
    for (size_t i = 0; i < AWOL_READING_ROWS; i++)
        if (rows[i].is_fitted)
            awol_text_append_format(
                &text, " Under “%s” (%s) %s would have left because of it%s.", rows[i].name,
                rows[i].meaning, awol_men_text(rows[i].totals[AWOL_TOTAL_BECAUSE], men),
                rows[i].is_told ? "" : ", with an eta that the counts do not tell");
    enum awol_status status = awol_text_check(&text, opt_error);
    if (status == AWOL_OK)
        status = awol_cells_say(stream, opt_error, topic, "%s", awol_text_string(&text));
    awol_text_release(&text);
    return status;
}

static enum awol_status say_limits(const struct awol_draws *draws, double level,
                                   const struct awol_attribution *a, struct awol_stream *stream,
                                   struct awol_error *opt_error)
{
    char failed[160] = "";
    if (draws->failed + a->n_failed > 0)
        snprintf(failed, sizeof failed,
                 " %zu of these are values at which the model has no numbers; they count as beyond "
                 "either limit.",
                 draws->failed + a->n_failed);
    switch (draws->source) {
    case AWOL_DRAWS_BOOTSTRAP:
        return awol_cells_say(stream, opt_error, topic,
                              "The limits hold %g %% of %zu bootstrap replicates, each with a "
                              "genealogy drawn from its own parameters.%s",
                              100 * level, draws->n + draws->failed, failed);
    case AWOL_DRAWS_COVARIANCE:
        return awol_cells_say(
            stream, opt_error, topic,
            "The limits hold %g %% of %zu draws from the covariance of the fit, as if its "
            "estimates "
            "were normal: rough where the record is short. awol-boot before awol-explain gives "
            "better ones.%s",
            100 * level, draws->n, failed);
    case AWOL_DRAWS_NONE:
        break;
    }
    return awol_cells_say(stream, opt_error, topic,
                          "The fit has no covariance to take limits from: awol-boot before "
                          "awol-explain gives them.");
}

static enum awol_status say_known(const struct awol_attribution *a, struct awol_stream *stream,
                                  struct awol_error *opt_error)
{
    double men[4] = {0};
    char shared[AWOL_NUMBER_SIZE], estimated[AWOL_NUMBER_SIZE];
    for (size_t i = 0; i < a->n_lines; i++)
        for (size_t c = 0; c < AWOL_PARTS; c++)
            men[a->lines[i].counted] += a->parts[i * AWOL_PARTS + c];
    if (men[AWOL_SHARED_OUT] + men[AWOL_ESTIMATED] <= 0)
        return AWOL_OK;
    return awol_cells_say(
        stream, opt_error, topic,
        "Of these men %s stand in totals, which are shared out over their time as "
        "the model expects, and %s are estimated from bounds.",
        awol_men_text(men[AWOL_SHARED_OUT], shared), awol_men_text(men[AWOL_ESTIMATED], estimated));
}

enum awol_status awol_attribution_say(const struct awol_refit *refit,
                                      const struct awol_draws *draws,
                                      const struct awol_explain_settings *settings,
                                      const struct awol_attribution *a,
                                      const struct awol_reading_row *opt_rows,
                                      struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = say_parts(refit, a, stream, opt_error);
    if (status == AWOL_OK)
        status = say_single(refit, a, stream, opt_error);
    if (status == AWOL_OK && opt_rows)
        status = say_readings(opt_rows, stream, opt_error);
    if (status == AWOL_OK)
        status = say_known(a, stream, opt_error);
    if (status == AWOL_OK)
        status = say_limits(draws, settings->level, a, stream, opt_error);
    return status;
}
