/* How files of records are read, as the command lines of several tools say it: the same options, in
 * the same words, with the same meaning. */
#ifndef AWOL_TOOL_READING_H
#define AWOL_TOOL_READING_H

#include "base/status.h"
#include "cli/tool.h"
#include "date/spelling.h"
#include "read/codes.h"
#include "read/column_map.h"
#include "read/event_types.h"
#include "read/reader.h"

/* The rows of these options, for the field `groups` of a tool, each and all; NULL-terminated. */
extern const struct awol_option_group awol_reading_file_group;
extern const struct awol_option_group awol_reading_date_group;
extern const struct awol_option_group *const awol_reading_groups[];

/* What the options said. `settings` points into the struct, which must stay where it is. */
struct awol_reading_options {
    struct awol_reader_settings settings; /* for awol_reader_open() */
    struct awol_column_map columns;
    struct awol_event_types types;
    struct awol_codes codes;
    struct awol_spelling_settings spellings;
    const char **fill;
};

void awol_reading_options_init(struct awol_reading_options *options);
void awol_reading_options_release(struct awol_reading_options *options);

/* Take the options from a command line, which must outlive them. AWOL_USAGE: the option and what is
 * wrong with it; AWOL_DATA, AWOL_SYSTEM: of the file of --map. The caller releases `options`
 * whatever comes of it. */
enum awol_status awol_reading_options_take(struct awol_reading_options *options,
                                           const struct awol_arguments *arguments,
                                           struct awol_error *error);

/* The columns of a stream of events with those extras, and behind them what is kept; returns their
 * number. */
size_t awol_reading_layout(const struct awol_reading_options *options, unsigned extras,
                           const char *ret_columns[static AWOL_EVENT_MAX_COLUMNS]);

/* True if any of the options was given: for tools that read a stream as well, of which these say
 * nothing. Sets *ret_name (may be NULL) to the name of the first. */
bool awol_reading_options_given(const struct awol_arguments *arguments, const char **ret_name);

#endif
