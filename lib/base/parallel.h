/* Independent tasks on several threads. */
#ifndef AWOL_BASE_PARALLEL_H
#define AWOL_BASE_PARALLEL_H

#include <stddef.h>

#include "base/status.h"

/* How many processors there are, at least 1. */
size_t awol_parallel_processors(void);

/* One task. `index` runs from 0 to n - 1; tasks share nothing that they write. */
typedef enum awol_status awol_task(void *context, size_t index, struct awol_error *error);

/* Run n tasks on up to n_threads threads (0 = as many as there are processors). Which thread runs
 * which task is left open, so results must not depend on it. If tasks fail, the status and message
 * are those of the failed task with the smallest index, whatever came first in time; all tasks that
 * were begun are finished. */
enum awol_status awol_parallel_run(size_t n, size_t n_threads, awol_task *task, void *context,
                                   struct awol_error *opt_error);

#endif
