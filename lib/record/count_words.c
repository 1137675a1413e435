#include "record/count_words.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"

enum { MAX_TOKENS = 8, WORD_SIZE = 16 };

enum meaning { EXACT, ABOUT, RANGE, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN };

/* A form: its words in lower case, without accents (ä is ae), # a number. */
static const struct {
    const char *words;
    enum meaning meaning;
} forms[] = {
    {"#", EXACT},
    {"exactly #", EXACT},
    {"genau #", EXACT},
    {"exactement #", EXACT},
    {"# to #", RANGE},
    {"# - #", RANGE},
    {"# or #", RANGE},
    {"from # to #", RANGE},
    {"between # and #", RANGE},
    {"# bis #", RANGE},
    {"# oder #", RANGE},
    {"von # bis #", RANGE},
    {"zwischen # und #", RANGE},
    {"# a #", RANGE},
    {"# ou #", RANGE},
    {"de # a #", RANGE},
    {"entre # et #", RANGE},
    {"at least #", AT_LEAST},
    {"not less than #", AT_LEAST},
    {"no less than #", AT_LEAST},
    {"not fewer than #", AT_LEAST},
    {"no fewer than #", AT_LEAST},
    {"not under #", AT_LEAST},
    {"# or more", AT_LEAST},
    {"# and more", AT_LEAST},
    {"# +", AT_LEAST},
    {">= #", AT_LEAST},
    {"mindestens #", AT_LEAST},
    {"wenigstens #", AT_LEAST},
    {"nicht weniger als #", AT_LEAST},
    {"# oder mehr", AT_LEAST},
    {"# und mehr", AT_LEAST},
    {"au moins #", AT_LEAST},
    {"pas moins de #", AT_LEAST},
    {"# ou plus", AT_LEAST},
    {"# et plus", AT_LEAST},
    {"over #", MORE_THAN},
    {"above #", MORE_THAN},
    {"more than #", MORE_THAN},
    {"upwards of #", MORE_THAN},
    {"exceeding #", MORE_THAN},
    {"> #", MORE_THAN},
    {"ueber #", MORE_THAN},
    {"mehr als #", MORE_THAN},
    {"plus de #", MORE_THAN},
    {"at most #", AT_MOST},
    {"up to #", AT_MOST},
    {"not more than #", AT_MOST},
    {"no more than #", AT_MOST},
    {"not over #", AT_MOST},
    {"not above #", AT_MOST},
    {"not exceeding #", AT_MOST},
    {"# or less", AT_MOST},
    {"# or fewer", AT_MOST},
    {"<= #", AT_MOST},
    {"hoechstens #", AT_MOST},
    {"bis zu #", AT_MOST},
    {"nicht mehr als #", AT_MOST},
    {"nicht ueber #", AT_MOST},
    {"# oder weniger", AT_MOST},
    {"au plus #", AT_MOST},
    {"jusqu a #", AT_MOST},
    {"pas plus de #", AT_MOST},
    {"# ou moins", AT_MOST},
    {"under #", LESS_THAN},
    {"below #", LESS_THAN},
    {"fewer than #", LESS_THAN},
    {"less than #", LESS_THAN},
    {"< #", LESS_THAN},
    {"unter #", LESS_THAN},
    {"weniger als #", LESS_THAN},
    {"moins de #", LESS_THAN},
};

/* Words before a number that say that it is not exact. */
static const char *const abouts[] = {
    "about",   "around",    "approximately", "approx",   "roughly", "nearly",
    "almost",  "some",      "circa",         "ca",       "c",       "~",
    "etwa",    "ungefaehr", "rund",          "gegen",    "fast",    "um",
    "beinahe", "environ",   "quelque",       "quelques", "presque", NULL,
};

static const char *const nouns[] = {
    "men",        "man",    "soldiers", "deserters", "mann",       "soldaten",
    "deserteure", "hommes", "homme",    "soldats",   "deserteurs", NULL,
};

struct token {
    char word[WORD_SIZE]; /* "#" for a number */
    double number;
    size_t at; /* its first byte in the text */
};

struct lexer {
    const char *text;
    struct token tokens[MAX_TOKENS];
    size_t n;
    struct awol_error *opt_error;
};

static enum awol_status refuse(const struct lexer *lexer, size_t at, const char *message)
{
    const enum awol_status status = awol_error_set(lexer->opt_error, AWOL_DATA, "%s", message);

    if (lexer->opt_error)
        lexer->opt_error->place = (struct awol_place){0, at + 1};
    return status;
}

/* ---- tokens ------------------------------------------------------------------------------- */

/* Letters of two and three bytes, and what they count as; a word's accents fall away. */
static const char *const folds[][2] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"},
    {"à", "a"},  {"À", "a"},  {"â", "a"},  {"é", "e"},  {"É", "e"},  {"è", "e"},  {"ê", "e"},
};

/* Signs, as tokens of their own; "" is passed over. */
static const char *const signs[][2] = {
    {"–", "-"},  {"—", "-"},   {"‒", "-"},  {"−", "-"}, {"-", "-"}, {"+", "+"}, {"<=", "<="},
    {"≤", "<="}, {">=", ">="}, {"≥", ">="}, {"<", "<"}, {">", ">"}, {"~", "~"}, {"≈", "~"},
    {"’", ""},   {"'", ""},    {" ", ""},   {"\t", ""}, {".", ""},
};

static size_t find_sign(const char *text, const char **ret_word)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const size_t length = strlen(signs[i][0]);

        if (strncmp(text, signs[i][0], length) == 0) {
            *ret_word = signs[i][1];
            return length;
        }
    }
    return 0;
}

/* The letter at text into folded, "" if there is none; returns its bytes. */
static size_t fold(const char *text, char folded[static 3])
{
    const char c = text[0];

    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++) {
        const size_t length = strlen(folds[i][0]);

        if (strncmp(text, folds[i][0], length) == 0) {
            memcpy(folded, folds[i][1], strlen(folds[i][1]) + 1);
            return length;
        }
    }
    folded[0] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    folded[1] = '\0';
    return folded[0] >= 'a' && folded[0] <= 'z' ? 1 : 0;
}

static enum awol_status push(struct lexer *lexer, const char *word, double number, size_t at)
{
    struct token *token;

    if (lexer->n == MAX_TOKENS)
        return refuse(lexer, at, "expected the end of the number of men");
    token = &lexer->tokens[lexer->n++];
    *token = (struct token){.number = number, .at = at};
    memcpy(token->word, word, strlen(word) + 1);
    return AWOL_OK;
}

static enum awol_status take_number(struct lexer *lexer, size_t *at)
{
    const char *const begin = lexer->text + *at;
    const size_t length = strspn(begin, "0123456789");
    char digits[AWOL_NUMBER_SIZE];
    double number;

    if (begin[length] != '\0' && strchr(".,'", begin[length]) && begin[length + 1] >= '0' &&
        begin[length + 1] <= '9')
        return refuse(lexer, *at + length,
                      "may be thousands or a fraction: write men without a mark");
    if (length >= sizeof digits)
        return refuse(lexer, *at, "more men than any army had");
    memcpy(digits, begin, length);
    digits[length] = '\0';
    if (!awol_number_parse(digits, &number))
        return refuse(lexer, *at, "not a number");
    *at += length;
    return push(lexer, "#", number, *at - length);
}

static enum awol_status take_word(struct lexer *lexer, size_t *at)
{
    const size_t begin = *at;
    char word[WORD_SIZE] = "";
    char folded[3];

    for (size_t bytes; (bytes = fold(lexer->text + *at, folded)) > 0; *at += bytes) {
        /* A word that is cut is no word of the forms. */
        if (strlen(word) + strlen(folded) < sizeof word)
            memcpy(word + strlen(word), folded, strlen(folded) + 1);
    }
    if (*at == begin)
        return refuse(lexer, begin, "expected a number of men");
    return push(lexer, word, (double)NAN, begin);
}

static enum awol_status cut(struct lexer *lexer)
{
    enum awol_status status = AWOL_OK;

    for (size_t at = 0; lexer->text[at] != '\0' && status == AWOL_OK;) {
        const char *sign = "";
        const size_t length = find_sign(lexer->text + at, &sign);

        if (length > 0 && sign[0] != '\0')
            status = push(lexer, sign, (double)NAN, at);
        else if (length == 0 && lexer->text[at] >= '0' && lexer->text[at] <= '9')
            status = take_number(lexer, &at);
        else if (length == 0)
            status = take_word(lexer, &at);
        at += length;
    }
    return status;
}

/* ---- forms -------------------------------------------------------------------------------- */

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(word, *list) == 0)
            return true;
    }
    return false;
}

/* How many tokens from `first` on are those of the form; *ret_whole: all of both. */
static size_t match(const struct lexer *lexer, size_t first, const char *words, bool *ret_whole)
{
    size_t n = 0;

    while (first + n < lexer->n && *words != '\0') {
        const size_t length = strcspn(words, " ");
        const char *const word = lexer->tokens[first + n].word;

        if (strlen(word) != length || strncmp(word, words, length) != 0)
            break;
        words += length + (words[length] == ' ' ? 1 : 0);
        n++;
    }
    *ret_whole = first + n == lexer->n && *words == '\0';
    return n;
}

static enum awol_status finish(const struct lexer *lexer, enum meaning meaning, bool is_about,
                               struct awol_count *ret_count)
{
    struct awol_count count = {(double)NAN, (double)NAN, (double)NAN, AWOL_KIND_EXACT};
    double numbers[2] = {(double)NAN, (double)NAN};
    size_t n = 0, last = 0;

    for (size_t i = 0; i < lexer->n && n < 2; i++) {
        if (lexer->tokens[i].word[0] == '#') {
            numbers[n++] = lexer->tokens[i].number;
            last = lexer->tokens[i].at;
        }
    }
    if (is_about && meaning != EXACT && meaning != RANGE)
        return refuse(lexer, lexer->tokens[0].at,
                      "a bound cannot be about: write one or the other");
    if (meaning == LESS_THAN && numbers[0] < 1.0)
        return refuse(lexer, last, "fewer than no men");
    if (meaning == RANGE && numbers[1] < numbers[0])
        return refuse(lexer, last, "the second number of the range is below the first");
    count.count = numbers[0];
    if (meaning == RANGE && numbers[0] < numbers[1])
        count = (struct awol_count){(double)NAN, numbers[0], numbers[1], AWOL_KIND_RANGE};
    else if (is_about)
        count.kind = AWOL_KIND_ABOUT;
    if (meaning == AT_LEAST || meaning == MORE_THAN)
        count.kind = AWOL_KIND_AT_LEAST;
    if (meaning == AT_MOST || meaning == LESS_THAN)
        count.kind = AWOL_KIND_AT_MOST;
    count.count += meaning == MORE_THAN ? 1.0 : meaning == LESS_THAN ? -1.0 : 0.0;
    *ret_count = count;
    return AWOL_OK;
}

enum awol_status awol_count_words_parse(const char *text, struct awol_count *ret_count,
                                        struct awol_error *opt_error)
{
    struct lexer lexer = {.text = text, .opt_error = opt_error};
    const enum awol_status status = cut(&lexer);
    size_t first = 0, best = 0;

    if (status != AWOL_OK)
        return status;
    if (lexer.n > 1 && is_one_of(lexer.tokens[lexer.n - 1].word, nouns))
        lexer.n--;
    if (lexer.n > 1 && is_one_of(lexer.tokens[0].word, abouts))
        first = 1;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        bool whole;
        const size_t n = match(&lexer, first, forms[i].words, &whole);

        if (whole)
            return finish(&lexer, forms[i].meaning, first > 0, ret_count);
        best = n > best ? n : best;
    }
    return refuse(&lexer, first + best < lexer.n ? lexer.tokens[first + best].at : strlen(text),
                  "expected a number of men, as 75, 75 to 100, at least 75, over 75, up to 75, "
                  "about 75");
}
