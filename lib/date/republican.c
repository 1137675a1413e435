#include "date/republican.h"

#define FIRST_DAY (-64748) /* 22 September 1792 */
#define LAST_DAY (FIRST_DAY + 14 * 365 + 3 - 1)

/* True of III, VII and XI, which were leap; XV would have been the next by the equinox. */
static bool is_leap(int64_t year)
{
    return year % 4 == 3;
}

int awol_republican_month_length(int64_t year, int month)
{
    if (month <= 12)
        return 30;
    return is_leap(year) ? 6 : 5;
}

bool awol_republican_is_valid(struct awol_date date)
{
    if (date.year < 1 || date.year > AWOL_REPUBLICAN_YEAR_MAX)
        return false;
    if (date.month < 1 || date.month > AWOL_REPUBLICAN_MONTHS || date.day < 1)
        return false;
    return date.day <= awol_republican_month_length(date.year, date.month);
}

static int64_t first_day_of_year(int64_t year)
{
    return FIRST_DAY + 365 * (year - 1) + year / 4;
}

int64_t awol_republican_day(struct awol_date date)
{
    return first_day_of_year(date.year) + (int64_t)(date.month - 1) * 30 + date.day - 1;
}

bool awol_republican_date(int64_t day, struct awol_date *ret_date)
{
    int64_t year = 1;
    int day_of_year;

    if (day < FIRST_DAY || day > LAST_DAY)
        return false;
    while (year < AWOL_REPUBLICAN_YEAR_MAX && first_day_of_year(year + 1) <= day)
        year++;
    day_of_year = (int)(day - first_day_of_year(year));
    *ret_date = (struct awol_date){year, day_of_year / 30 + 1, day_of_year % 30 + 1};
    return true;
}

const char *awol_republican_month_name(int month)
{
    static const char *const names[AWOL_REPUBLICAN_MONTHS] = {"vendémiaire",
                                                              "brumaire",
                                                              "frimaire",
                                                              "nivôse",
                                                              "pluviôse",
                                                              "ventôse",
                                                              "germinal",
                                                              "floréal",
                                                              "prairial",
                                                              "messidor",
                                                              "thermidor",
                                                              "fructidor",
                                                              "jours complémentaires"};

    return names[month - 1];
}

const char *awol_republican_day_name(int day)
{
    static const char *const names[] = {"jour de la Vertu",     "jour du Génie",
                                        "jour du Travail",      "jour de l’Opinion",
                                        "jour des Récompenses", "jour de la Révolution"};

    return names[day - 1];
}
