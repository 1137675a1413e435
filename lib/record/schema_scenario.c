/* What awol-scenario writes. */
#include "record/schema_tables.h"

static const struct awol_schema_column assumptions[] = {
    {"name", true,
     "name of the assumption, as options and scenario files have it; finite; form, which is what "
     "is assumed besides numbers"},
    {"value", true, "a number, a range LO:HI, or a date; NA for form"},
    {"unit", true, "what it is measured in"},
    {"source", true, "where it comes from: the file's own words, the command line, a default"},
    {"meaning", true, "what it says"},
};

static const struct awol_schema_column pairs_of_total[] = {
    {"eta", true, "further departures that one departure directly prompts"},
    {"rate", true, "ordinary rate, per 1,000 men and month"},
    {"tau_days", true, "mean delay of what is prompted"},
    {"newcomers", true, "who must have left by themselves or moved by the offer"},
    {"ratio", true, "how many times the ordinary rate that is; below 1 the rate alone is too high"},
    {"direct_share", true, "newcomers as a share of the total"},
    {"ordinary", true, "newcomers of the ordinary rate"},
    {"by_offer", true, "newcomers beyond it"},
    {"by_comrades", true, "the rest of the total"},
    {"total_low", true,
     "lower limit of nine in ten totals that such a pair would make; NA with --finite"},
    {"total_high", true, "upper limit of them"},
};

static const struct awol_schema_column first[] = {
    {"first", true, "men who deserted first, together"},
    {"eta", true, "further departures that one departure directly prompts"},
    {"at_least", true, "departures in all"},
    {"probability", true, "of so many or more in the end, nobody else leaving by himself"},
};

static const struct awol_schema_column followers[] = {
    {"first", true, "men who deserted first, together"},
    {"eta", true, "further departures that one departure directly prompts"},
    {"at_least", true, "followers"},
    {"probability", true, "of so many or more: by formula, with --finite by simulation"},
    {"simulated", true, "the same by simulation"},
    {"se", true, "its standard error"},
};

static const struct awol_schema_column sizes[] = {
    {"first", true, "men who deserted first, together"},
    {"eta", true, "further departures that one departure directly prompts"},
    {"followers", true, "how many follow them in the end"},
    {"probability", true, "of just so many (Borel and Tanner; with --finite by simulation)"},
    {"at_most", true, "of so many or fewer"},
};

static const struct awol_schema_column by_deadline[] = {
    {"first", true, "men who deserted first, together"},
    {"eta", true, "further departures that one departure directly prompts"},
    {"tau_days", true, "mean delay of what is prompted"},
    {"days", true, "since the first deserted"},
    {"expected", true, "followers by then: by formula, with --finite by simulation"},
    {"sd", true, "standard deviation of their number"},
    {"share_of_all", true, "of those who would have followed until the horizon, or ever"},
    {"simulated", true, "followers by then, mean of the simulation"},
    {"se", true, "its standard error"},
    {"urgency_needed", true,
     "how many times eta has to be while an offer of so many days stands, so that it draws as many "
     "as one that stands until the horizon"},
};

static const struct awol_schema_column terms[] = {
    {"quantity", true, "what comes of the terms"},
    {"value", true, "with every range at its middle"},
    {"low", true, "lower limit of nine in ten draws from the ranges"},
    {"high", true, "upper limit of them"},
    {"unit", true, "what it is measured in"},
    {"meaning", true, "in words"},
};

static const struct awol_schema_column levers[] = {
    {"assumption", true,
     "one that is a range and matters here; the one that matters most stands first"},
    {"low", true, "lower end of the range"},
    {"high", true, "upper end of it"},
    {"left_at_low", true, "men who leave at the lower end, all else at the middle"},
    {"left_at_high", true, "men who leave at the upper end"},
};

static const struct awol_schema_column burden[] = {
    {"key", true, "by what is shared: a column of the countries' table, or equal"},
    {"country", true, "who receives"},
    {"share", true, "its part"},
    {"men", true, "of those who arrive"},
    {"cost", true, "of the cost"},
};

static const struct awol_schema_column threshold_curve[] = {
    {"share", true, "share of the unit that has gone"},
    {"moved", true, "share whose threshold is below that: who have gone or would go"},
    {"moved_with_offer", true, "the same with every threshold lowered by shift"},
    {"seen", true, "of a fit: whether its record has seen so many gone; above it says nothing"},
};

static const struct awol_schema_column equilibria[] = {
    {"offer", true, "whether with the offer's shift"},
    {"stable", true, "whether a few more or fewer would bring the unit back there"},
    {"seen", true, "of a fit: whether its record has seen so many gone"},
    {"share", true, "share gone at which just as many have gone as are moved to go"},
    {"men", true, "that share of the men"},
    {"slope", true, "how many others one departure more moves to go there; unstable from 1 on"},
};

static const struct awol_schema_column tipping[] = {
    {"quantity", true, "what follows from the law of thresholds"},
    {"share", true, "as a share of the unit"},
    {"men", true, "that share of the men"},
    {"meaning", true, "in words"},
};

static const struct awol_schema_column units_at_rest[] = {
    {"offer", true, "whether with the offer's shift"},
    {"share", true, "mean share gone in the end of simulated units of so many men"},
    {"men", true, "mean number of them"},
    {"carried_away", true, "share of the units that came past the tipping point"},
    {"replicates", true, "units simulated"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(assumptions, "awol-scenario, awol-simulate --network",
                      "everything that was assumed; the rest follows from it"),
    AWOL_SCHEMA_TABLE(pairs_of_total, "awol-scenario total",
                      "direct effects and prompting by comrades that would make a total"),
    AWOL_SCHEMA_TABLE(first, "awol-scenario total",
                      "whether a few first deserters alone would make it"),
    AWOL_SCHEMA_TABLE(followers, "awol-scenario followers",
                      "how likely at least so many followers are"),
    AWOL_SCHEMA_TABLE(sizes, "awol-scenario followers", "the law of their number"),
    AWOL_SCHEMA_TABLE(by_deadline, "awol-scenario followers",
                      "followers until a day on which the way is barred"),
    AWOL_SCHEMA_TABLE(terms, "awol-scenario terms", "what comes of an offer's terms"),
    AWOL_SCHEMA_TABLE(levers, "awol-scenario terms",
                      "which of the ranges assumed decide how many leave"),
    AWOL_SCHEMA_TABLE(burden, "awol-scenario terms --countries",
                      "men and cost shared out over countries"),
    AWOL_SCHEMA_TABLE(threshold_curve, "awol-scenario threshold",
                      "how many are moved to go when so many have gone"),
    AWOL_SCHEMA_TABLE(equilibria, "awol-scenario threshold", "where a unit can come to rest"),
    AWOL_SCHEMA_TABLE(tipping, "awol-scenario threshold",
                      "what would carry it away, and who would go without saying so"),
    AWOL_SCHEMA_TABLE(units_at_rest, "awol-scenario threshold",
                      "units of so many men, simulated man by man"),
};

const struct awol_schema_group awol_schema_of_scenario = {tables, AWOL_SCHEMA_N(tables)};
