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

/* Where a sign is drawn, and in what. */
struct place {
    const struct awol_timeline_colours *colours;
    struct awol_script *script;
    double x, middle, right, y;
};

static struct awol_line_style line_of(const char *colour, double width, int dash)
{
    return (struct awol_line_style){.colour = colour, .width = width, .dash = dash};
}

static void draw_box(const struct place *p, double up, double down, struct awol_fill_style fill)
{
    awol_script_box(p->script, on_page(p->x, p->y - up), on_page(p->right, p->y + down), &fill);
}

static void draw_across(const struct place *p, double from, double to, double y,
                        struct awol_line_style line)
{
    awol_script_line(p->script, on_page(from, y), on_page(to, y), &line);
}

static void draw_upright(const struct place *p, double x, struct awol_line_style line)
{
    awol_script_line(p->script, on_page(x, p->y - 5.0), on_page(x, p->y + 5.0), &line);
}

static void draw_point(const struct place *p)
{
    awol_script_mark(p->script, on_page(p->middle, p->y), 7, 0.5, p->colours->ink);
}

static void draw_span(const struct place *p)
{
    draw_box(p, 3.0, 4.0,
             (struct awol_fill_style){.colour = p->colours->count_fill, .opacity = 0.13});
    draw_across(p, p->x, p->right, p->y - 3.0, line_of(p->colours->ink, 1.6, 1));
}

/* The dashes by hand: gnuplot's are longer than half of the sign. */
static void draw_about(const struct place *p)
{
    const struct awol_line_style line = line_of(p->colours->ink, 1.6, 1);
    draw_across(p, p->x, p->x + 4.5, p->y, line);
    draw_across(p, p->right - 4.5, p->right, p->y, line);
    awol_script_mark(p->script, on_page(p->middle, p->y), 6, 0.5, p->colours->ink);
}

static void draw_range(const struct place *p)
{
    draw_box(p, 4.0, 4.0,
             (struct awol_fill_style){
                 .colour = p->colours->count_fill, .opacity = 0.13, .border = p->colours->ink});
}

static void draw_arrow(const struct place *p, double from, double to)
{
    struct awol_line_style line = line_of(p->colours->ink, 1.0, 1);
    line.arrow = true;
    awol_script_line(p->script, on_page(p->middle, from), on_page(p->middle, to), &line);
}

static void draw_at_least(const struct place *p)
{
    draw_arrow(p, p->y + 5.0, p->y - 5.0);
}

static void draw_at_most(const struct place *p)
{
    draw_arrow(p, p->y - 5.0, p->y + 5.0);
}

static void draw_rival(const struct place *p)
{
    draw_across(p, p->x, p->right, p->y, line_of(p->colours->rival, 1.0, 1));
    awol_script_mark(p->script, on_page(p->middle, p->y), 6, 0.5, p->colours->rival);
}

static void draw_fit(const struct place *p)
{
    draw_box(p, 4.0, 4.0, (struct awol_fill_style){.colour = p->colours->fit, .opacity = 0.25});
    draw_across(p, p->x, p->right, p->y, line_of(p->colours->fit, 2.2, 1));
}

static void draw_offer(const struct place *p)
{
    draw_box(p, 5.0, 5.0, (struct awol_fill_style){.colour = p->colours->shade, .opacity = 0.16});
    draw_upright(p, p->x, line_of(p->colours->offer, 1.2, 1));
    draw_upright(p, p->right, line_of(p->colours->offer, 0.8, 2));
}

static void draw_weak_offer(const struct place *p)
{
    draw_upright(p, p->middle, line_of(p->colours->offer, 0.8, 4));
}

static void draw_circumstance(const struct place *p)
{
    draw_upright(p, p->middle, line_of(p->colours->circumstance, 0.6, 3));
    awol_script_mark(p->script, on_page(p->middle, p->y - 3.0), 11, 0.45, p->colours->circumstance);
}

static void draw_gap(const struct place *p)
{
    draw_box(
        p, 4.0, 4.0,
        (struct awol_fill_style){.colour = p->colours->gap, .opacity = 1.0, .border = "#d0d0d0"});
}

static void draw_sign(const struct awol_timeline *timeline, enum sign sign, double x, double y,
                      struct awol_script *script)
{
    static void (*const drawn[SIGNS])(const struct place *) = {
        [SIGN_POINT] = draw_point,
        [SIGN_SPAN] = draw_span,
        [SIGN_ABOUT] = draw_about,
        [SIGN_RANGE] = draw_range,
        [SIGN_AT_LEAST] = draw_at_least,
        [SIGN_AT_MOST] = draw_at_most,
        [SIGN_RIVAL] = draw_rival,
        [SIGN_FIT] = draw_fit,
        [SIGN_OFFER] = draw_offer,
        [SIGN_WEAK_OFFER] = draw_weak_offer,
        [SIGN_CIRCUMSTANCE] = draw_circumstance,
        [SIGN_GAP] = draw_gap,
    };
    const double right = x + SIGN_WIDTH - 5.0;
    drawn[sign](&(struct place){.colours = &timeline->colours,
                                .script = script,
                                .x = x,
                                .middle = 0.5 * (x + right),
                                .right = right,
                                .y = y});
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
