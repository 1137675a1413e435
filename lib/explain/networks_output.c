/* What came of the cascades, as a stream. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "explain/networks.h"

#define N(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *name, *unit, *meaning;
} values[] = {
#define ROW(key, name, unit, least, greatest, fallback, meaning) {name, unit, meaning},
    AWOL_NETWORKS_VALUES(ROW)
#undef ROW
};

struct output {
    const struct awol_networks *networks;
    const struct awol_networks_result *result;
    struct awol_stream_writer writer;
    double *sizes; /* [n], sorted, of the spread at hand */
};

static void begin_table(struct output *o, const char *name, const char *const *columns, size_t n)
{
    awol_stream_writer_table(&o->writer, name, NULL, 0, columns, n);
}

/* A row: texts as they are, numbers by a format of one letter each, s or d (double). */
static void write_row(struct output *o, const char *format, ...)
{
    enum { MOST = 12 };
    char numbers[MOST][AWOL_NUMBER_SIZE];
    const char *cells[MOST];
    va_list list;
    va_start(list, format);
    for (size_t i = 0; i < MOST && format[i]; i++)
        cells[i] = format[i] == 's' ? va_arg(list, const char *)
                                    : awol_number_format(va_arg(list, double), numbers[i]);
    va_end(list);
    awol_stream_writer_row(&o->writer, cells);
}

/* ---- assumptions ---------------------------------------------------------------------------- */

static void write_assumptions(struct output *o)
{
    static const char *const columns[] = {"name", "value", "unit", "source", "meaning"};
    static const char *const given = "the command line";
    const struct awol_networks *w = o->networks;
    char name[32];
    begin_table(o, "assumptions", columns, N(columns));
    write_row(o, "sssss", "network", awol_networks_names[w->kind], AWOL_NA, given,
              awol_networks_words(w->kind));
    write_row(o, "sdsss", "men", (double)w->men, "men",
              w->kind == AWOL_NETWORKS_UNITS     ? "the table of units"
              : w->kind == AWOL_NETWORKS_DEGREES ? "the table of ties"
                                                 : given,
              "men who can leave");
    for (size_t i = 0; i < w->n_ties; i++) {
        snprintf(name, sizeof name, w->kind == AWOL_NETWORKS_UNITS ? "ties.%zu" : "ties", i);
        write_row(o, "sdsss", name, w->ties[i], "men", given,
                  w->kind != AWOL_NETWORKS_UNITS ? "how many a man heeds, on average"
                  : i == 0 ? "how many a man heeds of his smallest unit, on average"
                           : "how many of other parts of the next larger unit");
    }
    for (size_t i = 0; i < AWOL_NETWORKS_N_VALUES; i++)
        write_row(o, "sdsss", values[i].name, w->values[i], values[i].unit,
                  w->given[i] ? given : "default", values[i].meaning);
}

/* ---- the network ---------------------------------------------------------------------------- */

static void write_network(struct output *o)
{
    static const char *const columns[] = {"quantity", "value", "meaning"};
    const struct awol_vulnerable *v = &o->result->vulnerable;
    const double *x = o->networks->values;
    double low, high;
    if (o->networks->kind == AWOL_NETWORKS_ALL)
        return;
    begin_table(o, "network", columns, N(columns));
    write_row(o, "sds", "mean_ties", o->result->mean_ties,
              "how many a man heeds, in the first network drawn");
    write_row(o, "sds", "vulnerable", v->men,
              "share of the men for whom one comrade who leaves is enough");
    write_row(
        o, "sds", "branching", v->branching,
        "how many vulnerable men one of them puts past their threshold: above 1 a cascade may "
        "run through the network (Watts 2002)");
    write_row(o, "sds", "chance", v->chance,
              "chance that one first man starts a large cascade, were ties joined at random");
    if (x[AWOL_NETWORKS_SD] > 0 || !(x[AWOL_NETWORKS_MEAN] > 0) || !(x[AWOL_NETWORKS_MEAN] < 1) ||
        x[AWOL_NETWORKS_NEVER] > 0 || !awol_network_window(x[AWOL_NETWORKS_MEAN], &low, &high))
        return;
    write_row(o, "sds", "window_low", low,
              "mean number of random ties below which no cascade runs: the network falls apart");
    write_row(o, "sds", "window_high", high,
              "and above which none runs: each man heeds too many to be moved by one");
}

/* ---- cascades ------------------------------------------------------------------------------- */

static const struct awol_networks_cascade *cascade_of(const struct output *o, size_t k, size_t s)
{
    return &o->result->cascades[k * AWOL_NETWORKS_SPREADS + s];
}

static void write_cascades(struct output *o)
{
    static const char *const columns[] = {"replicate", "spread", "left", "share", "rounds"};
    begin_table(o, "cascades", columns, N(columns));
    for (size_t k = 0; k < o->result->n; k++)
        for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++)
            if (o->networks->spread[s])
                write_row(o, "dsddd", (double)(o->networks->first_replicate + k),
                          awol_networks_spreads[s], cascade_of(o, k, s)->left,
                          cascade_of(o, k, s)->left / (double)o->networks->men,
                          (double)cascade_of(o, k, s)->rounds);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sort_sizes(struct output *o, size_t spread)
{
    for (size_t k = 0; k < o->result->n; k++)
        o->sizes[k] = cascade_of(o, k, spread)->left;
    qsort(o->sizes, o->result->n, sizeof *o->sizes, ascending);
}

static size_t at_least(const struct output *o, double size)
{
    size_t n = 0;
    for (size_t k = 0; k < o->result->n; k++)
        n += o->sizes[k] >= size;
    return n;
}

/* 0, 1, 2, 3-4, 5-8, …: each class reaches twice as far as the one before. */
static void write_sizes(struct output *o, size_t spread)
{
    double men = (double)o->networks->men, n = (double)o->result->n;
    for (double least = 0, most = 0; least <= men; least = most + 1) {
        most = least == 0 ? 0 : least == 1 ? 1 : 2 * (least - 1);
        most = fmin(most, men);
        double here = (double)(at_least(o, least) - at_least(o, most + 1));
        write_row(o, "sddddd", awol_networks_spreads[spread], least, most, here, here / n,
                  (double)at_least(o, least) / n);
    }
}

static void write_all_sizes(struct output *o)
{
    static const char *const columns[] = {"spread",   "least", "most",
                                          "cascades", "share", "share_at_least"};
    begin_table(o, "cascade_sizes", columns, N(columns));
    for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++) {
        if (!o->networks->spread[s])
            continue;
        sort_sizes(o, s);
        write_sizes(o, s);
    }
}

/* ---- units and spreads ------------------------------------------------------------------------
 */

static void write_units(struct output *o)
{
    static const char *const columns[] = {"unit",       "parent", "men",  "mean_ties",
                                          "vulnerable", "spread", "left", "half_left"};
    const struct awol_nesting *nesting = o->networks->opt_nesting;
    double n = (double)o->result->n;
    if (!nesting)
        return;
    begin_table(o, "network_units", columns, N(columns));
    for (size_t i = 0; i < nesting->n; i++) {
        const struct awol_nest *nest = &nesting->nests[i];
        const struct awol_networks_tally *t = &o->result->nests[i];
        double men = nest->last - nest->first;
        for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++)
            if (o->networks->spread[s])
                write_row(o, "ssdddsdd", nest->name,
                          nest->parent == SIZE_MAX ? "" : nesting->nests[nest->parent].name, men,
                          (double)t->ties / (men * n), t->vulnerable / (men * n),
                          awol_networks_spreads[s], (double)t->left[s] / (men * n),
                          (double)t->half[s] / n);
    }
}

/* One of the sorted numbers. */
static double quantile(const struct output *o, double p)
{
    double at = ceil(p * (double)o->result->n) - 1;
    return o->sizes[at > 0 ? (size_t)at : 0];
}

static void write_spreads(struct output *o)
{
    static const char *const columns[] = {"spread", "mean",  "median",  "low",
                                          "high",   "large", "large_se"};
    double n = (double)o->result->n;
    begin_table(o, "spreads", columns, N(columns));
    for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++) {
        double sum = 0;
        if (!o->networks->spread[s])
            continue;
        sort_sizes(o, s);
        for (size_t k = 0; k < o->result->n; k++)
            sum += o->sizes[k];
        double large = (double)at_least(o, o->networks->values[AWOL_NETWORKS_LARGE] *
                                               (double)o->networks->men) /
                       n;
        write_row(o, "sdddddd", awol_networks_spreads[s], sum / n, quantile(o, 0.5),
                  quantile(o, 0.05), quantile(o, 0.95), large, sqrt(large * (1 - large) / n));
    }
}

/* ---- in words ---------------------------------------------------------------------------------
 */

static void say(struct output *o, const char *topic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(struct output *o, const char *topic, const char *format, ...)
{
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    write_row(o, "ss", topic, text);
}

static void say_cascades(struct output *o, size_t spread)
{
    static const char *const how[] = {"spread evenly", "spread unit by unit"};
    const double *x = o->networks->values;
    char number[6][AWOL_NUMBER_SIZE], offer[160] = "";
    sort_sizes(o, spread);
    if (x[AWOL_NETWORKS_REACHED] > 0)
        snprintf(offer, sizeof offer, "an offer that reaches %s of them, %s, and ",
                 awol_number_format_short(x[AWOL_NETWORKS_REACHED], 6, number[0]), how[spread]);
    double share = (double)at_least(o, x[AWOL_NETWORKS_LARGE] * (double)o->networks->men) /
                   (double)o->result->n;
    say(o, "cascades",
        "If men wait for each other so: of %zu men, with %s%s first to leave, %s leave in all in "
        "the middling one of %zu cascades, between %s and %s in nine of ten; %s of 100 reach a "
        "share of %s.",
        o->networks->men, offer, awol_number_format_short(x[AWOL_NETWORKS_FIRST], 6, number[1]),
        awol_number_format_short(quantile(o, 0.5), 6, number[2]), o->result->n,
        awol_number_format_short(quantile(o, 0.05), 6, number[3]),
        awol_number_format_short(quantile(o, 0.95), 6, number[4]),
        awol_number_format_short(100 * share, 3, number[5]),
        awol_number_format_short(x[AWOL_NETWORKS_LARGE], 3, number[0]));
}

static void write_summary(struct output *o)
{
    static const char *const columns[] = {"topic", "text"};
    const struct awol_vulnerable *v = &o->result->vulnerable;
    char number[2][AWOL_NUMBER_SIZE];
    begin_table(o, "summary", columns, N(columns));
    say(o, "caution",
        "NOT AN ESTIMATE. Every number here follows from assumptions, which are listed in the "
        "table "
        "assumptions; none of them was fitted to a record, and other assumptions give other "
        "numbers.");
    if (o->networks->kind != AWOL_NETWORKS_ALL)
        say(o, "vulnerable",
            "For a share of %s of the men one comrade who leaves is enough; each such man who "
            "leaves "
            "puts %s more past their threshold: %s.",
            awol_number_format_short(v->men, 3, number[0]),
            awol_number_format_short(v->branching, 3, number[1]),
            v->branching > 1 ? "more than one, so that a single man may start a large cascade"
                             : "fewer than one, so that what a single man starts dies out");
    for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++)
        if (o->networks->spread[s])
            say_cascades(o, s);
}

enum awol_status awol_networks_write(const struct awol_networks *networks, FILE *file,
                                     struct awol_error *opt_error)
{
    struct awol_networks_result result;
    struct output o = {.networks = networks, .result = &result};
    char text[64];
    enum awol_status status = awol_networks_draw(networks, &result, opt_error);
    if (status != AWOL_OK)
        return status;
    o.sizes = calloc(result.n + 1, sizeof *o.sizes);
    if (!o.sizes) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    awol_stream_writer_begin(&o.writer, file, "network");
    awol_stream_writer_header(
        &o.writer, "caution",
        "NOT AN ESTIMATE: computed from assumptions, not from any record; the "
        "table assumptions has all of them");
    awol_stream_writer_header(&o.writer, "command", networks->command);
    snprintf(text, sizeof text, "%llu", (unsigned long long)networks->seed);
    awol_stream_writer_header(&o.writer, "seed", text);
    snprintf(text, sizeof text, "%lu:%lu", (unsigned long)networks->first_replicate,
             (unsigned long)networks->last_replicate);
    awol_stream_writer_header(&o.writer, "replicates", text);
    write_assumptions(&o);
    write_network(&o);
    write_cascades(&o);
    write_all_sizes(&o);
    write_units(&o);
    write_spreads(&o);
    write_summary(&o);
    status = awol_stream_writer_end(&o.writer, opt_error);
    free(o.sizes);
done:
    awol_networks_result_release(&result);
    return status;
}
