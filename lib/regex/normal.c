/* normal.c: the normal form of unions and intersections. proofs/signature/regex.eo computes the same, up to the order
 * of members, so every rule here has its twin there; and since derivatives are united member by member in one place and
 * pairwise in the other, union and intersection must be associative: (a b) c and a (b c) must give the same node. Each
 * rule says why it keeps that.
 *
 * Union: flat, without NONE, a set; ALL if it is a member; then
 *  U1 the sets of code points among the members become one set;
 *  U2 r{n,m} T and r{k,l} T become one loop if the intervals overlap or touch (members with the same r and T have a set
 *     of intervals; r* T is the interval without end, and takes in all others);
 *  U3 ALL s absorbs each member p s (s a suffix of the concatenation), except p = epsilon where s has a loop at its
 *     head or is a set of code points, because U1 and U2 may change those; being absorbed by a member that is itself
 *     absorbed is being absorbed by the other one (no s has a star at its head: rule C1 of join.c);
 *  U4 EPSILON is dropped if another member is nullable.
 * U3 and U4 only remove what other members cover, so the result depends on the set of members alone.
 *
 * Intersection: flat, without ALL, a set; NONE if it is a member; then
 *  I1 the complements among the members become one, of the union N of what they complement (N has no complement as a
 *     member: comp_of sees to it);
 *  I2 the sets of code points become one, c; if there is one, the set of code points in N is taken from it and leaves
 *     N;
 *  I3 a member of N, or what U3 would absorb in N, or an iteration inside one of N, is dropped where it is a member of
 *     a positive union (EPSILON too, if N is nullable), and makes the whole NONE if it is a member itself; sets of code
 *     points are left to I2;
 *  I4 with EPSILON as a member the result is EPSILON or NONE;
 *  I5 NONE if the bounds of the lengths contradict each other.
 * These are repeated until nothing changes; what I3 drops for a part of N is dropped for the whole of it. */
#include "regex/node.h"
#include "base/sort.h"

/* Sorts the scratch from `base` on and removes duplicates. */
static bool sort_set(regex *g, size_t base)
{
  size_t count = g->scratch.size - base, kept = 0;
  if (!stack_reserve(g->m, &g->scratch, g->scratch.size + count))
    return false;
  rx *v = g->scratch.data + base;
  sort_numbers(v, count, v + count);
  for (size_t i = 0; i < count; i++)
    if (!kept || v[i] != v[kept - 1])
      v[kept++] = v[i];
  g->scratch.size = base + kept;
  return true;
}

static bool push(regex *g, rx r)
{
  return stack_push(g->m, &g->scratch, r);
}

static bool push_members(regex *g, rx r)
{
  node n = *node_at(g, r);
  if (!stack_reserve(g->m, &g->scratch, g->scratch.size + n.b))
    return false;
  memcpy(g->scratch.data + g->scratch.size, pool_at(g, n.a), n.b * sizeof(rx));
  g->scratch.size += n.b;
  return true;
}

/* The node of a sorted set on the scratch from `base` on, which it removes. */
static rx set_node(regex *g, rx_kind k, rx unit, size_t base)
{
  size_t count = g->scratch.size - base;
  g->scratch.size = base;
  const rx *v = g->scratch.data + base;
  return count == 0 ? unit : count == 1 ? v[0] : node_list(g, k, v, (uint32_t)count);
}

/* ---- union ---- */

static bool unite_classes(regex *g, size_t base)
{
  size_t found = 0, from = g->range_scratch.size, kept = base;
  for (size_t i = base; i < g->scratch.size; i++)
    found += class_like(g, g->scratch.data[i]);
  if (found < 2)
    return true;
  for (size_t i = base; i < g->scratch.size; i++)
    if (!class_like(g, g->scratch.data[i]))
      g->scratch.data[kept++] = g->scratch.data[i];
    else if (!class_push(g, g->scratch.data[i]))
      return false;
  g->scratch.size = kept;
  rx c = class_union(g, from);
  return c && push(g, c) && sort_set(g, base);
}

static bool loop_headed(const regex *g, rx r)
{
  return kind_of(g, head_of(g, r)) == RX_LOOP;
}

/* Iterations, r{n,m} T or r* T, in which a star has no end. */
#define NO_END UINT64_MAX
typedef struct headed {
  rx body, tail;
  uint64_t from, to;
  rx whole;
} headed;

static bool iterated(const regex *g, rx r)
{
  return loop_headed(g, r) || kind_of(g, head_of(g, r)) == RX_STAR;
}

static headed headed_of(const regex *g, rx r)
{
  const node *h = node_at(g, head_of(g, r));
  bool star = h->kind == RX_STAR;
  return (headed){h->a, tail_of(g, r), star ? 0 : h->b, star ? NO_END : h->c, r};
}

/* A star comes first, then by the beginning. */
static int by_loop(const void *a, const void *b)
{
  const headed *x = a, *y = b;
  if (x->body != y->body)
    return x->body < y->body ? -1 : 1;
  if (x->tail != y->tail)
    return x->tail < y->tail ? -1 : 1;
  if ((x->to == NO_END) != (y->to == NO_END))
    return x->to == NO_END ? -1 : 1;
  return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to);
}

/* Joins the loops of `v`, sorted, and pushes the results. */
static bool push_joined(regex *g, const headed *v, size_t count)
{
  for (size_t i = 0; i < count;) {
    headed x = v[i];
    size_t first = i++;
    while (i < count && v[i].body == x.body && v[i].tail == x.tail && (v[i].from <= x.to || v[i].from == x.to + 1)) {
      if (v[i].to > x.to)
        x.to = v[i].to;
      i++;
    }
    rx r = x.whole;
    if (i > first + 1 && x.to != NO_END) {
      r = node_fixed(g, RX_LOOP, x.body, (uint32_t)x.from, (uint32_t)x.to);
      if (r && x.tail != EPSILON)
        r = node_fixed(g, RX_CONCAT, r, x.tail, 0);
    }
    if (!r || !push(g, r))
      return false;
  }
  return true;
}

static bool unite_loops(regex *g, size_t base)
{
  size_t found = 0, kept = base, n = 0;
  for (size_t i = base; i < g->scratch.size; i++)
    found += iterated(g, g->scratch.data[i]);
  if (found < 2)
    return true;
  headed *v = mem_alloc(g->m, found * sizeof *v);
  if (!v)
    return false;
  for (size_t i = base; i < g->scratch.size; i++) {
    rx r = g->scratch.data[i];
    if (iterated(g, r))
      v[n++] = headed_of(g, r);
    else
      g->scratch.data[kept++] = r;
  }
  g->scratch.size = kept;
  sort_items(v, found, sizeof *v, by_loop);
  bool ok = push_joined(g, v, found) && sort_set(g, base);
  mem_free(g->m, v, found * sizeof *v);
  return ok;
}

/* Stamps s for each ALL s among the members; 0 if there is none. */
static uint32_t stamp_tails(regex *g, const rx *v, size_t count)
{
  uint32_t stamp = 0;
  for (size_t i = 0; i < count; i++)
    if (kind_of(g, v[i]) == RX_CONCAT && node_at(g, v[i])->a == ALL) {
      if (!stamp)
        stamp = new_stamp(g);
      g->nodes.data[node_at(g, v[i])->b].stamp = stamp;
    }
  return stamp;
}

/* Is r = p s for a stamped s? `strict`: p = ALL alone does not count (r would absorb itself). */
static bool absorbed(const regex *g, rx r, uint32_t stamp, bool strict)
{
  rx x = r;
  if (loop_headed(g, r) || class_like(g, r))
    x = tail_of(g, r);
  else if (strict && head_of(g, r) == ALL)
    x = tail_of(g, tail_of(g, r));
  for (; x != EPSILON; x = tail_of(g, x))
    if (node_at(g, x)->stamp == stamp)
      return true;
  return false;
}

static void absorb(regex *g, size_t base)
{
  uint32_t stamp = stamp_tails(g, g->scratch.data + base, g->scratch.size - base);
  size_t kept = base;
  if (!stamp)
    return;
  for (size_t i = base; i < g->scratch.size; i++)
    if (!absorbed(g, g->scratch.data[i], stamp, true))
      g->scratch.data[kept++] = g->scratch.data[i];
  g->scratch.size = kept;
}

static void drop_epsilon(regex *g, size_t base)
{
  rx *v = g->scratch.data + base;
  size_t count = g->scratch.size - base;
  if (!count || v[0] != EPSILON)
    return;
  for (size_t i = 1; i < count; i++)
    if (nullable(g, v[i])) {
      memmove(v, v + 1, (count - 1) * sizeof *v);
      g->scratch.size--;
      return;
    }
}

rx union_of(regex *g, const rx *items, size_t count)
{
  size_t base = g->scratch.size;
  rx result = 0;
  for (size_t i = 0; i < count; i++) {
    rx r = items[i];
    if (r == ALL || !r) {
      g->scratch.size = base;
      return r;
    }
    if (r != NONE && !(kind_of(g, r) == RX_UNION ? push_members(g, r) : push(g, r)))
      goto done;
  }
  if (!sort_set(g, base))
    goto done;
  if (g->scratch.size - base > 1) {
    if (!unite_classes(g, base) || !unite_loops(g, base))
      goto done;
    absorb(g, base);
    drop_epsilon(g, base);
  }
  result = set_node(g, RX_UNION, NONE, base);
done:
  g->scratch.size = base;
  return result;
}

rx union2(regex *g, rx a, rx b)
{
  rx items[2] = {a, b};
  return !a || !b ? 0 : a == b || b == NONE ? a : a == NONE ? b : union_of(g, items, 2);
}

rx union_without_epsilon(regex *g, rx u)
{
  size_t base = g->scratch.size;
  if (!push_members(g, u))
    return 0;
  memmove(g->scratch.data + base, g->scratch.data + base + 1, (g->scratch.size - base - 1) * sizeof(rx));
  g->scratch.size--;
  return set_node(g, RX_UNION, NONE, base);
}

/* ---- intersection ---- */

/* Pushes the positive members from items[..] (flattened), unites what is complemented into *minus (NONE: nothing).
 * *none: the result is NONE. */
static bool push_positives(regex *g, const rx *items, size_t count, rx *minus, bool *none)
{
  for (size_t i = 0; i < count; i++) {
    rx r = items[i];
    if (r == NONE)
      *none = true;
    if (!r || *none)
      return r != 0;
    if (r == ALL)
      continue;
    if (kind_of(g, r) == RX_COMP) {
      if (!(*minus = union2(g, *minus, node_at(g, r)->a)))
        return false;
    } else if (kind_of(g, r) != RX_INTER) {
      if (!push(g, r))
        return false;
    } else {
      size_t at = g->scratch.size;
      if (!push_members(g, r))
        return false;
      for (size_t j = at; j < g->scratch.size; j++)
        if (kind_of(g, g->scratch.data[j]) == RX_COMP) {
          rx inner = node_at(g, g->scratch.data[j])->a;
          memmove(g->scratch.data + j, g->scratch.data + j + 1, (g->scratch.size - j - 1) * sizeof(rx));
          g->scratch.size--;
          if (!(*minus = union2(g, *minus, inner)))
            return false;
          break;
        }
    }
  }
  return true;
}

/* I2, on the sorted positives from `base` on. */
static bool intersect_classes(regex *g, size_t base, rx *minus, bool *none)
{
  rx c = 0;
  size_t kept = base;
  for (size_t i = base; i < g->scratch.size; i++) {
    rx r = g->scratch.data[i];
    if (!class_like(g, r))
      g->scratch.data[kept++] = r;
    else if (!(c = c ? class_inter(g, c, r) : r))
      return false;
    else if (c == NONE) {
      *none = true;
      return true;
    }
  }
  if (!c)
    return true;
  g->scratch.size = kept;
  size_t top = g->scratch.size;
  if (!(kind_of(g, *minus) == RX_UNION ? push_members(g, *minus) : *minus == NONE || push(g, *minus)))
    return false;
  kept = top;
  for (size_t i = top; i < g->scratch.size; i++) {
    rx r = g->scratch.data[i];
    if (!class_like(g, r))
      g->scratch.data[kept++] = r;
    else if (!(c = class_minus(g, c, r)))
      return false;
  }
  if (kept < g->scratch.size) {
    g->scratch.size = kept;
    if (!(*minus = set_node(g, RX_UNION, NONE, top)))
      return false;
  }
  g->scratch.size = top;
  *none = c == NONE;
  return push(g, c) && sort_set(g, base);
}

/* What is taken away, prepared for questions. */
typedef struct minuend {
  rx whole;
  const rx *members; /* sorted, on the scratch */
  size_t count;
  uint32_t tails; /* the stamp of s for its members ALL s; 0 if there is none */
} minuend;

static bool is_member(const minuend *m, rx r)
{
  size_t low = 0, high = m->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (m->members[middle] < r)
      low = middle + 1;
    else
      high = middle;
  }
  return low < m->count && m->members[low] == r;
}

static bool inside_loop(const regex *g, const minuend *m, rx r)
{
  headed x = headed_of(g, r);
  for (size_t i = 0; i < m->count; i++)
    if (iterated(g, m->members[i])) {
      headed y = headed_of(g, m->members[i]);
      if (y.body == x.body && y.tail == x.tail && y.from <= x.from && x.to <= y.to)
        return true;
    }
  return false;
}

/* I3: is the language of r inside, as far as one can see? */
static bool covered_by(const regex *g, const minuend *m, rx r)
{
  if (r == EPSILON)
    return nullable(g, m->whole);
  if (class_like(g, r))
    return false;
  return is_member(m, r) || (iterated(g, r) && inside_loop(g, m, r)) || (m->tails && absorbed(g, r, m->tails, false));
}

/* I3 on the positives from `base` on. *changed: a positive became smaller, and the whole has to be done again. */
static bool take_away(regex *g, size_t base, rx minus, bool *none, bool *changed)
{
  size_t end = g->scratch.size;
  minuend m = {.whole = minus};
  size_t copy = end; /* the members of `minus`, copied: the pool moves when nodes are made */
  if (!(kind_of(g, minus) == RX_UNION ? push_members(g, minus) : push(g, minus)))
    return false;
  m.count = g->scratch.size - copy;
  m.tails = stamp_tails(g, g->scratch.data + copy, m.count);
  for (size_t i = base; i < end; i++) {
    rx p = g->scratch.data[i];
    m.members = g->scratch.data + copy;
    if (kind_of(g, p) != RX_UNION) {
      if (covered_by(g, &m, p)) {
        *none = true;
        return true;
      }
      continue;
    }
    size_t top = g->scratch.size, kept = top;
    if (!push_members(g, p))
      return false;
    m.members = g->scratch.data + copy;
    for (size_t j = top; j < g->scratch.size; j++)
      if (!covered_by(g, &m, g->scratch.data[j]))
        g->scratch.data[kept++] = g->scratch.data[j];
    if (kept < g->scratch.size) {
      *changed = true;
      g->scratch.size = kept;
      rx q = set_node(g, RX_UNION, NONE, top);
      if (!q)
        return false;
      g->scratch.data[i] = q;
    }
    g->scratch.size = top;
  }
  g->scratch.size = end;
  return true;
}

/* I4 and I5, and the node, from the sorted positives from `base` on, which it removes. */
static rx finish_inter(regex *g, size_t base, rx minus)
{
  uint32_t min = 0, max = LENGTH_INF;
  bool epsilon = false, all_nullable = minus == NONE || !nullable(g, minus);
  if (minus != NONE && !all_nullable)
    min = 1;
  for (size_t i = base; i < g->scratch.size; i++) {
    const node *n = node_at(g, g->scratch.data[i]);
    epsilon |= g->scratch.data[i] == EPSILON;
    all_nullable &= n->nullable;
    min = n->min > min ? n->min : min;
    max = n->max < max ? n->max : max;
  }
  if (epsilon)
    return all_nullable ? EPSILON : NONE;
  if (max != LENGTH_INF && min > max)
    return NONE;
  if (minus != NONE) {
    rx c = comp_of(g, minus);
    if (!c || !push(g, c) || !sort_set(g, base))
      return 0;
  }
  return set_node(g, RX_INTER, ALL, base);
}

/* What became smaller may be an intersection, a complement or NONE now. */
static bool flatten_again(regex *g, size_t base, rx *minus, bool *none)
{
  size_t count = g->scratch.size - base;
  rx *copy = mem_alloc(g->m, count * sizeof *copy);
  if (!copy)
    return false;
  memcpy(copy, g->scratch.data + base, count * sizeof *copy);
  g->scratch.size = base;
  bool ok = push_positives(g, copy, count, minus, none);
  mem_free(g->m, copy, count * sizeof *copy);
  return ok;
}

rx inter_of(regex *g, const rx *items, size_t count)
{
  size_t base = g->scratch.size;
  rx result = 0, minus = NONE;
  bool none = false, changed = true;
  if (!push_positives(g, items, count, &minus, &none))
    goto done;
  while (!none && changed) {
    changed = false;
    none = minus == ALL;
    if (!sort_set(g, base))
      goto done;
    if (!none && !intersect_classes(g, base, &minus, &none))
      goto done;
    if (none || minus == NONE)
      break;
    if (!take_away(g, base, minus, &none, &changed) || (changed && !flatten_again(g, base, &minus, &none)))
      goto done;
  }
  result = none ? NONE : finish_inter(g, base, minus);
done:
  g->scratch.size = base;
  return result;
}

rx inter2(regex *g, rx a, rx b)
{
  rx items[2] = {a, b};
  return !a || !b ? 0 : a == b || b == ALL ? a : a == ALL ? b : inter_of(g, items, 2);
}
