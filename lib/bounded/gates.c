/* gates.c: making gates. Inputs of an and-gate are sorted and distinct; an exclusive or has positive inputs, and a
 * multiplexer a positive condition and a positive first branch: the signs go to the output. */
#include "bounded/gates.h"

#include "bounded/gates_internal.h"
#include "base/sort.h"

bool gates_begin(gates *g, mem *m, limits *l, sat *solver, size_t budget)
{
  *g = (gates){.m = m, .l = l, .solver = solver, .budget = budget};
  g->table_size = 1024;
  g->table = mem_calloc(m, g->table_size, sizeof *g->table);
  g->broken = !g->table || !stack_push(m, &g->nodes, (gate_node){0});
  if (!g->table)
    g->table_size = 0;
  return !g->broken;
}

void gates_end(gates *g)
{
  stack_free(g->m, &g->nodes);
  stack_free(g->m, &g->pool);
  stack_free(g->m, &g->scratch);
  stack_free(g->m, &g->todo);
  stack_free(g->m, &g->clause);
  stack_free(g->m, &g->spare);
  mem_free(g->m, g->table, g->table_size * sizeof *g->table);
  g->table = NULL;
  g->table_size = 0;
}

/* ---- interning --------------------------------------------------------------------------------------------------- */

static uint32_t hash_inputs(gate_kind kind, size_t count, const gate *inputs)
{
  uint64_t h = kind;
  for (size_t i = 0; i < count; i++)
    h = (h ^ inputs[i]) * UINT64_C(0x9e3779b97f4a7c15), h ^= h >> 29;
  return (uint32_t)(h ^ h >> 32);
}

static size_t find_slot(const gates *g, gate_kind kind, size_t count, const gate *inputs)
{
  size_t mask = g->table_size - 1, i = hash_inputs(kind, count, inputs) & mask;
  for (; g->table[i]; i = (i + 1) & mask) {
    const gate_node *n = &g->nodes.data[g->table[i]];
    if (n->kind == kind && n->count == count && !memcmp(g->pool.data + n->first, inputs, count * sizeof *inputs))
      break;
  }
  return i;
}

static bool grow_table(gates *g)
{
  uint32_t *old = g->table;
  size_t old_size = g->table_size;
  g->table = mem_calloc(g->m, 2 * old_size, sizeof *g->table);
  if (!g->table) {
    g->table = old;
    return false;
  }
  g->table_size = 2 * old_size;
  for (size_t i = 0; i < old_size; i++)
    if (old[i]) {
      const gate_node *n = &g->nodes.data[old[i]];
      g->table[find_slot(g, (gate_kind)n->kind, n->count, g->pool.data + n->first)] = old[i];
    }
  mem_free(g->m, old, old_size * sizeof *old);
  return true;
}

static bool may_grow(gates *g)
{
  if (gates_size(g) > g->budget)
    g->broken = g->too_large = true;
  else if (limits_poll(g->l) || mem_failed(g->m) || g->nodes.size >= INT32_MAX)
    g->broken = true;
  return !g->broken;
}

static gate new_node(gates *g, gate_kind kind, size_t count)
{
  gate_node n = {.kind = (uint8_t)kind, .first = (uint32_t)g->pool.size, .count = (uint32_t)count};
  if (!stack_push(g->m, &g->nodes, n)) {
    g->broken = true;
    return GATE_FALSE;
  }
  return (gate)(2 * (g->nodes.size - 1));
}

static gate intern(gates *g, gate_kind kind, size_t count, const gate *inputs)
{
  if (!may_grow(g))
    return GATE_FALSE;
  size_t slot = find_slot(g, kind, count, inputs);
  if (g->table[slot])
    return 2 * g->table[slot];
  if (!stack_reserve(g->m, &g->pool, g->pool.size + count)) {
    g->broken = true;
    return GATE_FALSE;
  }
  gate made = new_node(g, kind, count);
  if (g->broken)
    return GATE_FALSE;
  memcpy(g->pool.data + g->pool.size, inputs, count * sizeof *inputs);
  g->pool.size += count;
  g->table[slot] = made / 2;
  if (2 * ++g->table_used > g->table_size && !grow_table(g))
    g->broken = true;
  return made;
}

gate gates_input(gates *g)
{
  return may_grow(g) ? new_node(g, GATE_INPUT, 0) : GATE_FALSE;
}

/* ---- and, or ----------------------------------------------------------------------------------------------------- */

static void sort_gates(gates *g, gate *v, size_t count)
{
  if (count > 16) {
    if (stack_reserve(g->m, &g->spare, count))
      sort_numbers(v, count, g->spare.data);
    else
      g->broken = true;
    return;
  }
  for (size_t i = 1; i < count; i++) {
    gate x = v[i];
    size_t j = i;
    for (; j && v[j - 1] > x; j--)
      v[j] = v[j - 1];
    v[j] = x;
  }
}

/* The conjunction of the inputs, each with `flip` applied. */
static gate conjunction(gates *g, size_t count, const gate *inputs, gate flip)
{
  stack_clear(&g->scratch);
  if (!stack_reserve(g->m, &g->scratch, count + 1)) {
    g->broken = true;
    return GATE_FALSE;
  }
  gate *v = g->scratch.data;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    gate a = inputs[i] ^ flip;
    if (a == GATE_FALSE)
      return GATE_FALSE;
    if (a != GATE_TRUE)
      v[kept++] = a;
  }
  sort_gates(g, v, kept);
  size_t distinct = 0;
  for (size_t i = 0; i < kept; i++) {
    if (distinct && v[distinct - 1] == v[i])
      continue;
    if (distinct && v[distinct - 1] == gate_not(v[i]))
      return GATE_FALSE;
    v[distinct++] = v[i];
  }
  if (!distinct)
    return GATE_TRUE;
  return distinct == 1 ? v[0] : intern(g, GATE_AND, distinct, v);
}

gate gates_and(gates *g, size_t count, const gate *inputs) { return conjunction(g, count, inputs, 0); }

gate gates_or(gates *g, size_t count, const gate *inputs) { return gate_not(conjunction(g, count, inputs, 1)); }

/* ---- exclusive or, multiplexer ----------------------------------------------------------------------------------- */

gate gates_xor(gates *g, gate a, gate b)
{
  gate sign = (a & 1) ^ (b & 1);
  a &= ~1u;
  b &= ~1u;
  if (a == b)
    return sign;
  if (a == GATE_FALSE || b == GATE_FALSE)
    return (a | b) ^ sign;
  gate inputs[2] = {a < b ? a : b, a < b ? b : a};
  return intern(g, GATE_XOR, 2, inputs) ^ sign;
}

gate gates_mux(gates *g, gate condition, gate then, gate otherwise)
{
  if (condition & 1) {
    gate swapped = then;
    condition = gate_not(condition);
    then = otherwise;
    otherwise = swapped;
  }
  if (condition == GATE_FALSE || then == otherwise)
    return otherwise;
  if (then == gate_not(otherwise))
    return gates_xor(g, condition, otherwise);
  if (then == GATE_TRUE || then == condition)
    return gates_or2(g, condition, otherwise);
  if (then == GATE_FALSE || then == gate_not(condition))
    return gates_and2(g, gate_not(condition), otherwise);
  if (otherwise == GATE_FALSE || otherwise == condition)
    return gates_and2(g, condition, then);
  if (otherwise == GATE_TRUE || otherwise == gate_not(condition))
    return gates_or2(g, gate_not(condition), then);
  gate sign = then & 1;
  gate inputs[3] = {condition, then ^ sign, otherwise ^ sign};
  return intern(g, GATE_MUX, 3, inputs) ^ sign;
}
