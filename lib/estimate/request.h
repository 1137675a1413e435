/* What is asked of a fit. */
#ifndef AWOL_ESTIMATE_REQUEST_H
#define AWOL_ESTIMATE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/setting.h"
#include "model/law.h"
#include "model/layout.h"
#include "model/model.h"
#include "record/covariate.h"
#include "record/offer.h"
#include "record/series.h"
#include "record/times.h"
#include "record/unit.h"

/* Words about the record that sentences need; each "" where unknown. */
struct awol_record_words {
    const char *event;       /* "deserted" */
    const char *to;          /* "enemy" */
    const char *reported_by; /* "own", "enemy", "third" */
};

/* Where the search tells how it goes; `say` may be called from several threads. */
struct awol_listener {
    void (*say)(void *context, const char *line);
    void *context;
};

/* Owns nothing. Pointers may be NULL where nothing is given. */
struct awol_request {
    const struct awol_series *series; /* validated */
    const struct awol_times *times; /* departures with a time each; the series counts them by day */
    const char *observed;           /* FROM/TO in which they were noted, as it was given */
    struct awol_window window;      /* the same */
    int64_t origin;                 /* the day from which the column time counts */
    const struct awol_offers *offers;
    const struct awol_offers *circumstances;
    const struct awol_covariates *covariates;
    const struct awol_model *model; /* NULL: climb the ladder */
    const char *const *offer_ids;   /* offers asked for by name */
    size_t n_offer_ids;
    const char *opt_named_by;           /* the option that names offers; NULL: --offer, --urgency */
    const char *const *covariate_names; /* covariates asked for by name */
    size_t n_covariate_names;
    enum awol_law law;
    const char *by;      /* base grid, NULL: chosen */
    const int64_t *cuts; /* days on which a new stretch begins, ascending */
    size_t n_cuts;
    enum awol_bass bass;
    bool least_squares; /* growth curves, for comparison */
    enum awol_kernel kernel;
    const char *const *urgency_ids; /* offers that multiply what a departure prompts */
    size_t n_urgency_ids;
    int64_t after_days; /* so many days behind each deadline have an effect of their own */
    bool levels;        /* a rate for each unit */
    const struct awol_units *units; /* to share what goes between units; NULL: evenly */
    bool parties;                   /* count parties, not men */
    bool trend;
    unsigned harmonics;
    double period_days;
    bool background;
    bool share_between;
    bool steady;
    double recorded;
    bool prior;
    double level;
    bool profile; /* keep the points of the profiles */
    const struct awol_listener *listener;
    size_t n_threads; /* 0 = as many as there are processors */
    struct awol_settings at, fix, start;
    int64_t seed;
    struct awol_record_words words;
};

#endif
