#include "read/row_caution.h"

#include <string.h>

static void count(struct awol_cautions *cautions, size_t line, const char *cell, const char *reason)
{
    size_t i = 0;

    while (i < cautions->n && strcmp(cautions->list[i].reason, reason) != 0)
        i++;
    if (i == AWOL_CAUTIONS_MAX)
        return;
    if (i == cautions->n) {
        cautions->n++;
        cautions->list[i] = (struct awol_caution){.reason = reason, .line = line};
        awol_text_show(cell, cautions->list[i].first, sizeof cautions->list[i].first);
    }
    cautions->list[i].n++;
}

enum awol_status awol_cautions_add(struct awol_cautions *cautions, struct awol_place place,
                                   const char *column, const char *cell, const char *reason,
                                   struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    if (cautions->is_strict)
        return awol_error_at(opt_error, cautions->source, place, "%s%s%s: %s (--strict)", column,
                             column[0] != '\0' ? " " : "",
                             awol_text_show(cell, shown, sizeof shown), reason);
    if (!cautions->is_trial)
        count(cautions, place.line, cell, reason);
    return AWOL_OK;
}

size_t awol_cautions_n(const struct awol_cautions *cautions)
{
    size_t n = 0;

    for (size_t i = 0; i < cautions->n; i++)
        n += cautions->list[i].n;
    return n;
}

bool awol_cautions_tell(const struct awol_cautions *cautions, size_t index, struct awol_text *text)
{
    const struct awol_caution *const caution = &cautions->list[index];

    if (index >= cautions->n)
        return false;
    awol_text_append_format(text, "%zu %s doubtful: %s (%sline %zu, %s)", caution->n,
                            caution->n == 1 ? "row is" : "rows are", caution->reason,
                            caution->n == 1 ? "" : "first: ", caution->line, caution->first);
    return true;
}
