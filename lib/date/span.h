/* A stretch of days, both ends included, either end possibly open; and ISO days as text. */
#ifndef AWOL_DATE_SPAN_H
#define AWOL_DATE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "date/calendar.h"

#define AWOL_DAY_TEXT_SIZE 32

/* What is said of a day for which there is no EDTF. */
#define AWOL_NO_EDTF                                                                               \
    "it reaches a year of more than four digits, for which EDTF has no months and days"

/* Open ends ("..", not yet, still) have the flag set and no meaning in the number. */
struct awol_span {
    int64_t earliest;
    int64_t latest;
    bool open_earliest;
    bool open_latest;
};

/* "YYYY-MM-DD" of a day, Gregorian, with a sign before years below 0 or above 9999 (the expanded
 * form of ISO 8601-1); ".." is written by the caller. Returns buffer. */
const char *awol_day_format(int64_t day, char buffer[static AWOL_DAY_TEXT_SIZE]);

/* True if EDTF has a text for the day: it writes a month only behind a year of four digits. */
bool awol_day_has_edtf(int64_t day);

/* Parse exactly an ISO day of a year 0000 to 9999. False if it is anything else or no such day. */
bool awol_day_parse(const char *text, int64_t *ret_day);

/* True if every day of inner lies in outer (open ends count as without bound). */
bool awol_span_contains(struct awol_span outer, struct awol_span inner);

/* True if they share a day. */
bool awol_span_overlaps(struct awol_span a, struct awol_span b);

/* Days in a closed span; 0 if an end is open. */
int64_t awol_span_length(struct awol_span span);

#endif
