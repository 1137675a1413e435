/* A file of records that a tool reads itself, where it could also be given the stream that
 * awol-read makes of it: with the same options, headers and messages. */
#ifndef AWOL_TOOL_RECORDS_H
#define AWOL_TOOL_RECORDS_H

#include <stdbool.h>

#include "base/status.h"
#include "base/stream.h"
#include "cli/tool.h"
#include "count/count.h"
#include "tool/reading.h"
#include "tool/refusals.h"

/* What the records are about: --campaign, for the field `groups` of a tool. */
extern const struct awol_option_group awol_campaign_group;

/* Set refusals.arguments, zero the rest. */
struct awol_records {
    struct awol_reading_options reading;
    struct awol_refusals refusals;
};

/* "standard input" for "-". */
const char *awol_records_shown(const char *path);

/* --campaign, else what the data package says, else the name of the file. */
const char *awol_records_campaign(const struct awol_arguments *arguments,
                                  const struct awol_reader *reader, const char *path);

/* Say what no event takes of a file: at its beginning, and at its end. */
void awol_records_tell_begin(const struct awol_arguments *arguments,
                             const struct awol_reader *reader, const char *path);
void awol_records_tell_end(const struct awol_arguments *arguments, struct awol_reader *reader,
                           const char *path);

/* Take all options. The caller releases it whatever comes of it. */
enum awol_status awol_records_take(struct awol_records *records, struct awol_error *error);
void awol_records_release(struct awol_records *records);

/* True if an option says how records are read; *ret_option is the first of them. */
bool awol_records_asked(const struct awol_records *records, const char **ret_option);

/* Whether the file is an awol stream; then AWOL_USAGE where options of reading are given. */
enum awol_status awol_records_find_stream(const struct awol_records *records, const char *path,
                                          bool *ret_stream, struct awol_error *error);

/* Let *person, a column that tells men apart, be read as `person` where it is none of the events;
 * it is NULL then. */
enum awol_status awol_records_take_person(struct awol_records *records, const char **person,
                                          struct awol_error *error);

/* Read all events into memory, as a stream of events would be. */
enum awol_status awol_records_read(struct awol_records *records, const char *path,
                                   struct awol_stream *ret_events, struct awol_error *error);

/* Take up all events, which must be released whatever comes of it. *ret_events has the headers
 * alone. */
enum awol_status awol_records_count(struct awol_records *records, const char *path,
                                    const struct awol_tally_options *options,
                                    struct awol_count_taken *taken, struct awol_stream *ret_events,
                                    struct awol_error *error);

#endif
