/* What must hold of a folder of datasets/, for the program that checks them all and its test. */
#ifndef TESTS_SUPPORT_DATASET_H
#define TESTS_SUPPORT_DATASET_H

#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

/* One line a problem goes to `out`: file:line:column: what is wrong. */
struct support_dataset_report {
    FILE *out;
    size_t n_files, n_rows, n_sums, n_problems;
};

/* Check a folder: every file in it is a resource of its datapackage.json, which has
 * the name of the folder and no resource that is not there, beside a SOURCE.md; every
 * row of records, offers, circumstances, strength, rates and costs has a source and a page; every
 * date is read by a rule; among preferred rows of one unit and event no two spans cross; and what
 * sums.csv says adds up. Problems are counted in the report, which the caller begins with zeros.
 * AWOL_SYSTEM, AWOL_MEMORY: the check itself failed. */
enum awol_status support_dataset_check(const char *folder, struct support_dataset_report *report,
                                       struct awol_error *error);

/* Check the sums of a folder: rows of sums.csv with the columns file, column (one, or several with
 * + between them), total (a printed number, or which row has it), parts, difference (of the total
 * from the sum of the parts, explained in note). Rows are chosen by "column=text", by several texts
 * with | between them, and by several columns with & between them. */
enum awol_status support_dataset_sums(const char *folder, struct support_dataset_report *report,
                                      struct awol_error *error);

/* One problem, with its place. */
void support_dataset_tell(struct support_dataset_report *report, const char *file,
                          struct awol_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
