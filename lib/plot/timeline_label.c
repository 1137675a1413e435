#include <math.h>
#include <stdio.h>

#include "plot/layout.h"
#include "plot/timeline_panel.h"

/* Panels with more counts than this show figures at the largest only, and with more than MAX_MARKS
 * none. */
#define MAX_FIGURES 24
#define MAX_LARGEST 8

/* Where the figure of a count stands: its rate, or the middle of a range without one. */
static double anchor(const struct awol_timeline_span *span)
{
    return !isnan(span->rate) ? span->rate : 0.5 * (span->rate_low + span->rate_high);
}

struct rectangle {
    double left, right, top, bottom; /* px on the page */
};

static bool overlap(struct rectangle a, struct rectangle b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static const char *count_text(const struct awol_count *count, enum awol_language language,
                              char buffer[static 80])
{
    char a[AWOL_AXIS_TEXT];
    char b[AWOL_AXIS_TEXT];
    awol_language_number(language, isnan(count->count) ? 0.0 : count->count, 12, a);
    switch (count->kind) {
    case AWOL_KIND_EXACT:
        snprintf(buffer, 80, "%s", a);
        break;
    case AWOL_KIND_ABOUT:
        snprintf(buffer, 80, awol_language_word(language, "c. %s"), a);
        break;
    case AWOL_KIND_AT_LEAST:
        snprintf(buffer, 80, "\xe2\x89\xa5 %s", a);
        break;
    case AWOL_KIND_AT_MOST:
        snprintf(buffer, 80, "\xe2\x89\xa4 %s", a);
        break;
    case AWOL_KIND_RANGE:
        awol_language_number(language, count->low, 12, a);
        awol_language_number(language, count->high, 12, b);
        snprintf(buffer, 80, "%s\xe2\x80\x93%s", a, b);
        break;
    }
    return buffer;
}

static double page_x(const struct awol_panel *panel, double seconds)
{
    return panel->left + (seconds - panel->x_min) / awol_panel_seconds_per_px(panel);
}

/* What a count covers with its mark. */
static struct rectangle mark_rectangle(const struct awol_timeline_span *span,
                                       const struct awol_panel *panel)
{
    double low = isnan(span->rate) ? span->rate_low : span->rate;
    double high = isfinite(span->rate_high) && span->rate_high > low ? span->rate_high : low;
    if (span->span->count.kind == AWOL_KIND_AT_MOST) {
        high = low;
    }
    bool point = awol_timeline_is_point(span, panel);
    double half = point ? 4.0 : 1.5;
    struct rectangle mark = {
        .left = page_x(panel, awol_axis_seconds(span->span->start)),
        .right = page_x(panel, awol_axis_seconds(span->span->end)),
        .top = panel->bottom - awol_panel_height(panel, awol_panel_clamp(panel, high)) - half,
        .bottom = panel->bottom - awol_panel_height(panel, awol_panel_clamp(panel, low)) + half,
    };
    if (point) {
        double x = page_x(panel, awol_timeline_middle(span));
        mark.left = x - 4.0;
        mark.right = x + 4.0;
    }
    if (span->span->count.kind == AWOL_KIND_AT_LEAST) {
        mark.top -= AWOL_ARROW;
    }
    return mark;
}

#define MAX_MARKS 80
#define MAX_TAKEN (2 * MAX_MARKS + MAX_FIGURES)

struct taken {
    struct rectangle rectangles[MAX_TAKEN];
    size_t n;
};

static void take(struct taken *taken, struct rectangle where)
{
    if (taken->n < MAX_TAKEN) {
        taken->rectangles[taken->n++] = where;
    }
}

/* Marks, their stems, and figures already placed are not written over; lines of offers are where
 * there is no other place. */
static bool is_free(const struct taken *taken, struct rectangle where, const struct awol_pen *pen,
                    bool avoid_events)
{
    const struct awol_panel *panel = pen->panel;
    if (where.left < panel->left || where.right > panel->right || where.top < panel->top - 2.0 ||
        where.bottom > panel->bottom + 0.5) {
        return false;
    }
    for (size_t i = 0; i < taken->n; i++) {
        if (overlap(taken->rectangles[i], where)) {
            return false;
        }
    }
    for (size_t i = 0; avoid_events && i < pen->timeline->n_events; i++) {
        const struct awol_offer *offer = pen->timeline->events[i].offer;
        double x = page_x(panel, awol_axis_seconds(offer->start_first));
        double end = offer->open ? x : page_x(panel, awol_axis_seconds(offer->end + 1));
        if ((x > where.left && x < where.right) || (end > where.left && end < where.right)) {
            return false;
        }
    }
    return true;
}

#define PLACES 7

/* Above the mark, in the middle or flush with one of its ends; to the right, to the left. */
static void list_places(struct rectangle mark, double y, double foot, double width, double half,
                        struct rectangle places[static PLACES])
{
    double x = 0.5 * (mark.left + mark.right);
    double above = mark.top - half - 1.0;
    y = fmin(y, foot - half);
    double right = mark.right + 2.0 + 0.5 * width;
    double left = mark.left - 2.0 - 0.5 * width;
    double centres[PLACES][2] = {{x, above},
                                 {right, y},
                                 {left, y},
                                 {mark.left + 0.5 * width, above},
                                 {mark.right - 0.5 * width, above},
                                 {right, y - half},
                                 {left, y - half}};
    for (size_t i = 0; i < PLACES; i++) {
        places[i] = (struct rectangle){centres[i][0] - 0.5 * width, centres[i][0] + 0.5 * width,
                                       centres[i][1] - half, centres[i][1] + half};
    }
}

static void place_figure(const struct awol_pen *pen, const struct awol_timeline_span *span,
                         struct taken *taken, struct awol_script *script)
{
    char text[80];
    struct rectangle places[PLACES];
    count_text(&span->span->count, pen->timeline->settings->language, text);
    double y = pen->panel->bottom -
               awol_panel_height(pen->panel, awol_panel_clamp(pen->panel, anchor(span)));
    list_places(mark_rectangle(span, pen->panel), y, pen->panel->bottom,
                awol_layout_width(text, AWOL_TIMELINE_TEXT(pen->timeline)),
                0.55 * AWOL_TIMELINE_TEXT(pen->timeline), places);
    for (size_t i = 0; i < (size_t)2 * PLACES; i++) {
        struct rectangle where = places[i % PLACES];
        if (!is_free(taken, where, pen, i < PLACES)) {
            continue;
        }
        struct awol_label_style style = {
            .size = AWOL_TIMELINE_TEXT(pen->timeline),
            .colour =
                span->span->preferred ? pen->timeline->colours.ink : pen->timeline->colours.rival,
            .align = AWOL_ALIGN_CENTER,
        };
        struct awol_point at = {0.5 * (where.left + where.right), 0.5 * (where.top + where.bottom),
                                false, false};
        awol_script_label(script, at, text, &style);
        take(taken, where);
        return;
    }
}

/* A mark, and the stem under a point. */
static void take_mark(const struct awol_timeline_span *span, const struct awol_panel *panel,
                      struct taken *taken)
{
    struct rectangle mark = mark_rectangle(span, panel);
    take(taken, mark);
    if (awol_timeline_is_point(span, panel) && span->span->preferred) {
        double x = 0.5 * (mark.left + mark.right);
        take(taken, (struct rectangle){x - 1.0, x + 1.0, mark.bottom, panel->bottom});
    }
}

/* Figures for the largest counts only. */
static void place_largest(const struct awol_pen *pen, const struct awol_timeline_unit *unit,
                          struct taken *taken, struct awol_script *script)
{
    const struct awol_timeline_span *before = NULL;
    for (size_t k = 0; k < MAX_LARGEST; k++) {
        const struct awol_timeline_span *largest = NULL;
        for (size_t i = unit->first; i < unit->first + unit->n; i++) {
            const struct awol_timeline_span *span = &pen->timeline->spans[i];
            bool next = before == NULL || anchor(span) < anchor(before) ||
                        (anchor(span) == anchor(before) && span > before);
            if (span->visible && span->span->preferred && next &&
                (largest == NULL || anchor(span) > anchor(largest))) {
                largest = span;
            }
        }
        if (largest == NULL) {
            return;
        }
        place_figure(pen, largest, taken, script);
        before = largest;
    }
}

void awol_pen_figures(const struct awol_pen *pen, const struct awol_timeline_unit *unit,
                      struct awol_script *script)
{
    struct taken taken = {.n = 0};
    size_t n = 0;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        if (pen->timeline->spans[i].visible) {
            take_mark(&pen->timeline->spans[i], pen->panel, &taken);
            n++;
        }
    }
    if (n > MAX_FIGURES) {
        if (n <= MAX_MARKS) {
            place_largest(pen, unit, &taken, script);
        }
        return;
    }
    for (int preferred = 1; preferred >= 0; preferred--) {
        for (size_t i = unit->first; i < unit->first + unit->n; i++) {
            const struct awol_timeline_span *span = &pen->timeline->spans[i];
            if (span->visible && span->span->preferred == (preferred == 1)) {
                place_figure(pen, span, &taken, script);
            }
        }
    }
}
