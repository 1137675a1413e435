/* Parametric bootstrap of a fit: records drawn from it and fitted again, and likelihood-ratio tests
 * whose critical values come from records drawn without the effect (Davison and Hinkley 1997,
 * Bootstrap Methods and their Application, chapters 2, 4 and 5; Efron 1987, J. Amer. Statist.
 * Assoc. 82:171, for the bias-corrected limits). */
#ifndef AWOL_ESTIMATE_BOOTSTRAP_H
#define AWOL_ESTIMATE_BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "estimate/refit.h"

/* As many values of a parameter are tried, at most. */
enum { AWOL_BOOT_POINTS = 7 };

/* One likelihood-ratio test. The null model is the full one with an effect taken out. */
struct awol_boot_test {
    char name[AWOL_PARAMETER_NAME + 32];      /* "eta.timing", "offer.ID", "dispersion" */
    char parameter[AWOL_PARAMETER_NAME];      /* "eta", … */
    const char *reading;                      /* of eta: "background", "timing"; NULL for others */
    char null_text[AWOL_PARAMETER_NAME + 32]; /* "eta = 0, background refitted" */
    struct awol_problem full, null;
    double *full_curvature, *null_curvature; /* see replicate.h */
    double *null_values; /* [null.layout.n] the null model at its best on the record */
    bool is_point;    /* not “could it do without?” but “could the parameter be so much?” */
    double value;     /* of the parameter in the null model; of an eta test 0 */
    double statistic; /* twice the gain in log-likelihood on the record */
    bool converged;   /* both searches on the record did */
    uint64_t seed;
};

/* One record drawn and fitted. Of a test only the log-likelihoods are kept. */
struct awol_boot_row {
    size_t draw;        /* 0: from the fit; 1 + t: from the null model of test t */
    uint32_t replicate; /* its number */
    bool converged;
    double log_likelihood; /* of the full model; NaN where nothing could be evaluated */
    double null_log_likelihood;
    const double *values; /* draw 0: [n] printed scale, NaN where moot; else NULL */
};

struct awol_bootstrap {
    const struct awol_refit *refit;
    int64_t seed;
    double *curvature; /* of the fit: see replicate.h */
    struct awol_boot_test *tests;
    size_t n_tests, most_tests;
    struct awol_boot_row *rows; /* by draw, then replicate */
    size_t n_rows;
    struct awol_arena arena; /* of the rows' values */
};

/* Prepare: the tests by name (“eta” stands for eta.timing and eta.background, “offer” for every
 * offer of the fit), each with its null model fitted to the record. AWOL_USAGE for a test that is
 * none, with the nearest; AWOL_UNFIT for one that this fit does not allow. The refit must outlive
 * it. The caller releases it, also after a failure. */
enum awol_status awol_bootstrap_init(struct awol_bootstrap *bootstrap,
                                     const struct awol_refit *refit, int64_t seed,
                                     const char *const *tests, size_t n_tests,
                                     struct awol_error *opt_error);
void awol_bootstrap_release(struct awol_bootstrap *bootstrap);

/* What is told while replicates are drawn; called from several threads. */
struct awol_boot_progress {
    void (*done_one)(void *context);
    void *context;
};

/* How many records awol_bootstrap_run() draws and fits. */
size_t awol_bootstrap_n_tasks(const struct awol_bootstrap *bootstrap, uint32_t first,
                              uint32_t last);

/* Draw and fit replicates [first, last) of every draw, on n_threads threads (0: as many as there
 * are processors), into rows. A replicate that cannot be fitted is a row that says so. */
enum awol_status awol_bootstrap_run(struct awol_bootstrap *bootstrap, uint32_t first, uint32_t last,
                                    size_t n_threads, const struct awol_boot_progress *opt_progress,
                                    struct awol_error *opt_error);

/* ---- bootstrap_test.c --------------------------------------------------------------------- */

/* Add the tests that a name stands for. */
enum awol_status awol_boot_test_add(struct awol_bootstrap *bootstrap, const char *name,
                                    struct awol_error *opt_error);

/* AWOL_USAGE: --option names something that is not among the names; says which is nearest. */
enum awol_status awol_boot_refuse(const char *option, const char *name, const char *const *names,
                                  size_t n, struct awol_error *opt_error);

/* Add the test of one value of a free parameter, "eta=0.3". A value at which the model cannot be
 * evaluated is AWOL_RANGE. */
enum awol_status awol_boot_point_add(struct awol_bootstrap *bootstrap, size_t index, double value,
                                     struct awol_error *opt_error);
void awol_boot_test_release(struct awol_boot_test *test);

/* Draw a record from the null model and fit both models to it. */
enum awol_status awol_boot_test_draw(const struct awol_bootstrap *bootstrap,
                                     const struct awol_boot_test *test, struct awol_boot_row *row,
                                     struct awol_error *opt_error);

/* ---- bootstrap_shard.c -------------------------------------------------------------------- */

/* The rows as a stream of kind shard: what they were drawn from, and the fit itself, so that
 * shards need nothing else to be merged. fit is the stream that the refit was made from. The
 * caller releases it. */
enum awol_status awol_boot_shard_write(const struct awol_bootstrap *bootstrap, uint32_t first,
                                       uint32_t last, const struct awol_stream *fit,
                                       struct awol_stream *ret_stream,
                                       struct awol_error *opt_error);

/* What shards have in common, from the first of them. Texts live in the stream. */
struct awol_boot_shard {
    const struct awol_table *keys;
    int64_t seed;
    uint32_t first, last;
    const char *tests; /* "eta.timing,offer.a" or "" */
};

/* Read the keys of one shard. AWOL_DATA for a stream that is no shard. */
enum awol_status awol_boot_shard_read(const struct awol_stream *stream,
                                      struct awol_boot_shard *ret_shard,
                                      struct awol_error *opt_error);

/* The fit that a shard carries, as the stream it came from. The caller releases it. AWOL_DATA if it
 * is not the one of the digest in the shard. */
enum awol_status awol_boot_shard_fit(const struct awol_stream *shard, struct awol_stream *ret_fit,
                                     struct awol_error *opt_error);

/* Put the rows of shards together. AWOL_DATA, with the file, for one of another header (what
 * differs), for replicates that are missing or stand twice; where expected > 0, there must be so
 * many. *ret_other_system names a shard that was made with another C library or compiler ("" if
 * none was): its last digits may differ. */
enum awol_status awol_boot_shard_merge(struct awol_bootstrap *bootstrap,
                                       const struct awol_stream *shards, size_t n_shards,
                                       uint32_t expected, const char **ret_other_system,
                                       struct awol_error *opt_error);

/* ---- bootstrap_reduce.c ------------------------------------------------------------------- */

/* What follows from parameters: how many leave in the end for each who leaves by himself, 1/(1 -
 * eta), NaN from one on, where there is no such number; in how many days half of those whom a
 * departure prompts directly have left, tau ln 2. */
#define AWOL_BOOT_MULTIPLIER "multiplier"
#define AWOL_BOOT_HALF_LIFE "half_life_days"
double awol_boot_multiplier(double eta);
double awol_boot_half_life(double tau_days);

/* What replicates say of one quantity. Numbers are NaN where there is none to give. */
struct awol_boot_interval {
    const char *name;
    double estimate;
    double bias;      /* mean of the replicates less estimate */
    double corrected; /* estimate with the bias taken off on the scale of the mean */
    double percentile_low, percentile_high;
    double corrected_low, corrected_high; /* bias-corrected percentiles */
    double profile_low, profile_high;
    char profile[48]; /* "profile, open above"; "" if not asked for */
    double calibrated_low, calibrated_high;
    char calibrated[48]; /* "calibrated, reaches 0"; "" if not asked for */
    size_t n;            /* replicates that have the quantity */
};

/* Quantile of n values, ascending, by their order (the (n + 1) p-th, interpolated), of which
 * `failed` more are beyond either end: counted below all for p < 1/2, above all otherwise. NaN
 * where it falls among those or outside all. */
double awol_boot_quantile(const double *sorted, size_t n, size_t failed, double p);

/* Level at which percentiles are taken so that they are corrected for the median bias of the
 * replicates: Phi(2 z0 + z_p), z0 from the share of replicates below the estimate (ties count
 * half). NaN where all are on one side. */
double awol_boot_corrected_level(const double *sorted, size_t n, double estimate, double p);

/* Intervals of every parameter, then of the multiplier 1/(1 - eta) and the half-life tau ln 2 where
 * there are such; *ret_intervals has *ret_n elements and is freed by the caller. */
enum awol_status awol_boot_intervals(const struct awol_bootstrap *bootstrap, double level,
                                     struct awol_boot_interval **ret_intervals, size_t *ret_n,
                                     struct awol_error *opt_error);

/* Outcome of one test. */
struct awol_boot_outcome {
    size_t n;             /* records drawn */
    size_t not_converged; /* of these */
    size_t failed;        /* of these without a likelihood: counted as at least as extreme */
    double p;             /* (1 + as extreme) / (1 + n) */
    double critical;      /* 95 % point of the statistic; NaN for fewer than 19 */
};

enum awol_status awol_boot_outcome(const struct awol_bootstrap *bootstrap, size_t test,
                                   struct awol_boot_outcome *ret_outcome,
                                   struct awol_error *opt_error);

/* The point that the statistic of a test stays below in a share `level` of the records drawn; those
 * without a likelihood are above. NaN where there are too few. */
enum awol_status awol_boot_critical(const struct awol_bootstrap *bootstrap, size_t test,
                                    double level, double *ret_critical,
                                    struct awol_error *opt_error);

/* ---- bootstrap_calibrate.c ---------------------------------------------------------------- */

/* Try values of a parameter: add a test of each of the values where twice the loss of its profile
 * is about the chi-square point of the fit's level, smaller and larger. They follow from the fit
 * alone, so shards agree on them. AWOL_USAGE for a parameter that is none, AWOL_UNFIT for one
 * without an estimate. */
enum awol_status awol_boot_calibrate(struct awol_bootstrap *bootstrap, const char *name,
                                     struct awol_error *opt_error);

/* Fill in the calibrated limits of a parameter whose values were tried: those between which the
 * record's likelihood ratio is not beyond the `level` point of records drawn from the fit held at
 * the value (hybrid resampling: Chuang and Lai 2000, Statistica Sinica 10:1). The roots of both are
 * interpolated between the values tried. */
enum awol_status awol_boot_calibrated(const struct awol_bootstrap *bootstrap, double level,
                                      struct awol_boot_interval *interval,
                                      struct awol_error *opt_error);

/* ---- bootstrap_profile.c ------------------------------------------------------------------ */

/* Fill in the profile limits of the parameters among the intervals. */
enum awol_status awol_boot_profiles(const struct awol_refit *refit, double level, size_t n_threads,
                                    struct awol_boot_interval *intervals, size_t n,
                                    struct awol_error *opt_error);

/* ---- bootstrap_output.c ------------------------------------------------------------------- */

enum awol_boot_method { AWOL_BOOT_BIAS_CORRECTED, AWOL_BOOT_PERCENTILE };

/* What is to be written. */
struct awol_boot_report {
    const struct awol_bootstrap *bootstrap;
    const struct awol_stream *fit;
    const char *command; /* that makes these bytes in one run */
    double level;
    enum awol_boot_method method; /* of the limits in sentences */
    bool profile;
    size_t n_threads; /* of the profiles */
};

/* The fit with the tables replicates, intervals and tests, and what they say in its warnings and
 * summary; those of an earlier bootstrap are replaced. The caller releases the stream. */
enum awol_status awol_boot_output(const struct awol_boot_report *report,
                                  struct awol_stream *ret_stream, struct awol_error *opt_error);

/* bootstrap_words.c: rows for the tables warnings and summary of the fit. Their codes and topics
 * begin with AWOL_BOOT_TOPIC. */
#define AWOL_BOOT_TOPIC "boot"
enum awol_status awol_boot_words(const struct awol_boot_report *report,
                                 const struct awol_boot_interval *intervals, size_t n_intervals,
                                 const struct awol_boot_outcome *outcomes,
                                 struct awol_table *warnings, struct awol_table *summary,
                                 struct awol_error *opt_error);

#endif
