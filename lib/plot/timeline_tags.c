#include <math.h>

#include "plot/layout.h"
#include "plot/timeline.h"

#define MAX_TAG_ROWS 5
#define MAX_DIRECT_TAGS 8
#define MAX_DIRECT_WIDTH 210.0
#define SAME_PLACE 2.0    /* px */
#define BEFORE_WIDTH 12.0 /* of the arrow before what began earlier, px */

/* Short names stand above their lines; where there are too many or they are too long, letters and
 * numbers do, and a key below the figure explains them. */
static bool tag_directly(struct awol_timeline *timeline, struct awol_timeline_page *page)
{
    if (timeline->n_events > MAX_DIRECT_TAGS) {
        return false;
    }
    for (size_t i = 0; i < timeline->n_events; i++) {
        struct awol_timeline_event *event = &timeline->events[i];
        double width = awol_layout_width(event->name, AWOL_TIMELINE_TEXT(timeline)) + 3.0;
        if (width > MAX_DIRECT_WIDTH || event->before) {
            return false;
        }
        event->tag = event->name;
        event->place = i;
        event->offset = 0.0;
        page->tags[i] = (struct awol_tag){
            .x = awol_timeline_page_x(timeline, page, event->offer->start_first),
            .width = width,
        };
    }
    page->n_tags = timeline->n_events;
    return awol_layout_tags(page->tags, timeline->n_events, page->width - AWOL_TIMELINE_EDGE,
                            MAX_TAG_ROWS, &page->tag_rows);
}

static const char *short_tag(struct awol_timeline *timeline, bool circumstance, size_t number)
{
    struct awol_text text;
    awol_text_init(&text);
    if (circumstance) {
        awol_text_append_format(&text, "%zu", number + 1);
    } else {
        /* A to Z, then A2 to Z2, … */
        awol_text_append_format(&text, "%c", (char)('A' + (int)(number % 26)));
        if (number >= 26) {
            awol_text_append_format(&text, "%zu", number / 26 + 1);
        }
    }
    const char *copy = awol_arena_string(&timeline->arena, awol_text_string(&text));
    awol_text_release(&text);
    return copy != NULL ? copy : "";
}

/* Events that fall on one place of the page share a tag. */
static void add_to_place(struct awol_timeline_page *page, struct awol_timeline_event *event,
                         double x, double width)
{
    struct awol_tag *last = page->n_tags > 0 ? &page->tags[page->n_tags - 1] : NULL;
    if (last == NULL || x - last->x > SAME_PLACE) {
        page->tags[page->n_tags++] = (struct awol_tag){.x = x, .width = 0.0};
        last = &page->tags[page->n_tags - 1];
    }
    event->place = page->n_tags - 1;
    event->offset = last->width;
    last->width += width;
}

static void tag_by_letters(struct awol_timeline *timeline, struct awol_timeline_page *page)
{
    size_t numbers[2] = {0, 0};
    page->n_tags = 0;
    for (size_t i = 0; i < timeline->n_events; i++) {
        struct awol_timeline_event *event = &timeline->events[i];
        event->tag = short_tag(timeline, event->is_circumstance, numbers[event->is_circumstance]++);
        double width = awol_layout_width(event->tag, AWOL_TIMELINE_TEXT(timeline)) + 3.0;
        add_to_place(page, event, awol_timeline_page_x(timeline, page, event->offer->start_first),
                     event->before ? width + BEFORE_WIDTH : width);
    }
    /* Where even many rows do not hold them, they lie over each other in one. */
    if (!awol_layout_tags(page->tags, page->n_tags, page->width, (size_t)2 * MAX_TAG_ROWS,
                          &page->tag_rows)) {
        page->tag_rows = 1;
        for (size_t i = 0; i < page->n_tags; i++) {
            page->tags[i].row = 0;
        }
    }
    double width = page->width - 2.0 * AWOL_TIMELINE_EDGE;
    for (int i = 0; i < 2; i++) {
        const char *key = awol_timeline_event_key(timeline, i == 1);
        struct awol_text text;
        awol_text_init(&text);
        awol_text_append_format(&text, "%s%s",
                                awol_language_word(timeline->settings->language,
                                                   i == 0 ? "Offers: " : "Circumstances: "),
                                key);
        if (key[0] != '\0') {
            awol_timeline_wrap(timeline, awol_text_string(&text), width,
                               AWOL_TIMELINE_TEXT(timeline), &page->keys[i], AWOL_MAX_LINES);
        }
        awol_text_release(&text);
    }
}

enum awol_status awol_timeline_lay_tags(struct awol_timeline *timeline,
                                        struct awol_timeline_page *page,
                                        struct awol_error *opt_error)
{
    if (timeline->n_events == 0) {
        return AWOL_OK;
    }
    page->tags = awol_arena_alloc(&timeline->arena, timeline->n_events * sizeof *page->tags);
    if (page->tags == NULL) {
        return awol_error_memory(opt_error);
    }
    page->strip = AWOL_TIMELINE_STRIP;
    if (!tag_directly(timeline, page)) {
        tag_by_letters(timeline, page);
    }
    return AWOL_OK;
}

double awol_timeline_tags_height(const struct awol_timeline *timeline,
                                 const struct awol_timeline_page *page)
{
    return page->tag_rows > 0
               ? (double)page->tag_rows * AWOL_TIMELINE_LINE(timeline) + page->strip + 4.0
               : 0.0;
}

/* A stroke along the top of the panels for what lasts: an offer that came in over several days, a
 * circumstance with an end. */
static void draw_duration(const struct awol_timeline *timeline,
                          const struct awol_timeline_page *page,
                          const struct awol_timeline_event *event, const char *colour,
                          struct awol_script *script)
{
    const struct awol_offer *offer = event->offer;
    int64_t end = event->is_circumstance && !offer->open ? offer->end : offer->start_last;
    if (end <= offer->start_first) {
        return;
    }
    double y = page->panels_top - 2.0;
    struct awol_line_style line = {.colour = colour, .width = 2.5, .dash = 1};
    struct awol_point from = {awol_timeline_page_x(timeline, page, offer->start_first), y, false,
                              false};
    struct awol_point to = {awol_timeline_page_x(timeline, page, end + 1), y, false, false};
    awol_script_line(script, from, to, &line);
}

static void draw_tag(const struct awol_timeline *timeline, const struct awol_timeline_page *page,
                     const struct awol_timeline_event *event, struct awol_script *script)
{
    const struct awol_timeline_colours *colours = &timeline->colours;
    const struct awol_tag *tag = &page->tags[event->place];
    bool circumstance = event->is_circumstance;
    const char *colour = circumstance ? colours->circumstance : colours->offer;
    double y = page->panels_top - page->strip - AWOL_TIMELINE_HEADER(timeline) - 4.0 -
               ((double)tag->row + 0.5) * AWOL_TIMELINE_LINE(timeline);
    struct awol_label_style style = {.size = AWOL_TIMELINE_TEXT(timeline), .colour = colour};
    struct awol_point at = {tag->x + 2.0 + event->offset, y, false, false};
    if (tag->leftward) {
        at.x = tag->x - 2.0 - event->offset;
        style.align = AWOL_ALIGN_RIGHT;
    }
    draw_duration(timeline, page, event, colour, script);
    if (event->before) {
        awol_script_label(script, at, "\xe2\x86\x90", &style);
        at.x += BEFORE_WIDTH;
    }
    awol_script_label(script, at, event->tag, &style);
    if (event->before) {
        return;
    }
    double x = awol_timeline_page_x(timeline, page, event->offer->start_first);
    struct awol_line_style line = {.colour = colour,
                                   .width = circumstance ? 0.6 : 1.0,
                                   .dash = circumstance                          ? 3
                                           : awol_timeline_is_weak(event->offer) ? 4
                                                                                 : 1};
    struct awol_point from = {x, y - 0.4 * AWOL_TIMELINE_LINE(timeline), false, false};
    struct awol_point to = {x, page->panels_top, false, false};
    awol_script_line(script, from, to, &line);
    if (circumstance) {
        struct awol_point mark = {x, page->panels_top - 3.0, false, false};
        awol_script_mark(script, mark, 11, 0.45, colour);
    }
}

void awol_timeline_draw_tags(const struct awol_timeline *timeline,
                             const struct awol_timeline_page *page, struct awol_script *script)
{
    for (size_t i = 0; i < timeline->n_events; i++) {
        draw_tag(timeline, page, &timeline->events[i], script);
    }
}
