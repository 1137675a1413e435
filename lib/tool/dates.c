#include "tool/dates.h"

#include <string.h>

const char *const awol_dates_calendars[] = {"gregorian", "julian", "french-republican", NULL};
const char *const awol_dates_languages[] = {"en", "de", "fr", NULL};
const char *const awol_dates_year_starts[] = {"01-01", "03-25", NULL};

static enum awol_status take_document(const struct awol_arguments *arguments,
                                      struct awol_spelling_settings *settings,
                                      struct awol_error *error)
{
    const char *const text = awol_arguments_text(arguments, "document-date", NULL);
    struct awol_date date;
    int64_t day;
    bool moves;

    if (!text)
        return AWOL_OK;
    if (settings->calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_arguments_refuse(arguments, "document-date", error,
                                     "not together with --calendar french-republican");
    if (!awol_day_parse(text, &day))
        return awol_arguments_refuse(arguments, "document-date", error,
                                     "“%.20s” is not a day YYYY-MM-DD", text);
    date = awol_date_from_day(AWOL_GREGORIAN, day);
    moves =
        settings->year_starts_in_march && (date.month < 3 || (date.month == 3 && date.day < 25));
    settings->has_document = true;
    settings->document_year = date.year + (moves ? 1 : 0);
    settings->document_month = date.month;
    settings->document_day = date.day;
    return AWOL_OK;
}

static void take_languages(const struct awol_arguments *arguments,
                           struct awol_spelling_settings *settings)
{
    for (size_t i = 0; i < awol_arguments_count(arguments, "lang"); i++) {
        const char *const name = awol_arguments_value(arguments, "lang", i);

        settings->languages |= strcmp(name, "en") == 0   ? AWOL_ENGLISH
                               : strcmp(name, "de") == 0 ? AWOL_GERMAN
                                                         : AWOL_FRENCH;
    }
}

enum awol_status awol_dates_take(const struct awol_arguments *arguments,
                                 struct awol_spelling_settings *ret_settings,
                                 struct awol_error *error)
{
    struct awol_spelling_settings settings = {0};
    enum awol_status status;

    if (awol_arguments_has(arguments, "dmy") && awol_arguments_has(arguments, "mdy"))
        return awol_arguments_refuse(arguments, "dmy", error, "not together with --mdy");
    if (awol_arguments_has(arguments, "dmy"))
        settings.order = AWOL_ORDER_DAY_MONTH;
    if (awol_arguments_has(arguments, "mdy"))
        settings.order = AWOL_ORDER_MONTH_DAY;
    awol_calendar_find(awol_arguments_text(arguments, "calendar", "gregorian"), &settings.calendar);
    settings.year_starts_in_march =
        strcmp(awol_arguments_text(arguments, "year-start", "01-01"), "03-25") == 0;
    settings.about_days = awol_arguments_integer(arguments, "about", AWOL_ABOUT_DAYS);
    settings.feasts = awol_arguments_has(arguments, "feasts");
    take_languages(arguments, &settings);
    status = take_document(arguments, &settings, error);
    if (status == AWOL_OK)
        *ret_settings = settings;
    return status;
}
