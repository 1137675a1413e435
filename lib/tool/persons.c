#include "tool/persons.h"

static const char *const same_choices[] = {"id", "name", NULL};
static const char *const window_choices[] = {"middle", "refuse", NULL};
const char *const awol_persons_clocks[] = {"service", "spell", "calendar", NULL};

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
     .help = "The column that tells one man from another, for --count first and --person-time."},
    {.name = "person-time",
     .help = "Instead of a series, write one row for each time that a man was at risk: he enters "
             "by the column enter, else at --from, and again where he rejoined; he leaves by an "
             "event of --event (event = 1), by any other, by the column leave or at --to (event = "
             "0). A row may have no date and no event, only enter and leave. Columns that are not "
             "of events are carried on, for use in models."},
    {.name = "windows",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "HOW",
     .choices = window_choices,
     .default_text = "middle",
     .help = "With --person-time or --survival, what to do with a date that is a window of days: "
             "take its middle (the columns enter_earliest to leave_latest keep the window), or "
             "refuse it."},
    {.name = "survival",
     .help = "Instead of a series, write the share of the men that is still there after so many "
             "days (Kaplan-Meier) with limits at --level, and the log-rank test between groups. "
             "Reads events, or a stream or table of person-time."},
    {.name = "by-group",
     .type = AWOL_OPTION_TEXT,
     .metavar = "COLUMN",
     .help = "With --survival, a curve for each value of this column of the person-time: unit, "
             "rank, or one that was carried on."},
    {.name = "clock",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "CLOCK",
     .choices = awol_persons_clocks,
     .default_text = "service",
     .help = "With --survival, the days are those since the man first entered (who is watched only "
             "later, or came back, joins late), since each spell began, or since the first day of "
             "all."},
};

const struct awol_option_group awol_persons_group = {"One man, several rows", options,
                                                     sizeof options / sizeof options[0]};

static bool has(const struct awol_arguments *arguments, const char *option)
{
    return awol_arguments_has(arguments, option);
}

/* Options that say nothing without one of two others. */
static enum awol_status check_needs(const struct awol_arguments *arguments,
                                    struct awol_error *error)
{
    static const struct {
        const char *option, *needs, *or_else;
    } needs[] = {
        {"same-threshold", "same", "same"},     {"same-days", "same", "same"},
        {"merge-same", "same", "same"},         {"pairs", "same", "same"},
        {"windows", "person-time", "survival"}, {"by-group", "survival", "survival"},
        {"clock", "survival", "survival"},      {"keep", "person-time", "survival"},
    };

    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        bool is_one = awol_text_equal(needs[i].needs, needs[i].or_else);

        if (has(arguments, needs[i].option) && !has(arguments, needs[i].needs) &&
            !has(arguments, needs[i].or_else))
            return awol_arguments_refuse(arguments, needs[i].option, error, "it needs --%s%s%s",
                                         needs[i].needs, is_one ? "" : " or --",
                                         is_one ? "" : needs[i].or_else);
    }
    if (has(arguments, "same-threshold") &&
        awol_text_equal(awol_arguments_text(arguments, "same", ""), "id"))
        return awol_arguments_refuse(arguments, "same-threshold", error,
                                     "names are compared only with --same name");
    return AWOL_OK;
}

/* What is written instead of a series. Options of a series are refused beside spells and curves; a
 * table of pairs is asked for by the command line that will count. */
static enum awol_status take_output(const struct awol_arguments *arguments,
                                    enum awol_persons_output *ret_output, struct awol_error *error)
{
    static const char *const outputs[] = {"", "pairs", "person-time", "survival"};
    static const char *const of_series[] = {"by",    "units",      "unit", "complete", "count",
                                            "basis", "covariates", "per",  "strength"};
    size_t output = 0;

    for (size_t i = 1; i < sizeof outputs / sizeof outputs[0]; i++) {
        if (!has(arguments, outputs[i]))
            continue;
        if (output != 0)
            return awol_arguments_refuse(arguments, outputs[i], error, "not together with --%s",
                                         outputs[output]);
        output = i;
    }
    for (size_t i = 0; i < sizeof of_series / sizeof of_series[0] && output > AWOL_PERSONS_PAIRS;
         i++) {
        if (has(arguments, of_series[i]))
            return awol_arguments_refuse(arguments, of_series[i], error,
                                         "it says how a series is counted, and --%s writes none",
                                         outputs[output]);
    }
    *ret_output = (enum awol_persons_output)output;
    return AWOL_OK;
}

static enum awol_status take_count(const struct awol_arguments *arguments,
                                   struct awol_count_options *count, struct awol_error *error)
{
    const char *what = awol_arguments_text(arguments, "count", "men");

    count->tally.count_rows = awol_text_equal(what, "events");
    count->choose.first = awol_text_equal(what, "first");
    count->net = awol_text_equal(what, "net");
    if (has(arguments, "person") && !count->choose.first && !has(arguments, "person-time") &&
        !has(arguments, "survival"))
        return awol_arguments_refuse(arguments, "person", error,
                                     "men are told apart only for --count first, --person-time and "
                                     "--survival");
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
        status = take_output(arguments, ret_output, error);
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
    return AWOL_OK;
}
