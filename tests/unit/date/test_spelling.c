/* The texts are forms found in sources, and those of python-edtf's test of English dates
 * (github.com/ixc/python-edtf, tests/test_natlang.py). What they mean was worked out by hand; days
 * of other calendars are those of the calendar functions of PHP (juliantojd, frenchtojd). */
#include "date/spelling.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define PLAIN                                                                                      \
    {                                                                                              \
        .about_days = AWOL_ABOUT_DAYS                                                              \
    }

struct accepted {
    const char *text;
    const char *edtf;
    const char *earliest; /* ".." open */
    const char *latest;
    const char *rule;
};

struct refused {
    const char *text;
    size_t column;
    const char *message; /* its beginning, or a part of it */
};

static void check(const struct accepted *row, const struct awol_spelling_settings *settings)
{
    struct awol_spelling date;
    struct awol_error error = {0};
    char earliest[AWOL_DAY_TEXT_SIZE] = "..", latest[AWOL_DAY_TEXT_SIZE] = "..";

    cr_assert(awol_spelling_parse(row->text, settings, NULL, &date, &error) == AWOL_OK,
              "%s: refused at %zu: %s", row->text, error.place.column, error.message);
    cr_expect(strcmp(date.edtf, row->edtf) == 0, "%s: EDTF %s", row->text, date.edtf);
    if (!date.span.open_earliest)
        awol_day_format(date.span.earliest, earliest);
    if (!date.span.open_latest)
        awol_day_format(date.span.latest, latest);
    cr_expect(strcmp(earliest, row->earliest) == 0, "%s: earliest %s", row->text, earliest);
    cr_expect(strcmp(latest, row->latest) == 0, "%s: latest %s", row->text, latest);
    cr_expect(strcmp(date.rule, row->rule) == 0, "%s: rule %s", row->text, date.rule);
}

static void check_refused(const struct refused *row, const struct awol_spelling_settings *settings)
{
    struct awol_spelling date = {.rule = "untouched"};
    struct awol_error error = {0};

    cr_assert(awol_spelling_parse(row->text, settings, NULL, &date, &error) == AWOL_DATA,
              "“%s” was read as %s", row->text, date.edtf);
    cr_expect(error.place.column == row->column, "“%s”: column %zu (%s)", row->text,
              error.place.column, error.message);
    cr_expect(strstr(error.message, row->message) != NULL, "“%s”: %s", row->text, error.message);
    cr_expect_str_eq(date.rule, "untouched");
}

#define DAY(text, day, rule)                                                                       \
    {                                                                                              \
        text, day, day, day, rule                                                                  \
    }

static const struct accepted days[] = {
    DAY("27 Aug 1776", "1776-08-27", "day-month-year"),
    DAY("27. Aug. 1776", "1776-08-27", "day-month-year"),
    DAY("Aug. 27th, 1776", "1776-08-27", "month-day-year"),
    DAY("August 27 1776", "1776-08-27", "month-day-year"),
    DAY("January 12, 1940", "1940-01-12", "month-day-year"),
    DAY("the 27th of August, 1776", "1776-08-27", "day-month-year"),
    DAY("27ten Augusti 1776", "1776-08-27", "day-month-year"),
    DAY("den 1sten May 1777", "1777-05-01", "day-month-year"),
    DAY("am 3. J\303\244nner 1777", "1777-01-03", "day-month-year"),
    DAY("3 Ja\xCC\x88nner 1777", "1777-01-03", "day-month-year"), /* a combining mark */
    DAY("3 FEBER 1777", "1777-02-03", "day-month-year"),
    DAY("3. Hornung 1777", "1777-02-03", "day-month-year"),
    DAY("3. M\303\244rz 1777", "1777-03-03", "day-month-year"),
    DAY("3 Maerz 1777", "1777-03-03", "day-month-year"),
    DAY("3. Heumonat 1777", "1777-07-03", "day-month-year"),
    DAY("3 Junii 1777", "1777-06-03", "day-month-year"),
    DAY("le 1er f\303\251vrier 1778", "1778-02-01", "day-month-year"),
    DAY("3 ao\303\273t 1778", "1778-08-03", "day-month-year"),
    DAY("3 d\303\251c. 1778", "1778-12-03", "day-month-year"),
    DAY("3 D\303\211CEMBRE 1778", "1778-12-03", "day-month-year"),
    DAY("2d July 1778", "1778-07-02", "day-month-year"),
    DAY("27-Aug-1776", "1776-08-27", "day-month-year"),
    DAY("1776 Aug. 27", "1776-08-27", "year-month-day"),
    DAY("1776-08-27", "1776-08-27", "year-month-day"),
    DAY("1776/8/27", "1776-08-27", "year-month-day"),
    DAY("27.8.1776", "1776-08-27", "dotted"),
    DAY("3.4.1776", "1776-04-03", "dotted"),
    DAY("27. 8. 1776", "1776-08-27", "dotted"),
    DAY("27/8/1776", "1776-08-27", "numbers-dmy"),
    DAY("8/27/1776", "1776-08-27", "numbers-mdy"),
    DAY("4/4/1776", "1776-04-04", "numbers-dmy"),
    DAY("27.VIII.1776", "1776-08-27", "roman-month"),
    DAY("27/VIII/1776", "1776-08-27", "roman-month"),
    DAY("27 7ber 1776", "1776-09-27", "day-month-year+disputed"),
    DAY("27 7bris 1776", "1776-09-27", "day-month-year+disputed"),
    DAY("3 8br. 1776", "1776-10-03", "day-month-year+disputed"),
    DAY("3 8bris 1776", "1776-10-03", "day-month-year+disputed"),
    DAY("3 9bris 1776", "1776-11-03", "day-month-year+disputed"),
    DAY("3 9bre 1776", "1776-11-03", "day-month-year+disputed"),
    DAY("3 10bris 1776", "1776-12-03", "day-month-year+disputed"),
    DAY("3 Xbris 1776", "1776-12-03", "day-month-year+disputed"),
    DAY("3 Xber 1776", "1776-12-03", "day-month-year+disputed"),
    DAY("11 Feb. 1731/2", "1732-02-11", "dual-year"),
    DAY("11 Feb 1731/32", "1732-02-11", "dual-year"),
    DAY("Feb. 11, 1731/2", "1732-02-11", "dual-year"),
    DAY("24 March 1699/1700", "1700-03-24", "dual-year"),
    DAY("11 Feb 1731/1732", "1732-02-11", "dual-year"),
    DAY("11 Feb 1731-1732", "1732-02-11", "dual-year"),
    DAY("11.2.1731/1732", "1732-02-11", "dual-year"),
    DAY("11.2.1731-2", "1732-02-11", "dual-year"),
    DAY("3 Jan 1799/00", "1800-01-03", "dual-year"),
    DAY("11 Feb 1732 O.S.", "1732-02-22", "day-month-year"),
    DAY("11 Feb 1731/2 old style", "1732-02-22", "dual-year"),
    DAY("22. Februar 1732 n. St.", "1732-02-22", "day-month-year"),
    DAY("11 frimaire an XIII", "1804-12-02", "republican"),
    DAY("11 frim. 13", "1804-12-02", "republican"),
    DAY("9 Thermidor an II", "1794-07-27", "republican"),
    DAY("9 thermidor de l\342\200\231an 2", "1794-07-27", "republican"),
    DAY("1 vend\303\251miaire an I", "1792-09-22", "republican"),
    DAY("6e jour compl\303\251mentaire an III", "1795-09-22", "republican"),
};

static const struct accepted spans[] = {
    {"Aug. 1776", "1776-08", "1776-08-01", "1776-08-31", "month-year"},
    {"January 2008", "2008-01", "2008-01-01", "2008-01-31", "month-year"},
    {"Feb. 1731/2", "1732-02", "1732-02-01", "1732-02-29", "dual-year"},
    {"Feb 1731/1732", "1732-02", "1732-02-01", "1732-02-29", "dual-year"},
    {"Feb. 1731-1732", "1732-02", "1732-02-01", "1732-02-29", "dual-year"},
    {"March 1699/1700", "1700-03", "1700-03-01", "1700-03-31", "dual-year"},
    {"early Feb 1731/2", "1732-02-01/1732-02-10", "1732-02-01", "1732-02-10",
     "third-of-month+dual"},
    {"mid Feb 1731/32", "1732-02-11/1732-02-20", "1732-02-11", "1732-02-20", "third-of-month+dual"},
    {"late Feb 1731/1732", "1732-02-21/1732-02-29", "1732-02-21", "1732-02-29",
     "third-of-month+dual"},
    {"mi-f\303\251vrier 1731-2", "1732-02-11/1732-02-20", "1732-02-11", "1732-02-20",
     "third-of-month+dual"},
    {"early Jan. 1731/2 O.S.", "1732-01-12/1732-01-21", "1732-01-12", "1732-01-21",
     "third-of-month+dual"},
    {"Aug. 1776-1778", "1776-08/1778", "1776-08-01", "1778-12-31", "span+month-year..year"},
    {"Aug. 1776-1777", "1776-08/1777", "1776-08-01", "1777-12-31", "span+month-year..year"},
    {"Feb. 1731-1733", "1731-02/1733", "1731-02-01", "1733-12-31", "span+month-year..year"},
    {"1776 Aug. 27-29", "1776-08-27/1776-08-29", "1776-08-27", "1776-08-29",
     "span+year-month-day..day"},
    {"7/2008", "2008-07", "2008-07-01", "2008-07-31", "numeric-month"},
    {"08.1776", "1776-08", "1776-08-01", "1776-08-31", "numeric-month"},
    {"1776-08", "1776-08", "1776-08-01", "1776-08-31", "year-month"},
    {"1776", "1776", "1776-01-01", "1776-12-31", "year"},
    {"the year 1800", "1800", "1800-01-01", "1800-12-31", "year"},
    {"im Jahre 1776", "1776", "1776-01-01", "1776-12-31", "year"},
    {"1776-77", "1776/1777", "1776-01-01", "1777-12-31", "years"},
    {"1776/77", "1776/1777", "1776-01-01", "1777-12-31", "years"},
    {"1731/2", "1731/1732", "1731-01-01", "1732-12-31", "years"},
    {"1861-67", "1861/1867", "1861-01-01", "1867-12-31", "years"},
    {"1799-00", "1799/1800", "1799-01-01", "1800-12-31", "years"},
    {"1851-1852", "1851/1852", "1851-01-01", "1852-12-31", "span+year"},
    {"1852 - 1860", "1852/1860", "1852-01-01", "1860-12-31", "span+year"},
    {"1776\342\200\2231777", "1776/1777", "1776-01-01", "1777-12-31", "span+year"},
    {"1858/1860", "1858/1860", "1858-01-01", "1860-12-31", "span+year"},
    {"1860s", "186X", "1860-01-01", "1869-12-31", "decade"},
    {"1770er Jahre", "177X", "1770-01-01", "1779-12-31", "decade"},
    {"1860s-1870s", "1860/1879", "1860-01-01", "1879-12-31", "span+decade"},
    {"19th century", "18XX", "1800-01-01", "1899-12-31", "century"},
    {"19c", "18XX", "1800-01-01", "1899-12-31", "century"},
    {"10c.?", "09XX?", "0900-01-01", "0999-12-31", "century"},
    {"1270 CE", "1270", "1270-01-01", "1270-12-31", "year"},
    {"AD 1270", "1270", "1270-01-01", "1270-12-31", "year"},
    {"17 A.D.", "0017", "0017-01-01", "0017-12-31", "year"},
    {"127 n. Chr.", "0127", "0127-01-01", "0127-12-31", "year"},
    {"1 BC", "0000", "0000-01-01", "0000-12-31", "year"},
    {"64 BCE", "-0063", "-0063-01-01", "-0063-12-31", "year"},
    {"44 v. Chr.", "-0043", "-0043-01-01", "-0043-12-31", "year"},
    {"March 1044 B.C.", "-1043-03", "-1043-03-01", "-1043-03-31", "month-year"},
    {"1862 guess", "1862?", "1862-01-01", "1862-12-31", "year"},
    {"27-29 Aug 1776", "1776-08-27/1776-08-29", "1776-08-27", "1776-08-29",
     "span+day..day-month-year"},
    {"27./28. Aug. 1776", "1776-08-27/1776-08-28", "1776-08-27", "1776-08-28",
     "span+day..day-month-year"},
    {"Aug 27-29, 1776", "1776-08-27/1776-08-29", "1776-08-27", "1776-08-29",
     "span+month-day..day-year"},
    {"27 Aug - 3 Sept 1776", "1776-08-27/1776-09-03", "1776-08-27", "1776-09-03",
     "span+day-month..day-month-year"},
    {"27.8.-3.9.1776", "1776-08-27/1776-09-03", "1776-08-27", "1776-09-03",
     "span+day-month..dotted"},
    {"1776-08-27/1776-09-03", "1776-08-27/1776-09-03", "1776-08-27", "1776-09-03",
     "span+year-month-day"},
    {"between 15 and 25 August 1776", "1776-08-15/1776-08-25", "1776-08-15", "1776-08-25",
     "between+day..day-month-year"},
    {"zwischen dem 15. und 25. August 1776", "1776-08-15/1776-08-25", "1776-08-15", "1776-08-25",
     "between+day..day-month-year"},
    {"entre le 3 et le 5 ao\303\273t 1776", "1776-08-03/1776-08-05", "1776-08-03", "1776-08-05",
     "between+day..day-month-year"},
    {"from May to June 1777", "1777-05/1777-06", "1777-05-01", "1777-06-30",
     "from-to+month..month-year"},
    {"vom 3. bis 5. Mai 1777", "1777-05-03/1777-05-05", "1777-05-03", "1777-05-05",
     "from-to+day..day-month-year"},
    {"du 3 au 5 mai 1777", "1777-05-03/1777-05-05", "1777-05-03", "1777-05-05",
     "from-to+day..day-month-year"},
    {"before 1928", "../1928", "..", "1928-12-31", "before+year"},
    {"earlier than 1928", "../1928", "..", "1928-12-31", "before+year"},
    {"vor August 1776", "../1776-08", "..", "1776-08-31", "before+month-year"},
    {"ante 27 Aug 1776", "../1776-08-27", "..", "1776-08-27", "before+day-month-year"},
    {"avant 1776", "../1776", "..", "1776-12-31", "before+year"},
    {"after 1928", "1928/..", "1928-01-01", "..", "after+year"},
    {"nach dem 3. Mai 1777", "1777-05-03/..", "1777-05-03", "..", "after+day-month-year"},
    {"post 1776", "1776/..", "1776-01-01", "..", "after+year"},
    {"apr\303\250s mai 1777", "1777-05/..", "1777-05-01", "..", "after+month-year"},
    {"jusqu'au 3 mai 1777", "../1777-05-03", "..", "1777-05-03", "until+day-month-year"},
    {"seit 1776", "1776/..", "1776-01-01", "..", "since+year"},
    {"early August 1776", "1776-08-01/1776-08-10", "1776-08-01", "1776-08-10", "third-of-month"},
    {"mid-August 1776", "1776-08-11/1776-08-20", "1776-08-11", "1776-08-20", "third-of-month"},
    {"late Feb 1776", "1776-02-21/1776-02-29", "1776-02-21", "1776-02-29", "third-of-month"},
    {"the end of August 1776", "1776-08-21/1776-08-31", "1776-08-21", "1776-08-31",
     "third-of-month"},
    {"Anfang August 1776", "1776-08-01/1776-08-10", "1776-08-01", "1776-08-10", "third-of-month"},
    {"Mitte August 1776", "1776-08-11/1776-08-20", "1776-08-11", "1776-08-20", "third-of-month"},
    {"Ende August 1776", "1776-08-21/1776-08-31", "1776-08-21", "1776-08-31", "third-of-month"},
    {"d\303\251but ao\303\273t 1776", "1776-08-01/1776-08-10", "1776-08-01", "1776-08-10",
     "third-of-month"},
    {"mi-ao\303\273t 1776", "1776-08-11/1776-08-20", "1776-08-11", "1776-08-20", "third-of-month"},
    {"fin ao\303\273t 1776", "1776-08-21/1776-08-31", "1776-08-21", "1776-08-31", "third-of-month"},
    {"Ende August bis Anfang September 1776", "1776-08-21/1776-09-10", "1776-08-21", "1776-09-10",
     "from-to+third-of-month"},
    {"early 1776", "1776-01-01/1776-04-30", "1776-01-01", "1776-04-30", "third-of-year"},
    {"Spring 1872", "1872-21", "1872-03-01", "1872-05-31", "season"},
    {"Fall 1872", "1872-23", "1872-09-01", "1872-11-30", "season"},
    {"Fr\303\274hjahr 1777", "1777-21", "1777-03-01", "1777-05-31", "season"},
    {"Herbst 1777", "1777-23", "1777-09-01", "1777-11-30", "season"},
    {"\303\251t\303\251 1777", "1777-22", "1777-06-01", "1777-08-31", "season"},
    {"winter 1776/77", "1776-24", "1776-12-01", "1777-02-28", "winter+dual"},
    {"Winter 1775", "1775-24", "1775-12-01", "1776-02-29", "season"},
    {"Fr\303\274hjahr bis Herbst 1777", "1777-21/1777-23", "1777-03-01", "1777-11-30",
     "from-to+season"},
    {"frimaire an XIII", "1804-11-22/1804-12-21", "1804-11-22", "1804-12-21", "republican-month"},
    {"an II", "1793-09-22/1794-09-21", "1793-09-22", "1794-09-21", "republican-year"},
};

/* A year's ends move by 365 days, a month's by 30, a day's by 3. */
static const struct accepted about[] = {
    {"ca. 1776", "1776~", "1775-01-01", "1777-12-31", "about+year"},
    {"c1860", "1860~", "1859-01-01", "1861-12-31", "about+year"},
    {"c. 1860", "1860~", "1859-01-01", "1861-12-31", "about+year"},
    {"um 1776", "1776~", "1775-01-01", "1777-12-31", "about+year"},
    {"abt 1776", "1776~", "1775-01-01", "1777-12-31", "about+year"},
    {"vers 1776", "1776~", "1775-01-01", "1777-12-31", "about+year"},
    {"environ 1776", "1776~", "1775-01-01", "1777-12-31", "about+year"},
    {"1860 approximately", "1860~", "1859-01-01", "1861-12-31", "about+year"},
    {"~ Feb 1812", "1812-02~", "1812-01-02", "1812-03-30", "about+month-year"},
    {"circa 27 Aug 1776", "1776-08-27~", "1776-08-24", "1776-08-30", "about+day-month-year"},
    {"about Spring 1849", "1849-21~", "1849-01-30", "1849-06-30", "about+season"},
    {"ca. 1860s", "186X~", "1859-01-01", "1870-12-31", "about+decade"},
    {"before approx January 18 1928", "../1928-01-18~", "..", "1928-01-21",
     "before+about+month-day-year"},
    {"after approx Summer 1928", "1928-22~/..", "1928-05-02", "..", "after+about+season"},
    {"1856-ca. 1865", "1856/1865~", "1856-01-01", "1866-12-31", "span+about+year"},
    {"ca. Anfang August 1776", "1776-08-01~/1776-08-10~", "1776-07-02", "1776-09-09",
     "about+third-of-month"},
    {"1860?", "1860?", "1860-01-01", "1860-12-31", "year"},
    {"maybe 1862", "1862?", "1862-01-01", "1862-12-31", "year"},
    {"uncertain: Jan 18 1862", "1862-01-18?", "1862-01-18", "1862-01-18", "month-day-year"},
    {"uncertain: approx 1862", "1862%", "1861-01-01", "1863-12-31", "about+year"},
};

/* A night is the day on which it begins and the next; 27 August 1776 was a Tuesday, as the Gazette
 * of that day says; 11 frimaire was a primidi, because every month has three décades. */
static const struct accepted phrases[] = {
    {"d\303\250s le 27 ao\303\273t 1776", "1776-08-27/..", "1776-08-27", "..",
     "since+day-month-year"},
    {"D\303\210S 1776", "1776/..", "1776-01-01", "..", "since+year"},
    {"des le 27 aout 1776", "1776-08-27/..", "1776-08-27", "..", "since+day-month-year"},
    {"\303\240 partir du 27 ao\303\273t 1776", "1776-08-27/..", "1776-08-27", "..",
     "since+day-month-year"},
    {"\303\240 partir de mai 1777 jusqu'au 3 juin 1777", "1777-05/1777-06-03", "1777-05-01",
     "1777-06-03", "from-to+month-year..day-month-year"},
    {"in the night of 7 Aug. 1776", "1776-08-07/1776-08-08", "1776-08-07", "1776-08-08",
     "night+day-month-year"},
    {"on the night of 31 Aug 1776", "1776-08-31/1776-09-01", "1776-08-31", "1776-09-01",
     "night+day-month-year"},
    {"in der Nacht zum 8. August 1776", "1776-08-07/1776-08-08", "1776-08-07", "1776-08-08",
     "night+day-month-year"},
    {"in der Nacht vom 7. auf den 8. August 1776", "1776-08-07/1776-08-08", "1776-08-07",
     "1776-08-08", "night+day..day-month-year"},
    {"dans la nuit du 7 au 8 ao\303\273t 1776", "1776-08-07/1776-08-08", "1776-08-07", "1776-08-08",
     "night+day..day-month-year"},
    {"night of 7-8 Aug. 1776", "1776-08-07/1776-08-08", "1776-08-07", "1776-08-08",
     "night+day..day-month-year"},
    {"from 9 to 18 Aug. 1776 inclusive", "1776-08-09/1776-08-18", "1776-08-09", "1776-08-18",
     "from-to+day..day-month-year"},
    {"vom 9. bis 18. August 1776 einschlie\303\237lich", "1776-08-09/1776-08-18", "1776-08-09",
     "1776-08-18", "from-to+day..day-month-year"},
    {"on or about 27 Aug 1776", "1776-08-27~", "1776-08-24", "1776-08-30", "about+day-month-year"},
    DAY("Tuesday, Aug. 27, 1776", "1776-08-27", "month-day-year+weekday"),
    DAY("Dienstag, den 27. August 1776", "1776-08-27", "day-month-year+weekday"),
    DAY("mardi 27 ao\303\273t 1776", "1776-08-27", "day-month-year+weekday"),
    DAY("Monday 27 Aug 1776", "1776-08-27", "day-month-year+weekday+disputed"),
    DAY("primidi 11 frimaire an XIII", "1804-12-02", "republican+weekday"),
    DAY("d\303\251cadi 11 frimaire an XIII", "1804-12-02", "republican+weekday+disputed"),
    DAY("11 Feb 1732 (O.S.)", "1732-02-22", "day-month-year"),
    DAY("11 Feb 1732 O. S.", "1732-02-22", "day-month-year"),
    DAY("22 Feb 1732 (N.S.)", "1732-02-22", "day-month-year"),
    {"1776 (?)", "1776?", "1776-01-01", "1776-12-31", "year"},
    {"1862 (uncertain)", "1862?", "1862-01-01", "1862-12-31", "year"},
    {"[1776]", "1776", "1776-01-01", "1776-12-31", "year+supplied"},
    {"[Aug. 1776]", "1776-08", "1776-08-01", "1776-08-31", "month-year+supplied"},
    DAY("27 Septbr. 1776", "1776-09-27", "day-month-year"),
    DAY("27 Octbr. 1776", "1776-10-27", "day-month-year"),
    DAY("27 Novbr. 1776", "1776-11-27", "day-month-year"),
    DAY("27 Decbr. 1776", "1776-12-27", "day-month-year"),
    DAY("ye 5th Aug. 1776", "1776-08-05", "day-month-year"),
    {"not before 1776", "1776/..", "1776-01-01", "..", "not-before+year"},
    {"not after Aug 1776", "../1776-08", "..", "1776-08-31", "not-after+month-year"},
    {"on or before 1776", "../1776", "..", "1776-12-31", "not-after+year"},
    {"nicht vor 1776", "1776/..", "1776-01-01", "..", "not-before+year"},
    {"nicht nach 1776", "../1776", "..", "1776-12-31", "not-after+year"},
    {"sp\303\244testens 1776", "../1776", "..", "1776-12-31", "not-after+year"},
    {"fr\303\274hestens 3. Mai 1777", "1777-05-03/..", "1777-05-03", "..",
     "not-before+day-month-year"},
    {"au plus tard le 3 mai 1777", "../1777-05-03", "..", "1777-05-03", "not-after+day-month-year"},
    {"3 mai 1777 au plus t\303\264t", "1777-05-03/..", "1777-05-03", "..",
     "not-before+day-month-year"},
    {"first half of Aug. 1776", "1776-08-01/1776-08-15", "1776-08-01", "1776-08-15",
     "half-of-month"},
    {"second half of Feb. 1776", "1776-02-16/1776-02-29", "1776-02-16", "1776-02-29",
     "half-of-month"},
    {"erste H\303\244lfte 1776", "1776-01-01/1776-06-30", "1776-01-01", "1776-06-30",
     "half-of-year"},
    {"in der zweiten H\303\244lfte des August 1776", "1776-08-16/1776-08-31", "1776-08-16",
     "1776-08-31", "half-of-month"},
    {"premi\303\250re moiti\303\251 d'ao\303\273t 1776", "1776-08-01/1776-08-15", "1776-08-01",
     "1776-08-15", "half-of-month"},
    {"seconde moiti\303\251 de 1776", "1776-07-01/1776-12-31", "1776-07-01", "1776-12-31",
     "half-of-year"},
    {"27 and 28 Aug. 1776", "1776-08-27/1776-08-28", "1776-08-27", "1776-08-28",
     "and+day..day-month-year"},
    {"27 & 28 Aug. 1776", "1776-08-27/1776-08-28", "1776-08-27", "1776-08-28",
     "and+day..day-month-year"},
    {"27. u. 28. Aug. 1776", "1776-08-27/1776-08-28", "1776-08-27", "1776-08-28",
     "and+day..day-month-year"},
    {"peut-\303\252tre 1776", "1776?", "1776-01-01", "1776-12-31", "year"},
    {"1868-1871?", "1868?/1871?", "1868-01-01", "1871-12-31", "span+year"},
};

Test(spelling, reads_phrases)
{
    const struct awol_spelling_settings settings = PLAIN;

    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        check(&phrases[i], &settings);
}

/* Easter: Gregorian 7 April 1776, 30 March 1777, 19 April 1778; Julian 31 March 1700. */
Test(spelling, feasts_by_option)
{
    static const struct accepted rows[] = {
        DAY("Easter 1776", "1776-04-07", "feast"),
        DAY("Ostern 1777", "1777-03-30", "feast"),
        DAY("P\303\242ques 1778", "1778-04-19", "feast"),
        DAY("Easter 1700 O.S.", "1700-04-11", "feast"),
        DAY("Ascension 1777", "1777-05-08", "feast"),
        DAY("Pfingsten 1777", "1777-05-18", "feast"),
        DAY("Pentec\303\264te 1777", "1777-05-18", "feast"),
        DAY("Michaelmas 1776", "1776-09-29", "feast"),
        DAY("feast of St. Michael, 1776", "1776-09-29", "feast"),
        DAY("Michaelis 1776", "1776-09-29", "feast"),
        DAY("la Saint-Michel 1776", "1776-09-29", "feast"),
        DAY("St. John's Day 1777", "1777-06-24", "feast"),
        DAY("Johannis 1777", "1777-06-24", "feast"),
        DAY("Lichtmess 1777", "1777-02-02", "feast"),
        DAY("Candlemas 1731/2", "1732-02-02", "feast+dual"),
        DAY("Ash Wednesday 1731/2", "1732-02-27", "feast+dual"),
        DAY("No\303\253l 1776", "1776-12-25", "feast"),
        DAY("Christmas 1776 O.S.", "1777-01-05", "feast"),
        {"between Easter and Michaelmas 1776", "1776-04-07/1776-09-29", "1776-04-07", "1776-09-29",
         "between+feast"},
    };
    static const struct accepted old[] = {
        DAY("Candlemas 1731", "1732-02-02", "feast+25-march"),
        DAY("Ash Wednesday 1731", "1732-02-27", "feast+25-march"),
        DAY("Easter 1731", "1731-03-25", "feast"),
    };
    static const struct refused bad[] = {
        {"Easter 0300", 8, "from 326 on"},
        {"Easter", 7, "a year of four digits"},
        {"Good Friday 1731/2", 18, "1 January to 24 March"},
    };
    static const struct refused twice = {"Good Friday 1731", 1, "twice, or not"};
    struct awol_spelling_settings settings = {.about_days = AWOL_ABOUT_DAYS, .feasts = true};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i], &settings);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check_refused(&bad[i], &settings);
    settings.year_starts_in_march = true;
    for (size_t i = 0; i < sizeof old / sizeof old[0]; i++)
        check(&old[i], &settings);
    check_refused(&twice, &settings);
}

Test(spelling, reads_days)
{
    const struct awol_spelling_settings settings = PLAIN;

    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        check(&days[i], &settings);
}

Test(spelling, reads_spans)
{
    const struct awol_spelling_settings settings = PLAIN;

    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        check(&spans[i], &settings);
}

Test(spelling, widens_what_is_about)
{
    const struct awol_spelling_settings settings = PLAIN;

    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
        check(&about[i], &settings);
}

Test(spelling, widens_by_the_days_that_are_asked_for)
{
    struct awol_spelling_settings settings = {.about_days = 730};
    struct awol_spelling date;

    cr_assert(awol_spelling_parse("ca. Aug 1776", &settings, NULL, &date, NULL) == AWOL_OK);
    cr_assert_eq(date.widened, 60);
    settings.about_days = 0;
    cr_assert(awol_spelling_parse("ca. Aug 1776", &settings, NULL, &date, NULL) == AWOL_OK);
    cr_assert_eq(date.widened, 0);
    cr_assert_str_eq(date.edtf, "1776-08~");
}

static const struct refused refused[] = {
    {"", 1, "expected a date, but there is none"},
    {"   ", 1, "expected a date, but there is none"},
    {"3/4/1776", 1, "ambiguous: expected --dmy or --mdy"},
    {"10/7/2008", 1, "ambiguous"},
    {"4-1-1785", 1, "ambiguous"},
    {"1800s", 1, "1800s is ambiguous"},
    {"2000s", 1, "ambiguous"},
    {"c1900s", 2, "ambiguous"},
    {"before the 1900s", 12, "ambiguous"},
    {"1863 or 1864", 6, "ambiguous"},
    {"1910-30", 6, "ambiguous"},
    {"1801-02", 6, "ambiguous"},
    {"1776-7", 6, "ambiguous"},
    {"11/22 Feb 1732", 1, "ambiguous"},
    {"90", 1, "a year of four digits"},
    {"27.8.76", 6, "a year of four digits, found “76”"},
    {"27/8/76", 6, "a year of four digits, found “76”"},
    {"27 Aug 76", 8, "a year of four digits, found “76”"},
    {"Aug 27, '76", 10, "a year of four digits, found “76”"},
    {"Aug 76", 5, "a year of four digits, found “76”"},
    {"Spring 72", 8, "a year of four digits, found “72”"},
    {"0 AD", 1, "there is no year 0"},
    {"12345 AD", 1, "a year of at most four digits"},
    {"1c", 1, "a century from the second on"},
    {"476", 1, "expected a day, a month or a year"},
    {"17760827", 1, "expected a day, a month or a year"},
    {"27 Aug", 7, "a year of four digits"},
    {"August", 7, "a year of four digits"},
    {"Anfang August", 14, "a year of four digits"},
    {"between 15 and 25 August", 25, "a year of four digits"},
    {"27 1776", 8, "expected a month"},
    {"31 June 1776", 1, "expected a day 1 to 30 of that month, found 31"},
    {"29 Feb 1777", 1, "expected a day 1 to 28"},
    {"45 Aug 1776", 1, "expected a day 1 to 31, found “45”"},
    {"0 Aug 1776", 1, "expected a day 1 to 31"},
    {"27.13.1776", 4, "expected a month 1 to 12, found “13”"},
    {"27.XIII.1776", 4, "expected a month 1 to 12, found “XIII”"},
    {"0000", 1, "there is no year 0"},
    {"7th inst.", 5, "needs the date of the document"},
    {"eodem", 1, "in the row before"},
    {"\"", 1, "in the row before"},
    {"27 Aug 1776/7", 13, "1 January to 24 March"},
    {"25 March 1731/2", 15, "1 January to 24 March"},
    {"11 Feb 1731/3", 13, "the year after 1731"},
    {"Feb 1731/1733", 10, "the year after 1731"},
    {"Aug 1776/1777", 10, "1 January to 24 March"},
    {"Anfang August 1776-9", 20, "the year after 1776"},
    {"early Aug 1776/1777", 16, "1 January to 24 March"},
    {"late April 1731/2", 17, "1 January to 24 March"},
    {"3.8.1776-9", 10, "the year after 1776"},
    {"27 frimaire an XII-14", 20, "ambiguous behind a year"},
    {"7. jour compl\303\251mentaire & d. 1 1776", 36, "expected a month"},
    {"3 Aug. to 5 frimaire an XIII", 8, "a year of four digits"},
    {"Spring 1776/77", 13, "1 January to 24 March"},
    {"between 25 and 15 August 1776", 16, "ends before it begins"},
    {"between 1776", 13, "“and” and a second date"},
    {"zwischen 1776 und", 18, "the date ends"},
    {"before", 7, "the date ends"},
    {"ca.", 4, "the date ends"},
    {"27 Aug 1776 and 3 Sep 1776", 13, "two dates that do not follow one another"},
    {"ditto Aug 1776", 1, "found “ditto” (which stands alone)"},
    {"this isn't a date", 1, "expected a part of a date, found “this”"},
    {"birthday in 1872", 1, "found “birthday”"},
    {"attica 1802", 1, "found “attica”"},
    {"notcirca 1860", 1, "found “notcirca”"},
    {"1900; 1973", 5, "found “;”"},
    {"1862 (uncertain", 6, "a bracket that closes"},
    {"1776)", 5, "a bracket that opens"},
    {"[1776..]", 6, "a set is read by --from edtf"},
    {"[[1776]]", 2, "the other bracket"},
    {"[1776, 1777]", 8, "found “1777”"},
    {"[17]76", 5, "found “76”"},
    {"night of 7 to 9 Aug 1776", 15, "the day after"},
    {"night of Aug 1776", 10, "the day of the night"},
    {"auf den 8. August 1776", 1, "found “auf”"},
    {"9 Aug 1776 inclusive", 12, "two dates before"},
    {"past twenty-four hours", 1, "the day of the document"},
    {"Tuesday Aug 1776", 1, "one day beside"},
    {"primidi 27 Aug 1776", 1, "a month of the French Republic"},
    {"1776 before", 6, "found “before”"},
    {"3 and 28 Aug 1776", 3, "do not follow one another"},
    {"27. u. 28. Aug.", 16, "a year of four digits"},
    {"Christmas 1776", 1, "“Christmas” is a feast, which is read with --feasts"},
    {"la Saint-Jean 1777", 4, "is a feast, which is read with --feasts"},
    {"7. d. M.", 4, "needs the date of the document"},
    {"1851-1852; printed 1853-1854", 10, "found “;”"},
    {"27 Aug 1776 27 Aug 1776", 13, "expected the end of the date, found “27”"},
    {"23rd Dynasty", 6, "found “Dynasty”"},
    {"12 frimaire an XV", 16, "a year I to XIV"},
    {"6 jour compl\303\251mentaire an II", 1, "expected a day 1 to 5"},
    {"31 frimaire an II", 1, "expected a day 1 to 30"},
    {"1776 \001", 6, "expected a part of a date, found “\\x01”"},
    {"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 65, "too many parts"},
};

Test(spelling, refuses_with_the_column)
{
    const struct awol_spelling_settings settings = PLAIN;

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        check_refused(&refused[i], &settings);
}

Test(spelling, order_of_numbers)
{
    static const struct accepted dmy = DAY("3/4/1776", "1776-04-03", "numbers-dmy");
    static const struct accepted mdy = DAY("3/4/1776", "1776-03-04", "numbers-mdy");
    static const struct refused not_dmy = {"8/27/1776", 3, "expected a month 1 to 12, found “27”"};
    struct awol_spelling_settings settings = {.order = AWOL_ORDER_DAY_MONTH};

    check(&dmy, &settings);
    check_refused(&not_dmy, &settings);
    settings.order = AWOL_ORDER_MONTH_DAY;
    check(&mdy, &settings);
}

Test(spelling, languages)
{
    static const struct refused french = {"3 ao\303\273t 1776", 3,
                                          "“ao\303\273t” is French, which --lang leaves out"};
    static const struct accepted latin = DAY("3 Augusti 1776", "1776-08-03", "day-month-year");
    static const struct accepted german = DAY("3. Mai 1776", "1776-05-03", "day-month-year");
    struct awol_spelling_settings settings = {.languages = AWOL_GERMAN};

    check_refused(&french, &settings);
    check(&latin, &settings);
    check(&german, &settings);
    settings.languages = AWOL_ENGLISH | AWOL_FRENCH;
    check(&german, &settings);
}

Test(spelling, days_of_a_letter)
{
    static const struct accepted rows[] = {
        DAY("the 7th inst.", "1777-01-07", "instant"),
        DAY("7th instant", "1777-01-07", "instant"),
        DAY("28th ult.", "1776-12-28", "ultimo"),
        DAY("1 prox.", "1777-02-01", "proximo"),
        DAY("7. d. M.", "1777-01-07", "instant"),
        DAY("7. v. M.", "1776-12-07", "ultimo"),
        {"in the night of the 7th instant", "1777-01-07/1777-01-08", "1777-01-07", "1777-01-08",
         "night+instant"},
        {"from the 9th to the 18th instant, both inclusive", "1777-01-09/1777-01-18", "1777-01-09",
         "1777-01-18", "from-to+day..instant"},
        {"past twenty-four hours", "1776-12-31/1777-01-01", "1776-12-31", "1777-01-01",
         "past-24-hours"},
        {"within the last 24 hours", "1776-12-31/1777-01-01", "1776-12-31", "1777-01-01",
         "past-24-hours"},
        {"between the 15th and 25th instant", "1777-01-15/1777-01-25", "1777-01-15", "1777-01-25",
         "between+day..instant"},
    };
    static const struct refused late = {"31st prox.", 1, "expected a day 1 to 28"};
    const struct awol_spelling_settings settings = {
        .has_document = true, .document_year = 1777, .document_month = 1, .document_day = 1};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i], &settings);
    check_refused(&late, &settings);
}

Test(spelling, old_style)
{
    static const struct accepted rows[] = {
        DAY("11 February 1732", "1732-02-22", "day-month-year"),
        DAY("11 Feb 1731/2", "1732-02-22", "dual-year"),
        DAY("29 Feb 1700", "1700-03-11", "day-month-year"),
        {"Aug. 1776", "1776-08-12/1776-09-11", "1776-08-12", "1776-09-11", "month-year"},
        {"ca. 1731", "1731-01-12~/1732-01-11~", "1730-01-12", "1733-01-10", "about+year"},
        DAY("11 frimaire an XIII", "1804-12-02", "republican"),
        DAY("22 Feb 1732 N.S.", "1732-02-22", "day-month-year"),
    };
    const struct awol_spelling_settings settings = {.calendar = AWOL_JULIAN, .about_days = 365};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i], &settings);
}

Test(spelling, year_that_begins_on_25_march)
{
    static const struct accepted rows[] = {
        DAY("11 February 1731", "1732-02-11", "day-month-year+25-march"),
        DAY("24 March 1731", "1732-03-24", "day-month-year+25-march"),
        DAY("25 March 1731", "1731-03-25", "day-month-year"),
        DAY("31 December 1731", "1731-12-31", "day-month-year"),
        DAY("11 Feb 1731/2", "1732-02-11", "dual-year"),
        {"Feb. 1731", "1732-02", "1732-02-01", "1732-02-29", "month-year+25-march"},
        {"early March 1731", "1732-03-01/1732-03-10", "1732-03-01", "1732-03-10",
         "third-of-month+25-march"},
        {"1731", "1731-03-25/1732-03-24", "1731-03-25", "1732-03-24", "year+25-march"},
    };
    static const struct refused march = {"March 1731", 1, "ambiguous"};
    static const struct refused third = {"early 1731", 1, "25 March"};
    const struct awol_spelling_settings settings = {.year_starts_in_march = true};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i], &settings);
    check_refused(&march, &settings);
    check_refused(&third, &settings);
}

/* EDTF has no months behind a year of five digits. The Julian calendar is 73 days behind in the
 * year 9999 (99 centuries less 24 leap ones less 2), so that it begins on 15 March. */
Test(spelling, days_without_edtf)
{
    static const struct refused rows[] = {
        {"9999 O.S.", 1, "more than four digits"},
        {"20 Oct 9999 O.S.", 8, "more than four digits"},
        {"winter 9999 O.S.", 8, "more than four digits"},
        {"from 9998 to 9999 O.S.", 14, "more than four digits"},
        {"the night of 31 Dec 9999", 5, "more than four digits"},
    };
    static const struct refused moved[] = {
        {"9999", 1, "more than four digits"},
        {"11 Feb 9999", 8, "more than four digits"},
        {"Feb 9999", 5, "more than four digits"},
    };
    static const struct accepted read[] = {
        {"9998 O.S.", "9998-03-15/9999-03-14", "9998-03-15", "9999-03-14", "year"},
        DAY("19 Oct 9999 O.S.", "9999-12-31", "day-month-year"),
        {"winter 9999", "9999-24", "9999-12-01", "+10000-02-29", "season"},
        {"ca. 9999", "9999~", "9998-01-01", "+10000-12-30", "about+year"},
        {"9999 BC", "-9998", "-9998-01-01", "-9998-12-31", "year"},
        DAY("31 Dec 9999", "9999-12-31", "day-month-year"),
    };
    struct awol_spelling_settings settings = {.about_days = AWOL_ABOUT_DAYS, .feasts = true};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_refused(&rows[i], &settings);
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        check(&read[i], &settings);
    settings.year_starts_in_march = true;
    for (size_t i = 0; i < sizeof moved / sizeof moved[0]; i++)
        check_refused(&moved[i], &settings);
}

Test(spelling, republican_calendar_takes_no_other_month)
{
    static const struct refused row = {"27 Aug 1776", 1, "expected a month of the French Republic"};
    static const struct accepted good = DAY("11 frimaire an XIII", "1804-12-02", "republican");
    const struct awol_spelling_settings settings = {.calendar = AWOL_FRENCH_REPUBLICAN};

    check_refused(&row, &settings);
    check(&good, &settings);
}

Test(spelling, ditto_is_the_row_before)
{
    static const char *const texts[] = {"eodem", "eod.", "ditto", "do.",    "\"",   "''",
                                        "ders.", "idem", "dto.",  "desgl.", "-\"-", "\342\200\236"};
    const struct awol_spelling_settings settings = PLAIN;
    struct awol_spelling before, date;

    cr_assert(awol_spelling_parse("ca. 27 Aug 1776", &settings, NULL, &before, NULL) == AWOL_OK);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        cr_assert(awol_spelling_parse(texts[i], &settings, &before, &date, NULL) == AWOL_OK, "%s",
                  texts[i]);
        cr_expect_str_eq(date.edtf, "1776-08-27~");
        cr_expect_str_eq(date.rule, "as-before");
        cr_expect_eq(date.widened, 3);
    }
}

Test(spelling, warns_of_other_readings)
{
    static const struct {
        const char *text;
        const char *warning;
    } rows[] = {
        {"3 Xbris 1776", "some take Xber for October"},
        {"3 10ber 1776", "some take Xber for October"},
        {"3 7bris 1776", "7ber is read as September"},
        {"3 8bris 1776", "8ber is read as October"},
        {"3 IXbris 1776", "9ber is read as November"},
        {"3. Herbstmonat 1776", "elsewhere it is October"},
        {"11 Feb 1731/2", "--calendar julian"},
        {"Monday 27 Aug 1776", "the weekday is not that day's"},
        {"Tuesday 27 Aug 1776", NULL},
        {"before 3 Xbris 1776", "some take Xber for October"},
        {"3 December 1776", NULL},
        {"11 Feb 1731/2 O.S.", NULL},
    };
    const struct awol_spelling_settings settings = PLAIN;
    struct awol_spelling date;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cr_assert(awol_spelling_parse(rows[i].text, &settings, NULL, &date, NULL) == AWOL_OK, "%s",
                  rows[i].text);
        if (!rows[i].warning)
            cr_expect_null(date.opt_warning, "%s", rows[i].text);
        else
            cr_expect(date.opt_warning && strstr(date.opt_warning, rows[i].warning), "%s: %s",
                      rows[i].text, date.opt_warning ? date.opt_warning : "no warning");
    }
}

Test(spelling, edtf_is_widened_too)
{
    static const struct {
        const char *text;
        const char *earliest, *latest;
        const char *rule;
    } rows[] = {
        {"1776~", "1775-01-01", "1777-12-31", "about+edtf-1"},
        {"1776-08~", "1776-07-02", "1776-09-30", "about+edtf-1"},
        {"1776-08-27~", "1776-08-24", "1776-08-30", "about+edtf-1"},
        {"1776-08-27%", "1776-08-24", "1776-08-30", "about+edtf-1"},
        {"1776-08-27?", "1776-08-27", "1776-08-27", "edtf-1"},
        {"1776-08/1776-10~", "1776-08-01", "1776-11-30", "about+edtf-1"},
        {"-0043-03-15~", "-0043-03-12", "-0043-03-18", "about+edtf-1"},
        {"1776-08-27", "1776-08-27", "1776-08-27", "edtf-0"},
        {"1776-08~-27", "1776-07-28", "1776-09-26", "about+edtf-2"}, /* of year and month */
        {"1776-08-~27", "1776-08-24", "1776-08-30", "about+edtf-2"},
        {"[1776~,1777-08-03]", "1775-01-01", "1777-12-31", "about+edtf-2"},
    };
    const struct awol_spelling_settings settings = PLAIN;
    struct awol_spelling date;
    char earliest[AWOL_DAY_TEXT_SIZE], latest[AWOL_DAY_TEXT_SIZE];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cr_assert(awol_spelling_from_edtf(rows[i].text, &settings, &date, NULL) == AWOL_OK, "%s",
                  rows[i].text);
        cr_expect(strcmp(awol_day_format(date.span.earliest, earliest), rows[i].earliest) == 0,
                  "%s: %s", rows[i].text, earliest);
        cr_expect(strcmp(awol_day_format(date.span.latest, latest), rows[i].latest) == 0, "%s: %s",
                  rows[i].text, latest);
        cr_expect(strcmp(date.rule, rows[i].rule) == 0, "%s: %s", rows[i].text, date.rule);
        cr_expect(strcmp(date.edtf, rows[i].text) == 0, "%s: %s", rows[i].text, date.edtf);
    }
}

/* Any words in any order: what is read is EDTF that says the same days, and ends after it begins.
 */
Test(spelling, whatever_is_read_is_sound)
{
    static const char *const words[] = {"27",         "3",         "8",
                                        "1776",       "1777",      "Aug",
                                        "Feb",        "7bris",     "/",
                                        "-",          ".",         "2",
                                        "between",    "and",       "from",
                                        "to",         "ca.",       "?",
                                        "~",          "early",     "mid",
                                        "late",       "Spring",    "winter",
                                        "1770s",      "century",   "before",
                                        "after",      "frimaire",  "an",
                                        "XIII",       "IV",        "the",
                                        ",",          "O.S.",      "inst.",
                                        "ult.",       "77",        "ditto",
                                        "night",      "d. M.",     "Easter",
                                        "(",          ")",         "[",
                                        "]",          "inclusive", "Monday",
                                        "first half", "not after", "last 24 hours",
                                        "Candlemas",  "9999",      "9999 BC",
                                        "Dec",        "1 BC"};
    const size_t n_words = sizeof words / sizeof words[0];
    struct awol_spelling_settings settings = {.order = AWOL_ORDER_DAY_MONTH,
                                              .has_document = true,
                                              .document_year = 1776,
                                              .document_day = 3,
                                              .feasts = true,
                                              .document_month = 1};
    uint64_t state = 1776;
    size_t n_read = 0;

    for (int i = 0; i < 300000; i++) {
        char text[200] = "";
        struct awol_spelling date;
        struct awol_edtf edtf;
        struct awol_error error = {0};
        size_t n = 0;

        for (;;) { /* Knuth's linear congruential generator: the texts are always the same */
            state = state * 6364136223846793005u + 1442695040888963407u;
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", words[(state >> 33) % n_words],
                                  (state >> 60) & 1 ? " " : "");
            if ((state >> 50 & 7) < 2 || n > 150)
                break;
        }
        settings.calendar = (enum awol_calendar)(i % 2);
        settings.year_starts_in_march = i % 3 == 0;
        if (awol_spelling_parse(text, &settings, NULL, &date, &error) != AWOL_OK) {
            cr_assert(error.place.column >= 1 && error.place.column <= strlen(text) + 1, "%s",
                      text);
            cr_assert(error.message[0] != '\0', "%s", text);
            continue;
        }
        n_read++;
        cr_assert(awol_edtf_parse(date.edtf, &edtf, &error) == AWOL_OK, "%s: %s: %s", text,
                  date.edtf, error.message);
        cr_assert(edtf.qualifier == date.qualifier, "%s: %s", text, date.edtf);
        cr_assert(edtf.span.open_earliest == date.span.open_earliest &&
                      edtf.span.open_latest == date.span.open_latest,
                  "%s: %s", text, date.edtf);
        cr_assert(date.span.open_earliest || edtf.span.earliest == date.span.earliest, "%s: %s",
                  text, date.edtf);
        cr_assert(date.span.open_latest || edtf.span.latest == date.span.latest, "%s: %s", text,
                  date.edtf);
        cr_assert(date.span.open_earliest || date.span.open_latest ||
                      date.span.earliest <= date.span.latest,
                  "%s: %s", text, date.edtf);
        cr_assert(date.rule[0] != '\0', "%s", text);
    }
    cr_assert_gt(n_read, 1000);
}

/* A year's ends move by 365 days, a month's by 30, a day's by 3; what is not approximate does not.
 */
Test(spelling, parts_of_edtf_are_widened_each_by_itself)
{
    static const struct {
        const char *text, *earliest, *latest;
        int64_t widened;
    } rows[] = {
        {"{1776-08~,1778}", "1776-07-02", "1778-12-31", 30},
        {"[1776,1778-08-27~]", "1776-01-01", "1778-08-30", 3},
        {"[1776-08..1778-08~]", "1776-08-01", "1778-09-30", 30},
        {"2004~-06-11", "2003-06-12", "2005-06-11", 365},
        {"2004-06~-11", "2004-05-12", "2004-07-11", 30},
        {"2004-06-~11", "2004-06-08", "2004-06-14", 3},
        {"2004-06-01~/2005", "2004-05-29", "2005-12-31", 3},
        {"2004-06-11?", "2004-06-11", "2004-06-11", 0},
    };
    const struct awol_spelling_settings settings = {.about_days = 365};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awol_spelling date;
        char buffer[AWOL_DAY_TEXT_SIZE];

        cr_assert_eq(awol_spelling_from_edtf(rows[i].text, &settings, &date, NULL), AWOL_OK, "%s",
                     rows[i].text);
        cr_assert_str_eq(awol_day_format(date.span.earliest, buffer), rows[i].earliest, "%s: %s",
                         rows[i].text, buffer);
        cr_assert_str_eq(awol_day_format(date.span.latest, buffer), rows[i].latest, "%s: %s",
                         rows[i].text, buffer);
        cr_assert_eq(date.widened, rows[i].widened, "%s", rows[i].text);
    }
}

/* A set may be longer than any other date: 200 days of 11 bytes each. */
Test(spelling, edtf_of_any_length)
{
    const struct awol_spelling_settings settings = {.about_days = 365};
    struct awol_text text;
    struct awol_spelling date;

    awol_text_init(&text);
    for (int i = 0; i < 200; i++)
        awol_text_append_format(&text, "%c1776-08-%02d", i > 0 ? ',' : '[', i % 31 + 1);
    awol_text_append(&text, "]");
    cr_assert_eq(awol_spelling_from_edtf(text.bytes, &settings, &date, NULL), AWOL_OK);
    cr_assert_str_eq(awol_spelling_edtf(&date), text.bytes);
    cr_assert_eq(awol_span_length(date.span), 31);
    awol_text_release(&text);
}

/* Such a date names a day, but says nothing of when: there is no day to be converted. */
Test(spelling, julian_edtf_open_at_both_ends_is_refused)
{
    const struct awol_spelling_settings settings = {.calendar = AWOL_JULIAN};
    struct awol_spelling date;
    struct awol_error error = {0};

    cr_assert_eq(awol_spelling_from_edtf("..1731/", &settings, &date, &error), AWOL_DATA);
    cr_assert_str_eq(error.message, "both ends are open, so that no day of it can be told in the "
                                    "Gregorian calendar");
    cr_assert_eq(error.place.column, 1);
}
