#include "date/spelling.h"

#include <stdio.h>
#include <string.h>

#include "date/spelling_rules.h"

static const char dual_warning[] =
    "a dual year is old style as a rule: --calendar julian reads the day as such";
static const char *const marks[] = {"", "?", "~", "%"};

struct parser {
    struct awol_tokens tokens;
    const struct awol_spelling_settings *settings;
    enum awol_calendar calendar;
    struct awol_spelling *spelling;
    struct awol_error *opt_error;
};

/* A date with what is said of its certainty. */
struct side {
    struct awol_form form;
    struct awol_form_days days;
    enum awol_qualifier qualifier;
};

/* ---- one side ------------------------------------------------------------------------------- */

static char kind_at(const struct parser *parser, size_t index)
{
    return index < parser->tokens.n ? parser->tokens.list[index].kind : '\0';
}

static enum awol_qualifier add_qualifier(enum awol_qualifier qualifier, char kind)
{
    const enum awol_qualifier added = kind == AWOL_TOKEN_ABOUT ? AWOL_APPROXIMATE : AWOL_UNCERTAIN;

    return qualifier == AWOL_CERTAIN || qualifier == added ? added : AWOL_UNCERTAIN_APPROXIMATE;
}

static bool is_qualifier(char kind)
{
    return kind == AWOL_TOKEN_ABOUT || kind == AWOL_TOKEN_UNSURE;
}

/* Takes qualifiers off both ends of a phrase. */
static enum awol_qualifier strip(const struct parser *parser, struct awol_phrase *phrase)
{
    enum awol_qualifier qualifier = AWOL_CERTAIN;

    while (phrase->begin < phrase->end && is_qualifier(kind_at(parser, phrase->begin)))
        qualifier = add_qualifier(qualifier, kind_at(parser, phrase->begin++));
    while (phrase->begin < phrase->end && is_qualifier(kind_at(parser, phrase->end - 1)))
        qualifier = add_qualifier(qualifier, kind_at(parser, --phrase->end));
    return qualifier;
}

static enum awol_status read_side(struct parser *parser, size_t begin, size_t end,
                                  struct side *ret_side)
{
    struct awol_phrase phrase = {&parser->tokens, begin, end};

    ret_side->qualifier = strip(parser, &phrase);
    return awol_form_read(&phrase, parser->settings, &ret_side->form, parser->opt_error);
}

static enum awol_status resolve_side(struct parser *parser, struct side *side)
{
    return awol_form_resolve(&side->form, parser->calendar, parser->settings->year_starts_in_march,
                             &side->days, parser->opt_error);
}

/* ---- from sides to a result ----------------------------------------------------------------- */

/* Days by which "about" moves an end out: a whole year of them, a month's or a day's share. */
int64_t awol_about_width(int64_t about_days, enum awol_fineness fineness)
{
    static const int64_t shares[] = {3, 30, 365};

    return (about_days * shares[fineness] + 182) / 365;
}

static int64_t width(const struct parser *parser, const struct side *side)
{
    if (side->qualifier != AWOL_APPROXIMATE && side->qualifier != AWOL_UNCERTAIN_APPROXIMATE)
        return 0;
    return awol_about_width(parser->settings->about_days, side->days.fineness);
}

static void name_rule(struct parser *parser, const char *connective, const struct side *left,
                      const struct side *right)
{
    struct awol_spelling *const spelling = parser->spelling;
    const bool about = width(parser, left) > 0 || width(parser, right) > 0;
    const bool both = strcmp(left->form.rule, right->form.rule) != 0;
    const bool moved = left->days.moved_to_next_year || right->days.moved_to_next_year;
    const bool disputed = left->form.opt_warning || right->form.opt_warning;

    snprintf(spelling->rule, sizeof spelling->rule, "%s%s%s%s%s%s%s%s%s", connective,
             connective[0] != '\0' ? "+" : "", about ? "about+" : "", left->form.rule,
             both ? ".." : "", both ? right->form.rule : "", moved ? "+25-march" : "",
             left->form.is_dual && strcmp(left->form.rule, "dual-year") != 0 ? "+dual" : "",
             disputed ? "+disputed" : "");
}

static void warn(struct parser *parser, const struct side *side)
{
    struct awol_spelling *const spelling = parser->spelling;

    if (!spelling->opt_warning)
        spelling->opt_warning = side->form.opt_warning;
    if (!spelling->opt_warning && side->form.is_dual && side->form.month > 0 &&
        side->days.calendar == AWOL_GREGORIAN)
        spelling->opt_warning = dual_warning;
}

static enum awol_qualifier join(enum awol_qualifier a, enum awol_qualifier b)
{
    if (a == AWOL_CERTAIN || a == b)
        return b;
    return b == AWOL_CERTAIN ? a : AWOL_UNCERTAIN_APPROXIMATE;
}

/* The days from the beginning of one side to the end of the other. */
static void write_span(struct parser *parser, const struct side *left, const struct side *right)
{
    struct awol_spelling *const spelling = parser->spelling;
    const int64_t before = width(parser, left), after = width(parser, right);

    spelling->span = (struct awol_span){.earliest = left->days.first - before,
                                        .latest = right->days.last + after};
    spelling->widened = before > after ? before : after;
    spelling->qualifier = join(left->qualifier, right->qualifier);
    spelling->calendar = left->days.calendar;
    if (left == right && left->days.edtf_whole[0] != '\0')
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s", left->days.edtf_whole,
                 marks[left->qualifier]);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s/%s%s", left->days.edtf_first,
                 marks[left->qualifier], right->days.edtf_last, marks[right->qualifier]);
    warn(parser, left);
    warn(parser, right);
}

static enum awol_status parse_one(struct parser *parser, size_t begin, size_t end)
{
    struct side side;
    enum awol_status status = read_side(parser, begin, end, &side);

    if (status == AWOL_OK)
        status = resolve_side(parser, &side);
    if (status != AWOL_OK)
        return status;
    write_span(parser, &side, &side);
    name_rule(parser, "", &side, &side);
    return AWOL_OK;
}

/* "before" and "after": one end of the span is open. */
static enum awol_status parse_open(struct parser *parser, size_t begin, size_t end,
                                   const char *connective, bool before)
{
    struct awol_spelling *const spelling = parser->spelling;
    struct side side;
    enum awol_status status = read_side(parser, begin, end, &side);

    if (status == AWOL_OK)
        status = resolve_side(parser, &side);
    if (status != AWOL_OK)
        return status;
    write_span(parser, &side, &side);
    name_rule(parser, connective, &side, &side);
    spelling->span.open_earliest = before;
    spelling->span.open_latest = !before;
    if (before)
        snprintf(spelling->edtf, sizeof spelling->edtf, "../%s%s", side.days.edtf_last,
                 marks[side.qualifier]);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s/..", side.days.edtf_first,
                 marks[side.qualifier]);
    return AWOL_OK;
}

/* 11/22 February 1732 is as well one day by both calendars as the days from 11 to 22. */
static bool is_one_day(const struct parser *parser, const struct side *left,
                       const struct side *right)
{
    struct awol_form_days julian, gregorian;

    if (left->form.day == 0 || right->form.day == 0 || parser->calendar == AWOL_FRENCH_REPUBLICAN)
        return false;
    return awol_form_resolve(&left->form, AWOL_JULIAN, false, &julian, NULL) == AWOL_OK &&
           awol_form_resolve(&right->form, AWOL_GREGORIAN, false, &gregorian, NULL) == AWOL_OK &&
           julian.first == gregorian.first;
}

/* 3 Aug. 1776-9: the days 3 to 9, or the years 1776 to 1779. */
static bool is_digit_behind_year(const struct parser *parser, const struct side *left, size_t at,
                                 size_t end)
{
    const char kind = kind_at(parser, at);

    return (kind == '-' || kind == '/') && left->form.has_year && left->form.year_at == at - 1 &&
           end == at + 2 && kind_at(parser, at + 1) == AWOL_TOKEN_DAY;
}

static enum awol_status parse_span(struct parser *parser, size_t begin, size_t at, size_t end,
                                   const char *connective)
{
    struct side left, right;
    enum awol_status status = read_side(parser, begin, at, &left);

    if (status == AWOL_OK)
        status = read_side(parser, at + 1, end, &right);
    if (status != AWOL_OK)
        return status;
    if (is_digit_behind_year(parser, &left, at, end))
        return awol_token_refuse(&parser->tokens, at + 1, parser->opt_error,
                                 "ambiguous behind a year: a day, or the end of a second year");
    awol_form_complete(&left.form, &right.form);
    awol_form_complete(&right.form, &left.form);
    awol_form_complete(&left.form, &right.form);
    status = resolve_side(parser, &right);
    if (status == AWOL_OK)
        status = resolve_side(parser, &left);
    if (status != AWOL_OK)
        return status;
    if (kind_at(parser, at) == '/' && is_one_day(parser, &left, &right))
        return awol_token_refuse(&parser->tokens, begin, parser->opt_error,
                                 "ambiguous: one day old and new style, or a span of days");
    if (right.days.last < left.days.first)
        return awol_token_refuse(&parser->tokens, at + 1, parser->opt_error,
                                 "the span ends before it begins");
    write_span(parser, &left, &right);
    name_rule(parser, connective, &left, &right);
    return AWOL_OK;
}

/* ---- the text ------------------------------------------------------------------------------- */

static size_t find_kind(const struct parser *parser, size_t begin, char kind)
{
    while (begin < parser->tokens.n && kind_at(parser, begin) != kind)
        begin++;
    return begin;
}

static bool can_be_side(const struct parser *parser, size_t begin, size_t end)
{
    struct awol_phrase phrase = {&parser->tokens, begin, end};

    strip(parser, &phrase);
    return phrase.begin < phrase.end && awol_form_matches(&phrase);
}

/* A date, else two with a dash or a stroke between them. */
static enum awol_status parse_date_or_span(struct parser *parser, size_t begin)
{
    const size_t n = parser->tokens.n;

    for (size_t i = begin; i < n && !can_be_side(parser, begin, n); i++) {
        const char kind = kind_at(parser, i);

        if ((kind == '-' || kind == '/') && can_be_side(parser, begin, i) &&
            can_be_side(parser, i + 1, n))
            return parse_span(parser, begin, i, n, "span");
    }
    return parse_one(parser, begin, n);
}

static enum awol_status parse_between(struct parser *parser)
{
    const size_t at = find_kind(parser, 0, AWOL_TOKEN_AND);

    if (at == parser->tokens.n)
        return awol_token_refuse(&parser->tokens, at, parser->opt_error,
                                 "expected “and” and a second date");
    return parse_span(parser, 1, at, parser->tokens.n, "between");
}

/* "jusqu'au" is two words that both say "to". */
static void join_to(struct parser *parser)
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
static void take_style(struct parser *parser)
{
    struct awol_tokens *const tokens = &parser->tokens;

    if (tokens->n < 2 || tokens->list[tokens->n - 1].kind != AWOL_TOKEN_STYLE)
        return;
    tokens->n--;
    parser->calendar = tokens->list[tokens->n].value == 1 ? AWOL_JULIAN : AWOL_GREGORIAN;
}

static enum awol_status parse_statement(struct parser *parser)
{
    const size_t n = parser->tokens.n;
    const size_t to = find_kind(parser, 0, AWOL_TOKEN_TO);

    switch (kind_at(parser, 0)) {
    case AWOL_TOKEN_BETWEEN:
        return parse_between(parser);
    case AWOL_TOKEN_BEFORE:
        return parse_open(parser, 1, n, "before", true);
    case AWOL_TOKEN_AFTER:
        return parse_open(parser, 1, n, "after", false);
    case AWOL_TOKEN_TO:
        return parse_open(parser, 1, n, "until", true);
    case AWOL_TOKEN_FROM:
        return to < n ? parse_span(parser, 1, to, n, "from-to")
                      : parse_open(parser, 1, n, "since", false);
    default:
        break;
    }
    return to < n ? parse_span(parser, 0, to, n, "from-to") : parse_date_or_span(parser, 0);
}

static enum awol_status copy_before(const struct parser *parser,
                                    const struct awol_spelling *opt_before)
{
    if (!opt_before)
        return awol_token_refuse(&parser->tokens, 0, parser->opt_error,
                                 "expected a date that can be read in the row before");
    *parser->spelling = *opt_before;
    snprintf(parser->spelling->rule, sizeof parser->spelling->rule, "as-before");
    return AWOL_OK;
}

static bool is_ditto(const struct parser *parser)
{
    for (size_t i = 0; i < parser->tokens.n; i++) {
        if (kind_at(parser, i) != AWOL_TOKEN_SAME)
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
    struct parser parser = {.settings = settings,
                            .calendar = settings->calendar,
                            .spelling = &spelling,
                            .opt_error = opt_error};
    enum awol_status status =
        awol_tokens_read(text, settings->languages, &parser.tokens, opt_error);

    if (status != AWOL_OK)
        return status;
    join_to(&parser);
    take_style(&parser);
    status = is_ditto(&parser) ? copy_before(&parser, opt_before) : parse_statement(&parser);
    if (status == AWOL_OK)
        *ret_spelling = spelling;
    return status;
}
