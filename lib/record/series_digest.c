#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/number.h"
#include "record/series.h"

/* By hand, because printf took longer over a row than the digest. */
static char *put(char *at, const char *text, char after)
{
    while (*text)
        *at++ = *text++;
    *at++ = after;
    return at;
}

static char *put_number(char *at, double value, char after)
{
    char text[AWOL_NUMBER_SIZE];
    return put(at, awol_number_format(value, text), after);
}

static char *put_day(char *at, int64_t day)
{
    char text[AWOL_NUMBER_SIZE];
    return put(at, awol_number_format_integer(day, text), '\t');
}

static char *put_span(char *at, const char *unit, const struct awol_series_span *span)
{
    at = put(at, unit, '\t');
    at = put_day(at, span->start);
    at = put_day(at, span->end);
    at = put(at, awol_kind_name(span->count.kind), '\t');
    at = put_number(at, span->count.count, '\t');
    at = put_number(at, span->count.low, '\t');
    at = put_number(at, span->count.high, '\t');
    return put_number(at, span->at_risk, '\n');
}

enum awol_status awol_series_digest(const struct awol_series *series,
                                    char ret_text[static AWOL_SERIES_DIGEST_SIZE],
                                    struct awol_error *opt_error)
{
    enum { BESIDE_UNIT = 8 * AWOL_NUMBER_SIZE };
    struct awol_digester digester;
    struct awol_text row;
    char full[AWOL_DIGEST_SIZE];
    enum awol_status status = AWOL_OK;
    awol_digester_begin(&digester);
    awol_text_init(&row);
    for (size_t i = 0; status == AWOL_OK && i < series->n_spans; i++) {
        const char *unit = series->units[series->spans[i].unit];
        if (!series->spans[i].preferred)
            continue;
        char *room = awol_text_room(&row, strlen(unit) + BESIDE_UNIT);
        if (room)
            awol_digester_add(&digester, room,
                              (size_t)(put_span(room, unit, &series->spans[i]) - room));
        else
            status = awol_error_memory(opt_error);
    }
    if (status == AWOL_OK)
        snprintf(ret_text, AWOL_SERIES_DIGEST_SIZE, "%.16s", awol_digester_end(&digester, full));
    awol_text_release(&row);
    return status;
}
