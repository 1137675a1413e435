/* mutate LIMIT SEED FOLDER < TARGETS
 *
 * LIMIT is a number of seconds, or of runs where an x stands behind it.
 * Damage a good file and give it to a tool, over and over. Each line of TARGETS is FILE, a tab, and
 * a command in which @ stands for the damaged copy. Run n of a seed is always the same damage. A
 * run fails where the tool ends by a signal, with a status above 5 (a sanitizer ends with 99), or
 * not within half a minute; or where it leaves an output that it did not finish. Damaged files of
 * failures are kept in FOLDER. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_TARGETS = 256, MAX_WORDS = 32, LIMIT_SECONDS = 30, WORST_STATUS = 5 };

struct bytes {
    char *at;
    size_t n, capacity;
};

struct target {
    struct bytes file;
    char *path;
    char *command;
};

/* Words that once were, or could be, trouble where a number, a date or a mark is expected. */
static const char *const words[] = {"NA",
                                    "",
                                    "-",
                                    "-1",
                                    "0",
                                    "1e308",
                                    "1e-320",
                                    "1e9",
                                    "999999999999",
                                    "0.5",
                                    "nan",
                                    "inf",
                                    "..",
                                    "/",
                                    "1778-02-30",
                                    "1778-06",
                                    "1778?",
                                    "~",
                                    "0000",
                                    "-9999",
                                    "Y99999",
                                    "9999-12-31",
                                    "1778/1777",
                                    "# end",
                                    "# table: series",
                                    "# awol: fit 1",
                                    "\n\n\n",
                                    "\t",
                                    ",",
                                    ";",
                                    "\"",
                                    "\\",
                                    "\\q",
                                    "\r",
                                    "\r\n",
                                    "\xef\xbb\xbf",
                                    "\xff",
                                    "\xc3\xa9",
                                    "yes",
                                    "no",
                                    "exact",
                                    "range",
                                    "at-least",
                                    "at-most",
                                    "about",
                                    "decay",
                                    "rush",
                                    "present",
                                    "sent",
                                    "count",
                                    "date",
                                    "unit",
                                    "preferred",
                                    "end"};

static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15)); /* Steele et al. 2014, SplitMix64 */
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
    return n == 0 ? 0 : (size_t)(next(state) % n);
}

static void die(const char *what)
{
    fprintf(stderr, "mutate: %s: %s\n", what, strerror(errno));
    exit(5);
}

static void reserve(struct bytes *bytes, size_t n)
{
    if (n <= bytes->capacity)
        return;
    bytes->at = realloc(bytes->at, 2 * n);
    bytes->capacity = 2 * n;
    if (bytes->at == NULL)
        die("memory");
}

/* Replace `gone` bytes at `where` by n others. */
static void splice(struct bytes *bytes, size_t where, size_t gone, const char *by, size_t n)
{
    reserve(bytes, bytes->n + n);
    memmove(bytes->at + where + n, bytes->at + where + gone, bytes->n - where - gone);
    memcpy(bytes->at + where, by, n);
    bytes->n += n - gone;
}

static void read_file(const char *path, struct bytes *ret_bytes)
{
    struct bytes bytes = {0};
    FILE *file = fopen(path, "rb");
    size_t n;
    if (file == NULL)
        die(path);
    do {
        reserve(&bytes, bytes.n + 65536);
        n = fread(bytes.at + bytes.n, 1, 65536, file);
        bytes.n += n;
    } while (n > 0);
    fclose(file);
    *ret_bytes = bytes;
}

static void write_file(const char *path, const struct bytes *bytes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes->at, 1, bytes->n, file) != bytes->n || fclose(file) != 0)
        die(path);
}

/* The cell or line around a random byte: begins after, and ends before, one of the marks. */
static void pick(const struct bytes *bytes, const char *marks, uint64_t *state, size_t *ret_from,
                 size_t *ret_n)
{
    size_t from = below(state, bytes->n), to = from;
    while (from > 0 && memchr(marks, bytes->at[from - 1], strlen(marks)) == NULL)
        from--;
    while (to < bytes->n && memchr(marks, bytes->at[to], strlen(marks)) == NULL)
        to++;
    *ret_from = from;
    *ret_n = to - from;
}

static void put_word(struct bytes *bytes, size_t where, size_t gone, uint64_t *state)
{
    const char *word = words[below(state, sizeof words / sizeof words[0])];
    splice(bytes, where, gone, word, strlen(word));
}

static void copy_line(struct bytes *bytes, const struct bytes *from, uint64_t *state)
{
    size_t line, n, where, rest;
    if (from->n == 0)
        return;
    pick(from, "\n", state, &line, &n);
    char *copy = malloc(n + 1);
    if (copy == NULL)
        die("memory");
    memcpy(copy, from->at + line, n);
    copy[n] = '\n';
    pick(bytes, "\n", state, &where, &rest);
    splice(bytes, where, 0, copy, n + 1);
    free(copy);
}

static void damage(struct bytes *bytes, const struct bytes *other, uint64_t *state)
{
    size_t where, n;
    if (bytes->n == 0)
        reserve(bytes, 1);
    switch (bytes->n == 0 ? 0 : below(state, 14)) {
    case 0:
        put_word(bytes, below(state, bytes->n + 1), 0, state);
        break;
    case 1:
        bytes->at[below(state, bytes->n)] ^= (char)(1 << below(state, 8));
        break;
    case 2:
        bytes->at[below(state, bytes->n)] = (char)next(state);
        break;
    case 3:
        where = below(state, bytes->n);
        splice(bytes, where, below(state, bytes->n - where) % 64, "", 0);
        break;
    case 4:
        pick(bytes, "\n", state, &where, &n);
        splice(bytes, where, n, "", 0);
        break;
    case 5:
        copy_line(bytes, bytes, state);
        break;
    case 6:
        copy_line(bytes, other, state);
        break;
    case 7:
        if (below(state, 8) == 0)
            bytes->n = below(state, bytes->n);
        break;
    default:
        pick(bytes, ",;\t\n", state, &where, &n);
        put_word(bytes, where, n, state);
        break;
    }
}

/* ---- runs --------------------------------------------------------------------------------- */

/* The wait status of the command, or -1 where it had to be ended. */
static int run(char *const *arguments)
{
    pid_t child = fork();
    int status = 0;
    if (child < 0)
        die("fork");
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        alarm(LIMIT_SECONDS);
        if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
            _exit(126);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child)
        die("waitpid");
    return status;
}

/* What is wrong with an end, or NULL. */
static const char *fault(int status, const char *output)
{
    struct stat file;
    bool is_left = stat(output, &file) == 0;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGALRM ? "it does not end" : "it was ended by a signal";
    if (WEXITSTATUS(status) > WORST_STATUS)
        return "its status is not of the list";
    if (WEXITSTATUS(status) != 0 && is_left)
        return "it failed and left its output";
    if (WEXITSTATUS(status) == 0 && !is_left)
        return "it succeeded without output";
    return NULL;
}

static const char *try_once(const struct target *target, const char *input, const char *output)
{
    char command[4096];
    char *arguments[MAX_WORDS + 3];
    size_t n = 0;
    char *rest = NULL;
    snprintf(command, sizeof command, "%s", target->command);
    for (char *word = strtok_r(command, " ", &rest); word != NULL && n < MAX_WORDS;
         word = strtok_r(NULL, " ", &rest))
        arguments[n++] = strcmp(word, "@") == 0 ? (char *)input : word;
    arguments[n++] = (char *)"-o";
    arguments[n++] = (char *)output;
    arguments[n] = NULL;
    unlink(output);
    return fault(run(arguments), output);
}

static size_t read_targets(struct target *targets)
{
    char line[4096];
    size_t n = 0;
    while (n < MAX_TARGETS && fgets(line, sizeof line, stdin) != NULL) {
        char *tab = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (tab == NULL)
            continue;
        *tab = '\0';
        targets[n].path = strdup(line);
        targets[n].command = strdup(tab + 1);
        if (targets[n].path == NULL || targets[n].command == NULL)
            die("memory");
        read_file(line, &targets[n++].file);
    }
    return n;
}

static size_t mutate(const struct target *targets, size_t n_targets, const char *folder,
                     const char *limit, unsigned long seed)
{
    struct bytes bytes = {0};
    char input[4096], output[4096], kept[4096];
    size_t n_failed = 0, n;
    char *unit;
    const unsigned long most = strtoul(limit, &unit, 10);
    const bool by_runs = strcmp(unit, "x") == 0;
    const time_t until = time(NULL) + (by_runs ? 0 : (time_t)most);
    snprintf(input, sizeof input, "%s/input", folder);
    snprintf(output, sizeof output, "%s/output.gp", folder);
    for (n = 0; (by_runs ? n < most : time(NULL) < until) && n_failed < 10; n++) {
        uint64_t state = seed * UINT64_C(1000003) + n;
        const struct target *target = &targets[n % n_targets];
        const struct bytes *other = &targets[below(&state, n_targets)].file;
        bytes.n = 0;
        splice(&bytes, 0, 0, target->file.at, target->file.n);
        for (size_t i = 1 + below(&state, 6); i > 0; i--)
            damage(&bytes, other, &state);
        write_file(input, &bytes);
        const char *what = try_once(target, input, output);
        if (what == NULL)
            continue;
        n_failed++;
        snprintf(kept, sizeof kept, "%s/failed-%lu-%zu", folder, seed, n);
        rename(input, kept);
        printf("FAILED %s: %s\n  on %s (from %s)\n", what, target->command, kept, target->path);
    }
    free(bytes.at);
    printf("mutate: %zu runs of seed %lu, %zu failed\n", n, seed, n_failed);
    return n_failed;
}

int main(int argc, char **argv)
{
    static struct target targets[MAX_TARGETS];
    size_t n;
    if (argc != 4 || (n = read_targets(targets)) == 0) {
        fputs("usage: mutate LIMIT SEED FOLDER < TARGETS\n", stderr);
        return 2;
    }
    return mutate(targets, n, argv[3], argv[1], strtoul(argv[2], NULL, 10)) > 0;
}
