/* Rates of units side by side: how far they differ beyond what chance would make, and each drawn
 * towards the others by as much as its record is thin. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "estimate/pool.h"
#include "estimate/session.h"

enum { TOLD = 12 }; /* units that a sentence names */

/* Estimates and standard errors of the units' rates, on the logarithm; false where one has none. */
static bool take(const struct awol_session *s, struct awol_pool_study *studies)
{
    const struct awol_layout *l = &s->problem.layout;
    for (size_t u = 0; u < l->n_rates; u++) {
        size_t p = l->rate + u;
        double variance = s->estimate.covariance[p * l->n + p];
        if (s->problem.fixed[p] || !(s->estimate.values[p] > 0) || !(variance > 0))
            return false;
        studies[u] = (struct awol_pool_study){log(s->estimate.values[p]), sqrt(variance)};
    }
    return true;
}

static void list(const struct awol_session *s, const struct awol_pool_shrunken *shrunken,
                 struct awol_text *text)
{
    size_t n = s->problem.layout.n_rates;
    for (size_t u = 0; u < n && u < TOLD; u++) {
        char number[AWOL_NUMBER_SIZE];
        awol_number_format_short(exp(shrunken[u].estimate), 3, number);
        awol_text_append_format(text, "%s%s %s",
                                u == 0                    ? ""
                                : u + 1 == n && n <= TOLD ? " and "
                                                          : ", ",
                                s->campaign.units[u].name, number);
    }
    if (n > TOLD)
        awol_text_append_format(text, ", and %zu more", n - TOLD);
}

static enum awol_status tell(struct awol_session *s, const struct awol_pool *pool,
                             const struct awol_pool_shrunken *shrunken,
                             struct awol_error *opt_error)
{
    char spread[AWOL_NUMBER_SIZE];
    struct awol_text text;
    awol_text_init(&text);
    list(s, shrunken, &text);
    awol_number_format_short(exp(sqrt(pool->tau2)), 3, spread);
    enum awol_status status = awol_text_check(&text, opt_error);
    if (status == AWOL_OK)
        status = awol_fit_add(
            s->fit, &s->fit->summary, opt_error, "levels",
            "The background rates of the %zu units differ by %s%s. Drawn towards each other by "
            "as much as each is uncertain, the rate per %s is %s.",
            pool->n,
            pool->tau2 > 0 ? "more than chance: typically by a factor of " : "no more than chance",
            pool->tau2 > 0 ? spread : "", s->campaign.per_man ? "man and day" : "day",
            awol_text_string(&text));
    awol_text_release(&text);
    return status;
}

enum awol_status awol_words_levels(struct awol_session *s, struct awol_error *opt_error)
{
    size_t n = s->problem.layout.n_rates;
    struct awol_pool pool;
    if (!s->setup.levels || n < 2 || s->estimate.n == 0)
        return AWOL_OK;
    struct awol_pool_study *studies = calloc(n, sizeof *studies);
    struct awol_pool_shrunken *shrunken = calloc(n, sizeof *shrunken);
    enum awol_status status = studies && shrunken ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK && take(s, studies)) {
        status = awol_pool_fit(studies, n, s->request->level, &pool, shrunken, opt_error);
        if (status == AWOL_OK)
            status = tell(s, &pool, shrunken, opt_error);
    }
    free(shrunken);
    free(studies);
    return status;
}
