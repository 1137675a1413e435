/* Scenario files. What was read lies within its range, says where it comes from, and is read again
 * from what it is written as; what is refused is refused at a place of the file. */
#include "base/number.h"
#include "base/text.h"
#include "explain/scenario_file.h"
#include "fuzz/fuzz.h"

static void check_value(const struct awol_assumptions *assumptions, size_t key)
{
    const struct awol_assumption_kind *kind = &awol_assumption_kinds[key];
    const struct awol_assumed *value = &assumptions->values[key];

    MUST(value->by_file && value->place.line > 0 && value->place.column > 0, "%s has a place",
         kind->name);
    MUST(value->source && value->source[0], "%s has a source", kind->name);
    MUST(value->low <= value->high, "%s: %g to %g", kind->name, value->low, value->high);
    if (kind->measure != AWOL_IN_DATE)
        MUST(value->low >= kind->least && value->high <= kind->greatest, "%s: %g to %g", kind->name,
             value->low, value->high);
    if (kind->measure == AWOL_IN_MONEY)
        MUST(assumptions->currency && assumptions->currency[0], "%s has a currency", kind->name);
}

static void write_value(const struct awol_assumptions *assumptions, size_t key,
                        struct awol_text *text)
{
    const struct awol_assumption_kind *kind = &awol_assumption_kinds[key];
    const struct awol_assumed *value = &assumptions->values[key];
    char low[AWOL_NUMBER_SIZE], high[AWOL_NUMBER_SIZE];

    if (value->opt_text)
        awol_text_append_format(text, "%s = %s", kind->name, value->opt_text);
    else
        awol_text_append_format(text, "%s = %s:%s", kind->name, awol_number_format(value->low, low),
                                awol_number_format(value->high, high));
    if (kind->measure == AWOL_IN_MONEY)
        awol_text_append_format(text, " %s", assumptions->currency);
    awol_text_append_format(text, " # %s\n", value->source);
}

static void check_again(const struct awol_assumptions *assumptions)
{
    struct awol_assumptions again;
    struct awol_error error = {0};
    struct awol_text text;

    awol_text_init(&text);
    awol_assumptions_init(&again);
    for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++)
        if (assumptions->values[key].given)
            write_value(assumptions, key, &text);
    FILE *file = fuzz_file((const uint8_t *)awol_text_string(&text), text.length);
    MUST(awol_scenario_file_read(file, "again", &again, &error) == AWOL_OK, "%zu:%zu: %s in %s",
         error.place.line, error.place.column, error.message, awol_text_string(&text));
    fclose(file);
    for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++) {
        const struct awol_assumed *a = &assumptions->values[key], *b = &again.values[key];

        MUST(a->given == b->given && a->low == b->low && a->high == b->high, "%s: %g and %g",
             awol_assumption_kinds[key].name, a->low, b->low);
        MUST(!a->given || strcmp(a->source, b->source) == 0, "%s and %s", a->source, b->source);
    }
    awol_assumptions_release(&again);
    awol_text_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct awol_assumptions assumptions;
    struct awol_error error = {0};
    FILE *file = fuzz_file(data, size);

    awol_assumptions_init(&assumptions);
    if (awol_scenario_file_read(file, "file", &assumptions, &error) == AWOL_OK) {
        for (size_t key = 0; key < AWOL_N_ASSUMPTIONS; key++)
            if (assumptions.values[key].given)
                check_value(&assumptions, key);
        check_again(&assumptions);
    } else {
        MUST(error.status == AWOL_DATA && error.message[0] != '\0', "a refusal has a reason");
        MUST(error.place.line > 0 && error.place.column > 0, "%s has a place", error.message);
    }
    fclose(file);
    awol_assumptions_release(&assumptions);
    return 0;
}
