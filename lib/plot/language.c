#include "plot/language.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "date/calendar.h"

const char *const awol_language_codes[] = {"en", "de", "fr", NULL};

/* English, German, French. */
const char *const awol_language_words[][3] = {
    {"days", "Tage", "jours"},
    {"share still there", "Anteil noch da", "part encore présente"},
    {"further departures that each prompts", "weitere Abgänge, die jeder auslöst",
     "départs que chacun entraîne"},
    {"times the ordinary rate", "Vielfaches der gewöhnlichen Rate", "fois le taux ordinaire"},
    {"share moved directly", "unmittelbar bewogen", "part décidée directement"},
    {"%s in 1,000 a month", "%s von 1000 im Monat", "%s sur 1000 par mois"},
    {"days since the first", "Tage seit dem ersten", "jours depuis le premier"},
    {"followers", "Nachfolgende", "hommes qui ont suivi"},
    {"days for which an offer stands", "Tage, die ein Angebot gilt", "jours que dure une offre"},
    {"urgency needed", "nötige Dringlichkeit", "urgence nécessaire"},
    {"deadline", "Frist", "échéance"},
    {"%s first, each prompts %s", "%s zuerst, jeder löst %s aus",
     "%s d’abord, chacun en entraîne %s"},
    {"share of the unit that has gone", "Anteil der Einheit, der fort ist",
     "part de l’unité qui est partie"},
    {"share moved to go", "Anteil, der gehen will", "part décidée à partir"},
    {"with the offer", "mit dem Angebot", "avec l’offre"},
    {"without it", "ohne es", "sans elle"},
    {"men who leave", "Männer, die gehen", "hommes qui partent"},
    {"NOT AN ESTIMATE. Assumed: %s.", "KEINE SCHÄTZUNG. Angenommen: %s.",
     "CECI N’EST PAS UNE ESTIMATION. Hypothèses : %s."},
    {"Every pair on a line makes the total; the lines are of the ends of what is assumed of the "
     "delay, named after the ordinary rate. Dotted: the ordinary rate itself; on the right, where "
     "all came on the first day.",
     "Jedes Paar auf einer Linie ergibt die Summe; die Linien sind von den Enden dessen, was für "
     "die Verzögerung angenommen ist, und heißen nach der gewöhnlichen Rate. Gepunktet: diese Rate "
     "selbst; rechts, wo alle am ersten Tag kamen.",
     "Chaque couple sur une ligne donne le total ; les lignes sont celles des bornes supposées du "
     "délai, nommées d’après le taux ordinaire. En pointillé : ce taux ; à droite, si tous étaient "
     "venus le premier jour."},
    {"From below: who would have left anyway, alone and (darker) after a comrade; above the black "
     "line, who came for the offer, who followed them, and whom only its urgency moved, by the "
     "model "
     "of the fit.",
     "Von unten: wer ohnehin gegangen wäre, allein und (dunkler) nach einem Kameraden; über der "
     "schwarzen Linie, wer des Angebots wegen kam, wer diesen folgte und wen nur die Frist "
     "bewegte, "
     "nach dem Modell der Schätzung.",
     "De bas en haut : ceux qui seraient partis de toute façon, seuls et (plus foncé) après un "
     "camarade ; au-dessus de la ligne noire, ceux venus pour l’offre, ceux qui les ont suivis et "
     "ceux que seule l’urgence a décidés, selon le modèle ajusté."},
    {"Thick line: mean of campaigns simulated without it, or with another offer; band: their "
     "limits.",
     "Dicke Linie: Mittel von Feldzügen, die ohne es oder mit einem anderen Angebot simuliert "
     "sind; "
     "Band: ihre Grenzen.",
     "Trait épais : moyenne de campagnes simulées sans elle, ou avec une autre offre ; bande : "
     "leurs "
     "limites."},
    {"%d of %d units are drawn.", "%d von %d Einheiten sind gezeichnet.",
     "%d unités sur %d sont dessinées."},
    {"men a day", "Mann am Tag", "hommes par jour"},
    {"men whom the offer brought", "Männer, die das Angebot brachte", "hommes amenés par l’offre"},
    {"%s a man", "%s je Mann", "%s par homme"},
    {"the alternative", "das andere Mittel", "l’autre moyen"},
    {"all who came", "alle, die kamen", "tous ceux venus"},
    {"attributed", "zugerechnet", "attribués"},
    {"simulated without it", "simuliert ohne es", "simulés sans elle"},
    {"%s %% anyway", "%s %% ohnehin", "%s %% de toute façon"},
    {"NOT AN ESTIMATE: the shares who would have come anyway are assumed.",
     "KEINE SCHÄTZUNG: die Anteile derer, die ohnehin gekommen wären, sind angenommen.",
     "PAS UNE ESTIMATION : les parts de ceux qui seraient venus de toute façon sont supposées."},
    {"What the offer cost for each man whom it brought and who would not have come anyway; lines "
     "along the curve are limits.",
     "Was das Angebot für jeden kostete, den es brachte und der nicht ohnehin gekommen wäre; "
     "Linien "
     "an der Kurve sind Grenzen.",
     "Ce que l’offre a coûté par homme qu’elle a amené et qui ne serait pas venu autrement ; les "
     "traits le long de la courbe sont des limites."},
    {"Men who have followed by a day after which nobody could leave; points are simulated. Two "
     "lines of one kind are the ends of what is assumed of the delay.",
     "Männer, die bis zu einem Tag gefolgt sind, nach dem niemand mehr gehen konnte; Punkte sind "
     "simuliert. Zwei Linien einer Art sind die Enden dessen, was für die Verzögerung angenommen "
     "ist.",
     "Hommes qui ont suivi avant un jour après lequel nul ne pouvait partir ; les points sont "
     "simulés. Deux lignes du même type sont les bornes supposées du délai."},
    {"Below: how many times as many a departure must prompt while a short offer stands, for it to "
     "draw as many as a standing one.",
     "Unten: wievielmal so viele ein Abgang auslösen muss, solange ein kurzes Angebot gilt, damit "
     "es so viele anzieht wie ein dauerndes.",
     "En bas : combien de fois plus un départ doit en entraîner pendant une offre brève, pour "
     "qu’elle attire autant qu’une offre durable."},
    {"Where the curve lies above the dotted diagonal more are moved than have gone, and the unit "
     "goes on. Discs: it rests there; circle: from there on it is carried away.",
     "Wo die Kurve über der gepunkteten Diagonale liegt, wollen mehr gehen als fort sind, und es "
     "geht weiter. Scheiben: hier bleibt es stehen; Kreis: von hier an reißt es die Einheit mit.",
     "Où la courbe passe au-dessus de la diagonale pointillée, plus d’hommes veulent partir qu’il "
     "n’en est parti, et l’unité continue. Disques : elle s’y arrête ; cercle : au-delà, elle est "
     "emportée."},
    {"Hatched: no record has seen so many gone; the dotted curve is assumed there.",
     "Schraffiert: so viele sah keine Quelle gehen; die gepunktete Kurve ist dort angenommen.",
     "Hachuré : aucune source n’a vu partir autant d’hommes ; la courbe pointillée y est "
     "supposée."},
    {"Men who leave at the lower end (circle) and the upper end (disc) of each range, all else at "
     "the middle of its own.",
     "Männer, die am unteren (Kreis) und am oberen Ende (Scheibe) jeder Spanne gehen, alles andere "
     "in der Mitte der seinen.",
     "Hommes qui partent à la borne basse (cercle) et à la borne haute (disque) de chaque "
     "intervalle, le reste étant au milieu du sien."},
    {"NOT AN ESTIMATE.", "KEINE SCHÄTZUNG.", "CECI N’EST PAS UNE ESTIMATION."},
};
const size_t awol_language_n_words = sizeof awol_language_words / sizeof *awol_language_words;

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
