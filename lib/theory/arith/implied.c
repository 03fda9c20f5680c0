/* implied.c: which atoms the graph of partial.h implies, after Cotton and Maler (SAT 2006). A new edge from u to v makes
 * some paths from u and some paths to v shorter, and with them those between the ends of both; an atom that one of these
 * decides is incident to a node of either kind. */
#include "theory/arith/partial.h"

#include "theory/arith/state.h"

/* The atom has this value: the path says x - y >= some number (`lower`) or the other way round. */
static bool imply(arith *a, partial_atom *atom, signed char value, bool lower)
{
  partial *p = &a->partial;
  const theory_host *host = &a->env->host;
  atom->value = value;
  atom->implied = true;
  atom->lower = lower;
  atom->edges = (uint32_t)p->graph.edges.size;
  return stack_push(a->m, &p->valued, (uint32_t)(atom - p->atoms.data)) &&
         host->imply(host->user, (tlit){atom->atom, value > 0});
}

/* The length of the path between two nodes over the new edge, if it is a new one. */
static bool through(const difference *d, uint32_t edge, uint32_t from, uint32_t to, int64_t *length)
{
  int64_t before, after;
  if (!difference_is_fresh(d, edge, true, from, &before) || !difference_is_fresh(d, edge, false, to, &after))
    return false;
  *length = before + after - d->edges.data[edge].weight; /* which both contain */
  return true;
}

static bool look_at(arith *a, uint32_t edge, partial_atom *atom)
{
  const difference *d = &a->partial.graph;
  int64_t length;
  if (atom->value)
    return true;
  if (through(d, edge, atom->x, atom->y, &length)) { /* x - y >= -length */
    if (atom->equality ? -length > atom->k : -length >= atom->k)
      return imply(a, atom, atom->equality ? -1 : 1, true);
  } else if (through(d, edge, atom->y, atom->x, &length) && length < atom->k) { /* x - y <= length */
    return imply(a, atom, -1, false);
  }
  return true;
}

static size_t count_atoms(const partial *p, bool to)
{
  size_t count = 0;
  for (size_t i = 0; i < p->graph.reached[to].size; i++) {
    uint32_t node = p->graph.reached[to].data[i];
    if (p->graph.nodes.data[node].label[to].fresh)
      count += p->degrees.data[node];
  }
  return count;
}

static bool look_around(arith *a, uint32_t edge, bool to)
{
  partial *p = &a->partial;
  for (size_t i = 0; i < p->graph.reached[to].size; i++) {
    uint32_t node = p->graph.reached[to].data[i];
    if (!p->graph.nodes.data[node].label[to].fresh)
      continue;
    for (int side = 0; side < 2; side++)
      for (uint32_t at = p->first[side].data[node]; at; at = p->atoms.data[at - 1].next[side])
        if (limits_poll(a->limits) || !look_at(a, edge, &p->atoms.data[at - 1]))
          return false;
  }
  return true;
}

bool partial_imply(arith *a, uint32_t edge)
{
  difference *d = &a->partial.graph;
  size_t most = a->limits->budget.arith_implied_edges, left[2] = {most, most};
  bool ok = difference_reach(d, edge, false, &left[0]) && difference_reach(d, edge, true, &left[1]);
  if (ok)
    ok = look_around(a, edge, count_atoms(&a->partial, true) < count_atoms(&a->partial, false));
  difference_forget(d, false);
  difference_forget(d, true);
  a->partial.work += 2 * most - left[0] - left[1];
  return ok && !limits_poll_many(a->limits, (2 * most - left[0] - left[1]) / 8);
}
