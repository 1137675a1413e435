#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart_mark.h"
#include "plot/layout.h"

#define SINGLE_PANEL 220.0 /* height, where the page has none of its own, px */
#define SEVERAL_PANELS 140.0
#define MIN_PANEL 30.0
#define MIN_WIDTH 60.0
#define MOST_MM 2000.0
#define ROW 1.45        /* lines that a row of names takes */
#define LEAST_ROW 1.05  /* sizes of text: rows nearer to each other are printed over each other */
#define MOST_OF_ROW 0.3 /* of the page that names of rows may take */
#define MOST_OF_NARROW 0.5 /* and where that is less than so many sizes of text */
#define NAME 14.0
#define MOST_OF_NAME 0.3 /* and names of curves */
#define LARGEST 1e300
#define MOST_RATIO 1e100
#define MOST_DAYS 1e7
#define GAP 6.0    /* between panels */
#define PIECE 30.0 /* of line before a name in the margin, with its space */
#define MAX_TAG_ROWS 4

/* ---- ranges ---------------------------------------------------------------------------------- */

static void widen(double value, bool is_log, double *low, double *high)
{
    bool drawn = is_log ? value >= 1.0 / MOST_RATIO && value <= MOST_RATIO : fabs(value) <= LARGEST;
    if (drawn) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* A row counts for y only where some of it lies in the range of x. */
static bool is_in_window(const char *axes, const double *row, const struct awol_chart_frame *frame)
{
    bool has_x = false;
    double low = (double)INFINITY;
    double high = -(double)INFINITY;
    for (size_t i = 0; axes[i] != '\0'; i++) {
        if (axes[i] == 'x' && !isnan(row[i])) {
            has_x = true;
            low = fmin(low, row[i]);
            high = fmax(high, row[i]);
        }
    }
    return !has_x || (low <= frame->x_high && high >= frame->x_low);
}

static void find_range(const struct awol_chart *chart, size_t panel, char axis, bool is_log,
                       const struct awol_chart_frame *frame, double *low, double *high)
{
    *low = (double)INFINITY;
    *high = -(double)INFINITY;
    for (size_t m = 0; m < chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        const char *axes = awol_chart_mark_axes(mark->kind);
        size_t n_columns = strlen(axes);
        if (mark->panel != panel) {
            continue;
        }
        for (size_t row = 0; row < mark->n; row++) {
            const double *values = mark->values + row * n_columns;
            if (axis == 'y' && !is_in_window(axes, values, frame)) {
                continue;
            }
            for (size_t i = 0; i < n_columns; i++) {
                if (axes[i] == axis) {
                    widen(values[i], is_log, low, high);
                }
            }
        }
    }
}

/* The range of the data with a little air around it. */
static enum awol_status set_range(const struct awol_chart *chart, size_t panel, char axis,
                                  const struct awol_chart_axis *spec,
                                  struct awol_chart_frame *frame, double *ret_low, double *ret_high,
                                  struct awol_error *opt_error)
{
    bool is_log = spec->scale == AWOL_SCALE_LOG;
    double low;
    double high;
    if (spec->scale == AWOL_SCALE_ROWS) {
        /* The first row stands above the others. */
        *ret_low = (double)spec->n_rows - 0.5;
        *ret_high = -0.5;
        return AWOL_OK;
    }
    if (spec->fixed) {
        *ret_low = spec->low;
        *ret_high = spec->high;
        return AWOL_OK;
    }
    find_range(chart, panel, axis, is_log, frame, &low, &high);
    if (spec->zero && !is_log) {
        low = fmin(low, 0.0);
        high = fmax(high, 0.0);
    }
    if (!(low <= high)) {
        return awol_error_at(opt_error, chart->stream->source, (struct awol_place){0, 0},
                             "there is no number to draw: all are missing, infinite%s",
                             is_log ? ", or not above zero on a logarithmic axis" : "");
    }
    if (is_log) {
        double air = fmax(1.08, pow(high / low, 0.04));
        *ret_low = low / air;
        *ret_high = high * air;
        return AWOL_OK;
    }
    double width = high - low;
    double least = 1e-6 * fmax(fabs(low), fabs(high));
    double air = width > least ? 0.04 * width : fmax(fmax(0.5 * least, 0.1 * fabs(high)), 1e-300);
    air = width <= least && high == 0.0 ? 1.0 : air;
    *ret_low = spec->zero && low == 0.0 ? 0.0 : low - air;
    *ret_high = spec->zero && high == 0.0 && low < 0.0 ? 0.0 : high + air;
    return AWOL_OK;
}

static enum awol_status set_window(const struct awol_chart *chart, size_t panel,
                                   const struct awol_chart_axis *spec,
                                   struct awol_chart_frame *frame, struct awol_error *opt_error)
{
    const struct awol_figure_settings *settings = chart->settings;
    double low = (double)NAN;
    double high = (double)NAN;
    enum awol_status status = set_range(chart, panel, 'x', spec, frame, &low, &high, opt_error);
    if (status != AWOL_OK || spec->scale != AWOL_SCALE_DATES) {
        frame->x_low = low;
        frame->x_high = high;
        return status;
    }
    low = settings->has_from ? (double)settings->from : floor(low);
    high = settings->has_to ? (double)settings->to + 1.0 : ceil(high);
    if (!(low < high)) {
        return awol_error_set(opt_error, AWOL_USAGE, "the time to be drawn ends before it begins");
    }
    if (fabs(low) > MOST_DAYS || fabs(high) > MOST_DAYS) {
        return awol_error_at(opt_error, chart->stream->source, (struct awol_place){0, 0},
                             "dates further away than %.0f years cannot be drawn",
                             floor(MOST_DAYS / 365.25));
    }
    frame->x_low = low;
    frame->x_high = high;
    return AWOL_OK;
}

static enum awol_status set_ranges(const struct awol_chart *chart, struct awol_chart_page *page,
                                   struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; p < chart->n_panels && status == AWOL_OK; p++) {
        const struct awol_chart_panel *panel = &chart->panels[p];
        struct awol_chart_frame *frame = &page->frames[p];
        status = set_window(chart, p, &panel->x, frame, opt_error);
        if (status == AWOL_OK) {
            status = set_range(chart, p, 'y', &panel->y, frame, &frame->y_low, &frame->y_high,
                               opt_error);
        }
    }
    return status;
}

/* ---- ticks ----------------------------------------------------------------------------------- */

/* A logarithmic axis is widened until two numbers stand on it. */
static void lay_log(double *low, double *high, double length, enum awol_language language,
                    struct awol_number_axis *ret_axis)
{
    for (int i = 0; i < 12; i++) {
        awol_axis_log(*low, *high, length, language, ret_axis);
        if (ret_axis->n >= 2) {
            return;
        }
        *low /= 1.25;
        *high *= 1.25;
    }
}

static void lay_rows(const struct awol_chart_axis *spec, struct awol_number_axis *ret_axis)
{
    *ret_axis = (struct awol_number_axis){.low = 0.0};
    for (size_t i = 0; i < spec->n_rows && i < AWOL_AXIS_MAX; i++) {
        ret_axis->ticks[ret_axis->n] = (double)i;
        ret_axis->labels[ret_axis->n++] = spec->rows[i];
    }
}

static void lay_numbers(const struct awol_chart_axis *spec, double *low, double *high,
                        double length, double room, enum awol_language language,
                        struct awol_number_axis *ret_axis)
{
    if (spec->scale == AWOL_SCALE_ROWS) {
        lay_rows(spec, ret_axis);
    } else if (spec->scale == AWOL_SCALE_LOG) {
        lay_log(low, high, length, language, ret_axis);
    } else {
        awol_axis_linear(*low, *high, length, room, language, ret_axis);
    }
}

static double widest(const struct awol_number_axis *axis, double size)
{
    double width = 0.0;
    for (size_t i = 0; i < axis->n; i++) {
        width = fmax(width, awol_layout_width(axis->labels[i], size));
    }
    return width;
}

/* ---- the page -------------------------------------------------------------------------------- */

static void wrap(struct awol_chart *chart, const char *text, double width, double size,
                 struct awol_chart_lines *ret_lines, size_t most)
{
    ret_lines->n = awol_layout_wrap(&chart->arena, text, width, size, ret_lines->lines, most);
}

static const char *title_of(const struct awol_chart *chart)
{
    const char *campaign = awol_stream_header(chart->stream, "campaign");
    if (chart->settings->opt_title != NULL) {
        return chart->settings->opt_title;
    }
    if (chart->opt_title != NULL) {
        return chart->opt_title;
    }
    return campaign != NULL ? campaign : "";
}

static double wanted_height(const struct awol_chart *chart, const struct awol_chart_page *page,
                            size_t p)
{
    const struct awol_chart_panel *panel = &chart->panels[p];
    if (panel->height > 0.0) {
        return panel->height;
    }
    if (panel->y.scale == AWOL_SCALE_ROWS) {
        return (double)panel->y.n_rows * ROW * page->line + 6.0;
    }
    return chart->n_panels == 1 ? SINGLE_PANEL : SEVERAL_PANELS;
}

/* What a panel may be pressed to on a page of fixed height. */
static double least_height(const struct awol_chart *chart, const struct awol_chart_page *page,
                           size_t p)
{
    const struct awol_chart_axis *y = &chart->panels[p].y;
    double rows = y->scale == AWOL_SCALE_ROWS ? (double)y->n_rows * LEAST_ROW * page->text : 0.0;
    return fmin(fmax(rows, MIN_PANEL), wanted_height(chart, page, p));
}

static void set_surroundings(const struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        const struct awol_chart_panel *panel = &chart->panels[p];
        struct awol_chart_frame *frame = &page->frames[p];
        frame->header = panel->opt_title != NULL ? page->line + 3.0 : 4.0;
        frame->below = 6.0 + page->line + (panel->x.label != NULL ? page->line : 0.0) +
                       (panel->x.scale == AWOL_SCALE_DATES ? page->line : 0.0) + GAP;
    }
}

/* Rows of panels are as high as their highest member; what a page of fixed height has to give is
 * shared out in proportion. */
static enum awol_status set_heights(const struct awol_chart *chart, struct awol_chart_page *page,
                                    struct awol_error *opt_error)
{
    double around = AWOL_CHART_EDGE + (double)page->titles.n * 1.3 * page->title + 2.0 +
                    page->key_height + 2.0 + (double)page->captions.n * page->line +
                    AWOL_CHART_EDGE;
    double wanted = 0.0;
    double least = 0.0;
    for (size_t row = 0; row < page->n_rows; row++) {
        double header = 0.0;
        double below = 0.0;
        double height = 0.0;
        double lowest = 0.0;
        for (size_t p = row * chart->columns; p < chart->n_panels && p < (row + 1) * chart->columns;
             p++) {
            header = fmax(header, page->frames[p].header);
            below = fmax(below, page->frames[p].below);
            height = fmax(height, wanted_height(chart, page, p));
            lowest = fmax(lowest, least_height(chart, page, p));
        }
        around += header + below;
        wanted += height;
        least = fmax(least, lowest / height);
    }
    double factor = 1.0;
    if (chart->settings->height > 0.0) {
        factor = (chart->settings->height - around) / wanted;
        if (!(factor >= least)) {
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "this figure needs a height of at least %.0f mm",
                                  ceil((around + wanted * least) / AWOL_PX_PER_MM));
        }
    }
    double top = AWOL_CHART_EDGE + (double)page->titles.n * 1.3 * page->title + 2.0;
    for (size_t row = 0; row < page->n_rows; row++) {
        double header = 0.0;
        double below = 0.0;
        double height = 0.0;
        size_t first = row * chart->columns;
        for (size_t p = first; p < chart->n_panels && p < first + chart->columns; p++) {
            header = fmax(header, page->frames[p].header);
            below = fmax(below, page->frames[p].below);
            height = fmax(height, factor * wanted_height(chart, page, p));
        }
        for (size_t p = first; p < chart->n_panels && p < first + chart->columns; p++) {
            page->frames[p].panel.top = top + header;
            page->frames[p].panel.bottom = top + header + height;
        }
        top += header + height + below;
    }
    page->key_top = top + 2.0;
    page->caption_top = page->key_top + page->key_height;
    page->height =
        chart->settings->height > 0.0
            ? chart->settings->height
            : ceil(page->caption_top + (double)page->captions.n * page->line + AWOL_CHART_EDGE);
    return AWOL_OK;
}

static void lay_y(struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        struct awol_chart_frame *frame = &page->frames[p];
        double height = frame->panel.bottom - frame->panel.top;
        lay_numbers(&chart->panels[p].y, &frame->y_low, &frame->y_high, height, 28.0,
                    chart->settings->language, &frame->numbers_y);
    }
}

/* Whether the names of curves stand beside the panels. */
static double widest_name(const struct awol_chart *chart, size_t panel, double size)
{
    double width = 0.0;
    for (size_t m = 0; m < chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        if (mark->kind == AWOL_MARK_NAME && mark->panel == panel && mark->text != NULL) {
            width = fmax(width, awol_layout_width(mark->text, size));
        }
    }
    return width;
}

static double widest_right(const struct awol_chart_axis *axis, double size)
{
    double width = 0.0;
    for (size_t i = 0; axis->right != NULL && i < axis->n_rows; i++) {
        width = fmax(width, awol_layout_width(axis->right[i], size));
    }
    return width;
}

static double cell_width(const struct awol_chart *chart, const struct awol_chart_page *page)
{
    return (page->width - 2.0 * AWOL_CHART_EDGE) / (double)chart->columns;
}

static void choose_names(const struct awol_chart *chart, struct awol_chart_page *page)
{
    double most = MOST_OF_NAME * cell_width(chart, page);
    for (size_t p = 0; p < chart->n_panels; p++) {
        page->named_below = page->named_below || widest_name(chart, p, page->text) + PIECE > most;
    }
    page->key_height = page->named_below ? awol_chart_lay_key(chart, page, 0.0, NULL) : 0.0;
}

/* Room for the names of rows. */
static double most_of_row(const struct awol_chart_page *page)
{
    return fmax(MOST_OF_ROW * page->width, fmin(MOST_OF_NARROW * page->width, NAME * page->text));
}

/* What the widest member of a column needs on either side. */
static void measure_sides(struct awol_chart *chart, struct awol_chart_page *page, size_t column,
                          double *ret_left, double *ret_right)
{
    double left = 0.0;
    double right = 12.0;
    for (size_t p = column; p < chart->n_panels; p += chart->columns) {
        const struct awol_chart_panel *panel = &chart->panels[p];
        struct awol_chart_frame *frame = &page->frames[p];
        double name = widest_name(chart, p, page->text);
        frame->left = fmin(widest(&frame->numbers_y, page->text), most_of_row(page)) + 12.0 +
                      (panel->y.label != NULL ? page->line + 2.0 : 0.0);
        left = fmax(left, frame->left);
        right = fmax(right, widest_right(&panel->y, page->text) + 14.0);
        right = fmax(right, page->named_below || name == 0.0 ? 12.0 : name + PIECE + 8.0);
    }
    *ret_left = left;
    *ret_right = right;
}

/* What is left for each panel of a row. */
static double panel_width(struct awol_chart *chart, struct awol_chart_page *page)
{
    double room = page->width - 2.0 * AWOL_CHART_EDGE;
    for (size_t column = 0; column < chart->columns; column++) {
        double left;
        double right;
        measure_sides(chart, page, column, &left, &right);
        room -= left + right;
    }
    return room / (double)chart->columns;
}

/* Looked for, as a wider page gives more to the names beside its panels too. */
static double least_width(struct awol_chart *chart, const struct awol_chart_page *page)
{
    struct awol_chart_page wider = *page;
    double mm = ceil(page->width / AWOL_PX_PER_MM);
    do {
        wider.width = ++mm * AWOL_PX_PER_MM;
        wider.named_below = false;
        choose_names(chart, &wider);
    } while (panel_width(chart, &wider) < MIN_WIDTH && mm < MOST_MM);
    return mm;
}

/* Panels of one column share their edges; all are equally wide. */
static enum awol_status set_sides(struct awol_chart *chart, struct awol_chart_page *page,
                                  struct awol_error *opt_error)
{
    double width = panel_width(chart, page);
    double edge = AWOL_CHART_EDGE;
    double left;
    double right;
    if (width < MIN_WIDTH) {
        return awol_error_set(opt_error, AWOL_USAGE,
                              "the figure is too narrow to be read: it needs %.0f mm",
                              least_width(chart, page));
    }
    for (size_t column = 0; column < chart->columns; column++) {
        measure_sides(chart, page, column, &left, &right);
        for (size_t p = column; p < chart->n_panels; p += chart->columns) {
            page->frames[p].panel.left = edge + left;
            page->frames[p].panel.right = edge + left + width;
            page->frames[p].right = right;
        }
        edge += left + width + right;
    }
    return AWOL_OK;
}

/* Names of rows that are longer than their margin are cut. False where two that differ then look
 * the same, on a page so narrow that it is to blame. */
static bool cut_names(struct awol_chart *chart, const struct awol_chart_page *page,
                      const struct awol_number_axis *axis,
                      const char *ret_cut[static AWOL_AXIS_MAX])
{
    double room = most_of_row(page);
    for (size_t i = 0; i < axis->n; i++) {
        ret_cut[i] = awol_layout_cut_middle(&chart->arena, axis->labels[i], room, page->text);
    }
    for (size_t i = 0; i < axis->n && room < NAME * page->text; i++) {
        for (size_t k = 0; k < i; k++) {
            if (awol_text_equal(ret_cut[i], ret_cut[k]) &&
                !awol_text_equal(axis->labels[i], axis->labels[k])) {
                return false;
            }
        }
    }
    return true;
}

static enum awol_status lay_names(struct awol_chart *chart, struct awol_chart_page *page, size_t p,
                                  struct awol_error *opt_error)
{
    struct awol_number_axis *axis = &page->frames[p].numbers_y;
    struct awol_chart_page wider = *page;
    const char *cut[AWOL_AXIS_MAX];
    if (chart->panels[p].y.scale != AWOL_SCALE_ROWS) {
        return AWOL_OK;
    }
    if (cut_names(chart, page, axis, cut)) {
        memcpy(axis->labels, cut, axis->n * sizeof *cut);
        return AWOL_OK;
    }
    double mm = ceil(page->width / AWOL_PX_PER_MM);
    do {
        wider.width = ++mm * AWOL_PX_PER_MM;
    } while (!cut_names(chart, &wider, axis, cut));
    return awol_error_set(opt_error, AWOL_USAGE,
                          "at this width names of rows look alike: it takes %.0f mm to tell them "
                          "apart",
                          mm);
}

static void lay_x(struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        struct awol_chart_frame *frame = &page->frames[p];
        double width = frame->panel.right - frame->panel.left;
        if (chart->panels[p].x.scale == AWOL_SCALE_DATES) {
            awol_axis_time((int64_t)frame->x_low, (int64_t)frame->x_high, width, page->text,
                           chart->settings->language, &frame->times);
        } else {
            /* A number is wider than it is high. */
            lay_numbers(&chart->panels[p].x, &frame->x_low, &frame->x_high, 0.4 * width, 24.0,
                        chart->settings->language, &frame->numbers_x);
        }
    }
}

double awol_chart_page_x(const struct awol_chart *chart, const struct awol_chart_page *page,
                         size_t p, double x)
{
    const struct awol_chart_frame *frame = &page->frames[p];
    bool is_log = chart->panels[p].x.scale == AWOL_SCALE_LOG;
    double share = is_log ? log(x / frame->x_low) / log(frame->x_high / frame->x_low)
                          : (x - frame->x_low) / (frame->x_high - frame->x_low);
    return frame->panel.left + share * (frame->panel.right - frame->panel.left);
}

/* Texts of upright rules stand above the panel, in rows that do not touch. */
static void lay_tags(struct awol_chart *chart, struct awol_chart_page *page, size_t p)
{
    struct awol_chart_frame *frame = &page->frames[p];
    struct awol_tag tags[AWOL_CHART_MAX_TAGS];
    frame->n_tags = 0;
    for (size_t m = 0; m < chart->n_marks && frame->n_tags < AWOL_CHART_MAX_TAGS; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        double x = mark->values[0];
        if (mark->panel == p && mark->kind == AWOL_MARK_RULE_X && mark->text != NULL &&
            x >= frame->x_low && x <= frame->x_high) {
            size_t at = frame->n_tags++;
            for (; at > 0 && chart->marks[frame->tags[at - 1].mark].values[0] > x; at--) {
                frame->tags[at] = frame->tags[at - 1];
            }
            frame->tags[at] = (struct awol_chart_tag){.mark = m};
        }
    }
    for (size_t i = 0; i < frame->n_tags; i++) {
        const struct awol_chart_mark *mark = &chart->marks[frame->tags[i].mark];
        tags[i] = (struct awol_tag){.x = awol_chart_page_x(chart, page, p, mark->values[0]),
                                    .width = awol_layout_width(mark->text, page->text) + 3.0};
    }
    size_t rows = 0;
    if (!awol_layout_tags(tags, frame->n_tags, page->width - AWOL_CHART_EDGE, MAX_TAG_ROWS,
                          &rows)) {
        rows = 1;
    }
    for (size_t i = 0; i < frame->n_tags; i++) {
        frame->tags[i].row = tags[i].row < rows ? tags[i].row : 0;
        frame->tags[i].leftward = tags[i].leftward;
    }
    frame->header += (double)rows * page->line + (rows > 0 ? 3.0 : 0.0);
}

enum awol_status awol_chart_lay(struct awol_chart *chart, struct awol_chart_page *page,
                                struct awol_error *opt_error)
{
    const struct awol_theme *theme = &chart->settings->theme;
    *page = (struct awol_chart_page){.width = chart->settings->width,
                                     .text = theme->text,
                                     .title = theme->title,
                                     .line = 1.3 * theme->text};
    page->frames = awol_arena_alloc(&chart->arena, (chart->n_panels + 1) * sizeof *page->frames);
    if (page->frames == NULL) {
        return awol_error_memory(opt_error);
    }
    memset(page->frames, 0, (chart->n_panels + 1) * sizeof *page->frames);
    page->n_rows = (chart->n_panels + chart->columns - 1) / chart->columns;
    double width = page->width - 2.0 * AWOL_CHART_EDGE;
    wrap(chart, title_of(chart), width, page->title, &page->titles, 2);
    wrap(chart, awol_text_string(&chart->caption), width, page->text, &page->captions,
         AWOL_CHART_MAX_LINES);
    choose_names(chart, page);
    set_surroundings(chart, page);
    enum awol_status status = set_ranges(chart, page, opt_error);
    if (status == AWOL_OK) {
        status = set_heights(chart, page, opt_error);
    }
    if (status == AWOL_OK) {
        lay_y(chart, page);
        status = set_sides(chart, page, opt_error);
    }
    if (status != AWOL_OK) {
        return status;
    }
    /* Where tags stand is known only now; they make the panels lower, or the page higher. */
    lay_x(chart, page);
    for (size_t p = 0; p < chart->n_panels; p++) {
        lay_tags(chart, page, p);
    }
    status = set_heights(chart, page, opt_error);
    lay_y(chart, page);
    for (size_t p = 0; p < chart->n_panels && status == AWOL_OK; p++) {
        status = lay_names(chart, page, p, opt_error);
    }
    return status;
}
