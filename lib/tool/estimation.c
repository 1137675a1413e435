#include "tool/estimation.h"

#define HEADING "How it is computed"
#define OF_FIT "that of the fit"

/* Whole numbers up to 2^53 are written into the stream and read back without loss. */
#define LARGEST_SEED 9007199254740992.0

static const struct awol_option level[] = {
    {.name = "level",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "LEVEL",
     .default_text = "0.9",
     .min = 0.5,
     .max = 0.999,
     .help = "Level of the intervals."},
};

static const struct awol_option level_of_fit[] = {
    {.name = "level",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "LEVEL",
     .default_text = OF_FIT,
     .min = 0.5,
     .max = 0.999,
     .help = "Level of the intervals."},
};

static const struct awol_option seed[] = {
    {.name = "seed",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = "1776",
     .min = 0,
     .max = LARGEST_SEED,
     .help = "Where random numbers begin, here and in the tools that read the result: the same "
             "seed gives the same bytes."},
};

static const struct awol_option seed_of_fit[] = {
    {.name = "seed",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = OF_FIT,
     .min = 0,
     .max = LARGEST_SEED,
     .help = "Where random numbers begin: the same seed gives the same bytes."},
};

static const struct awol_option threads[] = {
    {.name = "threads",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = "0",
     .min = 0,
     .max = 256,
     .unrecorded = true,
     .help = "Threads to work on; 0 takes one a processor. Their number changes nothing but the "
             "time."},
};

const struct awol_option_group awol_level_group = {HEADING, level, 1};
const struct awol_option_group awol_level_of_fit_group = {HEADING, level_of_fit, 1};
const struct awol_option_group awol_seed_group = {HEADING, seed, 1};
const struct awol_option_group awol_seed_of_fit_group = {HEADING, seed_of_fit, 1};
const struct awol_option_group awol_threads_group = {HEADING, threads, 1};

size_t awol_estimation_threads(const struct awol_arguments *arguments)
{
    return (size_t)awol_arguments_integer(arguments, "threads", 0);
}

double awol_estimation_level(const struct awol_arguments *arguments, double fallback)
{
    return awol_arguments_number(arguments, "level", fallback);
}

int64_t awol_estimation_seed(const struct awol_arguments *arguments, int64_t fallback)
{
    return awol_arguments_integer(arguments, "seed", fallback);
}
