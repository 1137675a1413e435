#include "base/ahead.h"

#include <pthread.h>
#include <stdlib.h>

struct awol_ahead {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t is_made, is_free; /* an item; a room */
    awol_ahead_make *make;
    void *context;
    size_t n_rooms;
    size_t n_made, n_taken, n_left; /* items; the taker holds one at most, then leaves its room */
    bool is_stopped;
};

/* The number of the item to be made next; false if there is to be none. */
static bool find_room(struct awol_ahead *ahead, size_t *ret_item)
{
    bool goes_on;

    pthread_mutex_lock(&ahead->lock);
    while (ahead->n_made - ahead->n_left == ahead->n_rooms && !ahead->is_stopped)
        pthread_cond_wait(&ahead->is_free, &ahead->lock);
    goes_on = !ahead->is_stopped;
    *ret_item = ahead->n_made;
    pthread_mutex_unlock(&ahead->lock);
    return goes_on;
}

static void *work(void *argument)
{
    struct awol_ahead *const ahead = argument;
    bool goes_on = true;
    size_t item;

    while (goes_on && find_room(ahead, &item)) {
        goes_on = ahead->make(ahead->context, item % ahead->n_rooms);
        pthread_mutex_lock(&ahead->lock);
        ahead->n_made++;
        pthread_cond_signal(&ahead->is_made);
        pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

struct awol_ahead *awol_ahead_new(size_t n_rooms, awol_ahead_make *make, void *context)
{
    struct awol_ahead *const ahead = calloc(1, sizeof *ahead);

    if (!ahead)
        return NULL;
    ahead->make = make;
    ahead->context = context;
    ahead->n_rooms = n_rooms;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->is_made, NULL);
    pthread_cond_init(&ahead->is_free, NULL);
    if (pthread_create(&ahead->thread, NULL, work, ahead) == 0)
        return ahead;
    pthread_cond_destroy(&ahead->is_free);
    pthread_cond_destroy(&ahead->is_made);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
    return NULL;
}

size_t awol_ahead_take(struct awol_ahead *ahead)
{
    size_t item;

    pthread_mutex_lock(&ahead->lock);
    item = ahead->n_taken++;
    ahead->n_left = item;
    pthread_cond_signal(&ahead->is_free);
    while (ahead->n_made == item)
        pthread_cond_wait(&ahead->is_made, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return item % ahead->n_rooms;
}

void awol_ahead_free(struct awol_ahead *opt_ahead)
{
    if (!opt_ahead)
        return;
    pthread_mutex_lock(&opt_ahead->lock);
    opt_ahead->is_stopped = true;
    pthread_cond_signal(&opt_ahead->is_free);
    pthread_mutex_unlock(&opt_ahead->lock);
    pthread_join(opt_ahead->thread, NULL);
    pthread_cond_destroy(&opt_ahead->is_free);
    pthread_cond_destroy(&opt_ahead->is_made);
    pthread_mutex_destroy(&opt_ahead->lock);
    free(opt_ahead);
}
