/* The model of Bass as a curve, and by least squares. */
#include <math.h>

#include "model/bass.h"
#include "model/squares.h"

enum { P, Q, M };

static void point(const struct awol_curve *curve, const double *parameters, double days, int order,
                  struct awol_curve_point *ret_point)
{
    double p = parameters[P], q = parameters[Q], bins = days / curve->bin_days, bend[2][2];
    if (order == 0) {
        ret_point->share = awol_bass_share(p, q, bins);
        return;
    }
    ret_point->share = awol_bass_derive(p, q, bins, ret_point->slope, order > 1 ? bend : NULL);
    for (size_t i = 0; order > 1 && i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            ret_point->bend[i][j] = bend[i][j];
}

/* p + q is how fast, and ln(q/p)/(p + q) when it is steepest; before the record began where p is
 * the larger. */
static void place(const struct awol_curve *curve, double middle_days, double per_day, size_t form,
                  double *ret_parameters)
{
    double log_ratio = middle_days * per_day, both = per_day * curve->bin_days;
    (void)form;
    ret_parameters[P] = both / (1 + exp(log_ratio));
    ret_parameters[Q] = both / (1 + exp(-log_ratio));
}

static const struct awol_curve_type type = {
    .n_shapes = 2, .total = M, .point = point, .place = place, .n_forms = 1};

struct awol_curve awol_bass_curve(const struct awol_campaign *campaign)
{
    return (struct awol_curve){&type, campaign, awol_campaign_bin_days(campaign)};
}

enum awol_status awol_bass_open_squares(const struct awol_campaign *campaign,
                                        const struct awol_layout *layout,
                                        struct awol_likelihood *ret_likelihood,
                                        struct awol_error *opt_error)
{
    const struct awol_curve curve = awol_bass_curve(campaign);
    return awol_squares_open(&curve, layout, ret_likelihood, opt_error);
}
