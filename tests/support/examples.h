/* Six bins of one day, counted in five ways, for which an independent derivation of the filter has
 * printed values. */
#ifndef TESTS_SUPPORT_EXAMPLES_H
#define TESTS_SUPPORT_EXAMPLES_H

#include "support/series.h"

struct support_example {
    const char *name; /* full, gap, nested, three-level, censored */
    struct support_span spans[8];
    size_t n;
};

enum { SUPPORT_EXAMPLES = 5 };
extern const struct support_example support_examples[SUPPORT_EXAMPLES];

/* Fails the test where there is none of that name. */
const struct support_example *support_example_find(const char *name);

#endif
