#include "record/schema.h"

#include "base/text.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct awol_schema_column events[] = {
    {"id", false, "the row's name in the record"},
    {"person", false, "who left, where he is named"},
    {"unit", false, "the men's own unit"},
    {"received_by", false, "who counted the men on the other side"},
    {"date", true, "when they left, in EDTF: a day, a month, an interval; ? and ~ are kept"},
    {"earliest", false, "first day on which they can have left, YYYY-MM-DD or .. for an open end"},
    {"latest", false, "last such day, included"},
    {"calendar", false,
     "the calendar of the text: gregorian, julian or french-republican; all days are Gregorian"},
    {"qualifier", false,
     "how sure the date is: uncertain, approximate, uncertain-approximate; cert-low "
     "and the like where an encoder doubts the whole"},
    {"count", false,
     "men in the row; 1 where there is no count at all. A hand-made table may have it in words, "
     "which "
     "say its kind: 75 to 100, at least 500, über 500, environ 100"},
    {"count_low", false, "least number of men"},
    {"count_high", false, "greatest number of men"},
    {"kind", false,
     "how the number is meant: exact (as printed), about, range (from count_low to count_high), "
     "at-least or at-most (the bound is count)"},
    {"at_risk", false, "men of the unit who could have left, where this source says so"},
    {"basis", false, "who is counted in at_risk; the words of the table strength"},
    {"party", false, "size of the parties in which the men left"},
    {"event", false,
     "deserted, absent, surrendered, captured, rejoined, discharged, died or attempted (nobody "
     "left); deserted where empty"},
    {"to", false, "where they went: enemy, home, other, unknown"},
    {"status", false, "serving, or prisoner"},
    {"place", false, "where they left from"},
    {"reported_by", false, "own side, enemy, or third (anybody else)"},
    {"preferred", false,
     "yes, or no for a figure that contradicts a preferred one; preferred rows of one unit are "
     "different men and add, and their days may nest (a total over known months) but not cross"},
    {"source", false, "where it is printed or kept"},
    {"page", false, "page, folio or number there"},
    {"seen_in", false, "where the source is quoted, if it was read second hand"},
    {"text", false, "the date as it is written in the record"},
    {"rule", false, "the rule that read the date"},
    {"name", false,
     "what the man is called, as written; this and the columns below are in the stream only where "
     "a "
     "file has them"},
    {"rank", false, "his rank, as written"},
    {"enter", false, "when the watch over him began, as by enlistment, in EDTF"},
    {"leave", false,
     "when it ended without the event, as by the end of the roll, in EDTF; the row's own date is "
     "that of the event. A man who stayed has neither date nor event, and the count 0: his time is "
     "counted by awol-count --person-time"},
};

static const struct awol_schema_column dates[] = {
    {"text", true, "the date as it was given"},
    {"edtf", true, "what it says, in EDTF and the Gregorian calendar; NA where it is refused"},
    {"earliest", true, "first day that it leaves possible, YYYY-MM-DD or .. for an open end"},
    {"latest", true, "last such day, included"},
    {"calendar", true, "the calendar of the text: gregorian, julian, french-republican"},
    {"qualifier", true, "how sure it is: uncertain, approximate, uncertain-approximate"},
    {"rule", true, "the rule that read it; its parts are joined by +"},
    {"widened", true,
     "days by which ends were moved out because the text says about; the larger of the two"},
    {"warning", true, "another reading that some would give it"},
    {"column", true, "where a refused text stopped to make sense: the byte, from 1"},
    {"reason", true, "why it is refused, and what was expected there"},
};

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

static const struct awol_schema_column pairs[] = {
    {"id_1", true, "the first row: its id, else \"line\" and its line"},
    {"id_2", true, "the second"},
    {"name_1", true, "what the man is called there: name, else person"},
    {"name_2", true, "and there"},
    {"unit_1", true, "his unit there"},
    {"unit_2", true, "and there"},
    {"date_1", true, "the date there"},
    {"date_2", true, "and there"},
    {"event_1", true, "what he did there"},
    {"event_2", true, "and there"},
    {"source_1", true, "who tells it: the source, and the side where both have the same source"},
    {"source_2", true, "and of the other"},
    {"score", true, "how alike the names are, from 0 to 1"},
    {"reason", true, "why the rows are a pair, in words"},
    {"kept", true, "the row that stands for both, where they are merged; NA where they are not"},
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

static const struct awol_schema_column warnings[] = {
    {"code", true, "a word for the case: refused, left-out, same-time, boundary, sloppy, …"},
    {"text", true, "the sentence"},
};

static const struct awol_schema_column summary[] = {
    {"topic", true, "what the sentence is about"},
    {"text", true, "a whole sentence, with its numbers and intervals"},
};

static const struct awol_schema_column profile[] = {
    {"name", true, "name of the parameter"},
    {"value", true, "value at which it was held"},
    {"log_likelihood", true, "greatest log-likelihood over the other parameters"},
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
    {"bc_low", true, "the same, corrected for the median bias of the replicates"},
    {"bc_high", true, "the same"},
    {"profile_low", false,
     "lower end of the profile interval (--profile); NA if the data set none"},
    {"profile_high", false, "upper end of it"},
    {"level", true, "level of the intervals"},
    {"n", true, "replicates in which the quantity means something"},
    {"profile", false, "how the profile ended: profile; profile, reaches 0; profile, open above"},
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

static const struct awol_schema_column checks[] = {
    {"check", true, "pit, correlation, scatter: see awol-check(1)"},
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

#define TABLE(name, by, meaning)                                                                   \
    {                                                                                              \
#name, by, meaning, name, N(name)                                                          \
    }

const struct awol_schema_table awol_schema[] = {
    TABLE(events, "awol-read", "what happened: so many men, of such a unit, between such days"),
    TABLE(dates, "awol-date",
          "what texts say of dates: days, and the rule; or why they are refused"),
    TABLE(series, "awol-count, awol-fit",
          "how many men left in which stretch of days. Times without a row are gaps in which "
          "nobody counted, never zeros. Spans of a unit may nest, they do not cross. The headers "
          "event, to and reported_by hold what all counted events agree on. awol-fit adds "
          "its fitted columns (fitted, fitted_low, fitted_high, background, by_offer, "
          "by_comrades)."),
    TABLE(pairs, "awol-count --pairs",
          "rows that may tell of one man, best first, to be looked through"),
    {"person-time", "awol-count --person-time",
     "one row for each time that a man was at risk. awol-count --survival reads a hand-made one "
     "too.",
     person_time, N(person_time)},
    TABLE(survival, "awol-count --survival",
          "the share of the men that is still there, as time goes on"),
    TABLE(groups, "awol-count --survival", "the men behind each curve"),
    TABLE(tests, "awol-count --survival, awol-boot --test",
          "whether the curves of the groups differ; whether a fit could do without an effect, with "
          "drawn critical values"),
    TABLE(units, "by hand; carried by awol-count",
          "which unit belongs to which. A count of a part is a lower bound for the whole; both are "
          "never scored as exact."),
    TABLE(times, "by hand; carried by awol-fit --observed",
          "departures with a time each, for --model hawkes and hawkes-n. Rows before the "
          "observation are history; equal times are a stretch as long as the finest step of the "
          "record"),
    TABLE(strength, "by hand; carried by awol-count",
          "the men at risk. Two bases are never mixed in a series."),
    TABLE(offers, "by hand; carried by awol-fit", "dated offers of refuge, and what answered them"),
    TABLE(circumstances, "by hand; carried by awol-fit",
          "what else pushed or held men on known days"),
    TABLE(covariates, "by hand; carried by awol-count", "numbers that change on known days"),
    TABLE(model, "awol-fit", "what was fitted, to what, how well"),
    TABLE(parameters, "awol-fit", "the fitted parameters with their intervals"),
    TABLE(bracket, "awol-fit",
          "three readings of the same bunching; a single series cannot choose between them"),
    TABLE(evaluation, "awol-fit --at", "log-likelihood and gradient at given parameters"),
    TABLE(covariance, "awol-fit", "covariance of the estimates"),
    TABLE(changes, "awol-fit --model change-points", "how often the rate changed"),
    TABLE(change_points, "awol-fit --model change-points", "when the rate may have changed"),
    TABLE(profile, "awol-fit --profile", "the log-likelihood along one parameter"),
    TABLE(replicates, "awol-boot", "the fit of each record drawn from the fit"),
    TABLE(intervals, "awol-boot", "bias and limits of the parameters by the replicates"),
    TABLE(warnings, "awol-fit, awol-boot", "what was refused or left out, and why"),
    TABLE(summary, "awol-fit and the tools after it", "sentences that can be quoted"),
    TABLE(shard, "awol-boot --partial", "what the replicates of a shard were drawn from"),
    TABLE(draws, "awol-boot --partial", "the replicates of a shard"),
    TABLE(checks, "awol-check", "whether the record refutes the model, and by what"),
    TABLE(residuals, "awol-check", "each count against what was expected of it"),
    TABLE(correlations, "awol-check", "what one residual says of those after it"),
    TABLE(gaps, "awol-check",
          "for departures with a time each: how far apart they are on the model's own clock (the "
          "first 2,000)"),
    TABLE(rootogram, "awol-check", "how often which counts came, and were expected"),
    TABLE(influence, "awol-check", "the estimates without each count in turn"),
    TABLE(placebo, "awol-check --placebo", "an offer moved to days on which nothing was offered"),
    TABLE(imputed, "awol-check --impute", "totals shared out over their bins, by Rubin's rules"),
    TABLE(sensitivity, "awol-check", "the estimates under other assumptions"),
    TABLE(models, "awol-compare", "models of one record, ranked"),
    TABLE(campaigns, "awol-compare --campaigns", "campaigns side by side"),
    TABLE(pooled, "awol-compare --campaigns", "what they have in common, and how far they differ"),
    TABLE(shrunken, "awol-compare --campaigns", "each campaign's value in the light of the others"),
};
const size_t awol_schema_n = N(awol_schema);

const struct awol_schema_parameter awol_schema_parameters[] = {
    {"rate", "per man and day; per day where the men are unknown",
     "departures that neither an offer nor a circumstance nor a comrade prompted"},
    {"trend", "log per 365.25 days", "change of the rate, zero at the first day of the series"},
    {"sinK", "log", "sine of the K-th seasonal wave of the rate, phase zero on 1 January"},
    {"cosK", "log", "cosine of the K-th seasonal wave of the rate"},
    {"offer.ID", "rate ratio",
     "how many times the rate while the offer was known, at its full weight"},
    {"after.ID", "rate ratio",
     "how many times the rate in the days behind the offer's deadline (--after-deadline)"},
    {"circumstance.ID", "rate ratio", "how many times the rate under the circumstance"},
    {"cov.COLUMN", "log per unit of the column", "effect of a covariate on the rate"},
    {"rate.UNIT", "as rate", "the same for one unit (--levels)"},
    {"rate.DATE", "as rate", "the same for the stretch that begins on that day (piecewise)"},
    {"eta", "further departures per departure",
     "further departures prompted directly by one, or by whatever else lingers"},
    {"urgency.ID", "ratio on eta", "how many times eta while the offer was known (--urgency)"},
    {"eta_per_day", "further departures per departure and day",
     "what each earlier departure prompts a day, without end (--kernel all)"},
    {"median_days", "days",
     "half of those that a departure prompts follow within so many days (--kernel power)"},
    {"tail", "exponent", "how fast what lingers dies away (--kernel power)"},
    {"tau_days", "days", "mean delay between a departure and those it prompts"},
    {"mark_exponent", "power", "a party of k men prompts k to this power times as many as one man"},
    {"share_between", "fraction", "part of eta that goes to other units"},
    {"ar", "departures per departure of the bin before",
     "what each departure of one bin adds to the next in its unit (endemic-epidemic)"},
    {"ne", "departures per departure of the bin before",
     "what one departure in each neighbour of a unit adds to the unit's next bin"},
    {"infection", "chance, or departures per departure",
     "what one departure draws in the next bin: a given man (reed-frost), or in all (tsir)"},
    {"mixing", "exponent", "1 where men meet as at random; less where many draw less (tsir)"},
    {"bass_p", "per base bin", "share of the willing who go in one bin unprompted (bass)"},
    {"bass_q", "per base bin", "share who go in one bin besides where all others have (bass)"},
    {"bass_m", "men", "men who would go in the end (bass)"},
    {"residual_sd", "men", "how far counts lie from the curve (bass by least squares)"},
    {"growth_m", "men", "departures that the curve goes to (logistic, gompertz, richards)"},
    {"midpoint_days", "days", "when it was steepest, from the first day of the record"},
    {"scale_days", "days", "how long its rise took"},
    {"shape", "exponent", "how lopsided it is: 1 is logistic, towards 0 Gompertz's (richards)"},
    {"threshold_mean", "share of the unit",
     "share gone that moves a middling man to go too (threshold)"},
    {"threshold_sd", "share of the unit", "how far the men differ in it"},
    {"never", "share of the unit",
     "men who would not go whatever the others did; held at 0 unless --start begins with it"},
    {"kappa", "per day", "how fast men go whose threshold is passed"},
    {"shift.ID", "share of the unit", "by how much the offer lowers every man's threshold"},
    {"dispersion", "phi of Var = m + phi m^2",
     "how much the counts of one base bin scatter more than by chance"},
    {"background_sd", "standard deviation of the multiplier",
     "how far a wandering background strays, as a share of its mean"},
    {"background_days", "days", "how long it strays: the time in which its memory falls by e"},
};
const size_t awol_schema_n_parameters = N(awol_schema_parameters);

const struct awol_schema_table *awol_schema_find(const char *table)
{
    for (size_t i = 0; i < awol_schema_n; i++) {
        if (awol_text_equal(awol_schema[i].name, table))
            return &awol_schema[i];
    }
    return NULL;
}
