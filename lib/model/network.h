/* Who heeds whom: ties between men, and cascades through them.
 *
 * Men are numbers from 0. A man leaves when the share of those he is tied to who have left reaches
 * his threshold (Watts 2002, Proc. Natl. Acad. Sci. 99:5766). */
#ifndef AWOL_MODEL_NETWORK_H
#define AWOL_MODEL_NETWORK_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/nesting.h"
#include "model/threshold.h"

/* More men, or more ties, are refused: numbers have 32 bits. */
#define AWOL_NETWORK_MOST_MEN ((size_t)100000000)
#define AWOL_NETWORK_MOST_TIES ((size_t)1000000000)

/* Ties go both ways; those of man i are ends[starts[i] .. starts[i + 1]). Owns its arrays. */
struct awol_network {
    size_t n;
    uint32_t *starts; /* [n + 1] */
    uint32_t *ends;
};

void awol_network_release(struct awol_network *network);

/* Each pair is tied with the same chance, so that a man has mean_ties on average (Erdős and Rényi);
 * pairs without a tie are skipped (Batagelj and Brandes 2005, Phys. Rev. E 71:036113): the time
 * goes with the ties. AWOL_RANGE for too many men or ties. The caller releases it. */
enum awol_status awol_network_random(size_t n, double mean_ties, gsl_rng *generator,
                                     struct awol_network *ret_network,
                                     struct awol_error *opt_error);

/* Each man has so many ties, joined at random (Molloy and Reed 1995); ties of a man to himself and
 * second ties of a pair are left out, which in a large network are few, and one of an odd sum.
 * AWOL_RANGE as above. */
enum awol_status awol_network_degrees(const uint32_t *degrees, size_t n, gsl_rng *generator,
                                      struct awol_network *ret_network,
                                      struct awol_error *opt_error);

/* Units in units: mean_ties[h] is how many a man heeds, on average, of those with whom the smallest
 * unit in common stands h steps above the smallest units; each such pair has the same chance (at
 * most 1: in a small unit everybody heeds everybody). n_levels numbers; 0 above. AWOL_RANGE as
 * above. */
enum awol_status awol_network_nested(const struct awol_nesting *nesting, const double *mean_ties,
                                     size_t n_levels, gsl_rng *generator,
                                     struct awol_network *ret_network,
                                     struct awol_error *opt_error);

/* ---- what a network could do -------------------------------------------------------------------
 */

/* A man is vulnerable if one comrade who leaves is enough for him. */
struct awol_vulnerable {
    double men;       /* share of the men, ties or none */
    double branching; /* sum k(k-1) rho_k p_k / sum k p_k: how many vulnerable men one of them puts
                         past their threshold. Above 1 a cascade may run through the network (Watts
                         2002, equation 5). */
    double chance; /* that one first man starts one: that a vulnerable man of the giant cluster is
                      among his comrades; 0 where branching is below 1 */
};

/* Chance that one comrade of `ties` who leaves is enough for a man. */
double awol_network_enough(const struct awol_thresholds *thresholds, double ties);

/* Of a Poisson law of ties with a mean, by closed form. */
void awol_network_poisson(double mean_ties, const struct awol_thresholds *thresholds,
                          struct awol_vulnerable *ret);

/* Of a network as it is, by how many ties men have; chance as if they were joined at random. */
enum awol_status awol_network_vulnerable(const struct awol_network *network,
                                         const struct awol_thresholds *thresholds,
                                         struct awol_vulnerable *ret, struct awol_error *opt_error);

/* The window of mean ties in which cascades may run, where all have one threshold, 0 < threshold <
 * 1: outside it the network is too sparse, or each man heeds too many. False where there is none.
 */
bool awol_network_window(double threshold, double *ret_low, double *ret_high);

/* ---- cascades ------------------------------------------------------------------------------- */

/* Room for cascades in networks of up to so many men; to be used again and again. */
struct awol_network_cascade {
    uint32_t *needed; /* [n] comrades who have still to leave before he does; UINT32_MAX: never */
    uint32_t *left;   /* [n_left] who has left, in order */
    size_t n, n_left;
    size_t rounds; /* generations after the first */
};

enum awol_status awol_network_cascade_init(struct awol_network_cascade *cascade, size_t n,
                                           struct awol_error *opt_error);
void awol_network_cascade_release(struct awol_network_cascade *cascade);

/* Draw the men's thresholds (sd may be 0: all the mean). opt_lowered [n]: by how much each man's is
 * lowered, or NULL. A man without ties heeds nobody. */
void awol_network_cascade_begin(struct awol_network_cascade *cascade,
                                const struct awol_network *network,
                                const struct awol_thresholds *thresholds, const float *opt_lowered,
                                gsl_rng *generator);

/* A man who leaves whatever the others do; nothing where he has left already. */
void awol_network_cascade_seed(struct awol_network_cascade *cascade, uint32_t man);

/* All who follow. */
void awol_network_cascade_run(struct awol_network_cascade *cascade,
                              const struct awol_network *network);

/* True if a man has left. */
bool awol_network_cascade_has(const struct awol_network_cascade *cascade, uint32_t man);

/* ---- everybody heeds everybody -----------------------------------------------------------------
 */

/* A cascade of `men` men of whom `first` leave whatever the others do, all thresholds lowered by
 * `shift`: Granovetter 1978. Their thresholds are not drawn one by one: how many of those who are
 * still there have one between two shares is binomial, which is the same law in a time that goes
 * with the rounds and not with the men. *opt_rounds gets their number. men at most 4e9. */
double awol_thresholds_cascade(const struct awol_thresholds *thresholds, double men, double first,
                               double shift, gsl_rng *generator, size_t *opt_rounds);

#endif
