/* Included by force in every translation unit: what must not be called does not compile. */
#ifndef AWOL_BASE_BANNED_H
#define AWOL_BASE_BANNED_H

/* The system's headers first, so that their own declarations are not poisoned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As macros with arguments, so that a structure may still have a member of such a name. */
#undef atoi
#define atoi(...) awol_banned_atoi
#undef atol
#define atol(...) awol_banned_atol
#undef atof
#define atof(...) awol_banned_atof
#undef sscanf
#define sscanf(...) awol_banned_sscanf
#undef strtok
#define strtok(...) awol_banned_strtok
#undef strtok_r
#define strtok_r(...) awol_banned_strtok_r
#undef strcpy
#define strcpy(...) awol_banned_strcpy
#undef strcat
#define strcat(...) awol_banned_strcat
#undef sprintf
#define sprintf(...) awol_banned_sprintf
#undef vsprintf
#define vsprintf(...) awol_banned_vsprintf
#undef gets
#define gets(...) awol_banned_gets

#endif
