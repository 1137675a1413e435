#include "model/law_sum.h"

#include <criterion/criterion.h>
#include <math.h>

/* Sums of powers of j, centred so that the odd ones vanish and the even ones do not cancel: the
 * rule is exact up to j^23, and against plain summing. */
Test(law_sum, powers)
{
    static const double numbers[] = {256, 257, 1000, 5001};
    for (size_t k = 0; k < 4; k++)
        for (int power = 0; power <= 22; power += 2) {
            double n = numbers[k], half = (n - 1) / 2, sum = 0, expected = 0;
            double nodes[AWOL_LAW_NODES], weights[AWOL_LAW_NODES];
            awol_law_sum_nodes(-half, n, nodes, weights);
            for (int i = 0; i < AWOL_LAW_NODES; i++)
                sum += weights[i] * pow(nodes[i] / half, power);
            for (double j = -half; j <= half; j++)
                expected += pow(j / half, power);
            cr_assert(fabs(sum / expected - 1) < 1e-12, "n %g, power %d: %.17g, not %.17g", n,
                      power, sum, expected);
        }
}

/* The next power is not: the rule has as many nodes as it says, and no more. */
Test(law_sum, no_more_than_that)
{
    double nodes[AWOL_LAW_NODES], weights[AWOL_LAW_NODES], sum = 0, expected = 0;
    awol_law_sum_nodes(0, 256, nodes, weights);
    for (int i = 0; i < AWOL_LAW_NODES; i++)
        sum += weights[i] * pow((nodes[i] - 127.5) / 128, 24);
    for (double j = 0; j < 256; j++)
        expected += pow((j - 127.5) / 128, 24);
    cr_assert(fabs(sum / expected - 1) > 1e-9);
}

/* A sum with a closed form: j from `first`, of q^j. */
Test(law_sum, geometric)
{
    double nodes[AWOL_LAW_NODES], weights[AWOL_LAW_NODES], sum = 0, q = exp(-0.01), first = 4096;
    awol_law_sum_nodes(first, 600, nodes, weights);
    for (int i = 0; i < AWOL_LAW_NODES; i++)
        sum += weights[i] * exp(-0.01 * (nodes[i] - first));
    cr_assert_float_eq(sum, (1 - pow(q, 600)) / (1 - q), 1e-11);
}
