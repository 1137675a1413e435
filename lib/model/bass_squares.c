/* The model of Bass by least squares. */
#include "model/bass.h"
#include "model/squares.h"

enum { P, Q, M };

static double height(const struct awol_squares *squares, const double *parameters, int64_t day)
{
    double bins = (double)(day - squares->campaign->first_day) / squares->bin_days;
    return parameters[M] * awol_bass_share(parameters[P], parameters[Q], bins);
}

static bool start(const struct awol_squares *squares, size_t k, double *ret_parameters)
{
    return awol_bass_start(squares->campaign, squares->layout, k, ret_parameters);
}

static const struct awol_squares_curve curve = {height, start};

enum awol_status awol_bass_open_squares(const struct awol_campaign *campaign,
                                        const struct awol_setup *setup,
                                        const struct awol_layout *layout,
                                        struct awol_likelihood *ret_likelihood,
                                        struct awol_error *opt_error)
{
    return awol_squares_open(&curve, campaign, setup, layout, ret_likelihood, opt_error);
}
