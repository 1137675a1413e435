#include "count/identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count/identity_merge.h"
#include "count/name.h"
#include "record/event.h"

/* A row that takes part. */
struct candidate {
    size_t row;
    struct awol_name name;
    size_t group; /* rows of different groups are never a pair */
    size_t source;
    unsigned rarest; /* the letter of its name that fewest names have */
};

/* A candidate under one of the letters of its name; under none where ids are compared. */
struct entry {
    size_t group;
    unsigned letter;
    int64_t start;
    size_t candidate;
};

struct search {
    struct awol_arena arena;
    const struct awol_event *events;
    const struct awol_same_options *options;
    struct candidate *candidates;
    size_t n;
    struct entry *entries;
    size_t n_entries;
    struct awol_pairs *pairs;
    size_t capacity;
};

const char *awol_event_called(const struct awol_event *event)
{
    return event->name[0] != '\0' ? event->name : event->person;
}

void awol_pairs_release(struct awol_pairs *pairs)
{
    free(pairs->pairs);
    free(pairs->merged_into);
    *pairs = (struct awol_pairs){.n = 0};
}

/* Leaving is told in several words, by one side as desertion and by the other as a surrender. */
static const char *deed(const struct awol_event *event)
{
    static const char *const leaving[] = {"deserted", "absent", "surrendered", "captured"};

    for (size_t i = 0; i < sizeof leaving / sizeof leaving[0]; i++) {
        if (awol_text_equal(event->event, leaving[i]))
            return "";
    }
    return event->event;
}

static int64_t days_apart(struct awol_span a, struct awol_span b)
{
    int64_t after = b.earliest - a.latest;
    int64_t before = a.earliest - b.latest;

    return after > 0 ? after : before > 0 ? before : 0;
}

static int64_t days_within(struct awol_span a, struct awol_span b)
{
    int64_t first = a.earliest < b.earliest ? a.earliest : b.earliest;

    return (a.latest > b.latest ? a.latest : b.latest) - first + 1;
}

static bool takes_part(const struct awol_event *event, const struct awol_same_options *options)
{
    bool is_man = event->count.kind == AWOL_KIND_EXACT && event->count.count == 1.0;
    bool is_open = event->when.open_earliest || event->when.open_latest;

    if (!is_man || is_open)
        return false;
    return options->by == AWOL_SAME_ID ? event->person[0] != '\0'
                                       : awol_event_called(event)[0] != '\0';
}

static enum awol_status collect(struct search *search, const struct awol_event_rows *rows,
                                const bool *wanted, struct awol_error *opt_error)
{
    search->candidates = calloc(rows->n + 1, sizeof search->candidates[0]);
    if (search->candidates == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < rows->n; i++) {
        const struct awol_event *event = &rows->events[i];
        struct candidate *candidate = &search->candidates[search->n];
        struct awol_error inner;

        if (!wanted[i] || !takes_part(event, search->options))
            continue;
        candidate->row = i;
        if (search->options->by == AWOL_SAME_NAME) {
            enum awol_status status =
                awol_name_parse(awol_event_called(event), &search->arena, &candidate->name, &inner);

            if (status == AWOL_DATA)
                return awol_error_at(opt_error, event->file, event->where, "%s", inner.message);
            if (status != AWOL_OK)
                return awol_error_memory(opt_error);
            if (candidate->name.n == 0)
                continue;
        }
        search->n++;
    }
    return AWOL_OK;
}

/* Pairs sought among rows that cannot be compared would be none, and seem to say something. */
static enum awol_status check_candidates(const struct search *search,
                                         const struct awol_event_rows *rows, const bool *wanted,
                                         struct awol_error *opt_error)
{
    for (size_t i = 0; search->n == 0 && i < rows->n; i++) {
        if (wanted[i])
            return awol_error_at(opt_error, rows->events[i].file, (struct awol_place){0, 0},
                                 search->options->by == AWOL_SAME_ID
                                     ? "--same id compares the column person of single men, and no "
                                       "row that is counted has one"
                                     : "--same name compares the columns name or person of single "
                                       "men, and no row that is counted has one");
    }
    return AWOL_OK;
}

/* "PART\x1fPART" in the arena; NULL when out of memory. */
static const char *join(struct awol_arena *arena, const char *a, const char *b)
{
    const size_t size = strlen(a) + strlen(b) + 2;
    char *joined = awol_arena_alloc(arena, size);

    if (joined != NULL)
        snprintf(joined, size, "%s\x1f%s", a, b);
    return joined;
}

/* Number the groups and the sources of the candidates. */
static enum awol_status group(struct search *search, struct awol_error *opt_error)
{
    const char **texts = malloc((search->n + 1) * sizeof texts[0]);
    size_t *numbers = malloc((search->n + 1) * sizeof numbers[0]);
    enum awol_status status =
        texts == NULL || numbers == NULL ? awol_error_memory(opt_error) : AWOL_OK;

    for (int pass = 0; pass < 2 && status == AWOL_OK; pass++) {
        for (size_t i = 0; i < search->n && status == AWOL_OK; i++) {
            const struct awol_event *event = &search->events[search->candidates[i].row];
            const char *of = event->person;

            if (pass == 0 && search->options->by == AWOL_SAME_NAME)
                status = awol_name_key(event->unit, &search->arena, &of, opt_error);
            texts[i] = pass == 0 ? join(&search->arena, of, deed(event))
                                 : join(&search->arena, event->source, event->reported_by);
            if (status == AWOL_OK && texts[i] == NULL)
                status = awol_error_memory(opt_error);
        }
        if (status == AWOL_OK)
            status = awol_texts_number(texts, search->n, numbers, opt_error);
        for (size_t i = 0; i < search->n && status == AWOL_OK; i++)
            *(pass == 0 ? &search->candidates[i].group : &search->candidates[i].source) =
                numbers[i];
    }
    free(numbers);
    free(texts);
    return status;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->letter != b->letter)
        return a->letter < b->letter ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

/* Put each candidate under every letter of its name. All parts of the shorter name of a pair are in
 * the longer one, so that the pair meets under the shorter's rarest letter, and need be looked at
 * only there. */
static enum awol_status enter(struct search *search, struct awol_error *opt_error)
{
    size_t frequency[32] = {0};

    for (size_t i = 0; i < search->n; i++) {
        for (unsigned letter = 0; letter < 32; letter++)
            frequency[letter] += search->candidates[i].name.initials >> letter & 1u;
    }
    search->entries = calloc(AWOL_NAME_MAX_PARTS * search->n + 1, sizeof search->entries[0]);
    if (search->entries == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < search->n; i++) {
        struct candidate *candidate = &search->candidates[i];
        struct entry entry = {.group = candidate->group,
                              .start = search->events[candidate->row].when.earliest,
                              .candidate = i};
        bool is_first = true;

        if (search->options->by == AWOL_SAME_ID)
            search->entries[search->n_entries++] = entry;
        for (unsigned letter = 0; letter < 32; letter++) {
            if ((candidate->name.initials >> letter & 1u) == 0)
                continue;
            entry.letter = letter;
            search->entries[search->n_entries++] = entry;
            if (is_first || frequency[letter] < frequency[candidate->rarest])
                candidate->rarest = letter;
            is_first = false;
        }
    }
    if (search->n_entries > 1)
        qsort(search->entries, search->n_entries, sizeof search->entries[0], compare_entries);
    return AWOL_OK;
}

static bool same_span(struct awol_span a, struct awol_span b)
{
    return a.open_earliest == b.open_earliest && a.open_latest == b.open_latest &&
           (a.open_earliest || a.earliest == b.earliest) && (a.open_latest || a.latest == b.latest);
}

/* True for rows that say the same in every column but id. */
static bool same_row(const struct awol_event *a, const struct awol_event *b)
{
#define SAME_TEXT(name) awol_text_equal(#name, "id") || awol_text_equal(a->name, b->name),
    const bool same[] = {AWOL_EVENT_TEXTS(SAME_TEXT)};
#undef SAME_TEXT

    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (!same[i])
            return false;
    }
    return same_span(a->when, b->when) && a->preferred == b->preferred;
}

static enum awol_status append(struct search *search, const struct awol_pair *pair,
                               struct awol_error *opt_error)
{
    struct awol_pairs *pairs = search->pairs;

    if (pairs->n == search->capacity) {
        size_t capacity = search->capacity == 0 ? 64 : 2 * search->capacity;
        struct awol_pair *grown = realloc(pairs->pairs, capacity * sizeof grown[0]);

        if (grown == NULL)
            return awol_error_memory(opt_error);
        pairs->pairs = grown;
        search->capacity = capacity;
    }
    pairs->pairs[pairs->n++] = *pair;
    return AWOL_OK;
}

static enum awol_status compare(struct search *search, const struct candidate *a,
                                const struct candidate *b, struct awol_error *opt_error)
{
    const struct awol_event *first = &search->events[a->row];
    const struct awol_event *second = &search->events[b->row];
    struct awol_pair pair = {.a = a->row < b->row ? a->row : b->row,
                             .b = a->row < b->row ? b->row : a->row,
                             .apart = days_apart(first->when, second->when),
                             .within = days_within(first->when, second->when),
                             .score = 1.0,
                             .reason = AWOL_PAIR_ID,
                             .kept = SIZE_MAX};

    if (a->source == b->source) {
        if (!same_row(first, second))
            return AWOL_OK;
        pair.reason = AWOL_PAIR_TWICE;
    } else if (search->options->by == AWOL_SAME_NAME) {
        pair.score = awol_name_similarity(&a->name, &b->name);
        pair.reason = pair.score == 1.0 ? AWOL_PAIR_NAME : AWOL_PAIR_ALIKE;
    }
    if (pair.score < search->options->threshold)
        return AWOL_OK;
    return append(search, &pair, opt_error);
}

/* True if the two are to be looked at under this letter. */
static bool meets(const struct search *search, const struct candidate *a, const struct candidate *b,
                  unsigned letter)
{
    const struct candidate *few = a->name.n <= b->name.n ? a : b;
    const struct candidate *many = a->name.n <= b->name.n ? b : a;

    return search->options->by == AWOL_SAME_ID ||
           (few->rarest == letter && (few->name.initials & ~many->name.initials) == 0);
}

static enum awol_status sweep(struct search *search, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < search->n_entries && status == AWOL_OK; i++) {
        const struct entry *a = &search->entries[i];
        const struct candidate *one = &search->candidates[a->candidate];
        int64_t end = search->events[one->row].when.latest;

        for (size_t j = i + 1; j < search->n_entries && status == AWOL_OK; j++) {
            const struct entry *b = &search->entries[j];
            const struct candidate *other = &search->candidates[b->candidate];

            if (b->group != a->group || b->letter != a->letter ||
                b->start > end + search->options->days)
                break;
            if (meets(search, one, other, a->letter))
                status = compare(search, one, other, opt_error);
        }
    }
    return status;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct awol_pair *a = left;
    const struct awol_pair *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->within != b->within)
        return a->within < b->within ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static enum awol_status count_pairs(struct awol_pairs *pairs, size_t n_rows,
                                    struct awol_error *opt_error)
{
    bool *seen = calloc(n_rows + 1, sizeof seen[0]);

    if (seen == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < pairs->n; i++) {
        const size_t ends[] = {pairs->pairs[i].a, pairs->pairs[i].b};

        pairs->n_twice += pairs->pairs[i].reason == AWOL_PAIR_TWICE;
        for (size_t j = 0; j < 2; j++) {
            pairs->n_rows += !seen[ends[j]];
            seen[ends[j]] = true;
        }
    }
    free(seen);
    return AWOL_OK;
}

enum awol_status awol_identity_find(const struct awol_event_rows *rows, const bool *wanted,
                                    const struct awol_same_options *options,
                                    struct awol_pairs *ret_pairs, struct awol_error *opt_error)
{
    struct awol_pairs pairs = {.n = 0};
    struct search search = {.events = rows->events, .options = options, .pairs = &pairs};
    enum awol_status status;

    awol_arena_init(&search.arena);
    if ((status = collect(&search, rows, wanted, opt_error)) == AWOL_OK &&
        (status = check_candidates(&search, rows, wanted, opt_error)) == AWOL_OK &&
        (status = group(&search, opt_error)) == AWOL_OK &&
        (status = enter(&search, opt_error)) == AWOL_OK)
        status = sweep(&search, opt_error);
    if (status == AWOL_OK) {
        if (pairs.n > 1)
            qsort(pairs.pairs, pairs.n, sizeof pairs.pairs[0], compare_pairs);
        status = count_pairs(&pairs, rows->n, opt_error);
    }
    if (status == AWOL_OK && options->merge)
        status = awol_identity_merge(rows, &pairs, opt_error);
    free(search.entries);
    free(search.candidates);
    awol_arena_release(&search.arena);
    if (status == AWOL_OK)
        *ret_pairs = pairs;
    else
        awol_pairs_release(&pairs);
    return status;
}
