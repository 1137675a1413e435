/* Records drawn from the model, exactly: the next departure is the earlier of the next newcomer and
 * the next that is prompted, whose time has a closed form while nothing else happens (Dassios and
 * Zhao 2013, Electron. Commun. Probab. 18:62). */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/hawkes_state.h"

/* More departures than a record could hold: the parameters explode. */
static const double most_departures = 2e7;

struct drawing {
    const struct awol_hawkes_state *s;
    struct awol_hawkes_terms terms;
    gsl_rng *generator;
    double time, left, gone, share;
    struct awol_times made;
    size_t capacity;
};

/* The number that is drawn is taken from 1 without loss, and log() is much the faster. */
static double exponential(gsl_rng *generator)
{
    return -log(1 - gsl_rng_uniform(generator));
}

static enum awol_status append(struct drawing *d, double time, double mark,
                               struct awol_error *opt_error)
{
    struct awol_times *m = &d->made;
    if (m->n == d->capacity) {
        size_t room = 2 * d->capacity + 64;
        double *times = realloc(m->times, room * sizeof *times);
        if (times)
            m->times = times;
        double *marks = d->s->record.opt_marks ? realloc(m->marks, room * sizeof *marks) : NULL;
        if (marks)
            m->marks = marks;
        if (!times || (d->s->record.opt_marks && !marks))
            return awol_error_memory(opt_error);
        d->capacity = room;
    }
    m->times[m->n] = time;
    if (m->marks)
        m->marks[m->n] = mark;
    m->n++;
    return AWOL_OK;
}

static void fade(struct drawing *d, double until)
{
    d->left *= exp(-(until - d->time) / d->terms.tau_days);
    d->time = until;
}

/* What lies before the window is the same in every record. */
static enum awol_status remember(struct drawing *d, struct awol_error *opt_error)
{
    const struct awol_hawkes_record *r = &d->s->record;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < r->n_before; i++) {
        double mark = r->opt_marks ? r->opt_marks[i] : 1;
        double n = d->s->stretches.counts ? d->s->stretches.counts[i] : 1;
        fade(d, r->times[i]);
        d->left += n * awol_hawkes_weight(mark, d->terms.exponent);
        for (double k = 0; status == AWOL_OK && k < n; k++)
            status = append(d, r->times[i], mark, opt_error);
    }
    fade(d, d->s->from);
    return status;
}

/* Parties are as large as those of the record. */
static double draw_mark(struct drawing *d)
{
    const struct awol_hawkes_record *r = &d->s->record;
    if (!r->opt_marks || r->n == 0)
        return 1;
    return r->opt_marks[gsl_rng_uniform_int(d->generator, r->n)];
}

static enum awol_status too_many(struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_RANGE,
                          "more than %g departures would follow from these parameters",
                          most_departures);
}

static enum awol_status depart(struct drawing *d, double time, struct awol_error *opt_error)
{
    double mark = draw_mark(d);
    fade(d, time);
    if (d->gone + mark > d->s->pool) /* the last party is what is left of it */
        mark = d->s->pool - d->gone;
    if (!(mark > 0)) {
        d->share = 0;
        return AWOL_OK;
    }
    d->left += awol_hawkes_weight(mark, d->terms.exponent);
    d->gone += mark;
    if (isfinite(d->s->pool))
        d->share = fmax(1 - d->gone / d->s->pool, 0);
    if ((double)d->made.n >= most_departures)
        return too_many(opt_error);
    return append(d, time, mark, opt_error);
}

/* While the baseline is one number. */
static enum awol_status draw_until(struct drawing *d, double rate, double until,
                                   struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    while (status == AWOL_OK) {
        double newcomer =
            d->share * rate > 0 ? exponential(d->generator) / (d->share * rate) : (double)INFINITY;
        double still = d->share * d->terms.eta * d->left, prompted = INFINITY;
        double spent = still > 0 ? exponential(d->generator) / still : 1;
        if (spent < 1)
            prompted = -d->terms.tau_days * log1p(-spent);
        double next = d->time + fmin(newcomer, prompted);
        if (!(next < until))
            break;
        status = depart(d, next, opt_error);
    }
    fade(d, until);
    return status;
}

/* ---- a constant baseline ------------------------------------------------------------------- */

/* Standard exponential numbers, many at a time. */
struct supply {
    gsl_rng *generator;
    double numbers[256];
    size_t used;
};

static double take(struct supply *supply)
{
    enum { N = sizeof supply->numbers / sizeof *supply->numbers };
    if (supply->used == N) {
        awol_random_uniforms(supply->generator, supply->numbers, N);
        for (size_t i = 0; i < N; i++)
            supply->numbers[i] = -log(1 - supply->numbers[i]);
        supply->used = 0;
    }
    return supply->numbers[supply->used++];
}

/* The same where nothing changes but by departures, with a number a departure: each of the two
 * causes has a clock of its own, of which the one that does not ring runs on. `budget` is how much
 * of what departures still prompt passes until the next; what is left after it needs no exp. */
static enum awol_status draw_constant(struct drawing *d, double rate, struct awol_error *opt_error)
{
    struct supply supply = {.generator = d->generator, .used = 256};
    const double tau = d->terms.tau_days, eta = d->terms.eta, end = d->s->to;
    double now = d->time, still = eta * d->left, budget = take(&supply);
    double newcomer = rate > 0 ? now + take(&supply) / rate : (double)INFINITY;
    enum awol_status status = AWOL_OK;
    while (status == AWOL_OK) {
        double next = newcomer;
        if (budget < still)
            next = fmin(newcomer, now - tau * log(1 - budget / still));
        if (!(next < end))
            return AWOL_OK;
        if (next < newcomer) {
            still += eta - budget;
            budget = take(&supply);
        } else {
            double kept = exp(-(next - now) / tau);
            budget = fmax(budget - still * (1 - kept), 0);
            still = still * kept + eta;
            newcomer = next + take(&supply) / rate;
        }
        now = next;
        status = (double)d->made.n < most_departures ? append(d, now, 1, opt_error)
                                                     : too_many(opt_error);
    }
    return status;
}

static enum awol_status draw_all(struct drawing *d, struct awol_error *opt_error)
{
    const struct awol_hawkes_state *s = d->s;
    enum awol_status status = remember(d, opt_error);
    d->share = 1;
    if (s->plain && status == AWOL_OK)
        return draw_constant(d, s->baseline[0], opt_error);
    for (size_t t = 0; status == AWOL_OK && t < s->unit->n_bins; t++) {
        double end = fmin((double)s->unit->edges[t + 1], s->to);
        if (end > d->time)
            status = draw_until(d, s->baseline[t], end, opt_error);
    }
    return status;
}

/* ---- dates without a time ------------------------------------------------------------------ */

/* Was the record exact on that day? *row is moved on. */
static bool is_exact_day(const struct awol_hawkes_state *s, double day, size_t *row)
{
    while (*row < s->record.n && s->record.times[*row] < day)
        (*row)++;
    return *row < s->record.n && s->record.times[*row] < day + 1 && s->stretches.widths[*row] < 1;
}

/* Where the record has days of which only the number is known, the drawn one has them too: every
 * day but those on which the record has exact times. */
static enum awol_status blur(struct drawing *d, struct awol_times *ret_times,
                             struct awol_error *opt_error)
{
    const struct awol_hawkes_state *s = d->s;
    const struct awol_times *m = &d->made;
    struct awol_times times;
    size_t row = s->record.n_before;
    bool days = false;
    for (size_t i = row; i < s->record.n; i++)
        days = days || s->stretches.widths[i] >= 1;
    enum awol_status status = awol_times_init(&times, m->n, m->marks != NULL, true, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < m->n;) {
        double day = floor(m->times[i]), n = 0, men = 0;
        bool whole = days && m->times[i] >= s->from && day + 1 <= s->to && day >= s->from &&
                     !is_exact_day(s, day, &row);
        times.times[times.n] = whole ? day : m->times[i];
        times.widths[times.n] = whole;
        do {
            n++;
            men += m->marks ? m->marks[i] : 1;
            i++;
        } while (whole && i < m->n && m->times[i] < day + 1);
        times.counts[times.n] = n;
        if (times.marks)
            times.marks[times.n] = men / n;
        times.n++;
    }
    *ret_times = times;
    return AWOL_OK;
}

/* The series counts men by day. */
static void count(const struct awol_hawkes_state *s, const struct awol_times *times, double *counts)
{
    size_t i = awol_times_n_before(times, s->from);
    for (size_t k = 0; k < s->unit->n_observations; k++) {
        const struct awol_observation *o = &s->unit->observations[k];
        counts[o->row] = 0;
        for (; i < times->n && times->times[i] < (double)s->unit->edges[o->bins.last]; i++)
            counts[o->row] += times->marks ? times->marks[i] : 1;
    }
}

enum awol_status awol_hawkes_draw(void *state, const double *parameters, uint64_t seed,
                                  uint32_t replicate, struct awol_drawn *drawn,
                                  struct awol_error *opt_error)
{
    struct awol_hawkes_state *s = state;
    struct drawing d = {.s = s, .generator = gsl_rng_alloc(awol_random_philox)};
    if (!d.generator)
        return awol_error_memory(opt_error);
    awol_random_at(d.generator, seed, replicate, awol_random_stream("departures"));
    awol_hawkes_set_baseline(s, parameters, false);
    d.terms = awol_hawkes_terms_of(s, parameters);
    d.time = s->record.n_before > 0 ? s->record.times[0] : s->from;
    enum awol_status status = draw_all(&d, opt_error);
    if (status == AWOL_OK && drawn->counts)
        count(s, &d.made, drawn->counts);
    if (status == AWOL_OK && s->stretches.widths) {
        status = blur(&d, &drawn->times, opt_error);
    } else if (status == AWOL_OK) {
        drawn->times = d.made;
        d.made = (struct awol_times){.n = 0};
    }
    awol_times_release(&d.made);
    gsl_rng_free(d.generator);
    return status;
}
