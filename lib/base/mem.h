/* mem.h: memory of a context. Every allocation of the library goes through one `mem`, which counts bytes, keeps the
 * limit and remembers that an allocation failed (`oom`, sticky). Who allocates checks the result or, at the end of a
 * piece of work, `mem_failed`. */
#ifndef STRSMT_BASE_MEM_H
#define STRSMT_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <strsmt.h>

typedef struct mem {
  strsmt_allocator allocator;
  size_t bytes; /* held now */
  size_t peak;
  size_t outside; /* held now by the SAT solvers of the context, beside `bytes`: not through the allocator */
  size_t limit;   /* 0: none. Reaching it makes `limits` stop the search; it does not make allocations fail */
  bool oom;       /* an allocation has failed */
} mem;

void mem_init(mem *m, const strsmt_allocator *allocator); /* NULL: the C library's */
/* NULL (and oom) on failure. `old_size` must be exact. new_size 0 frees and returns NULL. */
void *mem_resize(mem *m, void *p, size_t old_size, size_t new_size);
static inline void *mem_alloc(mem *m, size_t size)
{
  return mem_resize(m, NULL, 0, size);
}
void *mem_calloc(mem *m, size_t count, size_t size); /* zeroed; checks overflow */
static inline void mem_free(mem *m, void *p, size_t size)
{
  if (p)
    mem_resize(m, p, size, 0);
}
static inline size_t mem_held(const mem *m)
{
  return m->bytes + m->outside;
}
static inline bool mem_failed(const mem *m)
{
  return m->oom;
}

#endif
