#include "model/neighbours.h"

#include <stdint.h>
#include <stdlib.h>

/* Level of the smallest unit that holds both, counted from 1 at the top; 0 if there is none. */
static size_t nearness(const struct awol_units *units, size_t a, size_t b)
{
    if (a == SIZE_MAX || b == SIZE_MAX)
        return 0;
    while (a != b) {
        size_t level_a = awol_units_level(units, a), level_b = awol_units_level(units, b);
        if (level_a == 0 && level_b == 0)
            return 0;
        if (level_a >= level_b)
            a = units->units[a].parent;
        if (level_b >= level_a)
            b = units->units[b].parent;
    }
    return 1 + awol_units_level(units, a);
}

static void fill_row(const struct awol_units *units, const size_t *index, size_t n, size_t u,
                     double *row)
{
    size_t nearest = 0, among = 0;
    for (size_t v = 0; v < n; v++) {
        if (v == u)
            continue;
        size_t level = nearness(units, index[u], index[v]);
        if (level > nearest || among == 0) {
            nearest = level;
            among = 0;
        }
        among += level == nearest;
    }
    for (size_t v = 0; v < n; v++)
        row[v] = v != u && nearness(units, index[u], index[v]) == nearest ? 1 / (double)among : 0;
}

enum awol_status awol_neighbours_new(const struct awol_campaign *campaign,
                                     const struct awol_units *units, double **ret_neighbours,
                                     struct awol_error *opt_error)
{
    size_t n = campaign->n_units;
    size_t *index = calloc(n + 1, sizeof *index);
    double *neighbours = calloc(n * n + 1, sizeof *neighbours);
    if (!index || !neighbours) {
        free(neighbours);
        free(index);
        return awol_error_memory(opt_error);
    }
    for (size_t u = 0; u < n; u++)
        index[u] = awol_units_find(units, campaign->units[u].name);
    for (size_t u = 0; u < n; u++)
        fill_row(units, index, n, u, neighbours + u * n);
    free(index);
    *ret_neighbours = neighbours;
    return AWOL_OK;
}
