#include "fuzz/fuzz.h"

char *fuzz_string(const uint8_t *data, size_t size)
{
    char *const string = malloc(size + 1);

    MUST(string, "memory");
    if (size > 0)
        memcpy(string, data, size);
    string[size] = '\0';
    return string;
}

FILE *fuzz_file(const uint8_t *data, size_t size)
{
    FILE *const file = size > 0 ? fmemopen((void *)(uintptr_t)data, size, "rb") : tmpfile();

    MUST(file, "a file of %zu bytes", size);
    return file;
}

void fuzz_check_span(const char *text, struct awol_span span)
{
    MUST(span.open_earliest || span.open_latest || span.earliest <= span.latest, "%s: %lld to %lld",
         text, (long long)span.earliest, (long long)span.latest);
}

static void check_event(const struct awol_event *event)
{
    fuzz_check_span(event->date, event->when);
    MUST(event->id[0] != '\0', "an event has an id");
    MUST(awol_text_find_invalid_utf8(event->place, strlen(event->place)) == strlen(event->place),
         "texts are UTF-8");
}

void fuzz_read(const struct awol_reader_type *type, FILE *file,
               const struct awol_column_map *columns)
{
    struct awol_reading reading = {0};
    struct awol_error error = {0};
    void *state = NULL;
    enum awol_status status = type->open(file, "file", columns, &state, &error);

    while (status == AWOL_OK) {
        size_t length;

        reading = (struct awol_reading){0};
        status = type->next(state, &reading, &error);
        if (status != AWOL_OK || reading.kind == AWOL_READING_END)
            break;
        type->header(state, &length);
        if (reading.kind == AWOL_READING_EVENT)
            check_event(&reading.event);
        else
            MUST(reading.reason.status == AWOL_DATA && reading.reason.message[0] != '\0' &&
                     reading.reason.place.line > 0,
                 "a refusal has a reason and a place: %s", reading.reason.message);
    }
    MUST(status == AWOL_OK || error.message[0] != '\0', "a failure has a reason");
    MUST(status != AWOL_SYSTEM, "nothing but the data fails here: %s", error.message);
    for (size_t i = 0; state && type->remark && type->remark(state, i); i++)
        MUST(i < 100, "remarks come to an end");
    if (state)
        type->close(state);
}
