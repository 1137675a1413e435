/* The table model of a fit, key by key, as a request. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "estimate/refit.h"

/* One row at a time. */
struct reading {
    const struct awol_table *table;
    size_t row, key, value; /* columns */
    struct awol_arena *arena;
    struct awol_request *request;
};

static const char *text_of(const struct reading *r)
{
    return awol_table_cell(r->table, r->row, r->value);
}

static enum awol_status refuse(const struct reading *r, const char *expected,
                               struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    return awol_table_error(r->table, r->row, r->value, opt_error, "%s %s: expected %s",
                            awol_table_cell(r->table, r->row, r->key),
                            awol_text_show(text_of(r), shown, sizeof shown), expected);
}

static enum awol_status read_name(struct reading *r, struct awol_error *opt_error)
{
    r->request->model = awol_model_find(text_of(r));
    return r->request->model ? AWOL_OK : refuse(r, "the name of a model", opt_error);
}

static enum awol_status read_counts(struct reading *r, struct awol_error *opt_error)
{
    static const struct {
        const char *name;
        enum awol_law law;
    } laws[] = {{"nb", AWOL_LAW_NB},
                {"poisson", AWOL_LAW_POISSON},
                {"gp", AWOL_LAW_GP},
                {"binomial", AWOL_LAW_BINOMIAL}};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (strcmp(laws[i].name, text_of(r)) == 0) {
            r->request->law = laws[i].law;
            return AWOL_OK;
        }
    return refuse(r, "nb, poisson, gp or binomial", opt_error);
}

static enum awol_status read_kernel(struct reading *r, struct awol_error *opt_error)
{
    if (strcmp(text_of(r), AWOL_NA) == 0)
        return AWOL_OK;
    for (int i = 0; awol_kernel_names[i]; i++)
        if (strcmp(text_of(r), awol_kernel_names[i]) == 0) {
            r->request->kernel = (enum awol_kernel)i;
            return AWOL_OK;
        }
    return refuse(r, "exponential, lag, all or power", opt_error);
}

static enum awol_status read_bass(struct reading *r, struct awol_error *opt_error)
{
    for (size_t i = 0; awol_bass_names[i]; i++)
        if (strcmp(text_of(r), awol_bass_names[i]) == 0) {
            r->request->bass = (enum awol_bass)i;
            return AWOL_OK;
        }
    return refuse(r, "history, binomial, multinomial or least-squares", opt_error);
}

static enum awol_status read_base_bin(struct reading *r, struct awol_error *opt_error)
{
    r->request->by = awol_arena_string(r->arena, text_of(r));
    return r->request->by ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status read_word(struct reading *r, const char *yes, const char *no,
                                  const char *expected, bool *ret, struct awol_error *opt_error)
{
    if (strcmp(text_of(r), yes) != 0 && strcmp(text_of(r), no) != 0)
        return refuse(r, expected, opt_error);
    *ret = strcmp(text_of(r), yes) == 0;
    return AWOL_OK;
}

static enum awol_status read_background(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "yes", "no", "yes or no", &r->request->background, opt_error);
}

static enum awol_status read_share(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "yes", "no", "yes or no", &r->request->share_between, opt_error);
}

static enum awol_status read_initial(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "steady", "empty", "empty or steady", &r->request->steady, opt_error);
}

static enum awol_status read_estimator(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "maximum a posteriori", "maximum likelihood",
                     "maximum likelihood or maximum a posteriori", &r->request->prior, opt_error);
}

static enum awol_status read_number(struct reading *r, double low, double high,
                                    const char *expected, double *ret, struct awol_error *opt_error)
{
    double value;
    if (!awol_number_parse(text_of(r), &value) || !(value >= low && value <= high))
        return refuse(r, expected, opt_error);
    *ret = value;
    return AWOL_OK;
}

static enum awol_status read_recorded(struct reading *r, struct awol_error *opt_error)
{
    return read_number(r, 1e-6, 1, "a share above 0 and up to 1", &r->request->recorded, opt_error);
}

static enum awol_status read_period(struct reading *r, struct awol_error *opt_error)
{
    return read_number(r, 1e-3, 1e6, "a number of days", &r->request->period_days, opt_error);
}

static enum awol_status read_after(struct reading *r, struct awol_error *opt_error)
{
    double days = 0;
    enum awol_status status = read_number(r, 1, 36525, "a number of days", &days, opt_error);
    if (status == AWOL_OK)
        r->request->after_days = (int64_t)days;
    return status;
}

static enum awol_status read_levels(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "yes", "no", "yes or no", &r->request->levels, opt_error);
}

static enum awol_status read_parties(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "yes", "no", "yes or no", &r->request->parties, opt_error);
}

static enum awol_status read_squares(struct reading *r, struct awol_error *opt_error)
{
    return read_word(r, "yes", "no", "yes or no", &r->request->least_squares, opt_error);
}

/* Cut a copy of the value at its commas. */
static enum awol_status split(struct reading *r, const char ***ret_parts, size_t *ret_n,
                              struct awol_error *opt_error)
{
    char *copy = awol_arena_string(r->arena, text_of(r));
    const char **parts = awol_arena_alloc(r->arena, (strlen(text_of(r)) + 1) * sizeof *parts);
    size_t n = 0;
    if (!copy || !parts)
        return awol_error_memory(opt_error);
    for (char *at = copy; at;) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma = '\0';
        parts[n++] = at;
        at = comma ? comma + 1 : NULL;
    }
    *ret_parts = parts;
    *ret_n = n;
    return AWOL_OK;
}

static enum awol_status read_urgency(struct reading *r, struct awol_error *opt_error)
{
    const char **ids;
    size_t n;
    enum awol_status status = split(r, &ids, &n, opt_error);
    if (status == AWOL_OK) {
        r->request->urgency_ids = ids;
        r->request->n_urgency_ids = n;
    }
    return status;
}

static enum awol_status read_cuts(struct reading *r, struct awol_error *opt_error)
{
    const char **texts;
    size_t n;
    enum awol_status status = split(r, &texts, &n, opt_error);
    int64_t *days = status == AWOL_OK ? awol_arena_alloc(r->arena, n * sizeof *days) : NULL;
    if (!days)
        return status == AWOL_OK ? awol_error_memory(opt_error) : status;
    for (size_t i = 0; i < n; i++)
        if (!awol_day_parse(texts[i], &days[i]) || (i > 0 && days[i] <= days[i - 1]))
            return refuse(r, "days that ascend, as 1777-09-01", opt_error);
    r->request->cuts = days;
    r->request->n_cuts = n;
    return AWOL_OK;
}

static enum awol_status read_observed(struct reading *r, struct awol_error *opt_error)
{
    r->request->observed = awol_arena_string(r->arena, text_of(r));
    return r->request->observed ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status read_day_zero(struct reading *r, struct awol_error *opt_error)
{
    return awol_day_parse(text_of(r), &r->request->origin)
               ? AWOL_OK
               : refuse(r, "a day, as 1777-09-01", opt_error);
}

static enum awol_status read_seed(struct reading *r, struct awol_error *opt_error)
{
    double seed = 0;
    enum awol_status status =
        read_number(r, 0, 9007199254740992.0, "a whole number, 0 or more", &seed, opt_error);
    if (status == AWOL_OK)
        r->request->seed = (int64_t)seed;
    return status;
}

/* ---- effects ------------------------------------------------------------------------------ */

/* The names of offers and covariates among "offer.a,offer.b+c,circumstance.x,cov.rain": what the
 * fit took up. Effects that could not be told apart are joined by +, the first with its prefix. */
struct names {
    const char **offers, **covariates;
    size_t n_offers, n_covariates;
};

static void add_effect(struct names *names, char *effect)
{
    if (strncmp(effect, "cov.", 4) == 0) {
        names->covariates[names->n_covariates++] = effect + 4;
        return;
    }
    bool bare_is_offer = strncmp(effect, "offer.", 6) == 0;
    for (char *part = effect; part;) {
        char *plus = strchr(part, '+');
        if (plus)
            *plus = '\0';
        if (strncmp(part, "offer.", 6) == 0)
            names->offers[names->n_offers++] = part + 6;
        else if (bare_is_offer && !strchr(part, '.'))
            names->offers[names->n_offers++] = part;
        part = plus ? plus + 1 : NULL;
    }
}

static enum awol_status read_offers(struct reading *r, struct awol_error *opt_error)
{
    char *copy = awol_arena_string(r->arena, text_of(r));
    size_t most = strlen(text_of(r)) + 1;
    struct names names = {.offers = awol_arena_alloc(r->arena, most * sizeof *names.offers),
                          .covariates =
                              awol_arena_alloc(r->arena, most * sizeof *names.covariates)};
    if (!copy || !names.offers || !names.covariates)
        return awol_error_memory(opt_error);
    for (char *effect = strcmp(copy, AWOL_NA) == 0 ? NULL : copy; effect;) {
        char *comma = strchr(effect, ',');
        if (comma)
            *comma = '\0';
        add_effect(&names, effect);
        effect = comma ? comma + 1 : NULL;
    }
    r->request->offer_ids = names.offers;
    r->request->n_offer_ids = names.n_offers;
    r->request->covariate_names = names.covariates;
    r->request->n_covariate_names = names.n_covariates;
    return AWOL_OK;
}

/* ---- all keys ----------------------------------------------------------------------------- */

/* Keys without a reader say how well the model fits, or are read where they are needed. */
static const struct key {
    const char *name;
    bool required;
    enum awol_status (*read)(struct reading *r, struct awol_error *opt_error);
} keys[] = {
    {"model", true, read_name},
    {"counts", true, read_counts},
    {"kernel", false, read_kernel},
    {"bass", false, read_bass},
    {"least_squares", false, read_squares},
    {"base_bin", true, read_base_bin},
    {"offers", true, read_offers},
    {"background", false, read_background},
    {"share_between", false, read_share},
    {"initial", false, read_initial},
    {"estimator", false, read_estimator},
    {"recorded", false, read_recorded},
    {"period_days", false, read_period},
    {"urgency", false, read_urgency},
    {"after_deadline_days", false, read_after},
    {"levels", false, read_levels},
    {"parties", false, read_parties},
    {"neighbours", false, NULL},
    {"cuts", false, read_cuts},
    {"observed", false, read_observed},
    {"day_zero", false, read_day_zero},
    {"seed", false, read_seed},
    {"log_likelihood", true, NULL},
    {"data_digest", true, NULL},
    {"rate_unit", false, NULL},
    {"n_observations", false, NULL},
    {"n_parameters", false, NULL},
    {"aicc", false, NULL},
    {"bic", false, NULL},
    {"converged", false, NULL},
    {"second_mode", false, NULL},
    {"version", false, NULL},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

static size_t find_key(const char *name)
{
    size_t i = 0;
    while (i < N_KEYS && strcmp(keys[i].name, name) != 0)
        i++;
    return i;
}

static enum awol_status read_row(struct reading *r, bool *seen, struct awol_error *opt_error)
{
    const char *name = awol_table_cell(r->table, r->row, r->key);
    char shown[AWOL_SHOWN_SIZE];
    size_t i = find_key(name);
    if (i == N_KEYS && strncmp(name, AWOL_FIT_MAXIMUM, strlen(AWOL_FIT_MAXIMUM)) == 0)
        return AWOL_OK;
    awol_text_show(name, shown, sizeof shown);
    if (i == N_KEYS)
        return awol_table_error(r->table, r->row, r->key, opt_error,
                                "the key %s is not known: a switch of a newer version, or a slip",
                                shown);
    if (seen[i])
        return awol_table_error(r->table, r->row, r->key, opt_error, "the key %s stands twice",
                                shown);
    seen[i] = true;
    return keys[i].read ? keys[i].read(r, opt_error) : AWOL_OK;
}

enum awol_status awol_refit_read_model(const struct awol_table *model, struct awol_arena *arena,
                                       struct awol_request *request, struct awol_error *opt_error)
{
    bool seen[N_KEYS] = {false};
    struct reading r = {.table = model, .arena = arena, .request = request};
    enum awol_status status = awol_table_require(model, "key", &r.key, opt_error);
    if (status == AWOL_OK)
        status = awol_table_require(model, "value", &r.value, opt_error);
    for (; status == AWOL_OK && r.row < model->n_rows; r.row++)
        status = read_row(&r, seen, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < N_KEYS; i++)
        if (keys[i].required && !seen[i])
            status = awol_error_at(opt_error, model->source, (struct awol_place){0, 0},
                                   "table model has no key %s", keys[i].name);
    return status;
}
