/* map.h: hash tables by open addressing, of sizes that are powers of two, at most half full, with linear probing. {0} is
 * an empty one. Three kinds:
 *
 * - key_map: from numbers (not 0) to numbers;
 * - key_set: of numbers (not 0);
 * - item_table: of items that stand elsewhere in an array, by their numbers (not 0). It knows nothing of the items: who asks
 *   says their hashes and compares them.
 *
 * Nothing may depend on the order in which a table holds what it holds. A place is good until something is put in or
 * taken out. Each *_check says whether all that a table holds is found where a search looks for it. */
#ifndef STRSMT_BASE_MAP_H
#define STRSMT_BASE_MAP_H

#include "base/array.h"
#include "base/hash.h"

/* ---- key_map ---- */

typedef struct map_entry {
  uint64_t key; /* 0: free */
  uint64_t value;
} map_entry;

typedef struct key_map {
  map_entry *entries;
  size_t size, count;
} key_map;

/* The value's place; NULL if the key is not there. */
uint64_t *key_map_find(const key_map *a, uint64_t key);
/* The value's place, which is made, with 0, if the key is not there. NULL: out of memory. */
uint64_t *key_map_at(mem *m, key_map *a, uint64_t key);
static inline bool key_map_put(mem *memory, key_map *a, uint64_t key, uint64_t value)
{
  uint64_t *place = key_map_at(memory, a, key);
  return place && (*place = value, true);
}
bool key_map_remove(key_map *a, uint64_t key); /* was it there? */
void key_map_clear(key_map *a);                /* keeps the memory; takes time with its size */
void key_map_free(mem *m, key_map *a);
bool key_map_check(const key_map *a);

/* ---- key_set ---- */

typedef struct key_set {
  uint64_t *keys; /* 0: free */
  size_t size, count;
} key_set;

bool key_set_has(const key_set *a, uint64_t key);
/* *fresh: it was not there before. False: out of memory. */
bool key_set_add(mem *m, key_set *a, uint64_t key, bool *fresh);
void key_set_clear(key_set *a);
void key_set_free(mem *m, key_set *a);
bool key_set_check(const key_set *a);

/* ---- table ---- */

typedef struct item_table {
  uint32_t *items; /* 0: free */
  size_t size, count;
} item_table;

/* The hash of an item that the table holds. */
typedef uint32_t (*table_hash)(const void *user, uint32_t item);

/* A search: for (uint32_t *at = table_first(x, hash); *at; at = table_next(x, at)) is it *at? Where it ends at a free place
 * the item is not there, and that is where it belongs. The table must not be empty: table_reserve. */
static inline uint32_t *table_first(const item_table *x, uint32_t hash)
{
  assert(x->size);
  return &x->items[hash & (x->size - 1)];
}
static inline uint32_t *table_next(const item_table *x, uint32_t *at)
{
  return &x->items[(size_t)(at - x->items + 1) & (x->size - 1)];
}
/* Room for one more; places move. False: out of memory. */
bool table_grow_(mem *m, item_table *x, table_hash hash, const void *user);
static inline bool table_reserve(mem *memory, item_table *x, table_hash hash, const void *user)
{
  return 2 * (x->count + 1) <= x->size || table_grow_(memory, x, hash, user);
}
/* Puts an item into the free place where its search ended; table_reserve came first. */
static inline void table_put(item_table *x, uint32_t *at, uint32_t item)
{
  assert(!*at && item && 2 * (x->count + 1) <= x->size);
  *at = item;
  x->count++;
}
/* Takes the item at that place out. The hashes of the others are asked for. */
void table_remove(item_table *x, uint32_t *at, table_hash hash, const void *user);
void table_clear(item_table *x);
void table_free(mem *m, item_table *x);
bool table_check(const item_table *x, table_hash hash, const void *user);

#endif
