/* datasets FOLDER…: what is wrong in these folders, a line each; status 1 if anything is (make
 * check-datasets). */
#include <stdio.h>

#include "base/random.h"
#include "support/dataset.h"

int main(int argc, char **argv)
{
    struct support_dataset_report report = {.out = stderr};
    struct awol_error error = {.status = AWOL_OK};
    char message[2048];

    if (argc < 2) {
        fputs("usage: datasets FOLDER…\n", stderr);
        return 2;
    }
    awol_numeric_begin();
    for (int i = 1; i < argc; i++) {
        const enum awol_status status = support_dataset_check(argv[i], &report, &error);

        if (status != AWOL_OK) {
            awol_error_format(&error, message, sizeof message);
            fprintf(stderr, "datasets: %s\n", message);
            return awol_status_exit(status);
        }
    }
    printf("check-datasets: %d folders, %zu files, %zu rows, %zu sums: %zu problems\n", argc - 1,
           report.n_files, report.n_rows, report.n_sums, report.n_problems);
    return report.n_problems > 0;
}
