#include <criterion/criterion.h>

#include "count/settings.h"
#include "date/span.h"

Test(settings, a_list_of_events)
{
    const char *words[AWOL_MAX_EVENT_WORDS];
    size_t n = 0;
    struct awol_error error = {0};

    cr_assert_eq(awol_settings_events("deserted,surrendered,deserted", words, &n, NULL), AWOL_OK);
    cr_assert_eq(n, 2u);
    cr_assert_str_eq(words[1], "surrendered");
    static const char *const bad[] = {"", "deserted,", "fled", "deserted;absent", "Deserted"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        cr_assert_eq(awol_settings_events(bad[i], words, &n, &error), AWOL_USAGE, "%s", bad[i]);
        cr_assert(strstr(error.message, "is not one of deserted, absent, ") != NULL, "%s",
                  error.message);
    }
}

Test(settings, days_bins_and_sides)
{
    struct awol_span days;
    struct awol_tally_options options = {.n_events = 0};
    enum awol_prefer prefer;
    struct awol_error error = {0};

    cr_assert_eq(awol_settings_days("1778-06", &days, NULL), AWOL_OK);
    cr_assert_eq(days.latest - days.earliest, 29);
    cr_assert_eq(awol_settings_days("June", &days, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "“June” is not a date") != NULL);
    cr_assert_eq(awol_settings_days("1778-06/..", &days, &error), AWOL_USAGE);
    cr_assert_str_eq(error.message, "“1778-06/..” has an open end");
    cr_assert_eq(awol_settings_period("10d", &options, NULL), AWOL_OK);
    cr_assert(options.origin_is_first);
    cr_assert_eq(awol_settings_period("decade", &options, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "“decade” is not day, week, month, year") != NULL);
    cr_assert_eq(awol_settings_prefer("enemy", &prefer, NULL), AWOL_OK);
    cr_assert_eq(prefer, AWOL_PREFER_ENEMY);
    cr_assert_eq(awol_settings_prefer("third", &prefer, &error), AWOL_USAGE);
    cr_assert_str_eq(error.message, "“third” is not one of preferred, own, enemy, all");
}
