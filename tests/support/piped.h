/* A fit as the next tool of a pipe has it: made, written, read. */
#ifndef TESTS_SUPPORT_PIPED_H
#define TESTS_SUPPORT_PIPED_H

#include "base/stream.h"
#include "estimate/request.h"

/* Fit the request; the tables are those that its offers and circumstances were read from, NULL
 * where it has none. Fails the test where it cannot. The caller releases the stream. */
void piped_fit(const struct awol_request *request, const struct awol_table *opt_offers,
               const struct awol_table *opt_circumstances, struct awol_stream *ret_stream);

#endif
