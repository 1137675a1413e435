/* The likelihoods of the model of Bass: private to bass*.c. */
#ifndef AWOL_MODEL_BASS_H
#define AWOL_MODEL_BASS_H

#include "model/bass_flow.h"
#include "model/campaign.h"
#include "model/curve.h"
#include "model/layout.h"
#include "model/likelihood.h"

struct awol_curve awol_bass_curve(const struct awol_campaign *campaign);

/* Open on a layout of bass_p, bass_q, bass_m, and what follows them. */
enum awol_status awol_bass_open_counts(const struct awol_campaign *campaign,
                                       const struct awol_setup *setup,
                                       const struct awol_layout *layout,
                                       struct awol_likelihood *ret_likelihood,
                                       struct awol_error *opt_error);
enum awol_status awol_bass_open_squares(const struct awol_campaign *campaign,
                                        const struct awol_layout *layout,
                                        struct awol_likelihood *ret_likelihood,
                                        struct awol_error *opt_error);

#endif
