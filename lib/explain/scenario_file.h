/* A scenario as a small text file, one assumption a line:
 *
 *     # a remark
 *     title = Handbills among the Hessians, 1776
 *     death = 2:10 percent     # where this is from
 *
 * Behind the value stands its unit, and behind # where the number comes from, which no assumption
 * goes without. */
#ifndef AWOL_EXPLAIN_SCENARIO_FILE_H
#define AWOL_EXPLAIN_SCENARIO_FILE_H

#include <stdio.h>

#include "explain/assumption.h"

/* Read the file, named `path` in messages, to its end; what is assumed already (by options) stays.
 * AWOL_DATA with line and column: no “=”, a name that is none (with the nearest), a name twice, no
 * source, what awol_assumptions_set() refuses, bytes that are not UTF-8. file stays the caller's.
 */
enum awol_status awol_scenario_file_read(FILE *file, const char *path,
                                         struct awol_assumptions *assumptions,
                                         struct awol_error *opt_error);

#endif
