/* partial.c: see partial.h. Edges come and go with the literals, last in, first out; potentials stay, since those that
 * satisfy some edges satisfy fewer. A cycle of negative weight is a conflict before the assignment is complete.
 *
 * All assigned literals count here, and not only those that matter, so this begins only once there have been some
 * conflicts: easy problems are solved before. */
#include "theory/arith/partial.h"

#include "theory/arith/state.h"

enum { PATIENCE = 20 };

bool partial_pays(const arith *a) { return a->partial.conflicts >= PATIENCE; }

void partial_free(arith *a)
{
  partial *p = &a->partial;
  difference_free(&p->graph);
  stack_free(a->m, &p->literals);
  stack_free(a->m, &p->edges);
  stack_free(a->m, &p->levels);
  stack_free(a->m, &p->nodes);
}

/* ---- the trail ---------------------------------------------------------------------------------------------------- */

bool partial_assign(arith *a, tlit l)
{
  const arith_atom *atom = arith_atom_of(a, l.atom);
  if (!atom)
    return !mem_failed(a->m) && !a->limits->stop;
  if (!atom->difference || (atom->equality && !l.positive))
    return true;
  return stack_push(a->m, &a->partial.literals, l) && stack_push(a->m, &a->partial.edges, 0);
}

bool partial_new_level(arith *a)
{
  return stack_push(a->m, &a->partial.levels, (uint32_t)a->partial.literals.size);
}

static void keep_edges(partial *p, size_t count)
{
  while (p->graph.edges.size > count) {
    difference_edge e = stack_pop(&p->graph.edges);
    p->graph.nodes.data[e.from].first = e.next;
  }
}

static void keep_literals(partial *p, size_t count)
{
  if (p->taken > count) {
    keep_edges(p, p->edges.data[count]);
    p->taken = count;
  }
  p->literals.size = p->edges.size = count;
}

void partial_backtrack(arith *a, size_t level)
{
  partial *p = &a->partial;
  if (level >= p->levels.size)
    return;
  keep_literals(p, p->levels.data[level]);
  p->levels.size = level;
}

void partial_restart(arith *a)
{
  keep_literals(&a->partial, 0);
  stack_clear(&a->partial.levels);
}

/* ---- edges -------------------------------------------------------------------------------------------------------- */

/* The node of a variable; 0 for none, which is the number 0. */
static bool node_of(arith *a, term x, uint32_t *node)
{
  partial *p = &a->partial;
  *node = 0;
  while (p->graph.nodes.size < 1)
    if (!stack_push(a->m, &p->graph.nodes, (difference_node){0}))
      return false;
  if (!x)
    return true;
  while (p->nodes.size <= x)
    if (!stack_push(a->m, &p->nodes, 0))
      return false;
  if (!p->nodes.data[x]) {
    p->nodes.data[x] = (uint32_t)p->graph.nodes.size;
    if (!stack_push(a->m, &p->graph.nodes, (difference_node){0}))
      return false;
  }
  *node = p->nodes.data[x];
  return true;
}

/* x - y >= k, or x - y <= k. */
static bool add_edge(arith *a, const arith_atom *atom, bool lower, int64_t k, bool *consistent)
{
  uint32_t x, y;
  if (!node_of(a, atom->x, &x) || !node_of(a, atom->y, &y))
    return false;
  difference_edge e = {.from = lower ? x : y, .to = lower ? y : x, .reason = (uint32_t)a->partial.taken + 1,
                       .lower = lower, .weight = lower ? -k : k};
  culprits_clear(a->m, &a->culprits);
  return difference_add(&a->partial.graph, e, consistent, &a->culprits);
}

static bool take(arith *a, bool *consistent)
{
  partial *p = &a->partial;
  tlit l = p->literals.data[p->taken];
  const arith_atom *atom = arith_atom_of(a, l.atom);
  int64_t k = 0;
  *consistent = true;
  if (!atom)
    return false;
  p->edges.data[p->taken] = (uint32_t)p->graph.edges.size;
  (void)num_is_int64(&atom->k, &k);
  if ((atom->equality || l.positive) && (!add_edge(a, atom, true, k, consistent) || !*consistent))
    return !*consistent;
  if (atom->equality || !l.positive)
    return add_edge(a, atom, false, atom->equality ? k : k - 1, consistent);
  return true;
}

/* The lemma speaks of the literals of the trail. */
static bool tell_conflict(arith *a)
{
  tlit_list complete = a->literals;
  a->literals = a->partial.literals;
  bool ok = arith_conflict(a);
  a->literals = complete;
  return ok;
}

verdict partial_propagate(arith *a)
{
  partial *p = &a->partial;
  for (; p->taken < p->literals.size; p->taken++) {
    bool consistent;
    if (limits_poll(a->limits) || !take(a, &consistent))
      return VERDICT_STOPPED;
    if (consistent)
      continue;
    keep_edges(p, p->edges.data[p->taken]);
    return tell_conflict(a) ? VERDICT_LEMMA : VERDICT_STOPPED;
  }
  return VERDICT_CONSISTENT;
}
