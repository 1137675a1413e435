/* What stands below every figure of a scenario. */
#ifndef AWOL_PLOT_SCENARIO_CAPTION_H
#define AWOL_PLOT_SCENARIO_CAPTION_H

#include "plot/chart.h"

/* That it is no estimate, and what was assumed: the table assumptions of the stream, if it has one.
 */
void awol_scenario_caption(struct awol_chart *chart, const struct awol_stream *stream);

/* The value of an assumption as it is written there; NULL if it was not used. */
const char *awol_scenario_assumed(const struct awol_stream *stream, const char *name);

/* Append a number of a table with a few digits, as the language writes it; any other cell as a word
 * of the figures, or as it stands. */
void awol_scenario_number(struct awol_text *text, enum awol_language language, const char *cell,
                          size_t length);

/* Append the name of an assumption in the language. */
void awol_scenario_name(struct awol_text *text, enum awol_language language, const char *name);

/* Rows from *first on that have the same numbers in the n columns as the row *first; returns the
 * row behind them. */
size_t awol_scenario_run(const double *const *columns, size_t n, size_t first, size_t n_rows);

#endif
