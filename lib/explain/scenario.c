#include "explain/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

const struct awol_question *const awol_questions[] = {
    &awol_question_total, &awol_question_followers, &awol_question_terms, &awol_question_threshold,
    NULL};

const struct awol_question *awol_question_find(const char *name)
{
    for (size_t i = 0; awol_questions[i]; i++)
        if (strcmp(awol_questions[i]->name, name) == 0)
            return awol_questions[i];
    return NULL;
}

enum awol_status awol_scenario_say(struct awol_scenario *scenario, struct awol_error *opt_error,
                                   const char *topic, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *cells[] = {topic, text};
    return awol_table_append(&scenario->summary, cells, NULL, opt_error);
}

/* ---- tables --------------------------------------------------------------------------------- */

enum awol_status awol_scenario_table(struct awol_scenario *scenario, const char *name,
                                     const char *const *columns, struct awol_table **ret_table,
                                     struct awol_error *opt_error)
{
    struct awol_table *table = NULL;
    enum awol_status status = awol_stream_add_table(scenario->stream, name, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && columns[i]; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    if (status == AWOL_OK)
        *ret_table = table;
    return status;
}

enum awol_status awol_scenario_row(struct awol_table *table, const char *opt_first,
                                   const double *values, size_t n, struct awol_error *opt_error)
{
    size_t row = table->n_rows, offset = opt_first != NULL;
    enum awol_status status = awol_table_append_empty(table, opt_error);
    if (status == AWOL_OK && opt_first)
        status = awol_table_set(table, row, 0, opt_first, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = awol_table_set_number(table, row, i + offset,
                                       isfinite(values[i]) ? values[i] : (double)NAN, opt_error);
    return status;
}

enum awol_status awol_scenario_check_eta(const struct awol_scenario *scenario, double eta,
                                         struct awol_error *opt_error)
{
    if (eta < 1 || scenario->settings->finite)
        return AWOL_OK;
    return awol_assumption_refuse(
        scenario->assumptions, AWOL_ASSUME_ETA, opt_error,
        "where each departure prompts one other or more, departures never end unless the men do: "
        "give --finite and --men, or values below 1");
}

/* ---- the answer ----------------------------------------------------------------------------- */

static const char caution[] =
    "NOT AN ESTIMATE: computed from assumptions, not from any record; the table assumptions has "
    "all of them";

static enum awol_status begin(struct awol_scenario *scenario, const struct awol_question *question,
                              struct awol_error *opt_error)
{
    const struct awol_scenario_settings *settings = scenario->settings;
    const char *title = scenario->assumptions->title;
    char seed[AWOL_NUMBER_SIZE], replicates[AWOL_NUMBER_SIZE];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)settings->draws.seed);
    snprintf(replicates, sizeof replicates, "%lu", (unsigned long)settings->draws.replicates);
    const char *headers[][2] = {
        {"caution", caution},           {"campaign", title}, {"question", question->name},
        {"command", settings->command}, {"seed", seed},      {"replicates", replicates}};
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < sizeof headers / sizeof *headers; i++)
        if (headers[i][1])
            status =
                awol_stream_add_header(scenario->stream, headers[i][0], headers[i][1], opt_error);
    if (status == AWOL_OK)
        status = awol_table_init(&scenario->summary, "summary", "", opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_table_add_column(&scenario->summary, "topic", opt_error);
    if (status == AWOL_OK)
        status = awol_table_add_column(&scenario->summary, "text", opt_error);
    if (status == AWOL_OK)
        status = awol_scenario_say(
            scenario, opt_error, "caution",
            settings->opt_fit
                ? "NOT AN ESTIMATE. Every number here follows from assumptions, which are listed "
                  "in "
                  "the table assumptions with their sources. The thresholds come from a fit; what "
                  "is told beyond the shares that its record has seen is their assumed shape."
                : "NOT AN ESTIMATE. Every number here follows from assumptions, which are listed "
                  "in "
                  "the table assumptions with their sources; none of them was fitted to a record, "
                  "and other assumptions give other numbers.");
    return status;
}

/* Assumptions that nobody asked about are told: a misplaced line must not be lost in silence. */
static enum awol_status tell_unused(struct awol_scenario *scenario, struct awol_error *opt_error)
{
    struct awol_text names;
    enum awol_status status = AWOL_OK;
    awol_text_init(&names);
    for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++) {
        const struct awol_assumed *value = &scenario->assumptions->values[key];
        if (value->given && !value->used)
            awol_text_append_format(&names, "%s%s", names.length > 0 ? ", " : "",
                                    awol_assumption_kinds[key].name);
    }
    if (names.length > 0)
        status = awol_scenario_say(scenario, opt_error, "unused",
                                   "Given, and not needed for this question: %s.",
                                   awol_text_string(&names));
    if (status == AWOL_OK)
        status = awol_text_check(&names, opt_error);
    awol_text_release(&names);
    return status;
}

/* What is assumed and is no number of the registry. */
static enum awol_status add_forms(const struct awol_scenario *scenario,
                                  const struct awol_question *question,
                                  struct awol_error *opt_error)
{
    struct awol_table *table = awol_stream_find(scenario->stream, "assumptions");
    bool finite = scenario->settings->finite;
    const char *const limit[] = {"finite", finite ? "yes" : "no", NULL,
                                 finite ? "the command line" : "default",
                                 "whether each departure leaves fewer who can follow"};
    const char *const form[] = {"form", NULL, NULL, "the method", question->form};
    enum awol_status status = AWOL_OK;
    if (question->may_be_finite)
        status = awol_table_append(table, limit, NULL, opt_error);
    return status == AWOL_OK ? awol_table_append(table, form, NULL, opt_error) : status;
}

/* The assumptions were marked as they were used, so their table is made last; it is read first. */
static enum awol_status end(struct awol_scenario *scenario, const struct awol_question *question,
                            struct awol_error *opt_error)
{
    struct awol_stream *stream = scenario->stream;
    enum awol_status status = tell_unused(scenario, opt_error);
    if (status == AWOL_OK)
        status = awol_assumptions_to_stream(scenario->assumptions, stream, opt_error);
    if (status == AWOL_OK)
        status = add_forms(scenario, question, opt_error);
    if (status != AWOL_OK)
        return status;
    const struct awol_table assumptions = stream->tables[stream->n_tables - 1];
    memmove(stream->tables + 1, stream->tables, (stream->n_tables - 1) * sizeof *stream->tables);
    stream->tables[0] = assumptions;
    return awol_stream_add_copy(stream, &scenario->summary, "summary", opt_error);
}

enum awol_status awol_scenario_answer(const struct awol_question *question,
                                      const struct awol_scenario_settings *settings,
                                      struct awol_assumptions *assumptions,
                                      struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    struct awol_scenario scenario = {
        .settings = settings, .assumptions = assumptions, .stream = &stream};
    enum awol_status status = awol_stream_init(&stream, "scenario", opt_error);
    if (status != AWOL_OK)
        return status;
    status = begin(&scenario, question, opt_error);
    if (status == AWOL_OK)
        status = question->ask(&scenario, opt_error);
    if (status == AWOL_OK)
        status = end(&scenario, question, opt_error);
    awol_table_release(&scenario.summary);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}
