#include "model/tails.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "model/law_nb.h"

static int ascending(const void *a, const void *b)
{
    const struct awol_tail *x = a, *y = b;
    return (x->y > y->y) - (x->y < y->y);
}

/* Equal ones together. */
static void sort_large(struct awol_tails *tails)
{
    size_t made = 0;
    if (tails->n_large > 1)
        qsort(tails->large, tails->n_large, sizeof *tails->large, ascending);
    for (size_t i = 0; i < tails->n_large; i++)
        if (made > 0 && tails->large[made - 1].y == tails->large[i].y)
            tails->large[made - 1].n++;
        else
            tails->large[made++] = tails->large[i];
    tails->n_large = made;
}

/* `counts`: how many there are of each up to AWOL_TAILS_SHORT. */
static void add_up(struct awol_tails *tails, const double *counts)
{
    struct awol_sum sum = {0, 0};
    double above = 0;
    for (size_t y = AWOL_TAILS_SHORT; y > 0; y--) {
        if (counts[y] > 0) {
            tails->most = tails->most > y ? tails->most : y;
            awol_sum_add(&sum, counts[y] * awol_log_factorial((double)y));
        }
        above += counts[y];
        tails->above[y - 1] = above;
    }
    for (size_t i = 0; i < tails->n_large; i++)
        awol_sum_add(&sum, tails->large[i].n * awol_log_factorial(tails->large[i].y));
    tails->log_factorials = awol_sum_value(&sum);
}

enum awol_status awol_tails_init(struct awol_tails *tails, const double *counts, size_t n,
                                 struct awol_error *opt_error)
{
    struct awol_tails made = {.n_large = 0};
    double small[AWOL_TAILS_SHORT + 1] = {0};
    size_t n_large = 0;
    for (size_t i = 0; i < n; i++)
        if (counts[i] <= AWOL_TAILS_SHORT)
            small[(size_t)counts[i]]++;
        else
            n_large++;
    made.large = calloc(n_large + 1, sizeof *made.large);
    if (!made.large)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        if (counts[i] > AWOL_TAILS_SHORT)
            made.large[made.n_large++] = (struct awol_tail){counts[i], 1};
    sort_large(&made);
    add_up(&made, small);
    *tails = made;
    return AWOL_OK;
}

void awol_tails_release(struct awol_tails *tails)
{
    free(tails->large);
    *tails = (struct awol_tails){.n_large = 0};
}

void awol_tails_score(const struct awol_tails *tails, double phi,
                      struct awol_tails_score *ret_score)
{
    struct awol_sum sum = {-tails->log_factorials, 0};
    double by_phi = 0;
    for (size_t i = 1; i < tails->most; i++) {
        double x = (double)i;
        if (phi > 0)
            awol_sum_add(&sum, tails->above[i] * log1p(phi * x));
        by_phi += tails->above[i] * (x / (1 + phi * x));
    }
    for (size_t i = 0; i < tails->n_large; i++) {
        const struct awol_tail *tail = &tails->large[i];
        awol_sum_add(&sum, tail->n * awol_nb_sum_log(tail->y, phi));
        by_phi += tail->n * awol_nb_sum_ratio(tail->y, phi);
    }
    *ret_score = (struct awol_tails_score){awol_sum_value(&sum), by_phi};
}
