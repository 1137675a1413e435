/* A series: what was counted in which stretch of days, unit by unit. */
#ifndef AWOL_RECORD_SERIES_H
#define AWOL_RECORD_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"
#include "record/kind.h"

/* One counted stretch of days of one unit. start is included, end is not. Numbers are NaN where
 * unknown; texts "" where unknown. */
struct awol_series_span {
    size_t unit; /* index into units */
    int64_t start;
    int64_t end;
    struct awol_count count;
    double at_risk; /* men at risk at the start of the span */
    const char *basis;
    double party;
    const char *source;
    bool preferred;
    const double *covariates; /* n_covariates values, NaN where missing */
    struct awol_place place;
};

/* Owns all its strings and arrays (in the arena). Spans are sorted by unit, start, then longest
 * first; ties keep the order of the file. */
struct awol_series {
    struct awol_arena arena;
    const char *source; /* file name for messages */
    const char **units;
    size_t n_units;
    const char **covariates; /* names of further numeric columns */
    size_t n_covariates;
    struct awol_series_span *spans;
    size_t n_spans;
    size_t capacity; /* of spans, where they are in the arena */
};

/* The columns of table `series` as awol-count writes them, before any covariate. */
extern const char *const awol_series_columns[];
extern const size_t awol_series_n_columns;

void awol_series_init(struct awol_series *series, const char *source);
void awol_series_release(struct awol_series *series);

/* Index of a unit, added if absent. AWOL_MEMORY. */
enum awol_status awol_series_unit(struct awol_series *series, const char *name, size_t *ret_unit,
                                  struct awol_error *opt_error);

/* True if a series has a column of that name: a covariate needs another. */
bool awol_series_has_column(const char *column);

/* Make room for so many further spans at once, where their number is known. AWOL_MEMORY. */
enum awol_status awol_series_reserve(struct awol_series *series, size_t n,
                                     struct awol_error *opt_error);

/* Append a span; strings are copied, and so are the n_covariates values. */
enum awol_status awol_series_append(struct awol_series *series, const struct awol_series_span *span,
                                    struct awol_error *opt_error);

/* Sort the spans as above. AWOL_MEMORY. */
enum awol_status awol_series_sort(struct awol_series *series, struct awol_error *opt_error);

/* Refuse what no reading can make sense of, with its place: end not after start, an impossible
 * count, preferred spans of one unit that cross or stand twice (awol-count
 * resolves at-least spans that do), a total that contradicts the counts inside it, a count above
 * the men at risk, two bases within one unit or between units. */
enum awol_status awol_series_validate(const struct awol_series *series,
                                      struct awol_error *opt_error);

/* Read a table with the columns of `series`, or a hand-made one with `first` and `last` (both
 * included) or `date` alone instead of start and end: a month or year as `date` is its own span, an
 * exact day is days_per_row days (0 = one). A missing unit is named "all".
 * Unknown columns are covariates if every cell is a number or missing; an output column of a fit
 * (fitted, …) is passed over. Sorted, not validated. */
enum awol_status awol_series_from_table(const struct awol_table *table, int64_t days_per_row,
                                        struct awol_series *ret_series,
                                        struct awol_error *opt_error);

/* Write it as table `series`, rates with exact Garwood limits left to the caller: rate columns
 * are filled from rates[3 * span] if opt_rates is given, else NA. opt_more (NULL-terminated) names
 * further columns at the end, to be filled by the caller. */
enum awol_status awol_series_to_table(const struct awol_series *series, const double *opt_rates,
                                      const char *const *opt_more, struct awol_table *table,
                                      struct awol_error *opt_error);

/* The values of all covariate columns as steps that hold until the next: a table with the columns
 * date, name, value, unit. On each day the shortest span that covers it and states a value counts.
 * What opt_joined (the table covariates that awol-count passes on) names is taken from there, for
 * it knows the day of each change. The caller releases it. */
enum awol_status awol_series_covariate_table(const struct awol_series *series,
                                             const struct awol_table *opt_joined,
                                             struct awol_table *ret_table,
                                             struct awol_error *opt_error);

/* The first 16 hexadecimal digits of the SHA-256 of the preferred spans: unit, days, kind, count
 * and men at risk. Neither the order of equal rows nor a comment changes it. AWOL_MEMORY. */
#define AWOL_SERIES_DIGEST_SIZE 17
enum awol_status awol_series_digest(const struct awol_series *series,
                                    char ret_text[static AWOL_SERIES_DIGEST_SIZE],
                                    struct awol_error *opt_error);

#endif
