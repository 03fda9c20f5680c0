/* pool.h: memory that is taken piece by piece and given back as a whole.
 *
 * A question (two policies, their patterns and keys) lives in one pool, one encoding of it in another. A pool never
 * returns NULL: without memory the program ends with a message and status 1. */
#ifndef POLICY_POOL_H
#define POLICY_POOL_H

#include <stddef.h>

struct pool {
  struct pool_block *blocks;
};

/* Zeroed memory for `count` things of `size` bytes. */
void *pool_take(struct pool *pool, size_t count, size_t size);
char *pool_copy(struct pool *pool, const char *text);
/* printf into the pool. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
char *
pool_format(struct pool *pool, const char *format, ...);
void pool_free(struct pool *pool);

#endif
