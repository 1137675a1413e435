#include "tool/networks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "explain/networks.h"
#include "read/input.h"
#include "tool/estimation.h"
#include "tool/replicates.h"

static enum awol_status read_ties(const struct awol_arguments *arguments, struct awol_arena *arena,
                                  struct awol_networks *networks, struct awol_error *error)
{
    const char *const *texts;
    bool wanted = networks->kind == AWOL_NETWORKS_RANDOM || networks->kind == AWOL_NETWORKS_UNITS;
    enum awol_status status =
        awol_arguments_list(arguments, "ties", arena, &texts, &networks->n_ties, error);
    double *ties = awol_arena_alloc(arena, (networks->n_ties + 1) * sizeof *ties);
    if (status == AWOL_OK && !ties)
        status = awol_error_memory(error);
    if (status != AWOL_OK)
        return status;
    if (wanted != (networks->n_ties > 0))
        return awol_arguments_refuse(arguments, "ties", error,
                                     wanted ? "how many a man heeds has to be given"
                                            : "it goes with --network random and units");
    if (networks->kind == AWOL_NETWORKS_RANDOM && networks->n_ties > 1)
        return awol_arguments_refuse(arguments, "ties", error, "one number was expected");
    for (size_t i = 0; i < networks->n_ties; i++)
        if (!awol_number_parse(texts[i], &ties[i]) || !(ties[i] >= 0 && ties[i] <= 1e8))
            return awol_arguments_refuse(arguments, "ties", error,
                                         "a number of men from 0 on was expected, not “%.40s”",
                                         texts[i]);
    networks->ties = ties;
    return AWOL_OK;
}

/* Nobody heeds more men than there are. */
static enum awol_status check_ties(const struct awol_arguments *arguments,
                                   const struct awol_networks *networks, struct awol_error *error)
{
    const double others = (double)networks->men - 1;
    double most = networks->kind == AWOL_NETWORKS_RANDOM ? networks->ties[0] : 0;
    for (size_t i = 0; networks->opt_degrees && i < networks->men; i++)
        most = fmax(most, networks->opt_degrees[i]);
    if (most > others)
        return awol_arguments_refuse(arguments, networks->opt_degrees ? "degrees" : "ties", error,
                                     "a man heeds %g, and there are %g others", most, others);
    return AWOL_OK;
}

/* A tie has two ends: of an odd number of ends one is left over. */
static void warn_odd(const struct awol_arguments *arguments, const struct awol_networks *networks)
{
    uint64_t ends = 0;
    for (size_t i = 0; networks->opt_degrees && i < networks->men; i++)
        ends += networks->opt_degrees[i];
    if (ends % 2 != 0)
        awol_arguments_warn(arguments,
                            "--degrees: the men have %llu ties together, an odd number, and a tie "
                            "joins two: in each network one man has one fewer",
                            (unsigned long long)ends);
}

static enum awol_status read_spreads(const struct awol_arguments *arguments,
                                     struct awol_arena *arena, struct awol_networks *networks,
                                     struct awol_error *error)
{
    const char *const *texts;
    size_t n;
    bool units = networks->kind == AWOL_NETWORKS_UNITS;
    enum awol_status status = awol_arguments_list(arguments, "spread", arena, &texts, &n, error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        size_t s = 0;
        while (awol_networks_spreads[s] && strcmp(awol_networks_spreads[s], texts[i]) != 0)
            s++;
        if (!awol_networks_spreads[s] || (s == AWOL_NETWORKS_BY_UNIT && !units))
            return awol_arguments_refuse(
                arguments, "spread", error,
                "even was expected, or with --network units also units, not "
                "“%.40s”",
                texts[i]);
        networks->spread[s] = true;
    }
    if (n == 0) {
        networks->spread[AWOL_NETWORKS_EVEN] = true;
        networks->spread[AWOL_NETWORKS_BY_UNIT] =
            units && networks->values[AWOL_NETWORKS_REACHED] > 0;
    }
    return status;
}

/* Numbers of ties of all men, from a table of how many have how many. */
static enum awol_status read_degrees(const struct awol_table *table, struct awol_networks *networks,
                                     uint32_t **degrees, struct awol_error *error)
{
    size_t ties_at, men_at;
    double ties, men;
    enum awol_status status = awol_table_require(table, "ties", &ties_at, error);
    if (status == AWOL_OK)
        status = awol_table_require(table, "men", &men_at, error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        status = awol_table_number(table, row, ties_at, &ties, error);
        if (status == AWOL_OK)
            status = awol_table_number(table, row, men_at, &men, error);
        if (status != AWOL_OK)
            return status;
        if (!(ties >= 0 && ties <= 1e8 && ties == floor(ties)))
            return awol_table_error(table, row, ties_at, error,
                                    "a whole number of ties was expected");
        if (!(men >= 0 && men <= (double)(AWOL_NETWORK_MOST_MEN - networks->men) &&
              men == floor(men)))
            return awol_table_error(table, row, men_at, error,
                                    "a whole number of men was expected, %zu at most in all",
                                    AWOL_NETWORK_MOST_MEN);
        uint32_t *longer = realloc(*degrees, (networks->men + (size_t)men + 1) * sizeof *longer);
        if (!longer)
            return awol_error_memory(error);
        *degrees = longer;
        for (size_t i = 0; i < (size_t)men; i++)
            longer[networks->men++] = (uint32_t)ties;
    }
    networks->opt_degrees = *degrees;
    return status;
}

/* What a network is made of. */
struct network_files {
    struct awol_table degrees_table, units_table;
    uint32_t *degrees;
    struct awol_units units;
    struct awol_nesting nesting;
};

static enum awol_status lay_out_units(const char *path, struct network_files *files,
                                      struct awol_error *error)
{
    struct awol_error why;
    enum awol_status status = awol_nesting_init(&files->nesting, &files->units, &why);
    if (status == AWOL_OK)
        return AWOL_OK;
    if (status == AWOL_DATA)
        return awol_error_at(error, path, (struct awol_place){0, 0}, "%s", why.message);
    return awol_error_set(error, status, "%s", why.message);
}

static enum awol_status read_men(const struct awol_arguments *arguments,
                                 struct network_files *files, struct awol_networks *networks,
                                 struct awol_error *error)
{
    static const char *const needed[] = {"men", "men", "degrees", "units"};
    const char *option = needed[networks->kind];
    for (size_t i = 1; i < 4; i++)
        if (strcmp(needed[i], option) != 0 && awol_arguments_has(arguments, needed[i]))
            return awol_arguments_refuse(arguments, needed[i], error,
                                         "with --network %s the men come from --%s",
                                         awol_networks_names[networks->kind], option);
    if (!awol_arguments_has(arguments, option))
        return awol_error_set(error, AWOL_USAGE, "--network %s needs --%s",
                              awol_networks_names[networks->kind], option);
    const char *path = awol_arguments_text(arguments, option, NULL);
    enum awol_status status = AWOL_OK;
    if (networks->kind == AWOL_NETWORKS_DEGREES) {
        status = awol_input_table(path, "degrees", &files->degrees_table, error);
        if (status == AWOL_OK)
            status = read_degrees(&files->degrees_table, networks, &files->degrees, error);
    } else if (networks->kind == AWOL_NETWORKS_UNITS) {
        status = awol_input_table(path, "units", &files->units_table, error);
        if (status == AWOL_OK)
            status = awol_units_from_table(&files->units_table, &files->units, error);
        if (status == AWOL_OK)
            status = lay_out_units(path, files, error);
        networks->opt_nesting = &files->nesting;
        networks->men = files->nesting.men;
    } else {
        networks->men = (size_t)awol_arguments_number(arguments, "men", 1);
    }
    if (status == AWOL_OK && networks->kind == AWOL_NETWORKS_UNITS &&
        networks->n_ties > files->nesting.n_levels)
        return awol_arguments_refuse(arguments, "ties", error,
                                     "%zu numbers, and the units lie in %zu levels",
                                     networks->n_ties, files->nesting.n_levels);
    if (status == AWOL_OK && (networks->men == 0 || networks->men > AWOL_NETWORK_MOST_MEN))
        status = awol_error_set(error, AWOL_USAGE, "a network has from 1 to %zu men",
                                AWOL_NETWORK_MOST_MEN);
    return status;
}

enum awol_status awol_networks_check(const struct awol_arguments *arguments,
                                     struct awol_error *error)
{
    static const char *const others[] = {
        "model",  "as",    "draw",   "from",          "days",       "by",
        "unit",   "first", "offers", "circumstances", "covariates", "counts",
        "kernel", "cuts",  "bass",   "initial",       "recorded",   "party"};
    static const char *const own[] = {"ties", "degrees", "spread"};
    bool network = awol_arguments_has(arguments, "network");
    for (size_t i = 0; network && i < sizeof others / sizeof *others; i++)
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error,
                                         "it has no meaning with --network");
    for (size_t i = 0; !network && i < sizeof own / sizeof *own; i++)
        if (awol_arguments_has(arguments, own[i]))
            return awol_arguments_refuse(arguments, own[i], error, "it goes with --network");
    if (network && awol_arguments_n_operands(arguments) > 0)
        return awol_error_set(error, AWOL_USAGE, "--network takes no fit: “%.80s” is one too many",
                              awol_arguments_operand(arguments, 0));
    return AWOL_OK;
}

enum awol_status awol_networks_run(struct awol_arguments *arguments,
                                   const struct awol_settings *values, struct awol_arena *arena,
                                   struct awol_error *error)
{
    struct network_files files = {.degrees = NULL};
    struct awol_replicates which;
    struct awol_networks networks = {
        .kind = (enum awol_networks_kind)awol_arguments_choice(arguments, "network",
                                                               awol_networks_names),
        .seed = (uint64_t)awol_estimation_seed(arguments, AWOL_ESTIMATION_SEED),
        .n_threads = awol_estimation_threads(arguments),
        .command = awol_arguments_command(arguments)};
    enum awol_status status = awol_networks_read(&networks, values, error);
    if (status == AWOL_OK)
        status = read_ties(arguments, arena, &networks, error);
    if (status == AWOL_OK)
        status = read_men(arguments, &files, &networks, error);
    if (status == AWOL_OK)
        status = check_ties(arguments, &networks, error);
    if (status == AWOL_OK)
        warn_odd(arguments, &networks);
    if (status == AWOL_OK)
        status = read_spreads(arguments, arena, &networks, error);
    if (status == AWOL_OK)
        status = awol_replicates_read(arguments, "1000", &which, error);
    if (status == AWOL_OK) {
        networks.first_replicate = which.first;
        networks.last_replicate = which.last;
        status = awol_networks_write(&networks, awol_arguments_output(arguments), error);
    }
    awol_nesting_release(&files.nesting);
    awol_units_release(&files.units);
    awol_table_release(&files.units_table);
    awol_table_release(&files.degrees_table);
    free(files.degrees);
    return status;
}
