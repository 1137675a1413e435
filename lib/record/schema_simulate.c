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

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(truth, "awol-simulate",
                      "what a simulated record was drawn from; carried by later tools"),
    AWOL_SCHEMA_TABLE(simulated, "awol-simulate --replicates",
                      "several simulated campaigns, one after the other"),
};

const struct awol_schema_group awol_schema_of_simulate = {tables, AWOL_SCHEMA_N(tables)};
