/* The parameters of the engine: which there are, in which order, on which scale they are searched.
 */
#ifndef AWOL_MODEL_LAYOUT_H
#define AWOL_MODEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/campaign.h"
#include "model/law.h"

struct awol_model;
struct awol_times;

/* How long what a departure prompts takes: exponential delays; all of it in the next bin (lag); no
 * end to it, at a constant rate (all); a power law (power). */
enum awol_kernel { AWOL_KERNEL_EXPONENTIAL, AWOL_KERNEL_LAG, AWOL_KERNEL_ALL, AWOL_KERNEL_POWER };

/* The likelihoods of the model of Bass: see bass_counts.c and bass_squares.c. */
enum awol_bass {
    AWOL_BASS_HISTORY,
    AWOL_BASS_BINOMIAL,
    AWOL_BASS_MULTINOMIAL,
    AWOL_BASS_LEAST_SQUARES
};

/* Their names, NULL-terminated, in that order. */
extern const char *const awol_bass_names[];

/* By enum awol_kernel, NULL-terminated. */
extern const char *const awol_kernel_names[];

/* The switches of one model. */
struct awol_setup {
    const struct awol_model *model; /* NULL: the engine by the switches below */
    enum awol_law law;
    bool dispersion; /* nb: phi is a parameter (false: nb with one observation is Poisson) */
    bool cascade;    /* eta and tau_days */
    enum awol_kernel kernel;
    bool share_between;       /* units prompt each other */
    const double *neighbours; /* [n_units * n_units] how what unit u gets from others is shared
                                 among them: rows of sum 1, 0 on the diagonal; NULL: evenly */
    bool levels;              /* each unit has a rate of its own */
    bool background;          /* the wandering background */
    bool trend;
    unsigned harmonics;
    double period_days;  /* of the first harmonic */
    bool steady;         /* the record begins in mid-war */
    double recorded;     /* share of departures that was recorded, 0 < recorded <= 1 */
    const int64_t *cuts; /* [n_cuts] first days of new stretches, ascending (piecewise) */
    size_t n_cuts;
    enum awol_bass bass;
    bool least_squares;                 /* growth curves: counts are normal about the curve */
    const struct awol_times *opt_times; /* departures with exact times, and the days between which
                                           they were noted */
    double times_from, times_to;
};

enum awol_role {
    AWOL_ROLE_RATE,
    AWOL_ROLE_TREND,
    AWOL_ROLE_SINE,
    AWOL_ROLE_COSINE,
    AWOL_ROLE_EFFECT,
    AWOL_ROLE_URGENCY,
    AWOL_ROLE_ETA,
    AWOL_ROLE_TAU,
    AWOL_ROLE_SHARE,
    AWOL_ROLE_DISPERSION,
    AWOL_ROLE_BACKGROUND_SD,
    AWOL_ROLE_BACKGROUND_DAYS,
    AWOL_ROLE_OWN /* of a model's own */
};

/* Working scales on which estimates are nearly normal and covariances are given. */
enum awol_scale { AWOL_SCALE_IDENTITY, AWOL_SCALE_LOG, AWOL_SCALE_LOGIT };

enum { AWOL_PARAMETER_NAME = 96 };

struct awol_parameter {
    char name[AWOL_PARAMETER_NAME];
    enum awol_role role;
    size_t index; /* harmonic (from 0), effect, or unit of the campaign (rate) */
    enum awol_scale scale;
    double upper;        /* logit: the value 1 of the logit's fraction stands for */
    double low, high;    /* bounds of the search, on the printed scale */
    double start;        /* AWOL_ROLE_OWN: where the search begins */
    bool zero_allowed;   /* zero is a model of its own, where the search ends on a boundary */
    bool held;           /* held at its start, unless the search is told where to begin with it */
    size_t moot_without; /* means nothing where that parameter is zero; SIZE_MAX: none */
    const char *measure;
    const char *meaning;
};

struct awol_layout {
    struct awol_parameter *parameters;
    size_t n;
    size_t n_given; /* counts that the likelihood takes as given and does not score */
    /* Index of each role's (first) parameter, SIZE_MAX where absent. */
    size_t n_rates, n_urgency;
    size_t rate, trend, harmonic, effect, urgency, eta, tau, share, dispersion, background_sd,
        background_days;
};

/* For a model's own layout: begin an empty one with room for so many parameters, append to it, and
 * finish it. _begin: AWOL_MEMORY; the caller releases it. _add takes what is known of the role;
 * _add_rate lays out the rate with trend, season and effects as the setup has them, _add_effects
 * the effects alone; _add_own copies the parameter (name, scale, upper, low, high, start,
 * zero_allowed, held, measure, meaning; with role and moot_without set here) and returns it to be
 * completed. _finish sets the bounds that depend on the bins and length of the campaign. */
enum awol_status awol_layout_begin(struct awol_layout *layout, size_t room,
                                   struct awol_error *opt_error);
void awol_layout_add(struct awol_layout *layout, enum awol_role role, size_t index);
void awol_layout_add_rate(struct awol_layout *layout, const struct awol_setup *setup,
                          const struct awol_campaign *campaign);
void awol_layout_add_effects(struct awol_layout *layout, const struct awol_campaign *campaign);
struct awol_parameter *awol_layout_add_own(struct awol_layout *layout,
                                           const struct awol_parameter *parameter);
void awol_layout_finish(struct awol_layout *layout, const struct awol_campaign *campaign);

/* How many parameters awol_layout_add_rate() takes room for. */
size_t awol_layout_rate_room(const struct awol_setup *setup, const struct awol_campaign *campaign);

/* Lay out the parameters of the engine's setup for a campaign. Bounds depend on the campaign's bins
 * and length. The caller releases it. */
enum awol_status awol_layout_init(struct awol_layout *layout, const struct awol_setup *setup,
                                  const struct awol_campaign *campaign,
                                  struct awol_error *opt_error);
void awol_layout_release(struct awol_layout *layout);

/* Index of a parameter by its name, SIZE_MAX if there is none. */
size_t awol_layout_find(const struct awol_layout *layout, const char *name);

/* Between the printed scale and the working scale; and the derivative of the printed value by the
 * working value. */
double awol_parameter_to_working(const struct awol_parameter *parameter, double value);
double awol_parameter_to_printed(const struct awol_parameter *parameter, double working);
double awol_parameter_slope(const struct awol_parameter *parameter, double working);

/* The second derivative of the printed value by the working value. */
double awol_parameter_bend(const struct awol_parameter *parameter, double working);

/* AWOL_RANGE with the parameter's name if a value lies outside what the model is defined for (a
 * negative rate, a share above 1, …). */
enum awol_status awol_parameter_check(const struct awol_parameter *parameter, double value,
                                      struct awol_error *opt_error);

/* Mean delay by which the kernel AWOL_KERNEL_ALL is computed: so many bins that nothing fades. */
#define AWOL_DELAY_ENDLESS 1e12

/* Median length of a bin, and length of the record, in days. */
double awol_campaign_bin_days(const struct awol_campaign *campaign);
double awol_campaign_days(const struct awol_campaign *campaign);

#endif
