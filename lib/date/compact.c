#include "date/compact.h"

#include <string.h>

enum { LENGTH = 8, YEAR = 4 };

bool awol_compact_is_empty(const char *text)
{
    return strcmp(text, "00000000") == 0 || strcmp(text, "--------") == 0;
}

static enum awol_status refuse(struct awol_error *opt_error, size_t at, const char *message)
{
    const enum awol_status status = awol_error_set(opt_error, AWOL_DATA, "%s", message);

    if (opt_error)
        opt_error->place = (struct awol_place){0, at + 1};
    return status;
}

static bool is_unknown(const char *part)
{
    return (part[0] == '-' && part[1] == '-') || (part[0] == '0' && part[1] == '0');
}

/* A known month or day has two digits. */
static bool is_whole(const char *part)
{
    return part[0] != '-' && part[1] != '-';
}

static enum awol_status check(const char *text, struct awol_error *opt_error)
{
    const size_t n = strspn(text, "0123456789-");

    if (text[n] != '\0' || n != LENGTH)
        return refuse(opt_error,
                      text[n] != '\0' ? n
                      : n < LENGTH    ? n
                                      : LENGTH,
                      "expected YYYYMMDD, with -- or 00 for a part that is not known");
    if (text[0] == '-' || strncmp(text, "0000", YEAR) == 0)
        return refuse(opt_error, 0, "nothing is known of the year");
    for (size_t i = 1; i < YEAR; i++) {
        if (text[i - 1] == '-' && text[i] != '-')
            return refuse(opt_error, i, "of a year only the last figures can be unknown");
    }
    for (size_t i = YEAR; i < LENGTH; i += 2) {
        if (!is_unknown(text + i) && !is_whole(text + i))
            return refuse(opt_error, i, "half of a month or day: expected two figures, 00 or --");
    }
    /* In EDTF, 21 to 41 would be a season or a quarter. */
    if (!is_unknown(text + YEAR) &&
        (text[YEAR] > '1' || (text[YEAR] == '1' && text[YEAR + 1] > '2')))
        return refuse(opt_error, YEAR, "expected a month 01 to 12, 00 or --");
    return AWOL_OK;
}

enum awol_status awol_compact_to_edtf(const char *text,
                                      char ret_edtf[static AWOL_COMPACT_EDTF_SIZE],
                                      struct awol_error *opt_error)
{
    const enum awol_status status = check(text, opt_error);
    size_t n = 0;

    if (status != AWOL_OK)
        return status;
    for (; n < YEAR; n++)
        ret_edtf[n] = text[n] == '-' ? 'X' : text[n];
    for (size_t i = YEAR; i < LENGTH; i += 2) {
        const bool unknown = is_unknown(text + i);

        if (unknown && (i + 2 == LENGTH || is_unknown(text + i + 2)))
            break;
        ret_edtf[n++] = '-';
        ret_edtf[n++] = unknown ? 'X' : text[i];
        ret_edtf[n++] = unknown ? 'X' : text[i + 1];
    }
    ret_edtf[n] = '\0';
    return AWOL_OK;
}

size_t awol_compact_column(size_t edtf_column)
{
    return edtf_column <= YEAR + 1   ? edtf_column
           : edtf_column <= YEAR + 4 ? edtf_column - 1
                                     : edtf_column - 2;
}
