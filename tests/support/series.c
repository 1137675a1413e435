#include "support/series.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

void support_series(struct awol_series *series, const struct support_span *spans, size_t n)
{
    awol_series_init(series, "test");
    for (size_t i = 0; i < n; i++) {
        char name[16];
        size_t unit;
        snprintf(name, sizeof name, "u%d", spans[i].unit);
        cr_assert_eq(awol_series_unit(series, name, &unit, NULL), AWOL_OK);
        struct awol_series_span span = {.unit = unit,
                                        .start = spans[i].from,
                                        .end = spans[i].to,
                                        .at_risk = spans[i].at_risk,
                                        .basis = "",
                                        .party = NAN,
                                        .source = "",
                                        .preferred = true};
        span.count = (struct awol_count){spans[i].low, NAN, NAN, AWOL_KIND_EXACT};
        if (isinf(spans[i].high))
            span.count.kind = AWOL_KIND_AT_LEAST;
        else if (spans[i].low != spans[i].high)
            span.count = (struct awol_count){NAN, spans[i].low, spans[i].high, AWOL_KIND_RANGE};
        cr_assert_eq(awol_series_append(series, &span, NULL), AWOL_OK);
    }
    cr_assert_eq(awol_series_sort(series, NULL), AWOL_OK);
}
