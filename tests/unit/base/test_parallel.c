#include <criterion/criterion.h>
#include <stdatomic.h>

#include "base/parallel.h"

enum { N = 100 };

struct record {
    atomic_int times[N];
    size_t bad[2]; /* tasks that fail */
};

static enum awol_status task(void *context, size_t index, struct awol_error *error)
{
    struct record *record = context;
    atomic_fetch_add(&record->times[index], 1);
    if (index == record->bad[0] || index == record->bad[1])
        return awol_error_set(error, AWOL_RANGE, "task %zu", index);
    return AWOL_OK;
}

Test(parallel, every_task_once)
{
    for (size_t threads = 0; threads < 9; threads++) {
        struct record record = {.bad = {N, N}};
        cr_assert_eq(awol_parallel_run(N, threads, task, &record, NULL), AWOL_OK);
        for (size_t i = 0; i < N; i++)
            cr_assert_eq(record.times[i], 1, "%zu threads, task %zu", threads, i);
    }
    cr_assert_eq(awol_parallel_run(0, 4, task, NULL, NULL), AWOL_OK);
}

/* Whatever thread fails first in time, the message is that of the smallest index. */
Test(parallel, the_first_failure_by_index)
{
    for (size_t threads = 1; threads < 9; threads++) {
        struct record record = {.bad = {77, 12}};
        struct awol_error error;
        cr_assert_eq(awol_parallel_run(N, threads, task, &record, &error), AWOL_RANGE);
        cr_assert_str_eq(error.message, "task 12");
    }
}
