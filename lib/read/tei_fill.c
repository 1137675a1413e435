/* What a start tag says about an event, a person or an affiliation. */
#include <string.h>

#include "date/edtf.h"
#include "date/tei.h"
#include "read/tei_rows.h"

/* ---- events ------------------------------------------------------------------------------- */

enum awol_status awol_tei_rows_dates(struct awol_tei_rows *rows, const struct awol_tei_start *start,
                                     struct awol_tei_row *row, struct awol_error *opt_error)
{
    struct awol_tei_dates dates = start->dates;
    struct awol_tei_dates_read read;
    struct awol_error inner = {0};
    enum awol_status status;

    dates.lasts = awol_from_to_is_span(rows->from_to, start->element == AWOL_TEI_STATE);
    status =
        awol_tei_date_memo_read(&rows->dates, &dates, rows->source, start->where, &read, &inner);
    row->date = row->text = row->rule = "";
    row->days = (struct awol_span){.open_earliest = true, .open_latest = true};
    row->date_where = start->where;
    if (status == AWOL_DATA) {
        row->opt_refusal = awol_tei_rows_copy(rows, inner.message);
        row->refusal_where = inner.place;
        return row->opt_refusal ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (status != AWOL_OK)
        return awol_error_memory(opt_error);
    row->date = awol_tei_rows_copy(rows, read.date);
    row->text = awol_tei_rows_copy(rows, read.text);
    row->rule = read.rule;
    row->days = read.span;
    row->opt_doubt = strcmp(row->rule, "tei-edtf") == 0 ? awol_tei_edtf_warning : NULL;
    row->date_where = read.place;
    return row->date && row->text ? AWOL_OK : awol_error_memory(opt_error);
}

/* How sure the date is, and how sure the encoder was of the whole. */
static const char *qualify(struct awol_tei_rows *rows, const char *cert, const char *date)
{
    struct awol_text *const text = &rows->scratch;
    struct awol_edtf edtf = {0};

    if (cert[0] == '\0' || strcmp(cert, "high") == 0)
        return "";
    awol_text_clear(text);
    if (awol_edtf_parse(date, &edtf, NULL) == AWOL_OK && edtf.qualifier != AWOL_CERTAIN)
        awol_text_append_format(text, "%s ", awol_qualifier_name(edtf.qualifier));
    awol_text_append_format(text, "cert-%.40s", cert);
    return text->failed ? NULL : awol_tei_rows_copy(rows, awol_text_string(text));
}

/* "#b1 #b2" is "b1 b2". */
static const char *copy_pointers(struct awol_tei_rows *rows, const char *pointers)
{
    struct awol_text *const text = &rows->scratch;

    awol_text_clear(text);
    for (const char *at = pointers; *at != '\0'; at++) {
        if (*at != '#' || (at > pointers && at[-1] != ' '))
            awol_text_append_byte(text, *at);
    }
    return text->failed ? NULL : awol_tei_rows_copy(rows, awol_text_string(text));
}

enum awol_status awol_tei_rows_fill(struct awol_tei_rows *rows, const struct awol_tei_start *start,
                                    struct awol_tei_row *row, struct awol_error *opt_error)
{
    const char *const unit =
        start->ref[0] != '\0' ? awol_tei_names_find(&rows->orgs, start->ref) : NULL;
    const char *place = "";
    enum awol_status status = awol_tei_rows_dates(rows, start, row, opt_error);

    if (status == AWOL_OK && start->where_ref[0] != '\0')
        status = awol_tei_names_resolve(&rows->places, start->where_ref, &place, opt_error);
    if (status != AWOL_OK)
        return status;
    row->where = start->where;
    row->name = row->rank = "";
    row->event = row->person = row->count = row->named_unit = "";
    row->unit = unit ? unit : "";
    row->opt_several = NULL;
    if (awol_tei_names_are_several(start->where_ref))
        row->opt_several = awol_tei_rows_copy(rows, start->where_ref);
    else if (unit && awol_tei_names_are_several(start->ref))
        row->opt_several = awol_tei_rows_copy(rows, start->ref);
    row->place = place;
    row->id = start->id[0] != '\0' ? awol_tei_rows_copy(rows, start->id)
                                   : awol_tei_rows_name(rows, start->where);
    row->source = copy_pointers(rows, start->source);
    row->qualifier = qualify(rows, start->cert, row->date);
    return row->id && row->source && row->qualifier ? AWOL_OK : awol_error_memory(opt_error);
}

/* ---- persons ------------------------------------------------------------------------------ */

/* Who it is: the id, or that of the person of whom this is another mention. */
static const char *name_person(struct awol_tei_rows *rows, const struct awol_tei_start *start)
{
    if (start->id[0] != '\0')
        return awol_tei_rows_copy(rows, start->id);
    if (start->same_as[0] != '\0')
        return copy_pointers(rows, start->same_as);
    if (start->corresp[0] != '\0')
        return copy_pointers(rows, start->corresp);
    return awol_tei_rows_name(rows, start->where);
}

enum awol_status awol_tei_rows_person(struct awol_tei_rows *rows,
                                      const struct awol_tei_start *start,
                                      struct awol_tei_person **ret_person,
                                      struct awol_error *opt_error)
{
    struct awol_tei_person *const person = awol_arena_alloc(&rows->arena, sizeof *person);

    if (!person)
        return awol_error_memory(opt_error);
    *person = (struct awol_tei_person){.id = name_person(rows, start),
                                       .name = "",
                                       .rank = "",
                                       .count = awol_tei_rows_copy(rows, start->size)};
    if (!person->id || !person->count)
        return awol_error_memory(opt_error);
    *ret_person = person;
    return AWOL_OK;
}

/* An affiliation without a date that can be read holds always. */
enum awol_status awol_tei_rows_affiliation(struct awol_tei_rows *rows,
                                           const struct awol_tei_start *start,
                                           struct awol_tei_person *person,
                                           struct awol_tei_affiliation **ret_affiliation,
                                           struct awol_error *opt_error)
{
    struct awol_tei_affiliation *const made = awol_arena_alloc(&rows->arena, sizeof *made);
    struct awol_tei_dates_read read;
    enum awol_status status = AWOL_DATA;

    if (!made)
        return awol_error_memory(opt_error);
    *made = (struct awol_tei_affiliation){.next = person->affiliations, .unit = ""};
    made->when = (struct awol_span){.open_earliest = true, .open_latest = true};
    if (awol_tei_has_dates(&start->dates))
        status = awol_tei_date_memo_read(&rows->dates, &start->dates, rows->source, start->where,
                                         &read, NULL);
    if (status == AWOL_MEMORY)
        return awol_error_memory(opt_error);
    if (status == AWOL_OK)
        made->when = read.span;
    person->affiliations = made;
    *ret_affiliation = made;
    if (start->ref[0] == '\0')
        return AWOL_OK;
    return awol_tei_names_resolve(&rows->orgs, start->ref, &made->unit, opt_error);
}
