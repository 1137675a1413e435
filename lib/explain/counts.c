#include "explain/counts.h"

#include <math.h>
#include <stdlib.h>

/* One span at work. */
struct share {
    const struct awol_observation *observation;
    const struct awol_path_bin *path;
    struct awol_line *lines;
    double *counts;
};

static size_t length_of(const struct awol_observation *o)
{
    return o->bins.last - o->bins.first;
}

static int by_length(const void *a, const void *b)
{
    const struct awol_observation *x = *(const struct awol_observation *const *)a;
    const struct awol_observation *y = *(const struct awol_observation *const *)b;
    if (length_of(x) != length_of(y))
        return length_of(x) < length_of(y) ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (o->masks[i].first <= t && t < o->masks[i].last)
            return true;
    return false;
}

/* What shorter spans have given to bins of this one that it does not know exactly, and what the
 * model expects in the rest. */
static void sum_up(const struct share *s, double *ret_given, double *ret_expected, size_t *ret_free)
{
    *ret_given = *ret_expected = 0;
    *ret_free = 0;
    for (size_t t = s->observation->bins.first; t < s->observation->bins.last; t++) {
        if (is_masked(s->observation, t))
            continue;
        if (s->lines[t].counted != AWOL_UNRECORDED) {
            *ret_given += s->counts[t];
            continue;
        }
        *ret_expected += s->path[t].mean;
        (*ret_free)++;
    }
}

static enum awol_counted counted_of(const struct awol_observation *o)
{
    if (o->low != o->high)
        return AWOL_ESTIMATED;
    return length_of(o) == 1 ? AWOL_COUNTED : AWOL_SHARED_OUT;
}

static void share_out(const struct share *s, double total)
{
    double given, expected;
    size_t n_free;
    sum_up(s, &given, &expected, &n_free);
    double rest = total - given;
    /* Bounds inside may have been put higher than the total allows, or fill it wholly. */
    double scale = given > 0 && (rest < 0 || n_free == 0) ? total / given : 1;
    rest = fmax(rest, 0);
    for (size_t t = s->observation->bins.first; t < s->observation->bins.last; t++) {
        if (is_masked(s->observation, t))
            continue;
        if (s->lines[t].counted != AWOL_UNRECORDED) {
            s->counts[t] *= scale;
            continue;
        }
        s->counts[t] = expected > 0 ? rest * s->path[t].mean / expected : rest / (double)n_free;
    }
}

static void mark(const struct share *s, double party)
{
    for (size_t t = s->observation->bins.first; t < s->observation->bins.last; t++)
        if (!is_masked(s->observation, t) && s->lines[t].counted == AWOL_UNRECORDED) {
            s->lines[t].counted = counted_of(s->observation);
            s->lines[t].party = party;
        }
}

enum awol_status awol_counts_share(const struct awol_campaign *campaign,
                                   const struct awol_campaign_unit *unit,
                                   const struct awol_path_bin *path, const double *totals,
                                   struct awol_line *lines, double *ret_counts,
                                   struct awol_error *opt_error)
{
    const struct awol_observation **order = calloc(unit->n_observations + 1, sizeof(void *));
    if (!order)
        return awol_error_memory(opt_error);
    for (size_t t = 0; t < unit->n_bins; t++) {
        lines[t].counted = AWOL_UNRECORDED;
        lines[t].party = 1;
        ret_counts[t] = 0;
    }
    for (size_t i = 0; i < unit->n_observations; i++)
        order[i] = &unit->observations[i];
    qsort(order, unit->n_observations, sizeof(void *), by_length);
    for (size_t i = 0; i < unit->n_observations; i++) {
        if (order[i]->sealed)
            continue;
        const struct share s = {order[i], path, lines, ret_counts};
        double party = campaign->series->spans[order[i]->row].party;
        share_out(&s, fmax(totals[order[i]->row], 0));
        mark(&s, campaign->parties.counted && party >= 1 ? party : 1);
    }
    free(order);
    return AWOL_OK;
}
