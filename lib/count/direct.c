#include "count/direct.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/parallel.h"
#include "count/worker.h"

enum { MOST_THREADS = 8, MOST_KEYS = 1 << 18, MOST_ODD = 1 << 18 };

/* ---- row by row --------------------------------------------------------------------------- */

/* What the readings of one source go into. */
struct target {
    struct awol_tally *tally;
    struct awol_series *series;
    struct awol_count_report *report;
};

/* Readings of the reader until its end. */
static enum awol_status add_readings(const struct awol_direct *direct, const struct target *target,
                                     struct awol_error *opt_error)
{
    struct awol_reading reading;

    for (;;) {
        enum awol_status status = awol_reader_next(direct->reader, &reading, opt_error);

        if (status != AWOL_OK)
            return status;
        if (reading.n_silent > 0)
            status =
                direct->heed(direct->context, direct->reader, reading.n_silent, NULL, opt_error);
        if (status != AWOL_OK || reading.kind == AWOL_READING_END)
            return status;
        if (reading.kind == AWOL_READING_REFUSED || !reading.same_row)
            status =
                direct->heed(direct->context, direct->reader, 1,
                             reading.kind == AWOL_READING_REFUSED ? &reading : NULL, opt_error);
        if (status == AWOL_OK && reading.kind == AWOL_READING_EVENT)
            status = awol_tally_add(target->tally, direct->options, &reading.event, target->series,
                                    target->report, opt_error);
        if (status != AWOL_OK)
            return status;
    }
}

/* ---- several threads ---------------------------------------------------------------------- */

/* One run through the file. */
struct run {
    const struct awol_direct *direct;
    struct awol_layout layout;
    struct awol_count_columns columns;
    struct awol_count_plan plan;
    struct awol_pieces pieces;
    struct awol_count_worker workers[MOST_THREADS];
    struct awol_odd_record *odd; /* of all workers, in order */
    size_t n_odd;
    size_t *lines; /* of the file, where each piece begins */
    char *record;
    size_t record_size;
};

static size_t n_threads(void)
{
    const size_t n = awol_parallel_processors();

    return n < MOST_THREADS ? n : MOST_THREADS;
}

static enum awol_status work(void *context, size_t index, struct awol_error *error)
{
    struct run *const run = context;
    struct awol_count_worker *const worker = &run->workers[index];

    if (awol_pieces_at_end(&run->pieces))
        return AWOL_OK;
    worker->plan = &run->plan;
    return awol_count_worker_run(worker, &run->pieces, &run->layout, error);
}

static int compare_odd(const void *left, const void *right)
{
    const struct awol_odd_record *const a = left;
    const struct awol_odd_record *const b = right;

    if (awol_row_place_before(&a->place, &b->place))
        return -1;
    return awol_row_place_before(&b->place, &a->place) ? 1 : 0;
}

static enum awol_status collect_odd(struct run *run, struct awol_error *opt_error)
{
    size_t n = 0;

    for (size_t i = 0; i < MOST_THREADS; i++)
        n += run->workers[i].n_odd;
    run->odd = malloc((n + 1) * sizeof *run->odd);
    if (!run->odd)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < MOST_THREADS; i++) {
        for (size_t j = 0; j < run->workers[i].n_odd; j++) {
            const struct awol_odd_record *const odd = &run->workers[i].odd[j];

            run->odd[run->n_odd++] = *odd;
            if (odd->length > run->record_size)
                run->record_size = odd->length;
        }
    }
    if (n > 1)
        qsort(run->odd, n, sizeof *run->odd, compare_odd);
    run->record = malloc(run->record_size + 1);
    return run->record ? AWOL_OK : awol_error_memory(opt_error);
}

/* The line in which each piece begins. */
static enum awol_status collect_lines(struct run *run, struct awol_error *opt_error)
{
    size_t line = run->layout.line;

    run->lines = calloc(run->pieces.n_given + 1, sizeof *run->lines);
    if (!run->lines)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < MOST_THREADS; i++) {
        for (size_t j = 0; j < run->workers[i].n_pieces; j++)
            run->lines[run->workers[i].pieces[j].index] = run->workers[i].pieces[j].n_lines;
    }
    for (size_t i = 0; i < run->pieces.n_given; i++) {
        const size_t n = run->lines[i];

        run->lines[i] = line;
        line += n;
    }
    return AWOL_OK;
}

static size_t line_of(const struct run *run, const struct awol_row_place *place)
{
    return run->lines[place->piece] + place->line;
}

/* What all workers gathered goes to the first. */
static enum awol_status merge(struct run *run, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 1; i < MOST_THREADS && status == AWOL_OK; i++) {
        struct awol_count_worker *const worker = &run->workers[i];

        status = awol_gathering_merge(&run->workers[0].gathering, &worker->gathering, opt_error);
        run->workers[0].n_rows += worker->n_rows;
        awol_gathering_release(&worker->gathering);
    }
    if (status == AWOL_OK)
        status = collect_odd(run, opt_error);
    return status == AWOL_OK ? collect_lines(run, opt_error) : status;
}

static void release(struct run *run)
{
    for (size_t i = 0; i < MOST_THREADS; i++)
        awol_count_worker_release(&run->workers[i]);
    free(run->record);
    free(run->lines);
    free(run->odd);
    free(run);
}

/* ---- odd records -------------------------------------------------------------------------- */

static enum awol_status give_odd(struct run *run, const struct awol_odd_record *odd,
                                 struct awol_reader *reader, struct awol_error *opt_error)
{
    struct awol_bytes record = {run->record, 0};
    enum awol_status status = awol_pieces_read(&run->pieces, odd->offset, run->record, odd->length,
                                               &record.length, opt_error);

    if (status == AWOL_OK)
        status = awol_reader_give(reader, &record, line_of(run, &odd->place), opt_error);
    return status;
}

/* Whether a row that is read one by one needs the days of others; an event that is a man in a bin
 * does not. */
static enum awol_status look_at_odd(struct run *run, bool *ret_days, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < run->n_odd && !*ret_days && status == AWOL_OK; i++) {
        struct awol_reading reading = {.kind = AWOL_READING_END};
        int64_t bin;

        status = give_odd(run, &run->odd[i], run->workers[0].reader, opt_error);
        if (status == AWOL_OK)
            status = awol_reader_next(run->workers[0].reader, &reading, opt_error);
        if (status != AWOL_OK || reading.kind != AWOL_READING_EVENT)
            continue;
        switch (awol_tally_grade(run->direct->options, &reading.event, &bin)) {
        case AWOL_TALLY_DAYS:
        case AWOL_TALLY_ROW:
            *ret_days = true;
            break;
        case AWOL_TALLY_PASSED:
        case AWOL_TALLY_MAN:
            break;
        }
    }
    return status;
}

/* Whether men were put into bins in a unit that has rows of days as well. */
static enum awol_status is_mixed(struct run *run, bool *ret_mixed, struct awol_error *opt_error)
{
    const struct awol_gathering *const gathering = &run->workers[0].gathering;
    unsigned char *const kinds = calloc(gathering->units.n + 1, 1);
    bool has_men = false;
    enum awol_status status = AWOL_OK;

    if (!kinds)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < gathering->n_cells; i++) {
        const struct awol_gathered *const cell = &gathering->cells[i];

        if (cell->n == 0)
            continue;
        kinds[cell->unit] |= gathering->classes.texts[cell->class][0] == AWOL_CLASS_MAN ? 1 : 2;
        has_men = has_men || kinds[cell->unit] & 1;
        *ret_mixed = *ret_mixed || kinds[cell->unit] == 3;
    }
    free(kinds);
    if (has_men && !*ret_mixed)
        status = look_at_odd(run, ret_mixed, opt_error);
    return status;
}

/* ---- to the tally ------------------------------------------------------------------------- */

static enum awol_status add_cell(const struct run *run, const struct awol_gathered *cell,
                                 const struct target *target, struct awol_error *opt_error)
{
    const struct awol_gathering *const gathering = &run->workers[0].gathering;
    struct awol_event event = gathering->events[cell->class];
    const struct awol_gathered_source *source = cell->sources;
    uint64_t n = cell->n;
    enum awol_status status = AWOL_OK;

    event.unit = gathering->units.texts[cell->unit];
    event.source = "";
    event.where.line = line_of(run, &cell->first);
    do {
        if (source) {
            event.source = gathering->sources.texts[source->source];
            event.where.line = line_of(run, &source->first);
            source = source->next;
        }
        status = awol_tally_add_times(target->tally, run->direct->options, &event, n,
                                      target->series, target->report, opt_error);
        n = 0;
    } while (status == AWOL_OK && source);
    return status;
}

static enum awol_status add_odd(struct run *run, const struct awol_odd_record *odd,
                                const struct target *target, struct awol_error *opt_error)
{
    const enum awol_status status = give_odd(run, odd, run->direct->reader, opt_error);

    return status == AWOL_OK ? add_readings(run->direct, target, opt_error) : status;
}

/* In the order of first rows, which is the order of the units in the series. */
static enum awol_status add_all(struct run *run, const struct target *target,
                                struct awol_error *opt_error)
{
    const struct awol_gathered **const cells = awol_gathering_sort(&run->workers[0].gathering);
    const size_t n = run->workers[0].gathering.n_used;
    enum awol_status status = AWOL_OK;

    if (!cells)
        return awol_error_memory(opt_error);
    for (size_t i = 0, odd = 0; (i < n || odd < run->n_odd) && status == AWOL_OK;) {
        if (i < n &&
            (odd == run->n_odd || awol_row_place_before(&cells[i]->first, &run->odd[odd].place)))
            status = add_cell(run, cells[i++], target, opt_error);
        else
            status = add_odd(run, &run->odd[odd++], target, opt_error);
    }
    free(cells);
    if (status == AWOL_OK)
        status = run->direct->heed(run->direct->context, run->direct->reader,
                                   (size_t)run->workers[0].n_rows, NULL, opt_error);
    return status;
}

/* How a run through the file ended. */
enum outcome { DONE, MIXED, NOT_FOR_THIS };

static enum awol_status run_once(struct run *run, const struct target *target,
                                 enum outcome *ret_outcome, struct awol_error *opt_error)
{
    bool mixed = false, many_odd = false;
    enum awol_status status = awol_parallel_run(n_threads(), 0, work, run, opt_error);

    for (size_t i = 0; i < MOST_THREADS; i++)
        many_odd = many_odd || run->workers[i].has_many_odd;
    if (status == AWOL_OK)
        status = merge(run, opt_error);
    *ret_outcome = NOT_FOR_THIS;
    if (status != AWOL_OK || run->pieces.is_odd || many_odd ||
        run->workers[0].n_rows + run->n_odd == 0)
        return status;
    if (run->plan.by_bins)
        status = is_mixed(run, &mixed, opt_error);
    *ret_outcome = mixed ? MIXED : DONE;
    if (status == AWOL_OK && !mixed)
        status = add_all(run, target, opt_error);
    return status;
}

static enum awol_status run_through(const struct awol_direct *direct,
                                    const struct awol_layout *layout, bool by_bins,
                                    const struct target *target, enum outcome *ret_outcome,
                                    struct awol_error *opt_error)
{
    struct run *const run = calloc(1, sizeof *run);
    enum awol_status status;

    if (!run)
        return awol_error_memory(opt_error);
    run->direct = direct;
    run->layout = *layout;
    awol_count_columns_find(&run->columns, direct->reader);
    run->plan = (struct awol_count_plan){.path = direct->path,
                                         .settings = direct->settings,
                                         .options = direct->options,
                                         .columns = &run->columns,
                                         .by_bins = by_bins,
                                         .most_keys = MOST_KEYS / n_threads(),
                                         .most_odd = MOST_ODD};
    status = awol_pieces_open(&run->pieces, direct->path, layout->offset, layout->separator,
                              layout->quote, opt_error);
    if (status == AWOL_OK) {
        status = run_once(run, target, ret_outcome, opt_error);
        awol_pieces_close(&run->pieces);
    }
    release(run);
    return status;
}

enum awol_status awol_direct_add(const struct awol_direct *direct, struct awol_tally *tally,
                                 struct awol_series *series, struct awol_count_report *report,
                                 struct awol_error *opt_error)
{
    const struct target target = {tally, series, report};
    enum outcome outcome = NOT_FOR_THIS;
    enum awol_status status = AWOL_OK;
    struct awol_layout layout;

    if (awol_reader_layout(direct->reader, &layout)) {
        status = run_through(direct, &layout, true, &target, &outcome, opt_error);
        if (status == AWOL_OK && outcome == MIXED)
            status = run_through(direct, &layout, false, &target, &outcome, opt_error);
    }
    if (status != AWOL_OK || outcome == DONE)
        return status;
    return add_readings(direct, &target, opt_error);
}
