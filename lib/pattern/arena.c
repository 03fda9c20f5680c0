/* arena.c: the memory of one translation, and its end. */
#include <stdarg.h>
#include <stdio.h>

#include "pattern/work.h"

enum { BLOCK_SIZE = 1 << 15, ALIGNMENT = 16 };

struct arena_block {
  arena_block *next;
  size_t size, used; /* in bytes, of all that follows */
};

static size_t header_size(void)
{
  return (sizeof(arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static arena_block *new_block(pattern *p, size_t need)
{
  size_t size = need > BLOCK_SIZE ? need : BLOCK_SIZE;
  arena_block *b = size <= SIZE_MAX / 2 ? mem_alloc(p->m, header_size() + size) : NULL;
  if (!b)
    return NULL;
  b->next = p->blocks;
  b->size = size;
  b->used = 0;
  return p->blocks = b;
}

void *arena_alloc(pattern *p, size_t size)
{
  size = (size / ALIGNMENT + 1) * ALIGNMENT;
  arena_block *b = p->blocks;
  if (!b || b->size - b->used < size)
    b = new_block(p, size);
  if (!b) {
    p->failed = true;
    return NULL;
  }
  void *at = (char *)b + header_size() + b->used;
  b->used += size;
  return at;
}

void arena_shrink(pattern *p, void *last, size_t size)
{
  arena_block *b = p->blocks;
  size_t at = (size_t)((char *)last - (char *)b) - header_size();
  size = (size / ALIGNMENT + 1) * ALIGNMENT;
  if (at + size < b->used)
    b->used = at + size;
}

void arena_free(pattern *p)
{
  while (p->blocks) {
    arena_block *b = p->blocks;
    p->blocks = b->next;
    mem_free(p->m, b, header_size() + b->size);
  }
}

bool pattern_refuse(pattern *p, size_t place, const char *hint, const char *format, ...)
{
  if (p->failed)
    return false;
  p->failed = true;
  p->place = place;
  p->hint = hint ? hint : "";
  va_list list;
  va_start(list, format);
  vsnprintf(p->problem, sizeof p->problem, format, list);
  va_end(list);
  return false;
}

bool pattern_stopped(pattern *p)
{
  if (limits_poll(p->l) || mem_failed(p->m))
    p->failed = true;
  return p->failed;
}
