#include "date/spelling_words.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define WORD_SIZE 40

struct lexer {
    const char *text;
    const char *at;
    const char *opt_open; /* the bracket that is open */
    unsigned languages;
    struct awol_tokens *tokens;
    struct awol_error *opt_error;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static enum awol_status fail(const struct lexer *lexer, const char *at, const char *format,
                             const char *shown)
{
    const struct awol_place place = {0, (size_t)(at - lexer->text) + 1};
    char message[500];
    size_t n = 0;

    for (; *format != '\0' && n < sizeof message - 1; format++) {
        if (*format != '*') {
            message[n++] = *format;
            continue;
        }
        for (const char *from = shown; *from != '\0' && n < sizeof message - 1; from++)
            message[n++] = *from;
    }
    message[n] = '\0';
    return awol_error_at(lexer->opt_error, "", place, "%s", message);
}

/* The word at `at`, folded; returns its end. A longer word is cut, and then no table has it. */
static const char *fold_word(const char *at, char folded[static WORD_SIZE])
{
    size_t n = 0;

    for (;;) {
        const char *next = at;
        const char letter = awol_letter_next(&next);

        if (letter == '#')
            break;
        if (letter != '\0' && n < WORD_SIZE - 1)
            folded[n++] = letter;
        at = next;
    }
    folded[n] = '\0';
    return at;
}

/* ---- tokens ------------------------------------------------------------------------------- */

static enum awol_status append(struct lexer *lexer, const struct awol_token *token)
{
    struct awol_tokens *const tokens = lexer->tokens;

    if (token->kind == AWOL_TOKEN_NOISE)
        return AWOL_OK;
    if (tokens->n == AWOL_TOKENS_MAX)
        return fail(lexer, token->at, "expected the end of the date: it has too many parts", "");
    tokens->list[tokens->n++] = *token;
    return AWOL_OK;
}

static bool read_roman(const char *folded, int *ret_value)
{
    static const char *const tens[] = {"", "x", "xx", "xxx"};
    static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};

    for (int value = 1; value < 40; value++) {
        const size_t n = strlen(tens[value / 10]);

        if (strncmp(folded, tens[value / 10], n) == 0 &&
            strcmp(folded + n, units[value % 10]) == 0) {
            *ret_value = value;
            return true;
        }
    }
    return false;
}

static const char *language_name(unsigned languages)
{
    if (languages & 1u)
        return "English";
    return languages & 2u ? "German" : "French";
}

static enum awol_status refuse_word(const struct lexer *lexer, const char *end, const char *folded)
{
    const struct awol_word *const word = awol_word_find(folded, ~0u);
    char seen[64] = {0}, shown[AWOL_SHOWN_SIZE], message[400];
    size_t length = (size_t)(end - lexer->at);

    if (length >= sizeof seen)
        length = sizeof seen - 1;
    memcpy(seen, lexer->at, length);
    awol_text_show(seen, shown, sizeof shown);
    if (!word)
        return fail(lexer, lexer->at, "expected a part of a date, found *", shown);
    snprintf(message, sizeof message, "* is %s, which --lang leaves out",
             language_name(word->languages));
    return fail(lexer, lexer->at, message, shown);
}

static enum awol_status read_word(struct lexer *lexer, bool joined)
{
    char folded[WORD_SIZE];
    const char *const end = fold_word(lexer->at, folded);
    struct awol_token token = {.at = lexer->at, .joined = joined};
    const struct awol_word *word = awol_phrase_find(lexer->at, lexer->languages, &token.length);

    if (!word) {
        word = awol_word_find(folded, lexer->languages);
        token.length = (size_t)(end - lexer->at);
    }
    if (word) {
        token.kind = word->kind;
        token.value = word->value;
        token.opt_warning = word->opt_warning;
    } else if (read_roman(folded, &token.value)) {
        token.kind = AWOL_TOKEN_ROMAN;
    } else {
        return refuse_word(lexer, end, folded);
    }
    lexer->at += token.length;
    if (*lexer->at == '.' && !(lexer->at[1] == '.'))
        lexer->at++;
    return append(lexer, &token);
}

/* What is joined to a number: an ordinal, a month (7bris), the mark of a decade. */
static enum awol_status read_suffix(struct lexer *lexer, int n_digits, struct awol_token *token)
{
    char folded[WORD_SIZE];
    const char *const end = fold_word(lexer->at, folded);

    if (end == lexer->at)
        return AWOL_OK;
    if (n_digits <= 2 && token->value >= 7 && token->value <= 10 &&
        awol_word_is_month_suffix(folded)) {
        token->kind = AWOL_TOKEN_MONTH;
        token->opt_warning = awol_word_number_warning(token->value);
        token->value += 2;
    } else if (n_digits == 4 && (strcmp(folded, "s") == 0 || strcmp(folded, "er") == 0)) {
        token->kind = AWOL_TOKEN_DECADE;
    } else if (n_digits <= 2 && strcmp(folded, "c") == 0) {
        token->kind = AWOL_TOKEN_NTH_CENTURY;
    } else if (n_digits > 2 || !awol_word_is_ordinal(folded, lexer->languages)) {
        return AWOL_OK; /* a word of its own: 1776ca */
    }
    token->length += (size_t)(end - lexer->at);
    lexer->at = end;
    if (*lexer->at == '.' && token->kind != AWOL_TOKEN_DAY)
        lexer->at++;
    return AWOL_OK;
}

static enum awol_status read_number(struct lexer *lexer, bool joined)
{
    struct awol_token token = {.at = lexer->at, .joined = joined, .kind = AWOL_TOKEN_NUMBER};
    int n = 0;
    enum awol_status status;

    for (; is_digit(*lexer->at); lexer->at++, n++) {
        if (n < 8)
            token.value = token.value * 10 + (*lexer->at - '0');
    }
    token.length = (size_t)n;
    if (n <= 2)
        token.kind = AWOL_TOKEN_DAY;
    else if (n == 4)
        token.kind = AWOL_TOKEN_YEAR;
    status = read_suffix(lexer, n, &token);
    return status == AWOL_OK ? append(lexer, &token) : status;
}

/* ---- marks -------------------------------------------------------------------------------- */

static const struct {
    const char *bytes;
    char kind; /* '_': passed over */
} marks[] = {
    {"-\"-", 'e'},
    {"\"", 'e'},
    {"''", 'e'},
    {"\xE2\x80\xB3", 'e'},
    {"\xE2\x80\x9E", 'e'},
    {"\xE2\x80\x9D", 'e'},
    {"\xE2\x80\x9C", 'e'},
    {"'", '_'},
    {"\xE2\x80\x99", '_'},
    {"\xE2\x80\x93", '-'},
    {"\xE2\x80\x94", '-'},
    {"\xE2\x80\x90", '-'},
    {"\xE2\x80\x91", '-'},
    {"\xC2\xA0", '_'},
    {"-", '-'},
    {"/", '/'},
    {",", '_'},
    {":", '_'},
    {"&", '&'},
    {"~", '~'},
    {"?", '?'},
    {" ", '_'},
    {"\t", '_'},
};

/* A full stop counts only between numbers: 27.8.1776. */
static bool is_between_numbers(const struct lexer *lexer)
{
    const struct awol_tokens *const tokens = lexer->tokens;
    const char *next = lexer->at + 1;
    char before;

    while (*next == ' ')
        next++;
    if (tokens->n == 0 || !is_digit(*next))
        return false;
    before = tokens->list[tokens->n - 1].kind;
    return before == AWOL_TOKEN_DAY || before == AWOL_TOKEN_YEAR;
}

/* (O.S.), [1776]: brackets, not one in another; nothing is read into them but that. */
static enum awol_status read_bracket(struct lexer *lexer)
{
    const char *const at = lexer->at++;

    if (*at == '(' || *at == '[') {
        if (lexer->opt_open)
            return fail(lexer, at, "expected the other bracket, found *",
                        *at == '(' ? "“(”" : "“[”");
        lexer->opt_open = at;
        lexer->tokens->has_brackets = lexer->tokens->has_brackets || *at == '[';
        return AWOL_OK;
    }
    if (!lexer->opt_open || (*lexer->opt_open == '(') != (*at == ')'))
        return fail(lexer, at, "expected a bracket that opens before *",
                    *at == ')' ? "“)”" : "“]”");
    lexer->opt_open = NULL;
    return AWOL_OK;
}

static enum awol_status read_mark(struct lexer *lexer)
{
    char seen[8] = {0}, shown[AWOL_SHOWN_SIZE];

    if (strchr("()[]", *lexer->at))
        return read_bracket(lexer);
    if (lexer->opt_open && lexer->at[0] == '.' && lexer->at[1] == '.')
        return fail(lexer, lexer->at, "expected one date in brackets: a set is read by --from edtf",
                    "");
    if (*lexer->at == '.' && lexer->tokens->n > 0) {
        const struct awol_token token = {.kind = is_between_numbers(lexer) ? '.' : AWOL_TOKEN_NOISE,
                                         .at = lexer->at,
                                         .length = 1};

        lexer->at++;
        return append(lexer, &token);
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const size_t length = strlen(marks[i].bytes);
        const struct awol_token token = {.kind = marks[i].kind, .at = lexer->at, .length = length};

        if (strncmp(lexer->at, marks[i].bytes, length) != 0)
            continue;
        lexer->at += length;
        return append(lexer, &token);
    }
    seen[0] = lexer->at[0];
    for (size_t i = 1; i < 4 && ((unsigned char)lexer->at[i] & 0xC0) == 0x80; i++)
        seen[i] = lexer->at[i];
    return fail(lexer, lexer->at, "expected a part of a date, found *",
                awol_text_show(seen, shown, sizeof shown));
}

enum awol_status awol_tokens_read(const char *text, unsigned languages,
                                  struct awol_tokens *ret_tokens, struct awol_error *opt_error)
{
    struct awol_tokens tokens = {.text = text};
    struct lexer lexer = {.text = text,
                          .at = text,
                          .languages = languages != 0 ? languages : ~0u,
                          .tokens = &tokens,
                          .opt_error = opt_error};
    enum awol_status status = AWOL_OK;

    while (*lexer.at != '\0' && status == AWOL_OK) {
        const char *peek = lexer.at;
        const bool joined = lexer.at > text && lexer.at[-1] != ' ';

        if (is_digit(*lexer.at))
            status = read_number(&lexer, joined);
        else if (awol_letter_next(&peek) != '#')
            status = read_word(&lexer, joined);
        else
            status = read_mark(&lexer);
    }
    if (status == AWOL_OK && lexer.opt_open)
        status = fail(&lexer, lexer.opt_open, "expected a bracket that closes this one", "");
    if (status == AWOL_OK && tokens.n == 0)
        status = fail(&lexer, text, "expected a date, but there is none", "");
    if (status == AWOL_OK)
        *ret_tokens = tokens;
    return status;
}
