#include "read/made_memo.h"

#include <stdlib.h>
#include <string.h>

/* Days of twenty years; memory stays below 4 MiB whatever the file says. */
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
    free(memo->events);
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

/* ---- events ------------------------------------------------------------------------------- */

bool awol_made_memo_recall(const struct awol_made_memo *memo, const struct awol_made_key *key,
                           const struct awol_made_row *row, struct awol_event *ret_event)
{
    uint32_t number;

    if (key->length == 0 ||
        !awol_memo_find(&memo->memo, key->hash, key->bytes, key->length, &number))
        return false;
    *ret_event = memo->events[number];
#define PASS(field)                                                                                \
    if (is_said(row->field))                                                                       \
        ret_event->field = row->field;
    PASSED(PASS)
#undef PASS
    ret_event->where = row->date_where;
    return true;
}

/* True if the texts that are said went into the event as they are. */
static bool passes(const struct awol_made_row *row, const struct awol_event *event)
{
    bool all = true;

#define COMPARE(field) all = all && (!is_said(row->field) || event->field == row->field);
    PASSED(COMPARE)
#undef COMPARE
    return all;
}

static const char *copy(struct awol_made_memo *memo, const char *text)
{
    return text[0] == '\0' ? "" : awol_arena_string(&memo->arena, text);
}

static bool copy_texts(struct awol_made_memo *memo, struct awol_event *event)
{
    bool ok = true;

#define COPY(field) ok = (event->field = copy(memo, event->field)) && ok;
    AWOL_EVENT_TEXTS(COPY)
#undef COPY
    return ok;
}

enum awol_status awol_made_memo_keep(struct awol_made_memo *memo, const struct awol_made_key *key,
                                     const struct awol_made_row *row,
                                     const struct awol_event *event, struct awol_error *opt_error)
{
    struct awol_event kept = *event;

    if (key->length == 0 || event->n_kept > 0 || !passes(row, event))
        return AWOL_OK;
    if (!memo->events && !(memo->events = calloc(MOST_KEPT, sizeof *memo->events)))
        return awol_error_memory(opt_error);
    if (memo->n == MOST_KEPT) {
        awol_memo_clear(&memo->memo);
        awol_arena_release(&memo->arena);
        memo->n = 0;
    }
#define CLEAR(field)                                                                               \
    if (is_said(row->field))                                                                       \
        kept.field = "";
    PASSED(CLEAR)
#undef CLEAR
    if (!copy_texts(memo, &kept) ||
        !awol_memo_add(&memo->memo, key->hash, key->bytes, key->length, (uint32_t)memo->n))
        return awol_error_memory(opt_error);
    memo->events[memo->n++] = kept;
    return AWOL_OK;
}
