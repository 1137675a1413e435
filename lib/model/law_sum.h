/* Sums over many counts in few terms. Private to the laws. */
#ifndef AWOL_MODEL_LAW_SUM_H
#define AWOL_MODEL_LAW_SUM_H

enum { AWOL_LAW_NODES = 12, AWOL_LAW_LEAST_BLOCK = 256 };

/* The sum of f(y) over the n whole numbers from `first` on, n >= AWOL_LAW_LEAST_BLOCK, as the sum
 * of weight times f at a few nodes between them: exact where f is a polynomial of degree 23 or
 * less. Gauss's rule for the sum; its polynomials are those of Chebyshev 1875 (Gautschi 2004,
 * Orthogonal Polynomials, section 1.5.2). */
void awol_law_sum_nodes(double first, double n, double ret_nodes[static AWOL_LAW_NODES],
                        double ret_weights[static AWOL_LAW_NODES]);

#endif
