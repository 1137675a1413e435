#include "explain/counterfactual.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "model/likelihood.h"
#include "record/times.h"

enum { MOST_KEPT = 20000000 };

/* The two worlds. */
enum { AS_IT_WAS, OTHERWISE, WORLDS };

struct job {
    const struct awol_refit *refit;
    const struct awol_draws *draws;
    const struct awol_counterfactual_settings *settings;
    struct awol_counterfactual *made;
    struct awol_world worlds[WORLDS];
    double *gone;          /* [bins]; coupled */
    size_t *first;         /* [n_units + 1] stretches of each unit */
    size_t *rows;          /* [n_stretches] spans of the series; not coupled */
    double men;            /* in what is drawn: mean size of parties, where they are counted */
    double *sums;          /* [2 n][WORLDS]: at the estimates, then at drawn values; NaN: failed */
    double *lines[WORLDS]; /* [n][n_stretches] at the estimates */
    double *drawn;         /* [n_kept][n_stretches] otherwise, at drawn values */
    size_t n_kept;
};

/* ---- stretches ----------------------------------------------------------------------------- */

static enum awol_status take_lines(struct job *j, const struct awol_attribution *a,
                                   struct awol_error *opt_error)
{
    double recorded = j->refit->problem.setup.recorded;
    j->made->n_stretches = a->n_lines;
    j->made->stretches = calloc(a->n_lines + 1, sizeof *j->made->stretches);
    j->gone = calloc(a->n_lines + 1, sizeof *j->gone);
    if (!j->made->stretches || !j->gone)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < a->n_lines; i++) {
        const struct awol_line *line = &a->lines[i];
        double men = 0;
        for (size_t c = 0; c < AWOL_PARTS; c++)
            men += a->parts[i * AWOL_PARTS + c];
        j->gone[i] = men / line->party / recorded;
        j->made->stretches[i] =
            (struct awol_stretch){.unit = line->unit,
                                  .start = line->start,
                                  .end = line->end,
                                  .count = line->counted == AWOL_UNRECORDED ? (double)NAN : men};
    }
    return AWOL_OK;
}

static bool is_inside(const struct awol_campaign_unit *unit, size_t i)
{
    const struct awol_bins *bins = &unit->observations[i].bins;
    for (size_t k = 0; k < unit->n_observations; k++) {
        const struct awol_bins *other = &unit->observations[k].bins;
        bool wider = other->last - other->first > bins->last - bins->first;
        if (other->first <= bins->first && bins->last <= other->last &&
            (wider || (k < i && other->first == bins->first && other->last == bins->last)))
            return true;
    }
    return false;
}

/* The spans that lie in no other. */
static enum awol_status take_spans(struct job *j, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = &j->refit->campaign;
    size_t n = campaign->series->n_spans;
    j->made->stretches = calloc(n + 1, sizeof *j->made->stretches);
    j->rows = calloc(n + 1, sizeof *j->rows);
    if (!j->made->stretches || !j->rows)
        return awol_error_memory(opt_error);
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            double party = campaign->series->spans[o->row].party;
            if (is_inside(unit, i))
                continue;
            j->rows[j->made->n_stretches] = o->row;
            j->made->stretches[j->made->n_stretches++] = (struct awol_stretch){
                .unit = u,
                .start = unit->edges[o->bins.first],
                .end = unit->edges[o->bins.last],
                .count = (campaign->parties.counted && party >= 1 ? party : 1) *
                         (isinf(o->high) ? o->low + o->known : (o->low + o->high) / 2 + o->known)};
        }
    }
    return AWOL_OK;
}

static enum awol_status index_units(struct job *j, struct awol_error *opt_error)
{
    j->first = calloc(j->refit->campaign.n_units + 2, sizeof *j->first);
    if (!j->first)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < j->made->n_stretches; i++)
        j->first[j->made->stretches[i].unit + 1] = i + 1;
    for (size_t u = 0; u < j->refit->campaign.n_units; u++)
        if (j->first[u + 1] < j->first[u])
            j->first[u + 1] = j->first[u];
    return AWOL_OK;
}

/* ---- one campaign -------------------------------------------------------------------------- */

/* The stretch of a unit that holds a day; SIZE_MAX if none does. */
static size_t find_stretch(const struct job *j, size_t unit, double time)
{
    size_t low = j->first[unit], high = j->first[unit + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((double)j->made->stretches[middle].end <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low < j->first[unit + 1] && (double)j->made->stretches[low].start <= time ? low
                                                                                     : SIZE_MAX;
}

static enum awol_status draw_in_time(const struct job *j, size_t w, const double *values,
                                     uint32_t replicate, double *counts, struct awol_error *error)
{
    struct awol_world_plan plan;
    struct awol_departures left = {0};
    enum awol_status status = awol_world_plan_init(&plan, &j->worlds[w], values, j->gone, error);
    if (status == AWOL_OK)
        status = awol_simulate(&plan.plan, j->settings->seed, replicate, &left, error);
    for (size_t i = 0; status == AWOL_OK && i < left.n; i++) {
        size_t at = find_stretch(j, left.departures[i].unit, left.departures[i].time);
        if (at != SIZE_MAX && left.departures[i].recorded)
            counts[at] += j->men;
    }
    awol_departures_release(&left);
    awol_world_plan_release(&plan);
    return status;
}

static enum awol_status draw_record(const struct job *j, size_t w, const double *values,
                                    uint32_t replicate, double *counts, struct awol_error *error)
{
    const struct awol_world *world = &j->worlds[w];
    struct awol_problem own = {0};
    struct awol_drawn drawn = {0};
    double *altered = calloc(world->problem.layout.n + 1, sizeof *altered);
    drawn.counts = calloc(world->campaign.series->n_spans + 1, sizeof *drawn.counts);
    enum awol_status status = altered && drawn.counts ? AWOL_OK : awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_problem_copy(&world->problem, &own, error);
    if (status == AWOL_OK && !own.likelihood.type->sample)
        status = awol_error_set(error, AWOL_UNFIT,
                                "the model “%s” cannot be drawn from, and has no other campaign to "
                                "compare with",
                                world->problem.setup.model->name);
    if (status == AWOL_OK) {
        awol_world_values(world, values, altered);
        status = own.likelihood.type->sample(own.likelihood.state, altered, j->settings->seed,
                                             replicate, &drawn, error);
    }
    for (size_t i = 0; status == AWOL_OK && i < j->made->n_stretches; i++)
        counts[i] = j->men * drawn.counts[j->rows[i]];
    awol_times_release(&drawn.times);
    awol_problem_release(&own);
    free(drawn.counts);
    free(altered);
    return status;
}

/* ---- many ---------------------------------------------------------------------------------- */

static double sum_of(const struct job *j, const double *counts)
{
    double sum = 0;
    for (size_t i = 0; i < j->made->n_stretches; i++)
        sum += isnan(j->made->stretches[i].count) ? 0 : counts[i];
    return sum;
}

/* Task k < n: at the estimates; else at drawn values, with the chances of task k - n. */
static enum awol_status draw_pair(void *context, size_t k, struct awol_error *error)
{
    struct job *j = context;
    size_t n = j->settings->n, lines = j->made->n_stretches, pair = k < n ? k : k - n;
    const double *values =
        k < n ? j->refit->values : j->draws->values + pair % j->draws->n * j->draws->n_parameters;
    double *counts = calloc(lines + 1, sizeof *counts);
    enum awol_status status = counts ? AWOL_OK : awol_error_memory(error);
    for (size_t w = 0; status == AWOL_OK && w < WORLDS; w++) {
        memset(counts, 0, lines * sizeof *counts);
        status = j->made->coupled ? draw_in_time(j, w, values, (uint32_t)pair, counts, error)
                                  : draw_record(j, w, values, (uint32_t)pair, counts, error);
        if (status != AWOL_OK)
            break;
        j->sums[k * WORLDS + w] = sum_of(j, counts);
        if (pair < j->n_kept && k < n)
            memcpy(j->lines[w] + pair * lines, counts, lines * sizeof *counts);
        if (pair < j->n_kept && k >= n && w == OTHERWISE)
            memcpy(j->drawn + pair * lines, counts, lines * sizeof *counts);
    }
    if (status == AWOL_RANGE && k >= n) { /* beyond either limit */
        for (size_t w = 0; w < WORLDS; w++)
            j->sums[k * WORLDS + w] = NAN;
        for (size_t i = 0; pair < j->n_kept && i < lines; i++)
            j->drawn[pair * lines + i] = NAN;
        status = AWOL_OK;
    }
    free(counts);
    return status;
}

/* ---- what follows -------------------------------------------------------------------------- */

/* Mean at the estimates; limits at drawn values or, without any, of chance alone. */
static struct awol_amount amount_of(const struct job *j, const double *at_estimates,
                                    const double *at_draws, size_t stride, size_t n,
                                    double *scratch)
{
    const struct awol_draws plain = {.source = AWOL_DRAWS_COVARIANCE};
    double mean = 0;
    for (size_t k = 0; k < n; k++)
        mean += at_estimates[k * stride] / (double)n;
    for (size_t k = 0; k < n; k++)
        scratch[k] = at_draws[k * stride];
    return awol_draws_amount(&plain, mean, scratch, n, j->settings->level);
}

static void conclude(struct job *j, double *scratch, double *differences)
{
    struct awol_counterfactual *c = j->made;
    size_t n = j->settings->n, lines = c->n_stretches;
    bool drawn = j->draws->n > 0;
    const double *sums = j->sums, *limits = drawn ? sums + n * WORLDS : sums;
    c->n = n;
    for (size_t k = 0; k < 2 * n; k++)
        differences[k] = sums[k * WORLDS + AS_IT_WAS] - sums[k * WORLDS + OTHERWISE];
    c->as_it_was = amount_of(j, sums + AS_IT_WAS, limits + AS_IT_WAS, WORLDS, n, scratch);
    c->otherwise = amount_of(j, sums + OTHERWISE, limits + OTHERWISE, WORLDS, n, scratch);
    c->difference = amount_of(j, differences, drawn ? differences + n : differences, 1, n, scratch);
    for (size_t k = 0; drawn && k < n; k++)
        c->n_failed += isnan(differences[n + k]) ? 1 : 0;
    for (size_t i = 0; i < lines; i++) {
        struct awol_amount was = amount_of(j, j->lines[AS_IT_WAS] + i, j->lines[AS_IT_WAS] + i,
                                           lines, j->n_kept, scratch);
        c->stretches[i].as_it_was = was.estimate;
        c->stretches[i].otherwise =
            amount_of(j, j->lines[OTHERWISE] + i, (drawn ? j->drawn : j->lines[OTHERWISE]) + i,
                      lines, j->n_kept, scratch);
    }
}

static enum awol_status draw_all(struct job *j, struct awol_error *opt_error)
{
    size_t n = j->settings->n, lines = j->made->n_stretches;
    j->n_kept = lines > 0 && n > MOST_KEPT / lines ? MOST_KEPT / lines : n;
    j->sums = calloc(2 * n * WORLDS + 1, sizeof *j->sums);
    double *scratch = calloc(n + 1, sizeof *scratch);
    double *differences = calloc(2 * n + 1, sizeof *differences);
    for (size_t w = 0; w < WORLDS; w++)
        j->lines[w] = calloc(j->n_kept * lines + 1, sizeof *j->lines[w]);
    j->drawn = calloc(j->n_kept * lines + 1, sizeof *j->drawn);
    enum awol_status status =
        j->sums && scratch && differences && j->lines[AS_IT_WAS] && j->lines[OTHERWISE] && j->drawn
            ? AWOL_OK
            : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_parallel_run(j->draws->n > 0 ? 2 * n : n, j->settings->n_threads, draw_pair,
                                   j, opt_error);
    if (status == AWOL_OK)
        conclude(j, scratch, differences);
    free(j->drawn);
    for (size_t w = 0; w < WORLDS; w++)
        free(j->lines[w]);
    free(differences);
    free(scratch);
    free(j->sums);
    return status;
}

static bool has_offer(const struct awol_campaign *campaign)
{
    for (size_t i = 0; i < campaign->n_effects; i++)
        if (campaign->effects[i].is_offer)
            return true;
    return false;
}

enum awol_status awol_counterfactual(const struct awol_refit *refit, const struct awol_draws *draws,
                                     const struct awol_attribution *opt_attribution,
                                     const struct awol_counterfactual_settings *settings,
                                     struct awol_counterfactual *ret_counterfactual,
                                     struct awol_error *opt_error)
{
    struct awol_counterfactual made = {.coupled =
                                           opt_attribution != NULL && awol_world_is_coupled(refit)};
    const struct awol_campaign *c = &refit->campaign;
    struct job j = {.refit = refit,
                    .draws = draws,
                    .settings = settings,
                    .made = &made,
                    .men =
                        c->parties.counted && c->parties.n > 0 ? c->parties.men / c->parties.n : 1};
    if (!has_offer(c))
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "no offer entered this fit: there is nothing to leave out");
    enum awol_status status = awol_change_check(&settings->change, refit, opt_error);
    if (status == AWOL_OK)
        status = awol_world_init(&j.worlds[AS_IT_WAS], refit, NULL, opt_error);
    if (status == AWOL_OK)
        status = awol_world_init(&j.worlds[OTHERWISE], refit, &settings->change, opt_error);
    if (status == AWOL_OK)
        status = made.coupled && opt_attribution ? take_lines(&j, opt_attribution, opt_error)
                                                 : take_spans(&j, opt_error);
    if (status == AWOL_OK)
        status = index_units(&j, opt_error);
    if (status == AWOL_OK)
        status = draw_all(&j, opt_error);
    free(j.rows);
    free(j.gone);
    free(j.first);
    for (size_t w = WORLDS; w-- > 0;)
        awol_world_release(&j.worlds[w]);
    if (status == AWOL_OK)
        *ret_counterfactual = made;
    else
        awol_counterfactual_release(&made);
    return status;
}

void awol_counterfactual_release(struct awol_counterfactual *c)
{
    free(c->stretches);
    *c = (struct awol_counterfactual){.n = 0};
}
