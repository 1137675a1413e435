#include "count/sources.h"

#include <stdio.h>
#include <string.h>

#define BETWEEN "; "

void awol_sources_release(struct awol_sources *sources)
{
    awol_words_release(&sources->words);
    awol_arena_release(&sources->arena);
    *sources = (struct awol_sources){0};
}

static void let_go(struct awol_sources *sources, struct awol_source *node)
{
    node->next = sources->spare;
    sources->spare = node;
}

static void drop_behind(struct awol_sources *sources, struct awol_source *node)
{
    for (struct awol_source **link = &node->next; *link; link = &(*link)->next) {
        struct awol_source *const at = *link;

        if (at->text != node->text)
            continue;
        *link = at->next;
        let_go(sources, at);
        return;
    }
}

/* Sort a node in, or let it go. */
static void put_node(struct awol_sources *sources, struct awol_source **list,
                     struct awol_source *node)
{
    struct awol_source **link = list;
    size_t length = 0;

    for (; *link && (*link)->line <= node->line; link = &(*link)->next) {
        if ((*link)->text == node->text) {
            let_go(sources, node);
            return;
        }
        length += strlen((*link)->text) + strlen(BETWEEN);
    }
    if (length > AWOL_MAX_SOURCES + strlen(BETWEEN)) {
        let_go(sources, node);
        return;
    }
    node->next = *link;
    *link = node;
    drop_behind(sources, node);
}

bool awol_sources_put(struct awol_sources *sources, struct awol_source **list, const char *text,
                      size_t line)
{
    struct awol_source *node = sources->spare;
    size_t number;

    if (text[0] == '\0')
        return true;
    if (!awol_words_take(&sources->words, text, &number))
        return false;
    if (node)
        sources->spare = node->next;
    else
        node = awol_arena_alloc(&sources->arena, sizeof *node);
    if (!node)
        return false;
    *node = (struct awol_source){NULL, sources->words.texts[number], line};
    put_node(sources, list, node);
    return true;
}

void awol_sources_move(struct awol_sources *sources, struct awol_source **into,
                       struct awol_source **from)
{
    struct awol_source *next;

    for (struct awol_source *at = *from; at; at = next) {
        next = at->next;
        put_node(sources, into, at);
    }
    *from = NULL;
}

const char *awol_sources_name(const struct awol_source *list, char buffer[static AWOL_SOURCES_SIZE])
{
    size_t length = 0;

    if (!list || !list->next)
        return list ? list->text : "";
    for (const struct awol_source *at = list; at; at = at->next) {
        const char *const between = length > 0 ? BETWEEN : "";

        if (length + strlen(between) + strlen(at->text) > AWOL_MAX_SOURCES) {
            if (length == 0)
                return at->text;
            snprintf(buffer + length, AWOL_SOURCES_SIZE - length, BETWEEN "…");
            return buffer;
        }
        length += (size_t)snprintf(buffer + length, AWOL_SOURCES_SIZE - length, "%s%s", between,
                                   at->text);
    }
    return buffer;
}
