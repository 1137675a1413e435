/* What dating attributes say, worked out once for all elements that have the same. */
#ifndef AWOL_READ_TEI_DATE_MEMO_H
#define AWOL_READ_TEI_DATE_MEMO_H

#include "base/memo.h"
#include "date/span.h"
#include "read/tei_date.h"

/* Texts as in awol_tei_dated; they live until the next call. */
struct awol_tei_dates_read {
    const char *date, *text, *rule;
    struct awol_span span; /* of the date */
    struct awol_place place;
};

/* Initialise with awol_tei_date_memo_init(). */
struct awol_tei_date_memo {
    struct awol_memo memo; /* to known */
    struct awol_tei_known_dates *known;
    size_t n;
    struct awol_arena arena; /* of their texts */
    struct awol_tei_dated dated;
};

void awol_tei_date_memo_init(struct awol_tei_date_memo *memo);
void awol_tei_date_memo_release(struct awol_tei_date_memo *memo);

/* As awol_tei_date(), with the same failures. */
enum awol_status awol_tei_date_memo_read(struct awol_tei_date_memo *memo,
                                         const struct awol_tei_dates *dates, const char *source,
                                         struct awol_place where,
                                         struct awol_tei_dates_read *ret_read,
                                         struct awol_error *opt_error);

#endif
