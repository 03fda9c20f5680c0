/* symbols.c: an open-addressing table of names (FNV-1a), names in blocks, bindings as linked stacks in one array. */
#include "symbols.h"

#include <string.h>

enum { BLOCK = 1 << 12 };

void fr_symbols_init(fr_symbols *y, mem *m)
{
  *y = (fr_symbols){.m = m};
  FR_PUSH(m, y->bindings, (fr_binding){0});
}

void fr_symbols_free(fr_symbols *y)
{
  mem *m = y->m;
  for (size_t i = 0; i < y->blocks.length; i++)
    mem_free(m, y->blocks.data[i].text, y->blocks.data[i].size);
  FR_FREE(m, y->blocks);
  FR_FREE(m, y->entries);
  mem_free(m, y->slots, y->slot_count * sizeof *y->slots);
  FR_FREE(m, y->bindings);
  FR_FREE(m, y->scoped);
  FR_FREE(m, y->marks);
  FR_FREE(m, y->global);
}

static bool open_block(fr_symbols *y, size_t need)
{
  fr_block block = {.size = need > BLOCK ? need : BLOCK};
  if (!FR_RESERVE(y->m, y->blocks, 1) || !(block.text = mem_alloc(y->m, block.size)))
    return false;
  y->blocks.data[y->blocks.length++] = block;
  y->block_size = block.size;
  y->block_used = 0;
  return true;
}

/* NULL without memory. */
static const char *keep_name(fr_symbols *y, const char *name, size_t length)
{
  if (y->block_size - y->block_used < length + 1 && !open_block(y, length + 1))
    return NULL;
  char *copy = y->blocks.data[y->blocks.length - 1].text + y->block_used;
  if (length)
    memcpy(copy, name, length);
  copy[length] = 0;
  y->block_used += length + 1;
  return copy;
}

static bool rehash(fr_symbols *y)
{
  size_t count = y->slot_count ? y->slot_count * 2 : 256;
  uint32_t *slots = mem_calloc(y->m, count, sizeof *slots);
  if (!slots)
    return false;
  mem_free(y->m, y->slots, y->slot_count * sizeof *y->slots);
  y->slots = slots;
  y->slot_count = count;
  for (size_t i = 0; i < y->entries.length; i++) {
    size_t slot = y->entries.data[i].hash & (y->slot_count - 1);
    while (y->slots[slot])
      slot = (slot + 1) & (y->slot_count - 1);
    y->slots[slot] = (uint32_t)i + 1;
  }
  return true;
}

fr_symbol fr_intern(fr_symbols *y, const char *name, size_t length)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3u;
  hash ^= hash >> 32;
  if (y->entries.length * 2 >= y->slot_count && !rehash(y))
    return 0;
  size_t slot = hash & (y->slot_count - 1);
  for (; y->slots[slot]; slot = (slot + 1) & (y->slot_count - 1)) {
    const fr_symbol_entry *e = &y->entries.data[y->slots[slot] - 1];
    if (e->hash == hash && e->length == length && !memcmp(e->name, name, length))
      return y->slots[slot] - 1;
  }
  const char *kept = keep_name(y, name, length);
  if (!kept || !FR_ADD(y->m, y->entries, (fr_symbol_entry){.name = kept, .length = length, .hash = hash}))
    return 0;
  y->slots[slot] = (uint32_t)y->entries.length;
  return (fr_symbol)(y->entries.length - 1);
}

const char *fr_symbol_name(const fr_symbols *y, fr_symbol symbol)
{
  return symbol < y->entries.length ? y->entries.data[symbol].name : "";
}

const fr_binding *fr_lookup(const fr_symbols *y, fr_symbol symbol, fr_name_space space)
{
  uint32_t top = symbol < y->entries.length ? y->entries.data[symbol].top[space] : 0;
  return top ? &y->bindings.data[top] : NULL;
}

void fr_mark_used(fr_symbols *s, fr_symbol symbol)
{
  s->bindings.data[s->entries.data[symbol].top[FR_TERMS]].used = true;
}

void fr_bind(fr_symbols *y, fr_symbol symbol, fr_name_space space, fr_binding binding)
{
  if (symbol >= y->entries.length)
    return;
  uint32_t *top = &y->entries.data[symbol].top[space];
  uint32_t node = y->free_binding;
  if (node)
    y->free_binding = y->bindings.data[node].below;
  else {
    node = (uint32_t)y->bindings.length;
    if (!FR_ADD(y->m, y->bindings, (fr_binding){0}))
      return;
  }
  binding.below = *top;
  y->bindings.data[node] = binding;
  *top = node;
}

void fr_unbind(fr_symbols *y, fr_symbol symbol, fr_name_space space)
{
  uint32_t *top = symbol < y->entries.length ? &y->entries.data[symbol].top[space] : NULL;
  uint32_t node = top ? *top : 0;
  if (!node)
    return; /* it could not be bound */
  *top = y->bindings.data[node].below;
  y->bindings.data[node].below = y->free_binding;
  y->free_binding = node;
}

void fr_declare(fr_symbols *y, fr_symbol symbol, fr_name_space space, fr_binding binding, bool global)
{
  fr_bind(y, symbol, space, binding);
  if (global)
    FR_PUSH(y->m, y->global, (fr_scoped){symbol, space});
  else
    FR_PUSH(y->m, y->scoped, (fr_scoped){symbol, space});
}

void fr_symbols_push(fr_symbols *y)
{
  FR_PUSH(y->m, y->marks, y->scoped.length);
}

static void unbind_down_to(fr_symbols *y, size_t length)
{
  while (y->scoped.length > length) {
    fr_scoped last = y->scoped.data[--y->scoped.length];
    fr_unbind(y, last.symbol, last.space);
  }
}

static void unbind_global(fr_symbols *y, size_t length)
{
  while (y->global.length > length) {
    fr_scoped last = y->global.data[--y->global.length];
    fr_unbind(y, last.symbol, last.space);
  }
}

void fr_symbols_take_back(fr_symbols *y, size_t scoped, size_t global)
{
  unbind_down_to(y, scoped);
  unbind_global(y, global);
}

void fr_symbols_pop(fr_symbols *y)
{
  if (y->marks.length)
    unbind_down_to(y, y->marks.data[--y->marks.length]);
}

void fr_symbols_reset(fr_symbols *y, bool global_too)
{
  unbind_down_to(y, 0);
  y->marks.length = 0;
  if (global_too)
    unbind_global(y, 0);
}
