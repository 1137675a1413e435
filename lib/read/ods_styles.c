#include "read/ods_styles.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Styles that inherit from each other in a ring end somewhere. */
#define MAX_PARENTS 16

static const char *style_value(const struct awol_xml_tag *tag, const char *name)
{
    const char *const value = awol_xml_find(tag, AWOL_XML_STYLE, name);

    return value ? value : "";
}

/* Append a style to a list that holds n. */
static enum awol_status add_style(struct awol_ods_styles *styles, struct awol_ods_style **list,
                                  size_t *n, const struct awol_xml_tag *tag,
                                  struct awol_error *error)
{
    struct awol_ods_style *const grown = awol_arena_grow(styles->arena, *list, *n, sizeof **list);
    struct awol_ods_style style = {0};

    if (!grown)
        return awol_error_memory(error);
    *list = grown;
    style.name = awol_arena_string(styles->arena, style_value(tag, "name"));
    style.parent = awol_arena_string(styles->arena, style_value(tag, "parent-style-name"));
    style.data = awol_arena_string(styles->arena, style_value(tag, "data-style-name"));
    if (!style.name || !style.parent || !style.data)
        return awol_error_memory(error);
    grown[(*n)++] = style;
    return AWOL_OK;
}

static enum awol_status start_style(struct awol_ods_styles *styles, const struct awol_xml_tag *tag,
                                    struct awol_error *error)
{
    const char *const family = style_value(tag, "family");

    styles->table = NULL;
    if (strcmp(family, "table-cell") == 0)
        return add_style(styles, &styles->cells, &styles->n_cells, tag, error);
    if (strcmp(family, "table") != 0)
        return AWOL_OK;
    styles->table = awol_arena_string(styles->arena, style_value(tag, "name"));
    return styles->table ? AWOL_OK : awol_error_memory(error);
}

static enum awol_status hide_table(struct awol_ods_styles *styles, struct awol_error *error)
{
    const char **const hidden =
        awol_arena_grow(styles->arena, styles->hidden, styles->n_hidden, sizeof *hidden);

    if (!hidden)
        return awol_error_memory(error);
    styles->hidden = hidden;
    hidden[styles->n_hidden++] = styles->table;
    return AWOL_OK;
}

/* A whole number with more than one digit before the point, and none behind it. */
static void read_digits(struct awol_ods_styles *styles, const struct awol_xml_tag *tag)
{
    const char *const least = awol_xml_find(tag, AWOL_XML_NUMBER, "min-integer-digits");
    const char *const places = awol_xml_find(tag, AWOL_XML_NUMBER, "decimal-places");
    int64_t digits = 0;

    if (least && awol_number_parse_integer(least, &digits) && digits > 1 && digits < 16 && places &&
        strcmp(places, "0") == 0) {
        styles->padded = true;
        styles->digits = (int)digits;
    }
}

/* Elements of number:date-style and the like. */
static void read_part(struct awol_ods_styles *styles, const struct awol_xml_tag *tag)
{
    const char *const name = tag->name;

    styles->year = styles->year || strcmp(name, "year") == 0;
    styles->month = styles->month || strcmp(name, "month") == 0;
    styles->day = styles->day || strcmp(name, "day") == 0;
    styles->time = styles->time || strcmp(name, "hours") == 0 || strcmp(name, "minutes") == 0 ||
                   strcmp(name, "seconds") == 0;
    if (strcmp(name, "number") == 0)
        read_digits(styles, tag);
}

static bool is_data_style(const struct awol_xml_tag *tag)
{
    const size_t length = strlen(tag->name);

    return tag->space == AWOL_XML_NUMBER && length > 6 &&
           strcmp(tag->name + length - 6, "-style") == 0;
}

enum awol_status awol_ods_styles_start(struct awol_ods_styles *styles,
                                       const struct awol_xml_tag *tag, struct awol_error *error)
{
    if (awol_xml_is(tag, AWOL_XML_STYLE, "style"))
        return start_style(styles, tag, error);
    if (styles->table && awol_xml_is(tag, AWOL_XML_STYLE, "table-properties")) {
        const char *const display = awol_xml_find(tag, AWOL_XML_TABLE, "display");

        return display && strcmp(display, "false") == 0 ? hide_table(styles, error) : AWOL_OK;
    }
    if (is_data_style(tag)) {
        styles->in_data = true;
        styles->is_time = strcmp(tag->name, "time-style") == 0;
        styles->year = styles->month = styles->day = styles->time = styles->padded = false;
        return add_style(styles, &styles->data, &styles->n_data, tag, error);
    }
    if (styles->in_data && tag->space == AWOL_XML_NUMBER)
        read_part(styles, tag);
    return AWOL_OK;
}

static struct awol_sheet_form form_of_parts(const struct awol_ods_styles *styles)
{
    struct awol_sheet_form form = {.kind = AWOL_FORM_NUMBER};

    if (styles->is_time)
        form.kind = AWOL_FORM_TIME;
    else if (styles->day)
        form.kind = styles->time ? AWOL_FORM_DATE_TIME : AWOL_FORM_DATE;
    else if (styles->year)
        form.kind = styles->month ? AWOL_FORM_MONTH : AWOL_FORM_YEAR;
    else if (styles->padded)
        form = (struct awol_sheet_form){AWOL_FORM_PADDED, styles->digits};
    return form;
}

void awol_ods_styles_end(struct awol_ods_styles *styles, const struct awol_xml_tag *tag)
{
    if (awol_xml_is(tag, AWOL_XML_STYLE, "style"))
        styles->table = NULL;
    if (!styles->in_data || !is_data_style(tag))
        return;
    styles->in_data = false;
    styles->data[styles->n_data - 1].form = form_of_parts(styles);
}

/* ---- what they come to -------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    const struct awol_ods_style *const x = a;
    const struct awol_ods_style *const y = b;

    return strcmp(x->name, y->name);
}

static struct awol_ods_style *find(struct awol_ods_style *list, size_t n, const char *name)
{
    const struct awol_ods_style wanted = {.name = name};

    return n > 0 ? bsearch(&wanted, list, n, sizeof *list, compare_names) : NULL;
}

void awol_ods_styles_settle(struct awol_ods_styles *styles)
{
    if (styles->n_data > 0)
        qsort(styles->data, styles->n_data, sizeof *styles->data, compare_names);
    if (styles->n_cells > 0)
        qsort(styles->cells, styles->n_cells, sizeof *styles->cells, compare_names);
    for (size_t i = 0; i < styles->n_cells; i++) {
        const struct awol_ods_style *from = &styles->cells[i];
        const struct awol_ods_style *data = NULL;

        for (int n = 0; from && from->data[0] == '\0' && n < MAX_PARENTS; n++)
            from = find(styles->cells, styles->n_cells, from->parent);
        if (from)
            data = find(styles->data, styles->n_data, from->data);
        if (data)
            styles->cells[i].form = data->form;
    }
}

struct awol_sheet_form awol_ods_styles_form(const struct awol_ods_styles *styles, const char *name)
{
    const struct awol_ods_style *const style = find(styles->cells, styles->n_cells, name);

    return style ? style->form : (struct awol_sheet_form){.kind = AWOL_FORM_NUMBER};
}

bool awol_ods_styles_hides(const struct awol_ods_styles *styles, const char *name)
{
    for (size_t i = 0; i < styles->n_hidden; i++) {
        if (strcmp(styles->hidden[i], name) == 0)
            return true;
    }
    return false;
}
