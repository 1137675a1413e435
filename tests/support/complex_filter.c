#include "support/complex_filter.h"

#include <math.h>

/* State: x, g, then one running count per open span. */
enum { MAX_OPEN = 8, MAX_STATE = 2 + MAX_OPEN, X = 0, G = 1, FIRST_COUNT = 2 };

static const double background_floor = .01;

struct state {
    size_t n;
    double complex mean[MAX_STATE];
    double complex cov[MAX_STATE][MAX_STATE];
    size_t span[MAX_STATE]; /* which span the running count belongs to */
};

static bool holds(const struct complex_span *outer, const struct complex_span *inner)
{
    return outer->first <= inner->first && inner->last <= outer->last &&
           inner->last - inner->first < outer->last - outer->first;
}

/* Whether `inner` is exact, inside `outer`, and inside no larger exact span that is inside too. */
static bool is_known(const struct complex_case *record, const struct complex_span *outer,
                     const struct complex_span *inner)
{
    if (!inner->exact || !holds(outer, inner)) {
        return false;
    }
    for (size_t i = 0; i < record->n_spans; i++) {
        const struct complex_span *between = &record->spans[i];
        if (between->exact && holds(outer, between) && holds(between, inner)) {
            return false;
        }
    }
    return true;
}

static double known_of(const struct complex_case *record, const struct complex_span *outer)
{
    double sum = 0;
    for (size_t i = 0; i < record->n_spans; i++) {
        sum += is_known(record, outer, &record->spans[i]) ? record->spans[i].low : 0;
    }
    return sum;
}

/* 0 where the span's count is known from an inner span, else 1. */
static double mask_of(const struct complex_case *record, const struct complex_span *outer, size_t t)
{
    for (size_t i = 0; i < record->n_spans; i++) {
        const struct complex_span *inner = &record->spans[i];
        if (is_known(record, outer, inner) && inner->first <= t && t < inner->last) {
            return 0;
        }
    }
    return 1;
}

static bool is_masked(const struct complex_case *record, const struct complex_span *span)
{
    for (size_t t = span->first; t < span->last; t++) {
        if (mask_of(record, span, t) != 0) {
            return false;
        }
    }
    return true;
}

static double complex in_force(const struct complex_case *record, size_t t, double complex ratio)
{
    double days = record->days[t], inside = record->offer_days ? record->offer_days[t] : 0;
    return inside == 0 ? 1 : (days - inside + inside * ratio) / days;
}

static double complex newcomers(const struct complex_case *record, size_t t)
{
    const struct complex_parameters *p = &record->parameters;
    double men = record->at_risk ? record->at_risk[t] : 1;
    double complex push = record->push ? record->push[t] : 1;
    return men * record->days[t] * p->rate * in_force(record, t, p->ratio) * push;
}

static double complex branching(const struct complex_case *record, size_t t)
{
    const struct complex_parameters *p = &record->parameters;
    double share = record->at_risk ? record->at_risk[t] / record->men : 1;
    return share * p->eta * in_force(record, t, p->urgency);
}

static void open_span(struct state *state, size_t span)
{
    size_t j = state->n++;
    state->mean[j] = 0;
    state->span[j] = span;
    for (size_t i = 0; i < state->n; i++) {
        state->cov[i][j] = state->cov[j][i] = 0;
    }
}

static void close_span(struct state *state, size_t j)
{
    state->n--;
    for (size_t i = j; i < state->n; i++) {
        state->mean[i] = state->mean[i + 1];
        state->span[i] = state->span[i + 1];
        for (size_t k = 0; k <= state->n; k++) {
            state->cov[i][k] = state->cov[i + 1][k];
        }
    }
    for (size_t i = j; i < state->n; i++) {
        for (size_t k = 0; k < state->n; k++) {
            state->cov[k][i] = state->cov[k][i + 1];
        }
    }
}

/* cov <- F cov F' + v q q' */
static void spread(struct state *state, double complex f[MAX_STATE][MAX_STATE],
                   const double complex q[MAX_STATE], double complex v)
{
    size_t n = state->n;
    double complex half[MAX_STATE][MAX_STATE];
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            half[i][j] = 0;
            for (size_t k = 0; k < n; k++) {
                half[i][j] += f[i][k] * state->cov[k][j];
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            state->cov[i][j] = v * q[i] * q[j];
            for (size_t k = 0; k < n; k++) {
                state->cov[i][j] += half[i][k] * f[j][k];
            }
        }
    }
}

static double complex noise(const struct complex_case *record, const struct state *state, size_t t,
                            const struct complex_step *step, double complex a_g, double complex x)
{
    const struct complex_parameters *p = &record->parameters;
    if (record->counts == COMPLEX_GP) {
        return complex_step_variance(record->days[t], p->tau_days, branching(record, t), a_g, x);
    }
    if (record->counts == COMPLEX_POISSON) {
        return step->m;
    }
    double complex to_g = step->A * newcomers(record, t), uncertain = 0;
    uncertain += step->B * step->B * state->cov[X][X];
    uncertain += 2 * step->B * to_g * state->cov[X][G];
    uncertain += to_g * to_g * state->cov[G][G];
    return step->m + p->dispersion * (step->m * step->m + uncertain);
}

static void predict(const struct complex_case *record, struct state *state, size_t t)
{
    double complex a = newcomers(record, t);
    double complex x = creal(state->mean[X]) > 0 ? state->mean[X] : 0;
    double complex g = creal(state->mean[G]) > background_floor ? state->mean[G] : background_floor;
    struct complex_step step = complex_step_of(record->days[t], record->parameters.tau_days,
                                               branching(record, t), a * g, x);
    double complex v = noise(record, state, t, &step, a * g, x);
    double complex f[MAX_STATE][MAX_STATE] = {{step.E, step.phi1 * a}, {0, 1}};
    double complex q[MAX_STATE] = {step.w, 0};
    state->mean[X] = step.xb;
    state->mean[G] = g;
    for (size_t j = FIRST_COUNT; j < state->n; j++) {
        double h = mask_of(record, &record->spans[state->span[j]], t);
        f[j][j] = 1;
        f[j][X] = step.B * h;
        f[j][G] = step.A * a * h;
        q[j] = h;
        state->mean[j] += step.m * h;
    }
    spread(state, f, q, v);
}

static double complex observe(const struct complex_case *record, struct state *state, size_t j)
{
    const struct complex_span *span = &record->spans[state->span[j]];
    double known = known_of(record, span), pi = record->recorded;
    double low = span->low - known, high = span->high - known;
    if (is_masked(record, span)) {
        return low <= 0 && 0 <= high ? 0 : NAN;
    }
    if (high < 0) {
        return NAN;
    }
    if (low <= 0 && isinf(high)) {
        return 0;
    }
    double complex c = pi * state->mean[j];
    double complex v = pi * pi * state->cov[j][j] + pi * (1 - pi) * state->mean[j];
    if (creal(c) < 0) {
        return NAN;
    }
    struct complex_moments seen = {.mean = low};
    if (span->exact) {
        seen.ln_p = complex_ln_mass(record->counts, c, v, low);
    } else {
        seen = complex_set(record->counts, c, v, low, high);
    }
    /* A range of one value inside leaves rounding for a variance, and noise for a gain. */
    bool known_already = creal(v) <= 1e-12 * creal(c);
    double complex gain[MAX_STATE];
    for (size_t i = 0; i < state->n; i++) {
        gain[i] = known_already ? 0 : pi * state->cov[i][j] / v;
        state->mean[i] += gain[i] * (seen.mean - c);
    }
    for (size_t i = 0; i < state->n; i++) {
        for (size_t k = 0; k < state->n; k++) {
            state->cov[i][k] += gain[i] * gain[k] * (seen.variance - v);
        }
        state->cov[i][i] = creal(state->cov[i][i]) > 0 ? state->cov[i][i] : 0;
    }
    return seen.ln_p;
}

/* Row and column g times a factor, so that its variance is multiplied by the factor's square. */
static void scale_background(struct state *state, double complex factor)
{
    for (size_t i = 0; i < state->n; i++) {
        state->cov[G][i] *= factor;
    }
    for (size_t i = 0; i < state->n; i++) {
        state->cov[i][G] *= factor;
    }
}

/* The running count of the shortest span that ends with bin t; 0 if there is none. */
static size_t next_to_observe(const struct complex_case *record, const struct state *state,
                              size_t t)
{
    size_t best = 0;
    for (size_t j = FIRST_COUNT; j < state->n; j++) {
        const struct complex_span *span = &record->spans[state->span[j]];
        if (span->last != t + 1) {
            continue;
        }
        const struct complex_span *than = best ? &record->spans[state->span[best]] : NULL;
        if (!than || span->first > than->first ||
            (span->first == than->first && state->span[j] < state->span[best])) {
            best = j;
        }
    }
    return best;
}

static double complex observe_all(const struct complex_case *record, struct state *state, size_t t)
{
    double complex sum = 0;
    for (size_t j = next_to_observe(record, state, t); j != 0;
         j = next_to_observe(record, state, t)) {
        double complex before = state->mean[G];
        sum += observe(record, state, j);
        if (creal(state->mean[G]) < background_floor) {
            state->mean[G] = background_floor;
        }
        scale_background(state, csqrt(state->mean[G] / before));
        close_span(state, j);
    }
    return sum;
}

static void move_background(const struct complex_case *record, struct state *state, size_t t)
{
    const struct complex_parameters *p = &record->parameters;
    if (p->background_sd == 0) {
        return;
    }
    double complex rho = cexp(-record->days[t] / p->background_days), g = state->mean[G];
    state->mean[G] = 1 + rho * (g - 1);
    scale_background(state, rho);
    state->cov[G][G] += p->background_sd * p->background_sd * (1 - rho) * (1 - rho + 2 * rho * g);
}

double complex complex_loglik(const struct complex_case *record)
{
    const struct complex_parameters *p = &record->parameters;
    struct state state = {.n = FIRST_COUNT, .mean = {0, 1}};
    state.cov[G][G] = p->background_sd * p->background_sd;
    if (record->steady) {
        state.mean[X] =
            newcomers(record, 0) / record->days[0] * p->tau_days / (1 - branching(record, 0));
    }
    double complex sum = 0;
    for (size_t t = 0; t < record->n_bins; t++) {
        for (size_t i = 0; i < record->n_spans; i++) {
            if (record->spans[i].first == t && state.n == MAX_STATE) {
                return NAN;
            }
            if (record->spans[i].first == t) {
                open_span(&state, i);
            }
        }
        predict(record, &state, t);
        sum += observe_all(record, &state, t);
        move_background(record, &state, t);
    }
    return sum;
}
