/* simulated DIR: write datasets/simulated anew (make simulated). */
#include <stdio.h>

#include "base/format.h"
#include "base/random.h"
#include "cli/output.h"
#include "support/simulated_plan.h"

static enum awol_status write_table(const struct awol_table *table, const char *folder,
                                    const char *name, struct awol_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct awol_output output = {.path = path};
    const struct awol_format_settings settings = {.digits = 0};
    awol_output_open(&output);
    enum awol_status status = AWOL_OK;
    if (output.file)
        status = awol_table_format_write(awol_table_format_find("csv"), table, &settings,
                                         output.file, error);
    status = awol_output_end(&output, status, error);
    awol_output_release(&output);
    return status;
}

int main(int argc, char **argv)
{
    struct awol_error error = {.status = AWOL_OK};
    struct awol_table offers, series;
    char message[2048];
    if (argc != 2) {
        fputs("usage: simulated DIR\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    enum awol_status status = support_simulated(&offers, &series, &error);
    if (status == AWOL_OK) {
        status = write_table(&offers, argv[1], "offers.csv", &error);
        if (status == AWOL_OK)
            status = write_table(&series, argv[1], "series.csv", &error);
        awol_table_release(&series);
        awol_table_release(&offers);
    }
    if (status != AWOL_OK) {
        awol_error_format(&error, message, sizeof message);
        fprintf(stderr, "simulated: %s\n", message);
    }
    return awol_status_exit(status);
}
