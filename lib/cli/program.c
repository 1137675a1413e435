#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/interrupt.h"

/* What the shell says of a program that is not there. */
#define EXIT_NOT_FOUND 127

bool awol_program_beside(const char *name, char *path, size_t size)
{
    char own[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    char *slash;
    int n;

    if (length <= 0)
        return false;
    own[length] = '\0';
    slash = strrchr(own, '/');
    if (!slash)
        return false;
    *slash = '\0';
    n = snprintf(path, size, "%s/%s", own, name);
    return n > 0 && (size_t)n < size && access(path, X_OK) == 0;
}

static bool redirect(const char *path, int flags, int descriptor)
{
    const int file = open(path, flags | O_CLOEXEC, 0666);

    return file >= 0 && dup2(file, descriptor) == descriptor;
}

/* The child's part: never returns. */
static void start(const char *const *words, const char *folder, const char *log)
{
    char path[PATH_MAX];

    awol_interrupt_forget();
    if (chdir(folder) != 0 || !redirect("/dev/null", O_RDONLY, STDIN_FILENO) ||
        !redirect("/dev/null", O_WRONLY, STDOUT_FILENO) ||
        !redirect(log, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO))
        _exit(EXIT_NOT_FOUND);
    if (awol_program_beside(words[0], path, sizeof path))
        execv(path, (char *const *)words);
    execvp(words[0], (char *const *)words);
    _exit(EXIT_NOT_FOUND);
}

enum awol_status awol_program_run(const char *const *words, const char *folder, const char *log,
                                  int *ret_exit, struct awol_error *opt_error)
{
    struct awol_interrupt interrupt;
    int status = 0;

    awol_interrupt_hold(&interrupt);
    const pid_t child = fork();
    if (child == 0)
        start(words, folder, log);
    const bool ended = child > 0 && awol_interrupt_wait(child, &status);
    const int fault = errno;
    awol_interrupt_release(&interrupt);
    if (child < 0)
        return awol_error_file(opt_error, words[0], "cannot be started", fault);
    if (!ended)
        return awol_error_file(opt_error, words[0], "is lost", fault);
    if (!WIFEXITED(status))
        return awol_error_set(opt_error, AWOL_SYSTEM, "%s: ended by signal %d", words[0],
                              WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    if (WEXITSTATUS(status) == EXIT_NOT_FOUND)
        return awol_error_set(opt_error, AWOL_SYSTEM, "%s: is not there, or cannot be started",
                              words[0]);
    *ret_exit = WEXITSTATUS(status);
    return AWOL_OK;
}
