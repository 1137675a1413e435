#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plot/timeline.h"

/* Move a text into the arena; "" when out of memory, which the script's own check will report. */
static const char *keep(struct awol_timeline *timeline, struct awol_text *text)
{
    const char *copy = awol_arena_string(&timeline->arena, awol_text_string(text));
    awol_text_release(text);
    return copy != NULL ? copy : "";
}

const char *awol_timeline_title(const struct awol_timeline *timeline)
{
    const char *campaign = awol_stream_header(timeline->stream, "campaign");
    if (timeline->settings->opt_title != NULL) {
        return timeline->settings->opt_title;
    }
    return campaign != NULL ? campaign
                            : awol_language_word(timeline->settings->language, "Departures");
}

static void append_men(struct awol_text *text, enum awol_language language, double men,
                       bool at_least, bool about)
{
    char number[AWOL_LANGUAGE_NUMBER];
    awol_language_number(language, men, 6, number);
    awol_text_append_format(text,
                            at_least && about ? awol_language_word(language, "at least some %s men")
                            : at_least        ? awol_language_word(language, "at least %s men")
                            : about           ? awol_language_word(language, "about %s men")
                            : men == 1.0      ? awol_language_word(language, "%s man")
                                              : awol_language_word(language, "%s men"),
                            number);
}

const char *awol_timeline_unit_title(struct awol_timeline *timeline, size_t index)
{
    const struct awol_timeline_unit *unit = &timeline->units[index];
    const char *name = timeline->series.units[unit->index];
    struct awol_text text;
    awol_text_init(&text);
    if (timeline->n_units > 1) {
        awol_text_append_format(&text, "(%c) ", (char)('a' + (int)index));
    }
    if (name[0] != '\0' && strcmp(name, AWOL_NA) != 0 &&
        (timeline->n_units > 1 || strcmp(name, "all") != 0)) {
        awol_text_append_format(&text, "%s: ", name);
    }
    if (unit->only_rivals) {
        awol_text_append(&text, awol_language_word(timeline->settings->language, "no count used"));
    } else {
        append_men(&text, timeline->settings->language, unit->men, unit->at_least, unit->about);
    }
    return keep(timeline, &text);
}

/* "3 Apr 1865", "24–29 Aug 1776", "18 Jun–5 Jul 1778", "1 Nov 1778–31 Jan 1779". */
static void append_days(struct awol_text *text, enum awol_language language, int64_t from,
                        int64_t to)
{
    char buffer[AWOL_LANGUAGE_DATE];
    struct awol_date first = awol_date_from_day(AWOL_GREGORIAN, from);
    struct awol_date last = awol_date_from_day(AWOL_GREGORIAN, to);
    if (to > from && first.year == last.year && first.month == last.month) {
        awol_text_append_format(text, awol_language_word(language, "%d"), first.day);
        awol_text_append(text, "\xe2\x80\x93");
    } else if (to > from && first.year == last.year) {
        awol_text_append_format(text, awol_language_word(language, "%d"), first.day);
        awol_text_append_format(text, " %s\xe2\x80\x93",
                                awol_language_month(language, first.month));
    } else if (to > from) {
        awol_text_append_format(text, "%s\xe2\x80\x93", awol_language_date(language, from, buffer));
    }
    awol_text_append(text, awol_language_date(language, to, buffer));
}

/* A, B, … for offers, 1, 2, … for circumstances: the key explains them. */
static void append_event(struct awol_text *text, enum awol_language language,
                         const struct awol_timeline_event *event)
{
    const struct awol_offer *offer = event->offer;
    bool ends = !offer->open && offer->end > offer->start_last;
    /* No line ends between a tag and what it stands for. */
    awol_text_append_format(text, "%s:\xc2\xa0%s, ", event->tag, event->name);
    if (offer->start_last > offer->start_first) {
        awol_text_append(text, awol_language_word(language, "within "));
        append_days(text, language, offer->start_first, offer->start_last);
        awol_text_append(text, ends ? awol_language_word(language, ", to ") : "");
        if (ends) {
            append_days(text, language, offer->end, offer->end);
        }
    } else {
        append_days(text, language, offer->start_first, ends ? offer->end : offer->start_first);
    }
}

const char *awol_timeline_event_key(struct awol_timeline *timeline, bool circumstances)
{
    struct awol_text text;
    awol_text_init(&text);
    for (size_t i = 0; i < timeline->n_events; i++) {
        const struct awol_timeline_event *event = &timeline->events[i];
        if (event->is_circumstance == circumstances) {
            awol_text_append(&text, text.length == 0 ? "" : "; ");
            append_event(&text, timeline->settings->language, event);
        }
    }
    return keep(timeline, &text);
}

/* ---- the caption ----------------------------------------------------------------------------- */

/* The value beside a key of a table with the columns key and value; NULL if there is none. */
static const char *find_value(const struct awol_table *table, const char *key)
{
    size_t keys = awol_table_find(table, "key");
    size_t values = awol_table_find(table, "value");
    for (size_t row = 0; row < table->n_rows; row++) {
        if (strcmp(awol_table_cell(table, row, keys), key) == 0 &&
            !awol_table_is_missing(table, row, values)) {
            return awol_table_cell(table, row, values);
        }
    }
    return NULL;
}

static const char *counts_in_words(enum awol_language language, const char *name)
{
    static const char *const words[][2] = {{"nb", "negative binomial counts"},
                                           {"poisson", "Poisson counts"},
                                           {"gp", "generalised Poisson counts"},
                                           {"binomial", "binomial counts"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(name, words[i][0]) == 0) {
            return awol_language_word(language, words[i][1]);
        }
    }
    return name;
}

/* Where counts would fall, from the column `level` of the parameters, where all of them have the
 * same. */
static void append_level(struct awol_text *text, const struct awol_timeline *timeline)
{
    const struct awol_table *parameters = awol_stream_find(timeline->stream, "parameters");
    size_t column = parameters != NULL ? awol_table_find(parameters, "level") : AWOL_NO_COLUMN;
    double level = (double)NAN;
    if (column != AWOL_NO_COLUMN && parameters->n_rows > 0 &&
        awol_table_number(parameters, 0, column, &level, NULL) == AWOL_OK && level > 0.0) {
        awol_text_append_format(text,
                                awol_language_word(timeline->settings->language,
                                                   "; %g %% of such counts would fall in the band"),
                                100.0 * level);
    }
}

/* A unit with counts of which none was fitted, as one without men at risk beside others with. */
static bool has_unit_without_fit(const struct awol_timeline *timeline)
{
    for (size_t u = 0; u < timeline->n_units; u++) {
        const struct awol_timeline_unit *unit = &timeline->units[u];
        size_t fitted = 0;
        for (size_t i = unit->first; i < unit->first + unit->n; i++) {
            fitted += isnan(timeline->spans[i].fitted) ? 0 : 1;
        }
        if (fitted == 0 && !unit->only_rivals) {
            return true;
        }
    }
    return false;
}

static void append_fit(struct awol_text *text, const struct awol_timeline *timeline)
{
    const enum awol_language language = timeline->settings->language;
    const struct awol_table *model = awol_stream_find(timeline->stream, "model");
    const char *name = model != NULL ? find_value(model, "model") : NULL;
    const char *counts = model != NULL ? find_value(model, "counts") : NULL;
    awol_text_append_format(text, awol_language_word(language, " Fitted: model %s"),
                            name != NULL ? name : awol_language_word(language, "not named"));
    if (counts != NULL) {
        awol_text_append_format(text, ", %s", counts_in_words(language, counts));
    }
    append_level(text, timeline);
    awol_text_append(text, timeline->limits_cut
                               ? awol_language_word(language, ", which runs out of the frame.")
                               : ".");
    if (has_unit_without_fit(timeline)) {
        awol_text_append(
            text, awol_language_word(language, " Panels without a band are not in the fit."));
    }
}

/* Counts that are drawn, and reports that are not used. */
struct tally {
    double men;
    bool at_least, about;
    size_t spans, rivals;
};

static struct tally tally_units(const struct awol_timeline *timeline)
{
    struct tally tally = {.men = 0.0};
    for (size_t u = 0; u < timeline->n_units; u++) {
        const struct awol_timeline_unit *unit = &timeline->units[u];
        tally.men += unit->men;
        tally.at_least = tally.at_least || unit->at_least;
        tally.about = tally.about || unit->about;
        for (size_t i = unit->first; i < unit->first + unit->n; i++) {
            const struct awol_timeline_span *span = &timeline->spans[i];
            tally.spans += span->visible && span->span->preferred;
            tally.rivals += span->visible && !span->span->preferred;
        }
    }
    return tally;
}

static void append_gaps(struct awol_text *text, const struct awol_timeline *timeline)
{
    const enum awol_language language = timeline->settings->language;
    char gap[AWOL_LANGUAGE_NUMBER];
    char all[AWOL_LANGUAGE_NUMBER];
    double days = (double)(timeline->shown_to - timeline->shown_from);
    if (timeline->gap_days > 0) {
        awol_text_append_format(
            text,
            timeline->n_units == 1
                ? awol_language_word(language, " No report for %s of %s days.")
                : awol_language_word(language, " Nobody counted on %s of %s days."),
            awol_language_number(language, (double)timeline->gap_days, 9, gap),
            awol_language_number(language, days, 9, all));
    }
    if (timeline->gap_days > 0 || timeline->n_units > 1) {
        awol_text_append(text, awol_language_word(language, " Times without a report are grey and "
                                                            "not counted as zero."));
    }
}

static void append_counts(struct awol_text *text, const struct awol_timeline *timeline)
{
    const enum awol_language language = timeline->settings->language;
    const struct tally tally = tally_units(timeline);
    awol_text_append_format(text,
                            tally.spans == 1 ? awol_language_word(language, "%zu count")
                                             : awol_language_word(language, "%zu counts"),
                            tally.spans);
    if (timeline->n_units == 1) {
        awol_text_append(text, ", ");
        append_men(text, language, tally.men, tally.at_least, tally.about);
    } else {
        awol_text_append_format(text, awol_language_word(language, " in %zu populations"),
                                timeline->n_units);
    }
    if (tally.rivals > 0) {
        awol_text_append_format(text,
                                tally.rivals == 1
                                    ? awol_language_word(language, ", and %zu report not used")
                                    : awol_language_word(language, ", and %zu reports not used"),
                                tally.rivals);
    }
    awol_text_append(text, ".");
    if (timeline->n_units_left_out > 0) {
        awol_text_append_format(
            text, awol_language_word(language, " %zu smaller populations are not drawn."),
            timeline->n_units_left_out);
    }
    append_gaps(text, timeline);
}

static void append_sources(struct awol_text *text, const struct awol_timeline *timeline)
{
    size_t n = 0;
    for (size_t i = 0; i < timeline->stream->n_headers; i++) {
        if (strcmp(timeline->stream->headers[i].key, "source") == 0) {
            awol_text_append(text, n == 0 ? " " : "; ");
            awol_text_append(
                text, n == 0 ? awol_language_word(timeline->settings->language, "Source: ") : "");
            awol_text_append(text, timeline->stream->headers[i].value);
            n++;
        }
    }
    awol_text_append(text, n > 0 ? "." : "");
}

const char *awol_timeline_caption(struct awol_timeline *timeline)
{
    struct awol_text text;
    awol_text_init(&text);
    append_counts(&text, timeline);
    if (timeline->n_units > 1) {
        awol_text_append(&text, awol_language_word(timeline->settings->language,
                                                   " Scales differ between panels."));
    }
    if (timeline->has_fit) {
        append_fit(&text, timeline);
    }
    append_sources(&text, timeline);
    return keep(timeline, &text);
}
