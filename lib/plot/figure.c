#include "plot/figure.h"

#include <string.h>

#define DEFAULT_WIDTH (160.0 * AWOL_PX_PER_MM)

const struct awol_figure *const awol_figures[] = {
#define AWOL_FIGURE_ROW(identifier, name) &awol_figure_##identifier,
    AWOL_FIGURE_LIST(AWOL_FIGURE_ROW)
#undef AWOL_FIGURE_ROW
        NULL};

const char *const awol_figure_names[] = {
#define AWOL_FIGURE_ROW(identifier, name) name,
    AWOL_FIGURE_LIST(AWOL_FIGURE_ROW)
#undef AWOL_FIGURE_ROW
        NULL};

void awol_figure_settings_init(struct awol_figure_settings *settings)
{
    *settings = (struct awol_figure_settings){.width = DEFAULT_WIDTH};
    awol_theme_init(&settings->theme);
}

static bool draws(const struct awol_figure *figure, const char *kind)
{
    for (size_t i = 0; figure->kinds[i] != NULL; i++) {
        if (strcmp(figure->kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

const struct awol_figure *awol_figure_find(const char *name)
{
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        if (strcmp(awol_figures[i]->name, name) == 0) {
            return awol_figures[i];
        }
    }
    return NULL;
}

const struct awol_figure *awol_figure_for_kind(const char *kind)
{
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        if (draws(awol_figures[i], kind)) {
            return awol_figures[i];
        }
    }
    return NULL;
}

void awol_figure_kinds(const char *ret_kinds[static AWOL_FIGURE_MAX_KINDS])
{
    size_t n = 0;
    for (size_t i = 0; awol_figures[i] != NULL; i++) {
        for (size_t k = 0; awol_figures[i]->kinds[k] != NULL; k++) {
            const char *kind = awol_figures[i]->kinds[k];
            bool known = false;
            for (size_t j = 0; j < n && !known; j++) {
                known = strcmp(ret_kinds[j], kind) == 0;
            }
            if (!known && n + 1 < AWOL_FIGURE_MAX_KINDS) {
                ret_kinds[n++] = kind;
            }
        }
    }
    ret_kinds[n] = NULL;
}

static enum awol_status check_needs(const struct awol_figure *figure,
                                    const struct awol_stream *stream, struct awol_error *opt_error)
{
    struct awol_place nowhere = {0, 0};
    for (size_t i = 0; i < figure->n_needs; i++) {
        const struct awol_figure_need *need = &figure->needs[i];
        const struct awol_table *table = awol_stream_find(stream, need->table);
        if (table == NULL) {
            return awol_error_at(opt_error, stream->source, nowhere,
                                 "figure %s needs the table “%s”, which %s makes", figure->name,
                                 need->table, need->tool);
        }
        if (need->column != NULL && awol_table_find(table, need->column) == AWOL_NO_COLUMN) {
            return awol_error_at(opt_error, stream->source, nowhere,
                                 "figure %s needs the column “%s” in table “%s”, which %s adds",
                                 figure->name, need->column, need->table, need->tool);
        }
    }
    return AWOL_OK;
}

static enum awol_status check_settings(const struct awol_figure *figure,
                                       const struct awol_figure_settings *settings,
                                       struct awol_error *opt_error)
{
    if (settings->log_y && (figure->takes & AWOL_TAKES_LOG) == 0) {
        return awol_error_set(opt_error, AWOL_USAGE,
                              "figure %s has no axis that could be logarithmic: --log does not "
                              "apply",
                              figure->name);
    }
    if ((settings->has_from || settings->has_to) && (figure->takes & AWOL_TAKES_WINDOW) == 0) {
        return awol_error_set(opt_error, AWOL_USAGE,
                              "figure %s has no axis of dates: %s does not apply", figure->name,
                              settings->has_from ? "--from" : "--to");
    }
    if (settings->n_more > 0 && (figure->takes & AWOL_TAKES_MORE) == 0) {
        return awol_error_set(opt_error, AWOL_USAGE, "figure %s draws one file, and there are %zu",
                              figure->name, settings->n_more + 1);
    }
    return AWOL_OK;
}

static enum awol_status check_stream(const struct awol_figure *figure,
                                     const struct awol_stream *stream, struct awol_error *opt_error)
{
    if (draws(figure, stream->kind)) {
        return check_needs(figure, stream, opt_error);
    }
    return awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                         "figure %s does not draw a stream of %s, but of %s%s", figure->name,
                         stream->kind, figure->kinds[0],
                         figure->n_needs > 0 ? ": see awol-plot --list" : "");
}

enum awol_status awol_figure_draw(const struct awol_figure *figure,
                                  const struct awol_stream *stream,
                                  const struct awol_figure_settings *settings,
                                  struct awol_script *script, struct awol_error *opt_error)
{
    enum awol_status status = check_settings(figure, settings, opt_error);
    if (status == AWOL_OK) {
        status = check_stream(figure, stream, opt_error);
    }
    for (size_t i = 0; i < settings->n_more && status == AWOL_OK; i++) {
        status = check_stream(figure, &settings->more[i], opt_error);
    }
    if (status == AWOL_OK) {
        status = figure->draw(stream, settings, script, opt_error);
    }
    return status == AWOL_OK ? awol_script_check(script, opt_error) : status;
}
