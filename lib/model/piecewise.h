/* A rate for each stretch between the cuts of a setup: of the model piecewise and of change-points,
 * which finds its cuts in the record. Functions as in struct awol_model. */
#ifndef AWOL_MODEL_PIECEWISE_H
#define AWOL_MODEL_PIECEWISE_H

#include "model/model.h"

enum awol_status awol_piecewise_open(const struct awol_campaign *campaign,
                                     const struct awol_setup *setup, struct awol_layout *ret_layout,
                                     struct awol_likelihood *ret_likelihood,
                                     struct awol_error *opt_error);
bool awol_piecewise_limits(const struct awol_told *told, size_t p, double *ret_low,
                           double *ret_high, const char **ret_method);
enum awol_status awol_piecewise_tell(const struct awol_told *told, struct awol_fit *fit,
                                     struct awol_error *opt_error);

#endif
