#include <math.h>
#include <stdlib.h>

#include "plot/chart.h"
#include "plot/rates.h"
#include "record/offer.h"

enum { MAX_UNITS = 24, MAX_OFFERS = 16 };

struct multiples {
    struct awol_chart chart;
    const struct awol_stream *stream;
    struct awol_rates rates;
    struct awol_offers offers;
    size_t left_out;
};

/* Whether a unit has a count, and whether one with men at risk. */
static bool has_counts(const struct awol_rates *rates, size_t unit, bool *ret_has_rate)
{
    bool found = false;
    *ret_has_rate = false;
    for (size_t i = 0; i < rates->n; i++) {
        found = found || rates->rates[i].unit == unit;
        *ret_has_rate =
            *ret_has_rate || (rates->rates[i].unit == unit &&
                              (!isnan(rates->rates[i].low) || !isnan(rates->rates[i].high)));
    }
    return found;
}

/* Lines where offers to the unit begin; the time in which any stood is shaded once. */
static void add_offers(struct multiples *multiples, size_t panel, const char *unit, double to)
{
    const double top = (double)INFINITY;
    const double bottom = -top;
    const struct awol_stroke line = {.role = AWOL_OFFER, .width = 1.0};
    double shaded = -top;
    for (size_t i = 0; i < multiples->offers.n && i < MAX_OFFERS; i++) {
        const struct awol_offer *offer = &multiples->offers.offers[i];
        double start = (double)offer->start_first;
        double end = offer->open ? to : (double)offer->end + 1.0;
        if (!offer->use || !awol_offer_is_fittable(offer) || start >= to ||
            (offer->unit[0] != '\0' && !awol_text_equal(offer->unit, unit))) {
            continue;
        }
        awol_chart_rule_x(&multiples->chart, panel, line, start, NULL);
        if (end > fmax(start, shaded)) {
            double from = fmax(start, shaded);
            awol_chart_boxes(&multiples->chart, panel, AWOL_SHADE, 0.16, &from, &end, &bottom, &top,
                             1);
            shaded = end;
        }
    }
}

static void add_unit(struct multiples *multiples, size_t unit, size_t number, double from,
                     double to)
{
    struct awol_chart_panel panel = {
        .opt_title = multiples->rates.series.units[unit],
        .x = {.scale = AWOL_SCALE_DATES, .fixed = true, .low = from, .high = to},
        .y = {.label = number % multiples->chart.columns == 0 ? "per 1,000 a month" : NULL},
        .height = 100.0};
    /* One scale for all, or they could not be compared. */
    awol_rates_axis(multiples->rates.least, multiples->rates.most, multiples->chart.settings->log_y,
                    &panel.y);
    size_t p = awol_chart_add_panel(&multiples->chart, &panel);
    add_offers(multiples, p, multiples->rates.series.units[unit], to);
    awol_rates_draw(&multiples->rates, unit, 0.0, to - from, &multiples->chart, p);
}

static void write_caption(struct multiples *multiples)
{
    struct awol_chart *chart = &multiples->chart;
    awol_chart_caption(chart,
                       awol_chart_word(chart,
                                       "%zu counts per 1,000 men at risk and month, on one scale, "
                                       "with exact 90\u00a0%% limits; an arrow where a count is a "
                                       "lower bound."),
                       multiples->rates.n);
    if (multiples->rates.no_men > 0) {
        awol_chart_caption(
            chart, awol_chart_word(chart, "Hatched: the men at risk are not known (%zu counts)."),
            multiples->rates.no_men);
    }
    if (multiples->rates.has_fit) {
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart, "Coloured: what was fitted, and where counts "
                                                  "would fall."));
    }
    if (multiples->offers.n > 0) {
        awol_chart_caption(chart, "%s", awol_chart_word(chart, "Shaded: an offer stood."));
    }
    if (multiples->left_out > 0) {
        awol_chart_caption(chart, awol_chart_word(chart, "%zu further units are not drawn."),
                           multiples->left_out);
    }
    awol_chart_caption_sources(chart);
}

static enum awol_status add_units(struct multiples *multiples, struct awol_error *opt_error)
{
    const struct awol_rates *rates = &multiples->rates;
    double from = (double)INFINITY;
    double to = -(double)INFINITY;
    size_t n = 0;
    bool has_rate;
    bool any_rate = false;
    for (size_t i = 0; i < rates->n; i++) {
        from = fmin(from, rates->rates[i].start);
        to = fmax(to, rates->rates[i].end);
    }
    for (size_t unit = 0; unit < rates->series.n_units; unit++) {
        n += has_counts(rates, unit, &has_rate);
        any_rate = any_rate || has_rate;
    }
    if (!any_rate) {
        return awol_error_at(opt_error, multiples->stream->source, (struct awol_place){0, 0},
                             "no count has men at risk, so there is no rate to compare: "
                             "awol-count --strength adds them");
    }
    multiples->chart.columns = n < 2 ? 1 : n < 5 ? 2 : 3;
    for (size_t unit = 0, number = 0; unit < rates->series.n_units; unit++) {
        if (!has_counts(rates, unit, &has_rate)) {
            continue;
        }
        if (number < MAX_UNITS) {
            add_unit(multiples, unit, number++, from, to);
        } else {
            multiples->left_out++;
        }
    }
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct multiples multiples = {.stream = stream};
    const struct awol_table *offers = awol_stream_find(stream, "offers");
    enum awol_status status = awol_rates_init(&multiples.rates, stream, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    awol_chart_init(&multiples.chart, stream, settings);
    if (offers != NULL) {
        status = awol_offers_from_table(offers, AWOL_OFFERS, &multiples.offers, opt_error);
    }
    if (status == AWOL_OK) {
        status = add_units(&multiples, opt_error);
    }
    if (status == AWOL_OK) {
        write_caption(&multiples);
        status = awol_chart_write(&multiples.chart, script, opt_error);
    }
    awol_chart_release(&multiples.chart);
    awol_offers_release(&multiples.offers);
    awol_rates_release(&multiples.rates);
    return status;
}

static const char *const kinds[] = {"series", "fit", NULL};

static const struct awol_figure_need needs[] = {{"series", "count", "awol-count"},
                                                {"series", "at_risk", "awol-count --strength"}};

const struct awol_figure awol_figure_multiples = {
    .name = "multiples",
    .summary = "a small panel for each unit: departures per 1,000 men and month, on one scale",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_WINDOW | AWOL_TAKES_LOG,
    .draw = draw,
};
