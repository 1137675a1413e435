/* The figures of scenarios: what is drawn of which table, and where nothing was seen. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "plot/figure.h"

#define HEAD "# awol: scenario 1\n"
#define ASSUMED                                                                                    \
    "# table: assumptions\nname\tvalue\tunit\tsource\tmeaning\n"                                   \
    "eta\t0.123456789:0.5\tNA\tx\ty\nmen\t200000\tmen\tx\ty\ntau\t7\tdays\tx\ty\n\n\n"
#define PAIRS "# table: pairs_of_total\neta\trate\ttau_days\tratio\tdirect_share\n"
#define CURVE "# table: threshold_curve\nshare\tmoved\tmoved_with_offer\tseen\n"
#define BY_DAY                                                                                     \
    "# table: by_deadline\nfirst\teta\ttau_days\tdays\texpected\tsimulated\turgency_needed\n"
#define LEVERS "# table: levers\nassumption\tlow\thigh\tleft_at_low\tleft_at_high\n"
#define END "# end\n"

static enum awol_status draw(const char *name, const char *text, struct awol_script *script,
                             struct awol_error *error)
{
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    struct awol_figure_settings settings;
    struct awol_stream stream;

    cr_assert_eq(awol_stream_read(file, "-", &stream, error), AWOL_OK, "%s", error->message);
    fclose(file);
    awol_figure_settings_init(&settings);
    awol_script_init(script);
    enum awol_status status =
        awol_figure_draw(awol_figure_find(name), &stream, &settings, script, error);
    awol_stream_release(&stream);
    return status;
}

/* The text of the script; each string must be in it. */
static void check_drawn(const char *name, const char *text, const char *const *strings)
{
    struct awol_script script;
    struct awol_error error = {0};

    cr_assert_eq(draw(name, text, &script, &error), AWOL_OK, "%s: %s", name, error.message);
    for (size_t i = 0; strings[i] != NULL; i++)
        cr_assert(strstr(awol_text_string(&script.text), strings[i]) != NULL, "%s: no “%s” in %s",
                  name, strings[i], awol_text_string(&script.text));
    awol_script_release(&script);
}

/* Two delays of one rate: a line each (their rows), and the area between. */
Test(scenario_figures, pairs)
{
    static const char text[] = HEAD ASSUMED PAIRS "0\t1\t1\t40\t1\n0.5\t1\t1\t20\t0.5\n"
                                                  "0\t1\t30\t40\t1\n0.5\t1\t30\t30\t0.9\n" END;
    check_drawn("pairs", text,
                (const char *const[]){
                    "\n0 40\n0.5 20\n", "\n0 40\n0.5 30\n", "\n0.5 20 30\n", "\n0 1\n0.5 0.5\n",
                    "NOT AN ESTIMATE. Assumed: eta 0.1235–0.5", "men 200000; tau 7 days", NULL});
    check_drawn("scenario", text, (const char *const[]){"\n0 40\n0.5 20\n", NULL});
}

Test(scenario_figures, followers)
{
    static const char text[] = HEAD BY_DAY "1\t0.5\t7\t0\t0\t0\tNA\n1\t0.5\t7\t14\t0.63\t0.6\t1.4\n"
                                           "1\t0.5\t7\t28\t0.86\t0.9\t30\n" END;
    check_drawn("followers", text,
                (const char *const[]){"\n0 0\n14 0.63\n28 0.86\n", "urgency needed",
                                      "1 first, each prompts 0.5", NULL});
    /* in a finite force nobody says what urgency is needed, and there is no panel for it */
    static const char finite[] =
        HEAD BY_DAY "1\t1.5\t7\t0\t0\t0\tNA\n1\t1.5\t7\t14\t2\t2\tNA\n" END;
    struct awol_script script;
    struct awol_error error = {0};
    cr_assert_eq(draw("followers", finite, &script, &error), AWOL_OK, "%s", error.message);
    cr_assert(strstr(awol_text_string(&script.text), "urgency") == NULL);
    awol_script_release(&script);
}

/* Solid (dash 1) as far as it was seen, dotted (3) and hatched beyond. */
Test(scenario_figures, threshold_is_solid_only_where_it_was_seen)
{
    static const char seen[] = HEAD CURVE "0\t0.1\tNA\tyes\n0.1\t0.2\tNA\tyes\n0.2\t0.4\tNA\tno\n"
                                          "1\t1\tNA\tno\n" END;
    check_drawn("threshold", seen,
                (const char *const[]){"\n0 0.1\n0.1 0.2\nEOD", "\n0.1 0.2\n0.2 0.4\n1 1\nEOD",
                                      "Hatched",
                                      "using 1:2 with lines lc rgb '#0072b2' lw 1.6 dt 3", NULL});
    static const char assumed[] = HEAD CURVE "0\t0.1\t0.2\tNA\n0.1\t0.2\t0.3\tNA\n1\t1\t1\tNA\n\n\n"
                                             "# table: equilibria\noffer\tstable\tseen\tshare\t"
                                             "men\tslope\nno\tno\tNA\t0.3\tNA\t2\n" END;
    struct awol_script script;
    struct awol_error error = {0};
    cr_assert_eq(draw("threshold", assumed, &script, &error), AWOL_OK, "%s", error.message);
    const char *text = awol_text_string(&script.text);
    cr_assert(strstr(text, "Hatched") == NULL);
    cr_assert(strstr(text, "\n0 0.1\n0.1 0.2\n1 1\nEOD") != NULL, "%s", text);
    cr_assert(strstr(text, "\n0.3 0.3\nEOD") != NULL, "%s", text);
    cr_assert(strstr(text, "pt 6") != NULL, "an unstable crossing is a circle: %s", text);
    awol_script_release(&script);
}

Test(scenario_figures, levers)
{
    check_drawn("levers", HEAD LEVERS "death\t0.05\t0.25\t900\t100\neta\t0\t0.8\t300\t600\n" END,
                (const char *const[]){"death 0.05–0.25", "men who leave", NULL});
}

Test(scenario_figures, what_cannot_be_drawn)
{
    static const struct {
        const char *name, *text, *message;
    } cases[] = {
        {"pairs", HEAD CURVE "0\t0\tNA\tNA\n1\t1\tNA\tNA\n" END, "awol-scenario total"},
        {"pairs", HEAD PAIRS END, "no row"},
        {"pairs", HEAD PAIRS "0\t1\t1\tmany\t1\n" END, "many"},
        {"followers", HEAD BY_DAY END, "no row"},
        {"threshold", HEAD CURVE "0\t0\tNA\tNA\n" END, "fewer than two points"},
        {"levers", HEAD LEVERS END, "no row"},
        {"scenario", HEAD END, "awol-scenario threshold"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct awol_script script;
        struct awol_error error = {0};
        cr_assert_eq(draw(cases[i].name, cases[i].text, &script, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        awol_script_release(&script);
    }
}
