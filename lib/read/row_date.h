/* The dates of a row: the form in which they are written, and what they say of the event. */
#ifndef AWOL_READ_ROW_DATE_H
#define AWOL_READ_ROW_DATE_H

#include <stdbool.h>

#include "base/status.h"
#include "base/text.h"
#include "date/compact.h"
#include "date/edtf.h"
#include "date/spelling.h"
#include "record/event.h"

/* Settings, and what is kept from one row to the next. Zero-initialise, then set the settings. */
struct awol_row_date {
    const struct awol_spelling_settings *opt_spellings; /* NULL: EDTF; the caller's */
    bool is_compact;                                    /* YYYYMMDD */
    int64_t about_days;                                 /* for ~ of EDTF */
    struct awol_spelling_settings settings; /* of this row, where opt_spellings are given */
    struct awol_spelling spelling;          /* before a row is read, of the row before */
    bool has_spelling;
    bool lost_before;                     /* the row before was refused, and its date with it */
    struct awol_edtf edtf;                /* of this row */
    struct awol_span when;                /* the days of it, moved out where it is approximate */
    char compact[AWOL_COMPACT_EDTF_SIZE]; /* of this row, as EDTF */
    struct awol_text text;                /* of this row, where it is written anew */
    struct awol_text rule;                /* of this row, where that it brings is not all */
    struct awol_spelling bound[2];
    struct awol_text bound_text[2];
    char bound_compact[2][AWOL_COMPACT_EDTF_SIZE];
};

/* Why a date that was read may not be the one that was meant, as a static text; NULL where nothing
 * speaks against it. Of the date itself, and of `enter` (0) or `leave` (1). */
const char *awol_row_date_doubt(const struct awol_row_date *date);
const char *awol_row_date_bound_doubt(const struct awol_row_date *date, size_t which);

void awol_row_date_release(struct awol_row_date *date);

/* True if the cell tells nothing in this form of dates. */
bool awol_row_date_is_empty(const struct awol_row_date *date, const char *text);

/* The date of the document that the row is taken from, "" where it says none: in the words of
 * opt_spellings, in the calendar of its column, and within one month. AWOL_DATA as below. */
enum awol_status awol_row_date_document(struct awol_row_date *date, const char *text,
                                        const char *calendar, struct awol_error *opt_error);

/* Read the date of a row in the calendar of its column, opt_calendar being "" where it has none.
 * AWOL_DATA, with place.column the byte at fault (from 1). */
enum awol_status awol_row_date_read(struct awol_row_date *date, const char *text,
                                    const char *calendar, struct awol_error *opt_error);

/* A row without a date: eodem in the next one has nothing to refer to. Where the row was refused, a
 * message says so. */
void awol_row_date_forget(struct awol_row_date *date, bool is_refused);

/* `enter` (0) or `leave` (1) as Gregorian EDTF, which lives until the next row. AWOL_DATA as above.
 */
enum awol_status awol_row_date_bound(struct awol_row_date *date, size_t which, const char *text,
                                     const char *calendar, const char **ret_edtf,
                                     struct awol_error *opt_error);

/* Let the event say what the date does, where the row does not say it itself; the date becomes
 * Gregorian EDTF. AWOL_DATA, without a place, where that cannot be written. */
enum awol_status awol_row_date_complete(struct awol_row_date *date, struct awol_event *event,
                                        struct awol_error *opt_error);

#endif
