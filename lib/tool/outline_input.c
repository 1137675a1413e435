#include "tool/outline_input.h"

#include <math.h>
#include <stdlib.h>

#include "date/span.h"
#include "estimate/outline.h"
#include "read/input.h"

static enum awol_status read_day(const struct awol_arguments *arguments, const char *option,
                                 const char *text, int64_t *ret_day, struct awol_error *error)
{
    if (awol_day_parse(text, ret_day))
        return AWOL_OK;
    return awol_arguments_refuse(arguments, option, error,
                                 "a day such as 1776-08-01 was expected, not “%.40s”", text);
}

static enum awol_status read_cuts(const struct awol_arguments *arguments, struct awol_refit *refit,
                                  struct awol_error *error)
{
    const char *const *texts;
    size_t n;
    enum awol_status status =
        awol_arguments_list(arguments, "cuts", &refit->arena, &texts, &n, error);
    if (status != AWOL_OK || n == 0)
        return status;
    int64_t *days = awol_arena_alloc(&refit->arena, n * sizeof *days);
    if (!days)
        return awol_error_memory(error);
    for (size_t i = 0; i < n; i++) {
        status = read_day(arguments, "cuts", texts[i], &days[i], error);
        if (status != AWOL_OK)
            return status;
        if (i > 0 && days[i] <= days[i - 1])
            return awol_arguments_refuse(arguments, "cuts", error,
                                         "the days must ascend, each once");
    }
    refit->request.cuts = days;
    refit->request.n_cuts = n;
    return AWOL_OK;
}

static enum awol_status read_dated(const struct awol_arguments *arguments, const char *option,
                                   enum awol_offer_kinds kinds, struct awol_table *table,
                                   struct awol_offers *offers, const struct awol_offers **ret,
                                   struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, option, NULL);
    if (!path)
        return AWOL_OK;
    enum awol_status status = awol_input_table(path, option, table, error);
    if (status == AWOL_OK)
        status = awol_offers_from_table(table, kinds, offers, error);
    if (status == AWOL_OK)
        *ret = offers;
    return status;
}

static enum awol_status read_tables(const struct awol_arguments *arguments,
                                    struct awol_outline_input *input, struct awol_refit *refit,
                                    struct awol_error *error)
{
    const char *covariates = awol_arguments_text(arguments, "covariates", NULL);
    enum awol_status status = read_dated(arguments, "offers", AWOL_OFFERS, &input->offers,
                                         &refit->offers, &refit->request.offers, error);
    if (status == AWOL_OK)
        status = read_dated(arguments, "circumstances", AWOL_CIRCUMSTANCES, &input->circumstances,
                            &refit->circumstances, &refit->request.circumstances, error);
    if (status != AWOL_OK || !covariates)
        return status;
    status = awol_input_table(covariates, "covariates", &input->covariates, error);
    if (status == AWOL_OK)
        status = awol_covariates_from_table(&input->covariates, &refit->covariates, error);
    refit->request.covariates = &refit->covariates;
    return status;
}

static bool is_parent(const struct awol_units *units, size_t index)
{
    for (size_t i = 0; i < units->n; i++)
        if (units->units[i].parent == index)
            return true;
    return false;
}

/* The units from which men leave: of --units those that are no other's parent. */
static enum awol_status read_units(const struct awol_arguments *arguments,
                                   struct awol_outline_input *input, struct awol_refit *refit,
                                   struct awol_outline *outline, struct awol_error *error)
{
    static const char *const others[] = {"men", "unit"};
    const char *path = awol_arguments_text(arguments, "units", NULL);
    size_t n = 1;
    for (size_t i = 0; path && i < 2; i++)
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error,
                                         "the table of --units says it already");
    enum awol_status status = AWOL_OK;
    if (path)
        status = awol_input_table(path, "units", &input->units, error);
    if (path && status == AWOL_OK)
        status = awol_units_from_table(&input->units, &refit->units, error);
    if (status != AWOL_OK)
        return status;
    n = path ? refit->units.n : n;
    input->leaves = calloc(n + 1, sizeof *input->leaves);
    if (!input->leaves)
        return awol_error_memory(error);
    outline->units = input->leaves;
    if (!path) {
        input->leaves[outline->n_units++] =
            (struct awol_plan_unit){awol_arguments_text(arguments, "unit", "all"),
                                    awol_arguments_number(arguments, "men", NAN)};
        return AWOL_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (is_parent(&refit->units, i))
            continue;
        if (refit->units.units[i].men <= 0)
            return awol_table_error(&input->units, i, awol_table_find(&input->units, "men"), error,
                                    "a unit without men has nobody who could leave");
        input->leaves[outline->n_units++] =
            (struct awol_plan_unit){refit->units.units[i].name, refit->units.units[i].men};
    }
    for (size_t i = 0; i < n; i++)
        if (refit->units.units[i].parent != SIZE_MAX) /* else all are as near to each other */
            refit->request.units = &refit->units;
    return AWOL_OK;
}

static enum awol_status read_outline(const struct awol_arguments *arguments,
                                     struct awol_outline *outline, struct awol_error *error)
{
    const char *from = awol_arguments_text(arguments, "from", NULL);
    if (!from || !awol_arguments_has(arguments, "days"))
        return awol_error_set(
            error, AWOL_USAGE,
            "with --model the campaign needs its first day and its length: --from "
            "DATE --days N");
    outline->by = awol_arguments_text(arguments, "by", "day");
    outline->first_count = awol_arguments_number(arguments, "first", 0);
    enum awol_status status = read_day(arguments, "from", from, &outline->first_day, error);
    outline->end_day = outline->first_day + awol_arguments_integer(arguments, "days", 1);
    return status;
}

enum awol_status awol_outline_input_open(const struct awol_arguments *arguments,
                                         struct awol_outline_input *input,
                                         const struct awol_settings *values,
                                         struct awol_refit *refit, struct awol_error *error)
{
    struct awol_outline outline = {.n_units = 0};
    refit->request.model = awol_model_find(awol_arguments_text(arguments, "model", ""));
    if (awol_arguments_n_operands(arguments) > 0)
        return awol_error_set(error, AWOL_USAGE,
                              "--model draws without a fit: “%.80s” is one too many",
                              awol_arguments_operand(arguments, 0));
    enum awol_status status = read_outline(arguments, &outline, error);
    if (status == AWOL_OK)
        status = read_units(arguments, input, refit, &outline, error);
    if (status == AWOL_OK)
        status = read_cuts(arguments, refit, error);
    if (status == AWOL_OK)
        status = read_tables(arguments, input, refit, error);
    if (status == AWOL_OK)
        status = awol_outline_open(&outline, values, refit, error);
    int64_t rest = status == AWOL_OK
                       ? outline.end_day - refit->series.spans[refit->series.n_spans - 1].end
                       : 0;
    if (rest > 0)
        awol_arguments_warn(arguments, "the last %lld days are no whole %s and are left out",
                            (long long)rest, outline.by);
    return status;
}

enum awol_status awol_outline_input_fit(const struct awol_arguments *arguments,
                                        struct awol_outline_input *input,
                                        const struct awol_settings *values,
                                        struct awol_refit *refit, struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    static const char *const of_model[] = {
        "from",  "days",   "by",      "men",     "unit",          "units",
        "first", "offers", "counts",  "kernel",  "circumstances", "covariates",
        "cuts",  "bass",   "initial", "recorded"};
    const char *path = awol_arguments_operand(arguments, 0);
    for (size_t i = 0; i < sizeof of_model / sizeof *of_model; i++)
        if (awol_arguments_has(arguments, of_model[i]))
            return awol_arguments_refuse(arguments, of_model[i], error,
                                         "it goes with --model; a fit says it itself");
    enum awol_status status = awol_input_stream(path ? path : "-", kinds, &input->fit, error);
    if (status != AWOL_OK)
        return status;
    input->has_fit = true;
    awol_refit_release(refit);
    status = awol_refit_init(refit, &input->fit, error);
    return status == AWOL_OK ? awol_outline_replace(values, refit, error) : status;
}

void awol_outline_input_release(struct awol_outline_input *input)
{
    free(input->leaves);
    awol_table_release(&input->units);
    awol_table_release(&input->covariates);
    awol_table_release(&input->circumstances);
    awol_table_release(&input->offers);
    if (input->has_fit)
        awol_stream_release(&input->fit);
}
