#include "count/tally_take.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "count/bins.h"

#define FIRST_PLACES 64

/* Where the place of an item in the index is looked for first. */
static size_t first_place(const struct awol_tally *tally, const struct awol_item *item)
{
    const uint64_t days =
        (uint64_t)item->span.start * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)item->span.end;
    const uint64_t key = (days ^ item->span.unit << 20) * UINT64_C(0xbf58476d1ce4e5b9);

    return (size_t)(key >> 32) & (tally->n_places - 1);
}

/* The place in the index of the item with these days, or the free one where it belongs. */
static size_t *find_item(const struct awol_tally *tally, const struct awol_item *item)
{
    size_t at = first_place(tally, item);

    while (tally->places[at] != 0 &&
           !awol_item_same_days(&tally->items[tally->places[at] - 1], item))
        at = (at + 1) & (tally->n_places - 1);
    return &tally->places[at];
}

/* Room for one more item in the index. Rivals are not in it. */
static enum awol_status widen_index(struct awol_tally *tally, struct awol_error *opt_error)
{
    const size_t n = tally->n_places == 0 ? FIRST_PLACES : 2 * tally->n_places;
    size_t *places;

    if (2 * (tally->n + 1) <= tally->n_places)
        return AWOL_OK;
    if ((places = calloc(n, sizeof places[0])) == NULL)
        return awol_error_memory(opt_error);
    free(tally->places);
    tally->places = places;
    tally->n_places = n;
    for (size_t i = 0; i < tally->n; i++) {
        if (tally->items[i].span.preferred)
            *find_item(tally, &tally->items[i]) = i + 1;
    }
    return AWOL_OK;
}

/* Preferred rows of one unit and the same days are added up as they come. */
static enum awol_status take_up(struct awol_tally *tally, struct awol_item *item,
                                const struct awol_series *series, struct awol_error *opt_error)
{
    enum awol_status status = widen_index(tally, opt_error);
    size_t *place;

    if (status != AWOL_OK)
        return status;
    if (!item->span.preferred)
        return awol_tally_append(tally, item, opt_error);
    place = find_item(tally, item);
    if (*place != 0)
        return awol_item_join(&tally->sources, &tally->items[*place - 1], item, series, opt_error);
    *place = tally->n + 1;
    return awol_tally_append(tally, item, opt_error);
}

enum awol_status awol_tally_take_waiting(struct awol_tally *tally, const struct awol_series *series,
                                         struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < tally->n_waiting && tally->n_places > 0; i++) {
        const size_t place = tally->places[first_place(tally, &tally->waiting[i])];

        if (place != 0)
            __builtin_prefetch(&tally->items[place - 1]);
    }
    for (size_t i = 0; i < tally->n_waiting && status == AWOL_OK; i++)
        status = take_up(tally, &tally->waiting[i], series, opt_error);
    tally->n_waiting = 0;
    return status;
}

enum awol_status awol_tally_take(struct awol_tally *tally, struct awol_item *item,
                                 const struct awol_series *series, struct awol_error *opt_error)
{
    const bool is_now = !isnan(item->span.at_risk);
    enum awol_status status = AWOL_OK;

    if (is_now || tally->n_waiting == AWOL_TALLY_WAITING)
        status = awol_tally_take_waiting(tally, series, opt_error);
    if (status != AWOL_OK)
        return status;
    if (is_now)
        return take_up(tally, item, series, opt_error);
    if (tally->n_places > 0)
        __builtin_prefetch(&tally->places[first_place(tally, item)]);
    tally->waiting[tally->n_waiting++] = *item;
    return AWOL_OK;
}

enum awol_status awol_tally_unit(struct awol_tally *tally, const char *name,
                                 struct awol_series *series, size_t *ret_unit,
                                 struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    size_t number = 0, *numbers;

    if (!awol_words_take(&tally->units, name, &number))
        return awol_error_memory(opt_error);
    if (number == tally->n_unit_numbers) {
        numbers = realloc(tally->unit_numbers, tally->units.capacity * sizeof *numbers);
        if (!numbers)
            return awol_error_memory(opt_error);
        tally->unit_numbers = numbers;
        status = awol_series_unit(series, name, &numbers[number], opt_error);
        tally->n_unit_numbers += status == AWOL_OK;
    }
    if (status == AWOL_OK)
        *ret_unit = tally->unit_numbers[number];
    return status;
}
