#include "record/schema.h"

#include "base/text.h"
#include "record/schema_tables.h"

/* In the order of awol-stream(5). */
static const struct awol_schema_group *const all[] = {
    &awol_schema_of_records, &awol_schema_of_series,   &awol_schema_of_by_hand,
    &awol_schema_of_fit,     &awol_schema_of_check,    &awol_schema_of_explain,
    &awol_schema_of_compare, &awol_schema_of_scenario, &awol_schema_of_simulate,
};

const struct awol_schema_table *awol_schema_at(size_t index)
{
    for (size_t i = 0; i < AWOL_SCHEMA_N(all); i++) {
        if (index < all[i]->n)
            return &all[i]->tables[index];
        index -= all[i]->n;
    }
    return NULL;
}

const struct awol_schema_table *awol_schema_find(const char *table)
{
    const struct awol_schema_table *at;

    for (size_t i = 0; (at = awol_schema_at(i)) != NULL; i++) {
        if (awol_text_equal(at->name, table))
            return at;
    }
    return NULL;
}
