#include "estimate/refit.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "estimate/run.h"
#include "support/piped.h"
#include "support/table_text.h"

TestSuite(refit, .init = awol_numeric_begin);

/* Thirty weeks of one unit; two offers, a battle, a column of numbers. A mixed record has a total,
 * a range, a bound and a gap. */
struct record {
    struct awol_table series_table, offers_table, circumstances_table, covariates_table;
    struct awol_series series;
    struct awol_offers offers, circumstances;
    struct awol_covariates covariates;
    struct awol_request request;
};

static const char *const dates[] = {
    "1800-01-01", "1800-01-08", "1800-01-15", "1800-01-22", "1800-01-29", "1800-02-05",
    "1800-02-12", "1800-02-19", "1800-02-26", "1800-03-05", "1800-03-12", "1800-03-19",
    "1800-03-26", "1800-04-02", "1800-04-09", "1800-04-16", "1800-04-23", "1800-04-30",
    "1800-05-07", "1800-05-14", "1800-05-21", "1800-05-28", "1800-06-04", "1800-06-11",
    "1800-06-18", "1800-06-25", "1800-07-02", "1800-07-09", "1800-07-16", "1800-07-23",
    "1800-07-30"};
enum { WEEKS = 30 };
static const int counts[WEEKS] = {3, 5, 2, 8,  9, 4, 1, 0, 2,  6, 11, 7, 3, 2, 4,
                                  6, 3, 9, 12, 8, 5, 3, 7, 10, 4, 2,  5, 3, 1, 6};

static void make(struct record *r, bool mixed)
{
    struct awol_text text;
    struct awol_error e = {0};
    *r = (struct record){.request = {.law = AWOL_LAW_NB,
                                     .period_days = 365.25,
                                     .recorded = 1,
                                     .level = 0.9,
                                     .n_threads = 1,
                                     .seed = 7,
                                     .words = {"", "", ""}}};
    awol_text_init(&text);
    awol_text_append(&text, "start|end|count|count_low|count_high|kind|at_risk|rain\n");
    for (int i = 0; i < WEEKS; i++) {
        if (mixed && (i == 4 || i == 20))
            continue; /* nobody counted */
        const char *kind = mixed && i == 9 ? "range" : mixed && i == 14 ? "at-least" : "exact";
        awol_text_append_format(&text, "%s|%s|%d|%s|%s|%s|%d|%d\n", dates[i], dates[i + 1],
                                counts[i], mixed && i == 9 ? "4" : "NA",
                                mixed && i == 9 ? "9" : "NA", kind, 900 - 5 * i, i % 4);
    }
    if (mixed)
        awol_text_append_format(&text, "%s|%s|30|NA|NA|exact|900|NA\n", dates[0], dates[6]);
    r->series_table = test_table("series", awol_text_string(&text));
    awol_text_release(&text);
    r->offers_table = test_table("offers", "id|kind|start|end|use\n"
                                           "a|offer|1800-03-01|1800-03-31|yes\n"
                                           "b|amnesty|1800-05-07|1800-05-20|yes\n"
                                           "twin|offer|1800-05-07|1800-05-20|yes\n"
                                           "late|offer|1801-01-01||yes\n");
    r->circumstances_table = test_table("circumstances", "id|kind|start|end\n"
                                                         "march|march|1800-06-11|1800-06-25\n");
    cr_assert_eq(awol_series_from_table(&r->series_table, 1, &r->series, &e), AWOL_OK, "%s",
                 e.message);
    cr_assert_eq(awol_series_validate(&r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_offers_from_table(&r->offers_table, AWOL_OFFERS, &r->offers, &e), AWOL_OK);
    cr_assert_eq(
        awol_offers_from_table(&r->circumstances_table, AWOL_CIRCUMSTANCES, &r->circumstances, &e),
        AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_series_covariate_table(&r->series, NULL, &r->covariates_table, &e), AWOL_OK);
    cr_assert_eq(awol_covariates_from_table(&r->covariates_table, &r->covariates, &e), AWOL_OK);
    r->request.series = &r->series;
}

static void release(struct record *r)
{
    awol_covariates_release(&r->covariates);
    awol_offers_release(&r->circumstances);
    awol_offers_release(&r->offers);
    awol_series_release(&r->series);
    awol_table_release(&r->covariates_table);
    awol_table_release(&r->circumstances_table);
    awol_table_release(&r->offers_table);
    awol_table_release(&r->series_table);
}

static void pipe_fit(const struct record *r, struct awol_stream *ret_stream)
{
    piped_fit(&r->request, r->request.offers ? &r->offers_table : NULL,
              r->request.circumstances ? &r->circumstances_table : NULL, ret_stream);
}

/* The request that was read back makes the same fit again, number for number. */
static void check_round_trip(const struct record *r, const char *what)
{
    struct awol_stream stream;
    struct awol_refit refit;
    struct awol_fit again;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    pipe_fit(r, &stream);
    cr_assert_eq(awol_refit_init(&refit, &stream, &e), AWOL_OK, "%s: %s", what, e.message);
    awol_stream_release(&stream); /* it is needed no longer */
    refit.request.n_threads = 1;
    cr_assert_eq(awol_fit_run(&refit.request, &again, &spans, &e), AWOL_OK, "%s: %s", what,
                 e.message);
    for (size_t i = 0; i < again.model.n; i++)
        cr_assert_str_eq(again.model.lines[i].value,
                         awol_fit_model(&refit.fit, again.model.lines[i].key), "%s: %s %s, was %s",
                         what, again.model.lines[i].key, again.model.lines[i].value,
                         awol_fit_model(&refit.fit, again.model.lines[i].key));
    cr_assert_eq(again.n_parameters, refit.fit.n_parameters, "%s", what);
    for (size_t p = 0; p < again.n_parameters; p++) {
        const struct awol_fit_parameter *x = &again.parameters[p], *y = &refit.fit.parameters[p];
        cr_assert_str_eq(x->name, y->name, "%s", what);
        cr_assert(isnan(x->estimate) ? isnan(y->estimate) : x->estimate == y->estimate,
                  "%s: %s %.17g, was %.17g", what, x->name, x->estimate, y->estimate);
        cr_assert(isnan(x->estimate) || refit.values[p] == x->estimate, "%s: %s", what, x->name);
        cr_assert_eq(refit.problem.fixed[p], strcmp(x->method, "fixed") == 0, "%s: %s", what,
                     x->name);
    }
    free(spans);
    awol_fit_release(&again);
    awol_refit_release(&refit);
}

Test(refit, a_rate_with_everything_that_can_be_dated)
{
    static const char *const names[] = {"rain"};
    struct record r;
    make(&r, false);
    r.request.model = awol_model_find("its");
    r.request.offers = &r.offers;
    r.request.circumstances = &r.circumstances;
    r.request.covariates = &r.covariates;
    r.request.covariate_names = names;
    r.request.n_covariate_names = 1;
    r.request.trend = true;
    r.request.harmonics = 2;
    r.request.period_days = 180;
    check_round_trip(&r, "its");
    release(&r);
}

Test(refit, an_offer_asked_for_by_name)
{
    static const char *const ids[] = {"a"};
    struct record r;
    make(&r, false);
    r.request.model = awol_model_find("its");
    r.request.offers = &r.offers;
    r.request.offer_ids = ids;
    r.request.n_offer_ids = 1;
    r.request.law = AWOL_LAW_POISSON;
    check_round_trip(&r, "by name");
    release(&r);
}

Test(refit, a_cascade_in_mid_war_with_what_is_held)
{
    static const struct awol_setting fixed[] = {{"tau_days", 6}, {"eta", 0.25}};
    struct record r;
    make(&r, true);
    r.request.model = awol_model_find("cascade");
    r.request.offers = &r.offers;
    r.request.fix = (struct awol_settings){fixed, 2};
    r.request.steady = true;
    r.request.recorded = 0.8;
    check_round_trip(&r, "held");
    release(&r);
}

Test(refit, a_thin_record_with_a_prior)
{
    struct record r;
    make(&r, true);
    r.request.model = awol_model_find("cascade");
    r.request.law = AWOL_LAW_GP;
    r.request.prior = true;
    check_round_trip(&r, "prior");
    release(&r);
}

Test(refit, a_wandering_background)
{
    static const struct awol_setting fixed = {"background_days", 30};
    struct record r;
    make(&r, false);
    r.request.model = awol_model_find("its");
    r.request.background = true;
    r.request.trend = true;
    r.request.fix = (struct awol_settings){&fixed, 1};
    check_round_trip(&r, "background");
    release(&r);
}

/* A delay that the record does not tell has no estimate in the table; the model is still known. */
Test(refit, what_is_not_told_is_still_known)
{
    struct record r;
    struct awol_stream stream;
    struct awol_refit refit;
    struct awol_error e = {0};
    make(&r, true);
    r.request.model = awol_model_find("cascade");
    r.request.level = 0.95;
    pipe_fit(&r, &stream);
    cr_assert_eq(awol_refit_init(&refit, &stream, &e), AWOL_OK, "%s", e.message);
    size_t tau = refit.problem.layout.tau;
    cr_assert(isnan(refit.fit.parameters[tau].estimate), "the case is about a delay not told");
    cr_assert(refit.values[tau] > 0);
    double l, best;
    cr_assert_eq(awol_problem_evaluate(&refit.problem, refit.values, &l, NULL, &e), AWOL_OK);
    bool converged;
    cr_assert_eq(
        awol_maximise(&refit.problem, AWOL_EFFORT_FULL, refit.values, &best, &converged, &e),
        AWOL_OK);
    cr_assert_float_eq(l, best, 1e-6, "the estimates are the top");
    awol_refit_release(&refit);
    awol_stream_release(&stream);
    release(&r);
}

/* ---- what is refused ------------------------------------------------------------------------ */

static void edit(struct awol_stream *stream, const char *table_name, const char *key,
                 const char *column, const char *value)
{
    struct awol_table *table = awol_stream_find(stream, table_name);
    struct awol_error e = {0};
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(awol_table_cell(table, row, 0), key) == 0) {
            cr_assert_eq(awol_table_set(table, row, awol_table_find(table, column), value, &e),
                         AWOL_OK);
            return;
        }
    cr_assert(false, "no row %s", key);
}

static void check_refused(const struct record *r, const char *table, const char *key,
                          const char *column, const char *value, enum awol_status expected,
                          bool has_place, const char *message)
{
    struct awol_stream stream;
    struct awol_refit refit;
    struct awol_error e = {0};
    pipe_fit(r, &stream);
    if (table)
        edit(&stream, table, key, column, value);
    cr_assert_eq(awol_refit_init(&refit, &stream, &e), expected, "%s: %s", message, e.message);
    cr_assert(strstr(e.message, message), "“%s” is not in “%s”", message, e.message);
    cr_assert_eq(e.place.line > 0, has_place, "%s: line %zu", e.message, e.place.line);
    awol_refit_release(&refit);
    awol_stream_release(&stream);
}

Test(refit, edited_streams)
{
    struct record r;
    make(&r, false);
    r.request.model = awol_model_find("its");
    r.request.offers = &r.offers;
    check_refused(&r, "series", "all", "count", "4", AWOL_DATA, false, "has data_digest");
    check_refused(&r, "model", "counts", "value", "poison", AWOL_DATA, true,
                  "expected nb, poisson");
    check_refused(&r, "model", "model", "value", "cascde", AWOL_DATA, true, "the name of a model");
    check_refused(&r, "model", "initial", "key", "intial", AWOL_DATA, true,
                  "the key “intial” is not known");
    check_refused(&r, "model", "aicc", "key", "bic", AWOL_DATA, true, "stands twice");
    check_refused(&r, "model", "base_bin", "key", "bic", AWOL_DATA, true, "stands twice");
    check_refused(&r, "model", "recorded", "value", "2", AWOL_DATA, true, "a share above 0");
    check_refused(&r, "model", "recorded", "value", "0.5", AWOL_DATA, false, "was edited");
    check_refused(&r, "parameters", "rate", "estimate", "1", AWOL_DATA, false, "was edited");
    check_refused(&r, "offers", "a", "start", "1800-02-01", AWOL_DATA, false, "was edited");
    check_refused(&r, "parameters", "rate", "name", "rte", AWOL_DATA, false, "has no rate");
    release(&r);
}

Test(refit, an_evaluation_is_no_fit)
{
    static const struct awol_setting at[] = {{"rate", 0.001}, {"dispersion", 0.1}};
    struct record r;
    make(&r, false);
    r.request.model = awol_model_find("null");
    r.request.at = (struct awol_settings){at, 2};
    check_refused(&r, NULL, NULL, NULL, NULL, AWOL_UNFIT, false, "awol-fit --at");
    release(&r);
}
