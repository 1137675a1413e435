#include "read/tei_names.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(tei_names, an_id_is_known_again)
{
    struct awol_tei_ids ids = {0};
    bool seen = false;

    for (int i = 0; i < 5000; i++) {
        char id[16];

        snprintf(id, sizeof id, "p%d", i % 4000);
        cr_assert_eq(awol_tei_ids_add(&ids, id, &seen, NULL), AWOL_OK);
        cr_assert_eq(seen, i >= 4000, "%d", i);
    }
    awol_tei_ids_release(&ids);
}

/* The tables hold three quarters of 2^21 ids each: more than that many new ones never drive out the
 * ids of the table before. */
Test(tei_names, ids_are_known_again_when_the_first_table_is_full)
{
    struct awol_tei_ids ids = {0};
    bool seen = false;
    const int n = 1600000;

    for (int i = 0; i < n; i++) {
        char id[16];

        snprintf(id, sizeof id, "p%d", i);
        cr_assert_eq(awol_tei_ids_add(&ids, id, &seen, NULL), AWOL_OK);
        cr_assert(!seen, "%d", i);
    }
    cr_assert_eq(ids.n_places, (size_t)1 << 21);
    cr_assert_not_null(ids.older);
    cr_assert_eq(awol_tei_ids_add(&ids, "p100000", &seen, NULL), AWOL_OK);
    cr_assert(seen);
    awol_tei_ids_release(&ids);
}

Test(tei_names, one_name_through_the_whole_file)
{
    struct awol_tei_names names;
    const char *name = "";

    awol_tei_names_init(&names);
    cr_assert_eq(awol_tei_names_declare(&names, "a", "Regiment A", NULL), AWOL_OK);
    cr_assert_eq(awol_tei_names_declare(&names, "a", "A for short", NULL), AWOL_OK);
    cr_assert_eq(awol_tei_names_resolve(&names, "#a", &name, NULL), AWOL_OK);
    cr_assert_str_eq(name, "Regiment A");
    cr_assert_eq(awol_tei_names_resolve(&names, " http://d-nb.info/gnd/1 #a", &name, NULL),
                 AWOL_OK);
    cr_assert_str_eq(name, "Regiment A");
    cr_assert_eq(awol_tei_names_resolve(&names, "#later", &name, NULL), AWOL_OK);
    cr_assert_str_eq(name, "later");
    cr_assert_eq(awol_tei_names_declare(&names, "later", "Regiment B", NULL), AWOL_OK);
    cr_assert_eq(awol_tei_names_resolve(&names, "#later", &name, NULL), AWOL_OK);
    cr_assert_str_eq(name, "later");
    cr_assert_eq(awol_tei_names_resolve(&names, "http://d-nb.info/gnd/1 #none", &name, NULL),
                 AWOL_OK);
    cr_assert_str_eq(name, "http://d-nb.info/gnd/1");
    cr_assert_null(awol_tei_names_find(&names, "#never"));
    awol_tei_names_release(&names);
}

Test(tei_names, thousands_of_names)
{
    struct awol_tei_names names;
    char id[32], text[32];

    awol_tei_names_init(&names);
    for (int i = 0; i < 3000; i++) {
        snprintf(id, sizeof id, "r%d", i);
        snprintf(text, sizeof text, "Regiment %d", i);
        cr_assert_eq(awol_tei_names_declare(&names, id, text, NULL), AWOL_OK);
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(id, sizeof id, "#r%d", i);
        snprintf(text, sizeof text, "Regiment %d", i);
        cr_assert_str_eq(awol_tei_names_find(&names, id), text);
    }
    awol_tei_names_release(&names);
}
