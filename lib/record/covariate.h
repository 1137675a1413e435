/* Covariates: numbers that change on known days. */
#ifndef AWOL_RECORD_COVARIATE_H
#define AWOL_RECORD_COVARIATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"

struct awol_covariate_step {
    const char *name;
    const char *unit; /* "" = every unit */
    int64_t day;      /* a step until the next of the same name and unit */
    double value;
    struct awol_place place;
};

struct awol_covariates {
    struct awol_arena arena;
    struct awol_covariate_step *steps; /* by name, unit, day */
    size_t n;
};

/* Columns date, name, value; unit optional. */
enum awol_status awol_covariates_from_table(const struct awol_table *table,
                                            struct awol_covariates *ret_covariates,
                                            struct awol_error *opt_error);
void awol_covariates_release(struct awol_covariates *covariates);

/* True if there is a covariate of that name, for whatever unit. */
bool awol_covariates_have(const struct awol_covariates *covariates, const char *name);

/* Value in force on a day: the unit's own steps, else those for every unit; NaN before the first.
 * *ret_until (may be NULL) is the day of the next step, INT64_MAX if none. */
double awol_covariate_at(const struct awol_covariates *covariates, const char *name,
                         const char *unit, int64_t day, int64_t *opt_until);

#endif
