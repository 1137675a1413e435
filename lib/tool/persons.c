#include "tool/persons.h"

#include "base/number.h"

static const char *const same_choices[] = {"id", "name", NULL};

static const struct awol_option options[] = {
    {.name = "same",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "BY",
     .choices = same_choices,
     .help = "Look for the same man in two sources: by id (the column person is the same and the "
             "dates share a day), or by name (the unit is the same, the dates share a day, and the "
             "names are alike whatever their case, marks, order of parts and initials). A row that "
             "one source has twice is found too. Pairs are told and counted twice unless "
             "--merge-same is given."},
    {.name = "same-threshold",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "SCORE",
     .default_text = "0.85",
     .min = 0.5,
     .max = 1,
     .help = "How alike two names must be at least: 1 is the same name. The score is the product "
             "of the Jaro-Winkler similarities of the parts; an initial counts 0.95, and one part "
             "of three that is missing 0.89."},
    {.name = "same-days",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "DAYS",
     .default_text = "0",
     .min = 0,
     .max = 3660,
     .help = "How far apart the dates of two sources may lie."},
    {.name = "merge-same",
     .help = "Count the men of such pairs once. The preferred row stands, then that of their own "
             "side, then the narrower date; the other is not counted (with --prefer all it is "
             "carried as preferred=no). Two rows of one source are never made one man unless they "
             "say the same in every column but id."},
    {.name = "pairs",
     .help = "Instead of a series, write the table of these pairs, best first, to look through: "
             "ids, names, units, dates, sources, score and reason, and with --merge-same which "
             "row stands for both."},
    {.name = "person",
     .type = AWOL_OPTION_TEXT,
     .metavar = "COLUMN",
     .default_text = "person",
     .help = "The column that tells one man from another, for --count first."},
};

const struct awol_option_group awol_persons_group = {"One man, several rows", options,
                                                     sizeof options / sizeof options[0]};

/* Options that say nothing without another. */
static enum awol_status check_needs(const struct awol_arguments *arguments,
                                    struct awol_error *error)
{
    static const char *const of_same[] = {"same-threshold", "same-days", "merge-same", "pairs"};

    for (size_t i = 0; i < sizeof of_same / sizeof of_same[0]; i++) {
        if (awol_arguments_has(arguments, of_same[i]) && !awol_arguments_has(arguments, "same"))
            return awol_arguments_refuse(arguments, of_same[i], error,
                                         "it needs --same id or --same name");
    }
    if (awol_arguments_has(arguments, "same-threshold") &&
        awol_text_equal(awol_arguments_text(arguments, "same", ""), "id"))
        return awol_arguments_refuse(arguments, "same-threshold", error,
                                     "names are compared only with --same name");
    return AWOL_OK;
}

static enum awol_status take_count(const struct awol_arguments *arguments,
                                   struct awol_count_options *count, struct awol_error *error)
{
    const char *what = awol_arguments_text(arguments, "count", "men");

    count->tally.count_rows = awol_text_equal(what, "events");
    count->choose.first = awol_text_equal(what, "first");
    count->net = awol_text_equal(what, "net");
    if (awol_arguments_has(arguments, "person") && !count->choose.first)
        return awol_arguments_refuse(arguments, "person", error,
                                     "men are told apart only for --count first");
    if (!count->net)
        return AWOL_OK;
    if (count->tally.by.unit == AWOL_PERIOD_NONE)
        return awol_arguments_refuse(arguments, "count", error,
                                     "net needs bins in which men left and came back (--by month)");
    for (size_t i = 0; i < count->tally.n_events; i++) {
        if (awol_text_equal(count->tally.events[i], "rejoined"))
            return awol_arguments_refuse(arguments, "count", error,
                                         "net takes the men who rejoined from the others: leave "
                                         "the word out of --event");
    }
    return AWOL_OK;
}

enum awol_status awol_persons_take(const struct awol_arguments *arguments,
                                   struct awol_count_options *count,
                                   enum awol_persons_output *ret_output, struct awol_error *error)
{
    const char *same = awol_arguments_text(arguments, "same", NULL);
    enum awol_status status = check_needs(arguments, error);

    if (status == AWOL_OK)
        status = take_count(arguments, count, error);
    if (status != AWOL_OK)
        return status;
    count->choose.opt_person = awol_arguments_text(arguments, "person", NULL);
    count->choose.same = (struct awol_same_options){
        .by = same == NULL                  ? AWOL_SAME_NONE
              : awol_text_equal(same, "id") ? AWOL_SAME_ID
                                            : AWOL_SAME_NAME,
        .threshold = awol_arguments_number(arguments, "same-threshold", AWOL_SAME_THRESHOLD),
        .days = awol_arguments_integer(arguments, "same-days", 0),
        .merge = awol_arguments_has(arguments, "merge-same")};
    *ret_output = awol_arguments_has(arguments, "pairs") ? AWOL_PERSONS_PAIRS : AWOL_PERSONS_SERIES;
    return AWOL_OK;
}

enum awol_status awol_persons_write_pairs(struct awol_arguments *arguments,
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
