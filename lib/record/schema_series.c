/* What is counted of them. */
#include "record/schema_tables.h"

static const struct awol_schema_column series[] = {
    {"unit", false, "unit that is counted; \"all\" where none is named"},
    {"start", true, "first day of the span"},
    {"end", true,
     "first day after it (not counted). A hand-made table may give first and last, both counted, "
     "instead of start and end; or date alone, a month or year being its own span"},
    {"count", true, "men who left in the span"},
    {"count_low", false, "least number of men"},
    {"count_high", false, "greatest number of men"},
    {"kind", false,
     "exact, about, range, at-least, at-most; where empty, exact, or range if there are only "
     "bounds"},
    {"preferred", false, "no for a span that is carried but not scored; yes where empty"},
    {"at_risk", false, "men who could leave, at the start of the span; NA where unknown"},
    {"basis", false, "who is counted in at_risk; a series stands on one basis"},
    {"rate", false,
     "departures per 1,000 men (or --per) and month of 30.436875 days; a bound has none"},
    {"rate_low", false, "its exact lower limit (Garwood 1936)"},
    {"rate_high", false, "its exact upper limit"},
    {"party", false, "size of the parties in which the men left, where it is one number"},
    {"source", false, "sources of the count"},
    {"NAME", false, "any further column of numbers is a covariate of that name"},
};

static const struct awol_schema_column person_time[] = {
    {"id", false, "who he is: the column that tells men apart"},
    {"spell", false, "1 for the first time that he was at risk, 2 for the next, …"},
    {"unit", false, "his unit in the row that ends the spell, else in his first; all where none"},
    {"enter", true, "first day on which he was at risk; the middle of a window"},
    {"leave", true, "last such day, that of the event included; the middle of a window"},
    {"event", true, "1 if he left by an event that was counted, else 0"},
    {"ended", false,
     "what ended the spell: the word of the event; leave (he was watched no longer), end (--to)"},
    {"days", false, "days at risk, from enter to leave, both counted"},
    {"since", false,
     "the day on which he first entered, before --from as well: time of service is counted from "
     "it"},
    {"enter_earliest", false, "first day that the record leaves possible for enter"},
    {"enter_latest", false, "last such day"},
    {"leave_earliest", false, "first day that the record leaves possible for leave"},
    {"leave_latest", false, "last such day"},
    {"NAME", false, "name, rank, and any further column of the events, as they are"},
};

static const struct awol_schema_column survival[] = {
    {"group", true, "whose curve it is; all where there is one"},
    {"time_days", true, "days after which men left or were watched no longer"},
    {"at_risk", true, "men (spells) at risk just before"},
    {"events", true, "how many of them left by the event then"},
    {"censored", true, "how many were watched no longer from then on"},
    {"survival", true, "share that is still there after it (Kaplan and Meier 1958)"},
    {"se", true, "its standard error (Greenwood 1926)"},
    {"low", true, "lower limit, by log(-log(survival)); NA where the survival is 0 or 1"},
    {"high", true, "upper limit"},
};

static const struct awol_schema_column groups[] = {
    {"group", true, "value of the column of --by-group; all where there is none"},
    {"spells", true, "rows of person-time in it"},
    {"events", true, "how many of them end by the event"},
    {"expected", true, "how many would, were all groups alike; NA where there is one"},
    {"days", true, "days at risk of them all"},
    {"median_days", true, "first time at which half are gone or more; NA if that is never"},
};

static const struct awol_schema_column tests[] = {
    {"test", true,
     "of curves, log-rank: are the groups alike (Mantel 1966); of a fit, the parameter in "
     "question"},
    {"chi_square", false, "of curves: its statistic; NA where no two groups can be compared"},
    {"df", false, "of curves: degrees of freedom"},
    {"reading", false, "of eta: timing (steady background), background (one that may wander)"},
    {"null", false, "of a fit: what holds in the records that were drawn"},
    {"statistic", false,
     "of a fit: twice the gain in log-likelihood of the full model on the record"},
    {"p", true,
     "probability of a statistic as large, were the groups alike; of a fit, (1 + drawn records "
     "that "
     "gain as much) / (1 + drawn records)"},
    {"replicates", false, "records drawn"},
    {"not_converged", false, "of these, with a search that did not come to rest"},
    {"critical", false, "95 per cent of the drawn records gain less than this"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(
        series, "awol-count, awol-fit",
        "how many men left in which stretch of days. Times without a row are gaps in which "
        "nobody counted, never zeros. Spans of a unit may nest, they do not cross. The headers "
        "event, to and reported_by hold what all counted events agree on. awol-fit adds "
        "its fitted columns (fitted, fitted_low, fitted_high, background, by_offer, "
        "by_comrades)."),
    {"person-time", "awol-count --person-time",
     "one row for each time that a man was at risk. awol-count --survival reads a hand-made one "
     "too.",
     person_time, AWOL_SCHEMA_N(person_time)},
    AWOL_SCHEMA_TABLE(survival, "awol-count --survival",
                      "the share of the men that is still there, as time goes on"),
    AWOL_SCHEMA_TABLE(groups, "awol-count --survival", "the men behind each curve"),
    AWOL_SCHEMA_TABLE(
        tests, "awol-count --survival, awol-boot --test",
        "whether the curves of the groups differ; whether a fit could do without an effect, with "
        "drawn critical values"),
};

const struct awol_schema_group awol_schema_of_series = {tables, AWOL_SCHEMA_N(tables)};
