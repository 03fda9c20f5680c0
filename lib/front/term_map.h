/* term_map.h: terms to numbers. */
#ifndef FRONT_TERM_MAP_H
#define FRONT_TERM_MAP_H

#include "base/mem.h"

#include <strsmt.h>

typedef struct fr_map {
  uint32_t *keys, *values; /* open addressing; key 0 is empty */
  size_t count, capacity;
} fr_map;

/* NULL if the term is not in the map; valid until something is put into it. */
const uint32_t *fr_map_get(const fr_map *map, strsmt_term key);
/* Without memory the map stays as it is. */
void fr_map_put(mem *memory, fr_map *m, strsmt_term key, uint32_t value);
void fr_map_free(mem *memory, fr_map *m);

#endif
