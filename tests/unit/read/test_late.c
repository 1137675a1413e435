#include "read/late.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define CALLED(X)                                                                                  \
    X(floor)                                                                                       \
    X(fmod)

struct called {
    CALLED(AWOL_LATE_MEMBER)
};

static const char *const names[] = {CALLED(AWOL_LATE_NAME)};

Test(late, functions_come_in_the_order_of_their_names)
{
    static const struct awol_late_library library = {"libm.so.6", "numbers are", names, 2};
    struct called called = {0};

    cr_assert_eq(awol_late_load(&library, "a.xml", &called, NULL), AWOL_OK);
    cr_assert_eq(called.floor(2.5), 2);
    cr_assert_eq(called.fmod(7, 4), 3);
}

/* What is said, of which `what` is a part; nothing is found of what is there. */
static void refuse(const char *file, const char *const *wanted, const char *what)
{
    const struct awol_late_library library = {file, "spreadsheets are", wanted, 2};
    struct called called = {0};
    struct awol_error error = {0};
    char message[1100];

    cr_assert_eq(awol_late_load(&library, "roll.xlsx", &called, &error), AWOL_SYSTEM);
    cr_assert_eq(error.status, AWOL_SYSTEM);
    awol_error_format(&error, message, sizeof message);
    cr_assert_eq(strncmp(message, "roll.xlsx: spreadsheets are read with lib", 41), 0, "%s",
                 message);
    cr_assert_not_null(strstr(message, what), "%s", message);
    cr_assert(!called.floor && !called.fmod, "%s", message);
    cr_assert_eq(awol_late_load(&library, "roll.xlsx", &called, NULL), AWOL_SYSTEM);
}

Test(late, a_library_that_is_not_there_is_named)
{
    refuse("libawol-none.so.1", names, "libawol-none.so.1, which cannot be loaded (");
}

Test(late, a_function_that_is_not_there_is_named)
{
    static const char *const others[] = {"floor", "awol_none"};

    refuse("libm.so.6", others, "awol_none");
}
