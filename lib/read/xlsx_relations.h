/* Which part of an Office file is which: the relations of a part (ECMA-376 part 2, 9.3). */
#ifndef AWOL_READ_XLSX_RELATIONS_H
#define AWOL_READ_XLSX_RELATIONS_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/zip_file.h"

struct awol_xlsx_relation {
    const char *id;
    const char *type; /* the last word of its address: "worksheet" */
    const char *part; /* name in the archive */
};

struct awol_xlsx_relations {
    struct awol_arena *arena;
    struct awol_xlsx_relation *list;
    size_t n;
};

/* Append the relations of a part, "" for those of the file; none if it has none. */
enum awol_status awol_xlsx_relations_read(struct awol_xlsx_relations *relations,
                                          struct awol_zip *zip, const char *part,
                                          struct awol_error *opt_error);

/* The first of a type, the one of an id; NULL if there is none. */
const struct awol_xlsx_relation *
awol_xlsx_relations_of_type(const struct awol_xlsx_relations *relations, const char *type);
const struct awol_xlsx_relation *
awol_xlsx_relations_of_id(const struct awol_xlsx_relations *relations, const char *id);

#endif
