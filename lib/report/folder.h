/* The folder of a report, which takes its name only when all of it is there. */
#ifndef AWOL_REPORT_FOLDER_H
#define AWOL_REPORT_FOLDER_H

#include "base/status.h"

#define AWOL_REPORT_PATH_SIZE 4096

/* Holds the list of inputs and results of a report; a folder without it is not replaced. */
#define AWOL_REPORT_PROVENANCE "provenance.tsv"

struct awol_report_folder {
    char target[AWOL_REPORT_PATH_SIZE]; /* as given, without slashes at its end */
    char path[AWOL_REPORT_PATH_SIZE];   /* where it is made, beside it; "" until open */
};

/* Begin a folder beside `target`, with the folders data/ and log/ in it. AWOL_SYSTEM: it cannot be
 * made, or something that is no report has the name already. */
enum awol_status awol_report_folder_open(struct awol_report_folder *folder, const char *target,
                                         struct awol_error *opt_error);

/* Give it its name if status is AWOL_OK, in the place of an earlier report; else remove it. Returns
 * status, or what went wrong here. */
enum awol_status awol_report_folder_end(struct awol_report_folder *folder, enum awol_status status,
                                        struct awol_error *opt_error);

/* The path of a file in it, into path. AWOL_SYSTEM: too long. */
enum awol_status awol_report_folder_file(const char *folder, const char *name,
                                         char path[static AWOL_REPORT_PATH_SIZE],
                                         struct awol_error *opt_error);

/* Copy the bytes of a file to a name in the folder. */
enum awol_status awol_report_folder_copy(const char *folder, const char *from, const char *name,
                                         struct awol_error *opt_error);

#endif
