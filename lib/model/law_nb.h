/* The negative binomial law, variance mean + phi mean^2, in two parts: what depends on the count
 * and phi alone, and what depends on the mean. With phi = 0 it is Poisson's. Private to the laws
 * and to likelihoods that take counts of one mean together. */
#ifndef AWOL_MODEL_LAW_NB_H
#define AWOL_MODEL_LAW_NB_H

/* ln y! of a number >= 0; whole where it is at most 170. */
double awol_log_factorial(double y);

/* Sums over 0 <= i < y, y a whole number, phi >= 0: of ln(1 + i phi); of i / (1 + i phi), its
 * derivative by phi; of the square of that, the derivative of it with the other sign. */
double awol_nb_sum_log(double y, double phi);
double awol_nb_sum_ratio(double y, double phi);
double awol_nb_sum_square(double y, double phi);

/* The rest of the log-probability of n counts of one mean (> 0), of which only their sum is needed:
 * awol_law_log_nb() but for the sum of logarithms and the factorial. */
struct awol_nb_means {
    double l, by_mean, by_phi;
};
void awol_nb_means(double n, double sum, double mean, double phi, struct awol_nb_means *ret_means);

/* awol_law_log_nb() with its derivatives. */
void awol_nb_score(double y, double mean, double phi, struct awol_nb_means *ret_score);

/* Its second derivatives: twice by the mean, by mean and phi, twice by phi. */
struct awol_nb_bend {
    double by_means, by_both, by_phis;
};
void awol_nb_means_bend(double n, double sum, double mean, double phi,
                        struct awol_nb_bend *ret_bend);

#endif
