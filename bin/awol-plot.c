#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/stream.h"
#include "cli/tool.h"
#include "date/edtf.h"
#include "plot/figure.h"
#include "plot/gnuplot.h"
#include "read/input.h"

#define MAX_SIDE_MM 2000.0
#define MAX_FILES 64

/* A length such as "160mm", "6.3in", "600px", to its end or to `x`. */
static bool parse_length(const char *text, size_t length, const char *unit, double *ret_px)
{
    static const struct {
        const char *name;
        double px;
    } units[] = {{"mm", AWOL_PX_PER_MM}, {"cm", 10.0 * AWOL_PX_PER_MM}, {"in", 96.0}, {"px", 1.0}};
    char number[AWOL_NUMBER_SIZE];
    if (length == 0 || length >= sizeof number) {
        return false;
    }
    memcpy(number, text, length);
    number[length] = '\0';
    double value;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(unit, units[i].name) == 0 && awol_number_parse(number, &value)) {
            *ret_px = value * units[i].px;
            return value > 0.0 && *ret_px <= MAX_SIDE_MM * AWOL_PX_PER_MM;
        }
    }
    return false;
}

/* WIDTHxHEIGHTunit, or WIDTHunit: the height is then what the contents need. */
static enum awol_status read_size(struct awol_arguments *arguments,
                                  struct awol_figure_settings *settings, struct awol_error *error)
{
    const char *text = awol_arguments_text(arguments, "size", NULL);
    if (text == NULL) {
        return AWOL_OK;
    }
    size_t digits = strspn(text, "0123456789.");
    size_t length = strlen(text);
    const char *unit = length > 2 ? text + length - 2 : "";
    bool good;
    if (text[digits] == 'x' && length > digits + 3) {
        const char *second = text + digits + 1;
        good = parse_length(text, digits, unit, &settings->width) &&
               parse_length(second, length - digits - 3, unit, &settings->height);
    } else {
        good = text + digits == unit && parse_length(text, digits, unit, &settings->width);
    }
    return good
               ? AWOL_OK
               : awol_arguments_refuse(arguments, "size", error,
                                       "“%s” is no size: 160x100mm, 16x10cm, 6.3x4in and 600x400px "
                                       "are, and 160mm for the width alone",
                                       text);
}

static enum awol_status read_day(struct awol_arguments *arguments, const char *option,
                                 bool *ret_given, int64_t *ret_day, struct awol_error *error)
{
    const char *text = awol_arguments_text(arguments, option, NULL);
    struct awol_edtf edtf;
    if (text == NULL) {
        return AWOL_OK;
    }
    bool first = strcmp(option, "from") == 0;
    if (awol_edtf_parse(text, &edtf, NULL) != AWOL_OK ||
        (first ? edtf.span.open_earliest : edtf.span.open_latest)) {
        return awol_arguments_refuse(arguments, option, error,
                                     "“%s” is no date: 1778-06-18, 1778-06 and 1778 are", text);
    }
    *ret_given = true;
    *ret_day = first ? edtf.span.earliest : edtf.span.latest;
    return AWOL_OK;
}

/* The theme of a file, then what the command line says against it. */
static enum awol_status read_theme(struct awol_arguments *arguments, struct awol_theme *theme,
                                   struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, "theme", NULL);
    const char *palette = awol_arguments_text(arguments, "palette", NULL);
    const char *font = awol_arguments_text(arguments, "font", NULL);
    enum awol_status status = AWOL_OK;
    if (path != NULL) {
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
            return awol_error_file(error, path, "cannot read", errno);
        }
        status = awol_theme_read(file, path, theme, error);
        fclose(file);
    }
    if (status != AWOL_OK) {
        return status;
    }
    if (palette != NULL && awol_arguments_has(arguments, "mono") && strcmp(palette, "greys") != 0) {
        return awol_arguments_refuse(arguments, "mono", error,
                                     "greys only, and --palette %s: one of the two", palette);
    }
    if (palette != NULL || awol_arguments_has(arguments, "mono")) {
        (void)awol_theme_set_palette(theme, palette != NULL ? palette : "greys");
    }
    if (font != NULL && !awol_script_font_is_valid(font)) {
        return awol_arguments_refuse(arguments, "font", error,
                                     "a font is named with letters, digits, spaces and hyphens");
    }
    if (font != NULL) {
        snprintf(theme->font, sizeof theme->font, "%s", font);
    }
    return AWOL_OK;
}

static enum awol_status read_settings(struct awol_arguments *arguments, enum awol_image image,
                                      struct awol_figure_settings *ret_settings,
                                      struct awol_error *error)
{
    awol_figure_settings_init(ret_settings);
    ret_settings->terminal = awol_image_terminal(image);
    ret_settings->opt_title = awol_arguments_text(arguments, "title", NULL);
    ret_settings->log_y = awol_arguments_has(arguments, "log");
    (void)awol_language_find(awol_arguments_text(arguments, "lang", "en"), &ret_settings->language);
    enum awol_status status = read_theme(arguments, &ret_settings->theme, error);
    if (status == AWOL_OK) {
        status = read_size(arguments, ret_settings, error);
    }
    if (status == AWOL_OK) {
        status = read_day(arguments, "from", &ret_settings->has_from, &ret_settings->from, error);
    }
    if (status == AWOL_OK) {
        status = read_day(arguments, "to", &ret_settings->has_to, &ret_settings->to, error);
    }
    return status;
}

/* "series: start, end, count (awol-count)": the rows of one table and tool stand together. */
static void print_needs(FILE *file, const struct awol_figure *figure)
{
    for (size_t i = 0; i < figure->n_needs; i++) {
        const struct awol_figure_need *need = &figure->needs[i];
        bool goes_on = i > 0 && strcmp(need->table, need[-1].table) == 0 &&
                       strcmp(need->tool, need[-1].tool) == 0;
        bool goes_further = i + 1 < figure->n_needs && strcmp(need->table, need[1].table) == 0 &&
                            strcmp(need->tool, need[1].tool) == 0;
        fprintf(file, "%s%s", goes_on ? ", " : i > 0 ? "; " : "", goes_on ? "" : need->table);
        if (need->column != NULL) {
            fprintf(file, "%s%s", goes_on ? "" : ": ", need->column);
        }
        if (!goes_further) {
            fprintf(file, " (%s)", need->tool);
        }
    }
}

static enum awol_status list_figures(struct awol_arguments *arguments)
{
    FILE *file = awol_arguments_output(arguments);
    fprintf(file, "figure\tdraws\tof\tneeds\n");
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        const struct awol_figure *figure = awol_figures[i];
        fprintf(file, "%s\t%s\t", figure->name, figure->summary);
        for (size_t k = 0; figure->kinds[k] != NULL; k++) {
            fprintf(file, "%s%s", k > 0 ? ", " : "", figure->kinds[k]);
        }
        fprintf(file, "%s\t", (figure->takes & AWOL_TAKES_MORE) != 0 ? " (several files)" : "");
        print_needs(file, figure);
        fprintf(file, "\n");
    }
    return AWOL_OK;
}

static enum awol_status find_figure(struct awol_arguments *arguments,
                                    const struct awol_stream *stream,
                                    const struct awol_figure **ret_figure, struct awol_error *error)
{
    const char *name = awol_arguments_text(arguments, "figure", NULL);
    *ret_figure = name != NULL ? awol_figure_find(name) : awol_figure_for_kind(stream->kind);
    if (*ret_figure != NULL) {
        return AWOL_OK;
    }
    return awol_arguments_refuse(arguments, "figure", error,
                                 "there is no figure “%s”; --list names them",
                                 name != NULL ? name : stream->kind);
}

static enum awol_status draw(struct awol_arguments *arguments, enum awol_image image,
                             const struct awol_stream *stream,
                             const struct awol_figure_settings *settings, struct awol_error *error)
{
    const struct awol_figure *figure;
    struct awol_script script;
    struct awol_text bytes;
    awol_script_init(&script);
    awol_text_init(&bytes);
    enum awol_status status = find_figure(arguments, stream, &figure, error);
    if (status == AWOL_OK) {
        status = awol_figure_draw(figure, stream, settings, &script, error);
    }
    if (status == AWOL_OK) {
        status = awol_gnuplot_draw(awol_text_string(&script.text), image, &bytes, error);
    }
    if (status == AWOL_OK) {
        FILE *file = awol_arguments_output(arguments);
        fwrite(bytes.bytes, 1, bytes.length, file);
    }
    awol_text_release(&bytes);
    awol_script_release(&script);
    return status;
}

/* Read every operand and draw; without one, standard input. */
static enum awol_status read_and_draw(struct awol_arguments *arguments, enum awol_image image,
                                      const struct awol_figure_settings *settings,
                                      struct awol_error *error)
{
    const char *kinds[AWOL_FIGURE_MAX_KINDS];
    const char *name = awol_arguments_text(arguments, "figure", NULL);
    const struct awol_figure *figure = name != NULL ? awol_figure_find(name) : NULL;
    struct awol_stream streams[MAX_FILES];
    size_t n_operands = awol_arguments_n_operands(arguments);
    size_t n = 0;
    enum awol_status status = AWOL_OK;
    awol_figure_kinds(kinds);
    do {
        const char *path = n < n_operands ? awol_arguments_operand(arguments, n) : "-";
        status =
            awol_input_stream(path, figure != NULL ? figure->kinds : kinds, &streams[n], error);
        n += status == AWOL_OK;
    } while (status == AWOL_OK && n < n_operands);
    if (status == AWOL_OK) {
        struct awol_figure_settings all = *settings;
        all.more = streams + 1;
        all.n_more = n - 1;
        status = draw(arguments, image, &streams[0], &all, error);
    }
    while (n-- > 0) {
        awol_stream_release(&streams[n]);
    }
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const char *output = awol_arguments_text(arguments, "output", NULL);
    enum awol_image image = AWOL_IMAGE_SCRIPT;
    if (awol_arguments_has(arguments, "list")) {
        return list_figures(arguments);
    }
    if (output != NULL && strcmp(output, "-") != 0 && !awol_image_from_path(output, &image)) {
        return awol_arguments_refuse(arguments, "output", error,
                                     "“%s” does not say which picture to make: it must end with "
                                     ".svg, .pdf, .eps, .png, .tex, .txt, or .gp for the script",
                                     output);
    }
    struct awol_figure_settings settings;
    enum awol_status status = read_settings(arguments, image, &settings, error);
    return status == AWOL_OK ? read_and_draw(arguments, image, &settings, error) : status;
}

static const char *words_of_figure(size_t i)
{
    return awol_figures[i]->summary;
}

static const struct awol_option options[] = {
    {.name = "figure",
     .letter = 'f',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_figure_names,
     .choice_words = words_of_figure,
     .default_text = "by the kind of the stream",
     .help = "Which figure to draw."},
    {.name = "list",
     .type = AWOL_OPTION_FLAG,
     .help = "List the figures, the streams that they draw, the tables and columns that they need "
             "and the tools that add these, and end."},
    {.name = "title",
     .letter = 't',
     .type = AWOL_OPTION_TEXT,
     .metavar = "TEXT",
     .default_text = "the campaign",
     .help = "The line above the figure."},
    {.name = "size",
     .letter = 's',
     .type = AWOL_OPTION_TEXT,
     .metavar = "SIZE",
     .default_text = "160mm",
     .help = "Width and height, such as 160x100mm (or cm, in, px); with the width alone the figure "
             "is as high as its contents need."},
    {.name = "font",
     .type = AWOL_OPTION_TEXT,
     .metavar = "FAMILY",
     .default_text = "DejaVu Sans",
     .help = "Family of the letters."},
    {.name = "palette",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_palettes,
     .default_text = "okabe-ito",
     .help = "Colours. In each of them curves differ by dashes and marks as well."},
    {.name = "mono",
     .type = AWOL_OPTION_FLAG,
     .help = "Greys only, for print without colour: --palette greys."},
    {.name = "lang",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "CODE",
     .choices = awol_language_codes,
     .default_text = "en",
     .help = "Language of dates, numbers and of what the figure says of itself; names and "
             "labels of the data stay as they are."},
    {.name = "theme",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Face, sizes and colours from a file; options stand over it. See THEMES."},
    {.name = "log",
     .type = AWOL_OPTION_FLAG,
     .help = "A logarithmic axis of departures, where the figure has one."},
    {.name = "from",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .default_text = "before the first count",
     .help = "First day that is drawn; 1778 and 1778-06 "
             "are their first days."},
    {.name = "to",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .default_text = "after the last count",
     .help = "Last day that is drawn."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Draws a stream: a series, a fit, or what a later tool adds to it. Without -o the "
     "gnuplot script goes to standard output, so that "
     "it can be kept, changed and run with gnuplot -d; with -o the suffix of the name says "
     "what is made: .svg, .pdf, .eps, .png, .tex (TikZ, for \\input: its letters are those of the "
     "document), .txt (a picture in characters) or .gp (the script). "
     "Both ways give the same bytes, on every run."},
    {"WHAT IS DRAWN",
     "timeline: one panel for each unit, the largest eight. A day, or a time too short to be seen, "
     "is a point; a longer time is a level at its mean per day, over a shaded area that "
     "is the number of men. An arrow up is a lower bound, an arrow down an upper one, a box lies "
     "between two figures; a broken level is a count given as about; reports not used (rival ones, "
     "or those that others contain) are grey. Days "
     "on which nobody counted are grey, not zero. The figures at the marks are men. Offers are "
     "full lines, shaded to their deadline; circumstances are dotted. What was fitted is a step "
     "with its limits. Men at risk stand below, where they are known."},
    {"THEMES",
     "A theme is a text of lines “key = value”; empty lines and lines that begin with # say "
     "nothing. Keys are palette; font; text, title and line (sizes of letters and width of curves, "
     "in points; letters are not set below 8); and the colours ink, axis, muted, fit, offer, "
     "shade, circumstance, gap, series-1 to series-8, each as #rrggbb:"},
    {NULL, "    palette = tol-bright\n    font = DejaVu Serif\n    text = 9\n    offer = #882255"},
};

static const struct awol_example examples[] = {
    {"the figures there are", "awol-plot --list"},
    {"a series as a script for gnuplot", "awol-plot tests/golden/plot-series/input.tsv"},
    {"a series as a picture in characters, on the screen",
     "awol-plot tests/golden/plot-series/input.tsv | sed 's/^set terminal .*/set terminal dumb "
     "noenhanced size 100,40 mono/' | gnuplot -d /dev/stdin"},
};

static const char *const see_also[] = {"awol-count", "awol-fit", "awol-table", "gnuplot", NULL};

static const struct awol_tool tool = {
    .name = "awol-plot",
    .summary = "draw a series or a fit with gnuplot",
    .operands = "[FILE…]",
    .max_operands = MAX_FILES,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
