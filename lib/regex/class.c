/* class.c: sets of code points as sorted ranges. A set of one character is a STRING, the empty one NONE, so each set
 * has one node. */
#include "regex/node.h"
#include "base/sort.h"

bool class_like(const regex *g, rx r)
{
  const node *n = node_at(g, r);
  return n->kind == RX_CLASS || (n->kind == RX_STRING && n->b == 1);
}

bool class_push(regex *g, rx r)
{
  node n = *node_at(g, r);
  if (n.kind == RX_STRING) {
    uint32_t code = *pool_at(g, n.a);
    return stack_push(g->m, &g->range_scratch, ((range){code, code}));
  }
  for (uint32_t i = 0; i < n.b; i++) {
    const uint32_t *p = pool_at(g, n.a + 2 * i);
    if (!stack_push(g->m, &g->range_scratch, ((range){p[0], p[1]})))
      return false;
  }
  return true;
}

/* The ranges of a class-like node or NONE; `one` is where that of a single character is put. */
static const uint32_t *ranges_of(const regex *g, rx r, uint32_t one[2], uint32_t *count)
{
  const node *n = node_at(g, r);
  *count = n->kind == RX_CLASS ? n->b : n->kind == RX_STRING;
  if (n->kind == RX_CLASS)
    return pool_at(g, n->a);
  if (*count)
    one[0] = one[1] = *pool_at(g, n->a);
  return one;
}

bool class_inside(const regex *g, rx a, rx b)
{
  uint32_t one[2], other[2], n, m, k = 0;
  const uint32_t *x = ranges_of(g, a, one, &n), *y = ranges_of(g, b, other, &m);
  for (uint32_t i = 0; i < n; i++) {
    while (k < m && y[2 * k + 1] < x[2 * i])
      k++;
    if (k == m || x[2 * i] < y[2 * k] || x[2 * i + 1] > y[2 * k + 1])
      return false;
  }
  return true;
}

static int by_low(const void *a, const void *b)
{
  uint32_t x = ((const range *)a)->low, y = ((const range *)b)->low;
  return (x > y) - (x < y);
}

/* The node of sorted ranges, neither touching nor overlapping, at the end of range_scratch; removes them. */
static rx class_node(regex *g, size_t base)
{
  size_t count = g->range_scratch.size - base;
  const range *v = g->range_scratch.data + base;
  g->range_scratch.size = base;
  if (!count)
    return NONE;
  if (count == 1 && v->low == v->high)
    return node_string(g, &v->low, 1);
  return node_list(g, RX_CLASS, &v->low, (uint32_t)count);
}

rx class_union(regex *g, size_t base)
{
  range *v = g->range_scratch.data + base;
  size_t count = g->range_scratch.size - base, kept = 0;
  if (count > 1)
    sort_items(v, count, sizeof *v, by_low);
  for (size_t i = 0; i < count; i++)
    if (kept && v[i].low <= v[kept - 1].high + 1) {
      if (v[i].high > v[kept - 1].high)
        v[kept - 1].high = v[i].high;
    } else
      v[kept++] = v[i];
  g->range_scratch.size = base + kept;
  return class_node(g, base);
}

/* Pushes the complement of the ranges from `base` on (sorted) behind them. */
static bool push_complement(regex *g, size_t base)
{
  size_t end = g->range_scratch.size;
  uint32_t from = 0;
  for (size_t i = base; i < end; i++) {
    range r = g->range_scratch.data[i];
    if (r.low > from && !stack_push(g->m, &g->range_scratch, ((range){from, r.low - 1})))
      return false;
    from = r.high + 1;
  }
  return from > CODE_MAX || stack_push(g->m, &g->range_scratch, ((range){from, CODE_MAX}));
}

/* Pushes the intersection of [a, b) and [b, end), both sorted, and makes a node of it; removes all from a on. */
static rx intersect(regex *g, size_t a, size_t b)
{
  size_t base = a, middle = b, end = g->range_scratch.size;
  while (a < middle && b < end) {
    range x = g->range_scratch.data[a], y = g->range_scratch.data[b];
    range z = {x.low > y.low ? x.low : y.low, x.high < y.high ? x.high : y.high};
    if (z.low <= z.high && !stack_push(g->m, &g->range_scratch, z))
      return 0;
    if (x.high < y.high)
      a++;
    else
      b++;
  }
  rx r = class_node(g, end);
  g->range_scratch.size = base;
  return r;
}

rx class_inter(regex *g, rx a, rx b)
{
  size_t base = g->range_scratch.size;
  if (!class_push(g, a))
    return 0;
  size_t middle = g->range_scratch.size;
  return class_push(g, b) ? intersect(g, base, middle) : 0;
}

rx class_minus(regex *g, rx a, rx b)
{
  size_t base = g->range_scratch.size;
  if (!class_push(g, b))
    return 0;
  size_t middle = g->range_scratch.size;
  if (!push_complement(g, base))
    return 0;
  size_t end = g->range_scratch.size;
  if (!class_push(g, a))
    return 0;
  rx r = intersect(g, middle, end);
  g->range_scratch.size = base;
  return r;
}

rx class_range(regex *g, uint32_t low, uint32_t high)
{
  size_t base = g->range_scratch.size;
  if (low > high || high > CODE_MAX)
    return NONE;
  return stack_push(g->m, &g->range_scratch, ((range){low, high})) ? class_union(g, base) : 0;
}
