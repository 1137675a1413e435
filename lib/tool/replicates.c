#include "tool/replicates.h"

#include <string.h>

#include "base/number.h"

static bool parse_number(const char *text, size_t length, uint32_t *ret_number)
{
    char number[AWOL_NUMBER_SIZE];
    int64_t value;
    if (length == 0 || length >= sizeof number)
        return false;
    memcpy(number, text, length);
    number[length] = '\0';
    if (!awol_number_parse_integer(number, &value) || value < 0 || value > 1000000000)
        return false;
    *ret_number = (uint32_t)value;
    return true;
}

enum awol_status awol_replicates_read(const struct awol_arguments *arguments,
                                      const char *default_text,
                                      struct awol_replicates *ret_replicates,
                                      struct awol_error *error)
{
    const char *text = awol_arguments_text(arguments, "replicates", default_text);
    size_t length = strcspn(text, ":");
    struct awol_replicates r = {.is_given = awol_arguments_has(arguments, "replicates"),
                                .is_range = text[length] == ':'};
    bool good;
    if (r.is_range)
        good = parse_number(text, length, &r.first) &&
               parse_number(text + length + 1, strlen(text + length + 1), &r.last);
    else
        good = parse_number(text, length, &r.last);
    if (!good)
        return awol_arguments_refuse(arguments, "replicates", error,
                                     "“%.60s” is neither a number of replicates nor LO:HI", text);
    if (r.last <= r.first)
        return awol_arguments_refuse(arguments, "replicates", error,
                                     r.is_range ? "“%.60s” names no replicate: LO must be below HI"
                                                : "“%.60s” replicates: at least 1 is needed",
                                     text);
    *ret_replicates = r;
    return AWOL_OK;
}
