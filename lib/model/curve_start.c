/* Where the search for a curve begins: a net over when it is steepest and how steep. */
#include <math.h>
#include <stdlib.h>

#include "model/curve.h"

enum { MIDDLES = 12, SPEEDS = 24, BLOCKS = 128 };

struct net {
    const struct awol_curve *curve;
    struct awol_rises rises;
    double *counts, *weights; /* [rises.n]; weight 0: not known */
    double middles[MIDDLES], speeds[SPEEDS];
    size_t n_speeds, n_forms;
    double *losses;   /* by form, speed and middle */
    double low, high; /* of the total */
};

/* ---- the record ---------------------------------------------------------------------------- */

static double count_of(const struct awol_observation *o)
{
    return awol_observation_is_count(o) ? 0.5 * (fmax(o->low, 0) + o->high) : (double)NAN;
}

/* The counts of each block of so many, and how much they weigh. */
static void weigh(struct net *net, size_t block, bool evenly)
{
    const struct awol_campaign_unit *unit = &net->curve->campaign->units[0];
    size_t n = net->rises.n, seen = 0;
    double sum = 0;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed)
            continue;
        net->counts[seen++ / block] += count_of(o);
    }
    for (size_t i = 0; i < n; i++)
        sum += isnan(net->counts[i]) ? 0 : net->counts[i];
    for (size_t i = 0; i < n; i++)
        net->weights[i] = isnan(net->counts[i]) ? 0
                          : evenly              ? 1
                                                : 1 / (net->counts[i] + sum / (double)n + 1);
}

/* Days from the first of the record to the middle of the block by which so much of all had left. */
static double day_of_share(const struct net *net, double share)
{
    double all = 0, sum = 0, day = 0;
    for (size_t i = 0; i < net->rises.n; i++)
        all += net->weights[i] > 0 ? net->counts[i] : 0;
    for (size_t i = 0; i < net->rises.n; i++) {
        if (!(net->weights[i] > 0) || net->rises.first_run[i] == net->rises.first_run[i + 1])
            continue;
        double from = net->rises.days[net->rises.runs[net->rises.first_run[i]].first];
        double to = net->rises.days[net->rises.runs[net->rises.first_run[i + 1] - 1].last];
        day = 0.5 * (from + to);
        sum += net->counts[i];
        if (sum >= share * all)
            break;
    }
    return day;
}

/* Middles before the record, within it by the counts, and after it; speeds from a curve that is
 * hardly bent to one that rises within a bin. */
static void spread(struct net *net)
{
    static const double shares[] = {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95};
    enum { INSIDE = sizeof shares / sizeof *shares };
    double days = awol_campaign_days(net->curve->campaign);
    net->middles[0] = -0.5 * days;
    net->middles[1] = -0.1 * days;
    for (size_t i = 0; i < INSIDE; i++)
        net->middles[2 + i] = day_of_share(net, shares[i]);
    for (size_t i = 0; i < 3; i++)
        net->middles[2 + INSIDE + i] = (1.1 + 0.4 * (double)i) * days;
    for (double speed = 0.5 / days; speed < 4 / net->curve->bin_days && net->n_speeds < SPEEDS;
         speed *= 2)
        net->speeds[net->n_speeds++] = speed;
    net->n_forms = net->curve->type->n_forms;
}

/* ---- the net ------------------------------------------------------------------------------- */

static size_t place_of(const struct net *net, size_t form, size_t speed, size_t middle)
{
    return (form * net->n_speeds + speed) * MIDDLES + middle;
}

/* The curve at a knot of the net with the best total, and how badly it fits. */
static double try_curve(struct net *net, size_t form, size_t speed, size_t middle,
                        double *ret_parameters)
{
    const struct awol_curve *curve = net->curve;
    double xx = 0, xy = 0, yy = 0;
    curve->type->place(curve, net->middles[middle], net->speeds[speed], form, ret_parameters);
    ret_parameters[curve->type->total] = 1;
    awol_rises_look_up(&net->rises, ret_parameters, 0);
    for (size_t i = 0; i < net->rises.n; i++) {
        struct awol_curve_point rise;
        awol_rises_get(&net->rises, i, 0, &rise);
        double y = net->weights[i] > 0 ? net->counts[i] : 0, w = net->weights[i];
        xx += w * rise.share * rise.share;
        xy += w * rise.share * y;
        yy += w * y * y;
    }
    double total = fmin(fmax(xx > 0 ? xy / xx : 0, net->low), net->high);
    double loss = yy - 2 * total * xy + total * total * xx;
    ret_parameters[curve->type->total] = total;
    return isfinite(loss) ? loss : (double)INFINITY;
}

/* Does no knot beside this one fit better? */
static bool is_best_around(const struct net *net, size_t form, size_t speed, size_t middle)
{
    double here = net->losses[place_of(net, form, speed, middle)];
    for (size_t f = form > 0 ? form - 1 : 0; f <= form + 1 && f < net->n_forms; f++)
        for (size_t s = speed > 0 ? speed - 1 : 0; s <= speed + 1 && s < net->n_speeds; s++)
            for (size_t m = middle > 0 ? middle - 1 : 0; m <= middle + 1 && m < MIDDLES; m++) {
                double there = net->losses[place_of(net, f, s, m)];
                bool before = place_of(net, f, s, m) < place_of(net, form, speed, middle);
                if (there < here || (before && !(here < there)))
                    return false;
            }
    return isfinite(here);
}

/* Put a knot among the best, if it is one of them. losses: of those already there. */
static void keep(struct net *net, size_t form, size_t speed, size_t middle,
                 struct awol_curve_starts *starts, double *losses)
{
    double loss = net->losses[place_of(net, form, speed, middle)];
    size_t at = starts->n;
    while (at > 0 && losses[at - 1] > loss)
        at--;
    if (at == AWOL_CURVE_STARTS)
        return;
    starts->n += starts->n < AWOL_CURVE_STARTS;
    for (size_t i = starts->n - 1; i > at; i--) {
        losses[i] = losses[i - 1];
        for (size_t p = 0; p <= AWOL_CURVE_SHAPES; p++)
            starts->values[i][p] = starts->values[i - 1][p];
    }
    losses[at] = loss;
    try_curve(net, form, speed, middle, starts->values[at]);
}

static void search(struct net *net, struct awol_curve_starts *starts)
{
    double losses[AWOL_CURVE_STARTS], scratch[AWOL_CURVE_SHAPES + 1];
    for (size_t f = 0; f < net->n_forms; f++)
        for (size_t s = 0; s < net->n_speeds; s++)
            for (size_t m = 0; m < MIDDLES; m++)
                net->losses[place_of(net, f, s, m)] = try_curve(net, f, s, m, scratch);
    for (size_t f = 0; f < net->n_forms; f++)
        for (size_t s = 0; s < net->n_speeds; s++)
            for (size_t m = 0; m < MIDDLES; m++)
                if (is_best_around(net, f, s, m))
                    keep(net, f, s, m, starts, losses);
}

/* ---- both ---------------------------------------------------------------------------------- */

/* Inside the bounds of the search, and not at them. */
static double inside(const struct awol_parameter *p, double value)
{
    double room = p->scale == AWOL_SCALE_LOG ? 0 : 1e-3 * (p->high - p->low);
    double low = p->scale == AWOL_SCALE_LOG ? 1.001 * p->low : p->low + room;
    double high = p->scale == AWOL_SCALE_LOG ? 0.999 * p->high : p->high - room;
    return low < high ? fmin(fmax(value, low), high) : 0.5 * (p->low + p->high);
}

enum awol_status awol_curve_find_starts(const struct awol_curve *curve,
                                        const struct awol_layout *layout, bool evenly,
                                        struct awol_curve_starts *ret_starts,
                                        struct awol_error *opt_error)
{
    const struct awol_parameter *total = &layout->parameters[curve->type->total];
    size_t block = 1 + curve->campaign->units[0].n_observations / BLOCKS;
    struct awol_curve_starts starts = {.n = 0};
    struct net net = {
        .curve = curve, .low = inside(total, total->low), .high = inside(total, total->high)};
    enum awol_status status = awol_rises_init(&net.rises, curve, block, opt_error);
    if (status != AWOL_OK)
        return status;
    net.counts = calloc(net.rises.n + 1, sizeof *net.counts);
    net.weights = calloc(net.rises.n + 1, sizeof *net.weights);
    net.losses = calloc(curve->type->n_forms * SPEEDS * MIDDLES, sizeof *net.losses);
    if (!net.counts || !net.weights || !net.losses) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    weigh(&net, block, evenly);
    spread(&net);
    search(&net, &starts);
    *ret_starts = starts;
done:
    free(net.losses);
    free(net.weights);
    free(net.counts);
    awol_rises_release(&net.rises);
    return status;
}

bool awol_curve_start(const struct awol_curve_starts *starts, const struct awol_curve *curve,
                      const struct awol_layout *layout, size_t k, double *ret_parameters)
{
    if (k >= starts->n)
        return false;
    for (size_t p = 0; p < layout->n; p++) {
        const struct awol_parameter *parameter = &layout->parameters[p];
        ret_parameters[p] = parameter->role == AWOL_ROLE_EFFECT ? parameter->scale == AWOL_SCALE_LOG
                            : parameter->role == AWOL_ROLE_DISPERSION ? 0.05
                                                                      : parameter->start;
        if (p <= curve->type->n_shapes)
            ret_parameters[p] = inside(parameter, starts->values[k][p]);
    }
    return true;
}
