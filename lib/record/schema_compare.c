/* What awol-compare writes. */
#include "record/schema_tables.h"

static const struct awol_schema_column models[] = {
    {"fit", true, "the file that it was read from"},
    {"model", true, "as in table model"},
    {"counts", true, "as in table model"},
    {"background", true, "as in table model"},
    {"offers", true, "as in table model"},
    {"parameters", true, "how many were estimated"},
    {"log_likelihood", true, "at the estimates"},
    {"aicc", true, "Akaike's criterion for small records; the table is in its order"},
    {"bic", true, "Schwarz's criterion"},
    {"delta_aicc", true, "aicc less that of the first"},
    {"weight", true, "exp(-delta_aicc / 2) as a share of all"},
    {"ahead", true, "mean log score of the second half, predicted from what came before"},
    {"difference", true, "ahead less that of the best"},
    {"se", true, "its standard error, neighbouring counts being alike allowed for"},
};

static const struct awol_schema_column campaigns[] = {
    {"campaign", true, "what the record is about"},
    {"event", true, "what was counted"},
    {"basis", true, "who is counted as at risk"},
    {"reported_by", true, "by whom"},
    {"rate", true, "departures per 1,000 men and month, from the exact counts"},
    {"rate_low", true, "its exact lower limit"},
    {"rate_high", true, "its exact upper limit"},
    {"offer", true, "the offer's parameter"},
    {"ratio", true, "by how much the rate was multiplied while it stood"},
    {"ratio_low", true, "lower end of its interval in the fit"},
    {"ratio_high", true, "upper end of it"},
    {"eta", true, "further departures per departure"},
    {"eta_low", true, "lower end of its interval"},
    {"eta_high", true, "upper end of it"},
    {"tau_days", true, "mean delay between a departure and those it prompts"},
    {"tau_low", true, "lower end of its interval"},
    {"tau_high", true, "upper end of it"},
};

static const struct awol_schema_column pooled[] = {
    {"name", true, "offer, eta, tau_days"},
    {"n", true, "campaigns that have it"},
    {"mean", true, "their common mean"},
    {"low", true, "lower limit of it (Hartung and Knapp)"},
    {"high", true, "upper limit of it"},
    {"prediction_low", true, "lower limit of what another campaign may show"},
    {"prediction_high", true, "upper limit of that"},
    {"tau2", true, "variance between campaigns, on the scale of the logarithm (eta: logit)"},
    {"tau2_low", true, "lower limit of it"},
    {"tau2_high", true, "upper limit of it"},
    {"i2", true, "share of the scatter that is between campaigns"},
    {"q", true, "Cochran's Q: whether all are the same"},
    {"q_p", true, "its probability"},
};

static const struct awol_schema_column shrunken[] = {
    {"campaign", true, "what the record is about"},
    {"name", true, "offer, eta, tau_days"},
    {"estimate", true, "its own estimate"},
    {"shrunken", true, "drawn towards the mean by as much as its record is thin"},
    {"low", true, "lower limit of that"},
    {"high", true, "upper limit of it"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(models, "awol-compare", "models of one record, ranked"),
    AWOL_SCHEMA_TABLE(campaigns, "awol-compare --campaigns", "campaigns side by side"),
    AWOL_SCHEMA_TABLE(pooled, "awol-compare --campaigns",
                      "what they have in common, and how far they differ"),
    AWOL_SCHEMA_TABLE(shrunken, "awol-compare --campaigns",
                      "each campaign's value in the light of the others"),
};

const struct awol_schema_group awol_schema_of_compare = {tables, AWOL_SCHEMA_N(tables)};
