/* Binary numbers as decimal ones by exact whole numbers, for those that a record has. */
#ifndef AWOL_BASE_DECIMAL_H
#define AWOL_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* 0.DIGITS with the point moved: digits is a whole number of n_digits digits that does not end in
 * zero, and the first of them stands for that many times 10^exponent. */
struct awol_decimal {
    uint64_t digits;
    int n_digits;
    int exponent;
};

/* What printf("%.15g"), or else %.16g, or else %.17g says of a value: the first that reads back to
 * the same double, without the zeros at its end. False, and nothing said, for a value that is not
 * between about 1e-16 and 1e15: there 128 bits do not hold what has to be compared. */
bool awol_decimal_from_double(double value, struct awol_decimal *ret_decimal);

#endif
