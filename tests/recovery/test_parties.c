/* Men who leave in parties and prompt nobody, under a fixed seed: the interval of eta by timing
 * alone reaches zero, as it should; with the clustering inside single counts it does not, which is
 * why both are printed. `make intervals` runs many. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/random.h"
#include "support/recovery.h"

#ifdef __SANITIZE_ADDRESS__
enum { SERIES = 1 };
#else
enum { SERIES = 10 };
#endif

/* Of SERIES records, how many 90 % intervals of eta leave zero out. */
static int away_from_zero(const char *name)
{
    int n = 0;
    for (size_t i = 0; i < recovery_n_cases; i++) {
        struct recovery_case c = recovery_cases[i];
        if (strcmp(c.name, name) != 0)
            continue;
        c.interval = true;
        for (uint32_t k = 0; k < SERIES; k++) {
            struct recovery_result result;
            struct awol_error error;
            cr_assert_eq(recovery_fit(&c, k, &result, NULL, &error), AWOL_OK, "%u: %s", k,
                         error.message);
            n += result.low > 0;
        }
        return n;
    }
    cr_assert(false, "no case %s", name);
    return 0;
}

/* At the level of .9 one in ten may; four in ten do in one of eighty such sets. */
Test(parties, timing_reaches_zero)
{
    awol_numeric_begin();
    int n = away_from_zero("parties-nb");
    cr_assert(n <= 3, "%d of %d", n, SERIES);
}

Test(parties, clustering_does_not)
{
    awol_numeric_begin();
    int n = away_from_zero("parties-gp");
    cr_assert_eq(n, SERIES, "%d of %d", n, SERIES);
}
