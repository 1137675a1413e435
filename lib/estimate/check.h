/* Does a fitted model describe its record? What it expected of each count, given all before it,
 * against what came: statistics with probabilities from records drawn anew, the counts that carry
 * the answer, predictions of what the fit had not seen, and the same fit under other assumptions.
 *
 * Randomised probability integral transforms: Czado, Gneiting, Held 2009, Biometrics 65:1254.
 * Rootogram: Kleiber and Zeileis 2016, Am. Stat. 70:296. One-step-ahead (prequential) scores: Dawid
 * 1984, J. R. Stat. Soc. A 147:278. */
#ifndef AWOL_ESTIMATE_CHECK_H
#define AWOL_ESTIMATE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "estimate/pass_on.h"
#include "estimate/refit.h"
#include "estimate/trials.h"
#include "estimate/variant.h"

struct awol_check_settings {
    int64_t seed;
    uint32_t replicates; /* records drawn for the probabilities; 0: none, probabilities are NaN */
    double alpha;        /* a model is refuted by a probability no larger */
    bool influence;      /* each count left out in turn */
    bool ahead;          /* predict each part of the second half from what came before it */
    bool placebo;        /* each offer moved to other dates */
    bool leave_out;      /* each circumstance and covariate left out in turn */
    bool by_size;        /* small counts dropped as if unreported */
    const char *opt_control;            /* a unit to whom the offers were not addressed */
    double recorded_low, recorded_high; /* shares recorded; equal: not asked for */
    size_t imputations;                 /* completions of totals; 0: none */
    size_t n_threads;
    const struct awol_check_progress *opt_progress;
};

/* One count against what was expected of it. */
struct awol_residual {
    size_t span; /* in the series */
    double u;    /* P(Y < y) + V P(Y = y), V uniform: uniform if the model is true */
    double z;    /* the normal quantile of u */
    double mean, variance;
    double pearson; /* (y - mean) / sd; NaN where not exact */
    double log_score;
};

/* Residuals of the counts that a problem scores at values, by unit and then in the order in which
 * they were scored. `stream` keys the uniform numbers. *ret_residuals has *ret_n elements and is
 * freed by the caller. AWOL_UNFIT if the model predicts no counts. */
enum awol_status awol_residuals(struct awol_problem *problem, const double *values, int64_t seed,
                                uint32_t replicate, struct awol_residual **ret_residuals,
                                size_t *ret_n, struct awol_error *opt_error);

/* The statistics that are compared with drawn records. */
enum { AWOL_CHECK_PIT, AWOL_CHECK_CORRELATION, AWOL_CHECK_SCATTER, AWOL_CHECK_STATISTICS };

/* Names: “pit”, “correlation”, “scatter”. */
extern const char *const awol_check_names[AWOL_CHECK_STATISTICS];

/* Kolmogorov's distance of the u; Ljung and Box's Q of the z up to four lags, added over units; the
 * larger of X2 / n and n / X2. NaN where there are too few. */
enum awol_status awol_check_statistics(const struct awol_refit *refit,
                                       const struct awol_residual *residuals, size_t n,
                                       double ret_statistics[static AWOL_CHECK_STATISTICS],
                                       struct awol_error *opt_error);

/* check_draw.c: probabilities of statistics as large in records drawn from the model and fitted
 * again: (1 + as large) / (1 + replicates). */
struct awol_check_draws {
    double p[AWOL_CHECK_STATISTICS];
    size_t n;             /* replicates */
    size_t not_converged; /* of these; counted all the same */
    size_t failed;        /* could not be fitted; counted as at least as large */
};
enum awol_status awol_check_draw(const struct awol_refit *refit,
                                 const struct awol_check_settings *settings,
                                 const double statistics[static AWOL_CHECK_STATISTICS],
                                 struct awol_check_draws *ret_draws, struct awol_error *opt_error);

/* check_times.c: for a model of exact times, the tables checks and gaps: Kolmogorov and Smirnov,
 * and Ljung and Box, of the times between departures on the model's own clock (Ogata 1988, J. Am.
 * Stat. Assoc. 83:9). AWOL_UNFIT where the record has no exact times. */
enum awol_status awol_check_times(const struct awol_refit *refit,
                                  const struct awol_check_settings *settings,
                                  struct awol_problem *problem, struct awol_stream *stream,
                                  bool *ret_refuted, struct awol_error *opt_error);

/* The rest each append one table to the stream, and sentences to its table summary. Rows of a
 * variant that cannot be fitted say why. */

/* check_influence.c: table influence. How many counts are left out: those furthest from what was
 * expected, where all are too many to read. */
size_t awol_check_n_left_out(size_t n_residuals);
enum awol_status awol_check_influence(const struct awol_refit *refit,
                                      const struct awol_check_settings *settings,
                                      struct awol_stream *stream, struct awol_error *opt_error);

/* check_ahead.c: log scores of the second half of the record, in parts each predicted from a fit to
 * what ended before it. scores has one element a span of the series, NaN where none. */
enum { AWOL_CHECK_PARTS = 8 };
enum awol_status awol_predict_ahead(const struct awol_refit *refit, size_t n_threads,
                                    const struct awol_check_progress *opt_progress, double *scores,
                                    struct awol_error *opt_error);

/* check_placebo.c: table placebo. check_sensitivity.c: table sensitivity. */
enum awol_status awol_check_placebo(const struct awol_refit *refit,
                                    const struct awol_check_settings *settings,
                                    struct awol_stream *stream, struct awol_error *opt_error);
enum awol_status awol_check_sensitivity(const struct awol_refit *refit,
                                        const struct awol_check_settings *settings,
                                        struct awol_stream *stream, struct awol_error *opt_error);

/* check_evidence.c: table evidence, where the record has units side by side or dated pushes that
 * ended. */
enum awol_status awol_check_evidence(const struct awol_refit *refit,
                                     const struct awol_check_settings *settings,
                                     struct awol_stream *stream, struct awol_error *opt_error);

/* What awol-check makes, for awol_fit_pass_on(). */
extern const struct awol_made_anew awol_check_made;

/* All that the settings ask for: appends the tables checks, residuals, rootogram and the others to
 * a stream that hands the fit on. *ret_refuted: some probability is alpha or less; the
 * summary says by what. */
enum awol_status awol_check_run(const struct awol_refit *refit,
                                const struct awol_check_settings *settings,
                                struct awol_stream *stream, bool *ret_refuted,
                                struct awol_error *opt_error);

#endif
