#include "model/simulate.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/wander.h"

/* A man who may leave; `key` is the place of his random numbers. */
struct candidate {
    double time;
    size_t unit;
    uint64_t key;
    bool prompted;
};

/* A binary heap, earliest first: depletion needs the order of time. */
struct heap {
    struct candidate *items;
    size_t n, capacity;
};

struct run {
    const struct awol_plan *plan;
    gsl_rng *generator;
    uint64_t seed;
    uint32_t replicate;
    struct heap heap;
    double *gone;     /* men by unit */
    double *most_men; /* by unit, on any day; NaN: unknown */
    double *turns;    /* [n_units][n_days] factor of eta; NULL: 1 */
    double reach;     /* no man prompts more on any day in any unit, on average */
    struct awol_departures out;
    size_t most;
};

/* ---- places of random numbers ------------------------------------------------------------- */

/* The place of child number `index` of a place: the finaliser of SplitMix64 (Steele, Lea and Flood
 * 2014, OOPSLA), so that no two of the places in use are likely to be equal. */
static uint64_t child_key(uint64_t key, uint64_t index)
{
    uint64_t z = key + 0x9E3779B97F4A7C15u * (index + 1);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void go_to(struct run *run, uint64_t key)
{
    awol_random_at(run->generator, run->seed, run->replicate, key);
}

static double draw_exponential(struct run *run)
{
    return -log1p(-gsl_rng_uniform(run->generator));
}

/* ---- the heap ----------------------------------------------------------------------------- */

/* Ties (men of one party) go by key, so that the order is the same everywhere. */
static bool is_earlier(const struct candidate *a, const struct candidate *b)
{
    return a->time < b->time || (a->time == b->time && a->key < b->key);
}

static enum awol_status heap_push(struct heap *heap, struct candidate item,
                                  struct awol_error *opt_error)
{
    if (heap->n == heap->capacity) {
        size_t capacity = heap->capacity ? 2 * heap->capacity : 256;
        struct candidate *items = realloc(heap->items, capacity * sizeof *items);
        if (!items)
            return awol_error_memory(opt_error);
        heap->items = items;
        heap->capacity = capacity;
    }
    size_t at = heap->n++;
    for (; at > 0 && is_earlier(&item, &heap->items[(at - 1) / 2]); at = (at - 1) / 2)
        heap->items[at] = heap->items[(at - 1) / 2];
    heap->items[at] = item;
    return AWOL_OK;
}

static struct candidate heap_pop(struct heap *heap)
{
    struct candidate first = heap->items[0], last = heap->items[--heap->n];
    size_t at = 0;
    for (size_t child = 1; child < heap->n; child = 2 * at + 1) {
        if (child + 1 < heap->n && is_earlier(&heap->items[child + 1], &heap->items[child]))
            child++;
        if (!is_earlier(&heap->items[child], &last))
            break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return first;
}

static enum awol_status add_candidate(struct run *run, struct candidate item,
                                      struct awol_error *opt_error)
{
    if (run->heap.n + run->out.n >= run->most)
        return awol_error_set(opt_error, AWOL_RANGE, "more than %zu would leave in this campaign",
                              run->most);
    return heap_push(&run->heap, item, opt_error);
}

/* ---- newcomers ---------------------------------------------------------------------------- */

/* Geometric from 1 with mean `mean`. */
static size_t draw_party(struct run *run, double mean)
{
    double u = gsl_rng_uniform(run->generator);
    if (!(mean > 1))
        return 1;
    return 1 + (size_t)(log1p(-u) / log1p(-1 / mean));
}

/* The parties of one day: points of a Poisson process of rate 1 up to `expected`. */
static enum awol_status add_day(struct run *run, size_t unit, uint64_t key, double day,
                                double expected, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    double reached = 0;
    go_to(run, key);
    for (uint64_t party = 0; status == AWOL_OK; party++) {
        reached += draw_exponential(run);
        if (reached >= expected)
            break;
        double time = day + gsl_rng_uniform(run->generator);
        size_t size = draw_party(run, run->plan->party);
        uint64_t place = child_key(key, party);
        for (size_t man = 0; status == AWOL_OK && man < size; man++)
            status = add_candidate(
                run, (struct candidate){time, unit, child_key(place, man), false}, opt_error);
    }
    return status;
}

static enum awol_status add_newcomers(struct run *run, size_t unit, struct awol_error *opt_error)
{
    const struct awol_plan *plan = run->plan;
    const struct awol_plan_unit *who = &plan->units[unit];
    size_t n = (size_t)plan->n_days;
    uint64_t key = awol_random_stream(who->name);
    struct awol_exposure *exposure = NULL;
    int64_t *edges = calloc(n + 1, sizeof *edges);
    double *wander = calloc(n + 1, sizeof *wander);
    enum awol_status status = edges && wander ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t day = 0; status == AWOL_OK && day <= n; day++)
        edges[day] = plan->first_day + (int64_t)day;
    if (status == AWOL_OK)
        status = awol_exposure_new(plan->effects, plan->n_effects, plan->opt_covariates, who->name,
                                   edges, n, &exposure, opt_error);
    if (status != AWOL_OK)
        goto done;
    go_to(run, key);
    awol_wander_fill(plan, run->generator, wander);
    double men = isnan(who->men) ? 1 : run->most_men[unit];
    double parties = men / (plan->party > 1 ? plan->party : 1);
    for (size_t day = 0; status == AWOL_OK && day < n; day++) {
        double M = awol_exposure_mean(exposure, day, plan->coefficients, false, NULL);
        double rate = plan->opt_rates ? plan->opt_rates[unit * n + day] : plan->rate;
        status = add_day(run, unit, child_key(key, (uint64_t)edges[day]), (double)edges[day],
                         parties * rate * M * wander[day], opt_error);
    }
done:
    awol_exposure_free(exposure);
    free(wander);
    free(edges);
    return status;
}

/* ---- departures --------------------------------------------------------------------------- */

static enum awol_status add_departure(struct awol_departures *out, struct awol_departure departure,
                                      struct awol_error *opt_error)
{
    if (out->n == out->capacity) {
        size_t capacity = out->capacity ? 2 * out->capacity : 256;
        struct awol_departure *longer = realloc(out->departures, capacity * sizeof *longer);
        if (!longer)
            return awol_error_memory(opt_error);
        out->departures = longer;
        out->capacity = capacity;
    }
    out->departures[out->n++] = departure;
    return AWOL_OK;
}

/* The unit of a man whom one of `unit` prompts, by a number u from [0, 1). */
static size_t prompted_unit(const struct awol_plan *plan, size_t unit, double u)
{
    if (plan->n_units < 2 || u >= plan->share_between)
        return unit;
    size_t other = (size_t)(u / plan->share_between * (double)(plan->n_units - 1));
    other = other < plan->n_units - 1 ? other : plan->n_units - 2;
    return other < unit ? other : other + 1;
}

static size_t day_of(const struct awol_plan *plan, double time)
{
    return (size_t)(floor(time) - (double)plan->first_day);
}

/* Men of a unit on a day had nobody left. */
static double men_on(const struct awol_plan *plan, size_t unit, double time)
{
    return plan->opt_men && !isnan(plan->units[unit].men)
               ? plan->opt_men[unit * (size_t)plan->n_days + day_of(plan, time)]
               : plan->units[unit].men;
}

/* How many a departure prompts in a unit, going by a day, where all the men are there that it ever
 * has. Places of random numbers are compared with it, so that more prompting only adds men. */
static double prompts_on(const struct run *run, size_t unit, double time)
{
    const struct awol_plan *plan = run->plan;
    double men = plan->units[unit].men, eta = plan->eta;
    if (run->turns)
        eta *= run->turns[unit * (size_t)plan->n_days + day_of(plan, time)];
    return isnan(men) ? eta : eta * (run->most_men[unit] / men);
}

/* The man leaves, if he is still there to leave, and prompts others. */
static enum awol_status leave(struct run *run, const struct candidate *man,
                              struct awol_error *opt_error)
{
    const struct awol_plan *plan = run->plan;
    double end = (double)(plan->first_day + plan->n_days);
    go_to(run, man->key);
    double mark = gsl_rng_uniform(run->generator), noted = gsl_rng_uniform(run->generator);
    double left = men_on(plan, man->unit, man->time) - run->gone[man->unit];
    if (!isnan(left) && mark >= left / run->most_men[man->unit])
        return AWOL_OK;
    run->gone[man->unit]++;
    struct awol_departure departure = {man->time, man->unit, man->prompted,
                                       plan->recorded == 0 || noted < plan->recorded};
    enum awol_status status = add_departure(&run->out, departure, opt_error);
    double reached = 0;
    for (uint64_t child = 0; status == AWOL_OK && plan->eta > 0; child++) {
        reached += draw_exponential(run);
        if (reached >= run->reach)
            break;
        double time = man->time + plan->tau_days * draw_exponential(run);
        size_t unit = prompted_unit(plan, man->unit, gsl_rng_uniform(run->generator));
        if (time < end && reached < prompts_on(run, unit, time))
            status = add_candidate(
                run, (struct candidate){time, unit, child_key(man->key, child), true}, opt_error);
    }
    return status;
}

static enum awol_status check_plan(const struct awol_plan *plan, struct awol_error *opt_error)
{
    const char *wrong = NULL;
    if (plan->n_days < 1 || plan->n_days > 10000000)
        wrong = "the campaign must last at least one day";
    else if (!(plan->rate >= 0) || !isfinite(plan->rate))
        wrong = "the rate must not be negative";
    else if (!(plan->eta >= 0) || !isfinite(plan->eta))
        wrong = "eta must not be negative";
    else if (plan->eta > 0 && !(plan->tau_days > 0))
        wrong = "tau_days must be positive";
    else if (!(plan->share_between >= 0 && plan->share_between <= 1))
        wrong = "share_between must lie between 0 and 1";
    else if (plan->party != 0 && !(plan->party >= 1 && isfinite(plan->party)))
        wrong = "the mean size of parties must be at least 1";
    else if (!(plan->recorded >= 0 && plan->recorded <= 1))
        wrong = "the share recorded must lie between 0 and 1";
    else if (plan->wander != AWOL_WANDER_NONE &&
             !(plan->background_sd > 0 && plan->background_days > 0 && plan->background_bin > 0))
        wrong = "a wandering background needs positive background_sd, background_days and bins";
    for (size_t u = 0; !wrong && u < plan->n_units; u++)
        if (!isnan(plan->units[u].men) && !(plan->units[u].men > 0))
            wrong = "a unit must have men";
    for (size_t i = 0; !wrong && i < plan->n_units * (size_t)plan->n_days; i++) {
        if (plan->opt_rates && !(plan->opt_rates[i] >= 0 && isfinite(plan->opt_rates[i])))
            wrong = "the rate must not be negative";
        else if (plan->opt_men && !(plan->opt_men[i] > 0 && isfinite(plan->opt_men[i])))
            wrong = "a unit must have men on each day";
    }
    return wrong ? awol_error_set(opt_error, AWOL_USAGE, "%s", wrong) : AWOL_OK;
}

static enum awol_status set_turns(struct run *run, size_t unit, struct awol_error *opt_error)
{
    const struct awol_plan *plan = run->plan;
    size_t n = (size_t)plan->n_days;
    struct awol_exposure *exposure = NULL;
    int64_t *edges = calloc(n + 1, sizeof *edges);
    if (!edges)
        return awol_error_memory(opt_error);
    for (size_t day = 0; day <= n; day++)
        edges[day] = plan->first_day + (int64_t)day;
    enum awol_status status =
        awol_exposure_new(plan->effects, plan->n_effects, plan->opt_covariates,
                          plan->units[unit].name, edges, n, &exposure, opt_error);
    for (size_t day = 0; status == AWOL_OK && day < n; day++)
        run->turns[unit * n + day] =
            awol_exposure_mean(exposure, day, plan->opt_turns, false, NULL);
    awol_exposure_free(exposure);
    free(edges);
    return status;
}

/* What holds throughout: the most men of each unit, the factors of eta. */
static enum awol_status prepare(struct run *run, struct awol_error *opt_error)
{
    const struct awol_plan *plan = run->plan;
    size_t n = (size_t)plan->n_days;
    enum awol_status status = AWOL_OK;
    run->gone = calloc(plan->n_units + 1, sizeof *run->gone);
    run->most_men = calloc(plan->n_units + 1, sizeof *run->most_men);
    if (plan->opt_turns)
        run->turns = calloc(plan->n_units * n + 1, sizeof *run->turns);
    if (!run->gone || !run->most_men || (plan->opt_turns && !run->turns))
        return awol_error_memory(opt_error);
    run->reach = plan->eta;
    for (size_t u = 0; status == AWOL_OK && u < plan->n_units; u++) {
        run->most_men[u] = plan->units[u].men;
        for (size_t day = 0; plan->opt_men && day < n; day++)
            run->most_men[u] = fmax(run->most_men[u], plan->opt_men[u * n + day]);
        if (isnan(plan->units[u].men))
            run->most_men[u] = NAN;
        if (run->turns)
            status = set_turns(run, u, opt_error);
        for (size_t day = 0; status == AWOL_OK && (run->turns || plan->opt_men) && day < n; day++)
            run->reach =
                fmax(run->reach, prompts_on(run, u, (double)(plan->first_day + (int64_t)day)));
    }
    if (status == AWOL_OK && !isfinite(run->reach))
        status = awol_error_set(opt_error, AWOL_RANGE, "eta leaves the range of numbers");
    return status;
}

enum awol_status awol_simulate(const struct awol_plan *plan, uint64_t seed, uint32_t replicate,
                               struct awol_departures *ret_departures, struct awol_error *opt_error)
{
    struct run run = {.plan = plan,
                      .seed = seed,
                      .replicate = replicate,
                      .most = plan->most ? plan->most : AWOL_DEPARTURES_MAX};
    enum awol_status status = check_plan(plan, opt_error);
    if (status != AWOL_OK)
        return status;
    run.generator = gsl_rng_alloc(awol_random_philox);
    status = run.generator ? prepare(&run, opt_error) : awol_error_memory(opt_error);
    for (size_t u = 0; status == AWOL_OK && u < plan->n_units; u++)
        status = add_newcomers(&run, u, opt_error);
    while (status == AWOL_OK && run.heap.n > 0) {
        struct candidate man = heap_pop(&run.heap);
        status = leave(&run, &man, opt_error);
    }
    free(run.heap.items);
    free(run.turns);
    free(run.most_men);
    free(run.gone);
    if (run.generator)
        gsl_rng_free(run.generator);
    if (status == AWOL_OK)
        *ret_departures = run.out;
    else
        awol_departures_release(&run.out);
    return status;
}

void awol_departures_release(struct awol_departures *departures)
{
    free(departures->departures);
    *departures = (struct awol_departures){0};
}

/* ---- counting ----------------------------------------------------------------------------- */

/* Number of departures of anybody before a day. */
static size_t position(const struct awol_departures *departures, int64_t day)
{
    size_t low = 0, high = departures->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (departures->departures[middle].time < (double)day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t awol_departures_before(const struct awol_departures *departures, size_t unit, int64_t day)
{
    size_t n = 0, until = position(departures, day);
    for (size_t i = 0; i < until; i++)
        n += departures->departures[i].unit == unit;
    return n;
}

static double count_between(const struct awol_departures *departures, size_t unit, int64_t start,
                            int64_t end)
{
    double n = 0;
    size_t until = position(departures, end);
    for (size_t i = position(departures, start); i < until; i++)
        n += departures->departures[i].unit == unit && departures->departures[i].recorded;
    return n;
}

enum awol_status awol_plan_series(const struct awol_plan *plan, int64_t width,
                                  struct awol_series *ret_series, struct awol_error *opt_error)
{
    struct awol_series series;
    enum awol_status status = AWOL_OK;
    awol_series_init(&series, "simulated");
    for (size_t u = 0; status == AWOL_OK && u < plan->n_units; u++) {
        size_t unit;
        int64_t end = plan->first_day + plan->n_days;
        status = awol_series_unit(&series, plan->units[u].name, &unit, opt_error);
        for (int64_t day = plan->first_day; status == AWOL_OK && day + width <= end; day += width) {
            struct awol_series_span span = {.unit = unit,
                                            .start = day,
                                            .end = day + width,
                                            .count = {0, NAN, NAN, AWOL_KIND_EXACT},
                                            .at_risk = NAN,
                                            .basis = "",
                                            .party = NAN,
                                            .source = "simulated",
                                            .preferred = true};
            status = awol_series_append(&series, &span, opt_error);
        }
    }
    if (status == AWOL_OK)
        status = awol_series_sort(&series, opt_error);
    if (status == AWOL_OK)
        *ret_series = series;
    else
        awol_series_release(&series);
    return status;
}

void awol_departures_count(const struct awol_departures *departures, const struct awol_plan *plan,
                           struct awol_series *series)
{
    for (size_t u = 0; u < plan->n_units; u++) {
        double men = plan->units[u].men;
        for (size_t i = 0; i < series->n_spans; i++) {
            struct awol_series_span *span = &series->spans[i];
            if (strcmp(series->units[span->unit], plan->units[u].name) != 0)
                continue;
            double n = count_between(departures, u, span->start, span->end);
            span->count = (struct awol_count){n, NAN, NAN, AWOL_KIND_EXACT};
            if (!isnan(men))
                span->at_risk = men - (double)awol_departures_before(departures, u, span->start);
        }
    }
}
