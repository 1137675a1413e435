/* What every tool that estimates or draws lets its user set: the level of intervals, where random
 * numbers begin, how many threads work. */
#ifndef AWOL_TOOL_ESTIMATION_H
#define AWOL_TOOL_ESTIMATION_H

#include <stddef.h>
#include <stdint.h>

#include "cli/tool.h"

/* For the field `groups` of a tool, one row each, under one heading. The first --level and --seed
 * have a default of their own, the others that of the fit which the tool reads. */
extern const struct awol_option_group awol_level_group, awol_level_of_fit_group;
extern const struct awol_option_group awol_seed_group, awol_seed_of_fit_group;
extern const struct awol_option_group awol_threads_group;

/* The defaults that the help of awol_level_group and awol_seed_group prints. */
#define AWOL_ESTIMATION_LEVEL 0.9
#define AWOL_ESTIMATION_SEED 1776

/* --threads; 0 takes one a processor. */
size_t awol_estimation_threads(const struct awol_arguments *arguments);

/* --level or --seed, else the fallback: one of the numbers above, or what the fit was made with. */
double awol_estimation_level(const struct awol_arguments *arguments, double fallback);
int64_t awol_estimation_seed(const struct awol_arguments *arguments, int64_t fallback);

#endif
