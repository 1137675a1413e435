/* How often the evidence of units side by side speaks for contagion, in campaigns of which the
 * truth is known: three regiments of three companies, drawn in exact continuous time. Shared by the
 * test (some records) and by the program behind make evidence (many). */
#ifndef TESTS_SUPPORT_EVIDENCE_RATES_H
#define TESTS_SUPPORT_EVIDENCE_RATES_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#define EVIDENCE_SEED 1776u

/* The logarithm of what multiplies a rate, week by week: a Gaussian autoregression of standard
 * deviation sd and lag-one correlation .8; 0: none. */
struct evidence_truth {
    const char *name, *truth;  /* the latter in words, for the table */
    double eta, share_between; /* the latter to the other companies of the regiment */
    double tau_weeks;
    double shared_sd, regiment_sd, company_sd;
};

extern const struct evidence_truth evidence_truths[];
extern const size_t evidence_n_truths;

/* Draw record k, expect of each company its mean count, and ask: the p of what goes on in a
 * company, and of what goes to the other companies of its regiment. */
enum awol_status evidence_draw(const struct evidence_truth *truth, uint32_t k, double *ret_unit,
                               double *ret_near, struct awol_error *opt_error);

#endif
