#include "plot/layout.h"
#include "plot/timeline.h"

enum sign {
    SIGN_POINT,
    SIGN_SPAN,
    SIGN_ABOUT,
    SIGN_RANGE,
    SIGN_AT_LEAST,
    SIGN_AT_MOST,
    SIGN_RIVAL,
    SIGN_FIT,
    SIGN_OFFER,
    SIGN_WEAK_OFFER,
    SIGN_CIRCUMSTANCE,
    SIGN_GAP,
    SIGNS
};

static const char *const sign_texts[SIGNS] = {
    [SIGN_POINT] = "a day, or a short time",
    [SIGN_SPAN] = "mean over a longer time",
    [SIGN_ABOUT] = "about",
    [SIGN_RANGE] = "between two figures",
    [SIGN_AT_LEAST] = "at least",
    [SIGN_AT_MOST] = "at most",
    [SIGN_RIVAL] = "report not used",
    [SIGN_FIT] = "fitted, and where counts would fall",
    [SIGN_OFFER] = "offer, shaded to its deadline",
    [SIGN_WEAK_OFFER] = "proposal, comment, or offer set aside",
    [SIGN_CIRCUMSTANCE] = "circumstance",
    [SIGN_GAP] = "no report",
};

#define SIGN_WIDTH 22.0

static void find_signs(const struct awol_timeline *timeline, const struct awol_timeline_page *page,
                       bool used[static SIGNS])
{
    double px_per_day = (page->right - page->left) / (double)(timeline->to - timeline->from);
    for (size_t u = 0; u < timeline->n_units; u++) {
        const struct awol_timeline_unit *unit = &timeline->units[u];
        for (size_t i = unit->first; i < unit->first + unit->n; i++) {
            const struct awol_timeline_span *span = &timeline->spans[i];
            enum awol_kind kind = span->span->count.kind;
            if (!span->visible) {
                continue;
            }
            bool point = span->days <= 1.0 || span->days * px_per_day < 5.0;
            used[point ? SIGN_POINT : SIGN_SPAN] = true;
            used[SIGN_ABOUT] = used[SIGN_ABOUT] || kind == AWOL_KIND_ABOUT;
            used[SIGN_RANGE] = used[SIGN_RANGE] || kind == AWOL_KIND_RANGE;
            used[SIGN_AT_LEAST] = used[SIGN_AT_LEAST] || kind == AWOL_KIND_AT_LEAST;
            used[SIGN_AT_MOST] = used[SIGN_AT_MOST] || kind == AWOL_KIND_AT_MOST;
            used[SIGN_RIVAL] = used[SIGN_RIVAL] || !span->span->preferred;
            used[SIGN_GAP] = used[SIGN_GAP] || unit->n == 0;
        }
    }
    used[SIGN_FIT] = timeline->has_fit;
    used[SIGN_GAP] = timeline->gap_days > 0 || timeline->n_units > 1;
    for (size_t i = 0; i < timeline->n_events; i++) {
        const struct awol_timeline_event *event = &timeline->events[i];
        used[event->is_circumstance                ? SIGN_CIRCUMSTANCE
             : awol_timeline_is_weak(event->offer) ? SIGN_WEAK_OFFER
                                                   : SIGN_OFFER] = true;
    }
}

static struct awol_point on_page(double x, double y)
{
    return (struct awol_point){x, y, false, false};
}

static void draw_sign(const struct awol_timeline *timeline, enum sign sign, double x, double y,
                      struct awol_script *script)
{
    const struct awol_timeline_colours *colours = &timeline->colours;
    double right = x + SIGN_WIDTH - 5.0;
    double middle = 0.5 * (x + right);
    struct awol_line_style line = {.colour = colours->ink, .width = 1.6, .dash = 1};
    struct awol_fill_style fill = {.colour = colours->count_fill, .opacity = 0.13};
    switch (sign) {
    case SIGN_POINT:
        awol_script_mark(script, on_page(middle, y), 7, 0.5, colours->ink);
        break;
    case SIGN_SPAN:
        awol_script_box(script, on_page(x, y - 3.0), on_page(right, y + 4.0), &fill);
        awol_script_line(script, on_page(x, y - 3.0), on_page(right, y - 3.0), &line);
        break;
    case SIGN_ABOUT:
        /* By hand: gnuplot's dash is longer than half of the sign. */
        awol_script_line(script, on_page(x, y), on_page(x + 4.5, y), &line);
        awol_script_line(script, on_page(right - 4.5, y), on_page(right, y), &line);
        awol_script_mark(script, on_page(middle, y), 6, 0.5, colours->ink);
        break;
    case SIGN_RANGE:
        fill.border = colours->ink;
        awol_script_box(script, on_page(x, y - 4.0), on_page(right, y + 4.0), &fill);
        break;
    case SIGN_AT_LEAST:
    case SIGN_AT_MOST:
        line.width = 1.0;
        line.arrow = true;
        awol_script_line(script, on_page(middle, sign == SIGN_AT_LEAST ? y + 5.0 : y - 5.0),
                         on_page(middle, sign == SIGN_AT_LEAST ? y - 5.0 : y + 5.0), &line);
        break;
    case SIGN_RIVAL:
        line.colour = colours->rival;
        line.width = 1.0;
        awol_script_line(script, on_page(x, y), on_page(right, y), &line);
        awol_script_mark(script, on_page(middle, y), 6, 0.5, colours->rival);
        break;
    case SIGN_FIT:
        fill.colour = colours->fit;
        fill.opacity = 0.25;
        line.colour = colours->fit;
        line.width = 2.2;
        awol_script_box(script, on_page(x, y - 4.0), on_page(right, y + 4.0), &fill);
        awol_script_line(script, on_page(x, y), on_page(right, y), &line);
        break;
    case SIGN_OFFER:
        fill.colour = colours->shade;
        fill.opacity = 0.16;
        line.colour = colours->offer;
        line.width = 1.2;
        awol_script_box(script, on_page(x, y - 5.0), on_page(right, y + 5.0), &fill);
        awol_script_line(script, on_page(x, y - 5.0), on_page(x, y + 5.0), &line);
        line.width = 0.8;
        line.dash = 2;
        awol_script_line(script, on_page(right, y - 5.0), on_page(right, y + 5.0), &line);
        break;
    case SIGN_WEAK_OFFER:
        line.colour = colours->offer;
        line.width = 0.8;
        line.dash = 4;
        awol_script_line(script, on_page(middle, y - 5.0), on_page(middle, y + 5.0), &line);
        break;
    case SIGN_CIRCUMSTANCE:
        line.colour = colours->circumstance;
        line.width = 0.6;
        line.dash = 3;
        awol_script_line(script, on_page(middle, y - 5.0), on_page(middle, y + 5.0), &line);
        awol_script_mark(script, on_page(middle, y - 3.0), 11, 0.45, colours->circumstance);
        break;
    case SIGN_GAP:
        fill.colour = colours->gap;
        fill.opacity = 1.0;
        fill.border = "#d0d0d0";
        awol_script_box(script, on_page(x, y - 4.0), on_page(right, y + 4.0), &fill);
        break;
    case SIGNS:
        break;
    }
}

/* Signs one after another in lines; with a script they are drawn from y down. Returns the height.
 */
double awol_timeline_lay_legend(const struct awol_timeline *timeline,
                                const struct awol_timeline_page *page, double y,
                                struct awol_script *opt_script)
{
    bool used[SIGNS] = {false};
    find_signs(timeline, page, used);
    double x = AWOL_TIMELINE_EDGE;
    double row = 0.0;
    for (int i = 0; i < SIGNS; i++) {
        if (!used[i]) {
            continue;
        }
        const char *sign = awol_language_word(timeline->settings->language, sign_texts[i]);
        double width = SIGN_WIDTH + awol_layout_width(sign, AWOL_TIMELINE_TEXT(timeline));
        if (x > AWOL_TIMELINE_EDGE && x + width > page->width - AWOL_TIMELINE_EDGE) {
            x = AWOL_TIMELINE_EDGE;
            row += 1.0;
        }
        double middle = y + (row + 0.5) * AWOL_TIMELINE_LINE(timeline);
        if (opt_script != NULL) {
            struct awol_label_style style = {.size = AWOL_TIMELINE_TEXT(timeline),
                                             .colour = timeline->colours.ink};
            draw_sign(timeline, (enum sign)i, x, middle, opt_script);
            awol_script_label(opt_script, on_page(x + SIGN_WIDTH, middle), sign, &style);
        }
        x += width + 12.0;
    }
    return (row + 1.0) * AWOL_TIMELINE_LINE(timeline);
}
