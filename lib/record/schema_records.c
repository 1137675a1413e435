/* Records of men and their dates. */
#include "record/schema_tables.h"

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
    {"enter", false,
     "when the watch over him began, as by enlistment, in EDTF; of one that is about, with its "
     "ends "
     "moved out"},
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

static const struct awol_schema_table tables[] = {
    AWOL_SCHEMA_TABLE(events, "awol-read",
                      "what happened: so many men, of such a unit, between such days"),
    AWOL_SCHEMA_TABLE(dates, "awol-date",
                      "what texts say of dates: days, and the rule; or why they are refused"),
    AWOL_SCHEMA_TABLE(pairs, "awol-count --pairs",
                      "rows that may tell of one man, best first, to be looked through"),
};

const struct awol_schema_group awol_schema_of_records = {tables, AWOL_SCHEMA_N(tables)};
