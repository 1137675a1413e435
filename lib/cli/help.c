#include "cli/arguments.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/number.h"

enum { WIDTH = 80, TEXT_COLUMN = 26, LABEL_INDENT = 2 };

/* Characters, not bytes: continuation bytes are not counted. */
static size_t characters(const char *bytes, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            n++;
    return n;
}

static void spaces(struct awol_text *text, size_t n)
{
    while (n-- > 0)
        awol_text_append_byte(text, ' ');
}

void awol_help_wrap(struct awol_text *text, const char *string, size_t column, size_t indent,
                    size_t width)
{
    bool first = true;
    for (;;) {
        string += strspn(string, " \n");
        size_t length = strcspn(string, " \n");
        if (length == 0)
            return;
        size_t n = characters(string, length);
        if (!first && column + 1 + n > width) {
            awol_text_append_byte(text, '\n');
            spaces(text, indent);
            column = indent;
        } else if (!first) {
            awol_text_append_byte(text, ' ');
            column++;
        }
        awol_text_append_bytes(text, string, length);
        column += n;
        string += length;
        first = false;
    }
}

void awol_help_range(struct awol_text *text, const struct awol_option *option)
{
    char low[AWOL_NUMBER_SIZE], high[AWOL_NUMBER_SIZE];
    if ((option->type != AWOL_OPTION_NUMBER && option->type != AWOL_OPTION_INTEGER) ||
        !(option->min < option->max))
        return;
    awol_number_format_short(option->min, 15, low);
    awol_number_format_short(option->max, 15, high);
    /* Limits that only keep a number in its type are not worth telling. */
    bool has_low = isfinite(option->min) && option->min > -1e15;
    bool has_high = isfinite(option->max) && option->max < 1e15;
    if (has_low && has_high)
        awol_text_append_format(text, "from %s to %s", low, high);
    else if (has_low)
        awol_text_append_format(text, "of at least %s", low);
    else if (has_high)
        awol_text_append_format(text, "of at most %s", high);
}

void awol_help_describe(struct awol_text *text, const struct awol_option *option)
{
    struct awol_text range;
    awol_text_append(text, option->help);
    if (option->type == AWOL_OPTION_CHOICE) {
        awol_text_append(text, " One of ");
        for (size_t i = 0; option->choices[i] != NULL; i++) {
            awol_text_append_format(text, "%s%s", i == 0 ? "" : ", ", option->choices[i]);
            if (option->choice_words != NULL)
                awol_text_append_format(text, " (%s)", option->choice_words(i));
        }
        awol_text_append(text, ".");
    }
    awol_text_init(&range);
    awol_help_range(&range, option);
    if (range.length > 0)
        awol_text_append_format(text, " A %snumber %s.",
                                option->type == AWOL_OPTION_INTEGER ? "whole " : "",
                                awol_text_string(&range));
    if (range.failed)
        text->failed = true;
    awol_text_release(&range);
    if (option->repeatable)
        awol_text_append(text, " May be given several times.");
    if (option->default_text != NULL)
        awol_text_append_format(text, " Default: %s.", option->default_text);
}

static void write_option(struct awol_text *text, const struct awol_option *option)
{
    struct awol_text label, description;
    awol_text_init(&label);
    awol_text_init(&description);
    if (option->letter != 0)
        awol_text_append_format(&label, "-%c, ", option->letter);
    else
        awol_text_append(&label, "    ");
    awol_text_append_format(&label, "--%s", option->name);
    if (option->type != AWOL_OPTION_FLAG)
        awol_text_append_format(&label, " %s", option->metavar != NULL ? option->metavar : "VALUE");
    awol_help_describe(&description, option);

    size_t column = LABEL_INDENT + characters(awol_text_string(&label), label.length);
    spaces(text, LABEL_INDENT);
    awol_text_append(text, awol_text_string(&label));
    if (column + 2 > TEXT_COLUMN) {
        awol_text_append_byte(text, '\n');
        column = 0;
    }
    spaces(text, TEXT_COLUMN - column);
    awol_help_wrap(text, awol_text_string(&description), TEXT_COLUMN, TEXT_COLUMN, WIDTH);
    awol_text_append_byte(text, '\n');
    if (label.failed || description.failed)
        text->failed = true;
    awol_text_release(&description);
    awol_text_release(&label);
}

/* A summary is kept without capital and full stop, as man pages and tables want it. */
static void write_sentence(struct awol_text *text, const char *summary)
{
    struct awol_text sentence;
    awol_text_init(&sentence);
    awol_text_append_format(&sentence, "%c%s.", toupper((unsigned char)summary[0]),
                            summary[0] != '\0' ? summary + 1 : "");
    awol_help_wrap(text, awol_text_string(&sentence), 0, 0, WIDTH);
    awol_text_append_byte(text, '\n');
    if (sentence.failed)
        text->failed = true;
    awol_text_release(&sentence);
}

static void write_exit_status(struct awol_text *text)
{
    static const struct {
        int number;
        const char *meaning;
    } list[] = {
#define ROW(number, meaning) {number, meaning},
        AWOL_EXIT_LIST(ROW)
#undef ROW
    };
    awol_text_append(text, "\nExit status:\n");
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        awol_text_append_format(text, "  %d  ", list[i].number);
        awol_help_wrap(text, list[i].meaning, 5, 5, WIDTH);
        awol_text_append_byte(text, '\n');
    }
}

void awol_help_write(struct awol_text *text, const struct awol_tool *tool)
{
    const struct awol_option *option;
    awol_text_append_format(text, "Usage: %s [OPTION]…%s%s\n", tool->name,
                            tool->operands != NULL ? " " : "",
                            tool->operands != NULL ? tool->operands : "");
    write_sentence(text, tool->summary);
    awol_text_append(text, "\nOptions:\n");
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++) {
        const char *heading = awol_option_heading(tool, i);
        if (heading != NULL)
            awol_text_append_format(text, "\n%s:\n", heading);
        write_option(text, option);
    }
    if (tool->n_examples > 0)
        awol_text_append(text, "\nExamples:\n");
    for (size_t i = 0; i < tool->n_examples; i++) {
        awol_text_append(text, "  ");
        awol_help_wrap(text, tool->examples[i].what, 2, 2, WIDTH);
        awol_text_append_format(text, "\n    %s\n", tool->examples[i].command);
    }
    write_exit_status(text);
    awol_text_append_format(text, "\nThe whole manual: man %s\n", tool->name);
}

void awol_help_write_version(struct awol_text *text, const struct awol_tool *tool)
{
    awol_text_append_format(text,
                            "%s (awol) %s\nLicence GPL-3.0-or-later. There is no warranty, to the "
                            "extent permitted by law.\n",
                            tool->name, AWOL_VERSION);
}
