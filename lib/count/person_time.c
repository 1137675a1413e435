#include "count/person_time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Columns of the table, before those that are carried. */
static const char *const columns[] = {
    "id",   "spell", "unit",           "enter",        "leave",          "event",       "ended",
    "days", "since", "enter_earliest", "enter_latest", "leave_earliest", "leave_latest"};

enum {
    ID,
    SPELL,
    UNIT,
    ENTER,
    LEAVE,
    EVENT,
    ENDED,
    DAYS,
    SINCE,
    ENTER_EARLIEST,
    ENTER_LATEST,
    LEAVE_EARLIEST,
    LEAVE_LATEST,
    N_COLUMNS
};

/* The record while its men are gone through. */
struct muster {
    const struct awol_table *table;
    struct awol_event_rows rows;
    const struct awol_count_options *options;
    bool refuse_windows;
    enum awol_choice *choices;
    const char **keys;
    size_t *men;   /* number of the man of each row */
    size_t *order; /* rows by man, then as they stand */
    size_t n;
    struct awol_point *points;
    struct awol_watch *watches;
    size_t *carried; /* columns of the table that go on */
    size_t n_carried;
    struct awol_table *out;
    struct awol_watch_report *report;
};

static void muster_release(struct muster *muster)
{
    free(muster->carried);
    free(muster->watches);
    free(muster->points);
    free(muster->order);
    free(muster->men);
    free(muster->keys);
    free(muster->choices);
    awol_event_rows_release(&muster->rows);
}

static enum awol_status muster_init(struct muster *muster, struct awol_error *opt_error)
{
    size_t n = muster->table->n_rows + 1;
    enum awol_status status =
        awol_event_rows_read(muster->table, AWOL_ROWS_OF_MEN, &muster->rows, opt_error);

    if (status != AWOL_OK)
        return status;
    muster->choices = calloc(n, sizeof muster->choices[0]);
    muster->keys = calloc(n, sizeof muster->keys[0]);
    muster->men = calloc(n, sizeof muster->men[0]);
    muster->order = calloc(n, sizeof muster->order[0]);
    muster->points = calloc(3 * n, sizeof muster->points[0]);
    muster->watches = calloc(3 * n, sizeof muster->watches[0]);
    muster->carried = calloc(muster->table->n_columns + 1, sizeof muster->carried[0]);
    if (muster->choices == NULL || muster->keys == NULL || muster->men == NULL ||
        muster->order == NULL || muster->points == NULL || muster->watches == NULL ||
        muster->carried == NULL)
        return awol_error_memory(opt_error);
    return AWOL_OK;
}

/* ---- which rows, and whose --------------------------------------------------------------- */

static enum awol_status sort_by_man(struct muster *muster, const bool *wanted,
                                    struct awol_error *opt_error)
{
    const size_t n = muster->rows.n;
    size_t *starts = calloc(n + 2, sizeof starts[0]);
    enum awol_status status;

    if (starts == NULL)
        return awol_error_memory(opt_error);
    status = awol_texts_number(muster->keys, n, muster->men, opt_error);
    for (size_t i = 0; i < n && status == AWOL_OK; i++) {
        if (wanted[i])
            starts[muster->men[i] + 1]++;
    }
    for (size_t i = 0; i <= n; i++)
        starts[i + 1] += starts[i];
    muster->n = starts[n + 1];
    for (size_t i = 0; i < n && status == AWOL_OK; i++) {
        if (wanted[i])
            muster->order[starts[muster->men[i]]++] = i;
    }
    free(starts);
    return status;
}

static enum awol_status choose_rows(struct muster *muster, struct awol_error *opt_error)
{
    struct awol_tally_options all = muster->options->tally;
    bool *wanted = malloc(muster->rows.n + 1);
    enum awol_status status;

    if (wanted == NULL)
        return awol_error_memory(opt_error);
    all.events = awol_event_words;
    for (all.n_events = 0; awol_event_words[all.n_events] != NULL;)
        all.n_events++;
    status = awol_choose(muster->table, &muster->rows, &muster->options->choose, &all,
                         muster->choices, &muster->report->choices, opt_error);
    for (size_t i = 0; i < muster->rows.n && status == AWOL_OK; i++)
        wanted[i] = awol_tally_wants(&all, &muster->rows.events[i]) &&
                    muster->choices[i] == AWOL_CHOICE_COUNT;
    if (status == AWOL_OK)
        status = awol_person_keys(muster->table, muster->options->choose.opt_person, wanted,
                                  "--person-time", muster->keys, opt_error);
    if (status == AWOL_OK)
        status = sort_by_man(muster, wanted, opt_error);
    free(wanted);
    return status;
}

/* ---- columns that are carried ------------------------------------------------------------ */

static bool is_carried(const char *column)
{
    if (awol_text_equal(column, "name") || awol_text_equal(column, "rank"))
        return true;
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (awol_text_equal(column, awol_event_columns[i]))
            return false;
    }
    return true;
}

static enum awol_status carry_columns(struct muster *muster, struct awol_error *opt_error)
{
    const struct awol_table *table = muster->table;
    struct awol_watch_report *report = muster->report;
    size_t used = 0;
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < N_COLUMNS && status == AWOL_OK; i++)
        status = awol_table_add_column(muster->out, columns[i], opt_error);
    for (size_t i = 0; i < table->n_columns && status == AWOL_OK; i++) {
        const char *name = table->columns[i];

        if (!is_carried(name) || awol_text_equal(name, muster->options->choose.opt_person))
            continue;
        for (size_t j = 0; j < N_COLUMNS; j++) {
            if (awol_text_equal(name, columns[j]))
                return awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                                     "column “%s” is one that --person-time writes: give it "
                                     "another name",
                                     name);
        }
        muster->carried[muster->n_carried++] = i;
        status = awol_table_add_column(muster->out, name, opt_error);
        if (used < sizeof report->carried)
            used += (size_t)snprintf(report->carried + used, sizeof report->carried - used,
                                     "%s%.60s", used == 0 ? "" : ", ", name);
    }
    if (used >= sizeof report->carried)
        memcpy(report->carried + sizeof report->carried - 4, "…", 4);
    return status;
}

/* What the rows [from, to) of a man say in a column: the row that ends the spell, else the first
 * that says anything. */
static const char *say(const struct muster *muster, size_t from, size_t to, size_t ending,
                       size_t column)
{
    if (ending != SIZE_MAX && !awol_table_is_missing(muster->table, ending, column))
        return awol_table_cell(muster->table, ending, column);
    for (size_t i = from; i < to; i++) {
        if (!awol_table_is_missing(muster->table, muster->order[i], column))
            return awol_table_cell(muster->table, muster->order[i], column);
    }
    return AWOL_NA;
}

static void remark_differences(struct muster *muster, size_t from, size_t to, const char *who)
{
    struct awol_watch_report *report = muster->report;

    for (size_t c = 0; c < muster->n_carried; c++) {
        size_t column = muster->carried[c];
        const char *first = say(muster, from, to, SIZE_MAX, column);

        for (size_t i = from; i < to; i++) {
            if (awol_table_is_missing(muster->table, muster->order[i], column) ||
                awol_text_equal(awol_table_cell(muster->table, muster->order[i], column), first))
                continue;
            if (report->n[AWOL_WATCH_DIFFERS]++ == 0)
                snprintf(report->examples[AWOL_WATCH_DIFFERS], AWOL_EXAMPLE_SIZE, "%.200s, %.60s",
                         who, muster->table->columns[column]);
            return;
        }
    }
}

/* ---- one man ------------------------------------------------------------------------------ */

static enum awol_status put_point(struct muster *muster, size_t *n, enum awol_point_kind kind,
                                  struct awol_span when, size_t row, const char *column,
                                  struct awol_error *opt_error)
{
    const struct awol_event *event = &muster->rows.events[row];

    if (when.open_earliest || when.open_latest)
        return awol_error_at(opt_error, muster->table->source, event->where,
                             "%s has an open end: --person-time needs a window that is closed on "
                             "both sides",
                             column);
    if (muster->refuse_windows && when.earliest != when.latest)
        return awol_error_at(opt_error, muster->table->source, event->where,
                             "%s is not a day but a window (--windows middle takes its middle)",
                             column);
    for (size_t i = 0; i < *n; i++) {
        if (kind != AWOL_POINT_EVENT && kind != AWOL_POINT_BACK && muster->points[i].kind == kind &&
            muster->points[i].when.earliest == when.earliest &&
            muster->points[i].when.latest == when.latest)
            return AWOL_OK;
    }
    muster->points[(*n)++] = (struct awol_point){
        kind, when, when.earliest + (when.latest - when.earliest) / 2, event, row};
    return AWOL_OK;
}

static enum awol_status put_row(struct muster *muster, size_t *n, size_t row, bool *ret_is_undated,
                                struct awol_error *opt_error)
{
    const struct awol_event *event = &muster->rows.events[row];
    bool is_back = awol_text_equal(event->event, "rejoined");
    enum awol_status status = AWOL_OK;

    if (event->count.kind != AWOL_KIND_EXACT || event->count.count > 1.0)
        return awol_error_at(opt_error, muster->table->source, event->where,
                             "this row is not of one man");
    if (event->enter[0] != '\0')
        status = put_point(muster, n, AWOL_POINT_ENTER, event->entered, row, "enter", opt_error);
    if (status == AWOL_OK && event->leave[0] != '\0')
        status = put_point(muster, n, AWOL_POINT_LEAVE, event->left, row, "leave", opt_error);
    if (status != AWOL_OK || event->count.count == 0.0)
        return status;
    if (event->when.open_earliest || event->when.open_latest) {
        *ret_is_undated = true;
        return AWOL_OK;
    }
    return put_point(muster, n, is_back ? AWOL_POINT_BACK : AWOL_POINT_EVENT, event->when, row,
                     "the date", opt_error);
}

static enum awol_status write_watch(struct muster *muster, const struct awol_watch *watch,
                                    size_t from, size_t to, size_t number, int64_t since,
                                    struct awol_error *opt_error)
{
    struct awol_watch_report *report = muster->report;
    const int64_t ends[] = {watch->enter_day,      watch->leave_day,    since,
                            watch->enter.earliest, watch->enter.latest, watch->leave.earliest,
                            watch->leave.latest};
    static const size_t places[] = {ENTER,        LEAVE,          SINCE,       ENTER_EARLIEST,
                                    ENTER_LATEST, LEAVE_EARLIEST, LEAVE_LATEST};
    const int64_t days = watch->leave_day - watch->enter_day + 1;
    const char *who = muster->keys[muster->order[from]];
    const char *unit = say(muster, from, to, watch->row, awol_table_find(muster->table, "unit"));
    const size_t at = muster->out->n_rows;
    char text[AWOL_DAY_TEXT_SIZE];
    enum awol_status status = awol_table_append_empty(muster->out, opt_error);

    if (status == AWOL_OK)
        status = awol_table_set(muster->out, at, ID, who, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(muster->out, at, SPELL, (double)number, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set(muster->out, at, UNIT,
                                awol_text_equal(unit, AWOL_NA) ? "all" : unit, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(muster->out, at, EVENT, watch->event ? 1.0 : 0.0, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set(muster->out, at, ENDED, watch->ended, opt_error);
    if (status == AWOL_OK)
        status = awol_table_set_number(muster->out, at, DAYS, (double)days, opt_error);
    for (size_t i = 0; i < sizeof places / sizeof places[0] && status == AWOL_OK; i++)
        status =
            awol_table_set(muster->out, at, places[i], awol_day_format(ends[i], text), opt_error);
    for (size_t i = 0; i < muster->n_carried && status == AWOL_OK; i++)
        status = awol_table_set(muster->out, at, N_COLUMNS + i,
                                say(muster, from, to, watch->row, muster->carried[i]), opt_error);
    report->n_spells++;
    report->n_events += watch->event;
    report->days += (double)days;
    return status;
}

static void remark_middle(struct muster *muster, const struct awol_watch *watch, const char *who)
{
    const struct awol_span spans[] = {watch->enter, watch->leave};
    struct awol_watch_report *report = muster->report;
    char days[2][AWOL_DAY_TEXT_SIZE];

    for (size_t i = 0; i < 2; i++) {
        if (spans[i].earliest == spans[i].latest || report->n[AWOL_WATCH_MIDDLE]++ > 0)
            continue;
        snprintf(report->examples[AWOL_WATCH_MIDDLE], AWOL_EXAMPLE_SIZE, "%.200s, %s to %s", who,
                 awol_day_format(spans[i].earliest, days[0]),
                 awol_day_format(spans[i].latest, days[1]));
    }
}

/* The rows [from, to) of one man. */
static enum awol_status add_man(struct muster *muster, size_t from, size_t to,
                                struct awol_error *opt_error)
{
    const struct awol_watch_options options = {&muster->options->tally, muster->refuse_windows};
    const char *who = muster->keys[muster->order[from]];
    int64_t since = muster->options->tally.from;
    bool has_entry = false;
    bool is_undated = false;
    size_t n = 0;
    size_t n_watches = 0;
    enum awol_status status = AWOL_OK;

    for (size_t i = from; i < to && status == AWOL_OK; i++)
        status = put_row(muster, &n, muster->order[i], &is_undated, opt_error);
    if (status != AWOL_OK)
        return status;
    if (is_undated || n == 0) {
        if (is_undated && muster->report->n[AWOL_WATCH_UNDATED]++ == 0)
            snprintf(muster->report->examples[AWOL_WATCH_UNDATED], AWOL_EXAMPLE_SIZE, "%.200s",
                     who);
        return AWOL_OK;
    }
    status = awol_watch_man(muster->points, n, &options, who, muster->table->source,
                            muster->watches, &n_watches, muster->report, opt_error);
    for (size_t i = 0; i < n && status == AWOL_OK; i++) {
        const struct awol_point *point = &muster->points[i];

        if (point->kind == AWOL_POINT_ENTER && (!has_entry || point->day < since)) {
            since = point->day;
            has_entry = true;
        }
    }
    remark_differences(muster, from, to, who);
    for (size_t i = 0; i < n_watches && status == AWOL_OK; i++) {
        remark_middle(muster, &muster->watches[i], who);
        status = write_watch(muster, &muster->watches[i], from, to, i + 1, since, opt_error);
    }
    muster->report->n_men += n_watches > 0;
    return status;
}

static enum awol_status write_notes(struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = awol_table_add_note(
        table, "at risk from enter to leave, both included; event: 1 left by what is counted",
        opt_error);

    return status == AWOL_OK
               ? awol_table_add_note(
                     table,
                     "R: Surv(as.numeric(enter - since), as.numeric(leave - since) + 1, event)",
                     opt_error)
               : status;
}

static enum awol_status add_men(struct muster *muster, struct awol_error *opt_error)
{
    enum awol_status status = choose_rows(muster, opt_error);

    if (status == AWOL_OK)
        status = carry_columns(muster, opt_error);
    for (size_t from = 0, to; from < muster->n && status == AWOL_OK; from = to) {
        for (to = from + 1;
             to < muster->n && muster->men[muster->order[to]] == muster->men[muster->order[from]];)
            to++;
        status = add_man(muster, from, to, opt_error);
    }
    if (status == AWOL_OK && muster->out->n_rows == 0)
        status = awol_error_at(opt_error, muster->table->source, (struct awol_place){0, 0},
                               "no man was at risk at any time: %zu rows, none of which gives one",
                               muster->table->n_rows);
    return status;
}

enum awol_status awol_person_time_run(const struct awol_stream *events,
                                      const struct awol_count_options *options, bool refuse_windows,
                                      struct awol_stream *ret_stream,
                                      struct awol_watch_report *ret_report,
                                      struct awol_error *opt_error)
{
    struct awol_watch_report report = {.n_men = 0};
    struct muster muster = {.table = awol_stream_find(events, "events"),
                            .options = options,
                            .refuse_windows = refuse_windows,
                            .report = &report};
    struct awol_stream stream = {.n_tables = 0};
    enum awol_status status;

    if (muster.table == NULL)
        return awol_error_at(opt_error, events->source, (struct awol_place){0, 0},
                             "the stream has no table of events");
    if ((status = muster_init(&muster, opt_error)) == AWOL_OK &&
        (status = awol_stream_init(&stream, "person-time", opt_error)) == AWOL_OK &&
        (status = awol_count_headers(events, options->command, &stream, opt_error)) == AWOL_OK &&
        (status = awol_stream_add_table(&stream, "person-time", &muster.out, opt_error)) ==
            AWOL_OK &&
        (status = write_notes(muster.out, opt_error)) == AWOL_OK)
        status = add_men(&muster, opt_error);
    muster_release(&muster);
    if (status == AWOL_OK) {
        *ret_stream = stream;
        *ret_report = report;
    } else {
        awol_stream_release(&stream);
    }
    return status;
}
