#include "support/simulated_plan.h"

#include <math.h>

#include "base/number.h"
#include "date/calendar.h"
#include "date/span.h"
#include "record/offer.h"

enum { WEEKS = 104, OFFER_FROM = 52, OFFER_WEEKS = 13 };

static int64_t first_day(void)
{
    return awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){2001, 1, 1});
}

static enum awol_status make_offers(struct awol_table *table, struct awol_error *opt_error)
{
    static const char *const columns[] = {"id", "kind", "start", "end", "label", "source"};
    char start[AWOL_DAY_TEXT_SIZE], end[AWOL_DAY_TEXT_SIZE];
    enum awol_status status = awol_table_init(table, "offers", "", opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof columns / sizeof *columns; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    const char *cells[] = {"simulated-offer",
                           "offer",
                           awol_day_format(first_day() + 7 * OFFER_FROM, start),
                           awol_day_format(first_day() + 7 * (OFFER_FROM + OFFER_WEEKS) - 1, end),
                           "SIMULATED offer",
                           "SIMULATED: see SOURCE.md"};
    if (status == AWOL_OK)
        status = awol_table_append(table, cells, NULL, opt_error);
    return status;
}

static enum awol_status make_series(const struct awol_plan *plan, struct awol_table *table,
                                    struct awol_error *opt_error)
{
    static const char *const columns[] = {"unit",    "start", "end",   "count",
                                          "at_risk", "basis", "source"};
    struct awol_departures departures = {0};
    struct awol_series series;
    enum awol_status status =
        awol_simulate(plan, SUPPORT_SIMULATED_SEED, 0, &departures, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_plan_series(plan, 7, &series, opt_error);
    if (status != AWOL_OK)
        goto release_departures;
    awol_departures_count(&departures, plan, &series);
    status = awol_table_init(table, "series", "", opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof columns / sizeof *columns; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    for (size_t i = 0; status == AWOL_OK && i < series.n_spans; i++) {
        const struct awol_series_span *span = &series.spans[i];
        char text[2][AWOL_DAY_TEXT_SIZE], number[2][AWOL_NUMBER_SIZE];
        const char *cells[] = {series.units[span->unit],
                               awol_day_format(span->start, text[0]),
                               awol_day_format(span->end, text[1]),
                               awol_number_format(span->count.count, number[0]),
                               awol_number_format(span->at_risk, number[1]),
                               "present",
                               "SIMULATED"};
        status = awol_table_append(table, cells, NULL, opt_error);
    }
    awol_series_release(&series);
release_departures:
    awol_departures_release(&departures);
    return status;
}

enum awol_status support_simulated(struct awol_table *ret_offers, struct awol_table *ret_series,
                                   struct awol_error *opt_error)
{
    struct awol_table offers = {0}, series = {0};
    struct awol_offers read = {0};
    enum awol_status status = make_offers(&offers, opt_error);
    if (status == AWOL_OK)
        status = awol_offers_from_table(&offers, AWOL_OFFERS, &read, opt_error);
    if (status != AWOL_OK)
        goto done;
    const struct awol_plan_unit unit = {"SIMULATED corps", 9000};
    const struct awol_effect effect = {
        .name = "offer.simulated-offer", .offer = &read.offers[0], .is_offer = true};
    const double coefficient = log(2.5);
    const struct awol_plan plan = {.units = &unit,
                                   .n_units = 1,
                                   .first_day = first_day(),
                                   .n_days = 7 * WEEKS,
                                   .rate = 6.0 / 7 / 9000,
                                   .effects = &effect,
                                   .coefficients = &coefficient,
                                   .n_effects = 1,
                                   .eta = 0.5,
                                   .tau_days = 7};
    status = make_series(&plan, &series, opt_error);
done:
    awol_offers_release(&read);
    if (status != AWOL_OK) {
        awol_table_release(&series);
        awol_table_release(&offers);
        return status;
    }
    *ret_offers = offers;
    *ret_series = series;
    return AWOL_OK;
}
