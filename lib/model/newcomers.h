/* Who leaves of himself: men at risk, times days, times the rate with its trend and season, times
 * what offers, circumstances and covariates make of it over the bin. */
#ifndef AWOL_MODEL_NEWCOMERS_H
#define AWOL_MODEL_NEWCOMERS_H

#include "model/campaign.h"
#include "model/layout.h"

/* Owns nothing. The layout has a rate (awol_layout_add_rate()). */
struct awol_newcomers {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    const double *parameters; /* printed scale */
    double *coefficients;     /* [n_effects] log ratios and slopes; set by awol_newcomers_begin() */
    double *by_coefficient;   /* [n_effects] scratch */
};

/* Take the coefficients of the effects from the parameters. */
void awol_newcomers_begin(struct awol_newcomers *newcomers);

/* The rate in bin t of a unit, per man (or all) and day, and *ret_factor, by which effects multiply
 * it. opt_columns: from awol_newcomers_columns(), so that no sine is taken again. opt_d_log[n
 * parameters] gets the derivatives of the logarithm of both by the printed parameters. */
double awol_newcomers_rate(const struct awol_newcomers *newcomers,
                           const struct awol_campaign_unit *unit, size_t t,
                           const double *opt_columns, double *opt_d_log, double *ret_factor);

/* Numbers of a bin that trend and season multiply: how many, and which. */
size_t awol_newcomers_n_columns(const struct awol_newcomers *newcomers);
void awol_newcomers_columns(const struct awol_newcomers *newcomers,
                            const struct awol_campaign_unit *unit, size_t t, double *ret_columns);

/* Expected number in bin t of a unit. opt_d_log[n parameters] gets the derivatives of its logarithm
 * by the printed parameters; *opt_without the number had there been no offer. */
double awol_newcomers_mean(const struct awol_newcomers *newcomers,
                           const struct awol_campaign_unit *unit, size_t t, double *opt_d_log,
                           double *opt_without);

#endif
