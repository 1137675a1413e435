#include "date/edtf.h"

#include "date/edtf_parser.h"

/* Where Annex A is silent, the reading of the Library of Congress's specification (2019) is taken:
 * an X inside an interval is level 2; an interval needs one dated end, and an end that can be
 * reached from its start. */

static bool is_dated(const struct awol_edtf_part *part)
{
    return part->kind == AWOL_EDTF_DATED;
}

static bool has_dots(const struct awol_edtf_part *part)
{
    return part->or_earlier || part->or_later;
}

bool awol_edtf_is_reversed(const struct awol_edtf_part *first, const struct awol_edtf_part *last)
{
    return is_dated(first) && is_dated(last) && !first->span.open_earliest &&
           !last->span.open_latest && last->span.latest < first->span.earliest;
}

void awol_edtf_add_part(struct awol_edtf *edtf, const struct awol_edtf_part *part, bool is_first)
{
    if (part->level > edtf->level)
        edtf->level = part->level;
    if (!is_dated(part))
        return;
    for (int i = 0; i < AWOL_EDTF_COMPONENTS; i++)
        edtf->qualifier = awol_qualifier_join(
            edtf->qualifier, awol_edtf_qualifier_of(&part->date, (enum awol_edtf_component)i));
    if (is_first)
        edtf->precision = part->date.precision;
    else if (edtf->precision != part->date.precision)
        edtf->precision = AWOL_PRECISION_MIXED;
}

/* ---- one end ------------------------------------------------------------------------------ */

static enum awol_status parse_dated_part(struct awol_edtf_parser *parser,
                                         struct awol_edtf_part *part)
{
    enum awol_status status;

    if (*parser->at == '[' || *parser->at == '{')
        return awol_edtf_fail(parser, parser->at, "a set cannot be one end of an interval");
    if (!awol_edtf_begins_date(*parser->at))
        return awol_edtf_fail_expected(parser, parser->at, "a year of four digits");
    status = awol_edtf_parse_date(parser, part);
    if (status != AWOL_OK)
        return status;
    if (!part->or_earlier && parser->at[0] == '.' && parser->at[1] == '.') {
        parser->at += 2;
        part->or_later = true;
    }
    part->span.open_earliest = part->or_earlier;
    part->span.open_latest = part->or_later;
    if (has_dots(part))
        part->level = 2;
    return AWOL_OK;
}

/* A date, with ".." before or after it or not; "..", or nothing at all. */
static enum awol_status parse_part(struct awol_edtf_parser *parser, struct awol_edtf_part *part)
{
    const char *const at = parser->at;

    if (*at == '/' || (*at == '\0' && at > parser->text)) {
        part->kind = AWOL_EDTF_UNKNOWN;
        part->level = 1;
        return AWOL_OK;
    }
    if (at[0] == '.' && at[1] == '.') {
        parser->at += 2;
        if (!awol_edtf_begins_date(at[2])) {
            part->kind = AWOL_EDTF_OPEN;
            part->level = 1;
            return AWOL_OK;
        }
        part->or_earlier = true;
    }
    return parse_dated_part(parser, part);
}

/* ---- interval and text -------------------------------------------------------------------- */

static enum awol_status check_end_of_interval(const struct awol_edtf_parser *parser, const char *at,
                                              struct awol_edtf_part *part)
{
    if (!is_dated(part))
        return AWOL_OK;
    if (part->date.precision == AWOL_PRECISION_TIME)
        return awol_edtf_fail(parser, at, "an interval has no time of day");
    for (int i = 0; i < AWOL_EDTF_COMPONENTS; i++) {
        if (part->date.masks[i] != 0)
            part->level = 2;
    }
    return AWOL_OK;
}

static void join_parts(struct awol_edtf *edtf)
{
    const struct awol_edtf_part *const start = &edtf->start, *const end = &edtf->end;

    edtf->form = AWOL_EDTF_INTERVAL;
    edtf->is_interval = true;
    edtf->unknown_start = start->kind == AWOL_EDTF_UNKNOWN;
    edtf->unknown_end = end->kind == AWOL_EDTF_UNKNOWN;
    edtf->span = (struct awol_span){.earliest = start->span.earliest,
                                    .latest = end->span.latest,
                                    .open_earliest = !is_dated(start) || start->or_earlier,
                                    .open_latest = !is_dated(end) || end->or_later};
    awol_edtf_add_part(edtf, start, is_dated(start));
    awol_edtf_add_part(edtf, end, !is_dated(start));
}

/* The parser stands on the slash. */
static enum awol_status parse_interval(struct awol_edtf_parser *parser, struct awol_edtf *edtf)
{
    const char *const second = ++parser->at;
    enum awol_status status = check_end_of_interval(parser, parser->text, &edtf->start);

    if (status == AWOL_OK)
        status = parse_part(parser, &edtf->end);
    if (status == AWOL_OK)
        status = check_end_of_interval(parser, second, &edtf->end);
    if (status != AWOL_OK)
        return status;
    if (!is_dated(&edtf->start) && !is_dated(&edtf->end))
        return awol_edtf_fail(parser, second, "an interval needs a date at one end at least");
    if (awol_edtf_is_reversed(&edtf->start, &edtf->end))
        return awol_edtf_fail(parser, second, "the interval ends before it begins");
    join_parts(edtf);
    return AWOL_OK;
}

static enum awol_status parse_date_or_interval(struct awol_edtf_parser *parser,
                                               struct awol_edtf *edtf)
{
    enum awol_status status = parse_part(parser, &edtf->start);

    if (status != AWOL_OK)
        return status;
    if (*parser->at == '/')
        return parse_interval(parser, edtf);
    if (edtf->start.kind == AWOL_EDTF_OPEN)
        return awol_edtf_fail_expected(parser, parser->at, "\"/\" after \"..\"");
    if (has_dots(&edtf->start))
        return awol_edtf_fail_expected(parser, parser->at,
                                       "\"/\": a date with \"..\" is one end of an interval");
    edtf->span = edtf->start.span;
    awol_edtf_add_part(edtf, &edtf->start, true);
    return AWOL_OK;
}

static enum awol_status check_end_of_text(const struct awol_edtf_parser *parser,
                                          const struct awol_edtf *edtf)
{
    const char *const at = parser->at;

    if (*at == '\0')
        return AWOL_OK;
    if (edtf->members != NULL)
        return awol_edtf_fail_expected(parser, at, "nothing after the set");
    if (awol_edtf_is_digit(*at))
        return awol_edtf_fail_expected(parser, at,
                                       "the end of the date, or \"-\" before its next part");
    return awol_edtf_fail_expected(parser, at, "the end of the date");
}

enum awol_status awol_edtf_parse_in(enum awol_calendar calendar, const char *text,
                                    struct awol_edtf *ret_edtf, struct awol_error *opt_error)
{
    struct awol_edtf_parser parser = {
        .text = text, .at = text, .calendar = calendar, .opt_error = opt_error};
    struct awol_edtf edtf = {.calendar = calendar};
    enum awol_status status;

    if (calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_edtf_fail(&parser, text, "EDTF cannot write dates of the French Republic");
    status = *text == '[' || *text == '{' ? awol_edtf_parse_set(&parser, &edtf)
                                          : parse_date_or_interval(&parser, &edtf);
    if (status == AWOL_OK)
        status = check_end_of_text(&parser, &edtf);
    if (status == AWOL_OK)
        *ret_edtf = edtf;
    return status;
}

enum awol_status awol_edtf_parse(const char *text, struct awol_edtf *ret_edtf,
                                 struct awol_error *opt_error)
{
    return awol_edtf_parse_in(AWOL_GREGORIAN, text, ret_edtf, opt_error);
}

const char *awol_qualifier_name(enum awol_qualifier qualifier)
{
    static const char *const names[] = {"", "uncertain", "approximate", "uncertain-approximate"};

    return names[qualifier];
}
