/* The registry of models. Those of the cascade family are settings of one engine, not files. */
#ifndef AWOL_MODEL_MODEL_H
#define AWOL_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

struct awol_model {
    const char *name;
    const char *summary; /* one line, for --help */
    const char *source;  /* author, year, journal of the mathematics */
    bool effects;        /* offers, circumstances, covariates, trend and season enter */
    bool cascade;        /* departures prompt departures */
};

/* In the order of the ladder that is climbed where no model is named. */
extern const struct awol_model awol_models[];
extern const size_t awol_n_models;

/* Names alone, NULL-terminated, for an option's choices. */
extern const char *const awol_model_names[];

/* NULL if there is none of that name. */
const struct awol_model *awol_model_find(const char *name);

#endif
