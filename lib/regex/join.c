/* join.c: the normal form of concatenation, iteration and complement, and reversal; proofs/signature/regex.eo computes
 * the same.
 *
 * Concatenation is right-associated, with unit EPSILON and zero NONE. A head h is put before a tail by these rules:
 *  C1 ALL takes away the nullable heads after it (and is all there is if the whole tail is nullable), and a nullable h
 *     disappears before ALL;
 *  C2 r* r* T = r* T;   C3 r{n,m} r{k,l} T = r{n+k,m+l} T.
 * A union at the head stays as it is, except in derivatives: there it is distributed (`exposed_concat`), so that a
 * state is a union of concatenations that share tails, as with partial derivatives (Antimirov 1996), where the rules
 * for unions see them. */
#include "regex/node.h"

static rx join(regex *g, rx h, rx t)
{
  if (!h || !t)
    return 0;
  if (h == NONE || t == NONE)
    return NONE;
  if (h == EPSILON || t == EPSILON)
    return h == EPSILON ? t : h;
  if (h == ALL) {
    while (kind_of(g, t) == RX_CONCAT && nullable(g, node_at(g, t)->a))
      t = node_at(g, t)->b;
    return nullable(g, t) ? ALL : node_fixed(g, RX_CONCAT, h, t, 0);
  }
  rx next = head_of(g, t);
  if (next == ALL && nullable(g, h))
    return t;
  if (next == h && kind_of(g, h) == RX_STAR)
    return t;
  if (kind_of(g, h) == RX_LOOP && kind_of(g, next) == RX_LOOP) {
    node x = *node_at(g, h), y = *node_at(g, next);
    if (x.a == y.a && (uint64_t)x.c + y.c <= COUNTER_LIMIT) {
      rx tail = tail_of(g, t);
      return join(g, loop_of(g, x.a, x.b + y.b, x.c + y.c), tail);
    }
  }
  return node_fixed(g, RX_CONCAT, h, t, 0);
}

rx concat_of(regex *g, rx a, rx b)
{
  size_t base = g->scratch.size;
  if (!a || !b)
    return 0;
  for (; kind_of(g, a) == RX_CONCAT; a = node_at(g, a)->b)
    if (!stack_push(g->m, &g->scratch, node_at(g, a)->a))
      return 0;
  b = join(g, a, b);
  while (g->scratch.size > base)
    b = join(g, stack_pop(&g->scratch), b);
  return b;
}

rx comp_of(regex *g, rx a)
{
  size_t base = g->scratch.size, kept = base, complements = 0;
  if (a == NONE || a == ALL || !a)
    return a ? (a == NONE ? ALL : NONE) : 0;
  node n = *node_at(g, a);
  if (n.kind == RX_COMP)
    return n.a;
  if (n.kind != RX_UNION)
    return node_fixed(g, RX_COMP, a, 0, 0);
  for (uint32_t i = 0; i < n.b; i++)
    complements += kind_of(g, *pool_at(g, n.a + i)) == RX_COMP;
  if (!complements)
    return node_fixed(g, RX_COMP, a, 0, 0);
  /* not ((not y) or z) is y and not z: below a COMP no member of a union is a COMP */
  rx *items = mem_alloc(g->m, (complements + 1) * sizeof *items), r = 0;
  size_t count = 0;
  if (!items)
    return 0;
  for (uint32_t i = 0; i < n.b; i++) {
    rx x = *pool_at(g, n.a + i);
    if (kind_of(g, x) == RX_COMP)
      items[count++] = node_at(g, x)->a;
    else if (!stack_push(g->m, &g->scratch, x))
      goto done;
    else
      kept++;
  }
  r = kept == base       ? NONE
      : kept == base + 1 ? g->scratch.data[base]
                         : node_list(g, RX_UNION, g->scratch.data + base, (uint32_t)(kept - base));
  items[count] = r == NONE ? ALL : r ? node_fixed(g, RX_COMP, r, 0, 0) : 0;
  r = items[count] ? inter_of(g, items, count + 1) : 0;
done:
  g->scratch.size = base;
  mem_free(g->m, items, (complements + 1) * sizeof *items);
  return r;
}

/* Is r = q q* for some q? Then q*. */
static rx star_of_plus(regex *g, rx r)
{
  rx last = r;
  while (kind_of(g, last) == RX_CONCAT)
    last = node_at(g, last)->b;
  if (last == r || kind_of(g, last) != RX_STAR)
    return 0;
  return concat_of(g, node_at(g, last)->a, last) == r ? last : 0;
}

static bool has_epsilon(const regex *g, rx r)
{
  return kind_of(g, r) == RX_UNION && *pool_at(g, node_at(g, r)->a) == EPSILON;
}

rx star_of(regex *g, rx a)
{
  if (!a || a == ALL)
    return a;
  if (a == NONE || a == EPSILON)
    return EPSILON;
  if (a == ALLCHAR)
    return ALL;
  if (has_epsilon(g, a))
    return star_of(g, union_without_epsilon(g, a));
  node n = *node_at(g, a);
  if (n.kind == RX_STAR)
    return a;
  if (n.kind == RX_LOOP && n.b <= 1)
    return star_of(g, n.a);
  rx s = n.kind == RX_CONCAT ? star_of_plus(g, a) : 0;
  if (mem_failed(g->m))
    return 0;
  return s ? s : node_fixed(g, RX_STAR, a, 0, 0);
}

rx loop_of(regex *g, rx a, uint32_t from, uint32_t to)
{
  if (!a || from > to)
    return a ? NONE : 0;
  if (to == 0)
    return EPSILON;
  if (a == NONE)
    return from == 0 ? EPSILON : NONE;
  if (a == EPSILON || a == ALL || kind_of(g, a) == RX_STAR)
    return a;
  if (nullable(g, a))
    from = 0;
  if (has_epsilon(g, a) && !(a = union_without_epsilon(g, a)))
    return 0;
  if (to == 1)
    return from == 1 ? a : union2(g, EPSILON, a);
  node n = *node_at(g, a);
  /* q{i,j} n times is between i n and j n times q; the intervals for n and n+1 leave no gap if they do not for the
   * least n */
  if (n.kind == RX_LOOP && (uint64_t)(n.c - n.b) * from + 1 >= n.b && (uint64_t)n.c * to <= COUNTER_LIMIT)
    return loop_of(g, n.a, n.b * from, n.c * to);
  return node_fixed(g, RX_LOOP, a, from, to);
}

/* ---- exposing the unions at the front ---- */

/* Takes the terms on the scratch from *out on apart, until none has a union at its front; *out is moved behind them. */
static bool take_apart(regex *g, uint32_t stamp, size_t *out)
{
  /* below *out: done, and above: to do; what is done is swapped to the front */
  while (*out < g->scratch.size) {
    rx x = stack_pop(&g->scratch);
    if (g->nodes.data[x].stamp == stamp)
      continue;
    g->nodes.data[x].stamp = stamp;
    if (limits_poll(g->l))
      return false;
    node n = *node_at(g, x);
    bool front = n.kind == RX_CONCAT && kind_of(g, n.a) == RX_UNION;
    if (n.kind != RX_UNION && !front) {
      if (!stack_push(g->m, &g->scratch, x))
        return false;
      rx *v = g->scratch.data;
      v[g->scratch.size - 1] = v[*out];
      v[(*out)++] = x;
      continue;
    }
    node u = front ? *node_at(g, n.a) : n;
    for (uint32_t i = 0; i < u.b; i++) {
      rx y = *pool_at(g, u.a + i);
      if (front)
        y = concat_of(g, y, n.b);
      if (!y || !stack_push(g->m, &g->scratch, y))
        return false;
    }
  }
  return true;
}

static rx expose(regex *g, rx r)
{
  rx known = node_at(g, r)->exposed;
  if (known)
    return known;
  if (kind_of(g, r) != RX_UNION && kind_of(g, head_of(g, r)) != RX_UNION)
    return r;
  size_t base = g->scratch.size, out = base;
  rx result = 0;
  if (stack_push(g->m, &g->scratch, r) && take_apart(g, new_stamp(g), &out)) {
    size_t count = out - base;
    rx *items = mem_alloc(g->m, count * sizeof *items);
    if (items) {
      memcpy(items, g->scratch.data + base, count * sizeof *items);
      result = union_of(g, items, count);
      mem_free(g->m, items, count * sizeof *items);
    }
  }
  g->scratch.size = base;
  g->nodes.data[r].exposed = result;
  return result;
}

/* The tail is that of a CONCAT, or an iteration: neither NONE nor EPSILON. */
rx exposed_concat(regex *g, rx v, rx tail)
{
  if (!v || !tail)
    return 0;
  rx r = kind_of(g, v) == RX_UNION ? node_fixed(g, RX_CONCAT, v, tail, 0) : concat_of(g, v, tail);
  return r ? expose(g, r) : 0;
}

/* ---- reversal ---- */

static rx reverse_string(regex *g, rx r)
{
  node n = *node_at(g, r);
  if (n.b == 1)
    return r;
  uint32_t *word = mem_alloc(g->m, n.b * sizeof *word);
  if (!word)
    return 0;
  for (uint32_t i = 0; i < n.b; i++)
    word[i] = *pool_at(g, n.a + n.b - 1 - i);
  rx s = node_string(g, word, n.b);
  mem_free(g->m, word, n.b * sizeof *word);
  return s;
}

static rx reversed_or(const regex *g, rx r)
{
  return node_at(g, r)->reversed;
}

static rx reverse_list(regex *g, const node *n)
{
  rx *items = mem_alloc(g->m, n->b * sizeof *items);
  if (!items)
    return 0;
  for (uint32_t i = 0; i < n->b; i++)
    items[i] = reversed_or(g, *pool_at(g, n->a + i));
  rx r = n->kind == RX_UNION ? union_of(g, items, n->b) : inter_of(g, items, n->b);
  mem_free(g->m, items, n->b * sizeof *items);
  return r;
}

/* The parts of r are reversed already. */
static rx reverse_node(regex *g, rx r)
{
  node n = *node_at(g, r);
  switch ((rx_kind)n.kind) {
  case RX_STRING:
    return reverse_string(g, r);
  case RX_CONCAT: {
    rx acc = reversed_or(g, n.a), x = n.b;
    for (; kind_of(g, x) == RX_CONCAT; x = node_at(g, x)->b)
      acc = concat_of(g, reversed_or(g, node_at(g, x)->a), acc);
    return concat_of(g, reversed_or(g, x), acc);
  }
  case RX_UNION:
  case RX_INTER:
    return reverse_list(g, &n);
  case RX_STAR:
    return star_of(g, reversed_or(g, n.a));
  case RX_COMP:
    return comp_of(g, reversed_or(g, n.a));
  case RX_LOOP:
    return loop_of(g, reversed_or(g, n.a), n.b, n.c);
  default:
    return r;
  }
}

/* Pushes the parts that are not reversed yet. For a CONCAT: the heads along its tails, and the last tail. */
static bool push_parts(regex *g, rx r)
{
  size_t base = g->scratch.size;
  node n = *node_at(g, r);
  bool list = n.kind == RX_UNION || n.kind == RX_INTER;
  for (uint32_t i = 0; list && i < n.b; i++)
    if (!stack_push(g->m, &g->scratch, *pool_at(g, n.a + i)))
      return false;
  if ((n.kind == RX_STAR || n.kind == RX_COMP || n.kind == RX_LOOP) && !stack_push(g->m, &g->scratch, n.a))
    return false;
  rx x = r;
  for (; kind_of(g, x) == RX_CONCAT; x = node_at(g, x)->b)
    if (!stack_push(g->m, &g->scratch, node_at(g, x)->a))
      return false;
  if (x != r && !stack_push(g->m, &g->scratch, x))
    return false;
  size_t kept = base;
  for (size_t i = base; i < g->scratch.size; i++)
    if (!reversed_or(g, g->scratch.data[i]))
      g->scratch.data[kept++] = g->scratch.data[i];
  g->scratch.size = kept;
  return true;
}

rx reverse_of(regex *g, rx r)
{
  size_t base = g->scratch.size;
  bool ok = r && stack_push(g->m, &g->scratch, r);
  while (ok && g->scratch.size > base) {
    rx x = stack_top(&g->scratch);
    size_t size = g->scratch.size;
    if (limits_poll(g->l)) {
      ok = false;
    } else if (reversed_or(g, x)) {
      g->scratch.size--;
    } else if (!push_parts(g, x)) {
      ok = false;
    } else if (g->scratch.size == size) {
      rx y = reverse_node(g, x);
      g->nodes.data[x].reversed = y;
      ok = y != 0;
      g->scratch.size--;
    }
  }
  g->scratch.size = base;
  return ok ? reversed_or(g, r) : 0;
}
