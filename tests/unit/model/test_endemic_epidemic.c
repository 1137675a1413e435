/* The endemic-epidemic model written twice in the library: the closed likelihood of exact bins and
 * the filter. Each must give the other's numbers, and the gradient that of differences. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "model/endemic_exact.h"
#include "model/law.h"
#include "model/model.h"
#include "support/series.h"

enum { UNITS = 3, BINS = 12, ROWS = UNITS * BINS };

static const double neighbours[UNITS * UNITS] = {0, 1, 0, 0.25, 0, 0.75, 0, 1, 0};

struct bench {
    struct awol_series series;
    struct awol_effect effects[2];
    struct awol_offer offer;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
};

/* An offer from bin 5 on, which begins in the middle of it; `gap` leaves out a bin of unit 1. */
static void bench_make(struct bench *b, enum awol_law law, bool together, bool gap)
{
    struct support_span rows[ROWS];
    struct awol_error error;
    size_t n = 0;
    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < BINS; t++) {
            double y = (7 * t + 5 * u * u + t * t * u) % 11;
            if (!(gap && u == 1 && t == 6))
                rows[n++] = (struct support_span){u, 4 * t, 4 * (t + 1), y, y, 200.0 + 10 * u - t};
        }
    support_series(&b->series, rows, n);
    b->offer = (struct awol_offer){.id = "A",
                                   .kind = "offer",
                                   .label = "",
                                   .unit = "",
                                   .issued = "",
                                   .terms = "",
                                   .source = "",
                                   .start_first = 22,
                                   .start_last = 22,
                                   .open = true,
                                   .use = true};
    b->effects[0] = (struct awol_effect){.name = "offer.A", .offer = &b->offer, .is_offer = true};
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, "4d",
                                    together ? AWOL_CAMPAIGN_TOGETHER : 0, b->effects, 1, NULL,
                                    &error),
                 AWOL_OK, "%s", error.message);
    b->setup = (struct awol_setup){.model = awol_model_find("endemic-epidemic"),
                                   .law = law,
                                   .dispersion = true,
                                   .share_between = together,
                                   .neighbours = together ? neighbours : NULL,
                                   .levels = true,
                                   .trend = true,
                                   .harmonics = 1,
                                   .period_days = 30,
                                   .recorded = 1};
    cr_assert_eq(awol_model_open(&b->campaign, &b->setup, &b->layout, &b->likelihood, &error),
                 AWOL_OK, "%s", error.message);
}

static void bench_free(struct bench *b)
{
    awol_likelihood_release(&b->likelihood);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

/* rates, trend, sin1, cos1, offer.A, ar, then ne where together, dispersion under nb */
static void set_parameters(const struct bench *b, double *p)
{
    static const struct {
        const char *name;
        double value;
    } values[] = {{"rate.u0", 0.002}, {"rate.u1", 0.003}, {"rate.u2", 0.004}, {"trend", 0.7},
                  {"sin1", 0.2},      {"cos1", -0.3},     {"offer.A", 1.6},   {"ar", 0.35},
                  {"ne", 0.15},       {"dispersion", 0.2}};
    for (size_t i = 0; i < b->layout.n; i++) {
        p[i] = NAN;
        for (size_t k = 0; k < sizeof values / sizeof *values; k++)
            if (strcmp(values[k].name, b->layout.parameters[i].name) == 0)
                p[i] = values[k].value;
        cr_assert(!isnan(p[i]), "%s", b->layout.parameters[i].name);
    }
}

static double evaluate(struct bench *b, const double *p, double *opt_gradient)
{
    double l = NAN;
    struct awol_error error;
    cr_assert_eq(
        b->likelihood.type->evaluate(b->likelihood.state, p, &l, opt_gradient, NULL, &error),
        AWOL_OK, "%s", error.message);
    return l;
}

/* Log scores of the filter, bin by bin, add up to the closed likelihood; the first of each unit has
 * none. */
Test(endemic_epidemic, closed_is_the_filter)
{
    for (int law = AWOL_LAW_POISSON; law <= AWOL_LAW_NB; law++)
        for (int together = 0; together < 2; together++) {
            struct bench b;
            struct awol_prediction predictions[ROWS];
            double p[16], sum = 0;
            size_t scored = 0;
            bench_make(&b, (enum awol_law)law, together, false);
            cr_assert(b.likelihood.type->has_gradient);
            cr_assert_eq(b.layout.n_given, UNITS);
            set_parameters(&b, p);
            cr_assert_eq(b.likelihood.type->predict(b.likelihood.state, p, predictions, NULL),
                         AWOL_OK);
            for (size_t i = 0; i < ROWS; i++)
                if (predictions[i].scored) {
                    sum += predictions[i].log_score;
                    scored++;
                }
            cr_assert_eq(scored, ROWS - UNITS);
            double l = evaluate(&b, p, NULL);
            cr_assert_float_eq(l, sum, 1e-10, "law %d, together %d: %.12g, not %.12g", law,
                               together, l, sum);
            bench_free(&b);
        }
}

/* One bin by hand: mean = newcomers + ar y + ne (.25 y' + .75 y''). */
Test(endemic_epidemic, mean_of_a_bin)
{
    struct bench b;
    struct awol_prediction predictions[ROWS];
    double p[16];
    bench_make(&b, AWOL_LAW_POISSON, true, false);
    set_parameters(&b, p);
    cr_assert_eq(b.likelihood.type->predict(b.likelihood.state, p, predictions, NULL), AWOL_OK);
    /* Unit 1 in bin 5, days 20 to 24: the offer holds for half of them; counts of bin 4 are
     * (28, 28 + 5 + 16, 28 + 20 + 32) mod 11. */
    double phase = 2 * acos(-1.0) * 22 / 30;
    double newcomers = 205 * 4 * 0.003 *
                       exp(0.7 * 22 / 365.25 + 0.2 * sin(phase) - 0.3 * cos(phase)) *
                       (0.5 + 0.5 * 1.6);
    double mean = newcomers + 0.35 * (49 % 11) + 0.15 * (0.25 * (28 % 11) + 0.75 * (80 % 11));
    for (size_t i = 0; i < ROWS; i++)
        if (b.series.spans[i].start == 20 && b.series.spans[i].unit == 1)
            cr_assert_float_eq(predictions[i].mean, mean, 1e-10, "%.12g, not %.12g",
                               predictions[i].mean, mean);
    bench_free(&b);
}

Test(endemic_epidemic, gradient)
{
    static const double dispersions[] = {0.2, 1e-6, 3};
    for (int law = AWOL_LAW_POISSON; law <= AWOL_LAW_NB; law++)
        for (size_t k = 0; k < 3; k++) {
            struct bench b;
            double p[16], gradient[16];
            bench_make(&b, (enum awol_law)law, true, false);
            set_parameters(&b, p);
            if (b.layout.dispersion != SIZE_MAX)
                p[b.layout.dispersion] = dispersions[k];
            evaluate(&b, p, gradient);
            for (size_t i = 0; i < b.layout.n; i++) {
                double keep = p[i], h = 1e-4 * fmax(fabs(keep), 1e-3), l[4];
                for (int j = 0; j < 4; j++) {
                    p[i] = keep + h * (j < 2 ? j - 2 : j - 1);
                    l[j] = evaluate(&b, p, NULL);
                }
                p[i] = keep;
                double slope = (l[0] - 8 * l[1] + 8 * l[2] - l[3]) / (12 * h);
                /* Rounding of l, some 1e-13, over the step. */
                cr_assert_float_eq(gradient[i], slope, 1e-7 * (1 + fabs(slope)) + 3e-12 / h,
                                   "law %d, %s at dispersion %g: %.10g, not %.10g", law,
                                   b.layout.parameters[i].name, dispersions[k], gradient[i], slope);
            }
            bench_free(&b);
        }
}

/* Zero is a value of ar, ne and dispersion. */
Test(endemic_epidemic, boundaries)
{
    struct bench b;
    double p[16], by_hand = 0;
    struct awol_prediction predictions[ROWS];
    bench_make(&b, AWOL_LAW_NB, true, false);
    set_parameters(&b, p);
    p[awol_layout_find(&b.layout, "ar")] = p[awol_layout_find(&b.layout, "ne")] =
        p[b.layout.dispersion] = 0;
    cr_assert_eq(b.likelihood.type->predict(b.likelihood.state, p, predictions, NULL), AWOL_OK);
    for (size_t i = 0; i < ROWS; i++)
        if (predictions[i].scored)
            by_hand += awol_law_log_poisson(predictions[i].low, predictions[i].mean);
    double l = evaluate(&b, p, NULL);
    cr_assert_float_eq(l, by_hand, 1e-10, "%.12g, not %.12g", l, by_hand);
    p[awol_layout_find(&b.layout, "ar")] = -0.1;
    cr_assert_eq(b.likelihood.type->evaluate(b.likelihood.state, p, &l, NULL, NULL, NULL),
                 AWOL_RANGE);
    bench_free(&b);
}

/* A gap is no zero: the filter takes the record, and what it says of the bins before the gap is
 * what the whole record says. */
Test(endemic_epidemic, gap)
{
    struct bench whole, b;
    struct awol_prediction all[ROWS], some[ROWS];
    double p[16];
    bench_make(&whole, AWOL_LAW_NB, false, false);
    bench_make(&b, AWOL_LAW_NB, false, true);
    cr_assert(!b.likelihood.type->has_gradient);
    set_parameters(&b, p);
    cr_assert_eq(b.likelihood.type->predict(b.likelihood.state, p, some, NULL), AWOL_OK);
    cr_assert_eq(whole.likelihood.type->predict(whole.likelihood.state, p, all, NULL), AWOL_OK);
    for (size_t i = 0, j = 0; i < b.series.n_spans; i++, j++) {
        const struct awol_series_span *s = &b.series.spans[i], *w = &whole.series.spans[j];
        if (s->unit != w->unit || s->start != w->start)
            w = &whole.series.spans[++j];
        cr_assert(s->unit == w->unit && s->start == w->start);
        if (s->unit != 1 || s->start < 24) {
            cr_assert_eq(some[i].scored, all[j].scored);
            cr_assert(some[i].mean == all[j].mean, "span %zu", i);
        } else if (s->start == 28) {
            /* The bin before was not counted: its mean stands for it, with its variance. */
            cr_assert(some[i].variance > some[i].mean + 0.2 * some[i].mean * some[i].mean);
        }
    }
    bench_free(&b);
    bench_free(&whole);
}

/* A drawn record begins with the counts that are given. */
Test(endemic_epidemic, drawn)
{
    struct bench b;
    double p[16], counts[ROWS];
    struct awol_drawn drawn = {.counts = counts};
    awol_numeric_begin();
    bench_make(&b, AWOL_LAW_NB, true, false);
    set_parameters(&b, p);
    int others = 0;
    for (uint32_t k = 0; k < 20; k++) {
        cr_assert_eq(b.likelihood.type->sample(b.likelihood.state, p, 7, k, &drawn, NULL), AWOL_OK);
        for (size_t i = 0; i < ROWS; i++) {
            double seen = (double)b.series.spans[i].count.count;
            if (b.series.spans[i].start == 0)
                cr_assert_eq(counts[i], seen);
            else
                others += counts[i] != seen;
        }
    }
    cr_assert(others > 200);
    bench_free(&b);
}
