/* What can go wrong, once: the statuses, their exit statuses, and the record of one failure.
 *
 * Every function of the library that can fail returns an enum awol_status and takes a
 * struct awol_error as its last argument (NULL where the caller wants no message). The error is
 * filled where the fault is found and passed up unchanged; outputs named ret_x are untouched. */
#ifndef AWOL_BASE_STATUS_H
#define AWOL_BASE_STATUS_H

#include <stddef.h>

/* Exit statuses of the tools: X(number, meaning). The man pages print this list. */
#define AWOL_EXIT_LIST(X)                                                                          \
    X(0, "done")                                                                                   \
    X(1, "the answer is \"no\": a check failed, a dataset has problems")                           \
    X(2, "the command line is wrong")                                                              \
    X(3, "the data are wrong; the message begins with file:line:column")                           \
    X(4, "the model cannot be fitted to these data; the message says why, and what could be")      \
    X(5, "the system failed: a file, a pipe, memory, gnuplot")

/* Statuses of library functions: X(name, exit status, short text). */
#define AWOL_STATUS_LIST(X)                                                                        \
    X(OK, 0, "done")                                                                               \
    X(NO, 1, "the answer is no")                                                                   \
    X(USAGE, 2, "the command line is wrong")                                                       \
    X(DATA, 3, "the data are wrong")                                                               \
    X(UNFIT, 4, "the model cannot be fitted to these data")                                        \
    X(RANGE, 4, "a number is out of range")                                                        \
    X(SYSTEM, 5, "the system failed")                                                              \
    X(MEMORY, 5, "out of memory")

enum awol_status {
#define AWOL_STATUS_ENUM(name, exit_status, text) AWOL_##name,
    AWOL_STATUS_LIST(AWOL_STATUS_ENUM)
#undef AWOL_STATUS_ENUM
};

/* A place in a text file; lines and columns count from 1, columns in bytes; 0 = not known. */
struct awol_place {
    size_t line;
    size_t column;
};

/* One failure. Owns nothing; copy it freely. `source` is a file name or "-" for standard input,
 * empty where no file is concerned. */
struct awol_error {
    enum awol_status status;
    char source[256];
    struct awol_place place;
    char message[768];
};

/* Fill opt_error (may be NULL) with a message that concerns no place in a file. Returns status,
 * so that callers can write `return awol_error_set(error, AWOL_DATA, "…")`. */
enum awol_status awol_error_set(struct awol_error *opt_error, enum awol_status status,
                                const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for data: the message is about `place` in `source`. Returns AWOL_DATA. */
enum awol_status awol_error_at(struct awol_error *opt_error, const char *source,
                               struct awol_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "out of memory". Returns AWOL_MEMORY. */
enum awol_status awol_error_memory(struct awol_error *opt_error);

/* "PATH: what: strerror(error_number)". Returns AWOL_SYSTEM. */
enum awol_status awol_error_file(struct awol_error *opt_error, const char *path, const char *what,
                                 int error_number);

/* Write the message as a user reads it, without a newline, to buffer[size] (always terminated):
 * "source:line:column: message" for a place in a file, "source: message" or just the message
 * otherwise. "-" is written "standard input". */
void awol_error_format(const struct awol_error *error, char *buffer, size_t size);

/* The exit status, 0 to 5, that a tool ends with. */
int awol_status_exit(enum awol_status status);

/* The short text of the list above. Never NULL. */
const char *awol_status_text(enum awol_status status);

/* The static analyzer reads one file at a time: it is told that these never return AWOL_OK. */
#if defined(__clang_analyzer__) && !defined(AWOL_BASE_STATUS_C)
#define awol_error_set(error, status, ...) (awol_error_set(error, status, __VA_ARGS__), (status))
#define awol_error_at(...) (awol_error_at(__VA_ARGS__), AWOL_DATA)
#define awol_error_memory(error) (awol_error_memory(error), AWOL_MEMORY)
#define awol_error_file(...) (awol_error_file(__VA_ARGS__), AWOL_SYSTEM)
#endif

#endif
