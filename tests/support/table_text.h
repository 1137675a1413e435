/* A table out of text, so that a test shows the file that it is about. */
#ifndef AWOL_TESTS_TABLE_TEXT_H
#define AWOL_TESTS_TABLE_TEXT_H

#include "base/table.h"

/* Lines of cells between '|', the first of them the header; source "t.csv", a cell's place is its
 * line and the number of its column. Fails the test when out of memory. */
struct awol_table test_table(const char *name, const char *lines);

#endif
