/* What a report holds besides what the tools made: its text, its tables, its provenance. */
#ifndef AWOL_REPORT_OUTPUT_H
#define AWOL_REPORT_OUTPUT_H

#include "base/status.h"
#include "report/document.h"
#include "report/plan.h"

/* Write report.md and its tables (Markdown and LaTeX) into a folder that has events.tsv and
 * series.tsv (neither where the counts were given), the logs of their making, and one of
 * explain.tsv, check.tsv, boot.tsv, fit.tsv (the first that is there). What could not be made is in
 * log/missing.txt, figures are those that are there. */
enum awol_status awol_report_write_text(const char *folder, const char *version,
                                        struct awol_error *opt_error);

/* Write provenance.tsv: the SHA-256 of each file of data/, the command of each step that is done,
 * the version, the seed. */
enum awol_status awol_report_write_provenance(const char *folder, const struct awol_plan *plan,
                                              const char *command, const char *version,
                                              struct awol_error *opt_error);

/* Write a text as a file of the folder. */
enum awol_status awol_report_put(const char *folder, const char *name, const struct awol_text *text,
                                 struct awol_error *opt_error);

/* All bytes of a file of the folder appended to a text; nothing where there is none. */
enum awol_status awol_report_get(const char *folder, const char *name, struct awol_text *text,
                                 struct awol_error *opt_error);

/* The figures that a report may have, in their order. */
extern const struct awol_report_figure awol_report_figures[];
extern const size_t awol_report_n_figures;

#endif
