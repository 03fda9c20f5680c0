/* term_map.c: open addressing, by doubling. */
#include "term_map.h"

static size_t map_slot(const fr_map *m, strsmt_term key)
{
  size_t slot = (key * 0x9e3779b1u) & (m->capacity - 1);
  while (m->keys[slot] && m->keys[slot] != key)
    slot = (slot + 1) & (m->capacity - 1);
  return slot;
}

const uint32_t *fr_map_get(const fr_map *m, strsmt_term key)
{
  if (!m->capacity)
    return NULL;
  size_t slot = map_slot(m, key);
  return m->keys[slot] ? &m->values[slot] : NULL;
}

void fr_map_free(mem *memory, fr_map *m)
{
  mem_free(memory, m->keys, m->capacity * sizeof *m->keys);
  mem_free(memory, m->values, m->capacity * sizeof *m->values);
  *m = (fr_map){0};
}

static bool map_grow(mem *memory, fr_map *m)
{
  size_t wanted = m->capacity ? m->capacity * 2 : 64;
  fr_map larger = {.count = m->count, .capacity = wanted};
  larger.keys = mem_calloc(memory, wanted, sizeof *m->keys);
  larger.values = larger.keys ? mem_calloc(memory, wanted, sizeof *m->values) : NULL;
  if (!larger.values) {
    mem_free(memory, larger.keys, wanted * sizeof *m->keys);
    return false;
  }
  for (size_t i = 0; i < m->capacity; i++)
    if (m->keys[i]) {
      size_t slot = map_slot(&larger, m->keys[i]);
      larger.keys[slot] = m->keys[i];
      larger.values[slot] = m->values[i];
    }
  fr_map_free(memory, m);
  *m = larger;
  return true;
}

void fr_map_put(mem *memory, fr_map *m, strsmt_term key, uint32_t value)
{
  if (m->count * 2 >= m->capacity && !map_grow(memory, m))
    return;
  size_t slot = map_slot(m, key);
  m->count += !m->keys[slot];
  m->keys[slot] = key;
  m->values[slot] = value;
}
