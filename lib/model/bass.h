/* The likelihoods of the model of Bass: private to bass*.c. */
#ifndef AWOL_MODEL_BASS_H
#define AWOL_MODEL_BASS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/bass_flow.h"
#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"

/* Start number k; false where there are no more. */
bool awol_bass_start(const struct awol_campaign *campaign, const struct awol_layout *layout,
                     size_t k, double *ret_parameters);

/* Open on a layout of bass_p, bass_q, bass_m, and what follows them. */
enum awol_status awol_bass_open_counts(const struct awol_campaign *campaign,
                                       const struct awol_setup *setup,
                                       const struct awol_layout *layout,
                                       struct awol_likelihood *ret_likelihood,
                                       struct awol_error *opt_error);
enum awol_status awol_bass_open_squares(const struct awol_campaign *campaign,
                                        const struct awol_setup *setup,
                                        const struct awol_layout *layout,
                                        struct awol_likelihood *ret_likelihood,
                                        struct awol_error *opt_error);

#endif
