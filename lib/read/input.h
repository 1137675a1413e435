/* Any table that a user may hand to a tool: a stream of an earlier tool, or a hand-made TSV or CSV
 * with the columns that its kind needs. */
#ifndef AWOL_READ_INPUT_H
#define AWOL_READ_INPUT_H

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"

/* Read one table from path ("-" = standard input). If the file is an awol stream, it must have a
 * table of that name; otherwise it is read as delimited text with a header. */
enum awol_status awol_input_table(const char *path, const char *table_name,
                                  struct awol_table *ret_table, struct awol_error *opt_error);

/* Read a stream of one of the kinds (NULL-terminated list) from path ("-" = standard input). A
 * hand-made table is wrapped as a stream of kinds[0] with one table of that name. A stream of
 * another kind is AWOL_DATA, and the message says which tool makes the right one. */
enum awol_status awol_input_stream(const char *path, const char *const *kinds,
                                   struct awol_stream *ret_stream, struct awol_error *opt_error);

#endif
