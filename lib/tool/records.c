#include "tool/records.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "count/direct.h"
#include "read/file.h"

static const struct awol_option options[] = {
    {.name = "campaign",
     .type = AWOL_OPTION_TEXT,
     .metavar = "TEXT",
     .default_text = "the title in datapackage.json, else the name of the file",
     .help = "What the records are about; it is carried to every later result and figure."},
};

const struct awol_option_group awol_campaign_group = {"What the records are about", options,
                                                      sizeof options / sizeof options[0]};

/* ---- what is told ------------------------------------------------------------------------- */

const char *awol_records_shown(const char *path)
{
    return awol_text_equal(path, "-") ? "standard input" : path;
}

const char *awol_records_campaign(const struct awol_arguments *arguments,
                                  const struct awol_reader *reader, const char *path)
{
    const char *campaign = awol_reader_title(reader);

    if (campaign[0] == '\0')
        campaign = awol_file_name(awol_records_shown(path));
    return awol_arguments_text(arguments, "campaign", campaign);
}

void awol_records_tell_begin(const struct awol_arguments *arguments,
                             const struct awol_reader *reader, const char *path)
{
    if (awol_reader_unused(reader)[0] != '\0')
        awol_arguments_say(arguments, "%s: columns that are not read: %s", awol_records_shown(path),
                           awol_reader_unused(reader));
    if (awol_reader_constrained(reader)[0] != '\0')
        awol_arguments_warn(arguments,
                            "%s: constraints of the data package are not checked (%s); programs "
                            "of Frictionless Data do it",
                            awol_records_shown(path), awol_reader_constrained(reader));
}

void awol_records_tell_end(const struct awol_arguments *arguments, struct awol_reader *reader,
                           const char *path)
{
    if (awol_reader_passed_over(reader)[0] != '\0')
        awol_arguments_say(arguments, "%s: events of types that are not read: %s",
                           awol_records_shown(path), awol_reader_passed_over(reader));
    for (size_t i = 0; awol_reader_remark(reader, i); i++)
        awol_arguments_warn(arguments, "%s: %s", awol_records_shown(path),
                            awol_reader_remark(reader, i));
}

/* ---- options ------------------------------------------------------------------------------ */

enum awol_status awol_records_take(struct awol_records *records, struct awol_error *error)
{
    enum awol_status status;

    awol_reading_options_init(&records->reading);
    status = awol_reading_options_take(&records->reading, records->refusals.arguments, error);
    return status == AWOL_OK ? awol_refusals_take(&records->refusals, error) : status;
}

void awol_records_release(struct awol_records *records)
{
    awol_refusals_release(&records->refusals);
    awol_reading_options_release(&records->reading);
}

bool awol_records_asked(const struct awol_records *records, const char **ret_option)
{
    static const char *const others[] = {"rejects", "accept-rejects", "campaign"};
    const struct awol_arguments *const arguments = records->refusals.arguments;

    if (awol_reading_options_given(arguments, ret_option))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!awol_arguments_has(arguments, others[i]))
            continue;
        *ret_option = others[i];
        return true;
    }
    return false;
}

enum awol_status awol_records_find_stream(const struct awol_records *records, const char *path,
                                          bool *ret_stream, struct awol_error *error)
{
    const char *option = NULL;
    FILE *file = NULL;
    bool stream = false;
    enum awol_status status = awol_file_open(path, &file, error);

    if (status == AWOL_OK)
        status = awol_file_is_stream(file, path, &stream, error);
    awol_file_close(file);
    if (status != AWOL_OK)
        return status;
    if (stream && awol_records_asked(records, &option))
        return awol_arguments_refuse(records->refusals.arguments, option, error,
                                     "%.200s is a stream of events already: say it to awol-read",
                                     awol_records_shown(path));
    *ret_stream = stream;
    return AWOL_OK;
}

enum awol_status awol_records_take_person(struct awol_records *records, const char **person,
                                          struct awol_error *error)
{
    const struct awol_column_wish wish = {.column = "person", .header = *person, .must = true};

    if (!*person || awol_column_is_known(*person))
        return AWOL_OK;
    *person = NULL;
    return awol_column_map_wish(&records->reading.columns, &wish, error);
}

/* ---- reading ------------------------------------------------------------------------------ */

static enum awol_status open_reader(struct awol_records *records, const char *path,
                                    struct awol_reader **ret_reader, struct awol_error *error)
{
    const enum awol_status status =
        awol_reader_open(path, &records->reading.settings, ret_reader, error);

    if (status == AWOL_OK)
        awol_records_tell_begin(records->refusals.arguments, *ret_reader, path);
    return status;
}

static enum awol_status add_headers(const struct awol_records *records, const char *path,
                                    const struct awol_reader *reader, struct awol_stream *events,
                                    struct awol_error *error)
{
    const char *const campaign = awol_records_campaign(records->refusals.arguments, reader, path);
    enum awol_status status = awol_stream_add_header(events, "campaign", campaign, error);

    events->source = awol_arena_string(&events->arena, path);
    if (!events->source)
        return awol_error_memory(error);
    if (status == AWOL_OK)
        status = awol_stream_add_header(events, "source", awol_records_shown(path), error);
    return status;
}

static enum awol_status heed(void *context, const struct awol_reader *reader, size_t n,
                             const struct awol_reading *opt_reading, struct awol_error *error)
{
    struct awol_records *const records = context;

    (void)error;
    if (opt_reading)
        awol_refusals_add(&records->refusals, reader, opt_reading);
    else
        awol_refusals_pass(&records->refusals, n);
    return AWOL_OK;
}

static enum awol_status count_all(struct awol_records *records, const char *path,
                                  struct awol_reader *reader,
                                  const struct awol_tally_options *tally_options,
                                  struct awol_count_taken *taken, struct awol_error *error)
{
    const struct awol_direct direct = {.path = path,
                                       .settings = &records->reading.settings,
                                       .reader = reader,
                                       .options = tally_options,
                                       .heed = heed,
                                       .context = records};
    enum awol_status status =
        awol_direct_add(&direct, &taken->tally, &taken->series, &taken->report, error);

    if (status != AWOL_OK)
        return status;
    awol_records_tell_end(records->refusals.arguments, reader, path);
    taken->n_rows = records->refusals.n_rows - records->refusals.n_refused;
    return awol_refusals_check(&records->refusals, error);
}

enum awol_status awol_records_count(struct awol_records *records, const char *path,
                                    const struct awol_tally_options *tally_options,
                                    struct awol_count_taken *taken, struct awol_stream *ret_events,
                                    struct awol_error *error)
{
    struct awol_reader *reader = NULL;
    struct awol_stream events;
    enum awol_status status = awol_stream_init(&events, "events", error);

    *taken = (struct awol_count_taken){.report = {.basis = ""}};
    awol_series_init(&taken->series, path);
    if (status != AWOL_OK)
        return status;
    status = open_reader(records, path, &reader, error);
    if (status == AWOL_OK)
        status = add_headers(records, path, reader, &events, error);
    if (status == AWOL_OK)
        status = count_all(records, path, reader, tally_options, taken, error);
    awol_reader_close(reader);
    if (status == AWOL_OK)
        *ret_events = events;
    else
        awol_stream_release(&events);
    return status;
}

/* ---- all events in memory ----------------------------------------------------------------- */

/* Rows on their way through a file that is gone when it is closed, and where they stand. */
struct detour {
    FILE *file;
    size_t *lines;
    size_t n, capacity;
};

static enum awol_status note_line(struct detour *detour, size_t line, struct awol_error *error)
{
    if (detour->n == detour->capacity) {
        const size_t capacity = detour->capacity == 0 ? 256 : 2 * detour->capacity;
        size_t *const lines = realloc(detour->lines, capacity * sizeof *lines);

        if (!lines)
            return awol_error_memory(error);
        detour->lines = lines;
        detour->capacity = capacity;
    }
    detour->lines[detour->n++] = line;
    return AWOL_OK;
}

static enum awol_status write_rows(struct awol_records *records, struct awol_reader *reader,
                                   struct detour *detour, struct awol_error *error)
{
    const char *columns[AWOL_EVENT_MAX_COLUMNS];
    const unsigned extras = awol_reader_extras(reader);
    struct awol_stream_writer writer;
    enum awol_status status = AWOL_OK;

    awol_stream_writer_begin(&writer, detour->file, "events");
    awol_stream_writer_table(&writer, "events", NULL, 0, columns,
                             awol_reading_layout(&records->reading, extras, columns));
    while (status == AWOL_OK) {
        struct awol_reading reading = {.kind = AWOL_READING_END};

        status = awol_reader_next(reader, &reading, error);
        if (status != AWOL_OK)
            return status;
        awol_refusals_pass(&records->refusals, reading.n_silent);
        if (reading.kind == AWOL_READING_END)
            break;
        if (reading.kind == AWOL_READING_REFUSED) {
            awol_refusals_add(&records->refusals, reader, &reading);
            continue;
        }
        awol_refusals_pass(&records->refusals, reading.same_row ? 0 : 1);
        awol_event_write(&reading.event, extras, &writer);
        status = note_line(detour, reading.event.where.line, error);
    }
    return status == AWOL_OK ? awol_stream_writer_end(&writer, error) : status;
}

/* Messages name the line of the record, not that of the detour. */
static void set_places(struct awol_stream *events, const struct detour *detour)
{
    struct awol_table *const table = awol_stream_find(events, "events");

    for (size_t i = 0; table && detour->lines && i < table->n_rows * table->n_columns; i++)
        table->places[i] = (struct awol_place){detour->lines[i / table->n_columns], 0};
}

static enum awol_status read_all(struct awol_records *records, const char *path,
                                 struct awol_reader *reader, struct awol_stream *ret_events,
                                 struct awol_error *error)
{
    struct detour detour = {.file = tmpfile()};
    enum awol_status status;

    if (!detour.file)
        return awol_error_file(error, "a temporary file", "cannot be made", errno);
    status = write_rows(records, reader, &detour, error);
    if (status == AWOL_OK) {
        awol_records_tell_end(records->refusals.arguments, reader, path);
        status = awol_refusals_check(&records->refusals, error);
    }
    rewind(detour.file);
    if (status == AWOL_OK)
        status = awol_stream_read(detour.file, path, ret_events, error);
    if (status == AWOL_OK)
        set_places(ret_events, &detour);
    fclose(detour.file);
    free(detour.lines);
    return status;
}

enum awol_status awol_records_read(struct awol_records *records, const char *path,
                                   struct awol_stream *ret_events, struct awol_error *error)
{
    struct awol_reader *reader = NULL;
    struct awol_stream events;
    enum awol_status status = open_reader(records, path, &reader, error);

    if (status == AWOL_OK)
        status = read_all(records, path, reader, &events, error);
    if (status == AWOL_OK) {
        status = add_headers(records, path, reader, &events, error);
        if (status == AWOL_OK)
            *ret_events = events;
        else
            awol_stream_release(&events);
    }
    awol_reader_close(reader);
    return status;
}
