/* Exact times and stretches of which only the number is known, in one recursion. */
#include <math.h>

#include "model/hawkes.h"
#include "model/law.h"
#include "model/step.h"

struct mixed {
    const struct awol_hawkes_record *record;
    const struct awol_hawkes_stretches *stretches;
    const struct awol_hawkes_terms *terms;
    double b;
    double left;  /* of the weights */
    double share; /* of the pool */
    double gone;
    double log_likelihood;
};

static double mark_of(const struct mixed *m, size_t i)
{
    return m->record->opt_marks ? m->record->opt_marks[i] : 1;
}

/* Nobody leaves for so many days. */
static void pass_over(struct mixed *m, double days, double area)
{
    double e = exp(-m->b * days);
    m->log_likelihood -=
        m->share * (m->terms->rate * area - m->terms->eta * m->left * expm1(-m->b * days));
    m->left *= e;
}

static void arrive(struct mixed *m, size_t i)
{
    double level = m->terms->opt_level ? m->terms->opt_level[i] : 1;
    m->log_likelihood += log(m->share * (m->terms->rate * level + m->terms->eta * m->b * m->left));
    m->left += awol_hawkes_weight(mark_of(m, i), m->terms->exponent);
    m->gone += mark_of(m, i);
}

/* ln P(y departures), given that there is one: from the law of the bin. */
static double log_number(double y, double mean, double variance)
{
    double theta = variance > mean ? 1 - sqrt(mean / variance) : 0, lambda = mean * (1 - theta);
    return awol_law_log_gp(y, lambda, theta) - log(-expm1(-lambda));
}

static enum awol_status stretch(struct mixed *m, size_t i, struct awol_error *opt_error)
{
    const struct awol_hawkes_stretches *s = m->stretches;
    double weight = awol_hawkes_weight(mark_of(m, i), m->terms->exponent), y = s->counts[i];
    double a = m->share * m->terms->rate * s->inside[i], x = m->left / weight;
    double eta = m->share * m->terms->eta * weight;
    struct awol_step step;
    struct awol_step_variance v;
    enum awol_status status = awol_step_init(s->widths[i], eta, m->b, &step, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_step_variance_init(s->widths[i], eta, m->b, &v);
    double mean = step.A.value * a + step.B.value * x;
    double variance = v.from_a.value * a + v.from_x.value * x;
    double none = a - eta * x * expm1(-m->b * s->widths[i]);
    double end = step.E.value * x + step.F.value * a, faded = step.decay.value * x;
    m->log_likelihood += log(-expm1(-none)) + log_number(y, mean, variance);
    m->left = weight * (faded + (end - faded) / mean * y);
    m->gone += y * mark_of(m, i);
    return AWOL_OK;
}

/* The departures before the start prompt, and nothing else. */
static void remember(struct mixed *m)
{
    const struct awol_hawkes_record *r = m->record;
    for (size_t i = 0; i < r->n_before; i++) {
        double next = i + 1 < r->n_before ? r->times[i + 1] : r->start;
        double n = m->stretches->counts[i];
        m->left += n * awol_hawkes_weight(mark_of(m, i), m->terms->exponent);
        m->left *= exp(-m->b * (next - r->times[i]));
    }
}

enum awol_status awol_hawkes_mixed(const struct awol_hawkes_record *record,
                                   const struct awol_hawkes_stretches *stretches,
                                   const struct awol_hawkes_terms *terms,
                                   double *ret_log_likelihood, struct awol_error *opt_error)
{
    struct mixed m = {.record = record,
                      .stretches = stretches,
                      .terms = terms,
                      .b = 1 / terms->tau_days,
                      .share = 1};
    double last = record->start;
    enum awol_status status = AWOL_OK;
    if (!(terms->rate >= 0) || !(terms->eta >= 0) || !(terms->tau_days > 0))
        return awol_error_set(opt_error, AWOL_RANGE, "a parameter lies outside its range");
    remember(&m);
    for (size_t i = record->n_before; status == AWOL_OK && i < record->n; i++) {
        double days = fmax(record->times[i] - last, 0);
        pass_over(&m, days, terms->opt_area ? terms->opt_area[i] : days);
        if (!(m.share > 0))
            return awol_error_set(opt_error, AWOL_RANGE, "more men leave than the %g of the pool",
                                  terms->pool);
        last = record->times[i] + stretches->widths[i];
        if (stretches->widths[i] > 0)
            status = stretch(&m, i, opt_error);
        else
            arrive(&m, i);
        if (isfinite(terms->pool))
            m.share = 1 - m.gone / terms->pool;
    }
    if (status != AWOL_OK)
        return status;
    double days = fmax(record->end - last, 0);
    pass_over(&m, days, terms->opt_area ? terms->opt_area[record->n] : days);
    if (!isfinite(m.log_likelihood))
        return awol_error_set(opt_error, AWOL_RANGE,
                              "the likelihood of exact times leaves the range of numbers");
    *ret_log_likelihood = m.log_likelihood;
    return AWOL_OK;
}
