#include "cli/arguments.h"

#include <string.h>

/* "awol-fit" → "awol_fit", as a shell names a function. */
static void function_name(struct awol_text *text, const char *name)
{
    awol_text_append_byte(text, '_');
    for (; *name != '\0'; name++)
        awol_text_append_byte(text, *name == '-' ? '_' : *name);
}

static bool takes_value(const struct awol_option *option)
{
    return option->type != AWOL_OPTION_FLAG;
}

static void pattern_bash(struct awol_text *text, const struct awol_option *option)
{
    awol_text_append_format(text, "    --%s", option->name);
    if (option->letter != 0)
        awol_text_append_format(text, " | -%c", option->letter);
    awol_text_append(text, ") ");
}

static void values_bash(struct awol_text *text, const struct awol_option *option)
{
    pattern_bash(text, option);
    if (option->type == AWOL_OPTION_CHOICE) {
        awol_text_append(text, "COMPREPLY=($(compgen -W '");
        for (size_t i = 0; option->choices[i] != NULL; i++)
            awol_text_append_format(text, "%s%s", i == 0 ? "" : " ", option->choices[i]);
        awol_text_append(text, "' -- \"$word\")) ;;\n");
    } else if (option->type == AWOL_OPTION_FILE) {
        awol_text_append(text, "COMPREPLY=($(compgen -f -- \"$word\")) ;;\n");
    } else if (option->type == AWOL_OPTION_FOLDER) {
        awol_text_append(text, "COMPREPLY=($(compgen -d -- \"$word\")) ;;\n");
    } else {
        awol_text_append(text, "COMPREPLY=() ;;\n");
    }
}

/* bash hands `--option=value` over as three words, with "=" as one of them. */
void awol_complete_bash(struct awol_text *text, const struct awol_tool *tool)
{
    const struct awol_option *option;
    awol_text_append_format(text, "# bash completion for %s\n", tool->name);
    function_name(text, tool->name);
    awol_text_append(text, "()\n{\n"
                           "    local word=${COMP_WORDS[COMP_CWORD]} before=\n"
                           "    ((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                           "    if [[ $word == '=' ]]; then word=\n"
                           "    elif [[ $before == '=' ]]; then "
                           "before=${COMP_WORDS[COMP_CWORD - 2]}\n"
                           "    fi\n"
                           "    case $before in\n");
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++)
        if (takes_value(option))
            values_bash(text, option);
    awol_text_append(text, "    *)\n        if [[ $word == -* ]]; then\n"
                           "            COMPREPLY=($(compgen -W '");
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++)
        awol_text_append_format(text, "%s--%s", i == 0 ? "" : " ", option->name);
    awol_text_append(text, "' -- \"$word\"))\n        else\n"
                           "            COMPREPLY=($(compgen -f -- \"$word\"))\n"
                           "        fi ;;\n    esac\n}\ncomplete -o filenames -F ");
    function_name(text, tool->name);
    awol_text_append_format(text, " %s\n", tool->name);
}

/* Inside single quotes; brackets and colons have a meaning to _arguments. */
static void escape_zsh(struct awol_text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        if (*string == '\'')
            awol_text_append(text, "'\\''");
        else if (strchr("[]:\\", *string) != NULL)
            awol_text_append_format(text, "\\%c", *string);
        else
            awol_text_append_byte(text, *string);
    }
}

static void argument_zsh(struct awol_text *text, const struct awol_option *option)
{
    awol_text_append(text, " \\\n    ");
    if (option->repeatable)
        awol_text_append(text, "'*'");
    if (option->letter != 0)
        awol_text_append_format(text, "{-%c,--%s%s}'[", option->letter, option->name,
                                takes_value(option) ? "=" : "");
    else
        awol_text_append_format(text, "'--%s%s[", option->name, takes_value(option) ? "=" : "");
    escape_zsh(text, option->help);
    awol_text_append(text, "]");
    if (takes_value(option)) {
        awol_text_append(text, ":");
        escape_zsh(text, option->metavar != NULL ? option->metavar : "VALUE");
        awol_text_append(text, ":");
    }
    if (option->type == AWOL_OPTION_FILE)
        awol_text_append(text, "_files");
    if (option->type == AWOL_OPTION_FOLDER)
        awol_text_append(text, "_files -/");
    if (option->type == AWOL_OPTION_CHOICE) {
        awol_text_append(text, "(");
        for (size_t i = 0; option->choices[i] != NULL; i++)
            awol_text_append_format(text, "%s%s", i == 0 ? "" : " ", option->choices[i]);
        awol_text_append(text, ")");
    }
    awol_text_append(text, "'");
}

void awol_complete_zsh(struct awol_text *text, const struct awol_tool *tool)
{
    const struct awol_option *option;
    awol_text_append_format(text, "#compdef %s\n_arguments -s", tool->name);
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++)
        argument_zsh(text, option);
    if (tool->operands != NULL)
        awol_text_append(text, " \\\n    '*:file:_files'");
    awol_text_append_byte(text, '\n');
}

static void quote_fish(struct awol_text *text, const char *string)
{
    awol_text_append_byte(text, '\'');
    for (; *string != '\0'; string++) {
        if (*string == '\'' || *string == '\\')
            awol_text_append_byte(text, '\\');
        awol_text_append_byte(text, *string);
    }
    awol_text_append_byte(text, '\'');
}

void awol_complete_fish(struct awol_text *text, const struct awol_tool *tool)
{
    const struct awol_option *option;
    if (tool->operands == NULL)
        awol_text_append_format(text, "complete -c %s -f\n", tool->name);
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++) {
        awol_text_append_format(text, "complete -c %s -l %s", tool->name, option->name);
        if (option->letter != 0)
            awol_text_append_format(text, " -s %c", option->letter);
        if (option->type == AWOL_OPTION_FILE)
            awol_text_append(text, " -r -F");
        else if (option->type == AWOL_OPTION_FOLDER)
            awol_text_append(text, " -x -a '(__fish_complete_directories)'");
        else if (takes_value(option))
            awol_text_append(text, " -x");
        if (option->type == AWOL_OPTION_CHOICE) {
            awol_text_append(text, " -a '");
            for (size_t k = 0; option->choices[k] != NULL; k++)
                awol_text_append_format(text, "%s%s", k == 0 ? "" : " ", option->choices[k]);
            awol_text_append(text, "'");
        }
        awol_text_append(text, " -d ");
        quote_fish(text, option->help);
        awol_text_append_byte(text, '\n');
    }
}
