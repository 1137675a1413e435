/* TEI: every type of event is read, or refused with its place. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FILE *const file = fuzz_file(data, size);
    struct awol_column_map columns;
    struct awol_event_types types;

    awol_column_map_init(&columns);
    awol_event_types_init(&types);
    MUST(awol_event_types_parse(&types, "*", NULL) == AWOL_OK, "--types '*' is read");
    columns.opt_types = &types;
    fuzz_read(&awol_reader_tei, file, &columns);
    awol_event_types_release(&types);
    awol_column_map_release(&columns);
    fclose(file);
    return 0;
}
