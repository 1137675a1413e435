#include "count/gather.h"

#include <stdlib.h>
#include <string.h>

#include "count/sources.h"

enum { FIRST_CELLS = 1024, FIRST_CLASSES = 64 };

void awol_gathering_release(struct awol_gathering *gathering)
{
    awol_words_release(&gathering->units);
    awol_words_release(&gathering->sources);
    awol_words_release(&gathering->classes);
    awol_arena_release(&gathering->arena);
    free(gathering->events);
    free(gathering->firsts);
    free(gathering->cells);
    *gathering = (struct awol_gathering){0};
}

bool awol_row_place_before(const struct awol_row_place *a, const struct awol_row_place *b)
{
    return a->piece != b->piece ? a->piece < b->piece : a->line < b->line;
}

/* ---- classes ------------------------------------------------------------------------------ */

static bool copy_event(struct awol_arena *arena, const struct awol_event *event,
                       struct awol_event *ret_copy)
{
    struct awol_event copy = *event;
    bool ok = true;

#define COPY_TEXT(field)                                                                           \
    copy.field = awol_arena_string(arena, event->field ? event->field : "");                       \
    ok = ok && copy.field;
    AWOL_EVENT_TEXTS(COPY_TEXT)
#undef COPY_TEXT
    *ret_copy = copy;
    return ok;
}

static bool reserve_class(struct awol_gathering *gathering)
{
    const size_t capacity = gathering->capacity == 0 ? FIRST_CLASSES : 2 * gathering->capacity;
    struct awol_event *events;
    struct awol_row_place *firsts;

    if (gathering->classes.n < gathering->capacity)
        return true;
    events = realloc(gathering->events, capacity * sizeof *events);
    if (events)
        gathering->events = events;
    firsts = realloc(gathering->firsts, capacity * sizeof *firsts);
    if (firsts)
        gathering->firsts = firsts;
    if (!events || !firsts)
        return false;
    gathering->capacity = capacity;
    return true;
}

enum awol_status awol_gathering_class(struct awol_gathering *gathering, const char *text,
                                      const struct awol_event *event,
                                      const struct awol_row_place *where, size_t *ret_class,
                                      struct awol_error *opt_error)
{
    const size_t before = gathering->classes.n;
    size_t class;

    if (!reserve_class(gathering) || !awol_words_take(&gathering->classes, text, &class))
        return awol_error_memory(opt_error);
    if (class == before || awol_row_place_before(where, &gathering->firsts[class])) {
        gathering->firsts[class] = *where;
        if (!copy_event(&gathering->arena, event, &gathering->events[class]))
            return awol_error_memory(opt_error);
    }
    *ret_class = class;
    return AWOL_OK;
}

/* ---- cells -------------------------------------------------------------------------------- */

/* Knuth's multiplicative hashing; the high half is the better one. */
static size_t first_place(size_t n, size_t unit, size_t class)
{
    const uint64_t key = ((uint64_t)unit << 32 | class) * UINT64_C(0x9e3779b97f4a7c15);

    return (size_t)(key >> 32) & (n - 1);
}

static struct awol_gathered *find_cell(struct awol_gathered *cells, size_t n, size_t unit,
                                       size_t class)
{
    size_t at = first_place(n, unit, class);

    while (cells[at].n > 0 && (cells[at].class != class || cells[at].unit != unit))
        at = (at + 1) & (n - 1);
    return &cells[at];
}

static bool widen(struct awol_gathering *gathering)
{
    const size_t n = gathering->n_cells == 0 ? FIRST_CELLS : 2 * gathering->n_cells;
    struct awol_gathered *const cells = calloc(n, sizeof *cells);

    if (!cells)
        return false;
    for (size_t i = 0; i < gathering->n_cells; i++) {
        const struct awol_gathered *const cell = &gathering->cells[i];

        if (cell->n > 0)
            *find_cell(cells, n, cell->unit, cell->class) = *cell;
    }
    free(gathering->cells);
    gathering->cells = cells;
    gathering->n_cells = n;
    return true;
}

void awol_gathering_expect(const struct awol_gathering *gathering, size_t unit, size_t class)
{
    if (gathering->n_cells > 0)
        __builtin_prefetch(&gathering->cells[first_place(gathering->n_cells, unit, class)], 1);
}

struct awol_gathered *awol_gathering_at(struct awol_gathering *gathering, size_t unit, size_t class)
{
    struct awol_gathered *cell;

    if (2 * (gathering->n_used + 1) > gathering->n_cells && !widen(gathering))
        return NULL;
    cell = find_cell(gathering->cells, gathering->n_cells, unit, class);
    if (cell->n == 0) {
        *cell = (struct awol_gathered){.unit = unit, .class = class};
        gathering->n_used++;
    }
    return cell;
}

/* ---- sources ------------------------------------------------------------------------------ */

/* Rows come in order, so that the sources do too; those of other threads are sorted in. Sources
 * beyond what is shown are dropped: none of them would be shown in a longer list either. */
bool awol_gathered_source_add(struct awol_gathering *gathering, struct awol_gathered *cell,
                              size_t source, const struct awol_row_place *where)
{
    struct awol_gathered_source **link = &cell->sources, *node;
    size_t length = 0;

    if (source < 64)
        cell->seen |= UINT64_C(1) << source;
    for (; *link && awol_row_place_before(&(*link)->first, where); link = &(*link)->next) {
        if ((*link)->source == source)
            return true;
        length += strlen(gathering->sources.texts[(*link)->source]) + 2;
    }
    if (length > AWOL_MAX_SOURCES + 2) {
        cell->is_full = true;
        return true;
    }
    node = awol_arena_alloc(&gathering->arena, sizeof *node);
    if (!node)
        return false;
    *node = (struct awol_gathered_source){*link, source, *where};
    *link = node;
    for (link = &node->next; *link; link = &(*link)->next) {
        if ((*link)->source == source) {
            *link = (*link)->next;
            break;
        }
    }
    return true;
}

/* ---- several threads ---------------------------------------------------------------------- */

/* The number in `into` of each word of `from`. */
static bool map_words(struct awol_words *into, const struct awol_words *from, size_t *numbers)
{
    for (size_t i = 0; i < from->n; i++) {
        if (!awol_words_take(into, from->texts[i], &numbers[i]))
            return false;
    }
    return true;
}

static bool merge_cell(struct awol_gathering *into, const struct awol_gathered *from, size_t unit,
                       size_t class, const size_t *sources)
{
    struct awol_gathered *const cell = awol_gathering_at(into, unit, class);

    if (!cell)
        return false;
    if (cell->n == 0 || awol_row_place_before(&from->first, &cell->first))
        cell->first = from->first;
    cell->n += from->n;
    for (const struct awol_gathered_source *at = from->sources; at; at = at->next) {
        if (!awol_gathered_source_add(into, cell, sources[at->source], &at->first))
            return false;
    }
    return true;
}

enum awol_status awol_gathering_merge(struct awol_gathering *into,
                                      const struct awol_gathering *from,
                                      struct awol_error *opt_error)
{
    const size_t n = from->units.n + from->sources.n + from->classes.n;
    size_t *const units = malloc((n + 1) * sizeof *units);
    size_t *const sources = units ? units + from->units.n : NULL;
    size_t *const classes = units ? sources + from->sources.n : NULL;
    enum awol_status status = AWOL_OK;

    if (!units || !map_words(&into->units, &from->units, units) ||
        !map_words(&into->sources, &from->sources, sources))
        status = awol_error_memory(opt_error);
    for (size_t i = 0; i < from->classes.n && status == AWOL_OK; i++)
        status = awol_gathering_class(into, from->classes.texts[i], &from->events[i],
                                      &from->firsts[i], &classes[i], opt_error);
    for (size_t i = 0; i < from->n_cells && status == AWOL_OK; i++) {
        const struct awol_gathered *const cell = &from->cells[i];

        if (cell->n > 0 &&
            !merge_cell(into, cell, units[cell->unit], classes[cell->class], sources))
            status = awol_error_memory(opt_error);
    }
    free(units);
    return status;
}

static int compare_cells(const void *left, const void *right)
{
    const struct awol_gathered *const a = *(const struct awol_gathered *const *)left;
    const struct awol_gathered *const b = *(const struct awol_gathered *const *)right;

    if (awol_row_place_before(&a->first, &b->first))
        return -1;
    return awol_row_place_before(&b->first, &a->first) ? 1 : 0;
}

const struct awol_gathered **awol_gathering_sort(const struct awol_gathering *gathering)
{
    const struct awol_gathered **const sorted = malloc((gathering->n_used + 1) * sizeof *sorted);
    size_t n = 0;

    if (!sorted)
        return NULL;
    for (size_t i = 0; i < gathering->n_cells; i++) {
        if (gathering->cells[i].n > 0)
            sorted[n++] = &gathering->cells[i];
    }
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, compare_cells);
    return sorted;
}
