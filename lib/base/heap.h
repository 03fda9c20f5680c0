/* heap.h: priority queues, as binary heaps (Williams, 1964) in arrays. HEAP(name, type, before) defines, for a STACK of
 * items with the name `name`,
 *
 *     bool name_push(mem *m, name *h, type item);  false: out of memory
 *     type name_pop(name *h);                      the first one; the heap must not be empty
 *     bool name_check(const name *h);
 *
 * where before(&a, &b) says that a comes out before b. Make it total on what differs, or the order of the rest is that of
 * the heap. To empty one is stack_clear. */
#ifndef STRSMT_BASE_HEAP_H
#define STRSMT_BASE_HEAP_H

#include "base/array.h"

#define HEAP(name, type, before)                                                                                       \
  static inline bool name##_push(mem *memory, name *h, type item)                                                      \
  {                                                                                                                    \
    if (!stack_reserve(memory, h, h->size + 1))                                                                        \
      return false;                                                                                                    \
    size_t i = h->size++;                                                                                              \
    for (; i > 0 && before(&item, &h->data[(i - 1) / 2]); i = (i - 1) / 2)                                             \
      h->data[i] = h->data[(i - 1) / 2];                                                                               \
    h->data[i] = item;                                                                                                 \
    return true;                                                                                                       \
  }                                                                                                                    \
  static inline type name##_pop(name *h)                                                                               \
  {                                                                                                                    \
    assert(h->size);                                                                                                   \
    type first = h->data[0], last = h->data[--h->size];                                                                \
    size_t i = 0;                                                                                                      \
    for (size_t child; (child = 2 * i + 1) < h->size; i = child) {                                                     \
      child += child + 1 < h->size && before(&h->data[child + 1], &h->data[child]);                                    \
      if (!before(&h->data[child], &last))                                                                             \
        break;                                                                                                         \
      h->data[i] = h->data[child];                                                                                     \
    }                                                                                                                  \
    h->data[i] = last; /* its own old place, where the heap is empty now */                                            \
    return first;                                                                                                      \
  }                                                                                                                    \
  static inline bool name##_check(const name *h)                                                                       \
  {                                                                                                                    \
    for (size_t i = 1; i < h->size; i++)                                                                               \
      if (before(&h->data[i], &h->data[(i - 1) / 2]))                                                                  \
        return false;                                                                                                  \
    return stack_is_sound(h);                                                                                          \
  }

#endif
