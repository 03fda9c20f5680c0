/* paths.c: shortest paths in the graph of difference.h, as Dijkstra's algorithm finds them once weights are reduced by
 * potentials: w + potential(u) - potential(v) is not negative. Lengths are kept reduced.
 *
 * What a new edge makes shorter are paths that go through it (Cotton and Maler, SAT 2006): from its source, nodes are
 * visited by distance, and it is enough to go on as long as there are some whose shortest paths all begin with it. */
#include "theory/arith/difference.h"

static int64_t reduced(const difference *d, const difference_edge *e)
{
  return e->weight + d->nodes.data[e->from].potential - d->nodes.data[e->to].potential;
}

/* A path to `node` (from it, if `to`) by that edge. *fresh counts the nodes ahead whose paths all begin with the first. */
static bool relax(difference *d, uint32_t node, bool to, difference_label new, size_t *fresh)
{
  difference_label *l = &d->nodes.data[node].label[to];
  if (l->done || (l->reached && new.length > l->length))
    return true;
  if (l->reached && new.length == l->length) { /* the old path is as good */
    *fresh -= l->fresh && !new.fresh;
    l->fresh = l->fresh && new.fresh;
    return true;
  }
  if (!l->reached && !stack_push(d->m, &d->reached[to], node))
    return false;
  *fresh += new.fresh;
  *fresh -= l->reached && l->fresh;
  *l = new;
  l->reached = true;
  return difference_heap_push(d->m, &d->heap, (difference_change){new.length, node});
}

/* The edges of a node that has got its place. */
static bool expand(difference *d, uint32_t node, bool to, size_t count, uint32_t first, size_t *fresh, size_t *budget)
{
  const difference_label at = d->nodes.data[node].label[to];
  const difference_node *n = &d->nodes.data[node];
  for (uint32_t i = to ? n->first_in : n->first; i && *budget; (*budget)--) {
    const difference_edge *e = &d->edges.data[i - 1];
    difference_label new = {.length = at.length + reduced(d, e), .edge = i, .fresh = at.fresh || i == first};
    if (i <= count && !relax(d, to ? e->from : e->to, to, new, fresh))
      return false;
    i = to ? e->next_in : e->next;
  }
  return true;
}

static bool begin(difference *d, uint32_t node, bool to)
{
  stack_clear(&d->heap);
  difference_forget(d, to);
  d->nodes.data[node].label[to] = (difference_label){.reached = true};
  return stack_push(d->m, &d->reached[to], node) && difference_heap_push(d->m, &d->heap, (difference_change){0, node});
}

bool difference_reach(difference *d, uint32_t edge, bool to, size_t *budget)
{
  const difference_edge *e = &d->edges.data[edge];
  size_t fresh = 1; /* the first edge itself */
  if (!begin(d, to ? e->to : e->from, to))
    return false;
  for (bool first = true; d->heap.size && fresh && *budget; first = false) {
    difference_change c = difference_heap_pop(&d->heap);
    difference_label *l = &d->nodes.data[c.node].label[to];
    if (l->done || l->length != c.gain)
      continue;
    l->done = true;
    fresh -= l->fresh || first;
    if (!expand(d, c.node, to, d->edges.size, edge + 1, &fresh, budget))
      return false;
  }
  return true;
}

void difference_forget(difference *d, bool to)
{
  for (size_t i = 0; i < d->reached[to].size; i++)
    d->nodes.data[d->reached[to].data[i]].label[to] = (difference_label){0};
  stack_clear(&d->reached[to]);
}

bool difference_is_fresh(const difference *d, uint32_t edge, bool to, uint32_t node, int64_t *length)
{
  const difference_label *l = &d->nodes.data[node].label[to];
  const difference_edge *e = &d->edges.data[edge];
  if (!l->done || !l->fresh)
    return false;
  int64_t here = d->nodes.data[node].potential;
  *length =
      to ? l->length + d->nodes.data[e->to].potential - here : l->length - d->nodes.data[e->from].potential + here;
  return true;
}

bool difference_path(difference *d, uint32_t from, uint32_t to, size_t count, culprits *out)
{
  size_t fresh = 0, budget = SIZE_MAX;
  if (!begin(d, from, false))
    return false;
  while (d->heap.size && !d->nodes.data[to].label[0].done) {
    difference_change c = difference_heap_pop(&d->heap);
    difference_label *l = &d->nodes.data[c.node].label[0];
    if (l->done || l->length != c.gain)
      continue;
    l->done = true;
    if (!expand(d, c.node, false, count, 0, &fresh, &budget))
      return false;
  }
  bool ok = d->nodes.data[to].label[0].done;
  for (uint32_t at = to; at != from && ok;) {
    const difference_edge *e = &d->edges.data[d->nodes.data[at].label[0].edge - 1];
    ok = stack_push(d->m, out, ((culprit){.reason = e->reason, .lower = e->lower, .coefficient = {1, NULL, 0, 0}}));
    at = e->from;
  }
  difference_forget(d, false);
  return ok;
}
