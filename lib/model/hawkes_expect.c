/* What each span of the series was expected to hold, given all before it. */
#include <math.h>
#include <stdlib.h>

#include "model/hawkes_state.h"
#include "model/step.h"

/* Where the record stands while the bins are gone through. */
struct walk {
    const struct awol_hawkes_state *s;
    struct awol_hawkes_terms terms;
    size_t next; /* row */
    double time, left, gone;
    double mean_mark, mark_variance, mean_weight;
};

static double mark_of(const struct walk *w, size_t i)
{
    return w->s->record.opt_marks ? w->s->record.opt_marks[i] : 1;
}

static double count_of(const struct walk *w, size_t i)
{
    return w->s->stretches.counts ? w->s->stretches.counts[i] : 1;
}

static double middle_of(const struct walk *w, size_t i)
{
    double width = w->s->stretches.widths ? w->s->stretches.widths[i] : 0;
    return w->s->record.times[i] + width / 2;
}

/* Departures up to a time prompt; those of a stretch as if they stood in its middle. */
static void go_to(struct walk *w, double time)
{
    double b = 1 / w->terms.tau_days;
    for (; w->next < w->s->record.n && middle_of(w, w->next) < time; w->next++) {
        double at = middle_of(w, w->next), mark = mark_of(w, w->next), n = count_of(w, w->next);
        w->left =
            w->left * exp(-b * (at - w->time)) + n * awol_hawkes_weight(mark, w->terms.exponent);
        w->gone += w->next < w->s->record.n_before ? 0 : n * mark;
        w->time = at;
    }
    w->left *= exp(-b * (time - w->time));
    w->time = time;
}

static void average_marks(struct walk *w)
{
    double n = 0, sum = 0, squares = 0, weights = 0;
    for (size_t i = 0; i < w->s->record.n; i++) {
        double mark = mark_of(w, i), count = count_of(w, i);
        n += count;
        sum += count * mark;
        squares += count * mark * mark;
        weights += count * awol_hawkes_weight(mark, w->terms.exponent);
    }
    w->mean_mark = n > 0 ? sum / n : 1;
    w->mark_variance = n > 0 ? fmax(squares / n - w->mean_mark * w->mean_mark, 0) : 0;
    w->mean_weight = n > 0 ? weights / n : 1;
}

/* One bin, of which the window covers some days or none. */
static enum awol_status expect_bin(struct walk *w, size_t bin, struct awol_expectation *ret,
                                   struct awol_error *opt_error)
{
    const struct awol_hawkes_state *s = w->s;
    double from = fmax((double)s->unit->edges[bin], s->from);
    double days = fmin((double)s->unit->edges[bin + 1], s->to) - from;
    struct awol_step step;
    struct awol_step_variance v;
    *ret = (struct awol_expectation){.expected = 0};
    if (!(days > 0))
        return AWOL_OK;
    go_to(w, from);
    double share = isfinite(s->pool) ? 1 - w->gone / s->pool : 1;
    double a = share * days * s->baseline[bin], own = share * days * s->without_offers[bin];
    double eta = share * w->terms.eta * w->mean_weight, x = w->left / w->mean_weight;
    enum awol_status status = awol_step_init(days, eta, 1 / w->terms.tau_days, &step, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_step_variance_init(days, eta, 1 / w->terms.tau_days, &v);
    double mean = step.A.value * a + step.B.value * x;
    double variance = v.from_a.value * a + v.from_x.value * x;
    ret->expected = w->mean_mark * mean;
    ret->variance = w->mean_mark * w->mean_mark * variance + w->mark_variance * mean;
    ret->background = w->mean_mark * own;
    ret->by_offer = w->mean_mark * (a - own);
    ret->by_comrades = w->mean_mark * (mean - a);
    return AWOL_OK;
}

enum awol_status awol_hawkes_expect(struct awol_hawkes_state *s, const double *parameters,
                                    struct awol_expectation *expectations,
                                    struct awol_error *opt_error)
{
    struct walk w = {.s = s,
                     .terms = awol_hawkes_terms_of(s, parameters),
                     .time = s->record.n > 0 ? fmin(s->record.times[0], s->from) : s->from};
    enum awol_status status = AWOL_OK;
    average_marks(&w);
    for (size_t i = 0; status == AWOL_OK && i < s->unit->n_observations; i++) {
        const struct awol_observation *o = &s->unit->observations[i];
        struct awol_expectation *sum = &expectations[o->row];
        *sum = (struct awol_expectation){.expected = 0};
        for (size_t t = o->bins.first; status == AWOL_OK && t < o->bins.last; t++) {
            struct awol_expectation one;
            status = expect_bin(&w, t, &one, opt_error);
            if (status != AWOL_OK)
                break;
            sum->expected += one.expected;
            sum->variance += one.variance;
            sum->background += one.background;
            sum->by_offer += one.by_offer;
            sum->by_comrades += one.by_comrades;
        }
    }
    return status;
}
