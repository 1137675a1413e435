#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/ahead.h"

enum { ROOMS = 3 };

struct line {
    size_t rooms[ROOMS];
    size_t n, last; /* made so far; the number of the last */
};

static bool make(void *context, size_t room)
{
    struct line *const line = context;

    line->rooms[room] = line->n * line->n;
    return line->n++ < line->last;
}

Test(ahead, items_come_in_order)
{
    struct line line = {.last = 20000};
    struct awol_ahead *const ahead = awol_ahead_new(ROOMS, make, &line);

    cr_assert(ahead);
    for (size_t i = 0; i <= line.last; i++)
        cr_assert_eq(line.rooms[awol_ahead_take(ahead)], i * i);
    awol_ahead_free(ahead);
    cr_assert_eq(line.n, 20001);
}

/* The thread waits for room, or is behind its last item, or was never asked. */
Test(ahead, it_can_be_left_at_any_time)
{
    for (size_t taken = 0; taken < 8; taken++) {
        struct line line = {.last = taken % 2 == 0 ? 7 : 1000000};
        struct awol_ahead *const ahead = awol_ahead_new(ROOMS, make, &line);

        cr_assert(ahead);
        for (size_t i = 0; i < taken; i++)
            cr_assert_eq(line.rooms[awol_ahead_take(ahead)], i * i);
        awol_ahead_free(ahead);
        cr_assert(line.n <= taken + ROOMS, "%zu were made, and %zu taken", line.n, taken);
    }
}

Test(ahead, a_single_room_and_a_single_item)
{
    struct line line = {.last = 0};
    struct awol_ahead *const ahead = awol_ahead_new(1, make, &line);

    cr_assert(ahead);
    cr_assert_eq(awol_ahead_take(ahead), 0);
    awol_ahead_free(ahead);
    cr_assert_eq(line.n, 1);
}
