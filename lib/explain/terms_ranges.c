/* What the ranges of assumptions do to an offer: draws from all of them, and each by itself. */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/random.h"
#include "explain/terms.h"
#include "explain/words.h"

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The number below which a share p of n sorted ones lie. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    return i + 1 < n ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]) : sorted[i];
}

/* So many draws are one task. */
enum { TASK = 32 };

struct drawing {
    const struct awol_terms *terms;
    double *values; /* [AWOL_N_OUTCOMES][n] */
    size_t n;
};

static enum awol_status draw_once(const struct awol_terms *terms, gsl_rng *generator,
                                  double *ret_out, struct awol_error *opt_error)
{
    double v[AWOL_N_ASSUMPTIONS];
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++) {
        const struct awol_assumed *value = &terms->scenario->assumptions->values[i];
        v[i] = terms->middle[i];
        if (awol_terms_is_range(terms, i))
            v[i] = value->low + gsl_rng_uniform(generator) * (value->high - value->low);
    }
    return awol_terms_evaluate(terms, v, ret_out, opt_error);
}

static enum awol_status run_task(void *context, size_t index, struct awol_error *error)
{
    const struct drawing *drawing = context;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    uint64_t stream = awol_random_stream("scenario.terms");
    enum awol_status status = generator ? AWOL_OK : awol_error_memory(error);
    for (size_t i = index * TASK; status == AWOL_OK && i < (index + 1) * TASK && i < drawing->n;
         i++) {
        double out[AWOL_N_OUTCOMES];
        awol_random_at(generator, drawing->terms->scenario->settings->draws.seed, (uint32_t)i,
                       stream);
        status = draw_once(drawing->terms, generator, out, error);
        for (size_t k = 0; status == AWOL_OK && k < AWOL_N_OUTCOMES; k++)
            drawing->values[k * drawing->n + i] = isnan(out[k]) ? (double)INFINITY : out[k];
    }
    if (generator)
        gsl_rng_free(generator);
    return status;
}

static bool has_ranges(const struct awol_terms *terms)
{
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++)
        if (awol_terms_is_range(terms, i))
            return true;
    return false;
}

enum awol_status awol_terms_draw(const struct awol_terms *terms, double *ret_low, double *ret_high,
                                 struct awol_error *opt_error)
{
    const struct awol_spread_draws *draws = &terms->scenario->settings->draws;
    struct drawing drawing = {.terms = terms, .n = draws->replicates};
    for (size_t k = 0; k < AWOL_N_OUTCOMES; k++)
        ret_low[k] = ret_high[k] = (double)NAN;
    if (!has_ranges(terms))
        return AWOL_OK;
    drawing.values = calloc(drawing.n * AWOL_N_OUTCOMES, sizeof *drawing.values);
    if (!drawing.values)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_parallel_run((drawing.n + TASK - 1) / TASK, draws->n_threads,
                                                run_task, &drawing, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < AWOL_N_OUTCOMES; k++) {
        double *values = drawing.values + k * drawing.n;
        qsort(values, drawing.n, sizeof *values, compare);
        ret_low[k] = quantile(values, drawing.n, 0.05);
        ret_high[k] = quantile(values, drawing.n, 0.95);
    }
    free(drawing.values);
    return status;
}

/* What an assumption does by itself, and how much: for the order of the table. */
struct lever {
    size_t key;
    double left[2], reach;
};

static int compare_levers(const void *a, const void *b)
{
    const struct lever *x = a, *y = b;
    if (x->reach != y->reach)
        return x->reach < y->reach ? 1 : -1;
    return (x->key > y->key) - (x->key < y->key);
}

static enum awol_status find_levers(const struct awol_terms *terms, struct lever *levers,
                                    size_t *ret_n, struct awol_error *opt_error)
{
    size_t n = 0;
    for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++) {
        double v[AWOL_N_ASSUMPTIONS], out[AWOL_N_OUTCOMES];
        if (!awol_terms_is_range(terms, key))
            continue;
        struct lever *lever = &levers[n++];
        lever->key = key;
        for (int end = 0; end < 2; end++) {
            for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++)
                v[i] = terms->middle[i];
            const struct awol_assumed *value = &terms->scenario->assumptions->values[key];
            v[key] = end ? value->high : value->low;
            enum awol_status status = awol_terms_evaluate(terms, v, out, opt_error);
            if (status != AWOL_OK)
                return status;
            lever->left[end] = out[AWOL_OUTCOME_LEFT];
        }
        lever->reach = fabs(lever->left[1] - lever->left[0]);
    }
    qsort(levers, n, sizeof *levers, compare_levers);
    while (n > 0 && levers[n - 1].reach == 0) /* it changes costs, or nothing */
        n--;
    *ret_n = n;
    return AWOL_OK;
}

enum awol_status awol_terms_write_levers(const struct awol_terms *terms,
                                         struct awol_error *opt_error)
{
    static const char *const columns[] = {"assumption",  "low",          "high",
                                          "left_at_low", "left_at_high", NULL};
    struct lever levers[AWOL_N_ASSUMPTIONS];
    struct awol_table *table = NULL;
    size_t n = 0;
    char a[AWOL_WORDS_SIZE], b[AWOL_WORDS_SIZE];
    enum awol_status status = find_levers(terms, levers, &n, opt_error);
    if (status != AWOL_OK || n == 0)
        return status;
    status = awol_scenario_table(terms->scenario, "levers", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct awol_assumed *value = &terms->scenario->assumptions->values[levers[i].key];
        const double row[] = {value->low, value->high, levers[i].left[0], levers[i].left[1]};
        status =
            awol_scenario_row(table, awol_assumption_kinds[levers[i].key].name, row, 4, opt_error);
    }
    if (status != AWOL_OK)
        return status;
    const struct awol_assumption_kind *most = &awol_assumption_kinds[levers[0].key];
    return awol_scenario_say(
        terms->scenario, opt_error, "levers",
        "What decides most is %s (%s): from one end of its range to the other, "
        "all else at the middle, the men who leave go from %s to %s.",
        most->name, most->meaning, awol_words_number(levers[0].left[0], a),
        awol_words_number(levers[0].left[1], b));
}
