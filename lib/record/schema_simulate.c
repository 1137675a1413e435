/* Tables of awol-simulate. */
#include "record/schema_tables.h"

static const struct awol_schema_column truth[] = {
    {"name", true,
     "model, then its parameters; party and recorded where men left in parties or were not all "
     "recorded"},
    {"value", true, "what it was drawn with"},
    {"measure", false, "its unit of measurement"},
    {"meaning", false, "in words"},
};

static const struct awol_schema_column simulated[] = {
    {"replicate", true, "number of the campaign"},
    {"unit", true, "as in series"},
    {"start", true, "as in series"},
    {"end", true, "as in series"},
    {"count", true, "as in series; nobody of them ever lived"},
    {"count_low", false, "as in series"},
    {"count_high", false, "as in series"},
    {"kind", false, "as in series"},
    {"at_risk", true, "men left at the start of the span"},
};

static const struct awol_schema_column network[] = {
    {"quantity", true, "what follows from who heeds whom"},
    {"value", true, "of it"},
    {"meaning", true, "in words"},
};

static const struct awol_schema_column cascades[] = {
    {"replicate", true, "number of the cascade"},
    {"spread", true, "how the men lie whom the offer reaches: even, or units"},
    {"left", true, "men who left in all, the first with them"},
    {"share", true, "of all men"},
    {"rounds", true, "how many times men followed those who had just left"},
};

static const struct awol_schema_column cascade_sizes[] = {
    {"spread", true, "as in cascades"},
    {"least", true, "least size of the class"},
    {"most", true, "greatest size of it"},
    {"cascades", true, "cascades of such a size"},
    {"share", true, "of all cascades"},
    {"share_at_least", true, "of all cascades, those of that size or larger"},
};

static const struct awol_schema_column network_units[] = {
    {"unit", true, "name of the unit; its men who are in none of its parts are its staff"},
    {"parent", true, "the larger unit"},
    {"men", true, "in it"},
    {"mean_ties", true, "how many a man of it heeds"},
    {"vulnerable", true, "share of its men for whom one comrade who leaves is enough"},
    {"spread", true, "as in cascades"},
    {"left", true, "share of its men who left, on average"},
    {"half_left", true, "share of the cascades in which half of its men left or more"},
};

static const struct awol_schema_column spreads[] = {
    {"spread", true, "as in cascades"},
    {"mean", true, "men who left, on average"},
    {"median", true, "in the middling cascade"},
    {"low", true, "lower limit of nine in ten cascades"},
    {"high", true, "upper limit of them"},
    {"large", true, "share of the cascades that are large (assumption large)"},
    {"large_se", true, "its standard error"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(truth, "awol-simulate",
                      "what a simulated record was drawn from; carried by later tools"),
    AWOL_SCHEMA_TABLE(simulated, "awol-simulate --replicates",
                      "several simulated campaigns, one after the other"),
    AWOL_SCHEMA_TABLE(network, "awol-simulate --network", "what a network could do"),
    AWOL_SCHEMA_TABLE(cascades, "awol-simulate --network", "one row for each cascade"),
    AWOL_SCHEMA_TABLE(cascade_sizes, "awol-simulate --network",
                      "how large cascades are; each class reaches twice as far as the one before"),
    AWOL_SCHEMA_TABLE(network_units, "awol-simulate --network units",
                      "which units are vulnerable, and which are carried away"),
    AWOL_SCHEMA_TABLE(spreads, "awol-simulate --network",
                      "the same offer spread over all men, and unit by unit"),
};

const struct awol_schema_group awol_schema_of_simulate = {tables, AWOL_SCHEMA_N(tables)};
