#include "record/event_columns.h"

#include <limits.h>

#include "base/text.h"
#include "record/event.h"

const char *const awol_event_columns[] = {
#define COLUMN_NAME(name, column) column,
    AWOL_EVENT_COLUMNS(COLUMN_NAME)
#undef COLUMN_NAME
};
const size_t awol_event_n_columns = N_COLUMNS;
const size_t awol_event_n_common = NAME;

_Static_assert(N_COLUMNS + AWOL_EVENT_MAX_KEPT <= AWOL_EVENT_MAX_COLUMNS,
               "a row has room for every column");
_Static_assert(N_COLUMNS - NAME < sizeof(unsigned) * CHAR_BIT, "each extra has a bit");

const char *const awol_event_words[] = {"deserted", "absent",    "surrendered",
                                        "captured", "rejoined",  "discharged",
                                        "died",     "attempted", NULL};
const char *const awol_event_to_words[] = {"enemy", "home", "other", "unknown", NULL};
const char *const awol_event_status_words[] = {"serving", "prisoner", NULL};
const char *const awol_event_reporter_words[] = {"own", "enemy", "third", NULL};

unsigned awol_event_extra(const char *column)
{
    for (size_t i = awol_event_n_common; i < N_COLUMNS; i++) {
        if (awol_text_equal(column, awol_event_columns[i]))
            return 1u << (i - awol_event_n_common);
    }
    return 0;
}

bool awol_event_is_written(size_t column, unsigned extras)
{
    return column < awol_event_n_common || (extras >> (column - awol_event_n_common) & 1u) != 0;
}

size_t awol_event_layout(unsigned extras, const char *ret_columns[static AWOL_EVENT_MAX_COLUMNS])
{
    size_t n = 0;

    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (awol_event_is_written(i, extras))
            ret_columns[n++] = awol_event_columns[i];
    }
    return n;
}

enum awol_status awol_event_map_find(const struct awol_table *table, struct awol_event_map *ret_map,
                                     struct awol_error *opt_error)
{
    struct awol_event_map map;
    enum awol_status status;

    for (size_t i = 0; i < N_COLUMNS; i++)
        map.index[i] = awol_table_find(table, awol_event_columns[i]);
    if (map.index[EARLIEST] == AWOL_NO_COLUMN || map.index[LATEST] == AWOL_NO_COLUMN) {
        if ((status = awol_table_require(table, "date", &map.index[DATE], opt_error)) != AWOL_OK)
            return status;
    }
    *ret_map = map;
    return AWOL_OK;
}

enum awol_status awol_event_map_init(const struct awol_table *table, struct awol_event_map *ret_map,
                                     struct awol_error *opt_error)
{
    struct awol_event_map map;
    enum awol_status status = awol_event_map_find(table, &map, opt_error);

    if (status != AWOL_OK)
        return status;
    for (size_t column = 0; column < table->n_columns; column++) {
        const char *name = table->columns[column];
        bool known = false;

        for (size_t i = 0; i < N_COLUMNS && !known; i++)
            known = awol_text_equal(name, awol_event_columns[i]);
        if (!known) {
            const char *near = awol_text_nearest(name, awol_event_columns, N_COLUMNS);
            char shown[AWOL_SHOWN_SIZE];

            /* A column that is there under its own name is not misspelt in another. */
            if (near != NULL && awol_table_find(table, near) != AWOL_NO_COLUMN)
                near = NULL;
            /* Where nothing is counted and nobody named, it may be the men under another name. */
            if (near == NULL &&
                (map.index[COUNT] != AWOL_NO_COLUMN || map.index[PERSON] != AWOL_NO_COLUMN ||
                 map.index[NAME] != AWOL_NO_COLUMN))
                continue;
            return awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                                 "column %s is not one of events%s%s%s. awol-read takes a record's "
                                 "own columns (--columns count=…) and passes over others",
                                 awol_text_show(name, shown, sizeof shown),
                                 near == NULL ? "" : ": is “", near == NULL ? "" : near,
                                 near == NULL ? "" : "” meant?");
        }
    }
    *ret_map = map;
    return AWOL_OK;
}
