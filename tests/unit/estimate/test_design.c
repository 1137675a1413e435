#include "estimate/design.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "record/offer.h"
#include "support/table_text.h"

/* Four counts of ten days, and one more of the whole time; an offer over the last count. */
struct record {
    struct awol_table series_table, offers_table;
    struct awol_series series;
    struct awol_offers offers;
    struct awol_effect effects[1];
    struct awol_campaign campaign;
};

static void make(struct record *r, const char *start, const char *more)
{
    char text[512], offers[128];
    struct awol_error e = {0};
    snprintf(text, sizeof text,
             "start|end|count\n1800-01-01|1800-01-11|3\n1800-01-11|1800-01-21|4\n"
             "1800-01-21|1800-01-31|5\n1800-01-31|1800-02-10|6\n%s",
             more);
    snprintf(offers, sizeof offers, "id|kind|start\na|offer|%s\n", start);
    r->series_table = test_table("series", text);
    r->offers_table = test_table("offers", offers);
    cr_assert_eq(awol_series_from_table(&r->series_table, 1, &r->series, &e), AWOL_OK, "%s",
                 e.message);
    cr_assert_eq(awol_series_validate(&r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_offers_from_table(&r->offers_table, AWOL_OFFERS, &r->offers, &e), AWOL_OK,
                 "%s", e.message);
    r->effects[0] =
        (struct awol_effect){.name = "offer.a", .offer = &r->offers.offers[0], .is_offer = true};
    cr_assert_eq(
        awol_campaign_init(&r->campaign, &r->series, "10d", false, r->effects, 1, NULL, &e),
        AWOL_OK, "%s", e.message);
}

static void release(struct record *r)
{
    awol_campaign_release(&r->campaign);
    awol_offers_release(&r->offers);
    awol_series_release(&r->series);
    awol_table_release(&r->offers_table);
    awol_table_release(&r->series_table);
}

static double condition(const struct record *r, bool trend, char *mixed, size_t size)
{
    struct awol_request request = {.series = &r->series, .trend = trend};
    struct awol_text text;
    double value = NAN;
    awol_text_init(&text);
    cr_assert_eq(awol_design_condition(&request, &r->campaign, &value, &text, NULL), AWOL_OK);
    snprintf(mixed, size, "%s", awol_text_string(&text));
    awol_text_release(&text);
    return value;
}

Test(design, weights_are_shares_of_the_days_of_a_count)
{
    static const double expected[] = {0, 0, 0.3, 1};
    struct record r;
    struct awol_design design;
    make(&r, "1800-01-28", "");
    cr_assert_eq(awol_design_init(&design, &r.campaign, NULL), AWOL_OK);
    cr_assert_eq(design.n, 4u);
    for (size_t i = 0; i < 4; i++)
        cr_assert_float_eq(awol_design_weight(&design, i, 0), expected[i], 1e-12, "count %zu", i);
    awol_design_release(&design);
    release(&r);
}

/* From 31 January to 19 February, of which the days to 9 February are counted: ten are left. */
Test(design, a_total_is_about_what_its_parts_leave)
{
    struct record r;
    struct awol_design design;
    make(&r, "1800-02-15", "1800-01-31|1800-02-20|9\n");
    cr_assert_eq(awol_design_init(&design, &r.campaign, NULL), AWOL_OK);
    cr_assert_eq(design.n, 5u);
    double most = 0;
    for (size_t i = 0; i < 5; i++)
        most = fmax(most, awol_design_weight(&design, i, 0));
    cr_assert_float_eq(most, 0.5, 1e-12, "five of the ten days from 10 to 19 February: %g", most);
    awol_design_release(&design);
    release(&r);
}

/* Two columns of length 1 with the cosine c between them have the condition number
 * sqrt((1 + c) / (1 - c)); here c = sqrt(1/4). */
Test(design, condition_of_level_and_offer)
{
    struct record r;
    char mixed[128];
    make(&r, "1800-01-31", "");
    cr_assert_float_eq(condition(&r, false, mixed, sizeof mixed), sqrt(3), 1e-12);
    cr_assert_str_eq(mixed, "the level, offer.a");
    release(&r);
}

Test(design, fewer_counts_than_columns)
{
    struct record r;
    char mixed[128];
    struct awol_request request = {.trend = true, .harmonics = 1, .period_days = 365.25};
    struct awol_text text;
    double value = 0;
    make(&r, "1800-01-31", "");
    awol_text_init(&text);
    cr_assert_eq(awol_design_condition(&request, &r.campaign, &value, &text, NULL), AWOL_OK);
    cr_assert(isinf(value), "four counts, five columns: %g", value);
    cr_assert_str_eq(awol_text_string(&text), "the level, trend, sin1, cos1, offer.a");
    awol_text_release(&text);
    cr_assert(isfinite(condition(&r, true, mixed, sizeof mixed)), "four counts, three columns");
    release(&r);
}
