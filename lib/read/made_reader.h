/* What the readers of formats without columns have in common: they make rows, which made_row.h
 * reads. */
#ifndef AWOL_READ_MADE_READER_H
#define AWOL_READ_MADE_READER_H

#include "read/made_row.h"
#include "read/reader.h"

/* A format. `maker` is what open() made. */
struct awol_made_format {
    const char *title;     /* as its makers call it */
    bool moves_about;      /* how far is the user's to say: the dates come without days */
    const char *extras[3]; /* columns of events that are not in every stream, then NULL */

    /* Begin to read; all three stay the caller's. */
    enum awol_status (*open)(FILE *file, const char *source, const struct awol_column_map *columns,
                             void **ret_maker, struct awol_error *opt_error);
    void (*close)(void *maker);

    /* The next row, *ret_row is NULL behind the last. It lives until the next call. */
    enum awol_status (*next)(void *maker, const struct awol_made_row **ret_row,
                             struct awol_error *opt_error);

    /* Events that were not read, "" if none. */
    const char *(*passed_over)(void *maker);

    /* Why a file has no row, where nothing was passed over. */
    void (*tell_none)(const void *maker, char *buffer, size_t size);
};

/* The functions of a struct awol_reader_type, whose open() calls the first. */
enum awol_status awol_made_reader_open(const struct awol_made_format *format, FILE *file,
                                       const char *source, const struct awol_column_map *columns,
                                       void **ret_state, struct awol_error *opt_error);
enum awol_status awol_made_reader_next(void *state, struct awol_reading *ret_reading,
                                       struct awol_error *opt_error);
void awol_made_reader_close(void *state);
const char *awol_made_reader_unused(const void *state);
unsigned awol_made_reader_extras(const void *state);
const char *awol_made_reader_header(const void *state, size_t *ret_length);
const char *awol_made_reader_passed_over(void *state);
const char *awol_made_reader_remark(void *state, size_t index);

/* All of these but open(). */
#define AWOL_MADE_READER_FUNCTIONS                                                                 \
    .next = awol_made_reader_next, .close = awol_made_reader_close,                                \
    .unused = awol_made_reader_unused, .extras = awol_made_reader_extras,                          \
    .header = awol_made_reader_header, .passed_over = awol_made_reader_passed_over,                \
    .remark = awol_made_reader_remark

#endif
