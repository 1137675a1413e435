#include "cli/interrupt.h"

#include <errno.h>
#include <sys/wait.h>

static const int signals[] = {SIGHUP, SIGINT, SIGTERM};

enum { N_SIGNALS = sizeof signals / sizeof signals[0] };

/* With that of a child's end, for which awol_interrupt_wait() waits at the same time. */
static void fill(sigset_t *ret_set)
{
    sigemptyset(ret_set);
    sigaddset(ret_set, SIGCHLD);
    for (int i = 0; i < N_SIGNALS; i++)
        sigaddset(ret_set, signals[i]);
}

void awol_interrupt_hold(struct awol_interrupt *ret_interrupt)
{
    sigset_t set;

    fill(&set);
    sigprocmask(SIG_BLOCK, &set, &ret_interrupt->before);
}

void awol_interrupt_release(const struct awol_interrupt *interrupt)
{
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
}

bool awol_interrupt_came(void)
{
    sigset_t waiting;

    if (sigpending(&waiting) != 0)
        return false;
    for (int i = 0; i < N_SIGNALS; i++) {
        if (sigismember(&waiting, signals[i]) == 1)
            return true;
    }
    return false;
}

void awol_interrupt_forget(void)
{
    sigset_t set;

    fill(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* Until the child has ended or a signal waits, which is left waiting. */
static bool wait_for_either(pid_t child, int *ret_status, bool *ret_ended)
{
    sigset_t set;
    int number = SIGCHLD;

    fill(&set);
    while (number == SIGCHLD || number < 0) {
        const pid_t ended = waitpid(child, ret_status, WNOHANG);

        if (ended < 0)
            return false;
        *ret_ended = ended == child;
        if (*ret_ended)
            return true;
        number = sigwaitinfo(&set, NULL);
    }
    raise(number);
    return true;
}

bool awol_interrupt_wait(pid_t child, int *ret_status)
{
    bool ended = false;

    if (!wait_for_either(child, ret_status, &ended))
        return false;
    if (ended)
        return true;
    kill(child, SIGTERM);
    while (waitpid(child, ret_status, 0) != child) {
        if (errno != EINTR)
            return false;
    }
    return true;
}
