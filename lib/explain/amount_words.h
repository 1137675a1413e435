/* Numbers of men and of money as sentences give them. */
#ifndef AWOL_EXPLAIN_AMOUNT_WORDS_H
#define AWOL_EXPLAIN_AMOUNT_WORDS_H

#include "base/number.h"
#include "explain/draws.h"

enum { AWOL_AMOUNT_TEXT = 160 };

/* "212", "3.4", "0.07": whole from ten on. */
const char *awol_men_text(double men, char buffer[static AWOL_NUMBER_SIZE]);

/* "212 (150 to 298)"; without limits the number alone; “no estimate” for NaN. A limit that is not
 * known is left open: "212 (above 150)". */
const char *awol_amount_men(const struct awol_amount *amount, char buffer[static AWOL_AMOUNT_TEXT]);

/* The same with three significant digits, four from 100 on. */
const char *awol_amount_number(const struct awol_amount *amount,
                               char buffer[static AWOL_AMOUNT_TEXT]);

#endif
