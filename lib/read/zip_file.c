#include "read/zip_file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "read/late.h"

#define MAX_PARTS 20000
#define MAX_COPIED ((size_t)1 << 30)
/* Sheets shrink to a tenth or a thirtieth; deflate can make a thousandth of zeros. */
#define SUSPECT_BYTES ((uint64_t)256 << 20)
#define SUSPECT_RATIO 250

/* All that is called of libzip, which is loaded for the first archive. */
#define FUNCTIONS(X)                                                                               \
    X(zip_discard)                                                                                 \
    X(zip_error_code_zip)                                                                          \
    X(zip_error_fini)                                                                              \
    X(zip_error_init)                                                                              \
    X(zip_error_strerror)                                                                          \
    X(zip_fclose)                                                                                  \
    X(zip_file_get_error)                                                                          \
    X(zip_fopen_index)                                                                             \
    X(zip_fread)                                                                                   \
    X(zip_get_error)                                                                               \
    X(zip_get_name)                                                                                \
    X(zip_get_num_entries)                                                                         \
    X(zip_name_locate)                                                                             \
    X(zip_open_from_source)                                                                        \
    X(zip_source_filep_create)                                                                     \
    X(zip_source_free)                                                                             \
    X(zip_stat_index)                                                                              \
    X(zip_strerror)

struct awol_libzip {
    FUNCTIONS(AWOL_LATE_MEMBER)
};

struct awol_zip {
    const char *source;
    zip_t *archive;
    struct awol_libzip call;
};

struct awol_zip_part {
    struct awol_zip *zip;
    const char *name;
    zip_file_t *file;
    uint64_t packed, unpacked;
};

/* ---- libzip ------------------------------------------------------------------------------- */

#ifdef AWOL_LIBZIP
_Static_assert(sizeof AWOL_LIBZIP > 1, "the file of libzip was not found: make LATE=0 links it");
AWOL_LATE_NOTE(AWOL_LIBZIP, "spreadsheets")

static enum awol_status load(struct awol_zip *zip, struct awol_error *opt_error)
{
    static const char *const names[] = {FUNCTIONS(AWOL_LATE_NAME)};
    static const struct awol_late_library library = {AWOL_LIBZIP, "spreadsheets are", names,
                                                     sizeof names / sizeof names[0]};

    return awol_late_load(&library, zip->source, &zip->call, opt_error);
}
#else
static enum awol_status load(struct awol_zip *zip, struct awol_error *opt_error)
{
    (void)opt_error;
    zip->call = (struct awol_libzip){FUNCTIONS(AWOL_LATE_LINKED)};
    return AWOL_OK;
}
#endif

/* libzip calls some of what it could not do without memory by other names, as that there is no
 * archive: errno is set to 0 before it is called. */
static bool is_memory(const struct awol_libzip *libzip, const zip_error_t *fault)
{
    return errno == ENOMEM || libzip->zip_error_code_zip(fault) == ZIP_ER_MEMORY;
}

/* ---- the archive -------------------------------------------------------------------------- */

/* What cannot be sought, from where it stands, in a file that vanishes when it is closed. */
static enum awol_status copy_aside(FILE *file, const char *source, FILE **ret_copy,
                                   struct awol_error *opt_error)
{
    char buffer[16384];
    size_t n, total = 0;
    enum awol_status status = AWOL_OK;
    FILE *copy;

    errno = 0;
    copy = tmpfile();
    if (!copy)
        return awol_error_file(opt_error, source, "cannot be copied to a temporary file", errno);
    while (status == AWOL_OK && (n = fread(buffer, 1, sizeof buffer, file)) > 0) {
        total += n;
        if (total > MAX_COPIED)
            status = awol_error_at(opt_error, source, (struct awol_place){0, 0},
                                   "the spreadsheet is too long for a pipe: save it as a file");
        else if (fwrite(buffer, 1, n, copy) != n)
            status =
                awol_error_file(opt_error, source, "cannot be copied to a temporary file", errno);
    }
    if (status == AWOL_OK && ferror(file))
        status = awol_error_file(opt_error, source, "cannot be read", errno);
    if (status == AWOL_OK && fflush(copy) != 0)
        status = awol_error_file(opt_error, source, "cannot be copied to a temporary file", errno);
    if (status != AWOL_OK) {
        fclose(copy);
        return status;
    }
    *ret_copy = copy;
    return AWOL_OK;
}

/* The archive closes its own file, so it gets a second handle on this one. */
static enum awol_status own_file(FILE *file, const char *source, FILE **ret_own,
                                 struct awol_error *opt_error)
{
    const int number = fileno(file);
    int copy;

    if (number < 0 || lseek(number, 0, SEEK_CUR) < 0)
        return copy_aside(file, source, ret_own, opt_error);
    errno = 0;
    copy = dup(number);
    *ret_own = copy >= 0 ? fdopen(copy, "rb") : NULL;
    if (*ret_own)
        return AWOL_OK;
    if (copy >= 0)
        close(copy);
    return awol_error_file(opt_error, source, "cannot be read", errno);
}

static enum awol_status refuse_archive(const struct awol_zip *zip, zip_error_t *fault,
                                       struct awol_error *opt_error)
{
    if (is_memory(&zip->call, fault))
        return awol_error_memory(opt_error);
    return awol_error_at(opt_error, zip->source, (struct awol_place){0, 0},
                         "this is no .xlsx or .ods file, or it is cut off or damaged: copy it "
                         "again (%.100s)",
                         zip->call.zip_error_strerror(fault));
}

static enum awol_status open_archive(struct awol_zip *zip, FILE *file, struct awol_error *opt_error)
{
    FILE *own = NULL;
    zip_source_t *bytes;
    zip_error_t fault;
    enum awol_status status = own_file(file, zip->source, &own, opt_error);

    if (status != AWOL_OK)
        return status;
    zip->call.zip_error_init(&fault);
    errno = 0;
    bytes = zip->call.zip_source_filep_create(own, 0, -1, &fault);
    if (!bytes)
        fclose(own);
    else if (!(zip->archive = zip->call.zip_open_from_source(bytes, ZIP_RDONLY, &fault)))
        zip->call.zip_source_free(bytes);
    if (!zip->archive)
        status = refuse_archive(zip, &fault, opt_error);
    zip->call.zip_error_fini(&fault);
    if (status == AWOL_OK && awol_zip_n_parts(zip) > MAX_PARTS)
        status = awol_error_at(opt_error, zip->source, (struct awol_place){0, 0},
                               "the zip archive has %zu parts: no spreadsheet has",
                               awol_zip_n_parts(zip));
    return status;
}

enum awol_status awol_zip_open(FILE *file, const char *source, struct awol_zip **ret_zip,
                               struct awol_error *opt_error)
{
    struct awol_zip *const zip = calloc(1, sizeof *zip);
    enum awol_status status;

    if (!zip)
        return awol_error_memory(opt_error);
    zip->source = source;
    status = load(zip, opt_error);
    if (status == AWOL_OK)
        status = open_archive(zip, file, opt_error);
    if (status != AWOL_OK) {
        awol_zip_close(zip);
        return status;
    }
    *ret_zip = zip;
    return AWOL_OK;
}

void awol_zip_close(struct awol_zip *zip)
{
    if (!zip)
        return;
    if (zip->archive)
        zip->call.zip_discard(zip->archive);
    free(zip);
}

const char *awol_zip_source(const struct awol_zip *zip)
{
    return zip->source;
}

size_t awol_zip_n_parts(const struct awol_zip *zip)
{
    const zip_int64_t n = zip->call.zip_get_num_entries(zip->archive, 0);

    return n > 0 ? (size_t)n : 0;
}

const char *awol_zip_name(const struct awol_zip *zip, size_t index)
{
    const char *const name = zip->call.zip_get_name(zip->archive, index, 0);

    return name ? name : "";
}

bool awol_zip_has(const struct awol_zip *zip, const char *name)
{
    return zip->call.zip_name_locate(zip->archive, name, ZIP_FL_NOCASE) >= 0;
}

/* ---- parts -------------------------------------------------------------------------------- */

enum awol_status awol_zip_part_refuse(const struct awol_zip_part *part, size_t line,
                                      struct awol_error *opt_error, const char *format, ...)
{
    char message[600], where[40] = "";
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (line > 0)
        snprintf(where, sizeof where, ", line %zu", line);
    return awol_error_at(opt_error, part->zip->source, (struct awol_place){0, 0},
                         "%.100s in it%s: %s", part->name, where, message);
}

static enum awol_status begin_part(struct awol_zip_part *part, struct awol_error *opt_error)
{
    const struct awol_libzip *const libzip = &part->zip->call;
    zip_t *const archive = part->zip->archive;
    const zip_int64_t index = libzip->zip_name_locate(archive, part->name, ZIP_FL_NOCASE);
    struct zip_stat stat;

    if (index < 0)
        return awol_zip_part_refuse(part, 0, opt_error,
                                    "there is no such part: the file is "
                                    "damaged");
    if (libzip->zip_stat_index(archive, (zip_uint64_t)index, 0, &stat) != 0)
        return awol_zip_part_refuse(part, 0, opt_error, "%s", libzip->zip_strerror(archive));
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return awol_zip_part_refuse(part, 0, opt_error,
                                    "it is encrypted: save the file without a "
                                    "password");
    part->packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
    errno = 0;
    part->file = libzip->zip_fopen_index(archive, (zip_uint64_t)index, 0);
    if (!part->file && is_memory(libzip, libzip->zip_get_error(archive)))
        return awol_error_memory(opt_error);
    if (!part->file)
        return awol_zip_part_refuse(part, 0, opt_error, "it cannot be unpacked: %s",
                                    libzip->zip_strerror(archive));
    return AWOL_OK;
}

enum awol_status awol_zip_part_open(struct awol_zip *zip, const char *name,
                                    struct awol_zip_part **ret_part, struct awol_error *opt_error)
{
    struct awol_zip_part *const part = calloc(1, sizeof *part);
    enum awol_status status;

    if (!part)
        return awol_error_memory(opt_error);
    part->zip = zip;
    part->name = name;
    status = begin_part(part, opt_error);
    if (status != AWOL_OK) {
        awol_zip_part_close(part);
        return status;
    }
    *ret_part = part;
    return AWOL_OK;
}

void awol_zip_part_close(struct awol_zip_part *part)
{
    if (!part)
        return;
    if (part->file)
        part->zip->call.zip_fclose(part->file);
    free(part);
}

enum awol_status awol_zip_part_read(struct awol_zip_part *part, char *buffer, size_t size,
                                    size_t *ret_length, struct awol_error *opt_error)
{
    const struct awol_libzip *const libzip = &part->zip->call;
    zip_error_t *fault;
    zip_int64_t n;

    errno = 0;
    n = libzip->zip_fread(part->file, buffer, size);
    if (n < 0) {
        fault = libzip->zip_file_get_error(part->file);
        if (is_memory(libzip, fault))
            return awol_error_memory(opt_error);
        return awol_zip_part_refuse(part, 0, opt_error,
                                    "the bytes are damaged (%.100s): copy the "
                                    "file again",
                                    libzip->zip_error_strerror(fault));
    }
    part->unpacked += (uint64_t)n;
    if (part->unpacked > SUSPECT_BYTES && part->unpacked / SUSPECT_RATIO > part->packed)
        return awol_zip_part_refuse(part, 0, opt_error,
                                    "it unpacks to more than %d times its size: no sheet that "
                                    "somebody filled in does, and it is not read any further",
                                    SUSPECT_RATIO);
    *ret_length = (size_t)n;
    return AWOL_OK;
}
