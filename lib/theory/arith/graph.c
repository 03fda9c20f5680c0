/* graph.c: checks of literals that are all differences, by the graph of difference.h in place of the tableau. The columns
 * of variables get the potentials as values, so that what comes after a check need not know how they were found. */
#include "theory/arith/state.h"

bool arith_only_differences(arith *a, size_t count, const tlit *literals)
{
  for (size_t i = 0; i < count; i++) {
    const arith_atom *atom = arith_atom_of(a, literals[i].atom);
    if (atom && !atom->difference)
      return false;
  }
  return true;
}

/* x - y >= k as an edge from x to y, x - y <= k as one from y to x. */
static bool add_edge(arith *a, const arith_atom *atom, bool lower, int64_t k, unsigned *conflicts)
{
  uint32_t x = tableau_find(&a->tableau, atom->x) + 1, y = atom->y ? tableau_find(&a->tableau, atom->y) + 1 : 0;
  difference_edge e = {.from = lower ? x : y,
                       .to = lower ? y : x,
                       .reason = (uint32_t)a->literals.size,
                       .lower = lower,
                       .weight = lower ? -k : k};
  bool consistent;
  culprits_clear(a->m, &a->culprits);
  if (!difference_add(&a->graph, e, &consistent, &a->culprits))
    return false;
  if (consistent)
    return true;
  ++*conflicts;
  return arith_conflict(a);
}

static bool take(arith *a, tlit l, unsigned *conflicts)
{
  const arith_atom *atom = arith_atom_of(a, l.atom);
  int64_t k = 0;
  if (!atom)
    return !mem_failed(a->m) && !a->limits->stop;
  if (!stack_push(a->m, &a->literals, l))
    return false;
  (void)num_is_int64(&atom->k, &k);
  if (atom->equality && !l.positive)
    return stack_push(a->m, &a->disequal, (uint32_t)a->literals.size - 1);
  if (atom->equality)
    return add_edge(a, atom, true, k, conflicts) && add_edge(a, atom, false, k, conflicts);
  return l.positive ? add_edge(a, atom, true, k, conflicts) : add_edge(a, atom, false, k - 1, conflicts);
}

static bool add_nodes(arith *a, size_t count, const tlit *literals)
{
  for (size_t i = 0; i < count; i++) {
    const arith_atom *atom = arith_atom_of(a, literals[i].atom);
    term x = atom ? atom->x : 0, y = atom ? atom->y : 0;
    if (limits_poll(a->limits) || (x && arith_column(a, x) == NO_ROW) || (y && arith_column(a, y) == NO_ROW))
      return false;
  }
  return difference_begin(&a->graph, a->tableau.columns.size + 1);
}

static bool set_values(arith *a)
{
  num v = NUM_ZERO;
  for (uint32_t j = 0; j < a->tableau.columns.size; j++) {
    num_set_int(a->m, &v, difference_value(&a->graph, j + 1));
    if (!rational_set_num(a->m, &tableau_column(&a->tableau, j)->value, &v))
      return false;
  }
  return true;
}

verdict arith_check_differences(arith *a, size_t count, const tlit *literals)
{
  unsigned conflicts = 0;
  if (a->tableau.rows.size)
    tableau_free(&a->tableau);
  if (!add_nodes(a, count, literals))
    return VERDICT_STOPPED;
  for (size_t i = 0; i < count && conflicts < a->limits->budget.arith_difference_conflicts; i++)
    if (limits_poll(a->limits) || !take(a, literals[i], &conflicts))
      return VERDICT_STOPPED;
  if (conflicts)
    return VERDICT_LEMMA;
  return set_values(a) ? VERDICT_CONSISTENT : VERDICT_STOPPED;
}
