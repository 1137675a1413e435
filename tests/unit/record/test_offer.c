#include <criterion/criterion.h>

#include "date/span.h"
#include "record/offer.h"
#include "support/table_text.h"

static int64_t day(const char *text)
{
    int64_t number = 0;

    cr_assert(awol_day_parse(text, &number));
    return number;
}

Test(offer, reads_days_shape_and_use)
{
    struct awol_table table =
        test_table("offers", "id|kind|start|end|shape|days|label|use\n"
                             "Land|offer|1778-04-29/1778-05-02|1778-09-01|rush|10|Fifty acres|\n"
                             "talk|comment|1778-05||||NA|NA\n"
                             "held|amnesty|1778-05-03|..||||no\n");
    struct awol_offers offers;

    cr_assert_eq(awol_offers_from_table(&table, AWOL_OFFERS, &offers, NULL), AWOL_OK);
    cr_assert_eq(offers.n, 3u);
    cr_assert_eq(offers.offers[0].start_first, day("1778-04-29"));
    cr_assert_eq(offers.offers[0].start_last, day("1778-05-02"));
    cr_assert_eq(offers.offers[0].end, day("1778-09-01"));
    cr_assert(!offers.offers[0].open && offers.offers[0].use);
    cr_assert_eq(offers.offers[0].shape, AWOL_SHAPE_RUSH);
    cr_assert_eq(offers.offers[0].days, 10.0);
    cr_assert_str_eq(offers.offers[0].label, "Fifty acres");
    cr_assert(awol_offer_is_fittable(&offers.offers[0]));
    cr_assert_eq(offers.offers[1].start_last, day("1778-05-31"));
    cr_assert(offers.offers[1].open && !offers.offers[1].use);
    cr_assert_str_eq(offers.offers[1].label, "talk");
    cr_assert(!awol_offer_is_fittable(&offers.offers[1]));
    cr_assert(offers.offers[2].open && !offers.offers[2].use);
    awol_offers_release(&offers);
    awol_table_release(&table);
}

Test(offer, circumstances_have_any_kind)
{
    struct awol_table table =
        test_table("circumstances", "id|kind|start|end\nMonmouth|battle|1778-06-28|1778-06-28\n");
    struct awol_offers offers;

    cr_assert_eq(awol_offers_from_table(&table, AWOL_CIRCUMSTANCES, &offers, NULL), AWOL_OK);
    cr_assert_str_eq(offers.offers[0].kind, "battle");
    cr_assert(offers.offers[0].use);
    awol_offers_release(&offers);
    awol_table_release(&table);
}

Test(offer, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"id|kind|start\na|offer|1778-05-01\na|offer|1778-06-01\n", 3, 1,
         "id “a” is used twice (first in line 2)"},
        {"id|kind|start\ntwo words|offer|1778-05-01\n", 2, 1, "id “two words” cannot name"},
        {"id|kind|start\n|offer|1778-05-01\n", 2, 1, "cannot name an effect"},
        {"id|kind|start\na|gift|1778-05-01\n", 2, 2,
         "kind “gift” is not one of the words known here: offer, amnesty, distribution, counter, "
         "proposal, comment"},
        {"id|kind|start\na||1778-05-01\n", 2, 2, "no kind given"},
        {"id|kind|start|use\na|proposal|1778-05-01|yes\n", 2, 4, "a proposal reached nobody"},
        {"id|kind|start|use\na|offer|1778-05-01|perhaps\n", 2, 4, "use “perhaps” is not one of"},
        {"id|kind|start\na|offer|May 1778\n", 2, 3, "start “May 1778” is not a date"},
        {"id|kind|start\na|offer|\n", 2, 3, "no date in column “start”"},
        {"id|kind|start\na|offer|1778-05-01/..\n", 2, 3, "has an open end"},
        {"id|kind|start|end\na|offer|1778-05-01|1778-04-30\n", 2, 4,
         "end “1778-04-30” is before start “1778-05-01”"},
        {"id|kind|start|end\na|offer|1778-05|1778-05-20\n", 2, 4, "before the last day"},
        {"id|kind|start|shape\na|offer|1778-05-01|steep\n", 2, 4, "shape “steep” is not one of"},
        {"id|kind|start|shape\na|offer|1778-05-01|decay\n", 2, 4,
         "shape decay needs its time constant in column “days”"},
        {"id|kind|start|shape|days\na|offer|1778-05-01|decay|0\n", 2, 4, "needs its time constant"},
        {"id|kind|start|shape|days\na|offer|1778-05-01|flat|5\n", 2, 5, "a flat one has none"},
        {"id|kind|start|shape|days\na|offer|1778-05-01|rush|5\n", 2, 4, "needs the deadline"},
        {"id|kind|start|shape|days\na|offer|1778-05-01|decay|-5\n", 2, 5, "days “-5” is negative"},
        {"id|kind|start|value\na|offer|1778-05-01|much\n", 2, 4, "much"},
        {"id|kind|begin\na|offer|1778-05-01\n", 0, 0, "start"},
        {"id|kind|start|shpe\na|offer|1778-05-01|rush\n", 1, 0, "is “shape” meant?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("offers", cases[i].lines);
        struct awol_offers offers;
        struct awol_error error = {0};

        cr_assert_eq(awol_offers_from_table(&table, AWOL_OFFERS, &offers, &error), AWOL_DATA,
                     "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        if (cases[i].line > 0) {
            cr_assert_eq(error.place.line, cases[i].line, "case %zu", i);
            cr_assert_eq(error.place.column, cases[i].column, "case %zu", i);
        }
        awol_table_release(&table);
    }
}
