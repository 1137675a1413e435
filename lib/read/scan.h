/* The bytes of delimited text, cut into records: a record ends with a line end outside quotes. */
#ifndef AWOL_READ_SCAN_H
#define AWOL_READ_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

/* Zero-initialise, then set file, source and quote, and separator where it is known; all four
 * belong to the caller, the buffer to the scan. line starts at 1. */
struct awol_scan {
    FILE *file;
    const char *source;
    char separator; /* 0: not known yet; then a quote behind any candidate opens a cell */
    char quote;
    bool at_eof;
    bool passed_remark; /* before the record of the last call */
    bool broken;        /* reading cannot go on */
    char *buffer;       /* start … end: bytes of the file that were not given out yet */
    size_t capacity, start, end;
    size_t line;            /* of buffer[start] */
    const char *record;     /* the record of the last call, in the buffer */
    size_t length;          /* of it, without its line end */
    size_t record_line;     /* where it begins */
    const char *open_quote; /* the quote in it that the file does not close, else NULL */
};

void awol_scan_release(struct awol_scan *scan);

/* Pass over a byte order mark. AWOL_DATA: an empty file, UTF-16. */
enum awol_status awol_scan_begin(struct awol_scan *scan, struct awol_error *opt_error);

/* The next record, whatever is in it; *ret_found is false at the end of the file. A failure breaks
 * the scan: AWOL_DATA for a record longer than AWOL_STREAM_MAX_LINE, AWOL_SYSTEM, AWOL_MEMORY. */
enum awol_status awol_scan_next(struct awol_scan *scan, bool *ret_found,
                                struct awol_error *opt_error);

/* Pass over empty lines and remarks ("#! …"), and over comments ("# …", "#") if they are allowed.
 */
enum awol_status awol_scan_skip_silent(struct awol_scan *scan, bool comments,
                                       struct awol_error *opt_error);

/* The next line, whatever quotes are in it, as a record. */
enum awol_status awol_scan_next_line(struct awol_scan *scan, bool *ret_found,
                                     struct awol_error *opt_error);

/* Where a byte of the record stands: columns count from the last line end before it. */
struct awol_place awol_scan_place(const struct awol_scan *scan, const char *at);

/* True for the separator or, where it is not known, for comma, semicolon and tab. */
bool awol_scan_is_separator(const struct awol_scan *scan, char byte);

/* The byte behind the closing quote, `at` being behind the opening one; NULL if there is none
 * before `end`, or if it is the last byte and the file goes on. */
const char *awol_scan_skip_quoted(const struct awol_scan *scan, const char *at, const char *end);

/* Let these bytes, copied, be all that is left to be scanned; the first is in that line. */
enum awol_status awol_scan_give(struct awol_scan *scan, const char *bytes, size_t length,
                                size_t line, struct awol_error *opt_error);

#endif
