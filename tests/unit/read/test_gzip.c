#include "read/gzip.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* A member that holds `text` `times` times, appended to a file. */
static void pack(FILE *file, const char *text, size_t times)
{
    unsigned char packed[4096];
    z_stream stream = {0};
    int result = Z_OK;

    cr_assert_eq(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    for (size_t i = 0; i < times || result != Z_STREAM_END; i++) {
        stream.next_in = (unsigned char *)text;
        stream.avail_in = i < times ? (uInt)strlen(text) : 0;
        do {
            stream.next_out = packed;
            stream.avail_out = sizeof packed;
            result = deflate(&stream, i < times ? Z_NO_FLUSH : Z_FINISH);
            fwrite(packed, 1, sizeof packed - stream.avail_out, file);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
}

/* Bytes that come out until the end or a fault; their sum is in *ret_sum. */
static size_t unpack(FILE *file, struct awol_error *fault, unsigned long *ret_sum)
{
    FILE *unpacked = NULL;
    unsigned long sum = 0;
    size_t n = 0;

    rewind(file);
    *fault = (struct awol_error){0};
    cr_assert(awol_gzip_is(file));
    cr_assert_eq(awol_gzip_open(file, "x.gz", fault, &unpacked, NULL), AWOL_OK);
    for (int byte; (byte = getc(unpacked)) != EOF; n++)
        sum += (unsigned long)byte;
    cr_assert_eq(ferror(unpacked) != 0, fault->status != AWOL_OK);
    fclose(unpacked);
    *ret_sum = sum;
    return n;
}

Test(gzip, members_behind_each_other_are_one_text)
{
    FILE *const file = tmpfile();
    struct awol_error fault;
    unsigned long sum;

    cr_assert_not_null(file);
    pack(file, "ab", 1);
    pack(file, "", 0);
    pack(file, "c", 300000);
    fwrite("\0\0\0\0", 1, 4, file);
    cr_assert_eq(unpack(file, &fault, &sum), 300002);
    cr_assert_eq(sum, 'a' + 'b' + 300000ul * 'c');
    cr_assert_eq(fault.status, AWOL_OK, "%s", fault.message);
    fclose(file);
}

Test(gzip, faults_say_what_is_wrong)
{
    static const struct {
        long cut;    /* bytes of the packed text that are kept; 0: all */
        long damage; /* the byte from the end that is changed; 0: none */
        const char *behind;
        const char *message;
    } cases[] = {
        {20, 0, "", "cut off"},
        {2, 0, "", "cut off"},
        {0, 1, "", "damaged"},  /* the length */
        {0, 6, "", "damaged"},  /* the checksum */
        {0, 12, "", "damaged"}, /* what is packed */
        {0, 0, "rubbish", "something that is not gzip stands behind"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        FILE *const file = tmpfile();
        char bytes[4096];
        struct awol_error fault;
        unsigned long sum;
        size_t n;

        cr_assert_not_null(file);
        pack(file, "date,count\n1776,1\n1777,2\n1778,37\n", 3);
        rewind(file);
        n = fread(bytes, 1, sizeof bytes, file);
        if (cases[i].damage > 0)
            bytes[n - (size_t)cases[i].damage] ^= 0x55;
        fclose(file);
        FILE *const damaged = tmpfile();
        fwrite(bytes, 1, cases[i].cut > 0 ? (size_t)cases[i].cut : n, damaged);
        fputs(cases[i].behind, damaged);
        unpack(damaged, &fault, &sum);
        cr_assert_eq(fault.status, AWOL_DATA, "case %zu", i);
        cr_assert_str_eq(fault.source, "x.gz");
        cr_assert_not_null(strstr(fault.message, cases[i].message), "case %zu: %s", i,
                           fault.message);
        fclose(damaged);
    }
}

Test(gzip, other_files_are_left_where_they_stand)
{
    static const char *const texts[] = {"", "\x1F", "\x1F\x8A", "date"};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        FILE *const file = tmpfile();

        fputs(texts[i], file);
        rewind(file);
        cr_assert_not(awol_gzip_is(file), "case %zu", i);
        for (const char *at = texts[i]; *at != '\0'; at++)
            cr_assert_eq(getc(file), (unsigned char)*at, "case %zu", i);
        cr_assert_eq(getc(file), EOF, "case %zu", i);
        fclose(file);
    }
}
