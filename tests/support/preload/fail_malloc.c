/* Preloaded into a tool: allocation number FAIL_AT, and every one after it, fails. */
#include <errno.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static long remaining = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT");
    if (at != NULL)
        remaining = strtol(at, NULL, 10);
}

static int fails(void)
{
    if (remaining < 0)
        return 0;
    if (remaining > 0) {
        remaining--;
        return 0;
    }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails() ? NULL : __libc_realloc(memory, size);
}
