/* Dates without marks, YYYYMMDD, with -- or 00 for a part that is not known: 18640700, 1864----. */
#ifndef AWOL_DATE_COMPACT_H
#define AWOL_DATE_COMPACT_H

#include <stdbool.h>

#include "base/status.h"

#define AWOL_COMPACT_EDTF_SIZE 16

/* True for 00000000 and --------, which tell nothing. */
bool awol_compact_is_empty(const char *text);

/* The same date in EDTF: 18640700 and 186407-- are 1864-07, 1864---- is 1864, 1864--15 is
 * 1864-XX-15, 186-0715 is 186X-07-15. Days are not checked. AWOL_DATA with place.column (from 1):
 * not eight such characters, nothing known of the year, no such month. */
enum awol_status awol_compact_to_edtf(const char *text,
                                      char ret_edtf[static AWOL_COMPACT_EDTF_SIZE],
                                      struct awol_error *opt_error);

/* The byte of the compact text that a byte of the EDTF text (both from 1) came from. */
size_t awol_compact_column(size_t edtf_column);

#endif
