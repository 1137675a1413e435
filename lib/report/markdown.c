#include "report/markdown.h"

#include <string.h>

void awol_markdown_append(struct awol_text *text, const char *words)
{
    for (; *words != '\0'; words++) {
        if (strchr("\\`*_[]<>#|", *words))
            awol_text_append_byte(text, '\\');
        awol_text_append_byte(text, (unsigned char)*words < ' ' ? ' ' : *words);
    }
}
