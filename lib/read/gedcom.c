/* The reader of GEDCOM, 5.5.1 and 7.0. */
#include <stdlib.h>
#include <string.h>

#include "read/gedcom_record.h"
#include "read/reader.h"

struct state {
    const char *source;
    struct awol_gedcom_record *record;
    struct awol_made_rows *rows;
    size_t n_rows;
};

static void close_gedcom(void *opened)
{
    struct state *const state = opened;

    awol_made_rows_free(state->rows);
    awol_gedcom_record_free(state->record);
    free(state);
}

static enum awol_status open_gedcom(FILE *file, const char *source,
                                    const struct awol_column_map *columns, void **ret_state,
                                    struct awol_error *opt_error)
{
    struct state *state;
    enum awol_status status = awol_made_rows_refuse_columns(source, "GEDCOM", columns, opt_error);

    if (status != AWOL_OK)
        return status;
    state = calloc(1, sizeof *state);
    if (!state)
        return awol_error_memory(opt_error);
    state->source = source;
    status = awol_made_rows_new(source, columns, 0, &state->rows, opt_error);
    if (status == AWOL_OK)
        status = awol_gedcom_record_new(file, source, columns, &state->record, opt_error);
    if (status != AWOL_OK) {
        close_gedcom(state);
        return status;
    }
    *ret_state = state;
    return AWOL_OK;
}

static enum awol_status next_gedcom(void *opened, struct awol_reading *ret_reading,
                                    struct awol_error *opt_error)
{
    struct state *const state = opened;
    const struct awol_made_row *row = NULL;
    const enum awol_status status = awol_gedcom_record_next(state->record, &row, opt_error);

    if (status != AWOL_OK)
        return status;
    if (row) {
        state->n_rows++;
        return awol_made_rows_read(state->rows, row, ret_reading, opt_error);
    }
    ret_reading->kind = AWOL_READING_END;
    if (state->n_rows > 0)
        return AWOL_OK;
    return awol_made_rows_refuse_file(state->source, awol_gedcom_record_passed_over(state->record),
                                      "no person (INDI) of the file has an event (EVEN), an "
                                      "attribute (FACT) or a tag like _MILT with a TYPE or DATE",
                                      opt_error);
}

static const char *unused_gedcom(const void *opened)
{
    (void)opened;
    return "";
}

static unsigned extras_gedcom(const void *opened)
{
    (void)opened;
    return awol_event_extra("name");
}

static const char *header_gedcom(const void *opened, size_t *ret_length)
{
    (void)opened;
    *ret_length = 0;
    return "";
}

static const char *remark_gedcom(void *opened, size_t index)
{
    const struct state *const state = opened;

    return awol_made_rows_remark(state->rows, index);
}

static const char *passed_over_gedcom(void *opened)
{
    const struct state *const state = opened;

    return awol_gedcom_record_passed_over(state->record);
}

/* As many of the bytes of a beginning as there are: of a pipe only seven can be looked at. */
static bool begins(const char *bytes, size_t length, const char *beginning, size_t wanted)
{
    return length >= 6 && memcmp(bytes, beginning, length < wanted ? length : wanted) == 0;
}

static bool sniff_gedcom(const char *bytes, size_t length)
{
    size_t blanks = 0;

    if (begins(bytes, length, "\xff\xfe\x30\0 \0H\0E\0A\0D\0", 14) ||
        begins(bytes, length, "\xfe\xff\0\x30\0 \0H\0E\0A\0D", 14) ||
        begins(bytes, length, "\xef\xbb\xbf\x30 HEAD", 9))
        return true;
    while (blanks < length && strchr(" \t\r\n", bytes[blanks]))
        blanks++;
    return begins(bytes + blanks, length - blanks, "0 HEAD", 6);
}

static const char *const suffixes[] = {".ged", NULL};

const struct awol_reader_type awol_reader_gedcom = {
    .name = "gedcom",
    .takes_encoding = true,
    .summary = "GEDCOM 5.5.1 and 7.0: events and attributes of persons",
    .suffixes = suffixes,
    .sniff = sniff_gedcom,
    .open = open_gedcom,
    .next = next_gedcom,
    .close = close_gedcom,
    .unused = unused_gedcom,
    .extras = extras_gedcom,
    .header = header_gedcom,
    .passed_over = passed_over_gedcom,
    .remark = remark_gedcom,
};
