/* split.c: the states that stand for a value of a derivative. A union is empty if its members are, so each member is a
 * state by itself; and an intersection of unions is distributed, if that gives few enough parts. So what is intersected
 * is not determinised; what is complemented is (a complement's union stays whole). And what is empty without all but
 * one of the alternatives that are taken away is empty with them. Rule re_empty of the signature takes a value for
 * covered if it is a state, or splits into covered ones, or is part of such a weaker state. */
#include "regex/node.h"

/* Parts of one intersection; above that it stays whole, but a single union is split if asked to split finely. */
/* The union among the members of an INTER, 0 if there is none. */
static rx union_member(const regex *g, const node *n)
{
  for (uint32_t i = 0; i < n->b; i++)
    if (kind_of(g, *pool_at(g, n->a + i)) == RX_UNION)
      return *pool_at(g, n->a + i);
  return 0;
}

/* Pushes the parts of x, an INTER with the union u as a member. */
static bool distribute(regex *g, rx x, rx u)
{
  node n = *node_at(g, x), un = *node_at(g, u);
  rx *items = mem_alloc(g->m, n.b * sizeof *items);
  bool ok = items != NULL;
  size_t count = 1;
  for (uint32_t i = 0; ok && i < n.b; i++)
    if (*pool_at(g, n.a + i) != u)
      items[count++] = *pool_at(g, n.a + i);
  for (uint32_t i = 0; ok && i < un.b; i++) {
    items[0] = *pool_at(g, un.a + i);
    rx part = inter_of(g, items, n.b);
    ok = part && stack_push(g->m, &g->scratch, part);
  }
  mem_free(g->m, items, n.b * sizeof *items);
  return ok;
}

/* May the unions of an INTER be distributed? */
static bool may_split(const regex *g, const node *n, bool finely)
{
  uint64_t parts = 1, unions = 0;
  for (uint32_t i = 0; i < n->b; i++) {
    const node *x = node_at(g, *pool_at(g, n->a + i));
    if (x->kind == RX_UNION)
      parts = parts > g->l->budget.regex_split ? parts : parts * x->b, unions++;
  }
  return parts <= g->l->budget.regex_split || (finely && unions == 1);
}

/* Splits an INTER completely, or leaves it whole: what is in between would depend on the order of the unions. */
static bool split_inter(regex *g, rx leaf, bool finely)
{
  size_t base = g->scratch.size, done = base;
  node n = *node_at(g, leaf);
  bool whole = !may_split(g, &n, finely);
  size_t limit = 2 * g->l->budget.regex_split;
  if (!whole && finely && union_member(g, &n))
    limit += node_at(g, union_member(g, &n))->b;
  if (!stack_push(g->m, &g->scratch, leaf))
    return false;
  while (!whole && done < g->scratch.size) { /* [base, done): parts; the rest is to be split */
    rx x = stack_top(&g->scratch), u = 0;
    n = *node_at(g, x);
    if (n.kind == RX_INTER)
      u = union_member(g, &n);
    if (u || n.kind == RX_UNION || x == NONE) {
      g->scratch.size--;
      if (limits_poll(g->l))
        return false;
      for (uint32_t i = 0; n.kind == RX_UNION && i < n.b; i++)
        if (!stack_push(g->m, &g->scratch, *pool_at(g, n.a + i)))
          return false;
      if (u && !distribute(g, x, u))
        return false;
    } else {
      rx *v = g->scratch.data;
      v[g->scratch.size - 1] = v[done];
      v[done++] = x;
    }
    whole = g->scratch.size - base > limit;
  }
  if (whole) {
    g->scratch.size = base;
    return stack_push(g->m, &g->scratch, leaf);
  }
  return true;
}

bool split(regex *g, rx leaf, bool finely)
{
  node n = *node_at(g, leaf);
  if (leaf == NONE)
    return true;
  if (n.kind == RX_INTER)
    return split_inter(g, leaf, finely);
  if (n.kind != RX_UNION)
    return stack_push(g->m, &g->scratch, leaf);
  for (uint32_t i = 0; i < n.b; i++)
    if (!split(g, *pool_at(g, n.a + i), finely)) /* a member is no union: one level */
      return false;
  return true;
}

/* The union that is taken away in an INTER without a positive union; 0 if there is none. */
static rx taken_away(const regex *g, const node *n)
{
  for (uint32_t i = 0; i < n->b; i++) {
    const node *x = node_at(g, *pool_at(g, n->a + i));
    if (x->kind == RX_COMP)
      return kind_of(g, x->a) == RX_UNION ? x->a : 0;
  }
  return 0;
}

uint32_t weaker_count(const regex *g, rx r)
{
  const node *n = node_at(g, r);
  if (n->kind != RX_INTER || union_member(g, n))
    return 0;
  rx u = taken_away(g, n);
  return u ? node_at(g, u)->b : 0;
}

rx weaker_state(regex *g, rx r, uint32_t i)
{
  node n = *node_at(g, r);
  rx u = taken_away(g, &n), *items = mem_alloc(g->m, n.b * sizeof *items), result = 0;
  if (!items)
    return 0;
  for (uint32_t j = 0; j < n.b; j++)
    items[j] = *pool_at(g, n.a + j);
  for (uint32_t j = 0; j < n.b; j++)
    if (kind_of(g, items[j]) == RX_COMP)
      items[j] = comp_of(g, *pool_at(g, node_at(g, u)->a + i));
  result = inter_of(g, items, n.b);
  mem_free(g->m, items, n.b * sizeof *items);
  return result;
}
