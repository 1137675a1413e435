#include "plot/layout.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Two labels in one row are kept this far apart, px. */
#define TAG_GAP 4.0

static const char ellipsis[] = "\xe2\x80\xa6";

/* Advance widths of DejaVu Sans 2.37 from the space on, in hundredths of the size: the widest of
 * the usual faces, so that text estimated to fit does fit. */
static const unsigned char widths[95] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};

/* Share of the size that the character takes which begins with this byte. */
static double character_width(unsigned char first)
{
    if (first >= ' ' && first < 0x7f) {
        return widths[first - ' '] / 100.0;
    }
    if (first < 0xd0) {
        return 0.65; /* Latin with accents, Greek */
    }
    return first < 0xe3 ? 0.85 : 1.0; /* East Asian scripts are square */
}

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

double awol_layout_width(const char *text, double size)
{
    double width = 0.0;
    for (; *text != '\0'; text++) {
        if (begins_character(*text)) {
            width += character_width((unsigned char)*text);
        }
    }
    return width * size;
}

/* Bytes of text that fit in width, cut between characters. */
static size_t fitting_length(const char *text, double width, double size)
{
    double used = 0.0;
    size_t i = 0;
    while (text[i] != '\0') {
        used += character_width((unsigned char)text[i]) * size;
        if (used > width) {
            return i;
        }
        do {
            i++;
        } while (text[i] != '\0' && !begins_character(text[i]));
    }
    return i;
}

const char *awol_layout_cut(struct awol_arena *arena, const char *text, double width, double size)
{
    if (awol_layout_width(text, size) <= width) {
        return text;
    }
    size_t length = fitting_length(text, width - 0.62 * size, size);
    char *copy = awol_arena_alloc(arena, length + sizeof ellipsis);
    if (copy == NULL) {
        return "";
    }
    memcpy(copy, text, length);
    memcpy(copy + length, ellipsis, sizeof ellipsis);
    return copy;
}

const char *awol_layout_cut_middle(struct awol_arena *arena, const char *text, double width,
                                   double size)
{
    double half = fmax(0.0, 0.5 * (width - awol_layout_width(ellipsis, size)));
    if (awol_layout_width(text, size) <= width) {
        return text;
    }
    size_t length = strlen(text);
    size_t front = fitting_length(text, half, size);
    size_t back = length;
    while (back > front && awol_layout_width(text + back, size) <= half) {
        do {
            back--;
        } while (back > front && !begins_character(text[back]));
    }
    do {
        back++;
    } while (back < length && !begins_character(text[back]));
    char *copy = awol_arena_alloc(arena, front + sizeof ellipsis + length - back);
    if (copy == NULL) {
        return "";
    }
    memcpy(copy, text, front);
    memcpy(copy + front, ellipsis, sizeof ellipsis - 1);
    memcpy(copy + front + sizeof ellipsis - 1, text + back, length - back + 1);
    return copy;
}

/* Length of the longest start of text that ends before a space (or with the text) and fits; the
 * first word if not even that fits. */
static size_t line_length(const char *text, double width, double size)
{
    size_t best = strcspn(text, " ");
    size_t fits = fitting_length(text, width, size);
    for (size_t end = best; end <= fits;) {
        best = end;
        if (text[end] == '\0') {
            break;
        }
        end += 1 + strcspn(text + end + 1, " ");
    }
    return best;
}

size_t awol_layout_wrap(struct awol_arena *arena, const char *text, double width, double size,
                        const char **ret_lines, size_t max_lines)
{
    size_t n = 0;
    text += strspn(text, " ");
    while (*text != '\0' && n < max_lines) {
        size_t length = n + 1 == max_lines ? strlen(text) : line_length(text, width, size);
        char *line = awol_arena_copy(arena, text, length);
        if (line == NULL) {
            return 0;
        }
        ret_lines[n++] = awol_layout_cut(arena, line, width, size);
        text += length;
        text += strspn(text, " ");
    }
    return n;
}

static double tag_left(const struct awol_tag *tag)
{
    return tag->leftward ? tag->x - tag->width : tag->x;
}

static bool collides(const struct awol_tag *tag, size_t row, const struct awol_tag *other)
{
    double left = tag_left(tag);
    double other_left = tag_left(other);
    if (row == other->row) {
        return left < other_left + other->width + TAG_GAP &&
               other_left < left + tag->width + TAG_GAP;
    }
    /* The line of the upper one passes the lower one. */
    const struct awol_tag *upper = row > other->row ? tag : other;
    double lower_left = row > other->row ? other_left : left;
    double lower_width = row > other->row ? other->width : tag->width;
    return upper->x > lower_left - 1.0 && upper->x < lower_left + lower_width + 1.0;
}

#define NO_ROW SIZE_MAX

static bool find_row(struct awol_tag *tags, size_t n, size_t index, size_t max_rows)
{
    size_t row = 0;
    for (size_t j = 0; j < n && row < max_rows; j++) {
        if (tags[j].row != NO_ROW && collides(&tags[index], row, &tags[j])) {
            row++;
            j = SIZE_MAX; /* look again at all of them */
        }
    }
    tags[index].row = row < max_rows ? row : NO_ROW;
    return row < max_rows;
}

bool awol_layout_tags(struct awol_tag *tags, size_t n, double right, size_t max_rows,
                      size_t *ret_rows)
{
    for (size_t i = 0; i < n; i++) {
        tags[i].row = NO_ROW;
        tags[i].leftward = tags[i].x + tags[i].width > right;
    }
    /* The line of a later tag then never meets the text of an earlier one, in either direction. */
    for (size_t i = 0; i < n; i++) {
        if (tags[i].leftward && !find_row(tags, n, i, max_rows)) {
            return false;
        }
    }
    for (size_t i = n; i-- > 0;) {
        if (!tags[i].leftward && !find_row(tags, n, i, max_rows)) {
            return false;
        }
    }
    size_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        rows = tags[i].row + 1 > rows ? tags[i].row + 1 : rows;
    }
    *ret_rows = rows;
    return true;
}
