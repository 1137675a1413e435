#include "estimate/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/cells.h"
#include "estimate/goodness.h"
#include "estimate/impute.h"

enum { ROOTOGRAM_ROWS = 24, CORRELATIONS = 4 };

/* ---- the statistics ------------------------------------------------------------------------ */

static const char *const holds[AWOL_CHECK_STATISTICS] = {
    "the counts lie where the model expects them",
    "a count says nothing of the next beyond what the model expects",
    "the counts scatter as much as the model expects"};
static const char *const fails[AWOL_CHECK_STATISTICS] = {
    "the counts do not lie where the model expects them",
    "what one count leaves unexplained goes on in the next: something lasts that the model lacks",
    "the counts do not scatter as the model expects"};

static const char *verdict(double p, double alpha)
{
    return isnan(p) ? "not told" : p <= alpha ? "refuted" : "holds";
}

static enum awol_status write_checks(const double *statistics,
                                     const struct awol_check_settings *settings,
                                     const struct awol_check_draws *draws,
                                     struct awol_stream *stream, bool *ret_refuted,
                                     struct awol_error *opt_error)
{
    static const char *const columns[] = {"check",   "statistic", "p", "replicates",
                                          "verdict", "meaning",   NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "checks", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < AWOL_CHECK_STATISTICS; k++) {
        struct awol_cells row = {.n = 0};
        double p = draws->p[k];
        bool refuted = p <= settings->alpha;
        awol_cells_text(&row, awol_check_names[k]);
        awol_cells_number(&row, statistics[k]);
        awol_cells_number(&row, p);
        awol_cells_number(&row, (double)draws->n);
        awol_cells_text(&row, verdict(p, settings->alpha));
        awol_cells_text(&row, isnan(p) ? "" : refuted ? fails[k] : holds[k]);
        *ret_refuted = *ret_refuted || refuted;
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

static enum awol_status say_verdict(const struct awol_check_settings *settings,
                                    const struct awol_check_draws *draws,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    size_t n_told = 0, n_refuted = 0;
    for (size_t k = 0; status == AWOL_OK && k < AWOL_CHECK_STATISTICS; k++) {
        n_told += isnan(draws->p[k]) ? 0 : 1;
        if (!(draws->p[k] <= settings->alpha))
            continue;
        n_refuted++;
        status = awol_cells_say(stream, opt_error, "check",
                                "The record refutes the model by “%s” (p = %.3g): %s.",
                                awol_check_names[k], draws->p[k], fails[k]);
    }
    if (status == AWOL_OK && n_told == 0)
        status = awol_cells_say(
            stream, opt_error, "check",
            draws->n == 0 ? "No records were drawn, so that nothing refutes the model and "
                            "nothing speaks for it."
                          : "The record has too few counts to refute any model.");
    else if (status == AWOL_OK && n_refuted == 0)
        status = awol_cells_say(stream, opt_error, "check",
                                "Nothing refutes the model: of %zu records drawn from it, enough "
                                "lie as far from it as the real one in each of %zu ways of "
                                "measuring. That a model is not refuted does not make it true.",
                                draws->n, n_told);
    if (status == AWOL_OK && draws->failed + draws->not_converged > 0)
        status = draws->failed == 0
                     ? awol_cells_say(stream, opt_error, "check",
                                      "Of %zu records drawn, the search did not end at a maximum "
                                      "in %zu; they are counted with the best point found.",
                                      draws->n, draws->not_converged)
                     : awol_cells_say(
                           stream, opt_error, "check",
                           "Of %zu records drawn, the search did not end at a maximum in %zu, and "
                           "%zu could not be fitted; they are counted, the latter as further from "
                           "the model than the real one.",
                           draws->n, draws->not_converged, draws->failed);
    return status;
}

/* ---- the counts one by one ----------------------------------------------------------------- */

static enum awol_status write_residuals(const struct awol_refit *refit,
                                        const struct awol_residual *residuals, size_t n,
                                        const double *opt_ahead, struct awol_stream *stream,
                                        struct awol_error *opt_error)
{
    static const char *const columns[] = {"unit",      "start", "end", "count",
                                          "expected",  "sd",    "pit", "residual",
                                          "log_score", "ahead", NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "residuals", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct awol_residual *r = &residuals[i];
        const struct awol_series_span *span = &refit->series.spans[r->span];
        struct awol_cells row = {.n = 0};
        awol_cells_text(&row, refit->series.units[span->unit]);
        awol_cells_day(&row, span->start);
        awol_cells_day(&row, span->end);
        awol_cells_number(&row, span->count.count);
        awol_cells_number(&row, r->mean);
        awol_cells_number(&row, sqrt(r->variance));
        awol_cells_number(&row, r->u);
        awol_cells_number(&row, r->z);
        awol_cells_number(&row, r->log_score);
        awol_cells_number(&row, opt_ahead ? opt_ahead[r->span] : (double)NAN);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

static enum awol_status write_correlations(const struct awol_residual *residuals, size_t n,
                                           struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"lag", "correlation", "low", "high", NULL};
    struct awol_table *table;
    double *z = calloc(n + 1, sizeof *z);
    if (!z)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        z[i] = residuals[i].z;
    enum awol_status status = awol_cells_table(stream, "correlations", columns, &table, opt_error);
    for (size_t lag = 1; status == AWOL_OK && lag <= CORRELATIONS && lag < n; lag++) {
        struct awol_cells row = {.n = 0};
        awol_cells_number(&row, (double)lag);
        awol_cells_number(&row, awol_autocorrelation(z, n, lag));
        awol_cells_number(&row, -1.96 / sqrt((double)n));
        awol_cells_number(&row, 1.96 / sqrt((double)n));
        status = awol_cells_append(&row, table, opt_error);
    }
    free(z);
    return status;
}

/* ---- rootogram ----------------------------------------------------------------------------- */

/* Counts are grouped so that a table of two dozen rows shows them all. */
static double group_width(const struct awol_residual *residuals, size_t n,
                          const struct awol_refit *refit)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(residuals[i].pearson))
            most = fmax(most, fmax(refit->series.spans[residuals[i].span].count.count,
                                   residuals[i].mean + 2 * sqrt(residuals[i].variance)));
    return fmax(1, ceil((most + 1) / ROOTOGRAM_ROWS));
}

static enum awol_status write_rootogram(const struct awol_refit *refit,
                                        const struct awol_residual *residuals, size_t n,
                                        struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"low", "high", "observed", "expected", NULL};
    enum awol_law law = refit->problem.setup.law;
    double width = group_width(residuals, n, refit);
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "rootogram", columns, &table, opt_error);
    for (size_t k = 0; status == AWOL_OK && k <= ROOTOGRAM_ROWS; k++) {
        double low = width * (double)k, high = low + width - 1;
        double observed = 0, expected = 0;
        for (size_t i = 0; i < n; i++) {
            const struct awol_residual *r = &residuals[i];
            double count = refit->series.spans[r->span].count.count;
            if (isnan(r->pearson))
                continue;
            observed += count >= low && count <= high;
            expected += awol_law_at_most(law, r->mean, r->variance, high) -
                        awol_law_at_most(law, r->mean, r->variance, low - 1);
        }
        struct awol_cells row = {.n = 0};
        awol_cells_number(&row, low);
        awol_cells_number(&row, high);
        awol_cells_number(&row, observed);
        awol_cells_number(&row, expected);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

/* ---- sentences ----------------------------------------------------------------------------- */

static enum awol_status say_ahead(const double *ahead, size_t n_spans, struct awol_stream *stream,
                                  struct awol_error *opt_error)
{
    double *scores = calloc(n_spans + 1, sizeof *scores);
    size_t n = 0;
    if (!scores)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n_spans; i++)
        if (!isnan(ahead[i]))
            scores[n++] = ahead[i];
    enum awol_status status = AWOL_OK;
    if (n < 2) {
        status = awol_cells_say(stream, opt_error, "ahead",
                                "Too little stands before the second half of the record to predict "
                                "it.");
    } else {
        struct awol_mean mean = awol_mean_of_series(scores, n);
        status = awol_cells_say(stream, opt_error, "ahead",
                                "Fitted to what came before, the model predicts the %zu counts of "
                                "the second half with a mean log score of %.4g (standard error "
                                "%.2g): the logarithm of the probability that it gave a count "
                                "beforehand, the nearer to 0 the better; awol-compare sets it "
                                "beside other models.",
                                n, mean.mean, mean.se);
    }
    free(scores);
    return status;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static enum awol_status check_counts(const struct awol_refit *refit,
                                     const struct awol_check_settings *settings,
                                     struct awol_problem *problem, const double *opt_ahead,
                                     struct awol_stream *stream, bool *ret_refuted,
                                     struct awol_error *opt_error)
{
    struct awol_residual *residuals = NULL;
    double statistics[AWOL_CHECK_STATISTICS];
    struct awol_check_draws draws;
    size_t n = 0;
    enum awol_status status =
        awol_residuals(problem, refit->values, settings->seed, 0, &residuals, &n, opt_error);
    if (status == AWOL_OK)
        status = awol_check_statistics(refit, residuals, n, statistics, opt_error);
    if (status == AWOL_OK)
        status = awol_check_draw(refit, settings, statistics, &draws, opt_error);
    if (status == AWOL_OK)
        status = write_checks(statistics, settings, &draws, stream, ret_refuted, opt_error);
    if (status == AWOL_OK)
        status = write_residuals(refit, residuals, n, opt_ahead, stream, opt_error);
    if (status == AWOL_OK)
        status = write_correlations(residuals, n, stream, opt_error);
    if (status == AWOL_OK)
        status = write_rootogram(refit, residuals, n, stream, opt_error);
    if (status == AWOL_OK)
        status = say_verdict(settings, &draws, stream, opt_error);
    free(residuals);
    return status;
}

const struct awol_made_anew awol_check_made = {
    .tables =
        (const char *const[]){"checks", "residuals", "correlations", "rootogram", "gaps",
                              "influence", "placebo", "imputed", "sensitivity", "evidence", NULL},
    .topics = (const char *const[]){"check", "ahead", "influence", "placebo", "imputed",
                                    "sensitivity", "evidence", NULL},
};

static bool asks_for_counts(const struct awol_check_settings *s)
{
    return s->placebo || s->leave_out || s->by_size || s->opt_control || s->imputations > 0 ||
           s->recorded_low < s->recorded_high;
}

/* How many fits are certain to come. */
static enum awol_status tell_size(const struct awol_refit *refit,
                                  const struct awol_check_settings *settings,
                                  struct awol_problem *problem, struct awol_error *opt_error)
{
    struct awol_residual *residuals = NULL;
    size_t n = 0;
    enum awol_status status =
        awol_residuals(problem, refit->values, settings->seed, 0, &residuals, &n, opt_error);
    free(residuals);
    if (status == AWOL_OK)
        awol_check_tell_more(settings->opt_progress,
                             (settings->ahead ? AWOL_CHECK_PARTS : 0) + settings->replicates +
                                 (settings->influence ? awol_check_n_left_out(n) : 0) +
                                 settings->imputations);
    return status;
}

/* A record of counts: each of them, and the model under altered records. */
static enum awol_status check_record(const struct awol_refit *refit,
                                     const struct awol_check_settings *settings,
                                     struct awol_problem *problem, struct awol_stream *stream,
                                     bool *ret_refuted, struct awol_error *opt_error)
{
    size_t n = refit->series.n_spans;
    double *ahead = calloc(n + 1, sizeof *ahead);
    enum awol_status status = ahead ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = tell_size(refit, settings, problem, opt_error);
    if (status == AWOL_OK && settings->ahead)
        status = awol_predict_ahead(refit, settings->n_threads, settings->opt_progress, ahead,
                                    opt_error);
    if (status == AWOL_OK)
        status = check_counts(refit, settings, problem, settings->ahead ? ahead : NULL, stream,
                              ret_refuted, opt_error);
    if (status == AWOL_OK && settings->ahead)
        status = say_ahead(ahead, n, stream, opt_error);
    free(ahead);
    if (status == AWOL_OK && settings->influence)
        status = awol_check_influence(refit, settings, stream, opt_error);
    if (status == AWOL_OK && settings->placebo)
        status = awol_check_placebo(refit, settings, stream, opt_error);
    if (status == AWOL_OK && settings->imputations > 0)
        status = awol_check_impute(refit, settings, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_check_sensitivity(refit, settings, stream, opt_error);
    return status == AWOL_OK ? awol_check_evidence(refit, settings, stream, opt_error) : status;
}

enum awol_status awol_check_run(const struct awol_refit *refit,
                                const struct awol_check_settings *settings,
                                struct awol_stream *stream, bool *ret_refuted,
                                struct awol_error *opt_error)
{
    bool refuted = false;
    struct awol_problem problem;
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!problem.likelihood.type->residuals)
        status = check_record(refit, settings, &problem, stream, &refuted, opt_error);
    else if (!asks_for_counts(settings))
        status = awol_check_times(refit, settings, &problem, stream, &refuted, opt_error);
    else
        status =
            awol_error_set(opt_error, AWOL_UNFIT,
                           "of departures at exact times the rescaled times alone are checked: "
                           "what alters a record of counts does not go with them");
    awol_problem_release(&problem);
    awol_fit_words_last(stream);
    if (status == AWOL_OK)
        *ret_refuted = refuted;
    return status;
}
