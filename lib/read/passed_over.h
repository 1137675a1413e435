/* Events of types that are not read, counted, so that they can be told. */
#ifndef AWOL_READ_PASSED_OVER_H
#define AWOL_READ_PASSED_OVER_H

#include "base/text.h"

enum { AWOL_PASSED_OVER_TYPES = 8 };

/* Zero-initialise. Types are told apart by their first 47 bytes; those beyond the first eight are
 * counted together. */
struct awol_passed_over {
    struct {
        char type[48];
        size_t n;
    } rows[AWOL_PASSED_OVER_TYPES];
    size_t n_rows, n_besides;
    struct awol_text text;
};

void awol_passed_over_release(struct awol_passed_over *passed);

/* Count an event; the type is "" where it has none. */
void awol_passed_over_add(struct awol_passed_over *passed, const char *type);

/* "“enlistment” (3), without a type (1)"; "" if none. */
const char *awol_passed_over_list(struct awol_passed_over *passed);

#endif
