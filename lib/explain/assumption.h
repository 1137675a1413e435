/* What a scenario assumes: numbers, each with its unit and where it comes from. Nothing is assumed
 * in silence: what a question needs and nobody gave is an error, and every default that is taken
 * is listed. */
#ifndef AWOL_EXPLAIN_ASSUMPTION_H
#define AWOL_EXPLAIN_ASSUMPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"

/* What a number is measured in, and so which units may stand behind it. */
enum awol_assumption_measure {
    AWOL_IN_MEN,
    AWOL_IN_DAYS,
    AWOL_IN_SHARE,
    AWOL_IN_RATE, /* per 1,000 men and month, as awol-count prints it */
    AWOL_IN_NUMBER,
    AWOL_IN_MONEY, /* of one currency in a scenario */
    AWOL_IN_DATE   /* a day, in EDTF */
};

/* X(KEY, name, metavar, measure, least, greatest, meaning): of a cascade, which options give too.
 */
#define AWOL_ASSUMPTIONS_CASCADE(X)                                                                \
    X(MEN, "men", "N", MEN, 1, 1e7, "men who can leave at the beginning")                          \
    X(ETA, "eta", "LO:HI", NUMBER, 0, 10,                                                          \
      "further departures that one departure directly prompts")                                    \
    X(TAU, "tau", "LO:HI", DAYS, 1e-3, 36525,                                                      \
      "mean delay between a departure and those that it prompts")                                  \
    X(FIRST, "first", "LO:HI", MEN, 1, 1e6,                                                        \
      "men who desert first, together, before any other; from LO to HI")

#define AWOL_ASSUMPTIONS_TOTAL(X)                                                                  \
    X(TOTAL, "total", "Y", MEN, 1, 1e7, "men who left in the window")                              \
    X(WINDOW, "window", "DAYS", DAYS, 1e-3, 36525, "days in which the total left")                 \
    X(RATE, "rate", "LO:HI", RATE, 0, 30436.875, "how many leave by themselves without any offer")

#define AWOL_ASSUMPTIONS_FOLLOWERS(X)                                                              \
    X(DEADLINE, "deadline", "DAYS", DAYS, 1e-3, 36525,                                             \
      "days from its first until its last day for which the offer stands")                         \
    X(URGENCY, "urgency", "TIMES", NUMBER, 0, 1000,                                                \
      "how many times as many a departure prompts while a short offer stands")                     \
    X(HORIZON, "horizon", "DAYS", DAYS, 1e-3, 36525,                                               \
      "days after which nobody could leave any more, offer or not")

#define AWOL_ASSUMPTIONS_THRESHOLD(X)                                                              \
    X(THRESHOLD_MEAN, "threshold-mean", "SHARE", SHARE, -1, 2,                                     \
      "share of the unit that must have left before a middling man leaves")                        \
    X(THRESHOLD_SD, "threshold-sd", "SHARE", SHARE, 1e-4, 2, "how far the men differ in it")       \
    X(NEVER, "never", "SHARE", SHARE, 0, 1, "men who never leave, whatever the others do")         \
    X(GONE, "gone", "SHARE", SHARE, 0, 1, "share of the unit that has left already")               \
    X(SHIFT, "shift", "SHARE", SHARE, 0, 2, "by how much an offer lowers every man's threshold")   \
    X(STEP, "step", "SHARE", SHARE, 1e-4, 1,                                                       \
      "how many more go openly before one asks who would follow")

/* Of an offer as its terms: in scenario files and by --set. */
#define AWOL_ASSUMPTIONS_TERMS(X)                                                                  \
    X(START, "start", "DATE", DATE, 0, 0, "day on which the men could know of the offer")          \
    X(END, "end", "DATE", DATE, 0, 0, "its last day, included")                                    \
    X(BOUNTY, "bounty", "MONEY", MONEY, 0, 1e15, "money promised to a man who comes")              \
    X(LAND, "land", "MONEY", MONEY, 0, 1e15, "what land and stock promised to him are worth")      \
    X(RESIDENCE, "residence", "MONEY", MONEY, 0, 1e15,                                             \
      "what the right to stay, or citizenship, is worth to him now")                               \
    X(PROMISE, "promise", "SHARE", SHARE, 0, 1, "chance, as the men see it, that it is kept")      \
    X(DEATH, "death", "SHARE", SHARE, 0, 1, "chance of dying on the way")                          \
    X(STAYING, "death-staying", "SHARE", SHARE, 0, 1, "chance of dying for a man who stays")       \
    X(LIFE, "life", "MONEY", MONEY, 0, 1e15, "what he would pay to be spared a sure death")        \
    X(CAUGHT, "caught", "SHARE", SHARE, 0, 1, "chance of being caught on the way")                 \
    X(PUNISHMENT, "punishment", "MONEY", MONEY, 0, 1e15, "what the punishment takes from him")     \
    X(PAY, "pay", "MONEY", MONEY, 0, 1e15, "pay that he leaves behind")                            \
    X(RESERVATION, "reservation", "MONEY", MONEY, 1e-9, 1e15,                                      \
      "gain for which a middling man leaves, all risks taken off")                                 \
    X(SPREAD, "spread", "TIMES", NUMBER, 1.001, 1e6,                                               \
      "how far the men differ in it: 16 in 100 ask for more than so many times that gain")         \
    X(BREAK_PAYMENT, "break-even-payment", "MONEY", MONEY, 1e-9, 1e15,                             \
      "a payment that is known to be just enough for a middling man")                              \
    X(BREAK_DEATH, "break-even-death", "SHARE", SHARE, 0, 1,                                       \
      "at this chance of dying on the way; with the payment it takes the place of reservation")    \
    X(REACH, "reach", "SHARE", SHARE, 0, 1, "men who hear of the offer and understand it")         \
    X(OCCASION, "occasion", "DAYS", DAYS, 1e-3, 36525,                                             \
      "days until a man who wants to leave finds an occasion, on average")                         \
    X(PLACES, "places", "N", MEN, 1, 1e9, "men whom the offer takes at most")                      \
    X(FIXED, "fixed", "MONEY", MONEY, 0, 1e15, "cost of making the offer known")                   \
    X(RECEPTION, "reception", "MONEY", MONEY, 0, 1e15, "cost of receiving a man, bounty apart")

#define AWOL_ASSUMPTIONS(X)                                                                        \
    AWOL_ASSUMPTIONS_CASCADE(X)                                                                    \
    AWOL_ASSUMPTIONS_TOTAL(X)                                                                      \
    AWOL_ASSUMPTIONS_FOLLOWERS(X)                                                                  \
    AWOL_ASSUMPTIONS_THRESHOLD(X)                                                                  \
    AWOL_ASSUMPTIONS_TERMS(X)

enum awol_assumption {
#define AWOL_ASSUMPTION_ENUM(key, name, metavar, measure, least, greatest, meaning)                \
    AWOL_ASSUME_##key,
    AWOL_ASSUMPTIONS(AWOL_ASSUMPTION_ENUM)
#undef AWOL_ASSUMPTION_ENUM
        AWOL_N_ASSUMPTIONS
};

struct awol_assumption_kind {
    const char *name, *metavar, *meaning;
    enum awol_assumption_measure measure;
    double least, greatest;
};

extern const struct awol_assumption_kind awol_assumption_kinds[AWOL_N_ASSUMPTIONS];

/* The unit in which values of a measure are kept and printed; "" for a plain number. That of money
 * is the scenario's currency. */
const char *awol_assumption_unit(enum awol_assumption_measure measure);

/* A value; low == high where one number was given. Of a date the days since 1970-01-01. */
struct awol_assumed {
    bool given;   /* by an option, by a file, or as a default that was taken */
    bool used;    /* the question has asked for it */
    bool by_file; /* place is in the scenario's file */
    double low, high;
    const char *opt_text; /* of a date, as written */
    const char *source;   /* where it comes from */
    struct awol_place place;
};

/* Owns its strings. */
struct awol_assumptions {
    struct awol_arena arena;
    const char *file;     /* of the scenario, for messages; NULL without one */
    const char *title;    /* NULL where the file has none */
    const char *currency; /* NULL before any money was read */
    struct awol_assumed values[AWOL_N_ASSUMPTIONS];
};

void awol_assumptions_init(struct awol_assumptions *assumptions);
void awol_assumptions_release(struct awol_assumptions *assumptions);

/* One value from the command line: "NUMBER", "LO:HI" or a date, and its unit behind a space where
 * it is not the usual one. It takes the place of what a file says. AWOL_USAGE naming the option:
 * no such name (with the nearest), no number, a unit of another measure, out of range, LO above HI,
 * a second currency. */
enum awol_status awol_assumptions_set(struct awol_assumptions *assumptions, const char *name,
                                      const char *text, struct awol_error *opt_error);

/* assumption_value.c: one value of a file, at its place (column of the text). */
enum awol_status awol_assumptions_set_at(struct awol_assumptions *assumptions,
                                         enum awol_assumption key, const char *text,
                                         const char *source, struct awol_place place,
                                         struct awol_error *opt_error);

/* AWOL_N_ASSUMPTIONS if there is none of that name. */
enum awol_assumption awol_assumption_find(const char *name);

/* The nearest name to a wrong one, NULL if none is near. */
const char *awol_assumption_nearest(const char *name);

/* What is assumed of a key; *ret is the range. AWOL_USAGE if nobody said, with the option that
 * says it and what it means. */
enum awol_status awol_assumptions_need(struct awol_assumptions *assumptions,
                                       enum awol_assumption key, double *ret_low, double *ret_high,
                                       struct awol_error *opt_error);

/* The same where only one number makes sense: AWOL_USAGE or AWOL_DATA for a range. */
enum awol_status awol_assumptions_need_one(struct awol_assumptions *assumptions,
                                           enum awol_assumption key, double *ret_value,
                                           struct awol_error *opt_error);

/* Take a default where nobody said; it is listed with the reason (of static storage). */
void awol_assumptions_default(struct awol_assumptions *assumptions, enum awol_assumption key,
                              double low, double high, const char *reason);

/* True if an option, a file or a default says it; it then counts as used. */
bool awol_assumptions_use(struct awol_assumptions *assumptions, enum awol_assumption key);

/* Fill opt_error with a message about a value: at its place in the file, else naming the option.
 * Returns AWOL_DATA or AWOL_USAGE. */
enum awol_status awol_assumption_refuse(const struct awol_assumptions *assumptions,
                                        enum awol_assumption key, struct awol_error *opt_error,
                                        const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Fill opt_error with a message that something needed is said nowhere, naming the file that was
 * read. Returns AWOL_USAGE. */
enum awol_status awol_assumptions_miss(const struct awol_assumptions *assumptions,
                                       struct awol_error *opt_error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Append the table `assumptions`: those that were used. */
enum awol_status awol_assumptions_to_stream(const struct awol_assumptions *assumptions,
                                            struct awol_stream *stream,
                                            struct awol_error *opt_error);

#endif
