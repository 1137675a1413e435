/* The registry of models. Those of the cascade family are settings of one engine; every other is
 * a file of its own with a row here. */
#ifndef AWOL_MODEL_MODEL_H
#define AWOL_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"
#include "record/fit.h"
#include "record/offer.h"

/* Why a model is not fitted. Texts are empty if it may be. */
struct awol_refusal {
    char reason[512]; /* "it has 3 counts, where 5 are the least that could tell" */
    char remedy[256]; /* what records it would take: "it would take …" */
};

/* Fill both texts. */
void awol_refuse(struct awol_refusal *refusal, const char *reason, const char *remedy);

/* A finished fit as a model's own sentences see it. Arrays have one element a parameter. */
struct awol_told {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    const double *values;       /* NaN where not defined */
    const double *full;         /* a usable number everywhere */
    const double *lows, *highs; /* limits; NaN where a side is open */
    const bool *fixed;
    double level;
    const struct awol_offers *opt_offers; /* as given, whether the model takes them or not */
    uint64_t seed;                        /* of numbers drawn for what is told */
};

/* Options of awol-fit that only some models take. */
enum awol_takes {
    AWOL_TAKES_EFFECTS = 1,    /* offers, circumstances, covariates */
    AWOL_TAKES_TREND = 2,      /* --trend */
    AWOL_TAKES_SEASON = 4,     /* --harmonics */
    AWOL_TAKES_BACKGROUND = 8, /* --background */
    AWOL_TAKES_CASCADE = 16,   /* --initial, --kernel, --urgency */
    AWOL_TAKES_RECORDED = 32,  /* --recorded below 1 */
    AWOL_TAKES_GP = 64,        /* --counts gp, --counts binomial */
    AWOL_TAKES_CUTS = 128,     /* --cuts */
    AWOL_TAKES_BASS = 512,     /* --bass */
    AWOL_TAKES_LEVELS = 1024,  /* --levels */
    AWOL_TAKES_BETWEEN = 2048, /* --share-between */
    AWOL_TAKES_DATES = 4096,   /* no offers, but it tells of their first days */
    AWOL_TAKES_SQUARES = 8192, /* --least-squares */
    AWOL_TAKES_TIMES = 256,    /* exact times, where the record has them */
    AWOL_NEEDS_MEN = 16384     /* the men at risk have to be known */
};

struct awol_model {
    const char *name;
    const char *summary; /* one line, for --help */
    const char *source;  /* author, year, journal of the mathematics */
    bool on_ladder;      /* climbed where no model is named, in the order of the registry */
    bool effects;        /* offers, circumstances, covariates, trend and season enter */
    bool cascade;        /* departures prompt departures, by the engine's eta and tau */
    unsigned takes;      /* enum awol_takes */
    /* Lay the parameters out and make the likelihood. The campaign, the setup and *ret_layout must
     * outlive the likelihood; the caller releases both. */
    enum awol_status (*open)(const struct awol_campaign *campaign, const struct awol_setup *setup,
                             struct awol_layout *ret_layout, struct awol_likelihood *ret_likelihood,
                             struct awol_error *opt_error);
    /* Look for cuts in the record, which the setup then has: *ret_cuts[*ret_n], freed by the
     * caller. Once, before the model is opened; NULL: cuts are those that were given. */
    enum awol_status (*cuts)(const struct awol_campaign *campaign, const struct awol_setup *setup,
                             int64_t **ret_cuts, size_t *ret_n, struct awol_error *opt_error);
    /* Its own rules, beyond those for any model; may be NULL. Called with empty texts. */
    void (*refuse)(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal);
    /* Exact limits of parameter p that need no large record; false where there are none. May be
     * NULL. *ret_method is a word for the column `method`. */
    bool (*limits)(const struct awol_told *told, size_t p, double *ret_low, double *ret_high,
                   const char **ret_method);
    /* Sentences of its own, appended to fit->summary and fit->warnings; may be NULL. */
    enum awol_status (*tell)(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error);
};

/* One row a model: what its `const struct awol_model awol_model_…` ends with, and its name. */
#define AWOL_MODELS(ROW)                                                                           \
    ROW(null, "null")                                                                              \
    ROW(its, "its")                                                                                \
    ROW(cascade, "cascade")                                                                        \
    ROW(piecewise, "piecewise")                                                                    \
    ROW(logistic, "logistic")                                                                      \
    ROW(gompertz, "gompertz")                                                                      \
    ROW(richards, "richards")                                                                      \
    ROW(bass, "bass")                                                                              \
    ROW(reed_frost, "reed-frost")                                                                  \
    ROW(tsir, "tsir")                                                                              \
    ROW(threshold, "threshold")                                                                    \
    ROW(endemic_epidemic, "endemic-epidemic")                                                      \
    ROW(change_points, "change-points")                                                            \
    ROW(hawkes, "hawkes")                                                                          \
    ROW(hawkes_n, "hawkes-n")

#define AWOL_MODEL_DECLARE(id, name) extern const struct awol_model awol_model_##id;
AWOL_MODELS(AWOL_MODEL_DECLARE)
#undef AWOL_MODEL_DECLARE

extern const struct awol_model *const awol_models[];
extern const size_t awol_n_models;

/* Names alone, NULL-terminated, for an option's choices. */
extern const char *const awol_model_names[];

/* The summary of model i, for the help of that option. */
const char *awol_model_words(size_t i);

/* NULL if there is none of that name. */
const struct awol_model *awol_model_find(const char *name);

/* Open a setup: its model, or the engine by the switches of the setup where it names none. */
enum awol_status awol_model_open(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, struct awol_layout *ret_layout,
                                 struct awol_likelihood *ret_likelihood,
                                 struct awol_error *opt_error);

#endif
