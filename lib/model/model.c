#include "model/model.h"

#include <string.h>

const struct awol_model awol_models[] = {
    {"null", "one constant rate", "Garwood 1936, Biometrika 28:437", false, false},
    {"its", "interrupted series: a rate that offers and circumstances raise or lower",
     "Lopez Bernal, Cummins, Gasparrini 2017, International Journal of Epidemiology 46:348", true,
     false},
    {"cascade", "the same, and each departure may prompt others",
     "Hawkes 1971, Biometrika 58:83, integrated over the bins", true, true},
};

const size_t awol_n_models = sizeof awol_models / sizeof *awol_models;

const char *const awol_model_names[] = {"null", "its", "cascade", NULL};

const struct awol_model *awol_model_find(const char *name)
{
    for (size_t i = 0; i < awol_n_models; i++)
        if (strcmp(awol_models[i].name, name) == 0)
            return &awol_models[i];
    return NULL;
}
