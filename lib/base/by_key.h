/* by_key.h: arrays that are used by key (a term, a variable, a node): a STACK whose places come into being as keys do,
 * filled with zero bytes. What zero means, and that it means "nothing known", is for who uses one to say.
 *
 * Where many keys come one after another, reach for all that exist at once (such as terms_count + 1). */
#ifndef STRSMT_BASE_BY_KEY_H
#define STRSMT_BASE_BY_KEY_H

#include "base/array.h"

bool by_key_grow_(mem *m, void *slot, size_t *size, size_t *capacity, size_t count, size_t item); /* array.c */
/* Makes the places 0 .. count - 1 exist. False: out of memory. */
#define by_key_reach(m, s, count)                                                                                      \
  ((count) <= (s)->size ||                                                                                             \
   by_key_grow_((m), (void *)&(s)->data, &(s)->size, &(s)->capacity, (count), sizeof *(s)->data))
/* The address of a key's place, which is made; NULL: out of memory. Valid until the array grows. */
#define by_key_at(m, s, key) (by_key_reach((m), (s), (size_t)(key) + 1) ? &(s)->data[key] : NULL)
/* What stands there; `none` if the place does not exist. */
#define by_key_get(s, key, none) ((size_t)(key) < (s)->size ? (s)->data[key] : (none))

#endif
