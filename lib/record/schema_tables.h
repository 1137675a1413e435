/* The tables of the stream, by what writes them: one file each. For schema.c. */
#ifndef AWOL_RECORD_SCHEMA_TABLES_H
#define AWOL_RECORD_SCHEMA_TABLES_H

#include "record/schema.h"

#define AWOL_SCHEMA_N(array) (sizeof(array) / sizeof((array)[0]))

/* A table whose columns are an array of its name. */
#define AWOL_SCHEMA_TABLE(name, by, meaning)                                                       \
    {                                                                                              \
#name, by, meaning, name, AWOL_SCHEMA_N(name)                                              \
    }

struct awol_schema_group {
    const struct awol_schema_table *tables;
    size_t n;
};

extern const struct awol_schema_group awol_schema_of_records;
extern const struct awol_schema_group awol_schema_of_series;
extern const struct awol_schema_group awol_schema_of_by_hand;
extern const struct awol_schema_group awol_schema_of_fit;
extern const struct awol_schema_group awol_schema_of_check;
extern const struct awol_schema_group awol_schema_of_compare;
extern const struct awol_schema_group awol_schema_of_scenario;
extern const struct awol_schema_group awol_schema_of_simulate;
extern const struct awol_schema_group awol_schema_of_explain;

#endif
