/* Likelihood-ratio tests whose critical values are drawn. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/random.h"
#include "estimate/bootstrap.h"
#include "estimate/replicate.h"
#include "estimate/session.h"

/* ---- which tests there are ---------------------------------------------------------------- */

enum { MOST_NAMES = 128 };

/* Names of the tests that a fit allows. */
struct names {
    const char *names[MOST_NAMES];
    size_t n;
};

static void add_name(struct names *names, const char *name)
{
    if (names->n < MOST_NAMES)
        names->names[names->n++] = name;
}

static bool is_free(const struct awol_problem *problem, size_t index)
{
    return index != SIZE_MAX && !problem->fixed[index];
}

static void list_names(const struct awol_problem *problem, struct names *names)
{
    const struct awol_layout *l = &problem->layout;
    if (is_free(problem, l->eta)) {
        add_name(names, "eta");
        add_name(names, "eta.timing");
        add_name(names, "eta.background");
    }
    if (is_free(problem, l->dispersion))
        add_name(names, "dispersion");
    bool offers = false;
    for (size_t p = 0; p < l->n; p++)
        if (l->parameters[p].role == AWOL_ROLE_EFFECT && !problem->fixed[p]) {
            add_name(names, l->parameters[p].name);
            offers = offers || strncmp(l->parameters[p].name, "offer.", 6) == 0;
        }
    if (offers)
        add_name(names, "offer");
}

enum awol_status awol_boot_refuse(const char *option, const char *name, const char *const *names,
                                  size_t n, struct awol_error *opt_error)
{
    struct awol_text text;
    const char *nearest = awol_text_nearest(name, names, n);
    awol_text_init(&text);
    for (size_t i = 0; i < n; i++)
        awol_text_append_format(&text, "%s%s", i ? ", " : "", names[i]);
    awol_error_set(opt_error, AWOL_USAGE,
                   "--%s: this fit has nothing to %s that is called “%.60s”%s%s%s It has %.400s",
                   option, option, name, nearest ? "; is “" : "", nearest ? nearest : "",
                   nearest ? "” meant?" : ".", n ? awol_text_string(&text) : "nothing");
    awol_text_release(&text);
    return AWOL_USAGE;
}

/* ---- preparing one ------------------------------------------------------------------------ */

/* Hold what the fit holds, by name. */
static void copy_fixed(const struct awol_problem *from, struct awol_problem *to)
{
    for (size_t p = 0; p < from->layout.n; p++) {
        size_t q = awol_layout_find(&to->layout, from->layout.parameters[p].name);
        if (from->fixed[p] && q != SIZE_MAX)
            awol_problem_fix(to, q, from->fixed_values[p]);
    }
}

/* Values of one layout by their names in another; what it lacks stays as it is. */
static void translate(const struct awol_layout *from, const double *values,
                      const struct awol_layout *to, double *out)
{
    for (size_t p = 0; p < to->n; p++) {
        size_t q = awol_layout_find(from, to->parameters[p].name);
        if (q != SIZE_MAX)
            out[p] = values[q];
    }
}

/* Where the search of the full model begins: at the null model's best, with a little of what it
 * lacks. */
static void start_full(const struct awol_problem *full, const struct awol_problem *null,
                       const double *null_values, double *values)
{
    awol_problem_start(full, values);
    translate(&null->layout, null_values, &full->layout, values);
    if (null->layout.eta == SIZE_MAX && full->layout.eta != SIZE_MAX)
        values[full->layout.eta] = 0.1;
}

/* Fit both models to one record, searched in the same way on the record and on what is drawn, so
 * that they compare. null_values begin near, and end at the null model's best. */
static enum awol_status compare(const struct awol_boot_test *test, struct awol_problem *full,
                                struct awol_problem *null, double *null_values,
                                struct awol_boot_row *row, struct awol_error *opt_error)
{
    bool converged[2] = {false, false};
    double *values = calloc(full->layout.n + 1, sizeof *values), l;
    if (!values)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_replicate_fit(null, test->null_curvature, null_values, &row->null_log_likelihood,
                           &converged[0], opt_error);
    if (status == AWOL_OK) {
        start_full(full, null, null_values, values);
        status =
            awol_replicate_fit(full, test->full_curvature, values, &l, &converged[1], opt_error);
    }
    if (status == AWOL_OK) {
        row->log_likelihood = fmax(l, row->null_log_likelihood);
        row->converged = converged[0] && converged[1];
    }
    free(values);
    return status;
}

/* Where the others are likely to be with the parameter at its value: where they were at the nearest
 * value that was tried before, if that is nearer than the estimate. */
static const double *start_null(const struct awol_bootstrap *b, const struct awol_boot_test *test)
{
    const double *nearest = b->refit->values;
    if (!test->is_point)
        return nearest;
    double estimate = nearest[awol_layout_find(&test->full.layout, test->parameter)];
    double distance = fabs(test->value - estimate);
    for (const struct awol_boot_test *t = b->tests; t < test; t++)
        if (t->is_point && strcmp(t->parameter, test->parameter) == 0 &&
            fabs(t->value - test->value) < distance) {
            nearest = t->null_values;
            distance = fabs(t->value - test->value);
        }
    return nearest;
}

/* Curvature of both models, from which all searches begin. */
static enum awol_status measure(const struct awol_bootstrap *b, struct awol_boot_test *test,
                                struct awol_error *opt_error)
{
    const struct awol_refit *refit = b->refit;
    size_t n_full = test->full.layout.n, n_null = test->null.layout.n;
    double *values = calloc(n_full + 1, sizeof *values);
    test->null_values = calloc(n_null + 1, sizeof *test->null_values);
    test->full_curvature = calloc(n_full * n_full + 1, sizeof *test->full_curvature);
    test->null_curvature = calloc(n_null * n_null + 1, sizeof *test->null_curvature);
    enum awol_status status =
        values && test->null_values && test->full_curvature && test->null_curvature
            ? AWOL_OK
            : awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        awol_problem_start(&test->null, test->null_values);
        translate(&refit->problem.layout, start_null(b, test), &test->null.layout,
                  test->null_values);
        status = awol_replicate_curvature(&test->null, test->null_values, test->null_curvature,
                                          opt_error);
    }
    if (status == AWOL_OK) {
        start_full(&test->full, &test->null, test->null_values, values);
        status = awol_replicate_curvature(&test->full, values, test->full_curvature, opt_error);
    }
    free(values);
    return status;
}

/* Compare on the record itself. The full model of a point is the fit, whose maximum is known. */
static enum awol_status compare_record(const struct awol_refit *refit, struct awol_boot_test *test,
                                       struct awol_error *opt_error)
{
    struct awol_boot_row row = {.draw = 0};
    enum awol_status status =
        compare(test, &test->full, &test->null, test->null_values, &row, opt_error);
    if (status != AWOL_OK)
        return status;
    if (test->is_point)
        row.log_likelihood = fmax(row.log_likelihood, refit->log_likelihood);
    test->statistic = 2 * (row.log_likelihood - row.null_log_likelihood);
    test->converged = row.converged;
    return AWOL_OK;
}

static enum awol_status open_test(const struct awol_refit *refit, const struct awol_setup *full,
                                  const struct awol_setup *null, struct awol_boot_test *test,
                                  struct awol_error *opt_error)
{
    enum awol_status status =
        awol_problem_init(&test->full, &refit->campaign, full, false, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_init(&test->null, &refit->campaign, null, false, opt_error);
    if (status == AWOL_OK) {
        copy_fixed(&refit->problem, &test->full);
        copy_fixed(&refit->problem, &test->null);
    }
    return status;
}

/* eta = 0 under one reading of what bunches. */
static enum awol_status prepare_eta(const struct awol_refit *refit, size_t reading,
                                    struct awol_boot_test *test, struct awol_error *opt_error)
{
    struct awol_setup full = awol_bracket_setup(&refit->problem.setup, reading), null = full;
    test->reading = awol_bracket_name(reading);
    snprintf(test->null_text, sizeof test->null_text, "eta = 0%s",
             full.background ? ", background refitted" : "");
    null.cascade = null.share_between = null.steady = false;
    return open_test(refit, &full, &null, test, opt_error);
}

/* A parameter at a value. */
static enum awol_status prepare_parameter(const struct awol_refit *refit, size_t index,
                                          double value, struct awol_boot_test *test,
                                          struct awol_error *opt_error)
{
    const struct awol_setup *setup = &refit->problem.setup;
    char number[AWOL_NUMBER_SIZE];
    snprintf(test->null_text, sizeof test->null_text, "%s = %s",
             refit->problem.layout.parameters[index].name,
             awol_number_format_short(value, 4, number));
    enum awol_status status = open_test(refit, setup, setup, test, opt_error);
    if (status == AWOL_OK)
        awol_problem_fix(&test->null, index, value);
    return status;
}

/* The value at which it does nothing. */
static double nothing(const struct awol_parameter *p)
{
    return p->role == AWOL_ROLE_EFFECT && p->scale == AWOL_SCALE_LOG ? 1 : 0;
}

/* A test that is to be made. */
struct wanted {
    const char *name, *parameter;
    size_t reading; /* AWOL_READINGS: none, the parameter has the value */
    double value;
    bool is_point;
};

/* A seed of its own, so that the records of two tests are drawn apart; those of all values of one
 * parameter are drawn with the same numbers, so that chance is the same at each. */
static uint64_t seed_of(int64_t seed, const struct wanted *wanted)
{
    char stream[sizeof((struct awol_boot_test *)0)->name + 8];
    snprintf(stream, sizeof stream, "%s/%s", wanted->is_point ? "point" : "test",
             wanted->is_point ? wanted->parameter : wanted->name);
    return (uint64_t)seed ^ awol_random_stream(stream);
}

static enum awol_status add(struct awol_bootstrap *b, const struct wanted *wanted,
                            struct awol_error *opt_error)
{
    for (size_t t = 0; t < b->n_tests; t++)
        if (strcmp(b->tests[t].name, wanted->name) == 0)
            return AWOL_OK;
    if (b->n_tests == b->most_tests)
        return awol_error_set(opt_error, AWOL_DATA, "“%.100s” is one test too many", wanted->name);
    struct awol_boot_test *test = &b->tests[b->n_tests++];
    snprintf(test->name, sizeof test->name, "%s", wanted->name);
    snprintf(test->parameter, sizeof test->parameter, "%s", wanted->parameter);
    test->is_point = wanted->is_point;
    test->value = wanted->value;
    test->seed = seed_of(b->seed, wanted);
    enum awol_status status =
        wanted->reading < AWOL_READINGS
            ? prepare_eta(b->refit, wanted->reading, test, opt_error)
            : prepare_parameter(b->refit,
                                awol_layout_find(&b->refit->problem.layout, wanted->parameter),
                                wanted->value, test, opt_error);
    if (status == AWOL_OK)
        status = measure(b, test, opt_error);
    return status == AWOL_OK ? compare_record(b->refit, test, opt_error) : status;
}

static enum awol_status add_reading(struct awol_bootstrap *b, const char *name, size_t reading,
                                    struct awol_error *opt_error)
{
    return add(b, &(struct wanted){.name = name, .parameter = "eta", .reading = reading},
               opt_error);
}

static enum awol_status add_nothing(struct awol_bootstrap *b, size_t index,
                                    struct awol_error *opt_error)
{
    const struct awol_parameter *p = &b->refit->problem.layout.parameters[index];
    return add(
        b,
        &(struct wanted){
            .name = p->name, .parameter = p->name, .reading = AWOL_READINGS, .value = nothing(p)},
        opt_error);
}

static enum awol_status add_offers(struct awol_bootstrap *b, struct awol_error *opt_error)
{
    const struct awol_layout *l = &b->refit->problem.layout;
    size_t before = b->n_tests;
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++)
        if (strncmp(l->parameters[p].name, "offer.", 6) == 0 && !b->refit->problem.fixed[p])
            status = add_nothing(b, p, opt_error);
    if (status == AWOL_OK && b->n_tests == before)
        status = awol_error_set(opt_error, AWOL_UNFIT,
                                "--test offer: no offer has an effect in this fit");
    return status;
}

enum awol_status awol_boot_point_add(struct awol_bootstrap *bootstrap, size_t index, double value,
                                     struct awol_error *opt_error)
{
    const struct awol_parameter *p = &bootstrap->refit->problem.layout.parameters[index];
    char name[sizeof bootstrap->tests->name], number[AWOL_NUMBER_SIZE];
    snprintf(name, sizeof name, "%s=%s", p->name, awol_number_format(value, number));
    return add(bootstrap,
               &(struct wanted){.name = name,
                                .parameter = p->name,
                                .reading = AWOL_READINGS,
                                .value = value,
                                .is_point = true},
               opt_error);
}

/* "eta=0.3", as a shard writes it. */
static enum awol_status add_written_point(struct awol_bootstrap *b, const char *name,
                                          const char *value_text, struct awol_error *opt_error)
{
    const struct awol_layout *l = &b->refit->problem.layout;
    double value;
    for (size_t p = 0; p < l->n; p++) {
        size_t length = strlen(l->parameters[p].name);
        if (strncmp(l->parameters[p].name, name, length) != 0 || name + length != value_text)
            continue;
        if (b->refit->problem.fixed[p] || !awol_number_parse(value_text + 1, &value) ||
            awol_parameter_check(&l->parameters[p], value, NULL) != AWOL_OK)
            break;
        return awol_boot_point_add(b, p, value, opt_error);
    }
    return awol_error_set(opt_error, AWOL_DATA, "“%.100s” is no value of this fit", name);
}

enum awol_status awol_boot_test_add(struct awol_bootstrap *bootstrap, const char *name,
                                    struct awol_error *opt_error)
{
    const struct awol_problem *problem = &bootstrap->refit->problem;
    const struct awol_layout *l = &problem->layout;
    if (problem->prior)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "--test: the fit leans on a prior, and a likelihood ratio is then no "
                              "test; fit without --prior");
    bool timing = strcmp(name, "eta") == 0 || strcmp(name, "eta.timing") == 0;
    bool background = strcmp(name, "eta") == 0 || strcmp(name, "eta.background") == 0;
    if (timing || background) {
        enum awol_status status = AWOL_OK;
        if (!is_free(problem, l->eta) || !awol_bracket_has(&problem->setup, AWOL_READING_TIMING))
            return awol_error_set(opt_error, AWOL_UNFIT,
                                  "--test %s: this fit has no eta that was estimated; "
                                  "awol-fit --model cascade makes one that has",
                                  name);
        if (timing)
            status = add_reading(bootstrap, "eta.timing", AWOL_READING_TIMING, opt_error);
        if (status == AWOL_OK && background &&
            awol_bracket_has(&problem->setup, AWOL_READING_BACKGROUND))
            status = add_reading(bootstrap, "eta.background", AWOL_READING_BACKGROUND, opt_error);
        return status;
    }
    if (strcmp(name, "offer") == 0)
        return add_offers(bootstrap, opt_error);
    size_t p = awol_layout_find(l, name);
    if (p == SIZE_MAX && strrchr(name, '='))
        return add_written_point(bootstrap, name, strrchr(name, '='), opt_error);
    if (p == SIZE_MAX || problem->fixed[p] ||
        (p != l->dispersion && l->parameters[p].role != AWOL_ROLE_EFFECT)) {
        struct names names = {.n = 0};
        list_names(problem, &names);
        return awol_boot_refuse("test", name, names.names, names.n, opt_error);
    }
    return add_nothing(bootstrap, p, opt_error);
}

void awol_boot_test_release(struct awol_boot_test *test)
{
    free(test->null_curvature);
    free(test->full_curvature);
    free(test->null_values);
    awol_problem_release(&test->null);
    awol_problem_release(&test->full);
    *test = (struct awol_boot_test){.name = ""};
}

/* ---- drawing ------------------------------------------------------------------------------ */

enum awol_status awol_boot_test_draw(const struct awol_bootstrap *bootstrap,
                                     const struct awol_boot_test *test, struct awol_boot_row *row,
                                     struct awol_error *opt_error)
{
    struct awol_problem source = {0}, full = {0}, null = {0};
    struct awol_replicate replicate;
    double *values = calloc(test->null.layout.n + 1, sizeof *values);
    enum awol_status status =
        awol_replicate_init(&replicate, &bootstrap->refit->campaign, opt_error);
    if (status == AWOL_OK && !values)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_problem_copy(&test->null, &source, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_draw(&replicate, &source, test->null_values, test->seed,
                                     row->replicate, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_problem(&replicate, &test->full, &full, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_problem(&replicate, &test->null, &null, opt_error);
    if (status == AWOL_OK) {
        memcpy(values, test->null_values, test->null.layout.n * sizeof *values);
        status = compare(test, &full, &null, values, row, opt_error);
    }
    awol_problem_release(&null);
    awol_problem_release(&full);
    awol_problem_release(&source);
    awol_replicate_release(&replicate);
    free(values);
    return status;
}
