/* Running gnuplot on a script of our own, and believing its picture only when it is whole. */
#ifndef AWOL_PLOT_GNUPLOT_H
#define AWOL_PLOT_GNUPLOT_H

#include <stdbool.h>

#include "base/status.h"
#include "base/text.h"
#include "plot/script.h"

enum awol_image {
    AWOL_IMAGE_SCRIPT,
    AWOL_IMAGE_SVG,
    AWOL_IMAGE_PNG,
    AWOL_IMAGE_PDF,
    AWOL_IMAGE_EPS,
    AWOL_IMAGE_TEX,
    AWOL_IMAGE_TEXT
};

/* The kind of picture that a file name asks for by its suffix (gp, svg, png, pdf, eps, tex, txt).
 * False for any other. */
bool awol_image_from_path(const char *path, enum awol_image *ret_image);

/* The terminal for which a script must be written so that it can become such a picture. */
enum awol_terminal awol_image_terminal(enum awol_image image);

/* Turn a script into the bytes of a picture, appended to ret_bytes: gnuplot makes SVG, PNG and
 * text, and a picture of TikZ for TeX without the line that tells the time; PDF and EPS are the
 * SVG put through rsvg-convert, because gnuplot's own carry the time of day. Programs are started
 * without a shell, found in PATH, with a small environment; where the kernel allows, they can start
 * no further program. AWOL_SYSTEM: a program is missing, fails, complains, or its picture is not
 * whole. */
enum awol_status awol_gnuplot_draw(const char *script, enum awol_image image,
                                   struct awol_text *ret_bytes, struct awol_error *opt_error);

/* What is wrong with a picture, NULL if it is whole: it is not empty and ends as its kind must
 * ("</svg>", "%%EOF", the chunk IEND, "\\end{tikzpicture}"). gnuplot ends with 0 on a full disk, so
 * its exit status proves nothing. */
const char *awol_image_fault(enum awol_image image, const char *bytes, size_t length);

#endif
