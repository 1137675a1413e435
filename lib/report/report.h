/* From the folder of a campaign to a folder that can go into an article. */
#ifndef AWOL_REPORT_REPORT_H
#define AWOL_REPORT_REPORT_H

#include <stdbool.h>

#include "base/status.h"

/* What is asked for; NULL: as the tool that takes it has it by default. Numbers are texts because
 * they go on to the tools as they were typed. */
struct awol_report_settings {
    const char *dataset; /* a folder */
    const char *target;  /* the folder that is made */
    const char *opt_records;
    const char *opt_event, *opt_by, *opt_prefer, *opt_basis, *opt_complete;
    const char *opt_model, *opt_level, *opt_seed;
    const char *replicates; /* "0": no bootstrap */
    bool word;              /* a Word file too, where pandoc is there */
    const char *command;    /* the command line, for the provenance */
    const char *version;
};

/* Make it. *ret_missing (may be NULL) is how many of its parts could not be made; the report says
 * why. A signal that ends the process (HUP, INT, TERM) does so when what was made is removed.
 * AWOL_DATA, AWOL_UNFIT and so on: a tool refused the records, in its words; then there is no
 * report. */
enum awol_status awol_report_make(const struct awol_report_settings *settings,
                                  size_t *opt_ret_missing, struct awol_error *opt_error);

#endif
