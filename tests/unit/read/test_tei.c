#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/readings.h"

#define TEI(content) "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">" content "</TEI>"

#define CHECK READINGS_CHECK

/* Values are those of att.datable.w3c and att.datable.iso in the TEI Guidelines: XSD dates, where
 * -0001 is 1 BCE and 0000 is forbidden, and ISO 8601 dates, where 0000 is 1 BCE. */
Test(tei, dates)
{
#define EVENT(attributes) TEI("<event xml:id=\"e\" type=\"desertion\" " attributes "/>")
    static const struct readings_case cases[] = {
        {NULL, "dwtr", EVENT("when=\"1776-08-27\""),
         "1776-08-27|1776-08-27 1776-08-27|1776-08-27|edtf-0\n"},
        {NULL, "dw", EVENT("when=\"1776-08\""), "1776-08|1776-08-01 1776-08-31\n"},
        {NULL, "dw", EVENT("when=\"1776\""), "1776|1776-01-01 1776-12-31\n"},
        {NULL, "dtr", EVENT("when=\"1776-08-27Z\""), "1776-08-27|1776-08-27Z|tei-time\n"},
        {NULL, "d", EVENT("when=\"1776-08-27-05:00\""), "1776-08-27\n"},
        {NULL, "d", EVENT("when=\"1776-08-05:00\""), "1776-08\n"},
        {NULL, "d", EVENT("when=\"1776+14:00\""), "1776\n"},
        {NULL, "d", EVENT("when=\"1776-08-27T23:30:00Z\""), "1776-08-27\n"},
        {NULL, "d", EVENT("when=\"1776-08-27T23:30\""), "1776-08-27\n"},
        {NULL, "d", EVENT("when=\"1776-08-27T23:30:00.5+01:00\""), "1776-08-27\n"},
        {NULL, "dwtr", EVENT("when=\"-0001\""), "0000|0000-01-01 0000-12-31|-0001|tei-bce\n"},
        {NULL, "d", EVENT("when=\"-0056-03-15\""), "-0055-03-15\n"},
        {NULL, "d", EVENT("when=\"-10000\""), "-9999\n"},
        {NULL, "d", EVENT("when=\"12000\""), "Y12000\n"},
        {NULL, "dr", EVENT("when-iso=\"0000\""), "0000|edtf-0\n"},
        {NULL, "dqr", EVENT("when-iso=\"1776-08~\""), "1776-08~|approximate|edtf-1\n"},
        {NULL, "d", EVENT("when-iso=\"1776-08-27/1776-09-03\""), "1776-08-27/1776-09-03\n"},
        {NULL, "d", EVENT("when=\"1776\" when-iso=\"1776\""), "1776\n"},
        {NULL, "dtr", EVENT("notBefore=\"1776-08\" notAfter=\"1776-09\""),
         "1776-08/1776-09|1776-08/1776-09|edtf-0\n"},
        {NULL, "dw", EVENT("notBefore=\"1776-08-27\""), "1776-08-27/..|1776-08-27 ..\n"},
        {NULL, "dw", EVENT("notAfter=\"1776-08-27\""), "../1776-08-27|.. 1776-08-27\n"},
        {NULL, "dr", EVENT("from=\"1776-08-27\" to=\"1776-08-30\""),
         "1776-08-27/1776-08-30|tei-from-to\n"},
        {NULL, "d", EVENT("from=\"1776-08-27\" to=\"1776-08-27\""), "1776-08-27\n"},
        {NULL, "d", EVENT("notBefore=\"1776-08-27\" to=\"1776-09\""), "1776-08-27/1776-09\n"},
        {NULL, "d", EVENT("from-iso=\"1776-08~\" to-iso=\"1776-09\""), "1776-08~/1776-09\n"},
        {NULL, "dtr", EVENT("notBefore=\"-0002\" notAfter=\"-0001\""),
         "-0001/0000|-0002/-0001|tei-bce\n"},
        /* The attribute is Gregorian already, whatever calendar the words are in. */
        {NULL, "dw", EVENT("calendar=\"#Julian\" when=\"1632-06-06\""),
         "1632-06-06|1632-06-06 1632-06-06\n"},
        {NULL, "d", EVENT("datingMethod=\"#julian\" when-custom=\"x\" when=\"1632-06-06\""),
         "1632-06-06\n"},
        {NULL, "der", TEI("<state type=\"absent\" from=\"1776-08-27\" to=\"1776-10\"/>"),
         "1776-08-27|absent|tei-from\n"},
        {NULL, "d", TEI("<state type=\"absent\" notAfter=\"1776-10\"/>"), "../1776-10\n"},
        {NULL, "d", TEI("<event type=\"desertion\" when=\"17&#55;6\"/>"), "1776\n"},
        /* EDTF where it does not belong, but for years that the two count differently */
        {NULL, "drt", EVENT("when=\"1776-21\""), "1776-21|tei-edtf|1776-21\n"},
        {NULL, "dr", EVENT("notBefore=\"1776-08~\""), "1776-08~/..|tei-edtf\n"},
    };

    CHECK(cases, AWOL_OK);
}

Test(tei, from_and_to_mean_what_the_user_says)
{
    static const struct readings_case windows[] = {
        {NULL, "dr", TEI("<state type=\"absent\" from=\"1776-08-27\" to=\"1776-10\"/>"),
         "1776-08-27/1776-10|tei-from-to\n"},
        {NULL, "dr", EVENT("from=\"1776-08-27\" to=\"1776-08-30\""),
         "1776-08-27/1776-08-30|tei-from-to\n"},
    };
    static const struct readings_case spans[] = {
        {NULL, "dr", EVENT("from=\"1776-08-27\" to=\"1776-08-30\""), "1776-08-27|tei-from\n"},
        {NULL, "dr", EVENT("to=\"1776-08-30\""), "../1776-08-30|tei-from-to\n"},
        {NULL, "dr", EVENT("notBefore=\"1776-08-27\" notAfter=\"1776-08-30\""),
         "1776-08-27/1776-08-30|edtf-0\n"},
    };
    const struct awol_column_map window = {.from_to = AWOL_FROM_TO_WINDOW};
    const struct awol_column_map span = {.from_to = AWOL_FROM_TO_SPAN};

    readings_check(&window, windows, sizeof windows / sizeof windows[0], AWOL_OK);
    readings_check(&span, spans, sizeof spans / sizeof spans[0], AWOL_OK);
}

#define UNDATED(content) TEI("<event xml:id=\"e\" type=\"desertion\">" content "</event>")

/* Julian 7 June 1778 is the 18th: eleven days in that century. */
Test(tei, words_of_a_date_are_read_where_asked_for)
{
    static const struct readings_case cases[] = {
        {NULL, "dtr", UNDATED("<label>On <date>27ten\n Augusti 1776</date></label>"),
         "1776-08-27|27ten Augusti 1776|day-month-year\n"},
        {NULL, "dwk", UNDATED("<p><date calendar=\"#Julian\">7 June 1778</date></p>"),
         "1778-06-18|1778-06-18 1778-06-18|julian\n"},
        {NULL, "dwr", UNDATED("<p><date>ca. <hi>Aug. 1778</hi></date></p>"),
         "1778-08~|1778-07-02 1778-09-30|about+month-year\n"},
        {NULL, "dr", UNDATED("<p><date when=\"1778-05-01Z\">in May</date></p>"),
         "1778-05-01|tei-time\n"},
        /* dates of a book and of a person are not the event's */
        {NULL, "d",
         UNDATED("<date>1778</date><bibl>List of <date>1790</date></bibl>"
                 "<person><birth><date>1750</date></birth></person>"),
         "1778\n"},
        {NULL, "d", TEI("<event type=\"desertion\" when=\"1780\"><p><date>1779</date></p></event>"),
         "1780\n"},
        {NULL, "d", UNDATED("<date>1778</date> or <date>1779</date>"),
         "1:42 it has no dates of its own, and several dates stand in it\n"},
        {NULL, "d", UNDATED("<date>in May</date>"),
         "1:77 date “in May”: expected a year of four digits\n"},
        {NULL, "d", UNDATED("<date calendar=\"#Hebrew\">2 TVT 5538</date>"),
         "1:77 @calendar “#Hebrew”: words of this calendar cannot be read\n"},
        {NULL, "d", UNDATED("<date when=\"--05\">in May</date>"),
         "1:89 @when “--05”: a date without a year cannot be placed in time\n"},
    };
    static const struct readings_case without[] = {
        {NULL, "d", UNDATED("<date>1778</date>"),
         "1:42 the date is not known: the element has no @when, @notBefore, @notAfter, @from or "
         "@to\n"},
    };
    const struct awol_spelling_settings spellings = {.about_days = AWOL_ABOUT_DAYS};
    const struct awol_column_map columns = {.opt_spellings = &spellings};

    readings_check(&columns, cases, sizeof cases / sizeof cases[0], AWOL_OK);
    READINGS_CHECK(without, AWOL_OK);
}

/* TEI() has 41 bytes before the event, and EVENT() 35 more before the attributes. */
Test(tei, dates_that_are_refused)
{
    static const struct readings_case cases[] = {
        {NULL, "d", EVENT(""),
         "1:42 the date is not known: the element has no @when, @notBefore, "
         "@notAfter, @from or @to\n"},
        {NULL, "d", EVENT("when-custom=\"in the year of the comet\""),
         "1:42 the only dates are -custom ones, which only their makers can read\n"},
        {NULL, "d", EVENT("when=\"--08-27\""),
         "1:83 @when “--08-27”: a date without a year cannot be placed in time\n"},
        {NULL, "d", EVENT("when=\"---27\""),
         "1:83 @when “---27”: a date without a year cannot be placed in time\n"},
        {NULL, "d", EVENT("when=\"12:30:00\""),
         "1:83 @when “12:30:00”: a date without a year cannot be placed in time\n"},
        {NULL, "d", EVENT("when=\"0000\""),
         "1:83 @when “0000”: there is no year 0000 here: -0001 is 1 BCE\n"},
        {NULL, "d", EVENT("when=\"-0000\""),
         "1:83 @when “-0000”: there is no year 0000 here: -0001 is 1 BCE\n"},
        {NULL, "d", EVENT("when=\"76\""), "1:85 @when “76”: a year has four digits at least\n"},
        {NULL, "d", EVENT("when=\"\""), "1:83 @when “”: a year has four digits at least\n"},
        {NULL, "d", EVENT("when=\"01776\""),
         "1:83 @when “01776”: a year of more than four digits begins with no 0\n"},
        {NULL, "d", EVENT("when=\"1776-13\""), "1:88 @when “1776-13”: a month is 01 to 12\n"},
        {NULL, "d", EVENT("when=\"1776-24-01\""), "1:88 @when “1776-24-01”: a month is 01 to 12\n"},
        {NULL, "d", EVENT("notBefore=\"[1776,1777]\""),
         "1:88 @notBefore “[1776,1777]”: one end of an interval is one date\n"},
        {NULL, "d", EVENT("when=\"1776-00\""), "1:88 @when “1776-00”: a month is 01 to 12\n"},
        {NULL, "d", EVENT("when=\"1776-02-30\""),
         "1:91 @when “1776-02-30”: expected a day 01 to 29 of that month, found 30\n"},
        {NULL, "d", EVENT("when=\"1776\" notBefore=\"1775\""),
         "1:42 @when and @notBefore exclude each other\n"},
        {NULL, "d", EVENT("from=\"1776\" notBefore=\"1775\""),
         "1:42 @from and @notBefore exclude each other\n"},
        {NULL, "d", EVENT("to=\"1776\" notAfter=\"1776\""),
         "1:42 @to and @notAfter exclude each other\n"},
        {NULL, "d", EVENT("when=\"1776\" when-iso=\"1777\""),
         "1:99 @when-iso “1777”: it differs from the attribute without -iso\n"},
        {NULL, "d", EVENT("from-iso=\"1776/1777\""),
         "1:87 @from-iso “1776/1777”: one end of an interval is one date\n"},
        {NULL, "d", EVENT("notBefore=\"1777\" notAfter=\"1776\""),
         "1:88 @notBefore and @notAfter: the interval ends before it begins\n"},
    };
    static const char *const spellings[] = {
        "-0043~",   "27.8.1776", "1776-08-27T", "1776-08-27T25:00:00", "1776-08-27T24:30:00",
        "1776-8-27"};

    CHECK(cases, AWOL_OK);
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        char xml[200];
        struct readings seen;

        snprintf(xml, sizeof xml, EVENT("when=\"%s\""), spellings[i]);
        readings_of(xml, strlen(xml), NULL, "d", &seen);
        cr_assert_eq(seen.status, AWOL_OK);
        cr_assert(strstr(awol_text_string(&seen.text), "@when “"), "%s: %s", spellings[i],
                  awol_text_string(&seen.text));
        awol_text_release(&seen.text);
    }
}

#define ORGS                                                                                       \
    "<listOrg><org xml:id=\"a\"><orgName>Regiment\n  A</orgName><orgName>A</orgName></org>"        \
    "<org xml:id=\"b\"><orgName>Regiment B</orgName></org></listOrg>"                              \
    "<listPlace><place xml:id=\"ford\"><placeName>The Ford</placeName></place></listPlace>"
#define DESERTED "type=\"desertion\" when=\"1778-06-18\""

Test(tei, persons_units_and_places)
{
    static const struct readings_case cases[] = {
        {NULL, "ipudel",
         TEI(ORGS "<listPerson><person xml:id=\"m\"><affiliation ref=\"#a\"/><event xml:id=\"e\" "
                  "where=\"#ford\" " DESERTED "/></person></listPerson>"),
         "e|m|Regiment A|1778-06-18|deserted|The Ford\n"},
        {NULL, "ul",
         TEI(ORGS "<person><event " DESERTED "><desc>from <orgName ref=\"#b\">them</orgName> at "
                  "<placeName>the bridge</placeName></desc></event></person>"),
         "Regiment B|the bridge\n"},
        {NULL, "u", TEI(ORGS "<person><event ref=\"#b\" " DESERTED "/></person>"), "Regiment B\n"},
        {NULL, "u",
         TEI(ORGS "<person><event " DESERTED "/><affiliation><roleName>Private</roleName>, "
                  "<orgName>Regiment C</orgName></affiliation></person>"),
         "Regiment C\n"},
        {NULL, "u",
         TEI("<person><affiliation> The  Guards </affiliation><event " DESERTED "/></person>"),
         "The Guards\n"},
        /* He went over to B. */
        {NULL, "u",
         TEI(ORGS "<person><affiliation ref=\"#a\"/><event " DESERTED "><desc>to <orgName "
                  "ref=\"#b\"/></desc></event></person>"),
         "Regiment A\n"},
        {NULL, "du",
         TEI(ORGS "<person><affiliation ref=\"#a\" to=\"1777\"/><affiliation ref=\"#b\" "
                  "from=\"1778\"/><event " DESERTED "/><event type=\"desertion\" when=\"1776\"/>"
                  "</person>"),
         "1778-06-18|Regiment B\n1776|Regiment A\n"},
        {NULL, "u",
         TEI(ORGS "<person><affiliation ref=\"#a\"/><affiliation ref=\"#a\"/><event " DESERTED
                  "/></person>"),
         "Regiment A\n"},
        {NULL, "u",
         TEI("<person><affiliation ref=\"#later\"/><event " DESERTED "/></person><listOrg><org "
             "xml:id=\"later\"><orgName>Regiment L</orgName></org></listOrg><person><affiliation "
             "ref=\"#later\"/><event " DESERTED "/></person>"),
         "later\nlater\n"},
        {NULL, "u",
         TEI("<listOrg><org xml:id=\"o\"><orgName>Regiment O</orgName><event " DESERTED
             "/></org></listOrg>"),
         "Regiment O\n"},
        {NULL, "l", TEI("<event where=\"#nowhere\" " DESERTED "/>"), "nowhere\n"},
        {NULL, "l", TEI("<event where=\"geo:40.7,-74.0\" " DESERTED "/>"), "geo:40.7,-74.0\n"},
        {NULL, "l",
         TEI("<event " DESERTED "><desc><placeName>X</placeName> to <placeName>Y</placeName>"
             "</desc></event>"),
         "\n"},
        {NULL, "ipn",
         TEI("<listEvent><event xml:id=\"e\" " DESERTED "><eventName>Flight</eventName>"
             "<listPerson><person xml:id=\"m\"/><person sameAs=\"#n\"/><personGrp xml:id=\"g\" "
             "size=\"5\"/></listPerson></event></listEvent>"),
         "e/m|m|1\ne/n|n|1\ne/g|g|5\n"},
        {NULL, "ip", TEI("<event xml:id=\"e\" " DESERTED "><person xml:id=\"m\"/></event>"),
         "e|m\n"},
        {NULL, "ip",
         TEI("<person xml:id=\"m\"><event xml:id=\"e\" " DESERTED "><person xml:id=\"guard\"/>"
             "</event></person>"),
         "e|m\n"},
        {NULL, "ip",
         TEI("<event type=\"siege\" when=\"1778\"><listPerson><person xml:id=\"m\"><event "
             "xml:id=\"e\" " DESERTED "/></person></listPerson></event>"),
         "e|m\n"},
        {NULL, "in",
         TEI("<event xml:id=\"e\" " DESERTED "><desc><measure quantity=\"12\" unit=\"men\">a "
             "dozen</measure></desc></event>"),
         "e|12\n"},
        {NULL, "s", TEI("<event source=\"#b1 #b2\" " DESERTED "><bibl>x</bibl></event>"),
         "b1 b2\n"},
        {NULL, "s", TEI("<event " DESERTED "><bibl>Muster <title>roll</title>\n 7</bibl></event>"),
         "Muster roll 7\n"},
        {NULL, "q", TEI("<event cert=\"low\" " DESERTED "/>"), "cert-low\n"},
        {NULL, "q", TEI("<event cert=\"high\" " DESERTED "/>"), "\n"},
        {NULL, "q", TEI("<event cert=\"medium\" type=\"desertion\" when-iso=\"1778?\"/>"),
         "uncertain cert-medium\n"},
        {NULL, "e",
         TEI("<person><birth when=\"1750\"/><death when=\"1778\"/><event " DESERTED "/></person>"),
         "deserted\n"},
        {NULL, "e", TEI("<event when=\"1778\"><eventName> desertion </eventName></event>"),
         "deserted\n"},
        {"*", "e", TEI("<event when=\"1778\"><label>Something</label></event>"), "deserted\n"},
        {"return=rejoined", "e", TEI("<event " DESERTED "/><event type=\"return\" when=\"1779\"/>"),
         "rejoined\n"},
        {NULL, "e", "<TEI><event " DESERTED "/></TEI>", "deserted\n"},
        {NULL, "e",
         "<t:TEI xmlns:t=\"http://www.tei-c.org/ns/1.0\"><t:event " DESERTED
         "/><event xmlns=\"http:"
         "//example.org/\" " DESERTED "/></t:TEI>",
         "deserted\n"},
        {NULL, "e",
         "<!DOCTYPE TEI SYSTEM \"tei.dtd\" [<!ENTITY unused \"x\">]><TEI><event " DESERTED
         "/></TEI>",
         "deserted\n"},
        {NULL, "u",
         TEI("<event " DESERTED "><desc><orgName>A &amp; <![CDATA[B]]>&#33;</orgName></desc>"
             "</event>"),
         "A & B!\n"},
    };

    CHECK(cases, AWOL_OK);
}

Test(tei, rows_that_are_refused)
{
    static const struct readings_case cases[] = {
        {NULL, "d",
         "<TEI>\n<person><affiliation>A</affiliation><affiliation>B</affiliation>\n "
         "<event " DESERTED "/></person></TEI>",
         "3:2 more than one unit may be meant: “B”, “A”\n"},
        {NULL, "d",
         "<TEI>\n<event " DESERTED "><orgName>A</orgName><orgName>B</orgName></event></TEI>",
         "2:1 it names several organisations: none can be told to be the unit\n"},
        {NULL, "d", "<TEI><personGrp size=\"many\"><event " DESERTED "/></personGrp></TEI>",
         "1:29 count “many”: expected a number of men, as 75, 75 to 100, at least "
         "75, over 75, up to 75, about 75\n"},
        {NULL, "d", "<TEI>\r\n<p>Grüße</p> <event\r\n type=\"desertion\"\r\n when=\"--06\"/></TEI>",
         "4:8 @when “--06”: a date without a year cannot be placed in time\n"},
    };

    CHECK(cases, AWOL_OK);
}

Test(tei, files_that_are_refused)
{
    static const struct readings_case cases[] = {
        {NULL, "d", TEI("<person/>"),
         "no event or state of TEI is in the file, whose outermost "
         "element is <TEI>"},
        {NULL, "d", "<!DOCTYPE book><book/>", "outermost element is <book>"},
        {NULL, "d", TEI("<event type=\"march\"/><event type=\"march\"/><event/>"),
         "no event has a type that is read (--types says which are); the types are “march” (2), "
         "without a type (1)"},
        {NULL, "d", "<TEI>\n <listPerson>\n</TEI>",
         "3:7 not well-formed XML: Opening and ending tag mismatch: listPerson line 2 and TEI"},
        {NULL, "d", "<TEI>\n <listPerson>\n",
         "3:1 not well-formed XML: the file ends before its elements do"},
        {NULL, "d", "<?xml version=\"1.0\"?>\n",
         "2:1 the file is empty, or ends before its first element"},
        {NULL, "d", "<TEI>\n<p n=a/></TEI>", "2:6 not well-formed XML: AttValue"},
        {NULL, "d", "<TEI><p>K\xf6ln</p></TEI>", "1:10 not well-formed XML: Input is not proper"},
        {NULL, "d", "<TEI><p xml:id=\"x\"/>\n<p xml:id=\"x\"/></TEI>",
         "2:1 xml:id “x” stands twice in the file"},
        {NULL, "d",
         "<!DOCTYPE TEI [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]>\n<TEI>&c;"
         "</TEI>",
         "the entity “c” is not expanded"},
        {NULL, "d", "<!DOCTYPE TEI [<!ENTITY a \"ha\">]>\n<TEI><p n=\"&a;\"/></TEI>",
         "the entity “a” is not expanded"},
        {NULL, "d",
         "<!DOCTYPE TEI SYSTEM \"x.dtd\" [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><TEI>&a;"
         "</TEI>",
         "the entity “a” is not expanded"},
        {NULL, "d", "<!DOCTYPE TEI [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p;]><TEI/>",
         "the entity “p” is not expanded"},
        {NULL, "d", "<?xml version=\"1.0\" encoding=\"klingon\"?><TEI/>",
         "1:1 the encoding “klingon” is not known"},
        {NULL, "d", "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>\n<TEI>\xc3\xb6</TEI>",
         "2:6 the bytes are not of the encoding that the file declares"},
    };

    CHECK(cases, AWOL_DATA);
}

Test(tei, elements_that_are_nested_too_deep)
{
    struct awol_text xml;
    struct readings seen;

    /* <TEI> and 255 <div> are 256: the next begins behind 255 times five bytes. */
    awol_text_init(&xml);
    awol_text_append(&xml, "<TEI>\n");
    for (int i = 0; i < 100000; i++)
        awol_text_append(&xml, "<div>");
    readings_of(xml.bytes, xml.length, NULL, "d", &seen);
    cr_assert_eq(seen.status, AWOL_DATA);
    cr_assert_str_eq(awol_text_string(&seen.text),
                     "2:1276 elements are nested more than 256 deep\n");
    awol_text_release(&seen.text);
    awol_text_release(&xml);
}

Test(tei, encodings)
{
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?><TEI><event " DESERTED
                                "><placeName>K\xf6ln</placeName></event></TEI>";
    static const char marked[] =
        "\xef\xbb\xbf<TEI><event " DESERTED "><placeName>K\xc3\xb6ln</placeName></event></TEI>";
    char wide[2 * sizeof marked] = "\xff\xfe";
    size_t n = 2;
    struct readings seen;

    readings_of(latin, sizeof latin - 1, NULL, "l", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "Köln\n");
    awol_text_release(&seen.text);
    readings_of(marked, sizeof marked - 1, NULL, "l", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "Köln\n");
    awol_text_release(&seen.text);
    for (const char *at = "<TEI><event " DESERTED "><placeName>K?ln</placeName></event></TEI>"; *at;
         at++) {
        wide[n++] = *at == '?' ? '\xf6' : *at;
        wide[n++] = '\0';
    }
    readings_of(wide, n, NULL, "l", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "Köln\n");
    awol_text_release(&seen.text);
}

/* Pieces of 64 KiB end anywhere: in tags, names and characters. */
Test(tei, events_far_behind_the_first_piece_keep_their_places)
{
    enum { N = 3000 };
    struct awol_text xml, expected;
    struct readings seen;

    awol_text_init(&xml);
    awol_text_init(&expected);
    awol_text_append(&xml, "<TEI>\n");
    for (int i = 0; i < N; i++) {
        awol_text_append_format(&xml,
                                "<person xml:id='m%d'><affiliation>Grüne %d</affiliation>"
                                "<event type='desertion' when='%s'/></person>\n",
                                i, i % 7, i % 3 == 0 ? "--06" : "1778-06-18");
        if (i % 3 == 0)
            awol_text_append_format(&expected,
                                    "%d:%d @when “--06”: a date without a year cannot be placed in "
                                    "time\n",
                                    i + 2, 86 + (i > 9) + (i > 99) + (i > 999));
        else
            awol_text_append_format(&expected, "m%d|Grüne %d\n", i, i % 7);
    }
    awol_text_append(&xml, "</TEI>\n");
    cr_assert(xml.length > 200000);
    readings_of(xml.bytes, xml.length, NULL, "pu", &seen);
    cr_assert_eq(seen.status, AWOL_OK);
    cr_assert_str_eq(awol_text_string(&seen.text), awol_text_string(&expected));
    awol_text_release(&seen.text);
    awol_text_release(&expected);
    awol_text_release(&xml);
}

/* Many pieces, and a fault at the end of the last or in the middle. */
static void make_persons(struct awol_text *xml, int n, const char *last)
{
    awol_text_init(xml);
    awol_text_append(xml, "<TEI>\n");
    for (int i = 0; i < n; i++)
        awol_text_append_format(xml,
                                "<person xml:id='m%d'><event type='desertion' when='1778-06-%02d'>"
                                "<bibl>A &amp; B</bibl></event></person>\n",
                                i, i % 30 + 1);
    awol_text_append(xml, last);
}

Test(tei, faults_far_behind_the_first_piece)
{
    enum { N = 6000 };
    static const struct {
        const char *last, *told;
    } cases[] = {
        {"<person></TEI>\n", "6002:15 not well-formed XML: Opening and ending tag mismatch"},
        {"<person>", "6002:9 not well-formed XML: the file ends before its elements do"},
        {"<p>\n<p xml:id='m7'/></p></TEI>", "6003:1 xml:id “m7” stands twice in the file"},
        {"\n&nbsp;</TEI>", "6003:7 the entity “nbsp” is not expanded"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text xml;
        struct readings seen;
        size_t n_rows = 0;

        make_persons(&xml, N, cases[i].last);
        cr_assert(xml.length > 600000);
        readings_of(xml.bytes, xml.length, NULL, "ps", &seen);
        cr_assert_eq(seen.status, AWOL_DATA);
        for (const char *at = awol_text_string(&seen.text); (at = strstr(at, "|A & B\n")); at++)
            n_rows++;
        cr_assert_eq(n_rows, N, "%s: %zu rows", cases[i].last, n_rows);
        cr_assert(strstr(awol_text_string(&seen.text), cases[i].told), "%s: %s", cases[i].last,
                  awol_text_string(&seen.text) + seen.text.length - 200);
        awol_text_release(&seen.text);
        awol_text_release(&xml);
    }
}

Test(tei, a_file_may_be_left_in_the_middle)
{
    char path[] = "/tmp/awol-tei-XXXXXX";
    const struct awol_reader_settings settings = {.opt_format = "tei"};
    const int number = mkstemp(path);
    FILE *const file = fdopen(number, "wb");
    struct awol_text xml;

    make_persons(&xml, 6000, "</TEI>\n");
    cr_assert_eq(fwrite(xml.bytes, 1, xml.length, file), xml.length);
    fclose(file);
    for (int n_read = 0; n_read < 4000; n_read = 3 * n_read + 1) {
        struct awol_reader *reader = NULL;
        struct awol_reading reading;

        cr_assert_eq(awol_reader_open(path, &settings, &reader, NULL), AWOL_OK);
        for (int i = 0; i < n_read; i++) {
            char id[16];

            cr_assert_eq(awol_reader_next(reader, &reading, NULL), AWOL_OK);
            snprintf(id, sizeof id, "m%d", i);
            cr_assert_str_eq(reading.event.person, id);
        }
        awol_reader_close(reader);
    }
    unlink(path);
    awol_text_release(&xml);
}

/* The same dates are worked out once, and stand where they stand. */
Test(tei, dates_that_are_the_same_have_places_of_their_own)
{
#define STRICT                                                                                     \
    "EDTF stands in the attribute with -iso; here not every program reads it (--strict)\n"
    const struct awol_column_map strict = {.is_strict = true};
    static const struct readings_case cases[] = {
        {NULL, "d",
         "<TEI>\n<event type=\"desertion\" when=\"1776-21\"/>\n"
         " <event when=\"1776-21\"  type=\"desertion\"/>\n"
         "<event type=\"desertion\" notBefore=\"1776-21\"/></TEI>",
         "2:31 date “1776-21”: " STRICT "3:15 date “1776-21”: " STRICT
         "4:36 date “1776-21/..”: " STRICT},
    };

    readings_check(&strict, cases, 1, AWOL_OK);
#undef STRICT
}

Test(tei, what_is_passed_over_is_told)
{
    static const char xml[] =
        TEI("<event " DESERTED "/><event type=\"march\" when=\"1778\"/><state "
            "subtype=\"x\"/><event><label>Battle</label></event>");
    struct readings seen;

    readings_of(xml, sizeof xml - 1, NULL, "e", &seen);
    cr_assert_str_eq(seen.passed_over, "“march” (1), “x” (1), without a type (1)");
    awol_text_release(&seen.text);
}

/* The same record, made by arithmetic, as a table and as TEI: the same events. */
Test(tei, the_same_data_as_a_table_and_as_tei_are_the_same_events)
{
    static const char *const dates[][2] = {
        {"1778-06-18", "when='1778-06-18'"},
        {"1778-07", "when='1778-07'"},
        {"1779", "when='1779'"},
        {"1778-08~", "when-iso='1778-08~'"},
        {"1778-08-01/1778-08-12", "notBefore='1778-08-01' notAfter='1778-08-12'"},
        {"1778-08-01/..", "notBefore='1778-08-01'"},
        {"../1778-08", "notAfter-iso='1778-08'"},
        {"177X", "when-iso='177X'"},
    };
    static const char *const words[] = {"deserted", "captured", "rejoined", "died", "absent"};
    char table[] = "/tmp/awol-tei-table-XXXXXX";
    struct awol_text csv, xml;
    struct readings from_csv, from_xml;
    FILE *file;

    awol_text_init(&csv);
    awol_text_init(&xml);
    awol_text_append(&csv, "id,person,unit,date,event,place,source\n");
    awol_text_append(&xml, "<TEI><listOrg><org xml:id='u0'><orgName>Rgt 0</orgName></org><org "
                           "xml:id='u1'><orgName>Rgt 1</orgName></org></listOrg>\n");
    for (int i = 0; i < 400; i++) {
        const int d = (i * 7) % 8, w = (i * 3) % 5, u = (i / 5) % 2;

        awol_text_append_format(&csv, "e%d,m%d,Rgt %d,%s,%s,p%d,s%d\n", i, i, u, dates[d][0],
                                words[w], i % 4, i % 3);
        awol_text_append_format(&xml,
                                "<person xml:id='m%d'><affiliation ref='#u%d'/><event xml:id='e%d' "
                                "type='%s' where='#p%d' source='#s%d' %s/></person>\n",
                                i, u, i, words[w], i % 4, i % 3, dates[d][1]);
    }
    awol_text_append(&xml, "</TEI>");
    close(mkstemp(table));
    file = fopen(table, "wb");
    cr_assert_not_null(file);
    fwrite(csv.bytes, 1, csv.length, file);
    fclose(file);
    readings_of_file(table, NULL, "ipudwqenlstr", &from_csv);
    remove(table);
    readings_of(xml.bytes, xml.length, NULL, "ipudwqenlstr", &from_xml);
    cr_assert_eq(from_csv.status, AWOL_OK);
    cr_assert_eq(from_xml.status, AWOL_OK, "%s", awol_text_string(&from_xml.text));
    cr_assert(from_csv.text.length > 20000);
    cr_assert_str_eq(awol_text_string(&from_xml.text), awol_text_string(&from_csv.text));
    awol_text_release(&from_csv.text);
    awol_text_release(&from_xml.text);
    awol_text_release(&csv);
    awol_text_release(&xml);
}

Test(tei, columns_are_not_for_tei)
{
    char path[] = "/tmp/awol-tei-XXXXXX";
    struct awol_column_map columns;
    const struct awol_reader_settings settings = {.opt_columns = &columns, .opt_format = "tei"};
    struct awol_reader *reader = NULL;
    struct awol_error error = {0};

    close(mkstemp(path));
    awol_column_map_init(&columns);
    cr_assert_eq(awol_column_map_parse(&columns, "date=Day", &error), AWOL_OK);
    cr_assert_eq(awol_reader_open(path, &settings, &reader, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "TEI, which has no columns"), "%s", error.message);
    awol_column_map_release(&columns);
    remove(path);
}
