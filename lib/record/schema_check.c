/* What awol-check writes. */
#include "record/schema_tables.h"

static const struct awol_schema_column checks[] = {
    {"check", true,
     "pit (do the counts lie where they are expected), correlation (does one say something of the "
     "next), scatter (do they differ as much as expected): see awol-check(1)"},
    {"statistic", true, "how far the record is from the model"},
    {"p", true, "probability of one as far, from records drawn from the model and fitted again"},
    {"replicates", true, "how many were drawn"},
    {"verdict", true, "holds, refuted, or not told"},
    {"meaning", true, "the verdict in words"},
};

static const struct awol_schema_column residuals[] = {
    {"unit", true, "as in series"},
    {"start", true, "as in series"},
    {"end", true, "as in series"},
    {"count", true, "what was counted"},
    {"expected", true, "what was expected of it given all before, parts that are known taken off"},
    {"sd", true, "standard deviation of that"},
    {"pit", true, "probability of a smaller count, evenly spread over equal ones by chance"},
    {"residual", true, "the normal quantile of pit"},
    {"log_score", true, "logarithm of the probability of what was counted"},
    {"ahead", true, "the same, from a fit to what had ended before; NA in the first half"},
};

static const struct awol_schema_column correlations[] = {
    {"lag", true, "steps between two residuals"},
    {"correlation", true, "their correlation"},
    {"low", true, "lower limit of 95 in 100 where there is none"},
    {"high", true, "upper limit of these"},
};

static const struct awol_schema_column gaps[] = {
    {"departure", true, "its number in the observation"},
    {"gap", true, "integral of the intensity since the one before"},
    {"pit", true, "1 - exp(-gap): uniform if the model is true"},
};

static const struct awol_schema_column rootogram[] = {
    {"low", true, "least count of the group"},
    {"high", true, "greatest count of the group"},
    {"observed", true, "how many of the exact counts lie in it"},
    {"expected", true, "how many the model expected"},
};

static const struct awol_schema_column influence[] = {
    {"unit", true, "of the count that is left out"},
    {"start", true, "its first day"},
    {"end", true, "first day after it"},
    {"count", true, "the count"},
    {"name", true, "name of a parameter"},
    {"estimate", true, "its estimate with all counts"},
    {"without", true, "its estimate without this one"},
    {"shift", true, "the change in standard errors of the estimate"},
    {"reason", true, "why there is no estimate without it"},
};

static const struct awol_schema_column placebo[] = {
    {"name", true, "the offer's parameter"},
    {"kind", true,
     "real (the offer itself), elsewhere (moved, beside the real one), before (moved to the time "
     "before it, nothing later used)"},
    {"start", true, "first day of the offer there"},
    {"ratio", true, "its estimate"},
    {"gain", true, "twice what it adds to the log-likelihood"},
    {"reason", true, "why there is no estimate"},
};

static const struct awol_schema_column imputed[] = {
    {"name", true, "name of a parameter"},
    {"estimate", true, "its estimate over all completed records (mean on the working scale)"},
    {"se", true, "standard error: what the completed records leave open, and how they differ"},
    {"low", true, "lower limit, at the level of the fit"},
    {"high", true, "upper limit"},
    {"missing", true, "fraction of the information of the bins that totals do not have"},
    {"m", true, "completed records that have an estimate with a variance"},
    {"in_fit", true, "its estimate in the fit, which takes totals as they are"},
    {"fit_low", true, "lower limit there"},
    {"fit_high", true, "upper limit there"},
    {"reason", true, "why there are fewer than were asked for"},
};

static const struct awol_schema_column sensitivity[] = {
    {"kind", true,
     "recorded (share of departures recorded), by-size (unreported days had at most so many), "
     "rivals (the other figure where two contradict), without (a circumstance), control (a unit "
     "to whom the offer was not addressed)"},
    {"assumption", true, "in words, or the circumstance or unit"},
    {"value", true, "its number, if it has one"},
    {"name", true, "name of a parameter"},
    {"estimate", true, "its estimate under the assumption"},
    {"in_fit", true, "its estimate in the fit"},
    {"reason", true, "why there is none"},
};

static const struct awol_schema_column evidence[] = {
    {"evidence", true,
     "unit (what goes on in single units beyond what all share), near (the same between the units "
     "nearest to each other), push (what goes on after dated pushes have ended)"},
    {"statistic", true, "a correlation; of push, the mean residual in standard deviations"},
    {"p", true, "how often chance gives as much, in this record without contagion"},
    {"draws", true, "ways in which chance was tried: signs flipped, windows moved"},
    {"n", true, "counts of which something is compared"},
    {"meaning", true, "what is compared"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(checks, "awol-check", "whether the record refutes the model, and by what"),
    AWOL_SCHEMA_TABLE(residuals, "awol-check", "each count against what was expected of it"),
    AWOL_SCHEMA_TABLE(correlations, "awol-check", "what one residual says of those after it"),
    AWOL_SCHEMA_TABLE(
        gaps, "awol-check",
        "for departures with a time each: how far apart they are on the model's own clock (the "
        "first 2,000)"),
    AWOL_SCHEMA_TABLE(rootogram, "awol-check", "how often which counts came, and were expected"),
    AWOL_SCHEMA_TABLE(influence, "awol-check", "the estimates without each count in turn"),
    AWOL_SCHEMA_TABLE(placebo, "awol-check --placebo",
                      "an offer moved to days on which nothing was offered"),
    AWOL_SCHEMA_TABLE(imputed, "awol-check --impute",
                      "totals shared out over their bins, by Rubin's rules"),
    AWOL_SCHEMA_TABLE(sensitivity, "awol-check", "the estimates under other assumptions"),
    AWOL_SCHEMA_TABLE(evidence, "awol-check",
                      "what could tell comrades from a change that touched everyone"),
};

const struct awol_schema_group awol_schema_of_check = {tables, AWOL_SCHEMA_N(tables)};
