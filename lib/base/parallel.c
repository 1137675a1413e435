#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct crew {
    atomic_size_t next;
    size_t n;
    awol_task *task;
    void *context;
    struct awol_error *errors; /* one a task */
    enum awol_status *statuses;
};

static void *work(void *argument)
{
    struct crew *crew = argument;
    size_t index;
    while ((index = atomic_fetch_add(&crew->next, 1)) < crew->n)
        crew->statuses[index] = crew->task(crew->context, index, &crew->errors[index]);
    return NULL;
}

size_t awol_parallel_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (size_t)n : 1;
}

enum awol_status awol_parallel_run(size_t n, size_t n_threads, awol_task *task, void *context,
                                   struct awol_error *opt_error)
{
    enum { MOST = 256 };
    pthread_t threads[MOST];
    size_t started = 0, wanted = n_threads ? n_threads : awol_parallel_processors();
    struct crew crew = {.n = n, .task = task, .context = context};
    crew.errors = calloc(n + 1, sizeof *crew.errors);
    crew.statuses = calloc(n + 1, sizeof *crew.statuses);
    enum awol_status status = AWOL_OK;
    if (!crew.errors || !crew.statuses) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    wanted = wanted > n ? n : wanted;
    wanted = wanted > MOST ? MOST : wanted;
    /* The calling thread works too; one that cannot be started is no failure. */
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, &crew) == 0)
        started++;
    work(&crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        if (crew.statuses[i] != AWOL_OK) {
            status = crew.statuses[i];
            if (opt_error)
                *opt_error = crew.errors[i];
        }
done:
    free(crew.statuses);
    free(crew.errors);
    return status;
}
