/* records csv|tei N SEED: N made-up records on standard output, the same for the same seed. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/calendar.h"
#include "date/span.h"

static const char *const units[] = {
    "Regiment von Bose",      "Regiment von Donop",       "Regiment von Knyphausen",
    "Regiment Erbprinz",      "Regiment Prinz Carl",      "Regiment von Mirbach",
    "Grenadiere von Linsing", "Grenadiere von Minnigerode", "Garnison von Huyn",
    "Garnison von Seitz",     "Regiment von Lossberg",    "Regiment Rall",
    "Jäger-Corps",            "Hessen-Hanau",             "Brunswick Dragoons",
    "Regiment von Riedesel",  "Regiment von Specht",      "Regiment von Rhetz",
    "Ansbach-Bayreuth I",     "Ansbach-Bayreuth II",      "Waldeck III",
    "Anhalt-Zerbst",          "17th Foot",                "22nd Foot",
    "23rd Foot",              "33rd Foot",                "38th Foot",
    "40th Foot",              "42nd Foot",                "57th Foot",
    "63rd Foot",              "64th Foot"};
static const char *const names[] = {"Johann", "Heinrich", "Conrad", "Georg",  "Caspar",
                                    "Jost",   "Adam",     "Philip", "Daniel", "Werner"};
static const char *const families[] = {"Schmidt", "Becker", "Müller", "Klein", "Weber",
                                       "Hartmann", "Vogt",  "Schäfer", "Koch",  "Bauer"};
static const char *const companies[] = {"Leib", "Obrist", "Major", "v. Stein", "Pentzel"};
static const char *const ranks[] = {"private", "corporal", "drummer", "sergeant"};
static const char *const events[] = {"deserted", "deserted", "deserted", "deserted",  "deserted",
                                     "deserted", "captured", "died",     "discharged", "rejoined"};
static const char *const places[] = {"Philadelphia", "New York", "Newport", "Trenton", "Savannah",
                                     "Charleston"};
static const char *const sources[] = {"HETRINA I", "HETRINA II", "HETRINA III", "HETRINA IV",
                                      "Muster rolls"};

#define FROM(array, random) ((array)[(random) % (sizeof(array) / sizeof((array)[0]))])

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static const char *day_of(uint64_t random, char buffer[static AWOL_DAY_TEXT_SIZE])
{
    const int64_t first = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1776, 1, 1});

    return awol_day_format(first + (int64_t)(random % 2922), buffer);
}

static void write_csv(int64_t n, uint64_t *state)
{
    char day[AWOL_DAY_TEXT_SIZE];

    printf("id,name,unit,company,rank,date,event,place,source\n");
    for (int64_t i = 0; i < n; i++) {
        const uint64_t a = draw(state), b = draw(state);

        printf("%" PRId64 ",%s %s,%s,%s,%s,%s,%s,%s,%s\n", i + 1, FROM(names, a),
               FROM(families, a >> 8), FROM(units, a >> 16), FROM(companies, a >> 24),
               FROM(ranks, a >> 32), day_of(b, day), FROM(events, b >> 16), FROM(places, b >> 24),
               FROM(sources, b >> 32));
    }
}

static void write_tei(int64_t n, uint64_t *state)
{
    char born[AWOL_DAY_TEXT_SIZE], day[AWOL_DAY_TEXT_SIZE];

    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"
           "<text><body>\n<listOrg>\n");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        printf("  <org xml:id=\"u%zu\"><orgName>%s</orgName></org>\n", i, units[i]);
    printf("</listOrg>\n<listPerson>\n");
    for (int64_t i = 0; i < n; i++) {
        const uint64_t a = draw(state), b = draw(state);

        memcpy(born, day_of(a >> 20, born), 10);
        born[3] = '5';
        born[2] = '4';
        printf("  <person xml:id=\"p%" PRId64 "\">\n    <persName><forename>%s</forename> "
               "<surname>%s</surname></persName>\n    <birth when=\"%.7s\"/>\n"
               "    <affiliation ref=\"#u%zu\">%s</affiliation>\n"
               "    <event type=\"desertion\" when=\"%s\" where=\"#%.4s\"><label>%s of the company "
               "%s left</label></event>\n    <note>%s, at %s</note>\n  </person>\n",
               i + 1, FROM(names, a), FROM(families, a >> 8), born,
               (size_t)(a >> 16) % (sizeof units / sizeof units[0]), FROM(units, a >> 16),
               day_of(b, day), FROM(places, b >> 24), FROM(ranks, a >> 32), FROM(companies, a >> 24),
               FROM(sources, b >> 32), FROM(places, b >> 24));
    }
    printf("</listPerson>\n</body></text></TEI>\n");
}

int main(int argc, char **argv)
{
    int64_t n, seed;
    uint64_t state;

    if (argc != 4 || !awol_number_parse_integer(argv[2], &n) || !awol_number_parse_integer(argv[3], &seed)) {
        fputs("usage: records csv|tei N SEED\n", stderr);
        return 2;
    }
    state = (uint64_t)seed;
    if (strcmp(argv[1], "tei") == 0)
        write_tei(n, &state);
    else
        write_csv(n, &state);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 5;
}
