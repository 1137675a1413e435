#include "date/spelling_words.h"

#include <string.h>

#include "date/spelling.h"

#define EN AWOL_ENGLISH
#define DE AWOL_GERMAN
#define FR AWOL_FRENCH

static const struct awol_word ordinals[] = {
    {"st", 'o', 0, EN, NULL},   {"nd", 'o', 0, EN, NULL},   {"rd", 'o', 0, EN, NULL},
    {"th", 'o', 0, EN, NULL},   {"d", 'o', 0, EN, NULL},    {"ten", 'o', 0, DE, NULL},
    {"sten", 'o', 0, DE, NULL}, {"ter", 'o', 0, DE, NULL},  {"te", 'o', 0, DE, NULL},
    {"tn", 'o', 0, DE, NULL},   {"t", 'o', 0, DE, NULL},    {"den", 'o', 0, DE, NULL},
    {"er", 'o', 0, FR, NULL},   {"ere", 'o', 0, FR, NULL},  {"e", 'o', 0, FR, NULL},
    {"eme", 'o', 0, FR, NULL},  {"ieme", 'o', 0, FR, NULL}, {"me", 'o', 0, FR, NULL},
};

/* Bytes that are not ASCII stand for themselves: d\303\250s (since) is not des (of the). */
static const struct awol_word phrases[] = {
    {"a.d.", 'E', 0, EN, NULL},
    {"b.c.e.", 'E', 1, EN, NULL},
    {"b.c.", 'E', 1, EN, NULL},
    {"c.e.", 'E', 0, EN, NULL},
    {"v. chr.", 'E', 1, DE, NULL},
    {"n. chr.", 'E', 0, DE, NULL},
    {"av. j. c.", 'E', 1, FR, NULL},
    {"apr. j. c.", 'E', 0, FR, NULL},
    {"old style", 'k', 1, EN, NULL},
    {"new style", 'k', 0, EN, NULL},
    {"alten stils", 'k', 1, DE, NULL},
    {"neuen stils", 'k', 0, DE, NULL},
    {"vieux style", 'k', 1, FR, NULL},
    {"nouveau style", 'k', 0, FR, NULL},
    {"stili veteris", 'k', 1, 0, NULL},
    {"stili novi", 'k', 0, 0, NULL},
    {"st. v.", 'k', 1, 0, NULL},
    {"st. n.", 'k', 0, 0, NULL},
    {"a. st.", 'k', 1, DE, NULL},
    {"n. st.", 'k', 0, DE, NULL},
    {"o. s.", 'k', 1, EN, NULL},
    {"n. s.", 'k', 0, EN, NULL},
    {"sans culottides", 'r', 13, FR, NULL},
    {"same day", 'e', 0, EN, NULL},
    {"earlier than", '<', 0, EN, NULL},
    {"later than", '>', 0, EN, NULL},
    {"not before", '>', 1, EN, NULL},
    {"not after", '<', 1, EN, NULL},
    {"not earlier than", '>', 1, EN, NULL},
    {"no earlier than", '>', 1, EN, NULL},
    {"not later than", '<', 1, EN, NULL},
    {"no later than", '<', 1, EN, NULL},
    {"at the earliest", '>', 1, EN, NULL},
    {"at the latest", '<', 1, EN, NULL},
    {"nicht vor", '>', 1, DE, NULL},
    {"nicht nach", '<', 1, DE, NULL},
    {"pas avant", '>', 1, FR, NULL},
    {"pas apres", '<', 1, FR, NULL},
    {"au plus tot", '>', 1, FR, NULL},
    {"au plus tard", '<', 1, FR, NULL},
    {"d\303\250s", 'F', 1, FR, NULL},
    {"d\303\210s", 'F', 1, FR, NULL},
    {"de\314\200s", 'F', 1, FR, NULL},
    {"des le", 'F', 1, FR, NULL},
    {"a partir", 'F', 1, FR, NULL},
    {"feast of", '_', 0, EN, NULL},
    {"fete de", '_', 0, FR, NULL},
    {"on or before", '<', 1, EN, NULL},
    {"on or after", '>', 1, EN, NULL},
    {"on or about", '~', 0, EN, NULL},
    {"in or about", '~', 0, EN, NULL},
    {"peut etre", '?', 0, FR, NULL},
    {"d. m.", 'i', 0, DE, NULL},
    {"d. mts.", 'i', 0, DE, NULL},
    {"dieses monats", 'i', 0, DE, NULL},
    {"v. m.", 'i', -1, DE, NULL},
    {"v. mts.", 'i', -1, DE, NULL},
    {"vorigen monats", 'i', -1, DE, NULL},
    {"n. m.", 'i', 1, DE, NULL},
    {"de ce mois", 'i', 0, FR, NULL},
    {"du mois dernier", 'i', -1, FR, NULL},
    {"du mois passe", 'i', -1, FR, NULL},
    {"first half", 'p', 4, EN, NULL},
    {"second half", 'p', 5, EN, NULL},
    {"erste halfte", 'p', 4, DE, NULL},
    {"ersten halfte", 'p', 4, DE, NULL},
    {"zweite halfte", 'p', 5, DE, NULL},
    {"zweiten halfte", 'p', 5, DE, NULL},
    {"premiere moitie", 'p', 4, FR, NULL},
    {"seconde moitie", 'p', 5, FR, NULL},
    {"deuxieme moitie", 'p', 5, FR, NULL},
    {"both inclusive", 'I', 0, EN, NULL},
    {"both days inclusive", 'I', 0, EN, NULL},
    {"both dates inclusive", 'I', 0, EN, NULL},
    {"nacht zum", 'N', -1, DE, NULL},
    {"nacht auf den", 'N', -1, DE, NULL},
    {"past 24 hours", 'H', 0, EN, NULL},
    {"last 24 hours", 'H', 0, EN, NULL},
    {"past twenty four hours", 'H', 0, EN, NULL},
    {"last twenty four hours", 'H', 0, EN, NULL},
    {"within the past 24 hours", 'H', 0, EN, NULL},
    {"within the last 24 hours", 'H', 0, EN, NULL},
    {"within the past twenty four hours", 'H', 0, EN, NULL},
    {"within the last twenty four hours", 'H', 0, EN, NULL},
    {"letzten 24 stunden", 'H', 0, DE, NULL},
    {"letzten vierundzwanzig stunden", 'H', 0, DE, NULL},
    {"dernieres 24 heures", 'H', 0, FR, NULL},
    {"dernieres vingt quatre heures", 'H', 0, FR, NULL},
    {"vingt quatre dernieres heures", 'H', 0, FR, NULL},
};

#define N(array) (sizeof(array) / sizeof((array)[0]))

bool awol_word_is_spoken(const struct awol_word *word, unsigned languages)
{
    return word->languages == 0 || (word->languages & languages) != 0;
}

bool awol_word_is_ordinal(const char *folded, unsigned languages)
{
    for (size_t i = 0; i < N(ordinals); i++) {
        if (awol_word_is_spoken(&ordinals[i], languages) && strcmp(ordinals[i].text, folded) == 0)
            return true;
    }
    return false;
}

/* ---- letters without case and accents, so that the tables need one spelling ----------------- */

static char fold_latin(unsigned char low)
{
    static const char letters[] = "aaaaaa#ceeeeiiii#nooooo#ouuuuy##";

    return letters[(low - 0x80) & 0x1F];
}

char awol_letter_next(const char **at)
{
    const unsigned char a = (unsigned char)(*at)[0];
    const unsigned char b = a == '\0' ? 0 : (unsigned char)(*at)[1];
    char letter = '#';

    if (a < 0x80) {
        if (a >= 'A' && a <= 'Z')
            letter = (char)(a + 32);
        else if (a >= 'a' && a <= 'z')
            letter = (char)a;
        *at += letter != '#';
        return letter;
    }
    if (a == 0xC3 && b == 0x9F) /* sharp s, of which a word has both */
        letter = 's';
    else if (a == 0xC3 && b >= 0x80 && b <= 0xBF)
        letter = fold_latin(b);
    else if (a == 0xC5 && b == 0xBF) /* long s */
        letter = 's';
    else if ((a == 0xCC && b >= 0x80 && b <= 0xBF) || (a == 0xCD && b >= 0x80 && b <= 0xAF))
        letter = '\0'; /* a combining mark */
    *at += letter == '#' ? 0 : 2;
    return letter;
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static const char *skip_gap(const char *at)
{
    static const char *const gaps[] = {" ", "-", "'", "\t", "\302\240", "\342\200\231"};

    for (size_t i = 0; i < N(gaps);) {
        const size_t length = strlen(gaps[i]);

        if (strncmp(at, gaps[i], length) == 0) {
            at += length;
            i = 0;
        } else {
            i++;
        }
    }
    return at;
}

/* One letter of a phrase, with the marks that follow it in the text; NULL if it is another. */
static const char *match_letter(const char *at, char letter)
{
    const char *next;

    if (awol_letter_next(&at) != letter)
        return NULL;
    next = at;
    while (awol_letter_next(&next) == '\0')
        at = next;
    return at;
}

/* The length of a phrase that the text begins with; 0 if it does not. */
static size_t match(const char *text, const char *phrase)
{
    const char *at = text;
    const char *next;

    for (; *phrase != '\0'; phrase++) {
        if (*phrase == ' ') {
            next = skip_gap(at);
            at = next > at || at[-1] == '.' ? next : NULL;
        } else if (is_letter(*phrase) && (unsigned char)phrase[1] < 0x80) {
            at = match_letter(at, *phrase);
        } else if (*at == *phrase || (*phrase >= 'a' && *at == *phrase - 32)) {
            at++;
        } else if (*phrase != '.' || phrase[1] != ' ') {
            at = NULL;
        }
        if (!at)
            return 0;
    }
    next = at;
    return is_letter(phrase[-1]) && awol_letter_next(&next) != '#' ? 0 : (size_t)(at - text);
}

const struct awol_word *awol_phrase_find_in(const struct awol_word *list, size_t n,
                                            const char *text, unsigned languages,
                                            size_t *ret_length)
{
    const struct awol_word *best = NULL;
    size_t length = 0;

    for (size_t i = 0; i < n; i++) {
        const size_t matched =
            awol_word_is_spoken(&list[i], languages) ? match(text, list[i].text) : 0;

        if (matched > length) {
            length = matched;
            best = &list[i];
        }
    }
    if (best)
        *ret_length = length;
    return best;
}

const struct awol_word *awol_phrase_find(const char *text, unsigned languages, size_t *ret_length)
{
    const struct awol_word *const phrase =
        awol_phrase_find_in(phrases, N(phrases), text, languages, ret_length);

    return phrase ? phrase : awol_feast_find(text, languages, ret_length);
}
