/* mem.c: the counting allocator of a context.
 *
 * Invariant: `bytes` is the sum of the sizes of the live blocks, as the callers named them; it is 0 when everything was
 * given back. */
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

static void *standard_resize(void *user, void *p, size_t old_size, size_t new_size)
{
  (void)user;
  (void)old_size;
  if (new_size)
    return realloc(p, new_size);
  free(p);
  return NULL;
}

void mem_init(mem *m, const strsmt_allocator *allocator)
{
  *m = (mem){.allocator = {.resize = standard_resize}};
  if (allocator && allocator->resize)
    m->allocator = *allocator;
}

void *mem_resize(mem *m, void *p, size_t old_size, size_t new_size)
{
  if (!new_size) {
    if (p) {
      m->allocator.resize(m->allocator.user, p, old_size, 0);
      m->bytes -= old_size;
    }
    return NULL;
  }
  if (!p)
    old_size = 0;
  assert(old_size <= m->bytes);
  /* Sizes beyond PTRDIFF_MAX are mistakes or hopeless; refusing them here keeps every pointer difference defined. */
  void *q = new_size <= PTRDIFF_MAX ? m->allocator.resize(m->allocator.user, p, old_size, new_size) : NULL;
  if (!q) {
    m->oom = true;
    return NULL;
  }
  m->bytes = m->bytes - old_size + new_size;
  if (m->bytes > m->peak)
    m->peak = m->bytes;
  return q;
}

void *mem_calloc(mem *m, size_t count, size_t size)
{
  if (size && count > PTRDIFF_MAX / size) {
    m->oom = true;
    return NULL;
  }
  void *p = mem_alloc(m, count * size);
  if (p)
    memset(p, 0, count * size);
  return p;
}
