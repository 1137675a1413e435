/* Where the figures of a report stand in print. */
#ifndef AWOL_REPORT_REFERENCES_H
#define AWOL_REPORT_REFERENCES_H

#include "base/status.h"
#include "base/text.h"
#include "report/document.h"

/* A list of the sources of the events that are in the series, each with its pages, and of the
 * offers that were fitted. */
enum awol_status awol_report_append_references(const struct awol_report_sources *sources,
                                               struct awol_text *text,
                                               struct awol_error *opt_error);

/* For a caption: how many counts there are, what is left out, whose they are. */
void awol_report_append_basis(const struct awol_report_sources *sources, struct awol_text *text);

#endif
