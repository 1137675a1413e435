/* Lines and structures are those of GEDCOM 5.5.1 (chapters 1 and 2) and of FamilySearch GEDCOM 7.0
 * (chapters 1 and 3). */
#include <criterion/criterion.h>
#include <string.h>

#include "support/readings.h"

#define HEAD_5 "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n2 FORM LINEAGE-LINKED\n1 CHAR UTF-8\n"
#define HEAD_7 "0 HEAD\n1 GEDC\n2 VERS 7.0\n"
#define FILE_5(records) HEAD_5 records "0 TRLR\n"
#define FILE_7(records) HEAD_7 records "0 TRLR\n"
#define EVENT_5(lines) FILE_5("0 @I1@ INDI\n1 EVEN\n2 TYPE Desertion\n" lines)
#define EVENT_7(lines) FILE_7("0 @I1@ INDI\n1 EVEN\n2 TYPE Desertion\n" lines)

Test(gedcom_reader, persons_and_their_events)
{
    static const struct readings_case cases[] = {
        {NULL, "pNuedlsgqn",
         FILE_5("0 @S1@ SOUR\n1 TITL Muster rolls\n2 CONC  of May\n2 CONT and June\n"
                "0 @I1@ INDI\n1 NAME Anton /Beispiel/\n1 NAME Toni\n1 BIRT\n2 DATE 1751\n"
                "1 EVEN he ran\n2 TYPE Desertion\n2 DATE 18 JUN 1778\n2 PLAC  Wendling's  Ford\n"
                "2 AGNC Regiment\n3 CONC  von\n3 CONT Falkenau\n2 SOUR @S1@\n3 PAGE fol. 12\n"
                "3 QUAY 1\n2 SOUR @S2@\n2 SOUR A letter\n2 NOTE x\n3 CONT 2 DATE 1700\n"
                "0 @S2@ SOUR\n1 TITL Too late\n"),
         "I1|Anton Beispiel|Regiment von Falkenau|deserted|1778-06-18|Wendling's Ford|"
         "Muster rolls of May and June; S2; A letter|fol. 12|quay-1|1\n"},
        /* EVEN and FACT by TYPE, else by their value; an extension by TYPE, value or tag */
        {NULL, "pe",
         FILE_5("0 @I1@ INDI\n1 EVEN Desertion\n2 DATE 1778\n1 FACT x\n2 TYPE absent\n"
                "2 DATE 1778\n1 _MILT\n2 TYPE Capture\n2 DATE 1778\n1 _MILT Surrender\n"
                "2 DATE 1778\n1 _DISCHARGE\n2 DATE 1778\n1 _UID 37\n"),
         "I1|deserted\nI1|absent\nI1|captured\nI1|surrendered\nI1|discharged\n"},
        /* A death or a birth is none, unless its tag is named; * is for those without a tag. */
        {"desertion", "pe",
         FILE_5("0 @I1@ INDI\n1 DEAT Y\n2 DATE 1779\n1 EVEN\n2 TYPE desertion\n2 DATE 1778\n"),
         "I1|deserted\n"},
        {"desertion,DEAT=died", "pe",
         FILE_5("0 @I1@ INDI\n1 DEAT Y\n2 DATE 1779\n1 EVEN\n2 TYPE desertion\n2 DATE 1778\n"),
         "I1|died\nI1|deserted\n"},
        {"*=absent", "pe",
         FILE_5("0 @I1@ INDI\n1 DEAT Y\n2 DATE 1779\n1 EVEN\n2 TYPE leave\n2 DATE 1778\n"
                "1 _UID 37\n"),
         "I1|absent\n"},
        {"_MILT/flight=deserted,military/flight=rejoined", "pe",
         FILE_5("0 @I1@ INDI\n1 _MILT\n2 TYPE flight\n2 DATE 1778\n"
                "1 FACT flight\n2 TYPE military\n2 DATE 1779\n"),
         "I1|deserted\nI1|rejoined\n"},
        /* Events of families and of what stands inside a person are nobody's. */
        {NULL, "p",
         FILE_5("0 @I1@ INDI\n1 EVEN\n2 TYPE desertion\n2 DATE 1778\n0 @F1@ FAM\n1 EVEN\n"
                "2 TYPE desertion\n2 DATE 1778\n0 @S1@ SOUR\n1 DATA\n2 EVEN desertion\n"
                "3 DATE 1778\n"),
         "I1\n"},
        /* 7.0: a pointer to nothing; @ doubled at the beginning only */
        {NULL, "lst", EVENT_7("2 DATE FRENCH_R 9 THER 2\n2 PLAC @@home@@\n2 SOUR @VOID@\n"),
         "@home@@||FRENCH_R 9 THER 2\n"},
        {NULL, "l", EVENT_5("2 DATE 1778\n2 PLAC at@@home\n"), "at@home\n"},
    };

    READINGS_CHECK(cases, AWOL_OK);
}

Test(gedcom_reader, dates)
{
    static const struct readings_case cases[] = {
        {NULL, "dwktr", EVENT_5("2 DATE @#DJULIAN@ 11 FEB 1731/32\n"),
         "1732-02-22|1732-02-22 1732-02-22|julian|@#DJULIAN@ 11 FEB 1731/32|"
         "gedcom-date+julian+dual\n"},
        {NULL, "dwkqr", EVENT_7("2 DATE ABT FRENCH_R FRIM 13\n"),
         "1804-11-22~/1804-12-21~|1804-11-22 1804-12-21|french-republican|approximate|"
         "gedcom-abt+republican\n"},
        {NULL, "dr", EVENT_7("2 DATE BET 1776 AND 1777\n3 TIME 10:00\n3 PHRASE x\n"),
         "1776/1777|gedcom-bet\n"},
        /* An event may have been at any time of a period, an attribute begins with it. */
        {NULL, "dr", EVENT_5("2 DATE FROM 1776 TO 1777\n"), "1776/1777|gedcom-from-to\n"},
        {NULL, "dr", FILE_5("0 @I1@ INDI\n1 FACT\n2 TYPE absent\n2 DATE FROM 1776 TO 1777\n"),
         "1776|gedcom-from-to\n"},
        {NULL, "d", EVENT_7("2 DATE 90\n"), "0090\n"},
    };
    static const struct readings_case windows[] = {
        {NULL, "d", FILE_5("0 @I1@ INDI\n1 FACT\n2 TYPE absent\n2 DATE FROM 1776 TO 1777\n"),
         "1776/1777\n"}};
    static const struct readings_case spans[] = {
        {NULL, "d", EVENT_5("2 DATE FROM 1776 TO 1777\n"), "1776\n"}};
    const struct awol_column_map window = {.from_to = AWOL_FROM_TO_WINDOW};
    const struct awol_column_map span = {.from_to = AWOL_FROM_TO_SPAN};

    READINGS_CHECK(cases, AWOL_OK);
    readings_check(&window, windows, 1, AWOL_OK);
    readings_check(&span, spans, 1, AWOL_OK);
}

Test(gedcom_reader, dates_in_words_are_read_where_asked_for)
{
    static const struct readings_case cases[] = {
        {NULL, "dwtr", EVENT_5("2 DATE (ca. Aug. 1778)\n"),
         "1778-08~|1778-07-02 1778-09-30|(ca. Aug. 1778)|about+month-year\n"},
        {NULL, "dtr", EVENT_7("2 DATE\n3 PHRASE 27ten Augusti 1778\n"),
         "1778-08-27|27ten Augusti 1778|day-month-year\n"},
        {NULL, "dr", EVENT_5("2 DATE INT AUG 1778 (harvest)\n"), "1778-08|gedcom-int\n"},
        {NULL, "dwr", EVENT_5("2 DATE ABT AUG 1778\n"),
         "1778-08~|1778-07-02 1778-09-30|about+gedcom-abt\n"},
        {NULL, "d", EVENT_5("2 DATE (on Michaelmas 1778)\n"), "9:12 DATE “(on Michaelmas 1778)”: "},
    };
    const struct awol_spelling_settings spellings = {.about_days = AWOL_ABOUT_DAYS};
    const struct awol_column_map columns = {.opt_spellings = &spellings,
                                            .about_days = AWOL_ABOUT_DAYS};
    struct readings seen;

    readings_check(&columns, cases, 4, AWOL_OK);
    readings_with(&columns, cases[4].text, strlen(cases[4].text), NULL, "d", &seen);
    cr_assert(strstr(awol_text_string(&seen.text), cases[4].expected), "%s",
              awol_text_string(&seen.text));
    awol_text_release(&seen.text);
}

Test(gedcom_reader, events_that_are_refused)
{
    static const struct readings_case cases[] = {
        {NULL, "d", EVENT_5(""), "7:1 the date is not known: the event has no DATE\n"},
        {NULL, "d", EVENT_7("2 DATE\n"), "7:7 the date is not known: DATE says nothing\n"},
        {NULL, "d", EVENT_7("2 DATE\n3 PHRASE in May\n"),
         "7:7 the date is only said in words (PHRASE), which --dates text would read\n"},
        {NULL, "d", EVENT_5("2 DATE (in May)\n"),
         "9:8 DATE “(in May)”: the date is only said in words, which --dates text would read\n"},
        {NULL, "d", EVENT_5("2 DATE 31 JUN 1778\n"),
         "9:8 DATE “31 JUN 1778”: expected a day 1 to 30 of that month, found 31\n"},
        {NULL, "d", EVENT_5("2 DATE @#DHEBREW@ 2 TVT 5538\n"),
         "9:8 DATE “@#DHEBREW@ 2 TVT 5538”: dates of the Hebrew calendar are not read\n"},
        {NULL, "d", EVENT_7("2 DATE JULIAN 11 FEB 1731/32\n"),
         "7:26 DATE “JULIAN 11 FEB 1731/32”: GEDCOM 7.0 has no years with a stroke (1731/32)\n"},
        {NULL, "d", EVENT_5("2 DATE JULIAN 11 FEB 1732\n"),
         "9:8 DATE “JULIAN 11 FEB 1732”: GEDCOM 5.5.1 has no calendars without @#D…@\n"},
        {NULL, "d", EVENT_5("2 DATE 1777\n2 DATE 1778\n"),
         "10:8 DATE “1777”: the event has more than one DATE\n"},
    };

    READINGS_CHECK(cases, AWOL_OK);
}

Test(gedcom_reader, files_that_are_refused)
{
    static const struct readings_case cases[] = {
        {NULL, "d", "0 HEAD\n1 GEDC\n2 VERS 4.0\n", "3:8 GEDCOM “4.0” is not read: expected 5.5"},
        {NULL, "d", "0 HEAD\n1 CHAR ANSEL\n", "2:8 the encoding ANSEL is not read"},
        {NULL, "d", "0 HEAD\n1 CHAR KLINGON\n", "2:8 the encoding “KLINGON” is not known"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n", "7:1 the file ends without 0 TRLR: it is not whole"},
        {NULL, "d", HEAD_5 "0 TRLR\n0 @I1@ INDI\n", "7:1 a record stands behind the end"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n0 @I1@ INDI\n", "7:1 the id “I1” stands twice"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n2 DATE 1778\n",
         "7:1 the level goes from 0 to 2: expected at most 1"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\nbroken note\n",
         "7:1 expected a line that begins with its"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n01 NAME x\n", "7:1 a level begins with no 0"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n100 NAME x\n", "7:1 a level is at most 99"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n1NAME x\n", "7:2 expected a space behind the level"},
        {NULL, "d", HEAD_5 "0 @I1@\n", "6:3 expected the id of a record between two @"},
        {NULL, "d", HEAD_5 "0 @I1 INDI\n", "6:3 expected the id of a record between two @"},
        {NULL, "d", HEAD_5 "0\n", "6:2 expected a space behind the level"},
        {NULL, "d", HEAD_5 "0 \n", "6:3 expected a tag"},
        {NULL, "d", HEAD_5 "0 ?\n", "6:3 expected a tag"},
        {NULL, "d", HEAD_5 "0 @I1@ INDI\n1 NAME \xe4\n", "7:8 the byte \\xE4 is not UTF-8"},
        {NULL, "d", HEAD_7 " 0 @I1@ INDI\n", "4:1 GEDCOM 7.0 has no blanks before a level"},
        {NULL, "d", "0 HEAD\n1 CHAR ASCII\n0 @I1@ INDI\n1 NAME \xe4\n",
         "4:8 the byte \\xE4 is not ASCII, which HEAD.CHAR says"},
        {NULL, "d", "0 HEAD\n1 CHAR ANSI\n0 @I1@ INDI\n1 NAME \xe4\n",
         "4:8 which letter is the byte \\xE4? HEAD.CHAR is ANSI"},
        {NULL, "d", "0 HEAD\n1 CHAR ISO-8859-1\n0 @I1@ INDI\n1 NAME \xe4\n",
         "5:1 the file ends without 0 TRLR"},
        {NULL, "d", FILE_5("0 @I1@ INDI\n1 EVEN\n2 TYPE promotion\n"),
         "0:0 no event has a type that is read (--types says which are); the types are "
         "“promotion” (1)"},
        {NULL, "d", FILE_5("0 @I1@ INDI\n1 BIRT\n2 DATE 1751\n"),
         "0:0 no person (INDI) of the file has an event"},
    };
    static const char nul[] = HEAD_5 "0 @I1@ INDI\n1 NAME \0\n";
    struct readings seen;

    READINGS_CHECK(cases, AWOL_DATA);
    readings_of(nul, sizeof nul - 1, NULL, "d", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "7:8 a NUL byte is no text\n");
    awol_text_release(&seen.text);
}

/* A line end may be CR, LF or both; a byte order mark may stand before; 5.5.1 allows blanks before
 * a level, and empty lines. */
Test(gedcom_reader, the_same_file_in_other_bytes)
{
    static const char plain[] = EVENT_5("2 DATE 18 JUN 1778\n2 PLAC K\303\266ln\n");
    static const char *const ends[] = {"\n", "\r", "\r\n", "\n\n", "\n  ", "\r\n\r\n\t"};
    struct awol_text text;

    awol_text_init(&text);
    for (size_t i = 0; i < 2 * sizeof ends / sizeof ends[0]; i++) {
        struct readings seen;

        awol_text_clear(&text);
        if (i % 2 == 1)
            awol_text_append(&text, "\xef\xbb\xbf");
        for (const char *at = plain; *at; at++)
            awol_text_append_bytes(&text, *at == '\n' ? ends[i / 2] : at,
                                   *at == '\n' ? strlen(ends[i / 2]) : 1);
        readings_of(text.bytes, text.length, NULL, "del", &seen);
        cr_expect(strcmp(awol_text_string(&seen.text), "1778-06-18|deserted|K\303\266ln\n") == 0,
                  "%zu: %s", i, awol_text_string(&seen.text));
        awol_text_release(&seen.text);
    }
    awol_text_release(&text);
}

/* UNICODE is UTF-16 of either order; other encodings are those of their name. */
Test(gedcom_reader, encodings)
{
    static const char plain[] = "0 HEAD\n1 CHAR UNICODE\n0 @I1@ INDI\n1 EVEN\n2 TYPE desertion\n"
                                "2 DATE 1778\n2 PLAC K?ln\n0 TRLR\n";
    static const char latin[] = "0 HEAD\n1 CHAR CP1252\n0 @I1@ INDI\n1 EVEN\n2 TYPE desertion\n"
                                "2 DATE 1778\n2 PLAC K\xf6ln \x96 x\n0 TRLR\n";
    struct readings seen;

    for (int big = 0; big < 2; big++) {
        char wide[2 * sizeof plain + 2];
        size_t n = 0;

        memcpy(wide, big ? "\xfe\xff" : "\xff\xfe", 2);
        n = 2;
        for (const char *at = plain; *at; at++) {
            wide[n + (size_t)big] = *at == '?' ? '\xf6' : *at;
            wide[n + 1 - (size_t)big] = '\0';
            n += 2;
        }
        readings_of(wide, n, NULL, "l", &seen);
        cr_assert_str_eq(awol_text_string(&seen.text), "K\303\266ln\n");
        awol_text_release(&seen.text);
    }
    readings_of(latin, sizeof latin - 1, NULL, "l", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "K\303\266ln \342\200\223 x\n");
    awol_text_release(&seen.text);
}

/* Beyond one piece of the file, and with lines and values that are very long. */
Test(gedcom_reader, long_files_and_long_values)
{
    enum { N = 4000 };
    struct awol_text text, expected;
    struct readings seen;

    awol_text_init(&text);
    awol_text_init(&expected);
    awol_text_append(&text, HEAD_5);
    for (int i = 0; i < N; i++) {
        awol_text_append_format(&text,
                                "0 @I%d@ INDI\r\n1 NAME A /B/\r\n1 EVEN\r\n2 TYPE desertion\r\n"
                                "2 DATE %s\r\n",
                                i, i % 2 ? "1778" : "1778x");
        if (i % 2)
            awol_text_append_format(&expected, "I%d|1778\n", i);
        else
            awol_text_append_format(&expected,
                                    "%d:12 DATE “1778x”: expected the end of the year, found "
                                    "“x”\n",
                                    6 + 5 * i + 4);
    }
    awol_text_append(&text, "0 TRLR");
    readings_of(text.bytes, text.length, NULL, "pd", &seen);
    cr_assert_eq(seen.status, AWOL_OK, "%s", awol_text_string(&seen.text));
    cr_assert_str_eq(awol_text_string(&seen.text), awol_text_string(&expected));
    awol_text_release(&seen.text);

    awol_text_clear(&text);
    awol_text_append(&text, HEAD_5 "0 @I1@ INDI\n1 EVEN\n2 TYPE desertion\n2 PLAC x\n");
    for (int i = 0; i < 3000; i++)
        awol_text_append(&text, "3 CONT and on and on and on and on\n");
    readings_of(text.bytes, text.length, NULL, "pd", &seen);
    cr_assert_eq(seen.status, AWOL_DATA);
    cr_assert(strstr(awol_text_string(&seen.text), "a value is longer than 64 KiB"));
    awol_text_release(&seen.text);

    awol_text_clear(&text);
    awol_text_append(&text, HEAD_5 "0 @I1@ INDI\n1 NOTE ");
    for (int i = 0; i < (1 << 20); i++)
        awol_text_append_byte(&text, 'x');
    readings_of(text.bytes, text.length, NULL, "pd", &seen);
    cr_assert_str_eq(awol_text_string(&seen.text), "7:1 the line is longer than 1 MiB\n");
    awol_text_release(&seen.text);
    awol_text_release(&expected);
    awol_text_release(&text);
}

Test(gedcom_reader, what_is_passed_over_is_told)
{
    static const char text[] =
        FILE_5("0 @I1@ INDI\n1 EVEN\n2 TYPE desertion\n2 DATE 1778\n1 EVEN\n2 TYPE promotion\n"
               "1 FACT corporal\n2 TYPE rank\n1 EVEN\n1 _MILT\n2 DATE 1778\n1 _UID 7\n");
    struct readings seen;

    readings_of(text, sizeof text - 1, NULL, "p", &seen);
    cr_assert_str_eq(seen.passed_over,
                     "“promotion” (1), “rank” (1), without a type (1), “_MILT” (1)");
    awol_text_release(&seen.text);
}
