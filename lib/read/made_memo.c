#include "read/made_memo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Days of twenty years; memory stays below 2 MiB whatever the file says. */
enum { MOST_KEPT = 8192 };

/* Texts that go into the event as they are: X(field). */
#define PASSED(X)                                                                                  \
    X(id)                                                                                          \
    X(person)                                                                                      \
    X(name)                                                                                        \
    X(rank)                                                                                        \
    X(unit)                                                                                        \
    X(place)                                                                                       \
    X(source)                                                                                      \
    X(page)                                                                                        \
    X(qualifier)                                                                                   \
    X(text)

enum {
#define PASSED_INDEX(field) PASSED_##field,
    PASSED(PASSED_INDEX)
#undef PASSED_INDEX
        N_PASSED
};

void awol_made_memo_release(struct awol_made_memo *memo)
{
    awol_arena_release(&memo->arena);
    free(memo->readings);
    awol_memo_release(&memo->memo);
}

/* ---- keys --------------------------------------------------------------------------------- */

static bool is_said(const char *opt_text)
{
    return opt_text && opt_text[0] != '\0';
}

static bool is_missing(const char *opt_text)
{
    return opt_text && strcmp(opt_text, AWOL_NA) == 0;
}

static bool append(struct awol_made_key *key, const char *opt_text)
{
    const char *const text = opt_text ? opt_text : "";
    const size_t length = strlen(text) + 1;

    if (key->length + length > AWOL_MADE_KEY)
        return false;
    memcpy(key->bytes + key->length, text, length);
    key->length += length;
    return true;
}

/* A row without an id gets one of its own, and NA says nothing: those are read. */
void awol_made_key_init(struct awol_made_key *key, const struct awol_made_row *row)
{
#define PASSED_TEXT(field) row->field,
    const char *const passed[N_PASSED] = {PASSED(PASSED_TEXT)};
#undef PASSED_TEXT
    bool fits = is_said(row->id);

    key->length = 0;
    for (size_t i = 0; i < N_PASSED && fits; i++) {
        fits = !is_missing(passed[i]);
        key->bytes[key->length++] = is_said(passed[i]) ? '1' : '0';
    }
    if (!fits || !append(key, row->date) || !append(key, row->count) || !append(key, row->event) ||
        !append(key, row->rule)) {
        key->length = 0;
        return;
    }
    key->hash = awol_memo_hash(key->bytes, key->length);
}

/* ---- readings ----------------------------------------------------------------------------- */

/* What rows of one shape differ in. */
struct awol_made_reading {
    _Alignas(AWOL_MEMO_LINE) struct awol_span when;
    double count;
    const char *qualifier, *rule; /* of a row that brings none */
    uint32_t shape;
};

_Static_assert(sizeof(struct awol_made_reading) == AWOL_MEMO_LINE, "it is a line");

bool awol_made_memo_recall(const struct awol_made_memo *memo, const struct awol_made_key *key,
                           const struct awol_made_row *row, struct awol_event *ret_event)
{
    const struct awol_made_reading *reading;
    uint32_t number;

    if (key->length == 0 ||
        !awol_memo_find(&memo->memo, key->hash, key->bytes, key->length, &number))
        return false;
    reading = &memo->readings[number];
    *ret_event = memo->shapes[reading->shape];
    ret_event->when = reading->when;
    ret_event->count.count = reading->count;
    ret_event->qualifier = reading->qualifier;
    ret_event->rule = reading->rule;
    ret_event->date = ret_event->text = row->date;
#define PASS(field)                                                                                \
    if (is_said(row->field))                                                                       \
        ret_event->field = row->field;
    PASSED(PASS)
#undef PASS
    ret_event->where = row->date_where;
    return true;
}

/* ---- shapes ------------------------------------------------------------------------------- */

/* True if the texts of the row went into the event as they are. */
static bool passes(const struct awol_made_row *row, const struct awol_event *event)
{
    bool all = event->date == row->date && (is_said(row->text) || event->text == row->date);

#define COMPARE(field) all = all && (!is_said(row->field) || event->field == row->field);
    PASSED(COMPARE)
#undef COMPARE
    return all;
}

/* The event without what the row or its reading sets. */
static struct awol_event shape_of(const struct awol_made_row *row, const struct awol_event *event)
{
    struct awol_event shape = *event;

#define CLEAR(field)                                                                               \
    if (is_said(row->field))                                                                       \
        shape.field = "";
    PASSED(CLEAR)
#undef CLEAR
    shape.date = shape.text = shape.qualifier = shape.rule = "";
    shape.when = (struct awol_span){0};
    shape.count.count = 0.0;
    shape.where = (struct awol_place){0};
    return shape;
}

static bool is_same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* The days of `enter` and `leave` are what these texts say. */
static bool is_same_shape(const struct awol_event *a, const struct awol_event *b)
{
    bool same = a->calendar == b->calendar && a->count.kind == b->count.kind &&
                is_same_number(a->count.low, b->count.low) &&
                is_same_number(a->count.high, b->count.high) &&
                is_same_number(a->at_risk, b->at_risk) && is_same_number(a->party, b->party) &&
                a->preferred == b->preferred && a->file == b->file;

#define COMPARE(field) same = same && strcmp(a->field, b->field) == 0;
    AWOL_EVENT_TEXTS(COMPARE)
#undef COMPARE
    return same;
}

static const char *copy(struct awol_made_memo *memo, const char *text)
{
    return text[0] == '\0' ? "" : awol_arena_string(&memo->arena, text);
}

/* The number of a shape, AWOL_MADE_SHAPES where there are too many. */
static enum awol_status find_shape(struct awol_made_memo *memo, const struct awol_event *wanted,
                                   uint32_t *ret_number, struct awol_error *opt_error)
{
    struct awol_event shape = *wanted;
    uint32_t i = 0;
    bool ok = true;

    while (i < memo->n_shapes && !is_same_shape(&memo->shapes[i], wanted))
        i++;
    *ret_number = i;
    if (i < memo->n_shapes || i == AWOL_MADE_SHAPES)
        return AWOL_OK;
#define COPY(field) ok = (shape.field = copy(memo, shape.field)) && ok;
    AWOL_EVENT_TEXTS(COPY)
#undef COPY
    if (!ok)
        return awol_error_memory(opt_error);
    memo->shapes[memo->n_shapes++] = shape;
    return AWOL_OK;
}

/* ---- keeping ------------------------------------------------------------------------------ */

static void forget(struct awol_made_memo *memo)
{
    awol_memo_clear(&memo->memo);
    awol_arena_release(&memo->arena);
    memo->n = memo->n_shapes = 0;
}

enum awol_status awol_made_memo_keep(struct awol_made_memo *memo, const struct awol_made_key *key,
                                     const struct awol_made_row *row,
                                     const struct awol_event *event, struct awol_error *opt_error)
{
    const struct awol_event shape = shape_of(row, event);
    struct awol_made_reading reading = {.when = event->when, .count = event->count.count};
    enum awol_status status;

    if (key->length == 0 || event->n_kept > 0 || !passes(row, event))
        return AWOL_OK;
    if (!memo->readings && !(memo->readings = awol_memo_lines(MOST_KEPT)))
        return awol_error_memory(opt_error);
    if (memo->n == MOST_KEPT)
        forget(memo);
    status = find_shape(memo, &shape, &reading.shape, opt_error);
    if (status != AWOL_OK || reading.shape == AWOL_MADE_SHAPES)
        return status;
    reading.qualifier = copy(memo, event->qualifier);
    reading.rule = copy(memo, event->rule);
    if (!reading.qualifier || !reading.rule ||
        !awol_memo_add(&memo->memo, key->hash, key->bytes, key->length, (uint32_t)memo->n))
        return awol_error_memory(opt_error);
    memo->readings[memo->n++] = reading;
    return AWOL_OK;
}
