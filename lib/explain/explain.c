#include "explain/explain.h"

const struct awol_made_anew awol_explain_made = {
    .tables = (const char *const[]){"attribution", "attributed", NULL},
    .topics = (const char *const[]){"attribution", NULL},
};

enum awol_status awol_explain_run(const struct awol_refit *refit,
                                  const struct awol_table *opt_replicates,
                                  const struct awol_explain_settings *settings,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    struct awol_draws draws = {.n = 0};
    struct awol_attribution a = {.n_lines = 0};
    struct awol_reading_row rows[AWOL_READING_ROWS];
    const struct awol_reading_row *opt_rows = awol_readings_apply(refit) ? rows : NULL;
    enum awol_status status =
        awol_draws_init(&draws, refit, opt_replicates, settings->seed, opt_error);
    if (status == AWOL_OK)
        status = awol_attribute(refit, &draws, settings->level, settings->seed, settings->n_threads,
                                &a, opt_error);
    if (status == AWOL_OK && opt_rows)
        status =
            awol_readings_fill(refit, settings->readings, settings->n_threads, rows, opt_error);
    if (status == AWOL_OK)
        status = awol_attribution_write(refit, &draws, settings, &a, opt_rows, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_attribution_say(refit, &draws, settings, &a, opt_rows, stream, opt_error);
    if (status == AWOL_OK)
        awol_fit_words_last(stream);
    awol_attribution_release(&a);
    awol_draws_release(&draws);
    return status;
}
