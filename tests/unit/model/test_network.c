/* Networks against closed forms, and cascades against a second way of running them. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/network.h"

static gsl_rng *generator_at(uint32_t replicate)
{
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    awol_numeric_begin();
    awol_random_at(generator, 1776, replicate, awol_random_stream("test"));
    return generator;
}

static size_t ties_of(const struct awol_network *network, size_t man)
{
    return network->starts[man + 1] - network->starts[man];
}

/* Ties go both ways, nobody is tied to himself or twice to another. */
static void check_sound(const struct awol_network *network, const char *what)
{
    for (size_t i = 0; i < network->n; i++)
        for (uint32_t k = network->starts[i]; k < network->starts[i + 1]; k++) {
            uint32_t other = network->ends[k];
            size_t back = 0, there = 0;
            cr_assert(other < network->n && other != i, "%s: man %zu", what, i);
            for (uint32_t j = network->starts[other]; j < network->starts[other + 1]; j++)
                back += network->ends[j] == i;
            for (uint32_t j = network->starts[i]; j < network->starts[i + 1]; j++)
                there += network->ends[j] == other;
            cr_assert(back == 1 && there == 1, "%s: men %zu and %u: %zu, %zu", what, i, other, back,
                      there);
        }
}

/* The number of ties is binomial: mean 2 n, standard deviation sqrt(2 n). */
Test(network, random_has_so_many_ties)
{
    struct awol_network network;
    gsl_rng *generator = generator_at(0);
    cr_assert_eq(awol_network_random(20000, 4, generator, &network, NULL), AWOL_OK);
    cr_assert_float_eq(network.starts[20000], 80000.0, 2 * 4 * sqrt(40000), "%u",
                       network.starts[20000]);
    check_sound(&network, "random");
    awol_network_release(&network);
    cr_assert_eq(awol_network_random(7, 100, generator, &network, NULL), AWOL_OK);
    cr_assert_eq(network.starts[7], 42, "everybody is tied to everybody");
    check_sound(&network, "all");
    awol_network_release(&network);
    for (size_t n = 0; n < 2; n++) {
        cr_assert_eq(awol_network_random(n, 4, generator, &network, NULL), AWOL_OK);
        cr_assert_eq(network.starts[n], 0);
        awol_network_release(&network);
    }
    cr_assert_eq(awol_network_random(1000000, 1e6, generator, &network, NULL), AWOL_RANGE);
    cr_assert_eq(awol_network_random((size_t)1 << 40, 1, generator, &network, NULL), AWOL_RANGE);
    gsl_rng_free(generator);
}

/* Erased ties are few: of 3 n / 2 joined at random about k^2 / 4 in all, whatever n. */
Test(network, degrees_are_kept)
{
    enum { N = 4000 };
    struct awol_network network;
    uint32_t degrees[N];
    size_t missing = 0;
    gsl_rng *generator = generator_at(1);
    for (size_t i = 0; i < N; i++)
        degrees[i] = i % 2 ? 2 : 4;
    cr_assert_eq(awol_network_degrees(degrees, N, generator, &network, NULL), AWOL_OK);
    check_sound(&network, "degrees");
    for (size_t i = 0; i < N; i++) {
        cr_assert_leq(ties_of(&network, i), degrees[i]);
        missing += degrees[i] - ties_of(&network, i);
    }
    cr_assert_lt(missing, 40);
    awol_network_release(&network);
    gsl_rng_free(generator);
}

/* A regiment of two companies of ten messes of six, with a staff of four. */
static void make_units(struct awol_table *table, struct awol_units *units, double men)
{
    char name[32], parent[32], number[32];
    const char *cells[] = {name, parent, number};
    awol_table_init(table, "units", "", NULL);
    awol_table_add_column(table, "unit", NULL);
    awol_table_add_column(table, "parent", NULL);
    awol_table_add_column(table, "men", NULL);
    snprintf(name, sizeof name, "regiment");
    parent[0] = '\0';
    snprintf(number, sizeof number, "%g", men);
    awol_table_append(table, cells, NULL, NULL);
    for (int c = 0; c < 2; c++) {
        snprintf(name, sizeof name, "company %d", c);
        snprintf(parent, sizeof parent, "regiment");
        number[0] = '\0';
        awol_table_append(table, cells, NULL, NULL);
        for (int m = 0; m < 10; m++) {
            snprintf(parent, sizeof parent, "company %d", c);
            snprintf(name, sizeof name, "mess %d of %d", m, c);
            snprintf(number, sizeof number, "6");
            awol_table_append(table, cells, NULL, NULL);
        }
    }
    cr_assert_eq(awol_units_from_table(table, units, NULL), AWOL_OK);
}

Test(network, units_are_nested)
{
    struct awol_table table;
    struct awol_units units;
    struct awol_nesting nesting;
    struct awol_network network;
    const double ties[] = {5, 2, 1};
    gsl_rng *generator = generator_at(2);
    make_units(&table, &units, 124);
    cr_assert_eq(awol_nesting_init(&nesting, &units, NULL), AWOL_OK);
    cr_assert_eq(nesting.men, 124);
    cr_assert_eq(nesting.n, 24, "the staff is a unit of its own");
    cr_assert_eq(nesting.n_levels, 3);
    cr_assert_eq(nesting.nests[0].last - nesting.nests[0].first, 124);
    double within = 0, between = 0, rounds = 400;
    for (int k = 0; k < (int)rounds; k++) {
        cr_assert_eq(awol_network_nested(&nesting, ties, 3, generator, &network, NULL), AWOL_OK);
        if (k == 0)
            check_sound(&network, "nested");
        /* Men 0 to 5 are the first mess, 6 to 59 the rest of its company. */
        for (uint32_t j = network.starts[0]; j < network.starts[1]; j++) {
            within += network.ends[j] < 6;
            between += network.ends[j] >= 6 && network.ends[j] < 60;
        }
        awol_network_release(&network);
    }
    cr_assert_eq(within / rounds, 5, "in a mess of six everybody heeds everybody");
    cr_assert_float_eq(between / rounds, 2, 4 * sqrt(2 / rounds));
    awol_nesting_release(&nesting);
    awol_units_release(&units);
    awol_table_release(&table);
    gsl_rng_free(generator);
}

Test(network, units_that_cannot_be)
{
    struct awol_table table;
    struct awol_units units;
    struct awol_nesting nesting;
    struct awol_error error;
    make_units(&table, &units, 100);
    cr_assert_eq(awol_nesting_init(&nesting, &units, &error), AWOL_DATA);
    cr_assert_str_eq(error.message,
                     "unit “regiment” is said to have 100 men, and its parts have 120");
    units.units[0].men = 2e8;
    cr_assert_eq(awol_nesting_init(&nesting, &units, &error), AWOL_RANGE);
    units.units[0].men = NAN;
    units.units[2].men = NAN;
    cr_assert_eq(awol_nesting_init(&nesting, &units, &error), AWOL_DATA);
    cr_assert_str_eq(error.message,
                     "unit “mess 0 of 0” has neither parts nor men: how many has it?");
    awol_units_release(&units);
    awol_table_release(&table);
}

/* A cascade by going through all men again and again until nobody more leaves. */
static size_t plainly(const struct awol_network *network, double threshold, const bool *first)
{
    bool *gone = malloc(network->n + 1);
    size_t n = 0;
    memcpy(gone, first, network->n);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < network->n; i++) {
            size_t left = 0, ties = ties_of(network, i);
            for (uint32_t k = network->starts[i]; k < network->starts[i + 1]; k++)
                left += gone[network->ends[k]];
            if (!gone[i] && ties > 0 && (double)left >= threshold * (double)ties - 1e-9) {
                gone[i] = true;
                more = true;
            }
        }
    }
    for (size_t i = 0; i < network->n; i++)
        n += gone[i];
    free(gone);
    return n;
}

Test(network, cascade_is_that_of_stepping)
{
    enum { N = 500 };
    static const double thresholds[] = {0.1, 0.2, 0.25, 1.0 / 3, 0.5, 1};
    gsl_rng *generator = generator_at(3);
    for (uint32_t k = 0; k < 60; k++) {
        struct awol_network network;
        struct awol_network_cascade cascade;
        const struct awol_thresholds t = {.mean = thresholds[k % 6]};
        bool first[N] = {false};
        awol_network_random(N, 1 + k % 7, generator, &network, NULL);
        awol_network_cascade_init(&cascade, N, NULL);
        awol_network_cascade_begin(&cascade, &network, &t, NULL, generator);
        for (int i = 0; i < 5; i++) {
            uint32_t man = (uint32_t)gsl_rng_uniform_int(generator, N);
            first[man] = true;
            awol_network_cascade_seed(&cascade, man);
        }
        awol_network_cascade_run(&cascade, &network);
        cr_assert_eq(cascade.n_left, plainly(&network, t.mean, first), "case %u", k);
        awol_network_cascade_release(&cascade);
        awol_network_release(&network);
    }
    gsl_rng_free(generator);
}

/* Where everybody heeds everybody, drawn by counting and drawn man by man: the mean of the share
 * gone within four standard errors of the difference. */
Test(network, counting_is_that_of_drawing_each)
{
    enum { N = 300, ROUNDS = 1500 };
    static const double sds[] = {0.08, 0.12, 0.16, 0.3};
    gsl_rng *generator = generator_at(4);
    struct awol_network all;
    struct awol_network_cascade cascade;
    awol_network_random(N + 1, 2 * N, generator, &all, NULL); /* each heeds N others */
    awol_network_cascade_init(&cascade, N + 1, NULL);
    for (size_t s = 0; s < 4; s++) {
        const struct awol_thresholds t = {.mean = 0.25, .sd = sds[s], .never = 0.1};
        double sum[2] = {0}, squares[2] = {0};
        for (int k = 0; k < ROUNDS; k++) {
            awol_network_cascade_begin(&cascade, &all, &t, NULL, generator);
            awol_network_cascade_run(&cascade, &all);
            double counted =
                awol_thresholds_cascade(&t, N + 1, 0, 0, generator, NULL) / (double)(N + 1);
            double stepped = (double)cascade.n_left / (double)(N + 1);
            sum[0] += counted, squares[0] += counted * counted;
            sum[1] += stepped, squares[1] += stepped * stepped;
        }
        double variance = 0;
        for (int i = 0; i < 2; i++)
            variance += (squares[i] / ROUNDS - pow(sum[i] / ROUNDS, 2)) / ROUNDS;
        /* One man in 301 is counted among the others or not. */
        cr_assert_float_eq(sum[0] / ROUNDS, sum[1] / ROUNDS, 4 * sqrt(variance) + 2.0 / N,
                           "sd %g: %g, %g", sds[s], sum[0] / ROUNDS, sum[1] / ROUNDS);
    }
    awol_network_cascade_release(&cascade);
    awol_network_release(&all);
    gsl_rng_free(generator);
}
