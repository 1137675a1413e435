/* How figures look: face, sizes, and the colour of each part. */
#ifndef AWOL_PLOT_THEME_H
#define AWOL_PLOT_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

/* Curves of one panel that the eye can tell apart. */
#define AWOL_SERIES_MAX 8

/* What a colour is for. AWOL_SERIES + i is curve i, i < AWOL_SERIES_MAX. */
enum awol_role {
    AWOL_INK,          /* counts, and all that is printed black */
    AWOL_AXIS,         /* axes and captions */
    AWOL_MUTED,        /* what is not used, and what lies behind */
    AWOL_FIT,          /* what was fitted */
    AWOL_OFFER,        /* an offer and its name */
    AWOL_SHADE,        /* the time in which it stood */
    AWOL_CIRCUMSTANCE, /* battles, paydays, orders */
    AWOL_GAP,          /* time without a report */
    AWOL_SERIES,
    AWOL_ROLES = AWOL_SERIES + AWOL_SERIES_MAX
};

struct awol_theme {
    char font[65];
    double text;                 /* px */
    double title;                /* px */
    double line;                 /* px, of a curve */
    char colours[AWOL_ROLES][8]; /* "#rrggbb" */
};

/* Names of the palettes, NULL-terminated; the first is the default, "greys" is --mono. */
extern const char *const awol_palettes[];

/* DejaVu Sans at 8 points, Okabe and Ito's colours. */
void awol_theme_init(struct awol_theme *theme);

/* Take the colours of a palette. False if there is none of that name. */
bool awol_theme_set_palette(struct awol_theme *theme, const char *name);

/* Take what a file says: lines "key = value", empty lines, and lines that begin with '#'. A palette
 * sets all colours but those that have a line of their own. Sizes are points, at least 8 for text.
 * AWOL_DATA with line and column for anything else. */
enum awol_status awol_theme_read(FILE *file, const char *source, struct awol_theme *theme,
                                 struct awol_error *opt_error);

/* Dash and mark of curve i, so that none is known by its colour alone. */
int awol_theme_dash(size_t series);
int awol_theme_point(size_t series);

#endif
