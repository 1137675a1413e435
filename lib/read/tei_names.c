#include "read/tei_names.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_PLACES = 256 };
#define SPACES " \t\r\n"
#define MOST_PLACES ((size_t)1 << 21)

struct awol_tei_name {
    struct awol_tei_name *next;
    const char *id;
    const char *name;
};

/* FNV-1a, then the finaliser of SplitMix64 (Steele, Lea & Flood 2014), because tables take the low
 * bits. 0 marks a free place. */
static uint64_t hash(const char *text, size_t length)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
    h ^= h >> 31;
    return h != 0 ? h : 1;
}

/* ---- ids ---------------------------------------------------------------------------------- */

void awol_tei_ids_release(struct awol_tei_ids *ids)
{
    free(ids->recent);
    free(ids->older);
    *ids = (struct awol_tei_ids){0};
}

/* The place of a hash, or the free one where it belongs. */
static uint64_t *find_place(uint64_t *places, size_t n_places, uint64_t wanted)
{
    size_t at = (size_t)wanted & (n_places - 1);

    while (places[at] != 0 && places[at] != wanted)
        at = (at + 1) & (n_places - 1);
    return &places[at];
}

static enum awol_status enlarge(struct awol_tei_ids *ids, struct awol_error *opt_error)
{
    const size_t n_places = ids->n_places == 0 ? FIRST_PLACES : 2 * ids->n_places;
    uint64_t *const places = calloc(n_places, sizeof *places);

    if (!places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < ids->n_places; i++) {
        if (ids->recent[i] != 0)
            *find_place(places, n_places, ids->recent[i]) = ids->recent[i];
    }
    free(ids->recent);
    ids->recent = places;
    ids->n_places = n_places;
    return AWOL_OK;
}

static enum awol_status make_room(struct awol_tei_ids *ids, struct awol_error *opt_error)
{
    if (4 * (ids->n_recent + 1) <= 3 * ids->n_places)
        return AWOL_OK;
    if (ids->n_places < MOST_PLACES)
        return enlarge(ids, opt_error);
    free(ids->older);
    ids->older = ids->recent;
    ids->n_older_places = ids->n_places;
    ids->recent = calloc(MOST_PLACES, sizeof *ids->recent);
    ids->n_places = ids->recent ? MOST_PLACES : 0;
    ids->n_recent = 0;
    return ids->recent ? AWOL_OK : awol_error_memory(opt_error);
}

enum awol_status awol_tei_ids_add(struct awol_tei_ids *ids, const char *id, bool *ret_seen,
                                  struct awol_error *opt_error)
{
    const uint64_t wanted = hash(id, strlen(id));
    const enum awol_status status = make_room(ids, opt_error);
    uint64_t *place;
    bool seen;

    if (status != AWOL_OK)
        return status;
    place = find_place(ids->recent, ids->n_places, wanted);
    seen = *place == wanted ||
           (ids->older && *find_place(ids->older, ids->n_older_places, wanted) == wanted);
    ids->n_recent += *place == 0;
    *place = wanted;
    *ret_seen = seen;
    return AWOL_OK;
}

void awol_tei_ids_expect(const struct awol_tei_ids *ids, const char *id, size_t length)
{
    if (ids->n_places > 0)
        __builtin_prefetch(&ids->recent[hash(id, length) & (ids->n_places - 1)], 1);
}

/* ---- names -------------------------------------------------------------------------------- */

void awol_tei_names_init(struct awol_tei_names *names)
{
    *names = (struct awol_tei_names){0};
    awol_arena_init(&names->arena);
}

void awol_tei_names_release(struct awol_tei_names *names)
{
    free(names->places);
    awol_arena_release(&names->arena);
}

static struct awol_tei_name *find(const struct awol_tei_names *names, const char *id, size_t length)
{
    struct awol_tei_name *at = NULL;

    if (names->n_places > 0)
        at = names->places[hash(id, length) & (names->n_places - 1)];
    while (at && (strncmp(at->id, id, length) != 0 || at->id[length] != '\0'))
        at = at->next;
    return at;
}

static enum awol_status widen(struct awol_tei_names *names, struct awol_error *opt_error)
{
    const size_t n = names->n_places == 0 ? FIRST_PLACES : 2 * names->n_places;
    struct awol_tei_name **const places = calloc(n, sizeof *places);

    if (!places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < names->n_places; i++) {
        for (struct awol_tei_name *at = names->places[i], *next; at; at = next) {
            struct awol_tei_name **const head = &places[hash(at->id, strlen(at->id)) & (n - 1)];

            next = at->next;
            at->next = *head;
            *head = at;
        }
    }
    free(names->places);
    names->places = places;
    names->n_places = n;
    return AWOL_OK;
}

/* opt_name NULL: the id is its own name. */
static enum awol_status add(struct awol_tei_names *names, const char *id, size_t length,
                            const char *opt_name, struct awol_tei_name **ret_name,
                            struct awol_error *opt_error)
{
    struct awol_tei_name *name;
    struct awol_tei_name **head;
    enum awol_status status = AWOL_OK;

    if (names->n_names >= names->n_places)
        status = widen(names, opt_error);
    if (status != AWOL_OK)
        return status;
    name = awol_arena_alloc(&names->arena, sizeof *name);
    if (!name)
        return awol_error_memory(opt_error);
    name->id = awol_arena_copy(&names->arena, id, length);
    name->name = opt_name ? awol_arena_string(&names->arena, opt_name) : name->id;
    if (!name->id || !name->name)
        return awol_error_memory(opt_error);
    head = &names->places[hash(id, length) & (names->n_places - 1)];
    name->next = *head;
    *head = name;
    names->n_names++;
    *ret_name = name;
    return AWOL_OK;
}

enum awol_status awol_tei_names_declare(struct awol_tei_names *names, const char *id,
                                        const char *name, struct awol_error *opt_error)
{
    struct awol_tei_name *added;

    if (id[0] == '\0' || name[0] == '\0' || find(names, id, strlen(id)))
        return AWOL_OK;
    return add(names, id, strlen(id), name, &added, opt_error);
}

bool awol_tei_names_are_several(const char *pointers)
{
    const char *const first = pointers + strspn(pointers, SPACES);
    const char *const behind = first + strcspn(first, SPACES);

    return behind[strspn(behind, SPACES)] != '\0';
}

const char *awol_tei_names_find(const struct awol_tei_names *names, const char *pointers)
{
    const struct awol_tei_name *found = NULL;

    for (const char *at = pointers + strspn(pointers, SPACES); *at != '\0' && !found;
         at += strspn(at, SPACES)) {
        const size_t length = strcspn(at, SPACES);

        if (*at == '#')
            found = find(names, at + 1, length - 1);
        at += length;
    }
    return found ? found->name : NULL;
}

enum awol_status awol_tei_names_resolve(struct awol_tei_names *names, const char *pointers,
                                        const char **ret_name, struct awol_error *opt_error)
{
    const char *const known = awol_tei_names_find(names, pointers);
    const char *const first = pointers + strspn(pointers, SPACES);
    const size_t local = *first == '#';
    struct awol_tei_name *added;
    enum awol_status status;

    if (known) {
        *ret_name = known;
        return AWOL_OK;
    }
    status = add(names, first + local, strcspn(first, SPACES) - local, NULL, &added, opt_error);
    if (status == AWOL_OK)
        *ret_name = added->name;
    return status;
}
