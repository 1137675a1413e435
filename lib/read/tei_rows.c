#include "read/tei_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

void awol_tei_rows_init(struct awol_tei_rows *rows, const char *source, enum awol_from_to from_to)
{
    *rows = (struct awol_tei_rows){.source = source, .from_to = from_to};
    awol_arena_init(&rows->arena);
    awol_tei_names_init(&rows->orgs);
    awol_tei_names_init(&rows->places);
    awol_text_init(&rows->scratch);
    awol_text_init(&rows->prefix);
    awol_tei_date_memo_init(&rows->dates);
}

void awol_tei_rows_release(struct awol_tei_rows *rows)
{
    awol_tei_date_memo_release(&rows->dates);
    awol_text_release(&rows->prefix);
    awol_text_release(&rows->scratch);
    free(rows->rows);
    awol_tei_names_release(&rows->places);
    awol_tei_names_release(&rows->orgs);
    awol_arena_release(&rows->arena);
}

const char *awol_tei_rows_copy(struct awol_tei_rows *rows, const char *text)
{
    return text[0] == '\0' ? "" : awol_arena_string(&rows->arena, text);
}

/* The digits of a number, before `end`. */
static char *put_number(char *end, size_t number)
{
    do
        *--end = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return end;
}

/* Of events without an id there may be millions: no formatted printing. */
const char *awol_tei_rows_name(struct awol_tei_rows *rows, struct awol_place where)
{
    char digits[2 * AWOL_NUMBER_SIZE], *const end = digits + sizeof digits;
    char *at = put_number(end, where.column), *name;
    size_t length;

    *--at = ':';
    at = put_number(at, where.line);
    *--at = ':';
    if (rows->prefix.length == 0)
        awol_text_append(&rows->prefix, strcmp(rows->source, "-") == 0 ? "stdin" : rows->source);
    length = rows->prefix.length + (size_t)(end - at);
    name = rows->prefix.failed ? NULL : awol_arena_alloc(&rows->arena, length + 1);
    if (!name)
        return NULL;
    memcpy(name, awol_text_string(&rows->prefix), rows->prefix.length);
    memcpy(name + rows->prefix.length, at, (size_t)(end - at));
    name[length] = '\0';
    return name;
}

/* ---- units -------------------------------------------------------------------------------- */

/* True for an affiliation that may hold in these days, and is the first to name its unit. */
static bool holds(const struct awol_tei_person *person, const struct awol_tei_affiliation *own,
                  struct awol_span days)
{
    if (own->unit[0] == '\0' || !awol_span_overlaps(own->when, days))
        return false;
    for (const struct awol_tei_affiliation *before = person->affiliations; before != own;
         before = before->next) {
        if (strcmp(before->unit, own->unit) == 0 && awol_span_overlaps(before->when, days))
            return false;
    }
    return true;
}

/* How many units a person may be of in these days, and the last of them. */
static size_t find_units(const struct awol_tei_person *person, struct awol_span days,
                         const char **ret_unit)
{
    size_t n = 0;

    for (const struct awol_tei_affiliation *at = person->affiliations; at; at = at->next) {
        if (!holds(person, at, days))
            continue;
        *ret_unit = at->unit;
        n++;
    }
    return n;
}

static enum awol_status refuse_units(struct awol_tei_rows *rows, struct awol_tei_row *row,
                                     const struct awol_tei_person *person,
                                     struct awol_error *opt_error)
{
    struct awol_text *const list = &rows->scratch;
    struct awol_text reason;

    awol_text_clear(list);
    for (const struct awol_tei_affiliation *at = person->affiliations; at; at = at->next) {
        if (holds(person, at, row->days))
            awol_text_append_format(list, "%s“%.40s”", list->length > 0 ? ", " : "", at->unit);
    }
    awol_text_init(&reason);
    awol_text_append_format(&reason, "more than one unit may be meant: %.600s",
                            awol_text_string(list));
    row->opt_refusal =
        reason.failed || list->failed ? NULL : awol_tei_rows_copy(rows, awol_text_string(&reason));
    row->refusal_where = row->where;
    awol_text_release(&reason);
    return row->opt_refusal ? AWOL_OK : awol_error_memory(opt_error);
}

/* Who he is, and his unit: his own affiliation comes before an organisation that the event names,
 * which may be the one that he went over to. */
static enum awol_status settle_man(struct awol_tei_rows *rows, struct awol_tei_row *row,
                                   const struct awol_tei_person *opt_person,
                                   struct awol_error *opt_error)
{
    size_t n = 0;

    row->opt_person = NULL;
    if (opt_person) {
        row->name = opt_person->name;
        row->rank = opt_person->rank;
    }
    if (row->opt_refusal || row->unit[0] != '\0')
        return AWOL_OK;
    if (opt_person)
        n = find_units(opt_person, row->days, &row->unit);
    if (n > 1)
        return refuse_units(rows, row, opt_person, opt_error);
    if (n == 0 && row->n_named > 1) {
        row->opt_refusal = "it names several organisations: none can be told to be the unit";
        row->refusal_where = row->where;
    } else if (n == 0) {
        row->unit = row->named_unit;
    }
    return AWOL_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static enum awol_status push(struct awol_tei_rows *rows, const struct awol_tei_row *row,
                             struct awol_error *opt_error)
{
    if (rows->n_rows == rows->capacity) {
        const size_t capacity = rows->capacity == 0 ? 64 : 2 * rows->capacity;
        struct awol_tei_row *const larger = realloc(rows->rows, capacity * sizeof *larger);

        if (!larger)
            return awol_error_memory(opt_error);
        rows->rows = larger;
        rows->capacity = capacity;
    }
    rows->rows[rows->n_rows++] = *row;
    return AWOL_OK;
}

/* Events that several men shared get an id for each of them. */
static enum awol_status append_participant(struct awol_tei_rows *rows,
                                           const struct awol_tei_event *event,
                                           const struct awol_tei_person *person,
                                           struct awol_error *opt_error)
{
    struct awol_tei_row row = event->row;
    enum awol_status status;

    row.person = person->id;
    row.count = person->count;
    if (event->participants->next) {
        awol_text_clear(&rows->scratch);
        awol_text_append_format(&rows->scratch, "%s/%s", row.id, person->id);
        row.id = rows->scratch.failed ? NULL
                                      : awol_tei_rows_copy(rows, awol_text_string(&rows->scratch));
        if (!row.id)
            return awol_error_memory(opt_error);
    }
    status = settle_man(rows, &row, person, opt_error);
    return status == AWOL_OK ? push(rows, &row, opt_error) : status;
}

enum awol_status awol_tei_rows_append(struct awol_tei_rows *rows,
                                      const struct awol_tei_event *event,
                                      const struct awol_tei_person *opt_person,
                                      struct awol_error *opt_error)
{
    struct awol_tei_row row = event->row;
    enum awol_status status = AWOL_OK;

    for (const struct awol_tei_person *at = event->participants; at && status == AWOL_OK;
         at = at->next)
        status = append_participant(rows, event, at, opt_error);
    if (event->participants)
        return status;
    if (opt_person) {
        row.opt_person = opt_person;
        row.person = opt_person->id;
        if (row.count[0] == '\0')
            row.count = opt_person->count;
    } else {
        status = settle_man(rows, &row, NULL, opt_error);
    }
    return status == AWOL_OK ? push(rows, &row, opt_error) : status;
}

enum awol_status awol_tei_rows_close_person(struct awol_tei_rows *rows,
                                            const struct awol_tei_person *person, size_t first,
                                            struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = first; i < rows->n_rows && status == AWOL_OK; i++) {
        if (rows->rows[i].opt_person == person)
            status = settle_man(rows, &rows->rows[i], person, opt_error);
    }
    return status;
}
