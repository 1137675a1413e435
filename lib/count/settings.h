/* What a user may ask of counting, from the words of a command line. */
#ifndef AWOL_COUNT_SETTINGS_H
#define AWOL_COUNT_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "count/tally.h"
#include "date/span.h"

#define AWOL_MAX_EVENT_WORDS 8

/* Words of the column `event` with commas between them. words[] receives at most
 * AWOL_MAX_EVENT_WORDS pointers to strings that last. AWOL_USAGE for any other word. */
enum awol_status awol_settings_events(const char *list,
                                      const char *words[static AWOL_MAX_EVENT_WORDS], size_t *ret_n,
                                      struct awol_error *opt_error);

/* Days of an EDTF text. AWOL_USAGE if it is none, or has an open end. */
enum awol_status awol_settings_days(const char *text, struct awol_span *ret_days,
                                    struct awol_error *opt_error);

/* Bins, as awol_period_parse(). AWOL_USAGE if the text names none. */
enum awol_status awol_settings_period(const char *text, struct awol_tally_options *options,
                                      struct awol_error *opt_error);

/* preferred, own, enemy, all. AWOL_USAGE for anything else. */
enum awol_status awol_settings_prefer(const char *text, enum awol_prefer *ret_prefer,
                                      struct awol_error *opt_error);

#endif
