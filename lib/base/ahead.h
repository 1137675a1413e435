/* Work done ahead: a thread of its own makes items, one after the other, and they are taken in that
 * order. */
#ifndef AWOL_BASE_AHEAD_H
#define AWOL_BASE_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

struct awol_ahead;

/* Make the next item in the room with that index, which nobody else touches meanwhile. False if it
 * is the last. */
typedef bool awol_ahead_make(void *context, size_t room);

/* Begin to make items, as many at once as there is room for. NULL where there is no memory or no
 * thread: make them yourself then. The context stays the caller's, who leaves what the thread works
 * with alone until awol_ahead_free(). */
struct awol_ahead *awol_ahead_new(size_t n_rooms, awol_ahead_make *make, void *context);

/* Wait for the next item. Its room is the caller's until the next call, or until
 * awol_ahead_free(). Not to be called behind the last item. */
size_t awol_ahead_take(struct awol_ahead *ahead);

/* An item that is being made is finished first. NULL is left alone. */
void awol_ahead_free(struct awol_ahead *opt_ahead);

#endif
