/* Costs where only the men who came are known. */
#include <math.h>
#include <stdlib.h>

#include "estimate/cells.h"
#include "explain/cost.h"

static const char heading[] =
    "NOT AN ESTIMATE: nobody knows from these numbers whom the offer brought. The shares who would "
    "have come anyway are assumed.";

enum awol_status awol_cost_assumed(const struct awol_cost_terms *terms, double came,
                                   const double *shares, size_t n, const char *command,
                                   struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    struct awol_stream stream;
    struct awol_cost_case *cases = calloc(n + 1, sizeof *cases);
    if (!cases)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_stream_init(&stream, "cost", opt_error);
    if (status != AWOL_OK) {
        free(cases);
        return status;
    }
    for (size_t i = 0; i < n; i++)
        cases[i] =
            (struct awol_cost_case){.basis = "assumed",
                                    .anyway = shares[i],
                                    .came = came,
                                    .brought = {came * (1 - shares[i]), (double)NAN, (double)NAN}};
    status = awol_stream_add_header(&stream, "caution", heading, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_add_header(&stream, "command", command, opt_error);
    if (status == AWOL_OK)
        status = awol_cells_say(&stream, opt_error, "caution", "%s", heading);
    if (status == AWOL_OK)
        status = awol_cost_write(terms, cases, n, &stream, opt_error);
    free(cases);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
    return status;
}
