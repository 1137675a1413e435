/* How many follow the first deserters: closed forms of the linear cascade, in which each departure
 * prompts a Poisson number of others, eta on average, whatever the number that is left. */
#ifndef AWOL_EXPLAIN_BOREL_H
#define AWOL_EXPLAIN_BOREL_H

/* Logarithm of the probability that `first` first deserters (>= 1, whole) make `size` departures in
 * all, themselves among them: P = (k/n) e^(-eta n) (eta n)^(n-k) / (n-k)! (Borel 1942; Tanner 1953,
 * Biometrika 40:58; Haight and Breuer 1960, Biometrika 47:143). -INFINITY where size < first; eta
 * >= 0. Above eta = 1 the probabilities add to less than 1: the rest is a cascade without end. */
double awol_borel_log(double first, double eta, double size);

/* Probability of at least `followers` (whole, >= 0) besides the first. eta < 1. */
double awol_borel_at_least(double first, double eta, double followers);

/* Followers of one deserter within `days`, and their variance: eta/(1-eta) (1 - e^-((1-eta)
 * T/tau)), eta T/tau at eta = 1 (mean of a linear birth process with delays that are exponential;
 * variance from model/step.h). INFINITY where it leaves the range of numbers. */
double awol_followers_within(double eta, double tau_days, double days);
double awol_followers_variance(double eta, double tau_days, double days);

/* By how much eta has to be multiplied while an offer of `days` stands, so that as many follow one
 * deserter within it as follow within `standing_days` (INFINITY: ever; eta < 1 then) at eta. */
double awol_urgency_needed(double eta, double tau_days, double days, double standing_days);

#endif
