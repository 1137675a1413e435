/* A large file of delimited text, cut into pieces of whole records that several threads take one
 * after the other. */
#ifndef AWOL_READ_PIECES_H
#define AWOL_READ_PIECES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

#define AWOL_PIECE_SIZE ((size_t)1 << 19)

/* Initialise with awol_pieces_open(). */
struct awol_pieces {
    pthread_mutex_t lock;
    const char *path;
    int file;
    char separator, quote;
    uint64_t offset; /* in the file, of the first record that was not given out */
    size_t n_given;
    bool at_end;
    bool is_odd; /* a record is longer than a piece, or a quote is not closed: read it otherwise */
};

/* Whole records. `bytes` belongs to who takes the piece. */
struct awol_piece {
    char *bytes; /* AWOL_PIECE_SIZE and AWOL_MARKS_PADDING of them */
    size_t length;
    size_t index; /* pieces come in the order of the file */
    uint64_t offset;
    bool has_quote;
};

/* Records begin at `offset`. path stays the caller's. AWOL_SYSTEM. */
enum awol_status awol_pieces_open(struct awol_pieces *pieces, const char *path, uint64_t offset,
                                  char separator, char quote, struct awol_error *opt_error);
void awol_pieces_close(struct awol_pieces *pieces);

/* Fill the next piece; its length is 0 at the end, or where the file is odd. A last line without an
 * end gets one. AWOL_SYSTEM: the file cannot be read. */
enum awol_status awol_pieces_next(struct awol_pieces *pieces, struct awol_piece *piece,
                                  struct awol_error *opt_error);

/* True if there are no more pieces, as far as is known. */
bool awol_pieces_at_end(struct awol_pieces *pieces);

/* Read some bytes of the file again; fewer are there only at its end. AWOL_SYSTEM. */
enum awol_status awol_pieces_read(const struct awol_pieces *pieces, uint64_t offset, char *bytes,
                                  size_t length, size_t *ret_length, struct awol_error *opt_error);

#endif
