/* From a stream of kind fit back to what was asked for, and to the model at its estimates: what
 * every tool that reads a fit begins with. */
#ifndef AWOL_ESTIMATE_REFIT_H
#define AWOL_ESTIMATE_REFIT_H

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "estimate/effects.h"
#include "estimate/problem.h"
#include "estimate/request.h"
#include "model/campaign.h"
#include "record/fit.h"

/* Owns everything; its parts point at each other, so it is not to be copied or moved. */
struct awol_refit {
    struct awol_arena arena;
    struct awol_fit fit; /* the tables as they were read */
    struct awol_series series;
    struct awol_offers offers, circumstances;
    struct awol_covariates covariates;
    struct awol_units units;
    struct awol_times times;     /* of a model of exact times */
    struct awol_request request; /* what makes this fit again; the model is named in it */

    /* The model, its parameters that were held still held. */
    struct awol_effects effects;
    struct awol_campaign campaign;
    double *neighbours;
    struct awol_problem problem;
    double *values; /* [problem.layout.n] estimates, printed scale; a usable number everywhere */
    double log_likelihood;
};

/* An empty one, to be filled by the caller; released as any. */
void awol_refit_begin(struct awol_refit *refit);

/* Read a fit. AWOL_DATA, with its place, for a stream that is no fit or lacks something, for keys
 * of the table model that this version does not know, for a series that is not the one of the
 * digest, and for estimates that do not have the log-likelihood that the table model gives.
 * AWOL_UNFIT for an evaluation (awol-fit --at), which has no estimates. The stream is needed no
 * longer afterwards. The caller releases *refit, also after a failure. */
enum awol_status awol_refit_init(struct awol_refit *refit, const struct awol_stream *stream,
                                 struct awol_error *opt_error);
void awol_refit_release(struct awol_refit *refit);

/* Make the problem of a request that names its model: effects (those that the record cannot tell
 * are left out), campaign, problem, zero-initialised by the caller, who releases all three in the
 * opposite order, also after a failure. The request must outlive them, and they must stay where
 * they are. */
enum awol_status awol_request_open(const struct awol_request *request,
                                   struct awol_effects *ret_effects, double **ret_neighbours,
                                   struct awol_campaign *ret_campaign,
                                   struct awol_problem *ret_problem, struct awol_error *opt_error);

/* refit_model.c: the keys of the table model into a request that names the model and its switches;
 * strings live in the arena. */
enum awol_status awol_refit_read_model(const struct awol_table *model, struct awol_arena *arena,
                                       struct awol_request *request, struct awol_error *opt_error);

#endif
