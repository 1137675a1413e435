/* Which offers, circumstances and covariates enter a model, and which the record cannot tell. */
#ifndef AWOL_ESTIMATE_EFFECTS_H
#define AWOL_ESTIMATE_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "estimate/request.h"
#include "model/campaign.h"
#include "record/fit.h"

/* Effects in the order: offers, circumstances, covariates. Owns its strings; the request must
 * outlive it. */
struct awol_effects {
    struct awol_arena arena;
    struct awol_effect *effects;
    size_t n;
};

/* All that are asked for: offers that can be fitted and are in use (or are named), circumstances in
 * use, covariates named. AWOL_USAGE for an offer or covariate that does not exist, with the nearest
 * name. */
enum awol_status awol_effects_init(struct awol_effects *effects, const struct awol_request *request,
                                   struct awol_error *opt_error);
void awol_effects_release(struct awol_effects *effects);

/* Leave out what the record cannot tell, each with a line in the fit's warnings (and in summary
 * where it is an offer); make one effect of those that are equal in every observation. The campaign
 * must have been prepared with these very effects, and has to be prepared again afterwards
 * (*ret_changed). AWOL_UNFIT if an offer that was asked for by name is refused. */
enum awol_status awol_effects_screen(struct awol_effects *effects,
                                     const struct awol_request *request,
                                     const struct awol_campaign *campaign, struct awol_fit *fit,
                                     bool *ret_changed, struct awol_error *opt_error);

#endif
