/* Records without one count, fitted from the fit of the whole, against the same fitted as a
 * replicate is: from everywhere. */
#include "estimate/hill.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "date/calendar.h"
#include "date/span.h"
#include "estimate/variant.h"
#include "support/piped.h"
#include "support/table_text.h"

TestSuite(hill, .init = awol_numeric_begin, .timeout = 60);

/* Forty weeks. Counts that answer those before, in waves; counts that turn over; counts that
 * scatter less than chance makes them. */
enum { WEEKS = 40 };
static const int waves[WEEKS] = {4,  3, 6,  9,  14, 12, 15, 9, 8, 6,  3, 4, 2, 3,
                                 5,  8, 7,  13, 18, 15, 9,  7, 8, 3,  2, 1, 3, 4,
                                 12, 9, 10, 14, 8,  6,  3,  2, 4, 11, 9, 12},
                 turns[WEEKS] = {2, 9, 3, 8, 1, 9, 2, 12, 3, 7, 2, 8, 4, 9, 1, 11, 3, 8, 2, 9,
                                 4, 7, 1, 9, 3, 8, 2, 10, 3, 9, 1, 8, 2, 9, 4, 12, 1, 8, 3, 9},
                 even[WEEKS] = {5, 6, 4, 5, 6, 5, 4, 6, 5, 5, 4, 6, 5, 4, 5, 6, 5, 5, 4, 6,
                                5, 4, 6, 5, 5, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 6, 5, 5, 4, 6};

struct record {
    struct awol_table series_table, offers_table;
    struct awol_series series;
    struct awol_offers offers;
    struct awol_refit refit;
};

static void make(struct record *r, const char *model, const int *counts)
{
    struct awol_text text;
    struct awol_stream stream;
    struct awol_error e = {0};
    struct awol_request request = {.model = awol_model_find(model),
                                   .series = &r->series,
                                   .offers = &r->offers,
                                   .law = AWOL_LAW_NB,
                                   .period_days = 365.25,
                                   .recorded = 1,
                                   .level = 0.9,
                                   .n_threads = 1,
                                   .seed = 7,
                                   .words = {"", "", ""}};
    int64_t day = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1800, 1, 1});
    awol_text_init(&text);
    awol_text_append(&text, "start|end|count\n");
    for (int i = 0; i < WEEKS; i++) {
        char from[AWOL_DAY_TEXT_SIZE], to[AWOL_DAY_TEXT_SIZE];
        awol_day_format(day + (int64_t)7 * i, from);
        awol_day_format(day + (int64_t)7 * i + 7, to);
        awol_text_append_format(&text, "%s|%s|%d\n", from, to, counts[i]);
    }
    r->series_table = test_table("series", awol_text_string(&text));
    awol_text_release(&text);
    r->offers_table = test_table("offers", "id|kind|start|end\na|offer|1800-05-01|1800-06-15\n");
    cr_assert_eq(awol_series_from_table(&r->series_table, 1, &r->series, &e), AWOL_OK, "%s",
                 e.message);
    cr_assert_eq(awol_series_validate(&r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_offers_from_table(&r->offers_table, AWOL_OFFERS, &r->offers, &e), AWOL_OK);
    piped_fit(&request, &r->offers_table, NULL, &stream);
    cr_assert_eq(awol_refit_init(&r->refit, &stream, &e), AWOL_OK, "%s", e.message);
    awol_stream_release(&stream);
}

static void release(struct record *r)
{
    awol_refit_release(&r->refit);
    awol_offers_release(&r->offers);
    awol_series_release(&r->series);
    awol_table_release(&r->offers_table);
    awol_table_release(&r->series_table);
}

static void open_without(struct awol_variant *variant, const struct awol_refit *refit, size_t span)
{
    struct awol_error e = {0};
    cr_assert_eq(awol_variant_init(variant, refit, &e), AWOL_OK);
    variant->series.spans[span].preferred = false;
    cr_assert_eq(awol_variant_open(variant, &e), AWOL_OK, "%s", e.message);
}

/* least: as many counts at least lead to the very same top. */
static void compare(const char *model, const int *counts, const char *what, size_t least)
{
    struct record r;
    struct awol_hill hill;
    struct awol_error e = {0};
    size_t n_same = 0;
    make(&r, model, counts);
    cr_assert_eq(awol_hill_init(&hill, &r.refit, &e), AWOL_OK, "%s", e.message);
    for (size_t i = 0; i < WEEKS; i++) {
        struct awol_variant near, anew;
        open_without(&near, &r.refit, i);
        open_without(&anew, &r.refit, i);
        cr_assert_eq(awol_variant_fit(&anew, &e), AWOL_OK, "%s", e.message);
        cr_assert_eq(awol_hill_fit(&hill, &near.problem, near.values, &near.log_likelihood,
                                   &near.converged, &e),
                     AWOL_OK, "%s", e.message);
        cr_assert(near.converged, "%s, week %zu", what, i);
        /* Either may end on a ridge that no count can tell from its foot; a hundredth of
         * log-likelihood is no finding. */
        cr_assert(near.log_likelihood > anew.log_likelihood - 0.01,
                  "%s, week %zu: %.10g, not %.10g", what, i, near.log_likelihood,
                  anew.log_likelihood);
        if (fabs(near.log_likelihood - anew.log_likelihood) < 1e-6) {
            n_same++;
            double a = awol_variant_value(&near, "offer.a"),
                   b = awol_variant_value(&anew, "offer.a");
            cr_assert_float_eq(log(a / b), 0, 1e-3, "%s, week %zu: %g, not %g", what, i, a, b);
        }
        awol_variant_release(&anew);
        awol_variant_release(&near);
    }
    cr_assert_geq(n_same, least, "%s: %zu", what, n_same);
    awol_hill_release(&hill);
    release(&r);
}

Test(hill, a_cascade)
{
    compare("cascade", waves, "waves", WEEKS);
}

Test(hill, no_cascade)
{
    compare("cascade", turns, "turns", WEEKS);
}

Test(hill, no_scatter)
{
    compare("cascade", even, "even", 30);
    compare("its", even, "even, its", WEEKS);
}
