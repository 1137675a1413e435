#include "explain/attribute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/random.h"

/* More numbers than this are not kept for the limits of single lines: fewer draws then serve. */
enum { MOST_KEPT = 20000000 };

bool awol_attribute_is_offer(const struct awol_effect *effect)
{
    return effect->is_offer || effect->after;
}

/* ---- sums ---------------------------------------------------------------------------------- */

static double because_of(const double *parts)
{
    return parts[AWOL_PART_OFFER] + parts[AWOL_PART_COMRADES] + parts[AWOL_PART_URGENCY];
}

static void sum_up(const struct awol_genealogy *g, const double *parts,
                   double totals[static AWOL_TOTALS], double *ret_men)
{
    const struct awol_line *lines = awol_genealogy_lines(g);
    memset(totals, 0, AWOL_TOTALS * sizeof *totals);
    *ret_men = 0;
    for (size_t i = 0; i < awol_genealogy_n_lines(g); i++) {
        const double *part = parts + i * AWOL_PARTS;
        if (lines[i].counted == AWOL_UNRECORDED)
            continue;
        totals[AWOL_TOTAL_ANYWAY] += part[AWOL_PART_ALONE] + part[AWOL_PART_FOLLOWED];
        totals[AWOL_TOTAL_FOLLOWED] += part[AWOL_PART_FOLLOWED];
        totals[AWOL_TOTAL_OFFER] += part[AWOL_PART_OFFER];
        totals[AWOL_TOTAL_COMRADES] += part[AWOL_PART_COMRADES];
        totals[AWOL_TOTAL_URGENCY] += part[AWOL_PART_URGENCY];
        totals[AWOL_TOTAL_BECAUSE] += because_of(part);
        for (size_t c = 0; c < AWOL_PARTS; c++)
            *ret_men += part[c];
    }
}

/* ---- one genealogy ------------------------------------------------------------------------- */

/* What is asked of one. */
struct work {
    const struct awol_problem *problem;
    const bool *all;     /* [n_effects] */
    const size_t *alone; /* effects to be taken away alone */
    size_t n_alone;
};

/* Parts are those of all offers together; singles[n_alone] may be NULL. */
static enum awol_status run_once(const struct work *w, struct awol_genealogy *g,
                                 const double *values, gsl_rng *opt_generator, double *parts,
                                 double *opt_singles, struct awol_error *opt_error)
{
    size_t n = w->problem->campaign->n_effects;
    bool *one = calloc(n + 1, sizeof *one);
    double totals[AWOL_TOTALS], men;
    enum awol_status status = one ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t k = 0; status == AWOL_OK && opt_singles && k < w->n_alone; k++) {
        one[w->alone[k]] = true;
        status = awol_genealogy_run(g, values, one, opt_generator, parts, opt_error);
        if (status == AWOL_OK) {
            sum_up(g, parts, totals, &men);
            opt_singles[k] = totals[AWOL_TOTAL_BECAUSE];
        }
        one[w->alone[k]] = false;
    }
    if (status == AWOL_OK)
        status = awol_genealogy_run(g, values, w->all, opt_generator, parts, opt_error);
    free(one);
    return status;
}

/* The effects that are offers; AWOL_UNFIT if there is none. */
static enum awol_status find_offers(const struct awol_problem *problem, bool *all,
                                    struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = problem->campaign;
    bool any = false;
    for (size_t i = 0; i < campaign->n_effects; i++) {
        all[i] = awol_attribute_is_offer(&campaign->effects[i]);
        any = any || campaign->effects[i].is_offer;
    }
    return any ? AWOL_OK
               : awol_error_set(opt_error, AWOL_UNFIT,
                                "no offer entered this fit, so that nothing can be attributed to "
                                "one. Fit with --offers FILE");
}

/* What awol-fit said when it left an offer out; NULL if it did not. */
static const char *find_left_out(const struct awol_fit *fit)
{
    for (size_t i = 0; i < fit->warnings.n; i++)
        if (strcmp(fit->warnings.lines[i].key, "left-out") == 0 &&
            strncmp(fit->warnings.lines[i].value, "the offer", 9) == 0)
            return fit->warnings.lines[i].value;
    return NULL;
}

/* A model that cannot be attributed says so itself, but where it is what was left of another. */
static enum awol_status begin(const struct awol_refit *refit, bool *all,
                              struct awol_genealogy **ret_genealogy, struct awol_error *opt_error)
{
    const char *left_out = find_left_out(&refit->fit);
    enum awol_status status = find_offers(&refit->problem, all, NULL);
    if (status == AWOL_UNFIT && left_out)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "no offer entered this fit, so that nothing can be attributed to "
                              "one: %.400s",
                              left_out);
    status = awol_genealogy_new(&refit->problem, ret_genealogy, opt_error);
    return status == AWOL_OK ? find_offers(&refit->problem, all, opt_error) : status;
}

enum awol_status awol_attribute_totals(const struct awol_problem *problem, const double *values,
                                       double ret_totals[static AWOL_TOTALS], double *ret_men,
                                       struct awol_error *opt_error)
{
    struct awol_genealogy *g = NULL;
    bool *all = calloc(problem->campaign->n_effects + 1, sizeof *all);
    double *parts = NULL;
    enum awol_status status =
        all ? find_offers(problem, all, opt_error) : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_genealogy_new(problem, &g, opt_error);
    if (status == AWOL_OK) {
        parts = calloc(awol_genealogy_n_lines(g) * AWOL_PARTS + 1, sizeof *parts);
        status = parts ? awol_genealogy_run(g, values, all, NULL, parts, opt_error)
                       : awol_error_memory(opt_error);
    }
    if (status == AWOL_OK)
        sum_up(g, parts, ret_totals, ret_men);
    free(parts);
    awol_genealogy_free(g);
    free(all);
    return status;
}

/* ---- while it stood ------------------------------------------------------------------------ */

static bool stands(const struct awol_campaign *campaign, const char *unit, int64_t day)
{
    for (size_t i = 0; i < campaign->n_effects; i++) {
        const struct awol_effect *e = &campaign->effects[i];
        if (e->is_offer && day >= e->offer->start_first &&
            (e->offer->open || day <= e->offer->end) &&
            (e->offer->unit[0] == '\0' || strcmp(e->offer->unit, unit) == 0))
            return true;
    }
    return false;
}

static double sum_while(const struct awol_campaign *campaign, const struct awol_attribution *a)
{
    double men = 0;
    for (size_t i = 0; i < a->n_lines; i++) {
        const struct awol_line *line = &a->lines[i];
        double days = 0, all = 0;
        if (line->counted == AWOL_UNRECORDED)
            continue;
        for (int64_t day = line->start; day < line->end; day++)
            days += stands(campaign, campaign->units[line->unit].name, day);
        for (size_t c = 0; c < AWOL_PARTS; c++)
            all += a->parts[i * AWOL_PARTS + c];
        men += all * days / (double)(line->end - line->start);
    }
    return men;
}

/* ---- draws --------------------------------------------------------------------------------- */

/* What every draw leaves; rows are draws. */
struct drawing {
    struct work work;
    const struct awol_draws *draws;
    uint64_t seed;
    size_t n_lines, n_kept; /* draws of which the lines are kept */
    double *totals;         /* [n][AWOL_TOTALS] */
    double *because;        /* [n_kept][n_lines] */
    double *singles;        /* [n][n_alone] */
};

static void leave_nothing(struct drawing *d, size_t k)
{
    for (size_t i = 0; i < AWOL_TOTALS; i++)
        d->totals[k * AWOL_TOTALS + i] = NAN;
    for (size_t i = 0; i < d->work.n_alone; i++)
        d->singles[k * d->work.n_alone + i] = NAN;
    for (size_t i = 0; k < d->n_kept && i < d->n_lines; i++)
        d->because[k * d->n_lines + i] = NAN;
}

static enum awol_status draw_one(void *context, size_t k, struct awol_error *error)
{
    struct drawing *d = context;
    struct awol_genealogy *g = NULL;
    double *parts = calloc(d->n_lines * AWOL_PARTS + 1, sizeof *parts), men;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    enum awol_status status = parts && generator ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_genealogy_new(d->work.problem, &g, error);
    if (status == AWOL_OK) {
        awol_random_at(generator, d->seed, (uint32_t)k, awol_random_stream("genealogy"));
        status =
            run_once(&d->work, g, d->draws->values + k * d->draws->n_parameters, generator, parts,
                     d->work.n_alone > 0 ? d->singles + k * d->work.n_alone : NULL, error);
    }
    if (status == AWOL_OK) {
        sum_up(g, parts, d->totals + k * AWOL_TOTALS, &men);
        for (size_t i = 0; k < d->n_kept && i < d->n_lines; i++)
            d->because[k * d->n_lines + i] = because_of(parts + i * AWOL_PARTS);
    } else if (status == AWOL_RANGE) { /* values at which the model has no numbers: beyond limits */
        leave_nothing(d, k);
        status = AWOL_OK;
    }
    awol_genealogy_free(g);
    if (generator)
        gsl_rng_free(generator);
    free(parts);
    return status;
}

static struct awol_amount make_amount(const struct drawing *d, double estimate, const double *first,
                                      size_t stride, size_t n, double level, double *scratch)
{
    for (size_t k = 0; k < n; k++)
        scratch[k] = first[k * stride];
    return awol_draws_amount(d->draws, estimate, scratch, n, level);
}

static void set_amounts(const struct drawing *d, double level, double *scratch,
                        struct awol_attribution *a)
{
    size_t n = d->draws->n;
    for (size_t t = 0; t < AWOL_TOTALS; t++) {
        struct awol_amount *total = &a->totals[t];
        *total = make_amount(d, total->estimate, d->totals + t, AWOL_TOTALS, n, level, scratch);
        a->shares[t] = (struct awol_amount){total->estimate / a->men, total->low / a->men,
                                            total->high / a->men};
    }
    for (size_t k = 0; k < d->work.n_alone; k++) {
        struct awol_amount *single = &a->single[d->work.alone[k]];
        *single =
            make_amount(d, single->estimate, d->singles + k, d->work.n_alone, n, level, scratch);
    }
    for (size_t i = 0; i < a->n_lines; i++)
        a->because[i] = make_amount(d, because_of(a->parts + i * AWOL_PARTS), d->because + i,
                                    a->n_lines, d->n_kept, level, scratch);
    for (size_t k = 0; k < n; k++) {
        a->drawn_because[k] = d->totals[k * AWOL_TOTALS + AWOL_TOTAL_BECAUSE];
        a->n_failed += isnan(a->drawn_because[k]) ? 1 : 0;
    }
    a->n_drawn = n;
}

static enum awol_status set_limits(struct drawing *d, double level, size_t n_threads,
                                   struct awol_attribution *a, struct awol_error *opt_error)
{
    size_t n = d->draws->n;
    d->n_lines = a->n_lines;
    d->n_kept = a->n_lines > 0 && n > MOST_KEPT / a->n_lines ? MOST_KEPT / a->n_lines : n;
    d->totals = calloc(n * AWOL_TOTALS + 1, sizeof *d->totals);
    d->because = calloc(d->n_kept * a->n_lines + 1, sizeof *d->because);
    d->singles = calloc(n * d->work.n_alone + 1, sizeof *d->singles);
    double *scratch = calloc(n + 1, sizeof *scratch);
    a->drawn_because = calloc(n + 1, sizeof *a->drawn_because);
    enum awol_status status = d->totals && d->because && d->singles && scratch && a->drawn_because
                                  ? AWOL_OK
                                  : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_parallel_run(n, n_threads, draw_one, d, opt_error);
    if (status == AWOL_OK)
        set_amounts(d, level, scratch, a);
    free(scratch);
    free(d->singles);
    free(d->because);
    free(d->totals);
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static enum awol_status set_estimates(const struct work *w, struct awol_genealogy *g,
                                      const double *values, struct awol_attribution *a,
                                      struct awol_error *opt_error)
{
    double totals[AWOL_TOTALS], *singles = calloc(w->n_alone + 1, sizeof *singles);
    a->n_lines = awol_genealogy_n_lines(g);
    a->n_effects = w->problem->campaign->n_effects;
    a->lines = calloc(a->n_lines + 1, sizeof *a->lines);
    a->parts = calloc(a->n_lines * AWOL_PARTS + 1, sizeof *a->parts);
    a->because = calloc(a->n_lines + 1, sizeof *a->because);
    a->single = calloc(a->n_effects + 1, sizeof *a->single);
    enum awol_status status = a->lines && a->parts && a->because && a->single && singles
                                  ? AWOL_OK
                                  : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = run_once(w, g, values, NULL, a->parts, singles, opt_error);
    if (status == AWOL_OK) {
        sum_up(g, a->parts, totals, &a->men);
        memcpy(a->lines, awol_genealogy_lines(g), a->n_lines * sizeof *a->lines);
        for (size_t t = 0; t < AWOL_TOTALS; t++)
            a->totals[t].estimate = totals[t];
        for (size_t i = 0; i < a->n_effects; i++)
            a->single[i] = (struct awol_amount){NAN, NAN, NAN};
        for (size_t k = 0; k < w->n_alone; k++)
            a->single[w->alone[k]].estimate = singles[k];
        a->men_while = sum_while(w->problem->campaign, a);
    }
    free(singles);
    return status;
}

enum awol_status awol_attribute(const struct awol_refit *refit, const struct awol_draws *draws,
                                double level, uint64_t seed, size_t n_threads,
                                struct awol_attribution *ret_attribution,
                                struct awol_error *opt_error)
{
    const struct awol_problem *problem = &refit->problem;
    size_t n = problem->campaign->n_effects, n_offers = 0;
    struct awol_attribution a = {.n_lines = 0};
    struct awol_genealogy *g = NULL;
    bool *all = calloc(n + 1, sizeof *all);
    size_t *alone = calloc(n + 1, sizeof *alone);
    struct drawing d = {
        .work = {.problem = problem, .all = all, .alone = alone}, .draws = draws, .seed = seed};
    enum awol_status status = all && alone ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = begin(refit, all, &g, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        if (problem->campaign->effects[i].is_offer)
            alone[n_offers++] = i;
    if (status == AWOL_OK) {
        a.has_single = n_offers > 1 && awol_genealogy_is_selective(g);
        d.work.n_alone = a.has_single ? n_offers : 0;
        status = set_estimates(&d.work, g, refit->values, &a, opt_error);
    }
    if (status == AWOL_OK)
        status = set_limits(&d, level, n_threads, &a, opt_error);
    awol_genealogy_free(g);
    free(alone);
    free(all);
    if (status == AWOL_OK)
        *ret_attribution = a;
    else
        awol_attribution_release(&a);
    return status;
}

void awol_attribution_release(struct awol_attribution *a)
{
    free(a->drawn_because);
    free(a->single);
    free(a->because);
    free(a->parts);
    free(a->lines);
    *a = (struct awol_attribution){.n_lines = 0};
}
