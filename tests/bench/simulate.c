/* simulate: seconds for what awol-simulate draws, one row each: name, what, processor seconds (the
 * median of TURNS), peak memory in MB after it, and a number to be compared with the peers'.
 * usage: simulate [TURNS [MEN]], at most five turns, and the men of the large network. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/number.h"
#include "base/random.h"
#include "model/hawkes.h"
#include "model/hawkes_state.h"
#include "model/model.h"
#include "model/network.h"

enum { MOST_TURNS = 5 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(enum awol_status status, const struct awol_error *error)
{
    if (status != AWOL_OK) {
        fprintf(stderr, "simulate: %s\n", error->message);
        exit(1);
    }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(const char *name, const char *what, double *seconds, int n, double result)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    qsort(seconds, (size_t)n, sizeof *seconds, ascending);
    printf("%s\t%s\t%.4g\t%ld\t%.6g\n", name, what, seconds[n / 2], usage.ru_maxrss / 1024, result);
    fflush(stdout);
}

/* 10^4 cascades of 10^4 men whose thresholds are normal, mean .25, sd .12. */
static void thresholds(int turns, gsl_rng *generator)
{
    const struct awol_thresholds t = {.mean = 0.25, .sd = 0.12};
    double seconds[MOST_TURNS], sum = 0;
    for (int turn = 0; turn < turns; turn++) {
        double begin = now();
        sum = 0;
        for (uint32_t k = 0; k < 10000; k++) {
            awol_random_at(generator, 1776, k, 1);
            sum += awol_thresholds_cascade(&t, 1e4, 0, 0, generator, NULL);
        }
        seconds[turn] = now() - begin;
    }
    tell("thresholds", "10^4 cascades of 10^4 men", seconds, turns, sum / 1e8);
}

static double watts(size_t n, uint32_t k, double z, double threshold, gsl_rng *generator,
                    double *ret_graph)
{
    struct awol_network network;
    struct awol_network_cascade cascade;
    const struct awol_thresholds t = {.mean = threshold};
    struct awol_error e = {0};
    double begin = now();
    awol_random_at(generator, 1776, k, 2);
    must(awol_network_random(n, z, generator, &network, &e), &e);
    *ret_graph = now() - begin;
    must(awol_network_cascade_init(&cascade, n, &e), &e);
    awol_network_cascade_begin(&cascade, &network, &t, NULL, generator);
    for (int i = 0; i < 20; i++)
        awol_network_cascade_seed(&cascade, (uint32_t)gsl_rng_uniform_int(generator, n));
    awol_network_cascade_run(&cascade, &network);
    double share = (double)cascade.n_left / (double)n;
    awol_network_cascade_release(&cascade);
    awol_network_release(&network);
    return share;
}

static void networks(size_t n, int turns, const char *graph_name, const char *name,
                     const char *what, gsl_rng *generator)
{
    double all[MOST_TURNS], graph[MOST_TURNS], share = 0;
    for (int turn = 0; turn < turns; turn++) {
        double begin = now();
        share = watts(n, (uint32_t)turn, 4, 0.18, generator, &graph[turn]);
        all[turn] = now() - begin;
    }
    tell(graph_name, what, graph, turns, share);
    tell(name, what, all, turns, share);
}

/* A path of about 10^6 departures: rate 1, eta .6, mean delay .5 days. */
static void path(int turns)
{
    const double truth[] = {1, 0.6, 0.5}, days = 4e5;
    double seconds[MOST_TURNS], nothing = 0, n = 0;
    struct awol_times times = {.times = &nothing, .n = 0};
    struct awol_window window = {0, days};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
    struct awol_error e = {0};
    must(awol_times_series(&times, &window, 401, NAN, "", &series, &e), &e);
    must(awol_campaign_init(&campaign, &series, NULL, 0, NULL, 0, NULL, &e), &e);
    const struct awol_setup setup = {.model = awol_model_find("hawkes"),
                                     .law = AWOL_LAW_POISSON,
                                     .recorded = 1,
                                     .opt_times = &times,
                                     .times_to = days};
    must(awol_model_open(&campaign, &setup, &layout, &likelihood, &e), &e);
    for (int turn = 0; turn < turns; turn++) {
        struct awol_drawn drawn = {.counts = NULL};
        double begin = now();
        must(likelihood.type->sample(likelihood.state, truth, 1776, (uint32_t)turn, &drawn, &e),
             &e);
        seconds[turn] = now() - begin;
        n = (double)drawn.times.n;
        awol_times_release(&drawn.times);
    }
    tell("path", "about 10^6 departures at exact times", seconds, turns, n);
    awol_likelihood_release(&likelihood);
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}

int main(int argc, char **argv)
{
    int64_t turns = MOST_TURNS;
    double men = 1e7;
    if (argc > 3 || (argc > 1 && !awol_number_parse_integer(argv[1], &turns)) || turns < 1 ||
        turns > MOST_TURNS || (argc > 2 && !awol_number_parse(argv[2], &men)) || !(men >= 1000) ||
        men > 1e8) {
        fputs("usage: simulate [TURNS [MEN]], 1 to 5 turns, 1000 to 1e8 men\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!generator)
        return 5;
    int n = (int)turns;
    char what[64];
    snprintf(what, sizeof what, "%g men, 4 ties each", men);
    thresholds(n, generator);
    networks(100000, n, "graph", "cascade", "10^5 men, 4 ties each", generator);
    path(n);
    networks((size_t)men, 1, "large graph", "large cascade", what, generator);
    gsl_rng_free(generator);
    return 0;
}
