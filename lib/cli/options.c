#include "cli/arguments.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

const char *const awol_print_choices[] = {"man",    "bash",     "zsh",     "fish",
                                          "readme", "examples", "summary", NULL};

static const struct awol_option common_options[] = {
    {.name = "output",
     .letter = 'o',
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .default_text = "standard output",
     .help = "Write the result to FILE. FILE appears only when all of it was written."},
    {.name = "quiet", .letter = 'q', .help = "No warnings and notes; errors are still told."},
    {.name = "help", .letter = 'h', .help = "Print this help and exit."},
    {.name = "version", .help = "Print the version and exit."},
};

enum { N_COMMON = sizeof common_options / sizeof common_options[0] };

static const struct awol_option print_option = {
    .name = "print", .type = AWOL_OPTION_CHOICE, .choices = awol_print_choices, .help = ""};

static bool is_name(const struct awol_option *option, const char *name, size_t length)
{
    return strlen(option->name) == length && memcmp(option->name, name, length) == 0;
}

static bool tool_declares(const struct awol_tool *tool, const char *name)
{
    for (size_t i = 0; i < tool->n_options; i++)
        if (strcmp(tool->options[i].name, name) == 0)
            return true;
    return false;
}

/* The group that the option at *index of all groups belongs to; *index becomes its place there. */
static const struct awol_option_group *find_group(const struct awol_tool *tool, size_t *index)
{
    for (size_t i = 0; tool->groups != NULL && tool->groups[i] != NULL; i++) {
        if (*index < tool->groups[i]->n_options)
            return tool->groups[i];
        *index -= tool->groups[i]->n_options;
    }
    return NULL;
}

/* The option at *index of the tool's own and the added ones; NULL where it stands behind them, and
 * *index becomes its place there. */
static const struct awol_option *find_own(const struct awol_tool *tool, size_t *index)
{
    if (*index < tool->n_options)
        return &tool->options[*index];
    *index -= tool->n_options;
    for (size_t i = 0; i < N_COMMON; i++) {
        if (tool_declares(tool, common_options[i].name))
            continue;
        if (*index == 0)
            return &common_options[i];
        --*index;
    }
    return NULL;
}

const struct awol_option *awol_option_at(const struct awol_tool *tool, size_t index)
{
    const struct awol_option *option = find_own(tool, &index);
    const struct awol_option_group *group = option == NULL ? find_group(tool, &index) : NULL;

    return group != NULL ? &group->options[index] : option;
}

const char *awol_option_heading(const struct awol_tool *tool, size_t index)
{
    const struct awol_option *option = find_own(tool, &index);
    const struct awol_option_group *group = option == NULL ? find_group(tool, &index) : NULL;

    /* Small groups under one heading are as one. */
    if (group == NULL || index > 0)
        return NULL;
    for (size_t i = 1; tool->groups[i] != NULL; i++)
        if (tool->groups[i] == group && strcmp(tool->groups[i - 1]->heading, group->heading) == 0)
            return NULL;
    return group->heading;
}

const struct awol_option *awol_option_find(const struct awol_tool *tool, const char *name,
                                           size_t length)
{
    const struct awol_option *option;
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++)
        if (is_name(option, name, length))
            return option;
    return is_name(&print_option, name, length) ? &print_option : NULL;
}

static const struct awol_option *find_letter(const struct awol_tool *tool, char letter)
{
    const struct awol_option *option;
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++)
        if (option->letter == letter)
            return option;
    return NULL;
}

/* ---- values --------------------------------------------------------------------------------- */

static void list_choices(struct awol_text *text, const char *const *choices)
{
    for (size_t i = 0; choices[i] != NULL; i++) {
        awol_text_append(text, i == 0 ? "" : ", ");
        awol_text_append(text, choices[i]);
    }
}

static enum awol_status refuse_value(const struct awol_option *option, const char *value,
                                     const char *what, struct awol_error *error)
{
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text allowed;
    awol_text_init(&allowed);
    awol_help_range(&allowed, option);
    awol_error_set(error, AWOL_USAGE, "--%s: %s is not %s%s%s", option->name,
                   awol_text_show(value, shown, sizeof shown), what, allowed.length > 0 ? " " : "",
                   awol_text_string(&allowed));
    awol_text_release(&allowed);
    return AWOL_USAGE;
}

static enum awol_status refuse_choice(const struct awol_option *option, const char *value,
                                      struct awol_error *error)
{
    size_t n = 0;
    while (option->choices[n] != NULL)
        n++;
    const char *nearest = awol_text_nearest(value, option->choices, n);
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text allowed;
    awol_text_init(&allowed);
    list_choices(&allowed, option->choices);
    awol_error_set(error, AWOL_USAGE, "--%s: %s is not one of %s%s%s%s", option->name,
                   awol_text_show(value, shown, sizeof shown), awol_text_string(&allowed),
                   nearest != NULL ? "; did you mean " : "", nearest != NULL ? nearest : "",
                   nearest != NULL ? "?" : "");
    awol_text_release(&allowed);
    return AWOL_USAGE;
}

/* A row with min == max (both left out) sets no range. */
static bool within(const struct awol_option *option, double value)
{
    return !(option->min < option->max) || (value >= option->min && value <= option->max);
}

static enum awol_status check_value(const struct awol_option *option, const char *value,
                                    struct awol_error *error)
{
    double number;
    int64_t integer;
    switch (option->type) {
    case AWOL_OPTION_NUMBER:
        if (!awol_number_parse(value, &number) || !within(option, number))
            return refuse_value(option, value, "a number", error);
        return AWOL_OK;
    case AWOL_OPTION_INTEGER:
        if (!awol_number_parse_integer(value, &integer) || !within(option, (double)integer))
            return refuse_value(option, value, "a whole number", error);
        return AWOL_OK;
    case AWOL_OPTION_CHOICE:
        for (size_t i = 0; option->choices[i] != NULL; i++)
            if (strcmp(option->choices[i], value) == 0)
                return AWOL_OK;
        return refuse_choice(option, value, error);
    case AWOL_OPTION_FILE:
        if (*value == '\0')
            return awol_error_set(error, AWOL_USAGE, "--%s: the name of the file is empty",
                                  option->name);
        return AWOL_OK;
    case AWOL_OPTION_FOLDER:
        if (*value == '\0')
            return awol_error_set(error, AWOL_USAGE, "--%s: the name of the folder is empty",
                                  option->name);
        return AWOL_OK;
    case AWOL_OPTION_FLAG:
    case AWOL_OPTION_TEXT:
    default:
        return AWOL_OK;
    }
}

/* ---- the command line -------------------------------------------------------------------------
 */

struct parser {
    struct awol_arguments *arguments;
    int argc;
    char **argv;
    int next;
};

static bool is_common(const struct awol_option *option, const char *name)
{
    return strcmp(option->name, name) == 0;
}

static enum awol_status take(struct parser *parser, const struct awol_option *option,
                             const char *value, struct awol_error *error)
{
    struct awol_arguments *arguments = parser->arguments;
    if (value != NULL) {
        enum awol_status status = check_value(option, value, error);
        if (status != AWOL_OK)
            return status;
    }
    arguments->given[arguments->n_given++] = (struct awol_given){option, value};
    if (is_common(option, "quiet"))
        arguments->quiet = true;
    else if (is_common(option, "output") && value != NULL && option->type == AWOL_OPTION_FILE)
        arguments->output.path = strcmp(value, "-") == 0 ? NULL : value;
    else if (is_common(option, "help") || is_common(option, "version") || option == &print_option)
        arguments->stopped = true;
    return AWOL_OK;
}

/* `--output --model x` is a forgotten file name more often than a file of that name. */
static enum awol_status next_value(struct parser *parser, const struct awol_option *option,
                                   const char **ret_value, struct awol_error *error)
{
    const char *metavar = option->metavar != NULL ? option->metavar : "VALUE";
    if (parser->next >= parser->argc)
        return awol_error_set(error, AWOL_USAGE, "--%s needs a value: --%s=%s", option->name,
                              option->name, metavar);
    const char *value = parser->argv[parser->next];
    if (strncmp(value, "--", 2) == 0 &&
        awol_option_find(parser->arguments->tool, value + 2, strcspn(value + 2, "=")) != NULL)
        return awol_error_set(error, AWOL_USAGE,
                              "--%s needs a value, and %s is another option (if it is meant, "
                              "write --%s=%s)",
                              option->name, value, option->name, value);
    parser->next++;
    *ret_value = value;
    return AWOL_OK;
}

static void suggest_prefix(struct awol_text *text, const struct awol_tool *tool, const char *name,
                           size_t length)
{
    const struct awol_option *option;
    for (size_t i = 0; length > 0 && (option = awol_option_at(tool, i)) != NULL; i++) {
        if (strncmp(option->name, name, length) != 0)
            continue;
        awol_text_append(text, text->length == 0 ? "" : " or ");
        awol_text_append_format(text, "--%s", option->name);
    }
}

static void suggest_nearest(struct awol_text *text, const struct awol_tool *tool, const char *name)
{
    enum { MAX_NAMES = 128 };
    const char *names[MAX_NAMES];
    const struct awol_option *option;
    size_t n = 0;
    while (n < MAX_NAMES && (option = awol_option_at(tool, n)) != NULL)
        names[n++] = option->name;
    const char *nearest = awol_text_nearest(name, names, n);
    if (nearest != NULL)
        awol_text_append_format(text, "--%s", nearest);
}

/* An abbreviation is refused because it would change its meaning when an option is added. */
static enum awol_status refuse_unknown(const struct awol_tool *tool, const char *word,
                                       struct awol_error *error)
{
    const char *name = word + strspn(word, "-");
    size_t length = strcspn(name, "=");
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text written, nearest;
    awol_text_init(&written);
    awol_text_init(&nearest);
    awol_text_append_bytes(&written, name, length);
    suggest_prefix(&nearest, tool, name, length);
    if (nearest.length == 0)
        suggest_nearest(&nearest, tool, awol_text_string(&written));
    awol_text_clear(&written);
    awol_text_append_bytes(&written, word, (size_t)(name - word) + length);
    awol_text_show(awol_text_string(&written), shown, sizeof shown);
    if (nearest.length > 0)
        awol_error_set(error, AWOL_USAGE, "%s is not an option; did you mean %s?", shown,
                       awol_text_string(&nearest));
    else
        awol_error_set(error, AWOL_USAGE, "%s is not an option; see %s --help", shown, tool->name);
    awol_text_release(&nearest);
    awol_text_release(&written);
    return AWOL_USAGE;
}

static enum awol_status parse_long(struct parser *parser, const char *word,
                                   struct awol_error *error)
{
    const char *name = word + 2;
    size_t length = strcspn(name, "=");
    const struct awol_option *option = awol_option_find(parser->arguments->tool, name, length);
    if (option == NULL)
        return refuse_unknown(parser->arguments->tool, word, error);
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    if (option->type == AWOL_OPTION_FLAG && value != NULL)
        return awol_error_set(error, AWOL_USAGE, "--%s takes no value", option->name);
    if (option->type != AWOL_OPTION_FLAG && value == NULL) {
        enum awol_status status = next_value(parser, option, &value, error);
        if (status != AWOL_OK)
            return status;
    }
    return take(parser, option, value, error);
}

/* -q, -qx, -oFILE, -o FILE. */
static enum awol_status parse_letters(struct parser *parser, const char *word,
                                      struct awol_error *error)
{
    const struct awol_tool *tool = parser->arguments->tool;
    /* `-format csv` is a forgotten dash; it is not `-f ormat`. */
    size_t length = strcspn(word + 1, "=");
    if (length > 1 && awol_option_find(tool, word + 1, length) != NULL)
        return refuse_unknown(tool, word, error);
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        const struct awol_option *option = find_letter(tool, *letter);
        if (option == NULL) {
            const char one[3] = {'-', *letter, '\0'};
            char shown[AWOL_SHOWN_SIZE];
            return awol_error_set(error, AWOL_USAGE, "%s is not an option; see %s --help",
                                  awol_text_show(one, shown, sizeof shown), tool->name);
        }
        const char *value = NULL;
        if (option->type != AWOL_OPTION_FLAG) {
            value = letter + 1;
            enum awol_status status =
                *value != '\0' ? AWOL_OK : next_value(parser, option, &value, error);
            if (status != AWOL_OK)
                return status;
        }
        enum awol_status status = take(parser, option, value, error);
        if (status != AWOL_OK || value != NULL || parser->arguments->stopped)
            return status;
    }
    return AWOL_OK;
}

static enum awol_status take_operand(struct parser *parser, const char *word,
                                     struct awol_error *error)
{
    struct awol_arguments *arguments = parser->arguments;
    const struct awol_tool *tool = arguments->tool;
    size_t max = tool->operands == NULL ? 0 : tool->max_operands;
    char shown[AWOL_SHOWN_SIZE];
    if (arguments->n_operands >= max) {
        awol_text_show(word, shown, sizeof shown);
        if (max == 0)
            return awol_error_set(error, AWOL_USAGE, "takes no operand, and %s is given", shown);
        return awol_error_set(error, AWOL_USAGE,
                              "takes at most %zu operand%s (%s), and %s is one "
                              "too many",
                              max, max == 1 ? "" : "s", tool->operands, shown);
    }
    arguments->operands[arguments->n_operands++] = word;
    return AWOL_OK;
}

static enum awol_status parse_words(struct parser *parser, struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    bool only_operands = false;
    while (parser->next < parser->argc && !parser->arguments->stopped && status == AWOL_OK) {
        const char *word = parser->argv[parser->next++];
        if (only_operands || word[0] != '-' || word[1] == '\0')
            status = take_operand(parser, word, error);
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else if (word[1] == '-')
            status = parse_long(parser, word, error);
        else
            status = parse_letters(parser, word, error);
    }
    return status;
}

enum awol_status awol_arguments_parse(const struct awol_tool *tool, int argc, char **argv,
                                      struct awol_arguments *ret_arguments,
                                      struct awol_error *opt_error)
{
    struct awol_arguments arguments = {.tool = tool};
    struct parser parser = {&arguments, argc, argv, 1};
    size_t n_words = 1;
    for (int i = 1; i < argc; i++)
        n_words += strlen(argv[i]); /* one word may group as many flags as it has letters */
    enum awol_status status;
    awol_text_init(&arguments.command);
    arguments.given = calloc(n_words, sizeof *arguments.given);
    arguments.operands = calloc((size_t)argc + 1, sizeof *arguments.operands);
    if (arguments.given == NULL || arguments.operands == NULL)
        status = awol_error_memory(opt_error);
    else
        status = parse_words(&parser, opt_error);
    if (status == AWOL_OK)
        status = awol_arguments_compose(&arguments, opt_error);
    if (status != AWOL_OK) {
        awol_arguments_release(&arguments);
        return status;
    }
    *ret_arguments = arguments;
    return AWOL_OK;
}
