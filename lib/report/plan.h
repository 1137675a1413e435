/* The commands that a report is made by: run here, and written as a Makefile that runs them again.
 */
#ifndef AWOL_REPORT_PLAN_H
#define AWOL_REPORT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/text.h"

#define AWOL_STEP_MAX_WORDS 24

/* One command, which makes one file. */
struct awol_step {
    const char *output;                         /* in the folder of the report */
    const char *words[AWOL_STEP_MAX_WORDS + 1]; /* the program first, NULL at the end */
    size_t n_words;
    int most;          /* the largest exit status that still is an answer */
    bool optional;     /* a failure leaves the file out, and its message is told */
    bool is_done;      /* set by awol_plan_run() */
    const char *fault; /* why an optional one is not, NULL if it is; in the arena */
};

struct awol_plan {
    struct awol_arena arena;
    struct awol_step *steps;
    size_t n;
    const char *opt_dataset; /* the folder that data/ is a copy of, for messages */
    bool failed;             /* out of memory */
};

void awol_plan_init(struct awol_plan *plan);
void awol_plan_release(struct awol_plan *plan);

/* Append a step that begins with these words (NULL at their end; not copied) and is ended by
 * `-o output`; the words of awol_plan_add() come between. Returns its index. */
size_t awol_plan_begin(struct awol_plan *plan, const char *output, const char *const *words);

/* Append words to the last step; NULL among them ends them, and nothing is appended where the first
 * is NULL. Not copied. */
void awol_plan_add(struct awol_plan *plan, const char *word, const char *opt_value);

/* True if the file is made by a step that is done. */
bool awol_plan_has(const struct awol_plan *plan, const char *output);

/* Run the steps from `first` on, in the folder. What each says is in log/OUTPUT.txt there.
 * Otherwise the status of the step that failed, with the last line that it said. */
enum awol_status awol_plan_run(struct awol_plan *plan, size_t first, const char *folder,
                               struct awol_error *opt_error);

/* The command of a step as a line of a shell. */
void awol_step_format(const struct awol_step *step, struct awol_text *text);

/* Write a Makefile of the steps that are done. */
void awol_plan_write_makefile(const struct awol_plan *plan, struct awol_text *text);

#endif
