/* partial.c: see partial.h. Edges come and go with the literals, last in, first out; potentials stay, since those that
 * satisfy some edges satisfy fewer. A cycle of negative weight is a conflict before the assignment is complete. A literal
 * that the graph itself has implied adds no edge: there is a path that says as much.
 *
 * All assigned literals count here, and not only those that matter, so this begins only once there have been some
 * conflicts: easy problems are solved before. */
#include "theory/arith/partial.h"

#include "theory/arith/state.h"

bool partial_pays(const arith *a)
{
  return a->partial.conflicts >= a->limits->budget.arith_patience;
}

bool partial_affords(const arith *a, uint64_t work, uint64_t lemmas)
{
  const budgets *b = &a->limits->budget;
  return work <= b->arith_work_per_conflict * ((uint64_t)b->arith_patience + a->partial.conflicts) +
                     b->arith_work_per_lemma * lemmas;
}

void partial_free(arith *a)
{
  partial *p = &a->partial;
  difference_free(&p->graph);
  stack_free(a->m, &p->literals);
  stack_free(a->m, &p->edges);
  stack_free(a->m, &p->levels);
  stack_free(a->m, &p->nodes);
  stack_free(a->m, &p->atoms);
  stack_free(a->m, &p->places);
  stack_free(a->m, &p->valued);
  stack_free(a->m, &p->first[0]);
  stack_free(a->m, &p->first[1]);
  stack_free(a->m, &p->degrees);
}

/* ---- atoms -------------------------------------------------------------------------------------------------------- */

static bool add_node(arith *a)
{
  partial *p = &a->partial;
  return stack_push(a->m, &p->first[0], 0) && stack_push(a->m, &p->first[1], 0) && stack_push(a->m, &p->degrees, 0) &&
         stack_push(a->m, &p->graph.nodes, (difference_node){0});
}

/* The node of a variable; 0 for none, which is the number 0. */
static bool node_of(arith *a, term x, uint32_t *node)
{
  partial *p = &a->partial;
  *node = 0;
  if (!p->graph.nodes.size && !add_node(a))
    return false;
  if (!x)
    return true;
  if (!by_key_reach(a->m, &p->nodes, (size_t)x + 1))
    return false;
  if (!p->nodes.data[x]) {
    if (!add_node(a))
      return false;
    p->nodes.data[x] = (uint32_t)p->graph.nodes.size - 1;
  }
  *node = p->nodes.data[x];
  return true;
}

bool partial_notice(arith *a, term t)
{
  partial *p = &a->partial;
  const arith_atom *atom = arith_atom_of(a, t);
  partial_atom new = {.atom = t};
  if (!atom)
    return !mem_failed(a->m);
  if (!atom->difference)
    return true;
  new.equality = atom->equality;
  (void)num_is_int64(&atom->k, &new.k);
  if (!by_key_reach(a->m, &p->places, (size_t)t + 1))
    return false;
  if (!node_of(a, atom->x, &new.x) || !node_of(a, atom->y, &new.y))
    return false;
  new.next[0] = p->first[0].data[new.x];
  new.next[1] = p->first[1].data[new.y];
  if (!stack_push(a->m, &p->atoms, new))
    return false;
  p->places.data[t] = p->first[0].data[new.x] = p->first[1].data[new.y] = (uint32_t)p->atoms.size;
  p->degrees.data[new.x]++;
  p->degrees.data[new.y]++;
  return true;
}

static partial_atom *atom_of(const arith *a, term t)
{
  const partial *p = &a->partial;
  uint32_t place = t < p->places.size ? p->places.data[t] : 0;
  return place ? &p->atoms.data[place - 1] : NULL;
}

/* ---- the trail ---------------------------------------------------------------------------------------------------- */

bool partial_assign(arith *a, tlit l)
{
  partial *p = &a->partial;
  partial_atom *atom = atom_of(a, l.atom);
  signed char value = l.positive ? 1 : -1;
  if (!atom)
    return true;
  if (atom->implied && atom->value == value)
    return true;
  if (!atom->value && !stack_push(a->m, &p->valued, (uint32_t)(atom - p->atoms.data)))
    return false;
  atom->value = value;
  atom->implied = false;
  if (atom->equality && !l.positive)
    return true;
  return stack_push(a->m, &p->literals, l) && stack_push(a->m, &p->edges, 0);
}

bool partial_new_level(arith *a)
{
  partial *p = &a->partial;
  return stack_push(a->m, &p->levels, ((partial_level){(uint32_t)p->literals.size, (uint32_t)p->valued.size}));
}

static void keep_edges(partial *p, size_t count)
{
  while (p->graph.edges.size > count)
    difference_remove(&p->graph);
}

static void keep_literals(partial *p, size_t count)
{
  if (p->taken > count) {
    keep_edges(p, p->edges.data[count]);
    p->taken = count;
  }
  p->literals.size = p->edges.size = count;
}

static void keep_values(partial *p, size_t count)
{
  while (p->valued.size > count) {
    partial_atom *atom = &p->atoms.data[stack_pop(&p->valued)];
    atom->value = 0;
    atom->implied = false;
  }
}

void partial_backtrack(arith *a, size_t level)
{
  partial *p = &a->partial;
  if (level >= p->levels.size)
    return;
  keep_literals(p, p->levels.data[level].literals);
  keep_values(p, p->levels.data[level].valued);
  p->levels.size = level;
}

void partial_restart(arith *a)
{
  partial *p = &a->partial;
  keep_literals(p, 0);
  stack_clear(&p->levels);
  stack_clear(&p->valued);
  stack_clear(&p->atoms);
  stack_clear(&p->places);
  for (size_t i = 0; i < p->degrees.size; i++)
    p->first[0].data[i] = p->first[1].data[i] = p->degrees.data[i] = 0;
}

/* ---- edges -------------------------------------------------------------------------------------------------------- */

/* x - y >= k, or x - y <= k. */
static bool add_edge(arith *a, const partial_atom *atom, bool lower, int64_t k, bool *consistent)
{
  difference_edge e = {.from = lower ? atom->x : atom->y,
                       .to = lower ? atom->y : atom->x,
                       .reason = (uint32_t)a->partial.taken + 1,
                       .lower = lower,
                       .weight = lower ? -k : k};
  culprits_clear(a->m, &a->culprits);
  return difference_add(&a->partial.graph, e, consistent, &a->culprits);
}

static bool take(arith *a, bool *consistent)
{
  partial *p = &a->partial;
  tlit l = p->literals.data[p->taken];
  const partial_atom *atom = atom_of(a, l.atom);
  *consistent = true;
  p->edges.data[p->taken] = (uint32_t)p->graph.edges.size;
  if ((atom->equality || l.positive) && (!add_edge(a, atom, true, atom->k, consistent) || !*consistent))
    return !*consistent;
  if (atom->equality || !l.positive)
    return add_edge(a, atom, false, atom->equality ? atom->k : atom->k - 1, consistent);
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
    size_t before = p->graph.edges.size;
    if (limits_poll(a->limits) || !take(a, &consistent))
      return VERDICT_STOPPED;
    if (!consistent) {
      keep_edges(p, p->edges.data[p->taken]);
      return tell_conflict(a) ? VERDICT_LEMMA : VERDICT_STOPPED;
    }
    for (size_t e = before; e < p->graph.edges.size && partial_affords(a, p->work, p->reasons); e++)
      if (!partial_imply(a, (uint32_t)e))
        return VERDICT_STOPPED;
  }
  return VERDICT_CONSISTENT;
}

/* ---- reasons ------------------------------------------------------------------------------------------------------ */

bool partial_has_implied(const arith *a, tlit l)
{
  const partial_atom *atom = atom_of(a, l.atom);
  return atom && atom->implied && atom->value == (l.positive ? 1 : -1);
}

/* The path, and the denial of the literal as one more edge, back. */
bool partial_explain(arith *a, tlit l)
{
  partial *p = &a->partial;
  const partial_atom *atom = atom_of(a, l.atom);
  if (!stack_push(a->m, &p->literals, ((tlit){l.atom, !l.positive})))
    return false;
  p->reasons++;
  uint32_t from = atom->lower ? atom->x : atom->y, to = atom->lower ? atom->y : atom->x;
  culprit denial = {.reason = (uint32_t)p->literals.size, .lower = !atom->lower, .coefficient = {1, NULL, 0, 0}};
  culprits_clear(a->m, &a->culprits);
  a->kept = denial.reason;
  bool ok = difference_path(&p->graph, from, to, atom->edges, &a->culprits) && stack_push(a->m, &a->culprits, denial) &&
            tell_conflict(a);
  a->kept = 0;
  (void)stack_pop(&p->literals);
  return ok;
}
