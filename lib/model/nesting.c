#include "model/nesting.h"

#include <math.h>
#include <string.h>

#include "model/network.h"

struct layout {
    const struct awol_units *units;
    struct awol_nesting *nesting;
    size_t *first_child, *next; /* lists by unit; SIZE_MAX ends */
};

static enum awol_status too_many(struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_RANGE, "the units have more than %zu men",
                          AWOL_NETWORK_MOST_MEN);
}

static enum awol_status add_nest(struct layout *l, const char *name, size_t unit, size_t parent,
                                 double men, struct awol_error *opt_error)
{
    struct awol_nesting *nesting = l->nesting;
    if (men > (double)(AWOL_NETWORK_MOST_MEN - nesting->men))
        return too_many(opt_error);
    nesting->nests[nesting->n++] =
        (struct awol_nest){.name = name,
                           .unit = unit,
                           .parent = parent,
                           .first = (uint32_t)nesting->men,
                           .last = (uint32_t)(nesting->men + (size_t)men)};
    nesting->men += (size_t)men;
    return AWOL_OK;
}

/* Men of a unit who are in none of its parts. */
static enum awol_status add_staff(struct layout *l, size_t unit, size_t nest,
                                  struct awol_error *opt_error)
{
    const struct awol_unit *u = &l->units->units[unit];
    double in_parts = (double)(l->nesting->men - l->nesting->nests[nest].first);
    if (isnan(u->men) || u->men == in_parts)
        return AWOL_OK;
    if (u->men < in_parts)
        return awol_error_set(opt_error, AWOL_DATA,
                              "unit “%.60s” is said to have %g men, and its parts have %g", u->name,
                              u->men, in_parts);
    struct awol_text name;
    awol_text_init(&name);
    awol_text_append_format(&name, "%s, staff", u->name);
    const char *kept = awol_arena_string(&l->nesting->arena, awol_text_string(&name));
    awol_text_release(&name);
    if (!kept)
        return awol_error_memory(opt_error);
    return add_nest(l, kept, unit, nest, u->men - in_parts, opt_error);
}

/* A unit that is open: its next part, and its nest. */
struct open_unit {
    size_t unit, nest, next;
};

/* All below one unit of the top, without recursion: a table may be a chain of thousands. */
static enum awol_status lay_out(struct layout *l, size_t top, struct open_unit *open,
                                struct awol_error *opt_error)
{
    size_t depth = 0;
    enum awol_status status = AWOL_OK;
    struct awol_nesting *nesting = l->nesting;
    for (size_t unit = top; status == AWOL_OK;) {
        const struct awol_unit *u = &l->units->units[unit];
        bool leaf = l->first_child[unit] == SIZE_MAX;
        if (leaf && !(u->men >= 1))
            return awol_error_set(opt_error, AWOL_DATA,
                                  "unit “%.60s” has neither parts nor men: how many has it?",
                                  u->name);
        open[depth] = (struct open_unit){unit, nesting->n, l->first_child[unit]};
        status = add_nest(l, u->name, unit, depth ? open[depth - 1].nest : SIZE_MAX,
                          leaf ? u->men : 0, opt_error);
        depth++;
        while (status == AWOL_OK && depth > 0 && open[depth - 1].next == SIZE_MAX) {
            depth--;
            if (l->first_child[open[depth].unit] != SIZE_MAX)
                status = add_staff(l, open[depth].unit, open[depth].nest, opt_error);
            nesting->nests[open[depth].nest].last = (uint32_t)nesting->men;
        }
        if (depth == 0)
            break;
        unit = open[depth - 1].next;
        open[depth - 1].next = l->next[unit];
    }
    return status;
}

static void find_children(struct layout *l)
{
    for (size_t i = 0; i < l->units->n; i++)
        l->first_child[i] = SIZE_MAX;
    for (size_t i = l->units->n;
         i-- > 0;) { /* backwards, so that lists are in the order of the file */
        size_t parent = l->units->units[i].parent;
        if (parent == SIZE_MAX)
            continue;
        l->next[i] = l->first_child[parent];
        l->first_child[parent] = i;
    }
}

/* Parts stand behind their whole. */
static void set_parts(struct awol_nesting *nesting)
{
    for (size_t i = nesting->n; i-- > 0;) {
        struct awol_nest *nest = &nesting->nests[i];
        nesting->n_levels =
            nest->height + 1 > nesting->n_levels ? nest->height + 1 : nesting->n_levels;
        if (nest->parent == SIZE_MAX)
            continue;
        struct awol_nest *whole = &nesting->nests[nest->parent];
        whole->height = nest->height + 1 > whole->height ? nest->height + 1 : whole->height;
        whole->n_parts++;
    }
    size_t n = 0;
    for (size_t i = 0; i < nesting->n; i++) {
        nesting->nests[i].first_part = n;
        n += nesting->nests[i].n_parts;
        nesting->nests[i].n_parts = 0;
    }
    for (size_t i = 0; i < nesting->n; i++) {
        if (nesting->nests[i].parent == SIZE_MAX)
            continue;
        struct awol_nest *whole = &nesting->nests[nesting->nests[i].parent];
        nesting->parts[whole->first_part + whole->n_parts++] = i;
    }
}

enum awol_status awol_nesting_init(struct awol_nesting *nesting, const struct awol_units *units,
                                   struct awol_error *opt_error)
{
    *nesting = (struct awol_nesting){.n = 0};
    awol_arena_init(&nesting->arena);
    struct layout l = {.units = units, .nesting = nesting};
    size_t n = units->n + 1;
    struct open_unit *open = awol_arena_alloc(&nesting->arena, n * sizeof *open);
    l.first_child = awol_arena_alloc(&nesting->arena, n * sizeof *l.first_child);
    l.next = awol_arena_alloc(&nesting->arena, n * sizeof *l.next);
    nesting->nests = awol_arena_alloc(&nesting->arena, 2 * n * sizeof *nesting->nests);
    nesting->parts = awol_arena_alloc(&nesting->arena, 2 * n * sizeof *nesting->parts);
    enum awol_status status = AWOL_OK;
    if (!open || !l.first_child || !l.next || !nesting->nests || !nesting->parts)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < units->n; i++)
        l.next[i] = SIZE_MAX;
    if (status == AWOL_OK)
        find_children(&l);
    for (size_t i = 0; status == AWOL_OK && i < units->n; i++)
        if (units->units[i].parent == SIZE_MAX)
            status = lay_out(&l, i, open, opt_error);
    if (status == AWOL_OK)
        set_parts(nesting);
    else
        awol_nesting_release(nesting);
    return status;
}

void awol_nesting_release(struct awol_nesting *nesting)
{
    awol_arena_release(&nesting->arena);
    *nesting = (struct awol_nesting){.n = 0};
}
