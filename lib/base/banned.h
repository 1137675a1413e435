/* Included by force in every translation unit: what must not be called does not compile. */
#ifndef AWOL_BASE_BANNED_H
#define AWOL_BASE_BANNED_H

/* The system's headers first, so that their own declarations are not poisoned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For clang, the C library's checked versions are macros. */
#undef sprintf
#undef vsprintf

/* Not atol, which is the name of a field in gsl_eigen.h; make check-layers looks for it. */
#pragma GCC poison atoi atof sscanf strtok strtok_r strcpy strcat sprintf vsprintf gets

#endif
