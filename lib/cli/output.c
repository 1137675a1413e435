#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/arguments.h"

/* "a/b" → "a"; the caller frees it. */
static char *folder_of(const char *path)
{
    char *copy = awol_text_duplicate(path);
    char *folder = copy != NULL ? awol_text_duplicate(dirname(copy)) : NULL;
    free(copy);
    return folder;
}

static bool is_special(const char *path)
{
    struct stat stat_buffer;
    return stat(path, &stat_buffer) == 0 && !S_ISREG(stat_buffer.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat stat_buffer;
    return stat(path, &stat_buffer) == 0 && S_ISDIR(stat_buffer.st_mode);
}

enum awol_status awol_output_check(const struct awol_output *output, struct awol_error *opt_error)
{
    const char *path = output->path;
    if (path == NULL)
        return AWOL_OK;
    if (is_folder(path))
        return awol_error_file(opt_error, path, "cannot write", EISDIR);
    if (access(path, F_OK) == 0 && access(path, W_OK) != 0)
        return awol_error_file(opt_error, path, "cannot write", errno);
    if (is_special(path))
        return AWOL_OK;
    char *folder = folder_of(path);
    if (folder == NULL)
        return awol_error_memory(opt_error);
    enum awol_status status = AWOL_OK;
    if (access(folder, W_OK | X_OK) != 0)
        status = awol_error_file(opt_error, path, "cannot write", errno);
    free(folder);
    return status;
}

/* mkstemp() makes a file for its owner alone; the result gets the rights it would have had. */
static void set_mode(int descriptor, const char *target)
{
    struct stat stat_buffer;
    mode_t mode;
    if (stat(target, &stat_buffer) == 0) {
        mode = stat_buffer.st_mode & 0777;
    } else {
        mode_t mask = umask(0);
        umask(mask);
        mode = 0666 & ~mask;
    }
    /* A file system without rights is no reason to lose the result. */
    if (fchmod(descriptor, mode) != 0)
        return;
}

static enum awol_status open_temporary(struct awol_output *output, struct awol_error *error)
{
    struct awol_text name;
    enum awol_status status = AWOL_OK;
    char *folder = folder_of(output->target);
    awol_text_init(&name);
    if (folder != NULL)
        awol_text_append_format(&name, "%s/.awol-XXXXXX", folder);
    free(folder);
    if (folder == NULL || awol_text_check(&name, NULL) != AWOL_OK) {
        status = awol_error_memory(error);
        goto done;
    }
    int descriptor = mkstemp(name.bytes);
    if (descriptor < 0) {
        status = awol_error_file(error, output->path, "cannot write", errno);
        goto done;
    }
    set_mode(descriptor, output->target);
    output->file = fdopen(descriptor, "w");
    if (output->file == NULL) {
        status = awol_error_file(error, output->path, "cannot write", errno);
        close(descriptor);
        unlink(name.bytes);
        goto done;
    }
    output->temporary = name.bytes;
    awol_text_init(&name);
done:
    awol_text_release(&name);
    return status;
}

static enum awol_status open_output(struct awol_output *output, struct awol_error *error)
{
    output->target = realpath(output->path, NULL);
    if (output->target == NULL)
        output->target = awol_text_duplicate(output->path);
    if (output->target == NULL)
        return awol_error_memory(error);
    if (!is_special(output->path))
        return open_temporary(output, error);
    output->file = fopen(output->path, "w");
    if (output->file == NULL)
        return awol_error_file(error, output->path, "cannot write", errno);
    return AWOL_OK;
}

void awol_output_open(struct awol_output *output)
{
    if (open_output(output, &output->error) == AWOL_OK)
        return;
    output->file = fopen("/dev/null", "w");
    if (output->file == NULL) {
        output->path = NULL;
        output->file = stdout;
    }
}

static enum awol_status close_output(struct awol_output *output, struct awol_error *error)
{
    if (output->file == stdout) {
        *error = output->error;
        return error->status;
    }
    bool failed = fflush(output->file) != 0 || ferror(output->file) != 0;
    int error_number = errno;
    if (fclose(output->file) != 0 && !failed) {
        failed = true;
        error_number = errno;
    }
    output->file = NULL;
    if (output->error.status != AWOL_OK) {
        *error = output->error;
        return error->status;
    }
    if (failed)
        return awol_error_file(error, output->path, "cannot write", error_number);
    return AWOL_OK;
}

enum awol_status awol_output_end(struct awol_output *output, enum awol_status status,
                                 struct awol_error *opt_error)
{
    struct awol_error error = {0};
    if (output->file == NULL)
        return status;
    enum awol_status written = close_output(output, &error);
    bool wanted = status == AWOL_OK || output->keep;
    if (output->temporary != NULL && written == AWOL_OK && wanted &&
        rename(output->temporary, output->target) != 0)
        written = awol_error_file(&error, output->path, "cannot write", errno);
    if (output->temporary != NULL && (written != AWOL_OK || !wanted))
        unlink(output->temporary);
    if (written == AWOL_OK || status != AWOL_OK)
        return status;
    if (opt_error != NULL)
        *opt_error = error;
    return written;
}

void awol_output_release(struct awol_output *output)
{
    free(output->target);
    free(output->temporary);
    *output = (struct awol_output){0};
}

enum awol_status awol_output_flush_standard(bool *ret_quiet, struct awol_error *opt_error)
{
    errno = 0;
    bool failed = fflush(stdout) != 0 || ferror(stdout) != 0;
    int error_number = errno;
    if (!failed) {
        /* Some file systems tell of a full disk only when a descriptor is closed. */
        int copy = dup(STDOUT_FILENO);
        failed = copy >= 0 && close(copy) != 0;
        error_number = errno;
    }
    *ret_quiet = failed && error_number == EPIPE;
    if (!failed)
        return AWOL_OK;
    return awol_error_file(opt_error, "standard output", "cannot write",
                           error_number != 0 ? error_number : EIO);
}
