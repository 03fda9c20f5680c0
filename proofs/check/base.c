/* base.c: counted memory, growing arrays, a hash map of numbers (linear probing, deletion by shifting), failures. */
#include "base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *verdict_name(verdict v)
{
  switch (v) {
  case VERDICT_WRONG:
    return "the proof is wrong";
  case VERDICT_MISMATCH:
    return "the proof does not belong to the problem";
  case VERDICT_UNREADABLE:
    return "unreadable input";
  case VERDICT_LIMIT:
    return "limit";
  default:
    return "";
  }
}

bool report_fail(report *r, verdict code, const char *format, ...)
{
  if (r->code == VERDICT_HOLDS) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r->message, sizeof r->message, format, arguments);
    va_end(arguments);
    r->code = code;
  }
  return false;
}

void report_place(report *r, const char *format, ...)
{
  if (r->place[0] == '\0') {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r->place, sizeof r->place, format, arguments);
    va_end(arguments);
  }
}

const char *report_quote(char *out, size_t size, const char *text, size_t length)
{
  static const char dots[] = "...";
  size_t used = 0, i = 0;
  size_t room = size - sizeof dots; /* for the text; then the dots and the NUL */
  for (; i < length && used < room; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c >= 0x20 && c < 0x7f) {
      out[used++] = (char)c;
    } else {
      if (used + 4 > room)
        break;
      snprintf(out + used, 5, "\\x%02x", c);
      used += 4;
    }
  }
  if (i < length) {
    memcpy(out + used, dots, sizeof dots - 1);
    used += sizeof dots - 1;
  }
  out[used] = '\0';
  return out;
}

void heap_init(heap *h, budget *b, report *r)
{
  h->budget = b;
  h->report = r;
}

bool heap_spend(heap *h, uint64_t steps)
{
  const char *reason = budget_spend(h->budget, steps);
  return reason == NULL || report_fail(h->report, VERDICT_LIMIT, "%s", reason);
}

void *heap_resize(heap *h, void *block, size_t old_size, size_t new_size)
{
  void *result = budget_resize(h->budget, block, old_size, new_size);
  if (result != NULL || new_size == 0)
    return result;
  bool over = budget_is_over(h->budget, new_size - old_size);
  report_fail(h->report, VERDICT_LIMIT,
              over ? "the memory limit is reached; allow more with --memory" : "out of memory");
  return NULL;
}

void heap_free(heap *h, void *block, size_t size)
{
  if (block != NULL)
    heap_resize(h, block, size, 0);
}

bool heap_extend(heap *h, void *field, size_t *capacity, size_t needed, size_t item)
{
  if (needed <= *capacity)
    return true;
  size_t wanted = *capacity < 8 ? 8 : *capacity + *capacity / 2;
  if (wanted < needed)
    wanted = needed;
  if (wanted > SIZE_MAX / 2 / item)
    return report_fail(h->report, VERDICT_LIMIT, "out of memory");
  void *block;
  memcpy(&block, field, sizeof block);
  block = heap_resize(h, block, *capacity * item, wanted * item);
  if (block == NULL)
    return false;
  memcpy(field, &block, sizeof block);
  *capacity = wanted;
  return true;
}

uint64_t hash_number(uint64_t x)
{
  x ^= x >> 30;
  x *= UINT64_C(0xbf58476d1ce4e5b9);
  x ^= x >> 27;
  x *= UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

uint64_t hash_bytes(const void *bytes, size_t length)
{
  const unsigned char *p = bytes;
  uint64_t result = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < length; i++)
    result = (result ^ p[i]) * UINT64_C(0x100000001b3);
  return hash_number(result ^ length);
}

void map_free(heap *h, map *m)
{
  heap_free(h, m->slots, m->capacity * 2 * sizeof *m->slots);
  memset(m, 0, sizeof *m);
}

/* The slot of the key, or the free slot where it belongs. */
static size_t map_slot(const map *m, uint64_t key)
{
  size_t i = (size_t)hash_number(key) & (m->capacity - 1);
  while (m->slots[2 * i] != 0 && m->slots[2 * i] != key)
    i = (i + 1) & (m->capacity - 1);
  return i;
}

uint64_t *map_find(const map *m, uint64_t key)
{
  if (m->size == 0 || key == 0)
    return NULL;
  size_t i = map_slot(m, key);
  return m->slots[2 * i] == key ? &m->slots[2 * i + 1] : NULL;
}

uint64_t map_get(const map *m, uint64_t key)
{
  const uint64_t *value = map_find(m, key);
  return value == NULL ? 0 : *value;
}

static bool map_grow(heap *h, map *m)
{
  map larger = {.capacity = m->capacity == 0 ? 16 : 2 * m->capacity, .size = m->size};
  larger.slots = heap_resize(h, NULL, 0, larger.capacity * 2 * sizeof *larger.slots);
  if (larger.slots == NULL)
    return false;
  memset(larger.slots, 0, larger.capacity * 2 * sizeof *larger.slots);
  for (size_t i = 0; i < m->capacity; i++) {
    if (m->slots[2 * i] == 0)
      continue;
    size_t to = map_slot(&larger, m->slots[2 * i]);
    larger.slots[2 * to] = m->slots[2 * i];
    larger.slots[2 * to + 1] = m->slots[2 * i + 1];
  }
  heap_free(h, m->slots, m->capacity * 2 * sizeof *m->slots);
  *m = larger;
  return true;
}

bool map_put(heap *h, map *m, uint64_t key, uint64_t value)
{
  if (4 * (m->size + 1) > 3 * m->capacity && !map_grow(h, m))
    return false;
  size_t i = map_slot(m, key);
  if (m->slots[2 * i] == 0) {
    m->slots[2 * i] = key;
    m->size++;
  }
  m->slots[2 * i + 1] = value;
  return true;
}

bool map_remove(map *m, uint64_t key)
{
  if (map_find(m, key) == NULL)
    return false;
  size_t mask = m->capacity - 1;
  size_t hole = map_slot(m, key);
  for (size_t i = (hole + 1) & mask; m->slots[2 * i] != 0; i = (i + 1) & mask) {
    size_t home = (size_t)hash_number(m->slots[2 * i]) & mask;
    if (((i - home) & mask) < ((i - hole) & mask))
      continue; /* its home lies behind the hole: it stays */
    m->slots[2 * hole] = m->slots[2 * i];
    m->slots[2 * hole + 1] = m->slots[2 * i + 1];
    hole = i;
  }
  m->slots[2 * hole] = 0;
  m->size--;
  return true;
}

void map_clear(map *m)
{
  if (m->size != 0)
    memset(m->slots, 0, m->capacity * 2 * sizeof *m->slots);
  m->size = 0;
}
