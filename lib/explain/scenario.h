/* What an offer, a deadline, a bounty could do: computed from assumptions alone, and headed so. */
#ifndef AWOL_EXPLAIN_SCENARIO_H
#define AWOL_EXPLAIN_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "explain/assumption.h"
#include "explain/spread.h"

struct awol_scenario_settings {
    const char *command; /* for the header */
    bool finite;         /* what is prompted shrinks with the men who are left */
    struct awol_spread_draws draws;
    const double *at_least; /* [n_at_least] numbers of followers that are asked about */
    size_t n_at_least;
    const struct awol_table *opt_countries; /* among whom the men are shared out */
    const char *opt_share_by;               /* one column of it, or equal; NULL: all */
    const struct awol_stream *opt_fit;      /* of model threshold */
};

/* A question on its way: tables go to the stream, sentences are kept until the end. */
struct awol_scenario {
    const struct awol_scenario_settings *settings;
    struct awol_assumptions *assumptions;
    struct awol_stream *stream;
    struct awol_table summary;
};

/* One question: what it takes is in its file. */
struct awol_question {
    const char *name;
    const char *summary; /* for help */
    const char *form;    /* what is assumed besides numbers; listed with them */
    bool may_be_finite;  /* --finite makes a difference, and is listed too */
    enum awol_status (*ask)(struct awol_scenario *scenario, struct awol_error *opt_error);
};

/* NULL-terminated. */
extern const struct awol_question *const awol_questions[];

/* NULL if there is none of that name. */
const struct awol_question *awol_question_find(const char *name);

/* Answer a question: a stream of kind scenario, its first header line and the first sentence of its
 * summary saying NOT AN ESTIMATE, with the tables assumptions, those of the question, and summary.
 * AWOL_USAGE or AWOL_DATA for an assumption that is missing or makes no sense; AWOL_RANGE;
 * AWOL_MEMORY. The caller releases the stream. */
enum awol_status awol_scenario_answer(const struct awol_question *question,
                                      const struct awol_scenario_settings *settings,
                                      struct awol_assumptions *assumptions,
                                      struct awol_stream *ret_stream, struct awol_error *opt_error);

/* ---- for the questions ---------------------------------------------------------------------- */

extern const struct awol_question awol_question_total;
extern const struct awol_question awol_question_followers;
extern const struct awol_question awol_question_terms;
extern const struct awol_question awol_question_threshold;

/* A sentence of the summary. */
enum awol_status awol_scenario_say(struct awol_scenario *scenario, struct awol_error *opt_error,
                                   const char *topic, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A table with these columns (NULL-terminated). A later table may move it. */
enum awol_status awol_scenario_table(struct awol_scenario *scenario, const char *name,
                                     const char *const *columns, struct awol_table **ret_table,
                                     struct awol_error *opt_error);

/* A row of n numbers, NA where NaN, behind opt_first where it is given. */
enum awol_status awol_scenario_row(struct awol_table *table, const char *opt_first,
                                   const double *values, size_t n, struct awol_error *opt_error);

/* AWOL_USAGE or AWOL_DATA, with its place, where eta reaches 1 and nothing limits the men. */
enum awol_status awol_scenario_check_eta(const struct awol_scenario *scenario, double eta,
                                         struct awol_error *opt_error);

#endif
