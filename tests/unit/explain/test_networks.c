/* Cascades of assumed networks: the same in any stretch, with any number of threads. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "explain/networks.h"

static const double ties[] = {4};

static struct awol_networks networks_of(enum awol_networks_kind kind, uint32_t first, uint32_t last)
{
    static const struct awol_setting settings[] = {{"threshold_mean", 0.18},
                                                   {"threshold_sd", 0.02}};
    struct awol_networks networks = {.kind = kind,
                                     .men = 800,
                                     .ties = ties,
                                     .n_ties = 1,
                                     .spread = {true},
                                     .seed = 7,
                                     .first_replicate = first,
                                     .last_replicate = last,
                                     .n_threads = 1};
    awol_numeric_begin();
    cr_assert_eq(awol_networks_read(&networks, &(struct awol_settings){settings, 2}, NULL),
                 AWOL_OK);
    return networks;
}

Test(networks_study, is_the_same_in_any_shard)
{
    static const enum awol_networks_kind kinds[] = {AWOL_NETWORKS_ALL, AWOL_NETWORKS_RANDOM};
    for (size_t i = 0; i < 2; i++) {
        struct awol_networks whole = networks_of(kinds[i], 0, 50),
                             part = networks_of(kinds[i], 13, 29);
        struct awol_networks_result a, b;
        part.n_threads = 3;
        cr_assert_eq(awol_networks_draw(&whole, &a, NULL), AWOL_OK);
        cr_assert_eq(awol_networks_draw(&part, &b, NULL), AWOL_OK);
        for (size_t k = 0; k < 16; k++) {
            const struct awol_networks_cascade *x = &a.cascades[(13 + k) * AWOL_NETWORKS_SPREADS];
            const struct awol_networks_cascade *y = &b.cascades[k * AWOL_NETWORKS_SPREADS];
            cr_assert_eq(x->left, y->left, "kind %zu, cascade %zu", i, k);
            cr_assert_eq(x->rounds, y->rounds, "kind %zu, cascade %zu", i, k);
        }
        awol_networks_result_release(&b);
        awol_networks_result_release(&a);
    }
}

Test(networks_study, names_what_is_wrong)
{
    static const struct {
        struct awol_setting settings[2];
        const char *message;
    } rows[] = {
        {{{"threshold_mean", 0.2}},
         "--set: a network still needs threshold_sd (how far the men differ in it)"},
        {{{"threshold_mean", 0.2}, {"never", 1.01}},
         "--set: never: 1.01 is outside what it can be (0 to 1)"},
        {{{"threshold_mean", NAN}, {"threshold_sd", 0}},
         "--set: threshold_mean: nan is outside what it can be (-1 to 2)"},
        {{{"threshold_mean", 0.2}, {"first", 0.5}},
         "--set: first: 0.5 is outside what it can be (whole, 0 to 1e+08)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_networks networks = {.kind = AWOL_NETWORKS_ALL};
        const struct awol_settings settings = {rows[i].settings, rows[i].settings[1].name ? 2 : 1};
        struct awol_error error;
        cr_assert_eq(awol_networks_read(&networks, &settings, &error), AWOL_USAGE);
        cr_assert_str_eq(error.message, rows[i].message);
    }
}
