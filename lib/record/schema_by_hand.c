/* Tables that are written by hand. */
#include "record/schema_tables.h"

static const struct awol_schema_column units[] = {
    {"unit", true, "name of the unit"},
    {"parent", false, "the larger unit to which it belongs; empty at the top"},
    {"men", false, "men in it, for orientation; rates use the table strength"},
};

static const struct awol_schema_column times[] = {
    {"time", false, "days as decimals, counted from the day of --day-zero; or"},
    {"date", false,
     "EDTF, to the day or with a time of day (1776-08-27T14:30). A date without a time is a day of "
     "which only the number is known"},
    {"men", false, "men who left together; 1 where absent (count is understood too)"},
    {"unit", false, "the unit of all rows"},
};

static const struct awol_schema_column strength[] = {
    {"date", true,
     "day of the return, which holds until the next; a span counts from its first day"},
    {"men", true, "men on that day; or, instead, gained and lost"},
    {"gained", false, "men who joined on that day, counted from the next on"},
    {"lost", false, "men lost on that day, counted from the next on"},
    {"unit", false, "whose strength it is; empty for the whole, where a single unit is counted"},
    {"basis", true,
     "who is counted: present-for-duty, present, present-and-absent, establishment, sent, "
     "enemy-estimate"},
    {"preferred", false, "no for a figure that is kept but not used"},
    {"source", false, "where it is printed or kept"},
};

static const struct awol_schema_column offers[] = {
    {"id", true, "a short word, by which effects are named: offer.ID"},
    {"kind", true,
     "offer, amnesty, distribution, counter (against deserting), proposal, comment; the first "
     "four can be fitted"},
    {"start", true,
     "the day on which the men could know of it (EDTF; over a span it comes in evenly)"},
    {"issued", false, "the day on which it was voted or signed"},
    {"end", false, "the deadline, that day included; empty if it stood open"},
    {"use", false, "yes or no: whether a fit takes it up"},
    {"unit", false, "to whom it was made; empty for all"},
    {"shape", false,
     "flat; decay (strongest at first); rush (strongest before the deadline); flat where empty"},
    {"days", false, "time constant of decay and rush"},
    {"label", false, "how figures and sentences call it"},
    {"terms", false, "what was offered, in words"},
    {"value", false, "what it was worth"},
    {"currency", false, "in what money"},
    {"source", false, "where it is printed or kept"},
};

static const struct awol_schema_column circumstances[] = {
    {"id", true, "a short word, by which effects are named: circumstance.ID"},
    {"kind", true, "any word: battle, march, payday, arrears, winter, ice, news, order"},
    {"start", true, "the first day of it (EDTF)"},
    {"issued", false, "the day on which an order or a piece of news was written"},
    {"end", false, "the last day, included; empty if it went on"},
    {"use", false, "yes or no: whether a fit takes it up"},
    {"unit", false, "whom it touched; empty for all"},
    {"shape", false, "flat, decay or rush, as for offers"},
    {"days", false, "time constant of decay and rush"},
    {"label", false, "how figures and sentences call it"},
    {"source", false, "where it is printed or kept"},
};

static const struct awol_schema_column covariates[] = {
    {"date", true, "day from which the value holds, until the next"},
    {"name", true, "name of the covariate"},
    {"value", true, "the number; NA where unknown"},
    {"unit", false, "for which unit; empty for all that have none of their own"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(
        units, "by hand; carried by awol-count",
        "which unit belongs to which. A count of a part is a lower bound for the whole; both are "
        "never scored as exact."),
    AWOL_SCHEMA_TABLE(
        times, "by hand; carried by awol-fit --observed",
        "departures with a time each, for --model hawkes and hawkes-n. Rows before the "
        "observation are history; equal times are a stretch as long as the finest step of the "
        "record"),
    AWOL_SCHEMA_TABLE(strength, "by hand; carried by awol-count",
                      "the men at risk. Two bases are never mixed in a series."),
    AWOL_SCHEMA_TABLE(offers, "by hand; carried by awol-fit",
                      "dated offers of refuge, and what answered them"),
    AWOL_SCHEMA_TABLE(circumstances, "by hand; carried by awol-fit",
                      "what else pushed or held men on known days"),
    AWOL_SCHEMA_TABLE(covariates, "by hand; carried by awol-count",
                      "numbers that change on known days"),
};

const struct awol_schema_group awol_schema_of_by_hand = {tables, AWOL_SCHEMA_N(tables)};
