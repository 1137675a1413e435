/* What a reader makes of a file, as text. */
#ifndef TESTS_SUPPORT_READINGS_H
#define TESTS_SUPPORT_READINGS_H

#include "read/reader.h"

/* A line a row: the columns that were asked for, by letters and with | between them, or
 * "LINE:COLUMN REASON" of what is refused; the failure that ends the reading comes last. Letters: i
 * id, p person, N name, u unit, d date, w earliest and latest, k calendar, q qualifier, n count, e
 * event, l place, s source, g page, t text, r rule. */
struct readings {
    struct awol_text text; /* the caller releases it */
    enum awol_status status;
    char passed_over[400];
};

/* Read a file, or bytes as one. types as --types has them, or NULL; columns say the rest, or NULL.
 */
void readings_of_file(const char *path, const char *types, const char *letters,
                      struct readings *seen);
void readings_of(const char *bytes, size_t length, const char *types, const char *letters,
                 struct readings *seen);
void readings_with(const struct awol_column_map *columns, const char *bytes, size_t length,
                   const char *types, const char *letters, struct readings *seen);

/* A text that is read, and what comes of it. */
struct readings_case {
    const char *types;
    const char *letters;
    const char *text;
    const char *expected;
};

/* All of them end with the status, and come to what is expected; where the status is a failure, to
 * something that has it in it. */
void readings_check(const struct awol_column_map *opt_columns, const struct readings_case *cases,
                    size_t n, enum awol_status status);

#define READINGS_CHECK(cases, status)                                                              \
    readings_check(NULL, cases, sizeof(cases) / sizeof((cases)[0]), status)

#endif
