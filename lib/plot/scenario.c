/* A scenario by the figure of its question. */
#include "plot/figure.h"

static const struct awol_figure *const by_question[] = {
    &awol_figure_pairs, &awol_figure_followers, &awol_figure_levers, &awol_figure_threshold};

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    size_t n = sizeof by_question / sizeof *by_question, i = 0;
    while (i + 1 < n && awol_stream_find(stream, by_question[i]->needs[0].table) == NULL)
        i++;
    return awol_figure_draw(by_question[i], stream, settings, script, opt_error);
}

static const char *const kinds[] = {"scenario", NULL};

const struct awol_figure awol_figure_scenario = {
    .name = "scenario",
    .summary = "the figure of the question that was asked: pairs, followers, levers or threshold",
    .kinds = kinds,
    .draw = draw,
};
