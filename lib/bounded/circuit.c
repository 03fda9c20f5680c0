/* circuit.c: life of a circuit, and its arena. */
#include "bounded/circuit.h"

enum { BLOCK = 1 << 16 };

bool circuit_begin(circuit *c, mem *m, limits *l, regex *g, const alphabet *a, sat *solver, size_t budget)
{
  *c = (circuit){.m = m, .l = l, .regex = g, .alphabet = a, .cell = 1 + a->width, .arena_budget = 64 * budget};
  return gates_begin(&c->g, m, l, solver, budget);
}

void circuit_end(circuit *c)
{
  while (c->blocks) {
    arena_block *b = c->blocks;
    c->blocks = b->next;
    mem_free(c->m, b, sizeof *b + b->size);
  }
  gates_end(&c->g);
}

static bool new_block(circuit *c, size_t bytes)
{
  size_t size = bytes > BLOCK ? bytes : BLOCK;
  if (size > c->arena_budget) {
    c->g.too_large = true;
    return false;
  }
  arena_block *b = mem_alloc(c->m, sizeof *b + size);
  if (!b)
    return false;
  c->arena_budget -= size;
  *b = (arena_block){c->blocks, size, 0};
  c->blocks = b;
  return true;
}

void *circuit_room(circuit *c, size_t count, size_t size)
{
  if (c->g.broken)
    return NULL;
  if (count > (SIZE_MAX >> 8) / size) {
    c->g.broken = c->g.too_large = true;
    return NULL;
  }
  size_t bytes = (count * size + 15) & ~(size_t)15;
  if ((!c->blocks || c->blocks->size - c->blocks->used < bytes) && !new_block(c, bytes)) {
    c->g.broken = true;
    return NULL;
  }
  void *room = (char *)(c->blocks + 1) + c->blocks->used;
  c->blocks->used += bytes;
  memset(room, 0, bytes);
  return room;
}
