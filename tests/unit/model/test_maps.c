#include "model/maps.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>

#include "base/random.h"
#include "model/step.h"

static void set(struct awol_maps *maps, struct awol_maps_key key, double days, const double *ratios)
{
    struct awol_error error;
    cr_assert_eq(awol_maps_set(maps, &key, days, ratios, &error), AWOL_OK, "%s", error.message);
}

static double row(const struct awol_maps *maps, int derivative, int kind, size_t u,
                  const double *vector)
{
    double sum = 0;
    for (size_t v = 0; v < maps->n; v++)
        sum += awol_maps_get(maps, derivative, kind)[u * maps->n + v] * vector[v];
    return sum;
}

/* Two units, all weights one half: an independent matrix exponential, printed to 13 digits. */
Test(maps, printed_values)
{
    static const double ratios[] = {1, 1}, a[] = {3, 1}, x[] = {2, 7};
    static const double m[] = {5.752740034527, 3.752740034527},
                        xb[] = {4.377261932882, 4.952418021082};
    struct awol_maps maps;
    cr_assert_eq(awol_maps_init(&maps, 2, NULL), AWOL_OK);
    set(&maps, (struct awol_maps_key){.6, 1, .5}, 1, ratios);
    for (size_t u = 0; u < 2; u++) {
        double seen = row(&maps, 0, AWOL_MAP_A, u, a) + row(&maps, 0, AWOL_MAP_B, u, x);
        cr_assert_float_eq(seen, m[u], 1e-12, "m %zu: %.15g", u, seen);
        seen = row(&maps, 0, AWOL_MAP_F, u, a) + row(&maps, 0, AWOL_MAP_E, u, x);
        cr_assert_float_eq(seen, xb[u], 1e-12, "xb %zu: %.15g", u, seen);
    }
    cr_assert_float_eq(maps.decay, exp(-1), 1e-16);
    awol_maps_release(&maps);
}

/* Nothing goes to other units: each is the step of one unit at its own ratio, derivatives too. */
Test(maps, alone_among_others)
{
    static const double ratios[] = {1, .4, 1.3}, taus[] = {.3, 1, 20}, etas[] = {0, .4, 1, 1.2};
    struct awol_maps maps, one;
    awol_maps_init(&maps, 3, NULL);
    awol_maps_init(&one, 1, NULL);
    for (size_t i = 0; i < 12; i++) {
        struct awol_maps_key key = {etas[i % 4], taus[i / 4], 0};
        set(&maps, key, 7, ratios);
        for (size_t u = 0; u < 3; u++) {
            set(&one, key, 7, &ratios[u]);
            for (int derivative = 0; derivative <= 1 + AWOL_MAP_TAU; derivative++)
                for (int kind = 0; kind < AWOL_MAP_KINDS; kind++)
                    for (size_t v = 0; v < 3; v++) {
                        double seen = awol_maps_get(&maps, derivative, kind)[u * 3 + v];
                        double expected = u == v ? awol_maps_get(&one, derivative, kind)[0] : 0;
                        cr_assert(fabs(seen - expected) <=
                                      1e-13 * (1 + fabs(expected)) * (derivative ? 100 : 1),
                                  "eta %g, tau %g, unit %zu, map %d, derivative %d: %.16g, not "
                                  "%.16g",
                                  key.eta, key.tau_days, u, kind, derivative, seen, expected);
                    }
        }
    }
    awol_maps_release(&one);
    awol_maps_release(&maps);
}

/* One unit: the maps are step.h at eta' = ratio eta, the derivative by tau through b = 1/tau. */
Test(maps, one_unit_is_the_step)
{
    struct awol_maps maps;
    struct awol_step step;
    double ratio = .7, eta = .9, tau = 3;
    awol_maps_init(&maps, 1, NULL);
    set(&maps, (struct awol_maps_key){eta, tau, 0}, 5, &ratio);
    awol_step_init(5, ratio * eta, 1 / tau, &step, NULL);
    cr_assert_eq(awol_maps_get(&maps, 0, AWOL_MAP_A)[0], step.A.value);
    cr_assert_eq(awol_maps_get(&maps, 0, AWOL_MAP_F)[0], step.F.value);
    cr_assert_float_eq(awol_maps_get(&maps, 1 + AWOL_MAP_ETA, AWOL_MAP_B)[0], ratio * step.B.by_eta,
                       1e-15);
    cr_assert_float_eq(awol_maps_get(&maps, 1 + AWOL_MAP_TAU, AWOL_MAP_E)[0],
                       -step.E.by_b / (tau * tau), 1e-15);
    cr_assert_float_eq(maps.decay_by_tau, exp(-5 / tau) * 5 / (tau * tau), 1e-16);
    awol_maps_release(&maps);
}

/* Men are conserved: summed over units, with equal ratios, prompting within and between units is
 * one cascade, whatever the share. */
Test(maps, columns_add_up_to_one_unit)
{
    static const double ratios[] = {.8, .8, .8, .8};
    struct awol_step step;
    struct awol_maps maps;
    awol_maps_init(&maps, 4, NULL);
    set(&maps, (struct awol_maps_key){.6, 2, .35}, 3, ratios);
    awol_step_init(3, .48, .5, &step, NULL);
    const double expected[] = {step.A.value, step.B.value, step.E.value, step.F.value};
    for (int kind = 0; kind < AWOL_MAP_KINDS; kind++)
        for (size_t v = 0; v < 4; v++) {
            double sum = 0;
            for (size_t u = 0; u < 4; u++)
                sum += awol_maps_get(&maps, 0, kind)[u * 4 + v];
            cr_assert_float_eq(sum, expected[kind], 1e-13, "map %d, column %zu", kind, v);
        }
    awol_maps_release(&maps);
}

Test(maps, derivatives_by_differences)
{
    static const double ratios[] = {1, .6, 1.1};
    static const struct awol_maps_key keys[] = {{.5, 2, .3}, {1.2, .8, .9}, {.05, 30, .01}};
    struct awol_maps at, plus, minus;
    awol_maps_init(&at, 3, NULL);
    awol_maps_init(&plus, 3, NULL);
    awol_maps_init(&minus, 3, NULL);
    for (size_t i = 0; i < 3; i++)
        for (int p = 0; p < AWOL_MAP_PARAMETERS; p++) {
            double h = 1e-6;
            struct awol_maps_key up = keys[i], down = keys[i];
            *(p == AWOL_MAP_ETA ? &up.eta : p == AWOL_MAP_TAU ? &up.tau_days : &up.share) += h;
            *(p == AWOL_MAP_ETA   ? &down.eta
              : p == AWOL_MAP_TAU ? &down.tau_days
                                  : &down.share) -= h;
            set(&at, keys[i], 3, ratios);
            set(&plus, up, 3, ratios);
            set(&minus, down, 3, ratios);
            for (int kind = 0; kind < AWOL_MAP_KINDS; kind++)
                for (size_t k = 0; k < 9; k++) {
                    double difference =
                        (awol_maps_get(&plus, 0, kind)[k] - awol_maps_get(&minus, 0, kind)[k]) /
                        (2 * h);
                    double slope = awol_maps_get(&at, 1 + p, kind)[k];
                    cr_assert(fabs(slope - difference) <= 1e-8 * (1 + fabs(difference)),
                              "key %zu, parameter %d, map %d: %.12g, difference %.12g", i, p, kind,
                              slope, difference);
                }
            double difference = (plus.decay - minus.decay) / (2 * h);
            cr_assert_float_eq(p == AWOL_MAP_TAU ? at.decay_by_tau : 0, difference, 1e-8);
        }
    awol_maps_release(&minus);
    awol_maps_release(&plus);
    awol_maps_release(&at);
}

/* Set twice is set once; any other argument is noticed. */
Test(maps, what_was_set_last)
{
    static const double ratios[] = {1, .6}, other[] = {1, .7};
    static const struct {
        struct awol_maps_key key;
        double days;
        const double *ratios;
    } rows[] = {{{.5, 2, .3}, 3, ratios}, {{.5, 2, .3}, 3, ratios}, {{.4, 2, .3}, 3, ratios},
                {{.4, 1, .3}, 3, ratios}, {{.4, 1, .2}, 3, ratios}, {{.4, 1, .2}, 4, ratios},
                {{.4, 1, .2}, 4, other},  {{.5, 2, .3}, 3, ratios}};
    struct awol_maps maps, fresh;
    awol_maps_init(&maps, 2, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        awol_maps_init(&fresh, 2, NULL);
        set(&maps, rows[i].key, rows[i].days, rows[i].ratios);
        set(&fresh, rows[i].key, rows[i].days, rows[i].ratios);
        for (int derivative = 0; derivative <= AWOL_MAP_PARAMETERS; derivative++)
            for (int kind = 0; kind < AWOL_MAP_KINDS; kind++)
                cr_assert_arr_eq(awol_maps_get(&maps, derivative, kind),
                                 awol_maps_get(&fresh, derivative, kind), 4 * sizeof(double),
                                 "row %zu", i);
        awol_maps_release(&fresh);
    }
    awol_maps_release(&maps);
}

/* An explosion is refused, and the maps are computed anew afterwards. */
Test(maps, explosion)
{
    static const double ratios[] = {1, 1, 1};
    awol_numeric_begin();
    for (size_t n = 1; n <= 3; n += 2) {
        struct awol_maps maps;
        struct awol_error error = {.message = ""};
        struct awol_maps_key wild = {2, .01, 0}, calm = {.5, 2, 0};
        awol_maps_init(&maps, n, NULL);
        set(&maps, calm, 1, ratios);
        double A = awol_maps_get(&maps, 0, AWOL_MAP_A)[0];
        cr_assert_eq(awol_maps_set(&maps, &wild, 1, ratios, &error), AWOL_RANGE);
        cr_assert(strstr(error.message, "explodes") != NULL);
        set(&maps, calm, 1, ratios);
        cr_assert_eq(awol_maps_get(&maps, 0, AWOL_MAP_A)[0], A);
        awol_maps_release(&maps);
    }
}
