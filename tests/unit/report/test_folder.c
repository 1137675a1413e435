#include "report/folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for a test, and a name in it. */
static void begin(char home[static 64], char target[static 128])
{
    snprintf(home, 64, "/tmp/awol-report-XXXXXX");
    cr_assert_not_null(mkdtemp(home));
    snprintf(target, 128, "%s/report", home);
}

static void touch(const char *folder, const char *name)
{
    char path[AWOL_REPORT_PATH_SIZE];
    FILE *file;

    cr_assert_eq(awol_report_folder_file(folder, name, path, NULL), AWOL_OK);
    file = fopen(path, "wb");
    cr_assert_not_null(file);
    fclose(file);
}

static bool exists(const char *folder, const char *name)
{
    char path[AWOL_REPORT_PATH_SIZE];

    return awol_report_folder_file(folder, name, path, NULL) == AWOL_OK && access(path, F_OK) == 0;
}

static void remove_home(const char *home)
{
    char command[128];

    snprintf(command, sizeof command, "rm -r %s", home);
    cr_assert_eq(system(command), 0);
}

Test(folder, it_appears_whole_or_not_at_all)
{
    char home[64], target[128];
    struct awol_report_folder folder;
    struct awol_error error = {0};

    begin(home, target);
    cr_assert_eq(awol_report_folder_open(&folder, target, &error), AWOL_OK, "%s", error.message);
    touch(folder.path, "half.tsv");
    cr_assert_eq(awol_report_folder_end(&folder, AWOL_DATA, &error), AWOL_DATA);
    cr_assert_neq(access(target, F_OK), 0);
    cr_assert_eq(rmdir(home), 0, "something was left behind");
}

Test(folder, an_earlier_report_is_replaced_and_nothing_else)
{
    char home[64], target[128];
    struct awol_report_folder folder;
    struct awol_error error = {0};

    begin(home, target);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(awol_report_folder_open(&folder, target, &error), AWOL_OK, "%s",
                     error.message);
        touch(folder.path, AWOL_REPORT_PROVENANCE);
        touch(folder.path, i == 0 ? "old" : "new");
        cr_assert_eq(awol_report_folder_end(&folder, AWOL_OK, &error), AWOL_OK);
    }
    cr_assert_not(exists(target, "old"));
    cr_assert(exists(target, "new"));
    cr_assert(exists(target, "data"));

    cr_assert(exists(target, AWOL_REPORT_PROVENANCE));
    snprintf(folder.path, sizeof folder.path, "%s/%s", target, AWOL_REPORT_PROVENANCE);
    cr_assert_eq(unlink(folder.path), 0);
    cr_assert_eq(awol_report_folder_open(&folder, target, &error), AWOL_SYSTEM);
    cr_assert(strstr(error.message, "no report"), "%s", error.message);
    cr_assert(exists(target, "new"));
    remove_home(home);
}
