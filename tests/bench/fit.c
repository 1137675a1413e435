/* fit MOST [FILE]: how long a self-exciting process takes to be fitted, from a thousand departures
 * to MOST, in passes of a plain likelihood (one exp and one log a departure) and against what the
 * peers take of such passes; bootstraps of a thousand departures; how time grows. A table in
 * Markdown. FILE gets the thousand departures, as awol-fit reads them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "estimate/estimate.h"
#include "model/hawkes.h"
#include "model/model.h"

struct record {
    struct awol_times times;
    struct awol_window window;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_problem problem;
};

static const double truth[] = {1, 0.6, 0.5}; /* rate, eta, tau */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(enum awol_status status, const struct awol_error *error)
{
    if (status != AWOL_OK) {
        fprintf(stderr, "fit: %s\n", error->message);
        exit(1);
    }
}

/* A record of these times; the bins of the series mean nothing here. */
static void open_record(struct record *r, struct awol_times times, double days)
{
    struct awol_error e = {0};
    r->times = times;
    r->window = (struct awol_window){0, days};
    must(awol_times_series(&r->times, &r->window, 1 + (int64_t)(days / 1000), NAN, "", &r->series,
                           &e),
         &e);
    must(awol_campaign_init(&r->campaign, &r->series, NULL, 0, NULL, 0, NULL, &e), &e);
    r->setup = (struct awol_setup){.model = awol_model_find("hawkes"),
                                   .law = AWOL_LAW_POISSON,
                                   .recorded = 1,
                                   .period_days = 365.25,
                                   .opt_times = &r->times,
                                   .times_to = days};
    must(awol_problem_init(&r->problem, &r->campaign, &r->setup, false, &e), &e);
}

static void close_record(struct record *r)
{
    awol_problem_release(&r->problem);
    awol_campaign_release(&r->campaign);
    awol_series_release(&r->series);
}

static struct awol_times draw(double days, uint32_t replicate)
{
    struct record r;
    struct awol_error e = {0};
    struct awol_drawn drawn = {.counts = NULL};
    const struct awol_likelihood *l = &r.problem.likelihood;
    double nothing = 0;
    open_record(&r, (struct awol_times){.times = &nothing, .n = 0}, days);
    must(l->type->sample(l->state, truth, 1776, replicate, &drawn, &e), &e);
    close_record(&r);
    return drawn.times;
}

/* What any program has to do once. */
static double plain_pass(const struct awol_times *t, double days)
{
    double left = 0, last = 0, sum = 0;
    for (size_t i = 0; i < t->n; i++) {
        left *= exp(-2 * (t->times[i] - last));
        sum += log(1 + 1.2 * left);
        left += 1;
        last = t->times[i];
    }
    return sum - days;
}

static double median_of(double *x, int n)
{
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && x[j] < x[j - 1]; j--) {
            double keep = x[j];
            x[j] = x[j - 1];
            x[j - 1] = keep;
        }
    return x[n / 2];
}

enum { TURNS = 5 };

struct cost {
    double plain, own, fit;
};

static struct cost measure(const struct awol_times *times, double days)
{
    double plain[TURNS], own[TURNS], fit[TURNS];
    size_t repeat = 1 + 200000 / times->n;
    volatile double keep = 0;
    struct awol_error e = {0};
    for (int turn = 0; turn < TURNS; turn++) {
        struct awol_hawkes_record record = {times->times, NULL, times->n, 0, days, 0};
        struct awol_hawkes_curvature curvature;
        double begin = now();
        for (size_t k = 0; k < repeat; k++)
            keep = keep + plain_pass(times, days);
        plain[turn] = (now() - begin) / (double)repeat;
        begin = now();
        for (size_t k = 0; k < repeat; k++) {
            must(awol_hawkes_exponential(&record, 1, 0.6, 2, &curvature, &e), &e);
            keep = keep + curvature.log_likelihood;
        }
        own[turn] = (now() - begin) / (double)repeat;
        struct record r;
        struct awol_estimate estimate;
        open_record(&r, *times, days);
        begin = now();
        must(awol_estimate_fit(&r.problem, NULL, &estimate, &e), &e);
        fit[turn] = now() - begin;
        if (!estimate.converged)
            fprintf(stderr, "fit: %zu departures: not converged\n", times->n);
        awol_estimate_release(&estimate);
        close_record(&r);
    }
    return (struct cost){median_of(plain, TURNS), median_of(own, TURNS), median_of(fit, TURNS)};
}

/* A thousand records of about a thousand departures, each drawn and fitted from the truth. */
static double bootstrap(void)
{
    enum { REPLICATES = 1000 };
    struct awol_error e = {0};
    struct record source;
    double nothing = 0, begin = now();
    size_t failed = 0;
    open_record(&source, (struct awol_times){.times = &nothing, .n = 0}, 400);
    const struct awol_likelihood *l = &source.problem.likelihood;
    for (uint32_t k = 0; k < REPLICATES; k++) {
        struct awol_drawn drawn = {.counts = NULL};
        struct awol_setup setup = source.setup;
        struct awol_problem problem;
        const struct awol_near how = {.enough = 1e-8, .least = -INFINITY};
        double values[] = {truth[0], truth[1], truth[2]}, value;
        bool converged;
        must(l->type->sample(l->state, truth, 1, k, &drawn, &e), &e);
        setup.opt_times = &drawn.times;
        must(awol_problem_init(&problem, &source.campaign, &setup, false, &e), &e);
        must(awol_maximise_near(&problem, &how, values, &value, &converged, &e), &e);
        failed += !converged;
        awol_problem_release(&problem);
        awol_times_release(&drawn.times);
    }
    close_record(&source);
    if (failed > 0)
        fprintf(stderr, "fit: %zu replicates not converged\n", failed);
    return now() - begin;
}

/* Passes that the fit of a peer takes, from its published or measured seconds over those of a plain
 * pass on the same machine: by 10^3, 10^4, 10^5, 10^6 departures. */
static const struct {
    const char *name;
    double passes[4];
} peers[] = {{"hawkesbow", {1400, 110, 46, 22}},
             {"numba and scipy", {180, 100, 50, 45}},
             {"hawkeslib", {180, 76, 110, 265}},
             {"stelfi", {3700, 760, 600, 612}}};

/* The slope of log y by log x. */
struct power {
    double n, x, y, xx, xy;
};

static void power_add(struct power *p, double x, double y)
{
    x = log(x);
    y = log(y);
    p->n++;
    p->x += x;
    p->y += y;
    p->xx += x * x;
    p->xy += x * y;
}

static double power_value(const struct power *p)
{
    return (p->n * p->xy - p->x * p->y) / (p->n * p->xx - p->x * p->x);
}

static void write_times(const char *path, const struct awol_times *times)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    fprintf(file, "time\n");
    for (size_t i = 0; i < times->n; i++)
        fprintf(file, "%.17g\n", times->times[i]);
    fclose(file);
}

int main(int argc, char **argv)
{
    double most = argc > 1 ? strtod(argv[1], NULL) : 1e6, plain_1000 = 0;
    struct power fits = {0}, passes = {0};
    awol_numeric_begin();
    printf("| departures | plain pass, s | own pass | fit, s | in plain passes | in own passes |");
    for (size_t k = 0; k < sizeof peers / sizeof *peers; k++)
        printf(" %s |", peers[k].name);
    printf("\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (double size = 1000; size <= most * 1.0001; size *= 10) {
        double days = size * 0.4;
        struct awol_times times = draw(days, 0);
        struct cost cost = measure(&times, days);
        int k = (int)lround(log10(size)) - 3;
        printf("| %zu | %.3g | %.2f | %.3g | %.1f | %.1f |", times.n, cost.plain,
               cost.own / cost.plain, cost.fit, cost.fit / cost.plain, cost.fit / cost.own);
        for (size_t j = 0; j < sizeof peers / sizeof *peers; j++)
            if (k < 4)
                printf(" %.1f times |", peers[j].passes[k] * cost.plain / cost.fit);
            else
                printf(" |");
        printf("\n");
        plain_1000 = k == 0 ? cost.plain : plain_1000;
        power_add(&fits, (double)times.n, cost.fit);
        power_add(&passes, (double)times.n, cost.own);
        if (k == 0 && argc > 2)
            write_times(argv[2], &times);
        awol_times_release(&times);
        fflush(stdout);
    }
    if (fits.n > 1)
        printf(
            "\nThe time of a pass grows as the number of departures to the power %.2f, that of a "
            "fit to the power %.2f.\n",
            power_value(&passes), power_value(&fits));
    double seconds = bootstrap();
    printf("\nBootstrap of 1,000 records of a thousand departures: %.3g s on one processor, %.0f "
           "plain passes a record; numba takes 93,000 in all, %.1f times as long.\n",
           seconds, seconds / 1000 / plain_1000, 93000 * plain_1000 / seconds);
    return 0;
}
