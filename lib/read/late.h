/* Libraries that are loaded when something is first read with them, and not before: with what they
 * bring along, loading them takes longer than many a run that needs none of them.
 *
 * Where a build names the file of a library (AWOL_LIBXML2, AWOL_LIBZIP; the Makefile asks the
 * linker for them), it is loaded; where it does not, the library is linked as every other. */
#ifndef AWOL_READ_LATE_H
#define AWOL_READ_LATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* For a list X(function) of what is called: the members of a struct with the types of the header,
 * the names, and the functions themselves. */
#define AWOL_LATE_MEMBER(function) __typeof__(function) *(function);
#define AWOL_LATE_NAME(function) #function,
#define AWOL_LATE_LINKED(function) .function = (function),

struct awol_late_library {
    const char *file;  /* as the dynamic linker knows it: "libzip.so.4" */
    const char *reads; /* what is read with it, for the message: "XML is" */
    const char *const *names;
    size_t n_names;
};

/* A note in the tool that this file is loaded, from which a package is given what it depends on
 * (systemd's ELF_DLOPEN_METADATA). `feature` is what it is for. */
#define AWOL_LATE_NOTE(file, feature)                                                              \
    AWOL_LATE_NOTE_OF("[{\"soname\":[\"" file "\"],\"feature\":\"" feature                         \
                      "\",\"priority\":\"recommended\"}]")
#define AWOL_LATE_NOTE_OF(json)                                                                    \
    __attribute__((used, aligned(4), section(".note.dlopen"))) static const struct {               \
        uint32_t name_size, size, type;                                                            \
        char name[4], text[sizeof(json)];                                                          \
    } note = {4, sizeof(json), 0x407c0c0a, "FDO", json};

/* Load the library, if no other call did, and find its functions: ret_functions is a struct of
 * pointers to functions, in the order of the names, and untouched on failure. The library stays
 * until the process ends. `source` is the file that needs it. AWOL_SYSTEM: the library, one that it
 * needs or a function is not there, and the message says which. Threads may call it at once. */
enum awol_status awol_late_load(const struct awol_late_library *library, const char *source,
                                void *ret_functions, struct awol_error *opt_error);

#endif
