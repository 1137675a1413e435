#include "plot/script.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* Printed pictures need about 300 dots an inch; a page has 96 pixels to the inch. */
#define PNG_SCALE                                                                                  \
    3.125 /* and three quarters of it for fonts, which this terminal counts in points */

#define PAPER "#ffffff"
#define LAYERS_APART ", \\\n     "

/* What parts the widths of two kinds of dashes, px: nothing that is seen. */
#define DASH_WIDTH 0.002

/* One character of a text picture stands for about this much of a page. */
#define DUMB_CELL_WIDTH 5.6
#define DUMB_CELL_HEIGHT 11.0

void awol_script_init(struct awol_script *script)
{
    *script = (struct awol_script){.n_blocks = 0};
    awol_text_init(&script->text);
}

void awol_script_release(struct awol_script *script)
{
    awol_text_release(&script->text);
}

enum awol_status awol_script_check(const struct awol_script *script, struct awol_error *opt_error)
{
    return awol_text_check(&script->text, opt_error);
}

bool awol_script_font_is_valid(const char *font)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -";
    size_t length = strlen(font);
    return length > 0 && length <= 64 && strspn(font, allowed) == length;
}

static void quote(struct awol_script *script, const char *string)
{
    if (script->is_tex) {
        awol_script_quote_tex(&script->text, string);
    } else {
        awol_script_quote(&script->text, string);
    }
}

static void append_number(struct awol_script *script, double value)
{
    char buffer[AWOL_NUMBER_SIZE];
    awol_text_append(&script->text, isfinite(value) ? awol_number_format(value, buffer) : "NaN");
}

/* Three digits after the point are a thousandth of a pixel or of a page. */
static void append_short(struct awol_script *script, double value)
{
    char buffer[AWOL_NUMBER_SIZE];
    awol_text_append(&script->text, awol_number_format(round(value * 1e5) / 1e5, buffer));
}

static void append_terminal(struct awol_script *script, const struct awol_page *page)
{
    double scale = page->terminal == AWOL_TERMINAL_PNG ? PNG_SCALE : 1.0;
    if (page->terminal == AWOL_TERMINAL_DUMB) {
        awol_text_append_format(&script->text, "set terminal dumb noenhanced size %.0f,%.0f mono\n",
                                page->width / DUMB_CELL_WIDTH, page->height / DUMB_CELL_HEIGHT);
        return;
    }
    if (page->terminal == AWOL_TERMINAL_TEX) {
        awol_text_append(&script->text, "set terminal tikz nofulldoc color size ");
        append_short(script, page->width / (10.0 * AWOL_PX_PER_MM));
        awol_text_append(&script->text, "cm,");
        append_short(script, page->height / (10.0 * AWOL_PX_PER_MM));
        awol_text_append(&script->text, "cm\n");
        return;
    }
    /* Thick lines of the PNG terminal begin with a spur where they are not rounded. */
    awol_text_append_format(&script->text, "set terminal %s noenhanced size %.0f,%.0f font ",
                            page->terminal == AWOL_TERMINAL_PNG ? "pngcairo rounded" : "svg",
                            page->width * scale, page->height * scale);
    awol_text_append_format(&script->text, "'%s,", page->font);
    append_short(script, page->font_size);
    awol_text_append(&script->text, "'");
    if (page->terminal == AWOL_TERMINAL_PNG) {
        awol_text_append(&script->text, " fontscale 2.34375 linewidth 3.125 pointscale 3.125");
    }
    awol_text_append(&script->text, " background '" PAPER "'\n");
}

void awol_script_begin(struct awol_script *script, const struct awol_page *page)
{
    script->page_width = page->width;
    script->page_height = page->height;
    script->font = page->font;
    script->is_tex = page->terminal == AWOL_TERMINAL_TEX;
    awol_text_append(&script->text, "# Drawn by awol-plot: gnuplot -d FILE > figure.svg\n");
    append_terminal(script, page);
    awol_text_append(&script->text, "set encoding utf8\n"
                                    "set decimalsign '.'\n"
                                    "set colorsequence podo\n"
                                    "set datafile separator whitespace\n"
                                    "unset key\n"
                                    "unset colorbox\n"
                                    "set clip two\n"
                                    "set multiplot\n");
}

void awol_script_end(struct awol_script *script)
{
    awol_text_append(&script->text, "unset multiplot\n");
}

size_t awol_script_block(struct awol_script *script, const double *values, size_t n_rows,
                         size_t n_columns)
{
    size_t block = script->n_blocks++;
    awol_text_append_format(&script->text, "$data%zu << EOD\n", block);
    for (size_t row = 0; row < n_rows; row++) {
        if (!isnan(values[row * n_columns])) {
            for (size_t column = 0; column < n_columns; column++) {
                awol_text_append(&script->text, column > 0 ? " " : "");
                append_number(script, values[row * n_columns + column]);
            }
        }
        awol_text_append(&script->text, "\n");
    }
    awol_text_append(&script->text, "EOD\n");
    return block;
}

static void append_range(struct awol_script *script, const char *axis, double low, double high)
{
    awol_text_append_format(&script->text, "set %srange [", axis);
    append_number(script, low);
    awol_text_append(&script->text, ":");
    append_number(script, high);
    awol_text_append(&script->text, "]\n");
}

static void append_ticks(struct awol_script *script, const char *axis, const double *ticks,
                         const char *const *opt_labels, size_t n)
{
    if (n == 0) {
        awol_text_append_format(&script->text, "unset %stics\n", axis);
        return;
    }
    awol_text_append_format(&script->text, "set %stics nomirror out scale 0.5 (", axis);
    for (size_t i = 0; i < n; i++) {
        awol_text_append(&script->text, i > 0 ? ", " : "");
        quote(script, opt_labels != NULL ? opt_labels[i] : "");
        awol_text_append(&script->text, " ");
        append_number(script, ticks[i]);
    }
    awol_text_append(&script->text, ")");
}

static void append_font(struct awol_script *script, double size)
{
    awol_text_append_format(&script->text, " font '%s,", script->is_tex ? "" : script->font);
    append_short(script, script->is_tex ? size / AWOL_PX_PER_PT : size);
    awol_text_append(&script->text, "'");
}

static void append_margin(struct awol_script *script, const char *side, double share)
{
    awol_text_append_format(&script->text, "set %smargin at screen ", side);
    append_short(script, share);
    awol_text_append(&script->text, "\n");
}

void awol_script_panel(struct awol_script *script, const struct awol_panel *panel)
{
    append_margin(script, "l", panel->left / script->page_width);
    append_margin(script, "r", panel->right / script->page_width);
    append_margin(script, "t", 1.0 - panel->top / script->page_height);
    append_margin(script, "b", 1.0 - panel->bottom / script->page_height);
    awol_text_append(&script->text, panel->log_x && panel->log_y ? "set logscale xy\n"
                                    : panel->log_x ? "unset logscale\nset logscale x\n"
                                    : panel->log_y ? "unset logscale\nset logscale y\n"
                                                   : "unset logscale\n");
    append_range(script, "x", panel->x_min, panel->x_max);
    append_range(script, "y", panel->y_min, panel->y_max);
    awol_text_append_format(&script->text, "set border 3 lc rgb '%s' lw 0.75\n", panel->colour);
    append_ticks(script, "x", panel->x_ticks, NULL, panel->n_x_ticks);
    awol_text_append(&script->text, "\n");
    append_ticks(script, "y", panel->y_ticks, panel->y_labels, panel->n_y_ticks);
    if (panel->n_y_ticks > 0) {
        append_font(script, panel->label_size);
    }
    awol_text_append(&script->text, "\n");
}

static void append_point(struct awol_script *script, struct awol_point point)
{
    awol_text_append(&script->text, point.x_on_axis ? "first " : "screen ");
    if (point.x_on_axis) {
        append_number(script, point.x);
    } else {
        append_short(script, point.x / script->page_width);
    }
    awol_text_append(&script->text, point.y_on_axis ? ", first " : ", screen ");
    if (point.y_on_axis) {
        append_number(script, point.y);
    } else {
        append_short(script, 1.0 - point.y / script->page_height);
    }
}

void awol_script_label(struct awol_script *script, struct awol_point at, const char *text,
                       const struct awol_label_style *style)
{
    static const char *const aligns[] = {"left", "center", "right"};
    awol_text_append(&script->text, "set label ");
    quote(script, text);
    awol_text_append(&script->text, " at ");
    append_point(script, at);
    awol_text_append_format(&script->text, " %s %s", aligns[style->align],
                            style->rotated ? "rotate by 90" : "norotate");
    append_font(script, style->size);
    awol_text_append_format(&script->text, " textcolor rgb '%s' front\n", style->colour);
}

void awol_script_line(struct awol_script *script, struct awol_point from, struct awol_point to,
                      const struct awol_line_style *style)
{
    awol_text_append(&script->text, "set arrow from ");
    append_point(script, from);
    awol_text_append(&script->text, " to ");
    append_point(script, to);
    awol_text_append(&script->text,
                     style->arrow ? " head filled size screen 0.008,20 " : " nohead ");
    awol_text_append_format(&script->text, "lc rgb '%s' dt %d lw ", style->colour, style->dash);
    /* The SVG terminal takes no notice of a dash where neither colour nor width changes with it. */
    append_short(script, style->width + DASH_WIDTH * (double)(style->dash - 1));
    awol_text_append(&script->text, "\n");
}

void awol_script_box(struct awol_script *script, struct awol_point from, struct awol_point to,
                     const struct awol_fill_style *style)
{
    awol_text_append(&script->text, "set object rectangle from ");
    append_point(script, from);
    awol_text_append(&script->text, " to ");
    append_point(script, to);
    awol_text_append_format(&script->text, " fc rgb '%s'", style->colour);
    if (style->opacity > 0.0) {
        awol_text_append(&script->text, " fs transparent solid ");
        append_short(script, style->opacity);
    } else {
        awol_text_append(&script->text, " fs empty");
    }
    if (style->border != NULL) {
        awol_text_append_format(&script->text, " border rgb '%s' lw 0.75 ", style->border);
    } else {
        awol_text_append(&script->text, " noborder ");
    }
    awol_text_append(&script->text, style->front ? "front\n" : "behind\n");
}

/* gnuplot's marks with an outline alone; the next number is the same mark, filled. */
static bool is_hollow(int point)
{
    return point >= 4 && point <= 12 && point % 2 == 0;
}

static void append_mark(struct awol_script *script, struct awol_point at, int point, double size,
                        const char *colour)
{
    awol_text_append(&script->text, "set label '' at ");
    append_point(script, at);
    awol_text_append_format(&script->text, " point pt %d ps ", point);
    append_short(script, size);
    awol_text_append_format(&script->text, " lc rgb '%s' front\n", colour);
}

void awol_script_mark(struct awol_script *script, struct awol_point at, int point, double size,
                      const char *colour)
{
    if (is_hollow(point)) {
        append_mark(script, at, point + 1, size, PAPER);
    }
    append_mark(script, at, point, size, colour);
}

static void append_layer(struct awol_script *script, const struct awol_layer *layer)
{
    static const char *const styles[] = {
        [AWOL_LAYER_LINES] = "1:2 with lines",
        [AWOL_LAYER_POINTS] = "1:2 with points",
        [AWOL_LAYER_BOXES] = "1:3:1:2:3:4 with boxxyerror",
        [AWOL_LAYER_ARROWS] = "1:2:3:4 with vectors filled head size screen 0.008,20",
        [AWOL_LAYER_SEGMENTS] = "1:2:3:4 with vectors nohead",
        [AWOL_LAYER_RIBBON] = "1:2:3 with filledcurves",
    };
    awol_text_append_format(&script->text, "$data%zu using %s lc rgb '%s' lw ", layer->block,
                            styles[layer->kind], layer->colour);
    append_short(script, layer->width > 0.0 ? layer->width : 1.0);
    if (layer->kind == AWOL_LAYER_POINTS) {
        awol_text_append_format(&script->text, " pt %d ps ", layer->point);
        append_short(script, layer->size);
    } else if (layer->kind != AWOL_LAYER_RIBBON) {
        awol_text_append_format(&script->text, " dt %d", layer->dash > 0 ? layer->dash : 1);
    }
    if (layer->kind == AWOL_LAYER_BOXES || layer->kind == AWOL_LAYER_RIBBON) {
        /* Last, because a border takes a colour that follows it for its own. */
        awol_text_append(&script->text, " fs transparent solid ");
        append_short(script, layer->opacity);
        if (layer->border) {
            awol_text_append_format(&script->text, " border lc rgb '%s'", layer->colour);
        } else {
            awol_text_append(&script->text, " noborder");
        }
    }
    awol_text_append(&script->text, " notitle");
}

void awol_script_plot(struct awol_script *script, const struct awol_layer *layers, size_t n)
{
    awol_text_append(&script->text, "plot ");
    for (size_t i = 0; i < n; i++) {
        awol_text_append(&script->text, i > 0 ? LAYERS_APART : "");
        if (layers[i].kind == AWOL_LAYER_POINTS && is_hollow(layers[i].point)) {
            struct awol_layer inside = layers[i];
            inside.point++;
            inside.colour = PAPER;
            append_layer(script, &inside);
            awol_text_append(&script->text, LAYERS_APART);
        }
        append_layer(script, &layers[i]);
    }
    awol_text_append(&script->text, "\nunset label\nunset arrow\nunset object\n");
}
