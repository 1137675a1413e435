/* Cells of a hand-made table as what the records need: a text, a word of a list, yes or no, days.
 */
#ifndef AWOL_RECORD_CELL_H
#define AWOL_RECORD_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"
#include "date/span.h"

/* Column numbers of `known`[n_known] (AWOL_NO_COLUMN where absent). A column that is neither known
 * nor one of opt_others (NULL-terminated) is passed over, unless it looks like a misspelt one that
 * is missing: AWOL_DATA. */
enum awol_status awol_cell_columns(const struct awol_table *table, const char *const *known,
                                   size_t n_known, const char *const *opt_others, size_t *ret_index,
                                   struct awol_error *opt_error);

/* The text of a cell, "" where missing. Belongs to the table. */
const char *awol_cell_text(const struct awol_table *table, size_t row, size_t column);

/* A copy of that text in arena; NULL when out of memory. */
const char *awol_cell_copy(const struct awol_table *table, size_t row, size_t column,
                           struct awol_arena *arena);

/* True if word stands in the NULL-terminated list. */
bool awol_cell_is_word(const char *word, const char *const *words);

/* AWOL_DATA, with the words that are allowed, unless the cell holds one of them or is missing. */
enum awol_status awol_cell_check_word(const struct awol_table *table, size_t row, size_t column,
                                      const char *const *words, struct awol_error *opt_error);

/* "yes" or "no"; fallback where missing. AWOL_DATA for anything else. */
enum awol_status awol_cell_yes(const struct awol_table *table, size_t row, size_t column,
                               bool fallback, bool *ret_yes, struct awol_error *opt_error);

/* The days that an EDTF text leaves possible. AWOL_DATA where missing or not EDTF. */
enum awol_status awol_cell_span(const struct awol_table *table, size_t row, size_t column,
                                struct awol_span *ret_span, struct awol_error *opt_error);

/* The same, refusing an open or unknown end. */
enum awol_status awol_cell_closed_span(const struct awol_table *table, size_t row, size_t column,
                                       struct awol_span *ret_span, struct awol_error *opt_error);

/* A number that is missing (NaN) or at least 0. AWOL_DATA otherwise. */
enum awol_status awol_cell_number(const struct awol_table *table, size_t row, size_t column,
                                  double *ret_value, struct awol_error *opt_error);

/* True for digits that a point or points group by three, as "1.000" and "13.208": a thousand in
 * German, one in English. */
bool awol_cell_is_grouped(const char *text);

/* As awol_cell_number, for men: refuses grouped digits too. */
enum awol_status awol_cell_men(const struct awol_table *table, size_t row, size_t column,
                               double *ret_value, struct awol_error *opt_error);

#endif
