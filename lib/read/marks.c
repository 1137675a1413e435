#include "read/marks.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { BLOCK = AWOL_MARKS_PADDING };

/* What is looked for. */
struct wanted {
    char separator, quote; /* the quote is the separator again where it does not matter */
};

/* One bit for each byte of a block. */
struct bits {
    uint64_t marks, lines, nul, high;
};

/* Eight are written whether they are there or not, because a branch that cannot be foretold costs
 * more; the arrays have room for them. */
static inline __attribute__((always_inline)) size_t put(uint32_t *at, size_t n, uint32_t base,
                                                        uint64_t bits)
{
    const size_t n_bits = (size_t)__builtin_popcountll(bits);

    for (size_t done = 0; done < n_bits; done += 8) {
        for (size_t i = 0; i < 8; i++) {
            at[n + done + i] = base + (uint32_t)(bits ? __builtin_ctzll(bits) : 0);
            bits &= bits - 1;
        }
    }
    return n + n_bits;
}

static inline __attribute__((always_inline)) void take(struct awol_marks *marks, size_t base,
                                                       size_t length, struct bits bits)
{
    if (length - base < BLOCK) {
        const uint64_t within = (UINT64_C(1) << (length - base)) - 1;

        bits = (struct bits){bits.marks & within, bits.lines & within, bits.nul & within,
                             bits.high & within};
    }
    marks->n = put(marks->at, marks->n, (uint32_t)base, bits.marks);
    for (uint64_t lines = bits.lines; lines; lines &= lines - 1)
        marks->lines[marks->n_lines++] = (uint32_t)(base + (size_t)__builtin_ctzll(lines));
    marks->has_nul = marks->has_nul || bits.nul;
    marks->has_high = marks->has_high || bits.high;
}

#if defined(__x86_64__)

/* Every x86-64 has these. */
static inline struct bits look_sse2(const char *bytes, const struct wanted *wanted)
{
    struct bits bits = {0};

    for (int i = 0; i < BLOCK / 16; i++) {
        const __m128i x = _mm_loadu_si128((const void *)(bytes + 16 * (size_t)i));
        const __m128i line = _mm_cmpeq_epi8(x, _mm_set1_epi8('\n'));
        const __m128i mark =
            _mm_or_si128(line, _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(wanted->separator)),
                                            _mm_cmpeq_epi8(x, _mm_set1_epi8(wanted->quote))));
        const __m128i nul = _mm_cmpeq_epi8(x, _mm_setzero_si128());

        bits.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(mark) << (16 * i);
        bits.lines |= (uint64_t)(uint32_t)_mm_movemask_epi8(line) << (16 * i);
        bits.nul |= (uint64_t)(uint32_t)_mm_movemask_epi8(nul) << (16 * i);
        bits.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << (16 * i);
    }
    return bits;
}

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline struct bits look_avx2(const char *bytes, const struct wanted *wanted)
{
    struct bits bits = {0};

    for (int i = 0; i < BLOCK / 32; i++) {
        const __m256i x = _mm256_loadu_si256((const void *)(bytes + 32 * (size_t)i));
        const __m256i line = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n'));
        const __m256i mark = _mm256_or_si256(
            line, _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(wanted->separator)),
                                  _mm256_cmpeq_epi8(x, _mm256_set1_epi8(wanted->quote))));
        const __m256i nul = _mm256_cmpeq_epi8(x, _mm256_setzero_si256());

        bits.marks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(mark) << (32 * i);
        bits.lines |= (uint64_t)(uint32_t)_mm256_movemask_epi8(line) << (32 * i);
        bits.nul |= (uint64_t)(uint32_t)_mm256_movemask_epi8(nul) << (32 * i);
        bits.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(x) << (32 * i);
    }
    return bits;
}

AVX2 static void find_avx2(struct awol_marks *marks, const char *bytes, size_t length,
                           const struct wanted *wanted)
{
    for (size_t base = 0; base < length; base += BLOCK)
        take(marks, base, length, look_avx2(bytes + base, wanted));
}

static void find_sse2(struct awol_marks *marks, const char *bytes, size_t length,
                      const struct wanted *wanted)
{
    for (size_t base = 0; base < length; base += BLOCK)
        take(marks, base, length, look_sse2(bytes + base, wanted));
}

static void find(struct awol_marks *marks, const char *bytes, size_t length,
                 const struct wanted *wanted)
{
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt"))
        find_avx2(marks, bytes, length, wanted);
    else
        find_sse2(marks, bytes, length, wanted);
}

#else

static struct bits look(const char *bytes, const struct wanted *wanted)
{
    struct bits bits = {0};

    for (size_t i = 0; i < BLOCK; i++) {
        const char byte = bytes[i];
        const uint64_t bit = UINT64_C(1) << i;

        bits.lines |= byte == '\n' ? bit : 0;
        bits.marks |= byte == '\n' || byte == wanted->separator || byte == wanted->quote ? bit : 0;
        bits.nul |= byte == '\0' ? bit : 0;
        bits.high |= (unsigned char)byte >= 0x80 ? bit : 0;
    }
    return bits;
}

static void find(struct awol_marks *marks, const char *bytes, size_t length,
                 const struct wanted *wanted)
{
    for (size_t base = 0; base < length; base += BLOCK)
        take(marks, base, length, look(bytes + base, wanted));
}

#endif

void awol_marks_find(struct awol_marks *marks, const char *bytes, size_t length, char separator,
                     char opt_quote)
{
    const struct wanted wanted = {separator, opt_quote != '\0' ? opt_quote : separator};

    marks->n = marks->n_lines = 0;
    marks->has_nul = marks->has_high = false;
    find(marks, bytes, length, &wanted);
}
