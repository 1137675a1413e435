/* The words of the figures. */
#include "plot/language.h"

/* English, German, French. */
const char *const awol_language_words[][3] = {
    {"Departures", "Abgänge", "Départs"},
    {"departures per day", "Abgänge am Tag", "départs par jour"},
    {"(mean over the span)", "(Mittel der Zeitspanne)", "(moyenne de la période)"},
    {"departures per day (mean over the span)", "Abgänge am Tag (Mittel der Zeitspanne)",
     "départs par jour (moyenne de la période)"},
    {"men at risk", "Mann im Bestand", "hommes à risque"},
    {"%s man", "%s Mann", "%s homme"},
    {"%s men", "%s Mann", "%s hommes"},
    {"about %s men", "etwa %s Mann", "environ %s hommes"},
    {"at least %s men", "mindestens %s Mann", "au moins %s hommes"},
    {"at least some %s men", "mindestens etwa %s Mann", "au moins quelque %s hommes"},
    {"no count used", "keine Zahl verwendet", "aucun chiffre retenu"},
    {"c. %s", "ca. %s", "env. %s"},
    {"%d", "%d.", "%d"},
    {"within ", "zwischen ", "entre "},
    {", to ", ", bis ", ", jusqu’au "},
    {"Offers: ", "Angebote: ", "Offres : "},
    {"Circumstances: ", "Umstände: ", "Circonstances : "},
    {"%zu count", "%zu Zahl", "%zu chiffre"},
    {"%zu counts", "%zu Zahlen", "%zu chiffres"},
    {" in %zu populations", " in %zu Beständen", " dans %zu populations"},
    {", and %zu report not used", ", und %zu nicht verwendete Meldung",
     ", et %zu rapport non retenu"},
    {", and %zu reports not used", ", und %zu nicht verwendete Meldungen",
     ", et %zu rapports non retenus"},
    {" %zu smaller populations are not drawn.", " %zu kleinere Bestände sind nicht gezeichnet.",
     " %zu populations plus petites ne sont pas tracées."},
    {" No report for %s of %s days.", " Keine Meldung an %s von %s Tagen.",
     " Aucun rapport pour %s jours sur %s."},
    {" Nobody counted on %s of %s days.", " Niemand zählte an %s von %s Tagen.",
     " Personne n’a compté pendant %s jours sur %s."},
    {" Times without a report are grey and not counted as zero.",
     " Zeiten ohne Meldung sind grau und gelten nicht als null.",
     " Les temps sans rapport sont en gris et ne comptent pas pour zéro."},
    {" Scales differ between panels.", " Die Maßstäbe der Felder sind verschieden.",
     " Les échelles diffèrent d’un panneau à l’autre."},
    {" Fitted: model %s", " Angepasst: Modell %s", " Ajustement : modèle %s"},
    {"not named", "ohne Namen", "sans nom"},
    {"; %g %% of such counts would fall in the band",
     "; %g\u00a0%% solcher Zahlen fielen in das Band",
     " ; %g\u00a0%% de tels chiffres tomberaient dans la bande"},
    {", which runs out of the frame.", ", das über den Rahmen hinausreicht.",
     ", qui sort du cadre."},
    {" Panels without a band are not in the fit.", " Felder ohne Band sind nicht in der Anpassung.",
     " Les panneaux sans bande ne sont pas dans l’ajustement."},
    {"negative binomial counts", "negativ-binomiale Zahlen", "comptes binomiaux négatifs"},
    {"Poisson counts", "Poisson-Zahlen", "comptes de Poisson"},
    {"generalised Poisson counts", "verallgemeinerte Poisson-Zahlen",
     "comptes de Poisson généralisés"},
    {"binomial counts", "binomiale Zahlen", "comptes binomiaux"},
    {"Source: ", "Quelle: ", "Source : "},
    {"a day, or a short time", "ein Tag oder kurze Zeit", "un jour, ou peu de temps"},
    {"mean over a longer time", "Mittel über längere Zeit", "moyenne d’un temps plus long"},
    {"about", "etwa", "environ"},
    {"between two figures", "zwischen zwei Zahlen", "entre deux chiffres"},
    {"at least", "mindestens", "au moins"},
    {"at most", "höchstens", "au plus"},
    {"report not used", "Meldung nicht verwendet", "rapport non retenu"},
    {"fitted, and where counts would fall", "angepasst, und wo Zahlen lägen",
     "ajusté, et où tomberaient les chiffres"},
    {"offer, shaded to its deadline", "Angebot, getönt bis zur Frist",
     "offre, ombrée jusqu’au terme"},
    {"proposal, comment, or offer set aside", "Vorschlag, Äußerung, beiseite gelassenes Angebot",
     "proposition, avis, ou offre écartée"},
    {"circumstance", "Umstand", "circonstance"},
    {"no report", "keine Meldung", "pas de rapport"},
    {"days", "Tage", "jours"},
    {"share still there", "Anteil noch da", "part encore présente"},
    {"%.300s: %.20s of %.20s spells end by the event.",
     "%.300s: %.20s von %.20s Zeiten enden mit dem Ereignis.",
     "%.300s : %.20s périodes sur %.20s finissent par l’événement."},
    {"Thin: one constant rate, the events over the days at risk.",
     "Dünn: eine gleichbleibende Rate, die Ereignisse durch die Tage im Bestand.",
     "Trait fin : un taux constant, les événements divisés par les jours à risque."},
    {"Log-rank test: chi-square %s, df %.10s, p %s.",
     "Log-Rank-Test: Chi-Quadrat %s, Freiheitsgrade %.10s, p %s.",
     "Test du log-rank : khi-deux %s, ddl %.10s, p %s."},
    {"per 1,000 a month", "je 1.000 im Monat", "pour 1 000 par mois"},
    {"%zu counts per 1,000 men at risk and month, on one scale, with exact 90\u00a0%% limits; an "
     "arrow where a count is a lower bound.",
     "%zu Zahlen je 1.000 Mann im Bestand und Monat, auf einem Maßstab, mit exakten Grenzen zu "
     "90\u00a0%%; ein Pfeil, wo eine Zahl eine untere Grenze ist.",
     "%zu chiffres pour 1 000 hommes à risque et par mois, à la même échelle, avec limites exactes "
     "à 90\u00a0%% ; une flèche là où un chiffre est un minimum."},
    {"Hatched: the men at risk are not known (%zu counts).",
     "Schraffiert: der Bestand ist nicht bekannt (%zu Zahlen).",
     "Hachuré : l’effectif à risque est inconnu (%zu chiffres)."},
    {"Coloured: what was fitted, and where counts would fall.",
     "Farbig: was angepasst wurde, und wo Zahlen lägen.",
     "En couleur : l’ajustement, et où tomberaient les chiffres."},
    {"Shaded: an offer stood.", "Getönt: ein Angebot galt.", "Ombré : une offre était ouverte."},
    {"%zu further units are not drawn.", "%zu weitere Einheiten sind nicht gezeichnet.",
     "%zu autres unités ne sont pas tracées."},
    {"days since the offer", "Tage seit dem Angebot", "jours depuis l’offre"},
    {"men unknown", "Bestand unbekannt", "effectif inconnu"},
    {"Departures per 1,000 men at risk and month, each level the mean over the time of one count, "
     "with exact 90\u00a0%% limits. Zero is the first day of the offer, which is shaded while it "
     "stood. Scales differ between panels.",
     "Abgänge je 1.000 Mann im Bestand und Monat, jede Stufe das Mittel über die Zeit einer Zahl, "
     "mit exakten Grenzen zu 90\u00a0%%. Null ist der erste Tag des Angebots, das getönt ist, "
     "solange es galt. Die Maßstäbe der Felder sind verschieden.",
     "Départs pour 1 000 hommes à risque et par mois, chaque palier étant la moyenne sur le temps "
     "d’un chiffre, avec limites exactes à 90\u00a0%%. Zéro est le premier jour de l’offre, ombrée "
     "tant qu’elle était ouverte. Les échelles diffèrent d’un panneau à l’autre."},
    {"Hatched: the men at risk are not known, so there is no rate. In brackets: who is counted as "
     "at risk.",
     "Schraffiert: der Bestand ist nicht bekannt, also gibt es keine Rate. In Klammern: wer zum "
     "Bestand zählt.",
     "Hachuré : l’effectif à risque est inconnu, donc pas de taux. Entre parenthèses : qui compte "
     "comme à risque."},
    {"%.120s: counts %zu, units %zu.", "%.120s: Zahlen %zu, Einheiten %zu.",
     "%.120s : chiffres %zu, unités %zu."},
    {"while an offer stood", "solange ein Angebot galt", "tant qu’une offre était ouverte"},
    {"further departures", "weitere Abgänge", "départs suivants"},
    {"rate ratio", "Ratenverhältnis", "rapport de taux"},
    {"no estimate", "keine Schätzung", "pas d’estimation"},
    {"all, pooled", "alle zusammen", "ensemble"},
    {"another campaign", "ein weiterer Feldzug", "une autre campagne"},
    {"%zu campaigns, each with its interval.", "%zu Feldzüge, jeder mit seinem Intervall.",
     "%zu campagnes, chacune avec son intervalle."},
    {"Dotted: no effect. An arrow: the record sets no limit on that side.",
     "Gepunktet: keine Wirkung. Ein Pfeil: auf dieser Seite setzt die Quelle keine Grenze.",
     "Pointillé : aucun effet. Une flèche : la source ne fixe pas de limite de ce côté."},
    {"Diamond, dashed line and band: their common mean and its interval (random effects, Hartung "
     "and Knapp). Last row: where another campaign of their kind could lie.",
     "Raute, gestrichelte Linie und Band: ihr gemeinsames Mittel und dessen Intervall (zufällige "
     "Effekte, Hartung und Knapp). Letzte Zeile: wo ein weiterer Feldzug dieser Art liegen könnte.",
     "Losange, ligne tiretée et bande : leur moyenne commune et son intervalle (effets aléatoires, "
     "Hartung et Knapp). Dernière ligne : où pourrait se situer une autre campagne du même genre."},
    {"what the model held likely", "was das Modell für wahrscheinlich hielt",
     "ce que le modèle tenait pour probable"},
    {"time between departures, on the model\u2019s clock",
     "Zeit zwischen Abgängen, nach der Uhr des Modells",
     "temps entre départs, à l’horloge du modèle"},
    {"probability of a smaller count", "Wahrscheinlichkeit einer kleineren Zahl",
     "probabilité d’un chiffre plus petit"},
    {"counts", "Zahlen", "chiffres"},
    {"count", "Zahl", "chiffre"},
    {"correlation of residuals", "Korrelation der Residuen", "corrélation des résidus"},
    {"counts apart", "Zahlen Abstand", "chiffres d’écart"},
    {"correlation", "Korrelation", "corrélation"},
    {"how often which counts came", "wie oft welche Zahlen kamen", "fréquence des chiffres"},
    {"square root of how often", "Wurzel der Häufigkeit", "racine de la fréquence"},
    {"residuals in time", "Residuen in der Zeit", "résidus dans le temps"},
    {"normal residual", "normales Residuum", "résidu normal"},
    {"%.60s: %.30s (p %s).", "%.60s: %.30s (p %s).", "%.60s : %.30s (p %s)."},
    {"Bands hold 95 in 100 where the model is true. Bars that hang above or below zero are counts "
     "that came too seldom or too often.",
     "Die Bänder halten 95 von 100, wenn das Modell wahr ist. Balken, die über oder unter null "
     "enden, sind Zahlen, die zu selten oder zu oft kamen.",
     "Les bandes en contiennent 95 sur 100 si le modèle est vrai. Les barres qui finissent "
     "au-dessus ou au-dessous de zéro sont des chiffres venus trop rarement ou trop souvent."},
    {"estimate", "Schätzung", "estimation"},
    {"estimate without it", "Schätzung ohne sie", "estimation sans lui"},
    {"Each mark is the estimate from the record without the count of that time. Line and band: the "
     "estimate from all counts, and its interval.",
     "Jede Marke ist die Schätzung ohne die Zahl jener Zeit. Linie und Band: die Schätzung aus "
     "allen Zahlen und ihr Intervall.",
     "Chaque marque est l’estimation sans le chiffre de ce temps. Ligne et bande : l’estimation de "
     "tous les chiffres et son intervalle."},
    {"Without %zu of the counts there is no estimate.",
     "Ohne %zu der Zahlen gibt es keine Schätzung.",
     "Sans %zu des chiffres il n’y a pas d’estimation."},
    {"Triangle: the offer on its own day. Discs: the same offer put on days on which nothing was "
     "offered; circles: the same, in the record before the offer alone. Dotted: no effect.",
     "Dreieck: das Angebot an seinem Tag. Scheiben: dasselbe Angebot an Tagen, an denen nichts "
     "geboten wurde; Kreise: dasselbe, nur in der Zeit vor dem Angebot. Gepunktet: keine Wirkung.",
     "Triangle : l’offre à son jour. Disques : la même offre à des jours sans offre ; cercles : de "
     "même, dans le seul temps avant l’offre. Pointillé : aucun effet."},
    {"%zu of %zu of these lie as far from 1.", "%zu von %zu davon liegen ebenso weit von 1.",
     "%zu sur %zu de celles-ci sont aussi loin de 1."},
    {"Each disc is the estimate under another assumption; line and band are the estimate in the "
     "fit and its interval. Hatched: under that assumption there is none.",
     "Jede Scheibe ist die Schätzung unter einer anderen Annahme; Linie und Band sind die "
     "Schätzung der Anpassung und ihr Intervall. Schraffiert: unter dieser Annahme gibt es keine.",
     "Chaque disque est l’estimation sous une autre hypothèse ; ligne et bande sont l’estimation "
     "de l’ajustement et son intervalle. Hachuré : sous cette hypothèse il n’y en a pas."},
    {"%zu further rows are not drawn.", "%zu weitere Zeilen sind nicht gezeichnet.",
     "%zu autres lignes ne sont pas tracées."},
    {"unit not said", "Einheit nicht genannt", "unité non dite"},
    {"%zu men, each in a row. Those of one unit who left on the same day are joined.",
     "%zu Mann, jeder in einer Zeile. Wer aus einer Einheit am selben Tag ging, ist verbunden.",
     "%zu hommes, un par ligne. Ceux d’une unité partis le même jour sont reliés."},
    {"A mark for each man, above the days on which he can have left; more than ten of one party "
     "are a bar with their number. Joined: left together, as the record says.",
     "Eine Marke für jeden Mann, über den Tagen, an denen er gegangen sein kann; mehr als zehn "
     "eines Trupps sind ein Strich mit ihrer Zahl. Verbunden: gingen zusammen, wie die Quelle "
     "sagt.",
     "Une marque par homme, au-dessus des jours où il a pu partir ; plus de dix d’un groupe sont "
     "une barre avec leur nombre. Reliés : partis ensemble, selon la source."},
    {"Discs: the day is known. Circles: a day within the thin line.",
     "Scheiben: der Tag ist bekannt. Kreise: ein Tag in der dünnen Linie.",
     "Disques : le jour est connu. Cercles : un jour dans le trait fin."},
    {"Left out: %zu rows without both days, %zu without men.",
     "Ausgelassen: %zu Zeilen ohne beide Tage, %zu ohne Mannzahl.",
     "Omis : %zu lignes sans les deux jours, %zu sans effectif."},
    {"%zu rival reports are not drawn.", "%zu widersprechende Meldungen sind nicht gezeichnet.",
     "%zu rapports rivaux ne sont pas tracés."},
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
    {"share of the men who leave", "Anteil der Männer, die gehen", "part des hommes qui partent"},
    {"share of cascades", "Anteil der Kaskaden", "part des cascades"},
    {"share of its men", "Anteil ihrer Männer", "part de ses hommes"},
    {"offer spread evenly", "Angebot gleichmäßig verteilt", "offre répartie également"},
    {"offer spread unit by unit", "Angebot Einheit für Einheit", "offre unité par unité"},
    {"Line: how many of the cascades take so large a share of the men, or a larger one.",
     "Linie: wie viele der Kaskaden einen so großen Anteil der Männer erfassen oder einen "
     "größeren.",
     "Ligne : combien des cascades emportent une telle part des hommes, ou davantage."},
    {"Below: men of each unit who leave, on average, with the offer spread evenly (circle) and "
     "unit by "
     "unit (disc); and those for whom one comrade who leaves is enough (cross).",
     "Unten: Männer jeder Einheit, die im Mittel gehen, wenn das Angebot gleichmäßig (Kreis) und "
     "Einheit für Einheit (Scheibe) verteilt wird; und die, denen ein Kamerad genügt, der geht "
     "(Kreuz).",
     "Dessous : hommes de chaque unité qui partent, en moyenne, l’offre étant répartie également "
     "(cercle) et unité par unité (disque) ; et ceux à qui suffit un camarade qui part (croix)."},
    {"%zu units are left out.", "%zu Einheiten fehlen.", "%zu unités sont omises."},
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
    /* Names and values of assumptions, as scenarios and networks write them. */
    {"; ", "; ", "\u00a0; "},
    {"men", "Mann", "hommes"},
    {"first", "zuerst", "d’abord"},
    {"total", "Gesamtzahl", "total"},
    {"window", "Zeitraum", "période"},
    {"rate", "Rate", "taux"},
    {"urgency", "Eile", "hâte"},
    {"horizon", "Zeithorizont", "horizon"},
    {"threshold-mean", "mittlere Schwelle", "seuil moyen"},
    {"threshold-sd", "Streuung der Schwellen", "dispersion des seuils"},
    {"threshold_mean", "mittlere Schwelle", "seuil moyen"},
    {"threshold_sd", "Streuung der Schwellen", "dispersion des seuils"},
    {"never", "bleiben immer", "restent toujours"},
    {"gone", "schon fort", "déjà partis"},
    {"shift", "Schwellen gesenkt um", "seuils abaissés de"},
    {"step", "Schritt", "pas"},
    {"start", "Beginn", "début"},
    {"end", "Ende", "fin"},
    {"bounty", "Prämie", "prime"},
    {"land", "Land", "terre"},
    {"residence", "Bleiberecht", "droit de séjour"},
    {"promise", "Versprechen gehalten", "promesse tenue"},
    {"death", "Tod unterwegs", "mort en route"},
    {"death-staying", "Tod beim Bleiben", "mort en restant"},
    {"life", "Wert des Lebens", "prix de la vie"},
    {"caught", "gefasst", "pris"},
    {"punishment", "Strafe", "peine"},
    {"pay", "Sold", "solde"},
    {"reservation", "Mindestgewinn", "gain minimal"},
    {"spread", "Streuung", "dispersion"},
    {"break-even-payment", "eben genügende Zahlung", "paiement juste suffisant"},
    {"break-even-death", "Tod unterwegs dabei", "mort en route alors"},
    {"reach", "hören davon", "en entendent parler"},
    {"occasion", "Gelegenheit", "occasion"},
    {"places", "Plätze", "places"},
    {"fixed", "feste Kosten", "coût fixe"},
    {"reception", "Aufnahme", "accueil"},
    {"finite", "endlich", "fini"},
    {"network", "Netz", "réseau"},
    {"ties", "Bindungen", "liens"},
    {"reached", "erreicht", "atteints"},
    {"lowered", "Schwellen gesenkt um", "seuils abaissés de"},
    {"large", "groß ab", "grande à partir de"},
    {"all", "alle", "tous"},
    {"random", "zufällig", "au hasard"},
    {"degrees", "gegebene Zahlen", "nombres donnés"},
    {"units", "Einheiten", "unités"},
    {"yes", "ja", "oui"},
    {"no", "nein", "non"},
    {"per 1000 men and month", "je 1000 Mann und Monat", "pour 1000 hommes et par mois"},
    /* Checks, their verdicts, and what a sensitivity assumes. */
    {"pit", "Lage der Zahlen", "place des chiffres"},
    {"scatter", "Streuung der Zahlen", "dispersion des chiffres"},
    {"holds", "hält stand", "tient"},
    {"refuted", "widerlegt", "réfuté"},
    {"not told", "nicht gesagt", "non dit"},
    {"share recorded", "verzeichneter Anteil", "part enregistrée"},
    {"unreported days had at most", "Tage ohne Meldung höchstens", "jours sans rapport, au plus"},
    {"the other side's figures where two contradict", "bei Widerspruch die Zahlen der Gegenseite",
     "en cas de contradiction, les chiffres de l’autre camp"},
};
const size_t awol_language_n_words = sizeof awol_language_words / sizeof *awol_language_words;
