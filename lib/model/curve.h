/* A curve that the departures of one unit follow: so many who go in the end, times the share of
 * them that has gone by a time. Its rise over what each count is about, with derivatives; and where
 * a search may begin. */
#ifndef AWOL_MODEL_CURVE_H
#define AWOL_MODEL_CURVE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/campaign.h"
#include "model/layout.h"

/* Most parameters of a share: what a curve has beside how many go in the end. */
enum { AWOL_CURVE_SHAPES = 3 };

/* A share, or a rise of it, with its first and second derivatives by the shapes. */
struct awol_curve_point {
    double share, slope[AWOL_CURVE_SHAPES], bend[AWOL_CURVE_SHAPES][AWOL_CURVE_SHAPES];
};

struct awol_curve;

/* The curve's own parameters are the first 1 + n_shapes of the layout. */
struct awol_curve_type {
    int kind; /* the model's own */
    size_t n_shapes;
    size_t total; /* which of them is how many go in the end; the others are the shapes, in order */
    /* Share gone by so many days after the first, with derivatives up to that order (0, 1, 2). */
    void (*point)(const struct awol_curve *curve, const double *parameters, double days, int order,
                  struct awol_curve_point *ret_point);
    /* The shapes of a curve that is steepest about `middle_days` and takes some three times
     * 1/per_day for most of its rise; form: which of n_forms. */
    void (*place)(const struct awol_curve *curve, double middle_days, double per_day, size_t form,
                  double *ret_parameters);
    size_t n_forms;
};

struct awol_curve {
    const struct awol_curve_type *type;
    const struct awol_campaign *campaign;
    double bin_days;
};

/* Index in the layout of a shape. */
static inline size_t awol_curve_index(const struct awol_curve *curve, size_t shape)
{
    return shape < curve->type->total ? shape : shape + 1;
}

/* Days from the first of the record to the beginning of bin t of the unit. */
static inline double awol_curve_days(const struct awol_curve *curve, size_t t)
{
    return (double)(curve->campaign->units[0].edges[t] - curve->campaign->first_day);
}

/* ---- the rise over each count ------------------------------------------------------------- */

/* Counts in the order of the record, without those of which all is known from their parts. */
struct awol_rises {
    struct awol_curve curve;
    size_t n;
    const struct awol_observation **observations; /* [n], the first of each block */
    struct awol_bins *runs;          /* stretches of days of which a count says something new */
    size_t *first_run;               /* [n + 1] */
    double *days;                    /* [n_days] at which the curve is looked up */
    struct awol_curve_point *points; /* [n_days] */
    size_t n_days;
};

/* block: so many counts taken as one. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_rises_init(struct awol_rises *rises, const struct awol_curve *curve,
                                 size_t block, struct awol_error *opt_error);
void awol_rises_release(struct awol_rises *rises);

/* Look the curve up at all days; then the rise over count i, with derivatives up to that order. */
void awol_rises_look_up(struct awol_rises *rises, const double *parameters, int order);
void awol_rises_get(const struct awol_rises *rises, size_t i, int order,
                    struct awol_curve_point *ret_rise);

/* ---- starts -------------------------------------------------------------------------------- */

enum { AWOL_CURVE_STARTS = 3 };

/* Of a net of curves, each with the total that fits it best (it is known at once, because the curve
 * is linear in it: Golub and Pereyra 1973, SIAM J. Numer. Anal. 10:413), those that no neighbour
 * betters. */
struct awol_curve_starts {
    size_t n;
    double values[AWOL_CURVE_STARTS][AWOL_CURVE_SHAPES + 1]; /* best first */
};

/* evenly: all counts err by as much, not the larger ones by more. AWOL_MEMORY. */
enum awol_status awol_curve_find_starts(const struct awol_curve *curve,
                                        const struct awol_layout *layout, bool evenly,
                                        struct awol_curve_starts *ret_starts,
                                        struct awol_error *opt_error);

/* Start number k with middling values of what else the layout has; false where there are no more.
 */
bool awol_curve_start(const struct awol_curve_starts *starts, const struct awol_curve *curve,
                      const struct awol_layout *layout, size_t k, double *ret_parameters);

#endif
