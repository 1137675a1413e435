#include "model/likelihood.h"

#include <stdlib.h>

void awol_times_release(struct awol_times *times)
{
    free(times->times);
    free(times->marks);
    *times = (struct awol_times){0};
}

void awol_likelihood_release(struct awol_likelihood *likelihood)
{
    if (likelihood->type)
        likelihood->type->free(likelihood->state);
    *likelihood = (struct awol_likelihood){0};
}
