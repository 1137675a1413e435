#include "count/report.h"

#include <stdio.h>

#include "date/span.h"

static const char *const texts[] = {
#define REMARK_TEXT(name, text) text,
    AWOL_REMARK_LIST(REMARK_TEXT)
#undef REMARK_TEXT
};

const char *awol_remark_text(enum awol_remark remark)
{
    return texts[remark];
}

void awol_span_describe(const struct awol_series *series, const struct awol_series_span *span,
                        char buffer[static AWOL_EXAMPLE_SIZE])
{
    char first[AWOL_DAY_TEXT_SIZE];
    char last[AWOL_DAY_TEXT_SIZE];

    awol_day_format(span->start, first);
    awol_day_format(span->end - 1, last);
    if (span->end - span->start <= 1)
        snprintf(buffer, AWOL_EXAMPLE_SIZE, "%.200s, %s", series->units[span->unit], first);
    else
        snprintf(buffer, AWOL_EXAMPLE_SIZE, "%.200s, %s to %s", series->units[span->unit], first,
                 last);
}

void awol_report_add(struct awol_count_report *report, enum awol_remark remark, size_t n,
                     const struct awol_series *series, const struct awol_series_span *span)
{
    if (n > 0 && report->n[remark] == 0)
        awol_span_describe(series, span, report->examples[remark]);
    report->n[remark] += n;
}
