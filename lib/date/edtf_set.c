#include "date/edtf_parser.h"

static bool is_dots(const char *at)
{
    return at[0] == '.' && at[1] == '.';
}

static bool ends_member(char byte)
{
    return byte == ',' || byte == ']' || byte == '}' || byte == '\0';
}

static enum awol_status parse_member_date(struct awol_edtf_parser *parser,
                                          struct awol_edtf_part *part)
{
    const char *const start = parser->at;
    enum awol_status status;

    if (!awol_edtf_begins_date(*start))
        return awol_edtf_fail_expected(parser, start, "a date of the set");
    status = awol_edtf_parse_date(parser, part);
    if (status == AWOL_OK && part->date.precision == AWOL_PRECISION_TIME)
        return awol_edtf_fail(parser, start, "a set has no time of day");
    return status;
}

/* The parser stands behind the ".." of 1670..1672. */
static enum awol_status parse_range_end(struct awol_edtf_parser *parser,
                                        struct awol_edtf_member *member)
{
    const char *const start = parser->at;
    enum awol_status status = parse_member_date(parser, &member->last);

    member->is_range = true;
    if (status == AWOL_OK && awol_edtf_is_reversed(&member->first, &member->last))
        return awol_edtf_fail(parser, start, "the range ends before it begins");
    return status;
}

enum awol_status awol_edtf_parse_member(struct awol_edtf_parser *parser,
                                        struct awol_edtf_member *ret_member)
{
    struct awol_edtf_member member = {0};
    struct awol_edtf_part *const first = &member.first;
    enum awol_status status;

    if (is_dots(parser->at)) {
        parser->at += 2;
        first->or_earlier = true;
    }
    status = parse_member_date(parser, first);
    first->span.open_earliest = first->or_earlier;
    if (status == AWOL_OK && is_dots(parser->at)) {
        if (first->or_earlier)
            return awol_edtf_fail_expected(parser, parser->at, "\",\" or the end of the set");
        parser->at += 2;
        if (ends_member(*parser->at)) {
            first->or_later = true;
            first->span.open_latest = true;
        } else {
            status = parse_range_end(parser, &member);
        }
    }
    if (status == AWOL_OK)
        *ret_member = member;
    return status;
}

static struct awol_span hull(struct awol_span a, struct awol_span b)
{
    return (struct awol_span){
        .earliest = a.earliest < b.earliest ? a.earliest : b.earliest,
        .latest = a.latest > b.latest ? a.latest : b.latest,
        .open_earliest = a.open_earliest || b.open_earliest,
        .open_latest = a.open_latest || b.open_latest,
    };
}

static void add_member(struct awol_edtf *edtf, const struct awol_edtf_member *member, bool is_first)
{
    edtf->span = is_first ? member->first.span : hull(edtf->span, member->first.span);
    awol_edtf_add_part(edtf, &member->first, is_first);
    if (member->is_range) {
        edtf->span = hull(edtf->span, member->last.span);
        awol_edtf_add_part(edtf, &member->last, false);
    }
}

enum awol_status awol_edtf_parse_set(struct awol_edtf_parser *parser, struct awol_edtf *edtf)
{
    const char close = *parser->at == '[' ? ']' : '}';
    bool is_first = true;

    edtf->form = close == ']' ? AWOL_EDTF_ONE_OF : AWOL_EDTF_ALL_OF;
    edtf->members = parser->at + 1;
    do {
        struct awol_edtf_member member = {0};
        enum awol_status status;

        parser->at++;
        status = awol_edtf_parse_member(parser, &member);
        if (status != AWOL_OK)
            return status;
        add_member(edtf, &member, is_first);
        is_first = false;
    } while (*parser->at == ',');
    if (*parser->at != close)
        return awol_edtf_fail_expected(parser, parser->at,
                                       close == ']' ? "\",\" or \"]\"" : "\",\" or \"}\"");
    parser->at++;
    edtf->level = 2;
    return AWOL_OK;
}

bool awol_edtf_next_member(const struct awol_edtf *edtf, const char **cursor,
                           struct awol_edtf_member *ret_member)
{
    const char *const start = *cursor == NULL ? edtf->members : *cursor;
    struct awol_edtf_parser parser = {.text = start, .at = start, .calendar = edtf->calendar};

    if (start == NULL || *start == ']' || *start == '}' ||
        awol_edtf_parse_member(&parser, ret_member) != AWOL_OK)
        return false;
    *cursor = *parser.at == ',' ? parser.at + 1 : parser.at;
    return true;
}
