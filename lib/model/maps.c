#include "model/maps.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/step.h"

enum awol_status awol_maps_init(struct awol_maps *maps, size_t n, struct awol_error *opt_error)
{
    struct awol_maps made = {.n = n, .eta_slope = 1};
    made.ratios = calloc(n + 1, sizeof *made.ratios);
    made.maps = calloc(n * n * (1 + AWOL_MAP_PARAMETERS) * AWOL_MAP_KINDS + 1, sizeof *made.maps);
    if (!made.ratios || !made.maps) {
        awol_maps_release(&made);
        return awol_error_memory(opt_error);
    }
    *maps = made;
    return AWOL_OK;
}

enum awol_status awol_maps_turn(struct awol_maps *maps, size_t n_turns,
                                struct awol_error *opt_error)
{
    size_t n = maps->n, kinds = 1 + AWOL_MAP_PARAMETERS + n_turns;
    double *more = calloc(n * n * kinds * AWOL_MAP_KINDS + 1, sizeof *more);
    double *turns = calloc(2 * n_turns * n + 1, sizeof *turns);
    if (!more || !turns) {
        free(turns);
        free(more);
        return awol_error_memory(opt_error);
    }
    memcpy(more, maps->maps, n * n * (1 + AWOL_MAP_PARAMETERS) * AWOL_MAP_KINDS * sizeof *more);
    free(maps->maps);
    free(maps->turns);
    maps->maps = more;
    maps->turns = turns;
    maps->last_turns = turns + n_turns * n;
    maps->n_turns = n_turns;
    maps->ready = 0;
    return AWOL_OK;
}

void awol_maps_release(struct awol_maps *maps)
{
    free(maps->turns);
    free(maps->ratios);
    free(maps->maps);
    *maps = (struct awol_maps){0};
}

static double *get(struct awol_maps *maps, int derivative, int kind)
{
    return maps->maps + (awol_maps_get(maps, derivative, kind) - maps->maps);
}

static enum awol_status set_one(struct awol_maps *maps, const struct awol_maps_key *key,
                                double days, double ratio, struct awol_error *opt_error)
{
    struct awol_step step;
    double b = 1 / key->tau_days;
    enum awol_status status = awol_step_init(days, ratio * key->eta, b, &step, opt_error);
    if (status != AWOL_OK)
        return status;
    const struct awol_pair *pairs[AWOL_MAP_KINDS] = {&step.A, &step.B, &step.E, &step.F};
    for (int kind = 0; kind < AWOL_MAP_KINDS; kind++) {
        *get(maps, 0, kind) = pairs[kind]->value;
        *get(maps, 1 + AWOL_MAP_ETA, kind) = pairs[kind]->by_eta * ratio * maps->eta_slope;
        *get(maps, 1 + AWOL_MAP_TAU, kind) = -pairs[kind]->by_b * b * b;
        for (size_t k = 0; k < maps->n_turns; k++)
            *get(maps, 1 + AWOL_MAP_PARAMETERS + (int)k, kind) =
                pairs[kind]->by_eta * key->eta * maps->turns[k];
    }
    return AWOL_OK;
}

/* ---- several units ------------------------------------------------------------------------ */

double awol_maps_weight_by_share(size_t n, const double *opt_neighbours, size_t u, size_t v)
{
    if (u == v)
        return -1;
    return opt_neighbours ? opt_neighbours[u * n + v] : 1 / (double)(n - 1);
}

double awol_maps_weight(size_t n, const double *opt_neighbours, double share, size_t u, size_t v)
{
    return u == v ? 1 - share : share * awol_maps_weight_by_share(n, opt_neighbours, u, v);
}

/* Element of eta R W, or of its derivative (0: itself). */
static double coupling(const struct awol_maps *maps, const struct awol_maps_key *key,
                       const double *ratios, int derivative, size_t u, size_t v)
{
    double w = awol_maps_weight(maps->n, maps->neighbours, key->share, u, v);
    switch (derivative) {
    case 0:
        return key->eta * ratios[u] * w;
    case 1 + AWOL_MAP_ETA:
        return ratios[u] * w * maps->eta_slope;
    case 1 + AWOL_MAP_TAU:
        return 0;
    case 1 + AWOL_MAP_SHARE:
        return key->eta * ratios[u] * awol_maps_weight_by_share(maps->n, maps->neighbours, u, v);
    default:
        break;
    }
    size_t turn = (size_t)(derivative - 1 - AWOL_MAP_PARAMETERS);
    return key->eta * maps->turns[turn * maps->n + u] * w;
}

/* Everything in the next bin: m = a + eta R W x, and x' the count. */
static void set_lag(struct awol_maps *maps, const struct awol_maps_key *key, const double *ratios)
{
    size_t n = maps->n;
    int last = AWOL_MAP_PARAMETERS + (int)maps->n_turns;
    for (int derivative = 0; derivative <= last; derivative++)
        for (size_t u = 0; u < n; u++)
            for (size_t v = 0; v < n; v++) {
                double unit = derivative == 0 && u == v ? 1 : 0;
                double g = coupling(maps, key, ratios, derivative, u, v);
                get(maps, derivative, AWOL_MAP_A)[u * n + v] = unit;
                get(maps, derivative, AWOL_MAP_F)[u * n + v] = unit;
                get(maps, derivative, AWOL_MAP_B)[u * n + v] = g;
                get(maps, derivative, AWOL_MAP_E)[u * n + v] = g;
            }
}

/* G = b eta R W, or its derivative by one parameter; and K = G - b I likewise. */
static void couple(const struct awol_maps *maps, const struct awol_maps_key *key,
                   const double *ratios, int derivative, gsl_matrix *G, gsl_matrix *K)
{
    size_t n = maps->n;
    double b = 1 / key->tau_days, b_tau = -b * b;
    for (size_t u = 0; u < n; u++)
        for (size_t v = 0; v < n; v++) {
            bool by_tau = derivative == 1 + AWOL_MAP_TAU;
            double g = by_tau ? b_tau * coupling(maps, key, ratios, 0, u, v)
                              : b * coupling(maps, key, ratios, derivative, u, v);
            double diagonal = derivative == 0 ? b : by_tau ? b_tau : 0;
            gsl_matrix_set(G, u, v, g);
            gsl_matrix_set(K, u, v, g - (u == v ? diagonal : 0));
        }
}

/* out += a b for blocks of a big matrix. */
static void add_product(double *out, const gsl_matrix *a, const gsl_matrix *b, size_t row,
                        size_t column, double scale)
{
    size_t n = a->size1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += gsl_matrix_get(a, i, k) * gsl_matrix_get(b, row + k, column + j);
            out[i * n + j] += scale * sum;
        }
}

static void copy_block(double *out, size_t n, const gsl_matrix *m, size_t row, size_t column,
                       double scale)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            out[i * n + j] = scale * gsl_matrix_get(m, row + i, column + j);
}

/* Scratch of the matrix exponential: M is [[K I 0][0 0 I][0 0 0]] D, doubled to [[M dM][0 M]],
 * whose exponential holds exp(M) and, above it to the right, its derivative along dM (Van Loan
 * 1978, IEEE Trans. Automat. Control 23:395). The first block row of exp(M) is exp(KD), its
 * integral, and the integral of that. */
struct scratch {
    gsl_matrix *G, *K, *dG, *dK, *big, *exponential;
};

static void scratch_free(struct scratch *s)
{
    gsl_matrix *all[] = {s->G, s->K, s->dG, s->dK, s->big, s->exponential};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i])
            gsl_matrix_free(all[i]);
}

static int scratch_alloc(struct scratch *s, size_t n)
{
    *s = (struct scratch){gsl_matrix_alloc(n, n),         gsl_matrix_alloc(n, n),
                          gsl_matrix_alloc(n, n),         gsl_matrix_alloc(n, n),
                          gsl_matrix_alloc(6 * n, 6 * n), gsl_matrix_alloc(6 * n, 6 * n)};
    return s->G && s->K && s->dG && s->dK && s->big && s->exponential;
}

static void fill_big(struct scratch *s, size_t n, double days)
{
    gsl_matrix_set_zero(s->big);
    for (size_t half = 0; half < 2; half++) {
        size_t at = 3 * n * half;
        for (size_t i = 0; i < n; i++) {
            gsl_matrix_set(s->big, at + i, at + n + i, days);
            gsl_matrix_set(s->big, at + n + i, at + 2 * n + i, days);
            for (size_t j = 0; j < n; j++)
                gsl_matrix_set(s->big, at + i, at + j, days * gsl_matrix_get(s->K, i, j));
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(s->big, i, 3 * n + j, days * gsl_matrix_get(s->dK, i, j));
}

static void set_from_exponential(struct awol_maps *maps, struct scratch *s, int derivative)
{
    size_t n = maps->n;
    double days = maps->days;
    if (derivative == 0) {
        copy_block(get(maps, 0, AWOL_MAP_E), n, s->exponential, 0, 0, 1);
        copy_block(get(maps, 0, AWOL_MAP_F), n, s->exponential, 0, n, 1 / days);
        memset(get(maps, 0, AWOL_MAP_A), 0, n * n * sizeof(double));
        memset(get(maps, 0, AWOL_MAP_B), 0, n * n * sizeof(double));
        for (size_t i = 0; i < n; i++)
            get(maps, 0, AWOL_MAP_A)[i * n + i] = 1;
        add_product(get(maps, 0, AWOL_MAP_A), s->G, s->exponential, 0, 2 * n, 1 / days);
        add_product(get(maps, 0, AWOL_MAP_B), s->G, s->exponential, 0, n, 1);
        return;
    }
    double *A = get(maps, derivative, AWOL_MAP_A), *B = get(maps, derivative, AWOL_MAP_B);
    copy_block(get(maps, derivative, AWOL_MAP_E), n, s->exponential, 0, 3 * n, 1);
    copy_block(get(maps, derivative, AWOL_MAP_F), n, s->exponential, 0, 4 * n, 1 / days);
    memset(A, 0, n * n * sizeof *A);
    memset(B, 0, n * n * sizeof *B);
    add_product(A, s->dG, s->exponential, 0, 2 * n, 1 / days);
    add_product(A, s->G, s->exponential, 0, 5 * n, 1 / days);
    add_product(B, s->dG, s->exponential, 0, n, 1);
    add_product(B, s->G, s->exponential, 0, 4 * n, 1);
}

static enum awol_status set_several(struct awol_maps *maps, const struct awol_maps_key *key,
                                    double days, const double *ratios, struct awol_error *opt_error)
{
    struct scratch s;
    enum awol_status status = AWOL_OK;
    double largest = 0;
    if (!scratch_alloc(&s, maps->n)) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t u = 0; u < maps->n; u++)
        largest = fmax(largest, ratios[u]);
    if (!((1 - largest * key->eta) * days / key->tau_days > -50)) {
        status = awol_error_set(opt_error, AWOL_RANGE,
                                "the cascade explodes within one bin of %g days", days);
        goto done;
    }
    maps->days = days;
    int last = AWOL_MAP_PARAMETERS + (int)maps->n_turns;
    for (int derivative = 1; derivative <= last; derivative++) {
        couple(maps, key, ratios, 0, s.G, s.K);
        couple(maps, key, ratios, derivative, s.dG, s.dK);
        fill_big(&s, maps->n, days);
        if (gsl_linalg_exponential_ss(s.big, s.exponential, GSL_PREC_DOUBLE) != GSL_SUCCESS) {
            status = awol_error_set(opt_error, AWOL_RANGE, "the matrix exponential failed");
            goto done;
        }
        if (derivative == 1)
            set_from_exponential(maps, &s, 0);
        set_from_exponential(maps, &s, derivative);
    }
done:
    scratch_free(&s);
    return status;
}

enum awol_status awol_maps_set(struct awol_maps *maps, const struct awol_maps_key *key, double days,
                               const double *ratios, struct awol_error *opt_error)
{
    if (maps->ready && maps->days == days && maps->key.eta == key->eta &&
        maps->key.tau_days == key->tau_days && maps->key.share == key->share &&
        memcmp(maps->ratios, ratios, maps->n * sizeof *ratios) == 0 &&
        (maps->n_turns == 0 ||
         memcmp(maps->turns, maps->last_turns, maps->n_turns * maps->n * sizeof *ratios) == 0))
        return AWOL_OK;
    maps->ready = 0;
    enum awol_status status = AWOL_OK;
    if (maps->lag)
        set_lag(maps, key, ratios);
    else
        status = maps->n == 1 ? set_one(maps, key, days, ratios[0], opt_error)
                              : set_several(maps, key, days, ratios, opt_error);
    if (status != AWOL_OK)
        return status;
    if (maps->n_turns > 0)
        memcpy(maps->last_turns, maps->turns, maps->n_turns * maps->n * sizeof *ratios);
    maps->days = days;
    maps->key = *key;
    memcpy(maps->ratios, ratios, maps->n * sizeof *ratios);
    maps->decay = maps->lag ? 0 : exp(-days / key->tau_days);
    maps->decay_by_tau = maps->decay * days / (key->tau_days * key->tau_days);
    maps->ready = 1;
    return AWOL_OK;
}
