#include <stdio.h>

#include "base/digest.h"
#include "base/number.h"
#include "record/series.h"

enum awol_status awol_series_digest(const struct awol_series *series,
                                    char ret_text[static AWOL_SERIES_DIGEST_SIZE],
                                    struct awol_error *opt_error)
{
    struct awol_text all;
    char full[AWOL_DIGEST_SIZE], number[4][AWOL_NUMBER_SIZE];
    awol_text_init(&all);
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (!span->preferred)
            continue;
        awol_text_append_format(&all, "%s\t%lld\t%lld\t%s\t%s\t%s\t%s\t%s\n",
                                series->units[span->unit], (long long)span->start,
                                (long long)span->end, awol_kind_name(span->count.kind),
                                awol_number_format(span->count.count, number[0]),
                                awol_number_format(span->count.low, number[1]),
                                awol_number_format(span->count.high, number[2]),
                                awol_number_format(span->at_risk, number[3]));
    }
    enum awol_status status = awol_text_check(&all, opt_error);
    if (status == AWOL_OK)
        snprintf(ret_text, AWOL_SERIES_DIGEST_SIZE, "%.16s",
                 awol_digest(awol_text_string(&all), all.length, full));
    awol_text_release(&all);
    return status;
}
