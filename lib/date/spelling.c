#include "date/spelling.h"

#include <stdio.h>
#include <string.h>

#include "date/spelling_rules.h"
#include "date/spelling_sides.h"

static enum awol_status parse_one(struct awol_parser *parser, size_t begin, size_t end)
{
    struct awol_side side;
    enum awol_status status = awol_side_read(parser, begin, end, &side);

    if (status == AWOL_OK)
        status = awol_side_resolve(parser, &side);
    if (status != AWOL_OK)
        return status;
    awol_side_write_span(parser, &side, &side);
    awol_side_name_rule(parser, "", &side, &side);
    return AWOL_OK;
}

/* "before" and "after": one end of the span is open. */
static enum awol_status parse_open(struct awol_parser *parser, size_t begin, size_t end,
                                   const char *connective, bool before)
{
    struct awol_spelling *const spelling = parser->spelling;
    struct awol_side side;
    enum awol_status status = awol_side_read(parser, begin, end, &side);

    if (status == AWOL_OK)
        status = awol_side_resolve(parser, &side);
    if (status != AWOL_OK)
        return status;
    awol_side_write_span(parser, &side, &side);
    awol_side_name_rule(parser, connective, &side, &side);
    spelling->span.open_earliest = before;
    spelling->span.open_latest = !before;
    if (before)
        snprintf(spelling->edtf, sizeof spelling->edtf, "../%s%s", side.days.edtf_last,
                 awol_qualifier_marks[side.qualifier]);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s/..", side.days.edtf_first,
                 awol_qualifier_marks[side.qualifier]);
    return AWOL_OK;
}

/* 11/22 February 1732 is as well one day by both calendars as the days from 11 to 22. */
static bool is_one_day(const struct awol_parser *parser, const struct awol_side *left,
                       const struct awol_side *right)
{
    struct awol_form_days julian, gregorian;

    if (left->form.day == 0 || right->form.day == 0 || parser->calendar == AWOL_FRENCH_REPUBLICAN)
        return false;
    return awol_form_resolve(&left->form, AWOL_JULIAN, false, &julian, NULL) == AWOL_OK &&
           awol_form_resolve(&right->form, AWOL_GREGORIAN, false, &gregorian, NULL) == AWOL_OK &&
           julian.first == gregorian.first;
}

static bool is_mark(char kind)
{
    return kind == AWOL_TOKEN_UNSURE || kind == AWOL_TOKEN_ABOUT;
}

/* 3 Aug. 1776-9: the days 3 to 9, or the years 1776 to 1779. */
static bool is_digit_behind_year(const struct awol_parser *parser, const struct awol_side *left,
                                 size_t at, size_t end)
{
    const char kind = awol_parser_kind(parser, at);

    return (kind == '-' || kind == '/') && left->form.has_year && left->form.year_at == at - 1 &&
           end == at + 2 && awol_parser_kind(parser, at + 1) == AWOL_TOKEN_DAY;
}

/* Two dates, each completed by the other. */
static enum awol_status read_two(struct awol_parser *parser, size_t begin, size_t at, size_t end,
                                 struct awol_side *left, struct awol_side *right)
{
    const char kind = awol_parser_kind(parser, at);
    enum awol_status status = awol_side_read(parser, begin, at, left);

    if (status == AWOL_OK)
        status = awol_side_read(parser, at + 1, end, right);
    if (status != AWOL_OK)
        return status;
    if (is_digit_behind_year(parser, left, at, end))
        return awol_token_refuse(&parser->tokens, at + 1, parser->opt_error,
                                 "ambiguous behind a year: a day, or the end of a second year");
    if (kind == '-' || kind == '/') { /* 1868-1871?: of both */
        for (size_t i = end; is_mark(awol_parser_kind(parser, i - 1)); i--)
            left->qualifier = awol_qualifier_add(left->qualifier, awol_parser_kind(parser, i - 1));
    }
    awol_form_complete(&left->form, &right->form);
    awol_form_complete(&right->form, &left->form);
    awol_form_complete(&left->form, &right->form);
    status = awol_side_resolve(parser, right);
    return status == AWOL_OK ? awol_side_resolve(parser, left) : status;
}

static enum awol_status parse_span(struct awol_parser *parser, size_t begin, size_t at, size_t end,
                                   const char *connective)
{
    struct awol_side left, right;
    enum awol_status status = read_two(parser, begin, at, end, &left, &right);

    if (status != AWOL_OK)
        return status;
    if (awol_parser_kind(parser, at) == '/' && is_one_day(parser, &left, &right))
        return awol_token_refuse(&parser->tokens, begin, parser->opt_error,
                                 "ambiguous: one day old and new style, or a span of days");
    if (right.days.last < left.days.first)
        return awol_token_refuse(&parser->tokens, at + 1, parser->opt_error,
                                 "the span ends before it begins");
    awol_side_write_span(parser, &left, &right);
    awol_side_name_rule(parser, connective, &left, &right);
    parser->has_two_ends = true;
    return AWOL_OK;
}

/* "27 and 28 Aug.": one span only if the second begins where the first ends. */
static enum awol_status parse_and(struct awol_parser *parser, size_t at)
{
    struct awol_side left, right;
    enum awol_status status = read_two(parser, 0, at, parser->tokens.n, &left, &right);

    if (status != AWOL_OK)
        return status;
    if (right.days.first != left.days.last + 1)
        return awol_token_refuse(&parser->tokens, at, parser->opt_error,
                                 "two dates that do not follow one another: expected one, or "
                                 "“between” before them");
    awol_side_write_span(parser, &left, &right);
    awol_side_name_rule(parser, "and", &left, &right);
    parser->has_two_ends = true;
    return AWOL_OK;
}

/* ---- the text ------------------------------------------------------------------------------- */

static size_t find_kind(const struct awol_parser *parser, size_t begin, char kind)
{
    while (begin < parser->tokens.n && awol_parser_kind(parser, begin) != kind)
        begin++;
    return begin;
}

static bool can_be_side(const struct awol_parser *parser, size_t begin, size_t end)
{
    struct awol_phrase phrase = {&parser->tokens, begin, end};
    struct awol_side side = {.weekday = 0};

    awol_parser_strip(parser, &phrase, &side);
    return phrase.begin < phrase.end && awol_form_matches(&phrase);
}

/* A date, else two with a dash or a stroke between them. */
static enum awol_status parse_date_or_span(struct awol_parser *parser, size_t begin)
{
    const size_t n = parser->tokens.n;

    for (size_t i = begin; i < n && !can_be_side(parser, begin, n); i++) {
        const char kind = awol_parser_kind(parser, i);

        if ((kind == '-' || kind == '/') && can_be_side(parser, begin, i) &&
            can_be_side(parser, i + 1, n))
            return parse_span(parser, begin, i, n, "span");
    }
    return parse_one(parser, begin, n);
}

static enum awol_status parse_between(struct awol_parser *parser)
{
    const size_t at = find_kind(parser, 0, AWOL_TOKEN_AND);

    if (at == parser->tokens.n)
        return awol_token_refuse(&parser->tokens, at, parser->opt_error,
                                 "expected “and” and a second date");
    return parse_span(parser, 1, at, parser->tokens.n, "between");
}

/* A night is two days: that on which it begins, and the next. */
static enum awol_status write_night(struct awol_parser *parser, struct awol_side *side, bool ends)
{
    struct awol_side right = *side;
    char buffer[AWOL_DAY_TEXT_SIZE];

    if (ends)
        side->days.first--;
    else
        right.days.last++;
    if (!awol_day_has_edtf(side->days.first) || !awol_day_has_edtf(right.days.last))
        return awol_token_refuse(&parser->tokens, 0, parser->opt_error, AWOL_NO_EDTF);
    snprintf(side->days.edtf_first, sizeof side->days.edtf_first, "%s",
             awol_day_format(side->days.first, buffer));
    snprintf(right.days.edtf_last, sizeof right.days.edtf_last, "%s",
             awol_day_format(right.days.last, buffer));
    awol_side_write_span(parser, side, &right);
    awol_side_name_rule(parser, "night", side, &right);
    return AWOL_OK;
}

static enum awol_status parse_two_nights(struct awol_parser *parser, size_t begin, size_t at)
{
    struct awol_side left, right;
    enum awol_status status = read_two(parser, begin, at, parser->tokens.n, &left, &right);

    if (status != AWOL_OK)
        return status;
    if (left.days.fineness != AWOL_FINE_DAY || right.days.first != left.days.first + 1)
        return awol_token_refuse(&parser->tokens, at + 1, parser->opt_error,
                                 "expected the day after: a night has two");
    awol_side_write_span(parser, &left, &right);
    awol_side_name_rule(parser, "night", &left, &right);
    return AWOL_OK;
}

/* The night of the 7th, from the 7th to the 8th, to the 8th. */
static enum awol_status parse_night(struct awol_parser *parser)
{
    const size_t n = parser->tokens.n;
    const char next = awol_parser_kind(parser, 1);
    const size_t begin = next == AWOL_TOKEN_FROM || next == AWOL_TOKEN_BETWEEN ? 2 : 1;
    struct awol_side side;
    enum awol_status status;

    for (size_t i = begin; i < n && !can_be_side(parser, begin, n); i++) {
        const char kind = awol_parser_kind(parser, i);

        if (kind != '\0' && strchr("TO&-/", kind) && can_be_side(parser, begin, i) &&
            can_be_side(parser, i + 1, n))
            return parse_two_nights(parser, begin, i);
    }
    status = awol_side_read(parser, begin, n, &side);
    if (status == AWOL_OK)
        status = awol_side_resolve(parser, &side);
    if (status != AWOL_OK)
        return status;
    if (side.days.fineness != AWOL_FINE_DAY)
        return awol_token_refuse(&parser->tokens, begin, parser->opt_error,
                                 "expected the day of the night");
    return write_night(parser, &side, parser->tokens.list[0].value < 0);
}

/* "Past twenty-four hours": the day before the document's, and that. */
static enum awol_status parse_hours(struct awol_parser *parser)
{
    const struct awol_spelling_settings *const settings = parser->settings;
    struct awol_side side = {.form = {.rule = "past-24-hours",
                                      .phrase = {&parser->tokens, 0, 1},
                                      .year = settings->document_year,
                                      .month = settings->document_month,
                                      .day = settings->document_day,
                                      .n_years = 1,
                                      .has_year = true,
                                      .is_of_january = true}};
    enum awol_status status;

    if (parser->tokens.n > 1)
        return awol_token_refuse(&parser->tokens, 1, parser->opt_error,
                                 "expected the end of the date behind the hours");
    if (!settings->has_document || settings->document_day == 0)
        return awol_token_refuse(&parser->tokens, 0, parser->opt_error,
                                 "the hours need the day of the document: --document-date");
    status = awol_side_resolve(parser, &side);
    if (status != AWOL_OK)
        return status;
    status = write_night(parser, &side, true);
    awol_side_name_rule(parser, "", &side, &side);
    return status;
}

/* "jusqu'au" is two words that both say "to". */
static void join_to(struct awol_parser *parser)
{
    struct awol_tokens *const tokens = &parser->tokens;

    for (size_t i = 0; i + 1 < tokens->n; i++) {
        if (tokens->list[i].kind != AWOL_TOKEN_TO || tokens->list[i + 1].kind != AWOL_TOKEN_TO)
            continue;
        memmove(&tokens->list[i], &tokens->list[i + 1],
                (tokens->n - i - 1) * sizeof tokens->list[0]);
        tokens->n--;
    }
}

/* "O.S." at the end names the calendar. */
static void take_style(struct awol_parser *parser)
{
    struct awol_tokens *const tokens = &parser->tokens;

    if (tokens->n < 2 || tokens->list[tokens->n - 1].kind != AWOL_TOKEN_STYLE)
        return;
    tokens->n--;
    parser->calendar = tokens->list[tokens->n].value == 1 ? AWOL_JULIAN : AWOL_GREGORIAN;
}

/* Not after 3 Aug. is before it, that day too; the rule keeps the word. */
static enum awol_status parse_limit(struct awol_parser *parser, size_t at, size_t begin, size_t end)
{
    const bool before = awol_parser_kind(parser, at) == AWOL_TOKEN_BEFORE;
    const bool negated = parser->tokens.list[at].value == 1;

    if (before)
        return parse_open(parser, begin, end, negated ? "not-after" : "before", true);
    return parse_open(parser, begin, end, negated ? "not-before" : "after", false);
}

/* "… au plus tard": only such limits stand behind their date. */
static bool has_limit_behind(const struct awol_parser *parser)
{
    const size_t n = parser->tokens.n;
    const char kind = awol_parser_kind(parser, n - 1);

    return n > 1 && (kind == AWOL_TOKEN_BEFORE || kind == AWOL_TOKEN_AFTER) &&
           parser->tokens.list[n - 1].value == 1;
}

static enum awol_status parse_statement(struct awol_parser *parser)
{
    const size_t n = parser->tokens.n;
    const size_t to = find_kind(parser, 0, AWOL_TOKEN_TO);
    const size_t and = find_kind(parser, 0, AWOL_TOKEN_AND);

    switch (awol_parser_kind(parser, 0)) {
    case AWOL_TOKEN_BETWEEN:
        return parse_between(parser);
    case AWOL_TOKEN_BEFORE:
    case AWOL_TOKEN_AFTER:
        return parse_limit(parser, 0, 1, n);
    case AWOL_TOKEN_TO:
        return parse_open(parser, 1, n, "until", true);
    case AWOL_TOKEN_FROM:
        return to < n ? parse_span(parser, 1, to, n, "from-to")
                      : parse_open(parser, 1, n, "since", false);
    case AWOL_TOKEN_NIGHT:
        return parse_night(parser);
    case AWOL_TOKEN_HOURS:
        return parse_hours(parser);
    default:
        break;
    }
    if (has_limit_behind(parser))
        return parse_limit(parser, n - 1, 0, n - 1);
    if (and < n && can_be_side(parser, 0, and) && can_be_side(parser, and+1, n))
        return parse_and(parser, and);
    return to < n ? parse_span(parser, 0, to, n, "from-to") : parse_date_or_span(parser, 0);
}

/* "both inclusive" behind a span, which is so anyway. */
static enum awol_status parse_inclusive(struct awol_parser *parser)
{
    const size_t n = parser->tokens.n;
    enum awol_status status;

    while (parser->tokens.n > 1 &&
           awol_parser_kind(parser, parser->tokens.n - 1) == AWOL_TOKEN_INCLUSIVE)
        parser->tokens.n--;
    if (parser->tokens.n == n)
        return parse_statement(parser);
    status = parse_statement(parser);
    if (status == AWOL_OK && !parser->has_two_ends) {
        parser->tokens.n++;
        return awol_token_refuse(&parser->tokens, parser->tokens.n - 1, parser->opt_error,
                                 "expected two dates before “inclusive”");
    }
    return status;
}

static enum awol_status copy_before(const struct awol_parser *parser,
                                    const struct awol_spelling *opt_before)
{
    if (!opt_before)
        return awol_token_refuse(&parser->tokens, 0, parser->opt_error,
                                 "expected a date that can be read in the row before");
    *parser->spelling = *opt_before;
    snprintf(parser->spelling->rule, sizeof parser->spelling->rule, "as-before");
    return AWOL_OK;
}

static bool is_ditto(const struct awol_parser *parser)
{
    for (size_t i = 0; i < parser->tokens.n; i++) {
        if (awol_parser_kind(parser, i) != AWOL_TOKEN_SAME)
            return false;
    }
    return true;
}

enum awol_status awol_spelling_parse(const char *text,
                                     const struct awol_spelling_settings *settings,
                                     const struct awol_spelling *opt_before,
                                     struct awol_spelling *ret_spelling,
                                     struct awol_error *opt_error)
{
    struct awol_spelling spelling = {.widened = 0};
    struct awol_parser parser = {.settings = settings,
                                 .calendar = settings->calendar,
                                 .spelling = &spelling,
                                 .opt_error = opt_error};
    enum awol_status status =
        awol_tokens_read(text, settings->languages, &parser.tokens, opt_error);

    if (status != AWOL_OK)
        return status;
    join_to(&parser);
    take_style(&parser);
    status = is_ditto(&parser) ? copy_before(&parser, opt_before) : parse_inclusive(&parser);
    if (status == AWOL_OK)
        *ret_spelling = spelling;
    return status;
}
