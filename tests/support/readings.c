#include "support/readings.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_event(struct awol_text *text, const struct awol_event *event, const char *letters)
{
    const struct {
        char letter;
        const char *cell;
    } cells[] = {{'i', event->id},
                 {'p', event->person},
                 {'u', event->unit},
                 {'d', event->date},
                 {'q', event->qualifier},
                 {'e', event->event},
                 {'l', event->place},
                 {'s', event->source},
                 {'t', event->text},
                 {'r', event->rule},
                 {'N', event->name},
                 {'g', event->page},
                 {'k', awol_calendar_name(event->calendar)}};
    char day[AWOL_DAY_TEXT_SIZE];

    for (const char *at = letters; *at; at++) {
        if (at > letters)
            awol_text_append(text, "|");
        for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
            if (cells[i].letter == *at)
                awol_text_append(text, cells[i].cell);
        }
        if (*at == 'n')
            awol_text_append_format(text, "%g", event->count.count);
        if (*at == 'w') {
            awol_text_append(text, event->when.open_earliest
                                       ? ".."
                                       : awol_day_format(event->when.earliest, day));
            awol_text_append_format(
                text, " %s",
                event->when.open_latest ? ".." : awol_day_format(event->when.latest, day));
        }
    }
    awol_text_append(text, "\n");
}

static void read_all(const char *path, const struct awol_column_map *opt_columns,
                     const char *types_option, const char *letters, struct readings *seen)
{
    struct awol_event_types types;
    const struct awol_reader_settings settings = {.opt_types = &types, .opt_columns = opt_columns};
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    awol_text_init(&seen->text);
    awol_event_types_init(&types);
    if (types_option)
        cr_assert_eq(awol_event_types_parse(&types, types_option, &error), AWOL_OK);
    seen->status = awol_reader_open(path, &settings, &reader, &error);
    while (seen->status == AWOL_OK) {
        seen->status = awol_reader_next(reader, &reading, &error);
        if (seen->status != AWOL_OK || reading.kind == AWOL_READING_END)
            break;
        if (reading.kind == AWOL_READING_EVENT)
            write_event(&seen->text, &reading.event, letters);
        else
            awol_text_append_format(&seen->text, "%zu:%zu %s\n", reading.reason.place.line,
                                    reading.reason.place.column, reading.reason.message);
    }
    if (seen->status != AWOL_OK)
        awol_text_append_format(&seen->text, "%zu:%zu %s\n", error.place.line, error.place.column,
                                error.message);
    snprintf(seen->passed_over, sizeof seen->passed_over, "%s",
             reader ? awol_reader_passed_over(reader) : "");
    awol_reader_close(reader);
    awol_event_types_release(&types);
}

void readings_of_file(const char *path, const char *types, const char *letters,
                      struct readings *seen)
{
    read_all(path, NULL, types, letters, seen);
}

void readings_with(const struct awol_column_map *columns, const char *bytes, size_t length,
                   const char *types, const char *letters, struct readings *seen)
{
    char path[] = "/tmp/awol-readings-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *const file = fdopen(descriptor, "wb");

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
    read_all(path, columns, types, letters, seen);
    remove(path);
}

void readings_of(const char *bytes, size_t length, const char *types, const char *letters,
                 struct readings *seen)
{
    readings_with(NULL, bytes, length, types, letters, seen);
}

void readings_check(const struct awol_column_map *opt_columns, const struct readings_case *cases,
                    size_t n, enum awol_status status)
{
    for (size_t i = 0; i < n; i++) {
        struct readings seen;

        readings_with(opt_columns, cases[i].text, strlen(cases[i].text), cases[i].types,
                      cases[i].letters, &seen);
        cr_expect(status == AWOL_OK
                      ? strcmp(awol_text_string(&seen.text), cases[i].expected) == 0
                      : strstr(awol_text_string(&seen.text), cases[i].expected) != NULL,
                  "%s\nis\n%s", cases[i].text, awol_text_string(&seen.text));
        cr_expect(seen.status == status, "%s", cases[i].text);
        awol_text_release(&seen.text);
    }
}
