#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/rates.h"
#include "record/offer.h"

enum { MAX_CAMPAIGNS = 12 };

/* Days before and after an offer that are drawn, where records go that far. */
#define BEFORE 365.0
#define AFTER 730.0

struct campaign {
    const struct awol_stream *stream;
    const char *name;
    struct awol_rates rates;
    struct awol_offers offers;
    double zero; /* the offer's day */
    const struct awol_offer *offer;
};

struct campaigns {
    struct awol_chart chart;
    struct campaign list[MAX_CAMPAIGNS];
    size_t n;
    double from, to; /* of the common clock */
};

/* The first offer in force that could be fitted; the record decides nothing here. */
static const struct awol_offer *find_offer(const struct awol_offers *offers)
{
    const struct awol_offer *first = NULL;
    for (size_t i = 0; i < offers->n; i++) {
        const struct awol_offer *offer = &offers->offers[i];
        if (offer->use && awol_offer_is_fittable(offer) &&
            (first == NULL || offer->start_first < first->start_first)) {
            first = offer;
        }
    }
    return first;
}

static enum awol_status open_campaign(struct campaigns *campaigns, const struct awol_stream *stream,
                                      struct awol_error *opt_error)
{
    struct campaign *campaign = &campaigns->list[campaigns->n];
    const char *name = awol_stream_header(stream, "campaign");
    *campaign = (struct campaign){.stream = stream, .name = name != NULL ? name : stream->source};
    enum awol_status status = awol_rates_init(&campaign->rates, stream, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    campaigns->n++;
    status = awol_offers_from_table(awol_stream_find(stream, "offers"), AWOL_OFFERS,
                                    &campaign->offers, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    campaign->offer = find_offer(&campaign->offers);
    if (campaign->offer == NULL) {
        return awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                             "no offer is in force (use = yes), so the common clock, days since "
                             "the offer, has no zero");
    }
    campaign->zero = 0.5 * (double)(campaign->offer->start_first + campaign->offer->start_last);
    return AWOL_OK;
}

static void set_clock(struct campaigns *campaigns)
{
    campaigns->from = 0.0;
    campaigns->to = 0.0;
    for (size_t i = 0; i < campaigns->n; i++) {
        const struct campaign *campaign = &campaigns->list[i];
        for (size_t k = 0; k < campaign->rates.n; k++) {
            campaigns->from =
                fmin(campaigns->from, campaign->rates.rates[k].start - campaign->zero);
            campaigns->to = fmax(campaigns->to, campaign->rates.rates[k].end - campaign->zero);
        }
    }
    campaigns->from = fmax(campaigns->from, -BEFORE);
    campaigns->to = fmin(campaigns->to, AFTER);
}

static bool has_unit(const struct awol_rates *rates, size_t unit)
{
    for (size_t i = 0; i < rates->n; i++) {
        if (rates->rates[i].unit == unit) {
            return true;
        }
    }
    return false;
}

static void add_campaign(struct campaigns *campaigns, struct campaign *campaign)
{
    struct awol_chart *chart = &campaigns->chart;
    const char *basis = campaign->rates.basis[0] != '\0' ? campaign->rates.basis
                                                         : awol_chart_word(chart, "men unknown");
    struct awol_chart_panel panel = {
        .opt_title = awol_chart_format(chart, "%.300s (%.60s)", campaign->name, basis),
        .x = {.label =
                  campaign + 1 == campaigns->list + campaigns->n ? "days since the offer" : NULL,
              .fixed = true,
              .low = campaigns->from,
              .high = campaigns->to},
        .y = {.label = "per 1,000 a month"},
        .height = 105.0};
    const struct awol_stroke line = {.role = AWOL_OFFER, .width = 1.2};
    const double top = (double)INFINITY;
    const double bottom = -top;
    double start = 0.0;
    double end =
        campaign->offer->open ? campaigns->to : (double)campaign->offer->end + 1.0 - campaign->zero;
    const char *label = campaign->offer->label != NULL && campaign->offer->label[0] != '\0'
                            ? campaign->offer->label
                            : campaign->offer->id;
    awol_rates_axis(campaign->rates.least, campaign->rates.most, chart->settings->log_y, &panel.y);
    size_t p = awol_chart_add_panel(chart, &panel);
    awol_chart_boxes(chart, p, AWOL_SHADE, 0.16, &start, &end, &bottom, &top, 1);
    awol_chart_rule_x(chart, p, line, 0.0, label);
    for (size_t unit = 0; unit < campaign->rates.series.n_units; unit++) {
        if (has_unit(&campaign->rates, unit)) {
            awol_rates_draw(&campaign->rates, unit, campaign->zero, campaigns->to - campaigns->from,
                            chart, p);
        }
    }
}

static void write_caption(struct campaigns *campaigns)
{
    struct awol_chart *chart = &campaigns->chart;
    awol_chart_caption(
        chart,
        awol_chart_word(chart, "Departures per 1,000 men at risk and month, each level the "
                               "mean over the time of one count, with exact 90\u00a0%% limits. "
                               "Zero is the first day of the offer, which is shaded while "
                               "it stood. Scales differ between panels."));
    awol_chart_caption(
        chart, "%s",
        awol_chart_word(chart, "Hatched: the men at risk are not known, so there is no rate. In "
                               "brackets: who is counted as at risk."));
    for (size_t i = 0; i < campaigns->n; i++) {
        const struct campaign *campaign = &campaigns->list[i];
        size_t units = 0;
        for (size_t unit = 0; unit < campaign->rates.series.n_units; unit++) {
            units += has_unit(&campaign->rates, unit);
        }
        awol_chart_caption(chart, awol_chart_word(chart, "%.120s: counts %zu, units %zu."),
                           campaign->name, campaign->rates.n, units);
    }
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct campaigns campaigns = {.n = 0};
    enum awol_status status = AWOL_OK;
    if (settings->n_more + 1 > MAX_CAMPAIGNS) {
        return awol_error_set(opt_error, AWOL_USAGE, "a figure holds at most %d campaigns",
                              (int)MAX_CAMPAIGNS);
    }
    awol_chart_init(&campaigns.chart, stream, settings);
    campaigns.chart.opt_title = "";
    status = open_campaign(&campaigns, stream, opt_error);
    for (size_t i = 0; i < settings->n_more && status == AWOL_OK; i++) {
        status = open_campaign(&campaigns, &settings->more[i], opt_error);
    }
    if (status == AWOL_OK) {
        set_clock(&campaigns);
        for (size_t i = 0; i < campaigns.n; i++) {
            add_campaign(&campaigns, &campaigns.list[i]);
        }
        write_caption(&campaigns);
        status = awol_chart_write(&campaigns.chart, script, opt_error);
    }
    for (size_t i = campaigns.n; i-- > 0;) {
        awol_offers_release(&campaigns.list[i].offers);
        awol_rates_release(&campaigns.list[i].rates);
    }
    awol_chart_release(&campaigns.chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

static const struct awol_figure_need needs[] = {{"series", "count", "awol-count"},
                                                {"offers", "start", "awol-fit --offers"}};

const struct awol_figure awol_figure_campaigns = {
    .name = "campaigns",
    .summary = "campaigns side by side, per 1,000 men at risk, on a common clock: days since the "
               "offer",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_MORE | AWOL_TAKES_LOG,
    .draw = draw,
};
