/* A fit as a later tool hands it on: what it brought, what the tool adds, the words last. */
#ifndef AWOL_ESTIMATE_PASS_ON_H
#define AWOL_ESTIMATE_PASS_ON_H

#include "base/status.h"
#include "base/stream.h"

/* What a tool makes: of an earlier run of it nothing is kept. Lists are NULL-terminated. */
struct awol_made_anew {
    const char *const *tables;
    const char *const *topics; /* lines of warnings and summary of that topic, or of TOPIC.… */
};

/* A stream with all that the fit brought but what is made anew, and the command; tables warnings
 * and summary are there even if the fit had none. The caller adds to it and releases it. */
enum awol_status awol_fit_pass_on(const struct awol_stream *fit, const char *command,
                                  const struct awol_made_anew *made, struct awol_stream *ret_stream,
                                  struct awol_error *opt_error);

/* Put warnings and summary behind the tables that were added: a reader looks at the end. */
void awol_fit_words_last(struct awol_stream *stream);

#endif
