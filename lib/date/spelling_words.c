#include "date/spelling_words.h"

#include <string.h>

#include "date/spelling.h"

#define EN AWOL_ENGLISH
#define DE AWOL_GERMAN
#define FR AWOL_FRENCH

static const char xber[] = "read as December, by the Latin number; some take Xber for October";
static const char september[] = "7ber is read as September, by the Latin number";
static const char october[] = "8ber is read as October, by the Latin number";
static const char november[] = "9ber is read as November, by the Latin number";
static const char herbstmonat[] = "Herbstmonat is read as September; elsewhere it is October";
static const char wintermonat[] =
    "Wintermonat is read as November; elsewhere it is December or January";

/* Sources of the old names: austrianfamilyhistory.org/times_dates.html, kent-opc.org/7br.html. */
static const struct awol_word words[] = {
    {"january", 'm', 1, EN, NULL},
    {"jan", 'm', 1, EN | DE, NULL},
    {"januar", 'm', 1, DE, NULL},
    {"janner", 'm', 1, DE, NULL},
    {"jaenner", 'm', 1, DE, NULL},
    {"jan", 'm', 1, FR, NULL},
    {"jenner", 'm', 1, DE, NULL},
    {"hartung", 'm', 1, DE, NULL},
    {"janvier", 'm', 1, FR, NULL},
    {"janv", 'm', 1, FR, NULL},
    {"januarii", 'm', 1, 0, NULL},
    {"januarius", 'm', 1, 0, NULL},
    {"february", 'm', 2, EN, NULL},
    {"feb", 'm', 2, EN | DE, NULL},
    {"febr", 'm', 2, EN | DE, NULL},
    {"februar", 'm', 2, DE, NULL},
    {"feber", 'm', 2, DE, NULL},
    {"hornung", 'm', 2, DE, NULL},
    {"fevrier", 'm', 2, FR, NULL},
    {"fevr", 'm', 2, FR, NULL},
    {"fev", 'm', 2, FR, NULL},
    {"februarii", 'm', 2, 0, NULL},
    {"februarius", 'm', 2, 0, NULL},
    {"march", 'm', 3, EN, NULL},
    {"mar", 'm', 3, EN | DE, NULL},
    {"marz", 'm', 3, DE, NULL},
    {"maerz", 'm', 3, DE, NULL},
    {"merz", 'm', 3, DE, NULL},
    {"mertz", 'm', 3, DE, NULL},
    {"martz", 'm', 3, DE, NULL},
    {"lenzmonat", 'm', 3, DE, NULL},
    {"lenzmond", 'm', 3, DE, NULL},
    {"mars", 'm', 3, FR, NULL},
    {"martii", 'm', 3, 0, NULL},
    {"martius", 'm', 3, 0, NULL},
    {"april", 'm', 4, EN | DE, NULL},
    {"apr", 'm', 4, EN | DE, NULL},
    {"ostermonat", 'm', 4, DE, NULL},
    {"ostermond", 'm', 4, DE, NULL},
    {"avril", 'm', 4, FR, NULL},
    {"avr", 'm', 4, FR, NULL},
    {"aprilis", 'm', 4, 0, NULL},
    {"may", 'm', 5, EN | DE, NULL},
    {"mai", 'm', 5, DE | FR, NULL},
    {"wonnemonat", 'm', 5, DE, NULL},
    {"wonnemond", 'm', 5, DE, NULL},
    {"maji", 'm', 5, 0, NULL},
    {"maii", 'm', 5, 0, NULL},
    {"majus", 'm', 5, 0, NULL},
    {"june", 'm', 6, EN, NULL},
    {"jun", 'm', 6, EN | DE, NULL},
    {"juni", 'm', 6, DE, NULL},
    {"juny", 'm', 6, DE, NULL},
    {"brachmonat", 'm', 6, DE, NULL},
    {"brachmond", 'm', 6, DE, NULL},
    {"juin", 'm', 6, FR, NULL},
    {"junii", 'm', 6, 0, NULL},
    {"junius", 'm', 6, 0, NULL},
    {"july", 'm', 7, EN | DE, NULL},
    {"jul", 'm', 7, EN | DE, NULL},
    {"juli", 'm', 7, DE, NULL},
    {"heumonat", 'm', 7, DE, NULL},
    {"heumond", 'm', 7, DE, NULL},
    {"juillet", 'm', 7, FR, NULL},
    {"juil", 'm', 7, FR, NULL},
    {"julii", 'm', 7, 0, NULL},
    {"julius", 'm', 7, 0, NULL},
    {"august", 'm', 8, EN | DE, NULL},
    {"aug", 'm', 8, EN | DE, NULL},
    {"erntemonat", 'm', 8, DE, NULL},
    {"erntemond", 'm', 8, DE, NULL},
    {"aout", 'm', 8, FR, NULL},
    {"augusti", 'm', 8, 0, NULL},
    {"augustus", 'm', 8, 0, NULL},
    {"september", 'm', 9, EN | DE, NULL},
    {"sept", 'm', 9, 0, NULL},
    {"sep", 'm', 9, EN | DE, NULL},
    {"herbstmonat", 'm', 9, DE, herbstmonat},
    {"herbstmond", 'm', 9, DE, herbstmonat},
    {"septembre", 'm', 9, FR, NULL},
    {"septembris", 'm', 9, 0, NULL},
    {"viiber", 'm', 9, 0, september},
    {"viibris", 'm', 9, 0, september},
    {"october", 'm', 10, EN | DE, NULL},
    {"oktober", 'm', 10, DE, NULL},
    {"oct", 'm', 10, 0, NULL},
    {"okt", 'm', 10, DE, NULL},
    {"weinmonat", 'm', 10, DE, NULL},
    {"weinmond", 'm', 10, DE, NULL},
    {"octobre", 'm', 10, FR, NULL},
    {"octobris", 'm', 10, 0, NULL},
    {"viiiber", 'm', 10, 0, october},
    {"viiibris", 'm', 10, 0, october},
    {"november", 'm', 11, EN | DE, NULL},
    {"nov", 'm', 11, 0, NULL},
    {"windmonat", 'm', 11, DE, NULL},
    {"wintermonat", 'm', 11, DE, wintermonat},
    {"novembre", 'm', 11, FR, NULL},
    {"novembris", 'm', 11, 0, NULL},
    {"ixber", 'm', 11, 0, november},
    {"ixbris", 'm', 11, 0, november},
    {"december", 'm', 12, EN | DE, NULL},
    {"dezember", 'm', 12, DE, NULL},
    {"dec", 'm', 12, 0, NULL},
    {"dez", 'm', 12, DE, NULL},
    {"christmonat", 'm', 12, DE, NULL},
    {"christmond", 'm', 12, DE, NULL},
    {"decembre", 'm', 12, FR, NULL},
    {"decembris", 'm', 12, 0, NULL},
    {"xber", 'm', 12, 0, xber},
    {"xbr", 'm', 12, 0, xber},
    {"xbre", 'm', 12, 0, xber},
    {"xbris", 'm', 12, 0, xber},

    {"vendemiaire", 'r', 1, FR, NULL},
    {"vend", 'r', 1, FR, NULL},
    {"brumaire", 'r', 2, FR, NULL},
    {"brum", 'r', 2, FR, NULL},
    {"frimaire", 'r', 3, FR, NULL},
    {"frim", 'r', 3, FR, NULL},
    {"nivose", 'r', 4, FR, NULL},
    {"niv", 'r', 4, FR, NULL},
    {"pluviose", 'r', 5, FR, NULL},
    {"pluv", 'r', 5, FR, NULL},
    {"ventose", 'r', 6, FR, NULL},
    {"vent", 'r', 6, FR, NULL},
    {"germinal", 'r', 7, FR, NULL},
    {"germ", 'r', 7, FR, NULL},
    {"floreal", 'r', 8, FR, NULL},
    {"flor", 'r', 8, FR, NULL},
    {"prairial", 'r', 9, FR, NULL},
    {"prair", 'r', 9, FR, NULL},
    {"messidor", 'r', 10, FR, NULL},
    {"mess", 'r', 10, FR, NULL},
    {"thermidor", 'r', 11, FR, NULL},
    {"therm", 'r', 11, FR, NULL},
    {"fervidor", 'r', 11, FR, NULL},
    {"fructidor", 'r', 12, FR, NULL},
    {"fruct", 'r', 12, FR, NULL},
    {"complementaire", 'r', 13, FR, NULL},
    {"complementaires", 'r', 13, FR, NULL},
    {"sansculottides", 'r', 13, FR, NULL},
    {"an", 'a', 0, FR, NULL},
    {"jour", '_', 0, FR, NULL},
    {"jours", '_', 0, FR, NULL},

    {"spring", 's', 21, EN, NULL},
    {"fruhjahr", 's', 21, DE, NULL},
    {"fruehjahr", 's', 21, DE, NULL},
    {"fruhling", 's', 21, DE, NULL},
    {"fruehling", 's', 21, DE, NULL},
    {"printemps", 's', 21, FR, NULL},
    {"summer", 's', 22, EN, NULL},
    {"sommer", 's', 22, DE, NULL},
    {"ete", 's', 22, FR, NULL},
    {"autumn", 's', 23, EN, NULL},
    {"fall", 's', 23, EN, NULL},
    {"herbst", 's', 23, DE, NULL},
    {"automne", 's', 23, FR, NULL},
    {"winter", 's', 24, EN | DE, NULL},
    {"hiver", 's', 24, FR, NULL},

    {"early", 'p', 1, EN, NULL},
    {"beginning", 'p', 1, EN, NULL},
    {"anfang", 'p', 1, DE, NULL},
    {"anfangs", 'p', 1, DE, NULL},
    {"beginn", 'p', 1, DE, NULL},
    {"debut", 'p', 1, FR, NULL},
    {"mid", 'p', 2, EN, NULL},
    {"middle", 'p', 2, EN, NULL},
    {"mitte", 'p', 2, DE, NULL},
    {"mi", 'p', 2, FR, NULL},
    {"late", 'p', 3, EN, NULL},
    {"end", 'p', 3, EN, NULL},
    {"ende", 'p', 3, DE, NULL},
    {"fin", 'p', 3, FR, NULL},

    {"century", 'c', 0, EN, NULL},
    {"ad", 'E', 0, EN, NULL},
    {"ce", 'E', 0, EN, NULL},
    {"bc", 'E', 1, EN, NULL},
    {"bce", 'E', 1, EN, NULL},
    {"jahrhundert", 'c', 0, DE, NULL},
    {"jh", 'c', 0, DE, NULL},
    {"siecle", 'c', 0, FR, NULL},

    {"inst", 'i', 0, EN, NULL},
    {"instant", 'i', 0, EN, NULL},
    {"courant", 'i', 0, FR, NULL},
    {"hujus", 'i', 0, 0, NULL},
    {"huius", 'i', 0, 0, NULL},
    {"ult", 'i', -1, EN, NULL},
    {"ultimo", 'i', -1, EN, NULL},
    {"passato", 'i', -1, 0, NULL},
    {"prox", 'i', 1, EN, NULL},
    {"proximo", 'i', 1, EN, NULL},
    {"prochain", 'i', 1, FR, NULL},

    {"ca", '~', 0, 0, NULL},
    {"circa", '~', 0, 0, NULL},
    {"c", '~', 0, 0, NULL},
    {"about", '~', 0, EN, NULL},
    {"abt", '~', 0, EN, NULL},
    {"approx", '~', 0, EN, NULL},
    {"approximately", '~', 0, EN, NULL},
    {"around", '~', 0, EN, NULL},
    {"um", '~', 0, DE, NULL},
    {"gegen", '~', 0, DE, NULL},
    {"etwa", '~', 0, DE, NULL},
    {"ungefahr", '~', 0, DE, NULL},
    {"ungefaehr", '~', 0, DE, NULL},
    {"vers", '~', 0, FR, NULL},
    {"environ", '~', 0, FR, NULL},
    {"env", '~', 0, FR, NULL},
    {"maybe", '?', 0, EN, NULL},
    {"guess", '?', 0, EN, NULL},
    {"perhaps", '?', 0, EN, NULL},
    {"possibly", '?', 0, EN, NULL},
    {"probably", '?', 0, EN, NULL},
    {"prob", '?', 0, EN, NULL},
    {"uncertain", '?', 0, EN, NULL},
    {"vielleicht", '?', 0, DE, NULL},
    {"vermutlich", '?', 0, DE, NULL},
    {"wahrscheinlich", '?', 0, DE, NULL},
    {"wohl", '?', 0, DE, NULL},
    {"probablement", '?', 0, FR, NULL},

    {"between", 'B', 0, EN, NULL},
    {"betw", 'B', 0, EN, NULL},
    {"bet", 'B', 0, EN, NULL},
    {"zwischen", 'B', 0, DE, NULL},
    {"zw", 'B', 0, DE, NULL},
    {"entre", 'B', 0, FR, NULL},
    {"and", '&', 0, EN, NULL},
    {"und", '&', 0, DE, NULL},
    {"u", '&', 0, DE, NULL},
    {"et", '&', 0, FR, NULL},
    {"or", '|', 0, EN, NULL},
    {"oder", '|', 0, DE, NULL},
    {"ou", '|', 0, FR, NULL},
    {"from", 'F', 0, EN, NULL},
    {"since", 'F', 1, EN, NULL},
    {"seit", 'F', 1, DE, NULL},
    {"ab", 'F', 1, DE, NULL},
    {"depuis", 'F', 1, FR, NULL},
    {"to", 'T', 0, EN, NULL},
    {"until", 'T', 0, EN, NULL},
    {"till", 'T', 0, EN, NULL},
    {"through", 'T', 0, EN, NULL},
    {"bis", 'T', 0, DE, NULL},
    {"au", 'T', 0, FR, NULL},
    {"jusqu", 'T', 0, FR, NULL},
    {"before", '<', 0, EN, NULL},
    {"bef", '<', 0, EN, NULL},
    {"vor", '<', 0, DE, NULL},
    {"ante", '<', 0, 0, NULL},
    {"avant", '<', 0, FR, NULL},
    {"after", '>', 0, EN, NULL},
    {"aft", '>', 0, EN, NULL},
    {"nach", '>', 0, DE, NULL},
    {"post", '>', 0, 0, NULL},
    {"apres", '>', 0, FR, NULL},

    {"eodem", 'e', 0, 0, NULL},
    {"eod", 'e', 0, 0, NULL},
    {"ditto", 'e', 0, 0, NULL},
    {"dito", 'e', 0, 0, NULL},
    {"do", 'e', 0, 0, NULL},
    {"idem", 'e', 0, 0, NULL},
    {"id", 'e', 0, 0, NULL},
    {"ders", 'e', 0, DE, NULL},
    {"derselbe", 'e', 0, DE, NULL},
    {"dsgl", 'e', 0, DE, NULL},
    {"desgl", 'e', 0, DE, NULL},

    {"the", '_', 0, EN, NULL},
    {"of", '_', 0, EN, NULL},
    {"on", '_', 0, EN, NULL},
    {"in", '_', 0, EN | DE, NULL},
    {"year", '_', 0, EN, NULL},
    {"day", '_', 0, EN, NULL},
    {"den", '_', 0, DE, NULL},
    {"dem", '_', 0, DE, NULL},
    {"der", '_', 0, DE, NULL},
    {"des", '_', 0, DE | FR, NULL},
    {"am", '_', 0, DE, NULL},
    {"im", '_', 0, DE, NULL},
    {"von", '_', 0, DE, NULL},
    {"vom", '_', 0, DE, NULL},
    {"zum", '_', 0, DE, NULL},
    {"jahr", '_', 0, DE, NULL},
    {"jahre", '_', 0, DE, NULL},
    {"jahren", '_', 0, DE, NULL},
    {"le", '_', 0, FR, NULL},
    {"la", '_', 0, FR, NULL},
    {"les", '_', 0, FR, NULL},
    {"l", '_', 0, FR, NULL},
    {"de", '_', 0, FR, NULL},
    {"du", '_', 0, FR, NULL},
    {"d", '_', 0, FR | DE, NULL},
    {"en", '_', 0, FR, NULL},
    {"annee", '_', 0, FR, NULL},
    {"annees", '_', 0, FR, NULL},
    {"anno", '_', 0, 0, NULL},
    {"die", '_', 0, 0, NULL},
};

static const struct awol_word ordinals[] = {
    {"st", 'o', 0, EN, NULL},   {"nd", 'o', 0, EN, NULL},   {"rd", 'o', 0, EN, NULL},
    {"th", 'o', 0, EN, NULL},   {"d", 'o', 0, EN, NULL},    {"ten", 'o', 0, DE, NULL},
    {"sten", 'o', 0, DE, NULL}, {"ter", 'o', 0, DE, NULL},  {"te", 'o', 0, DE, NULL},
    {"tn", 'o', 0, DE, NULL},   {"t", 'o', 0, DE, NULL},    {"den", 'o', 0, DE, NULL},
    {"er", 'o', 0, FR, NULL},   {"ere", 'o', 0, FR, NULL},  {"e", 'o', 0, FR, NULL},
    {"eme", 'o', 0, FR, NULL},  {"ieme", 'o', 0, FR, NULL}, {"me", 'o', 0, FR, NULL},
};

static const char *const month_suffixes[] = {"ber", "bris", "bre", "br", "bri", "bres", NULL};

/* Longer ones first. */
static const struct awol_word phrases[] = {
    {"a.d.", 'E', 0, EN, NULL},
    {"b.c.e.", 'E', 1, EN, NULL},
    {"b.c.", 'E', 1, EN, NULL},
    {"c.e.", 'E', 0, EN, NULL},
    {"v. chr.", 'E', 1, DE, NULL},
    {"n. chr.", 'E', 0, DE, NULL},
    {"av. j.-c.", 'E', 1, FR, NULL},
    {"apr. j.-c.", 'E', 0, FR, NULL},
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
    {"a.st.", 'k', 1, DE, NULL},
    {"n. st.", 'k', 0, DE, NULL},
    {"n.st.", 'k', 0, DE, NULL},
    {"o.s.", 'k', 1, EN, NULL},
    {"n.s.", 'k', 0, EN, NULL},
    {"sans-culottides", 'r', 13, FR, NULL},
    {"same day", 'e', 0, EN, NULL},
    {"earlier than", '<', 0, EN, NULL},
    {"later than", '>', 0, EN, NULL},
};

#define N(array) (sizeof(array) / sizeof((array)[0]))

static bool is_spoken(const struct awol_word *word, unsigned languages)
{
    return word->languages == 0 || (word->languages & languages) != 0;
}

const struct awol_word *awol_word_find(const char *folded, unsigned languages)
{
    for (size_t i = 0; i < N(words); i++) {
        if (is_spoken(&words[i], languages) && strcmp(words[i].text, folded) == 0)
            return &words[i];
    }
    return NULL;
}

bool awol_word_is_ordinal(const char *folded, unsigned languages)
{
    for (size_t i = 0; i < N(ordinals); i++) {
        if (is_spoken(&ordinals[i], languages) && strcmp(ordinals[i].text, folded) == 0)
            return true;
    }
    return false;
}

bool awol_word_is_month_suffix(const char *folded)
{
    for (size_t i = 0; month_suffixes[i]; i++) {
        if (strcmp(month_suffixes[i], folded) == 0)
            return true;
    }
    return false;
}

const char *awol_word_number_warning(int number)
{
    static const char *const warnings[] = {september, october, november, xber};

    return number >= 7 && number <= 10 ? warnings[number - 7] : NULL;
}

static bool begins_with(const char *text, const char *phrase)
{
    for (; *phrase != '\0'; text++, phrase++) {
        const char lower = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;

        if (lower != *phrase)
            return false;
    }
    return true;
}

const struct awol_word *awol_phrase_find(const char *text, unsigned languages)
{
    for (size_t i = 0; i < N(phrases); i++) {
        if (is_spoken(&phrases[i], languages) && begins_with(text, phrases[i].text))
            return &phrases[i];
    }
    return NULL;
}
