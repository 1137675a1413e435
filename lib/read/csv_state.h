/* Inside of csv: a reader of delimited text, and what its parts share. */
#ifndef AWOL_READ_CSV_STATE_H
#define AWOL_READ_CSV_STATE_H

#include "base/text.h"
#include "read/csv.h"
#include "read/scan.h"

struct awol_csv {
    struct awol_scan scan;
    struct awol_arena arena;
    bool takes_encoding;
    const char *opt_encoding; /* of the file, where it is not UTF-8 */
    size_t n_records;
    char *text; /* the cells of the record, each with its terminator */
    size_t text_capacity;
    struct awol_text head; /* the lines down to the header, as they stand */
    size_t n_columns, n_named;
    const char **names;
    struct awol_place *name_places;
    const char **cells;
    struct awol_place *places;
    size_t cells_capacity;
};

/* A message at a byte of the record. AWOL_DATA. */
enum awol_status awol_csv_refuse(const struct awol_csv *csv, const char *at, const char *message,
                                 struct awol_error *opt_error);

/* AWOL_DATA unless the record is UTF-8 without NUL. */
enum awol_status awol_csv_check_bytes(const struct awol_csv *csv, struct awol_error *opt_error);

/* Cut the record into cells, in csv->cells and csv->places. */
enum awol_status awol_csv_split(struct awol_csv *csv, size_t *ret_n, struct awol_error *opt_error);

/* Read down to the header: fills head, names, name_places, n_columns, n_named and the separator. */
enum awol_status awol_csv_read_head(struct awol_csv *csv,
                                    const struct awol_csv_settings *opt_settings,
                                    struct awol_error *opt_error);

#endif
