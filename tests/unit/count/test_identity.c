#include "count/identity.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "support/table_text.h"

/* Pairs as one line: "A~B" of the ids of the two, "=KEPT" where they are merged; "twice" where one
 * source has both. */
static void pairs_of(const char *lines, const struct awol_same_options *options, char *buffer,
                     size_t size)
{
    struct awol_table table = test_table("events", lines);
    struct awol_event_rows rows;
    struct awol_pairs pairs;
    struct awol_error error;
    bool wanted[64];
    size_t used = 0;

    cr_assert_eq(awol_event_rows_read(&table, AWOL_ROWS_OF_EVENTS, &rows, &error), AWOL_OK, "%s",
                 error.message);
    memset(wanted, 1, sizeof wanted);
    cr_assert_eq(awol_identity_find(&rows, wanted, options, &pairs, &error), AWOL_OK, "%s",
                 error.message);
    buffer[0] = '\0';
    for (size_t i = 0; i < pairs.n && used < size; i++) {
        const struct awol_pair *pair = &pairs.pairs[i];

        used += (size_t)snprintf(buffer + used, size - used, "%s%s~%s%s%s%s", i == 0 ? "" : " ",
                                 rows.events[pair->a].id, rows.events[pair->b].id,
                                 pair->reason == AWOL_PAIR_TWICE ? " twice" : "",
                                 pair->kept == SIZE_MAX ? "" : "=",
                                 pair->kept == SIZE_MAX ? "" : rows.events[pair->kept].id);
    }
    awol_pairs_release(&pairs);
    awol_event_rows_release(&rows);
    awol_table_release(&table);
}

#define HEAD "id|person|unit|name|date|event|reported_by|source\n"

static const struct awol_same_options by_name = {AWOL_SAME_NAME, AWOL_SAME_THRESHOLD, 0, false};
static const struct awol_same_options by_id = {AWOL_SAME_ID, AWOL_SAME_THRESHOLD, 0, false};

Test(identity, what_is_a_pair)
{
    static const struct {
        const char *what;
        const struct awol_same_options *options;
        const char *rows;
        const char *expected;
    } cases[] = {
        {"two sources, one name", &by_name,
         HEAD "a||A|Johann Müller|1778-06-28|deserted|own|R\n"
              "b||A|MUELLER, Johann|1778-06|surrendered|enemy|G\n",
         "a~b"},
        {"another unit", &by_name,
         HEAD "a||A|Johann Müller|1778-06-28||own|R\nb||B|Johann Müller|1778-06-28||enemy|G\n", ""},
        {"units as a reader takes them", &by_name,
         HEAD "a||Prinz Carl|Karl Groß|1778-06-28||own|R\n"
              "b||PRINZ CARL|Carl Gross|1778-06-28||enemy|G\n",
         "a~b"},
        {"another day", &by_name,
         HEAD "a||A|Johann Müller|1778-06-28||own|R\nb||A|Johann Müller|1778-06-29||enemy|G\n", ""},
        {"coming back is not leaving", &by_name,
         HEAD "a||A|Johann Müller|1778-06|rejoined|own|R\nb||A|Johann Müller|1778-06||enemy|G\n",
         ""},
        {"two men of one source", &by_name,
         HEAD "a||A|Johann Müller|1778-06|||R\nb||A|Johann Müller|1778-06-03|||R\n", ""},
        {"a row that a source has twice", &by_name,
         HEAD "a||A|Johann Müller|1778-06|||R\nb||A|Johann Müller|1778-06|||R\n", "a~b twice"},
        {"one source, two sides", &by_name,
         HEAD "a||A|Johann Müller|1778-06||own|R\nb||A|Johann Müller|1778-06||enemy|R\n", "a~b"},
        {"the person is the name where there is no other", &by_name,
         HEAD "a|Johann Müller|A||1778-06|||R\nb||A|J. Müller|1778-06|||G\n", "a~b"},
        {"nameless rows are nobody", &by_name,
         HEAD "a||A||1778-06|||R\nb||A||1778-06|||G\nc||B|Johann Müller|1778-06|||G\n", ""},
        {"best first", &by_name,
         HEAD "a||A|J. Müller|1778-06|||R\nb||A|Johann Müller|1778-06-03|||G\n"
              "c||A|Johann Müller|1778-06-03|||H\n",
         "b~c a~b a~c"},
        {"by id, whatever unit and name", &by_id,
         HEAD "a|7|A|Johann Müller|1778-06-28|||R\nb|7|B|Hans M.|1778-06|||G\n"
              "c|8|B|Hans M.|1778-06|||G\n",
         "a~b"},
        {"a man who leaves twice is two events", &by_id,
         HEAD "a|7|A||1778-06-28|||R\nb|7|A||1778-09-01|||G\n", ""},
        {"an open date is no day that two can share", &by_id,
         HEAD "a|7|A||1778-06-28/..|||R\nb|7|A||1778-09-01|||G\n", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char pairs[256];

        pairs_of(cases[i].rows, cases[i].options, pairs, sizeof pairs);
        cr_assert_str_eq(pairs, cases[i].expected, "%s: “%s”", cases[i].what, pairs);
    }
}

Test(identity, dates_may_lie_apart_where_that_is_asked_for)
{
    const char *rows = HEAD "a||A|Johann Müller|1778-06-28||own|R\n"
                            "b||A|Johann Müller|1778-07-01||enemy|G\n";
    struct awol_same_options options = by_name;
    char pairs[256];

    options.days = 2;
    pairs_of(rows, &options, pairs, sizeof pairs);
    cr_assert_str_eq(pairs, "");
    options.days = 3;
    pairs_of(rows, &options, pairs, sizeof pairs);
    cr_assert_str_eq(pairs, "a~b");
}

Test(identity, merging_takes_the_best_and_keeps_men_of_one_source_apart)
{
    static const struct {
        const char *what;
        const char *rows;
        const char *expected;
    } cases[] = {
        {"the own side stands",
         HEAD "a||A|Johann Müller|1778-06-28||enemy|G\nb||A|Johann Müller|1778-06||own|R\n",
         "a~b=b"},
        {"the narrower date stands",
         HEAD "a||A|Johann Müller|1778-06|||G\nb||A|Johann Müller|1778-06-28|||R\n", "a~b=b"},
        {"else the first",
         HEAD "a||A|Johann Müller|1778-06-28|||G\nb||A|Johann Müller|1778-06-28|||R\n", "a~b=a"},
        {"one of two men, the nearer",
         HEAD "a||A|Johann Müller|1778-06|||R\nb||A|Johann Müller|1778-06-28|||R\n"
              "c||A|Johann Müller|1778-06-28|||G\n",
         "b~c=b a~c"},
        {"three sources",
         HEAD "a||A|Johann Müller|1778-06|||R\nb||A|Johann Müller|1778-06-28|||G\n"
              "c||A|J. Müller|1778-06-28|||H\n",
         "a~b=b b~c=b a~c=b"},
        {"one like two men who are not like each other",
         HEAD "a||A|J. Smith|1778-06-28|||R\nb||A|John Smith|1778-06-28|||G\n"
              "c||A|James Smith|1778-06-28|||H\n",
         "a~b=a a~c"},
        {"a row that a source has twice, and another source",
         HEAD "a||A|Johann Müller|1778-06|||R\nb||A|Johann Müller|1778-06|||R\n"
              "c||A|Johann Müller|1778-06|||G\n",
         "a~b twice=a a~c=a b~c=a"},
    };
    struct awol_same_options options = by_name;

    options.merge = true;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char pairs[256];

        pairs_of(cases[i].rows, &options, pairs, sizeof pairs);
        cr_assert_str_eq(pairs, cases[i].expected, "%s: “%s”", cases[i].what, pairs);
    }
}

/* Blocks are by letters of the name: no pair may be lost by that. Every name is made of the same
 * syllables in some order, so that all two hundred meet. */
Test(identity, blocking_loses_no_pair)
{
    static const char *const parts[] = {"Adam", "Bernd", "Carl", "Daniel"};
    struct awol_text text;
    struct awol_same_options options = by_name;
    char *pairs = malloc(1 << 16);
    size_t n = 0;

    cr_assert(pairs != NULL);
    awol_text_init(&text);
    awol_text_append(&text, HEAD);
    for (int i = 0; i < 24; i++)
        awol_text_append_format(&text, "%c||A|%s %s %s|1778|||%d\n", 'a' + i, parts[i % 4],
                                parts[(i + 1 + i / 4 % 3) % 4], i % 2 == 0 ? "" : "Z.", i);
    pairs_of(awol_text_string(&text), &options, pairs, 1 << 16);
    for (const char *at = pairs; (at = strchr(at, '~')) != NULL; at++)
        n++;
    /* The same two parts, in any order, with or without the initial (2 / 2.25 = 0.89): names i and
     * j are a pair if and only if their sets of parts are equal. Counted apart from the search. */
    size_t expected = 0;
    for (int i = 0; i < 24; i++) {
        for (int j = i + 1; j < 24; j++) {
            int a = 1 << i % 4 | 1 << (i + 1 + i / 4 % 3) % 4;
            int b = 1 << j % 4 | 1 << (j + 1 + j / 4 % 3) % 4;

            expected += a == b;
        }
    }
    cr_assert(expected > 20);
    cr_assert_eq(n, expected, "%zu of %zu", n, expected);
    awol_text_release(&text);
    free(pairs);
}

Test(identity, nobody_to_compare)
{
    struct awol_table table = test_table("events", HEAD "a||A||1778-06|||R\nb||A||1778-06|||G\n");
    struct awol_event_rows rows;
    struct awol_pairs pairs;
    struct awol_error error;
    const bool wanted[] = {true, true};

    cr_assert_eq(awol_event_rows_read(&table, AWOL_ROWS_OF_EVENTS, &rows, &error), AWOL_OK);
    cr_assert_eq(awol_identity_find(&rows, wanted, &by_name, &pairs, &error), AWOL_DATA);
    cr_assert_str_eq(error.message,
                     "--same name compares the columns name or person of single men, "
                     "and no row that is counted has one");
    awol_event_rows_release(&rows);
    awol_table_release(&table);
}
