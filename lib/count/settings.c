#include "count/settings.h"

#include "date/edtf.h"

static enum awol_status refuse(const char *text, const char *const *words,
                               struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text list;

    awol_text_init(&list);
    for (size_t i = 0; words[i] != NULL; i++)
        awol_text_append_format(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
    awol_error_set(opt_error, AWOL_USAGE, "%s is not one of %s",
                   awol_text_show(text, shown, sizeof shown), awol_text_string(&list));
    awol_text_release(&list);
    return AWOL_USAGE;
}

/* The entry of the list that equals the first `length` bytes of text, NULL if none does. */
static const char *find_word(const char *text, size_t length, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
            return words[i];
    }
    return NULL;
}

enum awol_status awol_settings_events(const char *list,
                                      const char *words[static AWOL_MAX_EVENT_WORDS], size_t *ret_n,
                                      struct awol_error *opt_error)
{
    size_t n = 0;

    for (const char *at = list; at != NULL;) {
        size_t length = strcspn(at, ",");
        const char *word = find_word(at, length, awol_event_words);
        bool is_new = true;

        if (word == NULL)
            return refuse(at, awol_event_words, opt_error);
        for (size_t i = 0; i < n; i++)
            is_new = is_new && words[i] != word;
        if (is_new && n < AWOL_MAX_EVENT_WORDS)
            words[n++] = word;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    *ret_n = n;
    return AWOL_OK;
}

enum awol_status awol_settings_days(const char *text, struct awol_span *ret_days,
                                    struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    struct awol_edtf edtf;
    struct awol_error inner;

    awol_text_show(text, shown, sizeof shown);
    if (awol_edtf_parse(text, &edtf, &inner) != AWOL_OK)
        return awol_error_set(opt_error, AWOL_USAGE, "%s is not a date: %s", shown, inner.message);
    if (edtf.span.open_earliest || edtf.span.open_latest)
        return awol_error_set(opt_error, AWOL_USAGE, "%s has an open end", shown);
    *ret_days = edtf.span;
    return AWOL_OK;
}

enum awol_status awol_settings_period(const char *text, struct awol_tally_options *options,
                                      struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    if (!awol_period_parse(text, &options->by))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%s is not day, week, month, year or a number of days such as 10d",
                              awol_text_show(text, shown, sizeof shown));
    options->origin_is_first = awol_period_needs_origin(text);
    return AWOL_OK;
}

enum awol_status awol_settings_prefer(const char *text, enum awol_prefer *ret_prefer,
                                      struct awol_error *opt_error)
{
    static const char *const words[] = {"preferred", "own", "enemy", "all", NULL};

    for (size_t i = 0; words[i] != NULL; i++) {
        if (awol_text_equal(text, words[i])) {
            *ret_prefer = (enum awol_prefer)i;
            return AWOL_OK;
        }
    }
    return refuse(text, words, opt_error);
}
