/* gates.c: making gates. Inputs of an and-gate are sorted and distinct; an exclusive or has positive inputs, and a
 * multiplexer a positive condition and a positive first branch: the signs go to the output. */
#include "bounded/gates.h"

#include "bounded/gates_internal.h"
#include "base/sort.h"

bool gates_begin(gates *g, mem *m, limits *l, sat *solver, size_t budget)
{
  *g = (gates){.m = m, .l = l, .solver = solver, .budget = budget};
  g->broken = !stack_push(m, &g->nodes, (gate_node){0});
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
  table_free(g->m, &g->index);
}

/* ---- interning --------------------------------------------------------------------------------------------------- */

static uint32_t hash_inputs(gate_kind kind, size_t count, const gate *inputs)
{
  return hash_fold(hash_numbers(kind, inputs, count));
}

static uint32_t hash_of(const void *user, uint32_t node)
{
  const gates *g = user;
  const gate_node *n = &g->nodes.data[node];
  return hash_inputs((gate_kind)n->kind, n->count, g->pool.data + n->first);
}

static uint32_t *find_slot(const gates *g, gate_kind kind, size_t count, const gate *inputs)
{
  assert(g->index.size);
  uint32_t *at = table_first(&g->index, hash_inputs(kind, count, inputs));
  for (; *at; at = table_next(&g->index, at)) {
    const gate_node *n = &g->nodes.data[*at];
    if (n->kind == kind && n->count == count && !memcmp(g->pool.data + n->first, inputs, count * sizeof *inputs))
      break;
  }
  return at;
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
  assert(!g->broken && g->nodes.size);
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
  if (!table_reserve(g->m, &g->index, hash_of, g) || !stack_reserve(g->m, &g->pool, g->pool.size + count)) {
    g->broken = true;
    return GATE_FALSE;
  }
  uint32_t *slot = find_slot(g, kind, count, inputs);
  if (*slot)
    return 2 * *slot;
  gate made = new_node(g, kind, count);
  if (g->broken)
    return GATE_FALSE;
  memcpy(g->pool.data + g->pool.size, inputs, count * sizeof *inputs);
  g->pool.size += count;
  table_put(&g->index, slot, made / 2);
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

gate gates_and(gates *g, size_t count, const gate *inputs)
{
  return conjunction(g, count, inputs, 0);
}

gate gates_or(gates *g, size_t count, const gate *inputs)
{
  return gate_not(conjunction(g, count, inputs, 1));
}

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
