#include "report/plan.h"

#include <assert.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/shell.h"
#include "report/folder.h"

void awol_plan_init(struct awol_plan *plan)
{
    *plan = (struct awol_plan){0};
    awol_arena_init(&plan->arena);
}

void awol_plan_release(struct awol_plan *plan)
{
    awol_arena_release(&plan->arena);
}

static void append(struct awol_step *step, const char *word)
{
    assert(step->n_words < AWOL_STEP_MAX_WORDS);
    step->words[step->n_words++] = word;
}

size_t awol_plan_begin(struct awol_plan *plan, const char *output, const char *const *words)
{
    struct awol_step *const steps =
        awol_arena_grow(&plan->arena, plan->steps, plan->n, sizeof *steps);

    if (!steps) {
        plan->failed = true;
        return plan->n;
    }
    plan->steps = steps;
    steps[plan->n] = (struct awol_step){.output = output};
    while (*words)
        append(&steps[plan->n], *words++);
    return plan->n++;
}

void awol_plan_add(struct awol_plan *plan, const char *word, const char *opt_value)
{
    if (plan->failed || plan->n == 0)
        return;
    append(&plan->steps[plan->n - 1], word);
    if (opt_value)
        append(&plan->steps[plan->n - 1], opt_value);
}

bool awol_plan_has(const struct awol_plan *plan, const char *output)
{
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].is_done && strcmp(plan->steps[i].output, output) == 0)
            return true;
    }
    return false;
}

/* ---- running ------------------------------------------------------------------------------ */

static void log_name(const struct awol_step *step, char name[static AWOL_REPORT_PATH_SIZE])
{
    snprintf(name, AWOL_REPORT_PATH_SIZE, "log/%s.txt", step->output);
}

/* True if a line names a place in a file: “:LINE:COLUMN: ”. */
static bool has_place(const char *line)
{
    for (const char *at = strchr(line, ':'); at; at = strchr(at + 1, ':')) {
        const size_t digits = strspn(at + 1, "0123456789");

        if (digits > 0 && at[1 + digits] == ':' && strspn(at + 2 + digits, "0123456789") > 0)
            return true;
    }
    return false;
}

/* The line without the name of the tool, and with the user's own path for what was copied into
 * data/, in the arena. */
static const char *tell_fault(struct awol_plan *plan, const char *line)
{
    const char *const tool = strncmp(line, "awol-", 5) == 0 ? strstr(line, ": ") : NULL;
    const char *const path = strstr(tool ? tool : line, "data/");
    const char *told = tool ? tool + 2 : line;
    struct awol_text text;

    awol_text_init(&text);
    if (path && plan->opt_dataset) {
        awol_text_append_bytes(&text, told, (size_t)(path - told));
        awol_text_append_format(&text, "%s/", plan->opt_dataset);
        told = path + sizeof "data/" - 1;
    }
    awol_text_append(&text, told);
    told = text.failed ? NULL : awol_arena_string(&plan->arena, awol_text_string(&text));
    awol_text_release(&text);
    return told ? told : "";
}

/* What a tool said was wrong: the first line with a place in a file, else the last; "" if nothing.
 */
static const char *read_fault(struct awol_plan *plan, const char *path)
{
    char line[2048] = "", told[2048] = "";
    bool placed = false;
    FILE *const file = fopen(path, "rb");

    while (file && !placed && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || strstr(line, ": warning: "))
            continue;
        placed = has_place(line);
        memcpy(told, line, sizeof told);
    }
    if (file)
        fclose(file);
    return tell_fault(plan, told);
}

static enum awol_status status_of_exit(int code)
{
    switch (code) {
    case 2:
        return AWOL_USAGE;
    case 3:
        return AWOL_DATA;
    case 4:
        return AWOL_UNFIT;
    default:
        return AWOL_SYSTEM;
    }
}

static enum awol_status run_step(struct awol_plan *plan, struct awol_step *step, const char *folder,
                                 struct awol_error *opt_error)
{
    char log[AWOL_REPORT_PATH_SIZE], path[AWOL_REPORT_PATH_SIZE];
    struct awol_error fault;
    int code = 0;
    enum awol_status status;

    log_name(step, log);
    status = awol_report_folder_file(folder, log, path, &fault);
    if (status == AWOL_OK)
        status = awol_program_run(step->words, folder, log, &code, &fault);
    if (status == AWOL_OK && code <= step->most) {
        step->is_done = true;
        return AWOL_OK;
    }
    if (status == AWOL_OK)
        status = awol_error_set(&fault, status_of_exit(code), "%s", read_fault(plan, path));
    if (step->optional && !awol_interrupt_came()) {
        step->fault = awol_arena_string(&plan->arena, fault.message);
        return step->fault ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (opt_error)
        *opt_error = fault;
    return status;
}

enum awol_status awol_plan_run(struct awol_plan *plan, size_t first, const char *folder,
                               struct awol_error *opt_error)
{
    enum awol_status status = plan->failed ? awol_error_memory(opt_error) : AWOL_OK;

    for (size_t i = first; i < plan->n && status == AWOL_OK; i++) {
        status = run_step(plan, &plan->steps[i], folder, opt_error);
        if (status == AWOL_OK && awol_interrupt_came())
            status = awol_error_set(opt_error, AWOL_SYSTEM, "interrupted");
    }
    return status;
}

/* ---- the Makefile ------------------------------------------------------------------------- */

void awol_step_format(const struct awol_step *step, struct awol_text *text)
{
    for (size_t i = 0; i < step->n_words; i++) {
        if (i > 0)
            awol_text_append(text, " ");
        awol_shell_quote(text, step->words[i]);
    }
}

/* What the command reads: files of data/, and what earlier steps made. */
static bool is_read(const struct awol_plan *plan, const struct awol_step *step, const char *word)
{
    return strcmp(word, step->output) != 0 &&
           (strncmp(word, "data/", 5) == 0 || awol_plan_has(plan, word));
}

/* make takes a dollar for one of its own. */
static void append_recipe(const struct awol_step *step, struct awol_text *text)
{
    struct awol_text command;

    awol_text_init(&command);
    awol_step_format(step, &command);
    for (const char *at = awol_text_string(&command); *at != '\0'; at++) {
        awol_text_append_byte(text, *at);
        if (*at == '$')
            awol_text_append_byte(text, '$');
    }
    text->failed = text->failed || command.failed;
    awol_text_release(&command);
}

/* Spaces end a name there. */
static void append_name(const char *name, struct awol_text *text)
{
    for (; *name != '\0'; name++) {
        if (*name == ' ' || *name == '#' || *name == ':')
            awol_text_append_byte(text, '\\');
        if (*name == '$')
            awol_text_append_byte(text, '$');
        awol_text_append_byte(text, *name);
    }
}

static void append_rule(const struct awol_plan *plan, const struct awol_step *step,
                        struct awol_text *text)
{
    awol_text_append_format(text, "\n%s:", step->output);
    for (size_t i = 1; i < step->n_words; i++) {
        if (!is_read(plan, step, step->words[i]))
            continue;
        awol_text_append(text, " ");
        append_name(step->words[i], text);
    }
    awol_text_append(text, "\n\t");
    append_recipe(step, text);
    awol_text_append_format(text, " 2> log/%s.txt", step->output);
    if (step->most > 0)
        awol_text_append_format(text, " || test $$? -le %d", step->most);
    awol_text_append(text, "\n");
}

void awol_plan_write_makefile(const struct awol_plan *plan, struct awol_text *text)
{
    awol_text_append(text, "# Makes this folder again from data/, by the tools of awol.\n"
                           "SHELL := /bin/bash\n"
                           ".DELETE_ON_ERROR:\n\nall:");
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].is_done)
            awol_text_append_format(text, " %s", plan->steps[i].output);
    }
    awol_text_append(text, "\n");
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].is_done)
            append_rule(plan, &plan->steps[i], text);
    }
}
