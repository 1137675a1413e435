#include "date/gedcom.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "date/gedcom_parser.h"

/* ---- words ---------------------------------------------------------------------------------- */

struct awol_gedcom_word awol_gedcom_peek(const struct awol_gedcom_parser *parser)
{
    struct awol_gedcom_word word = {.at = parser->at, .length = strcspn(parser->at, " (")};

    if (word.length >= sizeof word.capitals)
        return word;
    for (size_t i = 0; i < word.length; i++) {
        const char byte = word.at[i];

        word.capitals[i] = (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte);
    }
    return word;
}

void awol_gedcom_skip(struct awol_gedcom_parser *parser, const struct awol_gedcom_word *word)
{
    parser->at = word->at + word->length;
    while (*parser->at == ' ')
        parser->at++;
}

/* ---- failures ------------------------------------------------------------------------------- */

enum awol_status awol_gedcom_fail(const struct awol_gedcom_parser *parser, const char *at,
                                  const char *format, ...)
{
    const struct awol_place place = {0, (size_t)(at - parser->text) + 1};
    char message[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return awol_error_at(parser->opt_error, "", place, "%s", message);
}

enum awol_status awol_gedcom_fail_expected(const struct awol_gedcom_parser *parser,
                                           const struct awol_gedcom_word *found,
                                           const char *expected)
{
    char shown[AWOL_SHOWN_SIZE], text[80];

    if (*found->at == '\0')
        return awol_gedcom_fail(parser, found->at, "expected %s, but the text ends", expected);
    snprintf(text, sizeof text, "%.*s", (int)(found->length > 60 ? 60 : found->length), found->at);
    if (found->length == 0)
        snprintf(text, sizeof text, "%c", *found->at);
    return awol_gedcom_fail(parser, found->at, "expected %s, found %s", expected,
                            awol_text_show(text, shown, sizeof shown));
}

enum awol_status awol_gedcom_need(struct awol_gedcom_parser *parser, const char *at,
                                  enum awol_gedcom_version version, const char *what)
{
    if (parser->version == AWOL_GEDCOM_ANY)
        parser->version = version;
    if (parser->version == version)
        return AWOL_OK;
    return awol_gedcom_fail(parser, at, "GEDCOM %s has no %s",
                            version == AWOL_GEDCOM_5 ? "7.0" : "5.5.1", what);
}

/* The looser ways of 5.5.1, looked for before anything else. */
static enum awol_status check_ways(struct awol_gedcom_parser *parser)
{
    enum awol_status status = AWOL_OK;

    for (const char *at = parser->text; *at != '\0' && *at != '(' && status == AWOL_OK; at++) {
        if (*at >= 'a' && *at <= 'z')
            status = awol_gedcom_need(parser, at, AWOL_GEDCOM_5, "small letters in its dates");
        else if (*at == ' ' && (at == parser->text || at[1] == ' ' || at[1] == '\0'))
            status = awol_gedcom_need(parser, at, AWOL_GEDCOM_5, "space but one between two words");
    }
    while (*parser->at == ' ')
        parser->at++;
    return status;
}

/* ---- results -------------------------------------------------------------------------------- */

static const char *mark_of(enum awol_qualifier qualifier)
{
    static const char *const marks[] = {"", "?", "~", "%"};

    return marks[qualifier];
}

static void name_rule(const struct awol_gedcom_date *first, const struct awol_gedcom_date *last,
                      const char *name, struct awol_spelling *spelling)
{
    static const char *const calendars[] = {"", "+julian", "+republican"};
    const bool both = last->calendar != first->calendar;

    snprintf(spelling->rule, sizeof spelling->rule, "%sgedcom-%s%s%s%s",
             spelling->widened > 0 ? "about+" : "", name, calendars[first->calendar],
             both ? calendars[last->calendar] : "", first->is_dual || last->is_dual ? "+dual" : "");
}

/* From the beginning of one date to the end of the other. */
static void take_span(const struct awol_gedcom_date *first, const struct awol_gedcom_date *last,
                      const char *name, struct awol_spelling *spelling)
{
    spelling->calendar = first->calendar;
    spelling->span =
        (struct awol_span){.earliest = first->span.earliest, .latest = last->span.latest};
    name_rule(first, last, name, spelling);
}

static void take_one(const struct awol_gedcom_date *date, enum awol_qualifier qualifier,
                     int64_t about_days, const char *name, struct awol_spelling *spelling)
{
    const char *const mark = mark_of(qualifier);
    const int64_t width = qualifier == AWOL_APPROXIMATE || qualifier == AWOL_UNCERTAIN_APPROXIMATE
                              ? awol_about_width(about_days, date->fineness)
                              : 0;

    spelling->widened = width;
    take_span(date, date, name, spelling);
    spelling->qualifier = qualifier;
    spelling->span.earliest -= width;
    spelling->span.latest += width;
    if (strcmp(date->edtf_first, date->edtf_last) == 0)
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s", date->edtf_first, mark);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s/%s%s", date->edtf_first, mark,
                 date->edtf_last, mark);
}

/* One end is open ("..") or unknown (""). */
static void take_half(const struct awol_gedcom_date *date, bool to, const char *other,
                      const char *name, struct awol_spelling *spelling)
{
    take_span(date, date, name, spelling);
    spelling->span.open_earliest = to;
    spelling->span.open_latest = !to;
    snprintf(spelling->edtf, sizeof spelling->edtf, "%s/%s", to ? other : date->edtf_first,
             to ? date->edtf_last : other);
}

/* ---- forms ---------------------------------------------------------------------------------- */

/* The words that a date value may begin with. */
enum form { DATE, ABOUT, CALCULATED, ESTIMATED, BEFORE, AFTER, BETWEEN, FROM, TO, INTERPRETED };

static const char *const form_words[] = {
    [ABOUT] = "ABT",  [CALCULATED] = "CAL", [ESTIMATED] = "EST",
    [BEFORE] = "BEF", [AFTER] = "AFT",      [BETWEEN] = "BET",
    [FROM] = "FROM",  [TO] = "TO",          [INTERPRETED] = "INT"};

static enum form take_form(struct awol_gedcom_parser *parser)
{
    const struct awol_gedcom_word word = awol_gedcom_peek(parser);

    for (int form = ABOUT; form <= INTERPRETED; form++) {
        if (strcmp(word.capitals, form_words[form]) == 0) {
            awol_gedcom_skip(parser, &word);
            return (enum form)form;
        }
    }
    return DATE;
}

/* TO or AND and a second date, which must not end before the first begins. */
static enum awol_status parse_second(struct awol_gedcom_parser *parser, const char *connective,
                                     const struct awol_gedcom_date *first,
                                     struct awol_gedcom_date *ret_last)
{
    const struct awol_gedcom_word word = awol_gedcom_peek(parser);
    const char *at;
    enum awol_status status;

    if (strcmp(word.capitals, connective) != 0)
        return awol_gedcom_fail_expected(parser, &word, connective);
    awol_gedcom_skip(parser, &word);
    at = parser->at;
    status = awol_gedcom_parse_date(parser, ret_last);
    if (status == AWOL_OK && ret_last->span.latest < first->span.earliest)
        return awol_gedcom_fail(parser, at, "it ends before it begins");
    return status;
}

static enum awol_status parse_two(struct awol_gedcom_parser *parser, const char *connective,
                                  const char *name, struct awol_spelling *spelling)
{
    struct awol_gedcom_date first = {0}, last = {0};
    enum awol_status status = awol_gedcom_parse_date(parser, &first);

    if (status == AWOL_OK)
        status = parse_second(parser, connective, &first, &last);
    if (status != AWOL_OK)
        return status;
    take_span(&first, &last, name, spelling);
    snprintf(spelling->edtf, sizeof spelling->edtf, "%s/%s", first.edtf_first, last.edtf_last);
    return AWOL_OK;
}

static enum awol_status parse_from(struct awol_gedcom_parser *parser, bool dates_beginning,
                                   struct awol_spelling *spelling)
{
    struct awol_gedcom_date first = {0}, last = {0};
    enum awol_status status = awol_gedcom_parse_date(parser, &first);
    const bool is_whole = status == AWOL_OK && *parser->at != '\0';

    if (is_whole)
        status = parse_second(parser, "TO", &first, &last);
    if (status != AWOL_OK)
        return status;
    if (dates_beginning) {
        take_one(&first, AWOL_CERTAIN, 0, is_whole ? "from-to" : "from", spelling);
    } else if (is_whole) {
        take_span(&first, &last, "from-to", spelling);
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s/%s", first.edtf_first, last.edtf_last);
    } else {
        take_half(&first, false, "", "from", spelling);
    }
    return AWOL_OK;
}

static enum awol_status parse_interpreted(struct awol_gedcom_parser *parser, const char *at,
                                          struct awol_spelling *spelling)
{
    struct awol_gedcom_date date = {0};
    enum awol_status status = awol_gedcom_need(parser, at, AWOL_GEDCOM_5, "INT");
    size_t length;

    if (status == AWOL_OK)
        status = awol_gedcom_parse_date(parser, &date);
    if (status != AWOL_OK)
        return status;
    length = strlen(parser->at);
    if (*parser->at != '(')
        return awol_gedcom_fail(parser, parser->at,
                                "expected the words that were interpreted, in brackets");
    if (parser->at[length - 1] != ')')
        return awol_gedcom_fail(parser, parser->at + length, "expected “)” at the end");
    parser->at += length;
    take_one(&date, AWOL_CERTAIN, 0, "int", spelling);
    return AWOL_OK;
}

static enum awol_status parse_half(struct awol_gedcom_parser *parser, enum form form,
                                   struct awol_spelling *spelling)
{
    struct awol_gedcom_date date = {0};
    const enum awol_status status = awol_gedcom_parse_date(parser, &date);

    if (status != AWOL_OK)
        return status;
    if (form == TO)
        take_half(&date, true, "", "to", spelling);
    else
        take_half(&date, form == BEFORE, "..", form == BEFORE ? "bef" : "aft", spelling);
    return AWOL_OK;
}

static enum awol_status parse_one(struct awol_gedcom_parser *parser, enum form form,
                                  int64_t about_days, struct awol_spelling *spelling)
{
    static const char *const names[] = {"date", "abt", "cal", "est"};
    static const enum awol_qualifier qualifiers[] = {AWOL_CERTAIN, AWOL_APPROXIMATE, AWOL_UNCERTAIN,
                                                     AWOL_UNCERTAIN_APPROXIMATE};
    struct awol_gedcom_date date = {0};
    const enum awol_status status = awol_gedcom_parse_date(parser, &date);

    if (status == AWOL_OK)
        take_one(&date, qualifiers[form], about_days, names[form], spelling);
    return status;
}

static enum awol_status parse_value(struct awol_gedcom_parser *parser,
                                    const struct awol_gedcom_settings *settings,
                                    struct awol_spelling *spelling)
{
    const char *const at = parser->at;
    const enum form form = take_form(parser);

    switch (form) {
    case DATE:
    case ABOUT:
    case CALCULATED:
    case ESTIMATED:
        return parse_one(parser, form, settings->about_days, spelling);
    case BEFORE:
    case AFTER:
    case TO:
        return parse_half(parser, form, spelling);
    case BETWEEN:
        return parse_two(parser, "AND", "bet", spelling);
    case FROM:
        return parse_from(parser, settings->dates_beginning, spelling);
    case INTERPRETED:
        break;
    }
    return parse_interpreted(parser, at, spelling);
}

enum awol_status awol_gedcom_parse(const char *text, const struct awol_gedcom_settings *settings,
                                   struct awol_spelling *ret_date, struct awol_error *opt_error)
{
    struct awol_gedcom_parser parser = {
        .text = text, .at = text, .version = settings->version, .opt_error = opt_error};
    struct awol_spelling spelling = {.widened = 0};
    struct awol_gedcom_word rest;
    enum awol_status status = check_ways(&parser);

    if (status == AWOL_OK && *parser.at == '(')
        return awol_gedcom_fail(&parser, parser.at,
                                "a phrase alone is for the eye: expected a date of GEDCOM");
    if (status == AWOL_OK)
        status = parse_value(&parser, settings, &spelling);
    if (status != AWOL_OK)
        return status;
    rest = awol_gedcom_peek(&parser);
    if (*parser.at != '\0')
        return awol_gedcom_fail_expected(&parser, &rest, "the end of the date");
    spelling.opt_warning = parser.opt_warning;
    *ret_date = spelling;
    return AWOL_OK;
}
