#include "base/random.h"

#include <Random123/philox.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "base/digest.h"

/* Counter {draw, replicate and the high bits of draw, stream low, stream high}; key = seed. A draw
 * number has 34 bits, four 32-bit numbers to a block, so the block number fits 32 bits. */
struct state {
    philox4x32_key_t key;
    philox4x32_ctr_t counter;
    philox4x32_ctr_t block;
    unsigned used;
};

static void place(struct state *state, uint64_t seed, uint32_t replicate, uint64_t stream)
{
    state->key = (philox4x32_key_t){{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    state->counter = (philox4x32_ctr_t){{0, replicate, (uint32_t)stream, (uint32_t)(stream >> 32)}};
    state->used = 4;
}

static void set(void *state, unsigned long seed)
{
    place(state, seed, 0, 0);
}

static unsigned long get(void *void_state)
{
    struct state *state = void_state;
    if (state->used == 4) {
        state->block = philox4x32(state->counter, state->key);
        state->counter.v[0]++;
        state->used = 0;
    }
    return state->block.v[state->used++];
}

/* 53 bits from two numbers; GSL wants [0, 1). */
static double double_of(uint32_t first, uint32_t second)
{
    uint64_t high = first >> 5, low = second >> 6;
    return ((double)high * 67108864.0 + (double)low) / 9007199254740992.0;
}

static double get_double(void *state)
{
    uint32_t first = (uint32_t)get(state), second = (uint32_t)get(state);
    return double_of(first, second);
}

static const gsl_rng_type philox = {.name = "philox4x32-10",
                                    .max = 0xFFFFFFFFul,
                                    .min = 0,
                                    .size = sizeof(struct state),
                                    .set = set,
                                    .get = get,
                                    .get_double = get_double};

const gsl_rng_type *const awol_random_philox = &philox;

void awol_random_at(gsl_rng *generator, uint64_t seed, uint32_t replicate, uint64_t stream)
{
    place(generator->state, seed, replicate, stream);
}

void awol_random_uniforms(gsl_rng *generator, double *ret, size_t n)
{
    struct state *state = generator->state;
    while (n > 0 && state->used != 4) {
        *ret++ = get_double(state);
        n--;
    }
    for (; n >= 2; n -= 2, ret += 2) { /* blocks do not wait for each other */
        philox4x32_ctr_t block = philox4x32(state->counter, state->key);
        state->counter.v[0]++;
        ret[0] = double_of(block.v[0], block.v[1]);
        ret[1] = double_of(block.v[2], block.v[3]);
    }
    if (n > 0)
        *ret = get_double(state);
}

uint64_t awol_random_stream(const char *name)
{
    return awol_digest_number(name, strlen(name));
}

void awol_numeric_begin(void)
{
    gsl_set_error_handler_off();
}
