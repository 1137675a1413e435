/* The spells of one man. */
#include <stdio.h>
#include <stdlib.h>

#include "count/person_time.h"

static const char *const texts[] = {
#define WATCH_TEXT(name, text) text,
    AWOL_WATCH_REMARK_LIST(WATCH_TEXT)
#undef WATCH_TEXT
};

const char *awol_watch_remark_text(enum awol_watch_remark remark)
{
    return texts[remark];
}

static void remark(struct awol_watch_report *report, enum awol_watch_remark remark, const char *who,
                   int64_t day)
{
    char text[AWOL_DAY_TEXT_SIZE];

    if (report->n[remark]++ == 0)
        snprintf(report->examples[remark], AWOL_EXAMPLE_SIZE, "%.200s, %s", who,
                 awol_day_format(day, text));
}

static int compare_points(const void *left, const void *right)
{
    const struct awol_point *a = left;
    const struct awol_point *b = right;

    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* A man enters before his first event. Where both are windows that overlap and their middles say
 * otherwise, both stand in the middle of what they share. */
static enum awol_status put_entry_first(struct awol_point *points, size_t n, const char *who,
                                        const char *source, struct awol_error *opt_error)
{
    struct awol_point *enter = NULL;
    struct awol_point *event = NULL;
    int64_t first;
    int64_t last;

    for (size_t i = 0; i < n; i++) {
        if (points[i].kind == AWOL_POINT_ENTER && (enter == NULL || points[i].day < enter->day))
            enter = &points[i];
        if (points[i].kind == AWOL_POINT_EVENT && (event == NULL || points[i].day < event->day))
            event = &points[i];
    }
    if (enter == NULL || event == NULL || enter->day <= event->day)
        return AWOL_OK;
    first =
        enter->when.earliest > event->when.earliest ? enter->when.earliest : event->when.earliest;
    last = enter->when.latest < event->when.latest ? enter->when.latest : event->when.latest;
    if (last < first)
        return awol_error_at(opt_error, source, event->event->where,
                             "%.200s leaves (date “%.60s”) before he enters (“%.60s”)", who,
                             event->event->date, enter->event->enter);
    enter->day = event->day = first + (last - first) / 2;
    return AWOL_OK;
}

/* A man while his points are gone through. */
struct walk {
    const struct awol_watch_options *options;
    const char *who;
    struct awol_watch_report *report;
    bool is_there;
    struct awol_watch now;
    struct awol_watch *watches;
    size_t n;
};

static void begin(struct walk *walk, struct awol_span when, int64_t day)
{
    walk->is_there = true;
    walk->now = (struct awol_watch){.row = SIZE_MAX, .enter = when, .enter_day = day};
}

static struct awol_span one_day(int64_t day)
{
    return (struct awol_span){.earliest = day, .latest = day};
}

/* End the spell, cut to --from and --to. */
static void end(struct walk *walk, struct awol_span when, int64_t day, const char *word, bool event,
                size_t row)
{
    const struct awol_tally_options *tally = walk->options->tally;
    struct awol_watch *now = &walk->now;

    walk->is_there = false;
    *now = (struct awol_watch){row, now->enter, when, now->enter_day, day, event, word};
    if ((tally->has_from && day < tally->from) || (tally->has_to && now->enter_day > tally->to)) {
        remark(walk->report, AWOL_WATCH_OUTSIDE, walk->who, now->enter_day);
        return;
    }
    if (day < now->enter_day)
        now->enter_day = day;
    if (tally->has_from && now->enter_day < tally->from) {
        now->enter_day = tally->from;
        now->enter = one_day(tally->from);
    }
    if (tally->has_to && day > tally->to) {
        now->leave_day = tally->to;
        now->leave = one_day(tally->to);
        now->event = false;
        now->ended = "end";
        now->row = SIZE_MAX;
    }
    walk->watches[walk->n++] = *now;
}

static bool is_listed(const struct awol_tally_options *tally, const char *word)
{
    for (size_t i = 0; i < tally->n_events; i++) {
        if (awol_text_equal(tally->events[i], word))
            return true;
    }
    return false;
}

static void take_event(struct walk *walk, const struct awol_point *point)
{
    const char *word = point->event->event[0] == '\0' ? "deserted" : point->event->event;
    bool stays = awol_text_equal(word, "attempted");
    bool is_event = is_listed(walk->options->tally, word);

    if (stays && !is_event)
        return;
    if (!walk->is_there) {
        remark(walk->report, AWOL_WATCH_AWAY, walk->who, point->day);
        return;
    }
    end(walk, point->when, point->day, word, is_event, point->row);
    if (stays)
        begin(walk, one_day(point->day + 1), point->day + 1);
}

static void take(struct walk *walk, const struct awol_point *point)
{
    switch (point->kind) {
    case AWOL_POINT_ENTER:
        if (!walk->is_there)
            begin(walk, point->when, point->day);
        break;
    case AWOL_POINT_BACK:
        if (walk->is_there)
            remark(walk->report, AWOL_WATCH_PRESENT, walk->who, point->day);
        else
            begin(walk, point->when, point->day);
        break;
    case AWOL_POINT_EVENT:
        take_event(walk, point);
        break;
    case AWOL_POINT_LEAVE:
        if (walk->is_there)
            end(walk, point->when, point->day, "leave", false, SIZE_MAX);
        break;
    }
}

/* Of the points of one day that one comes first which his state allows: a man can leave and return
 * on a day, or return and leave. */
static void choose_next(const struct walk *walk, struct awol_point *points, size_t at, size_t n)
{
    for (size_t i = at; i < n && points[i].day == points[at].day; i++) {
        bool comes = points[i].kind == AWOL_POINT_ENTER || points[i].kind == AWOL_POINT_BACK;
        struct awol_point chosen = points[i];

        if (comes == walk->is_there)
            continue;
        for (; i > at; i--)
            points[i] = points[i - 1];
        points[at] = chosen;
        return;
    }
}

static bool has_entry(const struct awol_point *points, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (points[i].kind == AWOL_POINT_ENTER)
            return true;
    }
    return false;
}

enum awol_status awol_watch_man(struct awol_point *points, size_t n_points,
                                const struct awol_watch_options *options, const char *who,
                                const char *source, struct awol_watch *ret_watches, size_t *ret_n,
                                struct awol_watch_report *report, struct awol_error *opt_error)
{
    const struct awol_tally_options *tally = options->tally;
    struct walk walk = {.options = options, .who = who, .report = report, .watches = ret_watches};
    struct awol_place place = points[0].event->where;
    enum awol_status status = put_entry_first(points, n_points, who, source, opt_error);

    if (status != AWOL_OK)
        return status;
    if (!has_entry(points, n_points)) {
        if (!tally->has_from)
            return awol_error_at(
                opt_error, source, place,
                "it is not known when the watch over %.200s begins: a column enter "
                "says it for each man, --from for all",
                who);
        begin(&walk, one_day(tally->from), tally->from);
    }
    if (n_points > 1)
        qsort(points, n_points, sizeof points[0], compare_points);
    for (size_t i = 0; i < n_points; i++) {
        choose_next(&walk, points, i, n_points);
        take(&walk, &points[i]);
    }
    if (walk.is_there && !tally->has_to)
        return awol_error_at(opt_error, source, place,
                             "it is not known until when %.200s was watched: a column leave says "
                             "it for each man, --to for all",
                             who);
    if (walk.is_there)
        end(&walk, one_day(tally->to), tally->to, "end", false, SIZE_MAX);
    *ret_n = walk.n;
    return AWOL_OK;
}
