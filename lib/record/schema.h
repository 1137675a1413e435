/* The tables of the stream, their columns and their meaning: the one place where they are
 * documented, in schema_*.c. awol-stream(5) is made from it. */
#ifndef AWOL_RECORD_SCHEMA_H
#define AWOL_RECORD_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

struct awol_schema_column {
    const char *name;
    bool required; /* a hand-made table must have it */
    const char *meaning;
};

struct awol_schema_table {
    const char *name;
    const char *written_by;
    const char *meaning;
    const struct awol_schema_column *columns;
    size_t n_columns;
};

/* Parameter names of fits; NAME stands for an id or a column. */
struct awol_schema_parameter {
    const char *name;
    const char *measure;
    const char *meaning;
};

extern const struct awol_schema_parameter awol_schema_parameters[];
extern const size_t awol_schema_n_parameters;

/* The tables one after the other; NULL behind the last. */
const struct awol_schema_table *awol_schema_at(size_t index);

/* NULL if there is no such table. */
const struct awol_schema_table *awol_schema_find(const char *table);

#endif
