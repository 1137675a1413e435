/* The observation filter against printed values of an independent derivation: six bins of one day,
 * counted in five ways, under three laws, with and without a wandering background. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/filter.h"
#include "support/examples.h"

/* What is computed: everything that one evaluation needs, made and released together. */
struct bench {
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_filter *filter;
};

static void bench_make(struct bench *b, const struct support_span *spans, size_t n,
                       const struct awol_effect *effects, size_t n_effects, const char *by)
{
    struct awol_error error;
    support_series(&b->series, spans, n);
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, by, b->setup.share_between, effects,
                                    n_effects, NULL, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_layout_init(&b->layout, &b->setup, &b->campaign, &error), AWOL_OK);
    cr_assert_eq(awol_filter_new(&b->campaign, &b->setup, &b->layout, &b->filter, &error), AWOL_OK);
}

static void bench_free(struct bench *b)
{
    awol_filter_free(b->filter);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

static struct awol_setup cascade(enum awol_law law, bool background)
{
    return (struct awol_setup){.law = law,
                               .dispersion = true,
                               .cascade = true,
                               .background = background,
                               .period_days = 365.25,
                               .recorded = 1};
}

/* Parameter values by name; all others of the layout must be among them. */
struct value {
    const char *name;
    double value;
};

static const struct value usual[] = {
    {"rate", 2.2},          {"eta", 0.5},           {"tau_days", 1.2}, {"dispersion", 0.1},
    {"background_sd", 0.4}, {"background_days", 5}, {"offer.A", 3}};

static double value_of(const struct value *values, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(values[i].name, name) == 0)
            return values[i].value;
    cr_assert(0, "no value for %s", name);
    return NAN;
}

static double evaluate(struct bench *b, const struct value *values, size_t n, double *gradient)
{
    double parameters[16], l = NAN;
    struct awol_error error;
    for (size_t p = 0; p < b->layout.n; p++)
        parameters[p] = value_of(values, n, b->layout.parameters[p].name);
    cr_assert_eq(awol_filter_evaluate(b->filter, parameters, &l, gradient, NULL, &error), AWOL_OK,
                 "%s", error.message);
    return l;
}

#define USUAL usual, sizeof usual / sizeof *usual

/* Printed value: the log-likelihood and the derivatives by rate, eta, tau, dispersion, sd, days. */
struct printed {
    const char *name;
    enum awol_law law;
    bool background;
    double l, d[6];
};

static const struct printed printed[] = {
#include "unit/model/filter_vectors.inc"
};

static double recorded_value(const struct printed *row, const char *parameter)
{
    static const char *const names[] = {"rate",       "eta",           "tau_days",
                                        "dispersion", "background_sd", "background_days"};
    for (size_t i = 0; i < 6; i++)
        if (strcmp(names[i], parameter) == 0)
            return row->d[i];
    return NAN;
}

/* Twelve digits are printed. */
static void assert_printed(double seen, double expected, const char *what, const char *where)
{
    cr_assert(fabs(seen - expected) <= 2e-11 * fmax(1, fabs(expected)) + 1e-12,
              "%s of %s: %.15g, expected %.15g", what, where, seen, expected);
}

Test(filter, printed_values)
{
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        const struct printed *row = &printed[i];
        const struct support_example *example = support_example_find(row->name);
        struct bench b = {.setup = cascade(row->law, row->background)};
        double gradient[16];
        char where[64];
        snprintf(where, sizeof where, "%s, law %d, background %d", row->name, (int)row->law,
                 row->background);
        bench_make(&b, example->spans, example->n, NULL, 0, "day");
        assert_printed(evaluate(&b, USUAL, gradient), row->l, "l", where);
        for (size_t p = 0; p < b.layout.n; p++) {
            double expected = recorded_value(row, b.layout.parameters[p].name);
            if (!isnan(expected))
                assert_printed(gradient[p], expected, b.layout.parameters[p].name, where);
        }
        bench_free(&b);
    }
}

Test(filter, share_recorded)
{
    const struct {
        const char *name;
        double l;
    } rows[] = {{"nested", -8.47471247317}, {"gap", -8.29546514066}};
    for (size_t i = 0; i < 2; i++) {
        const struct support_example *example = support_example_find(rows[i].name);
        struct bench b = {.setup = cascade(AWOL_LAW_NB, false)};
        b.setup.recorded = 0.8;
        bench_make(&b, example->spans, example->n, NULL, 0, "day");
        assert_printed(evaluate(&b, USUAL, NULL), rows[i].l, "l", rows[i].name);
        bench_free(&b);
    }
}

Test(filter, flat_offer_in_a_nested_record)
{
    const struct awol_offer offer = {.id = "A",
                                     .unit = "",
                                     .start_first = 2,
                                     .start_last = 2,
                                     .end = 3,
                                     .shape = AWOL_SHAPE_FLAT};
    const struct awol_effect effect = {.name = "offer.A", .offer = &offer, .is_offer = true};
    const struct support_example *example = support_example_find("nested");
    const double expected[] = {-1.91352536501, -1.40079721633, -4.68989001859, .356459861007,
                               5.46235939202}; /* rate, offer, eta, tau, dispersion */
    struct bench b = {.setup = cascade(AWOL_LAW_NB, false)};
    double gradient[16];
    bench_make(&b, example->spans, example->n, &effect, 1, "day");
    assert_printed(evaluate(&b, USUAL, gradient), -10.5818144118, "l", "offer");
    for (size_t p = 0; p < 5; p++)
        assert_printed(gradient[p], expected[p], b.layout.parameters[p].name, "offer");
    bench_free(&b);
}

Test(filter, depletion)
{
    const struct support_span spans[] = {{0, 0, 1, 30, 30, 500},
                                         {0, 1, 2, 50, 50, 470},
                                         {0, 2, 3, 20, 20, 420},
                                         {0, 3, 4, 40, 40, 400},
                                         {0, 4, 5, 60, 60, 360}};
    const struct value values[] = {
        {"rate", .04}, {"eta", .5}, {"tau_days", 1.2}, {"dispersion", .02}};
    const struct {
        enum awol_law law;
        double l, d[4];
    } rows[] = {{AWOL_LAW_NB,
                 -32.4419296187,
                 {767.641689468, 35.6113088982, -2.47739944054, 290.942212788}},
                {AWOL_LAW_GP, -35.494924976, {788.048976727, 48.0064759454, -6.26715221156, 0}}};
    for (size_t i = 0; i < 2; i++) {
        struct bench b = {.setup = cascade(rows[i].law, false)};
        double gradient[16];
        bench_make(&b, spans, 5, NULL, 0, "day");
        assert_printed(evaluate(&b, values, 4, gradient), rows[i].l, "l", "depletion");
        for (size_t p = 0; p < b.layout.n; p++)
            assert_printed(gradient[p], rows[i].d[p], b.layout.parameters[p].name, "depletion");
        bench_free(&b);
    }
}

/* Newcomers of 2, 4 and 8 in bins of 1, 2 and 4 days are 2 a day. */
Test(filter, unequal_bins)
{
    const struct support_span spans[] = {
        {0, 0, 1, 3, 3, NAN}, {0, 1, 3, 7, 7, NAN}, {0, 3, 7, 10, 10, NAN}};
    const struct value values[] = {{"rate", 2}, {"eta", .5}, {"tau_days", 1.5}, {"dispersion", .1}};
    const double expected[] = {-6.5489936325, -6.73945367431, -6.76106000765};
    for (int law = AWOL_LAW_POISSON; law <= AWOL_LAW_GP; law++) {
        struct bench b = {.setup = cascade((enum awol_law)law, false)};
        bench_make(&b, spans, 3, NULL, 0, "spans");
        assert_printed(evaluate(&b, values, 4, NULL), expected[law], "l", "unequal bins");
        bench_free(&b);
    }
}

/* A background of size zero is no background: the same number by the other recursion. */
Test(filter, background_of_no_size)
{
    struct value values[sizeof usual / sizeof *usual];
    memcpy(values, usual, sizeof usual);
    values[4].value = 0;
    for (size_t i = 0; i < SUPPORT_EXAMPLES; i++)
        for (int law = AWOL_LAW_POISSON; law <= AWOL_LAW_GP; law++) {
            struct bench with = {.setup = cascade((enum awol_law)law, true)};
            struct bench without = {.setup = cascade((enum awol_law)law, false)};
            bench_make(&with, support_examples[i].spans, support_examples[i].n, NULL, 0, "day");
            bench_make(&without, support_examples[i].spans, support_examples[i].n, NULL, 0, "day");
            double a = evaluate(&with, values, 7, NULL), c = evaluate(&without, values, 7, NULL);
            cr_assert_float_eq(a, c, 1e-11, "%s: %.15g, %.15g", support_examples[i].name, a, c);
            bench_free(&with);
            bench_free(&without);
        }
}
