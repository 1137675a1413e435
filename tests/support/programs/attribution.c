/* attribution N: simulate, fit and attribute N series of each case, and write the table of
 * tests/recovery/ATTRIBUTION.md (make attribution). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/random.h"
#include "support/attribution.h"

/* Mean truth and error of one total, and how often it is held. */
struct tally {
    double truth, error, squares;
    size_t held;
};

static void add(struct tally *tally, double truth, const struct awol_amount *found)
{
    double error = found->estimate - truth;
    tally->truth += truth;
    tally->error += error;
    tally->squares += error * error;
    tally->held += attribution_holds(truth, found);
}

static void write_tally(const char *truth, const char *what, const struct tally *tally, double men,
                        size_t n)
{
    double mean = tally->error / (double)n, variance = tally->squares / (double)n - mean * mean;
    printf("| %s | %s | %.0f | %.0f | %+.1f (%.1f) | %+.1f %% | %.2f |\n", truth, what,
           men / (double)n, tally->truth / (double)n, mean, sqrt(variance / (double)n),
           100 * tally->error / men, (double)tally->held / (double)n);
}

int main(int argc, char **argv)
{
    double n = 0;
    if (argc != 2 || !awol_number_parse(argv[1], &n) || !(n >= 1 && n <= 100000)) {
        fprintf(stderr, "usage: attribution N\n");
        return 2;
    }
    awol_numeric_begin();
    printf("| truth | of them | men who left | in truth | error: mean (se) | of all men | 90 %% "
           "limits hold it |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < attribution_n_cases; i++) {
        struct tally because = {0}, direct = {0};
        double men = 0;
        for (uint32_t k = 0; k < (uint32_t)n; k++) {
            struct attribution_result r;
            attribution_run(&attribution_cases[i], k, &r);
            add(&because, r.because.truth, &r.because.found);
            add(&direct, r.direct.truth, &r.direct.found);
            men += r.men;
        }
        write_tally(attribution_cases[i].truth, "because of the offer", &because, men, (size_t)n);
        write_tally(attribution_cases[i].truth, "at first hand", &direct, men, (size_t)n);
        fflush(stdout);
    }
    return 0;
}
