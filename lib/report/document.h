/* The text of a report, in Markdown: question, data, method, answer, checks, limits, references.
 * Every number stands in a sentence, or under a column that is explained beside it. */
#ifndef AWOL_REPORT_DOCUMENT_H
#define AWOL_REPORT_DOCUMENT_H

#include <stdbool.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"

/* A picture and its title; what else its caption says comes from the series. */
struct awol_report_figure {
    const char *file; /* "figure-1-record.svg": its number is the same in every report */
    const char *title;
    bool is_there;
};

/* What a report is written from. */
struct awol_report_sources {
    const struct awol_stream *opt_events; /* as read; NULL where the counts were given */
    const struct awol_stream *series;     /* as counted; the fit where they were given */
    const struct awol_stream *fit;        /* the last of fit, boot, check, explain */
    const char *counting;                 /* what awol-read and awol-count said, a line each */
    const char *missing;                  /* what could not be made, a sentence each; "" nothing */
    bool has_source_note;                 /* data/SOURCE.md is there */
    const struct awol_report_figure *figures; /* all that there may be, by their numbers */
    size_t n_figures;
    const char *version;
};

/* Append the text. AWOL_MEMORY, AWOL_DATA (a stream without the table it must have). */
enum awol_status awol_report_write(const struct awol_report_sources *sources,
                                   struct awol_text *text, struct awol_error *opt_error);

/* One table of the report: which columns of which table of the fit, or of the series where the fit
 * has none. */
struct awol_report_table {
    const char *name; /* of its files, without suffix: "table-1-counts" */
    const char *caption;
    const char *table;
    const char *const *columns; /* NULL-terminated */
    bool drops_empty;           /* columns that say nothing are left out */
};

extern const struct awol_report_table awol_report_tables[];
extern const size_t awol_report_n_tables;

/* The columns of such a table that the fit has, into ret_table, which the caller releases;
 * *ret_found is false where there is no such table, or no row of it. */
enum awol_status awol_report_table_select(const struct awol_report_table *wanted,
                                          const struct awol_stream *fit,
                                          struct awol_table *ret_table, bool *ret_found,
                                          struct awol_error *opt_error);

#endif
