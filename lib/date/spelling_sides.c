#include "date/spelling_sides.h"

#include <stdio.h>
#include <string.h>

static const char dual_warning[] =
    "a dual year is old style as a rule: --calendar julian reads the day as such";
const char *const awol_qualifier_marks[] = {"", "?", "~", "%"};

/* ---- one side ------------------------------------------------------------------------------- */

char awol_parser_kind(const struct awol_parser *parser, size_t index)
{
    return index < parser->tokens.n ? parser->tokens.list[index].kind : '\0';
}

enum awol_qualifier awol_qualifier_add(enum awol_qualifier qualifier, char kind)
{
    const enum awol_qualifier added = kind == AWOL_TOKEN_ABOUT ? AWOL_APPROXIMATE : AWOL_UNCERTAIN;

    return qualifier == AWOL_CERTAIN || qualifier == added ? added : AWOL_UNCERTAIN_APPROXIMATE;
}

static bool is_qualifier(char kind)
{
    return kind == AWOL_TOKEN_ABOUT || kind == AWOL_TOKEN_UNSURE;
}

/* True if a word at the end of a phrase says something of the date beside it; side takes it. */
static bool take_beside(const struct awol_parser *parser, size_t index, struct awol_side *side)
{
    const char kind = awol_parser_kind(parser, index);

    if (is_qualifier(kind)) {
        side->qualifier = awol_qualifier_add(side->qualifier, kind);
    } else if (kind == AWOL_TOKEN_WEEKDAY && side->weekday == 0) {
        side->weekday = parser->tokens.list[index].value;
        side->weekday_at = index;
    } else {
        return false;
    }
    return true;
}

void awol_parser_strip(const struct awol_parser *parser, struct awol_phrase *phrase,
                       struct awol_side *side)
{
    while (phrase->begin < phrase->end && take_beside(parser, phrase->begin, side))
        phrase->begin++;
    while (phrase->begin < phrase->end && take_beside(parser, phrase->end - 1, side))
        phrase->end--;
}

enum awol_status awol_side_read(struct awol_parser *parser, size_t begin, size_t end,
                                struct awol_side *ret_side)
{
    struct awol_phrase phrase = {&parser->tokens, begin, end};

    *ret_side = (struct awol_side){.qualifier = AWOL_CERTAIN};
    awol_parser_strip(parser, &phrase, ret_side);
    return awol_form_read(&phrase, parser->settings, &ret_side->form, parser->opt_error);
}

static const char other_weekday[] = "the weekday is not that day's: another calendar, or a mistake";

/* The day of the week, 1 Monday to 7 Sunday, or of the decade, 11 primidi to 20. */
static enum awol_status check_weekday(struct awol_parser *parser, struct awol_side *side)
{
    const struct awol_form_days *const days = &side->days;
    int found = (int)((days->first % 7 + 10) % 7) + 1;

    if (side->weekday == 0)
        return AWOL_OK;
    if (days->fineness != AWOL_FINE_DAY)
        return awol_token_refuse(&parser->tokens, side->weekday_at, parser->opt_error,
                                 "expected one day beside the name of a day");
    if (side->weekday > 10) {
        if (days->calendar != AWOL_FRENCH_REPUBLICAN || side->form.month == 13)
            return awol_token_refuse(&parser->tokens, side->weekday_at, parser->opt_error,
                                     "expected a month of the French Republic beside a day of its "
                                     "decade");
        found = (side->form.day - 1) % 10 + 11;
    }
    if (found != side->weekday && !side->form.opt_warning)
        side->form.opt_warning = other_weekday;
    return AWOL_OK;
}

enum awol_status awol_side_resolve(struct awol_parser *parser, struct awol_side *side)
{
    const enum awol_status status =
        awol_form_resolve(&side->form, parser->calendar, parser->settings->year_starts_in_march,
                          &side->days, parser->opt_error);

    return status == AWOL_OK ? check_weekday(parser, side) : status;
}

/* ---- from sides to a result ----------------------------------------------------------------- */

/* Days by which "about" moves an end out: a whole year of them, a month's or a day's share. */
int64_t awol_about_width(int64_t about_days, enum awol_fineness fineness)
{
    static const int64_t shares[] = {3, 30, 365};

    return (about_days * shares[fineness] + 182) / 365;
}

static int64_t width(const struct awol_parser *parser, const struct awol_side *side)
{
    if (side->qualifier != AWOL_APPROXIMATE && side->qualifier != AWOL_UNCERTAIN_APPROXIMATE)
        return 0;
    return awol_about_width(parser->settings->about_days, side->days.fineness);
}

void awol_side_name_rule(struct awol_parser *parser, const char *connective,
                         const struct awol_side *left, const struct awol_side *right)
{
    struct awol_spelling *const spelling = parser->spelling;
    const bool about = width(parser, left) > 0 || width(parser, right) > 0;
    const bool both = strcmp(left->form.rule, right->form.rule) != 0;
    const bool moved = left->days.moved_to_next_year || right->days.moved_to_next_year;
    const bool disputed = left->form.opt_warning || right->form.opt_warning;

    snprintf(spelling->rule, sizeof spelling->rule, "%s%s%s%s%s%s%s%s%s%s%s", connective,
             connective[0] != '\0' ? "+" : "", about ? "about+" : "", left->form.rule,
             both ? ".." : "", both ? right->form.rule : "", moved ? "+25-march" : "",
             left->form.is_dual && strcmp(left->form.rule, "dual-year") != 0 ? "+dual" : "",
             left->weekday > 0 || right->weekday > 0 ? "+weekday" : "",
             parser->tokens.has_brackets ? "+supplied" : "", disputed ? "+disputed" : "");
}

static void warn(struct awol_parser *parser, const struct awol_side *side)
{
    struct awol_spelling *const spelling = parser->spelling;

    if (!spelling->opt_warning)
        spelling->opt_warning = side->form.opt_warning;
    if (!spelling->opt_warning && side->form.is_dual &&
        (side->form.month > 0 || side->form.is_movable) && side->days.calendar == AWOL_GREGORIAN)
        spelling->opt_warning = dual_warning;
}

static enum awol_qualifier join(enum awol_qualifier a, enum awol_qualifier b)
{
    if (a == AWOL_CERTAIN || a == b)
        return b;
    return b == AWOL_CERTAIN ? a : AWOL_UNCERTAIN_APPROXIMATE;
}

/* The days from the beginning of one side to the end of the other. */
void awol_side_write_span(struct awol_parser *parser, const struct awol_side *left,
                          const struct awol_side *right)
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
                 awol_qualifier_marks[left->qualifier]);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s%s/%s%s", left->days.edtf_first,
                 awol_qualifier_marks[left->qualifier], right->days.edtf_last,
                 awol_qualifier_marks[right->qualifier]);
    warn(parser, left);
    warn(parser, right);
}
