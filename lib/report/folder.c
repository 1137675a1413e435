#define _XOPEN_SOURCE 700 /* nftw() */
#include "report/folder.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum awol_status awol_report_folder_file(const char *folder, const char *name,
                                         char path[static AWOL_REPORT_PATH_SIZE],
                                         struct awol_error *opt_error)
{
    const int n = snprintf(path, AWOL_REPORT_PATH_SIZE, "%s/%s", folder, name);

    if (n < 0 || n >= AWOL_REPORT_PATH_SIZE)
        return awol_error_file(opt_error, folder, "cannot be opened", ENAMETOOLONG);
    return AWOL_OK;
}

/* ---- whether the name is free ------------------------------------------------------------- */

static bool is_empty(const char *path)
{
    DIR *const list = opendir(path);
    size_t n = 0;

    while (list && readdir(list))
        n++;
    if (list)
        closedir(list);
    return list && n <= 2; /* . and .. */
}

static enum awol_status check_target(const char *target, struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE];
    struct stat about;
    enum awol_status status;

    if (lstat(target, &about) != 0)
        return AWOL_OK;
    status = awol_report_folder_file(target, AWOL_REPORT_PROVENANCE, path, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!S_ISDIR(about.st_mode) || (!is_empty(target) && access(path, F_OK) != 0))
        return awol_error_set(opt_error, AWOL_SYSTEM,
                              "%s: is there already, and no report: nothing was written", target);
    return AWOL_OK;
}

static enum awol_status make_folder(const char *folder, const char *name,
                                    struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE];
    enum awol_status status = awol_report_folder_file(folder, name, path, opt_error);

    if (status == AWOL_OK && mkdir(path, 0777) != 0)
        status = awol_error_file(opt_error, path, "cannot be made", errno);
    return status;
}

enum awol_status awol_report_folder_open(struct awol_report_folder *folder, const char *target,
                                         struct awol_error *opt_error)
{
    size_t length = strlen(target);
    enum awol_status status;

    folder->path[0] = '\0';
    while (length > 1 && target[length - 1] == '/')
        length--;
    if (length == 0 || length + sizeof ".new-XXXXXX" > AWOL_REPORT_PATH_SIZE)
        return awol_error_file(opt_error, target, "cannot be made", ENAMETOOLONG);
    memcpy(folder->target, target, length);
    folder->target[length] = '\0';
    status = check_target(folder->target, opt_error);
    if (status != AWOL_OK)
        return status;
    memcpy(folder->path, folder->target, length);
    memcpy(folder->path + length, ".new-XXXXXX", sizeof ".new-XXXXXX");
    if (!mkdtemp(folder->path)) {
        folder->path[0] = '\0';
        return awol_error_file(opt_error, folder->target, "cannot be made", errno);
    }
    (void)chmod(folder->path, 0755);
    status = make_folder(folder->path, "data", opt_error);
    return status == AWOL_OK ? make_folder(folder->path, "log", opt_error) : status;
}

/* ---- the end ------------------------------------------------------------------------------ */

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_all(const char *path)
{
    (void)nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static enum awol_status take_name(struct awol_report_folder *folder, struct awol_error *opt_error)
{
    char old[AWOL_REPORT_PATH_SIZE + 8];
    const bool replaces = access(folder->target, F_OK) == 0;

    snprintf(old, sizeof old, "%s.old", folder->path);
    if (replaces && rename(folder->target, old) != 0)
        return awol_error_file(opt_error, folder->target, "cannot be replaced", errno);
    if (rename(folder->path, folder->target) != 0) {
        const int fault = errno;

        if (replaces)
            (void)rename(old, folder->target);
        return awol_error_file(opt_error, folder->target, "cannot be named", fault);
    }
    if (replaces)
        remove_all(old);
    folder->path[0] = '\0';
    return AWOL_OK;
}

enum awol_status awol_report_folder_end(struct awol_report_folder *folder, enum awol_status status,
                                        struct awol_error *opt_error)
{
    if (folder->path[0] == '\0')
        return status;
    if (status == AWOL_OK)
        status = take_name(folder, opt_error);
    if (status != AWOL_OK)
        remove_all(folder->path);
    folder->path[0] = '\0';
    return status;
}

enum awol_status awol_report_folder_copy(const char *folder, const char *from, const char *name,
                                         struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE], bytes[1 << 16];
    enum awol_status status = awol_report_folder_file(folder, name, path, opt_error);
    FILE *in = NULL, *out = NULL;
    size_t n;

    if (status != AWOL_OK)
        return status;
    in = fopen(from, "rb");
    if (!in)
        return awol_error_file(opt_error, from, "cannot be opened", errno);
    out = fopen(path, "wb");
    if (!out) {
        status = awol_error_file(opt_error, path, "cannot be opened", errno);
        goto done;
    }
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0 && fwrite(bytes, 1, n, out) == n)
        continue;
    if (ferror(in))
        status = awol_error_file(opt_error, from, "cannot be read", errno);
    else if (ferror(out))
        status = awol_error_file(opt_error, path, "cannot be written", errno);
done:
    if (out && fclose(out) != 0 && status == AWOL_OK)
        status = awol_error_file(opt_error, path, "cannot be written", errno);
    fclose(in);
    return status;
}
