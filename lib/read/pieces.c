#include "read/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/stream.h"

enum awol_status awol_pieces_open(struct awol_pieces *pieces, const char *path, uint64_t offset,
                                  char separator, char quote, struct awol_error *opt_error)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC);

    if (file < 0)
        return awol_error_file(opt_error, path, "cannot be opened", errno);
    *pieces = (struct awol_pieces){
        .path = path, .file = file, .separator = separator, .quote = quote, .offset = offset};
    if (pthread_mutex_init(&pieces->lock, NULL) != 0) {
        close(file);
        return awol_error_memory(opt_error);
    }
    return AWOL_OK;
}

void awol_pieces_close(struct awol_pieces *pieces)
{
    pthread_mutex_destroy(&pieces->lock);
    close(pieces->file);
}

/* ---- where the last record ends ----------------------------------------------------------- */

/* Behind the last line end of bytes[from … end), NULL if there is none. */
static const char *behind_last_line(const char *from, const char *end)
{
    while (end > from && end[-1] != '\n')
        end--;
    return end > from ? end : NULL;
}

/* Behind the quote that closes the cell whose content begins at `at`; NULL if none does. */
static const char *behind_closing(const char *at, const char *end, char quote)
{
    while ((at = memchr(at, quote, (size_t)(end - at)))) {
        if (at + 1 == end || at[1] != quote)
            return at + 1;
        at += 2;
    }
    return NULL;
}

/* A remark ends with its line, whatever quotes are in it. */
static bool is_remark(const char *line, const char *end)
{
    return end - line >= 3 && memcmp(line, "#! ", 3) == 0;
}

/* The same with quotes: only line ends outside of them end a record. A quote opens a cell where the
 * cell begins, and is a letter elsewhere. */
static const char *behind_last_record(const struct awol_pieces *pieces, const char *start,
                                      const char *end)
{
    const char *cut = NULL, *outside = start, *at = start;
    bool is_record = true; /* a record begins at `outside` */

    while (at < end && (at = memchr(at, pieces->quote, (size_t)(end - at)))) {
        const char *const line = behind_last_line(outside, at);
        const char *const record = line ? line : is_record ? outside : NULL;

        if (record && is_remark(record, end)) {
            at = memchr(at, '\n', (size_t)(end - at));
            if (!at)
                break;
            outside = cut = ++at;
            is_record = true;
            continue;
        }
        if (at != record && at[-1] != pieces->separator) {
            at++;
            continue;
        }
        cut = line ? line : cut;
        at = behind_closing(at + 1, end, pieces->quote);
        if (!at)
            return cut;
        outside = at;
        is_record = false;
    }
    at = behind_last_line(outside, end);
    return at ? at : cut;
}

/* How many bytes are whole records; 0: none is. */
static size_t find_cut(const struct awol_pieces *pieces, const struct awol_piece *piece,
                       size_t length)
{
    const char *const end = piece->bytes + length;
    const char *const cut = piece->has_quote ? behind_last_record(pieces, piece->bytes, end)
                                             : behind_last_line(piece->bytes, end);

    return cut ? (size_t)(cut - piece->bytes) : 0;
}

/* ---- pieces ------------------------------------------------------------------------------- */

enum awol_status awol_pieces_read(const struct awol_pieces *pieces, uint64_t offset, char *bytes,
                                  size_t length, size_t *ret_length, struct awol_error *opt_error)
{
    size_t done = 0;

    while (done < length) {
        const ssize_t n = pread(pieces->file, bytes + done, length - done, (off_t)(offset + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return awol_error_file(opt_error, pieces->path, "cannot be read", errno);
        if (n == 0)
            break;
        done += (size_t)n;
    }
    *ret_length = done;
    return AWOL_OK;
}

static enum awol_status take(struct awol_pieces *pieces, struct awol_piece *piece,
                             struct awol_error *opt_error)
{
    size_t length = 0, padded;
    enum awol_status status;

    if (pieces->at_end || pieces->is_odd)
        return AWOL_OK;
    status =
        awol_pieces_read(pieces, pieces->offset, piece->bytes, AWOL_PIECE_SIZE, &length, opt_error);
    if (status != AWOL_OK || length == 0) {
        pieces->at_end = true;
        return status;
    }
    pieces->at_end = length < AWOL_PIECE_SIZE;
    padded = length;
    if (pieces->at_end && piece->bytes[length - 1] != '\n')
        piece->bytes[padded++] = '\n';
    piece->has_quote = memchr(piece->bytes, pieces->quote, length) != NULL;
    piece->length = find_cut(pieces, piece, padded);
    piece->offset = pieces->offset;
    piece->index = pieces->n_given++;
    pieces->offset += piece->length;
    if (piece->length == 0 || (pieces->at_end && piece->length < padded)) {
        pieces->is_odd = true;
        piece->length = 0;
    }
    return AWOL_OK;
}

enum awol_status awol_pieces_next(struct awol_pieces *pieces, struct awol_piece *piece,
                                  struct awol_error *opt_error)
{
    enum awol_status status;

    piece->length = 0;
    pthread_mutex_lock(&pieces->lock);
    status = take(pieces, piece, opt_error);
    pthread_mutex_unlock(&pieces->lock);
    return status;
}

bool awol_pieces_at_end(struct awol_pieces *pieces)
{
    bool at_end;

    pthread_mutex_lock(&pieces->lock);
    at_end = pieces->at_end || pieces->is_odd;
    pthread_mutex_unlock(&pieces->lock);
    return at_end;
}
