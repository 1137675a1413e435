#include "read/row_event.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"

void awol_row_event_init(struct awol_row_event *row, const struct awol_column_map *opt_wishes,
                         const char *source, const struct awol_row_columns *columns)
{
    *row = (struct awol_row_event){.source = source, .columns = columns};
    for (size_t i = 0; i < AWOL_EVENT_MAX_COLUMNS; i++)
        row->identity.index[i] = i < awol_event_n_columns ? i : AWOL_NO_COLUMN;
    row->known = (struct awol_row_known){
        .id = awol_row_columns_index("id"),
        .person = awol_row_columns_index("person"),
        .date = awol_row_columns_index("date"),
        .document = awol_row_columns_index(AWOL_DOCUMENT_DATE),
        .earliest = awol_row_columns_index("earliest"),
        .latest = awol_row_columns_index("latest"),
        .calendar = awol_row_columns_index("calendar"),
        .count = awol_row_columns_index("count"),
        .event = awol_row_columns_index("event"),
        .bound = {awol_row_columns_index("enter"), awol_row_columns_index("leave")},
        .numbers = {awol_row_columns_index("count"), awol_row_columns_index("count_low"),
                    awol_row_columns_index("count_high"), awol_row_columns_index("at_risk"),
                    awol_row_columns_index("party")},
    };
    if (opt_wishes)
        row->numerals = opt_wishes->numerals;
    row->opt_calendar = opt_wishes ? opt_wishes->opt_calendar : NULL;
    row->date.about_days = opt_wishes ? opt_wishes->about_days : 0;
    row->date.opt_spellings = opt_wishes ? opt_wishes->opt_spellings : NULL;
    row->date.is_compact = opt_wishes && opt_wishes->has_compact_dates;
    row->cautions.source = source;
    row->cautions.is_strict = opt_wishes && opt_wishes->is_strict;
}

void awol_row_event_release(struct awol_row_event *row)
{
    for (size_t i = 0; i < AWOL_ROW_N_NUMBERS; i++)
        awol_text_release(&row->numbers[i]);
    awol_row_date_release(&row->date);
    awol_text_release(&row->id);
}

/* A date of which nothing is known is none. */
static void blank_date(struct awol_row_event *row, size_t column)
{
    if (awol_row_date_is_empty(&row->date, row->cells[column]))
        row->cells[column] = "";
}

/* The row with every event column, in order, "" where the file says nothing. */
void awol_row_event_project(struct awol_row_event *row, const struct awol_row_layout *layout)
{
    for (size_t i = 0; i < awol_row_columns_n(); i++) {
        const size_t from = layout->from[i];

        row->cells[i] = "";
        row->places[i] = (struct awol_place){row->line, 0};
        if (from == AWOL_NO_COLUMN)
            continue;
        row->places[i] = row->from->places[from];
        if (!awol_row_columns_is_missing(row->columns, from, row->from->cells[from]))
            row->cells[i] = row->from->cells[from];
    }
    for (size_t i = 0; i < row->columns->n_kept; i++) {
        const size_t from = row->columns->kept[i];
        const char *const cell = row->from->cells[from];

        row->kept[i] = awol_row_columns_is_missing(row->columns, from, cell) ? "" : cell;
    }
    if (row->date.is_compact) {
        blank_date(row, row->known.date);
        blank_date(row, row->known.bound[0]);
        blank_date(row, row->known.bound[1]);
    }
}

/* A word that has a code is not what the event says: what it means is. */
static void blank_coded(struct awol_row_event *row)
{
    const struct awol_row_columns *const columns = row->columns;

    for (size_t i = 0; i < columns->n_coded; i++) {
        for (size_t k = 0; k < columns->opt_codes->table.n_columns; k++) {
            const size_t target = columns->opt_codes->targets[k];

            if (target != AWOL_NO_COLUMN && columns->base.from[target] == columns->coded_from[i])
                row->cells[target] = "";
        }
    }
}

enum awol_status awol_row_event_decode(struct awol_row_event *row, bool *ret_none,
                                       struct awol_error *opt_error)
{
    const struct awol_row_columns *const columns = row->columns;
    struct awol_error fault;

    *ret_none = false;
    blank_coded(row);
    for (size_t i = 0; i < columns->n_coded; i++) {
        const size_t from = columns->coded_from[i];
        const char *const cell = row->from->cells[from];
        const bool missing = awol_row_columns_is_missing(columns, from, cell);
        const enum awol_status status =
            awol_codes_apply(columns->opt_codes, columns->coded[i], missing ? "" : cell, row->cells,
                             ret_none, &fault);

        if (status == AWOL_DATA)
            return awol_error_at(opt_error, row->source, row->from->places[from], "%s",
                                 fault.message);
        if (status != AWOL_OK)
            return awol_error_memory(opt_error);
    }
    return AWOL_OK;
}

/* A fault inside of a cell. */
static enum awol_status refuse_cell(const struct awol_row_event *row, size_t column,
                                    const struct awol_error *fault, struct awol_error *opt_error)
{
    struct awol_place place = row->places[column];
    char shown[AWOL_SHOWN_SIZE];

    place.column += fault->place.column - 1;
    return awol_error_at(opt_error, row->source, place, "%s %s: %s", awol_row_columns_name(column),
                         awol_text_show(row->cells[column], shown, sizeof shown), fault->message);
}

static enum awol_status doubt(struct awol_row_event *row, size_t column, const char *cell,
                              const char *opt_reason, struct awol_error *opt_error)
{
    if (!opt_reason)
        return AWOL_OK;
    return awol_cautions_add(&row->cautions, row->places[column], awol_event_columns[column], cell,
                             opt_reason, opt_error);
}

static enum awol_status read_bound(struct awol_row_event *row, size_t which,
                                   struct awol_error *opt_error)
{
    const size_t column = row->known.bound[which];
    const char *const cell = row->cells[column];
    struct awol_error fault;

    if (cell[0] == '\0')
        return AWOL_OK;
    if (awol_row_date_bound(&row->date, which, cell, row->cells[row->known.calendar],
                            &row->cells[column], &fault) != AWOL_OK)
        return refuse_cell(row, column, &fault, opt_error);
    return doubt(row, column, cell, awol_row_date_bound_doubt(&row->date, which), opt_error);
}

static enum awol_status read_date(struct awol_row_event *row, struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &row->known;
    const char *const cell = row->cells[known->date];
    struct awol_error fault;

    if (cell[0] == '\0') {
        awol_row_date_forget(&row->date, false);
        return AWOL_OK;
    }
    if (awol_row_date_read(&row->date, cell, row->cells[known->calendar], &fault) != AWOL_OK)
        return refuse_cell(row, known->date, &fault, opt_error);
    return doubt(row, known->date, cell, awol_row_date_doubt(&row->date), opt_error);
}

static enum awol_status read_document(struct awol_row_event *row, struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &row->known;
    struct awol_error fault;

    if (awol_row_date_document(&row->date, row->cells[known->document], row->cells[known->calendar],
                               &fault) == AWOL_OK)
        return AWOL_OK;
    awol_row_date_forget(&row->date, true);
    return refuse_cell(row, known->document, &fault, opt_error);
}

static enum awol_status read_dates(struct awol_row_event *row, struct awol_error *opt_error)
{
    enum awol_status status = read_document(row, opt_error);

    if (status == AWOL_OK)
        status = read_date(row, opt_error);

    for (size_t i = 0; i < 2 && status == AWOL_OK; i++)
        status = read_bound(row, i, opt_error);
    return status;
}

static void take_calendar(struct awol_row_event *row)
{
    const struct awol_row_known *const known = &row->known;

    if (row->cells[known->date][0] != '\0' && row->opt_calendar &&
        row->cells[known->calendar][0] == '\0')
        row->cells[known->calendar] = row->opt_calendar;
}

void awol_row_event_pass(struct awol_row_event *row)
{
    const bool is_trial = row->cautions.is_trial;

    take_calendar(row);
    row->cautions.is_trial = true;
    if (read_document(row, NULL) == AWOL_OK)
        read_date(row, NULL);
    row->cautions.is_trial = is_trial;
}

/* Numbers as the file writes them become plain ones. */
static enum awol_status read_numbers(struct awol_row_event *row, struct awol_error *opt_error)
{
    for (size_t i = 0; i < AWOL_ROW_N_NUMBERS; i++) {
        const size_t column = row->known.numbers[i];
        const char *const cell = row->cells[column];
        struct awol_error fault;
        enum awol_status status;

        if (cell[strspn(cell, "0123456789")] == '\0')
            continue;
        awol_text_clear(&row->numbers[i]);
        status = awol_numerals_plain(&row->numerals, cell, &row->numbers[i], &fault);
        if (status == AWOL_DATA)
            return refuse_cell(row, column, &fault, opt_error);
        if (status != AWOL_OK)
            return awol_error_memory(opt_error);
        row->cells[column] = awol_text_string(&row->numbers[i]);
    }
    return AWOL_OK;
}

/* Days beside a date may narrow it, as a reading of the source, and not leave it. */
static enum awol_status check_days(const struct awol_row_event *row, const struct awol_event *event,
                                   struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &row->known;

    if (awol_span_contains(row->date.when, event->when))
        return AWOL_OK;
    return awol_error_at(opt_error, row->source, row->places[known->earliest],
                         "earliest %s and latest %s reach beyond the date %s",
                         row->cells[known->earliest], row->cells[known->latest], event->date);
}

static enum awol_status complete_date(struct awol_row_event *row, bool has_days,
                                      struct awol_event *event, struct awol_error *opt_error)
{
    struct awol_error fault;
    enum awol_status status;

    if (has_days && (status = check_days(row, event, opt_error)) != AWOL_OK)
        return status;
    if (has_days && !row->date.opt_spellings)
        row->date.spelling.widened = 0;
    if (!has_days)
        event->when = row->date.when;
    status = awol_row_date_complete(&row->date, event, &fault);
    if (status == AWOL_DATA)
        return awol_error_at(opt_error, row->source, row->places[row->known.date], "%s",
                             fault.message);
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(opt_error);
}

void awol_row_event_append_name(const struct awol_row_event *row, struct awol_text *text)
{
    awol_text_append_format(text, "%s:%zu", strcmp(row->source, "-") == 0 ? "stdin" : row->source,
                            row->line);
}

static enum awol_status give_id(struct awol_row_event *row, struct awol_event *event,
                                struct awol_error *opt_error)
{
    if (event->id[0] != '\0')
        return AWOL_OK;
    awol_text_clear(&row->id);
    awol_row_event_append_name(row, &row->id);
    event->id = awol_text_string(&row->id);
    return awol_text_check(&row->id, opt_error);
}

/* The row has count_low or count_high. */
static bool is_bounded(const struct awol_row_event *row)
{
    return row->cells[row->known.numbers[1]][0] != '\0' ||
           row->cells[row->known.numbers[2]][0] != '\0';
}

/* A mean or a rate, of which men are made later. */
static void take_fraction(struct awol_row_event *row)
{
    const char **const cell = &row->cells[row->known.count];
    const char *const point = strchr(*cell, '.');

    row->has_count = (*cell)[0] != '\0';
    if (!row->has_fractions)
        return;
    row->number = (double)NAN;
    row->decimals = point ? (int)strlen(point + 1) : 0;
    if (!awol_number_parse(*cell, &row->number) || row->number < 0.0)
        row->number = (double)NAN;
    *cell = "";
}

bool awol_row_event_stays(const struct awol_row_event *row)
{
    const struct awol_row_known *const known = &row->known;

    return row->cells[known->date][0] == '\0' && row->cells[known->earliest][0] == '\0' &&
           row->cells[known->latest][0] == '\0' && row->cells[known->event][0] == '\0' &&
           (row->cells[known->bound[0]][0] != '\0' || row->cells[known->bound[1]][0] != '\0');
}

/* Where the file has no column for the event, an empty date may be one that is not known. */
static enum awol_status doubt_stay(struct awol_row_event *row, struct awol_error *opt_error)
{
    static const char reason[] =
        "a row without a date is read as a man who stayed (a column event, or leave, would say so)";

    if (row->cells[row->known.bound[1]][0] != '\0' ||
        awol_row_columns_takes(row->columns, row->known.event))
        return AWOL_OK;
    return doubt(row, row->known.bound[0], row->cells[row->known.bound[0]], reason, opt_error);
}

/* Where the file counts nothing, a row is a man; of a mean or a rate, men are made later. */
static void take_one(struct awol_row_event *row, bool stays)
{
    const char **const cell = &row->cells[row->known.count];

    if ((*cell)[0] == '\0' &&
        (stays || row->has_fractions || !awol_row_columns_takes(row->columns, row->known.count)))
        *cell = is_bounded(row) ? "" : "1";
}

/* A compact date of which nothing is known was blanked: it is shown as it stands. */
static enum awol_status refuse_unknown(const struct awol_row_event *row,
                                       struct awol_error *opt_error)
{
    const size_t from = row->columns->base.from[row->known.date];
    char shown[AWOL_SHOWN_SIZE];

    if (!row->date.is_compact || from == AWOL_NO_COLUMN || row->from->cells[from][0] == '\0')
        return AWOL_OK;
    return awol_error_at(opt_error, row->source, row->from->places[from],
                         "date %s: nothing of the date is known",
                         awol_text_show(row->from->cells[from], shown, sizeof shown));
}

/* An event's word may be in capitals, as the names of columns may. */
static void take_word(struct awol_row_event *row)
{
    const char **const cell = &row->cells[row->known.event];

    for (const char *const *word = awol_event_words; *word; word++) {
        if (awol_text_equal_ascii(*cell, *word))
            *cell = *word;
    }
}

/* The event that the projected cells make. */
enum awol_status awol_row_event_read(struct awol_row_event *row, struct awol_event *ret_event,
                                     struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &row->known;
    const struct awol_row projected = {row->cells, row->places, awol_event_n_columns};
    struct awol_event event;
    bool has_date, has_days, stays;
    enum awol_status status;

    stays = !row->has_fractions && awol_row_event_stays(row);
    has_date = row->cells[known->date][0] != '\0';
    take_calendar(row);
    has_days = row->cells[known->earliest][0] != '\0' || row->cells[known->latest][0] != '\0';
    take_word(row);
    status = has_date || has_days || stays ? AWOL_OK : refuse_unknown(row, opt_error);
    if (status == AWOL_OK)
        status = read_dates(row, opt_error);
    if (status == AWOL_OK)
        status = read_numbers(row, opt_error);
    if (status == AWOL_OK)
        take_fraction(row);
    take_one(row, stays);
    if (status == AWOL_OK && stays)
        status = doubt_stay(row, opt_error);
    if (status == AWOL_OK && !has_days && (has_date || stays)) {
        /* Days are set below: open ends keep the date from being read a second time. */
        row->cells[known->earliest] = "..";
        row->cells[known->latest] = "..";
    }
    if (status == AWOL_OK)
        status = awol_event_from_row(&row->identity, row->source, &projected, &event, opt_error);
    if (status == AWOL_OK && stays)
        event.count = (struct awol_count){0.0, (double)NAN, (double)NAN, AWOL_KIND_EXACT};
    if (status == AWOL_OK && has_date)
        status = complete_date(row, has_days, &event, opt_error);
    if (status == AWOL_OK)
        status = give_id(row, &event, opt_error);
    if (status != AWOL_OK)
        return status;
    event.kept = row->kept;
    event.n_kept = row->columns->n_kept;
    *ret_event = event;
    return AWOL_OK;
}
