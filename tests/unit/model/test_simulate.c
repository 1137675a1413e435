/* Simulated campaigns against closed forms. Seeds are fixed; a mean of n draws is held to four and
 * a half of its standard errors, so that a right program fails once in 150,000 seeds. */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "model/simulate.h"
#include "model/step.h"
#include "model/wander.h"

static const struct awol_plan_unit lone = {"corps", NAN};

static struct awol_plan plan_of(double rate, double eta, double tau, int64_t n_days)
{
    return (struct awol_plan){
        .units = &lone, .n_units = 1, .n_days = n_days, .rate = rate, .eta = eta, .tau_days = tau};
}

static struct awol_departures simulate(const struct awol_plan *plan, uint32_t replicate)
{
    struct awol_departures departures;
    struct awol_error error;
    cr_assert_eq(awol_simulate(plan, 20260, replicate, &departures, &error), AWOL_OK, "%s",
                 error.message);
    return departures;
}

struct moments {
    double n, sum, squares;
};

static void moments_add(struct moments *m, double value)
{
    m->n++;
    m->sum += value;
    m->squares += value * value;
}

static double moments_mean(const struct moments *m)
{
    return m->sum / m->n;
}

static double moments_variance(const struct moments *m)
{
    return (m->squares - m->sum * m->sum / m->n) / (m->n - 1);
}

static void check_mean(const struct moments *m, double expected, const char *what)
{
    double error = sqrt(moments_variance(m) / m->n);
    cr_assert(fabs(moments_mean(m) - expected) < 4.5 * error, "%s: mean %g, expected %g, se %g",
              what, moments_mean(m), expected, error);
}

/* The standard error of a variance, with the kurtosis of these counts, is below
 * v sqrt((2 + kurtosis)/n); allowance is that times 4.5. */
static void check_variance(const struct moments *m, double expected, double kurtosis,
                           const char *what)
{
    double allowed = 4.5 * expected * sqrt((2 + kurtosis) / m->n);
    cr_assert(fabs(moments_variance(m) - expected) < allowed, "%s: variance %g, expected %g +- %g",
              what, moments_variance(m), expected, allowed);
}

/* An offer that holds on days [from, to]. */
static struct awol_offer flat_offer(int64_t from, int64_t to)
{
    return (struct awol_offer){
        .id = "o", .kind = "offer", .unit = "", .start_first = from, .start_last = from, .end = to};
}

/* Newcomers on day 0 alone: the rate is next to nothing and an offer multiplies it. */
Test(simulate, clusters_are_borel_tanner)
{
    struct awol_offer offer = flat_offer(0, 0);
    struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    double coefficient = log(1e12), eta = 0.5;
    struct awol_plan plan = plan_of(1e-12, eta, 2, 150);
    plan.effects = &effect;
    plan.coefficients = &coefficient;
    plan.n_effects = 1;
    struct moments total = {0};
    double singles = 0, of_size[4] = {0};
    for (uint32_t k = 0; k < 4000; k++) {
        struct awol_departures d = simulate(&plan, k);
        size_t newcomers = 0;
        for (size_t i = 0; i < d.n; i++)
            newcomers += !d.departures[i].prompted;
        moments_add(&total, (double)d.n);
        if (newcomers == 1) {
            singles++;
            of_size[d.n < 4 ? d.n : 0]++;
        }
        awol_departures_release(&d);
    }
    /* Compound Poisson of mean 1 with Borel clusters: lambda/(1-eta), lambda/(1-eta)^3. */
    check_mean(&total, 2, "departures");
    check_variance(&total, 8, 20, "departures");
    /* Borel 1942: P(n) = e^{-eta n} (eta n)^{n-1} / n!: .60653066 .18393972 .08367381. */
    static const double borel[] = {0, .60653066, .18393972, .08367381};
    for (size_t n = 1; n < 4; n++) {
        double se = sqrt(borel[n] * (1 - borel[n]) / singles);
        cr_assert(fabs(of_size[n] / singles - borel[n]) < 4.5 * se, "size %zu: %g of %g", n,
                  of_size[n], singles);
    }
}

/* The printed step of one bin (D, tau, eta, a, x = 0): 1, 1, .5, 6: m 7.27836791655, v
 * 10.6187829152. Newcomers spread evenly over T = 5, eta .8, tau 2: 1 + eta T/tau (e^-z - 1 +
 * z)/z^2 of them each with z = (1 - eta) T/tau = .5. */
Test(simulate, first_bin_has_mean_and_variance_of_the_step)
{
    struct awol_plan day = plan_of(6, 0.5, 1, 1), window = plan_of(2, 0.8, 2, 5);
    struct moments first = {0}, second = {0};
    for (uint32_t k = 0; k < 20000; k++) {
        struct awol_departures a = simulate(&day, k), b = simulate(&window, k);
        moments_add(&first, (double)a.n);
        moments_add(&second, (double)b.n);
        awol_departures_release(&a);
        awol_departures_release(&b);
    }
    check_mean(&first, 7.27836791655, "day");
    check_variance(&first, 10.6187829152, 2, "day");
    check_mean(&second, 10 * (1 + 2 * (exp(-0.5) - 0.5) / 0.25), "window");
}

Test(simulate, second_bin_carries_the_first_on)
{
    struct awol_plan plan = plan_of(20.0 / 7, 0.6, 3, 14);
    struct awol_step step;
    struct moments second = {0};
    cr_assert_eq(awol_step_init(7, 0.6, 1.0 / 3, &step, NULL), AWOL_OK);
    for (uint32_t k = 0; k < 5000; k++) {
        struct awol_departures d = simulate(&plan, k);
        moments_add(&second, (double)(d.n - awol_departures_before(&d, 0, 7)));
        awol_departures_release(&d);
    }
    check_mean(&second, step.A.value * 20 + step.B.value * step.F.value * 20, "second bin");
}

/* Half of eta goes to the other unit: m = a + eta W m, so 6 and 4 for a = 3 and 1, eta .6. */
Test(simulate, units_prompt_each_other)
{
    const struct awol_plan_unit units[] = {{"first", NAN}, {"second", NAN}};
    struct awol_offer offer = flat_offer(0, 1000);
    offer.unit = "first";
    struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    double coefficient = log(3);
    struct awol_plan plan = plan_of(1, 0.6, 1, 60);
    plan.units = units;
    plan.n_units = 2;
    plan.share_between = 0.5;
    plan.effects = &effect;
    plan.coefficients = &coefficient;
    plan.n_effects = 1;
    struct moments daily[2] = {0};
    for (uint32_t k = 0; k < 1000; k++) {
        struct awol_departures d = simulate(&plan, k);
        for (size_t u = 0; u < 2; u++)
            moments_add(&daily[u], ((double)awol_departures_before(&d, u, 60) -
                                    (double)awol_departures_before(&d, u, 40)) /
                                       20);
        awol_departures_release(&d);
    }
    check_mean(&daily[0], 6, "first");
    check_mean(&daily[1], 4, "second");
}

/* Without contagion each man stays with probability exp(-rate * days). */
Test(simulate, men_who_left_are_missed)
{
    const struct awol_plan_unit unit = {"corps", 1000};
    struct awol_plan plan = plan_of(0.01, 0, 1, 50);
    struct moments total = {0};
    plan.units = &unit;
    for (uint32_t k = 0; k < 1000; k++) {
        struct awol_departures d = simulate(&plan, k);
        moments_add(&total, (double)d.n);
        awol_departures_release(&d);
    }
    check_mean(&total, 1000 * -expm1(-0.5), "departures");
    check_variance(&total, 1000 * exp(-0.5) * -expm1(-0.5), 0, "departures");
}

Test(simulate, no_more_leave_than_there_are)
{
    const struct awol_plan_unit unit = {"corps", 50};
    struct awol_plan plan = plan_of(0.1, 3, 0.5, 200);
    plan.units = &unit;
    struct awol_departures d = simulate(&plan, 0);
    cr_assert_eq(d.n, 50, "%zu left", d.n);
    for (size_t i = 1; i < d.n; i++)
        cr_assert(d.departures[i - 1].time <= d.departures[i].time, "out of order at %zu", i);
    awol_departures_release(&d);
}

/* Geometric parties of mean 3: variance over mean is E k^2 / E k = 15 / 3. */
Test(simulate, parties_scatter_and_keep_the_mean)
{
    struct awol_plan plan = plan_of(6, 0, 1, 1);
    struct moments total = {0};
    plan.party = 3;
    for (uint32_t k = 0; k < 10000; k++) {
        struct awol_departures d = simulate(&plan, k);
        moments_add(&total, (double)d.n);
        awol_departures_release(&d);
    }
    check_mean(&total, 6, "departures");
    check_variance(&total, 30, 5, "departures");
}

Test(simulate, offer_multiplies_while_it_holds)
{
    struct awol_offer offer = flat_offer(3, 6);
    struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    double coefficient = log(2.5);
    struct awol_plan plan = plan_of(2, 0, 1, 10);
    plan.effects = &effect;
    plan.coefficients = &coefficient;
    plan.n_effects = 1;
    plan.recorded = 0.25;
    struct moments before = {0}, during = {0}, after = {0}, noted = {0};
    for (uint32_t k = 0; k < 4000; k++) {
        struct awol_departures d = simulate(&plan, k);
        double at[] = {(double)awol_departures_before(&d, 0, 3),
                       (double)awol_departures_before(&d, 0, 7), (double)d.n};
        size_t recorded = 0;
        for (size_t i = 0; i < d.n; i++)
            recorded += d.departures[i].recorded;
        moments_add(&before, at[0]);
        moments_add(&during, at[1] - at[0]);
        moments_add(&after, at[2] - at[1]);
        moments_add(&noted, (double)recorded);
        awol_departures_release(&d);
    }
    check_mean(&before, 6, "before");
    check_mean(&during, 20, "during");
    check_mean(&after, 6, "after");
    check_mean(&noted, 8, "recorded");
}

/* Mean 1, the standard deviation and the correlation asked for. Effective numbers of draws are
 * n (1-rho)/(1+rho): tolerances are four and a half standard errors of a Gaussian series, twice
 * that for the heavier tails. */
Test(simulate, background_wanders_as_asked)
{
    static const enum awol_wander laws[] = {AWOL_WANDER_LOGNORMAL, AWOL_WANDER_GAMMA};
    enum { BINS = 40000 };
    static double values[2 * BINS];
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    for (size_t i = 0; i < 2; i++) {
        struct awol_plan plan = plan_of(1, 0, 1, 2 * BINS);
        double sd = 0.5, rho = 0.6, sum = 0, squares = 0, products = 0;
        plan.wander = laws[i];
        plan.background_sd = sd;
        plan.background_bin = 2;
        plan.background_days = -2 / log(rho);
        awol_random_at(generator, 7, 0, 1);
        awol_wander_fill(&plan, generator, values);
        for (size_t t = 0; t < BINS; t++) {
            cr_assert(values[2 * t] == values[2 * t + 1] && values[2 * t] > 0);
            sum += values[2 * t];
            squares += (values[2 * t] - 1) * (values[2 * t] - 1);
            if (t > 0)
                products += (values[2 * t] - 1) * (values[2 * t - 2] - 1);
        }
        double se = sqrt((1 + rho) / (1 - rho) / BINS);
        cr_assert_float_eq(sum / BINS, 1, 4.5 * sd * se, "law %zu: mean %g", i, sum / BINS);
        cr_assert_float_eq(squares / BINS / (sd * sd), 1, 9 * sqrt(2) * se, "law %zu: variance %g",
                           i, squares / BINS);
        cr_assert_float_eq(products / squares, rho, 9 * se, "law %zu: correlation %g", i,
                           products / squares);
    }
    gsl_rng_free(generator);
}

static bool is_same(const struct awol_departure *a, const struct awol_departure *b)
{
    return a->time == b->time && a->unit == b->unit && a->prompted == b->prompted;
}

Test(simulate, replicate_is_the_same_anywhere)
{
    const struct awol_plan_unit units[] = {{"corps", NAN}, {"other", NAN}};
    struct awol_plan alone = plan_of(3, 0.5, 2, 30), both = alone;
    both.units = units;
    both.n_units = 2;
    struct awol_departures a = simulate(&alone, 5), other = simulate(&alone, 6),
                           b = simulate(&alone, 5), c = simulate(&both, 5);
    cr_assert_eq(a.n, b.n);
    for (size_t i = 0; i < a.n; i++)
        cr_assert(is_same(&a.departures[i], &b.departures[i]), "departure %zu differs", i);
    cr_assert(other.n == 0 || a.departures[0].time != other.departures[0].time);
    /* A unit draws the same whoever stands beside it. */
    size_t k = 0;
    for (size_t i = 0; i < c.n; i++)
        if (c.departures[i].unit == 0)
            cr_assert(is_same(&a.departures[k++], &c.departures[i]), "departure %zu differs", i);
    cr_assert_eq(k, a.n);
    awol_departures_release(&c);
    awol_departures_release(&b);
    awol_departures_release(&other);
    awol_departures_release(&a);
}

Test(simulate, smaller_world_is_a_subset)
{
    struct awol_offer offer = flat_offer(5, 15);
    struct awol_effect effect = {.name = "offer.o", .offer = &offer, .is_offer = true};
    double ratio = log(2.5), none = 0;
    struct awol_plan larger = plan_of(3, 0.6, 2, 30);
    larger.effects = &effect;
    larger.n_effects = 1;
    larger.coefficients = &ratio;
    struct awol_plan smaller = larger;
    smaller.coefficients = &none;
    smaller.eta = 0.4;
    struct awol_departures a = simulate(&larger, 1), b = simulate(&smaller, 1);
    size_t i = 0, k = 0;
    for (; k < b.n && i < a.n; i++)
        k += a.departures[i].time == b.departures[k].time;
    cr_assert_eq(k, b.n, "departure %zu of the smaller world is not in the larger", k);
    cr_assert_gt(a.n, b.n);
    awol_departures_release(&b);
    awol_departures_release(&a);
}

Test(simulate, plans_that_are_refused)
{
    const struct awol_plan good = plan_of(1, 0.5, 1, 10);
    const struct awol_plan_unit nobody = {"corps", 0};
    struct {
        const char *name;
        struct awol_plan plan;
        enum awol_status status;
    } cases[] = {
        {"days", good, AWOL_USAGE},      {"rate", good, AWOL_USAGE},    {"eta", good, AWOL_USAGE},
        {"tau", good, AWOL_USAGE},       {"share", good, AWOL_USAGE},   {"party", good, AWOL_USAGE},
        {"recorded", good, AWOL_USAGE},  {"wander", good, AWOL_USAGE},  {"men", good, AWOL_USAGE},
        {"explosion", good, AWOL_RANGE}, {"too many", good, AWOL_RANGE}};
    cases[0].plan.n_days = 0;
    cases[1].plan.rate = -1;
    cases[2].plan.eta = NAN;
    cases[3].plan.tau_days = 0;
    cases[4].plan.share_between = 1.5;
    cases[5].plan.party = 0.5;
    cases[6].plan.recorded = 2;
    cases[7].plan.wander = AWOL_WANDER_GAMMA;
    cases[8].plan.units = &nobody;
    cases[9].plan.eta = 3;
    cases[9].plan.n_days = 1000;
    cases[9].plan.most = 20000;
    cases[10].plan.rate = 1e6;
    cases[10].plan.most = 20000;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct awol_departures untouched = {.n = 77};
        struct awol_error error = {.status = AWOL_OK};
        cr_assert_eq(awol_simulate(&cases[i].plan, 1, 0, &untouched, &error), cases[i].status, "%s",
                     cases[i].name);
        cr_assert_eq(untouched.n, 77, "%s", cases[i].name);
        cr_assert_neq(error.message[0], '\0', "%s", cases[i].name);
    }
}

Test(simulate, counts_into_spans)
{
    const struct awol_plan_unit units[] = {{"a", 100}, {"b", NAN}};
    struct awol_departure list[] = {{3.5, 0, false, true},
                                    {6.9, 1, false, true},
                                    {7.0, 0, true, false},
                                    {7.5, 0, true, true},
                                    {13.9, 0, true, true}};
    struct awol_departures d = {list, 5, 5};
    struct awol_plan plan = {.units = units, .n_units = 2, .n_days = 15};
    struct awol_series series;
    cr_assert_eq(awol_plan_series(&plan, 7, &series, NULL), AWOL_OK);
    cr_assert_eq(series.n_spans, 4); /* the fifteenth day makes no week */
    awol_departures_count(&d, &plan, &series);
    static const double counts[] = {1, 2, 1, 0};
    static const double men[] = {100, 99, NAN, NAN};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(series.spans[i].count.count, counts[i], "span %zu", i);
        cr_assert(series.spans[i].at_risk == men[i] ||
                      (isnan(men[i]) && isnan(series.spans[i].at_risk)),
                  "span %zu: %g men", i, series.spans[i].at_risk);
    }
    awol_series_release(&series);
}
