#include "plot/language.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "date/calendar.h"

const char *const awol_language_codes[] = {"en", "de", "fr", NULL};

bool awol_language_find(const char *code, enum awol_language *ret_language)
{
    for (size_t i = 0; awol_language_codes[i] != NULL; i++) {
        if (awol_text_equal(awol_language_codes[i], code)) {
            *ret_language = (enum awol_language)i;
            return true;
        }
    }
    return false;
}

const char *awol_language_word(enum awol_language language, const char *english)
{
    for (size_t i = 0; language != AWOL_ENGLISH && i < awol_language_n_words; i++) {
        if (strcmp(awol_language_words[i][0], english) == 0) {
            return awol_language_words[i][language];
        }
    }
    return english;
}

const char *awol_language_month(enum awol_language language, int month)
{
    static const char *const names[3][12] = {
        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
        {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
         "Dez."},
        {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
         "déc."}};
    return names[language][month - 1];
}

const char *awol_language_date(enum awol_language language, int64_t day,
                               char buffer[static AWOL_LANGUAGE_DATE])
{
    struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    const char *sign = language == AWOL_GERMAN                    ? "."
                       : language == AWOL_FRENCH && date.day == 1 ? "er"
                                                                  : "";
    snprintf(buffer, AWOL_LANGUAGE_DATE, "%d%s %s %lld", date.day, sign,
             awol_language_month(language, date.month), (long long)date.year);
    return buffer;
}

const char *awol_language_number(enum awol_language language, double value, int digits,
                                 char buffer[static AWOL_LANGUAGE_NUMBER])
{
    /* French parts thousands by a narrow no-break space. */
    static const char *const thousands[] = {",", ".", "\xe2\x80\xaf"};
    char plain[AWOL_NUMBER_SIZE];
    bool whole = value == floor(value) && fabs(value) < 1e15;
    if (whole) {
        snprintf(plain, sizeof plain, "%.0f", value);
    } else {
        awol_number_format_short(value, digits, plain);
    }
    size_t length = strlen(plain);
    size_t used = 0;
    for (size_t i = 0; i < length && used + 4 < AWOL_LANGUAGE_NUMBER; i++) {
        if (whole && i > 0 && plain[i - 1] != '-' && (length - i) % 3 == 0) {
            memcpy(buffer + used, thousands[language], strlen(thousands[language]));
            used += strlen(thousands[language]);
        }
        buffer[used++] = language != AWOL_ENGLISH && plain[i] == '.' ? ',' : plain[i];
    }
    buffer[used] = '\0';
    return buffer;
}
