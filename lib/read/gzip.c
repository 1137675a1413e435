#include "read/gzip.h"

#include <errno.h>
#include <stdlib.h>
#include <zlib.h>

#define PACKED ((size_t)64 << 10)
#define GZIP_WINDOW (15 + 16) /* the largest window, gzip and nothing else */

struct gzip {
    FILE *file;
    const char *source;
    struct awol_error *fault;
    z_stream stream;
    bool at_end; /* of a member */
    size_t n_members;
    unsigned char packed[PACKED];
};

bool awol_gzip_is(FILE *file)
{
    const int first = getc(file);
    const int second = first == 0x1F ? getc(file) : EOF;

    /* ISO C promises one byte of pushback; glibc and musl hold more. */
    if (second != EOF)
        ungetc(second, file);
    if (first != EOF)
        ungetc(first, file);
    return second == 0x8B;
}

static ssize_t fail(const struct gzip *gzip, const char *what)
{
    awol_error_at(gzip->fault, gzip->source, (struct awol_place){0, 0}, "%s", what);
    errno = EIO;
    return -1;
}

/* Have packed bytes; none left is the end of the file. */
static bool refill(struct gzip *gzip)
{
    z_stream *const stream = &gzip->stream;

    if (stream->avail_in > 0)
        return true;
    stream->next_in = gzip->packed;
    errno = 0;
    stream->avail_in = (uInt)fread(gzip->packed, 1, PACKED, gzip->file);
    if (!ferror(gzip->file))
        return true;
    awol_error_file(gzip->fault, gzip->source, "cannot be read", errno);
    return false;
}

/* Behind a member stands another one, zeros that fill a tape's block, or the end. */
static int next_member(struct gzip *gzip)
{
    z_stream *const stream = &gzip->stream;

    while (stream->avail_in > 0 && *stream->next_in == 0) {
        stream->next_in++;
        stream->avail_in--;
    }
    if (stream->avail_in == 0)
        return Z_OK;
    gzip->at_end = false;
    return inflateReset(stream);
}

static ssize_t refuse(const struct gzip *gzip, int result)
{
    if (result == Z_MEM_ERROR) {
        awol_error_memory(gzip->fault);
        errno = ENOMEM;
        return -1;
    }
    if (gzip->n_members > 0 && gzip->stream.total_out == 0)
        return fail(gzip, "something that is not gzip stands behind the gzip data");
    return fail(gzip, "the gzip data are damaged");
}

static ssize_t read_gzip(void *cookie, char *buffer, size_t size)
{
    struct gzip *const gzip = cookie;
    z_stream *const stream = &gzip->stream;
    const uInt room = size > (1u << 30) ? 1u << 30 : (uInt)size;
    int result = Z_OK;

    stream->next_out = (unsigned char *)buffer;
    stream->avail_out = room;
    while (stream->avail_out == room) {
        if (!refill(gzip))
            return -1;
        if (gzip->at_end)
            result = next_member(gzip);
        if (gzip->at_end && stream->avail_in == 0 && feof(gzip->file))
            return 0;
        if (gzip->at_end)
            continue;
        if (stream->avail_in == 0)
            return fail(gzip, "the gzip data end in the middle: the file is cut off");
        if (result == Z_OK)
            result = inflate(stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return refuse(gzip, result);
        gzip->at_end = result == Z_STREAM_END;
        gzip->n_members += gzip->at_end;
    }
    return (ssize_t)(room - stream->avail_out);
}

static int close_gzip(void *cookie)
{
    struct gzip *const gzip = cookie;

    inflateEnd(&gzip->stream);
    free(gzip);
    return 0;
}

enum awol_status awol_gzip_open(FILE *file, const char *source, struct awol_error *fault,
                                FILE **ret_file, struct awol_error *opt_error)
{
    static const cookie_io_functions_t functions = {.read = read_gzip, .close = close_gzip};
    struct gzip *const gzip = calloc(1, sizeof *gzip);
    FILE *unpacked;

    if (!gzip)
        return awol_error_memory(opt_error);
    gzip->file = file;
    gzip->source = source;
    gzip->fault = fault;
    if (inflateInit2(&gzip->stream, GZIP_WINDOW) != Z_OK) {
        free(gzip);
        return awol_error_memory(opt_error);
    }
    unpacked = fopencookie(gzip, "rb", functions);
    if (!unpacked) {
        close_gzip(gzip);
        return awol_error_memory(opt_error);
    }
    *ret_file = unpacked;
    return AWOL_OK;
}
