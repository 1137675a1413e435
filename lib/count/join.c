#include "count/join.h"

#include <math.h>

#include "base/number.h"
#include "count/net.h"
#include "date/span.h"

static bool has_returns(const struct awol_strength *strength, const char *unit)
{
    for (size_t i = 0; i < strength->n; i++) {
        if (awol_text_equal(strength->returns[i].unit, unit))
            return true;
    }
    return false;
}

static bool has_one_unit(const struct awol_series *series)
{
    const struct awol_series_span *first = NULL;

    for (size_t i = 0; i < series->n_spans; i++) {
        if (!series->spans[i].preferred)
            continue;
        if (first != NULL && first->unit != series->spans[i].unit)
            return false;
        first = &series->spans[i];
    }
    return true;
}

static enum awol_status check_basis(const struct awol_strength *strength, const char *basis,
                                    struct awol_error *opt_error)
{
    struct awol_text seen;

    for (size_t i = 0; i < strength->n; i++) {
        if (awol_text_equal(strength->returns[i].basis, basis))
            return AWOL_OK;
    }
    awol_text_init(&seen);
    for (size_t i = 0; awol_strength_bases[i] != NULL; i++) {
        const char *other = awol_strength_bases[i];
        bool is_seen = false;

        for (size_t j = 0; j < strength->n && !is_seen; j++)
            is_seen = awol_text_equal(strength->returns[j].basis, other);
        if (is_seen)
            awol_text_append_format(&seen, "%s%s", seen.length == 0 ? "" : ", ", other);
    }
    awol_error_at(opt_error, strength->source, (struct awol_place){0, 0},
                  "no strength is on basis %s; seen: %s", basis, awol_text_string(&seen));
    awol_text_release(&seen);
    return AWOL_DATA;
}

/* The first return of a unit on a basis. */
static struct awol_place first_place(const struct awol_strength *strength, const char *unit,
                                     const char *basis)
{
    for (size_t i = 0; i < strength->n; i++) {
        const struct awol_return *entry = &strength->returns[i];

        if (awol_text_equal(entry->unit, unit) && awol_text_equal(entry->basis, basis))
            return entry->place;
    }
    return (struct awol_place){0, 0};
}

/* The one basis on which the men of a unit are known on a day, NULL if there is none. */
static enum awol_status find_basis(const struct awol_strength *strength, const char *unit,
                                   int64_t day, const char **ret_basis,
                                   struct awol_error *opt_error)
{
    const char *found = NULL;

    for (size_t i = 0; awol_strength_bases[i] != NULL; i++) {
        const char *basis = awol_strength_bases[i];
        char text[AWOL_DAY_TEXT_SIZE];

        if (isnan(awol_strength_at(strength, unit, basis, day)))
            continue;
        if (found != NULL)
            return awol_error_at(opt_error, strength->source, first_place(strength, unit, basis),
                                 "the strength%s%.200s in force on %s stands on two bases, %s and "
                                 "%s: choose one with --basis",
                                 unit[0] == '\0' ? "" : " of ", unit, awol_day_format(day, text),
                                 found, basis);
        found = basis;
    }
    *ret_basis = found;
    return AWOL_OK;
}

static enum awol_status fail_negative(const struct awol_series *series,
                                      const struct awol_series_span *span,
                                      const struct awol_strength *strength,
                                      struct awol_error *opt_error)
{
    char example[AWOL_EXAMPLE_SIZE];
    char men[AWOL_NUMBER_SIZE];

    awol_span_describe(series, span, example);
    return awol_error_at(opt_error, strength->source, (struct awol_place){0, 0},
                         "more men are lost than there were: %s would begin with %s men", example,
                         awol_number_format(span->at_risk, men));
}

/* The bases of two units differ: said here, where the returns stand that do it. */
static enum awol_status refuse_bases(const struct awol_strength *strength,
                                     const struct awol_series *series,
                                     const struct awol_series_span *first,
                                     const struct awol_series_span *span, const char *unit,
                                     struct awol_error *opt_error)
{
    return awol_error_at(opt_error, strength->source, first_place(strength, unit, span->basis),
                         "the strength of %.200s is on the basis %s, that of %.200s on %s: choose "
                         "one with --basis",
                         series->units[span->unit], span->basis, series->units[first->unit],
                         first->basis);
}

static double men_at_risk(const struct awol_series *series, const struct awol_series_span *span,
                          const struct awol_strength *strength, const char *unit, const char *basis,
                          bool less_gone)
{
    double men = awol_strength_at(strength, unit, basis, span->start);
    int64_t since;

    if (less_gone && awol_strength_since(strength, unit, basis, span->start, &since))
        men -= awol_net_gone(series, span, since);
    return men;
}

enum awol_status awol_join_strength(struct awol_series *series,
                                    const struct awol_strength *strength, const char *opt_basis,
                                    bool less_gone, struct awol_count_report *report,
                                    struct awol_error *opt_error)
{
    bool one_unit = has_one_unit(series);
    const struct awol_series_span *first = NULL;
    enum awol_status status;

    if (opt_basis != NULL && (status = check_basis(strength, opt_basis, opt_error)) != AWOL_OK)
        return status;
    for (size_t i = 0; i < series->n_spans; i++) {
        struct awol_series_span *span = &series->spans[i];
        const char *unit = series->units[span->unit];
        const char *basis = opt_basis;

        if (!isnan(span->at_risk))
            continue;
        if (!has_returns(strength, unit))
            unit = one_unit && has_returns(strength, "") ? "" : NULL;
        if (unit != NULL && basis == NULL &&
            (status = find_basis(strength, unit, span->start, &basis, opt_error)) != AWOL_OK)
            return status;
        if (unit != NULL && basis != NULL)
            span->at_risk = men_at_risk(series, span, strength, unit, basis, less_gone);
        if (span->at_risk < 0.0)
            return fail_negative(series, span, strength, opt_error);
        if (!isnan(span->at_risk)) {
            span->basis = awol_arena_string(&series->arena, basis);
            if (span->basis == NULL)
                return awol_error_memory(opt_error);
            if (span->preferred && first != NULL && !awol_text_equal(first->basis, span->basis))
                return refuse_bases(strength, series, first, span, unit, opt_error);
            if (span->preferred)
                first = span;
        } else if (span->preferred) {
            awol_report_add(report, AWOL_REMARK_NO_MEN, 1, series, span);
        }
    }
    return AWOL_OK;
}

static double mean_over(const struct awol_covariates *covariates, const char *name,
                        const char *unit, int64_t start, int64_t end)
{
    double sum = 0.0;

    for (int64_t day = start; day < end;) {
        int64_t until;
        double value = awol_covariate_at(covariates, name, unit, day, &until);

        if (until > end)
            until = end;
        sum += value * (double)(until - day);
        day = until;
    }
    return sum / (double)(end - start);
}

enum awol_status awol_join_covariates(struct awol_series *series,
                                      const struct awol_covariates *covariates,
                                      struct awol_error *opt_error)
{
    const char **names = awol_arena_alloc(&series->arena, (covariates->n + 1) * sizeof names[0]);
    size_t n = 0;

    if (names == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < covariates->n; i++) {
        if (n > 0 && awol_text_equal(names[n - 1], covariates->steps[i].name))
            continue;
        names[n] = awol_arena_string(&series->arena, covariates->steps[i].name);
        if (names[n++] == NULL)
            return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < series->n_spans; i++) {
        struct awol_series_span *span = &series->spans[i];
        double *values = awol_arena_alloc(&series->arena, (n + 1) * sizeof values[0]);

        if (values == NULL)
            return awol_error_memory(opt_error);
        for (size_t j = 0; j < n; j++)
            values[j] =
                mean_over(covariates, names[j], series->units[span->unit], span->start, span->end);
        span->covariates = values;
    }
    series->covariates = names;
    series->n_covariates = n;
    return AWOL_OK;
}
