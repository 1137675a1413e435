/* One step of a chain of infection: the chance that a man who is still there leaves in a bin, given
 * how many left in the bin before. A bin has to be as long as one man takes to draw the next. */
#ifndef AWOL_MODEL_CHAIN_H
#define AWOL_MODEL_CHAIN_H

/* Reed and Frost (Abbey 1952, Human Biology 24:201): each of `before` draws him away with chance
 * `infection`, whoever else does; unprompted he goes at the hazard `alone` (per bin). */
double awol_chain_reed_frost(double alone, double infection, double before);

/* TSIR (Finkenstädt and Grenfell 2000, Appl. Statist. 49:187): the hazard is alone + infection
 * before^mixing / men. mixing 1: every man meets every other. */
double awol_chain_tsir(double alone, double infection, double before, double mixing, double men);

/* Share of a large unit that a chain reaches in the end, from a few, where each draws r on average
 * while all are there: z = 1 - exp(-r z), by Lambert's W; 0 for r <= 1. */
double awol_chain_final_share(double r);

#endif
