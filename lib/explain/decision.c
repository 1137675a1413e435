#include "explain/decision.h"

#include <math.h>

double awol_decision_worth(const struct awol_decision *d)
{
    return (1 - d->death - d->caught) * d->promise * d->promised +
           (d->staying - d->death) * d->life - d->caught * d->punishment - d->pay;
}

double awol_decision_share(const struct awol_decision *d)
{
    double worth = awol_decision_worth(d);
    if (!(worth > 0))
        return 0;
    return 0.5 * erfc(-log(worth / d->reservation) / log(d->spread) / sqrt(2));
}

double awol_decision_death(const struct awol_decision *d)
{
    struct awol_decision safe = *d;
    safe.death = 0;
    double lost = d->promise * d->promised + d->life;
    return lost > 0 ? (awol_decision_worth(&safe) - d->reservation) / lost : (double)NAN;
}

double awol_decision_promised(const struct awol_decision *d)
{
    struct awol_decision empty = *d;
    empty.promised = 0;
    double kept = (1 - d->death - d->caught) * d->promise;
    return kept > 0 ? fmax(0, (d->reservation - awol_decision_worth(&empty)) / kept) : (double)NAN;
}

double awol_decision_reservation(double payment, double death, double life)
{
    return (1 - death) * payment - death * life;
}
