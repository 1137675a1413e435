#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "plot/figure.h"

#define HEAD "# awol: survival 1\n# table: survival\n"
#define COLUMNS "group\ttime_days\tat_risk\tevents\tcensored\tsurvival\tse\tlow\thigh\n"

static enum awol_status draw(const char *text, struct awol_figure_settings settings,
                             struct awol_script *script, struct awol_error *error)
{
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    struct awol_stream stream;
    enum awol_status status;

    cr_assert_eq(awol_stream_read(file, "-", &stream, error), AWOL_OK, "%s", error->message);
    fclose(file);
    settings.width = settings.width > 0.0 ? settings.width : 600.0;
    awol_theme_init(&settings.theme);
    awol_script_init(script);
    status = awol_figure_draw(awol_figure_for_kind("survival"), &stream, &settings, script, error);
    awol_stream_release(&stream);
    return status;
}

/* Half of two men are gone after 10 days, and the other is watched until the 30th: a step down at
 * 10, a band from there to 30. */
Test(survival_figure, steps_and_band)
{
    struct awol_script script;
    struct awol_error error = {0};

    cr_assert_eq(draw(HEAD COLUMNS "A\t10\t2\t1\t0\t0.5\t0.35\t0.25\t0.75\n"
                                   "A\t30\t1\t0\t1\t0.5\t0.35\t0.25\t0.75\n# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    const char *text = awol_text_string(&script.text);

    cr_assert(strstr(text, "\n0 1\n10 1\n10 0.5\n30 0.5\n30 0.5\n") != NULL, "%s", text);
    cr_assert(strstr(text, "\n10 30 0.25 0.75\n") != NULL, "%s", text);
    awol_script_release(&script);
}

Test(survival_figure, what_cannot_be_drawn)
{
    static const struct {
        const char *text;
        struct awol_figure_settings settings;
        enum awol_status status;
        const char *message;
    } cases[] = {
        {HEAD "group\ttime_days\nA\t1\n# end\n", {0}, AWOL_DATA, "survival"},
        {HEAD COLUMNS "# end\n", {0}, AWOL_DATA, "no row"},
        {HEAD COLUMNS "A\t0\t2\t1\t0\t0.5\tNA\tNA\tNA\n# end\n", {0}, AWOL_DATA, "above zero"},
        {HEAD COLUMNS "A\t9\t2\t1\t0\tmany\tNA\tNA\tNA\n# end\n", {0}, AWOL_DATA, "many"},
        {HEAD COLUMNS "A\t1\t2\t1\t0\t0\tNA\tNA\tNA\nB\t1\t2\t1\t0\t0\tNA\tNA\tNA\n"
                      "C\t1\t2\t1\t0\t0\tNA\tNA\tNA\nD\t1\t2\t1\t0\t0\tNA\tNA\tNA\n"
                      "E\t1\t2\t1\t0\t0\tNA\tNA\tNA\nF\t1\t2\t1\t0\t0\tNA\tNA\tNA\n"
                      "G\t1\t2\t1\t0\t0\tNA\tNA\tNA\n# end\n",
         {0},
         AWOL_DATA,
         "at most 6 curves"},
        {HEAD COLUMNS "A\t1\t2\t1\t0\t0.5\tNA\tNA\tNA\n# end\n",
         {.log_y = true},
         AWOL_USAGE,
         "--log"},
        {HEAD COLUMNS "A\t1\t2\t1\t0\t0.5\tNA\tNA\tNA\n# end\n",
         {.has_to = true},
         AWOL_USAGE,
         "--to"},
        {HEAD COLUMNS "A\t1\t2\t1\t0\t0.5\tNA\tNA\tNA\n# end\n",
         {.height = 60.0},
         AWOL_USAGE,
         "a height of at least"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_script script;
        struct awol_error error = {0};

        cr_assert_eq(draw(cases[i].text, cases[i].settings, &script, &error), cases[i].status,
                     "case %zu: %s", i, error.message);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        awol_script_release(&script);
    }
}
