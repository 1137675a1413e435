#include "read/tei_date_memo.h"

#include <stdlib.h>
#include <string.h>

#include "date/edtf.h"

/* Days of twenty years; memory stays below a megabyte whatever the file says. */
enum { MOST_KNOWN = 8192, MOST_KEY = 120, KEY_ROOM = MOST_KEY + 8 };

/* Where the dates are said to stand: at an attribute, or at the element. */
enum { N_ATTRIBUTES = 2 * AWOL_TEI_N_DATINGS, AT_ELEMENT = N_ATTRIBUTES };

struct awol_tei_known_dates {
    _Alignas(AWOL_MEMO_LINE) struct awol_span span;
    const char *text, *rule;
    char date[22]; /* a longer one is not kept */
    uint8_t place;
};

_Static_assert(sizeof(struct awol_tei_known_dates) == AWOL_MEMO_LINE, "they are a line");

void awol_tei_date_memo_init(struct awol_tei_date_memo *memo)
{
    *memo = (struct awol_tei_date_memo){0};
    awol_arena_init(&memo->arena);
    awol_text_init(&memo->dated.date);
    awol_text_init(&memo->dated.text);
}

void awol_tei_date_memo_release(struct awol_tei_date_memo *memo)
{
    awol_text_release(&memo->dated.text);
    awol_text_release(&memo->dated.date);
    awol_arena_release(&memo->arena);
    free(memo->known);
    awol_memo_release(&memo->memo);
}

static const struct awol_tei_attribute *attribute_of(const struct awol_tei_dates *dates, int i)
{
    return i < AWOL_TEI_N_DATINGS ? &dates->w3c[i] : &dates->iso[i - AWOL_TEI_N_DATINGS];
}

/* All that the reading depends on; 0 where that is too long. */
static size_t make_key(const struct awol_tei_dates *dates, char key[static KEY_ROOM])
{
    size_t n = 0;

    key[n++] = (char)('0' + 2 * dates->is_custom + dates->lasts);
    for (int i = 0; i < N_ATTRIBUTES; i++) {
        const char *const value = attribute_of(dates, i)->value;
        size_t length;

        if (!value)
            continue;
        length = strlen(value) + 1;
        if (n + 1 + length > MOST_KEY)
            return 0;
        key[n++] = (char)('a' + i);
        memcpy(key + n, value, length);
        n += length;
    }
    return n;
}

static bool is_same_place(struct awol_place a, struct awol_place b)
{
    return a.line == b.line && a.column == b.column;
}

/* Which of the places it is; -1 where several are the same. */
static int find_place(const struct awol_tei_dates *dates, struct awol_place where,
                      struct awol_place wanted)
{
    int found = is_same_place(wanted, where) ? AT_ELEMENT : -1;

    for (int i = 0; i < N_ATTRIBUTES; i++) {
        const struct awol_tei_attribute *const attribute = attribute_of(dates, i);

        if (!attribute->value || !is_same_place(wanted, attribute->place))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

static enum awol_status keep(struct awol_tei_date_memo *memo, uint64_t hash, const char *key,
                             size_t length, const struct awol_tei_dates_read *read, int place,
                             struct awol_error *opt_error)
{
    struct awol_tei_known_dates *known;

    if (strlen(read->date) >= sizeof known->date)
        return AWOL_OK;
    if (!memo->known && !(memo->known = awol_memo_lines(MOST_KNOWN)))
        return awol_error_memory(opt_error);
    if (memo->n == MOST_KNOWN) {
        awol_memo_clear(&memo->memo);
        awol_arena_release(&memo->arena);
        memo->n = 0;
    }
    known = &memo->known[memo->n];
    *known = (struct awol_tei_known_dates){
        .span = read->span, .text = "", .rule = read->rule, .place = (uint8_t)place};
    memcpy(known->date, read->date, strlen(read->date) + 1);
    if (read->text[0] != '\0')
        known->text = awol_arena_string(&memo->arena, read->text);
    if (!known->text || !awol_memo_add(&memo->memo, hash, key, length, (uint32_t)memo->n))
        return awol_error_memory(opt_error);
    memo->n++;
    return AWOL_OK;
}

static void recall(const struct awol_tei_known_dates *known, const struct awol_tei_dates *dates,
                   struct awol_place where, struct awol_tei_dates_read *ret_read)
{
    *ret_read = (struct awol_tei_dates_read){
        .date = known->date, .text = known->text, .rule = known->rule, .span = known->span};
    ret_read->place = known->place == AT_ELEMENT ? where : attribute_of(dates, known->place)->place;
}

enum awol_status awol_tei_date_memo_read(struct awol_tei_date_memo *memo,
                                         const struct awol_tei_dates *dates, const char *source,
                                         struct awol_place where,
                                         struct awol_tei_dates_read *ret_read,
                                         struct awol_error *opt_error)
{
    struct awol_edtf edtf = {.span = {.open_earliest = true, .open_latest = true}};
    struct awol_tei_dates_read read;
    char key[KEY_ROOM];
    const size_t length = make_key(dates, key);
    const uint64_t hash = length > 0 ? awol_memo_hash(key, length) : 0;
    enum awol_status status;
    uint32_t number;
    int place;

    if (length > 0 && awol_memo_find(&memo->memo, hash, key, length, &number)) {
        recall(&memo->known[number], dates, where, ret_read);
        return AWOL_OK;
    }
    status = awol_tei_date(dates, &memo->dated, source, where, opt_error);
    if (status != AWOL_OK)
        return status;
    read = (struct awol_tei_dates_read){.date = awol_text_string(&memo->dated.date),
                                        .text = awol_text_string(&memo->dated.text),
                                        .rule = memo->dated.rule,
                                        .place = memo->dated.place};
    if (awol_edtf_parse(read.date, &edtf, NULL) != AWOL_OK)
        edtf.span = (struct awol_span){.open_earliest = true, .open_latest = true};
    read.span = edtf.span;
    place = find_place(dates, where, read.place);
    if (length > 0 && place >= 0)
        status = keep(memo, hash, key, length, &read, place, opt_error);
    if (status == AWOL_OK)
        *ret_read = read;
    return status;
}
