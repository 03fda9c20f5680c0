/* map.c: open addressing with linear probing (Knuth, volume 3, 6.4, algorithms L and R).
 *
 * Invariant: a size is 0 or a power of two, at most half of the places are taken, and between where an item's search
 * begins and where it stands no place is free. */
#include "base/map.h"

enum { LEAST = 64 }; /* places of a table that has any: most stay so small */

static size_t home(uint64_t key, size_t size)
{
  return (size_t)(hash_mix(0, key) >> 8) & (size - 1);
}

/* Does an item that stands at `at` and belongs at `wanted` have to move into the gap, so as to be found? */
static bool fills(size_t gap, size_t at, size_t wanted, size_t size)
{
  return ((at - wanted) & (size - 1)) >= ((at - gap) & (size - 1));
}

/* ---- key_map ---------------------------------------------------------------------------------------------------------- */

static map_entry *map_slot(const key_map *a, uint64_t key)
{
  assert(key && a->size);
  size_t i = home(key, a->size);
  while (a->entries[i].key && a->entries[i].key != key)
    i = (i + 1) & (a->size - 1);
  return &a->entries[i];
}

uint64_t *key_map_find(const key_map *a, uint64_t key)
{
  map_entry *e = a->size ? map_slot(a, key) : NULL;
  return e && e->key ? &e->value : NULL;
}

static bool map_grow(mem *m, key_map *a)
{
  key_map bigger = {.size = a->size ? 2 * a->size : LEAST, .count = a->count};
  bigger.entries = mem_calloc(m, bigger.size, sizeof *bigger.entries);
  if (!bigger.entries)
    return false;
  for (size_t i = 0; i < a->size; i++)
    if (a->entries[i].key)
      *map_slot(&bigger, a->entries[i].key) = a->entries[i];
  key_map_free(m, a);
  *a = bigger;
  return true;
}

uint64_t *key_map_at(mem *m, key_map *a, uint64_t key)
{
  map_entry *e = a->size ? map_slot(a, key) : NULL;
  if (e && e->key)
    return &e->value;
  if (2 * (a->count + 1) > a->size) {
    if (!map_grow(m, a))
      return NULL;
    e = map_slot(a, key);
  }
  *e = (map_entry){.key = key};
  a->count++;
  return &e->value;
}

bool key_map_remove(key_map *a, uint64_t key)
{
  map_entry *e = a->size ? map_slot(a, key) : NULL;
  if (!e || !e->key)
    return false;
  size_t gap = (size_t)(e - a->entries);
  a->entries[gap].key = 0;
  for (size_t at = (gap + 1) & (a->size - 1); a->entries[at].key; at = (at + 1) & (a->size - 1))
    if (fills(gap, at, home(a->entries[at].key, a->size), a->size)) {
      a->entries[gap] = a->entries[at];
      a->entries[at].key = 0;
      gap = at;
    }
  a->count--;
  return true;
}

void key_map_clear(key_map *a)
{
  assert(2 * a->count <= a->size);
  if (a->count)
    memset(a->entries, 0, a->size * sizeof *a->entries);
  a->count = 0;
}

void key_map_free(mem *m, key_map *a)
{
  mem_free(m, a->entries, a->size * sizeof *a->entries);
  *a = (key_map){0};
}

bool key_map_check(const key_map *a)
{
  size_t count = 0;
  for (size_t i = 0; i < a->size; i++)
    if (a->entries[i].key && ++count && map_slot(a, a->entries[i].key) != &a->entries[i])
      return false;
  return count == a->count && 2 * count <= a->size && !(a->size & (a->size - 1));
}

/* ---- key_set ---------------------------------------------------------------------------------------------------------- */

static uint64_t *set_slot(const key_set *a, uint64_t key)
{
  assert(key && a->size);
  size_t i = home(key, a->size);
  while (a->keys[i] && a->keys[i] != key)
    i = (i + 1) & (a->size - 1);
  return &a->keys[i];
}

bool key_set_has(const key_set *a, uint64_t key)
{
  return a->size && *set_slot(a, key);
}

static bool set_grow(mem *m, key_set *a)
{
  key_set bigger = {.size = a->size ? 2 * a->size : LEAST, .count = a->count};
  bigger.keys = mem_calloc(m, bigger.size, sizeof *bigger.keys);
  if (!bigger.keys)
    return false;
  for (size_t i = 0; i < a->size; i++)
    if (a->keys[i])
      *set_slot(&bigger, a->keys[i]) = a->keys[i];
  key_set_free(m, a);
  *a = bigger;
  return true;
}

bool key_set_add(mem *m, key_set *a, uint64_t key, bool *fresh)
{
  *fresh = !key_set_has(a, key);
  if (!*fresh)
    return true;
  if (2 * (a->count + 1) > a->size && !set_grow(m, a))
    return false;
  *set_slot(a, key) = key;
  a->count++;
  return true;
}

void key_set_clear(key_set *a)
{
  assert(2 * a->count <= a->size);
  if (a->count)
    memset(a->keys, 0, a->size * sizeof *a->keys);
  a->count = 0;
}

void key_set_free(mem *m, key_set *a)
{
  mem_free(m, a->keys, a->size * sizeof *a->keys);
  *a = (key_set){0};
}

bool key_set_check(const key_set *a)
{
  size_t count = 0;
  for (size_t i = 0; i < a->size; i++)
    if (a->keys[i] && ++count && set_slot(a, a->keys[i]) != &a->keys[i])
      return false;
  return count == a->count && 2 * count <= a->size && !(a->size & (a->size - 1));
}

/* ---- table -------------------------------------------------------------------------------------------------------- */

static void insert(item_table *t, uint32_t item, uint32_t hash)
{
  uint32_t *at = table_first(t, hash);
  while (*at)
    at = table_next(t, at);
  *at = item;
}

bool table_grow_(mem *m, item_table *t, table_hash hash, const void *user)
{
  item_table bigger = {.size = t->size ? 2 * t->size : LEAST, .count = t->count};
  bigger.items = mem_calloc(m, bigger.size, sizeof *bigger.items);
  if (!bigger.items)
    return false;
  for (size_t i = 0; i < t->size; i++)
    if (t->items[i])
      insert(&bigger, t->items[i], hash(user, t->items[i]));
  table_free(m, t);
  *t = bigger;
  return true;
}

void table_remove(item_table *t, uint32_t *place, table_hash hash, const void *user)
{
  size_t mask = t->size - 1, gap = (size_t)(place - t->items);
  assert(gap <= mask && *place);
  t->items[gap] = 0;
  for (size_t at = (gap + 1) & mask; t->items[at]; at = (at + 1) & mask)
    if (fills(gap, at, hash(user, t->items[at]) & mask, t->size)) {
      t->items[gap] = t->items[at];
      t->items[at] = 0;
      gap = at;
    }
  t->count--;
}

void table_clear(item_table *t)
{
  assert(2 * t->count <= t->size);
  if (t->count)
    memset(t->items, 0, t->size * sizeof *t->items);
  t->count = 0;
}

void table_free(mem *m, item_table *t)
{
  mem_free(m, t->items, t->size * sizeof *t->items);
  *t = (item_table){0};
}

bool table_check(const item_table *t, table_hash hash, const void *user)
{
  size_t count = 0;
  for (size_t i = 0; i < t->size; i++) {
    if (!t->items[i])
      continue;
    uint32_t *at = table_first(t, hash(user, t->items[i]));
    while (*at && *at != t->items[i])
      at = table_next(t, at);
    if (at != &t->items[i])
      return false;
    count++;
  }
  return count == t->count && 2 * count <= t->size && !(t->size & (t->size - 1));
}
