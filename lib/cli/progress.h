/* How far a long task has come, on a terminal. */
#ifndef AWOL_CLI_PROGRESS_H
#define AWOL_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <pthread.h>

struct awol_arguments;

/* One line that is written over and over: "awol-boot: 120 of 499 replicates, 0:42 left". */
struct awol_progress {
    FILE *terminal; /* NULL: silent */
    const char *tool, *what;
    size_t total, done;
    int64_t begun_ms, shown_ms;
    size_t width; /* of what stands on the line */
    pthread_mutex_t lock;
};

/* Begin, silently unless standard error is a terminal and --quiet is not given. `what` is what is
 * counted ("replicates"); it and the arguments must outlive the progress. total may be 0 where it
 * is told later: nothing is written before it is known. */
void awol_progress_begin(struct awol_progress *progress, const struct awol_arguments *arguments,
                         const char *what, size_t total);

/* So many more than was known come; by the thread that began it. context is the progress. */
void awol_progress_more(void *context, size_t n);

/* One more is done; may be called from several threads. context is the progress. */
void awol_progress_done_one(void *context);

/* Write the last line, and end it. */
void awol_progress_end(struct awol_progress *progress);

/* The line after so many milliseconds, without tool and line end: "120 of 499 replicates, 0:42
 * left". No time where nothing is done yet, or all. Returns buffer. */
const char *awol_progress_format(size_t done, size_t total, const char *what, int64_t elapsed_ms,
                                 char *buffer, size_t size);

#endif
