#include "model/exposure.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_expint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One effect at work in a piece. */
struct term {
    size_t effect;
    double level; /* flat: share of the possible first days that are past; covariate: its value */
};

/* A stretch of a bin in which nothing starts or ends; [from, to) in days. */
struct piece {
    double from, to;
    size_t first_term, n_terms;
};

struct awol_exposure {
    const struct awol_effect *effects;
    size_t n_effects;
    size_t n_bins;
    double *days;        /* length of each bin */
    size_t *first_piece; /* [n_bins + 1] */
    struct piece *pieces;
    size_t n_pieces, piece_capacity;
    struct term *terms;
    size_t n_terms, term_capacity;
    gsl_integration_glfixed_table *table;
};

/* ---- the integrals ------------------------------------------------------------------------ */

double awol_exposure_series(double x)
{
    if (x <= -2 || x >= 20) /* beyond, the terms of the series cancel or grow */
        return (x > 0 ? gsl_sf_expint_Ei(x) : -gsl_sf_expint_E1(-x)) - log(fabs(x)) - M_EULER;
    double sum = 0, term = 1;
    for (int k = 1; k < 200; k++) {
        term *= x / k;
        sum += term / k;
        if (fabs(term) < 1e-18 * fabs(sum))
            break;
    }
    return sum;
}

double awol_exposure_smooth(double length, double time_constant, double z1, double z2, double delta,
                            double *ret_by_delta)
{
    *ret_by_delta = fabs(delta) * fmax(z1, z2) < 1e-12
                        ? time_constant * (z1 - z2)
                        : time_constant * (expm1(delta * z1) - expm1(delta * z2)) / delta;
    return length +
           time_constant * (awol_exposure_series(delta * z1) - awol_exposure_series(delta * z2));
}

static bool is_smooth(const struct awol_effect *effect)
{
    return effect->offer && effect->offer->shape != AWOL_SHAPE_FLAT;
}

/* Weight o(s) of a smooth offer at day s that began on day `start`. */
static double smooth_weight(const struct awol_offer *offer, double start, double s)
{
    double distance = offer->shape == AWOL_SHAPE_DECAY ? s - start : (double)(offer->end + 1) - s;
    return exp(-distance / offer->days);
}

/* Mean over the possible first days of exp(delta o(s)), and its derivative. */
static double smooth_factor(const struct awol_offer *offer, double delta, double s,
                            double *ret_by_delta)
{
    double sum = 0, by = 0;
    for (int64_t start = offer->start_first; start <= offer->start_last; start++) {
        double o = (double)start <= s ? smooth_weight(offer, (double)start, s) : 0;
        sum += exp(delta * o);
        by += o * exp(delta * o);
    }
    double n = (double)(offer->start_last - offer->start_first + 1);
    *ret_by_delta = by / n;
    return sum / n;
}

/* Factor of a term that is constant over its piece, with the derivative of its logarithm. */
static double constant_factor(const struct awol_effect *effect, double level, double coefficient,
                              double *ret_log_by)
{
    if (!effect->offer || level == 1) {
        *ret_log_by = level;
        return exp(level * coefficient);
    }
    double factor = 1 + level * expm1(coefficient);
    *ret_log_by = level * exp(coefficient) / factor;
    return factor;
}

/* What one evaluation needs everywhere. */
struct evaluation {
    const struct awol_exposure *exposure;
    const double *coefficients;
    bool without_offers;
    double *by; /* derivatives of the bin's integral, or NULL */
};

static bool is_left_out(const struct evaluation *e, const struct term *term)
{
    return e->without_offers && e->exposure->effects[term->effect].is_offer;
}

/* Exactly one smooth term with a known first day: closed form. */
static double integrate_closed(const struct evaluation *e, const struct piece *piece,
                               const struct term *term, double constant)
{
    const struct awol_offer *offer = e->exposure->effects[term->effect].offer;
    double at_from = smooth_weight(offer, (double)offer->start_first, piece->from);
    double at_to = smooth_weight(offer, (double)offer->start_first, piece->to);
    bool falling = offer->shape == AWOL_SHAPE_DECAY;
    double by;
    double value =
        awol_exposure_smooth(piece->to - piece->from, offer->days, falling ? at_from : at_to,
                             falling ? at_to : at_from, e->coefficients[term->effect], &by);
    if (e->by)
        e->by[term->effect] += constant * by;
    return constant * value;
}

/* Into how many panels to cut a piece so that none is long beside the shortest time constant: 32
 * points do well over four of them. Beyond the limit a shape is over long before its bin is. */
static size_t count_panels(const struct awol_exposure *x, const struct piece *piece)
{
    enum { MOST_PANELS = 256 };
    double shortest = INFINITY;
    for (size_t k = 0; k < piece->n_terms; k++) {
        const struct awol_effect *effect = &x->effects[x->terms[piece->first_term + k].effect];
        if (is_smooth(effect))
            shortest = fmin(shortest, effect->offer->days);
    }
    double n = ceil((piece->to - piece->from) / (4 * shortest));
    return n < 1 ? 1 : n < MOST_PANELS ? (size_t)n : MOST_PANELS;
}

/* Product of the smooth terms at day s; w times their part in the derivatives is added. */
static double smooth_product(const struct evaluation *e, const struct piece *piece, double s,
                             double w, double constant)
{
    const struct awol_exposure *x = e->exposure;
    double product = constant;
    for (int pass = 0; pass < (e->by ? 2 : 1); pass++)
        for (size_t k = 0; k < piece->n_terms; k++) {
            const struct term *term = &x->terms[piece->first_term + k];
            if (!is_smooth(&x->effects[term->effect]) || is_left_out(e, term))
                continue;
            double by, factor = smooth_factor(x->effects[term->effect].offer,
                                              e->coefficients[term->effect], s, &by);
            if (pass == 0)
                product *= factor;
            else
                e->by[term->effect] += w * product * by / factor;
        }
    return product;
}

/* Several smooth shapes at once, or an uncertain first day: Gauss–Legendre. */
static double integrate_numerically(const struct evaluation *e, const struct piece *piece,
                                    double constant)
{
    size_t n = count_panels(e->exposure, piece);
    double total = 0, length = (piece->to - piece->from) / (double)n;
    for (size_t i = 0; i < 32 * n; i++) {
        size_t panel = i / 32;
        double s, w, from = piece->from + (double)panel * length;
        gsl_integration_glfixed_point(from, from + length, i % 32, &s, &w, e->exposure->table);
        total += w * smooth_product(e, piece, s, w, constant);
    }
    return total;
}

static double integrate_piece(const struct evaluation *e, const struct piece *piece)
{
    const struct awol_exposure *x = e->exposure;
    const struct term *smooth = NULL;
    double constant = 1;
    size_t n_smooth = 0;
    for (size_t k = 0; k < piece->n_terms; k++) {
        const struct term *term = &x->terms[piece->first_term + k];
        if (is_left_out(e, term))
            continue;
        if (is_smooth(&x->effects[term->effect])) {
            smooth = term;
            n_smooth++;
            continue;
        }
        double by;
        constant *= constant_factor(&x->effects[term->effect], term->level,
                                    e->coefficients[term->effect], &by);
    }
    double value;
    if (n_smooth == 0)
        value = constant * (piece->to - piece->from);
    else if (n_smooth == 1 && x->effects[smooth->effect].offer->start_first ==
                                  x->effects[smooth->effect].offer->start_last)
        value = integrate_closed(e, piece, smooth, constant);
    else
        value = integrate_numerically(e, piece, constant);
    for (size_t k = 0; e->by && k < piece->n_terms; k++) {
        const struct term *term = &x->terms[piece->first_term + k];
        if (is_left_out(e, term) || is_smooth(&x->effects[term->effect]))
            continue;
        double by;
        constant_factor(&x->effects[term->effect], term->level, e->coefficients[term->effect], &by);
        e->by[term->effect] += value * by;
    }
    return value;
}

double awol_exposure_mean(const struct awol_exposure *exposure, size_t bin,
                          const double *coefficients, bool without_offers,
                          double *opt_by_coefficient)
{
    size_t first = exposure->first_piece[bin], last = exposure->first_piece[bin + 1];
    if (opt_by_coefficient)
        memset(opt_by_coefficient, 0, exposure->n_effects * sizeof *opt_by_coefficient);
    /* Most bins lie outside everything; without any effect they are not even cut. */
    if (last == first || (last - first == 1 && exposure->pieces[first].n_terms == 0))
        return 1;
    struct evaluation e = {exposure, coefficients, without_offers, opt_by_coefficient};
    double total = 0, days = exposure->days[bin];
    for (size_t i = first; i < last; i++)
        total += integrate_piece(&e, &exposure->pieces[i]);
    for (size_t i = 0; opt_by_coefficient && i < exposure->n_effects; i++)
        opt_by_coefficient[i] /= days;
    return total / days;
}

/* The same terms over as many days; what depends on the day itself on the same days. */
static bool same_piece(const struct awol_exposure *a, const struct piece *p,
                       const struct awol_exposure *b, const struct piece *q)
{
    if (p->n_terms != q->n_terms || p->to - p->from != q->to - q->from)
        return false;
    for (size_t k = 0; k < p->n_terms; k++) {
        const struct term *x = &a->terms[p->first_term + k], *y = &b->terms[q->first_term + k];
        if (x->effect != y->effect || x->level != y->level ||
            (is_smooth(&a->effects[x->effect]) && p->from != q->from))
            return false;
    }
    return true;
}

bool awol_exposure_same(const struct awol_exposure *a, size_t bin_a, const struct awol_exposure *b,
                        size_t bin_b)
{
    size_t i = a->first_piece[bin_a], j = b->first_piece[bin_b];
    size_t n = a->first_piece[bin_a + 1] - i;
    bool same = b->first_piece[bin_b + 1] - j == n && a->days[bin_a] == b->days[bin_b];
    for (size_t k = 0; same && k < n; k++)
        same = same_piece(a, &a->pieces[i + k], b, &b->pieces[j + k]);
    return same;
}

double awol_exposure_weight(const struct awol_exposure *exposure, size_t bin, size_t effect)
{
    double sum = 0;
    for (size_t i = exposure->first_piece[bin]; i < exposure->first_piece[bin + 1]; i++) {
        const struct piece *piece = &exposure->pieces[i];
        for (size_t k = 0; k < piece->n_terms; k++) {
            const struct term *term = &exposure->terms[piece->first_term + k];
            if (term->effect != effect)
                continue;
            if (!is_smooth(&exposure->effects[effect])) {
                sum += term->level * (piece->to - piece->from);
                continue;
            }
            size_t n = count_panels(exposure, piece);
            double length = (piece->to - piece->from) / (double)n;
            for (size_t j = 0; j < 32 * n; j++) {
                size_t panel = j / 32;
                double s, w, by, from = piece->from + (double)panel * length;
                gsl_integration_glfixed_point(from, from + length, j % 32, &s, &w, exposure->table);
                smooth_factor(exposure->effects[effect].offer, 0, s, &by);
                sum += w * by;
            }
        }
    }
    return sum / exposure->days[bin];
}

/* ---- cutting the bins --------------------------------------------------------------------- */

static bool concerns(const struct awol_effect *effect, const char *unit)
{
    return !effect->offer || effect->offer->unit[0] == '\0' ||
           strcmp(effect->offer->unit, unit) == 0;
}

/* The next day after `day`, before `until`, on which the effect changes. */
static int64_t next_change(const struct awol_effect *effect,
                           const struct awol_covariates *covariates, const char *unit, int64_t day,
                           int64_t until)
{
    int64_t next = until;
    const struct awol_offer *offer = effect->offer;
    if (!concerns(effect, unit))
        return until;
    if (!offer) {
        int64_t step;
        awol_covariate_at(covariates, effect->covariate, unit, day, &step);
        return step < until ? step : until;
    }
    if (day < offer->start_first)
        next = offer->start_first;
    else if (day < offer->start_last) /* each possible first day is a change */
        next = day + 1;
    if (!offer->open && offer->end + 1 > day && offer->end + 1 < next)
        next = offer->end + 1;
    return next < until ? next : until;
}

/* Level of an effect on a day; 0 if it is not at work. */
static double level_on(const struct awol_effect *effect, const struct awol_covariates *covariates,
                       const char *unit, int64_t day)
{
    const struct awol_offer *offer = effect->offer;
    if (!concerns(effect, unit))
        return 0;
    if (!offer)
        return awol_covariate_at(covariates, effect->covariate, unit, day, NULL);
    if (day < offer->start_first || (!offer->open && day > offer->end))
        return 0;
    if (day >= offer->start_last)
        return 1;
    return (double)(day - offer->start_first + 1) /
           (double)(offer->start_last - offer->start_first + 1);
}

static enum awol_status add_term(struct awol_exposure *x, size_t effect, double level,
                                 struct awol_error *opt_error)
{
    if (x->n_terms == x->term_capacity) {
        size_t capacity = x->term_capacity ? 2 * x->term_capacity : 16;
        struct term *terms = realloc(x->terms, capacity * sizeof *terms);
        if (!terms)
            return awol_error_memory(opt_error);
        x->terms = terms;
        x->term_capacity = capacity;
    }
    x->terms[x->n_terms++] = (struct term){effect, level};
    return AWOL_OK;
}

static enum awol_status add_piece(struct awol_exposure *x, const struct awol_covariates *covariates,
                                  const char *unit, int64_t from, int64_t to,
                                  struct awol_error *opt_error)
{
    if (x->n_pieces == x->piece_capacity) {
        size_t capacity = x->piece_capacity ? 2 * x->piece_capacity : 16;
        struct piece *pieces = realloc(x->pieces, capacity * sizeof *pieces);
        if (!pieces)
            return awol_error_memory(opt_error);
        x->pieces = pieces;
        x->piece_capacity = capacity;
    }
    struct piece *piece = &x->pieces[x->n_pieces++];
    *piece = (struct piece){(double)from, (double)to, x->n_terms, 0};
    for (size_t i = 0; i < x->n_effects; i++) {
        double level = level_on(&x->effects[i], covariates, unit, from);
        if (isnan(level)) {
            char day[AWOL_DAY_TEXT_SIZE];
            return awol_error_set(opt_error, AWOL_DATA,
                                  "the covariate “%s” has no value for %s on %s",
                                  x->effects[i].covariate, unit, awol_day_format(from, day));
        }
        if (level == 0)
            continue;
        enum awol_status status = add_term(x, i, level, opt_error);
        if (status != AWOL_OK)
            return status;
        piece->n_terms++;
    }
    return AWOL_OK;
}

static enum awol_status cut_bin(struct awol_exposure *x, const struct awol_covariates *covariates,
                                const char *unit, int64_t from, int64_t to,
                                struct awol_error *opt_error)
{
    while (from < to) {
        int64_t next = to;
        for (size_t i = 0; i < x->n_effects; i++)
            next = next_change(&x->effects[i], covariates, unit, from, next);
        enum awol_status status = add_piece(x, covariates, unit, from, next, opt_error);
        if (status != AWOL_OK)
            return status;
        from = next;
    }
    return AWOL_OK;
}

enum awol_status awol_exposure_new(const struct awol_effect *effects, size_t n_effects,
                                   const struct awol_covariates *opt_covariates, const char *unit,
                                   const int64_t *edges, size_t n_bins,
                                   struct awol_exposure **ret_exposure,
                                   struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    struct awol_exposure *x = calloc(1, sizeof *x);
    if (!x)
        return awol_error_memory(opt_error);
    x->effects = effects;
    x->n_effects = n_effects;
    x->n_bins = n_bins;
    x->days = calloc(n_bins + 1, sizeof *x->days);
    x->first_piece = calloc(n_bins + 1, sizeof *x->first_piece);
    x->table = gsl_integration_glfixed_table_alloc(32);
    if (!x->days || !x->first_piece || !x->table)
        status = awol_error_memory(opt_error);
    for (size_t bin = 0; status == AWOL_OK && bin < n_bins; bin++) {
        x->days[bin] = (double)(edges[bin + 1] - edges[bin]);
        if (n_effects > 0)
            status = cut_bin(x, opt_covariates, unit, edges[bin], edges[bin + 1], opt_error);
        x->first_piece[bin + 1] = x->n_pieces;
    }
    if (status == AWOL_OK)
        *ret_exposure = x;
    else
        awol_exposure_free(x);
    return status;
}

void awol_exposure_free(struct awol_exposure *exposure)
{
    if (!exposure)
        return;
    if (exposure->table)
        gsl_integration_glfixed_table_free(exposure->table);
    free(exposure->terms);
    free(exposure->pieces);
    free(exposure->first_piece);
    free(exposure->days);
    free(exposure);
}
