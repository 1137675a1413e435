#include "read/rejects.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder with a file of records whose second row is refused. */
struct folder {
    char path[32];
    char input[64];
    char rejects[64];
};

static void make_folder(struct folder *folder)
{
    static const char text[] = "date;count\n1776;3\n1776-13;4\n";
    FILE *file;

    snprintf(folder->path, sizeof folder->path, "/tmp/awol-rejects-XXXXXX");
    cr_assert_not_null(mkdtemp(folder->path));
    snprintf(folder->input, sizeof folder->input, "%s/rows.csv", folder->path);
    snprintf(folder->rejects, sizeof folder->rejects, "%s/rejects", folder->path);
    file = fopen(folder->input, "wb");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static void remove_folder(const struct folder *folder)
{
    remove(folder->input);
    remove(folder->rejects);
    cr_assert_eq(rmdir(folder->path), 0, "only these files were in it");
}

static void write_refused(struct awol_rejects *rejects, const char *path)
{
    const struct awol_reader_settings settings = {0};
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    bool first = true;

    cr_assert_eq(awol_reader_open(path, &settings, &reader, NULL), AWOL_OK);
    for (;;) {
        cr_assert_eq(awol_reader_next(reader, &reading, NULL), AWOL_OK);
        if (reading.kind == AWOL_READING_END)
            break;
        if (reading.kind == AWOL_READING_REFUSED) {
            awol_rejects_write(rejects, reader, first, &reading);
            first = false;
        }
    }
    awol_reader_close(reader);
}

Test(rejects, header_reason_and_row_as_they_stand)
{
    char expected[256], seen[256] = {0};
    struct awol_rejects *rejects = NULL;
    struct folder folder;
    FILE *file;

    make_folder(&folder);
    cr_assert_eq(awol_rejects_open(folder.rejects, NULL, 0, &rejects, NULL), AWOL_OK);
    write_refused(rejects, folder.input);
    cr_assert_eq(awol_rejects_close(rejects, NULL), AWOL_OK);
    file = fopen(folder.rejects, "rb");
    cr_assert_not_null(file);
    cr_assert_gt(fread(seen, 1, sizeof seen - 1, file), 0);
    fclose(file);
    snprintf(expected, sizeof expected, "date;count\n#! %s:3:6: ", folder.input);
    cr_assert_eq(strncmp(seen, expected, strlen(expected)), 0, "seen: %s", seen);
    cr_assert_not_null(strstr(seen, "\n1776-13;4\n"));
    remove_folder(&folder);
}

Test(rejects, never_a_file_that_is_read)
{
    struct awol_rejects *rejects = NULL;
    struct awol_error error;
    struct folder folder;
    const char *inputs[2] = {"/no/such/file", folder.input};

    make_folder(&folder);
    cr_assert_eq(awol_rejects_open(folder.input, inputs, 2, &rejects, &error), AWOL_USAGE);
    cr_assert_not_null(strstr(error.message, "is one of the files to be read"));
    cr_assert_null(rejects);
    cr_assert_eq(awol_rejects_open("/no/such/folder/file", inputs, 2, &rejects, &error),
                 AWOL_SYSTEM);
    remove_folder(&folder);
}

Test(rejects, a_dropped_file_is_gone_and_a_full_disk_is_told)
{
    struct awol_rejects *rejects = NULL;
    struct awol_error error;
    struct folder folder;

    make_folder(&folder);
    cr_assert_eq(awol_rejects_open(folder.rejects, NULL, 0, &rejects, NULL), AWOL_OK);
    write_refused(rejects, folder.input);
    awol_rejects_drop(rejects);
    cr_assert_neq(access(folder.rejects, F_OK), 0);
    awol_rejects_drop(NULL);

    cr_assert_eq(awol_rejects_open("/dev/full", NULL, 0, &rejects, NULL), AWOL_OK);
    write_refused(rejects, folder.input);
    cr_assert_eq(awol_rejects_close(rejects, &error), AWOL_SYSTEM);
    remove_folder(&folder);
}
