#include "read/rule_tally.h"

#include <string.h>

void awol_rule_tally_init(struct awol_rule_tally *tally)
{
    *tally = (struct awol_rule_tally){0};
    awol_arena_init(&tally->arena);
}

void awol_rule_tally_release(struct awol_rule_tally *tally)
{
    awol_arena_release(&tally->arena);
    *tally = (struct awol_rule_tally){0};
}

enum awol_status awol_rule_tally_add(struct awol_rule_tally *tally, const struct awol_event *event,
                                     struct awol_error *opt_error)
{
    struct awol_rule_count *rules;
    struct awol_rule_count rule;
    size_t i = 0;

    while (i < tally->n_rules && strcmp(tally->rules[i].name, event->rule) != 0)
        i++;
    if (i < tally->n_rules) {
        tally->rules[i].n++;
        return AWOL_OK;
    }
    rules = awol_arena_grow(&tally->arena, tally->rules, tally->n_rules, sizeof *rules);
    if (!rules)
        return awol_error_memory(opt_error);
    tally->rules = rules;
    rule = (struct awol_rule_count){.name = awol_arena_string(&tally->arena, event->rule),
                                    .example = awol_arena_string(&tally->arena, event->text),
                                    .n = 1};
    if (!rule.name || !rule.example)
        return awol_error_memory(opt_error);
    rules[tally->n_rules++] = rule;
    return AWOL_OK;
}
