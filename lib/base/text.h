/* Growable strings, an arena for strings that live as long as their owner, and the rules by which
 * text from a file is shown in a message. */
#ifndef AWOL_BASE_TEXT_H
#define AWOL_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* A growable string; bytes is always terminated once something was appended, NULL before.
 * After a failed append (out of memory) `failed` stays true and further appends do nothing, so a
 * caller may check once at the end. */
struct awol_text {
    char *bytes;
    size_t length;
    size_t capacity;
    bool failed;
};

void awol_text_init(struct awol_text *text);
void awol_text_release(struct awol_text *text);
void awol_text_clear(struct awol_text *text);
void awol_text_append(struct awol_text *text, const char *string);
void awol_text_append_bytes(struct awol_text *text, const char *bytes, size_t length);
void awol_text_append_byte(struct awol_text *text, char byte);
void awol_text_append_format(struct awol_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for so many bytes behind the text, to be written to; NULL when out of memory. Then say how
 * many were. */
char *awol_text_room(struct awol_text *text, size_t length);
void awol_text_fill(struct awol_text *text, size_t length);

/* The bytes, or "" where nothing was appended. Valid until the next append. */
const char *awol_text_string(const struct awol_text *text);

/* White space (blank, tab, CR, LF) at the ends goes, any other becomes one blank. Returns the text.
 */
const char *awol_text_tidy(struct awol_text *text);

/* AWOL_MEMORY if an append failed, else AWOL_OK. */
enum awol_status awol_text_check(const struct awol_text *text, struct awol_error *opt_error);

/* Memory that is released all at once. */
struct awol_arena {
    struct awol_arena_block *blocks;
};

void awol_arena_init(struct awol_arena *arena);
void awol_arena_release(struct awol_arena *arena);

/* `size` bytes aligned for any type, owned by the arena; NULL when out of memory. */
void *awol_arena_alloc(struct awol_arena *arena, size_t size);

/* Room for one more element of `size` bytes in an array of n that grew in this way and no other:
 * capacities are powers of two and need not be kept. Returns the array or a larger copy, NULL when
 * out of memory. */
void *awol_arena_grow(struct awol_arena *arena, void *array, size_t n, size_t size);

/* A terminated copy of length bytes (which may contain no NUL); NULL when out of memory. */
char *awol_arena_copy(struct awol_arena *arena, const char *bytes, size_t length);
char *awol_arena_string(struct awol_arena *arena, const char *string);

/* A copy of string on the heap; NULL when out of memory. The caller frees it. */
char *awol_text_duplicate(const char *string);

/* True if both are equal, byte for byte; NULL equals only NULL. */
bool awol_text_equal(const char *a, const char *b);

/* True if a and b are equal up to the case of A to Z. */
bool awol_text_equal_ascii(const char *a, const char *b);

/* The text without the blanks around it: spaces, tabs, no-break spaces. Returns its first byte. */
const char *awol_text_trim(const char *string, size_t *ret_length);

/* Strict UTF-8 (no overlong form, no surrogate, at most U+10FFFF). Returns the offset of the first
 * bad byte, or `length` if there is none. */
size_t awol_text_find_invalid_utf8(const char *bytes, size_t length);

/* Text from a file as a message shows it: at most 60 bytes, cut at a character, in typographic
 * quotes, control and invalid bytes as \xNN. buffer[size] is always terminated. Returns buffer. */
#define AWOL_SHOWN_SIZE 280
const char *awol_text_show(const char *string, char *buffer, size_t size);

/* The candidate nearest to word by Damerau–Levenshtein distance, or NULL if none is within a third
 * of its length, rounded up (within one change where it has four letters or fewer,
 * and none for a single letter). */
const char *awol_text_nearest(const char *word, const char *const *candidates, size_t n);

/* True if one slip makes one of the other: a letter too many, too few, or wrong, or two neighbours
 * exchanged; A to Z are as a to z. */
bool awol_text_is_slip(const char *a, const char *b);

#endif
