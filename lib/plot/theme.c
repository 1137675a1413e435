#include "plot/theme.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "plot/script.h"

#define LEAST_TEXT 8.0 /* points: journals print nothing smaller */
#define MOST_TEXT 24.0
#define MAX_VALUE 128

const char *const awol_palettes[] = {"okabe-ito", "tol-bright", "tol-contrast",
                                     "viridis",   "greys",      NULL};

/* Colours that no figure writes text on stay the same in all palettes. Each series is dark enough
 * for a thin line on white, and its neighbours differ in lightness.
 * Okabe and Ito 2008, "Color Universal Design"; Tol 2021, SRON/EPS/TN/09-002; van der Walt and
 * Smith 2015 (viridis). */
static const struct palette {
    const char *fit, *offer, *shade, *circumstance;
    const char *series[AWOL_SERIES_MAX];
} palettes[] = {
    {"#0072b2",
     "#d55e00",
     "#e69f00",
     "#007a5a",
     {"#0072b2", "#d55e00", "#007a5a", "#cc79a7", "#000000", "#e69f00", "#56b4e9", "#7f7f7f"}},
    {"#4477aa",
     "#aa3377",
     "#ccbb44",
     "#228833",
     {"#4477aa", "#ee6677", "#228833", "#aa3377", "#000000", "#ccbb44", "#66ccee", "#7f7f7f"}},
    {"#004488",
     "#bb5566",
     "#ddaa33",
     "#000000",
     {"#004488", "#bb5566", "#ddaa33", "#000000", "#6699cc", "#994455", "#997700", "#7f7f7f"}},
    {"#3b528b",
     "#440154",
     "#b5de2b",
     "#21918c",
     {"#440154", "#21918c", "#3b528b", "#5ec962", "#472d7b", "#2c728e", "#28ae80", "#addc30"}},
    {"#5a5a5a",
     "#000000",
     "#707070",
     "#5a5a5a",
     {"#000000", "#5a5a5a", "#808080", "#000000", "#5a5a5a", "#808080", "#000000", "#5a5a5a"}},
};

static const struct {
    const char *key;
    enum awol_role role;
} roles[] = {{"ink", AWOL_INK},
             {"axis", AWOL_AXIS},
             {"muted", AWOL_MUTED},
             {"fit", AWOL_FIT},
             {"offer", AWOL_OFFER},
             {"shade", AWOL_SHADE},
             {"circumstance", AWOL_CIRCUMSTANCE},
             {"gap", AWOL_GAP},
             {"series-1", AWOL_SERIES},
             {"series-2", AWOL_SERIES + 1},
             {"series-3", AWOL_SERIES + 2},
             {"series-4", AWOL_SERIES + 3},
             {"series-5", AWOL_SERIES + 4},
             {"series-6", AWOL_SERIES + 5},
             {"series-7", AWOL_SERIES + 6},
             {"series-8", AWOL_SERIES + 7}};

static const char *const other_keys[] = {"palette", "font", "text", "title", "line"};

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void set_colour(struct awol_theme *theme, enum awol_role role, const char *colour)
{
    memcpy(theme->colours[role], colour, sizeof theme->colours[role]);
}

bool awol_theme_set_palette(struct awol_theme *theme, const char *name)
{
    for (size_t i = 0; awol_palettes[i] != NULL; i++) {
        if (!awol_text_equal(awol_palettes[i], name)) {
            continue;
        }
        set_colour(theme, AWOL_INK, "#000000");
        set_colour(theme, AWOL_AXIS, "#444444");
        set_colour(theme, AWOL_MUTED, "#808080");
        set_colour(theme, AWOL_GAP, "#f1f1f1");
        set_colour(theme, AWOL_FIT, palettes[i].fit);
        set_colour(theme, AWOL_OFFER, palettes[i].offer);
        set_colour(theme, AWOL_SHADE, palettes[i].shade);
        set_colour(theme, AWOL_CIRCUMSTANCE, palettes[i].circumstance);
        for (size_t k = 0; k < AWOL_SERIES_MAX; k++) {
            set_colour(theme, (enum awol_role)(AWOL_SERIES + k), palettes[i].series[k]);
        }
        return true;
    }
    return false;
}

void awol_theme_init(struct awol_theme *theme)
{
    *theme = (struct awol_theme){.font = "DejaVu Sans",
                                 .text = LEAST_TEXT * AWOL_PX_PER_PT,
                                 .title = 10.5 * AWOL_PX_PER_PT,
                                 .line = 1.6};
    (void)awol_theme_set_palette(theme, awol_palettes[0]);
}

int awol_theme_dash(size_t series)
{
    static const int dashes[AWOL_SERIES_MAX] = {1, 2, 4, 3, 5, 1, 2, 4};
    return dashes[series % AWOL_SERIES_MAX];
}

int awol_theme_point(size_t series)
{
    /* Disc, triangle, square, circle, diamond, empty triangle, empty square, cross. */
    static const int points[AWOL_SERIES_MAX] = {7, 9, 5, 6, 13, 8, 4, 2};
    return points[series % AWOL_SERIES_MAX];
}

/* ---- theme files ----------------------------------------------------------------------------- */

/* One line: a key, a value, and where each stands. */
struct entry {
    const char *source;
    size_t line;
    size_t key_column, value_column; /* from 1 */
    char key[MAX_VALUE];
    char value[MAX_VALUE];
};

static enum awol_status refuse(const struct entry *entry, size_t column,
                               struct awol_error *opt_error, const char *expected)
{
    char shown[AWOL_SHOWN_SIZE];
    bool at_key = column == entry->key_column;
    return awol_error_at(opt_error, entry->source, (struct awol_place){entry->line, column},
                         "%s %s: %s", at_key ? "theme" : entry->key,
                         awol_text_show(at_key ? entry->key : entry->value, shown, sizeof shown),
                         expected);
}

static size_t trimmed(const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) {
        length--;
    }
    return length;
}

/* False in *ret_filled for a line that says nothing. */
static enum awol_status split(const char *text, size_t length, struct entry *entry,
                              bool *ret_filled, struct awol_error *opt_error)
{
    size_t start = strspn(text, " \t");
    length = trimmed(text, length);
    *ret_filled = length > start && text[start] != '#';
    if (!*ret_filled) {
        return AWOL_OK;
    }
    const char *equals = memchr(text, '=', length);
    entry->key_column = start + 1;
    if (equals == NULL) {
        return awol_error_at(opt_error, entry->source, (struct awol_place){entry->line, start + 1},
                             "a line of a theme is “key = value”, as in “font = DejaVu Serif”");
    }
    size_t split_at = (size_t)(equals - text);
    size_t key_length = split_at > start ? trimmed(text + start, split_at - start) : 0;
    size_t value = split_at + 1 + strspn(equals + 1, " \t");
    size_t value_length = value < length ? length - value : 0;
    entry->value_column = value + 1;
    if (key_length == 0 || key_length >= MAX_VALUE || value_length == 0 ||
        value_length >= MAX_VALUE) {
        return awol_error_at(
            opt_error, entry->source,
            (struct awol_place){entry->line,
                                key_length == 0 ? entry->key_column : entry->value_column},
            "a key and a value are expected, each of fewer than %d bytes", MAX_VALUE);
    }
    memcpy(entry->key, text + start, key_length);
    entry->key[key_length] = '\0';
    memcpy(entry->value, text + value, value_length);
    entry->value[value_length] = '\0';
    return AWOL_OK;
}

static enum awol_status set_size(const struct entry *entry, double least, double most,
                                 const char *expected, double *ret_px, struct awol_error *opt_error)
{
    double points;
    if (!awol_number_parse(entry->value, &points) || !(points >= least && points <= most)) {
        return refuse(entry, entry->value_column, opt_error, expected);
    }
    *ret_px = points * AWOL_PX_PER_PT;
    return AWOL_OK;
}

static bool is_colour(const char *text)
{
    return strlen(text) == 7 && text[0] == '#' && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

static enum awol_status refuse_key(const struct entry *entry, struct awol_error *opt_error)
{
    const char *keys[N(roles) + N(other_keys)];
    char expected[160];
    for (size_t i = 0; i < N(roles); i++) {
        keys[i] = roles[i].key;
    }
    for (size_t i = 0; i < N(other_keys); i++) {
        keys[N(roles) + i] = other_keys[i];
    }
    const char *nearest = awol_text_nearest(entry->key, keys, N(keys));
    snprintf(expected, sizeof expected,
             "no such key%s%s%s: palette, font, text, title, line, or a colour: ink, axis, muted, "
             "fit, offer, shade, circumstance, gap, series-1 to series-8",
             nearest != NULL ? " (is “" : "", nearest != NULL ? nearest : "",
             nearest != NULL ? "” meant?)" : "");
    return refuse(entry, entry->key_column, opt_error, expected);
}

static enum awol_status apply(const struct entry *entry, struct awol_theme *theme,
                              bool own[static AWOL_ROLES], struct awol_error *opt_error)
{
    if (awol_text_equal(entry->key, "font")) {
        if (!awol_script_font_is_valid(entry->value)) {
            return refuse(entry, entry->value_column, opt_error,
                          "a font is named with letters, digits, spaces and hyphens");
        }
        snprintf(theme->font, sizeof theme->font, "%s", entry->value);
        return AWOL_OK;
    }
    if (awol_text_equal(entry->key, "text")) {
        return set_size(entry, LEAST_TEXT, MOST_TEXT, "a size from 8 to 24 points is expected",
                        &theme->text, opt_error);
    }
    if (awol_text_equal(entry->key, "title")) {
        return set_size(entry, LEAST_TEXT, 2.0 * MOST_TEXT,
                        "a size from 8 to 48 points is expected", &theme->title, opt_error);
    }
    if (awol_text_equal(entry->key, "line")) {
        return set_size(entry, 0.25, 6.0, "a width from 0.25 to 6 points is expected", &theme->line,
                        opt_error);
    }
    for (size_t i = 0; i < N(roles); i++) {
        if (awol_text_equal(entry->key, roles[i].key)) {
            if (!is_colour(entry->value)) {
                return refuse(entry, entry->value_column, opt_error,
                              "a colour such as #0072b2 is expected");
            }
            set_colour(theme, roles[i].role, entry->value);
            own[roles[i].role] = true;
            return AWOL_OK;
        }
    }
    return refuse_key(entry, opt_error);
}

/* A palette gives way to single colours, before it and after. */
static enum awol_status take_palette(const struct entry *entry, const bool own[static AWOL_ROLES],
                                     struct awol_theme *theme, struct awol_error *opt_error)
{
    struct awol_theme before = *theme;
    if (!awol_theme_set_palette(theme, entry->value)) {
        return refuse(entry, entry->value_column, opt_error,
                      "okabe-ito, tol-bright, tol-contrast, viridis or greys is expected");
    }
    for (size_t i = 0; i < AWOL_ROLES; i++) {
        if (own[i]) {
            set_colour(theme, (enum awol_role)i, before.colours[i]);
        }
    }
    return AWOL_OK;
}

enum awol_status awol_theme_read(FILE *file, const char *source, struct awol_theme *theme,
                                 struct awol_error *opt_error)
{
    struct awol_theme result = *theme;
    struct entry entry = {.source = source};
    bool own[AWOL_ROLES] = {false};
    enum awol_status status = AWOL_OK;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while (status == AWOL_OK && (length = getline(&line, &capacity, file)) >= 0) {
        bool filled = false;
        entry.line++;
        status = split(line, (size_t)length, &entry, &filled, opt_error);
        if (status == AWOL_OK && filled) {
            status = awol_text_equal(entry.key, "palette")
                         ? take_palette(&entry, own, &result, opt_error)
                         : apply(&entry, &result, own, opt_error);
        }
    }
    if (status == AWOL_OK && ferror(file)) {
        status = awol_error_file(opt_error, source, "cannot read", errno);
    }
    free(line);
    if (status == AWOL_OK) {
        *theme = result;
    }
    return status;
}
