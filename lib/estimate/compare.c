#include "estimate/compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/goodness.h"

struct ranked {
    size_t fit;
    double aicc, bic, l, parameters;
    double ahead, difference, se; /* mean log score; against the best of it */
    size_t n_ahead;
};

/* ---- what may be compared ------------------------------------------------------------------ */

static const char *key(const struct awol_compared *fit, const char *name)
{
    const char *value = awol_fit_model(&fit->refit->fit, name);
    return value ? value : "";
}

static double number(const struct awol_compared *fit, const char *name)
{
    double value;
    return awol_number_parse(key(fit, name), &value) ? value : (double)NAN;
}

static enum awol_status check_same(const struct awol_compared *fits, size_t n,
                                   struct awol_error *opt_error)
{
    if (n < 2)
        return awol_error_set(opt_error, AWOL_USAGE, "comparing takes at least two fits");
    for (size_t i = 1; i < n; i++) {
        if (strcmp(key(&fits[0], "data_digest"), key(&fits[i], "data_digest")) != 0)
            return awol_error_set(
                opt_error, AWOL_DATA,
                "“%.100s” is a fit of data %s, and “%.100s” of data %s: likelihoods of "
                "different data do not compare; --campaigns sets campaigns side "
                "by side",
                fits[0].name, key(&fits[0], "data_digest"), fits[i].name,
                key(&fits[i], "data_digest"));
        if (strcmp(key(&fits[0], "base_bin"), key(&fits[i], "base_bin")) != 0)
            return awol_error_set(
                opt_error, AWOL_DATA,
                "“%.100s” is fitted in bins of %s, and “%.100s” in bins of %s: their "
                "dispersions belong to their bins, and the likelihoods do not "
                "compare",
                fits[0].name, key(&fits[0], "base_bin"), fits[i].name, key(&fits[i], "base_bin"));
    }
    for (size_t i = 0; i < n; i++)
        if (fits[i].refit->request.prior)
            return awol_error_set(
                opt_error, AWOL_UNFIT,
                "“%.100s” was fitted with --prior: its likelihood is not the greatest, "
                "and AICc and BIC do not hold for it",
                fits[i].name);
    return AWOL_OK;
}

/* ---- predictions --------------------------------------------------------------------------- */

/* The mean of the scores that all models have, and of the differences to the best. */
static enum awol_status compare_scores(struct ranked *ranked, const double *scores, size_t n,
                                       size_t n_spans, struct awol_error *opt_error)
{
    size_t common = 0, best = 0;
    size_t *spans = calloc(n_spans + 1, sizeof *spans);
    double *differences = calloc(n_spans + 1, sizeof *differences);
    if (!spans || !differences) {
        free(differences);
        free(spans);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < n_spans; i++) {
        bool all = true;
        for (size_t k = 0; k < n; k++)
            all = all && !isnan(scores[k * n_spans + i]);
        if (all)
            spans[common++] = i;
    }
    for (size_t k = 0; k < n; k++) {
        double sum = 0;
        for (size_t i = 0; i < common; i++)
            sum += scores[k * n_spans + spans[i]];
        ranked[k].ahead = common > 1 ? sum / (double)common : (double)NAN;
        ranked[k].n_ahead = common;
        if (ranked[k].ahead > ranked[best].ahead)
            best = k;
    }
    for (size_t k = 0; common > 1 && k < n; k++) {
        for (size_t i = 0; i < common; i++)
            differences[i] = scores[k * n_spans + spans[i]] - scores[best * n_spans + spans[i]];
        struct awol_mean mean = awol_mean_of_series(differences, common);
        ranked[k].difference = mean.mean;
        ranked[k].se = k == best ? (double)NAN : mean.se;
    }
    free(differences);
    free(spans);
    return AWOL_OK;
}

static enum awol_status predict_all(const struct awol_compared *fits, struct ranked *ranked,
                                    size_t n, const struct awol_compare_settings *settings,
                                    struct awol_error *opt_error)
{
    size_t n_spans = fits[0].refit->series.n_spans;
    double *scores = calloc(n * n_spans + 1, sizeof *scores);
    enum awol_status status = scores ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t k = 0; status == AWOL_OK && k < n; k++)
        status = awol_predict_ahead(fits[k].refit, settings->n_threads, NULL, scores + k * n_spans,
                                    opt_error);
    if (status == AWOL_OK)
        status = compare_scores(ranked, scores, n, n_spans, opt_error);
    free(scores);
    return status;
}

/* ---- the table ----------------------------------------------------------------------------- */

static int by_aicc(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    double p = isnan(x->aicc) ? (double)INFINITY : x->aicc,
           q = isnan(y->aicc) ? (double)INFINITY : y->aicc;
    if (p != q)
        return p < q ? -1 : 1;
    return (x->fit > y->fit) - (x->fit < y->fit);
}

static enum awol_status write(const struct awol_compared *fits, const struct ranked *ranked,
                              size_t n, struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {
        "fit",        "model",          "counts",     "background", "offers",
        "parameters", "log_likelihood", "aicc",       "bic",        "delta_aicc",
        "weight",     "ahead",          "difference", "se",         NULL};
    double sum = 0;
    struct awol_table *table;
    for (size_t i = 0; i < n; i++)
        sum += isnan(ranked[i].aicc) ? 0 : exp(-0.5 * (ranked[i].aicc - ranked[0].aicc));
    enum awol_status status = awol_cells_table(stream, "models", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct ranked *r = &ranked[i];
        const struct awol_compared *fit = &fits[r->fit];
        struct awol_cells row = {.n = 0};
        double delta = r->aicc - ranked[0].aicc;
        awol_cells_text(&row, fit->name);
        awol_cells_text(&row, key(fit, "model"));
        awol_cells_text(&row, key(fit, "counts"));
        awol_cells_text(&row, key(fit, "background"));
        awol_cells_text(&row, key(fit, "offers"));
        awol_cells_number(&row, r->parameters);
        awol_cells_number(&row, r->l);
        awol_cells_number(&row, r->aicc);
        awol_cells_number(&row, r->bic);
        awol_cells_number(&row, delta);
        awol_cells_number(&row, exp(-0.5 * delta) / sum);
        awol_cells_number(&row, r->ahead);
        awol_cells_number(&row, r->difference);
        awol_cells_number(&row, r->se);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

static enum awol_status say_ahead(const struct awol_compared *fits, const struct ranked *ranked,
                                  size_t n, struct awol_stream *stream,
                                  struct awol_error *opt_error)
{
    const struct ranked *best = NULL;
    bool clear = true;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ranked[i].ahead) && isnan(ranked[i].se))
            best = &ranked[i];
    if (!best)
        return awol_cells_say(stream, opt_error, "ahead",
                              "Too little of the record could be predicted by all models from what "
                              "came before it.");
    for (size_t i = 0; i < n; i++)
        clear = clear && (&ranked[i] == best || -ranked[i].difference > 2 * ranked[i].se);
    return awol_cells_say(stream, opt_error, "ahead",
                          "Of the second half of the record, each count predicted from what came "
                          "before, %s gives the best account (%zu counts)%s.",
                          fits[best->fit].name, best->n_ahead,
                          clear ? ", better than every other by more than two standard errors"
                                : "; others are within two standard errors of it");
}

static enum awol_status say(const struct awol_compared *fits, const struct ranked *ranked, size_t n,
                            struct awol_stream *stream, struct awol_error *opt_error)
{
    double delta = ranked[1].aicc - ranked[0].aicc;
    const char *words = !(delta >= 2) ? "the record hardly tells them apart"
                        : delta < 10  ? "some evidence for the first"
                                      : "strong evidence for the first";
    enum awol_status status =
        awol_cells_say(stream, opt_error, "models",
                       "By AICc, which weighs how well a model fits against how many parameters it "
                       "takes, %s comes "
                       "first, %.1f before %s: %s. That a model comes first does not make it true; "
                       "awol-check asks "
                       "whether the record refutes it.",
                       fits[ranked[0].fit].name, delta, fits[ranked[1].fit].name, words);
    for (size_t i = 1; status == AWOL_OK && i < n; i++)
        if (strcmp(key(&fits[ranked[0].fit], "counts"), key(&fits[ranked[i].fit], "counts")) != 0)
            return awol_cells_say(stream, opt_error, "models",
                                  "The models differ in the law of the counts too: part of the "
                                  "difference is how much counts of one bin scatter.");
    return status;
}

enum awol_status awol_compare_models(const struct awol_compared *fits, size_t n,
                                     const struct awol_compare_settings *settings,
                                     struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = check_same(fits, n, opt_error);
    if (status != AWOL_OK)
        return status;
    struct ranked *ranked = calloc(n, sizeof *ranked);
    if (!ranked)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){.fit = i,
                                    .aicc = number(&fits[i], "aicc"),
                                    .bic = number(&fits[i], "bic"),
                                    .l = number(&fits[i], "log_likelihood"),
                                    .parameters = number(&fits[i], "n_parameters"),
                                    .ahead = NAN,
                                    .difference = NAN,
                                    .se = NAN};
    if (settings->ahead)
        status = predict_all(fits, ranked, n, settings, opt_error);
    qsort(ranked, n, sizeof *ranked, by_aicc);
    if (status == AWOL_OK)
        status = awol_stream_init(&stream, "comparison", opt_error);
    if (status == AWOL_OK) {
        status = write(fits, ranked, n, &stream, opt_error);
        if (status == AWOL_OK)
            status = say(fits, ranked, n, &stream, opt_error);
        if (status == AWOL_OK && settings->ahead)
            status = say_ahead(fits, ranked, n, &stream, opt_error);
        if (status == AWOL_OK)
            *ret_stream = stream;
        else
            awol_stream_release(&stream);
    }
    free(ranked);
    return status;
}
