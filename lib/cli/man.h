/* Text as mdoc(7) wants it, for pages that are not about a tool. */
#ifndef AWOL_CLI_MAN_H
#define AWOL_CLI_MAN_H

#include "base/text.h"

/* Append prose as lines of text: escaped, one sentence a line, at most 78 bytes. */
void awol_man_prose(struct awol_text *text, const char *string);

/* Append one line of a macro with one argument, escaped and quoted: `.Ss "argument"`. */
void awol_man_macro(struct awol_text *text, const char *macro, const char *argument);

/* Append ".Dd date", ".Dt TITLE section", ".Os" and NAME. */
void awol_man_head(struct awol_text *text, const char *name, int section, const char *summary);

#endif
