#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/stream.h"
#include "cli/tool.h"
#include "date/edtf.h"
#include "plot/figure.h"
#include "plot/gnuplot.h"
#include "read/input.h"

#define DEFAULT_WIDTH_MM 160.0
#define MAX_SIDE_MM 2000.0

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
    settings->width = DEFAULT_WIDTH_MM * AWOL_PX_PER_MM;
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

static enum awol_status read_settings(struct awol_arguments *arguments, enum awol_image image,
                                      struct awol_figure_settings *ret_settings,
                                      struct awol_error *error)
{
    *ret_settings = (struct awol_figure_settings){
        .terminal = awol_image_terminal(image),
        .opt_title = awol_arguments_text(arguments, "title", NULL),
        .font = awol_arguments_text(arguments, "font", "DejaVu Sans"),
        .mono = awol_arguments_has(arguments, "mono"),
        .log_y = awol_arguments_has(arguments, "log"),
    };
    if (!awol_script_font_is_valid(ret_settings->font)) {
        return awol_arguments_refuse(arguments, "font", error,
                                     "a font is named with letters, digits, spaces and hyphens");
    }
    enum awol_status status = read_size(arguments, ret_settings, error);
    if (status == AWOL_OK) {
        status = read_day(arguments, "from", &ret_settings->has_from, &ret_settings->from, error);
    }
    if (status == AWOL_OK) {
        status = read_day(arguments, "to", &ret_settings->has_to, &ret_settings->to, error);
    }
    return status;
}

static enum awol_status list_figures(struct awol_arguments *arguments)
{
    FILE *file = awol_arguments_output(arguments);
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        fprintf(file, "%s\t%s\n", awol_figures[i]->name, awol_figures[i]->summary);
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

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    static const char *const kinds[] = {"series", "fit", "survival", NULL};
    const char *output = awol_arguments_text(arguments, "output", NULL);
    enum awol_image image = AWOL_IMAGE_SCRIPT;
    if (awol_arguments_has(arguments, "list")) {
        return list_figures(arguments);
    }
    if (output != NULL && strcmp(output, "-") != 0 && !awol_image_from_path(output, &image)) {
        return awol_arguments_refuse(arguments, "output", error,
                                     "“%s” does not say which picture to make: it must end with "
                                     ".svg, .pdf, .png, .txt, or .gp for the script",
                                     output);
    }
    struct awol_figure_settings settings;
    struct awol_stream stream;
    enum awol_status status = read_settings(arguments, image, &settings, error);
    if (status != AWOL_OK) {
        return status;
    }
    const char *path =
        awol_arguments_n_operands(arguments) > 0 ? awol_arguments_operand(arguments, 0) : "-";
    status = awol_input_stream(path, kinds, &stream, error);
    if (status != AWOL_OK) {
        return status;
    }
    status = draw(arguments, image, &stream, &settings, error);
    awol_stream_release(&stream);
    return status;
}

static const struct awol_option options[] = {
    {.name = "figure",
     .letter = 'f',
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME",
     .default_text = "by the kind of the stream",
     .help = "Which figure to draw; --list names them."},
    {.name = "list", .type = AWOL_OPTION_FLAG, .help = "List the figures and end."},
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
    {.name = "mono", .type = AWOL_OPTION_FLAG, .help = "Greys only, for print without colour."},
    {.name = "log", .type = AWOL_OPTION_FLAG, .help = "A logarithmic axis of departures per day."},
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
     "Draws a series or a fit. Without -o the gnuplot script goes to standard output, so that "
     "it can be kept, changed and run with gnuplot -d; with -o the suffix of the name says "
     "what is made: .svg, .pdf, .png, .txt (a picture in characters) or .gp (the script). "
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
    .operands = "[FILE]",
    .max_operands = 1,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .paragraphs = paragraphs,
    .n_paragraphs = sizeof paragraphs / sizeof *paragraphs,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .see_also = see_also,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
