/* What stands beside the panels, and the widths that are left. */
#include <math.h>
#include <string.h>

#include "plot/chart_mark.h"
#include "plot/layout.h"

#define MIN_WIDTH 60.0
#define MOST_MM 2000.0
#define MOST_OF_ROW 0.3    /* of the page that names of rows may take */
#define MOST_OF_NARROW 0.5 /* and where that is less than so many sizes of text */
#define NAME 14.0
#define MOST_OF_NAME 0.3 /* and names of curves */
#define PIECE 30.0       /* of line before a name in the margin, with its space */

static double widest(const struct awol_number_axis *axis, double size)
{
    double width = 0.0;
    for (size_t i = 0; i < axis->n; i++) {
        width = fmax(width, awol_layout_width(axis->labels[i], size));
    }
    return width;
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

void awol_chart_choose_names(const struct awol_chart *chart, struct awol_chart_page *page)
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
        awol_chart_choose_names(chart, &wider);
    } while (panel_width(chart, &wider) < MIN_WIDTH && mm < MOST_MM);
    return mm;
}

/* Panels of one column share their edges; all are equally wide. */
enum awol_status awol_chart_set_sides(struct awol_chart *chart, struct awol_chart_page *page,
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

enum awol_status awol_chart_lay_names(struct awol_chart *chart, struct awol_chart_page *page,
                                      size_t p, struct awol_error *opt_error)
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
