#include "model/model.h"

#include <stdio.h>
#include <string.h>

#include "model/filter.h"

#define AWOL_MODEL_POINTER(id, name) &awol_model_##id,
const struct awol_model *const awol_models[] = {AWOL_MODELS(AWOL_MODEL_POINTER)};
#undef AWOL_MODEL_POINTER

const size_t awol_n_models = sizeof awol_models / sizeof *awol_models;

#define AWOL_MODEL_NAME(id, name) name,
const char *const awol_model_names[] = {AWOL_MODELS(AWOL_MODEL_NAME) NULL};
#undef AWOL_MODEL_NAME

const char *awol_model_words(size_t i)
{
    return awol_models[i]->summary;
}

const struct awol_model *awol_model_find(const char *name)
{
    for (size_t i = 0; i < awol_n_models; i++)
        if (strcmp(awol_models[i]->name, name) == 0)
            return awol_models[i];
    return NULL;
}

void awol_refuse(struct awol_refusal *refusal, const char *reason, const char *remedy)
{
    snprintf(refusal->reason, sizeof refusal->reason, "%s", reason);
    snprintf(refusal->remedy, sizeof refusal->remedy, "%s", remedy);
}

enum awol_status awol_model_open(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, struct awol_layout *ret_layout,
                                 struct awol_likelihood *ret_likelihood,
                                 struct awol_error *opt_error)
{
    if (!setup->model)
        return awol_filter_open(campaign, setup, ret_layout, ret_likelihood, opt_error);
    return setup->model->open(campaign, setup, ret_layout, ret_likelihood, opt_error);
}
