/* difference.c: see difference.h. Potentials satisfy potential(v) <= potential(u) + w for each edge. A new edge that
 * does not is repaired as Dijkstra would: the node that has to go down most moves first, and no node moves twice. If the
 * source of the edge has to move, the edges that asked for it close a cycle with the new one. */
#include "theory/arith/difference.h"

void difference_free(difference *d)
{
  stack_free(d->m, &d->edges);
  stack_free(d->m, &d->nodes);
  stack_free(d->m, &d->heap);
  stack_free(d->m, &d->moved);
  stack_free(d->m, &d->touched);
  stack_free(d->m, &d->reached[0]);
  stack_free(d->m, &d->reached[1]);
}

bool difference_begin(difference *d, size_t nodes)
{
  stack_clear(&d->edges);
  for (size_t i = 0; i < d->nodes.size; i++)
    d->nodes.data[i].first = d->nodes.data[i].first_in = 0;
  if (!by_key_reach(d->m, &d->nodes, nodes))
    return false;
  return true;
}

/* ---- one edge ----------------------------------------------------------------------------------------------------- */

/* Node `to` has to go down for this edge, if it has not moved. */
static bool ask(difference *d, uint32_t edge)
{
  const difference_edge *e = &d->edges.data[edge];
  difference_node *v = &d->nodes.data[e->to];
  int64_t gain = d->nodes.data[e->from].potential + e->weight - v->potential;
  if (v->done || gain >= v->gain)
    return true;
  if (!v->gain && !stack_push(d->m, &d->touched, e->to))
    return false;
  v->gain = gain;
  v->parent = edge;
  return difference_heap_push(d->m, &d->heap, (difference_change){gain, e->to});
}

/* Moves nodes until all edges hold again, or the source of edge `last` has to move. */
static bool settle(difference *d, uint32_t last, bool *consistent)
{
  uint32_t source = d->edges.data[last].from;
  while (d->heap.size) {
    difference_change c = difference_heap_pop(&d->heap);
    difference_node *u = &d->nodes.data[c.node];
    if (u->done || c.gain != u->gain)
      continue;
    if (c.node == source) {
      *consistent = false;
      return true;
    }
    if (limits_poll(d->limits) || !stack_push(d->m, &d->moved, c.node))
      return false;
    u->done = true;
    u->before = u->potential;
    u->potential += u->gain;
    for (uint32_t e = u->first; e; e = d->edges.data[e - 1].next)
      if (!ask(d, e - 1))
        return false;
  }
  return true;
}

/* The edges on the way back from the source of edge `last` to its end, and that edge. */
static bool explain(const difference *d, uint32_t last, culprits *out)
{
  const difference_edge *added = &d->edges.data[last];
  for (uint32_t at = added->from;;) {
    const difference_edge *e = &d->edges.data[d->nodes.data[at].parent];
    if (!stack_push(d->m, out, ((culprit){.reason = e->reason, .lower = e->lower, .coefficient = {1, NULL, 0, 0}})))
      return false;
    if (e == added)
      return true;
    at = e->from;
  }
}

void difference_remove(difference *d)
{
  difference_edge e = stack_pop(&d->edges);
  d->nodes.data[e.from].first = e.next;
  d->nodes.data[e.to].first_in = e.next_in;
}

bool difference_add(difference *d, difference_edge e, bool *consistent, culprits *out)
{
  uint32_t last = (uint32_t)d->edges.size;
  difference_node *from = &d->nodes.data[e.from], *to = &d->nodes.data[e.to];
  *consistent = true;
  e.next = from->first;
  e.next_in = to->first_in;
  if (!stack_push(d->m, &d->edges, e))
    return false;
  from->first = to->first_in = last + 1;
  stack_clear(&d->heap);
  stack_clear(&d->moved);
  stack_clear(&d->touched);
  bool ok = ask(d, last) && settle(d, last, consistent);
  if (ok && !*consistent)
    ok = explain(d, last, out);
  if (!ok || !*consistent) {
    for (size_t i = 0; i < d->moved.size; i++)
      d->nodes.data[d->moved.data[i]].potential = d->nodes.data[d->moved.data[i]].before;
    difference_remove(d);
  }
  for (size_t i = 0; i < d->touched.size; i++) {
    d->nodes.data[d->touched.data[i]].gain = 0;
    d->nodes.data[d->touched.data[i]].done = false;
  }
  return ok;
}
