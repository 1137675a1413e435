#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void awol_text_init(struct awol_text *text)
{
    *text = (struct awol_text){0};
}

void awol_text_release(struct awol_text *text)
{
    free(text->bytes);
    *text = (struct awol_text){0};
}

void awol_text_clear(struct awol_text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

/* Room for `more` bytes and the terminator. */
static bool reserve(struct awol_text *text, size_t more)
{
    if (text->failed || more > SIZE_MAX / 2 - text->length - 1)
        goto failed;
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity)
        return true;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    char *bytes = realloc(text->bytes, capacity);
    if (!bytes)
        goto failed;
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
failed:
    text->failed = true;
    return false;
}

char *awol_text_room(struct awol_text *text, size_t length)
{
    return reserve(text, length) ? text->bytes + text->length : NULL;
}

void awol_text_fill(struct awol_text *text, size_t length)
{
    text->length += length;
    text->bytes[text->length] = '\0';
}

void awol_text_append_bytes(struct awol_text *text, const char *bytes, size_t length)
{
    if (!reserve(text, length))
        return;
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void awol_text_append(struct awol_text *text, const char *string)
{
    awol_text_append_bytes(text, string, strlen(string));
}

void awol_text_append_byte(struct awol_text *text, char byte)
{
    awol_text_append_bytes(text, &byte, 1);
}

void awol_text_append_format(struct awol_text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0 && reserve(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

const char *awol_text_string(const struct awol_text *text)
{
    return text->bytes ? text->bytes : "";
}

enum awol_status awol_text_check(const struct awol_text *text, struct awol_error *opt_error)
{
    return text->failed ? awol_error_memory(opt_error) : AWOL_OK;
}

char *awol_text_duplicate(const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = malloc(size);
    if (copy)
        memcpy(copy, string, size);
    return copy;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

const char *awol_text_tidy(struct awol_text *text)
{
    size_t n = 0;
    bool space = false;

    for (size_t i = 0; i < text->length; i++) {
        if (is_blank(text->bytes[i])) {
            space = n > 0;
            continue;
        }
        if (space)
            text->bytes[n++] = ' ';
        space = false;
        text->bytes[n++] = text->bytes[i];
    }
    text->length = n;
    if (text->bytes)
        text->bytes[n] = '\0';
    return awol_text_string(text);
}

bool awol_text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool awol_text_equal_ascii(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

#define NO_BREAK_SPACE "\xC2\xA0"

const char *awol_text_trim(const char *string, size_t *ret_length)
{
    const char *end;

    while (*string == ' ' || *string == '\t' || strncmp(string, NO_BREAK_SPACE, 2) == 0)
        string += *string == ' ' || *string == '\t' ? 1 : 2;
    for (end = string + strlen(string); end > string; end--) {
        if (end[-1] == ' ' || end[-1] == '\t')
            continue;
        if (end - string < 2 || strncmp(end - 2, NO_BREAK_SPACE, 2) != 0)
            break;
        end--;
    }
    *ret_length = (size_t)(end - string);
    return string;
}

/* Length of the valid character at the start of bytes, 0 if there is none. */
static size_t utf8_length(const unsigned char *bytes, size_t length)
{
    unsigned char lead = bytes[0];
    size_t size = lead < 0x80   ? 1
                  : lead < 0xC2 ? 0
                  : lead < 0xE0 ? 2
                  : lead < 0xF0 ? 3
                  : lead < 0xF5 ? 4
                                : 0;
    if (size == 0 || size > length)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    if ((lead == 0xE0 && bytes[1] < 0xA0) || (lead == 0xED && bytes[1] > 0x9F) ||
        (lead == 0xF0 && bytes[1] < 0x90) || (lead == 0xF4 && bytes[1] > 0x8F))
        return 0;
    return size;
}

/* How many bytes are ASCII, up to the first that is not. */
static size_t ascii_length(const unsigned char *bytes, size_t length)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    size_t n = 0;
    for (uint64_t words[4]; length - n >= sizeof words; n += sizeof words) {
        memcpy(words, bytes + n, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & high) != 0)
            break;
    }
    for (uint64_t word; length - n >= sizeof word; n += sizeof word) {
        memcpy(&word, bytes + n, sizeof word);
        if ((word & high) != 0)
            break;
    }
    while (n < length && bytes[n] < 0x80)
        n++;
    return n;
}

size_t awol_text_find_invalid_utf8(const char *bytes, size_t length)
{
    const unsigned char *start = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < length) {
        i += ascii_length(start + i, length - i);
        if (i == length)
            break;
        size_t size = utf8_length(start + i, length - i);
        if (size == 0)
            return i;
        i += size;
    }
    return length;
}

const char *awol_text_show(const char *string, char *buffer, size_t size)
{
    enum { MOST = 60 };
    size_t length = strlen(string), i = 0, used = 0;
    const char *end = "”";
    used += (size_t)snprintf(buffer, size, "“");
    while (i < length && i < MOST && used + 12 < size) {
        size_t step = utf8_length((const unsigned char *)string + i, length - i);
        unsigned char byte = (unsigned char)string[i];
        if (i + step > MOST)
            break;
        if (step == 0 || byte < 0x20 || byte == 0x7F) {
            used += (size_t)snprintf(buffer + used, size - used, "\\x%02X", byte);
            step = 1;
        } else {
            memcpy(buffer + used, string + i, step);
            used += step;
        }
        i += step;
    }
    snprintf(buffer + used, size - used, "%s%s", i < length ? "…" : "", end);
    return buffer;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

enum { WORD_MAX = 64 };

/* Restricted Damerau–Levenshtein distance, without regard to the case of A to Z. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *before2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = before[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
            row[j] = least(change, least(before[j] + 1, row[j - 1] + 1));
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], before2[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

bool awol_text_is_slip(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    return n <= WORD_MAX && m <= WORD_MAX && distance(a, n, b, m) <= 1;
}

const char *awol_text_nearest(const char *word, const char *const *candidates, size_t n)
{
    size_t length = strlen(word);
    const char *nearest = NULL;
    /* Two changes make any short word of any other: “note” is no “date”. */
    size_t best = length < 2 ? 1 : length <= 4 ? 2 : (length + 2) / 3 + 1;
    for (size_t i = 0; i < n && length <= WORD_MAX; i++) {
        size_t other = strlen(candidates[i]);
        if (other > WORD_MAX)
            continue;
        size_t d = distance(word, length, candidates[i], other);
        if (d < best) {
            best = d;
            nearest = candidates[i];
        }
    }
    return nearest;
}

/* ---- arena -------------------------------------------------------------------------------- */

struct awol_arena_block {
    struct awol_arena_block *next;
    size_t used;
    size_t size;
    max_align_t bytes[];
};

void awol_arena_init(struct awol_arena *arena)
{
    arena->blocks = NULL;
}

void awol_arena_release(struct awol_arena *arena)
{
    while (arena->blocks) {
        struct awol_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

/* `size` bytes at a multiple of `unit`, a power of two. */
static void *take(struct awol_arena *arena, size_t size, size_t unit)
{
    enum { BLOCK = 16384 };
    if (size > SIZE_MAX / 2)
        return NULL;
    struct awol_arena_block *block = arena->blocks;
    size_t start = block ? (block->used + unit - 1) / unit * unit : 0;
    if (!block || start > block->size || block->size - start < size) {
        size_t room = size > BLOCK ? size : BLOCK;
        block = malloc(sizeof *block + room);
        if (!block)
            return NULL;
        block->size = room;
        block->next = arena->blocks;
        arena->blocks = block;
        start = 0;
    }
    block->used = start + size;
    return (char *)block->bytes + start;
}

void *awol_arena_alloc(struct awol_arena *arena, size_t size)
{
    return take(arena, size, _Alignof(max_align_t));
}

void *awol_arena_grow(struct awol_arena *arena, void *array, size_t n, size_t size)
{
    if (n > 0 && (n & (n - 1)) != 0)
        return array;
    if (n > SIZE_MAX / 4 / size)
        return NULL;
    void *grown = awol_arena_alloc(arena, (n == 0 ? 1 : 2 * n) * size);
    if (grown && n > 0)
        memcpy(grown, array, n * size);
    return grown;
}

char *awol_arena_copy(struct awol_arena *arena, const char *bytes, size_t length)
{
    /* Text needs no alignment, and short texts are most of a table. */
    char *copy = take(arena, length + 1, 1);
    if (copy) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

char *awol_arena_string(struct awol_arena *arena, const char *string)
{
    return awol_arena_copy(arena, string, strlen(string));
}
