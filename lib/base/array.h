/* array.h: growable arrays. STACK(type) name; {0} is the empty one. The memory comes from the `mem` that each function
 * is given, always the same one for an array. Where it fails the array stays as it was, and the `mem` remembers it.
 *
 * Invariants: size <= capacity, and `data` has room for `capacity` items. An array may move when it grows: keep places,
 * not addresses. */
#ifndef STRSMT_BASE_ARRAY_H
#define STRSMT_BASE_ARRAY_H

#include <assert.h>

#include "base/mem.h"

#define STACK(type)                                                                                                    \
  struct {                                                                                                             \
    type *data;                                                                                                        \
    size_t size, capacity;                                                                                             \
  }

/* Room for n items in all. `slot` is the address of the `data` member, of whatever pointer type. */
bool stack_grow_(mem *m, void *slot, size_t *capacity, size_t need, size_t item);
#define stack_reserve(m, s, n)                                                                                         \
  ((n) <= (s)->capacity || stack_grow_((m), (void *)&(s)->data, &(s)->capacity, (n), sizeof *(s)->data))
#define stack_push(m, s, value) (stack_reserve((m), (s), (s)->size + 1) && ((s)->data[(s)->size++] = (value), true))
/* Appends n items from elsewhere, not from the array itself. */
bool stack_append_(mem *m, void *slot, size_t *size, size_t *capacity, const void *items, size_t n, size_t item);
#define stack_append(m, s, items, n)                                                                                   \
  (1 ? stack_append_((m), (void *)&(s)->data, &(s)->size, &(s)->capacity, (items), (n), sizeof *(s)->data)             \
     : ((s)->data == (items))) /* never run: the compiler compares the types */
#define stack_pop(s) ((s)->data[--(s)->size])
#define stack_top(s) ((s)->data[(s)->size - 1])
#define stack_clear(s) ((void)((s)->size = 0))
#define stack_free(m, s)                                                                                               \
  (mem_free((m), (s)->data, (s)->capacity * sizeof *(s)->data), (s)->data = NULL, (s)->size = (s)->capacity = 0)
#define stack_is_sound(s) ((s)->size <= (s)->capacity && (!(s)->capacity || (s)->data))

typedef STACK(uint32_t) number_list;
typedef STACK(int) literal_list;
typedef STACK(size_t) size_list;

#endif
