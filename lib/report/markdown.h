/* Words from a file in a text of Markdown. */
#ifndef AWOL_REPORT_MARKDOWN_H
#define AWOL_REPORT_MARKDOWN_H

#include "base/text.h"

/* Append words on one line, with what Markdown would take for its own made harmless. */
void awol_markdown_append(struct awol_text *text, const char *words);

#endif
