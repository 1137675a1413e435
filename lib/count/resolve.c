#include "count/resolve.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"

/* What is known of one stretch of days from the parts of a unit. */
struct part {
    struct awol_series_span span;
    size_t n_exact; /* children that have an exact count of these days */
};

struct parts {
    struct part *parts;
    size_t n;
    size_t capacity;
};

/* One unit of the tree, by its number there. */
struct node {
    size_t first, last; /* its spans in the series: [first, last) */
    size_t level;
    size_t n_children;
    size_t target;   /* the unit that its counts go to; SIZE_MAX: they are carried only */
    bool has_rows;   /* preferred ones */
    bool has_counts; /* preferred ones that are more than lower bounds */
    bool has_counts_below;
    enum awol_remark remark; /* why, where target is SIZE_MAX */
    struct parts parts;
};

struct tree {
    const struct awol_units *units;
    struct node *nodes;
    size_t *order; /* deepest first */
};

static void tree_release(struct tree *tree)
{
    for (size_t i = 0; tree->nodes != NULL && i < tree->units->n; i++)
        free(tree->nodes[i].parts.parts);
    free(tree->nodes);
    free(tree->order);
}

static enum awol_status tree_init(struct tree *tree, const struct awol_units *units,
                                  struct awol_error *opt_error)
{
    size_t n = 0;

    *tree = (struct tree){.units = units};
    tree->nodes = calloc(units->n + 1, sizeof tree->nodes[0]);
    tree->order = calloc(units->n + 1, sizeof tree->order[0]);
    if (tree->nodes == NULL || tree->order == NULL) {
        tree_release(tree);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < units->n; i++) {
        tree->nodes[i].level = awol_units_level(units, i);
        tree->nodes[i].target = SIZE_MAX;
        if (units->units[i].parent != SIZE_MAX)
            tree->nodes[units->units[i].parent].n_children++;
    }
    for (size_t level = units->n; level-- > 0;)
        for (size_t i = 0; i < units->n; i++)
            if (tree->nodes[i].level == level)
                tree->order[n++] = i;
    return AWOL_OK;
}

/* Where the spans of each unit stand in the sorted series, and what they are. */
static enum awol_status find_rows(struct tree *tree, const struct awol_series *series,
                                  struct awol_error *opt_error)
{
    for (size_t from = 0, to; from < series->n_spans; from = to) {
        const struct awol_series_span *first = &series->spans[from];
        size_t at = awol_units_find(tree->units, series->units[first->unit]);
        char shown[AWOL_SHOWN_SIZE];

        if (at == SIZE_MAX)
            return awol_error_at(opt_error, series->source, first->place,
                                 "unit %s is not in the table of units",
                                 awol_text_show(series->units[first->unit], shown, sizeof shown));
        for (to = from; to < series->n_spans && series->spans[to].unit == first->unit; to++) {
            const struct awol_series_span *span = &series->spans[to];

            if (!span->preferred)
                continue;
            tree->nodes[at].has_rows = true;
            if (span->count.kind != AWOL_KIND_AT_LEAST)
                tree->nodes[at].has_counts = true;
        }
        tree->nodes[at].first = from;
        tree->nodes[at].last = to;
    }
    for (size_t i = 0; i < tree->units->n; i++) {
        const struct node *node = &tree->nodes[tree->order[i]];
        size_t parent = tree->units->units[tree->order[i]].parent;

        if (parent != SIZE_MAX && (node->has_counts || node->has_counts_below))
            tree->nodes[parent].has_counts_below = true;
    }
    return AWOL_OK;
}

static void set_target(struct tree *tree, size_t at, int64_t level)
{
    struct node *node = &tree->nodes[at];

    if (level >= 0 && (int64_t)node->level < level) {
        node->remark = AWOL_REMARK_ABOVE;
        return;
    }
    for (size_t up = at; up != SIZE_MAX; up = tree->units->units[up].parent) {
        const struct node *above = &tree->nodes[up];
        bool is_counted = above->has_counts || (above->has_rows && !above->has_counts_below);

        if (level >= 0 ? (int64_t)above->level == level : is_counted)
            node->target = up;
    }
    node->remark = AWOL_REMARK_YIELDED;
}

static enum awol_status parts_add(struct parts *parts, const struct awol_series_span *span,
                                  bool is_exact, struct awol_error *opt_error)
{
    if (parts->n == parts->capacity) {
        size_t capacity = parts->capacity == 0 ? 16 : 2 * parts->capacity;
        struct part *grown = realloc(parts->parts, capacity * sizeof grown[0]);

        if (grown == NULL)
            return awol_error_memory(opt_error);
        parts->parts = grown;
        parts->capacity = capacity;
    }
    parts->parts[parts->n++] = (struct part){*span, is_exact ? 1 : 0};
    return AWOL_OK;
}

static int compare_parts(const void *left, const void *right)
{
    const struct awol_series_span *a = &((const struct part *)left)->span;
    const struct awol_series_span *b = &((const struct part *)right)->span;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
}

/* Children of the same days add. */
static void parts_combine(struct parts *parts)
{
    size_t n = 0;

    if (parts->n > 1)
        qsort(parts->parts, parts->n, sizeof parts->parts[0], compare_parts);
    for (size_t i = 0; i < parts->n; i++) {
        struct part *last = n > 0 ? &parts->parts[n - 1] : NULL;

        if (last == NULL || last->span.start != parts->parts[i].span.start ||
            last->span.end != parts->parts[i].span.end) {
            parts->parts[n++] = parts->parts[i];
            continue;
        }
        last->span.count.count += parts->parts[i].span.count.count;
        last->n_exact += parts->parts[i].n_exact;
    }
    parts->n = n;
}

static struct part *parts_find(struct parts *parts, const struct awol_series_span *span)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (parts->parts[i].span.start == span->start && parts->parts[i].span.end == span->end)
            return &parts->parts[i];
    }
    return NULL;
}

static enum awol_status refuse_sum(const struct awol_series *series,
                                   const struct awol_series_span *own, double high,
                                   const struct part *part, struct awol_error *opt_error)
{
    char where[AWOL_EXAMPLE_SIZE];
    char total[AWOL_NUMBER_SIZE];
    char sum[AWOL_NUMBER_SIZE];

    awol_span_describe(series, own, where);
    return awol_error_at(opt_error, series->source, own->place,
                         "the total disagrees with its parts: %s gives %s men, its parts (line "
                         "%zu and others) at least %s",
                         where, awol_number_format(high, total), part->span.place.line,
                         awol_number_format(part->span.count.count, sum));
}

/* Hand what is known of a unit to its parent: its own counts as lower bounds, or the sum of its
 * parts where that is larger. */
static enum awol_status hand_up(struct tree *tree, size_t at, const struct awol_series *series,
                                struct awol_error *opt_error)
{
    struct node *node = &tree->nodes[at];
    struct parts *up = &tree->nodes[tree->units->units[at].parent].parts;
    enum awol_status status = AWOL_OK;

    for (size_t i = node->first; i < node->last && status == AWOL_OK; i++) {
        struct awol_series_span span = series->spans[i];
        struct part *part = parts_find(&node->parts, &span);
        bool is_exact = span.count.kind == AWOL_KIND_EXACT;
        double low;
        double high;

        if (!span.preferred)
            continue;
        awol_count_bounds(&span.count, &low, &high);
        if (part != NULL) {
            if (part->span.count.count > high)
                return refuse_sum(series, &span, high, part, opt_error);
            if (part->span.count.count > low)
                low = part->span.count.count;
            part->span.preferred = false; /* it is in this one */
        }
        span.count = (struct awol_count){low, (double)NAN, (double)NAN, AWOL_KIND_AT_LEAST};
        status = parts_add(up, &span, is_exact, opt_error);
    }
    for (size_t i = 0; i < node->parts.n && status == AWOL_OK; i++) {
        const struct part *part = &node->parts.parts[i];

        if (part->span.preferred)
            status =
                parts_add(up, &part->span,
                          node->n_children > 0 && part->n_exact == node->n_children, opt_error);
    }
    return status;
}

/* Append the parts of a counted unit as its own lower bounds; exact ones where every child is
 * known and the user asked to add them up. */
static enum awol_status append_parts(const struct tree *tree, size_t at, bool add_up,
                                     struct awol_series *result, struct awol_error *opt_error)
{
    const struct node *node = &tree->nodes[at];
    enum awol_status status = AWOL_OK;
    size_t unit;

    for (size_t i = 0; i < node->parts.n && status == AWOL_OK; i++) {
        struct awol_series_span span = node->parts.parts[i].span;
        bool is_whole = add_up && node->parts.parts[i].n_exact == node->n_children;

        if (span.count.count == 0.0 && !is_whole)
            continue;
        if ((status = awol_series_unit(result, tree->units->units[at].name, &unit, opt_error)) !=
            AWOL_OK)
            break;
        span.unit = unit;
        span.count.kind = is_whole ? AWOL_KIND_EXACT : AWOL_KIND_AT_LEAST;
        span.at_risk = (double)NAN;
        span.basis = "";
        status = awol_series_append(result, &span, opt_error);
    }
    return status;
}

/* Append a unit's own rows: all of them if it is counted itself, else only what is carried. */
static enum awol_status append_rows(const struct tree *tree, size_t at,
                                    const struct awol_series *series, struct awol_series *result,
                                    struct awol_count_report *report, struct awol_error *opt_error)
{
    const struct node *node = &tree->nodes[at];
    enum awol_status status = AWOL_OK;
    size_t unit;

    for (size_t i = node->first; i < node->last && status == AWOL_OK; i++) {
        struct awol_series_span span = series->spans[i];

        if (span.preferred && node->target != at) {
            enum awol_remark remark = node->target == SIZE_MAX ? node->remark : AWOL_REMARK_PART_OF;

            awol_report_add(report, remark, 1, series, &span);
            if (node->target != SIZE_MAX)
                continue;
            span.preferred = false;
        }
        if ((status = awol_series_unit(result, tree->units->units[at].name, &unit, opt_error)) !=
            AWOL_OK)
            break;
        span.unit = unit;
        status = awol_series_append(result, &span, opt_error);
    }
    return status;
}

static enum awol_status build(struct tree *tree, const struct awol_series *series, int64_t level,
                              struct awol_series *result, struct awol_count_report *report,
                              struct awol_error *opt_error)
{
    enum awol_status status;

    if ((status = find_rows(tree, series, opt_error)) != AWOL_OK)
        return status;
    for (size_t i = 0; i < tree->units->n; i++)
        set_target(tree, i, level);
    for (size_t i = 0; i < tree->units->n && status == AWOL_OK; i++) {
        size_t at = tree->order[i];
        const struct node *node = &tree->nodes[at];

        parts_combine(&tree->nodes[at].parts);
        if (node->target != SIZE_MAX && node->target != at)
            status = hand_up(tree, at, series, opt_error);
    }
    for (size_t i = 0; i < tree->units->n && status == AWOL_OK; i++) {
        status = append_rows(tree, i, series, result, report, opt_error);
        if (status == AWOL_OK && tree->nodes[i].target == i)
            status = append_parts(tree, i, level >= 0, result, opt_error);
    }
    return status == AWOL_OK ? awol_series_sort(result, opt_error) : status;
}

static enum awol_status check_level(const struct awol_units *units, int64_t level,
                                    struct awol_error *opt_error)
{
    size_t deepest = 0;

    for (size_t i = 0; i < units->n; i++)
        deepest = awol_units_level(units, i) > deepest ? awol_units_level(units, i) : deepest;
    if (level <= (int64_t)deepest)
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_USAGE,
                          "--unit: no unit stands at level %" PRId64 "; the levels are 0 to %zu",
                          level, deepest);
}

enum awol_status awol_resolve_units(struct awol_series *series, const struct awol_units *units,
                                    int64_t level, struct awol_count_report *report,
                                    struct awol_error *opt_error)
{
    struct awol_series result;
    struct tree tree;
    enum awol_status status;

    if ((status = check_level(units, level, opt_error)) != AWOL_OK ||
        (status = tree_init(&tree, units, opt_error)) != AWOL_OK)
        return status;
    awol_series_init(&result, series->source);
    status = build(&tree, series, level, &result, report, opt_error);
    tree_release(&tree);
    if (status != AWOL_OK) {
        awol_series_release(&result);
        return status;
    }
    awol_series_release(series);
    *series = result;
    return AWOL_OK;
}
