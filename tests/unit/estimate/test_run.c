#include "estimate/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/table_text.h"

/* Eight counts of two days; the offer holds over the last four. */
struct record {
    struct awol_table series_table, offers_table;
    struct awol_series series;
    struct awol_offers offers;
    struct awol_request request;
    double before, after; /* departures */
};

static void make(struct record *r, const char *model)
{
    struct awol_text text;
    struct awol_error e = {0};
    awol_text_init(&text);
    awol_text_append(&text, "start|end|count\n");
    r->before = r->after = 0;
    for (int i = 0; i < 8; i++) {
        int count = i < 4 ? 3 + i % 3 : 7 + i % 2;
        *(i < 4 ? &r->before : &r->after) += count;
        awol_text_append_format(&text, "1800-01-%02d|1800-01-%02d|%d\n", 1 + 2 * i, 3 + 2 * i,
                                count);
    }
    r->series_table = test_table("series", awol_text_string(&text));
    awol_text_release(&text);
    r->offers_table = test_table("offers", "id|kind|start\na|offer|1800-01-09\n");
    cr_assert_eq(awol_series_from_table(&r->series_table, 1, &r->series, &e), AWOL_OK, "%s",
                 e.message);
    cr_assert_eq(awol_series_validate(&r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_offers_from_table(&r->offers_table, AWOL_OFFERS, &r->offers, &e), AWOL_OK,
                 "%s", e.message);
    r->request = (struct awol_request){.series = &r->series,
                                       .offers = &r->offers,
                                       .model = awol_model_find(model),
                                       .law = AWOL_LAW_POISSON,
                                       .period_days = 365.25,
                                       .recorded = 1,
                                       .level = 0.9,
                                       .n_threads = 1,
                                       .words = {"", "", ""}};
}

static void release(struct record *r)
{
    awol_offers_release(&r->offers);
    awol_series_release(&r->series);
    awol_table_release(&r->offers_table);
    awol_table_release(&r->series_table);
}

/* Log-likelihood of two Poisson totals over 8 days each, up to a constant, at a rate ratio, the
 * rate at its best: rate = (before + after) / (8 + 8 ratio). */
static double profile(const struct record *r, double ratio)
{
    double rate = (r->before + r->after) / (8 + 8 * ratio);
    return (r->before + r->after) * log(rate) + r->after * log(ratio) - rate * (8 + 8 * ratio);
}

/* Without a cascade and with Poisson counts everything has a closed form. */
Test(run, an_offer_in_poisson_counts_is_a_ratio_of_two_rates)
{
    const double chi_square_90 = 2.705543454095; /* 0.9 point of chi-square with 1 degree */
    struct record r;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    make(&r, "its");
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_OK, "%s", e.message);
    const struct awol_fit_parameter *rate = awol_fit_find(&fit, "rate");
    const struct awol_fit_parameter *ratio = awol_fit_find(&fit, "offer.a");
    cr_assert(rate && ratio);
    cr_assert_float_eq(rate->estimate, r.before / 8, 1e-7);
    cr_assert_float_eq(ratio->estimate, r.after / r.before, 1e-7);
    /* Newton's information at the top: var(ln ratio) = 1/before + 1/after. */
    cr_assert_float_eq(ratio->se / ratio->estimate, sqrt(1 / r.before + 1 / r.after), 1e-5);
    double top = profile(&r, ratio->estimate);
    cr_assert_float_eq(2 * (top - profile(&r, ratio->low)), chi_square_90, 1e-3);
    cr_assert_float_eq(2 * (top - profile(&r, ratio->high)), chi_square_90, 1e-3);
    cr_assert(ratio->low < ratio->estimate && ratio->estimate < ratio->high);
    cr_assert_float_eq(spans[0].fitted, r.before / 4, 1e-6);
    cr_assert_float_eq(spans[7].fitted, r.after / 4, 1e-6);
    free(spans);
    awol_fit_release(&fit);
    release(&r);
}

/* Held at a value, a parameter stays there and the others go where they are best with it. */
Test(run, a_fixed_parameter_stays)
{
    static const struct awol_setting fixed = {"offer.a", 1};
    struct record r;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    make(&r, "its");
    r.request.fix = (struct awol_settings){&fixed, 1};
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_fit_find(&fit, "offer.a")->estimate, 1.0);
    cr_assert_str_eq(awol_fit_find(&fit, "offer.a")->method, "fixed");
    cr_assert_float_eq(awol_fit_find(&fit, "rate")->estimate, (r.before + r.after) / 16, 1e-7);
    free(spans);
    awol_fit_release(&fit);
    release(&r);
}

/* --at: nothing is fitted; slopes are those of the Poisson likelihood. */
Test(run, evaluation_at_given_values)
{
    static const struct awol_setting at[] = {{"offer.a", 2}, {"rate", 1.5}};
    struct record r;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    make(&r, "its");
    r.request.at = (struct awol_settings){at, 2};
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(fit.n_parameters, 0u);
    cr_assert_eq(fit.evaluation.n, 2u);
    for (size_t i = 0; i < 2; i++) {
        const struct awol_fit_point *p = &fit.evaluation.points[i];
        double slope = strcmp(p->name, "rate") == 0 ? (r.before + r.after) / 1.5 - 8 - 8 * 2
                                                    : r.after / 2 - 1.5 * 8;
        cr_assert_float_eq(p->slope, slope, 1e-9, "%s: %g", p->name, p->slope);
    }
    free(spans);
    awol_fit_release(&fit);
    release(&r);
}

Test(run, refusals)
{
    static const struct awol_setting one = {"rate", 1}, wrong = {"etta", 1};
    static const char *const named[] = {"b"};
    struct record r;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    make(&r, "cascade");
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_UNFIT);
    cr_assert_not_null(strstr(e.message, "8 counts"), "%s", e.message);
    r.request.model = awol_model_find("its");
    r.request.at = (struct awol_settings){&one, 1};
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_USAGE);
    cr_assert_not_null(strstr(e.message, "offer.a is not"), "%s", e.message);
    r.request.at = (struct awol_settings){NULL, 0};
    r.request.fix = (struct awol_settings){&wrong, 1};
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_USAGE);
    cr_assert_not_null(strstr(e.message, "etta"), "%s", e.message);
    r.request.fix = (struct awol_settings){NULL, 0};
    r.request.offer_ids = named;
    r.request.n_offer_ids = 1;
    cr_assert_eq(awol_fit_run(&r.request, &fit, &spans, &e), AWOL_USAGE);
    cr_assert_not_null(strstr(e.message, "no offer “b”"), "%s", e.message);
    release(&r);
}
