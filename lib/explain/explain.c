#include "explain/explain.h"

#include <math.h>
#include <string.h>

#include "estimate/cells.h"
#include "model/model.h"

const struct awol_made_anew awol_explain_made = {
    .tables = (const char *const[]){"attribution", "attributed", "counterfactual", "worlds", "cost",
                                    NULL},
    .topics = (const char *const[]){"attribution", "counterfactual", "cost", NULL},
};

/* What one run makes. */
struct run {
    const struct awol_refit *refit;
    const struct awol_explain_settings *settings;
    struct awol_stream *stream;
    struct awol_draws draws;
    struct awol_attribution attribution;
    bool attributed;
    struct awol_counterfactual counterfactual;
};

/* A threshold model cannot be attributed, but there are worlds without its offer. */
static bool only_worlds(const struct awol_refit *refit)
{
    return refit->problem.setup.model &&
           strcmp(refit->problem.setup.model->name, "threshold") == 0 &&
           refit->campaign.n_effects > 0;
}

static enum awol_status attribute(struct run *r, struct awol_error *opt_error)
{
    const struct awol_explain_settings *s = r->settings;
    struct awol_reading_row rows[AWOL_READING_ROWS];
    const struct awol_reading_row *opt_rows = awol_readings_apply(r->refit) ? rows : NULL;
    struct awol_error inner = {0};
    enum awol_status status = awol_attribute(r->refit, &r->draws, s->level, s->seed, s->n_threads,
                                             &r->attribution, &inner);
    if (status == AWOL_UNFIT && s->n_simulations > 0 && only_worlds(r->refit))
        return awol_cells_say(r->stream, opt_error, "attribution", "No numbers are given: %s.",
                              inner.message);
    if (status != AWOL_OK) {
        if (opt_error)
            *opt_error = inner;
        return status;
    }
    r->attributed = true;
    if (opt_rows)
        status = awol_readings_fill(r->refit, s->readings, s->n_threads, rows, opt_error);
    if (status == AWOL_OK)
        status = awol_attribution_write(r->refit, &r->draws, s, &r->attribution, opt_rows,
                                        r->stream, opt_error);
    if (status == AWOL_OK)
        status = awol_attribution_say(r->refit, &r->draws, s, &r->attribution, opt_rows, r->stream,
                                      opt_error);
    return status;
}

static enum awol_status compare_worlds(struct run *r, struct awol_error *opt_error)
{
    const struct awol_explain_settings *s = r->settings;
    const struct awol_attribution *opt_a = r->attributed ? &r->attribution : NULL;
    const struct awol_counterfactual_settings settings = {.change = s->change,
                                                          .n = s->n_simulations,
                                                          .level = s->level,
                                                          .seed = s->seed,
                                                          .n_threads = s->n_threads};
    struct awol_counterfactual *c = &r->counterfactual;
    if (s->n_simulations == 0)
        return AWOL_OK;
    enum awol_status status =
        awol_counterfactual(r->refit, &r->draws, opt_a, &settings, c, opt_error);
    if (status != AWOL_OK)
        return status;
    status =
        awol_counterfactual_write(r->refit, &r->draws, s->level, c, opt_a, r->stream, opt_error);
    if (status == AWOL_OK)
        status = awol_counterfactual_say(r->refit, &r->draws, s->level, &s->change, c, opt_a,
                                         r->stream, opt_error);
    return status;
}

/* By the genealogy, and where all offers were left out by the other campaign too. */
static enum awol_status count_costs(struct run *r, struct awol_error *opt_error)
{
    const struct awol_explain_settings *s = r->settings;
    struct awol_cost_case cases[2];
    size_t n = 0;
    if (!awol_cost_is_asked(&s->cost))
        return AWOL_OK;
    if (!r->attributed)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "no cost per man can be given where no man is attributed");
    cases[n++] = (struct awol_cost_case){.basis = "attributed",
                                         .anyway = NAN,
                                         .came = r->attribution.men_while,
                                         .brought = r->attribution.totals[AWOL_TOTAL_BECAUSE]};
    if (s->n_simulations > 0 && s->change.without && !s->change.opt_id)
        cases[n++] = (struct awol_cost_case){.basis = "counterfactual",
                                             .anyway = NAN,
                                             .came = r->attribution.men_while,
                                             .brought = r->counterfactual.difference};
    return awol_cost_write(&s->cost, cases, n, r->stream, opt_error);
}

enum awol_status awol_explain_run(const struct awol_refit *refit,
                                  const struct awol_table *opt_replicates,
                                  const struct awol_explain_settings *settings,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    struct run r = {.refit = refit, .settings = settings, .stream = stream};
    enum awol_status status =
        awol_draws_init(&r.draws, refit, opt_replicates, settings->seed, opt_error);
    if (status == AWOL_OK && settings->n_simulations > 0)
        status = awol_change_check(&settings->change, refit, opt_error);
    if (status == AWOL_OK)
        status = attribute(&r, opt_error);
    if (status == AWOL_OK)
        status = compare_worlds(&r, opt_error);
    if (status == AWOL_OK)
        status = count_costs(&r, opt_error);
    if (status == AWOL_OK)
        awol_fit_words_last(stream);
    awol_counterfactual_release(&r.counterfactual);
    awol_attribution_release(&r.attribution);
    awol_draws_release(&r.draws);
    return status;
}
