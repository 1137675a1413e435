#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "plot/gnuplot.h"

#define SCRIPT "set terminal svg noenhanced size 300,200\nset encoding utf8\nplot [0:1] x notitle\n"

Test(gnuplot, knows_pictures_by_their_suffix)
{
    enum awol_image image = AWOL_IMAGE_SCRIPT;
    cr_assert(awol_image_from_path("a/b.svg", &image));
    cr_assert_eq(image, AWOL_IMAGE_SVG);
    cr_assert(awol_image_from_path("A.PNG", &image));
    cr_assert_eq(image, AWOL_IMAGE_PNG);
    cr_assert(awol_image_from_path("a.eps", &image));
    cr_assert_eq(image, AWOL_IMAGE_EPS);
    cr_assert(awol_image_from_path("a.tex", &image));
    cr_assert_eq(image, AWOL_IMAGE_TEX);
    cr_assert(awol_image_from_path("A.PNG", &image));
    cr_assert_not(awol_image_from_path("svg", &image));
    cr_assert_not(awol_image_from_path("a.svg.gz", &image));
    cr_assert_eq(image, AWOL_IMAGE_PNG, "untouched");
}

Test(gnuplot, finds_pictures_that_are_not_whole)
{
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_SVG, "<svg></svg>\n\n", 13), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_SVG, "<svg></sv", 9), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_SVG, "", 0), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_SVG, "\n", 1), NULL);
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_PDF, "%PDF\n%%EOF\n", 11), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_PDF, "%PDF\n", 5), NULL);
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_PNG, "x\0\0\0\0IEND\xae\x42\x60\x82", 13), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_PNG, "x\0\0\0\0IEND", 9), NULL);
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_TEXT, "x", 1), NULL);
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_EPS, "%!PS\n%%EOF\n", 11), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_EPS, "%!PS\n", 5), NULL);
    cr_assert_eq(awol_image_fault(AWOL_IMAGE_TEX, "x\\end{tikzpicture}\n", 19), NULL);
    cr_assert_neq(awol_image_fault(AWOL_IMAGE_TEX, "\\begin{tikzpicture}\n", 20), NULL);
}

Test(gnuplot, draws_a_script)
{
    struct awol_text svg;
    struct awol_text pdf;
    struct awol_error error = {0};
    awol_text_init(&svg);
    awol_text_init(&pdf);
    cr_assert_eq(awol_gnuplot_draw(SCRIPT, AWOL_IMAGE_SVG, &svg, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_neq(strstr(awol_text_string(&svg), "<svg"), NULL);
    cr_assert_eq(awol_gnuplot_draw(SCRIPT, AWOL_IMAGE_PDF, &pdf, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(strncmp(awol_text_string(&pdf), "%PDF-", 5), 0);
    awol_text_release(&pdf);
    awol_text_release(&svg);
}

/* Neither the time of day nor anything around the picture is in what TeX and PostScript get. */
Test(gnuplot, keeps_the_time_out_of_pictures)
{
    static const enum awol_image images[] = {AWOL_IMAGE_EPS, AWOL_IMAGE_TEX};
    static const char *const scripts[] = {
        SCRIPT,
        "set terminal tikz nofulldoc size 8cm,6cm\nset encoding utf8\nplot [0:1] x notitle\n"};
    for (size_t i = 0; i < 2; i++) {
        struct awol_text bytes;
        struct awol_error error = {0};
        awol_text_init(&bytes);
        cr_assert_eq(awol_gnuplot_draw(scripts[i], images[i], &bytes, &error), AWOL_OK, "%s",
                     error.message);
        const char *text = awol_text_string(&bytes);
        cr_assert_eq(strstr(text, "\n%% "), NULL, "gnuplot's line with the time: %s", text);
        cr_assert_eq(strstr(text, "CreationDate"), NULL);
        cr_assert_eq(strstr(text, "documentclass"), NULL);
        cr_assert_neq(strstr(text, i == 0 ? "%!PS" : "\\draw"), NULL);
        awol_text_release(&bytes);
    }
}

/* A mistake in the middle, a warning, no picture at all, and an exit status of its own. */
Test(gnuplot, believes_no_picture_that_gnuplot_complains_about)
{
    static const char *const scripts[][2] = {
        {SCRIPT "nonsense\n" SCRIPT, "nonsense"},
        {SCRIPT "plot 'no-such-file'\n", "Cannot find"},
        {"set encoding utf8\n", "no whole picture"},
        {SCRIPT "exit status 3\n", "ended with 3"},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct awol_text svg;
        struct awol_error error = {0};
        awol_text_init(&svg);
        cr_assert_eq(awol_gnuplot_draw(scripts[i][0], AWOL_IMAGE_SVG, &svg, &error), AWOL_SYSTEM,
                     "script %zu", i);
        cr_assert_neq(strstr(error.message, scripts[i][1]), NULL, "script %zu: %s", i,
                      error.message);
        cr_assert_eq(svg.length, 0, "script %zu", i);
        awol_text_release(&svg);
    }
}

/* The second wall: even a script that asks for it starts no program. */
Test(gnuplot, lets_a_script_start_nothing)
{
    char folder[] = "/tmp/awol-plot-XXXXXX";
    char canary[64];
    char script[512];
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0) {
        cr_skip_test("this kernel has no seccomp");
    }
    cr_assert_neq(mkdtemp(folder), NULL);
    snprintf(canary, sizeof canary, "%s/canary", folder);
    snprintf(script, sizeof script,
             "set terminal svg noenhanced size 300,200\nx = system(\"touch %s\")\n"
             "set title \"`touch %s`\"\nplot [0:1] x notitle\n",
             canary, canary);
    struct awol_text svg;
    awol_text_init(&svg);
    (void)awol_gnuplot_draw(script, AWOL_IMAGE_SVG, &svg, NULL);
    cr_assert_neq(access(canary, F_OK), 0, "a program was started");
    awol_text_release(&svg);
    rmdir(folder);
}

Test(gnuplot, says_which_program_is_missing)
{
    struct awol_text bytes;
    struct awol_error error = {0};
    awol_text_init(&bytes);
    setenv("PATH", "/nowhere::", 1);
    cr_assert_eq(awol_gnuplot_draw(SCRIPT, AWOL_IMAGE_SVG, &bytes, &error), AWOL_SYSTEM);
    cr_assert_neq(strstr(error.message, "gnuplot is not installed"), NULL, "%s", error.message);
    cr_assert_eq(awol_gnuplot_draw(SCRIPT, AWOL_IMAGE_SCRIPT, &bytes, NULL), AWOL_OK);
    cr_assert_str_eq(awol_text_string(&bytes), SCRIPT, "a script needs no program");
    awol_text_release(&bytes);
}
