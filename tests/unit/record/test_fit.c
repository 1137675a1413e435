#include "record/fit.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void check(enum awol_status status, const struct awol_error *error)
{
    cr_assert_eq(status, AWOL_OK, "%s", error->message);
}

/* A fit with every table, with numbers that need all their digits and some that are not known. */
static void make(struct awol_fit *fit, struct awol_error *e)
{
    static const char *const names[] = {"rate", "offer.land"};
    static const char *const scales[] = {"logarithm", "logarithm"};
    awol_fit_init(fit);
    check(awol_fit_add_line(fit, &fit->model, "model", "its", e), e);
    check(awol_fit_add_number(fit, "log_likelihood", -1.0 / 3, e), e);
    check(awol_fit_add(fit, &fit->warnings, e, "about", "%d count\tof \\ “so”", 1), e);
    check(awol_fit_add_line(fit, &fit->summary, "record", "From 1 to 2, …", e), e);
    for (size_t i = 0; i < 2; i++) {
        struct awol_fit_parameter p = {names[i], 0.1 + (double)i, NAN,          1e-300,   1e300,
                                       0.9,      "profile",       "rate ratio", "meaning"};
        struct awol_fit_reading r = {"timing", "nb", "eta", 2.0 / 3, 0, NAN, -7.25};
        check(awol_fit_add_parameter(fit, &p, e), e);
        check(awol_fit_add_reading(fit, &r, e), e);
        check(awol_fit_add_point(fit, &fit->evaluation, names[i], 0.3, -0.7, e), e);
        check(awol_fit_add_point(fit, &fit->profile, names[i], 0.4, -8, e), e);
    }
    fit->n_covariance = 2;
    fit->covariance_names = awol_arena_alloc(&fit->arena, sizeof names);
    fit->covariance_scales = awol_arena_alloc(&fit->arena, sizeof scales);
    fit->covariance = awol_arena_alloc(&fit->arena, 4 * sizeof(double));
    memcpy(fit->covariance_names, names, sizeof names);
    memcpy(fit->covariance_scales, scales, sizeof scales);
    memcpy(fit->covariance, (double[]){0.1, -0.02, -0.02, NAN}, 4 * sizeof(double));
}

/* Write to a file and read it, as the next tool of a pipe does. */
static void pass_on(const struct awol_fit *fit, struct awol_stream *ret_stream)
{
    struct awol_error e = {0};
    struct awol_stream stream;
    FILE *file = tmpfile();
    cr_assert_not_null(file);
    check(awol_stream_init(&stream, "fit", &e), &e);
    check(awol_fit_to_stream(fit, &stream, &e), &e);
    check(awol_fit_words_to_stream(fit, &stream, &e), &e);
    check(awol_stream_write(&stream, file, &e), &e);
    awol_stream_release(&stream);
    rewind(file);
    check(awol_stream_read(file, "fit.tsv", ret_stream, &e), &e);
    fclose(file);
}

static void same(double a, double b, const char *what)
{
    cr_assert(a == b || (isnan(a) && isnan(b)), "%s: %.17g and %.17g", what, a, b);
}

Test(fit, comes_back_whole_from_its_stream)
{
    struct awol_fit fit, back;
    struct awol_stream stream;
    struct awol_error e = {0};
    make(&fit, &e);
    pass_on(&fit, &stream);
    check(awol_fit_from_stream(&stream, &back, &e), &e);
    awol_stream_release(&stream); /* the fit owns what it has */
    cr_assert_eq(back.model.n, 2u);
    cr_assert_str_eq(awol_fit_model(&back, "model"), "its");
    cr_assert_str_eq(awol_fit_model(&back, "log_likelihood"),
                     awol_fit_model(&fit, "log_likelihood"));
    cr_assert_null(awol_fit_model(&back, "none"));
    cr_assert_str_eq(back.warnings.lines[0].value, "1 count\tof \\ “so”");
    cr_assert_str_eq(back.summary.lines[0].key, "record");
    cr_assert_eq(back.n_parameters, 2u);
    cr_assert_eq(back.n_readings, 2u);
    cr_assert_null(awol_fit_find(&back, "eta"));
    const struct awol_fit_parameter *p = awol_fit_find(&back, "offer.land");
    cr_assert_not_null(p);
    same(p->estimate, fit.parameters[1].estimate, "estimate");
    same(p->se, NAN, "se");
    same(p->low, 1e-300, "low");
    same(p->high, 1e300, "high");
    cr_assert_str_eq(p->measure, "rate ratio");
    same(back.readings[0].estimate, 2.0 / 3, "reading");
    same(back.readings[0].high, NAN, "upper end of a reading");
    same(back.evaluation.points[1].slope, -0.7, "slope");
    same(back.profile.points[1].slope, -8, "profile");
    cr_assert_eq(back.n_covariance, 2u);
    for (size_t i = 0; i < 4; i++)
        same(back.covariance[i], fit.covariance[i], "covariance");
    cr_assert_str_eq(back.covariance_names[1], "offer.land");
    cr_assert_str_eq(back.covariance_scales[1], "logarithm");
    awol_fit_release(&back);
    awol_fit_release(&fit);
}

/* What a cut or a changed table says of itself. */
Test(fit, refuses_a_table_that_is_not_whole)
{
    static const struct {
        const char *table, *cells, *message;
    } rows[] = {
        {"parameters", "name\testimate\nrate\t1\n", "no column “se”"},
        {"evaluation", "name\tvalue\tgradient\nrate\tx\t1\n", "“x”"},
        {"covariance", "name\trate\trest\nrate\t1\t2\n", "square"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_error e = {0};
        struct awol_stream stream;
        struct awol_fit fit;
        FILE *file = tmpfile();
        cr_assert_not_null(file);
        fprintf(file, "# awol: fit 1\n# table: %s\n%s# end\n", rows[i].table, rows[i].cells);
        rewind(file);
        check(awol_stream_read(file, "fit.tsv", &stream, &e), &e);
        fclose(file);
        cr_assert_eq(awol_fit_from_stream(&stream, &fit, &e), AWOL_DATA, "%s", rows[i].table);
        cr_assert_not_null(strstr(e.message, rows[i].message), "%s: %s", rows[i].table, e.message);
        awol_stream_release(&stream);
    }
}
