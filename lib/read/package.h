/* datapackage.json (Frictionless Data Package, Table Schema): what it says about one file. */
#ifndef AWOL_READ_PACKAGE_H
#define AWOL_READ_PACKAGE_H

#include <stdbool.h>

#include "base/status.h"
#include "read/column_map.h"

/* Append to the map what the package at `path` says of the file: the resource whose `path` is the
 * file's (from the folder of the package), or else has its name. Taken are
 *   - schema.fields: one with the property "awol:column" is read as that column, for events of one
 *     word (deserted:date) or numbered (date# on dsrtdt01, dsrtdt02 …); the header text is the
 *     field's name, or its title where the file has that instead; "awol:column": "-" sets the field
 *     aside, whatever its name; without it, the name of the field is its column;
 *   - format of the date: %Y%m%d are compact dates; others than EDTF's are refused unless the map
 *     has opt_spellings; groupChar and decimalChar;
 *   - schema.missingValues, and missingValues of a field;
 *   - how the dates and counts of the file are meant (read/package_meaning.h);
 *   - dialect.delimiter, quoteChar and headerRows, unless the map has them already; header false,
 *     whose columns are then called as the fields;
 *   - title of the package.
 * Constraints of fields are noted, not checked: a type says nothing that the column does not.
 * *ret_found is false if no resource is this file; the map then gets nothing.
 * AWOL_SYSTEM: not readable. AWOL_DATA: not JSON (with the place), or a property that is not what
 * the specification says or asks for what is not read here (a dialect with an escapeChar, a schema
 * that stands in another file). */
enum awol_status awol_package_read(const char *path, const char *file, struct awol_column_map *map,
                                   bool *ret_found, struct awol_error *opt_error);

/* The path of the datapackage.json beside a file, whether it exists or not. The caller frees it;
 * NULL when out of memory. */
char *awol_package_beside(const char *file);

#endif
