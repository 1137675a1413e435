#include "support/dataset.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACKAGE(name)                                                                              \
    "{\"name\": \"" name "\", \"title\": \"Made up\", \"resources\": [{\"path\": "                 \
    "\"men.csv\"}, {\"path\": \"offers.csv\"}, {\"path\": \"sums.csv\"}]}"

struct file {
    const char *name, *text;
};

static void put(const char *folder, const struct file *file)
{
    char path[256];
    FILE *stream;

    snprintf(path, sizeof path, "%s/%s", folder, file->name);
    stream = fopen(path, "wb");
    cr_assert_not_null(stream);
    fputs(file->text, stream);
    fclose(stream);
}

static void take_away(const char *folder, const char *name)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

/* Check a folder of these files, and say what was told, without the folder's name. */
static void check(const struct file *files, struct support_dataset_report *report, char *told,
                  size_t size)
{
    char home[] = "/tmp/awol-dataset-XXXXXX", folder[64];
    struct awol_error error = {0};
    size_t length;

    cr_assert_not_null(mkdtemp(home));
    snprintf(folder, sizeof folder, "%s/made-up", home);
    cr_assert_eq(mkdir(folder, 0700), 0);
    for (const struct file *file = files; file->name; file++)
        put(folder, file);
    *report = (struct support_dataset_report){.out = tmpfile()};
    cr_assert_eq(support_dataset_check(folder, report, &error), AWOL_OK, "%s", error.message);
    rewind(report->out);
    length = fread(told, 1, size - 1, report->out);
    told[length] = '\0';
    fclose(report->out);
    for (const struct file *file = files; file->name; file++)
        take_away(folder, file->name);
    rmdir(folder);
    rmdir(home);
}

Test(dataset, one_without_a_fault)
{
    static const struct file files[] = {
        {"SOURCE.md", "# Made up\n"},
        {"datapackage.json", PACKAGE("made-up")},
        {"men.csv", "id,unit,date,count,source,page\na,X,1777-01,3,Letters,4\nb,X,1777-01-05,1,"
                    "Letters,5\nc,X,1777,10,Letters,5\n"},
        {"offers.csv", "id,kind,start,source,page\no,offer,1777-02,Acts,unpaged\n"},
        {"sums.csv", "id,file,column,total,parts,difference,note\ns,men.csv,count,id=c,id=a|b,6,"
                     "Six of no month\n"},
        {NULL, NULL},
    };
    struct support_dataset_report report;
    char told[4096];

    check(files, &report, told, sizeof told);
    cr_assert_str_eq(told, "");
    cr_assert_eq(report.n_problems, 0);
    cr_assert_eq(report.n_sums, 1);
    cr_assert_eq(report.n_rows, 5);
}

Test(dataset, every_fault_is_told_with_its_row)
{
    static const struct file files[] = {
        {"datapackage.json", PACKAGE("hessian")},
        {"men.csv", "id,unit,date,count,source,page\n"
                    "a,X,1777-01-01/1777-01-20,3,Letters,4\n"
                    "b,X,1777-01-10/1777-01-30,1,,5\n"
                    "c,X,1777-02-30,1,Letters,\n"},
        {"offers.csv", "id,kind,start,source,page\no,offer,31 Feb,Acts,\n"},
        {"strength.csv", "date,men,source,page\n1777,10,Letters,1\n"},
        {"sums.csv", "id,file,column,total,parts,difference,note\ns,men.csv,count,5,id=a|b,0,\n"
                     "t,men.csv,count,6,id=a|b,2,\n"},
        {NULL, NULL},
    };
    static const char *const faults[] = {
        "SOURCE.md:0:0: is missing",
        "datapackage.json:1:1: its name is not that of the folder, made-up",
        "men.csv:3:1: b and a (line 2) are both preferred",
        "men.csv:3:5: b has no source",
        "men.csv:4:13: date “1777-02-30”",
        "offers.csv:2:9: ",
        "offers.csv:2:21: the row has no page",
        "strength.csv:1:1: no resource",
        "sums.csv:2:17: s: 5 is printed, 2 parts add to 4",
        "sums.csv:3:17: t: a difference that no note explains",
    };
    struct support_dataset_report report;
    char told[4096];

    check(files, &report, told, sizeof told);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        cr_assert(strstr(told, faults[i]), "“%s” is not told in\n%s", faults[i], told);
    cr_assert_eq(report.n_problems, 10, "%s", told);
}
