/* Numbers in and out, whatever the locale. */
#ifndef AWOL_BASE_NUMBER_H
#define AWOL_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for any double or 64-bit integer as text, with its terminator. */
#define AWOL_NUMBER_SIZE 32

/* Parse the whole of a terminated string: optional sign, digits with an optional point, optional
 * exponent. No white space, no hexadecimal, no inf, no nan. False if it is anything else or does
 * not fit a finite double. */
bool awol_number_parse(const char *string, double *ret_value);

/* Parse the whole of a string as a decimal integer with optional sign. False otherwise, or where
 * it does not fit. */
bool awol_number_parse_integer(const char *string, int64_t *ret_value);

/* The shortest decimal text that reads back to the same double; "NA" for NaN, "Inf" and "-Inf" for
 * the infinities. Returns buffer. */
const char *awol_number_format(double value, char buffer[static AWOL_NUMBER_SIZE]);

/* A whole number in decimal. Returns buffer. */
const char *awol_number_format_integer(int64_t value, char buffer[static AWOL_NUMBER_SIZE]);

/* Room for awol_interval_format(). */
enum { AWOL_INTERVAL_TEXT_SIZE = 96 };

/* For sentences: "a to b"; "above a", "below b" or "no bound on either side" where a side is NaN.
 * Three digits, four from 100 on. Returns buffer. */
const char *awol_interval_format(double low, double high,
                                 char buffer[static AWOL_INTERVAL_TEXT_SIZE]);

/* For sentences: `digits` significant digits, no exponent between 1e-4 and 1e7, trailing zeros
 * after the point dropped. Returns buffer. */
const char *awol_number_format_short(double value, int digits,
                                     char buffer[static AWOL_NUMBER_SIZE]);

/* Compensated (Neumaier) summation. Zero-initialise. */
struct awol_sum {
    double total;
    double compensation;
};

void awol_sum_add(struct awol_sum *sum, double term);
double awol_sum_value(const struct awol_sum *sum);

#endif
