#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "count/count.h"
#include "count/identity.h"

static const char *const columns[] = {"id_1",     "id_2",     "name_1", "name_2",  "unit_1",
                                      "unit_2",   "date_1",   "date_2", "event_1", "event_2",
                                      "source_1", "source_2", "score",  "reason",  "kept"};

enum { N_COLUMNS = sizeof columns / sizeof columns[0], ID_SIZE = 40, DATE_SIZE = 2 * ID_SIZE };

/* The id of a row, else its line. */
static const char *id_of(const struct awol_event *event, char buffer[static ID_SIZE])
{
    if (event->id[0] != '\0')
        return event->id;
    snprintf(buffer, ID_SIZE, "line %zu", event->where.line);
    return buffer;
}

/* The source, and the side that reported where the source alone does not tell the two apart. */
static const char *source_of(const struct awol_event *event, const struct awol_event *other,
                             char *buffer, size_t size)
{
    const char *side = event->reported_by;

    if (side[0] == '\0' || !awol_text_equal(event->source, other->source))
        return event->source;
    snprintf(buffer, size, "%s%s%s", event->source, event->source[0] == '\0' ? "" : "; ", side);
    return buffer;
}

static const char *date_of(const struct awol_event *event, char buffer[static DATE_SIZE])
{
    char days[2][AWOL_DAY_TEXT_SIZE];

    if (event->date[0] != '\0')
        return event->date;
    awol_day_format(event->when.earliest, days[0]);
    awol_day_format(event->when.latest, days[1]);
    snprintf(buffer, DATE_SIZE, "%s/%s", days[0], days[1]);
    return buffer;
}

static void describe(const struct awol_pair *pair, char *buffer, size_t size)
{
    static const char *const texts[] = {
        [AWOL_PAIR_ID] = "same id",
        [AWOL_PAIR_NAME] = "same unit, the same name but for case, marks, order or punctuation",
        [AWOL_PAIR_ALIKE] = "same unit, names alike",
        [AWOL_PAIR_TWICE] = "the same row twice in one source",
    };

    if (pair->reason == AWOL_PAIR_TWICE)
        snprintf(buffer, size, "%s", texts[pair->reason]);
    else if (pair->apart == 0)
        snprintf(buffer, size, "%s, dates that share a day", texts[pair->reason]);
    else
        snprintf(buffer, size, "%s, dates %lld %s apart", texts[pair->reason],
                 (long long)pair->apart, pair->apart == 1 ? "day" : "days");
}

static enum awol_status write_pair(const struct awol_pair *pair, const struct awol_event_rows *rows,
                                   struct awol_table *table, struct awol_error *opt_error)
{
    const struct awol_event *a = &rows->events[pair->a];
    const struct awol_event *b = &rows->events[pair->b];
    char ids[3][ID_SIZE];
    char dates[2][DATE_SIZE];
    char sources[2][512];
    char score[AWOL_NUMBER_SIZE];
    char reason[128];
    const char *cells[N_COLUMNS] = {
        id_of(a, ids[0]),
        id_of(b, ids[1]),
        awol_event_called(a),
        awol_event_called(b),
        a->unit,
        b->unit,
        date_of(a, dates[0]),
        date_of(b, dates[1]),
        a->event,
        b->event,
        source_of(a, b, sources[0], sizeof sources[0]),
        source_of(b, a, sources[1], sizeof sources[1]),
        awol_number_format(pair->score, score),
        reason,
        pair->kept == SIZE_MAX ? "" : id_of(&rows->events[pair->kept], ids[2]),
    };

    describe(pair, reason, sizeof reason);
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (cells[i][0] == '\0')
            cells[i] = AWOL_NA;
    }
    return awol_table_append(table, cells, NULL, opt_error);
}

static enum awol_status write_table(const struct awol_pairs *pairs,
                                    const struct awol_event_rows *rows,
                                    const struct awol_same_options *options,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    struct awol_table *table;
    char threshold[AWOL_NUMBER_SIZE];
    char note[128];
    enum awol_status status = awol_stream_add_table(stream, "pairs", &table, opt_error);

    snprintf(note, sizeof note, "least score: %s; dates at most %lld days apart",
             awol_number_format(options->threshold, threshold), (long long)options->days);
    if (status == AWOL_OK && options->by == AWOL_SAME_NAME)
        status = awol_table_add_note(table, note, opt_error);
    for (size_t i = 0; i < N_COLUMNS && status == AWOL_OK; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    for (size_t i = 0; i < pairs->n && status == AWOL_OK; i++)
        status = write_pair(&pairs->pairs[i], rows, table, opt_error);
    return status;
}

static enum awol_status write_stream(const struct awol_stream *events,
                                     const struct awol_event_rows *rows,
                                     const struct awol_count_options *options,
                                     const struct awol_pairs *pairs, struct awol_stream *ret_stream,
                                     struct awol_error *opt_error)
{
    struct awol_stream stream;
    enum awol_status status = awol_stream_init(&stream, "pairs", opt_error);

    if (status != AWOL_OK)
        return status;
    status = awol_count_headers(events, options->command, &stream, opt_error);
    if (status == AWOL_OK)
        status = write_table(pairs, rows, &options->choose.same, &stream, opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}

enum awol_status awol_pairs_run(const struct awol_stream *events,
                                const struct awol_count_options *options,
                                struct awol_stream *ret_stream, struct awol_pairs *ret_pairs,
                                struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(events, "events");
    struct awol_event_rows rows = {.n = 0};
    struct awol_pairs pairs = {.n = 0};
    bool *wanted;
    enum awol_status status;

    if (table == NULL)
        return awol_error_at(opt_error, events->source, (struct awol_place){0, 0},
                             "the stream has no table of events");
    if ((wanted = malloc(table->n_rows + 1)) == NULL)
        return awol_error_memory(opt_error);
    status = awol_event_rows_read(table, AWOL_ROWS_OF_EVENTS, &rows, opt_error);
    for (size_t i = 0; i < rows.n; i++)
        wanted[i] = awol_tally_wants(&options->tally, &rows.events[i]);
    if (status == AWOL_OK)
        status = awol_identity_find(&rows, wanted, &options->choose.same, &pairs, opt_error);
    if (status == AWOL_OK)
        status = write_stream(events, &rows, options, &pairs, ret_stream, opt_error);
    if (status == AWOL_OK)
        *ret_pairs = pairs;
    else
        awol_pairs_release(&pairs);
    awol_event_rows_release(&rows);
    free(wanted);
    return status;
}
