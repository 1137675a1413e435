/* What the unit by itself carries over a bin, and what a count tells. */
#include <math.h>

#include "model/lone.h"

bool awol_lone_observe_direct(struct awol_filter *f, double y)
{
    struct awol_lone *lone = f->lone;
    const struct awol_lone_bin *bin = &lone->bin;
    struct awol_scored scored = {.log_probability = 0};
    if (bin->m > 0)
        awol_law_score_exact(f->setup->law, bin->m, bin->v, y, &scored);
    else if (y > 0)
        return false;
    if (!isfinite(scored.log_probability))
        return false;
    awol_sum_add(&f->log_likelihood, scored.log_probability);
    lone->state.x = bin->decay * bin->x + bin->w * y;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        const struct awol_lone_bin *d = &lone->d_bin[p];
        awol_sum_add(&f->gradient[p], scored.by_mean * d->m + scored.by_variance * d->v);
        lone->d_state[p].x = bin->decay * d->x + d->decay * bin->x + y * d->w;
    }
    return true;
}

/* ---- over the bin --------------------------------------------------------------------------- */

/* dP of P <- F P F' for F = [[E, to_x, 0], [0, 1, 0], [B, to_c, 1]], from P and dF. */
static void d_sandwich(const struct awol_lone_bin *b, const struct awol_lone_bin *db,
                       const struct awol_lone_state *s, struct awol_lone_state *d)
{
    double ux = b->E * s->xx + b->to_x * s->xg, ug = b->E * s->xg + b->to_x * s->gg;
    double vx = b->B * s->xx + b->to_c * s->xg + s->xc, vg = b->B * s->xg + b->to_c * s->gg + s->gc;
    double d_ux = b->E * d->xx + b->to_x * d->xg + db->E * s->xx + db->to_x * s->xg;
    double d_ug = b->E * d->xg + b->to_x * d->gg + db->E * s->xg + db->to_x * s->gg;
    double d_uc = b->E * d->xc + b->to_x * d->gc + db->E * s->xc + db->to_x * s->gc;
    double d_vx = b->B * d->xx + b->to_c * d->xg + d->xc + db->B * s->xx + db->to_c * s->xg;
    double d_vg = b->B * d->xg + b->to_c * d->gg + d->gc + db->B * s->xg + db->to_c * s->gg;
    double d_vc = b->B * d->xc + b->to_c * d->gc + d->cc + db->B * s->xc + db->to_c * s->gc;
    d->xx = d_ux * b->E + d_ug * b->to_x + ux * db->E + ug * db->to_x;
    d->xg = d_ug;
    d->xc = d_ux * b->B + d_ug * b->to_c + d_uc + ux * db->B + ug * db->to_c;
    d->gc = d_vg;
    d->cc = d_vx * b->B + d_vg * b->to_c + d_vc + vx * db->B + vg * db->to_c;
}

static void sandwich(const struct awol_lone_bin *b, struct awol_lone_state *s)
{
    double ux = b->E * s->xx + b->to_x * s->xg, ug = b->E * s->xg + b->to_x * s->gg;
    double uc = b->E * s->xc + b->to_x * s->gc, vc = b->B * s->xc + b->to_c * s->gc + s->cc;
    double vx = b->B * s->xx + b->to_c * s->xg + s->xc, vg = b->B * s->xg + b->to_c * s->gg + s->gc;
    s->xx = ux * b->E + ug * b->to_x;
    s->xg = ug;
    s->xc = ux * b->B + ug * b->to_c + uc;
    s->gc = vg;
    s->cc = vx * b->B + vg * b->to_c + vc;
}

/* Without an open span nothing is counted. */
static void forget_count(struct awol_lone_state *s)
{
    s->c = s->xc = s->gc = s->cc = 0;
}

void awol_lone_predict(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_state *s = &lone->state;
    const struct awol_lone_bin *bin = &lone->bin;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        const struct awol_lone_bin *d = &lone->d_bin[p];
        struct awol_lone_state *ds = &lone->d_state[p];
        if (lone->spread)
            d_sandwich(bin, d, s, ds);
        ds->xx += d->v * bin->w * bin->w + 2 * bin->v * bin->w * d->w;
        ds->xc += d->v * bin->w + bin->v * d->w;
        ds->cc += d->v;
        ds->x = d->xb;
        ds->g = d->g;
        ds->c += d->m;
        if (!lone->open)
            forget_count(ds);
    }
    if (lone->spread)
        sandwich(bin, s);
    s->xx += bin->v * bin->w * bin->w;
    s->xc += bin->v * bin->w;
    s->cc += bin->v;
    s->x = bin->xb;
    s->g = bin->g;
    s->c += bin->m;
    if (!lone->open)
        forget_count(s);
    lone->spread = true;
}

/* ---- a count -------------------------------------------------------------------------------- */

/* Mean and variance of the recorded count, as in observe.c; 0 derivative at their floors. */
struct recorded {
    double share, c, V, slope_c, slope_s, slope_v;
};

static struct recorded predict_count(const struct awol_filter *f)
{
    const double least = AWOL_LEAST_MEAN;
    double pi = f->setup->recorded, s = f->lone->state.c;
    double c = pi * s, V = pi * pi * f->lone->state.cc + pi * (1 - pi) * s;
    bool any = V > least;
    return (struct recorded){pi,
                             c > least ? c : least,
                             any ? V : least,
                             c > least ? pi : 0,
                             any ? pi * (1 - pi) : 0,
                             any ? pi * pi : 0};
}

/* Sensitivities of parameter p, from what is not yet corrected. */
static void d_correct(struct awol_filter *f, size_t p, const struct recorded *q,
                      const struct awol_scored *scored)
{
    const struct awol_lone_state *s = &f->lone->state;
    struct awol_lone_state *d = &f->lone->d_state[p];
    double Kx = q->share * s->xc / q->V, Kg = q->share * s->gc / q->V;
    double surprise = scored->mean - q->c, excess = scored->variance - q->V;
    double d_c = q->slope_c * d->c, d_V = q->slope_v * d->cc + q->slope_s * d->c;
    awol_sum_add(&f->gradient[p], scored->by_mean * d_c + scored->by_variance * d_V);
    double d_surprise = scored->mean_by_mean * d_c + scored->mean_by_variance * d_V - d_c;
    double d_excess = scored->variance_by_mean * d_c + scored->variance_by_variance * d_V - d_V;
    double d_Kx = (q->share * d->xc - Kx * d_V) / q->V, d_Kg = (q->share * d->gc - Kg * d_V) / q->V;
    d->x += d_Kx * surprise + Kx * d_surprise;
    d->g += d_Kg * surprise + Kg * d_surprise;
    d->xx += 2 * d_Kx * Kx * excess + Kx * Kx * d_excess;
    d->xg += (d_Kx * Kg + Kx * d_Kg) * excess + Kx * Kg * d_excess;
    d->gg += 2 * d_Kg * Kg * excess + Kg * Kg * d_excess;
    forget_count(d);
}

static void correct(struct awol_filter *f, const struct recorded *q,
                    const struct awol_scored *scored)
{
    struct awol_lone_state *s = &f->lone->state;
    double Kx = q->share * s->xc / q->V, Kg = q->share * s->gc / q->V;
    double surprise = scored->mean - q->c, excess = scored->variance - q->V;
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        d_correct(f, p, q, scored);
    s->x += Kx * surprise;
    s->g += Kg * surprise;
    s->xx += Kx * Kx * excess;
    s->xg += Kx * Kg * excess;
    s->gg += Kg * Kg * excess;
    forget_count(s);
}

/* No variance below zero, which only rounding can make. */
static void mend_variances(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        lone->d_state[p].xx = lone->state.xx < 0 ? 0 : lone->d_state[p].xx;
        lone->d_state[p].gg = lone->state.gg < 0 ? 0 : lone->d_state[p].gg;
    }
    lone->state.xx = fmax(lone->state.xx, 0);
    lone->state.gg = fmax(lone->state.gg, 0);
}

/* The variance of a gamma law moves with its mean. */
static void rescale_background(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_state *s = &lone->state;
    bool floored = s->g < AWOL_BACKGROUND_FLOOR;
    double g = lone->bin.g, g2 = floored ? AWOL_BACKGROUND_FLOOR : s->g, root = sqrt(g2 / g);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_state *d = &lone->d_state[p];
        d->g = floored ? 0 : d->g;
        double d_root = root / 2 * (d->g / g2 - lone->d_bin[p].g / g);
        d->xg = root * d->xg + s->xg * d_root;
        d->gg = root * root * d->gg + 2 * root * s->gg * d_root;
    }
    s->xg *= root;
    s->gg *= root * root;
    s->g = g2;
}

bool awol_lone_observe(struct awol_filter *f, const struct awol_observation *o)
{
    struct recorded q = predict_count(f);
    struct awol_scored scored;
    if (o->low <= 0 && isinf(o->high)) { /* “at least nothing”: nothing is learned */
        forget_count(&f->lone->state);
        for (size_t p = 0; p < awol_n_wanted(f); p++)
            forget_count(&f->lone->d_state[p]);
        return true;
    }
    if (o->low == o->high)
        awol_law_score_exact(f->setup->law, q.c, q.V, o->low, &scored);
    else if (awol_law_score_set(f->setup->law, q.c, q.V, o->low, o->high, &scored, NULL) != AWOL_OK)
        return false;
    if (!isfinite(scored.log_probability))
        return false;
    awol_sum_add(&f->log_likelihood, scored.log_probability);
    correct(f, &q, &scored);
    mend_variances(f);
    if (f->setup->background)
        rescale_background(f);
    return true;
}

/* ---- the background ------------------------------------------------------------------------- */

void awol_lone_move_background(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_state *s = &lone->state;
    size_t by_sd = f->layout->background_sd, by_days = f->layout->background_days;
    double sd = f->parameters[by_sd], days = f->parameters[by_days], D = f->bin.days;
    double rho = exp(-D / days), g = s->g, noise = (1 - rho) * (1 - rho + 2 * rho * g);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_state *d = &lone->d_state[p];
        double d_rho = p == by_days ? rho * D / (days * days) : 0, d_sd = p == by_sd ? 1 : 0;
        d->gg =
            rho * rho * d->gg + 2 * rho * s->gg * d_rho + 2 * sd * d_sd * noise +
            sd * sd * (2 * rho * (1 - rho) * d->g - (2 * (1 - rho) + (4 * rho - 2) * g) * d_rho);
        d->xg = rho * d->xg + s->xg * d_rho;
        d->gc = rho * d->gc + s->gc * d_rho;
        d->g = rho * d->g + (g - 1) * d_rho;
    }
    s->gg = rho * rho * s->gg + sd * sd * noise;
    s->xg *= rho;
    s->gc *= rho;
    s->g = 1 + rho * (g - 1);
}
