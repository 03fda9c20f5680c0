/* pool.c: a bump allocator over blocks that double in size. */
#include "pool.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pool_block {
  struct pool_block *next;
  size_t used, size;
};

static void no_memory(void)
{
  fputs("strsmt-policy: out of memory\n", stderr);
  exit(1);
}

/* A block's bytes start after its head, rounded up so that anything may lie there. */
static size_t round_up(size_t size)
{
  const size_t unit = _Alignof(max_align_t);
  return (size + unit - 1) / unit * unit;
}

void *pool_take(struct pool *pool, size_t count, size_t size)
{
  if (size != 0 && count > (SIZE_MAX / 4) / size)
    no_memory();
  const size_t head = round_up(sizeof(struct pool_block)), need = round_up(count * size);
  struct pool_block *block = pool->blocks;
  if (!block || block->size - block->used < need) {
    size_t room = block ? 2 * block->size : 4096;
    if (room < need)
      room = need;
    block = calloc(1, head + room);
    if (!block)
      no_memory();
    block->size = room;
    block->next = pool->blocks;
    pool->blocks = block;
  }
  void *p = (char *)block + head + block->used;
  block->used += need;
  return p;
}

char *pool_copy(struct pool *pool, const char *text)
{
  const size_t size = strlen(text) + 1;
  return memcpy(pool_take(pool, size, 1), text, size);
}

char *pool_format(struct pool *pool, const char *format, ...)
{
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  const int length = vsnprintf(NULL, 0, format, list);
  va_end(list);
  char *text = pool_take(pool, length < 0 ? 1 : (size_t)length + 1, 1);
  if (length >= 0)
    vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

void pool_free(struct pool *pool)
{
  while (pool->blocks) {
    struct pool_block *block = pool->blocks;
    pool->blocks = block->next;
    free(block);
  }
}
