/* symbols.c: an open-addressing table of names (FNV-1a), names in blocks, bindings as linked stacks in one array. */
#include "symbols.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16 };

void fr_symbols_init(fr_symbols *y)
{
  *y = (fr_symbols){0};
  FR_PUSH(y->bindings, (fr_binding){0});
}

void fr_symbols_free(fr_symbols *y)
{
  for (size_t i = 0; i < y->blocks.length; i++)
    free(y->blocks.data[i]);
  free(y->blocks.data);
  free(y->entries.data);
  free(y->slots);
  free(y->bindings.data);
  free(y->scoped.data);
  free(y->marks.data);
  free(y->global.data);
  *y = (fr_symbols){0};
}

static const char *keep_name(fr_symbols *y, const char *name, size_t length)
{
  if (y->block_size - y->block_used < length + 1) {
    size_t none = 0;
    y->block_size = length + 1 > BLOCK ? length + 1 : BLOCK;
    FR_PUSH(y->blocks, (char *)fr_grow(NULL, &none, y->block_size, 1));
    y->block_used = 0;
  }
  char *copy = y->blocks.data[y->blocks.length - 1] + y->block_used;
  if (length)
    memcpy(copy, name, length);
  copy[length] = 0;
  y->block_used += length + 1;
  return copy;
}

static void rehash(fr_symbols *y)
{
  size_t none = 0;
  free(y->slots);
  y->slot_count = y->slot_count ? y->slot_count * 2 : 256;
  y->slots = fr_grow(NULL, &none, y->slot_count, sizeof *y->slots);
  memset(y->slots, 0, y->slot_count * sizeof *y->slots);
  for (size_t i = 0; i < y->entries.length; i++) {
    size_t slot = y->entries.data[i].hash & (y->slot_count - 1);
    while (y->slots[slot])
      slot = (slot + 1) & (y->slot_count - 1);
    y->slots[slot] = (uint32_t)i + 1;
  }
}

fr_symbol fr_intern(fr_symbols *y, const char *name, size_t length)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3u;
  hash ^= hash >> 32;
  if (y->entries.length * 2 >= y->slot_count)
    rehash(y);
  size_t slot = hash & (y->slot_count - 1);
  for (; y->slots[slot]; slot = (slot + 1) & (y->slot_count - 1)) {
    const fr_symbol_entry *e = &y->entries.data[y->slots[slot] - 1];
    if (e->hash == hash && e->length == length && !memcmp(e->name, name, length))
      return y->slots[slot] - 1;
  }
  FR_PUSH(y->entries, (fr_symbol_entry){.name = keep_name(y, name, length), .length = length, .hash = hash});
  y->slots[slot] = (uint32_t)y->entries.length;
  return (fr_symbol)(y->entries.length - 1);
}

const char *fr_symbol_name(const fr_symbols *y, fr_symbol symbol)
{
  return y->entries.data[symbol].name;
}

const fr_binding *fr_lookup(const fr_symbols *y, fr_symbol symbol, fr_name_space space)
{
  uint32_t top = y->entries.data[symbol].top[space];
  return top ? &y->bindings.data[top] : NULL;
}

void fr_bind(fr_symbols *y, fr_symbol symbol, fr_name_space space, fr_binding binding)
{
  uint32_t *top = &y->entries.data[symbol].top[space];
  uint32_t node = y->free_binding;
  if (node)
    y->free_binding = y->bindings.data[node].below;
  else {
    node = (uint32_t)y->bindings.length;
    FR_PUSH(y->bindings, (fr_binding){0});
  }
  binding.below = *top;
  y->bindings.data[node] = binding;
  *top = node;
}

void fr_unbind(fr_symbols *y, fr_symbol symbol, fr_name_space space)
{
  uint32_t *top = &y->entries.data[symbol].top[space];
  uint32_t node = *top;
  *top = y->bindings.data[node].below;
  y->bindings.data[node].below = y->free_binding;
  y->free_binding = node;
}

void fr_declare(fr_symbols *y, fr_symbol symbol, fr_name_space space, fr_binding binding, bool global)
{
  fr_bind(y, symbol, space, binding);
  if (global)
    FR_PUSH(y->global, (fr_scoped){symbol, space});
  else
    FR_PUSH(y->scoped, (fr_scoped){symbol, space});
}

void fr_symbols_push(fr_symbols *y)
{
  FR_PUSH(y->marks, y->scoped.length);
}

static void unbind_down_to(fr_symbols *y, size_t length)
{
  while (y->scoped.length > length) {
    fr_scoped last = y->scoped.data[--y->scoped.length];
    fr_unbind(y, last.symbol, last.space);
  }
}

void fr_symbols_pop(fr_symbols *y)
{
  unbind_down_to(y, y->marks.data[--y->marks.length]);
}

void fr_symbols_reset(fr_symbols *y, bool global_too)
{
  unbind_down_to(y, 0);
  y->marks.length = 0;
  if (!global_too)
    return;
  while (y->global.length) {
    fr_scoped last = y->global.data[--y->global.length];
    fr_unbind(y, last.symbol, last.space);
  }
}
