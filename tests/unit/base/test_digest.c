#include "base/digest.h"

#include <criterion/criterion.h>

/* FIPS 180-2 (2002), appendix B.1 to B.3; the empty message is of NIST's Secure Hash Standard
 * Validation System, SHA256ShortMsg, Len = 0. */
Test(digest, published_examples)
{
    static const struct {
        const char *message, *expected;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char hexadecimal[AWOL_DIGEST_SIZE];
        const char *returned = awol_digest(rows[i].message, strlen(rows[i].message), hexadecimal);
        cr_assert_eq((void *)returned, (void *)hexadecimal);
        cr_assert_str_eq(hexadecimal, rows[i].expected, "“%s”", rows[i].message);
    }
}

Test(digest, a_million_letters)
{
    enum { MILLION = 1000000 };
    char *bytes = malloc(MILLION), hexadecimal[AWOL_DIGEST_SIZE];
    cr_assert_not_null(bytes);
    memset(bytes, 'a', MILLION);
    cr_assert_str_eq(awol_digest(bytes, MILLION, hexadecimal),
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(bytes);
}

/* The message of two blocks above, cut anywhere. */
Test(digest, pieces_are_digested_as_the_whole)
{
    static const char message[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    for (size_t cut = 0; cut < sizeof message; cut++) {
        struct awol_digester digester;
        char hexadecimal[AWOL_DIGEST_SIZE];
        awol_digester_begin(&digester);
        awol_digester_add(&digester, message, cut);
        awol_digester_add(&digester, message + cut, sizeof message - 1 - cut);
        cr_assert_str_eq(awol_digester_end(&digester, hexadecimal),
                         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                         "cut at %zu", cut);
    }
}

Test(digest, number_is_the_first_eight_bytes)
{
    cr_assert_eq(awol_digest_number("abc", 3), 0xba7816bf8f01cfeaull);
}
