#include "support/bench.h"

#include <criterion/criterion.h>
#include <math.h>

void bench_open(struct bench *b, const struct awol_setup *setup, const struct support_span *spans,
                size_t n)
{
    *b = (struct bench){.setup = *setup};
    support_series(&b->series, spans, n);
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, "day", 0, NULL, 0, NULL, NULL),
                 AWOL_OK);
    cr_assert_eq(awol_model_open(&b->campaign, &b->setup, &b->layout, &b->likelihood, NULL),
                 AWOL_OK);
}

void bench_free(struct bench *b)
{
    awol_likelihood_release(&b->likelihood);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

double bench_value(const struct bench *b, const double *parameters, double *opt_gradient)
{
    const struct awol_likelihood *l = &b->likelihood;
    double value = NAN;
    cr_assert_eq(l->type->evaluate(l->state, parameters, &value, opt_gradient, NULL, NULL),
                 AWOL_OK);
    return value;
}
