/* invariants.c: walks the e-graph and says which invariant of graph.h is broken. */
#include "theory/euf/graph.h"

/* The ring of a class: all its members know the root, which knows their number and their literal. */
static const char *check_class(const egraph *g, uint32_t root)
{
  const enode *r = &g->nodes.data[root];
  uint32_t n = root, size = 0, literals = 0;
  do {
    const enode *at = &g->nodes.data[n];
    if (n >= g->nodes.size || at->root != root || size++ > g->nodes.size)
      return "egraph: the ring of a class";
    literals += term_is_literal(g->env->terms, at->t);
    if (term_is_literal(g->env->terms, at->t) && r->literal != at->t)
      return "egraph: a literal that the root does not know";
    n = at->next;
  } while (n != root);
  if (size != r->size)
    return "egraph: the size of a class";
  return literals > 1 || !literals != !r->literal ? "egraph: the literals of a class" : NULL;
}

/* The way to the root of the proof forest ends, along edges that there are, inside the class (or over the edge of a
 * clash). */
static const char *check_forest(const egraph *g, uint32_t n)
{
  size_t length = 0;
  for (; g->nodes.data[n].up != NO_NODE; n = g->nodes.data[n].up) {
    const enode *at = &g->nodes.data[n];
    if (at->up_edge >= g->edges.size || length++ > g->nodes.size)
      return "egraph: a way that does not end";
    const edge *e = &g->edges.data[at->up_edge];
    if (!((e->a == n && e->b == at->up) || (e->b == n && e->a == at->up)))
      return "egraph: an edge between other nodes";
    if (!g->conflict && g->nodes.data[at->up].root != at->root)
      return "egraph: an edge between classes";
  }
  return NULL;
}

static const char *check_table(const egraph *g)
{
  size_t in_table = 0, found = 0;
  for (size_t n = 0; n < g->nodes.size; n++)
    in_table += g->nodes.data[n].in_table;
  for (size_t i = 0; i < g->buckets.size; i++)
    for (uint32_t n = g->buckets.data[i]; n != NO_NODE; n = g->nodes.data[n].chain) {
      if (!g->nodes.data[n].in_table || (g->nodes.data[n].hash & (g->buckets.size - 1)) != i || found++ > g->nodes.size)
        return "egraph: a bucket of the table";
    }
  return in_table == found ? NULL : "egraph: a node that is not in its bucket";
}

const char *egraph_check(const egraph *g)
{
  if (mem_failed(g->env->m))
    return NULL;
  if (g->nodes.size < 2 || term_kind(g->env->terms, g->nodes.data[NODE_TRUE].t) != STRSMT_TRUE ||
      term_kind(g->env->terms, g->nodes.data[NODE_FALSE].t) != STRSMT_FALSE)
    return "egraph: true and false";
  for (uint32_t n = 0; n < g->nodes.size; n++) {
    const enode *at = &g->nodes.data[n];
    if (node_of(g, at->t) != n || at->root >= g->nodes.size || g->nodes.data[at->root].root != at->root)
      return "egraph: a node";
    const char *found = at->root == n ? check_class(g, n) : NULL;
    found = found ? found : check_forest(g, n);
    if (found)
      return found;
  }
  for (size_t i = 0; i < g->log.size; i++)
    if (g->log.data[i].kind != LOG_EDGE && g->log.data[i].kind != LOG_ASSERT && g->log.data[i].node >= g->nodes.size)
      return "egraph: an entry of the log";
  return g->base <= g->log.size && !g->pending.size ? check_table(g) : "egraph: the log";
}
