/* allocator.h: an allocator for tests. It counts blocks and bytes, checks the sizes that callers name, and fails at the
 * n-th allocation. */
#ifndef STRSMT_TESTS_ALLOCATOR_H
#define STRSMT_TESTS_ALLOCATOR_H

#include <stdlib.h>
#include <strsmt.h>

typedef struct test_allocator {
  size_t blocks, bytes; /* live */
  size_t calls;         /* allocations and growths asked for */
  size_t fail_at;       /* this call and all later ones fail; 0: none does */
  bool fail_once;       /* only this call fails */
  bool wrong_size;      /* a caller named another size than the block has */
} test_allocator;

/* A block starts with its size; 16 bytes keep the rest aligned. */
static inline void *test_resize(void *user, void *p, size_t old_size, size_t new_size)
{
  test_allocator *a = user;
  char *block = p ? (char *)p - 16 : NULL;
  if ((block ? *(size_t *)(void *)block : 0) != old_size)
    a->wrong_size = true;
  if (!new_size) {
    if (block) {
      a->blocks--;
      a->bytes -= old_size;
      free(block);
    }
    return NULL;
  }
  a->calls++;
  if (a->fail_at && (a->fail_once ? a->calls == a->fail_at : a->calls >= a->fail_at))
    return NULL;
  if (new_size > SIZE_MAX - 16 || !(block = realloc(block, new_size + 16)))
    return NULL;
  *(size_t *)(void *)block = new_size;
  a->blocks += !p;
  a->bytes = a->bytes - old_size + new_size;
  return block + 16;
}

static inline strsmt_allocator test_allocator_face(test_allocator *a)
{
  return (strsmt_allocator){test_resize, a};
}

#endif
