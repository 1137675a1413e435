#include "model/likelihood.h"

double awol_prediction_log_mass(const struct awol_prediction *p, double y)
{
    struct awol_scored scored;
    if (p->pool > 0)
        return awol_law_log_beta_binomial(y, p->pool, p->mean / p->pool, p->correlation);
    awol_law_score_exact(p->law, p->mean, p->variance, y, &scored);
    return scored.log_probability;
}

double awol_prediction_at_most(const struct awol_prediction *p, double y)
{
    if (p->pool > 0)
        return awol_law_pool_at_most(y, p->pool, p->mean / p->pool, p->correlation);
    return awol_law_at_most(p->law, p->mean, p->variance, y);
}

void awol_likelihood_release(struct awol_likelihood *likelihood)
{
    if (likelihood->type)
        likelihood->type->free(likelihood->state);
    *likelihood = (struct awol_likelihood){0};
}
