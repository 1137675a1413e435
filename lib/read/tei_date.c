#include "read/tei_date.h"

#include <string.h>

#include "date/edtf.h"
#include "date/tei.h"

const char *const awol_tei_dating_names[AWOL_TEI_N_DATINGS] = {"when", "notBefore", "notAfter",
                                                               "from", "to"};

/* One call. */
struct work {
    const struct awol_tei_dates *dates;
    const char *source;
    struct awol_place where;
    struct awol_error *opt_error;
};

static enum awol_status refuse(const struct work *work, enum awol_tei_dating dating, bool iso,
                               size_t byte, const char *what)
{
    const struct awol_tei_attribute *const attribute =
        iso ? &work->dates->iso[dating] : &work->dates->w3c[dating];
    struct awol_place place = attribute->place;
    char shown[AWOL_SHOWN_SIZE];

    place.column += byte;
    return awol_error_at(work->opt_error, work->source, place, "@%s%s %s: %s",
                         awol_tei_dating_names[dating], iso ? "-iso" : "",
                         awol_text_show(attribute->value, shown, sizeof shown), what);
}

/* ---- one attribute of either kind --------------------------------------------------------- */

static bool has(const struct work *work, enum awol_tei_dating dating)
{
    return work->dates->w3c[dating].value || work->dates->iso[dating].value;
}

static enum awol_status check_edtf(const struct work *work, enum awol_tei_dating dating, bool iso,
                                   const char *date, struct awol_edtf *ret_edtf)
{
    struct awol_error inner;

    if (awol_edtf_parse(date, ret_edtf, &inner) != AWOL_OK)
        return refuse(work, dating, iso, iso && inner.place.column > 0 ? inner.place.column - 1 : 0,
                      inner.message);
    if (dating != AWOL_TEI_WHEN && ret_edtf->form != AWOL_EDTF_DATE)
        return refuse(work, dating, iso, 0, "one end of an interval is one date");
    return AWOL_OK;
}

static enum awol_status read_w3c(const struct work *work, enum awol_tei_dating dating,
                                 struct awol_text *date, const char **ret_rule)
{
    struct awol_error inner;
    const char *rule = "";
    const enum awol_status status =
        awol_tei_value(work->dates->w3c[dating].value, date, &rule, &inner);

    if (status == AWOL_DATA)
        return refuse(work, dating, false, inner.place.column - 1, inner.message);
    if (status != AWOL_OK)
        return awol_error_memory(work->opt_error);
    if (rule[0] != '\0')
        *ret_rule = rule;
    return AWOL_OK;
}

static bool is_same_span(struct awol_span a, struct awol_span b)
{
    return awol_span_contains(a, b) && awol_span_contains(b, a);
}

/* Append what an attribute says in whichever form; both must say the same. */
static enum awol_status append_date(const struct work *work, enum awol_tei_dating dating,
                                    struct awol_text *date, const char **ret_rule)
{
    const char *const iso = work->dates->iso[dating].value;
    struct awol_edtf edtf = {0}, other = {0};
    const size_t begin = date->length;
    enum awol_status status = AWOL_OK;

    if (iso && (status = check_edtf(work, dating, true, iso, &edtf)) != AWOL_OK)
        return status;
    if (work->dates->w3c[dating].value) {
        status = read_w3c(work, dating, date, ret_rule);
        if (status == AWOL_OK && (status = awol_text_check(date, work->opt_error)) == AWOL_OK)
            status = check_edtf(work, dating, false, date->bytes + begin, &other);
        if (status != AWOL_OK)
            return status;
        if (iso && !is_same_span(edtf.span, other.span))
            return refuse(work, dating, true, 0, "it differs from the attribute without -iso");
        return AWOL_OK;
    }
    awol_text_append(date, iso);
    return awol_text_check(date, work->opt_error);
}

/* ---- all of them -------------------------------------------------------------------------- */

bool awol_tei_has_dates(const struct awol_tei_dates *dates)
{
    bool any = dates->is_custom;

    for (int i = 0; i < AWOL_TEI_N_DATINGS; i++)
        any = any || dates->w3c[i].value || dates->iso[i].value;
    return any;
}

static enum awol_status check_together(const struct work *work)
{
    static const enum awol_tei_dating pairs[][2] = {
        {AWOL_TEI_WHEN, AWOL_TEI_NOT_BEFORE}, {AWOL_TEI_WHEN, AWOL_TEI_NOT_AFTER},
        {AWOL_TEI_WHEN, AWOL_TEI_FROM},       {AWOL_TEI_WHEN, AWOL_TEI_TO},
        {AWOL_TEI_FROM, AWOL_TEI_NOT_BEFORE}, {AWOL_TEI_TO, AWOL_TEI_NOT_AFTER},
    };
    bool any = false;

    for (int i = 0; i < AWOL_TEI_N_DATINGS; i++)
        any = any || has(work, (enum awol_tei_dating)i);
    if (!any)
        return awol_error_at(
            work->opt_error, work->source, work->where, "%s",
            work->dates->is_custom
                ? "the only dates are -custom ones, which only their makers can read"
                : "the date is not known: the element has no @when, @notBefore, "
                  "@notAfter, @from or @to");
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (has(work, pairs[i][0]) && has(work, pairs[i][1]))
            return awol_error_at(
                work->opt_error, work->source, work->where, "@%s and @%s exclude each other",
                awol_tei_dating_names[pairs[i][0]], awol_tei_dating_names[pairs[i][1]]);
    }
    return AWOL_OK;
}

static struct awol_place place_of(const struct work *work, enum awol_tei_dating dating)
{
    return work->dates->w3c[dating].value ? work->dates->w3c[dating].place
                                          : work->dates->iso[dating].place;
}

static const char *value_of(const struct work *work, enum awol_tei_dating dating)
{
    return work->dates->w3c[dating].value ? work->dates->w3c[dating].value
                                          : work->dates->iso[dating].value;
}

/* One date: when, or the beginning of a state. */
static enum awol_status read_one(const struct work *work, enum awol_tei_dating dating,
                                 struct awol_tei_dated *dated)
{
    const enum awol_status status = append_date(work, dating, &dated->date, &dated->rule);

    if (status != AWOL_OK)
        return status;
    dated->place = place_of(work, dating);
    if (dated->rule[0] != '\0')
        awol_text_append(&dated->text, value_of(work, dating));
    if (dating == AWOL_TEI_FROM && dated->rule[0] == '\0')
        dated->rule = "tei-from";
    return awol_text_check(&dated->text, work->opt_error);
}

static enum awol_status append_end(const struct work *work, enum awol_tei_dating dating,
                                   struct awol_tei_dated *dated)
{
    if (!has(work, dating)) {
        awol_text_append(&dated->date, "..");
        awol_text_append(&dated->text, "..");
        return AWOL_OK;
    }
    awol_text_append(&dated->text, value_of(work, dating));
    return append_date(work, dating, &dated->date, &dated->rule);
}

static enum awol_status read_interval(const struct work *work, struct awol_tei_dated *dated)
{
    const bool from = has(work, AWOL_TEI_FROM), to = has(work, AWOL_TEI_TO);
    const enum awol_tei_dating first = from ? AWOL_TEI_FROM : AWOL_TEI_NOT_BEFORE;
    const enum awol_tei_dating last = to ? AWOL_TEI_TO : AWOL_TEI_NOT_AFTER;
    const char *const date = value_of(work, first), *const end = value_of(work, last);
    struct awol_edtf edtf;
    struct awol_error inner;
    enum awol_status status;

    dated->place = place_of(work, has(work, first) ? first : last);
    status = append_end(work, first, dated);
    if (status != AWOL_OK)
        return status;
    if (!date || !end || strcmp(date, end) != 0) {
        awol_text_append(&dated->date, "/");
        awol_text_append(&dated->text, "/");
        status = append_end(work, last, dated);
    }
    if (status == AWOL_OK)
        status = awol_text_check(&dated->date, work->opt_error);
    if (status != AWOL_OK)
        return status;
    if (awol_edtf_parse(awol_text_string(&dated->date), &edtf, &inner) != AWOL_OK)
        return awol_error_at(work->opt_error, work->source, dated->place, "@%s and @%s: %s",
                             awol_tei_dating_names[first], awol_tei_dating_names[last],
                             inner.message);
    if (dated->rule[0] == '\0') {
        awol_text_clear(&dated->text);
        dated->rule = from || to ? "tei-from-to" : "";
    }
    return awol_text_check(&dated->text, work->opt_error);
}

enum awol_status awol_tei_date(const struct awol_tei_dates *dates, struct awol_tei_dated *dated,
                               const char *source, struct awol_place where,
                               struct awol_error *opt_error)
{
    const struct work work = {dates, source, where, opt_error};
    const enum awol_status status = check_together(&work);

    awol_text_clear(&dated->date);
    awol_text_clear(&dated->text);
    dated->rule = "";
    dated->place = where;
    if (status != AWOL_OK)
        return status;
    if (has(&work, AWOL_TEI_WHEN))
        return read_one(&work, AWOL_TEI_WHEN, dated);
    if (dates->lasts && has(&work, AWOL_TEI_FROM))
        return read_one(&work, AWOL_TEI_FROM, dated);
    return read_interval(&work, dated);
}
