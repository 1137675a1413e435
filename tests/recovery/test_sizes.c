/* A test of eta on records with and without contagion, and one of an offer without effect: a few
 * records under a fixed seed. `make sizes` runs many. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/random.h"
#include "support/test_sizes.h"

#ifdef __SANITIZE_ADDRESS__
enum { RECORDS = 2 };
#else
enum { RECORDS = 16 };
#endif

static size_t count_rejected(const char *truth, const char *test)
{
    size_t rejected = 0, i = 0;
    while (strcmp(size_cases[i].truth.truth, truth) != 0 || strcmp(size_cases[i].test, test) != 0)
        i++;
    awol_numeric_begin();
    for (uint32_t k = 0; k < RECORDS; k++) {
        double statistic;
        struct awol_error e = {0};
        cr_assert_eq(size_run(&size_cases[i], k, &statistic, NULL, 0, &e), AWOL_OK, "%s",
                     e.message);
        cr_assert(statistic >= 0, "%g", statistic);
        rejected += statistic > 3.841458820694124;
    }
    return rejected;
}

/* Of 16 records a test of size .1 (the largest of these, .07, with its Monte Carlo error) rejects
 * more than 6 in 3 of 10,000 cases; one of power .95 fewer than 12 in 1 of 1,000. */
Test(sizes, timing_without_contagion)
{
    size_t n = count_rejected("eta 0", "eta.timing");
    cr_assert(n <= 6, "%zu", n);
}

Test(sizes, timing_with_contagion)
{
    size_t n = count_rejected("eta 0.5, tau 1", "eta.timing");
    cr_assert(n + 4 >= RECORDS, "%zu", n);
}

Test(sizes, an_offer_without_effect)
{
    size_t n = count_rejected("eta 0.6, tau 1, offer without effect", "offer.o");
    cr_assert(n <= 6, "%zu", n);
}
