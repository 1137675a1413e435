#include "read/passed_over.h"

#include <stdio.h>
#include <string.h>

void awol_passed_over_release(struct awol_passed_over *passed)
{
    awol_text_release(&passed->text);
}

void awol_passed_over_add(struct awol_passed_over *passed, const char *type)
{
    const size_t size = sizeof passed->rows[0].type;

    for (size_t i = 0; i < passed->n_rows; i++) {
        if (strncmp(passed->rows[i].type, type, size - 1) == 0) {
            passed->rows[i].n++;
            return;
        }
    }
    if (passed->n_rows == AWOL_PASSED_OVER_TYPES) {
        passed->n_besides++;
        return;
    }
    snprintf(passed->rows[passed->n_rows].type, size, "%s", type);
    passed->rows[passed->n_rows++].n = 1;
}

const char *awol_passed_over_list(struct awol_passed_over *passed)
{
    struct awol_text *const text = &passed->text;

    awol_text_clear(text);
    for (size_t i = 0; i < passed->n_rows; i++) {
        char shown[AWOL_SHOWN_SIZE];
        const char *const type = passed->rows[i].type;

        awol_text_append_format(text, "%s%s (%zu)", i > 0 ? ", " : "",
                                type[0] == '\0' ? "without a type"
                                                : awol_text_show(type, shown, sizeof shown),
                                passed->rows[i].n);
    }
    if (passed->n_besides > 0)
        awol_text_append_format(text, ", others (%zu)", passed->n_besides);
    return awol_text_string(text);
}
