#include "base/memo.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Texts of every length, with what must not matter behind them. */
static size_t text_of(uint32_t number, char behind, char buffer[static 160])
{
    const size_t length = number % 100;

    memset(buffer, behind, 160);
    for (size_t i = 0; i < length; i++)
        buffer[i] = (char)(number * 2654435761u >> (i % 24));
    return length;
}

Test(memo, finds_what_was_added)
{
    enum { N = 20000 };
    struct awol_memo memo = {0};
    char text[160];
    uint32_t value;

    cr_assert_not(awol_memo_find(&memo, awol_memo_hash("", 0), "", 0, &value));
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < N; i++) {
            const size_t length = text_of(i, 'a', text);
            const uint64_t hash = awol_memo_hash(text, length);

            if (!awol_memo_find(&memo, hash, text, length, &value))
                cr_assert(awol_memo_add(&memo, hash, text, length, i));
        }
        for (uint32_t i = 0; i < N; i++) {
            const size_t length = text_of(i, 'z', text);
            char other[160];
            size_t other_length;

            cr_assert(awol_memo_find(&memo, awol_memo_hash(text, length), text, length, &value));
            other_length = text_of(value, 'b', other);
            cr_assert(length == other_length && memcmp(text, other, length) == 0, "text %u", i);
        }
        awol_memo_clear(&memo);
        cr_assert_not(awol_memo_find(&memo, awol_memo_hash("", 0), "", 0, &value));
    }
    awol_memo_release(&memo);
}

Test(memo, words_are_numbered_as_they_come)
{
    struct awol_words words = {0};
    char text[200];
    size_t number;

    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 3000; i++) {
            snprintf(text, sizeof text, "%zu%*s", i, (int)(i % 150), "end");
            cr_assert(awol_words_take(&words, text, &number));
            cr_assert_eq(number, i);
            cr_assert_str_eq(words.texts[i], text);
        }
    }
    cr_assert_eq(words.n, 3000);
    awol_words_release(&words);
}
