#include "base/number.h"
#include "count/person_time.h"
#include "count/survival_table.h"
#include "tool/persons.h"

static enum awol_status write_pairs(struct awol_arguments *arguments,
                                    const struct awol_stream *events,
                                    const struct awol_count_options *count,
                                    struct awol_error *error)
{
    struct awol_stream stream;
    struct awol_pairs pairs;
    enum awol_status status = awol_pairs_run(events, count, &stream, &pairs, error);

    if (status != AWOL_OK)
        return status;
    awol_arguments_say(arguments,
                       "%zu %s of rows that may be one man, %zu of them twice in one source; %zu "
                       "of %zu rows %s merged",
                       pairs.n, pairs.n == 1 ? "pair" : "pairs", pairs.n_twice, pairs.n_merged,
                       pairs.n_rows, pairs.n_merged == 1 ? "is" : "are");
    status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
    awol_pairs_release(&pairs);
    awol_stream_release(&stream);
    return status;
}

static void tell_watch(const struct awol_arguments *arguments,
                       const struct awol_watch_report *report)
{
    char days[AWOL_NUMBER_SIZE];

    for (size_t i = 0; i < AWOL_N_REMARKS; i++) {
        if (report->choices.n[i] > 0)
            awol_arguments_warn(arguments, "%s: %zu (first: %s)",
                                awol_remark_text((enum awol_remark)i), report->choices.n[i],
                                report->choices.examples[i]);
    }
    for (size_t i = 0; i < AWOL_N_WATCH_REMARKS; i++) {
        if (report->n[i] > 0)
            awol_arguments_warn(arguments, "%s: %zu (first: %s)",
                                awol_watch_remark_text((enum awol_watch_remark)i), report->n[i],
                                report->examples[i]);
    }
    if (report->carried[0] != '\0')
        awol_arguments_say(arguments, "carried on as they are: %s", report->carried);
    awol_arguments_say(
        arguments, "%zu %s in %zu %s, at risk for %s days: %zu left (event %s; rows %s)",
        report->n_men, report->n_men == 1 ? "man" : "men", report->n_spells,
        report->n_spells == 1 ? "spell" : "spells", awol_number_format(report->days, days),
        report->n_events, awol_arguments_text(arguments, "event", "deserted"),
        awol_arguments_text(arguments, "prefer", "preferred"));
}

static enum awol_status make_person_time(const struct awol_arguments *arguments,
                                         const struct awol_stream *events,
                                         const struct awol_count_options *count,
                                         struct awol_stream *ret_stream, struct awol_error *error)
{
    bool refuses = awol_text_equal(awol_arguments_text(arguments, "windows", "middle"), "refuse");
    struct awol_watch_report report;
    enum awol_status status =
        awol_person_time_run(events, count, refuses, ret_stream, &report, error);

    if (status == AWOL_OK)
        tell_watch(arguments, &report);
    return status;
}

static void tell_survival(const struct awol_arguments *arguments,
                          const struct awol_survival_report *report)
{
    const struct awol_log_rank *test = &report->test;
    const char *spells = report->n_spells == 1 ? "spell" : "spells";
    const char *events = report->n_events == 1 ? "event" : "events";
    char numbers[2][AWOL_NUMBER_SIZE];

    if (report->n_without > 0)
        awol_arguments_warn(arguments, "spells without a value in %s are left out: %zu",
                            awol_arguments_text(arguments, "by-group", ""), report->n_without);
    if (report->n_groups < 2)
        awol_arguments_say(arguments, "%zu %s, %zu %s", report->n_spells, spells, report->n_events,
                           events);
    else if (test->df == 0)
        awol_arguments_say(arguments, "%zu %s in %zu groups, %zu %s: no two groups can be compared",
                           report->n_spells, spells, report->n_groups, report->n_events, events);
    else
        awol_arguments_say(arguments,
                           "%zu %s in %zu groups, %zu %s; log-rank test: chi-square %s, df %zu, p "
                           "%s",
                           report->n_spells, spells, report->n_groups, report->n_events, events,
                           awol_number_format_short(test->chi_square, 4, numbers[0]), test->df,
                           awol_number_format_short(test->p, 2, numbers[1]));
}

static enum awol_status write_survival(struct awol_arguments *arguments,
                                       const struct awol_stream *from,
                                       const struct awol_stream *person_time,
                                       const struct awol_count_options *count,
                                       struct awol_error *error)
{
    const char *clock = awol_arguments_text(arguments, "clock", "service");
    struct awol_survival_options survival = {
        .opt_group = awol_arguments_text(arguments, "by-group", NULL), .level = count->confidence};
    struct awol_survival_report report;
    struct awol_stream stream;
    enum awol_status status;

    while (!awol_text_equal(awol_persons_clocks[survival.clock], clock))
        survival.clock++;
    if (person_time->n_tables == 0)
        return awol_error_at(error, person_time->source, (struct awol_place){0, 0},
                             "the stream has no table of person-time");
    status = awol_survival_run(from, &person_time->tables[0], &survival, count->command, &stream,
                               &report, error);
    if (status != AWOL_OK)
        return status;
    tell_survival(arguments, &report);
    status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
    awol_stream_release(&stream);
    return status;
}

/* Spells stand in the file already, or are made of its events. */
static bool is_person_time(const struct awol_stream *stream)
{
    const struct awol_table *events = awol_stream_find(stream, "events");

    return awol_text_equal(stream->kind, "person-time") ||
           (events != NULL && awol_survival_is_input(events));
}

const char *const *awol_persons_kinds(enum awol_persons_output output)
{
    static const char *const events[] = {"events", NULL};
    static const char *const both[] = {"events", "person-time", NULL};

    return output == AWOL_PERSONS_SURVIVAL ? both : events;
}

enum awol_status awol_persons_write(struct awol_arguments *arguments,
                                    const struct awol_stream *events,
                                    const struct awol_count_options *count,
                                    enum awol_persons_output output, struct awol_error *error)
{
    struct awol_stream person_time;
    enum awol_status status;

    if (output == AWOL_PERSONS_PAIRS)
        return write_pairs(arguments, events, count, error);
    if (output == AWOL_PERSONS_SURVIVAL && is_person_time(events))
        return write_survival(arguments, events, events, count, error);
    status = make_person_time(arguments, events, count, &person_time, error);
    if (status != AWOL_OK)
        return status;
    if (output == AWOL_PERSONS_SURVIVAL)
        status = write_survival(arguments, events, &person_time, count, error);
    else
        status = awol_stream_write(&person_time, awol_arguments_output(arguments), error);
    awol_stream_release(&person_time);
    return status;
}
