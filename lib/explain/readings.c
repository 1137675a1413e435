#include "explain/readings.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "estimate/variant.h"

static const struct {
    const char *name, *meaning;
    enum awol_law law;
    bool background;
} readings[AWOL_READING_ROWS] = {
    {"background",
     "a background that wanders may explain the bunching, and what it leaves is given to comrades",
     AWOL_LAW_NB, true},
    {"timing", "all bunching that lasts longer than a bin is given to comrades", AWOL_LAW_NB,
     false},
    {"clustering",
     "the bunching inside a bin, parties that left together among it, is given to comrades too",
     AWOL_LAW_GP, false},
};

bool awol_readings_apply(const struct awol_refit *refit)
{
    const struct awol_setup *setup = &refit->problem.setup;
    return setup->cascade && setup->kernel == AWOL_KERNEL_EXPONENTIAL;
}

const struct awol_reading_row *awol_reading_own(const struct awol_reading_row *rows)
{
    for (size_t i = 0; i < AWOL_READING_ROWS; i++)
        if (rows[i].is_own)
            return &rows[i];
    return NULL;
}

static bool is_told(const struct awol_refit *refit, const char *reading)
{
    for (size_t i = 0; i < refit->fit.n_readings; i++)
        if (strcmp(refit->fit.readings[i].reading, reading) == 0)
            return !isnan(refit->fit.readings[i].estimate);
    return false;
}

struct task {
    const struct awol_refit *refit;
    struct awol_reading_row *rows;
};

static enum awol_status fit_one(void *context, size_t i, struct awol_error *error)
{
    struct task *task = context;
    struct awol_reading_row *row = &task->rows[i];
    struct awol_variant variant;
    double men;
    if (row->is_own)
        return AWOL_OK;
    enum awol_status status = awol_variant_init(&variant, task->refit, error);
    if (status == AWOL_OK) {
        variant.request.law = readings[i].law;
        variant.request.background = readings[i].background;
        status = awol_variant_open(&variant, error);
    }
    if (status == AWOL_OK)
        status = awol_variant_search(&variant, error);
    if (status == AWOL_OK)
        status = awol_attribute_totals(&variant.problem, variant.values, row->totals, &men, error);
    row->is_fitted = status == AWOL_OK;
    awol_variant_release(&variant);
    return status == AWOL_UNFIT || status == AWOL_RANGE ? AWOL_OK : status;
}

enum awol_status awol_readings_fill(const struct awol_refit *refit, bool fit, size_t n_threads,
                                    struct awol_reading_row rows[static AWOL_READING_ROWS],
                                    struct awol_error *opt_error)
{
    const struct awol_setup *setup = &refit->problem.setup;
    struct task task = {refit, rows};
    for (size_t i = 0; i < AWOL_READING_ROWS; i++)
        rows[i] = (struct awol_reading_row){.name = readings[i].name,
                                            .meaning = readings[i].meaning,
                                            .is_own = setup->law == readings[i].law &&
                                                      setup->background == readings[i].background,
                                            .is_told = is_told(refit, readings[i].name)};
    return fit ? awol_parallel_run(AWOL_READING_ROWS, n_threads, fit_one, &task, opt_error)
               : AWOL_OK;
}
