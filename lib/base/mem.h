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
  size_t limit; /* 0: none. Reaching it makes `limits` stop the search; it does not make allocations fail */
  bool oom;     /* an allocation has failed */
} mem;

void mem_init(mem *m, const strsmt_allocator *allocator); /* NULL: the C library's */
/* NULL (and oom) on failure. `old_size` must be exact. new_size 0 frees and returns NULL. */
void *mem_resize(mem *m, void *p, size_t old_size, size_t new_size);
static inline void *mem_alloc(mem *m, size_t size) { return mem_resize(m, NULL, 0, size); }
void *mem_calloc(mem *m, size_t count, size_t size); /* zeroed; checks overflow */
static inline void mem_free(mem *m, void *p, size_t size)
{
  if (p)
    mem_resize(m, p, size, 0);
}
static inline bool mem_failed(const mem *m) { return m->oom; }

/* Growable arrays: STACK(type) name; {0} is the empty one. `stack_push` is a statement-expression-free bool: false (and
 * oom) on failure, the array is then unchanged. */
#define STACK(type)                                                                                                    \
  struct {                                                                                                             \
    type *data;                                                                                                        \
    size_t size, capacity;                                                                                             \
  }
/* `slot` is the address of the `data` member, of whatever pointer type. */
bool stack_grow_(mem *m, void *slot, size_t *capacity, size_t need, size_t item);
#define stack_reserve(m, s, n)                                                                                         \
  ((n) <= (s)->capacity || stack_grow_((m), (void *)&(s)->data, &(s)->capacity, (n), sizeof *(s)->data))
#define stack_push(m, s, value) (stack_reserve((m), (s), (s)->size + 1) && ((s)->data[(s)->size++] = (value), true))
#define stack_pop(s) ((s)->data[--(s)->size])
#define stack_top(s) ((s)->data[(s)->size - 1])
#define stack_clear(s) ((void)((s)->size = 0))
#define stack_free(m, s)                                                                                               \
  (mem_free((m), (s)->data, (s)->capacity * sizeof *(s)->data), (s)->data = NULL, (s)->size = (s)->capacity = 0)

#endif
