#include "plot/figure.h"

#include <string.h>

const struct awol_figure *const awol_figures[] = {&awol_figure_timeline, &awol_figure_survival,
                                                  NULL};

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

enum awol_status awol_figure_draw(const struct awol_figure *figure,
                                  const struct awol_stream *stream,
                                  const struct awol_figure_settings *settings,
                                  struct awol_script *script, struct awol_error *opt_error)
{
    if (!draws(figure, stream->kind)) {
        struct awol_place nowhere = {0, 0};
        return awol_error_at(opt_error, stream->source, nowhere,
                             "figure %s does not draw a stream of %s", figure->name, stream->kind);
    }
    enum awol_status status = check_needs(figure, stream, opt_error);
    if (status == AWOL_OK) {
        status = figure->draw(stream, settings, script, opt_error);
    }
    return status == AWOL_OK ? awol_script_check(script, opt_error) : status;
}
