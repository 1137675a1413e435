#include "base/decimal.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum {
    MOST_DIGITS = 17, /* tell any two doubles apart */
    LEAST_POWER = 2,  /* below 1e15 */
    MOST_POWER = 32,  /* 53 bits times 5^32 are 128 bits */
    MOST_SHIFT = 110  /* leaves 17 bits for what is dropped, and its double */
};

#define TEN_TO_16 UINT64_C(10000000000000000)
#define HIDDEN_BIT (UINT64_C(1) << 52)

static wide power_of_five(int exponent)
{
    wide power = 1, base = 5;
    for (; exponent > 0; exponent /= 2, base *= base)
        if (exponent % 2 == 1)
            power *= base;
    return power;
}

/* A value of which 17 digits are `digits`, and rest / 2^shift of the last of them follow. One unit
 * of the binary mantissa is `ulp` / 2^shift of it. */
struct expansion {
    uint64_t digits, mantissa;
    wide rest, ulp;
    int shift, exponent;
};

static bool expand(double value, struct expansion *ret)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const int biased = (int)(bits >> 52);
    if (biased <= 0 || biased >= 0x7FF)
        return false;
    const int binary = biased - 1075;
    ret->mantissa = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
    /* log10 of 2^(binary + 52) is at most one less than the exponent that is looked for. */
    for (ret->exponent = (int)floor((binary + 52) * 0.30102999566398120);; ret->exponent++) {
        const int power = MOST_DIGITS - 1 - ret->exponent;
        ret->shift = -binary - power;
        if (power < LEAST_POWER || power > MOST_POWER || ret->shift < 1 || ret->shift > MOST_SHIFT)
            return false;
        ret->ulp = power_of_five(power);
        const wide product = ret->ulp * ret->mantissa;
        ret->digits = (uint64_t)(product >> ret->shift);
        ret->rest = product & (((wide)1 << ret->shift) - 1);
        if (ret->digits < 10 * TEN_TO_16)
            return true;
    }
}

/* Round to fewer digits, half to even, as printf does: to a multiple of `unit` of the last. False
 * if that is another double. */
static bool round_to(const struct expansion *from, uint64_t unit, uint64_t *ret_digits)
{
    const wide whole = (wide)unit << from->shift;
    const wide below = ((wide)(from->digits % unit) << from->shift) | from->rest;
    uint64_t digits = from->digits / unit;
    const bool up = below > whole / 2 || (below == whole / 2 && digits % 2 == 1);
    const wide distance = up ? whole - below : below;
    /* Half the way to the next double, which reads as this one where this mantissa is even; below
     * a power of two the doubles are twice as dense. */
    const unsigned share = !up && from->mantissa == HIDDEN_BIT ? 4 : 2;
    *ret_digits = digits + up;
    return distance * share <= from->ulp - (from->mantissa & 1);
}

bool awol_decimal_from_double(double value, struct awol_decimal *ret_decimal)
{
    struct expansion from;
    uint64_t unit = 100;
    struct awol_decimal decimal = {.n_digits = MOST_DIGITS - 2};
    if (!expand(value, &from))
        return false;
    for (; !round_to(&from, unit, &decimal.digits) && unit > 1; unit /= 10)
        decimal.n_digits++;
    decimal.exponent = from.exponent + (decimal.digits * unit == 10 * TEN_TO_16);
    decimal.n_digits += decimal.exponent - from.exponent;
    for (; decimal.digits % 10 == 0; decimal.digits /= 10)
        decimal.n_digits--;
    *ret_decimal = decimal;
    return true;
}
