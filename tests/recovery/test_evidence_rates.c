/* Evidence between units in records with and without contagion: some records under a fixed seed.
 * `make evidence` draws many. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/random.h"
#include "support/evidence_rates.h"

#ifdef __SANITIZE_ADDRESS__
enum { RECORDS = 5 };
#else
enum { RECORDS = 50 };
#endif

TestSuite(evidence_rates, .init = awol_numeric_begin, .timeout = 120);

struct spoken {
    size_t unit, near;
};

static struct spoken count_spoken(const char *name)
{
    struct spoken spoken = {0, 0};
    size_t i = 0;
    while (strcmp(evidence_truths[i].name, name) != 0)
        i++;
    for (uint32_t k = 0; k < RECORDS; k++) {
        double unit, near;
        struct awol_error e = {0};
        cr_assert_eq(evidence_draw(&evidence_truths[i], k, &unit, &near, &e), AWOL_OK, "%s",
                     e.message);
        cr_assert(unit > 0 && unit <= 1 && near > 0 && near <= 1, "%g, %g", unit, near);
        spoken.unit += unit <= 0.05;
        spoken.near += near <= 0.05;
    }
    return spoken;
}

/* Of 50 records a test that speaks in .08 of them speaks in more than 11 once in 2,000 times. */
static void expect_silence(const char *name)
{
    struct spoken spoken = count_spoken(name);
    cr_assert(spoken.unit <= 11 && spoken.near <= 11, "%s: %zu, %zu", name, spoken.unit,
              spoken.near);
}

Test(evidence_rates, no_contagion)
{
    expect_silence("nothing");
}

Test(evidence_rates, what_all_share)
{
    expect_silence("shared");
    expect_silence("shared-more");
}

/* A company whose own rate wanders says nothing of its neighbours; nor does contagion that stays
 * inside it. */
Test(evidence_rates, what_stays_in_a_company)
{
    struct spoken wanders = count_spoken("companies"), inside = count_spoken("inside");
    cr_assert(wanders.near <= 11 && inside.near <= 11, "%zu, %zu", wanders.near, inside.near);
    cr_assert(10 * inside.unit >= 9 * RECORDS, "%zu", inside.unit);
}

/* One that speaks nine times in ten speaks in fewer than 35 of 50 once in 20,000 times. */
Test(evidence_rates, contagion_between_neighbours)
{
    struct spoken between = count_spoken("between");
    cr_assert(10 * between.near >= 7 * RECORDS, "%zu", between.near);
}
