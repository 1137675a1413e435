#include "model/hawkes.h"

#include <math.h>
#include <stdbool.h>

double awol_hawkes_weight(double mark, double exponent)
{
    return mark == 1 || exponent == 0 ? 1 : pow(mark, exponent);
}

static enum awol_status out_of_range(struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_RANGE,
                          "the intensity of the process leaves the range of numbers at these "
                          "parameters");
}

/* ---- sums of logarithms -------------------------------------------------------------------- */

/* Logarithms cost as much as all the rest: factors are multiplied, and one logarithm is taken for
 * several. The bounds keep eight factors within the range of doubles. */
struct log_sum {
    double sum, product;
    int n;
};

static void log_sum_flush(struct log_sum *s)
{
    s->sum += log(s->product);
    s->product = 1;
    s->n = 0;
}

static inline void log_sum_add(struct log_sum *s, double factor)
{
    if (!(factor > 1e-35 && factor < 1e35)) {
        s->sum += log(factor);
        return;
    }
    s->product *= factor;
    if (++s->n == 8)
        log_sum_flush(s);
}

/* ---- one exponential, with second derivatives ---------------------------------------------- */

/* What is left of all marks at a time, R = sum w_j exp(-beta (t - t_j)), with its first and second
 * derivative by beta. */
struct remains {
    double value, first, second;
};

/* So many delays after it nothing is left of a departure that a sum of doubles could tell; numbers
 * below the smallest normal ones, which take a hundred times as long, do not come up. */
#define FORGOTTEN 300

static inline double faded(double days, double beta)
{
    return beta * days > FORGOTTEN ? 0 : exp(-beta * days);
}

/* e: what is left of a unit. */
static inline void remains_pass(struct remains *r, double days, double e)
{
    double value = e * r->value, first = e * r->first - days * value;
    r->second = e * r->second - days * (e * r->first + first);
    r->first = first;
    r->value = value;
}

/* What the departures before the start have left there. */
static struct remains remains_before(const struct awol_hawkes_record *record, double beta)
{
    struct remains r = {0, 0, 0};
    for (size_t i = 0; i < record->n_before; i++) {
        double next = i + 1 < record->n_before ? record->times[i + 1] : record->start;
        r.value += record->opt_marks ? record->opt_marks[i] : 1;
        remains_pass(&r, next - record->times[i], faded(next - record->times[i], beta));
    }
    return r;
}

/* Departures are taken so many at a time: first their exponentials, then the sums, then the
 * logarithms. A call between two of them would turn every sum out of its register. */
enum { BLOCK = 64 };

struct block {
    size_t n;
    double days[BLOCK], left[BLOCK], intensity[BLOCK];
};

/* From departure i on; *last is the time of the one before, and then of the last. */
static void block_take(struct block *b, const struct awol_hawkes_record *record, size_t i,
                       double beta, double *last)
{
    b->n = record->n - i < BLOCK ? record->n - i : BLOCK;
    for (size_t k = 0; k < b->n; k++) {
        b->days[k] = record->times[i + k] - *last;
        b->left[k] = faded(b->days[k], beta);
        *last = record->times[i + k];
    }
}

/* Sums over departures of the derivatives of the log intensity: u of products, s of the derivative
 * by beta over eta, and what bends it. */
struct sums {
    double marks, rate, eta, s, bent, rr, re, rb, ee, eb, bb;
};

static void block_add(struct block *b, const double *opt_marks, double rate, double eta,
                      double beta, struct remains *remains, struct sums *sums)
{
    struct remains r = *remains;
    struct sums u = *sums;
    for (size_t k = 0; k < b->n; k++) {
        remains_pass(&r, b->days[k], b->left[k]);
        double intensity = rate + eta * beta * r.value, inverse = 1 / intensity;
        double by_eta = beta * r.value * inverse;
        double s = (r.value + beta * r.first) * inverse, by_beta = eta * s;
        b->intensity[k] = intensity;
        u.rate += inverse;
        u.eta += by_eta;
        u.s += s;
        u.rr += inverse * inverse;
        u.re += inverse * by_eta;
        u.rb += inverse * by_beta;
        u.ee += by_eta * by_eta;
        u.eb += by_eta * by_beta;
        u.bent += (2 * r.first + beta * r.second) * inverse;
        u.bb += by_beta * by_beta;
        double mark = opt_marks ? opt_marks[k] : 1;
        r.value += mark;
        u.marks += mark;
    }
    *remains = r;
    *sums = u;
}

enum awol_status awol_hawkes_exponential(const struct awol_hawkes_record *record, double rate,
                                         double eta, double beta,
                                         struct awol_hawkes_curvature *ret_value,
                                         struct awol_error *opt_error)
{
    struct log_sum logs = {0, 1, 0};
    struct remains r, before;
    struct sums u = {0};
    struct block block;
    double last = record->start, span = record->end - record->start;
    if (!(rate > 0) || !(eta >= 0) || !(beta > 0))
        return out_of_range(opt_error);
    before = r = remains_before(record, beta);
    for (size_t i = record->n_before; i < record->n; i += block.n) {
        block_take(&block, record, i, beta, &last);
        block_add(&block, record->opt_marks ? record->opt_marks + i : NULL, rate, eta, beta, &r,
                  &u);
        for (size_t k = 0; k < block.n; k++)
            log_sum_add(&logs, block.intensity[k]);
    }
    log_sum_flush(&logs);
    remains_pass(&r, record->end - last, faded(record->end - last, beta));
    /* What was prompted inside the window: all that came, less what is left of it. */
    double prompted = before.value + u.marks - r.value, first = before.first - r.first;
    double value = logs.sum - rate * span - eta * prompted;
    double bb = eta * (u.bent - before.second + r.second) - u.bb, eb = u.s - u.eb - first;
    if (!isfinite(value) || !isfinite(bb))
        return out_of_range(opt_error);
    *ret_value = (struct awol_hawkes_curvature){
        value,
        {u.rate - span, u.eta - prompted, eta * (u.s - first)},
        {{-u.rr, -u.re, -u.rb}, {-u.re, -u.ee, eb}, {-u.rb, eb, bb}}};
    return AWOL_OK;
}

/* ---- in general ---------------------------------------------------------------------------- */

/* Per component: what is left of the marks, its derivative by b = 1/tau, and the same of
 * w_j ln(mark_j), which is the derivative by the exponent. */
struct component {
    double left, by_b, by_exponent;
};

struct pass {
    const struct awol_hawkes_record *record;
    const struct awol_hawkes_terms *terms;
    struct component parts[AWOL_HAWKES_COMPONENTS];
    double b;
    double share_left; /* of the pool */
    double gone;
    double integral; /* of the intensity since the start */
    double by_rate, by_eta, by_b, by_exponent;
};

static inline void component_fade(struct component *c, double lag, double e)
{
    c->by_b = e * (c->by_b - lag * c->left);
    c->by_exponent *= e;
    c->left *= e;
}

/* Go on by `days`: add the integral of the intensity over them, and let the marks fade. */
static void pass_over(struct pass *p, double days, size_t interval, double *opt_by_area)
{
    const struct awol_hawkes_terms *t = p->terms;
    double area = t->opt_area ? t->opt_area[interval] : days, prompted = 0;
    for (size_t m = 0; m < t->kernel.n; m++) {
        struct component *c = &p->parts[m];
        double speed = t->kernel.speed[m], share = t->kernel.share[m];
        double e = exp(-p->b * speed * days), faded = -expm1(-p->b * speed * days);
        prompted += share * c->left * faded;
        p->by_b -= t->eta * p->share_left * share * (c->by_b * faded + c->left * speed * days * e);
        p->by_exponent -= t->eta * p->share_left * share * c->by_exponent * faded;
        component_fade(c, speed * days, e);
    }
    p->integral += p->share_left * (t->rate * area + t->eta * prompted);
    p->by_rate -= p->share_left * area;
    p->by_eta -= p->share_left * prompted;
    if (opt_by_area)
        opt_by_area[interval] = -p->share_left * t->rate;
}

/* The intensity at departure i, and what it adds to the slopes. */
static double arrive(struct pass *p, size_t i, double *opt_by_level)
{
    const struct awol_hawkes_terms *t = p->terms;
    double level = t->opt_level ? t->opt_level[i] : 1;
    double prompted = 0, by_b = 0, by_exponent = 0;
    for (size_t m = 0; m < t->kernel.n; m++) {
        const struct component *c = &p->parts[m];
        double weight = t->kernel.share[m] * t->kernel.speed[m];
        prompted += weight * p->b * c->left;
        by_b += weight * (c->left + p->b * c->by_b);
        by_exponent += weight * p->b * c->by_exponent;
    }
    double inside = t->rate * level + t->eta * prompted;
    p->by_rate += level / inside;
    p->by_eta += prompted / inside;
    p->by_b += t->eta * by_b / inside;
    p->by_exponent += t->eta * by_exponent / inside;
    if (opt_by_level)
        opt_by_level[i] = t->rate / inside;
    return p->share_left * inside;
}

/* Departure i begins to prompt. */
static void prompt(struct pass *p, size_t i)
{
    double mark = p->record->opt_marks ? p->record->opt_marks[i] : 1;
    double weight = awol_hawkes_weight(mark, p->terms->exponent);
    for (size_t m = 0; m < p->terms->kernel.n; m++) {
        p->parts[m].left += weight;
        p->parts[m].by_exponent += mark == 1 ? 0 : weight * log(mark);
    }
}

static void depart(struct pass *p, size_t i)
{
    prompt(p, i);
    p->gone += p->record->opt_marks ? p->record->opt_marks[i] : 1;
    if (isfinite(p->terms->pool))
        p->share_left = 1 - p->gone / p->terms->pool;
}

/* Departures before the start prompt, and nothing else. */
static void remember(struct pass *p)
{
    const struct awol_hawkes_record *r = p->record;
    const struct awol_hawkes_kernel *kernel = &p->terms->kernel;
    for (size_t i = 0; i < r->n_before; i++) {
        double days = (i + 1 < r->n_before ? r->times[i + 1] : r->start) - r->times[i];
        prompt(p, i);
        for (size_t m = 0; m < kernel->n; m++) {
            double lag = kernel->speed[m] * days;
            component_fade(&p->parts[m], lag, exp(-p->b * lag));
        }
    }
}

enum awol_status awol_hawkes_evaluate(const struct awol_hawkes_record *record,
                                      const struct awol_hawkes_terms *terms,
                                      double *ret_log_likelihood,
                                      struct awol_hawkes_slopes *opt_slopes,
                                      double *opt_residual_times, struct awol_error *opt_error)
{
    struct pass p = {.record = record, .terms = terms, .b = 1 / terms->tau_days, .share_left = 1};
    struct log_sum logs = {0, 1, 0};
    double last = record->start;
    double *by_level = opt_slopes ? opt_slopes->opt_level : NULL;
    double *by_area = opt_slopes ? opt_slopes->opt_area : NULL;
    if (!(terms->rate >= 0) || !(terms->eta >= 0) || !(terms->tau_days > 0))
        return out_of_range(opt_error);
    remember(&p);
    for (size_t i = record->n_before; i < record->n; i++) {
        pass_over(&p, record->times[i] - last, i, by_area);
        last = record->times[i];
        if (opt_residual_times)
            opt_residual_times[i] = p.integral;
        if (!(p.share_left > 0))
            return awol_error_set(opt_error, AWOL_RANGE, "more men leave than the %g of the pool",
                                  terms->pool);
        log_sum_add(&logs, arrive(&p, i, by_level));
        depart(&p, i);
    }
    pass_over(&p, record->end - last, record->n, by_area);
    log_sum_flush(&logs);
    double value = logs.sum - p.integral;
    if (!isfinite(value))
        return out_of_range(opt_error);
    *ret_log_likelihood = value;
    if (opt_slopes) {
        opt_slopes->rate = p.by_rate;
        opt_slopes->eta = p.by_eta;
        opt_slopes->tau_days = -p.by_b * p.b * p.b;
        opt_slopes->exponent = p.by_exponent;
    }
    return AWOL_OK;
}
