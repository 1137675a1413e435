#include "read/event_types.h"

#include <criterion/criterion.h>
#include <string.h>

Test(event_types, by_themselves_and_as_the_option_says)
{
    static const struct {
        const char *option; /* NULL: none */
        const char *type, *subtype;
        const char *word; /* NULL: not read */
    } cases[] = {
        {NULL, "deserted", "", "deserted"},
        {NULL, "Desertion", "", "deserted"},
        {NULL, "death", "", "died"},
        {NULL, "surrender", "", "surrendered"},
        {NULL, "AWOL", "", NULL},
        {NULL, "straggler", "", NULL},
        {NULL, "", "", NULL},
        {NULL, "", "capture", "captured"},
        {NULL, "desertion", "attempted", "attempted"},
        {NULL, "desertion", "from-camp", "deserted"},
        {NULL, "pardon", "desertion", NULL},
        {"AWOL", "awol", "", "deserted"},
        {"AWOL=absent", "AWOL", "", "absent"},
        {"AWOL=absent", "desertion", "", NULL},
        {"capture", "capture", "", "captured"},
        {"desertion", "military", "desertion", "deserted"},
        {"military/flight", "military", "flight", "deserted"},
        {"military/flight", "flight", "", NULL},
        {"military/flight=absent,flight", "military", "flight", "absent"},
        {"military/flight=absent,flight", "civil", "flight", "deserted"},
        {"*=absent,return=rejoined", "", "", "absent"},
        {"*=absent,return=rejoined", "return", "", "rejoined"},
        {"*=absent,return=rejoined", "x", "y", "absent"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_event_types types;
        struct awol_error error = {0};
        const char *word;

        awol_event_types_init(&types);
        if (cases[i].option)
            cr_assert_eq(awol_event_types_parse(&types, cases[i].option, &error), AWOL_OK, "%s",
                         error.message);
        word =
            awol_event_types_find(cases[i].option ? &types : NULL, cases[i].type, cases[i].subtype);
        cr_assert((!word && !cases[i].word) ||
                      (word && cases[i].word && strcmp(word, cases[i].word) == 0),
                  "case %zu: %s/%s is %s", i, cases[i].type, cases[i].subtype,
                  word ? word : "not read");
        awol_event_types_release(&types);
    }
}

Test(event_types, options_that_are_refused)
{
    static const char *const cases[][2] = {
        {"", "a type is empty"},
        {"desertion,", "a type is empty"},
        {"=deserted", "a type is empty"},
        {"military/=deserted", "a type is empty"},
        {"flight=fled", "“fled” is not one of the words of the events: deserted, absent"},
        {"flight=", "is not one of the words"},
        {"flight,Flight=absent", "“Flight” is given twice"},
        {"a/b,a/b", "“a/b” is given twice"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_event_types types;
        struct awol_error error = {0};

        awol_event_types_init(&types);
        cr_assert_eq(awol_event_types_parse(&types, cases[i][0], &error), AWOL_USAGE, "“%s”",
                     cases[i][0]);
        cr_assert(strstr(error.message, cases[i][1]), "“%s”: %s", cases[i][0], error.message);
        awol_event_types_release(&types);
    }
}
