/* classes.c: union-find for the classes, and a proof forest for explanations (Nieuwenhuis and Oliveras, RTA'05): the
 * edges of the forest are the equalities that joined two classes, so the path between two nodes explains why they are
 * equal. */
#include "theory/strings/classes.h"

void classes_init(classes *c, const theory_env *env) { *c = (classes){.env = env}; }

void classes_free(classes *c)
{
  stack_free(c->env->m, &c->nodes);
  stack_free(c->env->m, &c->index_of);
}

void classes_clear(classes *c)
{
  for (size_t i = 0; i < c->nodes.size; i++)
    c->index_of.data[c->nodes.data[i].t] = 0;
  stack_clear(&c->nodes);
}

uint32_t classes_node(classes *c, term t)
{
  mem *m = c->env->m;
  if (t >= c->index_of.size) {
    size_t size = terms_count(c->env->terms) + 1;
    if (!stack_reserve(m, &c->index_of, size))
      return NO_NODE;
    memset(c->index_of.data + c->index_of.size, 0, (size - c->index_of.size) * sizeof(uint32_t));
    c->index_of.size = size;
  }
  if (c->index_of.data[t])
    return c->index_of.data[t] - 1;
  uint32_t n = (uint32_t)c->nodes.size;
  if (!stack_push(m, &c->nodes, ((node){.t = t, .parent = n, .up = NO_NODE})))
    return NO_NODE;
  c->index_of.data[t] = n + 1;
  return n;
}

uint32_t classes_find(classes *c, uint32_t n)
{
  node *nodes = c->nodes.data;
  while (nodes[n].parent != n)
    n = nodes[n].parent = nodes[nodes[n].parent].parent;
  return n;
}

/* Turns the edges on the way from n to its root around, so that n becomes the root. */
static void make_root(classes *c, uint32_t n)
{
  uint32_t below = NO_NODE;
  term below_atom = 0;
  while (n != NO_NODE) {
    node *at = &c->nodes.data[n];
    uint32_t up = at->up;
    term up_atom = at->up_atom;
    at->up = below;
    at->up_atom = below_atom;
    below = n;
    below_atom = up_atom;
    n = up;
  }
}

bool classes_merge(classes *c, term equality)
{
  uint32_t a = classes_node(c, term_arg(c->env->terms, equality, 0));
  uint32_t b = classes_node(c, term_arg(c->env->terms, equality, 1));
  if (a == NO_NODE || b == NO_NODE)
    return false;
  uint32_t ra = classes_find(c, a), rb = classes_find(c, b);
  if (ra == rb)
    return true;
  node *nodes = c->nodes.data;
  if (nodes[ra].rank > nodes[rb].rank) {
    uint32_t swap = ra;
    ra = rb, rb = swap;
    swap = a;
    a = b, b = swap;
  }
  nodes[ra].parent = rb;
  nodes[rb].rank += nodes[ra].rank == nodes[rb].rank;
  make_root(c, a);
  nodes[a].up = b;
  nodes[a].up_atom = equality;
  return true;
}

static uint32_t depth(const classes *c, uint32_t n)
{
  uint32_t d = 0;
  for (; c->nodes.data[n].up != NO_NODE; n = c->nodes.data[n].up)
    d++;
  return d;
}

bool classes_path(classes *c, uint32_t a, uint32_t b, index_list *atoms)
{
  mem *m = c->env->m;
  const node *nodes = c->nodes.data;
  index_list from_b = {0};
  uint32_t da = depth(c, a), db = depth(c, b);
  bool ok = true;
  while (ok && a != b) {
    if (da >= db) {
      ok = stack_push(m, atoms, nodes[a].up_atom);
      a = nodes[a].up;
      da--;
    } else {
      ok = stack_push(m, &from_b, nodes[b].up_atom);
      b = nodes[b].up;
      db--;
    }
  }
  while (ok && from_b.size)
    ok = stack_push(m, atoms, stack_pop(&from_b));
  stack_free(m, &from_b);
  return ok;
}
