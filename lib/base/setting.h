/* A name and a number, as options like --at NAME=VALUE give them. */
#ifndef AWOL_BASE_SETTING_H
#define AWOL_BASE_SETTING_H

#include <stddef.h>

struct awol_setting {
    const char *name;
    double value;
};

struct awol_settings {
    const struct awol_setting *settings;
    size_t n;
};

#endif
