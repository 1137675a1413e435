#include "cli/man.h"

#include "cli/arguments.h"

#include <stdlib.h>
#include <string.h>

enum { LINE = 76 };

/* Decode one character of UTF-8 that is known to be well-formed, or take the byte as it stands. */
static size_t decode(const char *bytes, unsigned long *ret_code)
{
    const unsigned char *b = (const unsigned char *)bytes;
    size_t n = b[0] < 0xC0 ? 1 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    unsigned long code = n == 1 ? b[0] : b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            *ret_code = b[0];
            return 1;
        }
        code = code << 6 | (b[i] & 0x3Fu);
    }
    *ret_code = code;
    return n;
}

/* roff knows only ASCII everywhere; a macro's argument must not end at a quotation mark. */
static void escape(struct awol_text *text, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        unsigned long code;
        size_t n = decode(bytes + i, &code);
        if (code == '\\')
            awol_text_append(text, "\\e");
        else if (code == '"')
            awol_text_append(text, "\\(dq");
        else if (code == '-')
            awol_text_append(text, "\\-");
        else if (code < 0x80)
            awol_text_append_byte(text, bytes[i]);
        else
            awol_text_append_format(text, "\\[u%04lX]", code);
        i += n;
    }
}

/* A line of text that begins so would be read as a request. */
static void guard(struct awol_text *text, char first)
{
    if (first == '.' || first == '\'')
        awol_text_append(text, "\\&");
}

/* "e.g." ends none; "0.25." does. */
static bool ends_sentence(const char *word, size_t length)
{
    while (length > 1 && strchr(")]\"'", word[length - 1]) != NULL)
        length--;
    return length > 2 && strchr(".?!", word[length - 1]) != NULL && word[length - 2] != '.' &&
           word[length - 3] != '.';
}

void awol_man_prose(struct awol_text *text, const char *string)
{
    size_t column = 0;
    for (;;) {
        string += strspn(string, " \n");
        size_t length = strcspn(string, " \n");
        if (length == 0)
            break;
        size_t before = text->length;
        if (column > 0)
            awol_text_append_byte(text, ' ');
        else
            guard(text, string[0]);
        escape(text, string, length);
        if (!text->failed && column > 0 && column + text->length - before > LINE) {
            text->bytes[before] = '\n';
            if (string[0] == '.' || string[0] == '\'') {
                text->length = before + 1;
                awol_text_append(text, "\\&");
                escape(text, string, length);
            }
            column = 0;
            before++;
        }
        column += text->length - before;
        if (ends_sentence(string, length)) {
            awol_text_append_byte(text, '\n');
            column = 0;
        }
        string += length;
    }
    if (column > 0)
        awol_text_append_byte(text, '\n');
}

void awol_man_macro(struct awol_text *text, const char *macro, const char *argument)
{
    awol_text_append_format(text, "%s \"", macro);
    escape(text, argument, strlen(argument));
    awol_text_append(text, "\"\n");
}

static void literal(struct awol_text *text, const char *string)
{
    awol_text_append(text, ".Bd -literal -offset indent\n");
    guard(text, string[0]);
    escape(text, string, strlen(string));
    awol_text_append(text, "\n.Ed\n");
}

void awol_man_head(struct awol_text *text, const char *name, int section, const char *summary)
{
    awol_text_append_format(text, ".Dd %s\n.Dt ", AWOL_RELEASE_DATE);
    for (const char *c = name; *c != '\0'; c++)
        awol_text_append_byte(text, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
    awol_text_append_format(text, " %d\n.Os\n.Sh NAME\n.Nm %s\n", section, name);
    awol_man_macro(text, ".Nd", summary);
}

static void write_synopsis(struct awol_text *text, const struct awol_tool *tool)
{
    awol_text_append(text, ".Sh SYNOPSIS\n.Nm\n.Op Ar OPTION ...\n");
    if (tool->operands != NULL)
        awol_man_macro(text, ".Ar", tool->operands);
}

static void write_description(struct awol_text *text, const struct awol_tool *tool)
{
    awol_text_append(text, ".Sh DESCRIPTION\n");
    if (tool->n_paragraphs == 0 || tool->paragraphs[0].heading != NULL) {
        awol_text_append(text, ".Nm\nis one of the tools of\n.Xr awol 1 .\n");
    }
    for (size_t i = 0; i < tool->n_paragraphs; i++) {
        const struct awol_paragraph *paragraph = &tool->paragraphs[i];
        if (paragraph->heading != NULL)
            awol_man_macro(text, ".Ss", paragraph->heading);
        else if (i > 0 && paragraph->text[0] != ' ')
            awol_text_append(text, ".Pp\n");
        if (paragraph->text[0] == ' ')
            literal(text, paragraph->text + strspn(paragraph->text, " "));
        else
            awol_man_prose(text, paragraph->text);
    }
}

static void write_option(struct awol_text *text, const struct awol_option *option)
{
    struct awol_text description;
    awol_text_append(text, ".It ");
    if (option->letter != 0)
        awol_text_append_format(text, "Fl %c , ", option->letter);
    awol_text_append(text, "Fl \\-");
    escape(text, option->name, strlen(option->name));
    if (option->type != AWOL_OPTION_FLAG) {
        awol_text_append(text, " Ar \"");
        const char *metavar = option->metavar != NULL ? option->metavar : "VALUE";
        escape(text, metavar, strlen(metavar));
        awol_text_append(text, "\"");
    }
    awol_text_append_byte(text, '\n');
    awol_text_init(&description);
    awol_help_describe(&description, option);
    awol_man_prose(text, awol_text_string(&description));
    if (description.failed)
        text->failed = true;
    awol_text_release(&description);
}

static void write_options(struct awol_text *text, const struct awol_tool *tool)
{
    static const char list[] = ".Bl -tag -width indent\n";
    const struct awol_option *option;
    awol_text_append_format(text, ".Ss Options\n%s", list);
    for (size_t i = 0; (option = awol_option_at(tool, i)) != NULL; i++) {
        const char *heading = awol_option_heading(tool, i);
        if (heading != NULL) {
            awol_text_append(text, ".El\n");
            awol_man_macro(text, ".Ss", heading);
            awol_text_append(text, list);
        }
        write_option(text, option);
    }
    awol_text_append(text, ".El\n");
}

static void write_exit_status(struct awol_text *text)
{
    static const char *const meanings[] = {
#define ROW(number, meaning) #number, meaning,
        AWOL_EXIT_LIST(ROW)
#undef ROW
    };
    awol_text_append(text, ".Sh EXIT STATUS\n.Bl -tag -width 1n\n");
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i += 2) {
        awol_text_append_format(text, ".It %s\n", meanings[i]);
        awol_man_prose(text, meanings[i + 1]);
    }
    awol_text_append(text, ".El\n");
}

static void write_examples(struct awol_text *text, const struct awol_tool *tool)
{
    if (tool->n_examples == 0)
        return;
    awol_text_append(text, ".Sh EXAMPLES\n");
    for (size_t i = 0; i < tool->n_examples; i++) {
        if (i > 0)
            awol_text_append(text, ".Pp\n");
        awol_man_prose(text, tool->examples[i].what);
        literal(text, tool->examples[i].command);
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Pages are named by section, then by the alphabet. "awol-stream" is a page of section 5, every
 * other name a tool. */
static void write_see_also(struct awol_text *text, const struct awol_tool *tool)
{
    enum { MAX_NAMES = 32 };
    const char *names[MAX_NAMES];
    size_t n = 0;
    for (; tool->see_also != NULL && tool->see_also[n] != NULL && n < MAX_NAMES; n++)
        names[n] = tool->see_also[n];
    if (n == 0)
        return;
    qsort(names, n, sizeof names[0], compare_names);
    const char *separator = "";
    awol_text_append(text, ".Sh SEE ALSO");
    for (int section = 1; section <= 5; section += 4)
        for (size_t i = 0; i < n; i++)
            if ((strcmp(names[i], "awol-stream") == 0 ? 5 : 1) == section) {
                awol_text_append_format(text, "%s\n.Xr %s %d", separator, names[i], section);
                separator = " ,";
            }
    awol_text_append_byte(text, '\n');
}

void awol_man_write(struct awol_text *text, const struct awol_tool *tool)
{
    awol_man_head(text, tool->name, 1, tool->summary);
    write_synopsis(text, tool);
    write_description(text, tool);
    write_options(text, tool);
    write_exit_status(text);
    write_examples(text, tool);
    write_see_also(text, tool);
}
