/* What the figure `strip` draws: who left with whom. */
#ifndef AWOL_PLOT_STRIP_H
#define AWOL_PLOT_STRIP_H

#include "plot/chart.h"

/* Men in one row who left between two days; they are one party where the record says so. */
struct awol_strip_leaving {
    size_t row;       /* of the table */
    size_t unit;      /* into units */
    const char *name; /* of a single man, else NULL */
    double earliest;  /* first day */
    double end;       /* day after the last */
    double men;       /* NaN unknown */
    double party;     /* men who left together; NaN unknown */
    bool named;       /* one man with a name */
};

struct awol_strip {
    struct awol_chart chart;
    const struct awol_stream *stream;
    struct awol_strip_leaving *leavings; /* by unit, first day, last day */
    size_t n;
    const char **units; /* in the order of the file */
    double *men;        /* of each, sum */
    size_t n_units;
    size_t undated; /* rows without both days */
    size_t rivals;  /* rows that are not preferred */
    size_t uncounted;
    double numbered; /* where the last number stands, and how far off the next may */
    double apart;
};

/* The rows of table events. AWOL_DATA with its place for bad cells; no row at all. */
enum awol_status awol_strip_read(struct awol_strip *strip, struct awol_error *opt_error);

#endif
