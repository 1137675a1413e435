#include "record/offer.h"

#include <math.h>
#include <stdlib.h>

#include "record/cell.h"

enum {
    ID,
    KIND,
    START,
    ISSUED,
    END,
    USE,
    UNIT,
    SHAPE,
    DAYS,
    LABEL,
    TERMS,
    VALUE,
    CURRENCY,
    SOURCE,
    N_COLUMNS
};

static const char *const columns[N_COLUMNS] = {"id",    "kind",  "start",    "issued", "end",
                                               "use",   "unit",  "shape",    "days",   "label",
                                               "terms", "value", "currency", "source"};

static const char *const kind_words[] = {
    "offer", "amnesty", "distribution", "counter", "proposal", "comment", NULL};
static const char *const fittable_words[] = {"offer", "amnesty", "distribution", "counter", NULL};
static const char *const shape_words[] = {"flat", "decay", "rush", NULL};

#define MAX_ID 64

bool awol_offer_is_fittable(const struct awol_offer *offer)
{
    return awol_cell_is_word(offer->kind, fittable_words);
}

/* An id becomes part of a parameter's name and of lists on a command line. */
static bool is_id(const char *text)
{
    size_t length = strlen(text);

    if (length == 0 || length > MAX_ID || text[0] == '-')
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];

        if ((byte < 'a' || byte > 'z') && (byte < 'A' || byte > 'Z') &&
            (byte < '0' || byte > '9') && byte != '_' && byte != '-' && byte < 0x80)
            return false;
    }
    return true;
}

static enum awol_status check_id(const struct awol_table *table, size_t row, const size_t *index,
                                 const struct awol_offers *offers, struct awol_error *opt_error)
{
    const char *id = awol_cell_text(table, row, index[ID]);
    char shown[AWOL_SHOWN_SIZE];

    awol_text_show(id, shown, sizeof shown);
    if (!is_id(id))
        return awol_table_error(table, row, index[ID], opt_error,
                                "id %s cannot name an effect: expected a short word of letters, "
                                "digits, _ and -",
                                shown);
    for (size_t i = 0; i < offers->n; i++) {
        if (awol_text_equal(offers->offers[i].id, id))
            return awol_table_error(table, row, index[ID], opt_error,
                                    "id %s is used twice (first in line %zu)", shown,
                                    offers->offers[i].place.line);
    }
    return AWOL_OK;
}

static enum awol_status read_kind(const struct awol_table *table, size_t row, const size_t *index,
                                  enum awol_offer_kinds kinds, struct awol_offer *offer,
                                  struct awol_error *opt_error)
{
    enum awol_status status;
    bool fittable;

    if (offer->kind[0] == '\0')
        return awol_table_error(table, row, index[KIND], opt_error, "no kind given");
    if (kinds == AWOL_CIRCUMSTANCES)
        return awol_cell_yes(table, row, index[USE], true, &offer->use, opt_error);

    if ((status = awol_cell_check_word(table, row, index[KIND], kind_words, opt_error)) != AWOL_OK)
        return status;
    fittable = awol_offer_is_fittable(offer);
    if ((status = awol_cell_yes(table, row, index[USE], fittable, &offer->use, opt_error)) !=
        AWOL_OK)
        return status;
    if (offer->use && !fittable)
        return awol_table_error(table, row, index[USE], opt_error,
                                "a %s reached nobody as an offer and cannot be used: only offer, "
                                "amnesty, distribution and counter can",
                                offer->kind);
    return AWOL_OK;
}

static enum awol_status read_days(const struct awol_table *table, size_t row, const size_t *index,
                                  struct awol_offer *offer, struct awol_error *opt_error)
{
    struct awol_span start;
    struct awol_span end;
    enum awol_status status;
    char shown[AWOL_SHOWN_SIZE];

    if ((status = awol_cell_closed_span(table, row, index[START], &start, opt_error)) != AWOL_OK)
        return status;
    offer->start_first = start.earliest;
    offer->start_last = start.latest;
    offer->open = awol_table_is_missing(table, row, index[END]) ||
                  awol_text_equal(awol_table_cell(table, row, index[END]), "..");
    if (offer->open)
        return AWOL_OK;

    if ((status = awol_cell_closed_span(table, row, index[END], &end, opt_error)) != AWOL_OK)
        return status;
    offer->end = end.latest;
    awol_text_show(awol_table_cell(table, row, index[END]), shown, sizeof shown);
    if (offer->end < offer->start_first)
        return awol_table_error(table, row, index[END], opt_error, "end %s is before start “%s”",
                                shown, awol_table_cell(table, row, index[START]));
    if (offer->end < offer->start_last)
        return awol_table_error(table, row, index[END], opt_error,
                                "end %s is before the last day on which it could have become "
                                "known (start “%s”)",
                                shown, awol_table_cell(table, row, index[START]));
    return AWOL_OK;
}

static enum awol_status read_shape(const struct awol_table *table, size_t row, const size_t *index,
                                   struct awol_offer *offer, struct awol_error *opt_error)
{
    const char *word = awol_cell_text(table, row, index[SHAPE]);
    enum awol_status status;

    if ((status = awol_cell_check_word(table, row, index[SHAPE], shape_words, opt_error)) !=
        AWOL_OK)
        return status;
    offer->shape = awol_text_equal(word, "decay")  ? AWOL_SHAPE_DECAY
                   : awol_text_equal(word, "rush") ? AWOL_SHAPE_RUSH
                                                   : AWOL_SHAPE_FLAT;
    if ((status = awol_cell_number(table, row, index[DAYS], &offer->days, opt_error)) != AWOL_OK)
        return status;
    if (offer->shape == AWOL_SHAPE_FLAT && !isnan(offer->days))
        return awol_table_error(table, row, index[DAYS], opt_error,
                                "days is the time constant of the shapes decay and rush; a flat "
                                "one has none (its length is given by end)");
    if (offer->shape != AWOL_SHAPE_FLAT && !(offer->days > 0.0))
        return awol_table_error(table, row, index[SHAPE], opt_error,
                                "shape %s needs its time constant in column “days”", word);
    if (offer->shape == AWOL_SHAPE_RUSH && offer->open)
        return awol_table_error(table, row, index[SHAPE], opt_error,
                                "shape rush needs the deadline in column “end”");
    return AWOL_OK;
}

static enum awol_status read_texts(const struct awol_table *table, size_t row, const size_t *index,
                                   struct awol_arena *arena, struct awol_offer *offer,
                                   struct awol_error *opt_error)
{
    offer->id = awol_cell_copy(table, row, index[ID], arena);
    offer->kind = awol_cell_copy(table, row, index[KIND], arena);
    offer->label = awol_cell_copy(table, row, index[LABEL], arena);
    offer->unit = awol_cell_copy(table, row, index[UNIT], arena);
    offer->issued = awol_cell_copy(table, row, index[ISSUED], arena);
    offer->terms = awol_cell_copy(table, row, index[TERMS], arena);
    offer->source = awol_cell_copy(table, row, index[SOURCE], arena);
    if (offer->id == NULL || offer->kind == NULL || offer->label == NULL || offer->unit == NULL ||
        offer->issued == NULL || offer->terms == NULL || offer->source == NULL)
        return awol_error_memory(opt_error);
    if (offer->label[0] == '\0')
        offer->label = offer->id;
    return AWOL_OK;
}

static enum awol_status read_row(const struct awol_table *table, size_t row, const size_t *index,
                                 enum awol_offer_kinds kinds, struct awol_offers *offers,
                                 struct awol_error *opt_error)
{
    struct awol_offer *offer = &offers->offers[offers->n];
    enum awol_status status;
    double value;

    offer->place = awol_table_place(table, row, index[ID]);
    if ((status = check_id(table, row, index, offers, opt_error)) != AWOL_OK ||
        (status = read_texts(table, row, index, &offers->arena, offer, opt_error)) != AWOL_OK ||
        (status = read_kind(table, row, index, kinds, offer, opt_error)) != AWOL_OK ||
        (status = read_days(table, row, index, offer, opt_error)) != AWOL_OK ||
        (status = read_shape(table, row, index, offer, opt_error)) != AWOL_OK ||
        (status = awol_cell_number(table, row, index[VALUE], &value, opt_error)) != AWOL_OK)
        return status;
    offers->n++;
    return AWOL_OK;
}

enum awol_status awol_offers_from_table(const struct awol_table *table, enum awol_offer_kinds kinds,
                                        struct awol_offers *ret_offers,
                                        struct awol_error *opt_error)
{
    struct awol_offers offers = {.n = 0};
    size_t index[N_COLUMNS];
    enum awol_status status;

    awol_arena_init(&offers.arena);
    if ((status = awol_cell_columns(table, columns, N_COLUMNS, NULL, index, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(table, "id", &index[ID], opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "kind", &index[KIND], opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "start", &index[START], opt_error)) != AWOL_OK)
        goto done;

    offers.source = awol_arena_string(&offers.arena, table->source);
    offers.offers = awol_arena_alloc(&offers.arena, (table->n_rows + 1) * sizeof offers.offers[0]);
    if (offers.source == NULL || offers.offers == NULL) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    memset(offers.offers, 0, (table->n_rows + 1) * sizeof offers.offers[0]);
    for (size_t row = 0; row < table->n_rows; row++) {
        if ((status = read_row(table, row, index, kinds, &offers, opt_error)) != AWOL_OK)
            goto done;
    }
    *ret_offers = offers;
    return AWOL_OK;
done:
    awol_arena_release(&offers.arena);
    return status;
}

void awol_offers_release(struct awol_offers *offers)
{
    awol_arena_release(&offers->arena);
    *offers = (struct awol_offers){.n = 0};
}
