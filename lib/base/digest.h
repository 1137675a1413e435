/* SHA-256 of what a result was made from. */
#ifndef AWOL_BASE_DIGEST_H
#define AWOL_BASE_DIGEST_H

#include <sha2.h>
#include <stddef.h>
#include <stdint.h>

#define AWOL_DIGEST_SIZE 65 /* 64 hexadecimal digits and the terminator */

/* Hexadecimal SHA-256 of length bytes. Returns buffer. */
const char *awol_digest(const void *bytes, size_t length, char buffer[static AWOL_DIGEST_SIZE]);

/* The same of bytes that come one after the other. */
struct awol_digester {
    SHA2_CTX context;
};

void awol_digester_begin(struct awol_digester *digester);
void awol_digester_add(struct awol_digester *digester, const void *bytes, size_t length);
const char *awol_digester_end(struct awol_digester *digester, char buffer[static AWOL_DIGEST_SIZE]);

/* The first 8 bytes of it as a number, most significant first. */
uint64_t awol_digest_number(const void *bytes, size_t length);

#endif
