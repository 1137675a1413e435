#include "report/plan.h"

#include <criterion/criterion.h>
#include <string.h>

Test(plan, a_makefile_of_what_was_done)
{
    static const char expected[] = "# Makes this folder again from data/, by the tools of awol.\n"
                                   "SHELL := /bin/bash\n"
                                   ".DELETE_ON_ERROR:\n"
                                   "\n"
                                   "all: a.tsv c.tsv\n"
                                   "\n"
                                   "a.tsv: data/my\\ men.csv\n"
                                   "\tawol-read -o a.tsv 'data/my men.csv' 2> log/a.tsv.txt\n"
                                   "\n"
                                   "c.tsv: a.tsv\n"
                                   "\tawol-check --event '$$x' -o c.tsv a.tsv 2> log/c.tsv.txt || "
                                   "test $$? -le 1\n";
    static const char *const read[] = {"awol-read", NULL}, *const check[] = {"awol-check", NULL};
    struct awol_plan plan;
    struct awol_text text;

    awol_plan_init(&plan);
    awol_text_init(&text);
    awol_plan_begin(&plan, "a.tsv", read);
    awol_plan_add(&plan, "-o", "a.tsv");
    awol_plan_add(&plan, "data/my men.csv", NULL);
    awol_plan_begin(&plan, "b.tsv", read);
    awol_plan_begin(&plan, "c.tsv", check);
    awol_plan_add(&plan, "--event", "$x");
    awol_plan_add(&plan, "-o", "c.tsv");
    awol_plan_add(&plan, "a.tsv", NULL);
    plan.steps[0].is_done = plan.steps[2].is_done = true;
    plan.steps[2].most = 1;
    cr_assert(awol_plan_has(&plan, "a.tsv"));
    cr_assert_not(awol_plan_has(&plan, "b.tsv"));
    awol_plan_write_makefile(&plan, &text);
    cr_assert_str_eq(awol_text_string(&text), expected);
    awol_text_release(&text);
    awol_plan_release(&plan);
}
