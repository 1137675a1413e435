#include "cli/progress.h"

#include <time.h>
#include <unistd.h>

#include "cli/arguments.h"

static int64_t now_ms(void)
{
    struct timespec time;
    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0)
        return 0;
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

const char *awol_progress_format(size_t done, size_t total, const char *what, int64_t elapsed_ms,
                                 char *buffer, size_t size)
{
    if (done == 0 || done >= total) {
        snprintf(buffer, size, "%zu of %zu %s", done, total, what);
        return buffer;
    }
    double left_ms = (double)elapsed_ms / (double)done * (double)(total - done);
    /* Rounded up: it never says that nothing is left. */
    long long seconds = (long long)(left_ms / 1000) + 1;
    long long hours = seconds / 3600, minutes = seconds / 60 % 60;
    if (hours > 0)
        snprintf(buffer, size, "%zu of %zu %s, %lld:%02lld:%02lld left", done, total, what, hours,
                 minutes, seconds % 60);
    else
        snprintf(buffer, size, "%zu of %zu %s, %lld:%02lld left", done, total, what, minutes,
                 seconds % 60);
    return buffer;
}

static void show(struct awol_progress *progress, int64_t now)
{
    char line[160];
    awol_progress_format(progress->done, progress->total, progress->what, now - progress->begun_ms,
                         line, sizeof line);
    /* Spaces cover what is left of a longer line. */
    int width = fprintf(progress->terminal, "\r%s: %s", progress->tool, line);
    for (size_t i = width > 0 ? (size_t)width : 0; i < progress->width; i++)
        putc(' ', progress->terminal);
    progress->width = width > 0 ? (size_t)width : 0;
    progress->shown_ms = now;
    fflush(progress->terminal);
}

void awol_progress_begin(struct awol_progress *progress, const struct awol_arguments *arguments,
                         const char *what, size_t total)
{
    bool shown = !arguments->quiet && isatty(STDERR_FILENO) == 1;
    *progress = (struct awol_progress){.terminal = shown ? stderr : NULL,
                                       .tool = arguments->tool->name,
                                       .what = what,
                                       .total = total,
                                       .begun_ms = now_ms()};
    pthread_mutex_init(&progress->lock, NULL);
    if (progress->terminal && total > 0)
        show(progress, progress->begun_ms);
}

void awol_progress_more(void *context, size_t n)
{
    struct awol_progress *progress = context;
    pthread_mutex_lock(&progress->lock);
    progress->total += n;
    if (progress->terminal && n > 0)
        show(progress, now_ms());
    pthread_mutex_unlock(&progress->lock);
}

void awol_progress_done_one(void *context)
{
    enum { EVERY_MS = 200 };
    struct awol_progress *progress = context;
    if (!progress->terminal)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->done++;
    int64_t now = now_ms();
    if (now - progress->shown_ms >= EVERY_MS)
        show(progress, now);
    pthread_mutex_unlock(&progress->lock);
}

void awol_progress_end(struct awol_progress *progress)
{
    if (progress->terminal && progress->total > 0) {
        show(progress, now_ms());
        putc('\n', progress->terminal);
        fflush(progress->terminal);
    }
    pthread_mutex_destroy(&progress->lock);
}
