#include "support/examples.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

const struct support_example support_examples[SUPPORT_EXAMPLES] = {
    {"full",
     {{0, 0, 1, 3, 3, NAN},
      {0, 1, 2, 5, 5, NAN},
      {0, 2, 3, 2, 2, NAN},
      {0, 3, 4, 4, 4, NAN},
      {0, 4, 5, 6, 6, NAN},
      {0, 5, 6, 1, 1, NAN}},
     6},
    {"gap",
     {{0, 0, 1, 3, 3, NAN}, {0, 1, 2, 5, 5, NAN}, {0, 3, 4, 4, 4, NAN}, {0, 4, 6, 7, 7, NAN}},
     4},
    {"nested",
     {{0, 0, 1, 3, 3, NAN}, {0, 1, 2, 5, 5, NAN}, {0, 3, 4, 4, 4, NAN}, {0, 0, 6, 21, 21, NAN}},
     4},
    {"three-level", {{0, 0, 1, 3, 3, NAN}, {0, 2, 4, 9, 9, NAN}, {0, 0, 6, 24, 24, NAN}}, 3},
    {"censored",
     {{0, 0, 1, 3, 3, NAN},
      {0, 1, 3, 6, 12, NAN},
      {0, 3, 4, 4, 4, NAN},
      {0, 4, 6, 3, INFINITY, NAN}},
     4},
};

const struct support_example *support_example_find(const char *name)
{
    for (size_t i = 0; i < SUPPORT_EXAMPLES; i++)
        if (strcmp(support_examples[i].name, name) == 0)
            return &support_examples[i];
    cr_assert(0, "no example %s", name);
    return NULL;
}
