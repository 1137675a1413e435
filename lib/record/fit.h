/* A fitted model as a record: what every later tool needs, and what a reader can quote. */
#ifndef AWOL_RECORD_FIT_H
#define AWOL_RECORD_FIT_H

#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"

/* Table `model` has keys of this prefix for parameters whose row has no estimate because the record
 * does not tell it: where the likelihood is greatest all the same. */
#define AWOL_FIT_MAXIMUM "maximum."

/* Key and value of table `model`; code and text of `warnings`; topic and text of `summary`. */
struct awol_fit_line {
    const char *key;
    const char *value;
};

/* One row of `parameters`. Numbers are NaN where there is none to give. */
struct awol_fit_parameter {
    const char *name;
    double estimate, se, low, high, level;
    const char *method;
    const char *measure;
    const char *meaning;
};

/* One row of `bracket`: eta under one reading of what bunches. */
struct awol_fit_reading {
    const char *reading;
    const char *counts;
    const char *name;
    double estimate, low, high, log_likelihood;
};

/* One row of `evaluation` (value = printed value, slope = derivative of the log-likelihood), of
 * `profile` (value, slope = log-likelihood there), of `changes` (name = number, value = log
 * evidence, slope = probability), or of `change_points` (name = first day, value = probability,
 * slope = log-likelihood of a change there alone). */
struct awol_fit_point {
    const char *name;
    double value, slope;
};

struct awol_fit_lines {
    struct awol_fit_line *lines;
    size_t n;
};

struct awol_fit_points {
    struct awol_fit_point *points;
    size_t n;
};

/* Owns everything, in the arena. */
struct awol_fit {
    struct awol_arena arena;
    struct awol_fit_lines model;
    struct awol_fit_lines warnings;
    struct awol_fit_lines summary;
    struct awol_fit_parameter *parameters;
    size_t n_parameters;
    struct awol_fit_reading *readings;
    size_t n_readings;
    struct awol_fit_points evaluation;
    struct awol_fit_points profile;
    struct awol_fit_points changes, change_points; /* not read back */
    const char **covariance_names; /* n_covariance; the working scale of each is in the notes */
    const char **covariance_scales;
    double *covariance; /* n_covariance squared */
    size_t n_covariance;
};

void awol_fit_init(struct awol_fit *fit);
void awol_fit_release(struct awol_fit *fit);

/* Append a line to one of the three lists of the fit; strings are copied. */
enum awol_status awol_fit_add_line(struct awol_fit *fit, struct awol_fit_lines *list,
                                   const char *key, const char *value,
                                   struct awol_error *opt_error);

/* The same with a format for the value. */
enum awol_status awol_fit_add(struct awol_fit *fit, struct awol_fit_lines *list,
                              struct awol_error *opt_error, const char *key, const char *format,
                              ...) __attribute__((format(printf, 5, 6)));

/* A number of table `model`, written so that it reads back to the same double. */
enum awol_status awol_fit_add_number(struct awol_fit *fit, const char *key, double value,
                                     struct awol_error *opt_error);

/* Append a row; its strings are copied. AWOL_MEMORY. */
enum awol_status awol_fit_add_parameter(struct awol_fit *fit,
                                        const struct awol_fit_parameter *parameter,
                                        struct awol_error *opt_error);
enum awol_status awol_fit_add_reading(struct awol_fit *fit, const struct awol_fit_reading *reading,
                                      struct awol_error *opt_error);
enum awol_status awol_fit_add_point(struct awol_fit *fit, struct awol_fit_points *list,
                                    const char *name, double value, double slope,
                                    struct awol_error *opt_error);

/* Value of a key of table `model`, NULL if absent. */
const char *awol_fit_model(const struct awol_fit *fit, const char *key);

/* A parameter by name, NULL if absent. */
const struct awol_fit_parameter *awol_fit_find(const struct awol_fit *fit, const char *name);

/* Append the tables model, parameters, bracket, evaluation, profile, covariance (those that have
 * rows; bracket and warnings and summary unless an evaluation) to a stream of kind fit. */
enum awol_status awol_fit_to_stream(const struct awol_fit *fit, struct awol_stream *stream,
                                    struct awol_error *opt_error);

/* Append warnings and summary: they stand last, where a reader looks. */
enum awol_status awol_fit_words_to_stream(const struct awol_fit *fit, struct awol_stream *stream,
                                          struct awol_error *opt_error);

/* Read the tables back from a stream of kind fit; a table that is not there leaves its part empty.
 * AWOL_DATA with its place for a missing column, a cell that is no number, a covariance that is not
 * square. The caller releases the fit, which needs the stream no longer. */
enum awol_status awol_fit_from_stream(const struct awol_stream *stream, struct awol_fit *ret_fit,
                                      struct awol_error *opt_error);

#endif
