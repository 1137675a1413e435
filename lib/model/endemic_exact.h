/* The endemic-epidemic likelihood of a record in which every bin of every unit is counted exactly:
 * one pass, with its gradient.
 *
 * The count of unit u in bin t has the mean
 *     nu_ut + ar y_u,t-1 + ne sum over v of w_uv y_v,t-1
 * where nu are the newcomers (newcomers.h) and w the neighbours of the setup; its law is Poisson or
 * negative binomial with variance mean + dispersion mean^2. The first count of each unit is taken
 * as given. Held, Höhle and Hofmann 2005, Statistical Modelling 5:187; Meyer, Held and Höhle 2017,
 * Journal of Statistical Software 77(11). */
#ifndef AWOL_MODEL_ENDEMIC_EXACT_H
#define AWOL_MODEL_ENDEMIC_EXACT_H

#include <stdbool.h>

#include "model/campaign.h"
#include "model/layout.h"

/* Parameters of its own, by name; ne only where units are seen together. */
#define AWOL_ENDEMIC_AR "ar"
#define AWOL_ENDEMIC_NE "ne"

/* sum over v of w_uv counts[v], the units sharing evenly where the setup names no neighbours. */
double awol_endemic_others(const struct awol_setup *setup, size_t n_units, const double *counts,
                           size_t u);

struct awol_endemic_exact;

/* True if the record is one: single bins without gap, each counted exactly once. */
bool awol_endemic_exact_is(const struct awol_campaign *campaign, const struct awol_setup *setup);

/* Prepare such a record. campaign, setup and layout must outlive the result. AWOL_MEMORY. */
enum awol_status awol_endemic_exact_new(const struct awol_campaign *campaign,
                                        const struct awol_setup *setup,
                                        const struct awol_layout *layout,
                                        struct awol_endemic_exact **ret_endemic,
                                        struct awol_error *opt_error);
void awol_endemic_exact_free(struct awol_endemic_exact *endemic);

/* Log-likelihood at printed parameters (checked) and its gradient by them (NULL: not wanted).
 * AWOL_RANGE. */
enum awol_status awol_endemic_exact_evaluate(struct awol_endemic_exact *endemic,
                                             const double *parameters, double *ret_log_likelihood,
                                             double *opt_gradient, struct awol_error *opt_error);

#endif
