/* What the targets of libFuzzer share. A target asserts what must hold of every input; that it does
 * not crash is seen to by the sanitizers. */
#ifndef AWOL_FUZZ_FUZZ_H
#define AWOL_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date/span.h"
#include "read/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition, ...)                                                                       \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: must hold: %s: ", __FILE__, __LINE__, #condition);             \
            fprintf(stderr, __VA_ARGS__);                                                          \
            fputc('\n', stderr);                                                                   \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A terminated copy of the bytes, up to the first NUL. */
char *fuzz_string(const uint8_t *data, size_t size);

/* The bytes as a file to be read; the caller closes it. */
FILE *fuzz_file(const uint8_t *data, size_t size);

/* Earliest is not after latest, as far as both are closed. */
void fuzz_check_span(const char *text, struct awol_span span);

/* Read a file to its end through a type of reader; every event and every refusal is checked. */
void fuzz_read(const struct awol_reader_type *type, FILE *file,
               const struct awol_column_map *columns);

#endif
