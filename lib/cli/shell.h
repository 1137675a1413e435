/* Words as a shell reads them again. */
#ifndef AWOL_CLI_SHELL_H
#define AWOL_CLI_SHELL_H

#include "base/text.h"

/* Append a word, in quotes where it needs them; control characters by the form of quotes that names
 * them ($'\012', bash), because the line stays one line. */
void awol_shell_quote(struct awol_text *text, const char *word);

#endif
