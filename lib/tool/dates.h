/* How dates in words are read, as the command lines of several tools say it. */
#ifndef AWOL_TOOL_DATES_H
#define AWOL_TOOL_DATES_H

#include "base/status.h"
#include "cli/tool.h"
#include "date/spelling.h"

/* What the options with choices take: NULL-terminated. */
extern const char *const awol_dates_calendars[];
extern const char *const awol_dates_languages[];
extern const char *const awol_dates_year_starts[];

/* Take --dmy, --mdy, --calendar, --lang, --year-start, --about, --feasts and --document-date, of
 * which a tool need not have all. AWOL_USAGE: the option and what is wrong with it. */
enum awol_status awol_dates_take(const struct awol_arguments *arguments,
                                 struct awol_spelling_settings *ret_settings,
                                 struct awol_error *error);

#endif
