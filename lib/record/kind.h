/* How a number was given: as printed, about, a range, or a bound. */
#ifndef AWOL_RECORD_KIND_H
#define AWOL_RECORD_KIND_H

#include <stdbool.h>

#include "base/status.h"

/* X(name, text in the stream) */
#define AWOL_KIND_LIST(X)                                                                          \
    X(EXACT, "exact")                                                                              \
    X(ABOUT, "about")                                                                              \
    X(RANGE, "range")                                                                              \
    X(AT_LEAST, "at-least")                                                                        \
    X(AT_MOST, "at-most")

enum awol_kind {
#define AWOL_KIND_ENUM(name, text) AWOL_KIND_##name,
    AWOL_KIND_LIST(AWOL_KIND_ENUM)
#undef AWOL_KIND_ENUM
};

/* A count with its kind. `count` is NaN where a range gives only its bounds; low and high are NaN
 * where not given. */
struct awol_count {
    double count;
    double low;
    double high;
    enum awol_kind kind;
};

const char *awol_kind_name(enum awol_kind kind);

/* False if the text names no kind. */
bool awol_kind_parse(const char *text, enum awol_kind *ret_kind);

/* The kind of a count that names none: exact, about where it has bounds beside it, range where it
 * has only bounds. */
enum awol_kind awol_count_default_kind(const struct awol_count *count);

/* The bounds that a likelihood scores: exact → low = high; about with bounds and range → the
 * bounds; about without → exact; at-least → [count, +inf]; at-most → [0, count]. */
void awol_count_bounds(const struct awol_count *count, double *ret_low, double *ret_high);

/* More men than any army had: a slip, and more than likelihoods can be summed over. */
#define AWOL_COUNT_MAX 1e9

/* A count is refused (a message without a place) if negative, above AWOL_COUNT_MAX or not whole, if
 * a range lacks a bound or low > high, if count lies outside its bounds, if another kind lacks its
 * count. */
enum awol_status awol_count_validate(const struct awol_count *count, struct awol_error *opt_error);

#endif
