#include "read/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* POSIX has dlsym() return functions by a pointer to an object. */
_Static_assert(sizeof(void *) == sizeof(void (*)(void)), "functions are found by dlsym()");

static enum awol_status refuse(const struct awol_late_library *library, const char *source,
                               struct awol_error *opt_error)
{
    const char *const why = dlerror();

    awol_error_set(opt_error, AWOL_SYSTEM, "%s read with %s, which cannot be loaded (%.500s)",
                   library->reads, library->file, why ? why : "no reason is given");
    if (opt_error)
        snprintf(opt_error->source, sizeof opt_error->source, "%s", source);
    return AWOL_SYSTEM;
}

enum awol_status awol_late_load(const struct awol_late_library *library, const char *source,
                                void *ret_functions, struct awol_error *opt_error)
{
    /* The linker loads it once and counts. It is never closed: what it has for each thread and what
     * it does at exit would have to go first. */
    void *const handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
    char *const to = ret_functions;

    if (!handle)
        return refuse(library, source, opt_error);
    for (size_t i = 0; i < library->n_names; i++) {
        if (!dlsym(handle, library->names[i]))
            return refuse(library, source, opt_error);
    }
    for (size_t i = 0; i < library->n_names; i++) {
        void *const found = dlsym(handle, library->names[i]);

        memcpy(to + i * sizeof found, &found, sizeof found);
    }
    return AWOL_OK;
}
