#include "count/sources.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* The names of a list that is made from "TEXT:LINE TEXT:LINE …", the part behind "|" as a second
 * list that is moved into the first. */
static void check(const char *rows, const char *expected)
{
    struct awol_sources sources = {0};
    struct awol_source *lists[2] = {NULL, NULL};
    char copy[256], buffer[AWOL_SOURCES_SIZE];
    size_t list = 0;

    snprintf(copy, sizeof copy, "%s", rows);
    for (char *at = copy, *next; at; at = next) {
        char *const colon = strchr(at, ':');

        next = strchr(at, ' ');
        if (next)
            *next++ = '\0';
        if (*at == '|') {
            list = 1;
            continue;
        }
        *colon = '\0';
        cr_assert(awol_sources_put(&sources, &lists[list], at, (size_t)(colon[1] - '0')));
    }
    awol_sources_move(&sources, &lists[0], &lists[1]);
    cr_assert_null(lists[1]);
    cr_assert_str_eq(awol_sources_name(lists[0], buffer), expected, "%s: %s", rows, buffer);
    awol_sources_release(&sources);
}

Test(sources, each_once_in_the_order_of_their_first_lines)
{
    check("A:1", "A");
    check(":1", "");
    check("A:1 B:2 A:3", "A; B");
    check("AB:1 A:2", "AB; A");
    check("A:2 B:3 | B:1 C:4", "B; A; C");
    check("B:3 C:4 | A:1 C:2", "A; C; B");
    check("A:1 | A:2", "A");
}

Test(sources, as_many_as_are_shown)
{
    struct awol_sources sources = {0};
    struct awol_source *list = NULL;
    char text[AWOL_MAX_SOURCES + 40], buffer[AWOL_SOURCES_SIZE];
    size_t n = 0;

    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    cr_assert(awol_sources_put(&sources, &list, text, 1));
    cr_assert_str_eq(awol_sources_name(list, buffer), text, "one is shown whatever its length");
    list = NULL;
    for (size_t i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "%04zu", i);
        cr_assert(awol_sources_put(&sources, &list, text, i));
    }
    for (const struct awol_source *at = list; at; at = at->next)
        n++;
    cr_assert_lt(n, 40, "those that are not shown are let go");
    awol_sources_name(list, buffer);
    /* 33 texts of 4 bytes with 32 times "; " between them are 196 bytes. */
    cr_assert_eq(strlen(buffer), 196 + strlen("; …"));
    cr_assert_eq(strncmp(buffer, "0000; 0001; ", 12), 0);
    cr_assert_str_eq(buffer + 192, "0032; …");
    awol_sources_release(&sources);
}
