#include "date/spelling_rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const struct awol_form_rule rules[] = {
    {"dmy", "dmy", "day-month-year"},
    {"d-m-y", "d_m_y", "day-month-year"},
    {"d/m/y", "d_m_y", "day-month-year"},
    {"mdy", "mdy", "month-day-year"},
    {"ymd", "ymd", "year-month-day"},
    {"y-m-d", "y_m_d", "year-month-day"},
    {"y-d-d", "y_m_d", "year-month-day"},
    {"y/d/d", "y_m_d", "year-month-day"},
    {"y.d.d", "y_m_d", "year-month-day"},
    {"my", "my", "month-year"},
    {"m-y", "m_y", "month-year"},
    {"ym", "ym", "year-month"},
    {"y-m", "y_m", "year-month"},
    {"y", "y", "year"},
    {"yE", "yX", "year"},
    {"nE", "yX", "year"},
    {"dE", "yX", "year"},
    {"Ey", "Xy", "year"},
    {"En", "Xy", "year"},
    {"Ed", "Xy", "year"},
    {"myE", "myX", "month-year"},
    {"dmyE", "dmyX", "day-month-year"},
    {"mdyE", "mdyX", "month-day-year"},
    {"dRy", "dmy", "roman-month"},
    {"d/R/y", "d_m_y", "roman-month"},
    {"d-R-y", "d_m_y", "roman-month"},
    {"d.d.y", "1_2_y", "dotted"},
    {"d.dy", "1_2y", "dotted"},
    {"d/d/y", "1_2_y", "numbers"},
    {"d-d-y", "1_2_y", "numbers"},
    {"d/y", "m_y", "numeric-month"},
    {"d.y", "m_y", "numeric-month"},
    {"d-y", "m_y", "numeric-month"},
    {"y-d", "y_E", "years"},
    {"y/d", "y_E", "years"},
    {"dmy/d", "dmy_D", "dual-year"},
    {"dmy-d", "dmy_D", "dual-year"},
    {"dmy/y", "dmy_D", "dual-year"},
    {"dmy-y", "dmy_D", "dual-year"},
    {"mdy/d", "mdy_D", "dual-year"},
    {"mdy-d", "mdy_D", "dual-year"},
    {"mdy/y", "mdy_D", "dual-year"},
    {"mdy-y", "mdy_D", "dual-year"},
    {"d.d.y/d", "1_2_y_D", "dual-year"},
    {"d.d.y-d", "1_2_y_D", "dual-year"},
    {"d.d.y/y", "1_2_y_D", "dual-year"},
    {"d.d.y-y", "1_2_y_D", "dual-year"},
    {"d/d/y/d", "1_2_y_D", "dual-year"},
    {"d/d/y/y", "1_2_y_D", "dual-year"},
    {"my/d", "my_D", "dual-year"},
    {"my-d", "my_D", "dual-year"},
    {"my/y", "my_D", "dual-year"},
    {"my-y", "my_D", "dual-year"},
    {"sy", "sy", "season"},
    {"ys", "ys", "season"},
    {"sy/d", "sy_D", "winter"},
    {"sy-d", "sy_D", "winter"},
    {"sy/y", "sy_D", "winter"},
    {"sy-y", "sy_D", "winter"},
    {"pmy", "pmy", "third-of-month"},
    {"p-my", "p_my", "third-of-month"},
    {"pmy/d", "pmy_D", "third-of-month"},
    {"pmy-d", "pmy_D", "third-of-month"},
    {"pmy/y", "pmy_D", "third-of-month"},
    {"pmy-y", "pmy_D", "third-of-month"},
    {"p-my/d", "p_my_D", "third-of-month"},
    {"p-my-d", "p_my_D", "third-of-month"},
    {"p-my/y", "p_my_D", "third-of-month"},
    {"p-my-y", "p_my_D", "third-of-month"},
    {"py", "py", "third-of-year"},
    {"p-y", "p_y", "third-of-year"},
    {"fy", "fy", "feast"},
    {"fy/d", "fy_D", "feast"},
    {"fy-d", "fy_D", "feast"},
    {"fy/y", "fy_D", "feast"},
    {"f", "f", "feast"},
    {"Y", "Y", "decade"},
    {"dc", "C_", "century"},
    {"G", "C", "century"},
    {"di", "di", "instant"},
    {"draR", "dm_A", "republican"},
    {"drad", "dm_A", "republican"},
    {"drR", "dmA", "republican"},
    {"drd", "dmA", "republican"},
    {"raR", "m_A", "republican-month"},
    {"rad", "m_A", "republican-month"},
    {"rR", "mA", "republican-month"},
    {"aR", "_A", "republican-year"},
    {"ad", "_A", "republican-year"},
    /* halves of a span, and dates without a year */
    {"d", "d", "day"},
    {"dm", "dm", "day-month"},
    {"md", "md", "month-day"},
    {"dy", "dy", "day-year"},
    {"d.d", "1_2", "day-month"},
    {"m", "m", "month"},
    {"s", "s", "season"},
    {"p", "p", "third-of-month"},
    {"pm", "pm", "third-of-month"},
    {"p-m", "p_m", "third-of-month"},
    {"dr", "dm", "republican"},
    {"r", "m", "republican-month"},
    /* known, so that the refusal can say what is wrong */
    {"d.d.d", "1_2_Z", ""},
    {"d/d/d", "1_2_Z", ""},
    {"d-d-d", "1_2_Z", ""},
    {"dmd", "dmZ", ""},
    {"d-m-d", "d_m_Z", ""},
    {"mdd", "mdZ", ""},
    {"sd", "sZ", ""},
};

/* ---- messages ----------------------------------------------------------------------------- */

const char *awol_token_show(const struct awol_token *token, char *buffer, size_t size)
{
    char seen[64] = {0};

    memcpy(seen, token->at, token->length < sizeof seen ? token->length : sizeof seen - 1);
    return awol_text_show(seen, buffer, size);
}

enum awol_status awol_token_refuse(const struct awol_tokens *tokens, size_t index,
                                   struct awol_error *opt_error, const char *format, ...)
{
    const char *const at =
        index < tokens->n ? tokens->list[index].at : tokens->text + strlen(tokens->text);
    char message[500];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return awol_error_at(opt_error, "", (struct awol_place){0, (size_t)(at - tokens->text) + 1},
                         "%s", message);
}

static const char *kind_name(char kind)
{
    static const struct {
        char kind;
        const char *name;
    } names[] = {{'d', "a day"},
                 {'y', "a year of four digits"},
                 {'m', "a month"},
                 {'s', "a season"},
                 {'i', "inst., ult. or prox."},
                 {'a', "“an” and a year of the Republic"},
                 {'R', "a roman number"},
                 {'r', "a month of the Republic"},
                 {'Y', "a decade"}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].kind == kind)
            return names[i].name;
    }
    return NULL;
}

/* Numbers that are years only beside an era are no reason to expect one in a message. */
static bool has_era(const struct awol_form_rule *rule)
{
    return strchr(rule->kinds, AWOL_TOKEN_ERA) != NULL;
}

/* Length of the common beginning of the phrase and a rule. */
static size_t common(const struct awol_phrase *phrase, const char *kinds)
{
    size_t n = 0;

    while (phrase->begin + n < phrase->end && kinds[n] != '\0' &&
           phrase->tokens->list[phrase->begin + n].kind == kinds[n])
        n++;
    return n;
}

/* Where the rules stop to go on, and what the nearest of them would have there. */
enum awol_status awol_form_refuse(const struct awol_phrase *phrase, struct awol_error *opt_error)
{
    char expected[200] = "", kinds[16] = "", shown[AWOL_SHOWN_SIZE];
    size_t best = 0, index, n_kinds = 0, length = 0;

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const size_t n = common(phrase, rules[i].kinds);

        if (n > best && !has_era(&rules[i]))
            best = n;
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const char next = rules[i].kinds[best <= strlen(rules[i].kinds) ? best : 0];

        if (has_era(&rules[i]) || common(phrase, rules[i].kinds) != best || next == '\0' ||
            strchr(kinds, next) || !kind_name(next) || n_kinds == sizeof kinds - 1)
            continue;
        kinds[n_kinds++] = next;
        length += (size_t)snprintf(expected + length, sizeof expected - length, "%s%s",
                                   length > 0 ? " or " : "", kind_name(next));
        if (length > sizeof expected - 40)
            break;
    }
    index = phrase->begin + best;
    if (best == 0)
        snprintf(expected, sizeof expected, "a day, a month or a year of four digits");
    else if (length == 0)
        snprintf(expected, sizeof expected, "the end of the date");
    if (index >= phrase->end)
        return awol_token_refuse(phrase->tokens, index, opt_error, "expected %s, but the date ends",
                                 expected);
    awol_token_show(&phrase->tokens->list[index], shown, sizeof shown);
    if (phrase->tokens->list[index].kind == AWOL_TOKEN_OR)
        return awol_token_refuse(phrase->tokens, index, opt_error,
                                 "%s is ambiguous: expected one date, or a set in EDTF", shown);
    if (phrase->tokens->list[index].kind == AWOL_TOKEN_SAME)
        return awol_token_refuse(phrase->tokens, index, opt_error,
                                 "expected %s, found %s (which stands alone)", expected, shown);
    return awol_token_refuse(phrase->tokens, index, opt_error, "expected %s, found %s", expected,
                             shown);
}

/* Aug. 1776-1778 is a span: a dash before a whole year makes a dual one of it only where that year
 * is the next, and the month one that has two years. */
static bool is_span_of_years(const struct awol_phrase *phrase, const struct awol_form_rule *rule)
{
    const struct awol_token *const end = phrase->tokens->list + phrase->end;
    const size_t n = strlen(rule->kinds);
    bool has_dual_month = false;

    if (n < 4 || strcmp(rule->kinds + n - 3, "y-y") != 0 || rule->roles[n - 1] != 'D' ||
        rule->kinds[0] == AWOL_TOKEN_SEASON)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct awol_token *const token = end - n + i;

        if ((rule->roles[i] == 'm' || rule->roles[i] == '2') && token->value <= 3)
            has_dual_month = true;
    }
    return !has_dual_month || end[-1].value != end[-3].value + 1;
}

const struct awol_form_rule *awol_form_rule_find(const struct awol_phrase *phrase)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (common(phrase, rules[i].kinds) == phrase->end - phrase->begin &&
            strlen(rules[i].kinds) == phrase->end - phrase->begin &&
            !is_span_of_years(phrase, &rules[i]))
            return &rules[i];
    }
    return NULL;
}

bool awol_form_matches(const struct awol_phrase *phrase)
{
    const struct awol_form_rule *const rule = awol_form_rule_find(phrase);

    return rule && rule->name[0] != '\0';
}
