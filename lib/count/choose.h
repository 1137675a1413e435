/* Which rows are counted, where that depends on other rows: one man in two rows, a man's first
 * event. */
#ifndef AWOL_COUNT_CHOOSE_H
#define AWOL_COUNT_CHOOSE_H

#include <stdbool.h>

#include "base/status.h"
#include "base/table.h"
#include "count/identity.h"
#include "count/report.h"
#include "count/rows.h"
#include "count/tally.h"

struct awol_choose_options {
    struct awol_same_options same;
    bool first;             /* only the first event of each man */
    const char *opt_person; /* the column that tells men apart; NULL: person */
};

/* What is done with a row that the words and the side of the tally options want. */
enum awol_choice { AWOL_CHOICE_COUNT, AWOL_CHOICE_RIVAL, AWOL_CHOICE_PASS };

/* True if rows are chosen at all. */
bool awol_choose_is_needed(const struct awol_choose_options *options);

/* The text by which each row tells men apart, from a column of the table; ret_keys has room for one
 * a row. AWOL_DATA: there is no such column, or a row with wanted[row] has nothing in it; `why`
 * begins the message: "--count first". */
enum awol_status awol_person_keys(const struct awol_table *table, const char *opt_column,
                                  const bool *wanted, const char *why, const char **ret_keys,
                                  struct awol_error *opt_error);

/* ret_choices[row] for every row of the table: a row for which another stands is a rival if rivals
 * are carried
 * (--prefer all), else passed over, and so is a later event of a man. Pairs, and what was done, are
 * remarks of the report. */
enum awol_status awol_choose(const struct awol_table *table, const struct awol_event_rows *rows,
                             const struct awol_choose_options *options,
                             const struct awol_tally_options *tally, enum awol_choice *ret_choices,
                             struct awol_count_report *report, struct awol_error *opt_error);

#endif
