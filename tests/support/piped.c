#include "support/piped.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "estimate/output.h"
#include "estimate/run.h"

void piped_fit(const struct awol_request *request, const struct awol_table *opt_offers,
               const struct awol_table *opt_circumstances, struct awol_stream *ret_stream)
{
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_stream input, made;
    struct awol_error e = {0};
    cr_assert_eq(awol_stream_init(&input, "series", &e), AWOL_OK);
    cr_assert_eq(awol_fit_run(request, &fit, &spans, &e), AWOL_OK, "%s", e.message);
    struct awol_fit_inputs inputs = {.stream = &input,
                                     .series = request->series,
                                     .opt_offers = opt_offers,
                                     .opt_circumstances = opt_circumstances,
                                     .command = "awol-fit",
                                     .level = 0.9};
    cr_assert_eq(awol_fit_output(&inputs, &fit, request->at.n ? NULL : spans, &made, &e), AWOL_OK);
    FILE *file = tmpfile();
    cr_assert(file);
    cr_assert_eq(awol_stream_write(&made, file, &e), AWOL_OK, "%s", e.message);
    rewind(file);
    cr_assert_eq(awol_stream_read(file, "fit.tsv", ret_stream, &e), AWOL_OK, "%s", e.message);
    fclose(file);
    awol_stream_release(&made);
    awol_fit_release(&fit);
    free(spans);
    awol_stream_release(&input);
}
