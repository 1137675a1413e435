#include "cli/shell.h"

#include <stdbool.h>
#include <string.h>

static bool is_plain(const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "_-./=:,+@%^";
    return *word != '\0' && word[strspn(word, plain)] == '\0';
}

static bool has_control(const char *word)
{
    for (; *word != '\0'; word++)
        if ((unsigned char)*word < 0x20 || *word == 0x7f)
            return true;
    return false;
}

/* A stream's header is one line, so control characters need the form of quotes that names them. */
static void quote_control(struct awol_text *text, const char *word)
{
    awol_text_append(text, "$'");
    for (; *word != '\0'; word++) {
        unsigned char byte = (unsigned char)*word;
        if (byte < 0x20 || byte == 0x7f)
            awol_text_append_format(text, "\\%03o", byte);
        else if (byte == '\'' || byte == '\\')
            awol_text_append_format(text, "\\%c", byte);
        else
            awol_text_append_byte(text, *word);
    }
    awol_text_append(text, "'");
}

void awol_shell_quote(struct awol_text *text, const char *word)
{
    if (is_plain(word)) {
        awol_text_append(text, word);
        return;
    }
    if (has_control(word)) {
        quote_control(text, word);
        return;
    }
    awol_text_append(text, "'");
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            awol_text_append(text, "'\\''");
        else
            awol_text_append_byte(text, *word);
    }
    awol_text_append(text, "'");
}
