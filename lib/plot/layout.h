/* Where text goes on a page: estimates of its width, lines, and labels that do not overlap. */
#ifndef AWOL_PLOT_LAYOUT_H
#define AWOL_PLOT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Estimated width in px of a text in a sans-serif face of that size. The same on every machine,
 * whatever fonts it has: the figure must not depend on them. */
double awol_layout_width(const char *text, double size);

/* Break text at spaces into lines of at most `width` px; a longer word stands on a line of its
 * own, cut with an ellipsis. At most max_lines are made; the last then ends with an ellipsis. Lines
 * are allocated in the arena. Returns their number; 0 for an empty text or when out of memory. */
size_t awol_layout_wrap(struct awol_arena *arena, const char *text, double width, double size,
                        const char **ret_lines, size_t max_lines);

/* The text cut to a width with an ellipsis (in the arena), or itself where it fits. */
const char *awol_layout_cut(struct awol_arena *arena, const char *text, double width, double size);

/* The same, but with its beginning and its end: names that begin alike differ there. */
const char *awol_layout_cut_middle(struct awol_arena *arena, const char *text, double width,
                                   double size);

/* A label that hangs on a vertical line at x: it extends to the right of it (to the left where
 * there is no room), and the line runs on down from its row. Row 0 is the lowest. */
struct awol_tag {
    double x;
    double width;
    size_t row;
    bool leftward;
};

/* Give each tag the lowest row in which neither it nor its line touches another tag or its line.
 * Tags are in order of x and should end before `right`. False if some tag finds no row below
 * max_rows; rows are then not to be used. *ret_rows is the number of rows needed. */
bool awol_layout_tags(struct awol_tag *tags, size_t n, double right, size_t max_rows,
                      size_t *ret_rows);

#endif
