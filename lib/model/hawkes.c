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

static inline void remains_pass(struct remains *r, double days, double beta)
{
    double e = exp(-beta * days);
    double value = e * r->value, first = e * r->first - days * value;
    r->second = e * r->second - 2 * days * e * r->first + days * days * value;
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
        remains_pass(&r, next - record->times[i], beta);
    }
    return r;
}

enum awol_status awol_hawkes_exponential(const struct awol_hawkes_record *record, double rate,
                                         double eta, double beta,
                                         struct awol_hawkes_curvature *ret_value,
                                         struct awol_error *opt_error)
{
    struct log_sum logs = {0, 1, 0};
    struct remains r = {0, 0, 0}, before;
    double marks = 0, last = record->start, span = record->end - record->start;
    double by_rate = 0, by_eta = 0, by_beta = 0;
    double rr = 0, re = 0, rb = 0, ee = 0, eb = 0, bb = 0;
    if (!(rate > 0) || !(eta >= 0) || !(beta > 0))
        return out_of_range(opt_error);
    before = r = remains_before(record, beta);
    for (size_t i = record->n_before; i < record->n; i++) {
        remains_pass(&r, record->times[i] - last, beta);
        last = record->times[i];
        double slope = r.value + beta * r.first; /* of beta R by beta */
        double intensity = rate + eta * beta * r.value, inverse = 1 / intensity;
        double u_eta = beta * r.value * inverse, u_beta = eta * slope * inverse;
        log_sum_add(&logs, intensity);
        by_rate += inverse;
        by_eta += u_eta;
        by_beta += u_beta;
        rr -= inverse * inverse;
        re -= inverse * u_eta;
        rb -= inverse * u_beta;
        ee -= u_eta * u_eta;
        eb += slope * inverse - u_eta * u_beta;
        bb += eta * (2 * r.first + beta * r.second) * inverse - u_beta * u_beta;
        double mark = record->opt_marks ? record->opt_marks[i] : 1;
        r.value += mark;
        marks += mark;
    }
    log_sum_flush(&logs);
    remains_pass(&r, record->end - last, beta);
    /* What was prompted inside the window: all that came, less what is left of it. */
    double prompted = before.value + marks - r.value, first = before.first - r.first;
    double value = logs.sum - rate * span - eta * prompted;
    if (!isfinite(value) || !isfinite(bb))
        return out_of_range(opt_error);
    *ret_value =
        (struct awol_hawkes_curvature){value,
                                       {by_rate - span, by_eta - prompted, by_beta - eta * first},
                                       {{rr, re, rb},
                                        {re, ee, eb - first},
                                        {rb, eb - first, bb - eta * (before.second - r.second)}}};
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
