#include "plot/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_PATH 4096

static const struct {
    const char *suffix;
    enum awol_image image;
} suffixes[] = {
    {".gp", AWOL_IMAGE_SCRIPT}, {".svg", AWOL_IMAGE_SVG}, {".png", AWOL_IMAGE_PNG},
    {".pdf", AWOL_IMAGE_PDF},   {".eps", AWOL_IMAGE_EPS}, {".tex", AWOL_IMAGE_TEX},
    {".txt", AWOL_IMAGE_TEXT},
};

bool awol_image_from_path(const char *path, enum awol_image *ret_image)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof suffixes / sizeof *suffixes; i++) {
        if (awol_text_equal_ascii(dot, suffixes[i].suffix)) {
            *ret_image = suffixes[i].image;
            return true;
        }
    }
    return false;
}

enum awol_terminal awol_image_terminal(enum awol_image image)
{
    return image == AWOL_IMAGE_PNG    ? AWOL_TERMINAL_PNG
           : image == AWOL_IMAGE_TEXT ? AWOL_TERMINAL_DUMB
           : image == AWOL_IMAGE_TEX  ? AWOL_TERMINAL_TEX
                                      : AWOL_TERMINAL_SVG;
}

const char *awol_image_fault(enum awol_image image, const char *bytes, size_t length)
{
    static const char iend[] = "\0\0\0\0IEND\xae\x42\x60\x82";
    const char *trailer = image == AWOL_IMAGE_SVG   ? "</svg>"
                          : image == AWOL_IMAGE_PDF ? "%%EOF"
                          : image == AWOL_IMAGE_EPS ? "%%EOF"
                          : image == AWOL_IMAGE_TEX ? "\\end{tikzpicture}"
                          : image == AWOL_IMAGE_PNG ? iend
                                                    : "";
    size_t trailer_length = image == AWOL_IMAGE_PNG ? sizeof iend - 1 : strlen(trailer);
    if (length == 0) {
        return "it is empty";
    }
    while (image != AWOL_IMAGE_PNG && length > 0 && strchr("\r\n", bytes[length - 1]) != NULL) {
        length--;
    }
    if (length < trailer_length ||
        memcmp(bytes + length - trailer_length, trailer, trailer_length) != 0) {
        return "its end is missing";
    }
    return NULL;
}

/* ---- a program, without a shell ------------------------------------------------------------ */

/* The first executable of that name in PATH. */
static bool find_program(const char *name, char path[static MAX_PATH])
{
    const char *folders = getenv("PATH");
    if (folders == NULL) {
        folders = "/usr/local/bin:/usr/bin:/bin";
    }
    while (*folders != '\0') {
        size_t length = strcspn(folders, ":");
        int written = snprintf(path, MAX_PATH, "%.*s/%s", (int)length, folders, name);
        if (length > 0 && written > 0 && written < MAX_PATH && access(path, X_OK) == 0) {
            return true;
        }
        folders += length + (folders[length] == ':');
    }
    return false;
}

/* A wrapper script has to start the real program itself. */
static bool is_shell_script(const char *path)
{
    char start[2] = {0};
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(start, 1, sizeof start, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    return n == sizeof start && start[0] == '#' && start[1] == '!';
}

/* A filter that lets this process start `path` and, its address space being gone with that, nothing
 * after it: gnuplot has system(), pipes and backticks but no safe mode. The quoting of script.c is
 * what keeps data from being run; this is a second wall, so a kernel without seccomp is no error.
 */
static scmp_filter_ctx make_filter(const char *path)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        return NULL;
    }
    uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
    struct scmp_arg_cmp other = {
        .arg = 0, .op = SCMP_CMP_NE, .datum_a = (scmp_datum_t)(uintptr_t)path};
    if (seccomp_rule_add_array(filter, refuse, SCMP_SYS(execve), 1, &other) != 0 ||
        seccomp_rule_add(filter, refuse, SCMP_SYS(execveat), 0) != 0) {
        seccomp_release(filter);
        return NULL;
    }
    return filter;
}

/* What a program may know of the user's environment: where fonts and libraries are. GNUTERM,
 * GNUPLOT_LIB and their like would change the picture. */
static void copy_environment(char *environment[static 16], struct awol_arena *arena)
{
    static const char *const names[] = {"PATH",
                                        "HOME",
                                        "TMPDIR",
                                        "XDG_CACHE_HOME",
                                        "FONTCONFIG_FILE",
                                        "FONTCONFIG_PATH",
                                        "LD_LIBRARY_PATH",
                                        "SOURCE_DATE_EPOCH"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value == NULL && strcmp(names[i], "SOURCE_DATE_EPOCH") == 0) {
            value = "0"; /* rsvg-convert would write the time of day into a PDF */
        }
        if (value == NULL) {
            continue;
        }
        size_t size = strlen(names[i]) + strlen(value) + 2;
        char *entry = awol_arena_alloc(arena, size);
        if (entry != NULL) {
            snprintf(entry, size, "%s=%s", names[i], value);
            environment[n++] = entry;
        }
    }
    environment[n] = awol_arena_string(arena, "LC_ALL=C.UTF-8");
    n += environment[n] != NULL;
    environment[n] = NULL;
}

/* Files, not pipes: a child that stops reading cannot then stop us, and gnuplot opens its script by
 * name (/dev/stdin), which ends it at the first error, as reading from a pipe would not. */
struct channels {
    FILE *input;
    FILE *output;
    FILE *complaints;
};

static void start_child(const char *path, char *const *arguments, char *const *environment,
                        const struct channels *channels, scmp_filter_ctx opt_filter)
{
    if (dup2(fileno(channels->input), STDIN_FILENO) < 0 ||
        dup2(fileno(channels->output), STDOUT_FILENO) < 0 ||
        dup2(fileno(channels->complaints), STDERR_FILENO) < 0) {
        _exit(127);
    }
    if (opt_filter != NULL) {
        (void)seccomp_load(opt_filter);
    }
    execve(path, arguments, environment);
    _exit(127);
}

static enum awol_status read_back(FILE *file, struct awol_text *ret_bytes,
                                  struct awol_error *opt_error)
{
    char buffer[65536];
    size_t n;
    rewind(file);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0) {
        awol_text_append_bytes(ret_bytes, buffer, n);
    }
    if (ferror(file)) {
        return awol_error_set(opt_error, AWOL_SYSTEM, "a temporary file cannot be read back");
    }
    return awol_text_check(ret_bytes, opt_error);
}

/* Remarks that say nothing about the picture: of fontconfig about its cache or configuration, of
 * gnuplot about a locale without a degree sign. */
static bool is_harmless(const char *line)
{
    return line[strspn(line, " \t\r^")] == '\0' || strncmp(line, "Fontconfig ", 11) == 0 ||
           strstr(line, "iconv failed to convert degree sign") != NULL;
}

/* The first line that is not harmless, NULL if there is none. */
static const char *find_complaint(char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        bool last = text[length] == '\0';
        text[length] = '\0';
        if (!is_harmless(text)) {
            return text;
        }
        text += length + !last;
    }
    return NULL;
}

static enum awol_status judge(const char *name, int wait_status, FILE *complaints,
                              struct awol_error *opt_error)
{
    struct awol_text text;
    awol_text_init(&text);
    enum awol_status status = read_back(complaints, &text, opt_error);
    const char *complaint = NULL;
    if (status == AWOL_OK && text.bytes != NULL) {
        complaint = find_complaint(text.bytes);
    }
    char shown[AWOL_SHOWN_SIZE] = "";
    if (complaint != NULL) {
        awol_text_show(complaint, shown, sizeof shown);
    }
    if (status == AWOL_OK && WIFSIGNALED(wait_status)) {
        status = awol_error_set(opt_error, AWOL_SYSTEM, "%s was ended by signal %d %s", name,
                                WTERMSIG(wait_status), shown);
    } else if (status == AWOL_OK && (WEXITSTATUS(wait_status) != 0 || complaint != NULL)) {
        status = awol_error_set(opt_error, AWOL_SYSTEM, "%s ended with %d%s%s", name,
                                WEXITSTATUS(wait_status), complaint != NULL ? ": " : "", shown);
    }
    awol_text_release(&text);
    return status;
}

static enum awol_status open_channels(struct channels *channels, const char *bytes, size_t length,
                                      struct awol_error *opt_error)
{
    channels->input = tmpfile();
    channels->output = tmpfile();
    channels->complaints = tmpfile();
    if (channels->input == NULL || channels->output == NULL || channels->complaints == NULL) {
        return awol_error_set(opt_error, AWOL_SYSTEM, "a temporary file cannot be made: %s",
                              strerror(errno));
    }
    if (fwrite(bytes, 1, length, channels->input) != length || fflush(channels->input) != 0) {
        return awol_error_set(opt_error, AWOL_SYSTEM, "a temporary file cannot be written: %s",
                              strerror(errno));
    }
    rewind(channels->input);
    return AWOL_OK;
}

static void close_channels(struct channels *channels)
{
    FILE *files[] = {channels->input, channels->output, channels->complaints};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i] != NULL) {
            fclose(files[i]);
        }
    }
}

static enum awol_status start_and_wait(const char *path, char *const *arguments,
                                       const struct channels *channels, int *ret_wait_status,
                                       struct awol_error *opt_error)
{
    struct awol_arena arena;
    char *environment[16];
    awol_arena_init(&arena);
    copy_environment(environment, &arena);
    scmp_filter_ctx filter = is_shell_script(path) ? NULL : make_filter(path);
    enum awol_status status = AWOL_OK;
    pid_t child = fork();
    if (child == 0) {
        start_child(path, arguments, environment, channels, filter);
    }
    int wait_status = 0;
    while (child > 0 && waitpid(child, &wait_status, 0) < 0) {
        if (errno != EINTR) {
            child = -1;
        }
    }
    if (child < 0) {
        status = awol_error_set(opt_error, AWOL_SYSTEM, "%s cannot be started: %s", path,
                                strerror(errno));
    } else {
        *ret_wait_status = wait_status;
    }
    if (filter != NULL) {
        seccomp_release(filter);
    }
    awol_arena_release(&arena);
    return status;
}

/* Run a program on input bytes; its standard output is appended to ret_output. */
static enum awol_status run_program(const char *name, const char *hint, char *const *arguments,
                                    const char *bytes, size_t length, struct awol_text *ret_output,
                                    struct awol_error *opt_error)
{
    char path[MAX_PATH];
    if (!find_program(name, path)) {
        return awol_error_set(opt_error, AWOL_SYSTEM, "%s is not installed: %s", name, hint);
    }
    struct channels channels = {.input = NULL};
    int wait_status = 0;
    enum awol_status status = open_channels(&channels, bytes, length, opt_error);
    if (status == AWOL_OK) {
        status = start_and_wait(path, arguments, &channels, &wait_status, opt_error);
    }
    if (status == AWOL_OK) {
        status = judge(name, wait_status, channels.complaints, opt_error);
    }
    if (status == AWOL_OK) {
        status = read_back(channels.output, ret_output, opt_error);
    }
    close_channels(&channels);
    return status;
}

/* ---- pictures ------------------------------------------------------------------------------ */

static enum awol_status run_gnuplot(const char *script, struct awol_text *ret_output,
                                    struct awol_error *opt_error)
{
    char name[] = "gnuplot", option[] = "-d", file[] = "/dev/stdin";
    char *arguments[] = {name, option, file, NULL};
    return run_program(name,
                       "it draws the figures (Debian and Ubuntu: apt-get install gnuplot-nox); "
                       "with -o FILE.gp, or without -o, the script is written without it",
                       arguments, script, strlen(script), ret_output, opt_error);
}

/* cairo writes the time of day into EPS whatever SOURCE_DATE_EPOCH says; the line is a comment. */
static void drop_creation_date(struct awol_text *eps)
{
    static const char key[] = "\n%%CreationDate:";
    char *line = eps->bytes != NULL ? strstr(eps->bytes, key) : NULL;
    if (line != NULL) {
        size_t length = strcspn(line + 1, "\n") + 1;
        size_t rest = eps->length - (size_t)(line - eps->bytes) - length;
        memmove(line, line + length, rest + 1);
        eps->length -= length;
    }
}

static enum awol_status run_rsvg(const struct awol_text *svg, enum awol_image image,
                                 struct awol_text *ret_output, struct awol_error *opt_error)
{
    char name[] = "rsvg-convert", option[] = "-f", pdf[] = "pdf", eps[] = "eps";
    char *arguments[] = {name, option, image == AWOL_IMAGE_EPS ? eps : pdf, NULL};
    enum awol_status status =
        run_program(name,
                    "it makes PDF and EPS of SVG (Debian and Ubuntu: apt-get install "
                    "librsvg2-bin); with -o FILE.svg the figure is written without it",
                    arguments, svg->bytes, svg->length, ret_output, opt_error);
    if (status == AWOL_OK && image == AWOL_IMAGE_EPS) {
        drop_creation_date(ret_output);
    }
    return status;
}

/* The picture alone, without the document around it and the time of day. */
static void keep_picture(struct awol_text *tex)
{
    static const char begin[] = "\\begin{tikzpicture}";
    static const char end[] = "\\end{tikzpicture}";
    char *first = tex->bytes != NULL ? strstr(tex->bytes, begin) : NULL;
    char *last = first != NULL ? strstr(first, end) : NULL;
    struct awol_text kept;
    if (last == NULL) {
        return; /* awol_image_fault() tells */
    }
    awol_text_init(&kept);
    awol_text_append(&kept,
                     "% \\input this into a document that has \\usepackage[T1]{fontenc} and\n"
                     "% \\usepackage{gnuplot-lua-tikz}, a file of gnuplot.\n");
    const char *stop = last + strlen(end);
    for (const char *line = first; line < stop;) {
        size_t length = strcspn(line, "\n") + 1;
        /* gnuplot's own comments: its version, the time, the names of its parts. */
        if (strncmp(line, "%%", 2) != 0) {
            awol_text_append_bytes(&kept, line,
                                   line + length < stop ? length : (size_t)(stop - line));
        }
        line += length;
    }
    awol_text_append(&kept, "\n");
    awol_text_release(tex);
    *tex = kept;
}

static enum awol_status check_image(enum awol_image image, const char *program,
                                    const struct awol_text *bytes, struct awol_error *opt_error)
{
    const char *fault = awol_image_fault(image, awol_text_string(bytes), bytes->length);
    if (fault == NULL) {
        return AWOL_OK;
    }
    return awol_error_set(opt_error, AWOL_SYSTEM, "%s made no whole picture: %s", program, fault);
}

enum awol_status awol_gnuplot_draw(const char *script, enum awol_image image,
                                   struct awol_text *ret_bytes, struct awol_error *opt_error)
{
    struct awol_text first;
    struct awol_text second;
    awol_text_init(&first);
    awol_text_init(&second);
    const struct awol_text *result = &first;
    bool converted = image == AWOL_IMAGE_PDF || image == AWOL_IMAGE_EPS;
    enum awol_image drawn = converted ? AWOL_IMAGE_SVG : image;
    enum awol_status status = AWOL_OK;
    if (image == AWOL_IMAGE_SCRIPT) {
        awol_text_append(&first, script);
    } else {
        status = run_gnuplot(script, &first, opt_error);
    }
    if (status == AWOL_OK && image == AWOL_IMAGE_TEX) {
        keep_picture(&first);
        status = awol_text_check(&first, opt_error);
    }
    if (status == AWOL_OK) {
        status = check_image(drawn, "gnuplot", &first, opt_error);
    }
    if (status == AWOL_OK && converted) {
        result = &second;
        status = run_rsvg(&first, image, &second, opt_error);
        if (status == AWOL_OK) {
            status = check_image(image, "rsvg-convert", &second, opt_error);
        }
    }
    if (status == AWOL_OK) {
        awol_text_append_bytes(ret_bytes, result->bytes, result->length);
        status = awol_text_check(ret_bytes, opt_error);
    }
    awol_text_release(&second);
    awol_text_release(&first);
    return status;
}
