/* What awol-fit and awol-boot write. */
#include "record/schema_tables.h"

static const struct awol_schema_column model[] = {
    {"key", true,
     "model, counts, kernel, base_bin, offers, log_likelihood, n_observations, n_parameters, aicc, "
     "bic, converged, second_mode, seed, data_digest (first 8 bytes of SHA-256), version; "
     "maximum.NAME: where the likelihood is greatest along a parameter that has no estimate "
     "because the record does not tell it (for later tools, not to be quoted)"},
    {"value", true, "its value"},
};

static const struct awol_schema_column parameters[] = {
    {"name", true, "name of the parameter, from the list below"},
    {"estimate", true, "most likely value"},
    {"se", false, "standard error, where the likelihood is regular there"},
    {"low", false, "lower end of the interval; NA if the data set none"},
    {"high", false, "upper end of it"},
    {"level", false, "level of the interval"},
    {"method", false, "how the interval was made: profile, curvature, fixed"},
    {"measure", false, "what it is measured in"},
    {"meaning", false, "what it says, in plain words"},
};

static const struct awol_schema_column bracket[] = {
    {"reading", true,
     "background (what is left to comrades when bunching may come from a background that wanders), "
     "timing (bunching that outlasts a bin is given to comrades), clustering (that inside a bin "
     "too)"},
    {"counts", true, "the law of the counts under that reading"},
    {"name", true, "name of the parameter"},
    {"estimate", true, "its most likely value"},
    {"low", false, "lower end of its profile"},
    {"high", false, "upper end of it"},
    {"log_likelihood", false, "log-likelihood of the reading; laws of counts do not compare"},
};

static const struct awol_schema_column evaluation[] = {
    {"name", true, "log_likelihood, or the name of a parameter"},
    {"value", true, "its value where the model was evaluated"},
    {"gradient", false, "derivative of the log-likelihood by the parameter as printed"},
};

static const struct awol_schema_column covariance[] = {
    {"name", true, "name of a parameter, on the working scale that the table's # lines name"},
    {"NAME", true, "one column for each parameter: the covariance with it"},
};

static const struct awol_schema_column changes[] = {
    {"number", true, "how often the rate changed"},
    {"log_evidence", true, "log-probability of the record given that number"},
    {"probability", true, "of that number, each further change being half as likely beforehand"},
};

static const struct awol_schema_column change_points[] = {
    {"start", true, "first day of a count: a rate may change there"},
    {"probability", true, "that it did, whatever the number of changes"},
    {"log_likelihood", true,
     "Poisson log-likelihood of one change alone, there; without any in the row of the first day"},
};

static const struct awol_schema_column profile[] = {
    {"name", true, "name of the parameter"},
    {"value", true, "value at which it was held"},
    {"log_likelihood", true, "greatest log-likelihood over the other parameters"},
};

static const struct awol_schema_column replicates[] = {
    {"replicate", true, "its number, from 0"},
    {"converged", true, "whether the search on the drawn record came to rest: yes or no"},
    {"log_likelihood", true, "of the drawn record at its best; NA where it could not be fitted"},
    {"NAME", true, "one column for each parameter: its value there; NA where it means nothing"},
    {"multiplier", false,
     "1/(1 - eta): how many leave in the end for each who leaves by himself; NA from eta = 1 on"},
    {"half_life_days", false, "tau_days times ln 2"},
};

static const struct awol_schema_column intervals[] = {
    {"name", true, "name of the parameter; or multiplier, half_life_days, which follow from them"},
    {"estimate", true, "as in parameters"},
    {"bias", true, "mean of the replicates less the estimate"},
    {"corrected", true, "the estimate with the bias taken off, on the scale of the mean"},
    {"percentile_low", true, "lower quantile of the replicates; NA if they are too few"},
    {"percentile_high", true, "upper quantile of them"},
    {"bc_low", true,
     "the same, corrected for the median bias of the replicates; NA if that leads beyond the last "
     "of them, as it may where they are few"},
    {"bc_high", true, "the same"},
    {"profile_low", false,
     "lower end of the profile interval (--profile); NA if the data set none"},
    {"profile_high", false, "upper end of it"},
    {"level", true, "level of the intervals"},
    {"n", true, "replicates in which the quantity means something"},
    {"profile", false, "how the profile ended: profile; profile, reaches 0; profile, open above"},
    {"calibrated_low", false,
     "lowest value that records drawn with it do not refute (--calibrate); NA if none is found"},
    {"calibrated_high", false, "highest such value"},
    {"calibrated", false,
     "how they ended: calibrated; calibrated, reaches 0; calibrated, open above"},
};

static const struct awol_schema_column warnings[] = {
    {"code", true, "a word for the case: refused, left-out, same-time, boundary, sloppy, …"},
    {"text", true, "the sentence"},
};

static const struct awol_schema_column summary[] = {
    {"topic", true, "what the sentence is about"},
    {"text", true, "a whole sentence, with its numbers and intervals"},
};

static const struct awol_schema_column shard[] = {
    {"key", true,
     "version, model, data_digest, fit_digest (SHA-256 of the fit), seed, tests, c_library, "
     "compiler, replicates (LO:HI)"},
    {"value", true, "its value"},
};

static const struct awol_schema_column draws[] = {
    {"draw", true, "fit, or the name of a test: from what the record was drawn"},
    {"replicate", true, "its number"},
    {"converged", true, "as in replicates"},
    {"log_likelihood", true, "of the drawn record; NA where it could not be fitted"},
    {"null_log_likelihood", false, "of a test: of the model without the effect"},
    {"NAME", true, "one column for each parameter"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(model, "awol-fit", "what was fitted, to what, how well"),
    AWOL_SCHEMA_TABLE(parameters, "awol-fit", "the fitted parameters with their intervals"),
    AWOL_SCHEMA_TABLE(
        bracket, "awol-fit",
        "three readings of the same bunching; a single series cannot choose between them"),
    AWOL_SCHEMA_TABLE(evaluation, "awol-fit --at",
                      "log-likelihood and gradient at given parameters"),
    AWOL_SCHEMA_TABLE(covariance, "awol-fit", "covariance of the estimates"),
    AWOL_SCHEMA_TABLE(changes, "awol-fit --model change-points", "how often the rate changed"),
    AWOL_SCHEMA_TABLE(change_points, "awol-fit --model change-points",
                      "when the rate may have changed"),
    AWOL_SCHEMA_TABLE(profile, "awol-fit --profile", "the log-likelihood along one parameter"),
    AWOL_SCHEMA_TABLE(replicates, "awol-boot", "the fit of each record drawn from the fit"),
    AWOL_SCHEMA_TABLE(intervals, "awol-boot",
                      "bias and limits of the parameters by the replicates"),
    AWOL_SCHEMA_TABLE(warnings, "awol-fit, awol-boot", "what was refused or left out, and why"),
    AWOL_SCHEMA_TABLE(summary, "awol-fit and the tools after it", "sentences that can be quoted"),
    AWOL_SCHEMA_TABLE(shard, "awol-boot --partial",
                      "what the replicates of a shard were drawn from"),
    AWOL_SCHEMA_TABLE(draws, "awol-boot --partial", "the replicates of a shard"),
};

const struct awol_schema_group awol_schema_of_fit = {tables, AWOL_SCHEMA_N(tables)};
