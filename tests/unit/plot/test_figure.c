#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "plot/figure.h"

static void read_stream(const char *text, struct awol_stream *ret_stream)
{
    struct awol_error error = {0};
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    cr_assert_eq(awol_stream_read(file, "-", ret_stream, &error), AWOL_OK, "%s", error.message);
    fclose(file);
}

static enum awol_status draw(const char *text, struct awol_figure_settings settings,
                             struct awol_script *script, struct awol_error *error)
{
    struct awol_stream stream;
    read_stream(text, &stream);
    settings.width = settings.width > 0.0 ? settings.width : 600.0;
    awol_theme_init(&settings.theme);
    enum awol_status status =
        awol_figure_draw(awol_figure_for_kind(stream.kind), &stream, &settings, script, error);
    awol_stream_release(&stream);
    return status;
}

#define HEAD "# awol: series 1\n# campaign: Simulated\n# table: series\n"
#define COLUMNS "unit\tstart\tend\tcount\tcount_low\tcount_high\tkind\tat_risk\tbasis\tpreferred\n"

Test(figure, is_found_by_name_and_by_kind)
{
    cr_assert_eq(awol_figure_find("timeline"), &awol_figure_timeline);
    cr_assert_eq(awol_figure_find("pie"), NULL);
    cr_assert_eq(awol_figure_for_kind("fit"), &awol_figure_timeline);
    cr_assert_eq(awol_figure_for_kind("events"), &awol_figure_strip);
    cr_assert_eq(awol_figure_for_kind("dates"), NULL);
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        cr_assert_eq(awol_figure_find(awol_figures[i]->name), awol_figures[i], "names are unique");
    }
}

Test(figure, names_the_tool_that_adds_what_is_missing)
{
    struct awol_script script;
    struct awol_error error = {0};
    awol_script_init(&script);
    cr_assert_eq(draw(HEAD "start\tend\n1777-01-01\t1777-02-01\n# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_DATA);
    cr_assert_neq(strstr(error.message, "awol-count"), NULL, "%s", error.message);
    awol_script_release(&script);
}

static size_t count_lines(const char *text, const char *start)
{
    size_t n = 0;
    for (; text != NULL; text = strchr(text, '\n')) {
        text += *text == '\n';
        n += strncmp(text, start, strlen(start)) == 0;
    }
    return n;
}

/* 31 men in the 31 days of January are one a day; 20 to 40 in ten days are two to four. */
Test(figure, draws_counts_as_means_per_day)
{
    struct awol_script script;
    struct awol_error error = {0};
    awol_script_init(&script);
    cr_assert_eq(draw(HEAD COLUMNS "g\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\tNA\tNA\tyes\n"
                                   "g\t1777-03-10\t1777-03-20\tNA\t20\t40\trange\tNA\tNA\tyes\n"
                                   "# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    const char *text = awol_text_string(&script.text);
    /* date -u -d 1777-01-01 +%s and so on */
    cr_assert_neq(strstr(text, "\n-6090422400 1\n-6087744000 1\n"), NULL, "a level of one a day");
    cr_assert_neq(strstr(text, "\n-6084547200 -6083683200 2 4\n"), NULL, "a box from two to four");
    cr_assert_neq(strstr(text, "\n-6087744000 -6084547200 0 "), NULL, "the gap between them");
    cr_assert_neq(strstr(text, "'31'"), NULL);
    cr_assert_neq(strstr(text, "'20\u201340'"), NULL);
    cr_assert_neq(strstr(text, "No report for 37 of 78 days"), NULL);
    cr_assert_eq(count_lines(text, "plot "), 1, "no men at risk are known");
    awol_script_release(&script);
}

Test(figure, draws_a_panel_for_each_unit_and_one_for_the_men_at_risk)
{
    struct awol_script script;
    struct awol_error error = {0};
    awol_script_init(&script);
    cr_assert_eq(draw(HEAD COLUMNS
                      "g\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\t900\tpresent\tyes\n"
                      "h\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\tNA\tNA\tyes\n# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    const char *text = awol_text_string(&script.text);
    cr_assert_eq(count_lines(text, "plot "), 3);
    cr_assert_neq(strstr(text, "'men at risk (present)'"), NULL);
    cr_assert_neq(strstr(text, "'(b) h: 31 men'"), NULL);
    awol_script_release(&script);
}

Test(figure, does_not_add_up_reports_that_are_not_used)
{
    struct awol_script script;
    struct awol_error error = {0};
    awol_script_init(&script);
    cr_assert_eq(draw(HEAD COLUMNS "g\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\tNA\tNA\tyes\n"
                                   "g\t1777-01-01\t1777-02-01\t90\tNA\tNA\tabout\tNA\tNA\tno\n"
                                   "h\t1777-01-01\t1777-02-01\t3\tNA\tNA\texact\tNA\tNA\tno\n"
                                   "# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    const char *text = awol_text_string(&script.text);
    cr_assert_neq(strstr(text, "'(a) g: 31 men'"), NULL);
    cr_assert_neq(strstr(text, "'(b) h: no count used'"), NULL);
    cr_assert_neq(strstr(text, "2 reports not used"), NULL);
    awol_script_release(&script);
}

/* A total of 50 men that holds a month of 20 is 50 men; parts beyond it count as they are. */
Test(figure, adds_a_total_and_its_parts_once)
{
    struct awol_script script;
    struct awol_error error = {0};
    awol_script_init(&script);
    cr_assert_eq(draw(HEAD COLUMNS
                      "g\t1777-01-01\t1777-04-01\t50\tNA\tNA\texact\tNA\tNA\tyes\n"
                      "g\t1777-02-01\t1777-03-01\t20\tNA\tNA\texact\tNA\tNA\tyes\n"
                      "g\t1777-05-01\t1777-06-01\t7\tNA\tNA\texact\tNA\tNA\tyes\n# end\n",
                      (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_neq(strstr(awol_text_string(&script.text), "'g: 57 men'"), NULL);
    awol_script_release(&script);
}

Test(figure, keeps_the_eight_largest_units)
{
    struct awol_text text;
    struct awol_script script;
    struct awol_error error = {0};
    awol_text_init(&text);
    awol_text_append(&text, HEAD COLUMNS);
    for (int i = 0; i < 11; i++) {
        awol_text_append_format(
            &text, "u%d\t1777-01-01\t1777-02-01\t%d\tNA\tNA\texact\tNA\tNA\tyes\n", i, 10 + i);
    }
    awol_text_append(&text, "# end\n");
    awol_script_init(&script);
    cr_assert_eq(draw(awol_text_string(&text), (struct awol_figure_settings){0}, &script, &error),
                 AWOL_OK, "%s", error.message);
    const char *got = awol_text_string(&script.text);
    cr_assert_eq(count_lines(got, "plot "), 8);
    cr_assert_eq(strstr(got, " u2: "), NULL);
    cr_assert_neq(strstr(got, "(a) u3: "), NULL);
    cr_assert_neq(strstr(got, "3 smaller populations are not drawn"), NULL);
    awol_script_release(&script);
    awol_text_release(&text);
}

Test(figure, refuses_a_page_too_small_to_be_read)
{
    struct awol_script script;
    struct awol_error error = {0};
    static const char text[] =
        HEAD COLUMNS "g\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\tNA\tNA\tyes\n# end\n";
    awol_script_init(&script);
    cr_assert_eq(draw(text, (struct awol_figure_settings){.height = 60.0}, &script, &error),
                 AWOL_USAGE);
    cr_assert_neq(strstr(error.message, "mm"), NULL, "%s", error.message);
    cr_assert_eq(draw(text, (struct awol_figure_settings){.width = 90.0}, &script, &error),
                 AWOL_USAGE);
    awol_script_release(&script);
}

Test(figure, draws_what_lies_in_the_window)
{
    struct awol_script script;
    struct awol_error error = {0};
    static const char text[] =
        HEAD COLUMNS "g\t1777-01-01\t1777-02-01\t31\tNA\tNA\texact\tNA\tNA\tyes\n"
                     "g\t1777-06-01\t1777-07-01\t60\tNA\tNA\texact\tNA\tNA\tyes\n# end\n";
    struct awol_figure_settings settings = {.has_from = true, .from = -70474}; /* 1777-01-18 */
    awol_script_init(&script);
    settings.has_to = true;
    settings.to = -70474 + 40;
    cr_assert_eq(draw(text, settings, &script, &error), AWOL_OK, "%s", error.message);
    cr_assert_neq(strstr(awol_text_string(&script.text), "'31'"), NULL);
    cr_assert_eq(strstr(awol_text_string(&script.text), "'60'"), NULL);
    settings.to = settings.from - 1;
    cr_assert_eq(draw(text, settings, &script, &error), AWOL_USAGE);
    settings.from += 100000;
    settings.to = settings.from + 5;
    cr_assert_eq(draw(text, settings, &script, &error), AWOL_DATA);
    awol_script_release(&script);
}
