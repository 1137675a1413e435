/* Campaigns drawn from a model, one after the other, and written as records. */
#ifndef AWOL_ESTIMATE_SIMULATION_H
#define AWOL_ESTIMATE_SIMULATION_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"
#include "estimate/refit.h"
#include "estimate/replicate.h"
#include "model/simulate.h"

/* What is drawn: the count of each bin given those before it, as the likelihood has it; or each man
 * at a time of his own (model/simulate.h), counted afterwards. */
enum awol_simulation_draw { AWOL_SIMULATION_BINS, AWOL_SIMULATION_TIME };

enum awol_simulation_form { AWOL_SIMULATION_SERIES, AWOL_SIMULATION_EVENTS, AWOL_SIMULATION_TIMES };

/* Not to be copied or moved. The refit must outlive it. */
struct awol_simulation {
    struct awol_refit *refit;
    bool outlined; /* by estimate/outline.h, not from a fit */
    enum awol_simulation_draw draw;
    uint64_t seed;
    struct awol_replicate replicate; /* the record drawn last: replicate.series */
    struct awol_plan plan;           /* AWOL_SIMULATION_TIME */
    struct awol_plan_unit *units;
    double *coefficients;
    struct awol_departures departures; /* drawn last */
};

/* NULL if the model of a refit can be drawn in time; else why not. */
const char *awol_simulation_no_time(const struct awol_refit *refit);

/* Make ready to draw. party: mean size of the parties in which newcomers leave, 0 for men alone (in
 * time). AWOL_USAGE where the model cannot be drawn so. The caller releases it, also after a
 * failure. */
enum awol_status awol_simulation_init(struct awol_simulation *simulation, struct awol_refit *refit,
                                      bool outlined, enum awol_simulation_draw draw, double party,
                                      uint64_t seed, struct awol_error *opt_error);
void awol_simulation_release(struct awol_simulation *simulation);

/* Draw campaign number `number`, the same on any machine. AWOL_RANGE where it leaves the range of
 * the model. Of an outline the men at risk are those that what is drawn has left; of a fit, those
 * of its record. */
enum awol_status awol_simulation_draw(struct awol_simulation *simulation, uint32_t number,
                                      struct awol_error *opt_error);

/* Departures in the record drawn last. */
double awol_simulation_total(const struct awol_simulation *simulation);

/* simulation_write.c: draw one campaign and write it as a stream of kind series, events or times,
 * with table truth. AWOL_USAGE where the model knows no times. */
enum awol_status awol_simulation_write(struct awol_simulation *simulation, uint32_t number,
                                       enum awol_simulation_form form, const char *command,
                                       FILE *file, struct awol_error *opt_error);

/* simulation_write.c: draw campaigns [first, last) and write them as a stream of kind simulated. */
enum awol_status awol_simulation_write_all(struct awol_simulation *simulation, uint32_t first,
                                           uint32_t last, const char *command, FILE *file,
                                           struct awol_error *opt_error);

#endif
