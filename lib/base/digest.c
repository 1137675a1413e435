#include "base/digest.h"

void awol_digester_begin(struct awol_digester *digester)
{
    SHA256Init(&digester->context);
}

void awol_digester_add(struct awol_digester *digester, const void *bytes, size_t length)
{
    SHA256Update(&digester->context, bytes, length);
}

const char *awol_digester_end(struct awol_digester *digester, char buffer[static AWOL_DIGEST_SIZE])
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t out[SHA256_DIGEST_LENGTH];
    SHA256Final(out, &digester->context);
    for (size_t i = 0; i < sizeof out; i++) {
        buffer[2 * i] = hexadecimal[out[i] >> 4];
        buffer[2 * i + 1] = hexadecimal[out[i] & 15];
    }
    buffer[2 * sizeof out] = '\0';
    return buffer;
}

const char *awol_digest(const void *bytes, size_t length, char buffer[static AWOL_DIGEST_SIZE])
{
    struct awol_digester digester;
    awol_digester_begin(&digester);
    awol_digester_add(&digester, bytes, length);
    return awol_digester_end(&digester, buffer);
}

uint64_t awol_digest_number(const void *bytes, size_t length)
{
    uint8_t out[SHA256_DIGEST_LENGTH];
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, bytes, length);
    SHA256Final(out, &context);
    uint64_t number = 0;
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | out[i];
    return number;
}
