#include <math.h>
#include <string.h>

#include "model/state.h"
#include "model/step.h"

/* ---- newcomers ---------------------------------------------------------------------------- */

static void set_newcomers(struct awol_filter *f, size_t u, double *d_log)
{
    struct awol_bin *bin = &f->bin;
    bin->a[u] =
        awol_newcomers_mean(&f->newcomers, &f->group[u], bin->t, f->want_gradient ? d_log : NULL,
                            f->want_parts ? &bin->a_without[u] : NULL);
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        bin->d_a[p * f->n_units + u] = bin->a[u] * d_log[p];
}

/* ---- the maps ----------------------------------------------------------------------------- */

int awol_map_derivative(const struct awol_filter *f, size_t p)
{
    if (p == f->layout->eta)
        return 1 + AWOL_MAP_ETA;
    if (p == f->layout->tau)
        return 1 + AWOL_MAP_TAU;
    if (awol_is_urgency(f, p))
        return 1 + AWOL_MAP_PARAMETERS + (int)(p - f->layout->urgency);
    return p == f->layout->share ? 1 + AWOL_MAP_SHARE : 0;
}

/* The ratio of each unit and how the urgencies turn it. */
static void set_ratio(struct awol_filter *f, size_t u)
{
    struct awol_bin *bin = &f->bin;
    const struct awol_campaign_unit *unit = &f->group[u];
    const struct awol_layout *l = f->layout;
    bin->ratio[u] = unit->ratio[bin->t];
    if (l->n_urgency == 0)
        return;
    double factor =
        awol_exposure_mean(unit->exposure, bin->t, f->turns, false, f->newcomers.by_coefficient);
    for (size_t k = 0; k < l->n_urgency; k++) {
        size_t p = l->urgency + k;
        f->maps.turns[k * f->n_units + u] =
            bin->ratio[u] * f->newcomers.by_coefficient[l->parameters[p].index] / f->parameters[p];
    }
    bin->ratio[u] *= factor;
}

static double at(const struct awol_filter *f, int derivative, int kind, size_t u, size_t v)
{
    return awol_maps_get(&f->maps, derivative, kind)[u * f->n_units + v];
}

/* sum_v first(u,v) p_v + second(u,v) q_v */
static double combine(const struct awol_filter *f, int derivative, int first, const double *p,
                      int second, const double *q, size_t u)
{
    const double *one = awol_maps_get(&f->maps, derivative, first) + u * f->n_units;
    const double *two = awol_maps_get(&f->maps, derivative, second) + u * f->n_units;
    double sum = 0;
    for (size_t v = 0; v < f->n_units; v++)
        sum += one[v] * p[v] + two[v] * q[v];
    return sum;
}

static void set_start(struct awol_filter *f)
{
    struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    for (size_t u = 0; u < n; u++) {
        bool clamped = f->mean[u] < 0, floored = false;
        bin->x[u] = clamped ? 0 : f->mean[u];
        bin->g[u] = 1;
        if (f->setup->background) {
            floored = f->mean[n + u] < AWOL_BACKGROUND_FLOOR;
            bin->g[u] = floored ? AWOL_BACKGROUND_FLOOR : f->mean[n + u];
        }
        bin->arrivals[u] = bin->a[u] * bin->g[u];
        for (size_t p = 0; p < awol_n_wanted(f); p++) {
            const double *d = awol_d_mean(f, p);
            double d_g = f->setup->background && !floored ? d[n + u] : 0;
            bin->d_x[p * n + u] = clamped ? 0 : d[u];
            bin->d_g[p * n + u] = d_g;
            bin->d_arrivals[p * n + u] = bin->g[u] * bin->d_a[p * n + u] + bin->a[u] * d_g;
        }
    }
}

static void set_means(struct awol_filter *f)
{
    struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    double decay = f->maps.decay;
    for (size_t u = 0; u < n; u++) {
        bin->m[u] = combine(f, 0, AWOL_MAP_A, bin->arrivals, AWOL_MAP_B, bin->x, u);
        bin->xb[u] = combine(f, 0, AWOL_MAP_F, bin->arrivals, AWOL_MAP_E, bin->x, u);
        bin->w[u] = bin->m[u] > 0 ? (bin->xb[u] - decay * bin->x[u]) / bin->m[u] : 0;
        for (size_t p = 0; p < awol_n_wanted(f); p++) {
            size_t i = p * n + u;
            const double *d_arrivals = bin->d_arrivals + p * n, *d_x = bin->d_x + p * n;
            int k = awol_map_derivative(f, p);
            double d_decay = p == f->layout->tau ? f->maps.decay_by_tau : 0;
            bin->d_m[i] = combine(f, 0, AWOL_MAP_A, d_arrivals, AWOL_MAP_B, d_x, u);
            bin->d_xb[i] = combine(f, 0, AWOL_MAP_F, d_arrivals, AWOL_MAP_E, d_x, u);
            if (k) {
                bin->d_m[i] += combine(f, k, AWOL_MAP_A, bin->arrivals, AWOL_MAP_B, bin->x, u);
                bin->d_xb[i] += combine(f, k, AWOL_MAP_F, bin->arrivals, AWOL_MAP_E, bin->x, u);
            }
            bin->d_w[i] = bin->m[u] > 0 ? (bin->d_xb[i] - decay * d_x[u] - bin->x[u] * d_decay -
                                           bin->w[u] * bin->d_m[i]) /
                                              bin->m[u]
                                        : 0;
        }
    }
}

/* ---- variances ---------------------------------------------------------------------------- */

/* Row u of the map from the state (x, g) to the mean count, or its derivative by parameter p (p =
 * SIZE_MAX: the row itself). */
static void mean_row(const struct awol_filter *f, size_t u, size_t p, double *row)
{
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    int k = p == SIZE_MAX ? 0 : awol_map_derivative(f, p);
    for (size_t v = 0; v < n; v++) {
        bool changes = p == SIZE_MAX || k != 0;
        row[v] = changes ? at(f, k, AWOL_MAP_B, u, v) : 0;
        if (f->setup->background) {
            row[n + v] = changes ? at(f, k, AWOL_MAP_A, u, v) * bin->a[v] : 0;
            if (p != SIZE_MAX)
                row[n + v] += at(f, 0, AWOL_MAP_A, u, v) * bin->d_a[p * n + v];
        }
    }
}

static double bilinear(const struct awol_filter *f, const double *left, const double *matrix,
                       const double *right)
{
    double sum = 0;
    for (size_t i = 0; i < f->base; i++)
        for (size_t j = 0; j < f->base; j++)
            sum += left[i] * matrix[i * f->most + j] * right[j];
    return sum;
}

/* nb: m + phi (m^2 + u'Pu), u the row above. */
static void set_variance_nb(struct awol_filter *f, size_t u)
{
    struct awol_bin *bin = &f->bin;
    size_t n = f->n_units, dispersion = f->layout->dispersion;
    double phi = dispersion == SIZE_MAX ? 0 : f->parameters[dispersion];
    double m = bin->m[u], square = m * m, *row = f->gain, *d_row = f->d_gain;
    if (f->spread) {
        mean_row(f, u, SIZE_MAX, row);
        square += bilinear(f, row, f->covariance, row);
    }
    bin->v[u] = m + phi * square;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double d_m = bin->d_m[p * n + u], d_square = 2 * m * d_m;
        if (f->spread && phi > 0) {
            mean_row(f, u, p, d_row);
            d_square += 2 * bilinear(f, d_row, f->covariance, row) +
                        bilinear(f, row, awol_d_covariance(f, p), row);
        }
        bin->d_v[p * n + u] = d_m + phi * d_square + (p == dispersion ? square : 0);
    }
}

/* gp: the closed form of one unit. What other units prompt is added as Poisson: a lower bound. */
static void set_variance_gp(struct awol_filter *f, size_t u)
{
    struct awol_bin *bin = &f->bin;
    const struct awol_layout *l = f->layout;
    size_t n = f->n_units;
    double share = l->share == SIZE_MAX ? 0 : f->parameters[l->share];
    double own = bin->ratio[u] * (1 - share), b = 1 / awol_filter_tau(f);
    double eta = awol_filter_eta(f) * own, a = bin->arrivals[u], x = bin->x[u];
    struct awol_step_variance v;
    struct awol_step step;
    awol_step_variance_init(bin->days, eta, b, &v);
    bool alone = n == 1 || awol_step_init(bin->days, eta, b, &step, NULL) != AWOL_OK;
    double others = alone ? 0 : bin->m[u] - step.A.value * a - step.B.value * x;
    bin->v[u] = v.from_a.value * a + v.from_x.value * x + others;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double d_eta = p == l->eta             ? own * awol_filter_eta_slope(f)
                       : p == l->share         ? -bin->ratio[u] * awol_filter_eta(f)
                       : awol_is_urgency(f, p) ? awol_filter_eta(f) * (1 - share) *
                                                     f->maps.turns[(p - l->urgency) * n + u]
                                               : 0;
        double d_b = p == l->tau ? -b * b : 0, d_a = bin->d_arrivals[p * n + u],
               d_x = bin->d_x[p * n + u];
        double d_v = v.from_a.value * d_a + v.from_x.value * d_x +
                     (v.from_a.by_eta * a + v.from_x.by_eta * x) * d_eta +
                     (v.from_a.by_b * a + v.from_x.by_b * x) * d_b;
        if (!alone)
            d_v += bin->d_m[p * n + u] - step.A.value * d_a - step.B.value * d_x -
                   (step.A.by_eta * a + step.B.by_eta * x) * d_eta -
                   (step.A.by_b * a + step.B.by_b * x) * d_b;
        bin->d_v[p * n + u] = d_v;
    }
}

static void set_variances(struct awol_filter *f)
{
    struct awol_bin *bin = &f->bin;
    for (size_t u = 0; u < f->n_units; u++) {
        bool inside = f->setup->cascade && f->setup->kernel != AWOL_KERNEL_LAG;
        if (f->setup->law == AWOL_LAW_GP && inside) {
            set_variance_gp(f, u);
        } else if (f->setup->law == AWOL_LAW_NB) {
            set_variance_nb(f, u);
        } else {
            bin->v[u] = bin->m[u];
            for (size_t p = 0; p < awol_n_wanted(f); p++)
                bin->d_v[p * f->n_units + u] = bin->d_m[p * f->n_units + u];
        }
    }
}

enum awol_status awol_predict_maps(struct awol_filter *f, struct awol_error *opt_error)
{
    const struct awol_layout *l = f->layout;
    for (size_t u = 0; u < f->n_units; u++)
        set_ratio(f, u);
    if (!f->setup->cascade)
        return AWOL_OK;
    struct awol_maps_key key = {awol_filter_eta(f), awol_filter_tau(f),
                                l->share == SIZE_MAX ? 0 : f->parameters[l->share]};
    return awol_maps_set(&f->maps, &key, f->bin.days, f->bin.ratio, opt_error);
}

enum awol_status awol_predict_bin(struct awol_filter *f, size_t t, struct awol_error *opt_error)
{
    struct awol_bin *bin = &f->bin;
    bin->t = t;
    bin->days = (double)(f->group[0].edges[t + 1] - f->group[0].edges[t]);
    for (size_t u = 0; u < f->n_units; u++) {
        set_newcomers(f, u, f->scales);
        if (!isfinite(bin->a[u]))
            return awol_error_set(opt_error, AWOL_RANGE, "the rate leaves the range of numbers");
    }
    enum awol_status status = awol_predict_maps(f, opt_error);
    if (status == AWOL_OK && f->setup->cascade && t == 0 && f->setup->steady)
        status = awol_start_steady(f, opt_error);
    if (status != AWOL_OK)
        return status;
    set_start(f);
    set_means(f);
    set_variances(f);
    return AWOL_OK;
}

/* ---- mean and covariance over the bin ------------------------------------------------------ */

/* The map F of the state over the bin, or its derivative by a parameter, as rows over (x, g): what
 * becomes of each unit's x, and what each unit's spans gain. */
struct map_rows {
    const double *rows; /* [unit][2][base] */
    bool derivative;    /* then x, g and the spans are not carried on */
};

static const double *row_of(const struct awol_filter *f, const struct map_rows *op, size_t u,
                            size_t which)
{
    return op->rows + (2 * u + which) * f->base;
}

/* Fill the rows of F (p = SIZE_MAX) or dF/dp. False if they are all zero. */
static bool set_rows(const struct awol_filter *f, size_t p, double *rows)
{
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    bool whole = p == SIZE_MAX;
    int k = whole ? 0 : awol_map_derivative(f, p);
    bool moves = whole || k != 0;
    if (!moves && !f->setup->background)
        return false;
    for (size_t u = 0; u < n; u++)
        for (size_t v = 0; v < n; v++) {
            double *state = rows + 2 * u * f->base, *count = state + f->base;
            state[v] = moves ? at(f, k, AWOL_MAP_E, u, v) : 0;
            count[v] = moves ? at(f, k, AWOL_MAP_B, u, v) : 0;
            if (!f->setup->background)
                continue;
            double d_a = whole ? 0 : bin->d_a[p * n + v];
            state[n + v] = (moves ? at(f, k, AWOL_MAP_F, u, v) * bin->a[v] : 0) +
                           at(f, 0, AWOL_MAP_F, u, v) * d_a;
            count[n + v] = (moves ? at(f, k, AWOL_MAP_A, u, v) * bin->a[v] : 0) +
                           at(f, 0, AWOL_MAP_A, u, v) * d_a;
        }
    return true;
}

static double dot(const double *row, size_t n, const double *column, size_t stride)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += row[k] * column[k * stride];
    return sum;
}

/* out = F in; or, for a derivative, out += (dF/dp) in. */
static void apply(const struct awol_filter *f, const struct map_rows *op, const double *in,
                  double *out)
{
    size_t n = f->n_units, most = f->most;
    for (size_t column = 0; column < f->n; column++) {
        for (size_t u = 0; u < n; u++) {
            double *x = &out[u * most + column];
            /* What lies in `out` before may be anything, also no number. */
            *x = (op->derivative ? *x : 0) + dot(row_of(f, op, u, 0), f->base, in + column, most);
        }
        for (size_t v = n; v < f->base && !op->derivative; v++)
            out[v * most + column] = in[v * most + column];
        for (size_t j = 0; j < f->n_open; j++) {
            size_t i = (f->base + j) * most + column;
            if (!op->derivative)
                out[i] = in[i];
            if (f->open[j].counted)
                out[i] += dot(row_of(f, op, f->open[j].unit, 1), f->base, in + column, most);
        }
    }
}

static void transpose(const struct awol_filter *f, double *matrix)
{
    for (size_t i = 0; i < f->n; i++)
        for (size_t j = 0; j < i; j++) {
            double keep = matrix[i * f->most + j];
            matrix[i * f->most + j] = matrix[j * f->most + i];
            matrix[j * f->most + i] = keep;
        }
}

/* P <- F P F', dP <- dF P F' + F dP F' + F P dF', by two applications of F from the left. */
static void sandwich(struct awol_filter *f)
{
    double *half = f->matrix[0], *d_half = f->matrix[1];
    struct map_rows F = {f->rows, false}, dF = {f->d_rows, true};
    set_rows(f, SIZE_MAX, f->rows);
    apply(f, &F, f->covariance, half);
    transpose(f, half);
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_covariance(f, p);
        bool moves = set_rows(f, p, f->d_rows);
        apply(f, &F, d, d_half);
        if (moves)
            apply(f, &dF, f->covariance, d_half);
        transpose(f, d_half);
        apply(f, &F, d_half, d);
        if (moves)
            apply(f, &dF, half, d);
    }
    apply(f, &F, half, f->covariance);
}

/* P += v q q' for the noise of unit u, q = (w at its x, 1 at its counted spans). */
static void add_noise(struct awol_filter *f, size_t u)
{
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units, most = f->most;
    double *q = f->gain;
    memset(q, 0, f->n * sizeof *q);
    q[u] = bin->w[u];
    for (size_t j = 0; j < f->n_open; j++)
        q[f->base + j] = f->open[j].unit == u && f->open[j].counted;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_covariance(f, p);
        double d_v = bin->d_v[p * n + u], d_w = bin->d_w[p * n + u];
        for (size_t i = 0; i < f->n; i++)
            for (size_t j = 0; j < f->n; j++) {
                double d_q = (i == u ? d_w * q[j] : 0) + (j == u ? d_w * q[i] : 0);
                d[i * most + j] += d_v * q[i] * q[j] + bin->v[u] * d_q;
            }
    }
    for (size_t i = 0; i < f->n; i++)
        for (size_t j = 0; j < f->n; j++)
            f->covariance[i * most + j] += bin->v[u] * q[i] * q[j];
}

void awol_predict_state(struct awol_filter *f)
{
    const struct awol_bin *bin = &f->bin;
    size_t n = f->n_units;
    if (f->spread)
        sandwich(f);
    for (size_t u = 0; u < n; u++)
        add_noise(f, u);
    f->spread = true;
    for (size_t u = 0; u < n; u++) {
        f->mean[u] = bin->xb[u];
        if (f->setup->background)
            f->mean[n + u] = bin->g[u];
    }
    for (size_t j = 0; j < f->n_open; j++)
        if (f->open[j].counted)
            f->mean[f->base + j] += bin->m[f->open[j].unit];
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        double *d = awol_d_mean(f, p);
        for (size_t u = 0; u < n; u++) {
            d[u] = bin->d_xb[p * n + u];
            if (f->setup->background)
                d[n + u] = bin->d_g[p * n + u];
        }
        for (size_t j = 0; j < f->n_open; j++)
            if (f->open[j].counted)
                d[f->base + j] += bin->d_m[p * n + f->open[j].unit];
    }
}
