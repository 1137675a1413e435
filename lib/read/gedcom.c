/* The reader of GEDCOM, 5.5.1 and 7.0. */
#include <stdio.h>
#include <string.h>

#include "read/gedcom_record.h"
#include "read/made_reader.h"

static enum awol_status open_record(FILE *file, const char *source,
                                    const struct awol_column_map *columns, void **ret_maker,
                                    struct awol_error *opt_error)
{
    struct awol_gedcom_record *record = NULL;
    const enum awol_status status =
        awol_gedcom_record_new(file, source, columns, &record, opt_error);

    if (status == AWOL_OK)
        *ret_maker = record;
    return status;
}

static void close_record(void *record)
{
    awol_gedcom_record_free(record);
}

static enum awol_status next_row(void *record, const struct awol_made_row **ret_row,
                                 struct awol_error *opt_error)
{
    return awol_gedcom_record_next(record, ret_row, opt_error);
}

static const char *passed_over(void *record)
{
    return awol_gedcom_record_passed_over(record);
}

static void tell_none(const void *record, char *buffer, size_t size)
{
    (void)record;
    snprintf(buffer, size,
             "no person (INDI) of the file has an event (EVEN), an attribute (FACT) or a tag like "
             "_MILT with a TYPE or DATE");
}

static enum awol_status open_gedcom(FILE *file, const char *source,
                                    const struct awol_column_map *columns, void **ret_state,
                                    struct awol_error *opt_error)
{
    static const struct awol_made_format format = {.title = "GEDCOM",
                                                   .extras = {"name"},
                                                   .open = open_record,
                                                   .close = close_record,
                                                   .next = next_row,
                                                   .passed_over = passed_over,
                                                   .tell_none = tell_none};

    return awol_made_reader_open(&format, file, source, columns, ret_state, opt_error);
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
    AWOL_MADE_READER_FUNCTIONS,
};
