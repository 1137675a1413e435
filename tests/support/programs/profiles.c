/* profiles FROM TO: draw records FROM to TO (excluded), fit them, and tell which limits of their
 * profiles a search by force does not confirm. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/random.h"
#include "support/profiles.h"

static const char *const laws[] = {"poisson", "nb", "gp", "binomial"};
static const double level = 0.9;

struct tally {
    size_t limits, wrong;
    double worst;
};

static void describe(uint32_t k, const struct profiles_plan *p)
{
    printf("record %u: %s%s%s, %d bins of %d units%s%s%s%s%s%s%s%s\n", (unsigned)k, laws[p->law],
           p->cascade ? ", " : "", p->cascade ? awol_kernel_names[p->kernel] : "", p->bins,
           p->units, p->levels ? ", levels" : "", p->between ? ", between" : "",
           p->background ? ", background" : "", p->offer ? ", offer" : "",
           p->urgency ? ", urgency" : "", p->men ? ", men" : "", p->totals ? ", totals" : "",
           p->trend ? ", trend" : "");
}

static bool is_good(const struct profiles_verdict *v)
{
    return fabs(v->error) <= 1e-6 && v->outside < 1e-4 && v->better < 1e-4;
}

static enum awol_status judge_all(struct profiles_record *r, struct awol_estimate *e, uint32_t k,
                                  struct tally *tally, struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    bool told = false;
    size_t n_random = 6;
    for (size_t p = 0; status == AWOL_OK && p < r->problem.layout.n; p++) {
        struct awol_interval interval;
        double before = e->log_likelihood;
        if (isnan(e->values[p]))
            continue;
        status = awol_profile(&r->problem, e, p, level, &interval, NULL, error);
        for (int side = -1; status == AWOL_OK && side <= 1; side += 2) {
            struct profiles_verdict v = {0};
            enum awol_side kind = side < 0 ? interval.low_side : interval.high_side;
            status =
                profiles_judge(&r->problem, e, p, level, &interval, side, n_random, 2, &v, error);
            if (status == AWOL_OK && !is_good(&v)) /* or is it the search by force? */
                status =
                    profiles_judge(&r->problem, e, p, level, &interval, side, 60, 2, &v, error);
            tally->limits++;
            tally->worst = fmax(tally->worst, fabs(v.error));
            if (status == AWOL_OK && !is_good(&v)) {
                if (!told)
                    describe(k, &r->plan);
                told = true;
                tally->wrong++;
                printf("  %-16s %s %s %.8g (estimate %.6g): working error %.2g, printed %.2g, "
                       "between %.2g, better %.2g\n",
                       r->problem.layout.parameters[p].name, side < 0 ? "low " : "high",
                       kind == AWOL_SIDE_FOUND  ? "found"
                       : kind == AWOL_SIDE_OPEN ? "open "
                                                : "zero ",
                       v.limit, e->full[p], v.error, v.printed, v.outside, v.better);
            }
        }
        if (e->log_likelihood > before + 1e-6)
            printf("  (record %u: a better maximum by %.3g)\n", (unsigned)k,
                   e->log_likelihood - before);
    }
    fflush(stdout);
    return status;
}

static enum awol_status run(uint32_t k, struct tally *tally, struct awol_error *error)
{
    struct profiles_record record;
    struct awol_estimate estimate = {0};
    const struct profiles_plan plan = profiles_plan(k);
    enum awol_status status = profiles_draw(&record, &plan, k, error);
    if (status == AWOL_OK)
        status = awol_estimate_fit(&record.problem, NULL, &estimate, error);
    if (status == AWOL_OK)
        status = judge_all(&record, &estimate, k, tally, error);
    if (status != AWOL_OK) {
        describe(k, &plan);
        printf("  %s\n", error->message);
    }
    awol_estimate_release(&estimate);
    profiles_release(&record);
    return AWOL_OK;
}

int main(int argc, char **argv)
{
    struct awol_error error = {.status = AWOL_OK};
    struct tally tally = {0};
    int64_t from, to;
    if (argc != 3 || !awol_number_parse_integer(argv[1], &from) ||
        !awol_number_parse_integer(argv[2], &to) || from < 0 || to <= from || to > 100000) {
        fputs("usage: profiles FROM TO\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    for (int64_t k = from; k < to; k++)
        run((uint32_t)k, &tally, &error);
    printf("%zu limits, %zu not confirmed; largest error on the working scale %.2g\n", tally.limits,
           tally.wrong, tally.worst);
    return 0;
}
