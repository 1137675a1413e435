/* Counts divided by cause: a printed vector of the cascade, cases done by hand, and what must hold
 * of every record. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "explain/genealogy.h"
#include "model/model.h"
#include "model/step.h"
#include "support/series.h"

TestSuite(genealogy, .init = awol_numeric_begin);

enum { MOST_PARAMETERS = 12 };

struct bench {
    struct awol_offer offer;
    struct awol_effect effect;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_problem problem;
    struct awol_genealogy *genealogy;
    double values[MOST_PARAMETERS];
};

/* An offer on days [from, to). */
static void set_offer(struct bench *b, int from, int to, bool urgent)
{
    b->offer = (struct awol_offer){.id = "o",
                                   .kind = "offer",
                                   .label = "",
                                   .unit = "",
                                   .start_first = from,
                                   .start_last = from,
                                   .end = to - 1,
                                   .use = true};
    b->effect = (struct awol_effect){
        .name = "offer.o", .offer = &b->offer, .is_offer = true, .urgency = urgent};
}

static void set(struct bench *b, const char *name, double value)
{
    size_t p = awol_layout_find(&b->problem.layout, name);
    cr_assert_neq(p, SIZE_MAX, "%s", name);
    b->values[p] = value;
}

static enum awol_status try_bench(struct bench *b, const struct support_span *spans, size_t n,
                                  struct awol_setup setup, const char *by, struct awol_error *error)
{
    support_series(&b->series, spans, n);
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, by,
                                    setup.share_between ? AWOL_CAMPAIGN_TOGETHER : 0, &b->effect, 1,
                                    NULL, error),
                 AWOL_OK, "%s", error->message);
    setup.recorded = setup.recorded > 0 ? setup.recorded : 1;
    setup.period_days = 365.25;
    cr_assert_eq(awol_problem_init(&b->problem, &b->campaign, &setup, false, error), AWOL_OK, "%s",
                 error->message);
    cr_assert_leq(b->problem.layout.n, MOST_PARAMETERS);
    awol_problem_start(&b->problem, b->values);
    return awol_genealogy_new(&b->problem, &b->genealogy, error);
}

static void make(struct bench *b, const struct support_span *spans, size_t n,
                 struct awol_setup setup, const char *by)
{
    struct awol_error error = {0};
    cr_assert_eq(try_bench(b, spans, n, setup, by, &error), AWOL_OK, "%s", error.message);
}

static void run(struct bench *b, gsl_rng *opt_generator, double *parts)
{
    struct awol_error error = {0};
    const bool off[] = {true};
    cr_assert_eq(awol_genealogy_run(b->genealogy, b->values, off, opt_generator, parts, &error),
                 AWOL_OK, "%s", error.message);
}

static void release(struct bench *b)
{
    awol_genealogy_free(b->genealogy);
    awol_problem_release(&b->problem);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

static double because(const double *part)
{
    return part[AWOL_PART_OFFER] + part[AWOL_PART_COMRADES] + part[AWOL_PART_URGENCY];
}

static double sum(const double *part)
{
    return part[AWOL_PART_ALONE] + part[AWOL_PART_FOLLOWED] + because(part);
}

static const struct support_span five[] = {{0, 0, 1, 4, 4, NAN},
                                           {0, 1, 2, 9, 9, NAN},
                                           {0, 2, 3, 14, 14, NAN},
                                           {0, 3, 4, 10, 10, NAN},
                                           {0, 4, 5, 6, 6, NAN}};

static const struct awol_setup cascade = {.law = AWOL_LAW_NB, .dispersion = true, .cascade = true};

static void set_cascade(struct bench *b)
{
    set(b, "rate", 3);
    set(b, "offer.o", 2);
    set(b, "eta", 0.5);
    set(b, "tau_days", 1.5);
}

/* Computed by an independent program from the equations: three newcomers a day by themselves, three
 * more on the second and third by the offer. */
Test(genealogy, printed_vector)
{
    static const double share[] = {0, 0.445789757739, 0.465857523457, 0.237298315731,
                                   0.184065621359};
    static const double direct[] = {0, 3.49002174502, 4.56073803259, 0, 0};
    struct bench b = {0};
    double parts[5 * AWOL_PARTS], total = 0;
    set_offer(&b, 1, 3, false);
    make(&b, five, 5, cascade, "day");
    set_cascade(&b);
    run(&b, NULL, parts);
    for (size_t t = 0; t < 5; t++) {
        const double *part = parts + t * AWOL_PARTS;
        cr_assert_float_eq(because(part), five[t].low * share[t], 1e-9, "bin %zu", t);
        cr_assert_float_eq(part[AWOL_PART_OFFER], direct[t], 1e-9, "bin %zu", t);
        cr_assert_float_eq(sum(part), five[t].low, 1e-12, "bin %zu", t);
        total += because(part);
    }
    cr_assert_float_eq(total, 14.0114900335, 1e-9);
    release(&b);
}

/* Two units with the same record that prompt each other as much as themselves are each as one
 * alone.
 */
Test(genealogy, units_that_share)
{
    struct support_span spans[10];
    struct bench one = {0}, two = {0};
    struct awol_setup setup = cascade;
    double alone[5 * AWOL_PARTS], shared[10 * AWOL_PARTS];
    for (size_t i = 0; i < 10; i++) {
        spans[i] = five[i % 5];
        spans[i].unit = i < 5 ? 0 : 1;
    }
    set_offer(&one, 1, 3, false);
    set_offer(&two, 1, 3, false);
    make(&one, five, 5, cascade, "day");
    set_cascade(&one);
    run(&one, NULL, alone);
    setup.share_between = true;
    make(&two, spans, 10, setup, "day");
    set_cascade(&two);
    set(&two, "share_between", 0.5);
    run(&two, NULL, shared);
    for (size_t i = 0; i < 10 * AWOL_PARTS; i++)
        cr_assert_float_eq(shared[i], alone[i % (5 * AWOL_PARTS)], 1e-9, "part %zu", i);
    release(&two);
    release(&one);
}

/* What one unit's offer brings follows into the other. */
Test(genealogy, offer_to_one_unit)
{
    struct support_span spans[10];
    struct bench b = {0};
    struct awol_setup setup = cascade;
    double parts[10 * AWOL_PARTS];
    for (size_t i = 0; i < 10; i++) {
        spans[i] = five[i % 5];
        spans[i].unit = i < 5 ? 0 : 1;
    }
    set_offer(&b, 1, 3, false);
    b.offer.unit = "u0";
    setup.share_between = true;
    make(&b, spans, 10, setup, "day");
    set_cascade(&b);
    set(&b, "share_between", 0.4);
    run(&b, NULL, parts);
    for (size_t i = 0; i < 10; i++) {
        const double *part = parts + i * AWOL_PARTS;
        cr_assert_float_eq(sum(part), spans[i].low, 1e-12);
        if (i >= 5)
            cr_assert_eq(part[AWOL_PART_OFFER], 0);
    }
    cr_assert_gt(parts[7 * AWOL_PARTS + AWOL_PART_COMRADES], 0);
    release(&b);
}

/* By the equations, in the first bin, where nothing is carried in: m_0 = A(eta) a_0, m_A = A(eta
 * psi) a_off, and urgency has A(eta psi) a_0 - A(eta) a_0. */
Test(genealogy, urgency)
{
    struct bench b = {0};
    struct awol_step plain, urgent;
    struct awol_setup setup = cascade;
    double parts[5 * AWOL_PARTS];
    set_offer(&b, 0, 2, true);
    make(&b, five, 5, setup, "day");
    set_cascade(&b);
    set(&b, "urgency.o", 1.6);
    run(&b, NULL, parts);
    cr_assert_eq(awol_step_init(1, 0.5, 1 / 1.5, &plain, NULL), AWOL_OK);
    cr_assert_eq(awol_step_init(1, 0.8, 1 / 1.5, &urgent, NULL), AWOL_OK);
    double m = urgent.A.value * 6;
    cr_assert_float_eq(parts[AWOL_PART_OFFER], 4 * 3 / m, 1e-12);
    cr_assert_float_eq(parts[AWOL_PART_COMRADES], 4 * (urgent.A.value - 1) * 3 / m, 1e-12);
    cr_assert_float_eq(parts[AWOL_PART_URGENCY], 4 * (urgent.A.value - plain.A.value) * 3 / m,
                       1e-12);
    cr_assert_float_eq(parts[AWOL_PART_ALONE], 4 * 3 / m, 1e-12);
    for (size_t t = 0; t < 5; t++)
        cr_assert_float_eq(sum(parts + t * AWOL_PARTS), five[t].low, 1e-12);
    cr_assert_gt(parts[4 * AWOL_PARTS + AWOL_PART_URGENCY], 0, "its men still prompt others");
    /* No urgency: nobody left by it. */
    set(&b, "urgency.o", 1);
    run(&b, NULL, parts);
    for (size_t t = 0; t < 5; t++)
        cr_assert_float_eq(parts[t * AWOL_PARTS + AWOL_PART_URGENCY], 0, 1e-12);
    release(&b);
}

/* A total of 21 over known days 3 + 5 + 4: nine are shared out; a range and a gap. */
Test(genealogy, totals_ranges_gaps)
{
    static const struct support_span nested[] = {{0, 0, 1, 3, 3, NAN},
                                                 {0, 1, 2, 5, 5, NAN},
                                                 {0, 3, 4, 4, 4, NAN},
                                                 {0, 0, 6, 21, 21, NAN},
                                                 {0, 8, 10, 6, 12, NAN}};
    static const enum awol_counted counted[] = {
        AWOL_COUNTED,    AWOL_COUNTED,    AWOL_SHARED_OUT, AWOL_COUNTED,   AWOL_SHARED_OUT,
        AWOL_SHARED_OUT, AWOL_UNRECORDED, AWOL_UNRECORDED, AWOL_ESTIMATED, AWOL_ESTIMATED};
    struct bench b = {0};
    double parts[10 * AWOL_PARTS], total = 0, range;
    set_offer(&b, 1, 3, false);
    make(&b, nested, 5, cascade, "day");
    set_cascade(&b);
    run(&b, NULL, parts);
    cr_assert_eq(awol_genealogy_n_lines(b.genealogy), 10);
    const struct awol_line *lines = awol_genealogy_lines(b.genealogy);
    for (size_t t = 0; t < 10; t++)
        cr_assert_eq(lines[t].counted, counted[t], "bin %zu", t);
    for (size_t t = 0; t < 6; t++)
        total += sum(parts + t * AWOL_PARTS);
    cr_assert_float_eq(total, 21, 1e-9);
    cr_assert_float_eq(sum(parts + 1 * AWOL_PARTS), 5, 1e-12);
    range = sum(parts + 8 * AWOL_PARTS) + sum(parts + 9 * AWOL_PARTS);
    cr_assert(range > 6 && range < 12, "%g", range);
    cr_assert_gt(sum(parts + 7 * AWOL_PARTS), 0, "what nobody counted is expected");
    release(&b);
}

/* With half of the departures recorded the parts are those of the recorded. */
Test(genealogy, recorded_share)
{
    struct bench b = {0};
    struct awol_setup setup = cascade;
    double parts[5 * AWOL_PARTS];
    setup.recorded = 0.5;
    set_offer(&b, 1, 3, false);
    make(&b, five, 5, setup, "day");
    set_cascade(&b);
    run(&b, NULL, parts);
    for (size_t t = 0; t < 5; t++)
        cr_assert_float_eq(sum(parts + t * AWOL_PARTS), five[t].low, 1e-9);
    release(&b);
}

/* Drawn genealogies are whole men, add to the counts, and average to the expected. */
Test(genealogy, drawn)
{
    enum { N = 4000 };
    struct bench b = {0};
    double expected[5 * AWOL_PARTS], parts[5 * AWOL_PARTS], mean = 0, total = 0;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    set_offer(&b, 1, 3, false);
    make(&b, five, 5, cascade, "day");
    set_cascade(&b);
    run(&b, NULL, expected);
    for (size_t t = 0; t < 5; t++)
        total += because(expected + t * AWOL_PARTS);
    for (uint32_t k = 0; k < N; k++) {
        awol_random_at(generator, 5, k, 0);
        run(&b, generator, parts);
        for (size_t t = 0; t < 5; t++) {
            mean += because(parts + t * AWOL_PARTS) / N;
            cr_assert_eq(sum(parts + t * AWOL_PARTS), five[t].low);
        }
    }
    /* The number scatters by less than 4; 0.25 is four standard errors of its mean. */
    cr_assert_float_eq(mean, total, 0.25, "%g for %g", mean, total);
    gsl_rng_free(generator);
    release(&b);
}

/* By hand: 2 a bin by themselves, as many by the offer in the second, half a man each from the bin
 * before. Second bin: 2, 2 and 2 of 6. Third: 3 of 5 follow, a third of whom follow the offer's. */
Test(genealogy, counts_that_answer_the_last)
{
    static const struct support_span three[] = {
        {0, 0, 1, 4, 4, NAN}, {0, 1, 2, 6, 6, NAN}, {0, 2, 3, 5, 5, NAN}};
    struct bench b = {0};
    double parts[3 * AWOL_PARTS];
    struct awol_setup setup = {.model = &awol_model_endemic_epidemic, .law = AWOL_LAW_POISSON};
    set_offer(&b, 1, 2, false);
    make(&b, three, 3, setup, "day");
    set(&b, "rate", 2);
    set(&b, "offer.o", 2);
    set(&b, "ar", 0.5);
    run(&b, NULL, parts);
    cr_assert_float_eq(because(parts), 0, 1e-12);
    cr_assert_float_eq(parts[AWOL_PARTS + AWOL_PART_OFFER], 2, 1e-9);
    cr_assert_float_eq(parts[AWOL_PARTS + AWOL_PART_FOLLOWED], 2, 1e-9);
    cr_assert_float_eq(parts[2 * AWOL_PARTS + AWOL_PART_COMRADES], 1, 1e-9);
    cr_assert_float_eq(parts[2 * AWOL_PARTS + AWOL_PART_ALONE], 2, 1e-9);
    release(&b);
}

/* With delays far shorter than a bin, whom the offer's men prompt leave with them: the offer's
 * share of the bin is its share of the newcomers, whatever eta. */
Test(genealogy, delays_by_a_power_law)
{
    struct bench b = {0};
    double parts[5 * AWOL_PARTS];
    struct awol_setup setup = cascade;
    setup.model = &awol_model_cascade;
    setup.kernel = AWOL_KERNEL_POWER;
    set_offer(&b, 1, 3, false);
    make(&b, five, 5, setup, "day");
    set(&b, "rate", 3);
    set(&b, "offer.o", 2);
    set(&b, "eta", 0.5);
    set(&b, "median_days", 0.001);
    set(&b, "tail", 3);
    run(&b, NULL, parts);
    for (size_t t = 0; t < 5; t++)
        cr_assert_float_eq(sum(parts + t * AWOL_PARTS), five[t].low, 1e-9);
    cr_assert_float_eq(because(parts + AWOL_PARTS), 4.5, 0.03);
    cr_assert_float_eq(because(parts + 2 * AWOL_PARTS), 7, 0.03);
    release(&b);
}

Test(genealogy, models_that_are_not_divided)
{
    static const struct {
        const struct awol_model *model;
        const char *says;
    } cases[] = {{&awol_model_threshold, "by both at once"},
                 {&awol_model_logistic, "knows no offer"},
                 {&awol_model_null, "one constant rate"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct support_span spans[5];
        struct bench b = {0};
        struct awol_error error = {0};
        struct awol_setup setup = {.model = cases[i].model, .law = AWOL_LAW_NB, .dispersion = true};
        memcpy(spans, five, sizeof spans);
        for (size_t t = 0; t < 5; t++)
            spans[t].at_risk = 500;
        set_offer(&b, 1, 3, false);
        cr_assert_eq(try_bench(&b, spans, 5, setup, "day", &error), AWOL_UNFIT, "%s",
                     cases[i].model->name);
        cr_assert(strstr(error.message, cases[i].says), "%s", error.message);
        release(&b);
    }
}

Test(genealogy, totals_under_a_model_that_takes_none)
{
    static const struct support_span nested[] = {
        {0, 0, 1, 3, 3, NAN}, {0, 1, 2, 5, 5, NAN}, {0, 0, 6, 21, 21, NAN}};
    struct bench b = {0};
    struct awol_error error = {0};
    struct awol_setup setup = {.model = &awol_model_endemic_epidemic, .law = AWOL_LAW_POISSON};
    set_offer(&b, 1, 3, false);
    cr_assert_eq(try_bench(&b, nested, 3, setup, "day", &error), AWOL_UNFIT);
    cr_assert(strstr(error.message, "totals hold other counts"), "%s", error.message);
    release(&b);
}
