/* What awol-explain writes. */
#include "record/schema_tables.h"

static const struct awol_schema_column attribution[] = {
    {"unit", true, "as in series"},
    {"start", true, "first day of the stretch: a base bin, or a span of the series"},
    {"end", true, "first day after it"},
    {"count", true, "men who left in it"},
    {"known", true,
     "how that number is known: counted; shared out (from a total over several bins, as the model "
     "expects); estimated (from bounds); unrecorded (nobody counted: what the model expects, in no "
     "sum)"},
    {"anyway", true, "of these, who would have left without the offer"},
    {"followed", true, "of those who would have left anyway, who followed a comrade"},
    {"by_offer", true, "who came for the offer"},
    {"by_comrades", true, "who followed one whom it had brought, at first hand or later"},
    {"by_urgency", true, "who followed only because the offer hastened it"},
    {"because", true, "the last three together; anyway and because add to count"},
    {"low", true, "lower limit of because"},
    {"high", true, "upper limit of it"},
};

static const struct awol_schema_column attributed[] = {
    {"cause", true,
     "anyway, followed, offer, comrades, urgency, because: the columns of attribution"},
    {"offer", true, "NA: all offers together; offer.ID: that one, the others kept"},
    {"reading", true, "of eta: background, timing, clustering; NA where the model has no readings"},
    {"men", true, "sum over all that was recorded"},
    {"low", true, "lower limit"},
    {"high", true, "upper limit"},
    {"share", true, "of all men who left"},
    {"share_low", true, "lower limit"},
    {"share_high", true, "upper limit"},
    {"level", true, "level of the limits"},
    {"n", true, "draws behind them"},
    {"method", true,
     "bootstrap (replicates of awol-boot), covariance (normal draws from the covariance of the "
     "fit), none"},
};

static const struct awol_schema_column counterfactual[] = {
    {"unit", true, "as in series"},
    {"start", true, "first day of the stretch: a base bin, or a span of the series"},
    {"end", true, "first day after it"},
    {"count", true, "men who left in it; NA where nobody counted, and it is in no sum"},
    {"as_it_was", true, "mean of the campaigns simulated with the offer as it was"},
    {"otherwise", true, "mean of those without it, or with the other offer"},
    {"low", true, "lower limit of otherwise"},
    {"high", true, "upper limit of it"},
};

static const struct awol_schema_column worlds[] = {
    {"what", true,
     "as it was, otherwise, difference (the first less the second); attributed: the sum of "
     "because, "
     "for comparison"},
    {"men", true, "mean over the simulated campaigns"},
    {"low", true, "lower limit"},
    {"high", true, "upper limit"},
    {"level", true, "level of the limits"},
    {"n", true, "pairs of campaigns; draws"},
    {"method", true, "how the two were drawn"},
};

static const struct awol_schema_column cost[] = {
    {"basis", true,
     "attributed, counterfactual: whom the offer brought by the table of that name; assumed: by a "
     "share of those who came"},
    {"anyway", true, "assumed share who would have come anyway"},
    {"quantity", true,
     "men who came, men it brought, total, per man who came, per man it brought, alternative, "
     "times "
     "cheaper, break-even men, break-even payment, replacement, replacement ratio"},
    {"value", true, "its value; NA where nobody was brought and it has no bound"},
    {"low", true, "lower limit; NA where there is none"},
    {"high", true, "upper limit; NA where there is none"},
    {"currency", true, "of money"},
    {"meaning", true, "in plain words"},
};

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(
        attribution, "awol-explain",
        "each count divided by what the men left because of, by the model of the fit"),
    AWOL_SCHEMA_TABLE(attributed, "awol-explain", "the sums of attribution, with limits"),
    AWOL_SCHEMA_TABLE(counterfactual, "awol-explain",
                      "the campaign without the offer, or with another: simulated"),
    AWOL_SCHEMA_TABLE(worlds, "awol-explain",
                      "the sums of counterfactual, beside what is attributed"),
    AWOL_SCHEMA_TABLE(cost, "awol-explain", "what the offer cost for each man"),
};

const struct awol_schema_group awol_schema_of_explain = {tables, AWOL_SCHEMA_N(tables)};
