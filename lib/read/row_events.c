#include "read/row_events.h"

static enum awol_status refuse(struct awol_row_events *events, struct awol_reading *reading)
{
    reading->kind = AWOL_READING_REFUSED;
    reading->text = events->source->text(events->state, &reading->length);
    return AWOL_OK;
}

/* Begin the next row. Sets the kind of the reading to END or REFUSED, or in_row. */
static enum awol_status begin(struct awol_row_events *events, struct awol_reading *reading)
{
    enum awol_row_begun begun = AWOL_ROW_NONE;
    const enum awol_status status = events->source->begin(events->state, &begun, &reading->reason);

    if (status != AWOL_OK)
        return status;
    reading->same_row = false;
    events->gave = false;
    events->in_row = begun == AWOL_ROW_BEGUN;
    if (begun == AWOL_ROW_NONE)
        reading->kind = AWOL_READING_END;
    return begun == AWOL_ROW_REFUSED ? refuse(events, reading) : AWOL_OK;
}

static enum awol_status next(struct awol_row_events *events, struct awol_reading *reading)
{
    bool found = false;
    enum awol_status status = AWOL_OK;

    for (;;) {
        if (!events->in_row) {
            status = begin(events, reading);
            if (status != AWOL_OK || !events->in_row)
                return status;
        }
        status = awol_row_map_next(events->map, &reading->event, &found, &reading->reason);
        events->in_row = status == AWOL_OK && found;
        if (events->in_row) {
            events->gave = true;
            return AWOL_OK;
        }
        if (status != AWOL_OK)
            break;
        reading->n_silent += events->gave ? 0 : 1;
    }
    if (status != AWOL_DATA)
        return status;
    events->source->settle(events->state, &reading->reason);
    return refuse(events, reading);
}

enum awol_status awol_row_events_next(struct awol_row_events *events,
                                      struct awol_reading *ret_reading,
                                      struct awol_error *opt_error)
{
    enum awol_status status;

    ret_reading->same_row = events->in_row;
    ret_reading->kind = AWOL_READING_EVENT;
    status = next(events, ret_reading);
    if (status != AWOL_OK && opt_error)
        *opt_error = ret_reading->reason;
    return status;
}
