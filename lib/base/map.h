/* map.h: hash tables by open addressing, of sizes that are powers of two, at most half full, with linear probing. {0} is
 * an empty one. Three kinds:
 *
 * - num_map: from numbers (not 0) to numbers;
 * - num_set: of numbers (not 0);
 * - table: of items that stand elsewhere in an array, by their numbers (not 0). It knows nothing of the items: who asks
 *   says their hashes and compares them.
 *
 * Nothing may depend on the order in which a table holds what it holds. A place is good until something is put in or
 * taken out. Each *_check says whether all that a table holds is found where a search looks for it. */
#ifndef STRSMT_BASE_MAP_H
#define STRSMT_BASE_MAP_H

#include "base/array.h"
#include "base/hash.h"

/* ---- num_map ---- */

typedef struct map_entry {
  uint64_t key; /* 0: free */
  uint64_t value;
} map_entry;

typedef struct num_map {
  map_entry *entries;
  size_t size, count;
} num_map;

/* The value's place; NULL if the key is not there. */
uint64_t *num_map_find(const num_map *a, uint64_t key);
/* The value's place, which is made, with 0, if the key is not there. NULL: out of memory. */
uint64_t *num_map_at(mem *m, num_map *a, uint64_t key);
static inline bool num_map_put(mem *m, num_map *a, uint64_t key, uint64_t value)
{
  uint64_t *place = num_map_at(m, a, key);
  return place && (*place = value, true);
}
bool num_map_remove(num_map *a, uint64_t key); /* was it there? */
void num_map_clear(num_map *a);                /* keeps the memory; takes time with its size */
void num_map_free(mem *m, num_map *a);
bool num_map_check(const num_map *a);

/* ---- num_set ---- */

typedef struct num_set {
  uint64_t *keys; /* 0: free */
  size_t size, count;
} num_set;

bool num_set_has(const num_set *a, uint64_t key);
/* *fresh: it was not there before. False: out of memory. */
bool num_set_add(mem *m, num_set *a, uint64_t key, bool *fresh);
void num_set_clear(num_set *a);
void num_set_free(mem *m, num_set *a);
bool num_set_check(const num_set *a);

/* ---- table ---- */

typedef struct table {
  uint32_t *items; /* 0: free */
  size_t size, count;
} table;

/* The hash of an item that the table holds. */
typedef uint32_t (*table_hash)(const void *user, uint32_t item);

/* A search: for (uint32_t *at = table_first(t, hash); *at; at = table_next(t, at)) is it *at? Where it ends at a free place
 * the item is not there, and that is where it belongs. The table must not be empty: table_reserve. */
static inline uint32_t *table_first(const table *t, uint32_t hash)
{
  assert(t->size);
  return &t->items[hash & (t->size - 1)];
}
static inline uint32_t *table_next(const table *t, uint32_t *at)
{
  return &t->items[(size_t)(at - t->items + 1) & (t->size - 1)];
}
/* Room for one more; places move. False: out of memory. */
bool table_grow_(mem *m, table *t, table_hash hash, const void *user);
static inline bool table_reserve(mem *m, table *t, table_hash hash, const void *user)
{
  return 2 * (t->count + 1) <= t->size || table_grow_(m, t, hash, user);
}
/* Puts an item into the free place where its search ended; table_reserve came first. */
static inline void table_put(table *t, uint32_t *at, uint32_t item)
{
  assert(!*at && item && 2 * (t->count + 1) <= t->size);
  *at = item;
  t->count++;
}
/* Takes the item at that place out. The hashes of the others are asked for. */
void table_remove(table *t, uint32_t *at, table_hash hash, const void *user);
void table_clear(table *t);
void table_free(mem *m, table *t);
bool table_check(const table *t, table_hash hash, const void *user);

#endif
