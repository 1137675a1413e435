#include "count/identity_merge.h"

#include <stdlib.h>

#include "base/number.h"

/* Rows that one stands for, as a list through `next` from the row that does. */
struct link;

struct groups {
    const struct awol_event *events;
    size_t *into; /* the row that stands for this one, itself at first */
    size_t *next; /* the next row of its list, SIZE_MAX at the end */
    struct link *links;
    size_t n_links;
};

/* A pair, the smaller row first. */
struct link {
    size_t a, b;
};

static int by_rows(const void *x, const void *y)
{
    const struct link *p = x, *q = y;

    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

static bool is_pair(const struct groups *groups, size_t a, size_t b)
{
    const struct link link = {a < b ? a : b, a < b ? b : a};

    return bsearch(&link, groups->links, groups->n_links, sizeof link, by_rows) != NULL;
}

static bool same_source(const struct awol_event *a, const struct awol_event *b)
{
    return awol_text_equal(a->source, b->source) && awol_text_equal(a->reported_by, b->reported_by);
}

/* True if both lists have a row of one source: two men of that source would become one. */
static bool share_source(const struct groups *groups, size_t a, size_t b)
{
    for (size_t i = a; i != SIZE_MAX; i = groups->next[i]) {
        for (size_t j = b; j != SIZE_MAX; j = groups->next[j]) {
            if (same_source(&groups->events[i], &groups->events[j]))
                return true;
        }
    }
    return false;
}

/* True if any two rows of the lists are a pair: J. Smith is like John and like James, who are two
 * men. */
static bool are_all_pairs(const struct groups *groups, size_t a, size_t b)
{
    for (size_t i = a; i != SIZE_MAX; i = groups->next[i]) {
        for (size_t j = b; j != SIZE_MAX; j = groups->next[j]) {
            if (!is_pair(groups, i, j))
                return false;
        }
    }
    return true;
}

static bool stands_for(const struct groups *groups, size_t a, size_t b)
{
    const struct awol_event *one = &groups->events[a];
    const struct awol_event *other = &groups->events[b];
    bool own = awol_text_equal(one->reported_by, "own");
    int64_t days = awol_span_length(one->when) - awol_span_length(other->when);

    if (one->preferred != other->preferred)
        return one->preferred;
    if (own != awol_text_equal(other->reported_by, "own"))
        return own;
    return days != 0 ? days < 0 : a < b;
}

static void unite(struct groups *groups, size_t kept, size_t other)
{
    size_t last = kept;

    while (groups->next[last] != SIZE_MAX)
        last = groups->next[last];
    groups->next[last] = other;
    for (size_t i = other; i != SIZE_MAX; i = groups->next[i])
        groups->into[i] = kept;
}

enum awol_status awol_identity_merge(const struct awol_event_rows *rows, struct awol_pairs *pairs,
                                     struct awol_error *opt_error)
{
    struct groups groups = {.events = rows->events,
                            .into = malloc((rows->n + 1) * sizeof(size_t)),
                            .next = malloc((rows->n + 1) * sizeof(size_t)),
                            .links = malloc((pairs->n + 1) * sizeof(struct link)),
                            .n_links = pairs->n};

    if (groups.into == NULL || groups.next == NULL || groups.links == NULL) {
        free(groups.links);
        free(groups.next);
        free(groups.into);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < rows->n; i++) {
        groups.into[i] = i;
        groups.next[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < pairs->n; i++)
        groups.links[i] = (struct link){pairs->pairs[i].a, pairs->pairs[i].b};
    qsort(groups.links, pairs->n, sizeof *groups.links, by_rows);
    /* Rows that one source has twice go first: they are one row, and must not keep the other
     * source's row apart from it. */
    for (int twice = 1; twice >= 0; twice--) {
        for (size_t i = 0; i < pairs->n; i++) {
            const struct awol_pair *pair = &pairs->pairs[i];
            size_t a = groups.into[pair->a];
            size_t b = groups.into[pair->b];

            if ((pair->reason == AWOL_PAIR_TWICE) != (twice == 1) || a == b ||
                (!twice && (share_source(&groups, a, b) || !are_all_pairs(&groups, a, b))))
                continue;
            if (stands_for(&groups, a, b))
                unite(&groups, a, b);
            else
                unite(&groups, b, a);
        }
    }
    for (size_t i = 0; i < pairs->n; i++) {
        struct awol_pair *pair = &pairs->pairs[i];

        if (groups.into[pair->a] == groups.into[pair->b])
            pair->kept = groups.into[pair->a];
    }
    for (size_t i = 0; i < rows->n; i++) {
        pairs->n_merged += groups.into[i] != i;
        if (groups.into[i] == i)
            groups.into[i] = SIZE_MAX;
    }
    pairs->merged_into = groups.into;
    free(groups.links);
    free(groups.next);
    return AWOL_OK;
}
