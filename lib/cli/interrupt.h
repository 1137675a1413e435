/* Signals that end a run from outside (HUP, INT, TERM), put off while there is something to clean
 * up. */
#ifndef AWOL_CLI_INTERRUPT_H
#define AWOL_CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct awol_interrupt {
    sigset_t before; /* what was blocked already */
};

/* From here on such a signal waits. It ends the process in awol_interrupt_release(), as it would
 * have done at once. */
void awol_interrupt_hold(struct awol_interrupt *ret_interrupt);
void awol_interrupt_release(const struct awol_interrupt *interrupt);

/* True if a signal waits. */
bool awol_interrupt_came(void);

/* In a child: signals come as they come. */
void awol_interrupt_forget(void);

/* Wait for the end of a child, between hold and release; a signal that comes meanwhile ends the
 * child as well, and still waits then. Returns false where the child is lost (errno). */
bool awol_interrupt_wait(pid_t child, int *ret_status);

#endif
