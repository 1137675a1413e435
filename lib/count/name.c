#include "count/name.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define MAX_LETTERS 64u
#define INITIAL_ALIKE 0.95
#define FIRST_ALIKE 0.98
#define MISSING_PART 0.25

/* Letters that no decomposition takes apart, and what is written for them elsewhere. */
static const struct {
    uint32_t letter;
    char text[3];
} latin[] = {{0xe6, "a"}, {0x153, "o"}, {0xf8, "o"},  {0x142, "l"}, {0x111, "d"},
             {0xf0, "d"}, {0xfe, "th"}, {0x131, "i"}, {0x127, "h"}};

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x2bc || c == 0x2b9 || c == '`';
}

static bool is_letter(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* Letters that old hands write for each other share a number. */
static unsigned initial_of(uint32_t c)
{
    static const char *const same[] = {"bp", "ckq", "dt", "fvw", "ijy", "sz"};

    if (c < 'a' || c > 'z')
        return 26 + c % 6;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (strchr(same[i], (int)c) != NULL)
            return (unsigned)(same[i][0] - 'a');
    }
    return c - 'a';
}

/* One part while it is collected. */
struct part_writer {
    uint32_t letters[MAX_LETTERS];
    size_t n;
};

static void put_letter(struct part_writer *part, uint32_t c)
{
    uint32_t last = part->n > 0 ? part->letters[part->n - 1] : 0;

    /* The e of Mueller stands for the marks that were stripped from Müller. */
    if (c == 'e' && (last == 'a' || last == 'o' || last == 'u'))
        return;
    if (part->n < MAX_LETTERS)
        part->letters[part->n++] = c;
}

static void put(struct part_writer *part, uint32_t c)
{
    for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++) {
        if (latin[i].letter != c)
            continue;
        for (const char *at = latin[i].text; *at != '\0'; at++)
            put_letter(part, (uint32_t)(unsigned char)*at);
        return;
    }
    put_letter(part, c);
}

static enum awol_status finish_part(struct part_writer *part, struct awol_arena *arena,
                                    struct awol_name *name, struct awol_error *opt_error)
{
    size_t size = part->n * sizeof part->letters[0];
    uint32_t *letters;

    if (part->n == 0 || name->n == AWOL_NAME_MAX_PARTS) {
        part->n = 0;
        return AWOL_OK;
    }
    if ((letters = awol_arena_alloc(arena, size)) == NULL)
        return awol_error_memory(opt_error);
    memcpy(letters, part->letters, size);
    name->parts[name->n] = (struct awol_name_part){letters, part->n, initial_of(letters[0])};
    name->initials |= UINT32_C(1) << name->parts[name->n].initial;
    name->n++;
    part->n = 0;
    return AWOL_OK;
}

enum awol_status awol_name_parse(const char *text, struct awol_arena *arena,
                                 struct awol_name *ret_name, struct awol_error *opt_error)
{
    struct awol_name name = {.n = 0};
    struct part_writer part = {.n = 0};
    utf8proc_uint8_t *folded = NULL;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status = AWOL_OK;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                         UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);

    if (length == UTF8PROC_ERROR_NOMEM)
        return awol_error_memory(opt_error);
    if (length < 0)
        return awol_error_set(opt_error, AWOL_DATA, "%s is not UTF-8",
                              awol_text_show(text, shown, sizeof shown));
    for (utf8proc_ssize_t at = 0; at < length && status == AWOL_OK;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate(folded + at, length - at, &c);

        at += n > 0 ? n : 1;
        if (n <= 0 || is_apostrophe((uint32_t)c))
            continue;
        if (is_letter((uint32_t)c))
            put(&part, (uint32_t)c);
        else
            status = finish_part(&part, arena, &name, opt_error);
    }
    free(folded);
    if (status == AWOL_OK)
        status = finish_part(&part, arena, &name, opt_error);
    if (status == AWOL_OK)
        *ret_name = name;
    return status;
}

enum awol_status awol_name_key(const char *text, struct awol_arena *arena, const char **ret_key,
                               struct awol_error *opt_error)
{
    struct awol_name name;
    struct awol_text key;
    const char *copy;
    enum awol_status status = awol_name_parse(text, arena, &name, opt_error);

    if (status != AWOL_OK)
        return status;
    awol_text_init(&key);
    for (size_t i = 0; i < name.n; i++) {
        if (i > 0)
            awol_text_append_byte(&key, ' ');
        for (size_t j = 0; j < name.parts[i].n; j++) {
            utf8proc_uint8_t bytes[4];
            utf8proc_ssize_t n =
                utf8proc_encode_char((utf8proc_int32_t)name.parts[i].letters[j], bytes);

            awol_text_append_bytes(&key, (const char *)bytes, (size_t)n);
        }
    }
    status = awol_text_check(&key, opt_error);
    copy = status == AWOL_OK ? awol_arena_string(arena, awol_text_string(&key)) : NULL;
    awol_text_release(&key);
    if (status == AWOL_OK && copy == NULL)
        return awol_error_memory(opt_error);
    if (status == AWOL_OK)
        *ret_key = copy;
    return status;
}

/* Number of letters that both have within reach of each other; half the transposed ones of these
 * in *ret_transposed. */
static size_t common_letters(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b,
                             double *ret_transposed)
{
    size_t longest = n_a > n_b ? n_a : n_b;
    size_t reach = longest / 2 > 1 ? longest / 2 - 1 : 0;
    bool used_a[MAX_LETTERS] = {false};
    bool used_b[MAX_LETTERS] = {false};
    size_t n = 0;
    size_t transposed = 0;

    for (size_t i = 0; i < n_a; i++) {
        size_t from = i > reach ? i - reach : 0;
        size_t to = i + reach + 1 < n_b ? i + reach + 1 : n_b;

        for (size_t j = from; j < to; j++) {
            if (used_b[j] || a[i] != b[j])
                continue;
            used_a[i] = used_b[j] = true;
            n++;
            break;
        }
    }
    for (size_t i = 0, j = 0; i < n_a; i++) {
        if (!used_a[i])
            continue;
        while (!used_b[j])
            j++;
        transposed += a[i] != b[j];
        j++;
    }
    *ret_transposed = (double)transposed / 2.0;
    return n;
}

double awol_name_jaro_winkler(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    double transposed;
    double common;
    double jaro;
    size_t prefix = 0;

    n_a = n_a < MAX_LETTERS ? n_a : MAX_LETTERS;
    n_b = n_b < MAX_LETTERS ? n_b : MAX_LETTERS;
    common = (double)common_letters(a, n_a, b, n_b, &transposed);
    if (common == 0.0)
        return 0.0;
    jaro = (common / (double)n_a + common / (double)n_b + (common - transposed) / common) / 3.0;
    while (prefix < 4 && prefix < n_a && prefix < n_b && a[prefix] == b[prefix])
        prefix++;
    return jaro + 0.1 * (double)prefix * (1.0 - jaro);
}

static double part_similarity(const struct awol_name_part *a, const struct awol_name_part *b)
{
    uint32_t letters[MAX_LETTERS];

    if (a->initial != b->initial)
        return 0.0;
    if ((a->n == 1) != (b->n == 1))
        return a->letters[0] == b->letters[0] ? INITIAL_ALIKE : 0.0;
    if (a->letters[0] == b->letters[0] || a->n > MAX_LETTERS)
        return awol_name_jaro_winkler(a->letters, a->n, b->letters, b->n);
    /* Karl and Carl differ by less than a wrong letter. */
    memcpy(letters, a->letters, a->n * sizeof letters[0]);
    letters[0] = b->letters[0];
    return FIRST_ALIKE * awol_name_jaro_winkler(letters, a->n, b->letters, b->n);
}

/* The best pair of parts not yet used; false if none is alike. */
static bool take_best(double (*alike)[AWOL_NAME_MAX_PARTS], size_t n_few, size_t n_many,
                      double *product)
{
    size_t row = 0;
    size_t column = 0;

    for (size_t i = 0; i < n_few; i++) {
        for (size_t j = 0; j < n_many; j++) {
            if (alike[i][j] > alike[row][column]) {
                row = i;
                column = j;
            }
        }
    }
    if (alike[row][column] <= 0.0)
        return false;
    *product *= alike[row][column];
    for (size_t j = 0; j < n_many; j++)
        alike[row][j] = 0.0;
    for (size_t i = 0; i < n_few; i++)
        alike[i][column] = 0.0;
    return true;
}

double awol_name_similarity(const struct awol_name *a, const struct awol_name *b)
{
    const struct awol_name *few = a->n <= b->n ? a : b;
    const struct awol_name *many = a->n <= b->n ? b : a;
    double alike[AWOL_NAME_MAX_PARTS][AWOL_NAME_MAX_PARTS];
    double product = 1.0;

    if (few->n == 0)
        return 0.0;
    for (size_t i = 0; i < few->n; i++) {
        for (size_t j = 0; j < many->n; j++)
            alike[i][j] = part_similarity(&few->parts[i], &many->parts[j]);
    }
    for (size_t i = 0; i < few->n; i++) {
        if (!take_best(alike, few->n, many->n, &product))
            return 0.0;
    }
    return product * (double)few->n / ((double)few->n + MISSING_PART * (double)(many->n - few->n));
}
